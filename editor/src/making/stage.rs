//! A draft staged into a film: the first one makes all of it, a later one what it changes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use bevy_ecs::world::World;
use maquette_document::{
    Bus, Change, Clip, Direction, Document, Edit, Figure, Film, Id, Kind, Manifest, Paragraph, Set,
    Shot, Take, Track, Transaction, Voice, all, changes_from_edits, fields_of, film as film_of,
    get, project,
};
use maquette_generate::{Artifact, Backend, Inputs, Request, Settings, manifest_of};
use maquette_script::{Fate, Followed, Line, Script, follow};
use maquette_staging::{
    Breakdown, Known, ShotFault, SpokenLine, Staged, Stagings, Update, breakdown_into,
    cast_figures, edits_of_shots, furnished, lines_to_speak, paragraph_ids, review, update,
};
use maquette_voice::Delivery;

use super::clips::{line_edits, take_edits, track_edits, voice_edits};
use super::draft::{Draft, script_of};
use super::score::{Score, compose};
use super::steps::Steps;
use super::voices::{Voiced, speak_lines};
use crate::backends::{Director, Speakers, StagingOrder, StoredInputs};
use crate::console::{Bar, stop};
use crate::film::OpenFilm;

/// How a draft is to be staged.
pub(crate) struct Stager<'a> {
    pub(crate) draft: &'a Draft,
    /// The film as it is to be.
    pub(crate) film: Film,
    pub(crate) speaker: Option<Speakers>,
    pub(crate) music: bool,
    /// Figures that get another voice: their lines are spoken anew.
    pub(crate) recast: BTreeMap<Id, Voice>,
    /// Lines that a hand directs anew.
    pub(crate) directed: BTreeMap<Id, Direction>,
}

/// A draft that was taken into a film.
pub(crate) struct TakenIn {
    pub(crate) staged: Staged,
    pub(crate) followed: Followed<Id>,
    pub(crate) update: Update,
    /// Rules that the film then breaks, and does not now.
    pub(crate) faults: Vec<ShotFault>,
    /// All that it takes, the update among it.
    pub(crate) edits: Vec<Edit>,
}

/// The staging that a film holds, staged again.
pub(crate) fn staging_of(world: &World) -> Staged {
    let (order, text) = order_of(world);
    order.staged(&text)
}

/// How what a film holds is staged, and its script.
pub(super) fn order_of(world: &World) -> (StagingOrder, String) {
    let film = film_of(world);
    let text = script_of(world);
    let mut known = known_in(world);
    known.sets = sets_by_hand(world, &text, &known);
    let order = StagingOrder {
        seed: film.seed,
        rate: film.rate,
        aspect: film.aspect,
        lengths: spoken(world).into_iter().map(|(line, (_, clip))| (line, clip.length)).collect(),
        known: Some(known),
    };
    (order, text)
}

/// The sets of a film that are not what its script alone makes of them.
fn sets_by_hand(world: &World, text: &str, known: &Known) -> BTreeMap<Id, Set> {
    let seed = film_of(world).seed;
    let breakdown = breakdown_into(&maquette_script::parse(text), seed, known);
    let asked: BTreeMap<Id, Set> = furnished(&breakdown, seed).into_iter().collect();
    let other = all::<Set>(world).into_iter().filter(|(id, set)| asked.get(id) != Some(*set));
    other.map(|(id, set)| (id, set.clone())).collect()
}

/// What a film has of a script.
fn known_in(world: &World) -> Known {
    let figures = all::<Figure>(world).into_iter();
    Known {
        paragraphs: all::<Paragraph>(world).into_iter().map(|(id, _)| id).collect(),
        figures: figures.map(|(id, one)| (one.name.clone(), (id, one.clone()))).collect(),
        sets: BTreeMap::new(),
    }
}

/// The clips of spoken lines, by line.
pub(super) fn spoken(world: &World) -> BTreeMap<Id, (Id, Clip)> {
    let clips = all::<Clip>(world).into_iter().filter(|(_, clip)| !clip.line.is_none());
    clips.map(|(id, clip)| (clip.line, (id, clip.clone()))).collect()
}

