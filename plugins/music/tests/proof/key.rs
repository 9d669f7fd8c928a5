//! The key of a sound, by its chroma and the profiles of Krumhansl and Kessler (1982). Knows no note of ours.

use crate::fft::Fft;

const SIZE: usize = 16_384;
const HOP: usize = 8_192;

const MAJOR: [f64; 12] = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR: [f64; 12] = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/// How much of each class of notes is heard, C first.
pub(crate) fn chroma(samples: &[f32]) -> [f64; 12] {
    let fft = Fft::new(SIZE);
    let mut all = [0.0; 12];
    for start in (0..samples.len()).step_by(HOP) {
        let spectrum = fft.magnitudes(&samples[start..]);
        let mut frame = [0.0; 12];
        for bin in 16..700 {
            let [before, here, after] = [spectrum[bin - 1], spectrum[bin], spectrum[bin + 1]];
            if here <= before || here < after {
                continue;
            }
            // The top of the parabola through three bins.
            let shift = 0.5 * (before - after) / (before - 2.0 * here + after);
            let hertz = (bin as f64 + shift) * 48_000.0 / SIZE as f64;
            let pitch = 69.0 + 12.0 * (hertz / 440.0).log2();
            let class = pitch.round().rem_euclid(12.0) as usize;
            if (pitch - pitch.round()).abs() < 0.3 {
                frame[class % 12] += here.sqrt();
            }
        }
        let sum: f64 = frame.iter().sum();
        for (all, frame) in all.iter_mut().zip(frame) {
            *all += if 1e-3 < sum { frame / sum.sqrt() } else { 0.0 };
        }
    }
    all
}

/// The tonic, C as 0, and whether it is minor.
pub(crate) fn key(samples: &[f32]) -> (usize, bool) {
    let chroma = chroma(samples);
    let mut best = (f64::MIN, (0, false));
    for tonic in 0..12 {
        for (profile, minor) in [(MAJOR, false), (MINOR, true)] {
            let fit = correlation(&std::array::from_fn(|at| chroma[(tonic + at) % 12]), &profile);
            if best.0 < fit {
                best = (fit, (tonic, minor));
            }
        }
    }
    best.1
}

fn correlation(a: &[f64; 12], b: &[f64; 12]) -> f64 {
    let mean = |values: &[f64; 12]| values.iter().sum::<f64>() / 12.0;
    let (a_mean, b_mean) = (mean(a), mean(b));
    let (mut both, mut a_all, mut b_all) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += (a - a_mean) * (b - b_mean);
        a_all += (a - a_mean) * (a - a_mean);
        b_all += (b - b_mean) * (b - b_mean);
    }
    both / (a_all * b_all).sqrt().max(1e-12)
}
