//! How like two paragraphs are.

use std::collections::HashMap;

use maquette_document::ParagraphKind as Kind;

use super::{Line, is_speech};
use crate::heading::Heading;
use crate::times::words;

/// Two paragraphs at one place are one that changed if they are more like than this: more than half of their
/// words are the same, in the same order.
pub const LIKE: f64 = 0.5;

/// Two paragraphs at different places are one if they are at least so like, and long enough to tell.
pub const VERY_LIKE: f64 = 0.75;

/// The fewest words of a paragraph that is known by them wherever it stands.
pub(super) const TELLING: usize = 4;

/// Paragraphs with more words are compared without regard to the order of their words.
const MOST_WORDS: usize = 512;

/// The words of two drafts as numbers.
pub(super) struct Wording {
    numbers: HashMap<String, u32>,
}

/// What a paragraph is compared by.
pub(super) struct Worded<'a> {
    pub(super) kind: Kind,
    /// As it is called in the new draft.
    pub(super) character: &'a str,
    pub(super) words: Vec<u32>,
    sorted: Vec<u32>,
}

impl Wording {
    pub(super) fn new() -> Self {
        Self { numbers: HashMap::new() }
    }

    /// How many different words there are.
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }

    /// A heading is compared by its place, unless it has none.
    pub(super) fn worded<'a>(&mut self, line: &Line<'_>, character: &'a str) -> Worded<'a> {
        let place = match line.kind {
            Kind::Heading => words(&Heading::parse(line.text).place),
            _ => Vec::new(),
        };
        let said = if place.is_empty() { words(line.text) } else { place };
        let number = |word| {
            let next = self.numbers.len() as u32;
            *self.numbers.entry(word).or_insert(next)
        };
        let words: Vec<u32> = said.into_iter().map(number).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        Worded { kind: line.kind, character, words, sorted }
    }
}

/// How like two paragraphs are, 0 to 1: twice the words that both have in the same order, through all words of
/// both (the coefficient of Dice). 0 if they can't be the same paragraph: of another kind or another speaker,
/// unless they say exactly the same, in more than a word.
pub(super) fn likeness(old: &Worded<'_>, new: &Worded<'_>) -> f64 {
    let all = old.words.len() + new.words.len();
    if all == 0 || (2 * old.words.len().min(new.words.len())) as f64 <= LIKE * all as f64 {
        return 0.0;
    }
    let other_speaker = is_speech(old.kind) && old.character != new.character;
    if old.kind != new.kind || other_speaker {
        let same = old.words == new.words && old.words.len() > 1;
        return f64::from(same) * 0.9;
    }
    let common = match old.words.len().max(new.words.len()) {
        ..=MOST_WORDS => common_in_order(&old.words, &new.words),
        _ => common(&old.sorted, &new.sorted),
    };
    (2 * common) as f64 / all as f64
}

/// Words that both have in the same order. As in [`super::align`], with few words at a time.
fn common_in_order(old: &[u32], new: &[u32]) -> usize {
    let words = new.len().div_ceil(64);
    let mut bits = [u64::MAX; MOST_WORDS / 64];
    for one in old {
        let mut carry = false;
        for (word, new) in bits[..words].iter_mut().zip(new.chunks(64)) {
            let places = new.iter().enumerate().filter(|(_, other)| *other == one);
            let mask: u64 = places.map(|(at, _)| 1 << at).sum();
            let (sum, over) = word.overflowing_add(*word & mask);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *word = sum | (*word & !mask);
        }
    }
    (0..new.len()).filter(|at| bits[at / 64] >> (at % 64) & 1 == 0).count()
}

/// Words that two sorted rows have both.
fn common(old: &[u32], new: &[u32]) -> usize {
    let (mut at, mut to, mut count) = (0, 0, 0);
    while let (Some(one), Some(other)) = (old.get(at), new.get(to)) {
        count += usize::from(one == other);
        at += usize::from(one <= other);
        to += usize::from(other <= one);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, old: &str, new: &str, expected: f64) {
        let mut wording = Wording::new();
        let line = |text| Line { kind, text, character: "" };
        let (old, new) = (wording.worded(&line(old), "A"), wording.worded(&line(new), "A"));
        assert!((likeness(&old, &new) - expected).abs() < 0.01, "{}", likeness(&old, &new));
    }

    #[test]
    fn words_in_the_same_order_make_lines_like() {
        check(Kind::Action, "Is it raining?", "Is it still raining?", 6.0 / 7.0);
        check(Kind::Action, "Élan vital!", "elan, vital", 1.0);
        check(Kind::Action, "one two three", "three two one", 1.0 / 3.0);
        check(Kind::Action, "Yes.", "No.", 0.0);
        check(Kind::Action, "", "", 0.0);
        check(Kind::Heading, "INT. LAMP ROOM - DAY", "EXT. LAMP ROOM - NIGHT", 1.0);
        check(Kind::Heading, "INT. CELLAR - DAY", "INT. LAMP ROOM - DAY", 0.0);
        check(Kind::Action, &"a b ".repeat(300), &"b a ".repeat(300), 1.0);
    }
}
