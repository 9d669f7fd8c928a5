//! True peak: the height of the curve between the samples.
//!
//! Half-way between samples from a kernel of 96, then three points more in each half from a kernel of 16 (what
//! is sampled twice as often as it must be needs no long one), and a parabola through the highest of the eight.
//! That reads hard-limited sound to a hundredth of a decibel, where the four points of BS.1770's own kernel
//! read up to 0.8 dB low.

use std::sync::OnceLock;

/// Taps of the kernel that looks half-way between two samples.
const LONG: usize = 96;
/// Taps of the kernels that look between the halves, and how many points they find.
const SHORT: usize = 16;
const POINTS: usize = 3;
/// Halves that are worked out side by side.
const LANES: usize = 16;
/// Of the Kaiser window: side lobes 80 dB down.
const BETA: f64 = 8.0;

/// Samples that a peak is looked for before and after.
pub(crate) const REACH: usize = LONG / 2 + SHORT / 4 + 1;

/// Samples that are looked at together.
const RUN: usize = 256;

/// A peak stands at most this far over the halves beside it: sound that has nothing above a quarter of its rate
/// comes down from a peak no faster than a cosine (Bernstein), so the next half is at 0.7 of it. With a margin.
const SHOULDER: f32 = 0.6;

/// The kernels from one sample to the next.
pub(crate) struct Oversampler {
    /// Its second half: it is the same on both sides.
    long: [f32; LONG / 2],
    short: [[f32; SHORT]; POINTS],
    /// No curve is higher than the highest sample under its kernels times this.
    bound: f32,
}

impl Oversampler {
    /// The one there is.
    pub(crate) fn get() -> &'static Self {
        static KERNELS: OnceLock<Oversampler> = OnceLock::new();
        KERNELS.get_or_init(Self::new)
    }

    fn new() -> Self {
        let [whole] = kernels::<LONG, 1>([0.5]);
        let long = std::array::from_fn(|n| whole[LONG / 2 + n]);
        let short = kernels::<SHORT, POINTS>([0.25, 0.5, 0.75]);
        let reach = |kernel: &[f32]| kernel.iter().map(|tap| tap.abs()).sum::<f32>();
        let between = short.iter().map(|kernel| reach(kernel)).fold(1.0, f32::max);
        // The parabola may stand a little over its three points: 1 / cos(π/16) for the highest sound there is.
        let bound = reach(&whole).max(1.0) * between * 1.02;
        Self { long, short, bound }
    }

    /// The peak of a stretch of sound that has [`REACH`] more samples on both sides: `around` is all of them.
    /// Less than `floor` may be reported as `floor`, which is quicker.
    pub(crate) fn peak(&self, around: &[f32], floor: f32) -> f32 {
        let mut peak = floor;
        let count = around.len().saturating_sub(2 * REACH);
        for from in (0..count).step_by(RUN) {
            let to = (from + RUN).min(count) + 2 * REACH;
            peak = self.peak_of_run(&around[from..to], peak);
        }
        peak
    }

    fn peak_of_run(&self, around: &[f32], floor: f32) -> f32 {
        let highest = around.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        if highest * self.bound <= floor {
            return floor;
        }
        // Samples and halves in turn, from half a long kernel in on.
        let mut halves = [0.0_f32; 2 * (RUN + 2 * REACH)];
        let count = around.len() - LONG + 1;
        self.halves(around, &mut halves[..2 * count]);
        let mut peak = floor;
        for window in halves[..2 * count].windows(SHORT + 1) {
            let near = window[SHORT / 2 - 1].abs().max(window[SHORT / 2].abs());
            if near > peak * SHOULDER {
                peak = peak.max(self.peak_between(window));
            }
        }
        peak
    }

    /// Fills `out` with samples and what lies half-way to the next, from the middle of the first long kernel on.
    /// [`LANES`] of them side by side, as the processor likes it.
    fn halves(&self, around: &[f32], out: &mut [f32]) {
        let mut padded = [0.0_f32; RUN + 2 * REACH + LANES];
        padded[..around.len()].copy_from_slice(around);
        let middle = LONG / 2 - 1;
        for (n, out) in out.chunks_mut(2 * LANES).enumerate() {
            let mut sums = [0.0_f32; LANES];
            for (far, tap) in self.long.iter().enumerate() {
                let at = |place: usize| padded[place + n * LANES..].first_chunk::<LANES>();
                let (Some(before), Some(after)) = (at(middle - far), at(middle + 1 + far)) else {
                    continue;
                };
                for lane in 0..LANES {
                    sums[lane] += tap * (before[lane] + after[lane]);
                }
            }
            let samples = &padded[middle + n * LANES..];
            for ((pair, sample), half) in
                out.as_chunks_mut::<2>().0.iter_mut().zip(samples).zip(sums)
            {
                *pair = [*sample, half];
            }
        }
    }

    /// The highest from the one sample or half in the middle of the window to the next, which is one of five
    /// points that a parabola is laid through.
    fn peak_between(&self, window: &[f32]) -> f32 {
        let [first, second, third] = [0, 1, 2].map(|n| dot(&self.short[n], &window[..SHORT]));
        let next = dot(&self.short[0], &window[1..]);
        let (from, to) = (window[SHORT / 2 - 1], window[SHORT / 2]);
        [from, first, second, third, to, next]
            .windows(3)
            .fold(from.abs(), |peak, three| peak.max(crest(three[0], three[1], three[2])))
    }
}

