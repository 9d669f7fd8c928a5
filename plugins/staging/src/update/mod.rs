//! Another staging taken into a film that is there: what differs from the staging that it came from, and nothing
//! else. What a hand has changed since stays as the hand left it, and is told.
//!
//! `base` is what staging gives for the film's script, `new` what it gives for the draft. A field that is the same
//! in both is left alone, whatever the film says; one that differs is written, unless the film no longer has what
//! it was `given` when it was staged: then a hand was there. A shot that is in `base` alone goes on the shelf.
//!
//! A shot is staged otherwise only if its lines changed, or its people stand otherwise: for the sake of its
//! neighbours alone nobody's camera is moved.

mod order;

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::world::World;
use maquette_document::{
    Clip, Edit, Fields, Figure, Id, Kind, Manifest, Media, Paragraph, Performance, Record, Rig,
    Scene, Sequence, Set, Shot, Take, Text, Track, fields_of, get,
};
use serde_json::Value;

use order::{Merged, merged, numbered};

/// What a staging changes in a film.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    pub edits: Vec<Edit>,
    /// Shots that are staged otherwise than before.
    pub changed: Vec<Id>,
    pub added: Vec<Id>,
    /// Shots whose lines were cut: out of the film, and kept.
    pub shelved: Vec<Id>,
    /// Shots that come back from the shelf, as they were left.
    pub returned: Vec<Id>,
    /// What a hand has changed, and so was not.
    pub kept: Vec<Kept>,
}

/// A field that a hand has changed since it was staged, and that staging would have changed too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// The shot that it belongs to, where it belongs to one.
    pub shot: Id,
    pub record: Id,
    pub kind: Kind,
    pub field: String,
}

/// Three stagings of a film.
#[derive(Clone, Copy, Debug)]
pub struct Stagings<'a> {
    /// What the records of shots were given when they were staged, by whatever draft that was; a record that is
    /// not in it was given what is in `base`.
    pub given: &'a [Edit],
    /// Of the script that the film holds.
    pub base: &'a [Edit],
    /// Of the draft.
    pub new: &'a [Edit],
    /// The paragraphs that say something else in the draft.
    pub changed: &'a BTreeSet<Id>,
}

/// Works out how the film in `world` becomes the one that a draft stages.
pub fn update(world: &World, stagings: Stagings<'_>) -> Update {
    let given = Records::of(stagings.given);
    let (base, new) = (Records::of(stagings.base), Records::of(stagings.new));
    let still = still(&base, &new, stagings.changed);
    let mut work = Work {
        world,
        given: &given,
        base: &base,
        new: &new,
        still: &still,
        update: Update::default(),
    };
    for kind in Kind::ALL {
        for id in new.order(kind) {
            work.take(kind, *id);
        }
    }
    work.put_in_order();
    for kind in Kind::ALL {
        for id in base.order(kind) {
            work.leave(kind, *id);
        }
    }
    work.told()
}

/// Of the edits of a staging, those of these shots: themselves, their cameras, performances and texts.
pub fn edits_of_shots(edits: &[Edit], shots: &BTreeSet<Id>) -> Vec<Edit> {
    let of_them = edits.iter().filter(|edit| match edit {
        Edit::Create { id, kind: Kind::Shot, .. } => shots.contains(id),
        Edit::Create { kind: Kind::Rig | Kind::Performance | Kind::Text, fields, .. } => {
            shots.contains(&shot_of(fields))
        }
        _ => false,
    });
    of_them.cloned().collect()
}

/// The shots that say the same in both stagings, with everybody where they were.
fn still(base: &Records, new: &Records, changed: &BTreeSet<Id>) -> BTreeSet<Id> {
    let acts = |records: &Records| {
        let mut acts: BTreeMap<Id, Vec<(Id, Fields)>> = BTreeMap::new();
        for id in records.order(Kind::Performance) {
            if let Some(fields) = records.get(*id) {
                acts.entry(shot_of(fields)).or_default().push((*id, fields.clone()));
            }
        }
        acts
    };
    let (was, is) = (acts(base), acts(new));
    let says = |records: &Records, id: Id| -> Option<Vec<Id>> {
        serde_json::from_value(records.get(id)?.get("lines")?.clone()).ok()
    };
    let shots = new.order(Kind::Shot).iter().copied().filter(|id| base.has(*id));
    let same = shots.filter(|id| {
        let lines = says(new, *id).unwrap_or_default();
        says(base, *id).as_ref() == Some(&lines)
            && lines.iter().all(|line| !changed.contains(line))
            && was.get(id) == is.get(id)
    });
    same.collect()
}

/// What edits create: each record with its fields, as they stand after the last edit.
#[derive(Default)]
struct Records {
    fields: BTreeMap<Id, (Kind, Fields)>,
    order: BTreeMap<Kind, Vec<Id>>,
}

