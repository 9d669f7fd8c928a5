//! `shots`: the list of all shots; other set-ups for a shot, as takes of it.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use maquette_camera::script::run as run_script;
use maquette_document::{Edit, Id, Shot, Take, Transaction, all, film as film_of, get};
use maquette_exchange::ShotList;
use maquette_staging::{Suggestion, line_times, quoted, suggest};
use maquette_time::{Flicks, parse_length};
use serde_json::{Value, json};

use super::camera_export::{extension, write_whole};
use super::camera_script::{Stand, shot_of};
use crate::cli::Shots;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;

pub(crate) fn run(words: &Shots) -> Result<Outcome> {
    if let Some(out) = &words.list {
        return write_list(words, out);
    }
    if words.lock || words.unlock || words.length.is_some() {
        return time(words);
    }
    match (words.suggest, words.accept) {
        (Some(count), _) => find(words, count.into()),
        (None, Some(number)) => accept(words, number),
        (None, None) => list(words),
    }
}

/// Writes the list of all shots.
fn write_list(words: &Shots, out: &Path) -> Result<Outcome> {
    let page = match extension(out).as_str() {
        "html" | "htm" => true,
        "csv" => false,
        _ if out == Path::new("-") => false,
        _ => bail!("a shot list is a .csv or a .html, or `-` for standard output: {out:?}"),
    };
    let film = OpenFilm::open_to_read(&words.film)?;
    let list = ShotList::of(&film.world);
    let exported = if page { list.html() } else { list.csv() };
    if out == Path::new("-") {
        use std::io::Write;
        std::io::stdout().write_all(&exported.bytes).context("failed to write the shot list")?;
        return Ok(Outcome::Done);
    }
    write_whole(&exported.bytes, out).context("failed to write the shot list")?;
    say(&format!("wrote {} shots into {}", list.shots.len(), out.display()));
    Ok(Outcome::Done)
}

/// Finds set-ups, and keeps them as takes.
fn find(words: &Shots, count: usize) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let (shot, record) = shot_of(&film.world, words.shot.as_deref().unwrap_or_default())?;
    let number = record.number;
    let found = suggest(&film.world, shot, count);
    if found.is_empty() {
        note("nobody is in this shot to find another set-up on");
    }
    let known = takes_of(&film, shot);
    let mut next = known.iter().map(|(_, take)| take.number).max().unwrap_or(0);
    let mut edits = Vec::new();
    let mut told = Vec::new();
    for one in &found {
        let there = known.iter().find(|(_, take)| take.script == one.script);
        let number = there.map_or_else(
            || {
                next += 1;
                next
            },
            |(_, take)| take.number,
        );
        if there.is_none() {
            let take = Take {
                of: shot,
                number,
                script: one.script.clone(),
                why: one.why.clone(),
                ..Take::default()
            };
            edits.push(Edit::create(Id::hashed(&["take", &shot.to_string(), &one.script]), &take));
        }
        told.push((number, one));
    }
    if !edits.is_empty() {
        let label = format!("Suggest {} set-ups for shot {number:04}", edits.len());
        film.commit(Transaction::new(label, edits))?;
    }
    if words.json {
        let all: Vec<Value> = told.iter().map(|(number, one)| in_json(*number, one)).collect();
        say(&serde_json::to_string_pretty(&all)?);
    } else {
        told.iter().for_each(|(number, one)| say(&row(*number, one)));
        if found.len() < count {
            note(&format!("{} is all that is different enough", found.len()));
        }
    }
    Ok(Outcome::Done)
}

fn row(number: u32, one: &Suggestion) -> String {
    let built = &one.built;
    let faults: String = one
        .faults
        .iter()
        .map(|fault| format!("  ! {}: {}", fault.rule.name(), fault.why))
        .collect();
    format!(
        "{number:>3}  {:<7} {:<6} {:>3.0} mm  {}\n     {}{faults}",
        built.kind.to_string(),
        built.size.to_string(),
        built.rig.lens.focal,
        one.why,
        one.script
    )
}

fn in_json(number: u32, one: &Suggestion) -> Value {
    let built = &one.built;
    let faults: Vec<Value> =
        one.faults.iter().map(|fault| json!({"rule": fault.rule, "why": fault.why})).collect();
    json!({
        "take": number, "kind": built.kind.to_string(), "size": built.size.to_string(),
        "angle": built.angle, "lens_mm": built.rig.lens.focal, "why": one.why,
        "script": one.script, "faults": faults,
    })
}

