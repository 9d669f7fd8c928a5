//! A sound at another speed, its pitch with it, as a tape does.

use std::ops::Range;
use std::sync::Arc;

use super::kernel::Kernel;
use crate::Sound;

/// Samples that are worked out at once.
const CHUNK: usize = 256;

/// Samples of the sound that a chunk needs at the most: eight times as fast, and the filter on both sides.
const MOST: usize = CHUNK * 8 + 2 * 48 * 8 + 8;

/// A sound read faster or slower: any sample follows from its place alone.
#[derive(Clone, Debug)]
pub struct Varispeed {
    sound: Arc<Sound>,
    kernel: Arc<Kernel>,
    frames: usize,
}

impl Varispeed {
    pub(super) fn new(sound: Arc<Sound>, kernel: Arc<Kernel>) -> Self {
        let frames = heard_frames(sound.frames(), kernel.speed, kernel.of);
        Self { sound, kernel, frames }
    }

    pub(crate) fn frames(&self) -> usize {
        self.frames
    }

    /// What is read.
    pub(crate) fn sound(&self) -> &Sound {
        &self.sound
    }

    pub(crate) fn content(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"varispeed 1");
        hasher.update(&self.kernel.speed.to_le_bytes());
        hasher.update(&self.kernel.of.to_le_bytes());
        hasher.update(&self.sound.content());
        *hasher.finalize().as_bytes()
    }

    pub(crate) fn warm(&self, frames: Range<usize>) {
        let first = self.kernel.place(frames.start).0 - self.kernel.half as i64;
        let end = self.kernel.place(frames.end).0 + self.kernel.half as i64 + 1;
        self.sound.warm(first.max(0) as usize..end.max(0) as usize);
    }

    pub(crate) fn read(&self, first: usize, out: &mut [[f32; 2]]) {
        for (n, out) in out.chunks_mut(CHUNK).enumerate() {
            let first = first.saturating_add(n * CHUNK);
            let there = self.frames.saturating_sub(first).min(out.len());
            let (now, silent) = out.split_at_mut(there);
            silent.fill([0.0; 2]);
            if !now.is_empty() {
                self.read_chunk(first, now);
            }
        }
    }

    fn read_chunk(&self, first: usize, out: &mut [[f32; 2]]) {
        let half = self.kernel.half as i64;
        let from = self.kernel.place(first).0 + 1 - half;
        let to = self.kernel.place(first + out.len() - 1).0 + 1 + half;
        let mut samples = [[0.0_f32; 2]; MOST];
        let samples = &mut samples[..((to - from) as usize).min(MOST)];
        let before = (-from).clamp(0, samples.len() as i64) as usize;
        self.sound.read(from.max(0) as usize, &mut samples[before..]);
        for (n, out) in out.iter_mut().enumerate() {
            let (sample, row) = self.kernel.place(first + n);
            let taps = self.kernel.row(row);
            let window = &samples[(sample + 1 - half - from) as usize..][..taps.len()];
            *out = weighed(taps, window);
        }
    }
}

/// How many samples are heard of a sound at a speed: the nearest whole number.
pub(super) fn heard_frames(frames: usize, speed: i64, of: i64) -> usize {
    let (frames, speed, of) = (frames as u128, speed.max(1) as u128, of.max(1) as u128);
    ((frames * of * 2 + speed) / (speed * 2)) as usize
}

/// The sum of samples by their taps: in two halves, so that additions need not wait for one another.
fn weighed(taps: &[f64], samples: &[[f32; 2]]) -> [f32; 2] {
    let mut sums = [[0.0_f64; 2]; 2];
    let pairs = taps.as_chunks::<2>().0.iter().zip(samples.as_chunks::<2>().0);
    for (taps, samples) in pairs {
        for n in 0..2 {
            sums[n][0] += taps[n] * f64::from(samples[n][0]);
            sums[n][1] += taps[n] * f64::from(samples[n][1]);
        }
    }
    [(sums[0][0] + sums[1][0]) as f32, (sums[0][1] + sums[1][1]) as f32]
}
