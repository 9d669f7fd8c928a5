//! Several people on one film, now together, now apart: laws of undo over random histories.

use std::collections::BTreeMap;

use maquette_document::{Change, Document, Edit, Id, Kind, Text, Transaction};
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::studio::{Studio, cases, copy_new, gesture, id, shot, state};

/// At the most.
const PEOPLE: usize = 5;

#[derive(Clone, Copy, Debug)]
enum Act {
    Set(usize),
    Delete(usize),
    Head(usize),
    Type(usize),
    Undo,
    Redo,
    /// With this one: the two see what the other has seen.
    Meet(usize),
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
        3 => (0..PEOPLE).prop_map(Act::Meet),
    ]
}

/// From two to five people, and what they do one after another.
fn histories() -> impl Strategy<Value = (usize, Vec<(usize, Act)>)> {
    let acts = proptest::collection::vec((0..PEOPLE, act()), 1..40);
    (2..=PEOPLE, acts).prop_map(|(people, acts)| {
        let among = |(who, act)| match act {
            Act::Meet(with) => (who % people, Act::Meet(with % people)),
            act => (who % people, act),
        };
        (people, acts.into_iter().map(among).collect())
    })
}

/// Lengths of the shots that live. Each that was ever set is another; its rest by [`PEOPLE`] says who set it.
fn lengths(document: &Document) -> BTreeMap<Id, i64> {
    let changes = state(document).into_iter();
    let shots = changes.filter_map(|change| match change {
        Change::Fields { id, kind: Kind::Shot, fields } => Some((id, fields["length"].as_i64()?)),
        _ => None,
    });
    shots.collect()
}

/// The letter that a person types.
fn letter_of(who: usize) -> char {
    ['a', 'b', 'c', 'd', 'e'][who]
}

/// How many letters others typed.
fn letters_of_others(document: &Document, who: usize) -> usize {
    body(document, "text").chars().filter(|letter| *letter != letter_of(who)).count()
}

fn body(document: &Document, name: &str) -> String {
    let text = state(document).into_iter().find_map(|change| match change {
        Change::Fields { id: of, kind: Kind::Text, fields } if of == id(name) => {
            Some(fields["body"].as_str().unwrap_or_default().to_owned())
        }
        _ => None,
    });
    text.unwrap_or_default()
}

/// A film that each of them has a copy of, and holds open.
struct Company {
    studios: Vec<Studio>,
    documents: Vec<Option<Document>>,
}

impl Company {
    fn of(people: usize, edits: Vec<Edit>) -> Self {
        let (first, mut document) = Studio::with_film();
        document.commit(gesture("Add", edits)).unwrap();
        drop(document);
        let mut studios = vec![first];
        for _ in 1..people {
            let studio = Studio::new();
            copy_new(&studios[0].film(), &studio.film());
            studios.push(studio);
        }
        let documents = studios.iter().map(|studio| Some(studio.open())).collect();
        Self { studios, documents }
    }

    fn with(&mut self, who: usize) -> &mut Document {
        self.documents[who].as_mut().unwrap()
    }

    fn meet(&mut self, a: usize, b: usize) {
        if a == b {
            return;
        }
        (self.documents[a], self.documents[b]) = (None, None);
        self.studios[a].merge(&self.studios[b]);
        self.studios[b].merge(&self.studios[a]);
        for who in [a, b] {
            self.documents[who] = Some(self.studios[who].open());
        }
    }

    /// Everybody sees everything.
    fn gather(&mut self) {
        for who in 1..self.studios.len() {
            self.meet(0, who);
        }
        for who in 1..self.studios.len() {
            self.meet(0, who);
        }
    }
}

fn edit_of(act: Act, who: usize, n: usize) -> Option<Edit> {
    let value = (n * PEOPLE + who) as i64;
    Some(match act {
        Act::Set(at) => Edit::set(id(NAMES[at]), "length", &Flicks(value)),
        Act::Delete(at) => Edit::Delete { id: id(NAMES[at]) },
        Act::Head(at) => Edit::Place { id: id(NAMES[at]), after: None },
        Act::Type(at) => {
            let insert = letter_of(who).to_string().repeat(3);
            Edit::Splice { id: id("text"), field: "body".into(), at, delete: n % 2, insert }
        }
        Act::Undo | Act::Redo | Act::Meet(_) => return None,
    })
}