/// Kernels that read a curve `at` shares of the way from one sample to the next.
fn kernels<const TAPS: usize, const COUNT: usize>(at: [f64; COUNT]) -> [[f32; TAPS]; COUNT] {
    at.map(|share| {
        let taps: [f64; TAPS] = std::array::from_fn(|tap| {
            let x = tap as f64 - (TAPS / 2 - 1) as f64 - share;
            sinc(x) * kaiser(x / (TAPS / 2) as f64)
        });
        let sum: f64 = taps.iter().sum();
        taps.map(|tap| (tap / sum) as f32)
    })
}

/// The height of the parabola through three points one apart, if the middle one is the highest of them.
fn crest(before: f32, middle: f32, after: f32) -> f32 {
    let height = middle.abs();
    if height < before.abs() || height < after.abs() {
        return height;
    }
    let bend = before - 2.0 * middle + after;
    let lean = before - after;
    if bend == 0.0 { height } else { (middle - lean * lean / (8.0 * bend)).abs() }
}

/// In eight sums, so that the processor can work on them side by side.
fn dot(kernel: &[f32; SHORT], window: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (kernel, window) in kernel.chunks_exact(8).zip(window.chunks_exact(8)) {
        for ((sum, tap), sample) in sums.iter_mut().zip(kernel).zip(window) {
            *sum += tap * sample;
        }
    }
    added(sums)
}

fn added([a, b, c, d, e, f, g, h]: [f32; 8]) -> f32 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

fn sinc(x: f64) -> f64 {
    let x = x * std::f64::consts::PI;
    if x.abs() < 1e-9 { 1.0 } else { libm::sin(x) / x }
}

/// The Kaiser window over -1 to 1.
fn kaiser(x: f64) -> f64 {
    if x.abs() > 1.0 { 0.0 } else { bessel(BETA * libm::sqrt(1.0 - x * x)) / bessel(BETA) }
}

/// The modified Bessel function of order 0, by its series.
fn bessel(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..60 {
        term *= quarter / f64::from(k * k);
        sum += term;
    }
    sum
}

/// Measures the true peak of a channel as the samples come. The blocks make no difference.
#[derive(Clone, Debug)]
pub(super) struct Peak {
    /// What was heard last, enough for the kernels, and what came since.
    pending: Vec<f32>,
    peak: f32,
}

impl Peak {
    pub(super) fn new() -> Self {
        // Silence came before.
        Self { pending: vec![0.0; 2 * REACH], peak: 0.0 }
    }

    /// Looks at whole runs only, so that the same runs are looked at whatever the blocks are.
    pub(super) fn add(&mut self, samples: impl Iterator<Item = f32>) {
        let mut samples = samples.peekable();
        while samples.peek().is_some() {
            let room = RUN + 2 * REACH - self.pending.len();
            self.pending.extend(samples.by_ref().take(room));
            if self.pending.len() == RUN + 2 * REACH {
                self.peak = Oversampler::get().peak(&self.pending, self.peak);
                self.pending.drain(..RUN);
            }
        }
    }

    /// The highest of all that was added, full scale at 1; silence follows.
    pub(super) fn peak(&self) -> f32 {
        let mut tail = self.pending.clone();
        tail.resize(tail.len() + 2 * REACH, 0.0);
        Oversampler::get().peak(&tail, self.peak)
    }
}
