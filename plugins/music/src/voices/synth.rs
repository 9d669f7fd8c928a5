//! A synthesiser: slightly unlike sawteeth through a filter that opens and closes.

use std::sync::Arc;

use super::super::compose::{Note, Sound};
use super::super::plan::RATE;
use super::super::theory::hertz;
use super::wave::{FINE, Tables};
use super::{Frame, decay, panned};

/// How one of its sounds is set.
#[derive(Clone, Copy)]
struct Patch {
    /// Seconds in, seconds out by 60 dB once let go.
    attack: f64,
    release: f64,
    /// Cents between the outer sawteeth, and how many there are.
    apart: f64,
    copies: usize,
    /// Hertz of the filter at rest and above it at the stroke, and seconds in which that falls by 60 dB.
    rest: f64,
    stroke: f64,
    closes: f64,
    /// 2 none, 0.3 much.
    damping: f32,
    /// Seconds in which the sound itself falls by 60 dB; 0: it holds.
    dies: f64,
    level: f32,
}

fn patch(sound: Sound) -> Patch {
    let held = Patch {
        attack: 0.35,
        release: 1.6,
        apart: 14.0,
        copies: 5,
        rest: 700.0,
        stroke: 900.0,
        closes: 4.0,
        damping: 1.1,
        dies: 0.0,
        level: 0.62,
    };
    match sound {
        Sound::Lead => Patch {
            attack: 0.015,
            release: 0.35,
            apart: 7.0,
            copies: 2,
            rest: 1_500.0,
            stroke: 2_200.0,
            closes: 1.5,
            level: 0.34,
            ..held
        },
        Sound::SynthBass => Patch {
            attack: 0.004,
            release: 0.16,
            apart: 5.0,
            copies: 2,
            rest: 240.0,
            stroke: 1_300.0,
            closes: 0.8,
            damping: 0.8,
            level: 0.8,
            ..held
        },
        Sound::Arp => Patch {
            attack: 0.002,
            release: 0.3,
            apart: 9.0,
            copies: 2,
            rest: 500.0,
            stroke: 3_600.0,
            closes: 0.7,
            damping: 0.7,
            dies: 1.3,
            level: 0.3,
        },
        _ => held,
    }
}

pub(crate) struct Synth {
    period: Arc<[f32]>,
    /// Phase, its step, and gains of each sawtooth.
    saws: Vec<(u32, u32, [f32; 2])>,
    filters: [[f32; 2]; 2],
    patch: Patch,
    strength: f32,
    at: i64,
    gate: i64,
    open: f64,
    closes: f64,
    level: f32,
    dies: f32,
    release: f32,
}

impl Synth {
    pub(super) fn new(note: &Note, tables: &mut Tables) -> Self {
        let (patch, chance) = (patch(note.sound), note.chance.of("saws"));
        let last = (patch.copies - 1).max(1) as f64;
        let saw = |copy: usize| {
            let (chance, side) = (chance.at(copy), 2.0 * copy as f64 / last - 1.0);
            let cents = patch.apart * (0.5 * side + 0.1 * chance.of("cents").sway());
            let step = hertz(f64::from(note.pitch) + cents / 100.0) / RATE * 4_294_967_296.0;
            let gain = panned(side * 0.7).map(|gain| gain / libm::sqrtf(patch.copies as f32));
            (chance.of("phase").bits(), step as u32, gain)
        };
        Self {
            period: tables.period(Sound::Saw, note.pitch),
            saws: (0..patch.copies).map(saw).collect(),
            filters: [[0.0; 2]; 2],
            patch,
            strength: note.strength,
            at: 0,
            gate: note.length,
            open: 1.0,
            closes: decay(patch.closes),
            level: 1.0,
            dies: if 0.0 < patch.dies { decay(patch.dies) as f32 } else { 1.0 },
            release: decay(patch.release) as f32,
        }
    }

    pub(super) fn add(&mut self, out: &mut [Frame]) -> bool {
        let attack = (self.patch.attack * RATE) as f32;
        for frame in out {
            let mut dry = [0.0_f32; 2];
            for (phase, step, gain) in &mut self.saws {
                let part = (*phase << (32 - FINE)) as f32 / 4_294_967_296.0;
                let index = (*phase >> FINE) as usize;
                let (low, high) = (self.period[index], self.period[index + 1]);
                let sample = low + (high - low) * part;
                dry = [dry[0] + sample * gain[0], dry[1] + sample * gain[1]];
                *phase = phase.wrapping_add(*step);
            }
            // Played harder, it opens wider.
            let stroke = self.patch.stroke * self.open * f64::from(0.4 + self.strength);
            let turn = (std::f64::consts::TAU * (self.patch.rest + stroke) / RATE).min(1.1) as f32;
            self.open *= self.closes;
            let rise = (self.at as f32 / attack).min(1.0);
            let level = rise * self.level * self.strength * self.patch.level;
            for side in 0..2 {
                let [low, band] = &mut self.filters[side];
                *low += turn * *band;
                *band += turn * (dry[side] - *low - self.patch.damping * *band);
                frame[side] += *low * level;
            }
            self.level *= if self.gate <= self.at { self.release } else { self.dies };
            self.at += 1;
        }
        1e-4 < self.level
    }
}
