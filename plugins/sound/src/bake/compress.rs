//! The compressor: how far what is louder than the rest is turned down, and when.

use maquette_document::Compressor;

use crate::level::gain_from_db;
use crate::meter::{CELL, lufs};

/// Cells of 10 ms that it looks ahead, so that it is down when the loud sound comes.
const AHEAD: usize = 2;

/// A compressor may not take more than this, in decibels.
const DEEPEST: f64 = 30.0;

/// Gains at the border of each cell (and one more), for cells of weighted energy whose loudness as a whole is
/// `loudness`. Empty where nothing is turned down.
///
/// The curve with its soft knee, and the detector that smooths the decibels taken away, are those of Giannoulis,
/// Massberg and Reiss, "Digital dynamic range compressor design" (JAES 60, 2012), sections 2.2 and 3.3.
pub(super) fn curve(cells: &[f32], loudness: f64, settings: &Compressor) -> Vec<f32> {
    let clean = |value: f32, low: f64, high: f64| {
        if value.is_finite() { f64::from(value).clamp(low, high) } else { low }
    };
    let threshold = loudness + clean(settings.threshold, -40.0, 40.0);
    let slope = 1.0 - 1.0 / clean(settings.ratio, 1.0, 1000.0);
    let knee = clean(settings.knee, 0.0, 40.0);
    // Shares of the way that are gone in a cell.
    let cell = CELL as f64 / f64::from(crate::RATE);
    let share = |seconds: f32| 1.0 - libm::exp(-cell / clean(seconds, 0.001, 10.0));
    let (attack, release) = (share(settings.attack), share(settings.release));
    let wanted = |n: usize| {
        let level = cells.get(n).and_then(|cell| lufs(f64::from(*cell)));
        level.map_or(0.0, |level| {
            slope * over(level - threshold, knee).min(DEEPEST / slope.max(1e-9))
        })
    };
    let mut taken = 0.0;
    let mut points: Vec<f32> = Vec::with_capacity(cells.len() + 1);
    for n in 0..=cells.len() {
        let wanted = (n..=n + AHEAD).map(wanted).fold(0.0, f64::max);
        let toward = if wanted > taken { attack } else { release };
        taken += (wanted - taken) * toward;
        // A thousandth of a decibel is as good as none.
        if taken < 0.001 {
            taken = 0.0;
        }
        points.push(gain_from_db(-taken as f32) as f32);
    }
    if points.iter().all(|point| *point == 1.0) { Vec::new() } else { points }
}

/// How far over the threshold a level counts as, with a parabola through the knee.
fn over(level: f64, knee: f64) -> f64 {
    if 2.0 * level <= -knee {
        0.0
    } else if knee <= 2.0 * level {
        level
    } else {
        (level + knee / 2.0) * (level + knee / 2.0) / (2.0 * knee)
    }
}

/// The energy of cells that were turned down by a curve.
pub(super) fn turned_down(cells: &[f32], curve: &[f32]) -> Vec<f32> {
    let gain = |n: usize| curve.get(n).copied().unwrap_or(1.0);
    cells
        .iter()
        .enumerate()
        .map(|(n, cell)| {
            let (from, to) = (gain(n), gain(n + 1));
            // The mean square of a straight line.
            cell * (from * from + from * to + to * to) / 3.0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::db_from_gain;

    /// Energy of a loudness.
    fn energy(lufs: f64) -> f32 {
        libm::pow(10.0, (lufs + 0.691) / 10.0) as f32
    }

    fn taken(curve: &[f32], cell: usize) -> f32 {
        db_from_gain(f64::from(curve[cell]))
    }

    const HARD: Compressor =
        Compressor { threshold: 0.0, ratio: 4.0, knee: 0.0, attack: 0.01, release: 0.1 };

    #[test]
    fn four_over_the_threshold_become_one() {
        let cells: Vec<f32> =
            (0..300).map(|n| energy(if (100..200).contains(&n) { -12.0 } else { -30.0 })).collect();
        let curve = curve(&cells, -20.0, &HARD);
        assert_eq!(curve[97], 1.0);
        assert!((taken(&curve, 190) + 6.0).abs() < 0.01, "{}", taken(&curve, 190));
        // It is well down when the loud sound comes, and back by 63 % a tenth of a second after it.
        assert!(taken(&curve, 100) < -5.0, "{}", taken(&curve, 100));
        assert!((taken(&curve, 210) + 6.0 * 0.37).abs() < 0.4, "{}", taken(&curve, 210));
        assert!(taken(&curve, 290) > -0.01);
    }

    #[test]
    fn the_knee_is_smooth_and_ends_in_the_straight_lines() {
        assert_eq!((over(-3.0, 6.0), over(3.0, 6.0)), (0.0, 3.0));
        assert!((over(0.0, 6.0) - 0.75).abs() < 1e-12);
        let steps: Vec<f64> = (-40..=40).map(|n| over(f64::from(n) / 10.0, 6.0)).collect();
        let slopes: Vec<f64> = steps.windows(2).map(|pair| (pair[1] - pair[0]) * 10.0).collect();
        assert!(slopes.windows(2).all(|pair| (0.0..0.04).contains(&(pair[1] - pair[0] + 1e-9))));
    }

    #[test]
    fn what_is_quiet_or_one_to_one_is_not_touched() {
        assert!(curve(&[energy(-30.0); 50], -20.0, &HARD).is_empty());
        assert!(curve(&[energy(-10.0); 50], -20.0, &Compressor { ratio: 1.0, ..HARD }).is_empty());
        assert!(curve(&[], -20.0, &HARD).is_empty());
        let nonsense = Compressor { threshold: f32::NAN, ratio: f32::NAN, attack: -1.0, ..HARD };
        assert!(curve(&[energy(-10.0), f32::NAN], -20.0, &nonsense).iter().all(|p| p.is_finite()));
    }
}
