use bevy_math::Vec2;
use bevy_math::Vec3;
use maquette_document::{Ease, Id, Landmark, Lens, Move, MoveKind, Rig, Target, Tracking};
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::{Nobody, Subjects, View, view_at};

const WIDE: f32 = 16.0 / 9.0;

fn seconds(s: f32) -> Flicks {
    Flicks::from_seconds(f64::from(s))
}

/// A figure that walks past, five metres before the camera.
struct Passer;

impl Passer {
    const PACE: f32 = 1.4;
}

impl Subjects for Passer {
    fn ground(&self, _: Id, time: Flicks) -> Option<Vec3> {
        Some(Vec3::new(Self::PACE * time.seconds() as f32 - 3.0, 0.0, -5.0))
    }

    fn landmark(&self, figure: Id, landmark: Landmark, time: Flicks) -> Option<Vec3> {
        let height = if landmark == Landmark::Eyes { 1.6 } else { 0.0 };
        Some(self.ground(figure, time)? + height * Vec3::Y)
    }
}

const EYES: Target = Target::Figure { figure: Id::FILM, landmark: Landmark::Eyes };

fn keeping(place: Vec2, dead_zone: Vec2, lag: f32) -> Tracking {
    Tracking { target: EYES, place, dead_zone, lag }
}

fn step(kind: MoveKind) -> Move {
    Move { kind, start: seconds(0.5), length: seconds(2.0), ease: Ease::InOut }
}

fn rig(tracking: Tracking) -> Rig {
    let moves = vec![
        step(MoveKind::Truck(1.5)),
        step(MoveKind::Dolly(-1.0)),
        step(MoveKind::Crane { arm: 3.0, boom: 20.0, swing: -15.0 }),
        step(MoveKind::Zoom(60.0)),
    ];
    let position = Vec3::new(0.0, 1.5, 2.0);
    Rig { position, tracking: Some(tracking), moves, ..Rig::default() }
}

fn at(rig: &Rig, time: f32) -> View {
    view_at(rig, seconds(time), WIDE, &Passer)
}

fn eyes(time: f32) -> Vec3 {
    Passer.landmark(Id::FILM, Landmark::Eyes, seconds(time)).expect("it is there")
}

fn any_place() -> impl Strategy<Value = Vec2> {
    (0.1_f32..0.9, 0.1_f32..0.9).prop_map(Vec2::from)
}

proptest! {
    #[test]
    fn what_is_tracked_stands_at_its_place(
        place in any_place(), roll in -40.0_f32..40.0, rise in -0.3_f32..0.3, time in 0.0_f32..5.0
    ) {
        let lens = Lens { shift: Vec2::new(0.1, rise), ..Lens::default() };
        let rig = Rig { roll, lens, ..rig(keeping(place, Vec2::ZERO, 0.0)) };
        let view = at(&rig, time);
        let seen = view.project(eyes(time)).expect("it is before the camera").uv;
        prop_assert!(seen.distance(place) < 1e-3, "{seen} for {place}");
        prop_assert!((view.aim().roll - roll).abs() < 0.05, "{:?} for {roll}", view.aim());
    }

    #[test]
    fn in_its_zone_it_is_left_alone_and_it_never_leaves(
        place in any_place(), zone in (0.01_f32..0.2, 0.01_f32..0.2), time in 0.0_f32..5.0
    ) {
        let zone = Vec2::from(zone);
        let rig = rig(keeping(place, zone, 0.0));
        let off = at(&rig, time).project(eyes(time)).expect("it is before the camera").uv - place;
        prop_assert!((off.abs() - zone).max_element() < 1e-3, "{off} of {zone}");
    }

    #[test]
    fn a_head_that_tracks_turns_without_a_jump(zone in 0.0_f32..0.2, lag in 0.0_f32..0.6) {
        let rig = rig(keeping(Vec2::splat(0.5), Vec2::splat(zone), lag));
        for tick in 0..240 {
            let [a, b] = [tick, tick + 1].map(|tick| at(&rig, tick as f32 / 60.0).forward());
            prop_assert!(a.distance(b) < 0.03, "{} at {tick}", a.distance(b));
        }
    }

    #[test]
    fn what_tracks_only_turns(zone in 0.0_f32..0.2, lag in 0.0_f32..0.6, time in 0.0_f32..5.0) {
        let tracks = rig(keeping(Vec2::splat(0.5), Vec2::splat(zone), lag));
        let (view, plain) = (at(&tracks, time), at(&Rig { tracking: None, ..tracks.clone() }, time));
        prop_assert_eq!((view.position, view.focal), (plain.position, plain.focal));
    }

    #[test]
    fn hands_shake_a_head_that_tracks_within_their_bounds(seed in any::<u32>(), time in 1.0_f32..2.0) {
        let mut shaken = rig(keeping(Vec2::splat(0.5), Vec2::ZERO, 0.0));
        shaken.moves = vec![step(MoveKind::Handheld { strength: 1.0, seed })];
        let view = at(&shaken, time);
        let to = (eyes(time) - view.position).normalize();
        let off = view.forward().dot(to).clamp(-1.0, 1.0).acos().to_degrees();
        prop_assert!(off < 0.75, "{off} degrees off");
    }

    #[test]
    fn no_tracking_makes_a_view_that_is_not_a_number(
        wrong in prop::sample::select(vec![f32::NAN, f32::INFINITY, f32::MAX, -1.0, 0.0]),
        which in 0..5, time in any::<i64>(),
    ) {
        let mut tracking = keeping(Vec2::splat(0.5), Vec2::splat(0.1), 0.3);
        match which {
            0 => tracking.place = Vec2::splat(wrong),
            1 => tracking.dead_zone = Vec2::splat(wrong),
            2 => tracking.lag = wrong,
            3 => tracking.target = Target::Point(Vec3::splat(wrong)),
            _ => tracking.target = Target::Point(Vec3::new(0.0, 1.5, 2.0)),
        }
        let view = view_at(&rig(tracking), Flicks(time), WIDE, &Passer);
        prop_assert!(view.rotation.is_normalized() && view.position.is_finite(), "{view:?}");
    }
}

