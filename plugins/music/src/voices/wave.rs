//! Held sounds: a few slightly unlike copies of one period, swelled in and let die away.

use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::sync::Arc;

use super::super::compose::{Note, Sound};
use super::super::plan::RATE;
use super::super::request::Part;
use super::super::theory::hertz;
use super::{Frame, Noise, decay, panned};

const SIZE: usize = 2_048;
/// Bits of a phase under the index of the table.
pub(super) const FINE: u32 = 32 - SIZE.trailing_zeros();

/// One period for each sound and pitch that has been asked for.
#[derive(Default)]
pub(crate) struct Tables {
    sine: Vec<f64>,
    /// A sine with its first sample again at the end.
    turn: Option<Arc<[f32]>>,
    periods: BTreeMap<(Sound, u8), Arc<[f32]>>,
}

impl Tables {
    pub(super) fn sine(&mut self) -> Arc<[f32]> {
        let sample = |at: usize| libm::sin(TAU * at as f64 / SIZE as f64) as f32;
        self.turn.get_or_insert_with(|| (0..=SIZE).map(sample).collect()).clone()
    }

    pub(super) fn period(&mut self, sound: Sound, pitch: u8) -> Arc<[f32]> {
        if self.sine.is_empty() {
            self.sine = (0..SIZE).map(|at| libm::sin(TAU * at as f64 / SIZE as f64)).collect();
        }
        let sine = &self.sine;
        self.periods.entry((sound, pitch)).or_insert_with(|| period(sine, sound, pitch)).clone()
    }
}

/// A period as the sum of its harmonics, with its first sample again at the end.
fn period(sine: &[f64], sound: Sound, pitch: u8) -> Arc<[f32]> {
    let low = hertz(f64::from(pitch));
    // How fast harmonics fall, above which frequency they fade, and how strong even ones are.
    let (slope, fade, even) = match sound {
        Sound::Pad => (1.1, 2_400.0, 0.8),
        Sound::Strings => (0.95, 3_600.0, 0.95),
        Sound::Violin => (0.9, 4_200.0, 0.85),
        Sound::Spiccato => (0.9, 4_200.0, 0.95),
        Sound::Saw => (1.0, 20_000.0, 1.0),
        Sound::Bass => (1.5, 600.0, 0.7),
        _ => (1.7, 1_800.0, 0.35),
    };
    let mut sum = vec![0.0; SIZE];
    let mut power = 0.0;
    for number in 1..=48_usize {
        let at = low * number as f64;
        if 12_000.0 < at {
            break;
        }
        let weight = libm::pow(number as f64, -slope) * libm::exp(-(at - low) / fade);
        let weight = if number.is_multiple_of(2) { weight * even } else { weight };
        power += weight * weight / 2.0;
        // Turned against one another, so that the period has no spike.
        let turn = number * number * 37;
        for (place, sample) in sum.iter_mut().enumerate() {
            *sample += weight * sine[(place * number + turn) % SIZE];
        }
    }
    let scale = 0.35 / libm::sqrt(power);
    let mut period: Vec<f32> = sum.iter().map(|sample| (sample * scale) as f32).collect();
    period.push(period[0]);
    period.into()
}

struct Oscillator {
    phase: u32,
    /// Of a whole turn each sample.
    step: f64,
    gain: [f32; 2],
}

pub(crate) struct Wave {
    period: Arc<[f32]>,
    oscillators: Vec<Oscillator>,
    noise: Option<(Noise, f32, f32)>,
    strength: f32,
    /// Samples since it began, until it is let go, and of its attack.
    at: i64,
    gate: i64,
    attack: f32,
    release: f32,
    /// What is left of it once it is let go.
    left: f32,
    /// Depth in cents and turns a second.
    vibrato: (f64, f64),
}

