//! The filter that reads a sound between its samples.

use std::f64::consts::PI;

/// Samples of the filter on each side at the sound's own speed: flat to 20.8 kHz, 100 dB down at 24 kHz.
const HALF: usize = 48;

/// The shape of Kaiser's window for 100 dB.
const BETA: f64 = 10.06;

/// Where the filter is 6 dB down, of half the rate: its slope ends there.
const EDGE: f64 = 0.933;

/// A sinc under Kaiser's window for each place between two samples that a speed ever reads, from tables: so the
/// filter is exact, and the same wherever reading begins. What reads faster takes away what would fold back.
#[derive(Clone, Debug)]
pub(crate) struct Kernel {
    pub(super) speed: i64,
    pub(super) of: i64,
    /// Samples on each side.
    pub(super) half: usize,
    /// A row for each place, one after another.
    rows: Vec<f64>,
}

impl Kernel {
    /// For `speed` over `of`, in lowest terms.
    pub(crate) fn new(speed: u16, of: u16) -> Self {
        let (speed, of) = (i64::from(speed.max(1)), i64::from(of.max(1)));
        let faster = (speed as f64 / of as f64).max(1.0);
        let half = (HALF as f64 * faster).ceil() as usize;
        let cutoff = EDGE / faster;
        let mut rows = Vec::with_capacity(of as usize * 2 * half);
        for place in 0..of {
            let between = place as f64 / of as f64;
            let row = rows.len();
            for tap in 0..2 * half {
                let away = (tap as f64 + 1.0 - half as f64) - between;
                rows.push(sinc(cutoff * away) * kaiser(away / half as f64));
            }
            // A level stays a level, whatever the place.
            let sum: f64 = rows[row..].iter().sum();
            rows[row..].iter_mut().for_each(|tap| *tap /= sum);
        }
        Self { speed, of, half, rows }
    }

    /// Where a sample that is heard lies: the sample of the sound before it, and which row reads it.
    pub(super) fn place(&self, heard: usize) -> (i64, usize) {
        let at = heard as i128 * i128::from(self.speed);
        let of = i128::from(self.of);
        ((at / of) as i64, (at % of) as usize)
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.rows[row * 2 * self.half..(row + 1) * 2 * self.half]
    }
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { libm::sin(PI * x) / (PI * x) }
}

/// Kaiser's window at `x`, from -1 to 1.
fn kaiser(x: f64) -> f64 {
    let inside = 1.0 - x * x;
    if inside < 0.0 { 0.0 } else { bessel(BETA * libm::sqrt(inside)) / bessel(BETA) }
}

/// The modified Bessel function of the first kind, of order zero, by its series.
fn bessel(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while term > sum * 1e-17 {
        term *= quarter / (n * n);
        sum += term;
        n += 1.0;
    }
    sum
}
