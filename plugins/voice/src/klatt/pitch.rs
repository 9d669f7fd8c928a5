//! The tune of a line: how high the voice is at any time.

use super::plan::{Phrase, Segment};
use crate::g2p::Break;

/// A line's tune, in semitones over the voice's own pitch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tune {
    phrases: Vec<Fall>,
    bumps: Vec<Bump>,
}

/// How a phrase sinks, and what it does at its end.
#[derive(Clone, Copy, Debug)]
struct Fall {
    start: f64,
    end: f64,
    from: f64,
    to: f64,
    /// Where its last move begins, and by how much it goes up or down until the end.
    turn: f64,
    last: f64,
}

/// A rise and fall about an accent.
#[derive(Clone, Copy, Debug)]
struct Bump {
    middle: f64,
    before: f64,
    after: f64,
    height: f64,
}

impl Tune {
    /// The tune of `phrases`; `starts` holds the second at which each segment starts.
    pub(crate) fn of(segments: &[Segment], phrases: &[Phrase], starts: &[f64]) -> Self {
        let mut tune = Self::default();
        for phrase in phrases {
            tune.add(segments, phrase, starts);
        }
        tune
    }

    fn add(&mut self, segments: &[Segment], phrase: &Phrase, starts: &[f64]) {
        let accents: Vec<usize> =
            phrase.segments.clone().filter(|at| segments[*at].accent).collect();
        let start = starts[phrase.segments.start];
        let last = phrase.segments.end - 1;
        let end = starts[last] + segments[last].seconds;
        let length = end - start;
        let asks = phrase.end == Break::Question && !phrase.asks_what;
        let lively = if phrase.end == Break::Exclamation { 1.35 } else { 1.0 };
        let sink = (2.0 + 0.7 * length).min(4.5);
        let nucleus = accents.last().map_or(start, |at| starts[*at] + 0.45 * segments[*at].seconds);
        let (turn, last) = match phrase.end {
            Break::Question if asks => (nucleus, 7.5),
            Break::Comma => (nucleus.max(end - 0.18), 2.0),
            Break::Ellipsis => (nucleus, -0.8),
            Break::Stop | Break::Exclamation | Break::Question => (nucleus, -3.2 * lively),
        };
        self.phrases.push(Fall {
            start,
            end,
            from: sink * 0.55 + lively - 1.0,
            to: -sink * 0.45,
            turn,
            last,
        });
        for (place, at) in accents.iter().enumerate() {
            let segment = &segments[*at];
            let is_last = place + 1 == accents.len();
            let height = match (place, is_last) {
                (_, true) if asks => -1.5,
                (0, false) => 4.2,
                (_, true) => 4.0,
                // They come in turns, as steps do.
                (place, false) => [2.6, 3.4][place % 2],
            };
            let middle = starts[*at] + segment.seconds * if is_last { 0.35 } else { 0.55 };
            let after = if is_last { (end - middle).clamp(0.10, 0.26) } else { 0.20 };
            self.bumps.push(Bump { middle, before: 0.17, after, height: height * lively });
        }
    }

    /// Semitones at `time`, in seconds.
    pub(crate) fn at(&self, time: f64) -> f64 {
        let found = self
            .phrases
            .iter()
            .take_while(|phrase| phrase.start <= time)
            .last()
            .or(self.phrases.first());
        let fall = found.map_or(0.0, |phrase| {
            let share =
                ((time - phrase.start) / (phrase.end - phrase.start).max(0.05)).clamp(0.0, 1.0);
            let turned =
                ((time - phrase.turn) / (phrase.end - phrase.turn).max(0.05)).clamp(0.0, 1.0);
            phrase.from + (phrase.to - phrase.from) * share + phrase.last * bend(turned)
        });
        let bump = |one: &Bump| {
            let away = time - one.middle;
            let share = if away < 0.0 { -away / one.before } else { away / one.after };
            if share < 1.0 { one.height * (1.0 - bend(share)) } else { 0.0 }
        };
        // Accents come in order of time, and each reaches less than half a second.
        let near = self.bumps.partition_point(|one| one.middle < time - 0.5);
        fall + self.bumps[near..]
            .iter()
            .take_while(|one| one.middle < time + 0.5)
            .map(bump)
            .sum::<f64>()
    }
}

/// From 0 to 1, slow at both ends.
fn bend(share: f64) -> f64 {
    share * share * (3.0 - 2.0 * share)
}
