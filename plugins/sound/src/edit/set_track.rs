//! What a track is called, how it looks, and how it is heard as a whole.

use bevy_ecs::world::World;
use maquette_document::{Accent, Bus, Edit, Id, Track};

use super::add_track::free_name;
use super::clips::{free_track, track_of};
use super::set_clip::{known_gain, known_pan};
use super::{Refused, changed};

/// One property of a track.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackChange {
    Name(String),
    Colour(Accent),
    Bus(Bus),
    /// Decibels.
    Gain(f32),
    /// -1 left to 1 right.
    Pan(f32),
    Mute(bool),
    Solo(bool),
    Lock(bool),
}

/// Changes a track. A locked one can be muted, heard alone and unlocked, and no more.
///
/// # Errors
/// When it is locked, or cannot be so.
pub fn set_track(world: &World, id: Id, change: TrackChange) -> Result<Vec<Edit>, Refused> {
    let free = matches!(change, TrackChange::Mute(_) | TrackChange::Solo(_) | TrackChange::Lock(_));
    let before = if free { track_of(world, id)? } else { free_track(world, id)? };
    let before = before.clone();
    let after = match change {
        TrackChange::Name(name) => Track { name: free_name(world, id, &name)?, ..before.clone() },
        TrackChange::Colour(colour) => Track { colour, ..before.clone() },
        TrackChange::Bus(bus) => Track { bus, ..before.clone() },
        TrackChange::Gain(gain) => Track { gain: known_gain(gain)?, ..before.clone() },
        TrackChange::Pan(pan) => Track { pan: known_pan(pan)?, ..before.clone() },
        TrackChange::Mute(mute) => Track { mute, ..before.clone() },
        TrackChange::Solo(solo) => Track { solo, ..before.clone() },
        TrackChange::Lock(locked) => Track { locked, ..before.clone() },
    };
    Ok(changed(id, &before, &after))
}
