//! A film read back from its edits.

use bevy_ecs::world::World;
use maquette_document::{
    Aspect, Edit, Figure, Id, Performance, Record, Rig, Scene, Set, Shot, Text, changes_from_edits,
    project,
};
use maquette_time::{Flicks, FrameRate};

use crate::{Settings, Staged, breakdown, stage};

pub(crate) struct Film {
    pub(crate) staged: Staged,
    pub(crate) shots: Vec<(Id, Shot)>,
    pub(crate) scenes: Vec<(Id, Scene)>,
    pub(crate) sets: Vec<(Id, Set)>,
    pub(crate) figures: Vec<(Id, Figure)>,
    pub(crate) rigs: Vec<(Id, Rig)>,
    pub(crate) performances: Vec<(Id, Performance)>,
    pub(crate) texts: Vec<(Id, Text)>,
}

pub(crate) fn settings(seed: u32) -> Settings {
    Settings { seed, rate: FrameRate::FILM, aspect: Aspect::WIDE }
}

pub(crate) fn staged(text: &str, settings: &Settings) -> Staged {
    let script = maquette_script::parse(text);
    let found = breakdown(&script, settings.seed);
    stage(&script, text, &found, &|_| None::<Flicks>, settings)
}

impl Film {
    pub(crate) fn of(text: &str, settings: &Settings) -> Self {
        let staged = staged(text, settings);
        Self {
            shots: records(&staged.edits),
            scenes: records(&staged.edits),
            sets: records(&staged.edits),
            figures: records(&staged.edits),
            rigs: records(&staged.edits),
            performances: records(&staged.edits),
            texts: records(&staged.edits),
            staged,
        }
    }

    pub(crate) fn figure(&self, id: Id) -> Option<&Figure> {
        self.figures.iter().find(|(other, _)| *other == id).map(|(_, figure)| figure)
    }

    pub(crate) fn set_of(&self, scene: Id) -> Set {
        let scene = &self.scenes.iter().find(|(id, _)| *id == scene).expect("the scene").1;
        self.sets.iter().find(|(id, _)| *id == scene.set).expect("its set").1.clone()
    }
}

pub(crate) fn records<T: Record>(edits: &[Edit]) -> Vec<(Id, T)> {
    edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Create { id, kind, fields } if *kind == T::KIND => {
                let value = serde_json::Value::Object(fields.clone());
                Some((
                    *id,
                    serde_json::from_value(value).expect("a record reads as it was written"),
                ))
            }
            _ => None,
        })
        .collect()
}

/// The film in a world of its own.
pub(crate) fn world(staged: &Staged, settings: &Settings) -> World {
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&first_edits(staged, settings)));
    world
}

/// All that makes the film.
pub(crate) fn first_edits(staged: &Staged, settings: &Settings) -> Vec<Edit> {
    let film = maquette_document::Film {
        rate: settings.rate,
        aspect: settings.aspect,
        seed: settings.seed,
        ..Default::default()
    };
    let mut edits = vec![Edit::create(Id::FILM, &film)];
    edits.extend(staged.edits.iter().cloned());
    edits
}
