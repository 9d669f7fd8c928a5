//! `cast`: who speaks with which voice, and another one for somebody.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use maquette_document::{Figure, Timeline, Transaction, Voice, all, film as film_of};
use maquette_staging::line_times;
use serde_json::{Value, json};

use super::script::{kept_line, numbers, tell_shots};
use crate::cli::Cast;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::making::{Draft, Heard, Stager, Steps, speaker_of};

pub(crate) fn run(words: &Cast) -> Result<Outcome> {
    match &words.name {
        Some(name) => recast(words, name),
        None => list(words),
    }
}

fn list(words: &Cast) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let times = line_times(&film.world);
    let mut told = Vec::new();
    for (id, figure) in all::<Figure>(&film.world) {
        let own: Vec<_> = times.iter().filter(|time| time.figure == id).collect();
        let seconds: f64 = own.iter().map(|time| time.length.seconds()).sum();
        let said: usize = own.iter().map(|time| time.words).sum();
        let Voice { name, pitch, speed } = &figure.voice;
        if words.json {
            told.push(json!({
                "id": id.to_string(), "name": figure.name, "voice": name, "pitch": pitch,
                "speed": speed, "lines": own.len(), "words": said, "seconds": seconds,
            }));
        } else {
            say(&format!(
                "{:<18} {name:<12} pitch {pitch:>2}  {speed:>3} words/min  {} lines, {said} words, {seconds:.1} s",
                figure.name,
                own.len()
            ));
        }
    }
    if words.json {
        say(&serde_json::to_string_pretty(&Value::Array(told))?);
    } else if all::<Figure>(&film.world).is_empty() {
        note("nobody is in this film; `maquette make` casts a script");
    }
    Ok(Outcome::Done)
}

/// Gives somebody another voice: their lines are spoken anew, and shots get the length that they then need.
fn recast(words: &Cast, name: &str) -> Result<Outcome> {
    let mut film = match words.dry_run {
        true => OpenFilm::open_to_read(&words.film)?,
        false => OpenFilm::open(&words.film)?,
    };
    let figures = all::<Figure>(&film.world);
    let Some((id, figure)) = figures.iter().find(|(_, one)| one.name == name.to_uppercase()) else {
        let names: Vec<&str> = figures.iter().map(|(_, one)| one.name.as_str()).collect();
        let who = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
        bail!("nobody is called {name:?} in this film; in it: {who}");
    };
    let (id, had) = (*id, figure.voice.clone());
    let voice = Voice {
        name: words.voice.clone().unwrap_or(had.name.clone()),
        pitch: words.pitch.unwrap_or(had.pitch),
        speed: words.speed.unwrap_or(had.speed),
    };
    if voice == had {
        say(&format!("{} speaks so already: nothing changes", name.to_uppercase()));
        return Ok(Outcome::Done);
    }
    let draft = Draft::of_film(&film.world);
    let heard = Heard::of(&film.world);
    let stager = Stager {
        draft: &draft,
        film: film_of(&film.world).clone(),
        speaker: speaker_of(heard.engine),
        music: heard.music,
        recast: BTreeMap::from([(id, voice)]),
    };
    let taken = stager.take_in(&film, &mut Steps::default())?;
    let before = lengths(&film);
    if !words.dry_run {
        let label = format!("Give {} another voice", name.to_uppercase());
        film.commit(Transaction::new(label, taken.edits.clone()))?;
    }
    if words.json {
        let kept: Vec<String> = taken.update.kept.iter().map(|one| kept_line(&film, one)).collect();
        say(&serde_json::to_string_pretty(&json!({
            "changed": numbers(&film, &taken.update.changed), "added": numbers(&film, &taken.update.added),
            "kept": kept, "seconds": lengths(&film) - before,
        }))?);
        return Ok(Outcome::Done);
    }
    tell_shots("changed", &numbers(&film, &taken.update.changed));
    tell_shots("new", &numbers(&film, &taken.update.added));
    tell_shots("to the shelf", &numbers(&film, &taken.update.shelved));
    taken.update.kept.iter().for_each(|one| say(&kept_line(&film, one)));
    match words.dry_run {
        true => note("nothing was written; without --dry-run it is"),
        false => say(&format!("the film is {:+.1} s longer", lengths(&film) - before)),
    }
    Ok(Outcome::Done)
}

/// Seconds of the film.
fn lengths(film: &OpenFilm) -> f64 {
    let timeline = film.world.get_resource::<Timeline>();
    timeline.map_or(0.0, |timeline| timeline.length().seconds())
}
