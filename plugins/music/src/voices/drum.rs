//! Skins: one sine that falls as it dies away, and the thud of what struck it.

use std::f64::consts::TAU;

use super::super::compose::{Note, Sound};
use super::super::plan::RATE;
use super::{Frame, Noise, decay};

pub(crate) struct Drum {
    /// Hertz now and at the end, and how fast one becomes the other.
    hertz: f64,
    rest: f64,
    sink: f64,
    turn: f64,
    level: f64,
    fall: f64,
    struck: f64,
    soft: f64,
    noise: Noise,
    held: f32,
    thud: f32,
}

impl Drum {
    pub(super) fn new(note: &Note) -> Self {
        let sway = 1.0 + 0.02 * note.chance.of("skin").sway();
        let strength = f64::from(note.strength);
        // Hertz at first and at last, seconds of the sine, of the stroke, thud.
        let (first, rest, seconds, soft, thud) = match note.sound {
            Sound::Boom => (52.0, 36.0, 3.2, 0.02, 0.1),
            Sound::Kick => (150.0, 48.0, 0.5, 0.000_8, 0.35),
            Sound::Tom => {
                let low = super::super::theory::hertz(f64::from(note.pitch));
                (low * 1.35, low * 0.92, 1.1, 0.001_5, 0.6)
            }
            _ => (96.0, 56.0, 0.85, 0.003, 0.5),
        };
        Self {
            hertz: first * sway,
            rest: rest * sway,
            sink: decay(if note.sound == Sound::Kick { 0.1 } else { 0.22 }),
            turn: 0.0,
            level: 0.5 * strength,
            fall: decay(seconds),
            struck: 0.0,
            soft: 1.0 / (soft * RATE),
            noise: Noise::new(note.chance),
            held: 0.0,
            thud: (thud * strength) as f32,
        }
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        for frame in out {
            self.turn += self.hertz / RATE;
            self.hertz = self.rest + (self.hertz - self.rest) * self.sink;
            self.struck += (1.0 - self.struck) * self.soft;
            self.held += 0.035 * (self.noise.next() - self.held);
            let sine =
                libm::sin(TAU * (self.turn - libm::floor(self.turn))) * self.level * self.struck;
            let sample = sine as f32 + self.held * self.thud;
            self.level *= self.fall;
            self.thud *= 0.9988;
            frame[0] += sample;
            frame[1] += sample;
        }
        3e-5 < self.level
    }
}
