//! Breath, blinks and small sway: a closed form of (figure, time), so that a held figure lives.

use bevy_math::{Vec2, ops};
use maquette_time::Flicks;

use crate::ease::smooth;
use crate::hash;

/// Seconds in each of which one blink falls.
const BLINK_EVERY: f64 = 3.1;
/// Seconds that a blink lasts.
const BLINK: f64 = 0.24;

/// What life adds at one instant; the default is a figure that holds still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Life {
    /// -1 (out) to 1 (in).
    pub(crate) breath: f32,
    /// 0 (shut) to 1 (open).
    pub(crate) eyes: f32,
    /// To the left and forward, -1 to 1.
    pub(crate) sway: Vec2,
    /// What hands that talk do, -1 to 1.
    pub(crate) gesture: Vec2,
}

impl Default for Life {
    fn default() -> Self {
        Self { breath: 0.0, eyes: 1.0, sway: Vec2::ZERO, gesture: Vec2::ZERO }
    }
}

impl Life {
    pub(crate) fn at(seed: u32, time: Option<Flicks>) -> Self {
        let Some(time) = time else { return Self::default() };
        let seconds = time.seconds();
        let wave = |purpose: u32, period: f64| {
            let period = period * f64::from(0.85 + 0.3 * hash::unit(seed, 0, purpose));
            let turn = (seconds / period + f64::from(hash::unit(seed, 1, purpose))).rem_euclid(1.0);
            ops::sin(turn as f32 * std::f32::consts::TAU)
        };
        Self {
            breath: wave(1, 3.9),
            eyes: eyes(seed, seconds),
            sway: Vec2::new(
                0.7 * wave(2, 7.3) + 0.3 * wave(3, 4.1),
                0.7 * wave(4, 8.9) + 0.3 * wave(5, 5.3),
            ),
            gesture: Vec2::new(
                0.6 * wave(6, 1.9) + 0.4 * wave(7, 1.1),
                0.6 * wave(8, 1.5) + 0.4 * wave(9, 2.7),
            ),
        }
    }
}

/// How open the eyes are: shut once in every stretch of time, at a place that its number hashes to.
fn eyes(seed: u32, seconds: f64) -> f32 {
    let stretch = (seconds / BLINK_EVERY).floor();
    let place = f64::from(hash::unit(seed, stretch as i64 as u32, 10));
    let middle = (stretch + 0.1 + 0.8 * place) * BLINK_EVERY;
    let away = ((seconds - middle).abs() / (BLINK / 2.0)) as f32;
    smooth(away * 1.4 - 0.3)
}
