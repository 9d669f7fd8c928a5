//! `set`: places by hand.

mod change;
mod show;
mod words;

use anyhow::{Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Id, Scene, Set, Shot, Timeline, all, get};

use crate::console::Outcome;

pub(crate) use words::SetVerb;

pub(crate) fn run(verb: &SetVerb) -> Result<Outcome> {
    match verb {
        SetVerb::Show(words) => show::run(words),
        SetVerb::Box(words) => change::put_box(words),
        SetVerb::Door(words) => change::cut(words, maquette_document::OpeningKind::Door),
        SetVerb::Window(words) => change::cut(words, maquette_document::OpeningKind::Window),
        SetVerb::Arch(words) => change::cut(words, maquette_document::OpeningKind::Arch),
        SetVerb::Piece(words) => change::put_piece(words),
        SetVerb::Size(words) => change::resize(words),
        SetVerb::Remove(words) => change::remove(words),
        SetVerb::Restage(words) => change::restage(words),
    }
}

/// The set that a person calls `place`: by its name, or else by a part of it that no other has.
fn set_of<'w>(world: &'w World, place: &str) -> Result<(Id, &'w Set)> {
    let wanted = place.trim().to_lowercase();
    let sets = all::<Set>(world);
    let is = |set: &Set| set.name.to_lowercase() == wanted;
    let holds = |set: &Set| set.name.to_lowercase().contains(&wanted);
    let mut found: Vec<(Id, &Set)> = sets.iter().filter(|(_, set)| is(set)).copied().collect();
    if found.is_empty() {
        found = sets.iter().filter(|(_, set)| holds(set)).copied().collect();
    }
    let names = |sets: &[(Id, &Set)]| {
        let names: Vec<&str> = sets.iter().map(|(_, set)| set.name.as_str()).take(12).collect();
        names.join(", ")
    };
    match found[..] {
        [one] => Ok(one),
        [] => bail!("the film has no place {place:?}; it has: {}", names(&sets)),
        _ => bail!("{place:?} may be any of {}; say more of its name", names(&found)),
    }
}

/// The shots of the film that play on a set, in order.
fn shots_on(world: &World, set: Id) -> Vec<(Id, &Shot)> {
    let Some(timeline) = world.get_resource::<Timeline>() else { return Vec::new() };
    let shots =
        timeline.shots().iter().filter_map(|cut| Some((cut.id, get::<Shot>(world, cut.id)?)));
    let plays = |shot: &Shot| get::<Scene>(world, shot.scene).is_some_and(|one| one.set == set);
    shots.filter(|(_, shot)| plays(shot)).collect()
}
