//! The tempo of a sound, by the flux of its spectrum and how that repeats. Knows no note of ours.

use crate::fft::Fft;

const SIZE: usize = 2_048;
const HOP: usize = 480;
/// Frames a second.
pub(crate) const FRAMES: f64 = 48_000.0 / HOP as f64;
/// Frames over which a repeat is looked for: fourteen seconds.
const LONGEST: usize = 1_400;

/// How much begins in each hundredth of a second, about its own mean.
pub(crate) fn onsets(samples: &[f32]) -> Vec<f64> {
    let fft = Fft::new(SIZE);
    let mut before: Vec<Vec<f64>> = Vec::new();
    let mut flux = Vec::new();
    for start in (0..samples.len()).step_by(HOP) {
        let spectrum = fft.magnitudes(&samples[start..]);
        let bands: Vec<f64> = bands(&spectrum).map(|power| (1.0 + 30.0 * power).ln()).collect();
        let rise = if before.len() < 2 {
            0.0
        } else {
            let old = &before[before.len() - 2];
            bands.iter().zip(old).map(|(new, old)| (new - old).max(0.0)).sum()
        };
        flux.push(rise);
        before.push(bands);
    }
    let near = |at: usize| {
        let piece = &flux[at.saturating_sub(40)..(at + 41).min(flux.len())];
        piece.iter().sum::<f64>() / piece.len() as f64
    };
    (0..flux.len()).map(|at| (flux[at] - near(at)).max(0.0)).collect()
}

/// Magnitudes of bands a third of an octave wide, from 60 Hz.
fn bands(spectrum: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let edge = |band: usize| ((60.0 * 2.0_f64.powf(band as f64 / 3.0)) / 23.4375).round() as usize;
    (0..24).map(move |band| {
        let (low, high) = (edge(band), edge(band + 1).max(edge(band) + 1));
        spectrum[low..high.min(spectrum.len())].iter().sum::<f64>()
    })
}

/// How like itself the flux is after each number of frames; 1 after none.
pub(crate) fn repeats(flux: &[f64]) -> Vec<f64> {
    let mean = flux.iter().sum::<f64>() / flux.len().max(1) as f64;
    let centred: Vec<f64> = flux.iter().map(|value| value - mean).collect();
    let power = centred.iter().map(|value| value * value).sum::<f64>().max(1e-12);
    (0..LONGEST.min(flux.len() / 2))
        .map(|lag| {
            let both: f64 = centred.iter().zip(&centred[lag..]).map(|(a, b)| a * b).sum();
            both / power * flux.len() as f64 / (flux.len() - lag) as f64
        })
        .collect()
}

/// Beats a minute, from 45 to 180.
pub(crate) fn tempo(repeats: &[f64]) -> f64 {
    let mut best = (f64::MIN, 0.0);
    for step in 0..=1_400 {
        let beats = 45.0 * 2.0_f64.powf(f64::from(step) / 700.0);
        let score = score(repeats, beats);
        if best.0 < score {
            best = (score, beats);
        }
    }
    best.1
}

/// How much there is of a repeat after `frames`, which need not be whole.
fn after(repeats: &[f64], frames: f64) -> f64 {
    let at = frames as usize;
    if repeats.len() < at + 2 {
        return 0.0;
    }
    repeats[at] + (repeats[at + 1] - repeats[at]) * frames.fract()
}

/// The mean of the repeats after each odd multiple of a time, or after every multiple.
fn mean(repeats: &[f64], frames: f64, odd: bool) -> f64 {
    let step = if odd { 2 } else { 1 };
    let lags: Vec<f64> = (1..)
        .step_by(step)
        .map(|count| f64::from(count) * frames)
        .take_while(|lag| *lag + 2.0 < repeats.len() as f64)
        .map(|lag| after(repeats, lag))
        .collect();
    lags.iter().sum::<f64>() / lags.len().max(1) as f64
}

/// High where the flux repeats after each beat and each half of one, and not after quarters; near 115 beats a
/// minute if in doubt, as people tap. The weights were chosen by the first sixty prompts.
fn score(repeats: &[f64], beats: f64) -> f64 {
    let (beat, distance) = (60.0 * FRAMES / beats, (beats / 115.0).log2());
    let half = 0.2 * mean(repeats, beat / 2.0, true).max(0.0);
    let quarter = 0.8 * mean(repeats, beat / 4.0, true).max(0.0);
    mean(repeats, beat, false) + half - quarter - 0.2 * distance * distance
}