impl Stager<'_> {
    /// Speaks, stages and scores a film that holds nothing yet, and commits all of it as one step.
    pub(crate) fn first(&self, film: &mut OpenFilm, steps: &mut Steps) -> Result<Staged> {
        let script = &self.draft.script;
        let paragraphs = paragraph_ids(script, self.film.seed);
        let known = Known { paragraphs, ..Known::default() };
        let voiced = self.voices(film, &known, BTreeMap::new(), steps)?;
        let order = self.order(&voiced, None);
        let staged = steps.time("staging", || order.staged(&self.draft.text));
        let mut edits = self.film_edits(film);
        edits.extend(staged.edits.iter().cloned());
        edits.extend(voice_edits(&staged, &voiced));
        let shots = shots_in(&staged);
        edits.extend(self.takes(film, &order, &staged, &shots)?);
        if self.music {
            edits.extend(steps.time("music", || self.score(film, &edits))?);
        }
        steps.time("save", || {
            film.commit(Transaction::new(format!("Stage {}", self.draft.name), edits))
        })?;
        Ok(staged)
    }

    /// Works out what the draft changes in a film that holds an earlier one. Nothing is committed yet.
    pub(crate) fn take_in(&self, film: &OpenFilm, steps: &mut Steps) -> Result<TakenIn> {
        let world = &film.world;
        let (before, text) = order_of(world);
        let base = steps.time("staging", || before.staged(&text));
        let (mut known, followed) = self.follow(world);
        for (id, figure) in known.figures.values_mut() {
            if let Some(voice) = self.recast.get(id) {
                figure.voice = voice.clone();
            }
        }
        known.sets = before.known.iter().flat_map(|known| known.sets.clone()).collect();
        let mut spoken = spoken(world);
        let (was, is) = (self.said(world), self.to_be_said(world, &known));
        let other =
            |line: &Id| matches!((was.get(line), is.get(line)), (Some(a), Some(b)) if a != b);
        let anew: BTreeSet<Id> = spoken.keys().copied().filter(other).collect();
        let mut unchanged = unchanged(&followed);
        unchanged.retain(|line| !anew.contains(line));
        let said = spoken.iter().filter(|(line, _)| unchanged.contains(line));
        let said = said.map(|(line, (_, clip))| {
            (*line, Voiced { length: clip.length, mouth: clip.mouth.clone(), made: None })
        });
        let voiced = self.voices(film, &known, said.collect(), steps)?;
        let order = self.order(&voiced, Some(known));
        let staged = steps.time("staging", || order.staged(&self.draft.text));
        let mut base_edits = base.edits.clone();
        for line in &base.line_clips {
            let Some((id, clip)) = spoken.get(&line.paragraph) else { continue };
            let staged = Clip { shot: line.shot, at: line.at, ..clip.clone() };
            base_edits.push(Edit::create(*id, &staged));
        }
        let mut new_edits = staged.edits.clone();
        new_edits.extend(track_edits(&staged));
        for line in &staged.line_clips {
            match (spoken.remove(&line.paragraph), voiced.get(&line.paragraph)) {
                (Some((id, clip)), _) if unchanged.contains(&line.paragraph) => {
                    let moved = Clip { shot: line.shot, at: line.at, ..clip };
                    new_edits.push(Edit::create(id, &moved));
                }
                (_, Some(voiced)) => new_edits.extend(line_edits(line, voiced)),
                (_, None) => {}
            }
        }
        let mut edits = self.film_edits(film);
        edits.extend(self.directed.iter().map(|(line, one)| Edit::set(*line, "direction", one)));
        let mut changed = changed(&followed, &order);
        changed.extend(anew);
        let given = given(film);
        let stagings =
            Stagings { given: &given, base: &base_edits, new: &new_edits, changed: &changed };
        let update = update(world, stagings);
        edits.extend(update.edits.iter().cloned());
        edits.extend(older_takes(world, &edits));
        let shots: Vec<Id> = update.changed.iter().chain(&update.added).copied().collect();
        if !shots.is_empty() {
            edits.extend(self.takes(film, &order, &staged, &shots)?);
        }
        if self.music && !edits.is_empty() {
            edits.extend(steps.time("music", || self.score(film, &edits))?);
        }
        let before = review(world);
        let mut faults = review(&preview(&film.document, &edits));
        faults.retain(|fault| {
            !before.iter().any(|one| one.shot == fault.shot && one.rule == fault.rule)
        });
        Ok(TakenIn { staged, followed, update, faults, edits })
    }

    fn order(&self, voiced: &BTreeMap<Id, Voiced>, known: Option<Known>) -> StagingOrder {
        StagingOrder {
            seed: self.film.seed,
            rate: self.film.rate,
            aspect: self.film.aspect,
            lengths: voiced.iter().map(|(line, voiced)| (*line, voiced.length)).collect(),
            known,
        }
    }

    /// Who is who between the script of the film and the draft.
    fn follow(&self, world: &World) -> (Known, Followed<Id>) {
        let held = all::<Paragraph>(world);
        let old: Vec<(Id, Line)> = held.iter().map(|(id, one)| (*id, Line::from(*one))).collect();
        let script = &self.draft.script;
        let lines: Vec<Line> = script.paragraphs.iter().map(Line::from).collect();
        let followed = follow(&old, &lines);
        let mut known = known_in(world);
        known.paragraphs = identities(script, &followed, self.film.seed);
        for (was, is) in &followed.renamed {
            if let Some((id, figure)) = known.figures.remove(was) {
                known.figures.insert(is.clone(), (id, Figure { name: is.clone(), ..figure }));
            }
        }
        (known, followed)
    }

    /// All lines, spoken: those that are not `there` already.
    fn voices(
        &self,
        film: &OpenFilm,
        known: &Known,
        there: BTreeMap<Id, Voiced>,
        steps: &mut Steps,
    ) -> Result<BTreeMap<Id, Voiced>> {
        let seed = self.film.seed;
        let breakdown = breakdown_into(&self.draft.script, seed, known);
        let lines: Vec<_> = lines_to_speak(&breakdown)
            .into_iter()
            .filter(|line| !there.contains_key(&line.paragraph))
            .map(|line| directed(line, &self.direction_of(&film.world)))
            .collect();
        let cast = cast_figures(&breakdown, seed).into_iter();
        let voices: BTreeMap<Id, Voice> = cast.map(|(id, figure)| (id, figure.voice)).collect();
        let (says, speakers) = (&self.film.says, self.speaker.as_ref());
        let mut voiced = steps.time("voices", || {
            let bar = std::sync::Mutex::new(Bar::new("voices"));
            speak_lines(&film.document, &lines, &voices, says, speakers, stop(), &|done, total| {
                if let Ok(mut bar) = bar.lock() {
                    bar.show(done, total);
                }
            })
        })?;
        voiced.extend(there);
        Ok(voiced)
    }

    /// How lines are said in the film as it is.
    fn said(&self, world: &World) -> BTreeMap<Id, Said> {
        let script = maquette_script::parse(&script_of(world));
        let breakdown = breakdown_into(&script, film_of(world).seed, &known_in(world));
        said(&breakdown, film_of(world), &|line| written_direction(world, line))
    }

    /// How the draft has them said.
    fn to_be_said(&self, world: &World, known: &Known) -> BTreeMap<Id, Said> {
        let breakdown = breakdown_into(&self.draft.script, self.film.seed, known);
        said(&breakdown, &self.film, &self.direction_of(world))
    }

    /// How a hand directs each line.
    fn direction_of<'b>(&'b self, world: &'b World) -> impl Fn(Id) -> Direction + use<'b> {
        move |line| {
            self.directed.get(&line).copied().unwrap_or_else(|| written_direction(world, line))
        }
    }

    /// What the film itself is to be otherwise.
    fn film_edits(&self, film: &OpenFilm) -> Vec<Edit> {
        let held = fields_of(film_of(&film.world));
        let wanted = fields_of(&self.film).into_iter();
        let other = wanted.filter(|(field, value)| held.get(field) != Some(value));
        other.map(|(field, value)| Edit::Set { id: Id::FILM, field, value }).collect()
    }

    /// The script as a medium, the manifest of its staging, and a take of it for each of `shots`.
    pub(super) fn takes(
        &self,
        film: &OpenFilm,
        order: &StagingOrder,
        staged: &Staged,
        shots: &[Id],
    ) -> Result<Vec<Edit>> {
        let media = film.document.media().add_bytes(&self.draft.bytes, &self.draft.file)?;
        let request: Request = order.request(&self.draft.name, &media.hash)?;
        let artifact = Artifact::of_edits(staged.edits.clone());
        let manifest = manifest_of(&request, Director.name(), &Director.version(), &artifact);
        let manifest_id = Id::hashed(&["manifest", &manifest.output, &manifest.settings]);
        let media_id = Id::hashed(&["media", &media.hash]);
        let mut edits = vec![Edit::create(media_id, &media), Edit::create(manifest_id, &manifest)];
        let takes = all::<Take>(&film.world);
        for shot in shots {
            let older = takes.iter().filter(|(_, take)| take.of == *shot);
            let number = older.clone().map(|(_, take)| take.number).max().unwrap_or(0) + 1;
            edits.extend(
                older
                    .filter(|(_, take)| take.accepted)
                    .map(|(id, _)| Edit::set(*id, "accepted", &false)),
            );
            let take = Take {
                of: *shot,
                number,
                manifest: manifest_id,
                media: Id::NONE,
                accepted: true,
                ..Take::default()
            };
            let id = Id::hashed(&["take", &shot.to_string(), &manifest_id.to_string()]);
            edits.push(Edit::create(id, &take));
            edits.push(Edit::set(*shot, "take", &id));
        }
        Ok(edits)
    }

    /// The cues under the film that it becomes by `edits`.
    pub(super) fn score(&self, film: &OpenFilm, edits: &[Edit]) -> Result<Vec<Edit>> {
        let world = preview(&film.document, edits);
        let scores = Score::for_film(&world, self.film.seed);
        let bar = std::sync::Mutex::new(Bar::new("music"));
        let made = compose(&film.document, &scores, stop(), &|done, total| {
            if let Ok(mut bar) = bar.lock() {
                bar.show(done, total);
            }
        })?;
        let track = Id::hashed(&["track", "music"]);
        // What a hand laid on the track was made by nobody, and stays.
        let is_cue = |(_, clip): &(Id, &Clip)| clip.track == track && !clip.take.is_none();
        let cues: BTreeMap<Id, &Clip> =
            all::<Clip>(&film.world).into_iter().filter(is_cue).collect();
        let mut edits = Vec::new();
        if get::<Track>(&film.world, track).is_none() {
            let record = Track { name: "Music".into(), bus: Bus::Music, ..Track::default() };
            edits.push(Edit::create(track, &record));
        }
        let mut used = Vec::new();
        for (score, made) in scores.iter().zip(&made) {
            let id = Id::hashed(&["clip", "music", &score.head.to_string()]);
            used.push(id);
            // What a hand did to the cue that is there (its gain, its fades) stays.
            let there = cues.get(&id).map(|clip| (*clip).clone()).unwrap_or_default();
            let record = Clip { track, at: score.at, length: made.length, ..there };
            edits.extend(take_edits(id, &made.media, &made.manifest, record));
        }
        let gone = cues.keys().filter(|id| !used.contains(id));
        edits.extend(gone.map(|id| Edit::Delete { id: *id }));
        Ok(edits)
    }
}

