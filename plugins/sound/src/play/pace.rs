//! Time without a card: the samples of each moment are fetched and dropped.

use std::time::Duration;

use super::source::Source;
use crate::RATE;

/// The most that is made up for after the machine slept: a second.
const MOST: u64 = RATE as u64;

/// Counts samples by the clock of the machine. `now` is the time since some start.
pub(super) struct Pace {
    began: Duration,
    given: u64,
}

impl Pace {
    pub(super) fn new(now: Duration) -> Self {
        Self { began: now, given: 0 }
    }

    /// Runs `source` up to `now`.
    pub(super) fn catch_up(&mut self, source: &mut Source, now: Duration) {
        let passed = now.saturating_sub(self.began);
        let due = (passed.as_micros() * u128::from(RATE) / 1_000_000) as u64;
        self.given = self.given.max(due.saturating_sub(MOST));
        let mut block = [[0.0; 2]; 512];
        while self.given < due {
            let count = (due - self.given).min(block.len() as u64);
            source.fill(&mut block[..count as usize]);
            self.given += count;
        }
    }
}
