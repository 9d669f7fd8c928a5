//! `sound clip`: clips by hand. Each verb is one gesture, and one step of undo.

mod act;
mod list;
mod loudness;
mod words;

pub(crate) use words::{ClipWords, CurveWords};

use anyhow::Result;

use crate::console::Outcome;
use words::ClipVerb as Verb;

pub(super) use act::keys;
pub(super) use list::volume_told;

pub(crate) fn run(words: &ClipWords) -> Result<Outcome> {
    let film = &words.film;
    let (open, clips) = match words.verb.as_ref().unwrap_or(&Verb::List) {
        Verb::List => return list::list(film, words.json),
        Verb::Add(words) => act::add(film, words),
        Verb::Set(words) => act::set(film, words),
        Verb::Split(words) => act::split(film, words),
        Verb::Trim(words) => act::trim(film, words),
        Verb::Slip(words) => act::slip(film, words),
        Verb::Move(words) => act::move_(film, words),
        Verb::Fade(words) => act::fade(film, words),
        Verb::Crossfade(words) => act::crossfade(film, words),
        Verb::Gain(words) => act::gain(film, words),
        Verb::Curve(words) => act::curve(film, words),
        Verb::Retime(words) => act::retime(film, words),
        Verb::Mute(words) => act::mute(film, words),
        Verb::Lock(words) => act::lock(film, words),
        Verb::Glue(words) => act::glue(film, words),
        Verb::Duplicate(words) => act::duplicate(film, words),
        Verb::Delete(words) => act::delete(film, words),
    }?;
    list::tell(&open.world, &clips, words.json)?;
    Ok(Outcome::Done)
}
