//! A hand's unrest.

use core::f32::consts::TAU;

use bevy_math::{Vec3, ops};

use crate::aim::Aim;

/// What a calm operator's hands add at most: degrees of each turn.
const TURN: Aim = Aim { yaw: 0.55, pitch: 0.45, roll: 0.25 };
/// Metres to the side, up and forward.
const TRAVEL: Vec3 = Vec3::new(0.014, 0.018, 0.008);

/// Sway, breath and tremor: cycles a second, and their shares, which add up to 1.
const WAVES: [(f64, f32); 5] =
    [(0.23, 0.40), (0.41, 0.27), (0.79, 0.18), (1.57, 0.10), (3.1, 0.05)];

/// The turn (degrees) and the travel (metres, along the camera's level axes: right, up, back) that hands of
/// `strength` have added `seconds` into a take: smooth, and never more than `strength` times the table's.
pub(crate) fn unrest(seconds: f64, strength: f32, seed: u32) -> (Aim, Vec3) {
    let wave = |purpose: u32| strength * wander(seconds, seed, purpose);
    let turn =
        Aim { yaw: TURN.yaw * wave(0), pitch: TURN.pitch * wave(1), roll: TURN.roll * wave(2) };
    (turn, TRAVEL * Vec3::new(wave(3), wave(4), wave(5)))
}

/// -1 to 1, smooth in time: waves whose phase and pace are hashed from the seed and the axis they move.
fn wander(seconds: f64, seed: u32, purpose: u32) -> f32 {
    let mut sum = 0.0;
    for (i, (rate, share)) in WAVES.iter().enumerate() {
        let pace = 0.85 + 0.3 * f64::from(hashed(seed, purpose, 2 * i as u32));
        let turns = seconds * rate * pace + f64::from(hashed(seed, purpose, 2 * i as u32 + 1));
        sum += share * ops::sin((turns - turns.floor()) as f32 * TAU);
    }
    sum
}

/// 0 to 1 by what it is for.
fn hashed(seed: u32, purpose: u32, part: u32) -> f32 {
    let mut x = seed ^ purpose.wrapping_mul(0x9e37_79b9) ^ part.wrapping_mul(0x85eb_ca6b);
    for multiplier in [0x7feb_352d, 0x846c_a68b] {
        x = (x ^ (x >> 16)).wrapping_mul(multiplier);
    }
    ((x ^ (x >> 16)) >> 8) as f32 / (1 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unrest_is_bounded_smooth_and_not_the_same_on_every_axis() {
        for seed in 0..50 {
            let mut before = unrest(0.0, 1.0, seed);
            for tick in 1..2400 {
                let now = unrest(f64::from(tick) / 240.0, 1.0, seed);
                assert!(now.0.yaw.abs() <= TURN.yaw && now.0.pitch.abs() <= TURN.pitch);
                assert!(now.1.abs().cmple(TRAVEL).all());
                assert!((now.0.yaw - before.0.yaw).abs() < 0.01, "a jump in yaw");
                assert!(now.1.distance(before.1) < 5e-4, "a jump in place");
                before = now;
            }
            assert_ne!(before.0.yaw, before.0.pitch);
        }
    }

    #[test]
    fn each_seed_has_its_own_hands_and_strength_scales_them() {
        assert_ne!(unrest(1.0, 1.0, 1), unrest(1.0, 1.0, 2));
        let (once, twice) = (unrest(1.3, 1.0, 7), unrest(1.3, 2.0, 7));
        assert!((twice.0.yaw - 2.0 * once.0.yaw).abs() < 1e-5);
    }
}
