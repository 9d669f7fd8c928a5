//! `camera set`, `show` and `words`: a camera from a script, once or each time that its file is saved.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use bevy_ecs::world::World;
use maquette_camera::script::{Facts, Key, Recipe, reference, run};
use maquette_document::{
    Edit, Figure, Id, Record, Rig, Shot, Transaction, all, fields_of, get, of_shot,
};
use maquette_staging::{Built, built, facts_of};

use super::camera_words::told;
use crate::cli::{CameraSet, CameraShow};
use crate::console::{Outcome, note, say, stop, tell_error};
use crate::film::OpenFilm;

/// How often a watched file is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// Bytes of a file that could be a script.
const MOST_BYTES: u64 = 1 << 20;

pub(crate) fn set(words: &CameraSet) -> Result<Outcome> {
    if let (true, Some(file)) = (words.watch, &words.script) {
        return watch(words, file);
    }
    let source = match (&words.code, &words.script) {
        (Some(code), _) => code.clone(),
        (None, Some(file)) => read(file)?,
        (None, None) => bail!("there is no script; use --script FILE or --code TEXT"),
    };
    set_once(words, &source, None)?;
    Ok(Outcome::Done)
}

/// Sets the camera each time that the file has become another script. What is wrong with it is told, and the
/// last good camera stays. The film is open only while it is changed, so that others can use it.
fn watch(words: &CameraSet, file: &Path) -> Result<Outcome> {
    // What can never be right ends it at once.
    shot_of(&OpenFilm::open_to_read(&words.film)?.world, &words.shot)?;
    let mut seen: Option<Option<(SystemTime, u64)>> = None;
    let mut known: Option<Key> = None;
    note(&format!("watching {}; Ctrl-C ends it", file.display()));
    while !stop().load(Ordering::SeqCst) {
        let now = std::fs::metadata(file).ok().and_then(|of| Some((of.modified().ok()?, of.len())));
        if seen != Some(now) {
            seen = Some(now);
            match read(file).and_then(|source| set_once(words, &source, known)) {
                Ok(key) => known = Some(key),
                Err(error) => tell_error(&error),
            }
        }
        std::thread::sleep(LOOK);
    }
    Ok(Outcome::Done)
}

/// Runs a script and gives the shot its camera, unless the same was done for `known`.
fn set_once(words: &CameraSet, source: &str, known: Option<Key>) -> Result<Key> {
    let mut open = if words.dry_run {
        OpenFilm::open_to_read(&words.film)?
    } else {
        OpenFilm::open(&words.film)?
    };
    let (shot, _) = shot_of(&open.world, &words.shot)?;
    let stand = Stand::of(&open.world, shot);
    let key = Key::of(source, &stand.facts);
    if known == Some(key) {
        return Ok(key);
    }
    let recipe = run(source, &stand.facts).map_err(|fault| {
        let name =
            words.script.as_deref().map_or("--code".into(), |file| file.display().to_string());
        anyhow!("{name}:{}:{}: {}", fault.line, fault.column, fault.message)
    })?;
    let built = stand.built(&open.world, &recipe, source)?;
    for line in &built.notes {
        note(line);
    }
    let (edits, record) = stand.edits(&open.world, &built);
    say(&told(&open.world, &record, &built.rig));
    if words.dry_run {
        note("nothing was changed, as you asked");
    } else if edits.is_empty() {
        note("that is the camera which the shot has");
    } else {
        let label = format!("Set the camera of shot {:04}", record.number);
        open.commit(Transaction::new(label, edits))?;
    }
    Ok(key)
}

pub(crate) fn show(words: &CameraShow) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(&words.film)?;
    let (shot, record) = shot_of(&open.world, &words.shot)?;
    let rigs = of_shot::<Rig>(&open.world, shot);
    let Some((_, rig)) = rigs.first() else {
        bail!("shot {:04} has no camera; give it one with `maquette camera set`", record.number);
    };
    say(&told(&open.world, record, rig));
    if rig.script.is_empty() {
        say("script: none; it was made by rule or by hand");
    } else {
        say(&format!("script:\n{}", rig.script.trim_end()));
    }
    Ok(Outcome::Done)
}

pub(crate) fn words() -> Outcome {
    say(reference().trim_end());
    Outcome::Done
}

fn read(file: &Path) -> Result<String> {
    let failed = || format!("failed to read the script: {file:?}");
    let length = std::fs::metadata(file).with_context(failed)?.len();
    if MOST_BYTES < length {
        bail!("this is no camera script: it has {} MB: {file:?}", length >> 20);
    }
    let bytes = std::fs::read(file).with_context(failed)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => bail!("this is no text in UTF-8: {file:?}"),
    }
}

pub(crate) fn shot_of<'w>(world: &'w World, number: &str) -> Result<(Id, &'w Shot)> {
    let wanted: u32 = number.parse().with_context(|| format!("not a shot number: {number:?}"))?;
    all::<Shot>(world)
        .into_iter()
        .find(|(_, shot)| shot.number == wanted)
        .with_context(|| format!("the film has no shot {wanted:04}; see `maquette info`"))
}

/// A shot before its camera is set.
pub(crate) struct Stand {
    shot: Id,
    pub(crate) facts: Facts,
    /// The record of the camera, where it has one.
    rig: Option<(Id, Rig)>,
}

impl Stand {
    pub(crate) fn of(world: &World, shot: Id) -> Self {
        let rig = of_shot::<Rig>(world, shot).first().map(|(id, rig)| (*id, (*rig).clone()));
        Self { shot, facts: facts_of(world, shot), rig }
    }

    pub(crate) fn built(&self, world: &World, recipe: &Recipe, source: &str) -> Result<Built> {
        let mut built = built(world, self.shot, recipe)?;
        built.rig.script = source.to_owned();
        Ok(built)
    }

    /// What has to change for the shot to have this camera, and the shot as it then is.
    pub(crate) fn edits(&self, world: &World, built: &Built) -> (Vec<Edit>, Shot) {
        let before = get::<Shot>(world, self.shot).cloned().unwrap_or_default();
        let mut record = Shot {
            size: built.size,
            angle: built.angle,
            kind: built.kind,
            subjects: built.subjects.clone(),
            ..before.clone()
        };
        let mut edits = Vec::new();
        match &self.rig {
            Some((id, rig)) => edits.extend(changes(*id, rig, &built.rig)),
            None => {
                record.rig = Id::hashed(&["rig", &self.shot.to_string()]);
                edits.push(Edit::create(record.rig, &built.rig));
            }
        }
        if !edits.is_empty() {
            let whom: Vec<&str> = built
                .subjects
                .iter()
                .filter_map(|id| Some(get::<Figure>(world, *id)?.name.as_str()))
                .collect();
            let on =
                if whom.is_empty() { String::new() } else { format!(" on {}", whom.join(", ")) };
            record.why = format!("{} {}{on}: by its camera script", built.kind, built.size);
        }
        edits.extend(changes(self.shot, &before, &record));
        (edits, record)
    }
}

/// The fields that differ, each set to what it is to be.
fn changes<T: Record>(id: Id, before: &T, after: &T) -> Vec<Edit> {
    let before = fields_of(before);
    let changed =
        fields_of(after).into_iter().filter(|(name, value)| before.get(name) != Some(value));
    changed.map(|(field, value)| Edit::Set { id, field, value }).collect()
}
