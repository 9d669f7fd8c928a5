//! Another voice for somebody.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use maquette_document::{Figure, Voice, all};

use super::{Change, change, opened};
use crate::backends::{engines, is_called, split};
use crate::cli::Cast;
use crate::console::{Outcome, say};

/// Gives somebody another voice: their lines are spoken anew, and shots get the length that they then need.
pub(super) fn recast(words: &Cast, name: &str) -> Result<Outcome> {
    if words.manner.is_set() {
        bail!("--pace, --volume, --pause and --whisper are of one --line; {name} has a --speed");
    }
    let pitch = match words.pitch {
        Some(pitch) if pitch < 0 => {
            bail!("the pitch of a voice is 0 to 99; 50 is its own: {pitch}")
        }
        pitch => pitch.map(|pitch| pitch as u8),
    };
    let mut film = opened(words)?;
    let figures = all::<Figure>(&film.world);
    let Some((id, figure)) = figures.iter().find(|(_, one)| one.name == name.to_uppercase()) else {
        let names: Vec<&str> = figures.iter().map(|(_, one)| one.name.as_str()).collect();
        let who = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
        bail!("nobody is called {name:?} in this film; in it: {who}");
    };
    let (id, had) = (*id, figure.voice.clone());
    let voice = Voice {
        name: words.voice.clone().unwrap_or(had.name.clone()),
        pitch: pitch.unwrap_or(had.pitch),
        speed: words.speed.unwrap_or(had.speed),
    };
    if voice == had {
        say(&format!("{} speaks so already: nothing changes", name.to_uppercase()));
        return Ok(Outcome::Done);
    }
    if voice.name != had.name {
        check(&voice)?;
    }
    let label = format!("Give {} another voice", name.to_uppercase());
    let recast = BTreeMap::from([(id, voice)]);
    change(words, &mut film, Change { label, says: None, recast, directed: BTreeMap::new() })
}

/// Whether an engine that a voice names is here, and has it.
fn check(voice: &Voice) -> Result<()> {
    let (Some(asked), name) = split(&voice.name) else { return Ok(()) };
    let engines = engines();
    let Some(engine) = engines.iter().find(|engine| is_called(&***engine, asked)) else {
        let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
        bail!("there is no engine called {asked:?} here; there are: {}", names.join(", "));
    };
    engine.weights(&Voice { name: name.to_owned(), ..voice.clone() })?;
    Ok(())
}
