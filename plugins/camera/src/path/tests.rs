use super::*;
use bevy_math::Vec2;
use maquette_document::Rig;
use proptest::prelude::*;

use crate::{Nobody, PreparedRig, View};

fn seconds(s: f64) -> Flicks {
    Flicks::from_seconds(s)
}

fn linear(length: f64) -> Pace {
    Pace::Even { start: Flicks::ZERO, length: seconds(length), ease: Ease::Linear }
}

fn any_place() -> impl Strategy<Value = Vec3> {
    (-20.0_f32..20.0, 0.0_f32..6.0, -20.0_f32..20.0).prop_map(Vec3::from)
}

fn any_curve() -> impl Strategy<Value = Curve> {
    prop::sample::select(vec![Curve::Through, Curve::Bezier, Curve::Straight])
}

prop_compose! {
    fn any_key()(
        position in any_place(), x in any_place(), y in any_place(),
        yaw in -180.0_f32..180.0, pitch in -85.0_f32..85.0, roll in -60.0_f32..60.0, focal in 18.0_f32..135.0,
    ) -> PathKey {
        let angles = Some(Vec3::new(yaw, pitch, roll));
        PathKey { position, angles, focal: Some(focal), before: x / 6.0, after: y / 6.0, at: Flicks::ZERO }
    }
}

/// Keys half a second to two seconds apart.
fn any_keys() -> impl Strategy<Value = Vec<PathKey>> {
    prop::collection::vec((any_key(), 0.5_f64..2.0), 2..9).prop_map(|keys| {
        let mut at = 0.0;
        let mut timed = |(key, step)| {
            at += step;
            PathKey { at: seconds(at), ..key }
        };
        keys.into_iter().map(&mut timed).collect()
    })
}

/// Keys as a camera is carried by: each way on goes at most 100° off the way before.
fn any_ride() -> impl Strategy<Value = Vec<PathKey>> {
    let turns = prop::collection::vec((-100.0_f32..100.0, 1.0_f32..6.0, -0.5_f32..0.5), 9);
    (any_keys(), turns).prop_map(|(mut keys, turns)| {
        let (mut place, mut heading) = (Vec3::ZERO, 0.0);
        for (key, (turn, metres, rise)) in keys.iter_mut().zip(turns) {
            key.position = place;
            heading += turn;
            place += Aim { yaw: heading, ..Aim::default() }.rotation()
                * (Vec3::NEG_Z + rise * Vec3::Y)
                * metres;
        }
        keys
    })
}

/// Where a rig on this path is at a time.
fn views(curve: Curve, pace: Pace, keys: Vec<PathKey>) -> impl Fn(f64) -> View {
    let rig = Rig { path: Some(Path { curve, pace, keys }), ..Rig::default() };
    move |time| PreparedRig::new(&rig, 16.0 / 9.0).view_at(seconds(time), &Nobody)
}

fn way(curve: Curve, pace: Pace, keys: &[PathKey]) -> Way {
    Way::of(&Path { curve, pace, keys: keys.to_vec() }).expect("it is somewhere")
}

/// Radians from one rotation to another.
fn turn(a: bevy_math::Quat, b: bevy_math::Quat) -> Vec3 {
    let between = b * a.conjugate();
    2.0 * between.xyz() * between.w.signum()
}