/// All that a line sounds like but its words.
type Said = (Voice, Delivery, Vec<(String, String)>);

fn said(
    breakdown: &Breakdown,
    film: &Film,
    direction_of: &dyn Fn(Id) -> Direction,
) -> BTreeMap<Id, Said> {
    let figures: BTreeMap<Id, Figure> = cast_figures(breakdown, film.seed).into_iter().collect();
    let one = |line: SpokenLine| {
        let line = directed(line, direction_of);
        let voice = figures.get(&line.figure).map(|figure| figure.voice.clone());
        let says = maquette_voice::saying::said_in(&line.text, &film.says);
        (line.paragraph, (voice.unwrap_or_default(), line.delivery, says))
    };
    lines_to_speak(breakdown).into_iter().map(one).collect()
}

/// A line with what a hand says of it.
fn directed(line: SpokenLine, direction_of: &dyn Fn(Id) -> Direction) -> SpokenLine {
    let delivery = line.delivery.directed(&direction_of(line.paragraph));
    SpokenLine { delivery, ..line }
}

fn written_direction(world: &World, line: Id) -> Direction {
    get::<Paragraph>(world, line).map(|one| one.direction).unwrap_or_default()
}

/// The lines of a film, as they are said in it.
pub(crate) fn lines_of(world: &World) -> Vec<SpokenLine> {
    let script = maquette_script::parse(&script_of(world));
    let breakdown = breakdown_into(&script, film_of(world).seed, &known_in(world));
    let lines = lines_to_speak(&breakdown).into_iter();
    lines.map(|line| directed(line, &|id| written_direction(world, id))).collect()
}

