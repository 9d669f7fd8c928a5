//! The film as entities: one for each living record, with the record as its component.

use std::collections::BTreeSet;

use bevy_ecs::change_detection::DetectChangesMut;
use bevy_ecs::component::Component;
use bevy_ecs::entity::Entity;
use bevy_ecs::world::{Mut, World};
use maquette_time::Flicks;
use serde::Deserialize;
use serde_json::Value;

use crate::index::belongs_to_shot;
use crate::schema::{ForKind, for_kind};
use crate::{Change, Fields, Film, Id, Index, Kind, Record, Shot, Timeline, fields_of};

/// Marks the entity of a record.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordId(pub Id);

/// Brings the entities of `world` up to date with what became of the film. Nothing else writes records,
/// [`Index`] and [`Timeline`]; a component whose record stays the same is left untouched.
pub fn project(world: &mut World, changes: &[Change]) {
    world.init_resource::<Index>();
    world.init_resource::<Timeline>();
    let mut regroup = BTreeSet::new();
    world.resource_scope(|world, mut index: Mut<Index>| {
        for change in changes {
            apply(world, &mut index, change, &mut regroup);
        }
        for kind in regroup {
            index.group(kind);
        }
    });
    let of_all = |change: &&Change| {
        kind_of(change) == Kind::Film || matches!(change, Change::Order { kind: Kind::Shot, .. })
    };
    if changes.iter().any(|change| of_all(&change)) {
        lay_out(world);
        return;
    }
    for change in changes.iter().filter(|change| kind_of(change) == Kind::Shot) {
        follow(world, change);
    }
}

/// Lays out what comes after a shot that changed.
fn follow(world: &mut World, change: &Change) {
    let shot_of =
        |world: &World, id: Id| get::<Shot>(world, id).map(|shot| (shot.length, shot.shelved));
    match change {
        // What goes to the shelf or comes from it is no neighbour to go by.
        Change::Fields { fields, .. } if fields.contains_key("shelved") => lay_out(world),
        Change::Fields { id, fields, .. } if fields.contains_key("length") => {
            let Some((length, _)) = shot_of(world, *id) else { return };
            if world.resource::<Timeline>().would_change(*id, length) {
                world.resource_mut::<Timeline>().set_length(*id, length);
            }
        }
        Change::Placed { id, after, .. } => {
            let Some((length, shelved)) = shot_of(world, *id) else { return };
            let is_shelved = |id: Id| shot_of(world, id).is_some_and(|(_, shelved)| shelved);
            if shelved || after.is_some_and(is_shelved) {
                return lay_out(world);
            }
            world.resource_mut::<Timeline>().place(*id, *after, length);
        }
        Change::Gone { id, .. } => world.resource_mut::<Timeline>().remove(*id),
        Change::Fields { .. } | Change::Order { .. } => {}
    }
}

/// The record `id`, if it lives and is a `T`.
pub fn get<T: Record>(world: &World, id: Id) -> Option<&T> {
    world.get::<T>(world.get_resource::<Index>()?.entity(id)?)
}

/// All living records of a type, in document order.
pub fn all<T: Record>(world: &World) -> Vec<(Id, &T)> {
    let Some(index) = world.get_resource::<Index>() else { return Vec::new() };
    found(world, index, index.order(T::KIND))
}

/// The records of a type that belong to a shot, in document order.
pub fn of_shot<T: Record>(world: &World, shot: Id) -> Vec<(Id, &T)> {
    let Some(index) = world.get_resource::<Index>() else { return Vec::new() };
    found(world, index, index.of_shot(T::KIND, shot))
}

/// The film itself; as new, if the world holds none.
pub fn film(world: &World) -> &Film {
    static NEW: std::sync::LazyLock<Film> = std::sync::LazyLock::new(Film::default);
    get(world, Id::FILM).unwrap_or(&NEW)
}

fn found<'w, T: Record>(world: &'w World, index: &Index, ids: &[Id]) -> Vec<(Id, &'w T)> {
    ids.iter().filter_map(|&id| Some((id, world.get::<T>(index.entity(id)?)?))).collect()
}

fn kind_of(change: &Change) -> Kind {
    match change {
        Change::Fields { kind, .. }
        | Change::Gone { kind, .. }
        | Change::Placed { kind, .. }
        | Change::Order { kind, .. } => *kind,
    }
}

fn apply(world: &mut World, index: &mut Mut<Index>, change: &Change, regroup: &mut BTreeSet<Kind>) {
    match change {
        Change::Fields { id, kind, fields } => {
            let known = index.entity(*id);
            if let Some(entity) = known {
                for_kind(*kind, Update { world, entity, fields });
            } else {
                let entity = world.spawn(RecordId(*id)).id();
                for_kind(*kind, Add { world, entity, fields });
                index.add(*id, *kind, entity);
            }
            let shot = fields.get("shot").and_then(|shot| Id::deserialize(shot).ok());
            let shot = shot.filter(|shot| belongs_to_shot(*kind) && *shot != index.shot(*id));
            match shot {
                Some(shot) if known.is_some() => index.change_shot(*id, *kind, shot),
                // Where a new one stands is told after it.
                Some(shot) => index.set_shot(*id, shot),
                None => {}
            }
        }
        Change::Gone { id, .. } => {
            if let Some(entity) = index.remove(*id) {
                world.despawn(entity);
            }
        }
        Change::Placed { id, kind, after } => index.place(*id, *kind, *after),
        Change::Order { kind, ids } => {
            index.set_order(*kind, ids);
            regroup.extend(belongs_to_shot(*kind).then_some(*kind));
        }
    }
}

/// Puts the record on its new entity.
struct Add<'a> {
    world: &'a mut World,
    entity: Entity,
    fields: &'a Fields,
}

impl ForKind for Add<'_> {
    type Output = ();
    fn with<T: Record>(self) {
        if let Ok(mut entity) = self.world.get_entity_mut(self.entity) {
            entity.insert(record_from::<T>(self.fields));
        }
    }
}

/// Changes these fields of a record that is there.
struct Update<'a> {
    world: &'a mut World,
    entity: Entity,
    fields: &'a Fields,
}

impl ForKind for Update<'_> {
    type Output = ();
    fn with<T: Record>(self) {
        let Some(mut record) = self.world.get_mut::<T>(self.entity) else { return };
        let mut fields = fields_of(&*record);
        fields.extend(self.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        let now = record_from::<T>(&fields);
        if *record != now {
            *record = now;
        }
    }
}

/// The record with these fields. A field that a newer or broken studio wrote in a way that cannot be read
/// keeps its default; the others count.
pub(crate) fn record_from<T: Record>(fields: &Fields) -> T {
    if let Ok(record) = T::deserialize(fields) {
        return record;
    }
    let alone = |name: &String, value: &Value| Fields::from_iter([(name.clone(), value.clone())]);
    let readable: Fields = fields
        .iter()
        .filter(|(name, value)| T::deserialize(&alone(name, value)).is_ok())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let kind = T::KIND.name();
    tracing::warn!(
        kind,
        kept = readable.len(),
        of = fields.len(),
        "a record has fields that cannot be read"
    );
    T::deserialize(&readable).unwrap_or_default()
}

/// Works out the timeline again, and writes it if it changed.
fn lay_out(world: &mut World) {
    let rate = film(world).rate;
    let running = all::<Shot>(world).into_iter().filter(|(_, shot)| !shot.shelved);
    let lengths: Vec<(Id, Flicks)> = running.map(|(id, shot)| (id, shot.length)).collect();
    let timeline = Timeline::new(rate, lengths);
    world.resource_mut::<Timeline>().set_if_neq(timeline);
}
