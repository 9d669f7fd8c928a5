//! `figure`: how a figure acts in a shot, and how it is built, by hand.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use bevy_math::Vec3;
use clap::{Args, Subcommand};
use maquette_document::{
    Age, Bend, Edit, Figure, Gaze, Hand, HandKey, Id, JointKey, Key, Landmark, Performance, Pose,
    Touch, Transaction, all, film, get, of_shot,
};
use maquette_figure::{Body, acting_at, joint_limits};
use maquette_time::{Flicks, parse_length};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::camera_script::shot_of;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

/// All landmarks, as they are listed.
const LANDMARKS: [Landmark; 15] = [
    Landmark::Crown,
    Landmark::Eyes,
    Landmark::Chin,
    Landmark::Collar,
    Landmark::Chest,
    Landmark::Waist,
    Landmark::MidThigh,
    Landmark::Shin,
    Landmark::Sole,
    Landmark::LeftHand,
    Landmark::RightHand,
    Landmark::LeftShoulder,
    Landmark::RightShoulder,
    Landmark::Back,
    Landmark::SmallOfBack,
];
/// Metres from the middle of its set that a hand is sent at most.
const FARTHEST: f32 = 1000.0;

#[derive(Subcommand, Debug)]
pub(crate) enum FigureVerb {
    /// Pose a figure in a shot: a pose, joints, hands, where it looks; one step that can be taken back.
    #[command(
        after_help = "Examples: maquette figure pose out/lighthouse --shot 0030 --figure MARA --pose sit\n          maquette figure pose out/lighthouse --shot 0030 --figure MARA --at 1.2s --hand \"right TOM.left_hand\" --gaze TOM\n          maquette figure pose out/lighthouse --shot 0030 --figure MARA --joint \"left_elbow 40 0 0\""
    )]
    Pose(FigurePose),
    /// List the names of poses, joints (with how far they go) and landmarks.
    #[command(after_help = "Example: maquette figure poses")]
    Poses,
    /// How tall, how heavy and how old a figure is.
    #[command(
        after_help = "Example: maquette figure set out/lighthouse MARA --height 1.58 --build 0.9 --age old"
    )]
    Set(FigureSet),
}

#[derive(Args, Debug)]
pub(crate) struct FigurePose {
    pub(crate) film: PathBuf,
    /// The shot, by its number.
    #[arg(long, value_name = "0030")]
    pub(crate) shot: String,
    /// Who, as the script names them.
    #[arg(long, value_name = "NAME")]
    pub(crate) figure: String,
    /// When, from the head of the shot: 1.2s, 30f [default: its head].
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// The pose from then on, until the figure does another thing.
    #[arg(long, value_name = "POSE")]
    pub(crate) pose: Option<String>,
    /// A joint and degrees: bow or bend, turn, lean or lift.
    #[arg(long, value_name = "\"JOINT X Y Z\"", allow_hyphen_values = true)]
    pub(crate) joint: Vec<String>,
    /// A hand and what it is on: a place in metres, a landmark of somebody in the shot, or free.
    #[arg(long, value_name = "\"HAND WHERE\"", allow_hyphen_values = true)]
    pub(crate) hand: Vec<String>,
    /// Whom or where it looks: a name, a place, or ahead.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub(crate) gaze: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct FigureSet {
    pub(crate) film: PathBuf,
    /// Who, as the script names them.
    pub(crate) figure: String,
    /// Metres from sole to crown, 0.9 to 2.1.
    #[arg(long, value_name = "M")]
    pub(crate) height: Option<f32>,
    /// Girth: 1 is average, 0.6 to 1.6.
    #[arg(long, value_name = "B")]
    pub(crate) build: Option<f32>,
    /// child, adult or old.
    #[arg(long, value_name = "AGE")]
    pub(crate) age: Option<String>,
}

pub(crate) fn run(verb: &FigureVerb) -> Result<Outcome> {
    match verb {
        FigureVerb::Pose(words) => pose(words),
        FigureVerb::Poses => Ok(list()),
        FigureVerb::Set(words) => set(words),
    }
}

