//! Finding entities by identity, by kind and by shot.

use std::collections::{BTreeMap, HashMap};

use bevy_ecs::entity::Entity;
use bevy_ecs::resource::Resource;

use crate::{Id, Kind};

/// Which entity is which record, and in what order records stand. Only [`project`](fn@crate::project) writes it.
#[derive(Resource, Debug, Default)]
pub struct Index {
    /// Looked up, never walked.
    entries: HashMap<Id, Entry>,
    order: BTreeMap<Kind, Vec<Id>>,
    by_shot: BTreeMap<Kind, BTreeMap<Id, Vec<Id>>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    entity: Entity,
    kind: Kind,
    shot: Id,
}

/// Whether records of `kind` belong to a shot by their field `shot`.
pub(crate) fn belongs_to_shot(kind: Kind) -> bool {
    matches!(kind, Kind::Performance | Kind::Card | Kind::Text | Kind::Rig | Kind::Clip)
}

impl Index {
    /// The entity of a living record.
    pub fn entity(&self, id: Id) -> Option<Entity> {
        Some(self.entries.get(&id)?.entity)
    }

    pub fn kind(&self, id: Id) -> Option<Kind> {
        Some(self.entries.get(&id)?.kind)
    }

    /// The living records of a kind, in document order.
    pub fn order(&self, kind: Kind) -> &[Id] {
        self.order.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// What belongs to a shot of a kind that can: performances, cards, texts, rigs, clips; in document order.
    pub fn of_shot(&self, kind: Kind, shot: Id) -> &[Id] {
        self.by_shot.get(&kind).and_then(|shots| shots.get(&shot)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn add(&mut self, id: Id, kind: Kind, entity: Entity) {
        self.entries.insert(id, Entry { entity, kind, shot: Id::NONE });
    }

    pub(crate) fn remove(&mut self, id: Id) -> Option<Entity> {
        let kind = self.kind(id)?;
        self.ungroup(kind, id);
        if let Some(ids) = self.order.get_mut(&kind) {
            ids.retain(|other| *other != id);
        }
        Some(self.entries.remove(&id)?.entity)
    }

    /// Puts a record behind another of its kind, or at the head.
    pub(crate) fn place(&mut self, id: Id, kind: Kind, after: Option<Id>) {
        let ids = self.order.entry(kind).or_default();
        // Most come in at the end, or have stood near it.
        if let Some(at) = ids.iter().rposition(|other| *other == id) {
            ids.remove(at);
        }
        let behind = after.and_then(|after| ids.iter().rposition(|other| *other == after));
        ids.insert(behind.map_or(0, |at| at + 1), id);
        if belongs_to_shot(kind) {
            self.regroup(kind, id);
        }
    }

    /// A record that stands already goes to another shot.
    pub(crate) fn change_shot(&mut self, id: Id, kind: Kind, shot: Id) {
        self.ungroup(kind, id);
        self.set_shot(id, shot);
        self.regroup(kind, id);
    }

    /// Puts a record in its place among those of its shot.
    fn regroup(&mut self, kind: Kind, id: Id) {
        self.ungroup(kind, id);
        let ids = self.order(kind);
        let Some(at) = ids.iter().rposition(|other| *other == id) else { return };
        let shot = self.shot(id);
        let before = ids[..at].iter().rev().find(|other| self.shot(**other) == shot).copied();
        let row = self.by_shot.entry(kind).or_default().entry(shot).or_default();
        let behind = before.and_then(|before| row.iter().position(|other| *other == before));
        row.insert(behind.map_or(0, |at| at + 1), id);
    }

    fn ungroup(&mut self, kind: Kind, id: Id) {
        let shot = self.shot(id);
        if let Some(row) = self.by_shot.get_mut(&kind).and_then(|rows| rows.get_mut(&shot)) {
            row.retain(|other| *other != id);
        }
    }

    /// The shot that a record was last known to belong to.
    pub(crate) fn shot(&self, id: Id) -> Id {
        self.entries.get(&id).map_or(Id::NONE, |entry| entry.shot)
    }

    pub(crate) fn set_shot(&mut self, id: Id, shot: Id) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.shot = shot;
        }
    }

    pub(crate) fn set_order(&mut self, kind: Kind, ids: &[Id]) {
        self.order.insert(kind, ids.to_vec());
    }

    /// Groups the records of `kind` by shot again, after one of them came, went, moved or changed shot.
    pub(crate) fn group(&mut self, kind: Kind) {
        let mut shots = BTreeMap::<Id, Vec<Id>>::new();
        for id in self.order(kind) {
            if let Some(entry) = self.entries.get(id) {
                shots.entry(entry.shot).or_default().push(*id);
            }
        }
        self.by_shot.insert(kind, shots);
    }
}
