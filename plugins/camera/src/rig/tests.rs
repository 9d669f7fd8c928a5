use super::*;
use crate::Nobody;
use maquette_document::{
    Curve, Ease, Focus, Id, Landmark, Lens, Move, MoveKind, Pace, Path, PathKey, Sensor, Target,
};
use proptest::prelude::*;

const WIDE: f32 = 16.0 / 9.0;
const EYES: Target = Target::Figure { figure: Id::FILM, landmark: Landmark::Eyes };

fn seconds(s: f32) -> Flicks {
    Flicks::from_seconds(f64::from(s))
}

/// A figure that walks along +x, one and a half metres a second, if its place is a number.
struct Walker(f32);

impl Subjects for Walker {
    fn ground(&self, _: Id, time: Flicks) -> Option<Vec3> {
        Some(Vec3::new(1.5 * time.seconds() as f32, 0.0, self.0))
    }

    fn landmark(&self, figure: Id, _: Landmark, time: Flicks) -> Option<Vec3> {
        Some(self.ground(figure, time)? + 1.6 * Vec3::Y)
    }
}

fn at(rig: &Rig, time: f32) -> View {
    view_at(rig, seconds(time), WIDE, &Walker(-3.0))
}

/// From one second in, over two seconds.
fn step(kind: MoveKind) -> Move {
    Move { kind, start: seconds(1.0), length: seconds(2.0), ease: Ease::InOut }
}

fn tracking() -> Tracking {
    Tracking { target: EYES, place: Vec2::splat(0.5), dead_zone: Vec2::new(0.1, 0.05), lag: 0.3 }
}

prop_compose! {
    /// A rig of everything.
    fn any_rig()(
        keys in prop::collection::vec((-9.0_f32..9.0, 0.5_f32..3.0, 1.0_f32..9.0, -90.0_f32..90.0, 20.0_f32..90.0), 0..7),
        curve in prop::sample::select(vec![Curve::Through, Curve::Bezier, Curve::Straight]),
        keyed in any::<bool>(), tracks in any::<bool>(), on in any::<bool>(), seed in any::<u32>(),
        pan in -40.0_f32..40.0, metres in -2.0_f32..2.0,
    ) -> Rig {
        let keys = keys.iter().enumerate().map(|(i, &(x, y, z, yaw, focal))| PathKey {
            at: seconds(i as f32 * 0.7),
            position: Vec3::new(x, y, z),
            angles: Some(Vec3::new(yaw, 0.1 * yaw, 0.0)),
            focal: Some(focal),
            ..PathKey::default()
        });
        let even = Pace::Even { start: seconds(0.5), length: seconds(3.0), ease: Ease::InOut };
        let pace = if keyed { Pace::Keyed } else { even };
        let moves = [
            MoveKind::Pan(pan), MoveKind::Truck(metres), MoveKind::Follow(Id::FILM), MoveKind::Zoom(70.0),
            MoveKind::Crane { arm: 3.0, boom: pan / 2.0, swing: -pan }, MoveKind::Rack(2.0),
            MoveKind::Handheld { strength: 1.0, seed },
        ];
        Rig {
            path: Some(Path { curve, pace, keys: keys.collect() }),
            moves: moves.map(step).to_vec(),
            tracking: tracks.then(tracking),
            lens: Lens { focus: if on { Focus::On(EYES) } else { Focus::Deep }, ..Lens::default() },
            ..Rig::default()
        }
    }
}

