//! Music under dialogue, as an editor draws it: down before the first word, held through the pauses of an
//! exchange, up again slowly.

use maquette_document::Ducking;

use crate::level::gain_from_db;
use crate::meter::{CELL, gated, lufs};
use crate::{Envelope, RATE};

/// Samples from one point of the curve to the next: 5 ms.
const STEP: usize = 240;

/// Cells of 10 ms that the music stays down after the last word.
const HOLD: usize = 10;
/// A pause within a line, which nobody turns the music up for.
const BREATH: usize = 30;
/// A pause between two lines over which it stays down.
const BRIDGE: usize = 150;

/// Speech lies above this, in LUFS, and above the dialogue as a whole less the second.
const FLOOR: f64 = -60.0;
const BELOW: f64 = 25.0;

/// The most that music is turned down for a line, or up or down as a bed, in decibels.
const DEEPEST: f64 = 24.0;
const BED_RANGE: f64 = 24.0;

/// Where somebody speaks.
pub(super) struct Speech {
    /// Weighted energy of the dialogue.
    cells: Vec<f32>,
    active: Vec<bool>,
    /// Cells from the first word to the last of each burst.
    bursts: Vec<std::ops::Range<usize>>,
}

impl Speech {
    pub(super) fn of(cells: &[f32]) -> Self {
        let whole = gated(cells).unwrap_or(FLOOR);
        let threshold = FLOOR.max(whole - BELOW);
        let active: Vec<bool> = cells
            .iter()
            .map(|cell| lufs(f64::from(*cell)).is_some_and(|level| level > threshold))
            .collect();
        let mut bursts: Vec<std::ops::Range<usize>> = Vec::new();
        for (n, _) in active.iter().enumerate().filter(|(_, active)| **active) {
            match bursts.last_mut() {
                Some(last) if n - last.end < BREATH => last.end = n + 1,
                _ => bursts.push(n..n + 1),
            }
        }
        Self { cells: cells.to_vec(), active, bursts }
    }

    pub(super) fn is_active(&self, cell: usize) -> bool {
        self.active.get(cell).copied().unwrap_or(false)
    }

    /// Loudness of what is said within `cells`, pauses left out.
    fn loudness(&self, cells: std::ops::Range<usize>) -> Option<f64> {
        let (sum, count) =
            cells.filter(|cell| self.is_active(*cell)).fold((0.0, 0.0), |(sum, count), cell| {
                (sum + f64::from(self.cells[cell]), count + 1.0)
            });
        if count > 0.0 { lufs(sum / count) } else { None }
    }
}

/// The gain of the music: its bed, and how far it goes down for each burst of speech so that it lies under
/// what is said by as much as asked for. `music` is measured with its faders at 0.
pub(super) fn music_gain(speech: &Speech, music: &[f32], aims: Ducking) -> Envelope {
    let (Some(dialogue), Some(whole)) = (gated(&speech.cells), gated(music)) else {
        return Envelope::UNITY;
    };
    let bed = (dialogue - f64::from(aims.bed) - whole).clamp(-BED_RANGE, BED_RANGE);
    let points = |seconds: f32| {
        let seconds = if seconds.is_finite() { seconds.clamp(0.01, 10.0) } else { 0.2 };
        (seconds * RATE as f32) as usize / STEP
    };
    let mut curve = Curve {
        decibels: vec![0.0; music.len() * CELL / STEP + 2],
        attack: points(aims.attack),
        release: points(aims.release),
    };
    for (n, burst) in speech.bursts.iter().enumerate() {
        let around = burst.start..(burst.end + HOLD).min(music.len());
        let mean = around.clone().map(|cell| f64::from(music[cell])).sum::<f64>()
            / around.len().max(1) as f64;
        let (Some(line), Some(there)) = (speech.loudness(burst.clone()), lufs(mean)) else {
            continue;
        };
        let depth = (there + bed - (line - f64::from(aims.under))).clamp(0.0, DEEPEST);
        let next = speech.bursts.get(n + 1).map(|next| next.start);
        let hold = next.filter(|next| next - burst.end < BRIDGE).unwrap_or(burst.end + HOLD);
        curve.lower(burst.start, hold, depth);
    }
    let points = curve.decibels.iter().map(|depth| gain_from_db(-*depth as f32) as f32).collect();
    Envelope::new(gain_from_db(bed as f32), STEP as u32, points)
}

/// Decibels down, at each point.
struct Curve {
    decibels: Vec<f64>,
    /// Points before and after.
    attack: usize,
    release: usize,
}

impl Curve {
    /// Down by `depth` from cell `from` to cell `to`, with soft shoulders before and after. Where two meet, the
    /// deeper one counts.
    fn lower(&mut self, from: usize, to: usize, depth: f64) {
        let points = |cells: usize| cells * CELL / STEP;
        let (from, to) = (points(from), points(to));
        let (attack, release) = (self.attack, self.release);
        let last = (to + release).min(self.decibels.len());
        for n in from.saturating_sub(attack)..last {
            let share = if n < from {
                1.0 - (from - n) as f64 / attack as f64
            } else if n <= to {
                1.0
            } else {
                1.0 - (n - to) as f64 / release as f64
            };
            let soft = 0.5 - 0.5 * libm::cos(std::f64::consts::PI * share);
            self.decibels[n] = self.decibels[n].max(depth * soft);
        }
    }
}
