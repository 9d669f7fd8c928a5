//! How loud a line is.

use super::filter::Biquad;

/// Loudness of mono speech at 48 kHz in LUFS, pauses left out; nothing when it is silent.
///
/// As in BS.1770, but over windows of 100 ms, since a line may be shorter than the 400 ms that it asks for.
pub fn loudness(samples: &[f32]) -> Option<f32> {
    let mut weigh = WEIGHTING.map(|(b, a)| Biquad::of(b, a));
    let [shelf, high] = &mut weigh;
    let weighted: Vec<f64> =
        samples.iter().map(|sample| high.next(shelf.next(f64::from(*sample)))).collect();
    let power = |window: &[f64]| window.iter().map(|s| s * s).sum::<f64>() / window.len() as f64;
    let powers: Vec<f64> = weighted.chunks(WINDOW).map(power).collect();
    let loud = gate(&powers, power_of(-70.0))?;
    let loud = gate(&powers, loud * 0.1)?;
    Some((10.0 * libm::log10(loud) - 0.691) as f32)
}

/// 100 ms.
const WINDOW: usize = 4_800;

/// The two filters of BS.1770 at 48 kHz.
const WEIGHTING: [([f64; 3], [f64; 2]); 2] = [
    (
        [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
        [-1.690_659_293_182_41, 0.732_480_774_215_85],
    ),
    ([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
];

fn power_of(lufs: f64) -> f64 {
    libm::exp10((lufs + 0.691) / 10.0)
}

/// The mean of the powers over `floor`.
fn gate(powers: &[f64], floor: f64) -> Option<f64> {
    let (sum, count) = powers
        .iter()
        .filter(|power| **power > floor)
        .fold((0.0, 0), |(sum, n), power| (sum + power, n + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(peak: f32, seconds: usize) -> Vec<f32> {
        (0..seconds * 48_000).map(|n| peak * (n as f32 * 1_000.0 * 0.000_130_899_7).sin()).collect()
    }

    #[test]
    fn a_tone_of_a_thousand_hertz_reads_three_under_its_peak() {
        let found = loudness(&tone(0.1, 2)).unwrap();
        assert!((found + 23.0).abs() < 0.1, "{found}");
    }

    #[test]
    fn pauses_do_not_count_and_silence_is_not_loud() {
        let mut line = tone(0.1, 1);
        line.extend(vec![0.0; 480_000]);
        assert!((loudness(&line).unwrap() + 23.0).abs() < 0.3);
        assert_eq!(loudness(&[0.0; 48_000]), None);
        assert_eq!(loudness(&[]), None);
    }
}
