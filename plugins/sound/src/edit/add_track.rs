//! A new track, below all others.

use bevy_ecs::world::World;
use maquette_document::{Accent, Bus, Edit, Id, Track, all};

use super::Refused;

/// The order in which new tracks are coloured.
const COLOURS: [Accent; 8] = [
    Accent::Teal,
    Accent::Ochre,
    Accent::Plum,
    Accent::Moss,
    Accent::Brick,
    Accent::Slate,
    Accent::Rose,
    Accent::Sand,
];

/// Adds a track under `new`, in a colour that the track above it does not have.
///
/// # Errors
/// Without a name, or with that of another track.
pub fn add_track(world: &World, new: Id, name: &str, bus: Bus) -> Result<Vec<Edit>, Refused> {
    let name = free_name(world, Id::NONE, name)?;
    let colour = COLOURS[all::<Track>(world).len() % COLOURS.len()];
    Ok(vec![Edit::create(new, &Track { name, bus, colour, ..Track::default() })])
}

/// `name`, if no track but `of` has it.
pub(super) fn free_name(world: &World, of: Id, name: &str) -> Result<String, Refused> {
    let name: String = name.trim().chars().take(100).collect();
    let same = |(id, track): &(Id, &Track)| *id != of && track.name.eq_ignore_ascii_case(&name);
    match all::<Track>(world).iter().any(same) {
        _ if name.is_empty() => Err(Refused::NoName),
        true => Err(Refused::NameTaken { track: name }),
        false => Ok(name),
    }
}
