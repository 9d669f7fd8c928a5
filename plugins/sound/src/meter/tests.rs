//! The signals of EBU Tech 3341 and 3342 that can be made from their description: 1 kHz sines at levels that
//! are peaks of each channel, and sines for true peak.

use super::*;
use crate::level::{db_from_gain, gain_from_db};

/// Seconds and dBFS, one after the other; below -100 is silence.
fn tone(parts: &[(f64, f64)]) -> Vec<[f32; 2]> {
    let mut frames = Vec::new();
    let mut n = 0_u32;
    for (seconds, level) in parts {
        let gain = if *level < -100.0 { 0.0 } else { gain_from_db(*level as f32) };
        for _ in 0..(seconds * 48_000.0).round() as usize {
            let sample = (gain * libm::sin(std::f64::consts::TAU * f64::from(n) / 48.0)) as f32;
            frames.push([sample; 2]);
            n += 1;
        }
    }
    frames
}

fn measured(frames: &[[f32; 2]]) -> LoudnessMeter {
    let mut meter = LoudnessMeter::new();
    frames.chunks(4800).for_each(|block| meter.add(block));
    meter
}

#[track_caller]
fn check_integrated(parts: &[(f64, f64)], expected: f32) {
    let loudness = measured(&tone(parts)).loudness().integrated.unwrap();
    assert!((loudness - expected).abs() < 0.05, "{loudness} LUFS, not {expected}");
}

#[test]
fn tech_3341_integrated_loudness() {
    check_integrated(&[(20.0, -18.0)], -18.0);
    check_integrated(&[(20.0, -23.0)], -23.0);
    check_integrated(&[(20.0, -33.0)], -33.0);
    check_integrated(&[(10.0, -36.0), (60.0, -23.0), (10.0, -36.0)], -23.0);
    check_integrated(
        &[(10.0, -72.0), (10.0, -36.0), (60.0, -23.0), (10.0, -36.0), (10.0, -72.0)],
        -23.0,
    );
    check_integrated(&[(20.0, -26.0), (20.1, -20.0), (20.0, -26.0)], -23.0);
}

/// The lowest and highest of what `read` gives every 10 ms after `from` seconds.
fn extremes(frames: &[[f32; 2]], from: f64, read: fn(&LoudnessMeter) -> Option<f32>) -> (f32, f32) {
    let mut meter = LoudnessMeter::new();
    let (mut low, mut high) = (f32::MAX, f32::MIN);
    for (n, block) in frames.chunks(480).enumerate() {
        meter.add(block);
        if (n + 1) as f64 * 0.01 >= from
            && let Some(value) = read(&meter)
        {
            (low, high) = (low.min(value), high.max(value));
        }
    }
    (low, high)
}

#[test]
fn tech_3341_short_term_and_momentary() {
    let nine: Vec<_> = [(1.34, -20.0), (1.66, -30.0)].repeat(5);
    let (low, high) = extremes(&tone(&nine), 3.0, LoudnessMeter::short_term);
    assert!((low + 23.0).abs() < 0.1 && (high + 23.0).abs() < 0.1, "{low} {high}");
    let twelve: Vec<_> = [(0.18, -20.0), (0.22, -30.0)].repeat(25);
    let (low, high) = extremes(&tone(&twelve), 1.0, LoudnessMeter::momentary);
    assert!((low + 23.0).abs() < 0.1 && (high + 23.0).abs() < 0.1, "{low} {high}");
    for i in 0..20 {
        let ten = tone(&[(f64::from(i) * 0.15, -200.0), (3.0, -23.0), (1.0, -200.0)]);
        let (_, high) = extremes(&ten, 0.0, LoudnessMeter::short_term);
        assert!((high + 23.0).abs() < 0.1, "case 10, file {i}: {high}");
        let thirteen = tone(&[(f64::from(i) * 0.02, -200.0), (0.4, -23.0), (1.0, -200.0)]);
        let (_, high) = extremes(&thirteen, 0.0, LoudnessMeter::momentary);
        assert!((high + 23.0).abs() < 0.1, "case 13, file {i}: {high}");
    }
}

#[test]
fn tech_3342_loudness_range() {
    for (levels, expected) in [
        (&[-20.0, -30.0][..], 10.0),
        (&[-20.0, -15.0], 5.0),
        (&[-40.0, -20.0], 20.0),
        (&[-50.0, -35.0, -20.0, -35.0, -50.0], 15.0),
    ] {
        let parts: Vec<_> = levels.iter().map(|level| (20.0, *level)).collect();
        let range = measured(&tone(&parts)).loudness().range.unwrap();
        assert!((range - expected).abs() < 0.1, "{range} LU, not {expected}");
    }
}

#[test]
fn silence_and_what_is_too_short_measure_nothing() {
    assert_eq!(measured(&[]).loudness(), Loudness::default());
    assert_eq!(measured(&[[0.0; 2]; 96_000]).loudness(), Loudness::default());
    assert_eq!(measured(&[[0.5; 2]; 1000]).loudness().integrated, None);
    assert_eq!(gated(&[0.0; 500]), None);
}

