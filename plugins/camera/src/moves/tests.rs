use super::*;
use crate::{Nobody, View, view_at};
use bevy_math::Vec2;
use maquette_document::{Id, Landmark, Lens, Rig};
use proptest::prelude::*;

const WIDE: f32 = 16.0 / 9.0;
const TARGET: Vec3 = Vec3::new(1.0, 1.4, -2.0);

fn seconds(s: f32) -> Flicks {
    Flicks::from_seconds(f64::from(s))
}

/// From one second in, over two seconds.
fn step(kind: MoveKind, ease: Ease) -> Move {
    Move { kind, start: seconds(1.0), length: seconds(2.0), ease }
}

fn rig(moves: Vec<Move>) -> Rig {
    Rig { yaw: 30.0, pitch: -20.0, roll: 4.0, moves, ..Rig::default() }
}

/// A figure that walks along +x, one and a half metres a second.
struct Walker;

impl Subjects for Walker {
    fn ground(&self, _: Id, time: Flicks) -> Option<Vec3> {
        Some(Vec3::new(1.5 * time.seconds() as f32, 0.0, 0.0))
    }

    fn landmark(&self, figure: Id, _: Landmark, time: Flicks) -> Option<Vec3> {
        Some(self.ground(figure, time)? + 1.6 * Vec3::Y)
    }
}

fn at(rig: &Rig, time: f32) -> View {
    view_at(rig, seconds(time), WIDE, &Walker)
}

fn any_ease() -> impl Strategy<Value = Ease> {
    prop::sample::select(vec![Ease::Linear, Ease::In, Ease::Out, Ease::InOut])
}

fn any_kind() -> impl Strategy<Value = MoveKind> {
    prop_oneof![
        (-170.0_f32..170.0).prop_map(MoveKind::Pan),
        (-60.0_f32..60.0).prop_map(MoveKind::Tilt),
        (-45.0_f32..45.0).prop_map(MoveKind::Roll),
        (-5.0_f32..5.0).prop_map(MoveKind::Dolly),
        (-5.0_f32..5.0).prop_map(MoveKind::Truck),
        (-5.0_f32..5.0).prop_map(MoveKind::Pedestal),
        (-90.0_f32..90.0).prop_map(|degrees| MoveKind::Orbit { about: TARGET, degrees }),
        Just(MoveKind::Follow(Id::FILM)),
        (15.0_f32..150.0).prop_map(MoveKind::Zoom),
        (0.5_f32..4.0, -40.0_f32..40.0, -60.0_f32..60.0)
            .prop_map(|(arm, boom, swing)| MoveKind::Crane { arm, boom, swing }),
        (0.3_f32..40.0).prop_map(MoveKind::Rack),
        (0.0_f32..3.0, any::<u32>())
            .prop_map(|(strength, seed)| MoveKind::Handheld { strength, seed }),
    ]
}

