//! A shot in which somebody walks past a camera.

use bevy_ecs::world::World;
use bevy_math::Vec3;
use maquette_document::{
    Edit, Figure, Film, Gait, Gaze, Hold, Id, Key, Landmark, Performance, Pose, Rig, Shot, Target,
    changes_from_edits, project,
};
use maquette_time::Flicks;

pub(crate) fn walker() -> Id {
    Id::hashed(&["walker"])
}

pub(crate) fn eyes() -> Target {
    Target::Figure { figure: walker(), landmark: Landmark::Eyes }
}

/// Six seconds: from the third of a second on she walks four metres to the right, four metres before the camera.
pub(crate) fn film(rig: Rig) -> World {
    let shot = Id::hashed(&["shot"]);
    let key = |at: i64, x: f32| Key {
        at: Flicks::SECOND * at,
        position: Vec3::new(x, 0.0, 0.0),
        facing: 90.0,
        pose: Pose::Stand,
        gait: Gait::default(),
        gaze: Gaze::Ahead,
        hold: Hold::Nothing,
    };
    let performance = Performance {
        shot,
        figure: walker(),
        keys: vec![key(0, -2.0), key(4, 2.0)],
        ..Performance::default()
    };
    let edits = [
        Edit::create(Id::FILM, &Film::default()),
        Edit::create(shot, &Shot { length: Flicks::SECOND * 6, ..Shot::default() }),
        Edit::create(walker(), &Figure { name: "MARA".into(), ..Figure::default() }),
        Edit::create(Id::hashed(&["performance"]), &performance),
        Edit::create(Id::hashed(&["rig"]), &Rig { shot, ..rig }),
    ];
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&edits));
    world
}
