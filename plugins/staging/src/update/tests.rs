//! A draft taken into a film: only what it changes changes, nothing is lost, and hands are respected.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::world::World;
use maquette_document::{
    Edit, Figure, Id, Kind, Paragraph, Rig, Shot, Timeline, all, changes_from_edits, get, of_shot,
    project,
};
use maquette_script::{Fate, Line, follow, parse};
use proptest::prelude::*;

use super::{Stagings, edits_of_shots, update};
use crate::tests::film::{first_edits, settings, world};
use crate::tests::random;
use crate::{Known, Staged, Update, breakdown_into, paragraph_ids, stage};

/// Stages `text` into the film in `world`: what it was staged from, and what it would be now.
fn stagings(world: &World, text: &str, seed: u32) -> (Staged, Staged, BTreeSet<Id>) {
    let held = all::<Paragraph>(world);
    let figures: BTreeMap<String, (Id, Figure)> = all::<Figure>(world)
        .into_iter()
        .map(|(id, figure)| (figure.name.clone(), (id, figure.clone())))
        .collect();
    let old: String = held.iter().map(|(_, one)| one.source.as_str()).collect();
    let before =
        Known { paragraphs: held.iter().map(|(id, _)| *id).collect(), figures, ..Known::default() };
    let script = parse(text);
    let known: Vec<(Id, Line)> = held.iter().map(|(id, one)| (*id, Line::from(*one))).collect();
    let lines: Vec<Line> = script.paragraphs.iter().map(Line::from).collect();
    let fresh = paragraph_ids(&script, seed + 7919);
    let followed = follow(&known, &lines);
    let ids = followed.new.iter().zip(fresh).map(|(one, fresh)| one.key.unwrap_or(fresh));
    let after = Known { paragraphs: ids.collect(), ..before.clone() };
    let staged = |text: &str, known: &Known| {
        let script = parse(text);
        let found = breakdown_into(&script, seed, known);
        stage(&script, text, &found, &|_| None, &settings(seed))
    };
    let changed = followed.new.iter().zip(&after.paragraphs);
    let changed = changed.filter(|(one, _)| !matches!(one.fate, Fate::Same | Fate::Moved));
    let changed = changed.map(|(_, id)| *id).collect();
    (staged(&old, &before), staged(text, &after), changed)
}

/// A film, with all that was ever done to it, and what each shot was given when it was staged.
struct Film {
    edits: Vec<Edit>,
    given: BTreeMap<Id, Vec<Edit>>,
    world: World,
}

impl Film {
    fn of(text: &str, seed: u32) -> Self {
        let settings = settings(seed);
        let staged = crate::tests::film::staged(text, &settings);
        let mut film = Self {
            world: world(&staged, &settings),
            edits: first_edits(&staged, &settings),
            given: BTreeMap::new(),
        };
        let shots: Vec<Id> = all::<Shot>(&film.world).into_iter().map(|(id, _)| id).collect();
        film.note(&staged, &shots);
        film
    }

    fn note(&mut self, staged: &Staged, shots: &[Id]) {
        for shot in shots {
            self.given.insert(*shot, edits_of_shots(&staged.edits, &BTreeSet::from([*shot])));
        }
    }

    fn apply(&mut self, edits: &[Edit]) {
        self.edits.extend_from_slice(edits);
        self.world = World::new();
        project(&mut self.world, &changes_from_edits(&self.edits));
    }

    fn take_in(&mut self, text: &str, seed: u32) -> Update {
        let (base, new, changed) = stagings(&self.world, text, seed);
        let given: Vec<Edit> = self.given.values().flatten().cloned().collect();
        let stagings =
            Stagings { given: &given, base: &base.edits, new: &new.edits, changed: &changed };
        let update = update(&self.world, stagings);
        self.apply(&update.edits);
        let staged: Vec<Id> = update.changed.iter().chain(&update.added).copied().collect();
        self.note(&new, &staged);
        update
    }
}

fn script_in(world: &World) -> String {
    all::<Paragraph>(world).into_iter().map(|(_, one)| one.source.as_str()).collect()
}

const TALK: &str = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\nMARA\nIs it raining?\n\nTOM\nNo. It has been dry all day, and all of yesterday.\n\nMARA\nYou said that before.\n\nTom leaves.\n\nINT. KITCHEN - NIGHT\n\nMara waits.\n\nMARA\nStill here.\n";

#[test]
fn the_same_draft_changes_nothing() {
    let mut film = Film::of(TALK, 3);
    let update = film.take_in(TALK, 3);
    assert_eq!(update, Update::default());
}

#[test]
fn a_changed_line_changes_its_own_shots_and_keeps_their_names() {
    let mut film = Film::of(TALK, 3);
    let before: Vec<Id> = all::<Shot>(&film.world).into_iter().map(|(id, _)| id).collect();
    let text = TALK.replace("Is it raining?", "Is it still raining out there?");
    let update = film.take_in(&text, 3);
    assert_eq!(script_in(&film.world), text);
    assert!(!update.changed.is_empty() && update.added.is_empty() && update.shelved.is_empty());
    let after: Vec<Id> = all::<Shot>(&film.world).into_iter().map(|(id, _)| id).collect();
    assert_eq!(before, after);
    let line = all::<Paragraph>(&film.world)
        .iter()
        .find(|(_, one)| one.text.contains("still raining"))
        .unwrap()
        .0;
    for id in &update.changed {
        assert!(
            get::<Shot>(&film.world, *id).unwrap().lines.contains(&line),
            "another shot changed"
        );
    }
}