#[test]
fn our_cells_agree_with_the_meter() {
    let frames = tone(&[(4.0, -30.0), (10.0, -23.0), (5.0, -45.0), (3.0, -200.0)]);
    let mut filter = KFilter::default();
    let wide: Vec<[f64; 2]> = frames.iter().map(|frame| frame.map(f64::from)).collect();
    let cells: Cells = wide.chunks(CELL).map(|block| filter.mean_square(block)).collect();
    let (ours, theirs) = (gated(&cells).unwrap(), measured(&frames).loudness().integrated.unwrap());
    assert!((ours - f64::from(theirs)).abs() < 0.02, "{ours} {theirs}");
}

/// A sine of `of` samples a period, with fades of 10 ms.
fn faded(of: f64, gain: f64, degrees: f64) -> Vec<[f32; 2]> {
    let frames = 24_000;
    (0..frames)
        .map(|n| {
            let edge = f64::from(n.min(frames - 1 - n)) / 480.0;
            let fade =
                if edge < 1.0 { 0.5 - 0.5 * libm::cos(std::f64::consts::PI * edge) } else { 1.0 };
            let phase = std::f64::consts::TAU * f64::from(n) / of + degrees.to_radians();
            [(gain * fade * libm::sin(phase)) as f32; 2]
        })
        .collect()
}

fn true_peak(frames: &[[f32; 2]]) -> f32 {
    let mut meter = PeakMeter::new();
    frames.chunks(1000).for_each(|block| meter.add(block));
    db_from_gain(f64::from(meter.peak()))
}

#[test]
fn tech_3341_true_peak() {
    for (of, gain, degrees, expected) in [
        (4.0, 0.50, 0.0, -6.0),
        (4.0, 0.50, 45.0, -6.0),
        (6.0, 0.50, 60.0, -6.0),
        (8.0, 0.50, 67.5, -6.0),
        (4.0, 1.41, 45.0, 3.0),
    ] {
        let peak = true_peak(&faded(of, gain, degrees));
        assert!((-0.1..0.05).contains(&(peak - expected)), "{of} {degrees}°: {peak} dBTP");
    }
}

/// Cases 20 to 23: made at four times the rate, low-passed, every fourth sample taken.
#[test]
fn tech_3341_true_peak_of_a_burst() {
    let long: Vec<f64> = {
        let (mut phase, mut samples) = (0.0_f64, Vec::new());
        for n in 0..40_000 {
            // One period of a quarter of 48 kHz at full scale within a sixth of it at half.
            let burst = (20_000..20_016).contains(&n);
            let (of, gain) = if burst { (16.0, 1.0) } else { (24.0, 0.5) };
            let edge = f64::from(n.min(39_999 - n)) / 1920.0;
            let fade =
                if edge < 1.0 { 0.5 - 0.5 * libm::cos(std::f64::consts::PI * edge) } else { 1.0 };
            samples.push(fade * gain * libm::sin(phase));
            phase += std::f64::consts::TAU / of;
        }
        samples
    };
    // A low-pass without an overshoot of its own, so that the peak stays the one of the burst.
    let kernel = low_pass(40, 20_000.0 / 192_000.0);
    let low = |n: usize| kernel.iter().zip(&long[n - 40..=n + 40]).map(|(a, b)| a * b).sum::<f64>();
    for offset in 0..4 {
        let frames: Vec<_> =
            (40..39_900).skip(offset).step_by(4).map(|n| [low(n) as f32; 2]).collect();
        let peak = true_peak(&frames);
        assert!((-0.1..0.1).contains(&peak), "offset {offset}: {peak} dBTP");
    }
}

#[test]
fn the_meter_reads_the_same_whatever_the_blocks() {
    let frames = faded(4.7, 0.8, 13.0);
    let whole = true_peak(&frames);
    for block in [1, 33, 64, 500, 5000] {
        let mut meter = PeakMeter::new();
        frames.chunks(block).for_each(|block| meter.add(block));
        assert!((db_from_gain(f64::from(meter.peak())) - whole).abs() < 1e-4, "{block}");
    }
}

/// A low-pass of twice `reach` taps and one, up to `cutoff` of the rate.
fn low_pass(reach: i32, cutoff: f64) -> Vec<f64> {
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

/// Against 32 points a sample of a kernel five times as long.
#[test]
fn hard_limited_noise_reads_true_within_two_hundredths_of_a_decibel() {
    let mut state = 7_u64;
    let clipped: Vec<f64> = (0..1700)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (2.0 * ((state >> 33) as f64 / f64::from(1_u32 << 30) - 1.0)).clamp(-0.5, 0.5)
        })
        .collect();
    // Nothing that a loudspeaker has to give is above 20 kHz.
    let kernel = low_pass(100, 20_000.0 / 48_000.0);
    let noise: Vec<f64> = clipped
        .windows(201)
        .map(|window| window.iter().zip(&kernel).map(|(a, b)| a * b).sum())
        .collect();
    let frames: Vec<_> = noise.iter().map(|sample| [*sample as f32; 2]).collect();
    let ours = true_peak(&frames);
    let mut ideal = 0.0_f64;
    for at in (0..noise.len() * 32).map(|n| n as f64 / 32.0) {
        let near = (at as usize).saturating_sub(255)..(at as usize + 256).min(noise.len());
        let sum: f64 = near
            .map(|k| {
                let x = at - k as f64;
                noise[k] * sinc(x) * (0.5 + 0.5 * libm::cos(std::f64::consts::PI * x / 257.0))
            })
            .sum();
        ideal = ideal.max(sum.abs());
    }
    let ideal = db_from_gain(ideal);
    assert!((ours - ideal).abs() < 0.02, "{ours} dBTP, truly {ideal}");
}
