//! `doctor FILM`: everything in a film checked, damage named, and with `--repair` mended where it can be.

use std::path::Path;

use anyhow::{Context, Result};
use maquette_document::{
    Device, Examined, Media, MediaError, examine, relink, set_bad_checkpoints_aside,
};

use crate::cli::Doctor;
use crate::console::{Bar, Outcome, note, say};
use crate::film::{OpenFilm, find};
use crate::recording::{Begun, Draft, take_in, unfinished};

pub(crate) fn run(film: &Path, words: &Doctor) -> Result<Outcome> {
    let folder = find(film)?;
    let device = Device::load()?;
    let mut found = look(&folder, &device)?;
    tell(&found);
    let cut_short = unfinished(&folder);
    for (draft, begun) in &cut_short {
        say(&format!(
            "a recording for {} was cut short, or is being made: {}",
            begun.track,
            draft.sound.display()
        ));
    }
    if words.repair && !cut_short.is_empty() {
        bring_in(&folder, &cut_short)?;
    }
    if words.repair && !is_sound(&found) {
        mend(&folder, &device, &found, words)?;
        found = look(&folder, &device)?;
        say("after the repair:");
        tell(&found);
    } else if !words.repair && (!is_sound(&found) || !cut_short.is_empty()) {
        note(
            "`maquette doctor FILM --repair` mends what can be mended; `--media FOLDER` looks there for files",
        );
    }
    Ok(if is_sound(&found) && unfinished(&folder).is_empty() {
        Outcome::Done
    } else {
        Outcome::Found
    })
}

fn look(folder: &Path, device: &Device) -> Result<Examined> {
    let mut bar = Bar::new("media");
    let mut progress = |done: usize, all: usize| bar.show(done as i64, all as i64);
    examine(folder, device, &mut progress)
        .with_context(|| format!("failed to examine the film: {folder:?}"))
}

fn is_sound(found: &Examined) -> bool {
    found.problems.is_empty() && found.lost.is_empty()
}

fn tell(found: &Examined) {
    for problem in &found.problems {
        say(&problem.to_string());
    }
    for (media, fault) in &found.lost {
        say(&format!("{} ({}…): {fault}", media.name, &media.hash[..8.min(media.hash.len())]));
    }
    say(&format!(
        "{} changes and {} media checked, {} at fault",
        found.changes,
        found.media,
        found.problems.len() + found.lost.len()
    ));
}

/// Makes clips of recordings that were cut short.
fn bring_in(folder: &Path, drafts: &[(Draft, Begun)]) -> Result<()> {
    let mut film = OpenFilm::open(folder)?;
    for (draft, begun) in drafts {
        match take_in(&mut film, draft, begun) {
            Ok(taken) => say(&format!(
                "{:.2} s of a recording were brought in, onto {}",
                taken.length.seconds(),
                taken.track
            )),
            Err(fault) => say(&format!("a recording was not brought in: {fault:#}")),
        }
    }
    Ok(())
}

/// Torn tails are cut and damage is kept aside by opening; bad checkpoints make room; media are looked for.
fn mend(folder: &Path, device: &Device, found: &Examined, words: &Doctor) -> Result<()> {
    let moved = set_bad_checkpoints_aside(folder, device)?;
    if 0 < moved {
        say(&format!("{moved} bad checkpoints were put aside, into local/aside"));
    }
    let film = OpenFilm::open(folder)?;
    let Some(place) = &words.media else { return Ok(()) };
    let missing: Vec<Media> = found
        .lost
        .iter()
        .filter(|(_, fault)| {
            matches!(fault, MediaError::Missing { .. } | MediaError::Changed { .. })
        })
        .map(|(media, _)| media.clone())
        .collect();
    let again = relink(film.document.media(), &missing, place)
        .with_context(|| format!("failed to look for media: {place:?}"))?;
    for media in again {
        say(&format!("{} was found and put back", media.name));
    }
    Ok(())
}