#[test]
fn while_it_stands_in_the_zone_the_head_does_not_move() {
    let mut still = rig(keeping(Vec2::splat(0.5), Vec2::new(0.3, 0.3), 0.0));
    still.moves.clear();
    let (head, later, out) = (at(&still, 0.0), at(&still, 1.0), at(&still, 4.0));
    assert_eq!(head.rotation, later.rotation);
    assert_ne!(head.rotation, out.rotation);
    let seen = out.project(eyes(4.0)).expect("it is before the camera").uv;
    assert!((seen.x - 0.8).abs() < 1e-3, "on the border: {seen}");
}

#[test]
fn in_the_zone_the_head_turns_as_the_rig_does() {
    let mut turned = rig(keeping(Vec2::splat(0.5), Vec2::splat(0.5), 0.0));
    turned.moves = vec![step(MoveKind::Pan(6.0))];
    turned.tracking = turned
        .tracking
        .map(|tracking| Tracking { target: Target::Point(Vec3::new(1.0, 1.5, -3.0)), ..tracking });
    let (head, end) = (at(&turned, 0.0).aim(), at(&turned, 2.5).aim());
    assert!((end.yaw - head.yaw - 6.0).abs() < 1e-3, "{head:?} and {end:?}");
}

#[test]
fn a_lagging_head_looks_where_its_target_was() {
    let mut lags = rig(keeping(Vec2::splat(0.5), Vec2::ZERO, 0.5));
    lags.moves.clear();
    let view = at(&lags, 4.0);
    let seen = view.project(eyes(3.5)).expect("it is before the camera").uv;
    assert!(seen.distance(Vec2::splat(0.5)) < 2e-3, "{seen}");
}

#[test]
fn who_is_unknown_is_not_tracked() {
    let tracks = rig(keeping(Vec2::splat(0.2), Vec2::splat(0.1), 0.5));
    let plain = Rig { tracking: None, ..tracks.clone() };
    let view = |rig| view_at(rig, seconds(1.0), WIDE, &Nobody);
    assert_eq!(view(&tracks), view(&plain));
}

#[test]
fn what_walks_behind_the_camera_stays_at_the_border_it_left_by() {
    let mut turns = rig(keeping(Vec2::splat(0.5), Vec2::new(0.2, 0.2), 0.0));
    turns.moves.clear();
    turns.position = Vec3::new(-2.5, 1.6, -5.0 - 0.5);
    for time in [0.0, 0.3, 0.6, 2.0] {
        let seen = at(&turns, time).project(eyes(time)).expect("it is before the camera").uv;
        assert!((seen.x - 0.5).abs() < 0.2 + 1e-3, "{seen} at {time}");
    }
}
