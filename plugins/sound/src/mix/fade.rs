//! How fades rise.

use maquette_document::FadeCurve;

use super::curve::gain_from_db;

/// What the even fade in decibels spans.
const SPAN_DB: f64 = 60.0;

/// The gain `t` into a fade, which is 0 at its silent and 1 at its loud end.
pub fn fade_gain(curve: FadeCurve, t: f64) -> f64 {
    match curve {
        FadeCurve::EqualPower => quarter_sine(t),
        FadeCurve::Linear => t,
        FadeCurve::Exponential => exponential(t),
        FadeCurve::Logarithmic => 1.0 - exponential(1.0 - t),
        FadeCurve::SCurve => t * t * (3.0 - 2.0 * t),
    }
}

/// Even in decibels, but for so much that it begins at silence.
fn exponential(t: f64) -> f64 {
    let least = 1.0 / 1000.0;
    (gain_from_db(SPAN_DB * (t - 1.0)) - least) / (1.0 - least)
}

/// sin(π/2 · t) for t from 0 to 1, within 1e-7: a polynomial, since fades are worked out sample by sample.
fn quarter_sine(t: f64) -> f64 {
    let x = t * std::f64::consts::FRAC_PI_2;
    let y = x * x;
    let tail = 1.0 / 362_880.0 - y / 39_916_800.0;
    x * (1.0 - y * (1.0 / 6.0 - y * (1.0 / 120.0 - y * (1.0 / 5040.0 - y * tail))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURVES: [FadeCurve; 5] = [
        FadeCurve::EqualPower,
        FadeCurve::Linear,
        FadeCurve::Exponential,
        FadeCurve::Logarithmic,
        FadeCurve::SCurve,
    ];

    #[test]
    fn the_fade_of_equal_power_is_a_quarter_of_a_sine() {
        for n in 0..=1000 {
            let t = f64::from(n) / 1000.0;
            let sine = libm::sin(t * std::f64::consts::FRAC_PI_2);
            assert!((quarter_sine(t) - sine).abs() < 1e-7, "{t}");
        }
    }

    #[test]
    fn every_fade_rises_from_silence_to_all() {
        for curve in CURVES {
            assert!(fade_gain(curve, 0.0).abs() < 1e-9, "{curve:?}");
            assert!((fade_gain(curve, 1.0) - 1.0).abs() < 1e-7, "{curve:?}");
            for n in 1..=1000 {
                let (before, now) = (f64::from(n - 1) / 1000.0, f64::from(n) / 1000.0);
                assert!(fade_gain(curve, before) < fade_gain(curve, now), "{curve:?} at {now}");
            }
        }
    }

    #[test]
    fn curves_are_where_the_trade_has_them_half_way() {
        let db = |curve| 20.0 * libm::log10(fade_gain(curve, 0.5));
        assert!((db(FadeCurve::EqualPower) + 3.01).abs() < 0.01);
        assert!((db(FadeCurve::Linear) + 6.02).abs() < 0.01);
        assert!((db(FadeCurve::SCurve) + 6.02).abs() < 0.01);
        assert!((db(FadeCurve::Exponential) + 30.3).abs() < 0.1);
        assert!(db(FadeCurve::Logarithmic) > -0.3);
    }
}