impl Records {
    fn of(edits: &[Edit]) -> Self {
        let mut records = Self::default();
        for edit in edits {
            match edit {
                Edit::Create { id, kind, fields } => {
                    if records.fields.insert(*id, (*kind, fields.clone())).is_none() {
                        records.order.entry(*kind).or_default().push(*id);
                    }
                }
                Edit::Set { id, field, value } => {
                    if let Some((_, fields)) = records.fields.get_mut(id) {
                        fields.insert(field.clone(), value.clone());
                    }
                }
                Edit::Delete { .. } | Edit::Place { .. } | Edit::Splice { .. } => {}
            }
        }
        records
    }

    fn get(&self, id: Id) -> Option<&Fields> {
        self.fields.get(&id).map(|(_, fields)| fields)
    }

    fn has(&self, id: Id) -> bool {
        self.fields.contains_key(&id)
    }

    fn order(&self, kind: Kind) -> &[Id] {
        self.order.get(&kind).map_or(&[], Vec::as_slice)
    }
}

struct Work<'a> {
    world: &'a World,
    given: &'a Records,
    base: &'a Records,
    new: &'a Records,
    /// Shots that keep what they have.
    still: &'a BTreeSet<Id>,
    update: Update,
}

impl Work<'_> {
    /// Takes up a record of the new staging.
    fn take(&mut self, kind: Kind, id: Id) {
        let Some(new) = self.new.get(id) else { return };
        let Some(mine) = living(self.world, kind, id) else {
            self.update.edits.push(Edit::Create { id, kind, fields: new.clone() });
            if kind == Kind::Shot {
                self.update.added.push(id);
            }
            return;
        };
        let base = self.base.get(id);
        let on_the_shelf = kind == Kind::Shot && mine.get("shelved") == Some(&Value::Bool(true));
        if base.is_none() && on_the_shelf {
            self.update.returned.push(id);
            self.set(id, "shelved", Value::Bool(false));
            self.set(id, "lines", new.get("lines").cloned().unwrap_or_default());
            return;
        }
        // Kept beside a shot that came back, or made by a hand under the same identity.
        let Some(base) = base else { return };
        if self.is_still(kind, id, &mine) {
            return;
        }
        let given = self.given.get(id).unwrap_or(base);
        let mut changed = false;
        for (field, value) in new {
            if is_the_films_own(kind, field) || base.get(field) == Some(value) {
                continue;
            }
            let is = mine.get(field);
            if is == Some(value) {
                continue;
            }
            let locked = field == "length" && mine.get("locked") == Some(&Value::Bool(true));
            if is == given.get(field) && !locked || follows_the_script(kind, field) {
                self.set(id, field, value.clone());
                changed = true;
            } else {
                self.keep(kind, id, field, &mine);
            }
        }
        if changed {
            self.touch(kind, id, &mine);
        }
    }

    /// Lets go of a record that only the earlier staging had.
    fn leave(&mut self, kind: Kind, id: Id) {
        if self.new.has(id) {
            return;
        }
        let (Some(base), Some(mine)) = (self.base.get(id), living(self.world, kind, id)) else {
            return;
        };
        match kind {
            Kind::Shot if mine.get("shelved") == Some(&Value::Bool(true)) => {}
            Kind::Shot => {
                self.set(id, "shelved", Value::Bool(true));
                self.update.shelved.push(id);
            }
            // What is spoken goes with its line, a paragraph with the draft that had it.
            Kind::Paragraph | Kind::Clip => self.update.edits.push(Edit::Delete { id }),
            Kind::Performance | Kind::Text | Kind::Rig => {
                if !self.new.has(shot_of(&mine)) || self.is_still(kind, id, &mine) {
                    return;
                }
                let given = self.given.get(id).unwrap_or(base);
                let same = given.iter().all(|(field, value)| mine.get(field) == Some(value));
                if same {
                    self.update.edits.push(Edit::Delete { id });
                    self.touch(kind, id, &mine);
                } else {
                    self.keep(kind, id, "", &mine);
                }
            }
            // Places, people and takes may be of use again, and a shot on the shelf has its scene.
            Kind::Film
            | Kind::Sequence
            | Kind::Scene
            | Kind::Figure
            | Kind::Set
            | Kind::Track
            | Kind::Take
            | Kind::Manifest
            | Kind::Media
            | Kind::Card => {}
        }
    }

    /// Whether a record belongs to a shot that keeps what it has. What is heard follows the script.
    fn is_still(&self, kind: Kind, id: Id, mine: &Fields) -> bool {
        match kind {
            Kind::Shot => self.still.contains(&id),
            Kind::Rig | Kind::Performance | Kind::Text => self.still.contains(&shot_of(mine)),
            _ => false,
        }
    }

    fn set(&mut self, id: Id, field: &str, value: Value) {
        self.update.edits.push(Edit::Set { id, field: field.to_owned(), value });
    }

    fn keep(&mut self, kind: Kind, record: Id, field: &str, mine: &Fields) {
        let shot = if kind == Kind::Shot { record } else { shot_of(mine) };
        self.update.kept.push(Kept { shot, record, kind, field: field.to_owned() });
    }

    /// Remembers the shot that a record belongs to.
    fn touch(&mut self, kind: Kind, id: Id, mine: &Fields) {
        match kind {
            Kind::Shot => self.update.changed.push(id),
            Kind::Performance | Kind::Text | Kind::Rig | Kind::Clip => {
                self.update.changed.push(shot_of(mine));
            }
            _ => {}
        }
    }

    /// Puts what is new, and what moved between the stagings, where the new one has it.
    fn put_in_order(&mut self) {
        let mut created: BTreeMap<Kind, Vec<Id>> = BTreeMap::new();
        for edit in &self.update.edits {
            if let Edit::Create { id, kind, .. } = edit {
                created.entry(*kind).or_default().push(*id);
            }
        }
        for kind in [Kind::Sequence, Kind::Scene, Kind::Paragraph, Kind::Shot] {
            let fresh = created.get(&kind).map_or(&[][..], Vec::as_slice);
            let mine = in_order(self.world, kind);
            let Merged { order, places } =
                merged(&mine, fresh, self.base.order(kind), self.new.order(kind));
            self.update.edits.extend(places);
            if kind == Kind::Shot && !fresh.is_empty() {
                let number = |id: Id| get::<Shot>(self.world, id).map(|shot| shot.number);
                let fresh: BTreeSet<Id> = fresh.iter().copied().collect();
                let numbers = numbered(&order, &|id| number(id).filter(|_| !fresh.contains(&id)));
                for (id, number) in numbers {
                    self.set(id, "number", number.into());
                }
            }
        }
    }

    fn told(self) -> Update {
        let mut update = self.update;
        let gone: BTreeSet<Id> = update.shelved.iter().chain(&update.added).copied().collect();
        update.changed.retain(|id| !gone.contains(id) && !id.is_none());
        // In the order of the film.
        let mut places: BTreeMap<Id, usize> = BTreeMap::new();
        for (at, id) in
            self.new.order(Kind::Shot).iter().chain(self.base.order(Kind::Shot)).enumerate()
        {
            places.entry(*id).or_insert(at);
        }
        let place = |id: &Id| places.get(id).copied().unwrap_or(usize::MAX);
        for list in [&mut update.changed, &mut update.added, &mut update.shelved] {
            list.sort_by_key(|id| (place(id), *id));
            list.dedup();
        }
        update.kept.sort();
        update.kept.dedup();
        update
    }
}

