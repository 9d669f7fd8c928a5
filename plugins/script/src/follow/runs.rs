//! Runs of paragraphs that follow one another in both drafts.
//!
//! Where a paragraph is repeated there are several longest common subsequences. The one with the fewest runs has
//! repeated paragraphs with their neighbours.

use std::ops::Range;

/// Paragraphs that follow one another without a gap, in the old draft and in the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) at: usize,
    pub(super) to: usize,
    pub(super) count: usize,
}

impl Run {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.count
    }

    fn new_range(&self) -> Range<usize> {
        self.to..self.to + self.count
    }
}

/// The same number of pairs in fewer runs: one that touches its neighbour in one draft, and could as well touch it
/// in the other, does. `pairs` rise in both drafts and have equal tokens.
pub(super) fn join_runs(old: &[u32], new: &[u32], pairs: &[(usize, usize)]) -> Vec<Run> {
    let mut waiting = runs_of(pairs);
    waiting.reverse();
    let mut joined: Vec<Run> = Vec::with_capacity(waiting.len());
    while let Some(run) = waiting.pop() {
        if let Some(before) = joined.last_mut() {
            let (at, to) = (before.range().end, before.new_range().end);
            let touches = run.at == at || run.to == to;
            if touches
                && old[run.range()] == old[at..at + run.count]
                && new[run.new_range()] == new[to..to + run.count]
            {
                before.count += run.count;
                continue;
            }
        }
        if let Some(after) = waiting.last_mut() {
            let touches = run.range().end == after.at || run.new_range().end == after.to;
            let (at, to) = (after.at - run.count, after.to - run.count);
            if touches
                && old[run.range()] == old[at..after.at]
                && new[run.new_range()] == new[to..after.to]
            {
                *after = Run { at, to, count: after.count + run.count };
                continue;
            }
        }
        joined.push(run);
    }
    joined
}

fn runs_of(pairs: &[(usize, usize)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, to) in pairs.iter().copied() {
        match runs.last_mut() {
            Some(last) if (last.range().end, last.new_range().end) == (at, to) => last.count += 1,
            _ => runs.push(Run { at, to, count: 1 }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        old: &[u32],
        new: &[u32],
        pairs: &[(usize, usize)],
        expected: &[(usize, usize, usize)],
    ) {
        let runs = join_runs(old, new, pairs);
        let runs: Vec<_> = runs.iter().map(|run| (run.at, run.to, run.count)).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn a_repeated_paragraph_goes_with_its_neighbours() {
        // The last of two stands behind the one before it.
        check(&[1, 2], &[1, 2, 3, 2], &[(0, 0), (1, 3)], &[(0, 0, 2)]);
        check(&[1, 2, 3, 2], &[1, 2], &[(0, 0), (3, 1)], &[(0, 0, 2)]);
        // The first of two stands before the one after it.
        check(&[2, 3], &[2, 1, 2, 3], &[(0, 0), (1, 3)], &[(0, 2, 2)]);
        check(&[2, 2, 1, 2, 2, 3], &[2, 2, 3], &[(0, 0), (1, 1), (5, 2)], &[(3, 0, 3)]);
        // Where nothing could stand elsewhere, nothing does.
        check(&[1, 2, 3], &[1, 3], &[(0, 0), (2, 1)], &[(0, 0, 1), (2, 1, 1)]);
        check(&[], &[1], &[], &[]);
    }
}