fn pose(words: &FigurePose) -> Result<Outcome> {
    let mut open = OpenFilm::open(&words.film)?;
    let (shot, record) = shot_of(&open.world, &words.shot)?;
    let (number, length) = (record.number, record.length);
    let (figure, name) = figure_of(&open.world, &words.figure)?;
    let (id, before) = performance_of(&open.world, shot, figure)
        .with_context(|| format!("{name} is not in shot {number:04}"))?;
    let rate = film(&open.world).rate;
    let at = match &words.at {
        Some(text) => parse_length(text, rate).context("--at is not a time; use 1.2s or 30f")?,
        None => Flicks::ZERO,
    };
    if at < Flicks::ZERO || length <= at {
        bail!("--at is outside of shot {number:04}, which is {:.2} s long", length.seconds());
    }
    let mut after = before.clone();
    if let Some(pose) = &words.pose {
        let pose: Pose = named(pose, "pose")?;
        let body = Body::of(get::<Figure>(&open.world, figure).context("the figure is gone")?);
        change(&mut after.keys, at, &body, |key| &mut key.pose, pose);
    }
    if let Some(gaze) = &words.gaze {
        let gaze = gaze_of(&open.world, gaze)?;
        let body = Body::of(get::<Figure>(&open.world, figure).context("the figure is gone")?);
        change(&mut after.keys, at, &body, |key| &mut key.gaze, gaze);
    }
    for text in &words.hand {
        let (hand, touch) = hand_of(&open.world, shot, text)?;
        after.hands.retain(|key| (key.at, key.hand) != (at, hand));
        after.hands.push(HandKey { at, hand, touch });
        after.hands.sort_by_key(|key| (key.at, key.hand));
    }
    for text in &words.joint {
        let (joint, turn) = joint_of(text)?;
        after.joints.retain(|key| (key.at, key.joint) != (at, joint));
        after.joints.push(JointKey { at, joint, turn });
        after.joints.sort_by_key(|key| (key.at, key.joint));
    }
    let edits = edits(id, &before, &after);
    if edits.is_empty() {
        bail!("nothing is changed; say --pose, --joint, --hand or --gaze");
    }
    open.commit(Transaction::new(format!("Pose {name} in shot {number:04}"), edits))?;
    say(&format!("{number:04}  {name} at {:.2} s", at.seconds()));
    Ok(Outcome::Done)
}

fn edits(id: Id, before: &Performance, after: &Performance) -> Vec<Edit> {
    let mut edits = Vec::new();
    if before.keys != after.keys {
        edits.push(Edit::set(id, "keys", &after.keys));
    }
    if before.hands != after.hands {
        edits.push(Edit::set(id, "hands", &after.hands));
    }
    if before.joints != after.joints {
        edits.push(Edit::set(id, "joints", &after.joints));
    }
    edits
}

/// Gives the state at a time, and those after it that held the same, another value of one field.
fn change<T: Copy + PartialEq>(
    keys: &mut Vec<Key>,
    at: Flicks,
    body: &Body,
    field: fn(&mut Key) -> &mut T,
    value: T,
) {
    let next = keys.partition_point(|key| key.at <= at);
    let Some(mut now) = keys.get(next.saturating_sub(1)).copied() else { return };
    let held = *field(&mut now);
    let mut place = next.saturating_sub(1);
    if now.at != at && next > 0 {
        let acting = acting_at(keys, at, body);
        let key = Key { at, position: acting.position, facing: acting.facing, ..now };
        keys.insert(next, key);
        place = next;
    }
    for key in keys[place..].iter_mut() {
        if *field(key) != held {
            break;
        }
        *field(key) = value;
    }
}

fn figure_of(world: &World, name: &str) -> Result<(Id, String)> {
    let figures = all::<Figure>(world);
    let found = figures.iter().find(|(_, figure)| figure.name.eq_ignore_ascii_case(name.trim()));
    let (id, figure) = found.with_context(|| {
        let names: Vec<&str> = figures.iter().map(|(_, one)| one.name.as_str()).collect();
        format!("the film has no figure {name:?}; it has {}", names.join(", "))
    })?;
    Ok((*id, figure.name.clone()))
}

fn performance_of(world: &World, shot: Id, figure: Id) -> Option<(Id, Performance)> {
    let all = of_shot::<Performance>(world, shot);
    all.into_iter().find(|(_, one)| one.figure == figure).map(|(id, one)| (id, one.clone()))
}

fn gaze_of(world: &World, text: &str) -> Result<Gaze> {
    if text.eq_ignore_ascii_case("ahead") {
        return Ok(Gaze::Ahead);
    }
    match point(text) {
        Some(at) => Ok(Gaze::Point(at)),
        None => Ok(Gaze::Figure(figure_of(world, text)?.0)),
    }
}

/// `right TOM.left_hand`, `left 1.0,1.1,0.4`, `right free`.
fn hand_of(world: &World, shot: Id, text: &str) -> Result<(Hand, Touch)> {
    let text = text.trim();
    let (hand, target) = text.split_once(char::is_whitespace).with_context(|| {
        format!("not a hand and what it is on: {text:?}; say \"right TOM.left_hand\"")
    })?;
    let hand = named(hand, "hand")?;
    let target = target.trim();
    if target.eq_ignore_ascii_case("free") {
        return Ok((hand, Touch::Free));
    }
    if let Some(at) = point(target) {
        return Ok((hand, Touch::Point(at)));
    }
    let (name, landmark) = target.rsplit_once('.').with_context(|| {
        format!("not a place, a landmark or free: {target:?}; say 1.0,1.1,0.4 or TOM.left_hand")
    })?;
    let (figure, name) = figure_of(world, name)?;
    if performance_of(world, shot, figure).is_none() {
        bail!("{name} is not in this shot");
    }
    Ok((hand, Touch::Body { figure, landmark: named(landmark, "landmark")? }))
}

