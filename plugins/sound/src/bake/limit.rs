//! The limiter: how far the whole must be turned down, and when, so that no true peak passes the ceiling.

use crate::Mix;
use crate::meter::{CELL, Oversampler, REACH};

/// Samples of a cell, and from one point of the curve to the next.
pub(super) const STEP: usize = 64;

/// Decibels that are kept free: a gain that moves bends the curve between the samples a little.
pub(super) const MARGIN: f32 = 0.1;

/// Points that the curve looks ahead, and is smoothed over: about 5 ms each.
const AHEAD: usize = 4;

/// Time in which the curve comes back by 63 %, in samples: 0.12 s.
const RELEASE: f64 = 5760.0;

/// Finds true peaks in what goes into the master.
pub(super) struct Window {
    sums: Vec<[f64; 2]>,
    sides: [Vec<f32>; 2],
}

impl Window {
    pub(super) fn new() -> Self {
        Self { sums: Vec::new(), sides: [const { Vec::new() }; 2] }
    }

    /// Raises `peaks`, the cells from sample `start` on, to their true peaks where those may pass `risky`.
    pub(super) fn true_peaks(&mut self, mix: &Mix, start: i64, peaks: &mut [f32], risky: f32) {
        // A kernel sums to at most four times its highest sample: far quieter blocks need no rendering.
        if peaks.iter().all(|peak| peak * 8.0 <= risky) {
            return;
        }
        self.sums.resize(peaks.len() * STEP + 2 * REACH, [0.0; 2]);
        mix.before_master(start - REACH as i64, &mut self.sums);
        for (side, samples) in self.sides.iter_mut().enumerate() {
            samples.clear();
            samples.extend(self.sums.iter().map(|frame| frame[side] as f32));
            for (n, peak) in peaks.iter_mut().enumerate() {
                let around = &samples[n * STEP..(n + 1) * STEP + 2 * REACH];
                let found = Oversampler::get().peak(around, risky);
                if found > risky {
                    *peak = peak.max(found);
                }
            }
        }
    }
}

/// The gain at each border of the cells, so that no cell with its peak passes `ceiling`; 1 where none is near.
pub(super) fn curve(peaks: &[f32], ceiling: f32) -> Vec<f32> {
    let needed =
        |cell: usize| peaks.get(cell).map_or(1.0, |peak| (ceiling / peak.max(1e-9)).min(1.0));
    // A point is a border: it must do for the cells on both sides, and for the next ones, whose sound reaches
    // over by the length of the kernel.
    let points: Vec<f32> = (0..=peaks.len() + 1)
        .map(|point| (point.saturating_sub(2)..=point + 1).map(needed).fold(1.0, f32::min))
        .collect();
    let released = released(&points);
    let lowest = spread(&released, f32::min);
    smoothed(&lowest)
}

/// The energy of cells of 10 ms that were turned down by a curve.
pub(super) fn turned_down(cells: &[f32], curve: &[f32]) -> Vec<f32> {
    const LOOKS: usize = 8;
    let point = |n: usize| curve.get(n).copied().unwrap_or(1.0);
    let square = |sample: usize| {
        let (n, into) = (sample / STEP, (sample % STEP) as f32 / STEP as f32);
        let gain = point(n) + (point(n + 1) - point(n)) * into;
        gain * gain
    };
    let turned = |(n, cell): (usize, &f32)| {
        let squares = (0..LOOKS).map(|k| square(n * CELL + (2 * k + 1) * CELL / (2 * LOOKS)));
        cell * squares.sum::<f32>() / LOOKS as f32
    };
    cells.iter().enumerate().map(turned).collect()
}

/// Falls at once, comes back slowly.
fn released(points: &[f32]) -> Vec<f32> {
    let back = 1.0 - libm::exp(-(STEP as f64) / RELEASE) as f32;
    let mut gain = 1.0_f32;
    let follow = |point: &f32| {
        gain += (1.0 - gain) * back;
        // A thousandth of a decibel is as good as none.
        if gain > 0.9999 {
            gain = 1.0;
        }
        gain = gain.min(*point);
        gain
    };
    points.iter().map(follow).collect()
}

/// The lowest within [`AHEAD`] points on both sides.
fn spread(points: &[f32], pick: fn(f32, f32) -> f32) -> Vec<f32> {
    (0..points.len())
        .map(|n| {
            let around = &points[n.saturating_sub(AHEAD)..(n + AHEAD + 1).min(points.len())];
            around.iter().copied().fold(1.0, pick)
        })
        .collect()
}

/// A weighted mean over [`AHEAD`] points on both sides. Each of them is low enough for the middle one, so the
/// mean is too.
fn smoothed(points: &[f32]) -> Vec<f32> {
    let weights: Vec<f64> = (0..=2 * AHEAD)
        .map(|n| 1.0 - libm::cos(std::f64::consts::TAU * (n + 1) as f64 / (2 * AHEAD + 2) as f64))
        .collect();
    let sum: f64 = weights.iter().sum();
    let last = points.len().saturating_sub(1);
    (0..points.len())
        .map(|n| {
            let at = |k: usize| points[(n + k).saturating_sub(AHEAD).min(last)];
            if (0..=2 * AHEAD).all(|k| at(k) == 1.0) {
                return 1.0;
            }
            let mean = weights
                .iter()
                .enumerate()
                .map(|(k, weight)| weight * f64::from(at(k)))
                .sum::<f64>();
            (mean / sum) as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_low_enough_for_each_cell_and_never_jumps() {
        let mut peaks = vec![0.5_f32; 400];
        peaks[100] = 2.0;
        peaks[101] = 1.2;
        peaks[300] = 4.0;
        let curve = curve(&peaks, 0.8);
        for (cell, peak) in peaks.iter().enumerate() {
            for point in [curve[cell], curve[cell + 1]] {
                assert!(peak * point <= 0.8 + 1e-6, "cell {cell}: {peak} by {point}");
            }
        }
        assert_eq!(curve[80], 1.0);
        let steepest = curve.windows(2).map(|pair| (pair[0] - pair[1]).abs()).fold(0.0, f32::max);
        assert!(steepest < 0.25, "{steepest}");
        assert!(curve[399] > 0.6);
    }

    #[test]
    fn what_is_quiet_is_not_touched() {
        assert!(curve(&[0.3; 50], 0.8).iter().all(|point| *point == 1.0));
        assert!(curve(&[], 0.8).iter().all(|point| *point == 1.0));
    }
}
