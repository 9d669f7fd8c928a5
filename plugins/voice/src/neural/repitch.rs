//! Higher or lower: played faster or slower. Who asks has the voice talk so much slower or faster first.

use std::f64::consts::PI;

/// `samples` at `factor` of their pitch, and so one over it as long; 0.5 to 2.
pub(super) fn repitched(samples: &[f32], factor: f64) -> Vec<f32> {
    let factor = factor.clamp(0.5, 2.0);
    if (factor - 1.0).abs() < 1e-6 {
        return samples.to_vec();
    }
    // Of a higher pitch, what would fold back is left out.
    let pass = (1.0 / factor).min(1.0) * 0.95;
    let length = (samples.len() as f64 / factor) as usize;
    let sample = |place: usize| {
        let at = place as f64 * factor;
        let first = at as i64 - HALF + 1;
        let (mut sum, mut total) = (0.0, 0.0);
        for tap in first..first + 2 * HALF {
            let x = tap as f64 - at;
            let sinc = if x.abs() < 1e-9 { pass } else { libm::sin(PI * pass * x) / (PI * x) };
            let weight = sinc * (0.5 + 0.5 * libm::cos(PI * (x / HALF as f64).clamp(-1.0, 1.0)));
            total += weight;
            let heard = usize::try_from(tap).ok().and_then(|tap| samples.get(tap));
            sum += weight * f64::from(heard.copied().unwrap_or_default());
        }
        (sum / total) as f32
    };
    (0..length).map(sample).collect()
}

const HALF: i64 = 16;

/// By how much a voice at this pitch (0 to 99, 50 its own) is higher: four semitones at either end.
pub(super) fn factor_of(pitch: u8) -> f64 {
    libm::exp2((f64::from(pitch.min(99)) - 50.0) / 50.0 / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_comes_out_higher_by_the_factor() {
        let tone =
            |hertz: f64| move |n: usize| (2.0 * PI * hertz * n as f64 / 22_050.0).sin() as f32;
        let low: Vec<f32> = (0..11_025).map(tone(400.0)).collect();
        for factor in [0.8, 1.25] {
            let high = repitched(&low, factor);
            assert!(high.len().abs_diff((11_025.0 / factor) as usize) <= 1);
            let asked = tone(400.0 * factor);
            let far = (100..8_000).map(|n| (high[n] - asked(n)).abs()).fold(0.0, f32::max);
            assert!(far < 1e-2, "{factor}: {far}");
        }
        assert_eq!(repitched(&low, factor_of(50)), low);
        assert!(factor_of(0) < 0.8 && 1.25 < factor_of(99));
    }
}
