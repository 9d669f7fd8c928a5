//! `history`, `undo`, `redo`: what was done, by whom and when; mine taken back and done again.

use anyhow::{Context, Result, bail};
use maquette_document::{
    CommitError, Document, Doing, FieldTold, Id, Shot, State, Step, Story, Told, all,
};
use serde_json::{Value, json};

use crate::cli::{History, Steps};
use crate::console::{Outcome, note, say};
use crate::dates::{date_and_time, now};
use crate::film::OpenFilm;

pub(crate) fn run(words: &History) -> Result<Outcome> {
    if let Some(name) = &words.mark {
        let mut film = OpenFilm::open(&words.film)?;
        film.document.mark(name).context("failed to save")?;
        say(&format!("the film as it is now is called “{name}”"));
        return Ok(Outcome::Done);
    }
    let film = OpenFilm::open_to_read(&words.film)?;
    let story = film.document.story().context("failed to read the history")?;
    match (&words.shot, words.all, words.json) {
        (Some(number), ..) => tell_shot(&film, &story, number),
        (None, _, true) => {
            let rows: Vec<Value> = story.told().iter().map(json_of).collect();
            say(&serde_json::to_string_pretty(&rows)?);
            Ok(Outcome::Done)
        }
        (None, everybody, false) => {
            tell(&film, &story, everybody);
            Ok(Outcome::Done)
        }
    }
}

fn json_of(told: &Told) -> Value {
    let what = match told.what {
        Doing::Founded => "founded",
        Doing::Done => "done",
        Doing::TakenBack => "undone",
        Doing::DoneAgain => "redone",
        Doing::Named => "named",
    };
    json!({
        "version": told.version, "made_ms": told.made, "author": told.author, "mine": told.mine,
        "what": what, "label": told.label,
    })
}

/// My steps with what of them is done, then the versions to go back to; or all that anybody ever did.
fn tell(film: &OpenFilm, story: &Story, everybody: bool) {
    if everybody {
        story.told().iter().for_each(|told| say(&row(told)));
        return;
    }
    for (index, step) in film.document.history().iter().enumerate() {
        let mark = if step.done { " " } else { "↶" };
        say(&format!("{:>5} {mark} {}", index + 1, step.label));
    }
    say("\nversions, for `restore` and `diff`:");
    for at in story.versions(now()) {
        say(&row(&story.told()[at]));
    }
}

fn row(told: &Told) -> String {
    let who = if told.mine { "me".to_owned() } else { told.author.clone() };
    let label = match told.what {
        Doing::Founded | Doing::Done => told.label.clone(),
        Doing::TakenBack => format!("undo: {}", told.label),
        Doing::DoneAgain => format!("redo: {}", told.label),
        Doing::Named => format!("named “{}”", told.label),
    };
    format!("  {}  {}  {who:<8}  {label}", told.version, date_and_time(told.made))
}

/// Who changed a shot, and what belongs to it; when, and from what.
fn tell_shot(film: &OpenFilm, story: &Story, number: &str) -> Result<Outcome> {
    let wanted: u32 = number.parse().with_context(|| format!("not a shot number: {number:?}"))?;
    let shots = all::<Shot>(&film.world);
    let Some((shot, _)) = shots.into_iter().find(|(_, shot)| shot.number == wanted) else {
        bail!("the film has no shot {wanted:04}; see `maquette info`");
    };
    let now = film.document.state();
    let mut rows: Vec<(FieldTold, Id)> = Vec::new();
    for id in now.parts_of(shot) {
        rows.extend(story.of(id, &now).into_iter().map(|told| (told, id)));
    }
    rows.sort_by_key(|(told, _)| told.at);
    for (told, id) in rows {
        let step = &story.told()[told.at];
        say(&format!("{}\n            {}", row(step), change(&now, id, &told)));
    }
    Ok(Outcome::Done)
}

fn change(now: &State, id: Id, told: &FieldTold) -> String {
    let record = now.name_of(id);
    match (&told.field, &told.to) {
        (None, Value::Bool(true)) => format!("{record} came"),
        (None, _) => format!("{record} went"),
        (Some(field), to) => State::tell_change(&record, field, &told.from, to),
    }
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
            note(&format!("skipped: {skipped}"));
        }
    }
    Ok(Outcome::Done)
}
