//! Several people, and one person in several places.

use maquette_document::{
    Change, CommitError, Document, Edit, EditError, Id, Kind, OpenError, Shot, Text, get, project,
};
use maquette_time::Flicks;
use serde_json::json;

use crate::studio::{Studio, copy_new, gesture, id, length, shot, state};

fn is_send<T: Send>(_: &T) {}

fn seconds(document: &Document, name: &str) -> i64 {
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &state(document));
    get::<Shot>(&world, id(name)).unwrap().length.0 / Flicks::SECOND.0
}

fn body(document: &Document, name: &str) -> String {
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &state(document));
    get::<Text>(&world, id(name)).unwrap().body.clone()
}

fn type_in(name: &str, at: usize, delete: usize, insert: &str) -> Edit {
    let (id, field, insert) = (id(name), "body".to_owned(), insert.to_owned());
    Edit::Splice { id, field, at, delete, insert }
}

/// My film with a shot of one second and a text, and a copy of it on another's machine.
fn two_people() -> (Studio, Studio) {
    let (mine, mut document) = Studio::with_film();
    is_send(&document);
    let text = Text { body: "the lamp".into(), ..Text::default() };
    let edits = [shot("one", 1), shot("two", 1), Edit::create(id("text"), &text)];
    document.commit(gesture("Add", edits)).unwrap();
    drop(document);
    let yours = Studio::new();
    copy_new(&mine.film(), &yours.film());
    (mine, yours)
}

#[test]
fn an_undo_leaves_what_another_wrote_since_and_says_so() {
    let (mine, yours) = two_people();
    mine.open().commit(length("one", 5)).unwrap();
    yours.merge(&mine);
    yours.open().commit(length("one", 9)).unwrap();
    mine.merge(&yours);
    let mut document = mine.open();
    assert_eq!(seconds(&document, "one"), 9);
    let step = document.undo().unwrap().unwrap();
    assert_eq!(step.skipped, ["length of shot 0010 was changed since"]);
    assert_eq!(seconds(&document, "one"), 9);
}

#[test]
fn what_an_undo_put_back_of_another_stays_theirs() {
    let (mine, yours) = two_people();
    mine.open().commit(length("one", 5)).unwrap();
    yours.merge(&mine);
    yours.open().commit(length("one", 9)).unwrap();
    mine.merge(&yours);
    let mut document = mine.open();
    document.commit(length("one", 7)).unwrap();
    for reopen in [false, true] {
        document.undo().unwrap().unwrap();
        assert_eq!(seconds(&document, "one"), 9);
        if reopen {
            drop(document);
            document = mine.open();
        }
        let step = document.undo().unwrap().unwrap();
        assert_eq!((step.skipped.len(), seconds(&document, "one")), (1, 9));
        document.redo().unwrap().unwrap();
        document.redo().unwrap().unwrap();
        assert_eq!(seconds(&document, "one"), 7);
    }
}

#[test]
fn an_undo_of_adding_leaves_what_another_has_worked_on() {
    let (mine, yours) = two_people();
    yours.open().commit(length("two", 4)).unwrap();
    mine.merge(&yours);
    let mut document = mine.open();
    let step = document.undo().unwrap().unwrap();
    assert_eq!(step.skipped, ["shot 0010 was changed since"]);
    let left =
        state(&document).iter().filter(|change| matches!(change, Change::Fields { .. })).count();
    assert_eq!(left, 2, "the film and the second shot");
    document.redo().unwrap().unwrap();
    assert_eq!((seconds(&document, "one"), seconds(&document, "two")), (1, 4));
}

#[test]
fn an_undo_of_typing_finds_my_letters_among_those_of_another() {
    let (mine, yours) = two_people();
    mine.open().commit(gesture("Type", [type_in("text", 4, 0, "old ")])).unwrap();
    yours.merge(&mine);
    yours
        .open()
        .commit(gesture("Type", [type_in("text", 0, 3, "THE"), type_in("text", 6, 0, "X")]))
        .unwrap();
    mine.merge(&yours);
    let mut document = mine.open();
    assert_eq!(body(&document, "text"), "THE olXd lamp");
    document.undo().unwrap().unwrap();
    assert_eq!(body(&document, "text"), "THE Xlamp");
    drop(document);
    let mut document = mine.open();
    document.redo().unwrap().unwrap();
    assert_eq!(body(&document, "text"), "THE olXd lamp");
    document.undo().unwrap().unwrap();
    assert_eq!(body(&document, "text"), "THE Xlamp");
}

