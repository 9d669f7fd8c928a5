//! Volume that a hand drew: keys, and how it goes from one to the next.

use std::sync::Arc;

use maquette_document::{Glide, VolumeKey};

use crate::level::{MOST_GAIN, SILENCE};

/// A volume curve on its samples: the gain of any sample follows from the keys on its two sides alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve(Arc<[CurveKey]>);

/// A point of a [`Curve`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveKey {
    /// The sample of the film.
    pub at: i64,
    /// Decibels.
    pub gain: f32,
    pub glide: Glide,
}

impl Curve {
    /// The keys of a record, each at the sample that `sample_of` says.
    pub fn new(keys: &[VolumeKey], sample_of: impl Fn(&VolumeKey) -> i64) -> Self {
        let known = |gain: f32| if gain.is_nan() { 0.0 } else { gain.clamp(SILENCE, MOST_GAIN) };
        let on_sample = |key: &VolumeKey| CurveKey {
            at: sample_of(key).clamp(i64::MIN / 4, i64::MAX / 4),
            gain: known(key.gain),
            glide: key.glide,
        };
        let mut keys: Vec<CurveKey> = keys.iter().map(on_sample).collect();
        keys.sort_by_key(|key| key.at);
        Self(keys.into())
    }

    /// Whether it changes nothing.
    pub fn is_level(&self) -> bool {
        self.0.iter().all(|key| key.gain == 0.0)
    }

    /// Multiplies the gains of the samples from `start` on.
    pub(super) fn apply(&self, start: i64, gains: &mut [f64]) {
        if self.is_level() {
            return;
        }
        let (mut at, mut rest) = (start, gains);
        while !rest.is_empty() {
            let next = self.0.partition_point(|key| key.at <= at);
            let end = self.0.get(next).map_or(i64::MAX, |key| key.at);
            let run = rest.len().min(end.saturating_sub(at) as usize);
            let (now, later) = rest.split_at_mut(run);
            match (next.checked_sub(1).map(|last| self.0[last]), self.0.get(next)) {
                (Some(from), Some(to)) => glide(at, now, from, *to),
                (Some(one), None) => level(now, one.gain),
                (None, Some(one)) => level(now, one.gain),
                (None, None) => return,
            }
            at += run as i64;
            rest = later;
        }
    }

    pub(super) fn hash(&self, hasher: &mut blake3::Hasher) {
        hasher.update(&(self.0.len() as u64).to_le_bytes());
        for key in self.0.iter() {
            hasher.update(&key.at.to_le_bytes());
            hasher.update(&key.gain.to_bits().to_le_bytes());
            hasher.update(&[key.glide as u8]);
        }
    }
}

fn level(gains: &mut [f64], db: f32) {
    let by = gain_from_db(f64::from(db));
    gains.iter_mut().for_each(|gain| *gain *= by);
}

fn glide(at: i64, gains: &mut [f64], from: CurveKey, to: CurveKey) {
    if from.glide == Glide::Hold || from.gain == to.gain {
        return level(gains, from.gain);
    }
    let (low, rise) = (f64::from(from.gain), f64::from(to.gain) - f64::from(from.gain));
    let length = (to.at - from.at) as f64;
    for (n, gain) in gains.iter_mut().enumerate() {
        let t = (at - from.at + n as i64) as f64 / length;
        let t = if from.glide == Glide::Smooth { t * t * (3.0 - 2.0 * t) } else { t };
        *gain *= gain_from_db(low + rise * t);
    }
}

/// The factor of `db` decibels within 1e-10 of itself, 0 at and under [`SILENCE`]: by a polynomial, since volume
/// is worked out sample by sample.
pub(super) fn gain_from_db(db: f64) -> f64 {
    if db <= f64::from(SILENCE) {
        return 0.0;
    }
    let octaves = db.min(200.0) * (std::f64::consts::LOG2_10 / 20.0);
    let whole = (octaves + 0.5).floor();
    let z = (octaves - whole) * std::f64::consts::LN_2;
    // e to the z, as far as its ninth power.
    let mut sum = 1.0;
    for n in (1..10).rev() {
        sum = 1.0 + sum * z / f64::from(n);
    }
    sum * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use maquette_time::Flicks;

    use super::*;

    fn curve(keys: &[(i64, f32, Glide)]) -> Curve {
        let key =
            |&(at, gain, glide): &(i64, f32, Glide)| VolumeKey { at: Flicks(at), gain, glide };
        let keys: Vec<VolumeKey> = keys.iter().map(key).collect();
        Curve::new(&keys, |key| key.at.0)
    }

    fn decibels(curve: &Curve, from: i64, count: usize) -> Vec<f64> {
        let mut gains = vec![1.0; count];
        curve.apply(from, &mut gains);
        gains.iter().map(|gain| 20.0 * libm::log10(*gain)).collect()
    }

    #[test]
    fn decibels_are_what_the_exact_function_says() {
        for n in -1199..=360 {
            let db = f64::from(n) / 10.0;
            let exact = libm::pow(10.0, db / 20.0);
            assert!((gain_from_db(db) / exact - 1.0).abs() < 1e-10, "{db}");
        }
        assert_eq!((gain_from_db(-120.0), gain_from_db(0.0)), (0.0, 1.0));
    }

    #[test]
    fn volume_goes_straight_in_decibels_and_stays_at_its_ends() {
        let straight = curve(&[(100, -6.0, Glide::Straight), (200, -26.0, Glide::Straight)]);
        let told = decibels(&straight, 90, 130);
        for (n, db) in told.iter().enumerate() {
            let into = (n as f64 - 10.0).clamp(0.0, 100.0);
            assert!((db - (-6.0 - into / 5.0)).abs() < 1e-9, "{n}: {db}");
        }
    }

    #[test]
    fn a_hold_steps_on_the_very_sample_and_a_smooth_glide_is_half_way_half_way() {
        let hold = curve(&[(0, 0.0, Glide::Hold), (50, -10.0, Glide::Straight)]);
        let told = decibels(&hold, 48, 4);
        assert!(told[0] == 0.0 && told[1] == 0.0);
        assert!((told[2] + 10.0).abs() < 1e-9 && (told[3] + 10.0).abs() < 1e-9);
        let smooth = curve(&[(0, 0.0, Glide::Smooth), (100, -10.0, Glide::Straight)]);
        assert!((decibels(&smooth, 50, 1)[0] + 5.0).abs() < 1e-9);
        assert!((decibels(&smooth, 10, 1)[0] + 0.28).abs() < 1e-9);
    }

    #[test]
    fn keys_that_make_no_sense_are_harmless() {
        let odd = curve(&[
            (i64::MAX, f32::NAN, Glide::Smooth),
            (0, f32::INFINITY, Glide::Straight),
            (0, f32::NEG_INFINITY, Glide::Straight),
            (i64::MIN / 4, 3.0, Glide::Straight),
        ]);
        let mut gains = vec![1.0; 300];
        for start in [i64::MIN / 4, -100, 0, i64::MAX / 4] {
            odd.apply(start, &mut gains);
            assert!(gains.iter().all(|gain| gain.is_finite()), "{start}");
            gains.fill(1.0);
        }
        assert!(curve(&[]).is_level() && curve(&[(3, 0.0, Glide::Hold)]).is_level());
    }
}
