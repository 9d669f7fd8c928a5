//! `cast`: who speaks with which voice, how a line is directed, how words are said.

mod character;
mod line;
mod words;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use maquette_document::{
    Direction, Figure, Film, Id, Timeline, Transaction, Voice, all, film as film_of,
};
use maquette_staging::line_times;
use serde_json::{Value, json};

use super::script::{kept_line, numbers, tell_shots};
use crate::cli::Cast;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::making::{Draft, Heard, Stager, Steps, speaker_of};

pub(crate) fn run(words: &Cast) -> Result<Outcome> {
    let says = !words.say.is_empty() || words.say_list.is_some() || !words.unsay.is_empty();
    match (&words.name, &words.line) {
        (Some(name), _) => character::recast(words, name),
        (None, Some(line)) => line::direct(words, line),
        (None, None) if says => words::say_so(words),
        (None, None) if words.manner.is_set() => {
            bail!("which line is said so? give its id or some of its words: --line \"the lamp\"")
        }
        (None, None) => list(words),
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
    } else {
        for (word, said) in &film_of(&film.world).says {
            say(&format!("{word:<18} is said {said}"));
        }
    }
    if all::<Figure>(&film.world).is_empty() {
        note("nobody is in this film; `maquette make` casts a script");
    }
    Ok(Outcome::Done)
}

/// What is to be said otherwise.
struct Change {
    /// As undo names it.
    label: String,
    says: Option<Vec<(String, String)>>,
    recast: BTreeMap<Id, Voice>,
    directed: BTreeMap<Id, Direction>,
}

fn opened(words: &Cast) -> Result<OpenFilm> {
    match words.dry_run {
        true => OpenFilm::open_to_read(&words.film),
        false => OpenFilm::open(&words.film),
    }
}

/// Has spoken anew what a change touches, and gives shots the length that they then need.
fn change(words: &Cast, film: &mut OpenFilm, change: Change) -> Result<Outcome> {
    let draft = Draft::of_film(&film.world);
    let heard = Heard::of(&film.world);
    let record = film_of(&film.world).clone();
    let says = change.says.unwrap_or_else(|| record.says.clone());
    let stager = Stager {
        draft: &draft,
        film: Film { says, ..record },
        speaker: speaker_of(heard.engine),
        music: heard.music,
        recast: change.recast,
        directed: change.directed,
    };
    let taken = stager.take_in(film, &mut Steps::default())?;
    let before = lengths(film);
    if !words.dry_run {
        film.commit(Transaction::new(change.label, taken.edits.clone()))?;
    }
    if words.json {
        let kept: Vec<String> = taken.update.kept.iter().map(|one| kept_line(film, one)).collect();
        say(&serde_json::to_string_pretty(&json!({
            "changed": numbers(film, &taken.update.changed), "added": numbers(film, &taken.update.added),
            "kept": kept, "seconds": lengths(film) - before,
        }))?);
        return Ok(Outcome::Done);
    }
    tell_shots("changed", &numbers(film, &taken.update.changed));
    tell_shots("new", &numbers(film, &taken.update.added));
    tell_shots("to the shelf", &numbers(film, &taken.update.shelved));
    taken.update.kept.iter().for_each(|one| say(&kept_line(film, one)));
    match words.dry_run {
        true => note("nothing was written; without --dry-run it is"),
        false => say(&format!("the film is {:+.1} s longer", lengths(film) - before)),
    }
    Ok(Outcome::Done)
}

/// Seconds of the film.
fn lengths(film: &OpenFilm) -> f64 {
    let timeline = film.world.get_resource::<Timeline>();
    timeline.map_or(0.0, |timeline| timeline.length().seconds())
}
