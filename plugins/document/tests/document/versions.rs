//! The film as it was: looked at, compared, brought back, and told.

use maquette_document::{
    Differs, Document, Doing, Edit, Place, State, Transaction, differences, edits_between,
};
use maquette_time::Flicks;
use proptest::prelude::*;
use serde_json::Value;

use crate::laws::gestures;
use crate::studio::{Studio, cases, gesture, id, length, shot, state};

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn every_version_there_ever_was_can_be_looked_at_and_brought_back(
        gestures in gestures(),
        chosen in any::<prop::sample::Index>(),
    ) {
        let (studio, mut document) = Studio::with_film();
        let mut states = vec![document.state()];
        for (n, edits) in gestures.into_iter().enumerate() {
            let changed = document.commit(gesture(&format!("Step {n}"), edits));
            if changed.is_ok_and(|changes| !changes.is_empty()) {
                states.push(document.state());
            }
        }
        drop(document);
        let mut document = studio.open();
        let story = document.story().unwrap();
        prop_assert_eq!(story.told().len(), states.len());
        for (at, expected) in states.iter().enumerate() {
            prop_assert_eq!(&document.state_at(&story, at).unwrap(), expected, "version {}", at);
        }
        let (now, then) = (document.state(), &states[chosen.index(states.len())]);
        prop_assert_eq!(&document.state(), &now, "looking changes nothing");
        let changes = document.restore(then, "Restore").unwrap();
        prop_assert_eq!(&document.state(), then);
        if !changes.is_empty() {
            document.undo().unwrap();
        }
        prop_assert_eq!(document.state(), now);
    }

    #[test]
    fn what_differs_is_nothing_once_the_edits_between_were_done(
        first in gestures(),
        second in gestures(),
    ) {
        let (_one, mut document) = Studio::with_film();
        let (_other, mut other) = Studio::with_film();
        for (document, gestures) in [(&mut document, first), (&mut other, second)] {
            for edits in gestures {
                drop(document.commit(gesture("Step", edits)));
            }
        }
        let (from, to) = (document.state(), other.state());
        let edits = edits_between(&from, &to, &|id| document.knows(id));
        prop_assert_eq!(differences(&from, &to).is_empty(), edits.is_empty());
        document.commit(gesture("Become the other", edits)).unwrap();
        prop_assert_eq!(document.state(), to.clone());
        prop_assert!(differences(&document.state(), &to).is_empty());
    }
}

fn names(story: &maquette_document::Story) -> Vec<(Doing, String)> {
    story.told().iter().map(|told| (told.what, told.label.clone())).collect()
}

#[test]
fn names_are_found_and_survive_closing() {
    let (studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    document.mark("first cut").unwrap();
    document.commit(length("one", 2)).unwrap();
    document.undo().unwrap();
    drop(document);
    let document = studio.open();
    let story = document.story().unwrap();
    let told = names(&story);
    let label = |text: &str| text.to_owned();
    assert_eq!(
        told[1..],
        [
            (Doing::Done, label("Add")),
            (Doing::Named, label("first cut")),
            (Doing::Done, label("Set length of one")),
            (Doing::TakenBack, label("Set length of one")),
        ]
    );
    assert_eq!(story.find("first cut").unwrap(), 2);
    assert_eq!(story.find("now").unwrap(), 4);
    assert_eq!(story.find(&story.told()[3].version).unwrap(), 3);
    assert!(story.find("no such").is_err());
    // A name is no step of mine.
    assert_eq!(document.history().len(), 2);
}

#[test]
fn who_changed_a_record_and_from_what_is_told() {
    let (studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    document.commit(length("one", 2)).unwrap();
    document.commit(length("one", 3)).unwrap();
    document.undo().unwrap();
    drop(document);
    let document = studio.open();
    let story = document.story().unwrap();
    let told = story.of(id("one"), &document.state());
    let seconds = |value: &Value| value.as_i64().map(|flicks| flicks / Flicks::SECOND.0);
    let lengths = told[1..].iter().map(|one| (seconds(&one.from), seconds(&one.to)));
    assert_eq!(told[0].to, Value::from(true), "it came");
    assert_eq!(
        lengths.collect::<Vec<_>>(),
        [(Some(1), Some(2)), (Some(2), Some(3)), (Some(3), Some(2))]
    );
    assert!(story.told().iter().all(|told| told.mine));
}

#[test]
fn what_differs_is_told_by_name() {
    let (_studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    let before = document.state();
    document.commit(length("one", 2)).unwrap();
    let all = differences(&before, &document.state());
    assert_eq!(all.len(), 1);
    assert!(matches!(&all[0].what, Differs::Field { name, .. } if name == "length"));
    assert_eq!(all[0].to_string(), "~ shot 0010: length 1.000 s -> 2.000 s");
    assert!(differences(&before, &State::of(&[])).len() > 1);
}

fn key(at: usize, letter: &str) -> Transaction {
    let (field, insert) = ("body".to_owned(), letter.to_owned());
    Transaction::typed("Type", Edit::Splice { id: id("text"), field, at, delete: 0, insert })
}

fn with_text() -> (Studio, Document) {
    let (studio, mut document) = Studio::with_film();
    let text = Edit::create(id("text"), &maquette_document::Text::default());
    document.commit(gesture("Add", [text])).unwrap();
    (studio, document)
}

#[test]
fn keys_in_a_row_are_one_step_even_after_closing() {
    let (studio, mut document) = with_text();
    let empty = state(&document);
    for (at, letter) in ["l", "a", "m", "p"].iter().enumerate() {
        document.commit(key(at, letter)).unwrap();
    }
    let typed = state(&document);
    assert_eq!(document.history().len(), 2);
    drop(document);
    let mut document = studio.open();
    assert_eq!(document.history().len(), 2);
    document.undo().unwrap();
    assert_eq!(state(&document), empty);
    document.redo().unwrap();
    assert_eq!(state(&document), typed);
    // What comes after another opening is another step, however soon.
    document.commit(key(4, "s")).unwrap();
    assert_eq!(document.history().len(), 3);
}

#[test]
fn anything_between_ends_a_run_of_keys() {
    let (_studio, mut document) = with_text();
    document.commit(key(0, "a")).unwrap();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    document.commit(key(1, "b")).unwrap();
    document.undo().unwrap();
    document.redo().unwrap();
    document.commit(key(2, "c")).unwrap();
    document.mark("a name").unwrap();
    document.commit(key(3, "d")).unwrap();
    let labels: Vec<String> = document.history().into_iter().map(|step| step.label).collect();
    assert_eq!(labels, ["Add", "Type", "Add", "Type", "Type", "Type"]);
}

#[test]
fn an_undo_brings_back_where_the_hands_were() {
    let (studio, mut document) = Studio::with_film();
    let place = Place { selection: vec![id("one")], time: Flicks::SECOND * 7 };
    document.commit(gesture("Add", [shot("one", 1)]).at(place.clone())).unwrap();
    drop(document);
    let mut document = studio.open();
    assert_eq!(document.undo().unwrap().unwrap().place, Some(place.clone()));
    assert_eq!(document.redo().unwrap().unwrap().place, Some(place));
}
