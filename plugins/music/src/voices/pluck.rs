//! A plucked string: a burst of noise that goes round and is softened each time (Karplus and Strong, 1983; tuned
//! by an all-pass as Jaffe and Smith, 1983).

use super::super::compose::Note;
use super::super::plan::RATE;
use super::super::theory::hertz;
use super::{Frame, Noise, decay, panned};

pub(crate) struct Pluck {
    string: Vec<f32>,
    at: usize,
    /// Of the sample before: what went in and came out of the all-pass, and what the softening held.
    before: [f32; 3],
    tune: f32,
    fall: f32,
    gain: [f32; 2],
    body: f32,
    played: i64,
    gate: i64,
    damped: f32,
    damper: f32,
    end: i64,
}

impl Pluck {
    pub(super) fn new(note: &Note) -> Self {
        let pitch = f64::from(note.pitch);
        // The softening delays by half a sample, the all-pass by the rest.
        let period = RATE / hertz(pitch) - 0.5;
        let whole = (libm::floor(period - 0.2) as usize).max(2);
        let rest = (period - whole as f64) as f32;
        let seconds = (5.0 * libm::exp2((52.0 - pitch) / 16.0)).clamp(0.9, 7.0);
        let fall = libm::pow(decay(seconds), RATE / hertz(pitch)) as f32;
        let loud = libm::powf(note.strength, 1.2);
        Self {
            string: struck(whole, note),
            at: 0,
            before: [0.0; 3],
            tune: (1.0 - rest) / (1.0 + rest),
            fall,
            gain: panned(((pitch - 60.0) / 36.0).clamp(-0.55, 0.55)).map(|gain| gain * loud),
            body: 0.0,
            played: 0,
            gate: note.length,
            damped: 1.0,
            damper: decay(0.5) as f32,
            end: (seconds * 1.2 * RATE) as i64,
        }
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        for frame in out {
            let sample = self.string[self.at];
            let soft = 0.5 * (sample + self.before[2]) * self.fall;
            self.before[2] = sample;
            let tuned = self.tune * (soft - self.before[1]) + self.before[0];
            self.before[0] = soft;
            self.before[1] = tuned;
            self.string[self.at] = tuned;
            self.at += 1;
            if self.at == self.string.len() {
                self.at = 0;
            }
            if self.gate <= self.played {
                self.damped *= self.damper;
            }
            self.body += 0.02 * (sample - self.body);
            let heard = (sample + 0.8 * self.body) * self.damped;
            frame[0] += heard * self.gain[0];
            frame[1] += heard * self.gain[1];
            self.played += 1;
        }
        self.played < self.end && 1e-4 < self.damped
    }
}

/// The string as the finger leaves it: noise, darker when soft, without what would shift the whole string, and
/// with a gap at a fifth of it where it was held.
fn struck(length: usize, note: &Note) -> Vec<f32> {
    let mut noise = Noise::new(note.chance.of("pluck"));
    let dark = 0.25 + 0.6 * note.strength;
    let mut held = 0.0;
    let raw: Vec<f32> = (0..length)
        .map(|_| {
            held += dark * (noise.next() - held);
            held
        })
        .collect();
    let gap = (length / 5).max(1);
    let mut string: Vec<f32> =
        (0..length).map(|at| raw[at] - 0.8 * raw[(at + length - gap) % length]).collect();
    let mean = string.iter().sum::<f32>() / length as f32;
    let power = string.iter().map(|s| (s - mean) * (s - mean)).sum::<f32>() / length as f32;
    let scale = 0.4 / libm::sqrtf(power.max(1e-9));
    for sample in &mut string {
        *sample = (*sample - mean) * scale;
    }
    string
}
