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

#[test]
fn a_hand_lies_on_the_shoulder_of_another_wherever_they_are() {
    use maquette_document::{
        Edit, Figure, Film, Gait, Gaze, Hand, HandKey, Hold, Id, Key, Performance, Pose, Shot,
        Touch, changes_from_edits, project,
    };
    let (shot, mara, tom) = (Id::hashed(&["shot"]), Id::hashed(&["mara"]), Id::hashed(&["tom"]));
    let key = |position: Vec3, facing: f32| Key {
        at: Flicks::ZERO,
        position,
        facing,
        pose: Pose::Stand,
        gait: Gait::Stay,
        gaze: Gaze::Ahead,
        hold: Hold::Nothing,
    };
    let touch = Touch::Body { figure: tom, landmark: Landmark::LeftShoulder };
    let hands = vec![HandKey { at: Flicks::ZERO, hand: Hand::Right, touch }];
    let hers = Performance {
        shot,
        figure: mara,
        keys: vec![key(Vec3::ZERO, 0.0)],
        hands,
        ..Performance::default()
    };
    let his = vec![key(Vec3::new(0.05, 0.0, 0.62), 180.0)];
    let his = Performance { shot, figure: tom, keys: his, ..Performance::default() };
    let mut world = bevy_ecs::world::World::new();
    let edits = [
        Edit::create(Id::FILM, &Film::default()),
        Edit::create(shot, &Shot { length: Flicks::SECOND, ..Shot::default() }),
        Edit::create(mara, &Figure::default()),
        Edit::create(tom, &Figure::default()),
        Edit::create(Id::hashed(&["hers"]), &hers),
        Edit::create(Id::hashed(&["his"]), &his),
    ];
    project(&mut world, &changes_from_edits(&edits));
    let moment = moment(&world, Flicks::ZERO).expect("there is a shot");
    let body = Body::of(&Figure::default());
    let of = |who: Id| &moment.figures.iter().find(|one| one.id == who).expect("there").posed;
    let palm = of(mara).contact(&body, Landmark::RightHand).at;
    let shoulder = of(tom).landmark(&body, Landmark::LeftShoulder);
    assert!(palm.distance(shoulder) < 0.005, "{} m off", palm.distance(shoulder));
}

/// A door is open for who strides through it, and shut for who stands in the same pose.
#[test]
fn a_stride_is_part_of_what_a_picture_is_kept_by() {
    let world = film(Rig::default());
    let standing = moment(&world, Flicks::ZERO).expect("there is a shot");
    assert!(!standing.figures.is_empty());
    let mut striding = standing.clone();
    striding.figures[0].stride += 0.5;
    assert_ne!(standing.key(), striding.key());
}
