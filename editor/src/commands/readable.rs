//! `export` and `apply`: the film as text that can be compared and edited, and back.

use anyhow::{Context, Result};
use maquette_document::{Transaction, all, differences, edits_between, read_film, write_film};

use crate::cli::{Apply, Export};
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;

pub(crate) fn export(words: &Export) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    write_film(&film.document.state(), &words.ron).with_context(|| {
        format!("failed to write the film as text; is the disk full?: {:?}", words.ron)
    })?;
    let shots = all::<maquette_document::Shot>(&film.world).len();
    say(&format!("wrote {shots} shots and the rest of the film into {}", words.ron.display()));
    Ok(Outcome::Done)
}

pub(crate) fn apply(words: &Apply) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let now = film.document.state();
    let then = read_film(&words.folder, &now).context("nothing was changed")?;
    let all = differences(&now, &then);
    for one in &all {
        say(&one.to_string());
    }
    if all.is_empty() {
        note("the folder says nothing else than the film");
        return Ok(Outcome::Done);
    }
    if words.dry_run {
        note("nothing was changed, as you asked");
        return Ok(Outcome::Done);
    }
    let edits = edits_between(&now, &then, &|id| film.document.knows(id));
    let name = words.folder.file_name().unwrap_or(words.folder.as_os_str()).to_string_lossy();
    film.commit(Transaction::new(format!("Apply {name}"), edits))?;
    Ok(Outcome::Done)
}
