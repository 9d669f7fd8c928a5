//! Maquette's document: signed, journalled, undoable, projected onto entities.

use std::path::Path;

use bevy_ecs::world::World;
use maquette_document::{
    Card, Clip, Device, Document, Edit, Film, Id, Shot, Text, Transaction, project,
};
use maquette_time::Flicks;

use crate::{Change, Scale, Times, row};

fn id(kind: &str, number: u32) -> Id {
    Id::hashed(&[kind, &number.to_string()])
}

pub fn run(scale: &Scale) {
    let home = tempfile::tempdir().expect("a folder");
    let device = Device::in_folder(home.path()).expect("a key");
    let folder = home.path().join("Film.maquette");
    let mut document = Document::create_as(&folder, &Film::default(), &device).expect("a film");
    let mut world = World::new();
    project(&mut world, &document.changes_from_nothing());
    let mut making = Times::default();
    making.time(|| make(scale, &mut document, &mut world));
    let journal = bytes_in(&folder.join("history/seg"));
    let mut edits = Times::default();
    for number in 0..scale.edits {
        let edit = edit_of(scale.change(number));
        edits.time(|| {
            let transaction = Transaction::new("Edit", vec![edit]);
            let changes = document.commit(transaction).expect("it makes sense");
            project(&mut world, &changes);
        });
    }
    let an_edit = (bytes_in(&folder.join("history/seg")) - journal) / f64::from(scale.edits);
    let mut adds = Times::default();
    for number in 0..200 {
        let add = Edit::create(id("more", number), &Shot::default());
        adds.time(|| {
            let changes =
                document.commit(Transaction::new("Add", vec![add])).expect("it makes sense");
            project(&mut world, &changes);
        });
    }
    let mut undos = Times::default();
    for _ in 0..1_000 {
        undos.time(|| {
            let step = document.undo().expect("it can be written").expect("there is a step");
            project(&mut world, &step.changes);
        });
    }
    let mut closing = Times::default();
    closing.time(|| drop(document));
    let mut opening = Times::default();
    let opened = opening.time(|| Document::open_as(&folder, &device).expect("it opens"));
    row("make everything", making.percentile(50.0) / 1e3, "ms");
    row("edit p50", edits.percentile(50.0), "µs, to entity, signed and written");
    row("edit p99", edits.percentile(99.0), "µs (1000 wanted)");
    row("add a shot p99", adds.percentile(99.0), "µs");
    row("undo p95", undos.percentile(95.0), "µs (16000 wanted)");
    row("close or save", closing.percentile(50.0) / 1e3, "ms");
    row("open or load", opening.percentile(50.0) / 1e3, "ms");
    drop(opened);
    let held = crate::memory_of("maquette", folder.to_string_lossy().as_bytes());
    row("memory of an open film", held, "MB; ours with entities and undo");
    row("bytes of an edit", an_edit, "on the disk");
    row("bytes in all", bytes_in(&folder.join("history")) / 1e6, "MB");
}

/// Opens a film, with its entities.
pub fn open(folder: &[u8]) -> impl Sized {
    let folder = Path::new(std::str::from_utf8(folder).expect("a path"));
    let device = Device::in_folder(folder.parent().expect("a home")).expect("a key");
    let opened = Document::open_as(folder, &device).expect("it opens");
    let mut world = World::new();
    project(&mut world, &opened.document.changes_from_nothing());
    (opened, world)
}

fn make(scale: &Scale, document: &mut Document, world: &mut World) {
    let mut all: Vec<Edit> = Vec::new();
    for number in 0..scale.shots {
        let shot = Shot { number, length: Flicks::SECOND, ..Shot::default() };
        all.push(Edit::create(id("shot", number), &shot));
    }
    for number in 0..scale.cards {
        let card = Card { shot: id("shot", number % scale.shots), ..Card::default() };
        all.push(Edit::create(id("card", number), &card));
    }
    for number in 0..scale.clips {
        let clip = Clip { shot: id("shot", number % scale.shots), ..Clip::default() };
        all.push(Edit::create(id("clip", number), &clip));
    }
    for number in 0..scale.texts {
        let text = Text { body: "a line of text".into(), ..Text::default() };
        all.push(Edit::create(id("text", number), &text));
    }
    let changes = document.commit(Transaction::new("Make", all)).expect("it makes sense");
    project(world, &changes);
}

fn edit_of(change: Change) -> Edit {
    match change {
        Change::ShotLength { shot, flicks } => {
            Edit::set(id("shot", shot), "length", &Flicks(flicks))
        }
        Change::CardTurn { card, degrees } => Edit::set(id("card", card), "turn", &degrees),
        Change::ClipGain { clip, decibels } => Edit::set(id("clip", clip), "gain", &decibels),
        Change::Type { text, at, letter } => Edit::Splice {
            id: id("text", text),
            field: "body".into(),
            at,
            delete: 0,
            insert: letter.to_string(),
        },
    }
}

fn bytes_in(folder: &Path) -> f64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(facts) if facts.is_dir() => bytes_in(&entry.path()),
        Ok(facts) => facts.len() as f64,
        Err(_) => 0.0,
    });
    sizes.sum()
}
