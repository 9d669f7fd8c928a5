//! Two people on one film: laws of undo over random histories.

use std::collections::BTreeMap;

use maquette_document::{Change, Document, Edit, Id, Kind, Transaction};
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::studio::{Studio, cases, copy_new, gesture, id, shot, state};

#[derive(Clone, Copy, Debug)]
enum Act {
    Set(usize),
    Delete(usize),
    Head(usize),
    Type(usize),
    Undo,
    Redo,
    Meet,
}

const NAMES: [&str; 3] = ["one", "two", "three"];

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3_usize).prop_map(Act::Set),
        1 => (0..3_usize).prop_map(Act::Delete),
        1 => (0..3_usize).prop_map(Act::Head),
        2 => (0..9_usize).prop_map(Act::Type),
        4 => Just(Act::Undo),
        2 => Just(Act::Redo),
        2 => Just(Act::Meet),
    ]
}

/// Lengths of the shots that live. Each length that was ever set is another, odd when the second person set it.
fn lengths(document: &Document) -> BTreeMap<Id, i64> {
    let changes = state(document).into_iter();
    let shots = changes.filter_map(|change| match change {
        Change::Fields { id, kind: Kind::Shot, fields } => Some((id, fields["length"].as_i64()?)),
        _ => None,
    });
    shots.collect()
}

/// The letters of the text that this person typed: capitals are the second person's.
fn letters(document: &Document, who: usize) -> String {
    let text = state(document).into_iter().find_map(|change| match change {
        Change::Fields { kind: Kind::Text, fields, .. } => Some(fields["body"].to_string()),
        _ => None,
    });
    text.unwrap_or_default().chars().filter(|c| c.is_uppercase() == (who == 1)).collect()
}

fn film_of_two() -> [Studio; 2] {
    let (first, mut document) = Studio::with_film();
    let mut edits: Vec<Edit> = NAMES.iter().map(|name| shot(name, 0)).collect();
    edits.push(Edit::create(id("text"), &maquette_document::Text::default()));
    document.commit(gesture("Add", edits)).unwrap();
    drop(document);
    let second = Studio::new();
    copy_new(&first.film(), &second.film());
    [first, second]
}

fn meet(studios: &[Studio; 2], documents: [Document; 2]) -> [Document; 2] {
    drop(documents);
    studios[0].merge(&studios[1]);
    studios[1].merge(&studios[0]);
    [studios[0].open(), studios[1].open()]
}

fn edit_of(act: Act, who: usize, n: usize) -> Option<Edit> {
    let value = (n * 2 + who) as i64;
    Some(match act {
        Act::Set(at) => Edit::set(id(NAMES[at]), "length", &Flicks(value)),
        Act::Delete(at) => Edit::Delete { id: id(NAMES[at]) },
        Act::Head(at) => Edit::Place { id: id(NAMES[at]), after: None },
        Act::Type(at) => {
            let insert = if who == 1 { "XYZ" } else { "abc" }.to_owned();
            Edit::Splice { id: id("text"), field: "body".into(), at, delete: n % 2, insert }
        }
        Act::Undo | Act::Redo | Act::Meet => return None,
    })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn an_undo_leaves_all_that_another_did(acts in proptest::collection::vec((0..2_usize, act()), 1..40)) {
        let studios = film_of_two();
        let mut documents = [studios[0].open(), studios[1].open()];
        for (n, (who, act)) in acts.into_iter().enumerate() {
            if let Some(edit) = edit_of(act, who, n + 1) {
                // What makes no sense by now is refused.
                drop(documents[who].commit(Transaction::new("Step", vec![edit])));
                continue;
            }
            let document = &mut documents[who];
            let (before, typed) = (lengths(document), letters(document, 1 - who));
            match act {
                Act::Undo => drop(document.undo().unwrap()),
                Act::Redo => drop(document.redo().unwrap()),
                _ => {
                    documents = meet(&studios, documents);
                    prop_assert_eq!(state(&documents[0]), state(&documents[1]));
                    continue;
                }
            }
            let theirs = |length: i64| length != 0 && length % 2 != who as i64;
            for (id, length) in lengths(document) {
                let was = before.get(&id).copied().unwrap_or(length);
                prop_assert!(matches!(act, Act::Redo) || !theirs(was) || was == length);
            }
            // Deleting letters of another and taking it back may bring letters back, never take any away.
            if matches!(act, Act::Undo) {
                let left = letters(document, 1 - who);
                prop_assert!(typed.chars().count() <= left.chars().count(), "{} {}", typed, left);
            }
        }
        let documents = meet(&studios, documents);
        prop_assert_eq!(state(&documents[0]), state(&documents[1]));
    }
}
