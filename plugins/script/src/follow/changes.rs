//! Paragraphs that say something like what they said.

use super::likeness::{LIKE, TELLING, VERY_LIKE, Worded, likeness};
use super::matching::Matching;
use maquette_document::ParagraphKind as Kind;

/// Paragraphs that are looked at on either side of a gap.
const MOST_NEAR: usize = 24;
/// Words that a paragraph is looked up by, its rarest, and the paragraphs that may have one.
const MOST_WORDS: usize = 8;
const MOST_WITH_WORD: usize = 64;
/// Old paragraphs that a new one is looked at with because of its words, and that it may turn out to be.
const MOST_WORDED: usize = 16;
const MOST_LIKE: usize = 8;

struct Pair {
    /// Between neighbours that were found.
    near: bool,
    likeness: f64,
    at: usize,
    to: usize,
}

/// Pairs what changed: the likest of the near first, then the likest of all others.
pub(super) fn change(matching: &mut Matching<'_>) {
    let (index, gaps) = (Index::of(matching), Gaps::of(matching));
    let mut pairs = Vec::new();
    for to in 0..matching.new.len() {
        if matching.old_of[to].is_none() && matching.new[to].kind != Kind::Character {
            pairs.extend(pairs_of(matching, &index, &gaps, to));
        }
    }
    pairs.sort_by(|one: &Pair, other| {
        let by_place = |pair: &Pair| (pair.at.abs_diff(pair.to), pair.at, pair.to);
        (other.near.cmp(&one.near))
            .then(other.likeness.total_cmp(&one.likeness))
            .then(by_place(one).cmp(&by_place(other)))
    });
    for Pair { at, to, .. } in pairs {
        if matching.new_of[at].is_none() && matching.old_of[to].is_none() {
            matching.pair(at, to);
        }
    }
}

/// What a new paragraph may have been, the likest first.
fn pairs_of(matching: &Matching<'_>, index: &Index, gaps: &Gaps, to: usize) -> Vec<Pair> {
    let near = gaps.near(matching, to);
    let worded = index.look_up(&matching.new[to]);
    let beside = near.iter().map(|at| (*at, true));
    let others = worded.iter().filter(|at| !near.contains(at));
    let others = others.map(|at| (*at, matching.fits_in_order(*at, to)));
    let mut pairs: Vec<Pair> = beside
        .chain(others)
        .filter(|(at, _)| matching.old[*at].kind != Kind::Character)
        .map(|(at, near)| {
            let likeness = likeness(&matching.old[at], &matching.new[to]);
            Pair { near, likeness, at, to }
        })
        .filter(|pair| {
            let shorter = matching.old[pair.at].words.len().min(matching.new[to].words.len());
            let far = pair.likeness >= VERY_LIKE && shorter >= TELLING;
            if pair.near { pair.likeness > LIKE } else { far }
        })
        .collect();
    pairs.sort_by(|one, other| {
        (other.near.cmp(&one.near))
            .then(other.likeness.total_cmp(&one.likeness))
            .then(one.at.cmp(&other.at))
    });
    pairs.truncate(MOST_LIKE);
    pairs
}

/// Where the gaps are: for each new paragraph, the old ones that were found before and after it.
struct Gaps {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl Gaps {
    fn of(matching: &Matching<'_>) -> Self {
        let mut before = Vec::with_capacity(matching.new.len());
        let mut last = None;
        for at in &matching.old_of {
            last = at.or(last);
            before.push(last);
        }
        let mut after = Vec::with_capacity(matching.new.len());
        last = None;
        for at in matching.old_of.iter().rev() {
            last = at.or(last);
            after.push(last);
        }
        after.reverse();
        Self { before, after }
    }

    /// Old paragraphs in the gap of a new one: those that follow where the one before it came from, and those
    /// that stand before where the next came from.
    fn near(&self, matching: &Matching<'_>, to: usize) -> Vec<usize> {
        let is_free = |at: &usize| matching.new_of[*at].is_none();
        let first = self.before[to].map_or(0, |at| at + 1);
        let end = self.after[to].unwrap_or(matching.old.len());
        let mut near: Vec<usize> =
            (first..matching.old.len()).take_while(is_free).take(MOST_NEAR).collect();
        near.extend((0..end).rev().take_while(is_free).take(MOST_NEAR));
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Old paragraphs that wait, by their words.
struct Index {
    with_word: Vec<Vec<u32>>,
}

impl Index {
    fn of(matching: &Matching<'_>) -> Self {
        let mut with_word: Vec<Vec<u32>> = vec![Vec::new(); matching.words];
        for (at, old) in matching.old.iter().enumerate() {
            if matching.new_of[at].is_some() {
                continue;
            }
            for word in &old.words {
                let with = &mut with_word[*word as usize];
                if with.last() != Some(&(at as u32)) && with.len() <= MOST_WITH_WORD {
                    with.push(at as u32);
                }
            }
        }
        Self { with_word }
    }

    /// Old paragraphs with the rarest words of this one, those with most of them first.
    fn look_up(&self, new: &Worded<'_>) -> Vec<usize> {
        let with = |word: &u32| self.with_word[*word as usize].as_slice();
        let mut words: Vec<u32> = new.words.clone();
        words.retain(|word| !with(word).is_empty() && with(word).len() <= MOST_WITH_WORD);
        words.sort_by_key(|word| (with(word).len(), *word));
        words.dedup();
        words.truncate(MOST_WORDS);
        let mut found: Vec<u32> = words.iter().flat_map(with).copied().collect();
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> = Vec::new();
        for at in found {
            match counted.last_mut() {
                Some((count, last)) if *last == at => *count += 1,
                _ => counted.push((1, at)),
            }
        }
        counted.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), *at));
        counted.truncate(MOST_WORDED);
        counted.into_iter().map(|(_, at)| at as usize).collect()
    }
}
