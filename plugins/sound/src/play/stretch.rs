//! 48 kHz at the rate of a card that has no 48 kHz, for listening; files are never made this way.
//!
//! A windowed sinc at [`PHASES`] places between two samples, straight lines between those. The place is counted
//! in whole numbers, so that an hour is an hour.

use crate::RATE;

/// Places between two samples for which the filter is worked out.
const PHASES: usize = 512;

/// Samples under the filter at 44.1 kHz and above; a slower card needs as much longer a one.
const TAPS: usize = 96;

/// What must be heard untouched, in hertz, at a card of 44.1 kHz and above.
const HEARD: f64 = 20_000.0;

/// Kaiser's window for 100 dB.
const BETA: f64 = 10.06;

/// Samples of the source that are fetched at once.
const BLOCK: usize = 256;

/// One stream of stereo at another rate.
pub(crate) struct Stretch {
    rate: u32,
    taps: usize,
    /// `PHASES + 1` filters, one after the other.
    table: Vec<f32>,
    /// The last samples of the source, oldest first; those under the filter are the last `taps` of it.
    held: Vec<[f32; 2]>,
    /// How far the next sample of the card is past the middle of the filter, in 1/`rate` of a sample of the source.
    phase: u32,
}

impl Stretch {
    /// For a card of `rate` samples a second; out of 4,000 to 1,000,000 the nearest is taken.
    pub(crate) fn new(rate: u32) -> Self {
        let rate = rate.clamp(4_000, 1_000_000);
        let slower = (f64::from(RATE) / f64::from(rate)).max(1.0);
        let taps = ((TAPS as f64 * slower / 2.0).ceil() as usize) * 2;
        let cut = (f64::from(rate.min(RATE)) / 2.0).max(if rate < 44_100 { 0.0 } else { HEARD });
        // Where the card is slower, the band ends a little before its half, so that nothing folds back loudly.
        let share = if rate < 44_100 { 0.95 } else { 1.0 };
        let table = table(taps, share * cut / f64::from(RATE));
        Self { rate, taps, table, held: vec![[0.0; 2]; taps + BLOCK], phase: 0 }
    }

    /// Samples of the source between what comes out and what was fetched last.
    pub(crate) fn delay(&self) -> i64 {
        (self.taps / 2) as i64
    }

    /// Fills `out`; `fetch` gives the next samples of the source.
    pub(crate) fn fill(&mut self, fetch: &mut dyn FnMut(&mut [[f32; 2]]), out: &mut [[f32; 2]]) {
        // So many samples that no more than a block of the source is needed for them.
        let at_once = (BLOCK as u64 * u64::from(self.rate) / u64::from(RATE)).saturating_sub(1);
        for out in out.chunks_mut(at_once.max(1) as usize) {
            self.some(fetch, out);
        }
    }

    fn some(&mut self, fetch: &mut dyn FnMut(&mut [[f32; 2]]), out: &mut [[f32; 2]]) {
        let rate = u64::from(self.rate);
        let steps = u64::from(self.phase) + out.len() as u64 * u64::from(RATE);
        let needed = ((steps / rate) as usize).min(BLOCK);
        self.held.copy_within(needed.., 0);
        let fresh = self.held.len() - needed;
        fetch(&mut self.held[fresh..]);
        let mut place = u64::from(self.phase);
        let oldest = BLOCK - needed;
        for frame in out {
            place += u64::from(RATE);
            let first = oldest + (place / rate) as usize;
            *frame = self.between(first, (place % rate) as f64 / rate as f64);
        }
        self.phase = (place % rate) as u32;
    }

    /// The sound `share` of a sample past the middle of the filter that begins at `first`.
    fn between(&self, first: usize, share: f64) -> [f32; 2] {
        let place = share * PHASES as f64;
        let row = (place as usize).min(PHASES - 1);
        let t = (place - row as f64) as f32;
        let (low, high) = self.table[row * self.taps..][..2 * self.taps].split_at(self.taps);
        let mut sum = [0.0_f32; 2];
        for ((frame, a), b) in self.held[first..][..self.taps].iter().zip(low).zip(high) {
            let weight = a + (b - a) * t;
            sum[0] += frame[0] * weight;
            sum[1] += frame[1] * weight;
        }
        sum
    }
}

/// A low-pass that is half at `cut` (a share of the source's rate), moved by 0 to 1 sample in [`PHASES`] steps. Each
/// row adds up to 1, so that silence between loud samples stays as it was.
fn table(taps: usize, cut: f64) -> Vec<f32> {
    let half = taps as f64 / 2.0;
    let mut table = Vec::with_capacity((PHASES + 1) * taps);
    for phase in 0..=PHASES {
        let share = phase as f64 / PHASES as f64;
        let weights = (0..taps).map(|k| {
            // Past the middle by `share`: the weight of the sample that lies `k` from the first.
            let x = k as f64 - (half - 1.0) - share;
            let window = bessel(BETA * libm::sqrt((1.0 - (x / half) * (x / half)).max(0.0)));
            let angle = std::f64::consts::TAU * cut * x;
            let sinc = if angle.abs() < 1e-12 { 1.0 } else { libm::sin(angle) / angle };
            sinc * window
        });
        let weights: Vec<f64> = weights.collect();
        let sum: f64 = weights.iter().sum();
        table.extend(weights.iter().map(|weight| (weight / sum) as f32));
    }
    table
}

