//! What a clip is called, and how it is heard as a whole.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, get};

use super::clips::{free_clip, free_track};
use super::{Refused, changed};
use crate::{MOST_GAIN, SILENCE};

/// One property of a clip.
#[derive(Clone, Debug, PartialEq)]
pub enum ClipChange {
    /// Empty for the name of its medium.
    Name(String),
    /// Decibels.
    Gain(f32),
    /// -1 left to 1 right.
    Pan(f32),
    Mute(bool),
    Lock(bool),
}

/// Changes a clip. A locked one can be unlocked, and no more.
///
/// # Errors
/// When it or its track is locked, or it cannot be so.
pub fn set_clip(world: &World, id: Id, change: ClipChange) -> Result<Vec<Edit>, Refused> {
    let before = match change {
        ClipChange::Lock(_) => {
            let clip = get::<Clip>(world, id).ok_or(Refused::NoClip)?;
            free_track(world, clip.track)?;
            clip
        }
        _ => free_clip(world, id)?,
    };
    let before = before.clone();
    let after = match change {
        ClipChange::Name(name) => {
            Clip { name: name.trim().chars().take(100).collect(), ..before.clone() }
        }
        ClipChange::Gain(gain) => Clip { gain: known_gain(gain)?, ..before.clone() },
        ClipChange::Pan(pan) => Clip { pan: known_pan(pan)?, ..before.clone() },
        ClipChange::Mute(mute) => Clip { mute, ..before.clone() },
        ClipChange::Lock(locked) => Clip { locked, ..before.clone() },
    };
    Ok(changed(id, &before, &after))
}

pub(super) fn known_gain(gain: f32) -> Result<f32, Refused> {
    if (SILENCE..=MOST_GAIN).contains(&gain) { Ok(gain) } else { Err(Refused::Gain) }
}

pub(super) fn known_pan(pan: f32) -> Result<f32, Refused> {
    if (-1.0..=1.0).contains(&pan) { Ok(pan) } else { Err(Refused::Pan) }
}