impl Wave {
    pub(super) fn new(note: &Note, tables: &mut Tables) -> Self {
        let chance = note.chance.of("wave");
        // Seconds in and out, cents apart, copies, vibrato.
        let (attack, release, apart, copies, vibrato) = match note.sound {
            Sound::Pad => (1.1, 2.8, 6.0, 4, (2.5, 0.21)),
            // In the bass a bow speaks sooner than a section does.
            Sound::Strings if note.part == Part::Bass => (0.06, 0.7, 5.0, 3, (3.0, 4.4)),
            Sound::Strings => (0.5, 2.0, 8.0, 5, (6.0, 4.7)),
            Sound::Violin => (0.09, 0.8, 2.5, 2, (11.0, 5.4)),
            Sound::Spiccato => (0.012, 0.3, 9.0, 4, (0.0, 1.0)),
            Sound::Bass => (0.035, 0.5, 0.0, 1, (0.0, 1.0)),
            _ => (0.07, 0.5, 1.5, 2, (9.0, 4.9)),
        };
        let pitch = f64::from(note.pitch);
        let oscillator = |copy: usize| {
            let chance = chance.at(copy);
            let side =
                if copies == 1 { 0.0 } else { 2.0 * copy as f64 / (copies - 1) as f64 - 1.0 };
            let cents = apart * (side + 0.3 * chance.of("cents").sway());
            let gain = panned(side * 0.75).map(|gain| gain / libm::sqrtf(copies as f32));
            let step = hertz(pitch + cents / 100.0) / RATE;
            Oscillator { phase: chance.of("phase").bits(), step, gain }
        };
        let breath = (note.sound == Sound::Reed).then(|| (Noise::new(chance), 0.0, 0.0));
        // A short note has no time to swell as long.
        let attack = f64::min(attack, note.length as f64 / RATE * 0.45).max(0.01);
        Self {
            period: tables.period(note.sound, note.pitch),
            oscillators: (0..copies).map(oscillator).collect(),
            noise: breath,
            strength: note.strength,
            at: 0,
            gate: note.length,
            attack: (attack * RATE) as f32,
            release: decay(release) as f32,
            left: 1.0,
            vibrato,
        }
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        let mut dry = [[0.0_f32; 2]; super::BLOCK];
        let dry = &mut dry[..out.len()];
        let bend = self.bend();
        for oscillator in &mut self.oscillators {
            let step = (oscillator.step * bend * 4_294_967_296.0) as u32;
            for frame in dry.iter_mut() {
                let (index, part) =
                    ((oscillator.phase >> FINE) as usize, oscillator.phase << (32 - FINE));
                let part = part as f32 / 4_294_967_296.0;
                let (low, high) = (self.period[index], self.period[index + 1]);
                let sample = low + (high - low) * part;
                frame[0] += sample * oscillator.gain[0];
                frame[1] += sample * oscillator.gain[1];
                oscillator.phase = oscillator.phase.wrapping_add(step);
            }
        }
        for (frame, dry) in out.iter_mut().zip(dry) {
            let breath = self.noise.as_mut().map_or(0.0, breath);
            let swell = (self.at as f32 / self.attack).min(1.0);
            let swell = swell * swell * (3.0 - 2.0 * swell);
            if self.gate <= self.at {
                self.left *= self.release;
            }
            let level = self.strength * swell * self.left;
            frame[0] += (dry[0] + breath) * level;
            frame[1] += (dry[1] + breath) * level;
            self.at += 1;
        }
        1e-4 < self.left
    }

    /// What the vibrato multiplies the pitch by in this block: none at first.
    fn bend(&self) -> f64 {
        let (depth, rate) = self.vibrato;
        let seconds = self.at as f64 / RATE;
        let grown = ((seconds - 0.35) / 0.9).clamp(0.0, 1.0);
        1.0 + grown * depth / 1_731.0 * libm::sin(TAU * rate * seconds)
    }
}

/// A breath of air about the note, between 900 and 2,500 Hz.
fn breath((noise, low, high): &mut (Noise, f32, f32)) -> f32 {
    *low += 0.28 * (noise.next() - *low);
    *high += 0.11 * (*low - *high);
    (*low - *high) * 0.05
}