#[test]
fn an_undo_of_deleting_letters_puts_them_back_between_their_neighbours() {
    let (mine, yours) = two_people();
    mine.open().commit(gesture("Cut", [type_in("text", 1, 3, "")])).unwrap();
    yours.merge(&mine);
    yours.open().commit(gesture("Type", [type_in("text", 0, 0, ">> ")])).unwrap();
    mine.merge(&yours);
    let mut document = mine.open();
    assert_eq!(body(&document, "text"), ">> tlamp");
    document.undo().unwrap().unwrap();
    assert_eq!(body(&document, "text"), ">> the lamp");
}

#[test]
fn copies_meet_in_the_same_film_whoever_merges() {
    let (mine, yours) = two_people();
    mine.open().commit(length("one", 5)).unwrap();
    yours.open().commit(length("one", 9)).unwrap();
    yours.open().commit(gesture("Move", [Edit::Place { id: id("two"), after: None }])).unwrap();
    mine.merge(&yours);
    yours.merge(&mine);
    assert_eq!(state(&mine.open()), state(&yours.open()));
}

#[test]
fn a_record_made_on_two_branches_is_there_once() {
    let (mine, mut document) = Studio::with_film();
    let branch = mine.branch();
    let edits = || [shot("one", 1), shot("two", 2), shot("three", 3)];
    document.commit(gesture("Stage", edits())).unwrap();
    drop(document);
    branch.open().commit(gesture("Stage", edits())).unwrap();
    mine.merge(&branch);
    let mut document = mine.open();
    let order = |document: &Document| {
        let mut orders = state(document).into_iter().filter_map(|change| match change {
            Change::Order { kind: Kind::Shot, ids } => Some(ids),
            _ => None,
        });
        orders.next_back().unwrap()
    };
    assert_eq!(order(&document), [id("one"), id("two"), id("three")]);
    for (of, after, expected) in [
        ("one", Some("three"), ["two", "three", "one"]),
        ("one", None, ["one", "two", "three"]),
        ("two", Some("three"), ["one", "three", "two"]),
    ] {
        let place = Edit::Place { id: id(of), after: after.map(id) };
        document.commit(gesture("Move", [place])).unwrap();
        assert_eq!(order(&document), expected.map(id));
    }
}

#[test]
fn a_film_that_is_open_can_only_be_looked_at() {
    let (studio, mut document) = Studio::with_film();
    let again = Document::open_as(&studio.film(), &studio.device);
    assert!(matches!(again, Err(OpenError::InUse { .. })));
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    let expected = state(&document);
    drop(document);
    assert_eq!(state(&studio.open()), expected);
}

#[test]
fn a_change_that_makes_no_sense_changes_nothing() {
    let (_studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    let before = state(&document);
    let set = |field: &str, value| Edit::Set { id: id("one"), field: field.into(), value };
    let wrong: [(Edit, fn(&EditError) -> bool); 8] = [
        (Edit::Delete { id: id("none") }, |e| matches!(e, EditError::Unknown { .. })),
        (Edit::Delete { id: Id::FILM }, |e| matches!(e, EditError::OneFilm)),
        (Edit::create(id("one"), &Text::default()), |e| matches!(e, EditError::OtherKind { .. })),
        (set("colour", json!("red")), |e| matches!(e, EditError::NoField { .. })),
        (set("length", json!("long")), |e| matches!(e, EditError::Value { .. })),
        (set("number", json!(u64::MAX)), |e| matches!(e, EditError::Value { .. })),
        (type_in("one", 0, 0, "x"), |e| matches!(e, EditError::NotText { .. })),
        (Edit::Place { id: id("one"), after: Some(Id::FILM) }, |e| {
            matches!(e, EditError::OtherKind { .. })
        }),
    ];
    for (edit, expected) in wrong {
        let both = gesture("Wrong", [shot("two", 2), edit.clone()]);
        match document.commit(both) {
            Err(CommitError::Edit(error)) => assert!(expected(&error), "{edit:?}: {error}"),
            other => panic!("{edit:?}: {other:?}"),
        }
        assert_eq!(state(&document), before);
    }
    assert_eq!(document.history().len(), 1);
}

#[test]
fn a_new_step_ends_what_could_be_redone() {
    let (_studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    document.commit(length("one", 2)).unwrap();
    document.undo().unwrap().unwrap();
    let labels = |document: &Document| {
        document.history().into_iter().map(|entry| (entry.label, entry.done)).collect::<Vec<_>>()
    };
    let add = ("Add".to_owned(), true);
    assert_eq!(labels(&document), [add.clone(), ("Set length of one".into(), false)]);
    document.commit(length("one", 3)).unwrap();
    assert_eq!(labels(&document), [add, ("Set length of one".into(), true)]);
    assert!(document.redo().unwrap().is_none());
}
