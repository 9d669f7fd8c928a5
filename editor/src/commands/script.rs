//! `script`: a new draft taken into a film, and the script as it stands.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use maquette_document::{
    Id, Kind, Paragraph, ParagraphKind, Shot, Transaction, all, film as film_of, get,
};
use maquette_script::{Line, can_be_staged, fdx, is_editing_order, parse};
use serde_json::{Value, json};

use crate::cli::{ScriptCoverage, ScriptExport, ScriptUpdate, ScriptVerb};
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::making::{Draft, Heard, Stager, Steps, TakenIn, script_of, speaker_of, staging_of};
use crate::report::unclear_json;

pub(crate) fn run(verb: &ScriptVerb) -> Result<Outcome> {
    match verb {
        ScriptVerb::Update(words) => update(words),
        ScriptVerb::Export(words) => export(words),
        ScriptVerb::Time(words) => super::script_time::run(words),
        ScriptVerb::Coverage(words) => coverage(words),
    }
}

/// Takes a draft in as one step, or says what it would change.
fn update(words: &ScriptUpdate) -> Result<Outcome> {
    let draft = Draft::read(&words.script)?;
    let mut film = match words.dry_run {
        true => OpenFilm::open_to_read(&words.film)?,
        false => OpenFilm::open(&words.film)?,
    };
    let heard = Heard::of(&film.world);
    let record = film_of(&film.world).clone();
    let name = draft.script.title_of("title").map_or(record.name.clone(), str::to_owned);
    let stager = Stager {
        draft: &draft,
        film: maquette_document::Film { name, title: draft.script.title.clone(), ..record },
        speaker: speaker_of(words.voice.unwrap_or(heard.engine)),
        music: heard.music,
        recast: BTreeMap::new(),
        directed: BTreeMap::new(),
    };
    let taken = stager.take_in(&film, &mut Steps::default())?;
    let lines = summary(&film, &draft, &taken);
    if taken.edits.is_empty() {
        say("the script is the same: nothing changes");
        return Ok(Outcome::Done);
    }
    let before = shelf_numbers(&film, &taken);
    if !words.dry_run {
        let label = format!("Update the script from {}", draft.name);
        film.commit(Transaction::new(label, taken.edits.clone()))?;
    }
    if words.json {
        say(&serde_json::to_string_pretty(&in_json(&film, &taken, &lines, &before))?);
        return Ok(Outcome::Done);
    }
    lines.iter().for_each(|line| say(line));
    tell_shots("changed", &numbers(&film, &taken.update.changed));
    tell_shots("new", &numbers(&film, &taken.update.added));
    tell_shots("back from the shelf", &numbers(&film, &taken.update.returned));
    tell_shots("to the shelf", &before);
    for kept in &taken.update.kept {
        say(&kept_line(&film, kept));
    }
    for fault in &taken.faults {
        say(&format!("now broken: {:04} {}: {}", fault.number, fault.rule.name(), fault.why));
    }
    if words.dry_run {
        note("nothing was written; without --dry-run it is");
    } else {
        tell_uncovered(&film);
    }
    Ok(Outcome::Done)
}

/// The diff by paragraph, for people.
fn summary(film: &OpenFilm, draft: &Draft, taken: &TakenIn) -> Vec<String> {
    let held = all::<Paragraph>(&film.world);
    let old: Vec<(Id, Line)> = held.iter().map(|(id, one)| (*id, Line::from(*one))).collect();
    let new: Vec<Line> = draft.script.paragraphs.iter().map(Line::from).collect();
    taken.followed.summary(&old, &new)
}

pub(super) fn numbers(film: &OpenFilm, shots: &[Id]) -> Vec<String> {
    let known = shots.iter().filter_map(|id| get::<Shot>(&film.world, *id));
    known.map(|shot| format!("{:04}", shot.number)).collect()
}

fn shelf_numbers(film: &OpenFilm, taken: &TakenIn) -> Vec<String> {
    numbers(film, &taken.update.shelved)
}

pub(super) fn tell_shots(what: &str, numbers: &[String]) {
    if !numbers.is_empty() {
        say(&format!("shots {what}: {}", numbers.join(" ")));
    }
}