proptest! {
    #[test]
    fn what_only_turns_never_travels(degrees in -170.0_f32..170.0, ease in any_ease(), time in -1.0_f32..5.0) {
        for kind in [MoveKind::Pan(degrees), MoveKind::Tilt(degrees), MoveKind::Roll(degrees)] {
            let rig = rig(vec![step(kind, ease)]);
            let view = at(&rig, time);
            prop_assert_eq!((view.position, view.focal), (rig.position, rig.lens.focal));
        }
    }

    #[test]
    fn what_only_travels_never_turns(metres in -9.0_f32..9.0, ease in any_ease(), time in -1.0_f32..5.0) {
        let crane = MoveKind::Crane { arm: 3.0, boom: 4.0 * metres, swing: 7.0 * metres };
        for kind in [MoveKind::Dolly(metres), MoveKind::Truck(metres), MoveKind::Pedestal(metres), MoveKind::Follow(Id::FILM), crane] {
            let rig = rig(vec![step(kind, ease)]);
            let (view, still) = (at(&rig, time), at(&rig, 0.0));
            prop_assert_eq!((view.rotation, view.focal), (still.rotation, still.focal));
        }
    }

    #[test]
    fn a_zoom_neither_travels_nor_turns(focal in 12.0_f32..200.0, ease in any_ease(), time in -1.0_f32..5.0) {
        let rig = rig(vec![step(MoveKind::Zoom(focal), ease)]);
        let (view, still) = (at(&rig, time), at(&rig, 0.0));
        prop_assert_eq!((view.position, view.rotation), (still.position, still.rotation));
        prop_assert!((at(&rig, 3.0).focal - focal).abs() < 1e-4);
    }

    #[test]
    fn a_move_is_still_before_and_after(kind in any_kind(), ease in any_ease(), time in 0.0_f32..9.0) {
        let rig = rig(vec![step(kind, ease)]);
        let plain = view_at(&Rig { moves: Vec::new(), ..rig.clone() }, Flicks::ZERO, WIDE, &Walker);
        prop_assert_eq!(at(&rig, time.min(0.999)), plain);
        prop_assert_eq!(at(&rig, 3.0 + time), at(&rig, 3.0));
    }

    #[test]
    fn an_eased_move_starts_and_stops_from_stillness(kind in any_kind()) {
        let rig = rig(vec![step(kind, Ease::InOut)]);
        let speed = |from: f32, to: f32| {
            let (a, b) = (at(&rig, from), at(&rig, to));
            (a.position.distance(b.position) + a.forward().distance(b.forward())) / (to - from)
        };
        prop_assert!(speed(1.0, 1.004) < 0.06, "{} at the head", speed(1.0, 1.004));
        prop_assert!(speed(2.996, 3.0) < 0.06, "{} at the end", speed(2.996, 3.0));
    }

    #[test]
    fn a_crane_swings_about_its_foot_and_keeps_its_head(
        arm in 0.5_f32..6.0, boom in -60.0_f32..60.0, swing in -90.0_f32..90.0, time in 0.0_f32..4.0
    ) {
        let rig = rig(vec![step(MoveKind::Crane { arm, boom, swing }, Ease::InOut)]);
        let (head, view) = (at(&rig, 0.0), at(&rig, time));
        let ahead = head.forward().with_y(0.0).normalize();
        let foot = rig.position - arm * ahead;
        prop_assert!((view.position.distance(foot) - arm).abs() < 1e-4 * arm.max(1.0));
        prop_assert_eq!((view.rotation, view.focal), (head.rotation, head.focal));
        let end = at(&rig, 3.0).position;
        prop_assert!((end.y - foot.y - arm * boom.to_radians().sin()).abs() < 1e-4 * arm.max(1.0));
        let left = arm * boom.to_radians().cos() * swing.to_radians().sin();
        let right = head.forward().with_y(0.0).normalize().cross(Vec3::Y);
        let swung = (end - head.position).dot(right);
        prop_assert!((swung + left).abs() < 1e-3 * arm.max(1.0), "{swung} for {left} to the left");
    }

    #[test]
    fn a_dolly_zoom_keeps_the_size_of_what_it_closes_on(
        metres in -20.0_f32..6.0, distance in 2.0_f32..9.0, focal in 18.0_f32..120.0, ease in any_ease()
    ) {
        let moves = dolly_zoom(metres, distance, focal).map(|kind| step(kind, ease)).to_vec();
        let rig = Rig {
            position: Vec3::new(0.0, 1.6, distance),
            lens: Lens { focal, ..Lens::default() },
            moves,
            ..Rig::default()
        };
        let width = |time: f32| {
            let view = at(&rig, time);
            let [left, right] = [-0.1, 0.1].map(|x| view.project(Vec3::new(x, 1.6, 0.0)));
            right.expect("it is ahead").uv.x - left.expect("it is ahead").uv.x
        };
        for i in 0..=40 {
            let share = width(i as f32 / 10.0) / width(0.0);
            prop_assert!((share - 1.0).abs() < 0.005, "{share} of its size after {i} tenths");
        }
    }
}

