//! The longest common subsequence of two rows of tokens, 64 cells of its table at a time.
//!
//! After Hyyrö, "Bit-parallel LCS-length computation revisited" (2004): a row of the table is a row of bits, and a
//! 0 says that the length grows by one there. Where all rows together would need too much memory, the table is
//! halved as Hirschberg does.

use std::ops::Range;

/// The most words of 64 bits that are kept to find the way back: 64 MB.
const MOST_WORDS: usize = 8 << 20;

/// Pairs of places in `old` and `new` that hold the same token, both rising: as many as can be. Of several such
/// choices, one with as many as can be of the tokens that stand once in both. Tokens are below `tokens`.
pub(super) fn longest_common(old: &[u32], new: &[u32], tokens: usize) -> Vec<(usize, usize)> {
    let longest = longest_common_within(old, new, MOST_WORDS);
    let mut pairs = Vec::with_capacity(longest.len());
    let (mut at, mut to) = (0, 0);
    let end = (old.len(), new.len());
    for anchor in anchors(old, new, tokens).into_iter().chain([end]) {
        let between = longest_common_within(&old[at..anchor.0], &new[to..anchor.1], MOST_WORDS);
        pairs.extend(between.into_iter().map(|(by, by_new)| (at + by, to + by_new)));
        (at, to) = anchor;
        if anchor != end {
            pairs.push(anchor);
            (at, to) = (at + 1, to + 1);
        }
    }
    if pairs.len() == longest.len() { pairs } else { longest }
}

/// Pairs of tokens that stand once in both, both rising, as many as can be (Fredman 1975).
fn anchors(old: &[u32], new: &[u32], tokens: usize) -> Vec<(usize, usize)> {
    let once = |row: &[u32]| {
        let mut places = vec![None; tokens];
        let mut counts = vec![0_u32; tokens];
        for (at, token) in row.iter().enumerate() {
            counts[*token as usize] += 1;
            places[*token as usize] = (counts[*token as usize] == 1).then_some(at);
        }
        places
    };
    let (in_old, in_new) = (once(old), once(new));
    let mut pairs: Vec<(usize, usize)> =
        in_old.into_iter().zip(in_new).filter_map(|(at, to)| Some((at?, to?))).collect();
    pairs.sort_unstable();
    // For each length, the pair that ends a rising row of it lowest; and before each pair the one that it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (pair, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *to);
        before[pair] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = pair,
            None => ends.push(pair),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(pair) = next {
        rising.push(pairs[pair]);
        next = before[pair];
    }
    rising.reverse();
    rising
}

fn longest_common_within(old: &[u32], new: &[u32], most_words: usize) -> Vec<(usize, usize)> {
    let mut aligner = Aligner { old, new, most_words, pairs: Vec::new() };
    aligner.align(0..old.len(), 0..new.len());
    aligner.pairs.sort_unstable();
    aligner.pairs
}

struct Aligner<'a> {
    old: &'a [u32],
    new: &'a [u32],
    most_words: usize,
    pairs: Vec<(usize, usize)>,
}

impl Aligner<'_> {
    fn align(&mut self, mut old: Range<usize>, mut new: Range<usize>) {
        while !old.is_empty() && !new.is_empty() && self.old[old.start] == self.new[new.start] {
            self.pairs.push((old.start, new.start));
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty() && !new.is_empty() && self.old[old.end - 1] == self.new[new.end - 1] {
            (old.end, new.end) = (old.end - 1, new.end - 1);
            self.pairs.push((old.end, new.end));
        }
        if old.is_empty() || new.is_empty() {
            return;
        }
        let words = new.len().div_ceil(64);
        if old.len() == 1 || words.saturating_mul(old.len()) <= self.most_words {
            self.trace(old, new);
        } else {
            let middle = old.start + old.len() / 2;
            let split = self.split(old.start..middle, middle..old.end, new.clone());
            self.align(old.start..middle, new.start..split);
            self.align(middle..old.end, split..new.end);
        }
    }

    /// Keeps the whole table and walks back through it. Equal tokens pair as soon as they meet: what stands
    /// before a paragraph goes with it.
    fn trace(&mut self, old: Range<usize>, new: Range<usize>) {
        let places = Places::of(&self.new[new.clone()]);
        let words = new.len().div_ceil(64);
        let mut row = Row::new(words);
        let mut rows = Vec::with_capacity(words * old.len());
        for at in old.clone() {
            row.push(&places, self.old[at]);
            rows.extend_from_slice(&row.bits);
        }
        let (mut at, mut to) = (old.len(), new.len());
        while at > 0 && to > 0 {
            let (old_at, new_at) = (old.start + at - 1, new.start + to - 1);
            if self.old[old_at] == self.new[new_at] {
                self.pairs.push((old_at, new_at));
                (at, to) = (at - 1, to - 1);
                continue;
            }
            let word = rows[(at - 1) * words + (to - 1) / 64];
            match word >> ((to - 1) % 64) & 1 {
                1 => to -= 1,
                _ => at -= 1,
            }
        }
    }

    /// Where `new` is cut so that both halves of `old` find as much as they can.
    fn split(&self, first: Range<usize>, second: Range<usize>, new: Range<usize>) -> usize {
        let words = new.len().div_ceil(64);
        let mut row = Row::new(words);
        let places = Places::of(&self.new[new.clone()]);
        self.old[first].iter().for_each(|token| row.push(&places, *token));
        let ahead = row.lengths(new.len());

        let backward: Vec<u32> = self.new[new.clone()].iter().rev().copied().collect();
        let mut row = Row::new(words);
        let places = Places::of(&backward);
        self.old[second].iter().rev().for_each(|token| row.push(&places, *token));
        let behind = row.lengths(new.len());

        let found = |cut: &usize| ahead[*cut] + behind[new.len() - *cut];
        let best = (0..=new.len()).rev().max_by_key(found);
        new.start + best.unwrap_or_default()
    }
}