pub(super) fn kept_line(film: &OpenFilm, kept: &maquette_staging::Kept) -> String {
    let shot = get::<Shot>(&film.world, kept.shot);
    let place = shot.map_or_else(|| kept.kind.name().to_owned(), |s| format!("{:04}", s.number));
    if kept.kind == Kind::Shot && kept.field == "length" && shot.is_some_and(|shot| shot.locked) {
        return format!("kept: {place} is locked, and its words now need another length");
    }
    let what = match (kept.kind, kept.field.as_str()) {
        (Kind::Shot, field) => field.replace('_', " "),
        (kind, "") => kind.name().to_owned(),
        (kind, field) => format!("{} of its {}", field.replace('_', " "), kind.name()),
    };
    format!("kept: {place}: {what} was changed by hand")
}

fn in_json(film: &OpenFilm, taken: &TakenIn, lines: &[String], shelved: &[String]) -> Value {
    let kept: Vec<String> = taken.update.kept.iter().map(|one| kept_line(film, one)).collect();
    let faults: Vec<Value> = taken
        .faults
        .iter()
        .map(|one| json!({"shot": format!("{:04}", one.number), "rule": one.rule, "why": one.why}))
        .collect();
    json!({
        "paragraphs": lines,
        "changed": numbers(film, &taken.update.changed),
        "added": numbers(film, &taken.update.added),
        "returned": numbers(film, &taken.update.returned),
        "shelved": shelved,
        "kept": kept,
        "faults": faults,
    })
}

/// The script as it stands: in Fountain to the byte, or for Final Draft.
fn export(words: &ScriptExport) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let text = script_of(&film.world);
    let by_name = words.out.extension().is_some_and(|end| end.eq_ignore_ascii_case("fdx"));
    let final_draft = words.fdx || by_name && !words.fountain;
    let text = if final_draft { fdx::write(&parse(&text)) } else { text };
    std::fs::write(&words.out, text)
        .with_context(|| format!("failed to write the script: {:?}", words.out))?;
    say(&format!("wrote {}", words.out.display()));
    Ok(Outcome::Done)
}

/// Which lines no shot covers.
fn coverage(words: &ScriptCoverage) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let (missing, all_lines) = uncovered(&film);
    let read = staging_of(&film.world).report;
    if words.json {
        let lines: Vec<Value> = missing
            .iter()
            .map(|(id, one)| json!({"id": id.to_string(), "text": one.text, "character": one.character}))
            .collect();
        say(&serde_json::to_string_pretty(&json!({
            "lines": all_lines, "uncovered": lines, "sentences": read.sentences,
            "not_understood": read.not_understood.iter().map(unclear_json).collect::<Vec<_>>(),
            "notices": read.notices,
        }))?);
    } else {
        missing.iter().for_each(|(_, one)| say(&uncovered_line(one)));
        for one in &read.not_understood {
            say(&format!("not understood: “{}”: {}", one.text, one.why));
        }
        read.notices.iter().for_each(|notice| say(notice));
        say(&format!("{} of {all_lines} lines are covered", all_lines - missing.len()));
    }
    Ok(if missing.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn tell_uncovered(film: &OpenFilm) {
    let (missing, _) = uncovered(film);
    missing.iter().for_each(|(_, one)| say(&uncovered_line(one)));
}

fn uncovered_line(one: &Paragraph) -> String {
    let words: String = one.text.chars().take(60).collect();
    let more = if words.len() < one.text.len() { "…" } else { "" };
    match one.character.as_str() {
        "" => format!("not covered: “{words}{more}”"),
        name => format!("not covered: {name} “{words}{more}”"),
    }
}

/// The paragraphs that should be seen or heard and are in no shot of the film, and how many should be.
fn uncovered(film: &OpenFilm) -> (Vec<(Id, Paragraph)>, usize) {
    let running = all::<Shot>(&film.world).into_iter().filter(|(_, shot)| !shot.shelved);
    let covered: BTreeSet<Id> = running.flat_map(|(_, shot)| shot.lines.iter().copied()).collect();
    let asked: Vec<(Id, Paragraph)> = all::<Paragraph>(&film.world)
        .into_iter()
        .filter(|(_, one)| {
            // A heading is covered by what plays in its scene.
            can_be_staged(one.kind)
                && one.kind != ParagraphKind::Heading
                && one.text.chars().any(char::is_alphanumeric)
                && !is_editing_order(one.text.trim())
        })
        .map(|(id, one)| (id, one.clone()))
        .collect();
    let count = asked.len();
    (asked.into_iter().filter(|(id, _)| !covered.contains(id)).collect(), count)
}
