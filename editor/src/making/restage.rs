//! The shots of one set staged again, after a hand has changed it. What else a hand has changed stays.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, Kind, Scene, Shot, all, film as film_of, get};
use maquette_staging::{Kept, Staged, Stagings, edits_of_shots, update};

use super::draft::Draft;
use super::heard::Heard;
use super::stage::{Stager, given, order_of, preview, spoken};
use super::steps::Steps;
use crate::backends::StagingOrder;
use crate::film::OpenFilm;

/// What staging a set again changes.
#[derive(Default)]
pub(crate) struct Restaged {
    pub(crate) edits: Vec<Edit>,
    pub(crate) changed: Vec<Id>,
    pub(crate) added: Vec<Id>,
    pub(crate) shelved: Vec<Id>,
    /// What a hand has changed since it was staged, and so stays.
    pub(crate) kept: Vec<Kept>,
    /// Shots that are locked.
    pub(crate) locked: Vec<Id>,
}

/// A staging, and what it was ordered by.
struct Staging {
    order: StagingOrder,
    staged: Staged,
}

impl Restaged {
    /// Works out how the shots of `set` are staged in the film that it is with `edits`. Nothing is committed.
    ///
    /// # Errors
    /// When what is made for it cannot be kept.
    pub(crate) fn of(film: &OpenFilm, edits: &[Edit], set: Id) -> Result<Self> {
        let world = preview(&film.document, edits);
        let (mut before, text) = order_of(&film.world);
        // As it was staged before any hand was on this set.
        before.known.iter_mut().for_each(|known| drop(known.sets.remove(&set)));
        let (order, _) = order_of(&world);
        let scenes: BTreeSet<Id> = all::<Scene>(&world)
            .into_iter()
            .filter(|(_, scene)| scene.set == set)
            .map(|(id, _)| id)
            .collect();
        let of_set = |shot: &Shot| scenes.contains(&shot.scene);
        let locked: BTreeSet<Id> = all::<Shot>(&world)
            .into_iter()
            .filter(|(_, shot)| shot.locked && of_set(shot))
            .map(|(id, _)| id)
            .collect();
        let (base, new) = (before.staged(&text), order.staged(&text));
        let shots = |edits: &[Edit]| -> BTreeSet<Id> {
            let shots = edits.iter().filter_map(|edit| match edit {
                Edit::Create { id, kind: Kind::Shot, fields } => {
                    let scene = serde_json::from_value(fields.get("scene")?.clone()).ok()?;
                    (scenes.contains(&scene) && !locked.contains(id)).then_some(*id)
                }
                _ => None,
            });
            shots.collect()
        };
        let (was, is) = (shots(&base.edits), shots(&new.edits));
        let given = edits_of_shots(&given(film), &was);
        // What the shots were given by the staging that they come from, and where that is lost, by this one.
        let mut base_edits = edits_of_shots(&base.edits, &was);
        base_edits.extend(given.iter().cloned());
        let mut new_edits = edits_of_shots(&new.edits, &is);
        let clips = spoken(&world);
        let clip = |shot: Id, at, paragraph| {
            let (id, clip) = clips.get(&paragraph)?;
            Some(Edit::create(*id, &Clip { shot, at, ..clip.clone() }))
        };
        for line in base.line_clips.iter().filter(|line| was.contains(&line.shot)) {
            base_edits.extend(clip(line.shot, line.at, line.paragraph));
        }
        for line in new.line_clips.iter().filter(|line| is.contains(&line.shot)) {
            new_edits.extend(clip(line.shot, line.at, line.paragraph));
        }
        let changed: BTreeSet<Id> = all::<Shot>(&world)
            .into_iter()
            .filter(|(_, shot)| of_set(shot))
            .flat_map(|(_, shot)| shot.lines.clone())
            .collect();
        let stagings =
            Stagings { given: &given, base: &base_edits, new: &new_edits, changed: &changed };
        let update = update(&world, stagings);
        let mut restaged = Self {
            edits: update.edits,
            changed: update.changed,
            added: update.added,
            shelved: update.shelved,
            kept: update.kept,
            locked: locked.into_iter().collect(),
        };
        restaged.remember(film, &world, edits, Staging { order, staged: new })?;
        Ok(restaged)
    }

    /// Adds takes of what was staged, and the score of the film that it makes.
    fn remember(
        &mut self,
        film: &OpenFilm,
        world: &World,
        edits: &[Edit],
        staging: Staging,
    ) -> Result<()> {
        let touched: Vec<Id> = self.changed.iter().chain(&self.added).copied().collect();
        if touched.is_empty() {
            return Ok(());
        }
        let record = film_of(world).clone();
        let draft = Draft::of_film(world);
        let music = Heard::of(world).music;
        let recast = BTreeMap::new();
        let directed = BTreeMap::new();
        let stager = Stager { draft: &draft, film: record, speaker: None, music, recast, directed };
        self.edits.extend(stager.takes(film, &staging.order, &staging.staged, &touched)?);
        if music {
            let all: Vec<Edit> = edits.iter().chain(&self.edits).cloned().collect();
            self.edits.extend(Steps::default().time("music", || stager.score(film, &all))?);
        }
        Ok(())
    }

    /// The numbers of some of its shots, as the film has them.
    pub(crate) fn numbers(film: &OpenFilm, shots: &[Id]) -> Vec<String> {
        let known = shots.iter().filter_map(|id| get::<Shot>(&film.world, *id));
        known.map(|shot| format!("{:04}", shot.number)).collect()
    }
}
