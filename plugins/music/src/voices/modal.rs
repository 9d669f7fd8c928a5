//! Struck sounds: sixteen sines that die away each in its own time. A felted piano, glass, wood.

use std::f64::consts::{PI, TAU};

use super::super::compose::{Note, Sound};
use super::super::plan::RATE;
use super::super::theory::hertz;
use super::{Frame, Noise, decay, panned};

const MODES: usize = 16;

pub(crate) struct Modal {
    /// The last two samples of each sine, and what makes the next of them.
    now: [f64; MODES],
    before: [f64; MODES],
    turn: [f64; MODES],
    fall: [f64; MODES],
    gain: [f32; 2],
    /// How far the stroke has come, and how fast it comes: felt is soft.
    struck: f32,
    soft: f32,
    thud: Option<(Noise, f32, f32)>,
    at: i64,
    gate: i64,
    end: i64,
    damped: f32,
    damper: f32,
}

/// One sine: its frequency, strength and seconds to fall by 60 dB.
#[derive(Clone, Copy)]
struct Mode {
    hertz: f64,
    weight: f64,
    seconds: f64,
}

impl Modal {
    pub(super) fn new(note: &Note) -> Self {
        let (modes, soft, damper) = match note.sound {
            Sound::Glass => (glass(note), 0.012, 1.6),
            Sound::Wood => (wood(note), 0.001, 0.1),
            _ => (felt(note), 0.008, 0.7),
        };
        let place = (f64::from(note.pitch) - 62.0) / 40.0;
        let loud = libm::powf(note.strength, 1.3);
        let mut voice = Self {
            now: [0.0; MODES],
            before: [0.0; MODES],
            turn: [0.0; MODES],
            fall: [0.0; MODES],
            gain: panned(place.clamp(-0.5, 0.5)).map(|gain| gain * loud),
            struck: 0.0,
            soft: (1.0 / (soft * RATE)) as f32,
            thud: (note.sound == Sound::Felt).then(|| (Noise::new(note.chance), 0.0, 0.09)),
            at: 0,
            gate: note.length,
            end: 0,
            damped: 1.0,
            damper: decay(damper) as f32,
        };
        for (at, mode) in modes.into_iter().enumerate() {
            voice.set(at, mode);
        }
        voice
    }

    fn set(&mut self, at: usize, mode: Mode) {
        if mode.weight <= 0.0 || 15_000.0 < mode.hertz {
            return;
        }
        let (angle, fall) = (TAU * mode.hertz / RATE, decay(mode.seconds));
        self.turn[at] = 2.0 * fall * libm::cos(angle);
        self.fall[at] = fall * fall;
        // Each begins elsewhere in its turn, so that a stroke has no spike.
        let begun = 2.1 * (at / 2 * (at / 2)) as f64;
        self.now[at] = mode.weight * libm::sin(begun);
        self.before[at] = mode.weight * libm::sin(begun - angle) / fall;
        // Until it is 80 dB down.
        self.end = self.end.max((mode.seconds * 1.34 * RATE) as i64);
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        for frame in out.iter_mut() {
            let mut sums = [0.0_f64; 4];
            for mode in 0..MODES {
                let next = self.turn[mode] * self.now[mode] - self.fall[mode] * self.before[mode];
                self.before[mode] = self.now[mode];
                self.now[mode] = next;
                sums[mode % 4] += next;
            }
            let mut sample = (sums[0] + sums[1] + sums[2] + sums[3]) as f32;
            if let Some((noise, held, strength)) = &mut self.thud {
                *held += 0.06 * (noise.next() - *held);
                sample += *held * *strength;
                *strength *= 0.9985;
            }
            self.struck += (1.0 - self.struck) * self.soft;
            if self.gate <= self.at {
                self.damped *= self.damper;
            }
            sample *= self.struck * self.damped;
            frame[0] += sample * self.gain[0];
            frame[1] += sample * self.gain[1];
            self.at += 1;
        }
        self.at < self.end && 1e-4 < self.damped
    }
}

