use ebur128::{EbuR128, Mode};
use proptest::prelude::*;

use super::ebu::{faded, tone};
use super::*;
use crate::level::db_from_gain;

fn noise(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn measured(rate: u32, channels: usize, samples: &[f32]) -> Meter {
    let mut meter = Meter::new(rate, channels);
    meter.add(samples);
    meter
}

/// Noise that swells and pauses: with a range.
fn swelling(rate: u32, seconds: u32, channels: usize) -> Vec<f32> {
    let count = (rate * seconds) as usize * channels;
    let swell = |n: usize| {
        let t = n as f32 / (rate as usize * channels) as f32;
        0.05 + 0.2 * (0.5 + 0.5 * libm::sinf(t * 0.9)) * (0.5 + 0.5 * libm::sinf(t * 7.0))
    };
    noise(3, count).into_iter().enumerate().map(|(n, x)| x * swell(n)).collect()
}

/// An implementation that is not ours.
#[test]
fn loudness_is_that_of_the_reference_library() {
    for (rate, channels) in [(48_000, 2), (44_100, 1), (96_000, 2), (48_000, 5), (22_050, 2)] {
        let samples = swelling(rate, 30, channels);
        let mut theirs =
            EbuR128::new(channels as u32, rate, Mode::I | Mode::LRA | Mode::M | Mode::S).unwrap();
        let (mut momentary, mut short, mut windows) = (f64::MIN, f64::MIN, Vec::new());
        for (n, block) in samples.chunks(rate as usize / 100 * channels).enumerate() {
            theirs.add_frames_f32(block).unwrap();
            momentary = momentary.max(theirs.loudness_momentary().unwrap());
            let now = theirs.loudness_shortterm().unwrap();
            short = short.max(now);
            if 300 <= n + 1 && n % 10 == 9 {
                windows.push(now);
            }
        }
        // Nothing is under its gates. Its own range looks once a second, which is coarse for half a minute.
        windows.sort_by(f64::total_cmp);
        let at = |share: f64| windows[(share * (windows.len() - 1) as f64).round() as usize];
        let ours = measured(rate, channels, &samples).measures();
        for (ours, theirs, within) in [
            (ours.integrated, theirs.loudness_global().unwrap(), 0.005),
            (ours.range, at(0.95) - at(0.1), 0.05),
            (ours.momentary, momentary, 0.01),
            (ours.short_term, short, 0.01),
        ] {
            let error = f64::from(ours.unwrap()) - theirs;
            // Where a cell is not a whole number of samples, windows are a little short.
            let within = if rate % 100 == 0 { within } else { 0.05 };
            assert!(error.abs() < within, "{rate} Hz, {channels} channels: {error} from {theirs}");
        }
    }
}

#[test]
fn silence_and_what_is_too_short_measure_nothing() {
    let nothing = |samples: &[f32]| {
        let measures = measured(48_000, 2, samples).measures();
        (measures.integrated, measures.range, measures.correlation)
    };
    assert_eq!(nothing(&[]), (None, None, None));
    assert_eq!(nothing(&[0.0; 192_000]), (None, None, None));
    assert_eq!(nothing(&[0.5; 1000]).0, None);
    assert_eq!(measured(48_000, 2, &[0.0; 192_000]).measures().momentary, None);
    assert_eq!(gated(&[0.0; 500]), None);
}

#[test]
fn one_channel_is_3_lu_under_two_and_the_one_for_effects_does_not_count() {
    let samples = tone(&[(5.0, -20.0)]);
    let in_channel = |n: usize, of: usize| {
        let wide: Vec<f32> = samples
            .iter()
            .flat_map(|x| (0..of).map(move |k| if k == n { *x } else { 0.0 }))
            .collect();
        measured(48_000, of, &wide).measures().integrated
    };
    assert!((in_channel(0, 1).unwrap() + 23.01).abs() < 0.02);
    assert_eq!(in_channel(0, 1), in_channel(1, 2));
    assert_eq!(in_channel(3, 6), None);
    assert!((in_channel(5, 6).unwrap() - in_channel(0, 6).unwrap() - 1.49).abs() < 0.01);
}

#[test]
fn clipping_offset_and_opposite_sides_are_seen() {
    let clipped: Vec<f32> = tone(&[(1.0, 6.0)]).iter().map(|x| x.clamp(-1.0, 1.0)).collect();
    let measures = measured(48_000, 1, &clipped).measures();
    // Twice a period of 48 samples.
    assert_eq!((measures.channels[0].clipped, measures.channels[0].sample_peak), (2000, 1.0));
    assert!(measures.true_peak > 1.0);
    let lifted: Vec<f32> = tone(&[(1.0, -20.0)]).iter().map(|x| x + 0.1).collect();
    assert!((measured(48_000, 1, &lifted).measures().channels[0].offset - 0.1).abs() < 1e-5);
    let sides = |right: f32| {
        let frames: Vec<f32> = noise(5, 48_000).iter().flat_map(|x| [*x, x * right]).collect();
        measured(48_000, 2, &frames).measures().correlation
    };
    assert_eq!((sides(0.5), sides(-1.0), sides(0.0)), (Some(1.0), Some(-1.0), None));
    assert!(measured(48_000, 2, &noise(5, 96_000)).measures().correlation.unwrap().abs() < 0.02);
    let insane = [f32::NAN, f32::INFINITY, 0.5, 0.5].repeat(30_000);
    assert!(measured(48_000, 2, &insane).measures().integrated.is_some());
}

#[test]
fn loudness_over_time_is_read_ten_times_a_second() {
    let readings: Vec<Reading> =
        measured(48_000, 1, &tone(&[(2.0, -200.0), (2.0, -20.0)])).readings().collect();
    assert_eq!(readings.len(), 40);
    assert_eq!((readings[19].seconds, readings[19].momentary), (2.0, None));
    assert!((readings[39].momentary.unwrap() + 23.0).abs() < 0.05);
    assert!((readings[39].short_term.unwrap() + 24.77).abs() < 0.05);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn blocks_make_no_difference(
        blocks in prop::collection::vec(1_usize..3000, 1..20), channels in 1_usize..4, seed in 0_u64..99,
    ) {
        let samples = noise(seed, 40_000 * channels);
        let whole = measured(48_000, channels, &samples);
        let (mut meter, mut rest) = (Meter::new(48_000, channels), samples.as_slice());
        for block in blocks.iter().cycle() {
            let (now, after) = rest.split_at((block * channels).min(rest.len()));
            meter.add(now);
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(meter.measures(), whole.measures());
        prop_assert_eq!(meter.now(), whole.now());
    }
}

/// A low-pass of twice `reach` taps and one, up to `cutoff` of the rate.
pub(crate) fn low_pass(reach: i32, cutoff: f64) -> Vec<f64> {
    let taps = (-reach..=reach).map(|k| {
        let window =
            0.54 + 0.46 * libm::cos(std::f64::consts::PI * f64::from(k) / f64::from(reach));
        sinc(2.0 * cutoff * f64::from(k)) * window
    });
    let taps: Vec<f64> = taps.collect();
    let sum: f64 = taps.iter().sum();
    taps.into_iter().map(|tap| tap / sum).collect()
}

fn sinc(x: f64) -> f64 {
    let x = x * std::f64::consts::PI;
    if x.abs() < 1e-9 { 1.0 } else { libm::sin(x) / x }
}

/// The peak in decibels by 32 points a sample of a kernel five times as long as ours, looked for where there are
/// `margin` more samples on both sides.
pub(crate) fn ideal_peak(samples: &[f32], margin: i64) -> f32 {
    let mut kernels = Vec::new();
    for phase in 0..32 {
        let tap = |k: i32| {
            let x = f64::from(phase) / 32.0 - f64::from(k);
            sinc(x) * (0.5 + 0.5 * libm::cos(std::f64::consts::PI * x / 257.0))
        };
        kernels.push((-255..=256).map(tap).collect::<Vec<f64>>());
    }
    let at = |n: i64| {
        usize::try_from(n).ok().and_then(|n| samples.get(n)).map_or(0.0, |x| f64::from(*x))
    };
    let mut ideal = 0.0_f64;
    for n in margin - 2..=samples.len() as i64 - margin {
        let around: Vec<f64> = (n - 255..=n + 256).map(at).collect();
        for kernel in &kernels {
            let sum: f64 = kernel.iter().zip(&around).map(|(a, b)| a * b).sum();
            ideal = ideal.max(sum.abs());
        }
    }
    db_from_gain(ideal)
}

fn true_peak(samples: &[f32]) -> f32 {
    db_from_gain(f64::from(measured(48_000, 1, samples).measures().true_peak))
}

#[test]
fn hard_limited_noise_reads_true_within_two_hundredths_of_a_decibel() {
    for seed in 0..8 {
        let clipped = noise(seed, 1200).into_iter().map(|x| f64::from(2.0 * x).clamp(-0.5, 0.5));
        let clipped: Vec<f64> = clipped.collect();
        // Nothing that a loudspeaker has to give is above 20 kHz.
        let kernel = low_pass(100, 20_000.0 / 48_000.0);
        let limited =
            |window: &[f64]| window.iter().zip(&kernel).map(|(a, b)| a * b).sum::<f64>() as f32;
        let samples: Vec<f32> = clipped.windows(201).map(limited).collect();
        // It begins and ends softly: an edge would have all pitches again.
        let soft = |n: usize| (n.min(samples.len() - 1 - n) as f32 / 60.0).min(1.0);
        let samples: Vec<f32> = samples.iter().enumerate().map(|(n, x)| x * soft(n)).collect();
        let (ours, ideal) = (true_peak(&samples), ideal_peak(&samples, 0));
        assert!((ours - ideal).abs() < 0.02, "{ours} dBTP, truly {ideal}");
    }
}

#[test]
fn a_sine_of_any_pitch_reads_its_height() {
    for of in [2.4, 2.7, 3.1, 4.0, 5.3, 11.0, 100.0] {
        for degrees in [0.0, 17.0, 45.0, 80.0] {
            let peak = true_peak(&faded(of, 1.0, degrees));
            assert!(peak.abs() < 0.02, "{of} samples a period at {degrees}°: {peak} dBTP");
        }
    }
}
