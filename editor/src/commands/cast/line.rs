//! One line, directed by hand.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use maquette_document::{Direction, Id, Paragraph, film as film_of, get};
use maquette_staging::SpokenLine;
use maquette_time::{Flicks, parse_length};
use maquette_voice::MOST_PAUSE;

use super::{Change, change, opened};
use crate::cli::Cast;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;
use crate::making::lines_of;

pub(super) fn direct(words: &Cast, asked: &str) -> Result<Outcome> {
    let mut film = opened(words)?;
    let line = found(&film, asked)?;
    let had = get::<Paragraph>(&film.world, line.paragraph).map(|one| one.direction);
    let had = had.unwrap_or_default();
    let direction = match words.plain {
        true => Direction::default(),
        false => directed(words, &film, had)?,
    };
    if direction == had {
        say("the line is said so already: nothing changes");
        return Ok(Outcome::Done);
    }
    let label = format!("Direct {}: “{}”", line.character, head(&line.text));
    let directed = BTreeMap::from([(line.paragraph, direction)]);
    change(words, &mut film, Change { label, says: None, recast: BTreeMap::new(), directed })
}

/// What is set on top of what was.
fn directed(words: &Cast, film: &OpenFilm, had: Direction) -> Result<Direction> {
    let pitch = match words.pitch {
        Some(pitch) if !(-50..=50).contains(&pitch) => {
            bail!("the pitch of a line is so much higher or lower, -50 to 50: {pitch}")
        }
        pitch => pitch.map(|pitch| pitch as i8),
    };
    let pause = match &words.manner.pause {
        Some(text) => Some(pause_of(text, film)?),
        None => had.pause,
    };
    Ok(Direction {
        pace: words.manner.pace.or(had.pace),
        pitch: pitch.or(had.pitch),
        gain: words.manner.volume.or(had.gain),
        pause,
        whisper: words.manner.whisper.or(had.whisper),
    })
}

fn pause_of(text: &str, film: &OpenFilm) -> Result<Flicks> {
    let pause = parse_length(text, film_of(&film.world).rate)
        .with_context(|| format!("--pause is no length; use 0.5s or 12f: {text:?}"))?;
    if !(Flicks::ZERO..=MOST_PAUSE).contains(&pause) {
        bail!("a line can wait for {} s at most: {text:?}", MOST_PAUSE.seconds());
    }
    Ok(pause)
}

/// The line that is asked for, by its identity or by words that no other has.
fn found(film: &OpenFilm, asked: &str) -> Result<SpokenLine> {
    let lines = lines_of(&film.world);
    if let Ok(id) = asked.parse::<Id>()
        && let Some(line) = lines.iter().find(|line| line.paragraph == id)
    {
        return Ok(line.clone());
    }
    let wanted = plain(asked);
    let hits: Vec<&SpokenLine> = lines
        .iter()
        .filter(|line| !wanted.is_empty() && plain(&line.text).contains(&wanted))
        .collect();
    let exact: Vec<&SpokenLine> =
        hits.iter().copied().filter(|line| plain(&line.text) == wanted).collect();
    match (hits.as_slice(), exact.as_slice()) {
        ([line], _) | (_, [line]) => Ok((*line).clone()),
        ([], _) => {
            bail!("nobody says {asked:?} in this film; `maquette script time` lists the lines")
        }
        (many, _) => {
            let told = many.iter().take(5).map(|line| {
                format!("{} {} “{}”", line.paragraph, line.character, head(&line.text))
            });
            let told: Vec<String> = told.collect();
            bail!(
                "{} lines have these words; give more of them, or an id: {}",
                many.len(),
                told.join("; ")
            )
        }
    }
}

/// A text by its words alone.
fn plain(text: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let folded: String =
        text.to_lowercase().replace(['\'', '’'], "").chars().map(letters).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn head(text: &str) -> String {
    let head: String = text.chars().take(32).collect();
    if head.len() < text.len() { format!("{head}…") } else { head }
}
