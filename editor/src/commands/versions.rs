//! `diff` and `restore`: the film as it was, beside the film as it is, and in its place.

use anyhow::{Context, Result};
use maquette_document::{Story, differences};
use serde_json::{Value, json};

use crate::cli::{Diff, Restore};
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;

pub(crate) fn diff(words: &Diff) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let story = film.document.story().context("failed to read the history")?;
    let state =
        |name: &str| -> Result<_> { Ok(film.document.state_at(&story, story.find(name)?)?) };
    let (from, to) = (state(&words.from)?, state(&words.to)?);
    let all = differences(&from, &to);
    if words.json {
        let rows: Vec<Value> = all
            .iter()
            .map(|one| json!({ "id": one.id.to_string(), "record": one.record, "what": one.to_string() }))
            .collect();
        say(&serde_json::to_string_pretty(&rows)?);
        return Ok(Outcome::Done);
    }
    all.iter().for_each(|one| say(&one.to_string()));
    if all.is_empty() {
        note("the two versions are the same");
    }
    Ok(Outcome::Done)
}

pub(crate) fn restore(words: &Restore) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let story = film.document.story().context("failed to read the history")?;
    let at = story.find(&words.version)?;
    let then = film.document.state_at(&story, at)?;
    let label = format!("Restore {}", called(&story, at));
    let changes = film.document.restore(&then, &label).context("failed to save")?;
    film.follow(&changes);
    if changes.is_empty() {
        note("the film is so already");
    } else {
        say(&format!("{label}; `maquette undo` takes it back"));
    }
    Ok(Outcome::Done)
}

/// A version by its name, or by its letters and what was done last in it.
fn called(story: &Story, at: usize) -> String {
    let told = &story.told()[at];
    match told.what {
        maquette_document::Doing::Named => format!("“{}”", told.label),
        _ => format!("{} ({})", told.version, told.label),
    }
}
