//! `history`, `undo`, `redo`: mine, in order; survives closing.

use anyhow::{Context, Result};
use maquette_document::{CommitError, Document, Step};

use crate::cli::{FilmOnly, Steps};
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;

pub(crate) fn list(words: &FilmOnly) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    for (index, step) in film.document.history().iter().enumerate() {
        let mark = if step.done { " " } else { "↶" };
        say(&format!("{:>5} {mark} {}", index + 1, step.label));
    }
    Ok(Outcome::Done)
}

pub(crate) fn undo(words: &Steps) -> Result<Outcome> {
    walk(words, "undid", "there is nothing to undo", Document::undo)
}

pub(crate) fn redo(words: &Steps) -> Result<Outcome> {
    walk(words, "did again", "there is nothing to redo", Document::redo)
}

fn walk(
    words: &Steps,
    verb: &str,
    at_end: &str,
    step: fn(&mut Document) -> Result<Option<Step>, CommitError>,
) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    for _ in 0..words.steps {
        let Some(step) = step(&mut film.document).context("failed to save")? else {
            note(at_end);
            break;
        };
        say(&format!("{verb}: {}", step.label));
        for skipped in &step.skipped {
            note(skipped);
        }
    }
    Ok(Outcome::Done)
}