/// The modified Bessel function of the first kind, of order 0, by its series.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for n in 1..60 {
        term *= (x / 2.0 / f64::from(n)) * (x / 2.0 / f64::from(n));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A source of `hertz` at half of full scale, on the left; a count on the right.
    fn sine(hertz: f64) -> impl FnMut(&mut [[f32; 2]]) {
        let step = std::f64::consts::TAU * hertz / f64::from(RATE);
        let mut n = 0_u64;
        move |out| {
            for frame in out {
                *frame = [(0.5 * libm::sin(step * n as f64)) as f32, 0.25];
                n += 1;
            }
        }
    }

    fn stretched(rate: u32, hertz: f64, frames: usize, block: usize) -> Vec<[f32; 2]> {
        let (mut stretch, mut source) = (Stretch::new(rate), sine(hertz));
        let mut out = vec![[0.0; 2]; frames];
        out.chunks_mut(block).for_each(|block| stretch.fill(&mut source, block));
        out
    }

    /// How far what is no sine of `hertz` lies under the sine, in decibels, and the sine's level against the source.
    fn purity(rate: u32, hertz: f64) -> (f64, f64) {
        let out = stretched(rate, hertz, rate as usize, 480);
        let step = std::f64::consts::TAU * hertz / f64::from(rate);
        let part = &out[2 * TAPS * 12..];
        // The best sine by least squares, over whole samples.
        let (mut cc, mut ss, mut cs, mut xc, mut xs) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (n, frame) in part.iter().enumerate() {
            let (s, c) = (libm::sin(step * n as f64), libm::cos(step * n as f64));
            let x = f64::from(frame[0]);
            (cc, ss, cs, xc, xs) = (cc + c * c, ss + s * s, cs + c * s, xc + x * c, xs + x * s);
        }
        let det = cc * ss - cs * cs;
        let (a, b) = ((xc * ss - xs * cs) / det, (xs * cc - xc * cs) / det);
        let mut error = 0.0;
        for (n, frame) in part.iter().enumerate() {
            let ideal = a * libm::cos(step * n as f64) + b * libm::sin(step * n as f64);
            error += (f64::from(frame[0]) - ideal) * (f64::from(frame[0]) - ideal);
        }
        let level = libm::sqrt(a * a + b * b);
        let signal = level * level / 2.0 * part.len() as f64;
        (10.0 * libm::log10(signal / error.max(1e-30)), 20.0 * libm::log10(level / 0.5))
    }

    #[test]
    fn a_sine_stays_a_sine_at_the_rate_of_the_card() {
        for (rate, hertz, least) in [
            (44_100, 997.0, 100.0),
            (44_100, 10_000.0, 90.0),
            (44_100, 19_000.0, 85.0),
            (96_000, 997.0, 100.0),
            (96_000, 19_000.0, 85.0),
            (88_200, 10_000.0, 90.0),
            (192_000, 997.0, 100.0),
            (32_000, 997.0, 100.0),
            (16_000, 997.0, 90.0),
        ] {
            let (purity, level) = purity(rate, hertz);
            assert!(purity > least, "{hertz} Hz at {rate}: {purity:.1} dB");
            assert!(level.abs() < 0.1, "{hertz} Hz at {rate}: {level:.3} dB louder");
        }
    }

    #[test]
    fn a_sample_comes_out_as_late_as_it_says() {
        for rate in [44_100, 96_000, 22_050] {
            let mut stretch = Stretch::new(rate);
            let mut n = 0;
            let mut source = |out: &mut [[f32; 2]]| {
                for frame in out {
                    // One pulse at the tenth of a second.
                    *frame = [if n == 4_800 { 1.0 } else { 0.0 }; 2];
                    n += 1;
                }
            };
            let mut out = vec![[0.0; 2]; rate as usize / 5];
            stretch.fill(&mut source, &mut out);
            let loudest = (0..out.len()).max_by(|a, b| out[*a][0].total_cmp(&out[*b][0]));
            let place = loudest.unwrap() as f64 * f64::from(RATE) / f64::from(rate);
            let due = (4_800 + stretch.delay()) as f64;
            assert!((place - due).abs() < 2.5, "{rate}: {place} for {due}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn blocks_do_not_matter_and_no_sample_is_lost(
            rate in prop::sample::select(vec![8_000_u32, 11_025, 22_050, 44_100, 47_999, 88_200, 96_000, 192_000]),
            block in 1_usize..900,
            hertz in 50.0_f64..2_000.0,
        ) {
            let whole = stretched(rate, hertz, 3_000, 3_000);
            let parts = stretched(rate, hertz, 3_000, block);
            prop_assert!(whole == parts, "{} in blocks of {}", rate, block);
            // What does not change stays as loud as it is.
            for frame in &whole[2_000..] {
                prop_assert!((frame[1] - 0.25).abs() < 1e-5, "{}", frame[1]);
            }
            let mut fetched = 0_u64;
            let mut stretch = Stretch::new(rate);
            let mut out = vec![[0.0; 2]; block];
            for _ in 0..20 {
                stretch.fill(&mut |frames| fetched += frames.len() as u64, &mut out);
            }
            let due = 20 * block as u64 * u64::from(RATE) / u64::from(rate);
            prop_assert_eq!(fetched, due);
        }
    }
}
