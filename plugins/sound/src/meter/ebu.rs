//! The signals of EBU Tech 3341 and 3342 that can be made from their description: 1 kHz sines at levels that
//! are peaks of each channel, and sines for true peak. Cases 7 and 8 are recordings.

use super::*;
use crate::level::{db_from_gain, gain_from_db};

/// What a signal must measure, and within what.
#[derive(Clone, Copy, Debug)]
enum Must {
    Integrated(f32),
    Range(f32),
    /// The highest, read a hundred times a second.
    Momentary(f32),
    ShortTerm(f32),
    TruePeak(f32),
}

struct Signal {
    /// The case, and which of its files.
    case: &'static str,
    file: u32,
    channels: usize,
    samples: Vec<f32>,
    must: Must,
}

impl Must {
    fn of(self, measures: &Measures) -> f32 {
        match self {
            Self::Integrated(_) => measures.integrated,
            Self::Range(_) => measures.range,
            Self::Momentary(_) => measures.momentary,
            Self::ShortTerm(_) => measures.short_term,
            Self::TruePeak(_) => Some(db_from_gain(f64::from(measures.true_peak))),
        }
        .unwrap_or(f32::NEG_INFINITY)
    }

    /// The value, and how far under and over it may be read.
    fn expected(self) -> (f32, f32, f32) {
        match self {
            Self::Integrated(value) | Self::Momentary(value) | Self::ShortTerm(value) => {
                (value, 0.05, 0.05)
            }
            Self::Range(value) => (value, 0.1, 0.1),
            Self::TruePeak(value) => (value, 0.1, 0.05),
        }
    }
}

/// Seconds and dBFS, one after the other; below -100 is silence.
pub(super) fn tone(parts: &[(f64, f64)]) -> Vec<f32> {
    let mut samples = Vec::new();
    for (seconds, level) in parts {
        let gain = if *level < -100.0 { 0.0 } else { gain_from_db(*level as f32) };
        for _ in 0..(seconds * 48_000.0).round() as usize {
            let phase = std::f64::consts::TAU * samples.len() as f64 / 48.0;
            samples.push((gain * libm::sin(phase)) as f32);
        }
    }
    samples
}

/// The same in as many channels as there are factors.
fn spread(samples: &[f32], factors: &[f64]) -> Vec<f32> {
    let frame = |sample: &f32| {
        let sample = f64::from(*sample);
        factors.iter().map(move |factor| (sample * factor) as f32).collect::<Vec<f32>>()
    };
    samples.iter().flat_map(frame).collect()
}

fn stereo(case: &'static str, file: u32, samples: &[f32], must: Must) -> Signal {
    Signal { case, file, channels: 2, samples: spread(samples, &[1.0; 2]), must }
}

/// A sine of `of` samples a period, with fades of 10 ms.
pub(super) fn faded(of: f64, gain: f64, degrees: f64) -> Vec<f32> {
    let frames = 24_000;
    let sample = |n: u32| {
        let edge = f64::from(n.min(frames - 1 - n)) / 480.0;
        let fade =
            if edge < 1.0 { 0.5 - 0.5 * libm::cos(std::f64::consts::PI * edge) } else { 1.0 };
        let phase = std::f64::consts::TAU * f64::from(n) / of + degrees.to_radians();
        (gain * fade * libm::sin(phase)) as f32
    };
    (0..frames).map(sample).collect()
}

/// Cases 20 to 23: one period of a quarter of the rate at full scale within a sixth of it at half, made at four
/// times the rate, low-passed, every fourth sample taken.
fn burst(offset: usize) -> Vec<f32> {
    let mut phase = 0.0_f64;
    let long: Vec<f64> = (0..40_000)
        .map(|n| {
            let (of, gain) = if (20_000..20_016).contains(&n) { (16.0, 1.0) } else { (24.0, 0.5) };
            let edge = f64::from(n.min(39_999 - n)) / 1920.0;
            let fade =
                if edge < 1.0 { 0.5 - 0.5 * libm::cos(std::f64::consts::PI * edge) } else { 1.0 };
            let sample = fade * gain * libm::sin(phase);
            phase += std::f64::consts::TAU / of;
            sample
        })
        .collect();
    // A low-pass without an overshoot of its own, so that the peak stays the one of the burst.
    let kernel = super::tests::low_pass(40, 20_000.0 / 192_000.0);
    let low = |n: usize| kernel.iter().zip(&long[n - 40..=n + 40]).map(|(a, b)| a * b).sum::<f64>();
    (40..39_900).skip(offset).step_by(4).map(|n| low(n) as f32).collect()
}