/// The film that `document` becomes by `edits`, beside it.
pub(super) fn preview(document: &Document, edits: &[Edit]) -> World {
    let mut all: Vec<Edit> = document
        .changes_from_nothing()
        .into_iter()
        .filter_map(|change| match change {
            Change::Fields { id, kind, fields } => Some(Edit::Create { id, kind, fields }),
            Change::Gone { .. } | Change::Placed { .. } | Change::Order { .. } => None,
        })
        .collect();
    all.extend_from_slice(edits);
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&all));
    world
}

/// The identity of each paragraph of a draft: that of the one it was, or a new one that nobody has.
fn identities(script: &Script, followed: &Followed<Id>, seed: u32) -> Vec<Id> {
    let mut taken: BTreeSet<Id> = followed.old.iter().map(|one| one.key).collect();
    let fresh = paragraph_ids(script, seed);
    let named = followed.new.iter().zip(fresh).map(|(one, fresh)| {
        one.key.unwrap_or_else(|| {
            let mut id = fresh;
            while taken.contains(&id) {
                id = Id::hashed(&["paragraph", "again", &id.to_string()]);
            }
            taken.insert(id);
            id
        })
    });
    named.collect()
}

/// What the shots of a film were given by the stagings that their takes come from. A staging that cannot be made
/// again gives nothing.
pub(super) fn given(film: &OpenFilm) -> Vec<Edit> {
    let world = &film.world;
    let mut shots: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for (_, take) in all::<Take>(world) {
        if take.accepted && get::<Shot>(world, take.of).is_some() {
            shots.entry(take.manifest).or_default().insert(take.of);
        }
    }
    let inputs = StoredInputs::of(film.document.media(), world);
    let mut edits = Vec::new();
    for (manifest, shots) in shots {
        let Some(staged) = get::<Manifest>(world, manifest).and_then(|one| again(one, &inputs))
        else {
            continue;
        };
        edits.extend(edits_of_shots(&staged.edits, &shots));
    }
    edits
}