#[test]
fn a_dolly_moves_along_the_level_ground_however_the_camera_looks_down() {
    let rig = rig(vec![step(MoveKind::Dolly(2.0), Ease::InOut)]);
    let gone = at(&rig, 3.0).position - rig.position;
    assert_eq!(gone.y, 0.0);
    assert!((gone.length() - 2.0).abs() < 1e-5);
    let level = at(&rig, 0.0).forward().with_y(0.0).normalize();
    assert!(gone.normalize().distance(level) < 1e-5, "{gone}");
}

#[test]
fn a_truck_goes_right_and_a_pedestal_up() {
    let mut rig = Rig { moves: vec![step(MoveKind::Truck(1.0), Ease::Linear)], ..Rig::default() };
    assert_eq!(at(&rig, 3.0).position - rig.position, Vec3::X);
    rig.moves = vec![step(MoveKind::Pedestal(1.0), Ease::Linear)];
    assert!((at(&rig, 2.0).position - rig.position - 0.5 * Vec3::Y).length() < 1e-6);
}

#[test]
fn an_orbit_keeps_its_distance_and_what_it_turns_about_in_place() {
    let aim = crate::aim_at(Vec3::new(3.0, 1.6, 3.0), TARGET);
    let orbit = step(MoveKind::Orbit { about: TARGET, degrees: 70.0 }, Ease::InOut);
    let position = Vec3::new(3.0, 1.6, 3.0);
    let rig =
        Rig { position, yaw: aim.yaw, pitch: aim.pitch, moves: vec![orbit], ..Rig::default() };
    for time in [0.0, 1.5, 2.0, 2.7, 3.0] {
        let view = at(&rig, time);
        assert!((view.position.distance(TARGET) - position.distance(TARGET)).abs() < 1e-4);
        let seen = view.project(TARGET).expect("it is looked at");
        assert!((seen.uv - Vec2::splat(0.5)).length() < 1e-4, "{seen:?} at {time}");
    }
    assert!(at(&rig, 3.0).position.distance(position) > 2.0);
}

#[test]
fn a_follow_keeps_its_figure_in_place_once_it_has_caught_up() {
    for ease in [Ease::Linear, Ease::InOut] {
        let rig = rig(vec![step(MoveKind::Follow(Id::FILM), ease)]);
        let gone = at(&rig, 2.0).position - rig.position;
        assert!(gone.distance(Vec3::new(1.5, 0.0, 0.0)) < 1e-4, "{gone} by {ease:?}");
        assert!((at(&rig, 9.0).position.x - rig.position.x - 3.0).abs() < 1e-4);
    }
    let nobody = rig(vec![step(MoveKind::Follow(Id::FILM), Ease::Linear)]);
    assert_eq!(view_at(&nobody, seconds(2.0), WIDE, &Nobody).position, nobody.position);
}

#[test]
fn a_dolly_zoom_goes_no_farther_than_lenses_do() {
    for (metres, distance, focal) in
        [(9.0, 2.0, 50.0), (-1e9, 2.0, 50.0), (f32::NAN, f32::NAN, f32::NAN)]
    {
        let [MoveKind::Dolly(metres), MoveKind::Zoom(focal)] = dolly_zoom(metres, distance, focal)
        else {
            panic!("a dolly and a zoom");
        };
        assert!(metres.is_finite() && (LENS_RANGE.0..=LENS_RANGE.1).contains(&focal));
    }
}

#[test]
fn zooms_follow_one_another() {
    let mut second = step(MoveKind::Zoom(35.0), Ease::InOut);
    second.start = seconds(4.0);
    let rig = rig(vec![step(MoveKind::Zoom(85.0), Ease::InOut), second]);
    assert_eq!((at(&rig, 3.5).focal, at(&rig, 6.0).focal), (85.0, 35.0));
}

#[test]
fn a_shift_is_a_share_of_the_sensor_whatever_the_crop() {
    let rig = Rig {
        lens: Lens { focal: 35.0, shift: Vec2::new(0.0, 0.1), ..Lens::default() },
        ..Rig::default()
    };
    let view = at(&rig, 0.0);
    assert!((view.shift.y * view.gate.y - 2.4).abs() < 1e-5, "a tenth of 24 mm");
}