/// The signals that are one number each.
fn signals() -> Vec<Signal> {
    use Must::{Integrated, Momentary, Range, ShortTerm, TruePeak};
    let mut signals = Vec::new();
    let mut level = |case, must, parts: &[(f64, f64)]| {
        signals.push(stereo(case, 0, &tone(parts), must));
    };
    for must in [Integrated(-23.0), Momentary(-23.0), ShortTerm(-23.0)] {
        level("3341-1", must, &[(20.0, -23.0)]);
    }
    for must in [Integrated(-33.0), Momentary(-33.0), ShortTerm(-33.0)] {
        level("3341-2", must, &[(20.0, -33.0)]);
    }
    let quiet = (10.0, -36.0);
    let faint = (10.0, -72.0);
    level("3341-3", Integrated(-23.0), &[quiet, (60.0, -23.0), quiet]);
    level("3341-4", Integrated(-23.0), &[faint, quiet, (60.0, -23.0), quiet, faint]);
    level("3341-5", Integrated(-23.0), &[(20.0, -26.0), (20.1, -20.0), (20.0, -26.0)]);
    level("3342-1", Range(10.0), &[(20.0, -20.0), (20.0, -30.0)]);
    level("3342-2", Range(5.0), &[(20.0, -20.0), (20.0, -15.0)]);
    level("3342-3", Range(20.0), &[(20.0, -40.0), (20.0, -20.0)]);
    let down = [-50.0, -35.0, -20.0, -35.0, -50.0].map(|level| (20.0, level));
    level("3342-4", Range(15.0), &down);
    let five = [-28.0, -28.0, -24.0, -30.0, -30.0].map(gain_from_db);
    let samples = spread(&tone(&[(20.0, 0.0)]), &five);
    signals.push(Signal { case: "3341-6", file: 0, channels: 5, samples, must: Integrated(-23.0) });
    for file in 0..20 {
        let start = f64::from(file);
        let ten = tone(&[(start * 0.15, -200.0), (3.0, -23.0), (1.0, -200.0)]);
        signals.push(stereo("3341-10", file, &ten, ShortTerm(-23.0)));
        let thirteen = tone(&[(start * 0.02, -200.0), (0.4, -23.0), (1.0, -200.0)]);
        signals.push(stereo("3341-13", file, &thirteen, Momentary(-23.0)));
    }
    for (case, of, gain, degrees, peak) in [
        ("3341-15", 4.0, 0.50, 0.0, -6.0),
        ("3341-16", 4.0, 0.50, 45.0, -6.0),
        ("3341-17", 6.0, 0.50, 60.0, -6.0),
        ("3341-18", 8.0, 0.50, 67.5, -6.0),
        ("3341-19", 4.0, 1.41, 45.0, 3.0),
    ] {
        signals.push(stereo(case, 0, &faded(of, gain, degrees), TruePeak(peak)));
    }
    for (offset, case) in ["3341-20", "3341-21", "3341-22", "3341-23"].into_iter().enumerate() {
        signals.push(stereo(case, 0, &burst(offset), TruePeak(0.0)));
    }
    signals
}

fn measured(signal: &Signal) -> Measures {
    let mut meter = Meter::new(48_000, signal.channels);
    meter.add(&signal.samples);
    meter.measures()
}

#[test]
fn each_signal_of_the_standards_measures_what_it_must() {
    for signal in signals() {
        let (expected, under, over) = signal.must.expected();
        let error = signal.must.of(&measured(&signal)) - expected;
        let Signal { case, file, must, .. } = signal;
        assert!((-under..=over).contains(&error), "case {case}, file {file}: {must:?} {error:+}");
    }
}

