//! Laws of undo and of the projection, over random histories.

use bevy_ecs::world::World;
use maquette_document::{
    Card, Edit, Id, Kind, Shot, Text, Transaction, changes_from_edits, project,
};
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::studio::{Studio, cases, state};
use crate::world::dump;

/// Edits of six records, two of each of three kinds, so that they meet. Some make no sense where they stand.
fn edit() -> impl Strategy<Value = Edit> {
    let number = any::<i32>();
    (0..6_u8, 0..12_u8, number, "[a-zé😀]{0,6}", 0..6_usize, 0..4_usize).prop_map(
        |(n, verb, number, word, at, delete)| match verb {
            0 => create(n, number, &word),
            1 => Edit::Delete { id: record(n) },
            2 => Edit::Place { id: record(n), after: None },
            3 | 4 => Edit::Place { id: record(n), after: Some(record((n + 3) % 6)) },
            5..=7 if n % 3 == 1 => {
                Edit::Splice { id: record(n), field: "body".into(), at, delete, insert: word }
            }
            _ => match n % 3 {
                0 => Edit::set(record(n), "length", &Flicks(number.into())),
                1 => Edit::set(record(n), "body", &word),
                _ => Edit::set(record(n), "turn", &(number as f32 / 3.0)),
            },
        },
    )
}

fn record(n: u8) -> Id {
    Id::hashed(&["record", &n.to_string()])
}

/// Two records of each of three kinds.
fn create(n: u8, length: i32, body: &str) -> Edit {
    let id = record(n);
    match n % 3 {
        0 => Edit::create(id, &Shot { length: Flicks(length.into()), ..Shot::default() }),
        1 => Edit::create(id, &Text { body: body.to_owned(), ..Text::default() }),
        _ => Edit::create(id, &Card { turn: length as f32 / 7.0, ..Card::default() }),
    }
}

/// Gestures after one that makes all records.
pub(crate) fn gestures() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let all = (0..6).map(|n| create(n, n.into(), "lamp")).collect::<Vec<_>>();
    let rest = proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..14);
    rest.prop_map(move |rest| [vec![all.clone()], rest].concat())
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn undoing_and_redoing_restores_exactly_even_across_closing(
        gestures in gestures(),
        closings in proptest::collection::vec(proptest::bool::weighted(0.2), 96),
    ) {
        let (studio, mut document) = Studio::with_film();
        let mut closings = closings.into_iter();
        let mut reopen = |document| match closings.next() {
            Some(true) => { drop(document); studio.open() }
            _ => document,
        };
        let mut states = vec![state(&document)];
        for (n, edits) in gestures.into_iter().enumerate() {
            let steps = document.history().len();
            let done = document.commit(Transaction::new(format!("Step {n}"), edits));
            if done.is_err() {
                prop_assert_eq!(&state(&document), states.last().unwrap(), "refused, but changed");
            }
            if document.history().len() > steps {
                states.push(state(&document));
            }
            document = reopen(document);
        }
        prop_assert_eq!(&state(&document), states.last().unwrap());
        for _ in 0..2 {
            for expected in states.iter().rev().skip(1) {
                let step = document.undo().unwrap().unwrap();
                prop_assert_eq!(step.skipped.len(), 0);
                prop_assert_eq!(&state(&document), expected);
                document = reopen(document);
            }
            prop_assert!(document.undo().unwrap().is_none());
            for expected in &states[1..] {
                document.redo().unwrap().unwrap();
                prop_assert_eq!(&state(&document), expected);
                document = reopen(document);
            }
            prop_assert!(document.redo().unwrap().is_none());
        }
    }

    #[test]
    fn entities_follow_every_change_as_if_they_were_made_anew(
        gestures in gestures(),
        undos in 0..20_usize,
    ) {
        let (_studio, mut document) = Studio::with_film();
        let mut world = World::new();
        project(&mut world, &state(&document));
        for edits in gestures {
            if let Ok(changes) = document.commit(Transaction::new("Step", edits)) {
                project(&mut world, &changes);
            }
            prop_assert_eq!(dump(&world), dump_anew(&document));
        }
        for n in 0..undos {
            let step = if n % 5 == 4 { document.redo() } else { document.undo() };
            if let Some(step) = step.unwrap() {
                project(&mut world, &step.changes);
            }
            prop_assert_eq!(dump(&world), dump_anew(&document));
        }
    }

    #[test]
    fn edits_alone_make_the_film_that_the_document_makes_of_them(edits in proptest::collection::vec(edit(), 0..12)) {
        let (_studio, mut document) = Studio::with_film();
        let mut taken = Vec::new();
        for edit in edits {
            let transaction = Transaction::new("Step", vec![edit.clone()]);
            if document.commit(transaction).is_ok() {
                taken.push(edit);
            }
        }
        let mut expected = state(&document);
        expected.retain(|change| !matches!(change,
            maquette_document::Change::Fields { kind: Kind::Film, .. }
            | maquette_document::Change::Order { kind: Kind::Film, .. }));
        prop_assert_eq!(changes_from_edits(&taken), expected);
    }
}

fn dump_anew(document: &maquette_document::Document) -> Vec<String> {
    let mut world = World::new();
    project(&mut world, &state(document));
    dump(&world)
}
