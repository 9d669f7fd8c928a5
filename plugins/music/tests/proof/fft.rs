//! The spectrum of a piece of sound, by the book (Cooley and Tukey, 1965).

use std::f64::consts::TAU;

pub(crate) struct Fft {
    size: usize,
    turns: Vec<(f64, f64)>,
    window: Vec<f64>,
}

impl Fft {
    /// `size` is a power of two.
    pub(crate) fn new(size: usize) -> Self {
        let turn = |at: usize| {
            let angle = -TAU * at as f64 / size as f64;
            (angle.cos(), angle.sin())
        };
        let window = |at: usize| 0.5 - 0.5 * (TAU * at as f64 / size as f64).cos();
        Self {
            size,
            turns: (0..size / 2).map(turn).collect(),
            window: (0..size).map(window).collect(),
        }
    }

    /// Magnitudes of the lower half; what lies beyond the end of `samples` is silence.
    pub(crate) fn magnitudes(&self, samples: &[f32]) -> Vec<f64> {
        let bits = self.size.trailing_zeros();
        let mut wave = vec![(0.0, 0.0); self.size];
        for (at, window) in self.window.iter().enumerate() {
            let sample = samples.get(at).copied().unwrap_or(0.0);
            wave[at.reverse_bits() >> (usize::BITS - bits)] = (f64::from(sample) * window, 0.0);
        }
        let mut half = 1;
        while half < self.size {
            let stride = self.size / (2 * half);
            for start in (0..self.size).step_by(2 * half) {
                for at in 0..half {
                    let (cos, sin) = self.turns[at * stride];
                    let (a, b) = (wave[start + at], wave[start + at + half]);
                    let turned = (b.0 * cos - b.1 * sin, b.0 * sin + b.1 * cos);
                    wave[start + at] = (a.0 + turned.0, a.1 + turned.1);
                    wave[start + at + half] = (a.0 - turned.0, a.1 - turned.1);
                }
            }
            half *= 2;
        }
        wave[..self.size / 2].iter().map(|(re, im)| re.hypot(*im)).collect()
    }
}