proptest! {
    #[test]
    fn by_a_linear_ease_a_path_is_travelled_at_one_speed(curve in any_curve(), keys in any_keys()) {
        let way = way(curve, linear(1.0), &keys);
        let (stretches, steps) = (25, 400);
        let length = way.line.length();
        let place = |i: usize| way.line.at(length * i as f64 / (stretches * steps) as f64);
        let travelled = |stretch: usize| -> f64 {
            (stretch * steps..(stretch + 1) * steps).map(|i| place(i).distance(place(i + 1))).sum()
        };
        let even = length / stretches as f64;
        for stretch in 0..stretches {
            let share = travelled(stretch) / even;
            prop_assert!((share - 1.0).abs() < 0.005, "{share} of the mean speed in {stretch}");
        }
    }

    #[test]
    fn a_path_through_smooth_keys_has_no_corner(keys in any_ride()) {
        for pace in [linear(4.0), Pace::Keyed] {
            let way = way(Curve::Through, pace, &keys);
            let step = 1e-4;
            for spot in 1..keys.len() - 1 {
                let at = way.line.reach(spot);
                let place = |metres: f64| way.line.at(metres);
                let before = (place(at) - place(at - step)) / step;
                let after = (place(at + step) - place(at)) / step;
                prop_assert!((after - before).length() < 0.05, "{before} and {after}");
                prop_assert!((before.length() - 1.0).abs() < 0.01, "{before}");
            }
        }
    }

    #[test]
    fn a_head_passes_its_keys_without_a_jump_in_speed(keys in any_keys()) {
        let way = way(Curve::Through, Pace::Keyed, &keys);
        let rotation = |time: f64| way.at(seconds(time)).aim.expect("keys have angles").rotation();
        for key in &keys {
            let at = key.at.seconds();
            let wanted = Aim::from(key.angles.expect("it has")).rotation();
            prop_assert!(turn(wanted, rotation(at)).length() < 2e-3);
            // What is left of the jump when the acceleration on both sides is taken off.
            let jump = |step: f64| {
                let (before, now, after) = (rotation(at - step), rotation(at), rotation(at + step));
                (turn(now, after) - turn(before, now)) / step as f32
            };
            let left = 2.0 * jump(4e-3) - jump(8e-3);
            prop_assert!(left.length() < 0.25, "{left} radians a second");
        }
    }

    #[test]
    fn a_keyed_path_is_where_its_keys_say_when_they_say_it(curve in any_curve(), keys in any_keys()) {
        let view = views(curve, Pace::Keyed, keys.clone());
        for key in &keys {
            let seen = view(key.at.seconds());
            prop_assert!(seen.position.distance(key.position) < 1e-3);
            prop_assert!((seen.focal - key.focal.expect("it has")).abs() < 1e-2);
        }
        let (first, last) = (keys[0], keys[keys.len() - 1]);
        prop_assert!(view(-3.0).position.distance(first.position) < 1e-4);
        prop_assert!(view(90.0).position.distance(last.position) < 1e-3);
    }

    #[test]
    fn a_keyed_path_sets_out_from_rest_and_never_jumps_in_speed(keys in any_ride()) {
        let view = views(Curve::Through, Pace::Keyed, keys.clone());
        for key in &keys {
            let at = key.at.seconds();
            let jump = |step: f64| {
                let [before, now, after] = [at - step, at, at + step].map(|time| view(time).position);
                ((after - now) - (now - before)) / step as f32
            };
            let left = 2.0 * jump(0.01) - jump(0.02);
            prop_assert!(left.length() < 0.5, "{left} metres a second at {at}");
        }
    }

    #[test]
    fn no_path_goes_behind_its_ends(keys in any_keys()) {
        let way = way(Curve::Through, linear(1.0), &keys);
        let spots: Vec<DVec3> = keys.iter().map(|key| key.position.as_dvec3()).collect();
        let (last, length) = (spots.len() - 1, way.line.length());
        for i in 0..=100 {
            let share = f64::from(i) / 100.0;
            let head = way.line.at(way.line.reach(1) * share);
            prop_assert!((head - spots[0]).dot(spots[1] - spots[0]) > -1e-6);
            let tail = way.line.at(length - (length - way.line.reach(last - 1)) * share);
            prop_assert!((tail - spots[last]).dot(spots[last - 1] - spots[last]) > -1e-6);
        }
    }

    #[test]
    fn between_level_keys_the_horizon_stays_level(
        from in -180.0_f32..180.0, by in -120.0_f32..120.0, pitches in prop::array::uniform2(-35.0_f32..35.0),
        share in 0.0_f64..1.0,
    ) {
        let key = |yaw: f32, pitch: f32, x: f32| PathKey {
            position: Vec3::X * x,
            angles: Some(Vec3::new(yaw, pitch, 0.0)),
            ..PathKey::default()
        };
        let keys = vec![key(from, pitches[0], 0.0), key(from + by, pitches[1], 4.0)];
        let view = views(Curve::Through, linear(1.0), keys)(share);
        prop_assert!(view.right().y.abs() < 1e-3, "{}", view.right());
    }

    #[test]
    fn no_keys_make_a_place_that_is_not_a_number(
        curve in any_curve(),
        keyed in any::<bool>(),
        mut keys in any_keys(),
        wrong in prop::collection::vec((0_usize..9, prop::sample::select(vec![
            f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN_POSITIVE, 0.0,
        ])), 0..6),
        times in prop::collection::vec((0_usize..9, any::<i64>()), 0..4),
        time in any::<i64>(),
    ) {
        for (n, wrong) in wrong {
            let at = n % keys.len();
            match n % 5 {
                0 => keys[at].position.x = wrong,
                1 => keys[at].angles = Some(Vec3::splat(wrong)),
                2 => keys[at].focal = Some(wrong),
                3 => keys[at].after = Vec3::splat(wrong),
                _ => keys[at] = keys[0],
            }
        }
        for (n, time) in times {
            let at = n % keys.len();
            keys[at].at = Flicks(time);
        }
        let pace = if keyed { Pace::Keyed } else { linear(2.0) };
        let view = views(curve, pace, keys);
        for time in [Flicks(time).seconds(), -1.0, 0.0, 0.3, 1.0, 2.0, 5.0] {
            let view = view(time);
            prop_assert!(view.position.is_finite() && view.rotation.is_normalized(), "{view:?}");
            prop_assert!(view.focal > 0.0 && view.focal.is_finite());
        }
    }
}

fn at(x: f32, time: f64) -> PathKey {
    PathKey { position: Vec3::X * x, at: seconds(time), ..PathKey::default() }
}

