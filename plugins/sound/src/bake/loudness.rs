//! The gain of the whole: what the compressor leaves, brought to its loudness, and what the limiter takes.

use maquette_document::Mastering;

use super::{compress, limit};
use crate::Envelope;
use crate::level::{db_from_gain, gain_from_db};
use crate::meter::{CELL, gated};

/// The most that a quiet film is raised by, in decibels: beyond that it is noise that would be heard.
const MOST_RAISE: f32 = 30.0;

/// Decibels that the gain may rise by once more for what the limiter took.
const AGAIN: f32 = 6.0;

/// The most that the limiter may be leant on for the sake of loudness, in decibels: more is heard.
const MOST_LIMITED: f32 = 12.0;

/// The gain of the master, as far as it is worked out.
pub(super) struct Master {
    aim: Option<f32>,
    /// What goes into the limiter: compressed weighted energy…
    cells: Vec<f32>,
    /// …and the highest of each of its cells, before the compressor.
    pub(super) peaks: Vec<f32>,
    /// The gain of the compressor at each border of cells of 10 ms; empty for none.
    compressed: Vec<f32>,
    /// Decibels.
    pub(super) gain: f32,
    /// The most that it may become: peaks were looked for up to there.
    most: f32,
    /// In dBTP, with a margin; infinite for none.
    pub(super) ceiling: f32,
}

impl Master {
    pub(super) fn new(
        aims: &Mastering,
        cells: Vec<f32>,
        peaks: Vec<f32>,
        compressed: Vec<f32>,
    ) -> Self {
        let sane = |value: &f32| value.is_finite();
        let ceiling = aims.ceiling.filter(sane).map_or(f32::INFINITY, |c| c.clamp(-60.0, 20.0));
        let cells = compress::turned_down(&cells, &compressed);
        let aim = aims.loudness.filter(sane).map(|aim| aim.clamp(-70.0, 0.0));
        let gain = match (aim, gated(&cells)) {
            (Some(aim), Some(loudness)) => (aim - loudness as f32).min(MOST_RAISE),
            _ => 0.0,
        };
        let most = (gain + AGAIN).min(MOST_RAISE);
        let ceiling = ceiling - limit::MARGIN;
        Self { aim, cells, peaks, compressed, gain, most, ceiling }
    }

    /// `raise` in decibels, held to what may be raised still.
    pub(super) fn room(&self, raise: f32) -> f32 {
        let raise = raise.min(self.most - self.gain);
        if raise > 0.0 && self.taken()[0] < -MOST_LIMITED { 0.0 } else { raise }
    }

    /// From which height on a peak may have to be turned down; nothing where nothing is limited.
    pub(super) fn risky(&self) -> Option<f32> {
        let risky = gain_from_db(self.ceiling - self.most) as f32;
        self.ceiling.is_finite().then_some(risky)
    }

    /// Finds the gain at which the limited film will be as loud as it is to be, by what its cells tell.
    pub(super) fn aim(&mut self) {
        let Some(aim) = self.aim.filter(|_| self.ceiling.is_finite()) else { return };
        for _ in 0..8 {
            let limited = limit::turned_down(&self.cells, &self.limited());
            let Some(loudness) = gated(&limited) else { return };
            let raise = self.room(aim - (loudness as f32 + self.gain));
            if raise.abs() <= 0.005 {
                return;
            }
            self.gain += raise.clamp(-3.0, 3.0);
        }
    }

    /// The limiter at each of its points.
    fn limited(&self) -> Vec<f32> {
        if !self.ceiling.is_finite() {
            return Vec::new();
        }
        let ceiling = gain_from_db(self.ceiling - self.gain) as f32;
        if self.compressed.is_empty() {
            return limit::curve(&self.peaks, ceiling);
        }
        let gains = self.compressed_at_points();
        let at = |n: usize| gains.get(n).copied().unwrap_or(1.0);
        let peaks: Vec<f32> =
            self.peaks.iter().enumerate().map(|(n, peak)| peak * at(n).max(at(n + 1))).collect();
        limit::curve(&peaks, ceiling)
    }

    /// The compressor at the points of the limiter.
    fn compressed_at_points(&self) -> Vec<f32> {
        let curve = Envelope::new(1.0, CELL as u32, self.compressed.clone());
        (0..self.peaks.len() + 2).map(|n| curve.at((n * limit::STEP) as i64) as f32).collect()
    }

    /// Compressor, gain and limiter in one.
    pub(super) fn envelope(&self) -> Envelope {
        let mut points = self.limited();
        if !self.compressed.is_empty() {
            let gains = self.compressed_at_points();
            if points.is_empty() {
                points = gains;
            } else {
                points.iter_mut().zip(gains).for_each(|(point, gain)| *point *= gain);
            }
        }
        Envelope::new(gain_from_db(self.gain), limit::STEP as u32, points)
    }

    /// The most that the limiter takes, and the most that the compressor takes, in decibels: 0 or less.
    pub(super) fn taken(&self) -> [f32; 2] {
        [lowest(&self.limited()), lowest(&self.compressed)]
            .map(|gain| db_from_gain(f64::from(gain)))
    }
}

fn lowest(curve: &[f32]) -> f32 {
    curve.iter().copied().fold(1.0, f32::min)
}