fn takes_of(film: &OpenFilm, shot: Id) -> Vec<(Id, Take)> {
    let takes = all::<Take>(&film.world).into_iter().filter(|(_, take)| take.of == shot);
    takes.map(|(id, take)| (id, take.clone())).collect()
}

fn list(words: &Shots) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let (shot, _) = shot_of(&film.world, words.shot.as_deref().unwrap_or_default())?;
    let takes = takes_of(&film, shot);
    if words.json {
        let all: Vec<Value> = takes
            .iter()
            .map(|(id, take)| {
                json!({
                    "id": id.to_string(), "take": take.number, "accepted": take.accepted,
                    "why": take.why, "script": take.script,
                })
            })
            .collect();
        say(&serde_json::to_string_pretty(&all)?);
        return Ok(Outcome::Done);
    }
    for (_, take) in &takes {
        let mark = if take.accepted { "*" } else { " " };
        let what = if take.script.is_empty() { "as it was staged" } else { &take.script };
        let why = if take.why.is_empty() { String::new() } else { format!("  {}", take.why) };
        say(&format!("{mark}{:>3}  {what}{why}", take.number));
    }
    if takes.is_empty() {
        note("this shot has no takes; `maquette shots FILM NUMBER --suggest 6` finds some");
    }
    Ok(Outcome::Done)
}

/// Gives the shot the camera of a take.
fn accept(words: &Shots, number: u32) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let (shot, record) = shot_of(&film.world, words.shot.as_deref().unwrap_or_default())?;
    let shot_number = record.number;
    let takes = takes_of(&film, shot);
    let (id, take) = takes.iter().find(|(_, take)| take.number == number).with_context(|| {
        format!("shot {shot_number:04} has no take {number}; list them without --accept")
    })?;
    if take.script.is_empty() {
        return Err(anyhow!(
            "take {number} is the staging of a draft, not a set-up; `maquette undo` and `restore` bring it back"
        ));
    }
    let stand = Stand::of(&film.world, shot);
    let recipe = run_script(&take.script, &stand.facts).map_err(|fault| {
        anyhow!("take {number}:{}:{}: {}", fault.line, fault.column, fault.message)
    })?;
    let built = stand.built(&film.world, &recipe, &take.script)?;
    let (mut edits, after) = stand.edits(&film.world, &built);
    edits.push(Edit::set(shot, "why", &format!("{} {}: {}", built.kind, built.size, take.why)));
    edits.push(Edit::set(shot, "take", id));
    for (other, known) in &takes {
        if known.accepted != (other == id) {
            edits.push(Edit::set(*other, "accepted", &(other == id)));
        }
    }
    film.commit(Transaction::new(format!("Accept take {number} of shot {shot_number:04}"), edits))?;
    let why = get::<Shot>(&film.world, shot).map_or(after.why, |shot| shot.why.clone());
    say(&format!("{shot_number:04}  {why}"));
    Ok(Outcome::Done)
}

/// Gives the shot a length by hand, or gives its length back to its words.
fn time(words: &Shots) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let (shot, record) = shot_of(&film.world, words.shot.as_deref().unwrap_or_default())?;
    let number = record.number;
    let mut edits = vec![Edit::set(shot, "locked", &!words.unlock)];
    let label = match &words.length {
        Some(length) => {
            let length = parse_length(length, film_of(&film.world).rate)
                .with_context(|| format!("no length for shot {number:04}: {length:?}"))?;
            if !(SHORTEST..=LONGEST).contains(&length) {
                return Err(anyhow!("a shot is from a tenth of a second to an hour long"));
            }
            edits.push(Edit::set(shot, "length", &length));
            format!("Time shot {number:04}")
        }
        None if words.unlock => format!("Unlock shot {number:04}"),
        None => format!("Lock shot {number:04}"),
    };
    film.commit(Transaction::new(label, edits))?;
    let seconds = get::<Shot>(&film.world, shot).map_or(0.0, |shot| shot.length.seconds());
    let state = if words.unlock { "follows its words" } else { "is locked" };
    say(&format!("{number:04}  {seconds:.2} s  {state}"));
    let times = line_times(&film.world);
    for time in times.iter().filter(|one| one.short > Flicks::ZERO && one.shots.contains(&shot)) {
        let short = time.short.seconds();
        note(&format!("that is {short:.1} s too short for {}", quoted(&film.world, time)));
    }
    Ok(Outcome::Done)
}

/// Lengths that a hand can give.
const SHORTEST: Flicks = Flicks(Flicks::SECOND.0 / 10);
const LONGEST: Flicks = Flicks(Flicks::SECOND.0 * 3_600);