#[test]
fn a_path_without_places_leaves_the_rig_where_it_stands() {
    let nowhere = PathKey { position: Vec3::NAN, ..PathKey::default() };
    for keys in [vec![], vec![nowhere; 3]] {
        assert_eq!(views(Curve::Through, linear(1.0), keys)(0.5).position, Rig::default().position);
    }
    let one = views(Curve::Through, Pace::Keyed, vec![at(2.0, 1.0)]);
    assert_eq!((one(0.0).position, one(9.0).position), (2.0 * Vec3::X, 2.0 * Vec3::X));
}

#[test]
fn where_two_keys_are_one_place_the_camera_waits_and_may_turn() {
    let mut keys = vec![at(0.0, 0.0), at(4.0, 1.0), at(4.0, 3.0), at(6.0, 4.0)];
    for (key, yaw) in keys.iter_mut().zip([0.0, 0.0, 80.0, 80.0]) {
        key.angles = Some(Vec3::new(yaw, 0.0, 0.0));
    }
    let view = views(Curve::Through, Pace::Keyed, keys);
    for time in [1.0, 1.6, 2.0, 3.0] {
        assert!(view(time).position.distance(4.0 * Vec3::X) < 1e-5, "{time}");
    }
    assert!((view(2.0).aim().yaw - 40.0).abs() < 1.0, "{:?}", view(2.0).aim());
}

#[test]
fn keys_are_passed_in_order_of_time_and_the_later_of_two_counts() {
    let keys = vec![at(9.0, 2.0), at(0.0, 0.0), at(1.0, 2.0)];
    let view = views(Curve::Straight, Pace::Keyed, keys);
    assert_eq!((view(0.0).position.x, view(2.0).position.x), (0.0, 1.0));
}

#[test]
fn an_eased_path_starts_and_stops_from_stillness() {
    let ease = Pace::Even { start: seconds(1.0), length: seconds(2.0), ease: Ease::InOut };
    let view = views(Curve::Through, ease, vec![at(0.0, 0.0), at(1.0, 0.0), at(9.0, 0.0)]);
    let speed =
        |from: f64, to: f64| view(from).position.distance(view(to).position) / (to - from) as f32;
    assert!(speed(1.0, 1.01) < 0.01 && speed(2.99, 3.0) < 0.01);
    assert_eq!((view(0.0).position.x, view(4.0).position.x), (0.0, 9.0));
    assert!((view(2.0).position.x - 4.5).abs() < 1e-4);
}

#[test]
fn a_bezier_is_drawn_by_its_handles() {
    let quarter = 0.552_284_8;
    let keys = vec![
        PathKey { position: Vec3::X, after: -quarter * Vec3::Z, ..PathKey::default() },
        PathKey { position: Vec3::NEG_Z, before: quarter * Vec3::X, ..PathKey::default() },
    ];
    let view = views(Curve::Bezier, linear(1.0), keys);
    for i in 0..=10 {
        let place = view(f64::from(i) / 10.0).position;
        assert!((place.length() - 1.0).abs() < 3e-4, "{place} is off the circle");
        let angle = bevy_math::ops::atan2(-place.z, place.x).to_degrees();
        assert!((angle - 9.0 * i as f32).abs() < 0.1, "{angle} after {i} tenths");
    }
}

#[test]
fn a_head_turns_the_shortest_way() {
    let mut keys = vec![at(0.0, 0.0), at(4.0, 1.0)];
    for (key, yaw) in keys.iter_mut().zip([170.0, -170.0]) {
        key.angles = Some(Vec3::new(yaw, 0.0, 0.0));
    }
    let view = views(Curve::Through, linear(1.0), keys)(0.5);
    assert!((view.aim().yaw.abs() - 180.0).abs() < 1e-2, "{:?}", view.aim());
}

#[test]
fn a_camera_that_looks_straight_down_may_turn_there() {
    let mut keys = vec![at(0.0, 0.0), at(4.0, 1.0)];
    for (key, yaw) in keys.iter_mut().zip([0.0, 90.0]) {
        key.angles = Some(Vec3::new(yaw, -90.0, 0.0));
    }
    let view = views(Curve::Through, linear(1.0), keys);
    for i in 0..=10 {
        let view = view(f64::from(i) / 10.0);
        assert!(view.forward().distance(Vec3::NEG_Y) < 1e-3, "{}", view.forward());
        let up = Vec2::new(view.up().x, view.up().z);
        let turned = bevy_math::ops::atan2(-up.x, -up.y).to_degrees();
        assert!((turned - 9.0 * i as f32).abs() < 0.2, "{turned} after {i} tenths");
    }
}

#[test]
fn what_lies_beyond_the_most_keys_is_not_looked_at() {
    let keys: Vec<PathKey> = (0..MOST_KEYS + 50).map(|i| at(i as f32, i as f64)).collect();
    let way = way(Curve::Straight, linear(1.0), &keys);
    assert_eq!(way.at(seconds(5.0)).position.x, (MOST_KEYS - 1) as f32);
}