/// Where each token stands in a row, for rows of bits.
struct Places {
    /// Tokens with their places, sorted.
    places: Vec<(u32, u32)>,
    /// Tokens that stand at so many places that their bits are kept: 64 at most, since the row is no longer.
    masks: Vec<(u32, Vec<u64>)>,
}

impl Places {
    fn of(row: &[u32]) -> Self {
        let words = row.len().div_ceil(64);
        let mut places: Vec<(u32, u32)> = (0..).zip(row).map(|(at, token)| (*token, at)).collect();
        places.sort_unstable();
        let many =
            places.chunk_by(|one, other| one.0 == other.0).filter(|of| of.len() > words.max(64));
        let masks = many.map(|of| {
            let mut mask = vec![0; words];
            for (_, place) in of {
                mask[*place as usize / 64] |= 1 << (place % 64);
            }
            (of[0].0, mask)
        });
        Self { masks: masks.collect(), places }
    }

    fn of_token(&self, token: u32) -> impl Iterator<Item = u32> {
        let first = self.places.partition_point(|(other, _)| *other < token);
        let from_first = self.places[first..].iter();
        from_first.take_while(move |(other, _)| *other == token).map(|(_, place)| *place)
    }

    /// The places of `token` as bits, given to `use_bits`.
    fn with_bits(&self, token: u32, scratch: &mut [u64], use_bits: impl FnOnce(&[u64])) {
        if let Ok(at) = self.masks.binary_search_by_key(&token, |(token, _)| *token) {
            return use_bits(&self.masks[at].1);
        }
        for place in self.of_token(token) {
            scratch[place as usize / 64] |= 1 << (place % 64);
        }
        use_bits(scratch);
        for place in self.of_token(token) {
            scratch[place as usize / 64] = 0;
        }
    }
}

/// A row of the table.
struct Row {
    bits: Vec<u64>,
    scratch: Vec<u64>,
}

impl Row {
    fn new(words: usize) -> Self {
        Self { bits: vec![u64::MAX; words], scratch: vec![0; words] }
    }

    /// The row below, for one more token of the old.
    fn push(&mut self, places: &Places, token: u32) {
        let Self { bits, scratch } = self;
        places.with_bits(token, scratch, |mask| {
            let mut carry = false;
            for (word, mask) in bits.iter_mut().zip(mask) {
                let both = *word & mask;
                let (sum, over) = word.overflowing_add(both);
                let (sum, over_again) = sum.overflowing_add(u64::from(carry));
                carry = over || over_again;
                *word = sum | (*word & !mask);
            }
        });
    }

    /// The length of the longest common subsequence with the first 0, 1, … `count` tokens of the new.
    fn lengths(&self, count: usize) -> Vec<u32> {
        let mut lengths = Vec::with_capacity(count + 1);
        let mut length = 0;
        lengths.push(0);
        for at in 0..count {
            length += u32::from(self.bits[at / 64] >> (at % 64) & 1 == 0);
            lengths.push(length);
        }
        lengths
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The table as it stands in the textbook.
    fn length(old: &[u32], new: &[u32]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for one in old {
            let mut before = 0;
            for (at, other) in new.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if one == other { before + 1 } else { above.max(row[at]) };
                before = above;
            }
        }
        row[new.len()]
    }

    fn check(old: &[u32], new: &[u32], tokens: usize, most_words: usize) {
        check_pairs(old, new, &longest_common_within(old, new, most_words));
        check_pairs(old, new, &longest_common(old, new, tokens));
    }

    fn check_pairs(old: &[u32], new: &[u32], pairs: &[(usize, usize)]) {
        assert!(pairs.iter().all(|(at, to)| old[*at] == new[*to]));
        assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert_eq!(pairs.len(), length(old, new));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_other_choice_finds_more(
            few in prop_oneof![Just(2_u32), Just(9), Just(300)],
            old in prop::collection::vec(any::<u32>(), 0..400),
            new in prop::collection::vec(any::<u32>(), 0..400),
        ) {
            let old: Vec<u32> = old.iter().map(|token| token % few).collect();
            let new: Vec<u32> = new.iter().map(|token| token % few).collect();
            check(&old, &new, few as usize, MOST_WORDS);
            check(&old, &new, few as usize, 8);
        }
    }

    #[test]
    fn what_stands_once_decides_between_repeated_ones() {
        // The first three or the last three: 5 stands once.
        assert_eq!(longest_common(&[1, 2, 1, 5], &[1, 5, 1, 2], 6), [(0, 0), (3, 1)]);
        assert_eq!(longest_common(&[1, 1, 5], &[5, 1, 1], 6), [(0, 1), (1, 2)]);
    }

    #[test]
    fn nothing_is_common_with_nothing() {
        check(&[], &[1], 2, 8);
        check(&[1], &[], 2, 8);
        check(&[0], &[1], 2, 8);
    }
}