/// Whether a field is the film's own business, and never a staging's.
fn is_the_films_own(kind: Kind, field: &str) -> bool {
    kind == Kind::Shot && matches!(field, "number" | "locked" | "shelved")
}

/// Whether a field says what the script says, so that no hand can hold it.
fn follows_the_script(kind: Kind, field: &str) -> bool {
    match kind {
        Kind::Paragraph => true,
        Kind::Scene => matches!(field, "heading" | "paragraph" | "number"),
        Kind::Shot => matches!(field, "lines" | "scene" | "take"),
        Kind::Figure => field == "name",
        _ => false,
    }
}

fn shot_of(fields: &Fields) -> Id {
    let shot = fields.get("shot").and_then(|shot| serde_json::from_value(shot.clone()).ok());
    shot.unwrap_or(Id::NONE)
}

/// The fields of a record that is in the film.
fn living(world: &World, kind: Kind, id: Id) -> Option<Fields> {
    fn of<T: Record>(world: &World, id: Id) -> Option<Fields> {
        Some(fields_of(get::<T>(world, id)?))
    }
    match kind {
        Kind::Sequence => of::<Sequence>(world, id),
        Kind::Scene => of::<Scene>(world, id),
        Kind::Paragraph => of::<Paragraph>(world, id),
        Kind::Shot => of::<Shot>(world, id),
        Kind::Figure => of::<Figure>(world, id),
        Kind::Set => of::<Set>(world, id),
        Kind::Performance => of::<Performance>(world, id),
        Kind::Text => of::<Text>(world, id),
        Kind::Rig => of::<Rig>(world, id),
        Kind::Track => of::<Track>(world, id),
        Kind::Clip => of::<Clip>(world, id),
        Kind::Take => of::<Take>(world, id),
        Kind::Manifest => of::<Manifest>(world, id),
        Kind::Media => of::<Media>(world, id),
        Kind::Film => of::<maquette_document::Film>(world, id),
        Kind::Card => of::<maquette_document::Card>(world, id),
    }
}

fn in_order(world: &World, kind: Kind) -> Vec<Id> {
    let index = world.get_resource::<maquette_document::Index>();
    index.map(|index| index.order(kind).to_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
