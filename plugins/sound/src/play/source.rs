//! What runs in the thread of the sound card.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use super::Output;
use super::clock::Clock;
use super::grain::Grain;
use crate::{Mix, RATE};

/// Samples over which sound comes and goes where it is cut by a hand: 5 ms, so that it does not click.
pub(super) const RAMP: u32 = 240;

/// Samples rendered at once.
const BLOCK: usize = 256;

/// Bits of a seek that hold its target: 186 years.
const TARGET_BITS: u32 = 48;

/// The word for a seek to `target` after the seek `last`: a count and the target in one number, so that it
/// cannot be read half.
pub(super) fn seek_word(last: u64, target: i64) -> u64 {
    let count = (last >> TARGET_BITS).wrapping_add(1);
    count << TARGET_BITS | (target.max(0) as u64 & ((1 << TARGET_BITS) - 1))
}

pub(super) fn seek_target(word: u64) -> i64 {
    (word & ((1 << TARGET_BITS) - 1)) as i64
}

/// What both threads see.
#[derive(Default)]
pub(super) struct Shared {
    /// Whether it shall play; the source takes it back at the end.
    pub(super) play: AtomicBool,
    /// The last seek asked for, and the last one done.
    pub(super) seek: AtomicU64,
    pub(super) obeyed: AtomicU64,
    /// The last place that was scrubbed to, worded as a seek.
    pub(super) scrub: AtomicU64,
    /// Seconds that are counted in before the next run.
    pub(super) count_in: AtomicU32,
    /// The next sample, and where this run began.
    pub(super) position: AtomicI64,
    pub(super) began: AtomicI64,
    pub(super) latency: AtomicI64,
    pub(super) dropouts: AtomicU64,
    /// What is at the loudspeaker, where a card says when it plays what it gets.
    pub(super) clock: Clock,
    /// Never touched by the sound card's thread.
    output: Mutex<Option<Output>>,
}

impl Shared {
    /// The next sample, or where it will be once the last seek is obeyed.
    pub(super) fn place(&self) -> i64 {
        self.awaited().unwrap_or_else(|| self.position.load(Acquire))
    }

    /// The last seek, if it is not done yet.
    pub(super) fn awaited(&self) -> Option<i64> {
        let seek = self.seek.load(Acquire);
        (self.obeyed.load(Acquire) != seek).then(|| seek_target(seek))
    }

    /// The card takes `given` samples from `place` on, of which the first is heard `ahead` samples from now.
    pub(super) fn stamp(&self, place: i64, given: i64, ahead: i64) {
        self.latency.store(ahead, Relaxed);
        self.clock.set(place - ahead, given);
    }

    /// There is no card any more.
    pub(super) fn unstamp(&self) {
        self.latency.store(0, Relaxed);
        self.clock.clear();
    }

    pub(super) fn set_output(&self, output: Output) {
        *self.output.lock().unwrap_or_else(PoisonError::into_inner) = Some(output);
    }

    pub(super) fn output(&self) -> Output {
        self.output
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .unwrap_or(Output::Opening)
    }
}

/// Sound that was cut by a hand, dying away.
struct Tail {
    at: i64,
    /// Samples that it still has, out of [`RAMP`].
    left: u32,
}

/// Gives the samples of a mix, one block after the other.
pub(super) struct Source {
    mix: Arc<Mix>,
    mixes: Receiver<Arc<Mix>>,
    retire: Sender<Arc<Mix>>,
    pub(super) shared: Arc<Shared>,
    position: i64,
    playing: bool,
    /// How far the sound has come up, out of [`RAMP`].
    risen: u32,
    tail: Option<Tail>,
    seen: u64,
    /// What is heard of a place under the hand, and the last scrub seen.
    grain: Grain,
    scrubbed: u64,
    /// Samples of the count-in that are still to come.
    lead: i64,
}

impl Source {
    pub(super) fn new(
        mix: Arc<Mix>,
        mixes: Receiver<Arc<Mix>>,
        retire: Sender<Arc<Mix>>,
        shared: Arc<Shared>,
    ) -> Self {
        Self {
            mix,
            mixes,
            retire,
            shared,
            position: 0,
            playing: false,
            risen: RAMP,
            tail: None,
            seen: 0,
            grain: Grain::default(),
            scrubbed: 0,
            lead: 0,
        }
    }

    /// Fills `out` with what comes next.
    pub(super) fn fill(&mut self, out: &mut [[f32; 2]]) {
        self.obey();
        self.give(out);
        self.publish();
    }

    /// The place in the film of what is given next; in a count-in, before the place where it begins.
    pub(super) fn position(&self) -> i64 {
        self.position - self.lead
    }

