//! What a camera does with the figures of a film.

use bevy_math::{Vec2, Vec3};
use maquette_document::{Ease, Focus, Landmark, Lens, Move, MoveKind, Rig, Tracking, get};
use maquette_figure::Body;
use maquette_moment::{Moment, moment};
use maquette_time::Flicks;

mod scene;

use scene::{eyes, film, walker};

fn seconds(s: f32) -> Flicks {
    Flicks::from_seconds(f64::from(s))
}

fn tracking(lag: f32) -> Rig {
    let place = Vec2::new(0.4, 0.35);
    let tracking = Tracking { target: eyes(), place, dead_zone: Vec2::ZERO, lag };
    Rig { tracking: Some(tracking), ..Rig::default() }
}

/// Where the eyes of the walker are in the picture.
fn seen(rig: &Rig, time: f32) -> Vec2 {
    let world = film(rig.clone());
    let moment = moment(&world, seconds(time)).expect("there is a shot");
    let body = Body::of(get(&world, walker()).expect("she is there"));
    let eyes = moment.figures[0].posed.landmark(&body, Landmark::Eyes);
    moment.view.project(eyes).expect("she is before the camera").uv
}

#[test]
fn a_camera_that_tracks_keeps_the_eyes_of_who_walks_at_their_place() {
    for time in [0.0, 1.0, 2.3, 3.9, 5.0] {
        let seen = seen(&tracking(0.0), time);
        assert!(seen.distance(Vec2::new(0.4, 0.35)) < 1e-3, "{seen} at {time}");
    }
}

#[test]
fn a_camera_that_lags_loses_ground_to_who_walks_and_catches_up() {
    let rig = tracking(0.4);
    let (walking, arrived) = (seen(&rig, 3.0), seen(&rig, 5.9));
    assert!(walking.x > 0.45, "she walks to the right: {walking}");
    assert!(arrived.distance(Vec2::new(0.4, 0.35)) < 5e-3, "{arrived}");
}

#[test]
fn a_camera_that_follows_goes_by_where_the_figure_stands() {
    let kind = MoveKind::Follow(walker());
    let step = Move { kind, start: Flicks::ZERO, length: seconds(6.0), ease: Ease::Linear };
    let rig = Rig { moves: vec![step], ..Rig::default() };
    let moment = moment(&film(rig.clone()), seconds(5.0)).expect("there is a shot");
    let gone = moment.view.position - rig.position;
    assert!(
        gone.distance(Vec3::new(4.0, 0.0, 0.0)) < 1e-4,
        "as far as she, and no step up: {gone}"
    );
}

#[test]
fn frames_may_be_asked_for_in_any_order() {
    let world = film(tracking(0.4));
    let at = |time: f32| moment(&world, seconds(time)).expect("there is a shot");
    let forward: Vec<Moment> = (0..12).map(|i| at(i as f32 / 2.0)).collect();
    let back: Vec<Moment> = (0..12).rev().map(|i| at(i as f32 / 2.0)).collect();
    assert!(forward.iter().eq(back.iter().rev()));
}

#[test]
fn what_is_sharp_is_part_of_the_key_and_the_stop_where_it_shows() {
    let key = |focus, stop| {
        let lens = Lens { focus, stop, ..Lens::default() };
        let world = film(Rig { lens, ..Rig::default() });
        moment(&world, seconds(1.0)).expect("there is a shot").key()
    };
    assert_ne!(key(Focus::Distance(2.0), 4.0), key(Focus::Distance(3.0), 4.0));
    assert_ne!(key(Focus::Distance(2.0), 4.0), key(Focus::Distance(2.0), 8.0));
    assert_eq!(key(Focus::Deep, 4.0), key(Focus::Deep, 8.0));
}
