//! Identities and choices, hashed from the film's seed and a place: never a stream, so that changing one
//! line leaves all others as they were.

use std::collections::BTreeMap;

use maquette_document::{Id, ParagraphKind};
use maquette_script::Script;

/// The identity of each paragraph of `script`, in order.
///
/// Hashed from what it is and says and how often the same was said before, so that a line put in between
/// does not change the others. A cue and a parenthetical, which say little, also take what they introduce.
pub fn paragraph_ids(script: &Script, seed: u32) -> Vec<Id> {
    let seed = seed.to_string();
    let mut seen: BTreeMap<(u8, String), u32> = BTreeMap::new();
    let paragraphs = &script.paragraphs;
    let mut ids = Vec::with_capacity(paragraphs.len());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut text = paragraph.text.clone();
        if matches!(paragraph.kind, ParagraphKind::Character | ParagraphKind::Parenthetical) {
            let said = paragraphs[index + 1..]
                .iter()
                .take(12)
                .take_while(|next| next.kind != ParagraphKind::Character)
                .find(|next| next.kind == ParagraphKind::Dialogue);
            text.push('\u{1f}');
            text.push_str(said.map_or("", |next| &next.text));
        }
        let kind = paragraph.kind as u8;
        let times = seen.entry((kind, text.clone())).or_default();
        let occurrence = times.to_string();
        *times += 1;
        ids.push(Id::hashed(&["paragraph", &seed, &kind.to_string(), &text, &occurrence]));
    }
    ids
}

/// The identity of what is made at `place` for `purpose`.
pub(crate) fn made(seed: u32, kind: &str, place: Id, purpose: &str) -> Id {
    Id::hashed(&[kind, &seed.to_string(), &place.to_string(), purpose])
}

/// A number from 0 to 1, the same for the same parts.
pub(crate) fn share(parts: &[&str]) -> f32 {
    number(parts) as f32 / u32::MAX as f32
}

/// A whole number, the same for the same parts.
pub(crate) fn number(parts: &[&str]) -> u32 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let bytes = hasher.finalize();
    u32::from_le_bytes([
        bytes.as_bytes()[0],
        bytes.as_bytes()[1],
        bytes.as_bytes()[2],
        bytes.as_bytes()[3],
    ])
}
