//! From a script that was taken apart to the records of a film.

use std::collections::BTreeMap;

use maquette_camera::gate;
use maquette_document::{Aspect, Edit, Id, Move, MoveKind, Sensor, Set};
use maquette_figure::{Body, furnish};
use maquette_script::Script;
use maquette_time::{Flicks, FrameRate};

use crate::breakdown::{Beat, Breakdown, Deed, NotUnderstood, SceneBreakdown};
use crate::direct::moves::Grants;
use crate::direct::{Directed, Director, Film};
use crate::dress::dressed;
use crate::framing::person::Player;
use crate::ground::Ground;
use crate::judges::{Rule, most_moving};
use crate::looks::cast_figures;
use crate::plan::ScenePlan;
use crate::seed::number;
use crate::shot::Planned;
use crate::write::Writer;

/// What a film is staged for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Of the film: the same seed and script, the same film.
    pub seed: u32,
    pub rate: FrameRate,
    /// What pictures are framed for.
    pub aspect: Aspect,
}

/// A film that was staged.
#[derive(Clone, Debug)]
pub struct Staged {
    /// All records but the film itself, its voices and its music, in the order of their kinds.
    pub edits: Vec<Edit>,
    /// When each line is heard.
    pub line_clips: Vec<LineClip>,
    /// One a scene.
    pub plans: Vec<ScenePlan>,
    pub report: StagingReport,
}

/// A line on the timeline: a clip, once it is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineClip {
    pub paragraph: Id,
    pub figure: Id,
    /// The shot in which it begins; it may be heard on over the next.
    pub shot: Id,
    /// From the head of that shot.
    pub at: Flicks,
    pub length: Flicks,
}

/// What came of it, and what did not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StagingReport {
    pub shots: usize,
    /// Shots whose camera moves.
    pub moving: usize,
    /// Paragraphs that a shot covers.
    pub covered: Vec<Id>,
    /// Paragraphs that should be seen or heard, and are in no shot.
    pub uncovered: Vec<Id>,
    pub not_understood: Vec<NotUnderstood>,
    /// Sentences of action, all of them.
    pub sentences: usize,
    /// What holds for the script as a whole: see [`Breakdown::notices`].
    pub notices: Vec<String>,
    /// Rules that no set-up could keep.
    pub faults: Vec<ShotFault>,
}

/// A broken rule, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShotFault {
    /// [`Id::NONE`] for what the film as a whole breaks.
    pub shot: Id,
    pub number: u32,
    pub rule: Rule,
    pub why: String,
}

/// Stages a film.
///
/// `original` is the text that `script` was parsed from; `length_of` tells how long a paragraph of dialogue is
/// spoken, and where it does not know, an estimate is taken.
pub fn stage(
    script: &Script,
    original: &str,
    breakdown: &Breakdown,
    length_of: &dyn Fn(Id) -> Option<Flicks>,
    settings: &Settings,
) -> Staged {
    let players = players(breakdown, settings.seed);
    let grants = Grants::of(&breakdown.scenes);
    let speeds = speeds(breakdown, &players);
    let lengths: BTreeMap<usize, Flicks> = speeds
        .iter()
        .map(|(paragraph, speed)| {
            let text = &script.paragraphs[*paragraph].text;
            let spoken = length_of(breakdown.paragraphs[*paragraph]);
            (
                *paragraph,
                spoken
                    .unwrap_or_else(|| maquette_voice::estimate(text, *speed, &breakdown.language)),
            )
        })
        .collect();
    let film = Film {
        seed: settings.seed,
        rate: settings.rate,
        gate: gate(Sensor::default(), settings.aspect.ratio()),
        breakdown,
        players: &players,
        lengths: &lengths,
        grants: &grants,
    };
    let (grounds, of_scene) = grounds(breakdown, settings.seed);
    let mut directed = direct(&film, &grounds, &of_scene);
    calm(&mut directed);
    let mut writer = Writer::new(&film);
    let numbers = numbers(&breakdown.scenes, &directed);
    for (index, (scene, directed)) in breakdown.scenes.iter().zip(&directed).enumerate() {
        writer.scene(scene, &grounds[of_scene[index]], directed, &numbers[index]);
    }
    writer.finish(script, original, &grounds)
}

/// The number of each shot of each scene: scene by scene, but where places are told in turns as the script has them.
fn numbers(scenes: &[SceneBreakdown], directed: &[Directed]) -> Vec<Vec<u32>> {
    let mut order: Vec<(usize, usize, usize)> = Vec::new();
    let begins =
        |index: usize| scenes.get(index).map_or(usize::MAX, |one| one.heading.unwrap_or(0));
    for (index, scene) in scenes.iter().enumerate() {
        let last =
            if scene.toward.is_some() { usize::MAX } else { begins(index + 1).saturating_sub(1) };
        let mut at = begins(index);
        for (number, shot) in directed[index].shots.iter().enumerate() {
            // A shot that is named by an earlier paragraph stands behind the one before all the same.
            at = at.max(shot.place.min(last));
            order.push((at, index, number));
        }
    }
    order.sort();
    let mut numbers: Vec<Vec<u32>> = directed.iter().map(|one| vec![0; one.shots.len()]).collect();
    for (place, (_, scene, shot)) in order.into_iter().enumerate() {
        numbers[scene][shot] = 10 * (place as u32 + 1);
    }
    numbers
}

