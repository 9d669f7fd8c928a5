//! Characters that keep their identity, so that taking back a splice finds them wherever they are by now.

use std::collections::BTreeMap;

use loro::cursor::Side;
use loro::{LoroError, LoroText};
use serde::{Deserialize, Serialize};

/// The operation that wrote a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct CharId {
    peer: u64,
    counter: i32,
}

/// Characters whose identities follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Run {
    first: CharId,
    length: u32,
}

/// Characters that an undo put back, and those that they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stand {
    new: CharId,
    old: Run,
}

/// Where text goes back in: between what stood left and right of it, as far as that is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gap {
    left: Option<CharId>,
    right: Option<CharId>,
    at: u32,
}

/// All characters that stand for others.
#[derive(Debug, Default)]
pub(crate) struct Stands(BTreeMap<CharId, Run>);

impl CharId {
    fn plus(self, offset: usize) -> Self {
        Self { counter: self.counter.saturating_add(offset as i32), ..self }
    }
}

impl Run {
    fn has(self, id: CharId) -> bool {
        let offset = i64::from(id.counter) - i64::from(self.first.counter);
        id.peer == self.first.peer && (0..i64::from(self.length)).contains(&offset)
    }
}

impl Stands {
    pub(crate) fn add(&mut self, stand: Stand) {
        self.0.insert(stand.new, stand.old);
    }

    /// Who the character is, or was when it was first written.
    fn original(&self, id: CharId) -> CharId {
        let Some((new, old)) = self.0.range(..=id).next_back() else { return id };
        let run = Run { first: *new, length: old.length };
        let offset = i64::from(id.counter) - i64::from(new.counter);
        if run.has(id) { old.first.plus(offset as usize) } else { id }
    }

    /// Who stands at a place, from 0.
    fn at(&self, text: &LoroText, place: usize) -> Option<CharId> {
        written(text, place).map(|id| self.original(id))
    }

    fn all(&self, text: &LoroText) -> Vec<CharId> {
        (0..text.len_unicode()).filter_map(|place| self.at(text, place)).collect()
    }

    /// The characters at `at`, and the gap that they would leave.
    pub(crate) fn look(&self, text: &LoroText, at: usize, length: usize) -> (Vec<Run>, Gap) {
        let ids: Vec<CharId> = (at..at + length).filter_map(|place| self.at(text, place)).collect();
        let left = at.checked_sub(1).and_then(|place| self.at(text, place));
        (runs(&ids), Gap { left, right: self.at(text, at + length), at: at as u32 })
    }

    /// Where the characters of `wanted` are by now, as places and lengths, the last first.
    pub(crate) fn find(&self, text: &LoroText, wanted: &[Run]) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, id) in self.all(text).into_iter().enumerate() {
            if !wanted.iter().any(|run| run.has(id)) {
                continue;
            }
            match found.last_mut() {
                Some((start, length)) if *start + *length == place => *length += 1,
                _ => found.push((place, 1)),
            }
        }
        found.reverse();
        found
    }

    /// Puts characters back, and remembers whom they stand for.
    pub(crate) fn restore(
        &mut self,
        text: &LoroText,
        gap: Gap,
        insert: &str,
        originals: &[Run],
    ) -> Result<Vec<Stand>, LoroError> {
        let ids = self.all(text);
        let place_of = |wanted: Option<CharId>| ids.iter().position(|id| Some(*id) == wanted);
        let place = place_of(gap.left)
            .map(|left| left + 1)
            .or_else(|| place_of(gap.right))
            .unwrap_or(gap.at as usize)
            .min(ids.len());
        text.insert(place, insert)?;
        let mut stands = Vec::new();
        let mut next = written(text, place);
        for old in originals {
            let Some(new) = next else { break };
            let stand = Stand { new, old: *old };
            self.add(stand);
            stands.push(stand);
            next = Some(new.plus(old.length as usize));
        }
        Ok(stands)
    }
}

/// How many characters there are in `runs`.
pub(crate) fn count(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.length as usize).sum()
}

/// The one splice that makes `new` of `old`: place, characters to delete, characters to insert.
pub(crate) fn difference(old: &str, new: &str) -> (usize, usize, String) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tails = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tails.take_while(|(a, b)| a == b).count();
    (head, old.len() - head - tail, new[head..new.len() - tail].iter().collect())
}

fn written(text: &LoroText, place: usize) -> Option<CharId> {
    let id = text.get_cursor(place, Side::Middle)?.id?;
    Some(CharId { peer: id.peer, counter: id.counter })
}

fn runs(ids: &[CharId]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some(run) if run.first.plus(run.length as usize) == *id => run.length += 1,
            _ => runs.push(Run { first: *id, length: 1 }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: (usize, usize, &str)) {
        let (at, delete, insert) = difference(old, new);
        assert_eq!((at, delete, insert.as_str()), expected);
    }

    #[test]
    fn a_difference_is_as_small_as_it_can_be() {
        check("", "", (0, 0, ""));
        check("the lamp", "the old lamp", (4, 0, "old "));
        check("aaaa", "aa", (2, 2, ""));
        check("Zoë sits", "Zoë stands", (5, 2, "tand"));
        check("abc", "xyz", (0, 3, "xyz"));
    }
}
