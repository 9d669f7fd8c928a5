//! What a hand does with tracks and clips. One action a file: a pure function that reads the film and gives the
//! edits that do it, or says why it cannot be done.
//!
//! Nothing here writes the film: who calls it commits the edits as one step. Times are places in the film unless a
//! name says otherwise. Pictures in the docs show clips with their lengths: `A8` is eight long, `_2` a gap of two,
//! `@3` what is left out at the head of the medium, `-2` an overlap.

mod clips;
mod refused;

mod add_track;
mod move_track;
mod remove_track;
mod set_track;

mod crossfade;
mod delete;
mod duplicate;
mod fade;
mod glue;
mod move_clip;
mod normalise;
mod put;
mod retime;
mod set_clip;
mod slip;
mod split;
mod trim;
mod volume;

pub use add_track::add_track;
pub use clips::{clip_name, clip_span, clips_of_track, heard_length};
pub use crossfade::crossfade;
pub use delete::{delete_clip, ripple_delete};
pub use duplicate::duplicate_clip;
pub use fade::{Fade, fade_in, fade_out};
pub use glue::{glue_to_film, glue_to_shot};
pub use move_clip::move_clip;
pub use move_track::move_track;
pub use normalise::normalise_clip;
pub use put::{Put, put_clip};
pub use refused::Refused;
pub use remove_track::remove_track;
pub use retime::retime_clip;
pub use set_clip::{ClipChange, set_clip};
pub use set_track::{TrackChange, set_track};
pub use slip::slip;
pub use split::split;
pub use trim::{trim_end, trim_start};
pub use volume::{VolumeOf, move_volume_key, put_volume_key, remove_volume_key};

use maquette_document::{Edit, Id, Record, fields_of};

/// The edits of all fields that differ.
fn changed<T: Record>(id: Id, before: &T, after: &T) -> Vec<Edit> {
    let before = fields_of(before);
    let fields = fields_of(after).into_iter();
    fields
        .filter(|(field, value)| before.get(field) != Some(value))
        .map(|(field, value)| Edit::Set { id, field, value })
        .collect()
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod notation;
