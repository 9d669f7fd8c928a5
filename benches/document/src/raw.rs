//! Loro alone: the same records as maps, the same registers, no signatures, no undo, no entities.

use loro::{ExportMode, LoroDoc, LoroMap, LoroValue};

use crate::{Change, Scale, Times, fields_of, row, rows};

fn record(root: &LoroMap, kind: &str, number: u32) -> LoroMap {
    root.ensure_mergeable_map(&format!("{kind} {number}")).expect("a map")
}

pub fn run(scale: &Scale) {
    let doc = LoroDoc::new();
    let root = doc.get_map("records");
    let mut making = Times::default();
    making.time(|| make(scale, &doc, &root));
    let mut vv = doc.oplog_vv();
    let (mut edits, mut bytes) = (Times::default(), 0);
    for number in 0..scale.edits {
        edits.time(|| {
            edit(&root, scale.change(number));
            doc.commit();
        });
        // What a journal of it would hold: asked for outside of the time.
        if number % 100 == 0 {
            let update = doc.export(ExportMode::updates(&vv)).expect("an update");
            bytes += update.len();
        }
        vv = doc.oplog_vv();
    }
    let mut closing = Times::default();
    let saved = closing.time(|| doc.export(ExportMode::Snapshot).expect("a snapshot"));
    let mut opening = Times::default();
    let loaded = opening.time(|| {
        let doc = LoroDoc::new();
        doc.import(&saved).expect("it reads");
        // As our document does, all of it is looked at once.
        doc.get_map("records").get_deep_value()
    });
    rows(making, edits, closing, opening);
    row("memory of an open film", crate::memory_of("loro", &saved), "MB");
    row("bytes of an edit", bytes as f64 / f64::from(scale.edits / 100), "");
    row("bytes in all", saved.len() as f64 / 1e6, "MB");
    drop(loaded);
}

/// Opens what was saved, and looks at all of it once, as our document does.
pub fn open(saved: &[u8]) -> impl Sized {
    let doc = LoroDoc::new();
    doc.import(saved).expect("it reads");
    drop(doc.get_map("records").get_deep_value());
    doc
}

fn make(scale: &Scale, doc: &LoroDoc, root: &LoroMap) {
    for (kind, count) in [("shot", scale.shots), ("card", scale.cards), ("clip", scale.clips)] {
        let order = doc.get_movable_list(format!("order/{kind}"));
        let fields: Vec<(String, LoroValue)> = fields_of(kind)
            .into_iter()
            .map(|(name, value)| (name, LoroValue::from(value)))
            .collect();
        for number in 0..count {
            let map = record(root, kind, number);
            map.insert("#kind", kind).expect("a register");
            for (field, value) in &fields {
                map.insert(field, value.clone()).expect("a register");
            }
            order.push(format!("{kind} {number}")).expect("a place");
        }
    }
    for number in 0..scale.texts {
        let map = record(root, "text", number);
        let text = map.ensure_mergeable_text("body").expect("a text");
        text.insert(0, "a line of text").expect("letters");
    }
    doc.commit();
}

fn edit(root: &LoroMap, change: Change) {
    match change {
        Change::ShotLength { shot, flicks } => {
            record(root, "shot", shot).insert("length", flicks).expect("a register");
        }
        Change::CardTurn { card, degrees } => {
            record(root, "card", card).insert("turn", f64::from(degrees)).expect("a register");
        }
        Change::ClipGain { clip, decibels } => {
            record(root, "clip", clip).insert("gain", f64::from(decibels)).expect("a register");
        }
        Change::Type { text, at, letter } => {
            let text = record(root, "text", text).ensure_mergeable_text("body").expect("a text");
            text.insert(at, &letter.to_string()).expect("letters");
        }
    }
}