proptest! {
    #[test]
    fn a_time_has_one_view_in_any_order_of_asking(rig in any_rig(), a in -1.0_f32..5.0, b in -1.0_f32..5.0) {
        let first = (at(&rig, a), at(&rig, b));
        let second = (at(&rig, b), at(&rig, a));
        prop_assert_eq!(first, (second.1, second.0));
        let prepared = PreparedRig::new(&rig, WIDE);
        let walker = Walker(-3.0);
        let third = (prepared.view_at(seconds(b), &walker), prepared.view_at(seconds(a), &walker));
        prop_assert_eq!(first, (third.1, third.0));
    }

    #[test]
    fn turns_never_move_the_entrance_pupil_of_any_rig(rig in any_rig(), degrees in -90.0_f32..90.0, time in 0.0_f32..5.0) {
        let plain = at(&rig, time);
        for kind in [MoveKind::Pan(degrees), MoveKind::Tilt(degrees), MoveKind::Roll(degrees)] {
            // A whip pan is over in a fifth of a second.
            for length in [0.2, 2.0] {
                let mut turned = rig.clone();
                turned.moves.push(Move { length: seconds(length), ..step(kind) });
                let view = at(&turned, time);
                prop_assert_eq!((view.position, view.focal), (plain.position, plain.focal));
            }
        }
    }

    #[test]
    fn travel_never_turns_the_head_of_any_rig(rig in any_rig(), metres in -3.0_f32..3.0, time in 0.0_f32..5.0) {
        let rig = Rig { tracking: None, ..rig };
        let plain = at(&rig, time);
        let crane = MoveKind::Crane { arm: 2.0, boom: 9.0 * metres, swing: 20.0 };
        for kind in [MoveKind::Dolly(metres), MoveKind::Truck(metres), MoveKind::Pedestal(metres), crane] {
            let mut moved = rig.clone();
            moved.moves.push(step(kind));
            let view = at(&moved, time);
            prop_assert_eq!((view.rotation, view.focal), (plain.rotation, plain.focal));
        }
    }

    #[test]
    fn no_rig_makes_a_view_that_is_not_a_number(
        mut rig in any_rig(), time in any::<i64>(), start in any::<i64>(), length in any::<i64>(),
        wrong in prop::sample::select(vec![f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, 0.0, -1.0]),
    ) {
        let point = Vec3::splat(wrong);
        let target = Target::Point(point);
        for kind in [
            MoveKind::Pan(wrong), MoveKind::Dolly(wrong), MoveKind::Zoom(wrong), MoveKind::Rack(wrong),
            MoveKind::Orbit { about: point, degrees: 10.0 }, MoveKind::Follow(Id::FILM),
            MoveKind::Crane { arm: wrong, boom: wrong, swing: wrong }, MoveKind::Handheld { strength: wrong, seed: 1 },
        ] {
            let (start, length) = (Flicks(start), Flicks(length));
            rig.moves.push(Move { kind, start, length, ease: Ease::In });
        }
        for focus in [Focus::Deep, Focus::Distance(wrong), Focus::On(EYES), Focus::On(target)] {
            rig.sensor = Sensor { width: wrong, height: wrong };
            rig.lens = Lens { focal: wrong, shift: Vec2::splat(wrong), focus, stop: wrong };
            rig.yaw = wrong;
            let view = view_at(&rig, Flicks(time), wrong, &Walker(wrong));
            prop_assert!(view.position.is_finite() && view.rotation.is_normalized(), "{:?}", view);
            prop_assert!(view.focal > 0.0 && view.gate.min_element() > 0.0 && view.shift.is_finite());
            prop_assert!(view.stop > 0.0 && view.focus.is_none_or(|focus| focus.is_finite() && focus > 0.0));
        }
    }

    #[test]
    fn a_focus_on_somebody_is_where_they_are_seen(rig in any_rig(), time in 0.0_f32..5.0) {
        let moves = rig.moves.iter().copied().filter(|step| !matches!(step.kind, MoveKind::Rack(_)));
        let lens = Lens { focus: Focus::On(EYES), ..rig.lens };
        let rig = Rig { lens, moves: moves.collect(), ..rig };
        let view = at(&rig, time);
        let eyes = Walker(-3.0).landmark(Id::FILM, Landmark::Eyes, seconds(time)).expect("it is there");
        if let Some(seen) = view.project(eyes).filter(|seen| seen.depth > 0.1) {
            let focus = view.focus.expect("it is not deep");
            prop_assert!((focus - seen.depth).abs() < 1e-3 * seen.depth, "{focus} for {seen:?}");
        }
    }
}

#[test]
fn a_path_stands_in_for_the_place_and_moves_add_to_it() {
    let keys = vec![
        PathKey { position: Vec3::new(5.0, 2.0, 0.0), ..PathKey::default() },
        PathKey { position: Vec3::new(9.0, 2.0, 0.0), ..PathKey::default() },
    ];
    let path = Path { keys, ..Path::default() };
    let rig = Rig {
        path: Some(path),
        moves: vec![step(MoveKind::Pedestal(1.0))],
        yaw: 20.0,
        ..Rig::default()
    };
    assert_eq!(at(&rig, 0.0).position, Vec3::new(5.0, 2.0, 0.0));
    assert!(at(&rig, 3.0).position.distance(Vec3::new(9.0, 3.0, 0.0)) < 1e-5);
    assert!((at(&rig, 3.0).aim().yaw - 20.0).abs() < 1e-3, "without angles the rig's own stay");
}

#[test]
fn a_rack_goes_evenly_in_dioptres_from_what_was_sharp() {
    let focus = |focus, time| {
        let lens = Lens { focus, ..Lens::default() };
        at(&Rig { lens, moves: vec![step(MoveKind::Rack(1.0))], ..Rig::default() }, time).focus
    };
    assert_eq!(focus(Focus::Distance(4.0), 0.5), Some(4.0));
    assert_eq!(focus(Focus::Distance(4.0), 2.0), Some(1.6));
    assert_eq!(focus(Focus::Distance(4.0), 3.0), Some(1.0));
    assert_eq!(focus(Focus::Deep, 0.5), None);
    let first = focus(Focus::Deep, 1.1).expect("it racks");
    // 35 mm at f/4: the hyperfocal distance is 11 m.
    assert!((first - 11.0).abs() < 0.5, "{first}");
    assert_eq!(focus(Focus::Deep, 3.0), Some(1.0));
}

#[test]
fn a_focus_on_nobody_is_deep() {
    let lens = Lens { focus: Focus::On(EYES), ..Lens::default() };
    let rig = Rig { lens, ..Rig::default() };
    assert_eq!(view_at(&rig, Flicks::ZERO, WIDE, &Nobody).focus, None);
    let behind = view_at(&rig, Flicks::ZERO, WIDE, &Walker(90.0)).focus;
    assert_eq!(behind, Some(crate::FOCUS_RANGE.0), "as near as it goes");
}
