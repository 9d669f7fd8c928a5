//! How loud each pitch of a sound is, over its length.

use std::ops::Range;

use crate::Pcm;

/// Samples of the windows: the long one, whose bins are 2.9 Hz apart at 48 kHz, for what is under [`DEEP`].
const WINDOWS: [usize; 2] = [16_384, 4096];

/// In Hz.
const DEEP: f64 = 300.0;

/// The lowest pitch that is looked at, in Hz.
const LOWEST: f64 = 20.0;

/// The highest.
const HIGHEST: f64 = 20_000.0;

/// Decibels under full scale, column by column in time; in each, from the lowest pitch to the highest.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrogram {
    pub columns: Vec<Vec<f32>>,
}

/// The pitch at a share of the height of a spectrogram, 0 lowest to 1 highest: even steps are even intervals.
pub fn hertz_of(share: f64) -> f64 {
    LOWEST * libm::pow(HIGHEST / LOWEST, share)
}

impl Spectrogram {
    /// Of a sound, its channels together by their power: `columns` by `rows`. A full-scale sine is 0 dB; nothing is
    /// under -140.
    pub fn of(sound: &Pcm, columns: usize, rows: usize) -> Self {
        let frames = sound.frames();
        let views = WINDOWS.map(|size| View::new(size, sound.rate, rows));
        let deep = (0..rows).take_while(|row| hertz_of(*row as f64 / rows as f64) < DEEP).count();
        let column = |n: usize| {
            let middle = ((2 * n + 1) * frames) as f64 / (2 * columns.max(1)) as f64;
            let [low, high] = &views;
            let mut column = low.levels(sound, middle as i64, 0..deep);
            column.extend(high.levels(sound, middle as i64, deep..rows));
            column
        };
        Self { columns: (0..columns).map(column).collect() }
    }
}

/// A sound as windows of one size see it.
struct View {
    window: Vec<f64>,
    fft: Fft,
    bands: Vec<Band>,
}

impl View {
    fn new(size: usize, rate: u32, rows: usize) -> Self {
        Self { window: window(size), fft: Fft::new(size), bands: bands(size, rate, rows) }
    }

    /// The levels of some rows around a sample.
    fn levels(&self, sound: &Pcm, middle: i64, rows: Range<usize>) -> Vec<f32> {
        let size = self.window.len();
        let first = middle - (size / 2) as i64;
        let mut power = vec![0.0_f64; size / 2 + 1];
        for channel in &sound.channels {
            let sample = |k: usize| {
                let at = usize::try_from(first + k as i64).ok();
                at.and_then(|at| channel.get(at)).copied().unwrap_or(0.0)
            };
            let mut wave: Vec<[f64; 2]> =
                (0..size).map(|k| [f64::from(sample(k)) * self.window[k], 0.0]).collect();
            self.fft.run(&mut wave);
            for (sum, [re, im]) in power.iter_mut().zip(&wave) {
                *sum += re * re + im * im;
            }
        }
        let share = 1.0 / sound.channels.len().max(1) as f64;
        self.bands[rows].iter().map(|band| decibels(band.of(&power) * share)).collect()
    }
}

/// The bins that make a row.
struct Band {
    first: usize,
    last: usize,
    /// Between the two bins, where a row lies within one step.
    within: Option<f64>,
}

impl Band {
    /// The loudest of its bins; between two, as much of each as it is near.
    fn of(&self, power: &[f64]) -> f64 {
        if let Some(share) = self.within {
            return power[self.first] * (1.0 - share) + power[self.last] * share;
        }
        power[self.first..=self.last].iter().copied().fold(0.0, f64::max)
    }
}

fn bands(size: usize, rate: u32, rows: usize) -> Vec<Band> {
    let top = (size / 2) as f64;
    let bin = |share: f64| (hertz_of(share) * size as f64 / f64::from(rate.max(1))).min(top);
    (0..rows)
        .map(|row| {
            let (low, high) = (bin(row as f64 / rows as f64), bin((row + 1) as f64 / rows as f64));
            let middle = (low + high) / 2.0;
            if high - low < 1.0 {
                let first = middle.floor() as usize;
                let last = (first + 1).min(size / 2);
                return Band { first, last, within: Some(middle - first as f64) };
            }
            Band { first: low.round() as usize, last: high.round() as usize, within: None }
        })
        .collect()
}

fn decibels(power: f64) -> f32 {
    (10.0 * libm::log10(power.max(1e-14))) as f32
}

/// Hann, scaled so that a full-scale sine has a power of 1.
fn window(size: usize) -> Vec<f64> {
    let turn = std::f64::consts::TAU / size as f64;
    (0..size).map(|n| (1.0 - libm::cos(turn * n as f64)) * 2.0 / size as f64).collect()
}

/// A Fourier transform of a power of two, in place (Cooley and Tukey).
struct Fft {
    /// Points on the circle, of which the whole is one turn back.
    twiddles: Vec<[f64; 2]>,
}

impl Fft {
    fn new(size: usize) -> Self {
        let turn = -std::f64::consts::TAU / size as f64;
        let twiddles = (0..size / 2)
            .map(|n| [libm::cos(turn * n as f64), libm::sin(turn * n as f64)])
            .collect();
        Self { twiddles }
    }

    fn run(&self, wave: &mut [[f64; 2]]) {
        let size = wave.len();
        let bits = size.trailing_zeros();
        for n in 0..size {
            let mirrored = n.reverse_bits() >> (usize::BITS - bits);
            if n < mirrored {
                wave.swap(n, mirrored);
            }
        }
        let mut half = 1;
        while half < size {
            let stride = size / (2 * half);
            for block in wave.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for (n, (a, b)) in low.iter_mut().zip(high).enumerate() {
                    let [c, s] = self.twiddles[n * stride];
                    let turned = [b[0] * c - b[1] * s, b[0] * s + b[1] * c];
                    *b = [a[0] - turned[0], a[1] - turned[1]];
                    *a = [a[0] + turned[0], a[1] + turned[1]];
                }
            }
            half *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_scale_sine_is_nought_decibels_at_its_pitch() {
        let step = std::f64::consts::TAU * 1000.0 / 48_000.0;
        let wave = (0..48_000).map(|n| libm::sin(step * f64::from(n)) as f32).collect();
        let seen = Spectrogram::of(&Pcm { rate: 48_000, channels: vec![wave] }, 5, 300);
        for column in &seen.columns[1..4] {
            let (row, db) = column.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
            let hertz = hertz_of((row as f64 + 0.5) / 300.0);
            assert!((hertz / 1000.0 - 1.0).abs() < 0.02, "{hertz}");
            assert!((-1.5..=0.01).contains(db), "{db}");
            assert!(column[30] < -100.0, "{}", column[30]);
        }
    }

    #[test]
    fn silence_and_nothing_are_quiet() {
        for pcm in [Pcm::silence(100), Pcm::default()] {
            let seen = Spectrogram::of(&pcm, 3, 4);
            assert_eq!(seen.columns, vec![vec![-140.0; 4]; 3]);
        }
    }
}