/// The staging that a manifest is of.
fn again(manifest: &Manifest, inputs: &StoredInputs<'_>) -> Option<Staged> {
    let settings = Settings::remembered(&manifest.settings).ok()?;
    let order: StagingOrder = settings.read().ok()?;
    let bytes = inputs.bytes(manifest.inputs.first()?).ok()?;
    Some(order.staged(&maquette_script::script_from(&bytes).ok()?.0))
}

/// The paragraphs of a draft that say something else than before, or are new.
fn changed(followed: &Followed<Id>, order: &StagingOrder) -> BTreeSet<Id> {
    let ids = order.known.iter().flat_map(|known| &known.paragraphs);
    let told = followed.new.iter().zip(ids);
    let other = told.filter(|(one, _)| !matches!(one.fate, Fate::Same | Fate::Moved));
    other.map(|(_, id)| *id).collect()
}

/// The paragraphs that say what they said.
fn unchanged(followed: &Followed<Id>) -> BTreeSet<Id> {
    let same = followed.old.iter().filter(|one| matches!(one.fate, Fate::Same | Fate::Moved));
    same.map(|one| one.key).collect()
}

/// Takes of clips that are spoken anew are no longer the ones in the film.
fn older_takes(world: &World, edits: &[Edit]) -> Vec<Edit> {
    let other = edits.iter().filter_map(|edit| match edit {
        Edit::Set { id, field, .. } if field == "take" => get::<Clip>(world, *id),
        _ => None,
    });
    let takes = other.map(|clip| clip.take).filter(|take| !take.is_none());
    takes.map(|take| Edit::set(take, "accepted", &false)).collect()
}

fn shots_in(staged: &Staged) -> Vec<Id> {
    let shots = staged.edits.iter().filter_map(|edit| match edit {
        Edit::Create { id, kind: Kind::Shot, .. } => Some(*id),
        _ => None,
    });
    shots.collect()
}