    /// Lets sound come up as after a cut, since another card has taken over in the middle.
    pub(super) fn rise_unless_at_head(&mut self) {
        if self.playing && 0 < self.position {
            self.risen = 0;
            self.tail = None;
        }
    }

    /// Fills `out` with what comes next, whatever was asked for since [`Source::obey`].
    pub(super) fn give(&mut self, out: &mut [[f32; 2]]) {
        for block in out.chunks_mut(BLOCK) {
            let counted = self.count_in(block);
            let rest = &mut block[counted..];
            let given = self.run(rest);
            rest[given..].fill([0.0; 2]);
            self.die_away(block);
            self.grain.add(&self.mix, block);
        }
    }

    /// Tells the others where it is.
    pub(super) fn publish(&self) {
        if !self.playing {
            self.shared.began.store(self.position, Release);
        }
        self.shared.position.store(self.position, Release);
        self.shared.obeyed.store(self.seen, Release);
    }

    /// Does what was asked for since the last time.
    pub(super) fn obey(&mut self) {
        while let Ok(mix) = self.mixes.try_recv() {
            let old = std::mem::replace(&mut self.mix, mix);
            // The player empties this queue more often than it fills the other.
            if let Err(full) = self.retire.try_send(old) {
                drop(full);
            }
        }
        let play = self.shared.play.load(Acquire);
        if self.playing && !play {
            self.leave();
        }
        let seek = self.shared.seek.load(Acquire);
        if seek != self.seen {
            if self.playing {
                self.leave();
            }
            self.seen = seek;
            self.position = seek_target(seek);
        }
        let scrub = self.shared.scrub.load(Acquire);
        if scrub != self.scrubbed {
            self.scrubbed = scrub;
            if !play {
                self.grain.ask(seek_target(scrub));
            }
        }
        if play && !self.playing {
            self.grain.leave();
            self.playing = true;
            self.lead = i64::from(self.shared.count_in.swap(0, AcqRel)) * i64::from(RATE);
            // The head of a film is no cut.
            self.risen = if self.position == 0 { RAMP } else { 0 };
            self.shared.began.store(self.position, Release);
        }
    }

    /// Stops here; what was heard dies away.
    fn leave(&mut self) {
        self.tail = Some(Tail { at: self.position, left: self.risen });
        self.playing = false;
        self.lead = 0;
    }

    /// Gives what is left of the count-in; how many samples that is.
    fn count_in(&mut self, block: &mut [[f32; 2]]) -> usize {
        let count = self.lead.min(block.len() as i64) as usize;
        for frame in &mut block[..count] {
            *frame = [beep(self.lead); 2];
            self.lead -= 1;
        }
        count
    }

    /// Gives what is playing; how many samples that is.
    fn run(&mut self, block: &mut [[f32; 2]]) -> usize {
        if !self.playing {
            return 0;
        }
        let left = (self.mix.length() - self.position).max(0);
        let given = left.min(block.len() as i64) as usize;
        self.mix.render(self.position, &mut block[..given]);
        for frame in block[..given].iter_mut().take((RAMP - self.risen) as usize) {
            self.risen += 1;
            *frame = frame.map(|sample| sample * share(self.risen));
        }
        self.position += given as i64;
        if given < block.len() || self.position >= self.mix.length() {
            self.playing = false;
            self.shared.play.store(false, Relaxed);
        }
        given
    }

    /// Adds what was cut.
    fn die_away(&mut self, block: &mut [[f32; 2]]) {
        let Some(tail) = &mut self.tail else {
            return;
        };
        let mut old = [[0.0; 2]; BLOCK];
        let old = &mut old[..block.len().min(tail.left as usize)];
        self.mix.render(tail.at, old);
        for (frame, old) in block.iter_mut().zip(old.iter()) {
            tail.left -= 1;
            frame[0] += old[0] * share(tail.left);
            frame[1] += old[1] * share(tail.left);
        }
        tail.at += old.len() as i64;
        if tail.left == 0 {
            self.tail = None;
        }
    }
}

/// A sample of the count-in, `left` before its end: a beep of 1 kHz and 60 ms at the head of each second.
fn beep(left: i64) -> f32 {
    let rate = i64::from(RATE);
    let (into, length) = (rate - 1 - (left - 1) % rate, rate * 60 / 1000);
    if length <= into {
        return 0.0;
    }
    let edge = into.min(length - 1 - into).min(i64::from(RAMP)) as f32 / RAMP as f32;
    let angle = std::f64::consts::TAU * 1000.0 * into as f64 / rate as f64;
    0.25 * edge * libm::sin(angle) as f32
}

fn share(part: u32) -> f32 {
    part as f32 / RAMP as f32
}
