//! The clips of one bus, found by where they are heard.

use super::voice::Voice;
use crate::RATE;

/// Samples of a cell: a second.
const CELL: i64 = RATE as i64;

/// Clips in the order of the plan, with a list for each second of the film of those that may be heard in it or
/// in the next: what a film ten times as long costs is ten times as much, not a hundred.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    voices: Vec<Voice>,
    cells: Vec<Vec<u32>>,
}

impl Lane {
    /// The lane of a film of `length` samples.
    pub(super) fn new(voices: Vec<Voice>, length: i64) -> Self {
        let count = (length.max(0) / CELL + 1) as usize;
        let mut cells = vec![Vec::new(); count];
        for (number, voice) in voices.iter().enumerate() {
            let span = voice.span();
            if length <= span.start || span.end <= 0 {
                continue;
            }
            let first = (span.start.max(0) / CELL - 1).max(0) as usize;
            let last = (span.end.min(length) / CELL) as usize;
            for cell in &mut cells[first..=last.min(count - 1)] {
                cell.push(number as u32);
            }
        }
        Self { voices, cells }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter()
    }

    /// Those heard from `start` to `end`, at most a second apart, in the order of the plan.
    pub(super) fn heard(&self, start: i64, end: i64) -> impl Iterator<Item = &Voice> {
        debug_assert!(end.saturating_sub(start) <= CELL);
        let cell = (start / CELL).clamp(0, self.cells.len().max(1) as i64 - 1) as usize;
        let numbers = self.cells.get(cell).map(Vec::as_slice).unwrap_or_default();
        numbers
            .iter()
            .map(|number| &self.voices[*number as usize])
            .filter(move |voice| voice.is_heard(start, end))
    }
}
