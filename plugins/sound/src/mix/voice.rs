//! One clip as the mixer sees it.

use std::ops::Range;
use std::sync::Arc;

use maquette_document::FadeCurve;

use super::{CHUNK, Curve, MixClip, MixTrack, fade_gain};
use crate::Sound;
use crate::level::{gain_from_db, pan_mono, pan_stereo};

/// A clip with all that does not change worked out.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    sound: Arc<Sound>,
    /// The stretch of the film in which it has samples.
    start: i64,
    end: i64,
    /// What to add to a place in the film to get the place in the sound.
    offset: i64,
    /// To the left and to the right.
    gains: [f64; 2],
    /// Where its fades begin and end; they belong to the clip, even where the sound is shorter.
    head: i64,
    tail: i64,
    fade_in: i64,
    fade_out: i64,
    curves: [FadeCurve; 2],
    /// Of the clip and of its track.
    volumes: [Curve; 2],
}

impl Voice {
    /// Nothing for a clip that has nothing to be heard.
    pub(super) fn new(clip: &MixClip, track: &MixTrack) -> Option<Self> {
        let sound = clip.sound.clone();
        let skip = clip.skip.clamp(0, i64::MAX / 4);
        let head = clip.start.clamp(i64::MIN / 4, i64::MAX / 4);
        let length = clip.length.clamp(0, i64::MAX / 4);
        let heard = length.min(sound.frames() as i64 - skip);
        let pan = clip.pan + track.pan;
        let panned = if sound.channels() == 1 { pan_mono(pan) } else { pan_stereo(pan) };
        let gain = gain_from_db(clip.gain) * gain_from_db(track.gain);
        let voice = Self {
            sound,
            start: head,
            end: head + heard,
            offset: skip - head,
            gains: panned.map(|side| side * gain),
            head,
            tail: head + length,
            fade_in: clip.fade_in.clamp(0, length),
            fade_out: clip.fade_out.clamp(0, length),
            curves: [clip.fade_in_curve, clip.fade_out_curve],
            volumes: [clip.volume.clone(), track.volume.clone()],
        };
        (heard > 0 && gain > 0.0).then_some(voice)
    }

    pub(super) fn is_heard(&self, start: i64, end: i64) -> bool {
        self.start < end && start < self.end
    }

    /// The stretch of the film in which it is heard.
    pub(super) fn span(&self) -> Range<i64> {
        self.start..self.end
    }

    /// Brings what is heard of it in a stretch of the film into memory.
    pub(super) fn warm(&self, film: &Range<i64>) {
        let (start, end) = (film.start.max(self.start), film.end.min(self.end));
        if start < end {
            self.sound.warm((start + self.offset) as usize..(end + self.offset) as usize);
        }
    }

    pub(super) fn sound(&self) -> &Sound {
        &self.sound
    }

    /// Adds what is heard of it from `at` on.
    pub(super) fn add(&self, at: i64, sum: &mut [[f64; 2]]) {
        let end = at + sum.len() as i64;
        let (faded_in, fading_out) = (self.head + self.fade_in, self.tail - self.fade_out);
        let level = self.volumes.iter().all(Curve::is_level);
        let borders = [self.start, faded_in.min(fading_out), fading_out.max(faded_in), self.end];
        let stretch = |from: i64, to: i64| (from.clamp(at, end), to.clamp(at, end));
        for (n, pair) in borders.windows(2).enumerate() {
            let (from, to) = stretch(pair[0].max(self.start), pair[1].min(self.end));
            if from >= to {
                continue;
            }
            let sum = &mut sum[(from - at) as usize..(to - at) as usize];
            // Between the fades their product is exactly 1; where they overlap it is not.
            if level && n == 1 && faded_in <= fading_out {
                self.add_flat(from, sum);
            } else {
                self.add_shaped(from, sum);
            }
        }
    }

    fn add_flat(&self, from: i64, sum: &mut [[f64; 2]]) {
        let [left, right] = self.gains;
        self.each_chunk(from, sum, |_, sum, samples| {
            for (sum, sample) in sum.iter_mut().zip(samples) {
                sum[0] += f64::from(sample[0]) * left;
                sum[1] += f64::from(sample[1]) * right;
            }
        });
    }

    fn add_shaped(&self, from: i64, sum: &mut [[f64; 2]]) {
        let [left, right] = self.gains;
        self.each_chunk(from, sum, |at, sum, samples| {
            let mut gains = [1.0; CHUNK];
            let gains = &mut gains[..sum.len()];
            for (n, gain) in gains.iter_mut().enumerate() {
                *gain = self.fade(at + n as i64);
            }
            self.volumes.iter().for_each(|volume| volume.apply(at, gains));
            for ((sum, sample), gain) in sum.iter_mut().zip(samples).zip(gains) {
                sum[0] += f64::from(sample[0]) * left * *gain;
                sum[1] += f64::from(sample[1]) * right * *gain;
            }
        });
    }

    /// Calls `add` with each part of `sum`, its place in the film, and the samples that belong to it.
    fn each_chunk(
        &self,
        from: i64,
        sum: &mut [[f64; 2]],
        add: impl Fn(i64, &mut [[f64; 2]], &[[f32; 2]]),
    ) {
        let mut samples = [[0.0; 2]; CHUNK];
        for (n, sum) in sum.chunks_mut(CHUNK).enumerate() {
            let at = from + (n * CHUNK) as i64;
            let samples = &mut samples[..sum.len()];
            self.sound.read((at + self.offset) as usize, samples);
            add(at, sum, samples);
        }
    }

    fn fade(&self, at: i64) -> f64 {
        let of = |done: i64, length: i64, curve: FadeCurve| {
            if done >= length { 1.0 } else { fade_gain(curve, (done as f64 + 0.5) / length as f64) }
        };
        let [rising, falling] = self.curves;
        of(at - self.head, self.fade_in, rising) * of(self.tail - 1 - at, self.fade_out, falling)
    }
}