/// Where more than one shot in four moves, those that only come nearer or go back stand still: the latest first.
fn calm(directed: &mut [Directed]) {
    let mut shots: Vec<&mut Planned> = directed.iter_mut().flat_map(|d| &mut d.shots).collect();
    let mut moving = shots.iter().filter(|shot| !shot.rig.moves.is_empty()).count();
    let most = most_moving(shots.len());
    for shot in shots.iter_mut().rev() {
        let dolly = |step: &Move| matches!(step.kind, MoveKind::Dolly(_));
        if moving <= most || shot.rig.moves.is_empty() || !shot.rig.moves.iter().all(dolly) {
            continue;
        }
        shot.rig.moves.clear();
        shot.rig.position = shot.shown.view.position;
        moving -= 1;
    }
}

/// Directs all scenes, as many at once as there are cores: no scene knows of another, so that the order in which
/// they are done does not show.
fn direct(film: &Film, grounds: &[Ground], of_scene: &[usize]) -> Vec<Directed> {
    let scenes = &film.breakdown.scenes;
    let first_beats: Vec<usize> = scenes
        .iter()
        .scan(0, |beats, scene| Some(std::mem::replace(beats, *beats + scene.beats.len())))
        .collect();
    let one = |index: usize| {
        let new_place = is_new_place(scenes, of_scene, index);
        let last = index + 1 == scenes.len();
        let ground = &grounds[of_scene[index]];
        Director::new(film, &scenes[index], ground, first_beats[index], new_place, last).direct()
    };
    all_at_once(scenes.len(), &one)
}

/// What `make` makes of each number below `count`, in their order, on as many cores as there are.
fn all_at_once<T: Send>(count: usize, make: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = count.div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..count)
            .step_by(share)
            .map(|from| {
                scope.spawn(move || (from..(from + share).min(count)).map(make).collect::<Vec<_>>())
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn players(breakdown: &Breakdown, seed: u32) -> Vec<Player> {
    let figures = cast_figures(breakdown, seed).into_iter();
    figures.map(|(id, figure)| Player { id, body: Body::of(&figure), figure }).collect()
}

/// Words a minute of whoever speaks a paragraph.
fn speeds(breakdown: &Breakdown, players: &[Player]) -> BTreeMap<usize, u16> {
    let mut speeds = BTreeMap::new();
    for beat in breakdown.scenes.iter().flat_map(|scene| &scene.beats) {
        let Beat::Speech(speech) = beat else { continue };
        for line in &speech.lines {
            let speed = players[speech.who].figure.voice.speed;
            speeds.insert(line.paragraph, line.delivery.words_a_minute(speed));
        }
    }
    speeds
}

/// A place that was not seen in the two scenes before, and that the script does not go on in.
fn is_new_place(scenes: &[SceneBreakdown], of_scene: &[usize], index: usize) -> bool {
    let lately = &of_scene[index.saturating_sub(2)..index];
    // Hours later is another picture of it.
    let same_time = index == 0 || scenes[index].time == scenes[index - 1].time;
    !(scenes[index].continues || lately.contains(&of_scene[index]) && same_time)
}

/// The sets of the film, and which of them each scene plays on.
fn grounds(breakdown: &Breakdown, seed: u32) -> (Vec<Ground>, Vec<usize>) {
    let (keys, of_scene) = places(breakdown);
    let grounds = all_at_once(keys.len(), &|place| {
        let (id, set) = furnished_place(breakdown, &keys[place], seed);
        Ground::new(id, breakdown.sets.get(&id).cloned().unwrap_or(set))
    });
    (grounds, of_scene)
}

/// The sets that the script asks for, as they are before a hand changes them.
pub fn furnished(breakdown: &Breakdown, seed: u32) -> Vec<(Id, Set)> {
    let (keys, _) = places(breakdown);
    keys.iter().map(|place| furnished_place(breakdown, place, seed)).collect()
}

fn furnished_place(
    breakdown: &Breakdown,
    (key, scenes): &(String, Vec<usize>),
    seed: u32,
) -> (Id, Set) {
    let id = Id::hashed(&["set", &seed.to_string(), key]);
    (id, set_of(key, scenes.iter().map(|index| &breakdown.scenes[*index]), seed))
}

/// The places of the script by name, each with its scenes; and the place of each scene.
fn places(breakdown: &Breakdown) -> (Vec<(String, Vec<usize>)>, Vec<usize>) {
    let mut keys: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_scene = Vec::new();
    for (index, scene) in breakdown.scenes.iter().enumerate() {
        let key = format!("{} {:?}", scene.place, scene.setting);
        let place = *known.entry(key.clone()).or_insert_with(|| {
            keys.push((key, Vec::new()));
            keys.len() - 1
        });
        keys[place].1.push(index);
        of_scene.push(place);
    }
    (keys, of_scene)
}

/// The set that all scenes at one place need.
fn set_of<'a>(key: &str, scenes: impl Iterator<Item = &'a SceneBreakdown>, seed: u32) -> Set {
    let mut pieces = Vec::new();
    let mut people = 0;
    let mut seats = 0;
    let mut first = None;
    for scene in scenes {
        pieces.extend(scene.pieces.iter().copied());
        people = people.max(scene.people.len());
        seats = seats.max(sitting(scene));
        first.get_or_insert(scene);
    }
    let Some(scene) = first else { return Set::default() };
    pieces.sort_unstable();
    pieces.dedup();
    let set = furnish(&scene.place, scene.setting, number(&["set", &seed.to_string(), key]));
    dressed(set, &pieces, seats.min(people.max(seats)), key)
}

/// How many people a scene has sitting.
fn sitting(scene: &SceneBreakdown) -> usize {
    let mut who: Vec<usize> = Vec::new();
    for beat in &scene.beats {
        let Beat::Action(action) = beat else { continue };
        for act in action.acts.iter().filter(|act| matches!(act.deed, Deed::Sit | Deed::Drive)) {
            who.extend(&act.who);
        }
    }
    who.sort_unstable();
    who.dedup();
    who.len()
}
