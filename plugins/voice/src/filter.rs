//! The few filters that a voice needs.

use std::f64::consts::TAU;

/// A filter of the second order at 48 kHz; its state is in `f64`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    z: [f64; 2],
}

impl Biquad {
    pub(crate) fn of(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { b, a, z: [0.0; 2] }
    }

    /// Takes away what is under `hertz`.
    pub(crate) fn high_pass(hertz: f64) -> Self {
        let (cos, alpha) = at(hertz, std::f64::consts::FRAC_1_SQRT_2);
        let edge = f64::midpoint(1.0, cos);
        Self::over(1.0 + alpha, [edge, -2.0 * edge, edge], [-2.0 * cos, 1.0 - alpha])
    }

    /// Raises or lowers what lies about `hertz` by `decibels`.
    pub(crate) fn bell(hertz: f64, q: f64, decibels: f64) -> Self {
        let (cos, alpha) = at(hertz, q);
        let gain = libm::exp10(decibels / 40.0);
        let b = [1.0 + alpha * gain, -2.0 * cos, 1.0 - alpha * gain];
        Self::over(1.0 + alpha / gain, b, [-2.0 * cos, 1.0 - alpha / gain])
    }

    /// Raises or lowers all that is under `hertz` by `decibels`.
    pub(crate) fn low_shelf(hertz: f64, decibels: f64) -> Self {
        Self::shelf(hertz, decibels, 1.0)
    }

    /// Raises or lowers all that is over `hertz` by `decibels`.
    pub(crate) fn high_shelf(hertz: f64, decibels: f64) -> Self {
        Self::shelf(hertz, decibels, -1.0)
    }

    fn shelf(hertz: f64, decibels: f64, side: f64) -> Self {
        let (cos, alpha) = at(hertz, std::f64::consts::FRAC_1_SQRT_2);
        let (cos, gain) = (side * cos, libm::exp10(decibels / 40.0));
        let (more, less, root) = (gain + 1.0, gain - 1.0, 2.0 * libm::sqrt(gain) * alpha);
        let b = [
            gain * (more - less * cos + root),
            side * 2.0 * gain * (less - more * cos),
            gain * (more - less * cos - root),
        ];
        let a = [side * -2.0 * (less + more * cos), more + less * cos - root];
        Self::over(more + less * cos + root, b, a)
    }

    fn over(scale: f64, b: [f64; 3], a: [f64; 2]) -> Self {
        Self::of(b.map(|value| value / scale), a.map(|value| value / scale))
    }

    pub(crate) fn next(&mut self, input: f64) -> f64 {
        let output = self.b[0] * input + self.z[0];
        self.z[0] = self.b[1] * input - self.a[0] * output + self.z[1];
        self.z[1] = self.b[2] * input - self.a[1] * output;
        output
    }

    pub(crate) fn run(mut self, samples: &mut [f32]) {
        for sample in samples {
            *sample = self.next(f64::from(*sample)) as f32;
        }
    }
}

/// Cosine and alpha of the place `hertz` with sharpness `q`.
fn at(hertz: f64, q: f64) -> (f64, f64) {
    let turn = TAU * hertz / 48_000.0;
    (libm::cos(turn), libm::sin(turn) / (2.0 * q))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gain in decibels at `hertz`, once it has settled.
    fn gain(mut filter: Biquad, hertz: f64) -> f64 {
        let wave = |n: u32| (TAU * hertz * f64::from(n) / 48_000.0).sin();
        let outs: Vec<_> = (0..96_000).map(|n| filter.next(wave(n))).collect();
        10.0 * (outs[48_000..].iter().map(|out| out * out).sum::<f64>() / 24_000.0).log10()
    }

    #[track_caller]
    fn check(filter: Biquad, hertz: f64, decibels: f64) {
        let found = gain(filter, hertz);
        assert!((found - decibels).abs() < 0.2, "{found} dB at {hertz} Hz");
    }

    #[test]
    fn filters_do_what_they_are_called() {
        check(Biquad::high_pass(100.0), 1_000.0, 0.0);
        check(Biquad::high_pass(100.0), 100.0, -3.0);
        check(Biquad::bell(3_000.0, 1.0, -4.0), 3_000.0, -4.0);
        check(Biquad::bell(3_000.0, 1.0, -4.0), 50.0, 0.0);
        check(Biquad::low_shelf(200.0, 3.0), 30.0, 3.0);
        check(Biquad::low_shelf(200.0, 3.0), 5_000.0, 0.0);
        check(Biquad::high_shelf(6_000.0, -5.0), 20_000.0, -5.0);
        check(Biquad::high_shelf(6_000.0, -5.0), 200.0, 0.0);
    }
}