/// What `read` gives every 10 ms after `from` seconds.
fn check_steady(parts: &[(f64, f64)], from: f64, read: fn(Reading) -> Option<f32>) {
    let mut meter = Meter::new(48_000, 1);
    // Two channels in phase are one that is 3 dB louder.
    let samples = spread(&tone(parts), &[std::f64::consts::SQRT_2]);
    for cell in samples.chunks(480) {
        meter.add(cell);
        let now = meter.now();
        if from <= now.seconds {
            let value = read(now).unwrap();
            assert!((value + 23.0).abs() < 0.05, "{value} at {} s", now.seconds);
        }
    }
}

#[test]
fn cases_9_and_12_stand_still() {
    check_steady(&[(1.34, -20.0), (1.66, -30.0)].repeat(5), 3.0, |now| now.short_term);
    check_steady(&[(0.18, -20.0), (0.22, -30.0)].repeat(25), 1.0, |now| now.momentary);
}

#[test]
fn cases_11_and_14_rise_a_decibel_at_a_time() {
    for (unit, step, case) in [(3.0, 0.15, 11), (0.4, 0.02, 14)] {
        let mut meter = Meter::new(48_000, 2);
        for file in 0..20 {
            let (lead, level) = (f64::from(file) * step, -38.0 + f64::from(file));
            let parts = [(lead, -200.0), (unit, level), (unit - lead, -200.0)];
            meter.add(&spread(&tone(&parts), &[1.0; 2]));
            let measures = meter.measures();
            let most = if case == 11 { measures.short_term } else { measures.momentary }.unwrap();
            assert!((f64::from(most) - level).abs() < 0.05, "case {case}, step {file}: {most}");
        }
    }
}

/// The same signals by ffmpeg. Run with `--ignored --nocapture` for the table of docs/performance.md.
#[test]
#[ignore = "makes a table, and needs ffmpeg"]
fn ffmpeg_beside_us() {
    eprintln!("| case | must | ours | ffmpeg |\n|---|---|---|---|");
    let mut worst: Vec<(Signal, f32, f32)> = Vec::new();
    for signal in signals() {
        let (expected, ..) = signal.must.expected();
        let ours = signal.must.of(&measured(&signal));
        let theirs = by_ffmpeg(&signal).expect("ffmpeg answers");
        let known =
            worst.iter_mut().find(|(known, ..)| known.case == signal.case && 0 < signal.file);
        let Some(known) = known else {
            worst.push((signal, ours, theirs));
            continue;
        };
        let worse =
            |a: f32, b: f32| if (a - expected).abs() < (b - expected).abs() { b } else { a };
        (known.1, known.2) = (worse(known.1, ours), worse(known.2, theirs));
    }
    for (signal, ours, theirs) in worst {
        eprintln!("| {} | {:?} | {ours:.3} | {theirs:.3} |", signal.case, signal.must);
    }
}

fn by_ffmpeg(signal: &Signal) -> Option<f32> {
    let folder = tempfile::tempdir().ok()?;
    let path = folder.path().join("case.wav");
    let channels: Vec<Vec<f32>> = (0..signal.channels)
        .map(|n| signal.samples.iter().skip(n).step_by(signal.channels).copied().collect())
        .collect();
    let sound = crate::Pcm { rate: 48_000, channels };
    crate::write_wav(std::fs::File::create(&path).ok()?, &sound, crate::Depth::F32).ok()?;
    let said = std::process::Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-i"])
        .arg(&path)
        .args(["-af", "ebur128=peak=true:metadata=1,ametadata=print:file=-", "-f", "null", "-"])
        .output()
        .ok()?;
    let frames = String::from_utf8_lossy(&said.stdout).into_owned();
    let all = |label: &str| -> Vec<f32> {
        frames.lines().filter_map(|line| line.strip_prefix(label)?.parse().ok()).collect()
    };
    let most = |label: &str| all(label).into_iter().reduce(f32::max);
    match signal.must {
        Must::Integrated(_) => all("lavfi.r128.I=").pop(),
        Must::Range(_) => all("lavfi.r128.LRA=").pop(),
        Must::Momentary(_) => most("lavfi.r128.M="),
        Must::ShortTerm(_) => most("lavfi.r128.S="),
        Must::TruePeak(_) => {
            let said = String::from_utf8_lossy(&said.stderr).into_owned();
            said.rsplit_once("Peak:")?.1.split_whitespace().next()?.parse().ok()
        }
    }
}
