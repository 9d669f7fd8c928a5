//! From the rate of a voice to the rate of a film, in sines of our own so that each machine gives the same.

use std::f64::consts::PI;

use super::Heard;

/// What is heard at 48 kHz, aligned to the sample; nothing for a rate that no voice has.
pub(crate) fn at_48k(heard: &Heard) -> Option<Vec<f32>> {
    if !RATES.contains(&heard.rate) {
        return None;
    }
    let shared = gcd(heard.rate, 48_000);
    let (up, down) = ((48_000 / shared) as usize, (heard.rate / shared) as usize);
    let kernel: Vec<[f32; TAPS]> = (0..up).map(|phase| taps(phase as f64 / up as f64)).collect();
    let length = (heard.samples.len() * up).div_ceil(down);
    let sample = |place: usize| {
        let (middle, phase) = (place * down / up, place * down % up);
        let first = middle as i64 - HALF as i64 + 1;
        let term = |(tap, weight): (usize, &f32)| {
            let at = usize::try_from(first + tap as i64).ok()?;
            heard.samples.get(at).map(|sample| f64::from(sample * weight))
        };
        kernel[phase].iter().enumerate().filter_map(term).sum::<f64>() as f32
    };
    Some((0..length).map(sample).collect())
}

const RATES: [u32; 7] = [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000];
const HALF: usize = 20;
const TAPS: usize = 2 * HALF;
/// Of the lower rate's half: what lies above is left out.
const PASS: f64 = 0.94;

/// Weights of the samples about a place `fraction` past the middle one; they add up to 1.
fn taps(fraction: f64) -> [f32; TAPS] {
    let weight = |tap: usize| {
        let x = tap as f64 - (HALF as f64 - 1.0) - fraction;
        let sinc = if x.abs() < 1e-12 { PASS } else { libm::sin(PI * PASS * x) / (PI * x) };
        let turn = PI * x / HALF as f64;
        sinc * (0.42 + 0.5 * libm::cos(turn) + 0.08 * libm::cos(2.0 * turn))
    };
    let weights: [f64; TAPS] = std::array::from_fn(weight);
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| (weight / sum) as f32)
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hertz: f64, seconds: f64) -> Heard {
        let wave = |n: usize| (2.0 * PI * hertz * n as f64 / f64::from(rate)).sin() as f32 * 0.5;
        let samples = (0..(seconds * f64::from(rate)) as usize).map(wave).collect();
        Heard { rate, samples, ..Heard::default() }
    }

    #[test]
    fn a_tone_stays_the_same_tone_at_the_same_place() {
        for rate in RATES {
            let (up, asked) =
                (at_48k(&tone(rate, 1_000.0, 0.2)).unwrap(), tone(48_000, 1_000.0, 0.2));
            assert!(up.len().abs_diff(asked.samples.len()) <= 6, "{rate}");
            let middle = 2_000..up.len() - 2_000;
            let far = middle.map(|at| (up[at] - asked.samples[at]).abs()).fold(0.0, f32::max);
            assert!(far < 2e-3, "{rate}: {far}");
        }
    }

    #[test]
    fn an_unheard_of_rate_is_refused() {
        assert!(
            at_48k(&Heard { rate: 22_051, samples: vec![0.0; 10], ..Heard::default() }).is_none()
        );
    }
}