/// Two strings a note, each of eight partials, a little apart: that is what makes it sing.
fn felt(note: &Note) -> [Mode; MODES] {
    let (pitch, strength) = (f64::from(note.pitch), f64::from(note.strength));
    let (low, chance) = (hertz(pitch), note.chance.of("strings"));
    let apart = 1.0 + 0.000_35 * (1.0 + 0.6 * chance.sway());
    // Harder strokes are brighter, and so are low strings.
    let dull = 0.78 - 0.42 * strength + 0.014 * (pitch - 60.0);
    let long = 8.0 * libm::exp2((48.0 - pitch) / 15.0);
    std::array::from_fn(|at| {
        let (number, second) = ((at / 2 + 1) as f64, at % 2 == 1);
        let stiff = libm::sqrt(1.0 + 0.000_32 * number * number);
        let strike = libm::sin(PI * number * 0.13) / libm::sin(PI * 0.13);
        let weight = 0.3 * libm::exp(-dull.max(0.3) * (number - 1.0)) * strike;
        let seconds = long.clamp(1.2, 12.0) / (1.0 + 0.5 * (number - 1.0));
        let hertz = low * number * stiff;
        if second {
            Mode { hertz: hertz * apart, weight: weight * 0.55, seconds: seconds * 1.3 }
        } else {
            Mode { hertz, weight, seconds: seconds * 0.8 }
        }
    })
}

fn glass(note: &Note) -> [Mode; MODES] {
    let low = hertz(f64::from(note.pitch));
    let ratios = [1.0, 2.0, 2.756, 4.07, 5.404, 8.933];
    let weights = [0.3, 0.05, 0.045, 0.012, 0.012, 0.004];
    std::array::from_fn(|at| {
        let (number, side) = (at / 2, if at.is_multiple_of(2) { -1.0 } else { 1.0 });
        let (Some(ratio), Some(weight)) = (ratios.get(number), weights.get(number)) else {
            return Mode { hertz: 0.0, weight: 0.0, seconds: 0.1 };
        };
        let hertz = low * ratio * (1.0 + side * 0.000_6);
        Mode { hertz, weight: *weight, seconds: 4.5 / libm::pow(*ratio, 0.8) }
    })
}

fn wood(note: &Note) -> [Mode; MODES] {
    let sway = 1.0 + 0.03 * note.chance.of("wood").sway();
    let modes = [(540.0, 0.16, 0.11), (1_010.0, 0.07, 0.07), (1_730.0, 0.02, 0.04)];
    std::array::from_fn(|at| {
        let (hertz, weight, seconds) = modes.get(at).copied().unwrap_or((0.0, 0.0, 0.1));
        Mode { hertz: hertz * sway, weight, seconds }
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::chance::Chance;
    use super::super::super::request::Part;
    use super::*;

    fn played(pitch: u8, sound: Sound) -> Vec<f32> {
        let chance = Chance::new(1);
        let note = Note {
            start: 0,
            length: 96_000,
            pitch,
            strength: 0.6,
            part: Part::Figures,
            sound,
            chance,
        };
        let (mut voice, mut frames) = (Modal::new(&note), vec![[0.0; 2]; 96_000]);
        for block in frames.chunks_mut(super::super::BLOCK) {
            voice.add(block);
        }
        frames.iter().map(|frame| frame[0] + frame[1]).collect()
    }

    /// Strength of a frequency in what is played.
    fn strength(samples: &[f32], hertz: f64) -> f64 {
        let (mut re, mut im) = (0.0, 0.0);
        for (at, sample) in samples.iter().enumerate() {
            let turn = TAU * hertz * at as f64 / RATE;
            re += f64::from(*sample) * turn.cos();
            im += f64::from(*sample) * turn.sin();
        }
        (re * re + im * im).sqrt() / samples.len() as f64
    }

    #[test]
    fn the_piano_is_in_tune() {
        for pitch in [40, 57, 69, 81] {
            let samples = played(pitch, Sound::Felt);
            let at =
                |cents: f64| strength(&samples[..48_000], hertz(f64::from(pitch) + cents / 100.0));
            assert!(at(0.0) > at(30.0) && at(0.0) > at(-30.0), "{pitch}");
        }
    }

    #[test]
    fn a_stroke_dies_away() {
        for sound in [Sound::Felt, Sound::Glass, Sound::Wood] {
            let samples = played(60, sound);
            let peak = |from: usize| {
                samples[from..from + 4_800].iter().fold(0.0_f32, |a, s| a.max(s.abs()))
            };
            assert!(peak(0) > 2.0 * peak(90_000), "{sound:?}");
        }
    }
}