#[test]
fn a_cut_line_leaves_its_shot_on_the_shelf_and_brings_it_back_as_it_was() {
    let mut film = Film::of(TALK, 3);
    let length = |world: &World| world.resource::<Timeline>().length();
    let whole = length(&film.world);
    let text = TALK.replace("MARA\nYou said that before.\n\n", "");
    let update = film.take_in(&text, 3);
    assert!(!update.shelved.is_empty());
    assert!(length(&film.world) < whole);
    for id in &update.shelved {
        let shot = get::<Shot>(&film.world, *id).expect("it is kept");
        assert!(shot.shelved && !of_shot::<Rig>(&film.world, *id).is_empty());
    }
    assert_eq!(script_in(&film.world), text);
}

#[test]
fn a_new_line_is_numbered_between_and_stands_in_its_place() {
    let mut film = Film::of(TALK, 3);
    let text =
        TALK.replace("MARA\nYou said", "TOM\nNot a single drop of it fell.\n\nMARA\nYou said");
    let update = film.take_in(&text, 3);
    assert!(!update.added.is_empty());
    let numbers: Vec<u32> =
        all::<Shot>(&film.world).into_iter().map(|(_, shot)| shot.number).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    for id in &update.added {
        assert_ne!(get::<Shot>(&film.world, *id).unwrap().number % 10, 0, "the others keep theirs");
    }
}

#[test]
fn what_a_hand_changed_stays_and_is_told() {
    let mut film = Film::of(TALK, 3);
    let line = |world: &World| {
        all::<Paragraph>(world).iter().find(|(_, one)| one.text.contains("raining")).unwrap().0
    };
    let of_line = line(&film.world);
    let of_line: Vec<(Id, Shot)> = all::<Shot>(&film.world)
        .into_iter()
        .filter(|(_, shot)| shot.lines.contains(&of_line))
        .map(|(id, shot)| (id, shot.clone()))
        .collect();
    for (id, shot) in &of_line {
        film.apply(&[Edit::set(shot.rig, "yaw", &12.5_f32), Edit::set(*id, "locked", &true)]);
    }
    let text = TALK.replace("Is it raining?", "Is it still raining out there, Tom?");
    let update = film.take_in(&text, 3);
    for (id, shot) in &of_line {
        assert_eq!(get::<Rig>(&film.world, shot.rig).unwrap().yaw, 12.5);
        let now = get::<Shot>(&film.world, *id).unwrap().length;
        assert_eq!(now, shot.length, "it is locked");
    }
    let told = update.kept.iter().any(|one| one.kind == Kind::Shot && one.field == "length");
    assert!(told, "{:?}", update.kept);
}

#[test]
fn a_character_of_another_name_is_the_same_figure() {
    let mut film = Film::of(TALK, 3);
    let (id, before) = all::<Figure>(&film.world)
        .into_iter()
        .find(|(_, one)| one.name == "TOM")
        .map(|(id, one)| (id, one.clone()))
        .unwrap();
    let figure = Figure { name: "HANS".into(), ..before.clone() };
    let text = TALK.replace("TOM", "HANS").replace("Tom", "Hans");
    let held = all::<Figure>(&film.world).len();
    let (base, ..) = stagings(&film.world, &text, 3);
    let known = {
        let mut figures: BTreeMap<String, (Id, Figure)> = BTreeMap::new();
        for (id, one) in all::<Figure>(&film.world) {
            let name = if one.name == "TOM" { "HANS".into() } else { one.name.clone() };
            figures.insert(name, (id, one.clone()));
        }
        let ids = all::<Paragraph>(&film.world).into_iter().map(|(id, _)| id).collect();
        Known { paragraphs: ids, figures, ..Known::default() }
    };
    let script = parse(&text);
    let found = breakdown_into(&script, 3, &known);
    let new = stage(&script, &text, &found, &|_| None, &settings(3));
    let changed = BTreeSet::new();
    let stagings = Stagings { given: &[], base: &base.edits, new: &new.edits, changed: &changed };
    let update = update(&film.world, stagings);
    film.apply(&update.edits);
    assert_eq!(get::<Figure>(&film.world, id), Some(&figure));
    assert_eq!(all::<Figure>(&film.world).len(), held);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever lines are cut, changed, said again or moved: the film holds the new draft, no shot is lost, and
    /// shots of lines that stayed keep their identity.
    #[test]
    fn any_draft_can_be_taken_in(seed in 0_u32..500, cuts in proptest::collection::vec((0_usize..60, 0_u8..4), 1..5)) {
        let text = random::script(seed, 3);
        let mut blocks: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        for (at, what) in cuts {
            let at = at % blocks.len();
            match what {
                0 if blocks.len() > 3 => drop(blocks.remove(at)),
                1 => blocks[at].push_str(" And more of it than before."),
                2 => blocks.insert(at, "The rain comes down harder now.".into()),
                _ => {
                    let block = blocks.remove(at);
                    blocks.insert((at * 7 + 3) % (blocks.len() + 1), block);
                }
            }
        }
        let draft = format!("{}\n", blocks.join("\n\n").trim());
        let mut film = Film::of(&text, seed);
        let before: Vec<Id> = all::<Shot>(&film.world).into_iter().map(|(id, _)| id).collect();
        let update = film.take_in(&draft, seed);
        prop_assert_eq!(script_in(&film.world), draft);
        for id in &before {
            prop_assert!(get::<Shot>(&film.world, *id).is_some(), "a shot was lost");
        }
        prop_assert!(update.kept.is_empty(), "no hand was here: {:?}", update.kept);
        // Taken in again, nothing is left to do.
        let text = script_in(&film.world);
        let again = film.take_in(&text, seed);
        prop_assert_eq!(again.edits, []);
    }
}
