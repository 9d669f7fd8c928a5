//! `sound track`: tracks by hand. Each verb is one gesture, and one step of undo.

mod picture;
mod words;

pub(crate) use words::TrackWords;

use std::path::Path;

use anyhow::{Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Accent, Bus, Id, Track, all};
use maquette_sound::edit::{self, TrackChange, VolumeOf};
use maquette_time::Flicks;
use serde_json::{Value, json};

use super::clip::{keys, volume_told};
use super::gesture::{Gesture, named, track_name, track_of, word};
use crate::console::{Outcome, say};
use crate::film::OpenFilm;
use words::{TrackAdd, TrackMove, TrackSet, TrackSwitch, TrackVerb as Verb};

const BUSES: &str = "dialogue, music, effects";
const COLOURS: &str = "brick, ochre, teal, plum, moss, slate, rose, sand";

pub(crate) fn run(words: &TrackWords) -> Result<Outcome> {
    let film = &words.film;
    let open = match &words.verb {
        None | Some(Verb::List) => OpenFilm::open_to_read(film)?,
        Some(Verb::Add(words)) => add(film, words)?,
        Some(Verb::Set(words)) => set(film, words)?,
        Some(Verb::Move(words)) => move_(film, words)?,
        Some(Verb::Mute(words)) => switch(film, words, "Mute", TrackChange::Mute)?,
        Some(Verb::Solo(words)) => switch(film, words, "Solo", TrackChange::Solo)?,
        Some(Verb::Lock(words)) => switch(film, words, "Lock", TrackChange::Lock)?,
        Some(Verb::Curve(words)) => {
            let (mut gesture, id, name) = on(film, &words.track)?;
            keys(&mut gesture, VolumeOf::Track(id), &words.keys)?;
            gesture.commit(format!("Draw the volume of {name}"))?
        }
        Some(Verb::Delete(words)) => {
            let (mut gesture, id, name) = on(film, &words.track)?;
            gesture.act(|world| edit::remove_track(world, id))?;
            gesture.commit(format!("Delete track {name}"))?
        }
    };
    if let Some(picture) = &words.picture {
        picture::draw(&open, picture)?;
    }
    if words.json {
        say(&serde_json::to_string_pretty(&told(&open.world))?);
    } else {
        tell(&open.world);
    }
    Ok(Outcome::Done)
}

/// A gesture on one track, with the track and what it is called.
fn on(film: &Path, track: &str) -> Result<(Gesture, Id, String)> {
    let gesture = Gesture::on(film)?;
    let id = track_of(gesture.world(), track)?;
    let name = track_name(gesture.world(), id);
    Ok((gesture, id, name))
}

fn add(film: &Path, words: &TrackAdd) -> Result<OpenFilm> {
    let mut gesture = Gesture::on(film)?;
    let (new, bus) = (Id::fresh(), named::<Bus>(&words.bus, BUSES)?);
    let colour = words.colour.as_deref().map(|text| named::<Accent>(text, COLOURS)).transpose()?;
    gesture.make_track(new, &words.name, bus, colour)?;
    gesture.commit(format!("Add track {}", words.name.trim()))
}

fn set(film: &Path, words: &TrackSet) -> Result<OpenFilm> {
    let (mut gesture, id, name) = on(film, &words.track)?;
    let colour = words.colour.as_deref().map(|text| named(text, COLOURS)).transpose()?;
    let bus = words.bus.as_deref().map(|text| named(text, BUSES)).transpose()?;
    let changes = [
        words.name.clone().map(TrackChange::Name),
        colour.map(TrackChange::Colour),
        bus.map(TrackChange::Bus),
        words.gain.map(TrackChange::Gain),
        words.pan.map(TrackChange::Pan),
    ];
    if changes.iter().all(Option::is_none) {
        bail!("nothing is changed; say --name, --colour, --bus, --gain or --pan");
    }
    for change in changes.into_iter().flatten() {
        gesture.act(|world| edit::set_track(world, id, change))?;
    }
    gesture.commit(format!("Change track {name}"))
}

fn move_(film: &Path, words: &TrackMove) -> Result<OpenFilm> {
    let (mut gesture, id, name) = on(film, &words.track)?;
    let below = words.below.as_deref().map(|text| track_of(gesture.world(), text)).transpose()?;
    gesture.act(|world| edit::move_track(world, id, below))?;
    gesture.commit(format!("Move track {name}"))
}

fn switch(
    film: &Path,
    words: &TrackSwitch,
    verb: &str,
    change: fn(bool) -> TrackChange,
) -> Result<OpenFilm> {
    let (mut gesture, id, name) = on(film, &words.track)?;
    gesture.act(|world| edit::set_track(world, id, change(!words.off)))?;
    let off = if words.off { " off" } else { "" };
    gesture.commit(format!("{verb}{off} track {name}"))
}

fn tell(world: &World) {
    let tracks = all::<Track>(world);
    if tracks.is_empty() {
        say("no tracks; add one with `maquette sound track FILM add NAME`");
    }
    for (id, track) in tracks {
        let clips = edit::clips_of_track(world, id).len();
        let mut marks = vec![word(&track.bus), word(&track.colour), format!("{clips} clips")];
        if track.gain != 0.0 {
            marks.push(format!("{:+.1} dB", track.gain));
        }
        if track.pan != 0.0 {
            marks.push(format!("pan {:+.2}", track.pan));
        }
        if !track.volume.is_empty() {
            marks.push(format!("{} keys of volume", track.volume.len()));
        }
        let states = [(track.mute, "muted"), (track.solo, "solo"), (track.locked, "locked")];
        marks.extend(states.iter().filter(|(is, _)| *is).map(|(_, mark)| (*mark).to_owned()));
        say(&format!("{:<24}  {}", track.name, marks.join(", ")));
    }
}

fn told(world: &World) -> Vec<Value> {
    let told = |(id, track): (Id, &Track)| {
        json!({
            "id": id, "name": track.name, "bus": track.bus, "colour": track.colour,
            "gain_db": track.gain, "pan": track.pan, "mute": track.mute, "solo": track.solo,
            "locked": track.locked, "volume": volume_told(&track.volume, Flicks::ZERO),
            "clips": edit::clips_of_track(world, id).iter().map(|(id, ..)| id).collect::<Vec<_>>(),
        })
    };
    all::<Track>(world).into_iter().map(told).collect()
}
