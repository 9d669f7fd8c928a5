//! What a sound card calls: the samples of the source in the card's own form.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cpal::{FromSample, SizedSample};
use crossbeam_channel::Sender;

use super::source::{Shared, Source};
use super::stretch::Stretch;
use crate::RATE;

/// Faults in a row, without a sample asked for between them, after which a card is given up.
const FAULTS: u32 = 10;

/// Samples that are fetched at once.
const BLOCK: usize = 256;

/// The end of a player that one card is put on, for as long as that card is there.
#[derive(Clone)]
pub(super) struct Line {
    /// Only ever held by one thread: the other takes it when the card is gone.
    source: Arc<Mutex<Source>>,
    shared: Arc<Shared>,
    lose: Sender<String>,
    /// Cleared when the card is given up: what it asks for then is silence.
    alive: Arc<AtomicBool>,
    asked: Arc<AtomicU64>,
    faults: Arc<AtomicU32>,
}

impl Line {
    /// `lose` is told why, once the card is lost.
    pub(super) fn new(
        source: Arc<Mutex<Source>>,
        shared: Arc<Shared>,
        lose: Sender<String>,
    ) -> Self {
        let alive = Arc::new(AtomicBool::new(true));
        Self { source, shared, lose, alive, asked: Arc::default(), faults: Arc::default() }
    }

    /// For a card of so many channels at `rate`.
    pub(super) fn feed(&self, channels: usize, rate: u32) -> Feed {
        let stretch = (rate != RATE).then(|| Stretch::new(rate));
        Feed { line: self.clone(), channels: channels.max(1), rate: rate.max(1), stretch }
    }

    /// How often the card has asked for samples.
    pub(super) fn asked(&self) -> u64 {
        self.asked.load(Relaxed)
    }

    /// The card went without samples for a moment.
    pub(super) fn starve(&self) {
        self.shared.dropouts.fetch_add(1, Relaxed);
    }

    /// The card is gone, for this reason.
    pub(super) fn lose(&self, why: &str) {
        // One reason is enough: a full queue holds an earlier one.
        if self.lose.try_send(why.to_owned()).is_err() {
            tracing::debug!(why, "sound card");
        }
    }

    /// Something went wrong that may pass; over and over, the card is lost.
    pub(super) fn fault(&self, why: &str) {
        tracing::debug!(why, "sound card");
        if FAULTS <= self.faults.fetch_add(1, Relaxed) + 1 {
            self.lose(why);
        }
    }

    /// Nothing is given to this card any more.
    pub(super) fn cut(&self) {
        self.alive.store(false, Release);
    }
}

/// Hands samples to one card.
pub(super) struct Feed {
    line: Line,
    channels: usize,
    rate: u32,
    stretch: Option<Stretch>,
}

impl Feed {
    /// Fills `data`, whose first sample comes out of the loudspeaker `ahead` from now.
    pub(super) fn give<T: SizedSample + FromSample<f32>>(
        &mut self,
        data: &mut [T],
        ahead: Duration,
    ) {
        self.line.asked.fetch_add(1, Relaxed);
        self.line.faults.store(0, Relaxed);
        if !self.line.alive.load(Acquire) {
            return data.fill(T::EQUILIBRIUM);
        }
        let Ok(mut source) = self.line.source.try_lock() else {
            return data.fill(T::EQUILIBRIUM);
        };
        source.obey();
        let held = self.stretch.as_ref().map_or(0, Stretch::delay);
        // A card that claims to be seconds away is not believed.
        let ahead = (ahead.as_micros() * u128::from(RATE) / 1_000_000).min(u128::from(RATE)) as i64;
        let frames = (data.len() / self.channels) as i64;
        let given = frames * i64::from(RATE) / i64::from(self.rate);
        self.line.shared.stamp(source.position(), given, ahead + held);
        let mut block = [[0.0; 2]; BLOCK];
        for out in data.chunks_mut(BLOCK * self.channels) {
            let frames = &mut block[..out.len().div_ceil(self.channels)];
            match &mut self.stretch {
                None => source.give(frames),
                Some(stretch) => stretch.fill(&mut |wanted| source.give(wanted), frames),
            }
            for (out, frame) in out.chunks_mut(self.channels).zip(frames) {
                spread(*frame, out);
            }
        }
        source.publish();
    }
}

/// Left and right to the first two loudspeakers, or both to the only one.
fn spread<T: SizedSample + FromSample<f32>>([left, right]: [f32; 2], out: &mut [T]) {
    out.fill(T::EQUILIBRIUM);
    match out {
        [one] => *one = T::from_sample(((left + right) * 0.5).clamp(-1.0, 1.0)),
        [l, r, ..] => {
            *l = T::from_sample(left.clamp(-1.0, 1.0));
            *r = T::from_sample(right.clamp(-1.0, 1.0));
        }
        [] => {}
    }
}
