//! Decibels and gains. All through `libm`, so that every machine agrees to the bit.

/// The loudest gain that a fader gives, in decibels.
pub const MOST_GAIN: f32 = 36.0;

/// What counts as silence, in decibels.
pub const SILENCE: f32 = -120.0;

/// The factor of `db` decibels: 0 at and under [`SILENCE`], held at [`MOST_GAIN`]; not-a-number is no change.
pub fn gain_from_db(db: f32) -> f64 {
    match db {
        db if db.is_nan() => 1.0,
        db if db <= SILENCE => 0.0,
        db => libm::pow(10.0, f64::from(db.min(MOST_GAIN)) / 20.0),
    }
}

/// The decibels of a factor; [`SILENCE`] for none.
pub fn db_from_gain(gain: f64) -> f32 {
    (20.0 * libm::log10(gain.abs().max(1e-6))) as f32
}

/// Gains to the left and the right for a mono sound at `pan`, -1 left to 1 right: equal power, as on a film
/// desk, so that the middle is 3 dB down in each and a sound that travels keeps its loudness.
pub fn pan_mono(pan: f32) -> [f64; 2] {
    let angle = (place(pan) + 1.0) * std::f64::consts::FRAC_PI_4;
    [libm::cos(angle), libm::sin(angle)]
}

/// Gains of the left and the right channel of a stereo sound at `pan`: untouched in the middle, the far side
/// falling off as [`pan_mono`] does.
pub fn pan_stereo(pan: f32) -> [f64; 2] {
    pan_mono(pan).map(|gain| (gain * std::f64::consts::SQRT_2).min(1.0))
}

fn place(pan: f32) -> f64 {
    if pan.is_nan() { 0.0 } else { f64::from(pan.clamp(-1.0, 1.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decibels_and_gains_are_each_other_s_inverse() {
        for db in [-60.0, -23.0, -6.0, 0.0, 12.0] {
            assert!((db_from_gain(gain_from_db(db)) - db).abs() < 1e-4, "{db}");
        }
        assert_eq!(gain_from_db(f32::NEG_INFINITY), 0.0);
        assert_eq!(gain_from_db(f32::NAN), 1.0);
        assert_eq!(gain_from_db(f32::INFINITY), gain_from_db(MOST_GAIN));
        assert_eq!(db_from_gain(0.0), SILENCE);
    }

    #[test]
    fn panning_keeps_the_power_and_is_symmetric() {
        for pan in [-1.0, -0.4, 0.0, 0.3, 1.0] {
            let [left, right] = pan_mono(pan);
            assert!((left * left + right * right - 1.0).abs() < 1e-12, "{pan}");
            let mirrored = pan_mono(-pan);
            assert!((mirrored[1] - left).abs() < 1e-12 && (mirrored[0] - right).abs() < 1e-12);
        }
        assert!((db_from_gain(pan_mono(0.0)[0]) + 3.0103).abs() < 1e-3);
        assert_eq!(pan_stereo(0.0), [1.0, 1.0]);
        assert!(pan_stereo(1.0)[0].abs() < 1e-12);
    }
}
