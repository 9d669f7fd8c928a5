//! `script time`: how long each line is, and whether its shots are long enough for it.

use std::ops::Add;

use anyhow::Result;
use maquette_document::{Figure, Id, Paragraph, Shot, Transaction, get};
use maquette_staging::{LineTime, line_times, quoted, stretch};
use maquette_time::Flicks;
use serde_json::{Value, json};

use crate::cli::ScriptTime;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

pub(super) fn run(words: &ScriptTime) -> Result<Outcome> {
    let mut film = match words.stretch {
        true => OpenFilm::open(&words.film)?,
        false => OpenFilm::open_to_read(&words.film)?,
    };
    let mut grown = Vec::new();
    if words.stretch {
        let stretch = stretch(&film.world);
        if !stretch.edits.is_empty() {
            film.commit(Transaction::new("Stretch shots to their words", stretch.edits))?;
        }
        grown = stretch.grown;
    }
    let times = line_times(&film.world);
    let short = times.iter().filter(|time| time.short > Flicks::ZERO).count();
    if words.json {
        let lines: Vec<Value> = times.iter().map(|time| in_json(&film, time)).collect();
        let grown: Vec<Value> = grown
            .iter()
            .map(|(id, by)| json!({"shot": number(&film, *id), "seconds": by.seconds()}))
            .collect();
        say(&serde_json::to_string_pretty(&json!({"lines": lines, "stretched": grown}))?);
    } else {
        times.iter().for_each(|time| say(&row(&film, time)));
        for (id, by) in &grown {
            say(&format!("stretched: {} by {:.2} s", number(&film, *id), by.seconds()));
        }
        say(&summary(&times, short, words.stretch));
    }
    Ok(if short == 0 { Outcome::Done } else { Outcome::Found })
}

fn summary(times: &[LineTime], short: usize, stretched: bool) -> String {
    let spoken = times.iter().filter(|time| time.spoken).count();
    let talk = times.iter().map(|time| time.length.seconds()).fold(0.0, f64::add);
    let fit = match (short, stretched) {
        (0, _) => "every shot has room for its words".to_owned(),
        (_, true) => format!("{short} do not fit, since their shots are locked"),
        (_, false) => format!("{short} do not fit; --stretch makes their shots longer"),
    };
    let count = times.len();
    format!("{count} lines, {spoken} spoken and {} estimated, {talk:.1} s: {fit}", count - spoken)
}

fn row(film: &OpenFilm, time: &LineTime) -> String {
    let how = if time.spoken { "spoken" } else { "about" };
    let short = match time.short > Flicks::ZERO {
        true => {
            let last = time.shots.last().copied().unwrap_or(Id::NONE);
            let locked = get::<Shot>(&film.world, last).is_some_and(|shot| shot.locked);
            let why = if locked { " and locked" } else { "" };
            format!("  ! {} is {:.1} s too short{why}", number(film, last), time.short.seconds())
        }
        false => String::new(),
    };
    let first = time.shots.first().copied().unwrap_or(Id::NONE);
    format!(
        "{}  {how:<6} {:>5.1} s  {:>3.0} words/min  {}{short}",
        number(film, first),
        time.length.seconds(),
        time.pace(),
        quoted(&film.world, time)
    )
}

fn number(film: &OpenFilm, shot: Id) -> String {
    get::<Shot>(&film.world, shot).map_or_else(String::new, |shot| format!("{:04}", shot.number))
}

fn in_json(film: &OpenFilm, time: &LineTime) -> Value {
    let text = get::<Paragraph>(&film.world, time.line).map(|line| line.text.clone());
    let name = get::<Figure>(&film.world, time.figure).map(|figure| figure.name.clone());
    let shots: Vec<String> = time.shots.iter().map(|id| number(film, *id)).collect();
    json!({
        "line": time.line.to_string(), "character": name, "text": text, "shots": shots,
        "start": time.start.seconds(), "seconds": time.length.seconds(), "words": time.words,
        "words_a_minute": (time.pace() * 10.0).round() / 10.0, "spoken": time.spoken,
        "short": time.short.seconds(),
    })
}
