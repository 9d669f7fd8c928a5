//! Automerge alone: the same records as maps, each edit a change of its own.

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ObjId, ObjType, ROOT, ScalarValue};

use crate::{Change, Scale, Times, fields_of, row, rows};

/// It takes so much longer for an edit that a tenth of them has to do.
const FEWER: u32 = 10;

struct Objects {
    shots: Vec<ObjId>,
    cards: Vec<ObjId>,
    clips: Vec<ObjId>,
    texts: Vec<ObjId>,
}

pub fn run(scale: &Scale) {
    let mut doc = AutoCommit::new();
    let mut making = Times::default();
    let objects = making.time(|| make(scale, &mut doc));
    let mut edits = Times::default();
    for number in 0..scale.edits / FEWER {
        edits.time(|| {
            edit(&mut doc, &objects, scale.change(number));
            doc.commit();
        });
    }
    let mut closing = Times::default();
    let saved = closing.time(|| doc.save());
    let mut opening = Times::default();
    let loaded = opening.time(|| AutoCommit::load(&saved).expect("it reads"));
    rows(making, edits, closing, opening);
    row("memory of an open film", crate::memory_of("automerge", &saved), "MB");
    row("bytes in all", saved.len() as f64 / 1e6, "MB");
    drop(loaded);
}

/// Opens what was saved.
pub fn open(saved: &[u8]) -> impl Sized {
    AutoCommit::load(saved).expect("it reads")
}

fn make(scale: &Scale, doc: &mut AutoCommit) -> Objects {
    let mut all = |kind: &str, count: u32| -> Vec<ObjId> {
        let order = doc.put_object(ROOT, format!("order/{kind}"), ObjType::List).expect("a list");
        let mut objects = Vec::new();
        let fields = fields_of(kind);
        for number in 0..count {
            let name = format!("{kind} {number}");
            let map = doc.put_object(ROOT, &name, ObjType::Map).expect("a map");
            doc.put(&map, "#kind", kind).expect("a register");
            for (field, value) in &fields {
                // Lists and maps as their text: it has no values of that shape.
                let value = match (value.as_i64(), value.as_f64()) {
                    (Some(whole), _) => ScalarValue::Int(whole),
                    (None, Some(number)) => ScalarValue::F64(number),
                    (None, None) => ScalarValue::Str(value.to_string().into()),
                };
                doc.put(&map, field, value).expect("a register");
            }
            doc.insert(&order, number as usize, name).expect("a place");
            objects.push(map);
        }
        objects
    };
    let (shots, cards) = (all("shot", scale.shots), all("card", scale.cards));
    let clips = all("clip", scale.clips);
    let texts = (0..scale.texts).map(|number| {
        let text = doc.put_object(ROOT, format!("text {number}"), ObjType::Text).expect("a text");
        doc.splice_text(&text, 0, 0, "a line of text").expect("letters");
        text
    });
    let texts = texts.collect();
    doc.commit();
    Objects { shots, cards, clips, texts }
}

fn edit(doc: &mut AutoCommit, objects: &Objects, change: Change) {
    match change {
        Change::ShotLength { shot, flicks } => {
            doc.put(&objects.shots[shot as usize], "length", flicks).expect("a register");
        }
        Change::CardTurn { card, degrees } => {
            let value = f64::from(degrees);
            doc.put(&objects.cards[card as usize], "turn", value).expect("a register");
        }
        Change::ClipGain { clip, decibels } => {
            let value = f64::from(decibels);
            doc.put(&objects.clips[clip as usize], "gain", value).expect("a register");
        }
        Change::Type { text, at, letter } => {
            let text = &objects.texts[text as usize];
            doc.splice_text(text, at, 0, &letter.to_string()).expect("letters");
        }
    }
}
