//! One sine that turns another: horns and electric pianos (Chowning, 1973).

use std::f64::consts::TAU;
use std::sync::Arc;

use super::super::compose::{Note, Sound};
use super::super::plan::RATE;
use super::super::theory::hertz;
use super::wave::{FINE, Tables};
use super::{Frame, Noise, decay, panned};

/// Players of a horn, a little apart.
const COPIES: usize = 2;

pub(crate) struct Fm {
    sine: Arc<[f32]>,
    /// Phases of what is heard and of what turns it, and their steps.
    players: [[u32; 2]; COPIES],
    steps: [[f64; 2]; COPIES],
    gains: [[f32; 2]; COPIES],
    /// The tine of an electric piano: its phase, step and strength.
    tine: Option<(u32, u32, f32)>,
    breath: Option<(Noise, f32)>,
    strength: f32,
    /// How far it is turned at full strength, in turns.
    depth: f32,
    at: i64,
    gate: i64,
    attack: f32,
    level: f32,
    dies: f32,
    release: f32,
}

impl Fm {
    pub(super) fn new(note: &Note, tables: &mut Tables) -> Self {
        let (horn, chance) = (note.sound == Sound::Horn, note.chance.of("players"));
        let whole = |hertz: f64| hertz / RATE * 4_294_967_296.0;
        let low = hertz(f64::from(note.pitch));
        let step = |copy: usize| {
            let cents = (copy as f64 - 0.5) * 7.0 + 1.5 * chance.at(copy).sway();
            let hertz = low * libm::exp2(cents / 1_200.0);
            [whole(hertz), whole(hertz)]
        };
        let steps = [step(0), step(1)];
        let dies = 4.5 * libm::exp2((60.0 - f64::from(note.pitch)) / 20.0);
        let attack = if horn { 0.075 - 0.04 * f64::from(note.strength) } else { 0.002 };
        // High tones are turned less, or they would shriek.
        let high = (f64::from(note.pitch) - 55.0).max(0.0);
        let depth = if horn { 0.42 - 0.006 * high } else { 0.2 - 0.003 * high };
        Self {
            sine: tables.sine(),
            players: std::array::from_fn(|copy| [chance.at(copy).of("phase").bits(), 0]),
            steps,
            gains: [panned(-0.4), panned(0.4)],
            tine: (!horn)
                .then(|| (0, whole((low * 14.0).min(9_000.0)) as u32, 0.05 * note.strength)),
            breath: horn.then(|| (Noise::new(chance), 0.0)),
            strength: note.strength,
            depth: depth.max(0.05) as f32,
            at: 0,
            gate: note.length,
            attack: (attack * RATE) as f32,
            level: 1.0,
            dies: if horn { 1.0 } else { decay(dies) as f32 },
            release: decay(if horn { 0.4 } else { 0.5 }) as f32,
        }
    }

    fn look(&self, phase: u32) -> f32 {
        let part = (phase << (32 - FINE)) as f32 / 4_294_967_296.0;
        let index = (phase >> FINE) as usize;
        self.sine[index] + (self.sine[index + 1] - self.sine[index]) * part
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        let seconds = self.at as f64 / RATE;
        let grown =
            if self.breath.is_some() { ((seconds - 0.5) / 0.8).clamp(0.0, 1.0) } else { 0.0 };
        let bend = 1.0 + 0.002 * grown * libm::sin(TAU * 4.6 * seconds);
        let steps = self.steps.map(|steps| steps.map(|step| (step * bend) as u32));
        for frame in out {
            let rise = (self.at as f32 / self.attack).min(1.0);
            let level = rise * rise * (3.0 - 2.0 * rise) * self.level;
            // The louder, the brighter: that is what brass does.
            let turned = self.depth * level * (0.35 + 0.9 * self.strength);
            let mut air = 0.0;
            if let Some((noise, held)) = &mut self.breath {
                *held += 0.2 * (noise.next() - *held);
                air = *held * 0.004;
            }
            if let Some((phase, step, strength)) = &mut self.tine {
                let index = (*phase >> FINE) as usize;
                air += self.sine[index] * *strength;
                *phase = phase.wrapping_add(*step);
                *strength *= 0.999_2;
            }
            let players = self.players;
            for (copy, ([phase, other], steps)) in players.into_iter().zip(steps).enumerate() {
                let shift = self.look(other) * turned;
                let sample = self.look(phase.wrapping_add((shift * 4_294_967_296.0) as i64 as u32));
                let sample = (sample * 0.3 + air) * level * self.strength;
                frame[0] += sample * self.gains[copy][0];
                frame[1] += sample * self.gains[copy][1];
                self.players[copy] = [phase.wrapping_add(steps[0]), other.wrapping_add(steps[1])];
            }
            self.level *= if self.gate <= self.at { self.release } else { self.dies };
            self.at += 1;
        }
        1e-4 < self.level
    }
}
