//! A shot of a film, as camera scripts and recipes see it.

use bevy_ecs::world::World;
use maquette_camera::script::{Facts, Recipe};
use maquette_document::{Figure, Id, Performance, Rig, Scene, Set, Shot, all, film, get, of_shot};

use crate::recipe::{Built, Here, NoSetup, rig_of};

/// What a script may know of a shot.
pub fn facts_of(world: &World, shot: Id) -> Facts {
    let film = film(world);
    let rig = of_shot::<Rig>(world, shot).first().map(|(_, rig)| (*rig).clone());
    Facts {
        shot,
        length: get::<Shot>(world, shot).map(|record| record.length).unwrap_or_default(),
        aspect: film.aspect.ratio(),
        seed: film.seed,
        lens: rig.unwrap_or_default().lens.focal,
        figures: figures_of(world, shot)
            .into_iter()
            .map(|(id, figure)| (id, figure.name.clone()))
            .collect(),
    }
}

/// The camera that `recipe` asks for in a shot of the film. Nothing is changed.
///
/// # Errors
/// When there is no place for it.
pub fn built(world: &World, shot: Id, recipe: &Recipe) -> Result<Built, NoSetup> {
    let record = get::<Shot>(world, shot).cloned().unwrap_or_default();
    let rig = of_shot::<Rig>(world, shot).first().map(|(_, rig)| (*rig).clone());
    let set = get::<Scene>(world, record.scene)
        .and_then(|scene| Some((scene.set, get::<Set>(world, scene.set)?)));
    let performances = of_shot::<Performance>(world, shot).into_iter();
    let here = Here {
        shot,
        record: &record,
        rig: &rig.unwrap_or_default(),
        set,
        figures: figures_of(world, shot),
        performances: performances.map(|(_, performance)| performance).collect(),
        aspect: film(world).aspect.ratio(),
    };
    rig_of(recipe, &here)
}

/// Those who act in a shot, in the order of the film.
fn figures_of(world: &World, shot: Id) -> Vec<(Id, &Figure)> {
    let acting: Vec<Id> =
        of_shot::<Performance>(world, shot).into_iter().map(|(_, one)| one.figure).collect();
    all::<Figure>(world).into_iter().filter(|(id, _)| acting.contains(id)).collect()
}