proptest! {
    #![proptest_config(cases(48))]

    /// U1, U4: an undo takes nothing of others away, nor brings back what they took; all end up with one film.
    #[test]
    fn an_undo_leaves_all_that_others_did((people, acts) in histories()) {
        let mut edits: Vec<Edit> = NAMES.iter().map(|name| shot(name, 0)).collect();
        edits.push(Edit::create(id("text"), &Text::default()));
        let mut company = Company::of(people, edits);
        for (n, (who, act)) in acts.into_iter().enumerate() {
            if let Some(edit) = edit_of(act, who, n + 1) {
                // What makes no sense by now is refused.
                drop(company.with(who).commit(Transaction::new("Step", vec![edit])));
                continue;
            }
            if let Act::Meet(with) = act {
                company.meet(who, with);
                prop_assert_eq!(state(company.with(who)), state(company.with(with)));
                continue;
            }
            let document = company.with(who);
            let (before, typed) = (lengths(document), letters_of_others(document, who));
            match act {
                Act::Undo => drop(document.undo().unwrap()),
                _ => drop(document.redo().unwrap()),
            }
            let theirs = |length: i64| length != 0 && length % PEOPLE as i64 != who as i64;
            for (id, length) in lengths(document) {
                let was = before.get(&id).copied().unwrap_or(length);
                prop_assert!(matches!(act, Act::Redo) || !theirs(was) || was == length);
            }
            // Deleting letters of another and taking it back may bring letters back, never take any away.
            if matches!(act, Act::Undo) {
                prop_assert!(typed <= letters_of_others(document, who), "{}", body(document, "text"));
            }
        }
        company.gather();
        let first = state(company.with(0));
        for who in 1..people {
            prop_assert_eq!(&state(company.with(who)), &first);
        }
    }

    /// U2, U3: with only disjoint work of others between, so many undos and redos give my part back exactly.
    #[test]
    fn undos_and_redos_of_disjoint_work_restore_mine((people, acts) in histories()) {
        let mine = |who: usize, what: &str| format!("{what} of {who}");
        let mut edits = Vec::new();
        for who in 0..people {
            edits.push(shot(&mine(who, "shot"), 1));
            edits.push(Edit::create(id(&mine(who, "text")), &Text::default()));
        }
        let mut company = Company::of(people, edits);
        let part = |document: &Document, who: usize| {
            let length = lengths(document).get(&id(&mine(who, "shot"))).copied();
            (length, body(document, &mine(who, "text")))
        };
        let begun: Vec<_> = (0..people).map(|who| part(company.with(who), who)).collect();
        for (n, (who, act)) in acts.into_iter().enumerate() {
            let (shot, text) = (id(&mine(who, "shot")), id(&mine(who, "text")));
            let edit = match act {
                Act::Set(_) | Act::Head(_) => Edit::set(shot, "length", &Flicks(n as i64 + 2)),
                Act::Delete(_) => Edit::Delete { id: shot },
                Act::Type(_) => Edit::Splice {
                    id: text, field: "body".into(), at: 0, delete: 0, insert: format!("{n} "),
                },
                Act::Meet(with) => { company.meet(who, with); continue; }
                Act::Undo | Act::Redo => continue,
            };
            drop(company.with(who).commit(Transaction::new("Step", vec![edit])));
        }
        for (who, begun) in begun.iter().enumerate() {
            let document = company.with(who);
            let (now, steps) = (part(document, who), document.history().len());
            let mut undone = 0;
            // The first person's first step made everybody's records; that one stays.
            while undone + usize::from(who == 0) < steps {
                let step = document.undo().unwrap().unwrap();
                prop_assert_eq!(step.skipped, Vec::<String>::new());
                undone += 1;
            }
            prop_assert_eq!(&part(document, who), begun);
            for _ in 0..undone {
                document.redo().unwrap().unwrap();
            }
            prop_assert_eq!(part(document, who), now);
        }
    }
}
