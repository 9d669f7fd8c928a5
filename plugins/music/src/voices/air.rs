//! Noise through a filter: brushes, snares, hats, and swells.

use super::super::compose::{Note, Sound};
use super::{Frame, Noise};

pub(crate) struct Air {
    noise: [Noise; 2],
    filters: [Band; 2],
    sound: Sound,
    /// The skin under a snare: its turn, and how loud it still is.
    skin: (f64, f64),
    strength: f32,
    at: i64,
    length: i64,
}

/// A filter of two poles that may move: what is about its frequency passes.
#[derive(Clone, Copy, Default)]
struct Band {
    low: f32,
    band: f32,
}

impl Band {
    fn next(&mut self, input: f32, frequency: f32, damping: f32) -> f32 {
        self.low += frequency * self.band;
        let high = input - self.low - damping * self.band;
        self.band += frequency * high;
        self.band
    }
}

impl Air {
    pub(super) fn new(note: &Note) -> Self {
        let noise = [note.chance.of("left"), note.chance.of("right")].map(Noise::new);
        let (sound, strength, length) = (note.sound, note.strength, note.length);
        let skin = (0.0, if sound == Sound::Snare { 0.22 } else { 0.0 });
        Self { noise, filters: [Band::default(); 2], sound, skin, strength, at: 0, length }
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        for frame in out {
            let (level, hertz, damping) = match self.sound {
                Sound::Swell => self.rising(),
                Sound::Snare => self.struck(0.3, 1_500.0, 2_900.0, 1.3),
                Sound::Hat => self.struck(0.16, 420.0, 7_200.0, 1.0),
                _ => self.brushed(),
            };
            let under = self.under();
            let frequency = 2.0 * std::f32::consts::PI * hertz / 48_000.0;
            for (sample, (filter, noise)) in
                frame.iter_mut().zip(self.filters.iter_mut().zip(&mut self.noise))
            {
                let air = filter.next(noise.next(), frequency, damping) * level;
                *sample += (air + under) * self.strength;
            }
            self.at += 1;
        }
        self.at < if self.sound == Sound::Swell { self.length + 24_000 } else { 9_600 }
    }

    /// Level, hertz and damping of a swell: it grows to the note's end, then is gone in a tenth of a second.
    fn rising(&self) -> (f32, f32, f32) {
        let share = (self.at as f32 / self.length as f32).min(1.0);
        let after = (self.at - self.length).max(0) as f32 / 2_800.0;
        (
            0.16 * share * share * share / (1.0 + after * after * 8.0),
            220.0 + 1_100.0 * share * share,
            0.9,
        )
    }

    /// Level, hertz and damping of a stroke that is down to an eighth after `samples`.
    fn struck(&self, level: f32, samples: f32, hertz: f32, damping: f32) -> (f32, f32, f32) {
        let at = self.at as f32;
        let fall = 1.0 / (1.0 + at / samples);
        ((at / 40.0).min(1.0) * level * fall * fall * fall, hertz, damping)
    }

    /// What the skin of a snare adds.
    fn under(&mut self) -> f32 {
        let (turn, level) = &mut self.skin;
        if *level < 1e-4 {
            return 0.0;
        }
        *turn += 186.0 / 48_000.0;
        *level *= 0.9992;
        (libm::sin(std::f64::consts::TAU * *turn) * *level) as f32
    }

    fn brushed(&self) -> (f32, f32, f32) {
        let at = self.at as f32;
        let rise = (at / 260.0).min(1.0);
        let fall = 1.0 / (1.0 + at / 700.0);
        (0.07 * rise * fall * fall * fall, 4_600.0, 1.2)
    }
}
