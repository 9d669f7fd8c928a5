//! `doctor FILM`: everything in a film checked, damage named, and with `--repair` mended where it can be.

use std::path::Path;

use anyhow::{Context, Result};
use maquette_document::{
    Device, Examined, Media, MediaError, examine, relink, set_bad_checkpoints_aside,
};

use crate::cli::Doctor;
use crate::console::{Bar, Outcome, note, say};
use crate::film::{OpenFilm, find};

pub(crate) fn run(film: &Path, words: &Doctor) -> Result<Outcome> {
    let folder = find(film)?;
    let device = Device::load()?;
    let mut found = look(&folder, &device)?;
    tell(&found);
    if words.repair && !is_sound(&found) {
        mend(&folder, &device, &found, words)?;
        found = look(&folder, &device)?;
        say("after the repair:");
        tell(&found);
    } else if !is_sound(&found) {
        note(
            "`maquette doctor FILM --repair` mends what can be mended; `--media FOLDER` looks there for files",
        );
    }
    Ok(if is_sound(&found) { Outcome::Done } else { Outcome::Found })
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