/// `left_elbow 40 0 0`; what is left out is 0.
fn joint_of(text: &str) -> Result<(Bend, Vec3)> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let joint: Bend = named(words.next().unwrap_or_default(), "joint")?;
    let mut turn = [0.0; 3];
    for (count, word) in words.enumerate() {
        let Some(place) = turn.get_mut(count) else { bail!("a joint has three turns: {text:?}") };
        *place = number(word).with_context(|| format!("not degrees: {word:?}"))?;
    }
    for (value, [least, most]) in turn.iter().zip(joint_limits(joint)) {
        if *value < least || most < *value {
            bail!("{} goes from {least}° to {most}°, not {value}°", word(&joint));
        }
    }
    Ok((joint, Vec3::from_array(turn)))
}

fn number(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|value| value.is_finite())
}

fn point(text: &str) -> Option<Vec3> {
    let values: Option<Vec<f32>> = text.split(',').map(number).collect();
    let [x, y, z] = values?[..] else { return None };
    let at = Vec3::new(x, y, z);
    (at.abs().max_element() <= FARTHEST).then_some(at)
}

/// A value by its name.
fn named<T: DeserializeOwned>(text: &str, kind: &str) -> Result<T> {
    let name = text.trim().to_lowercase().replace('-', "_");
    serde_json::from_value(Value::String(name)).ok().with_context(|| {
        format!("there is no {kind} {text:?}; `maquette figure poses` lists all names")
    })
}

/// A value's name.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|one| one.as_str().map(Into::into))
        .unwrap_or_default()
}

fn list() -> Outcome {
    let poses: Vec<String> = Pose::ALL.iter().map(word).collect();
    say(&format!("poses: {}", poses.join(", ")));
    say("joints, degrees of bow or bend, turn, lean or lift:");
    for joint in Bend::ALL {
        let [x, y, z] = joint_limits(joint).map(|[least, most]| format!("{least:>4} {most:>4}"));
        say(&format!("  {:<15} {x}   {y}   {z}", word(&joint)));
    }
    let landmarks: Vec<String> = LANDMARKS.iter().map(word).collect();
    say(&format!("landmarks: {}", landmarks.join(", ")));
    Outcome::Done
}

fn set(words: &FigureSet) -> Result<Outcome> {
    let mut open = OpenFilm::open(&words.film)?;
    let (id, name) = figure_of(&open.world, &words.figure)?;
    let mut edits = Vec::new();
    if let Some(height) = words.height {
        within(height, 0.9, 2.1, "--height")?;
        edits.push(Edit::set(id, "height", &height));
    }
    if let Some(build) = words.build {
        within(build, 0.6, 1.6, "--build")?;
        edits.push(Edit::set(id, "build", &build));
    }
    if let Some(age) = &words.age {
        edits.push(Edit::set(id, "age", &named::<Age>(age, "age")?));
    }
    if edits.is_empty() {
        bail!("nothing is changed; say --height, --build or --age");
    }
    open.commit(Transaction::new(format!("Change the build of {name}"), edits))?;
    let now = get::<Figure>(&open.world, id).cloned().unwrap_or_default();
    say(&format!("{name}  {:.2} m, build {:.2}, {}", now.height, now.build, word(&now.age)));
    Ok(Outcome::Done)
}

fn within(value: f32, least: f32, most: f32, name: &str) -> Result<()> {
    if !(least..=most).contains(&value) {
        bail!("{name} goes from {least} to {most}, not {value}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_landmark_and_joint_has_a_name_that_is_understood() {
        for landmark in LANDMARKS {
            assert_eq!(named::<Landmark>(&word(&landmark), "landmark").unwrap(), landmark);
        }
        for joint in Bend::ALL {
            assert_eq!(joint_of(&format!("{} 0 0 0", word(&joint))).unwrap().0, joint);
        }
    }

    #[test]
    fn a_joint_is_not_asked_for_what_it_cannot_do() {
        assert_eq!(joint_of("left_elbow 40").unwrap(), (Bend::LeftElbow, Vec3::X * 40.0));
        let refused = |text: &str| joint_of(text).unwrap_err().to_string();
        assert!(refused("left_elbow 400 0 0").contains("150"));
        assert!(refused("left_wing 4").contains("no joint"));
        assert!(refused("head 0 1e99 0").contains("not degrees"));
        assert!(refused("head 1 2 3 4").contains("three"));
    }

    #[test]
    fn a_pose_lasts_until_the_figure_does_another_thing() {
        let key = |at: i64, pose: Pose| Key {
            at: Flicks::SECOND * at,
            position: Vec3::ZERO,
            facing: 0.0,
            pose,
            gait: Default::default(),
            gaze: Gaze::Ahead,
            hold: Default::default(),
        };
        let body = Body::of(&Figure::default());
        let mut keys = vec![key(0, Pose::Stand), key(2, Pose::Stand), key(4, Pose::Sit)];
        change(&mut keys, Flicks::SECOND, &body, |key| &mut key.pose, Pose::Think);
        let poses: Vec<Pose> = keys.iter().map(|key| key.pose).collect();
        assert_eq!(poses, [Pose::Stand, Pose::Think, Pose::Think, Pose::Sit]);
        assert_eq!(keys[1].at, Flicks::SECOND);
    }
}
