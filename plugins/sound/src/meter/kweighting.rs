//! The weighting of ITU-R BS.1770, in cells short enough to tell a word from a pause.

use crate::RATE;

/// Samples of a cell at 48 kHz: 10 ms.
pub(crate) const CELL: usize = 480;

/// Cells of a gating block of 0.4 s, and from one block to the next.
pub(super) const BLOCK: usize = 40;
const HOP: usize = 10;

/// Cells of a window of 3 s.
pub(super) const SHORT: usize = 300;

/// The mean square of each cell after weighting, all channels added.
pub(crate) type Cells = Vec<f32>;

/// Two second-order stages: the head as a sphere, then the low cut. Numerators, then denominators less their 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stages([([f64; 3], [f64; 2]); 2]);

impl Stages {
    /// As BS.1770 prints them.
    const AT_48K: Self = Self([
        (
            [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
            [-1.690_659_293_182_41, 0.732_480_774_215_85],
        ),
        ([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
    ]);

    /// For other rates, the same analogue filters by the bilinear transform (De Man, "Evaluation of
    /// implementations of the EBU R128 loudness measurement", AES 2018).
    pub(super) fn at(rate: u32) -> Self {
        if rate == RATE {
            return Self::AT_48K;
        }
        let warped = |hertz: f64| libm::tan(std::f64::consts::PI * hertz / f64::from(rate.max(1)));
        let (k, q) = (warped(1_681.974_450_955_533), 0.707_175_236_955_419_6);
        let high = libm::pow(10.0, 3.999_843_853_973_347 / 20.0);
        let band = libm::pow(high, 0.499_666_774_154_541_6);
        let a0 = 1.0 + k / q + k * k;
        let head = (
            [
                (high + band * k / q + k * k) / a0,
                2.0 * (k * k - high) / a0,
                (high - band * k / q + k * k) / a0,
            ],
            [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
        );
        let (k, q) = (warped(38.135_470_876_024_44), 0.500_327_037_323_877_3);
        let a0 = 1.0 + k / q + k * k;
        Self([head, ([1.0, -2.0, 1.0], [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0])])
    }
}

/// The filter of one channel, with its memory.
#[derive(Clone, Debug)]
pub(super) struct Weighting {
    stages: Stages,
    memory: [[f64; 2]; 2],
}

impl Weighting {
    pub(super) fn new(stages: Stages) -> Self {
        Self { stages, memory: [[0.0; 2]; 2] }
    }

    /// The sum of the squares of the weighted samples.
    pub(super) fn energy(&mut self, samples: impl Iterator<Item = f64>) -> f64 {
        let Stages([(b, a), (d, c)]) = self.stages;
        let [[mut p, mut q], [mut r, mut s]] = self.memory;
        let mut sum = 0.0;
        for x in samples {
            let y = b[0] * x + p;
            p = b[1] * x - a[0] * y + q;
            q = b[2] * x - a[1] * y;
            let z = d[0] * y + r;
            r = d[1] * y - c[0] * z + s;
            s = d[2] * y - c[1] * z;
            sum += z * z;
        }
        // What has died away is nothing, or the processor works on numbers too small for its speed.
        self.memory = [[p, q], [r, s]].map(|stage| {
            stage.map(|z: f64| if z.is_finite() && z.abs() >= 1e-20 { z } else { 0.0 })
        });
        sum
    }

    fn is_at_rest(&self) -> bool {
        self.memory.iter().flatten().all(|z| *z == 0.0)
    }
}

/// The filter for left and right at 48 kHz.
#[derive(Clone, Debug)]
pub(crate) struct KFilter {
    sides: [Weighting; 2],
}

impl Default for KFilter {
    fn default() -> Self {
        Self { sides: [const { Weighting { stages: Stages::AT_48K, memory: [[0.0; 2]; 2] } }; 2] }
    }
}

impl KFilter {
    /// Whether silence would go through it as silence.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.sides.iter().all(Weighting::is_at_rest)
    }

    /// The mean square of the weighted block, both channels added.
    pub(crate) fn mean_square(&mut self, block: &[[f64; 2]]) -> f32 {
        let mut energy = 0.0;
        for (n, side) in self.sides.iter_mut().enumerate() {
            energy += side.energy(block.iter().map(|frame| frame[n]));
        }
        (energy / block.len().max(1) as f64) as f32
    }
}

/// LUFS of a mean square; nothing for silence.
pub(crate) fn lufs(mean_square: f64) -> Option<f64> {
    (mean_square > 1e-12).then(|| -0.691 + 10.0 * libm::log10(mean_square))
}

/// The mean square that has this loudness.
fn mean_square_at(lufs: f64) -> f64 {
    libm::pow(10.0, (lufs + 0.691) / 10.0)
}

/// The means of all windows of `length` cells, [`HOP`] apart.
fn means(cells: &[f32], length: usize) -> Vec<f64> {
    cells
        .windows(length)
        .step_by(HOP)
        .map(|window| window.iter().map(|cell| f64::from(*cell)).sum::<f64>() / length as f64)
        .collect()
}

/// The mean of those of `blocks` that are louder than `gate`.
fn mean_over(blocks: &[f64], gate: f64) -> Option<f64> {
    let gate = mean_square_at(gate);
    let (sum, count) = blocks
        .iter()
        .filter(|block| **block > gate)
        .fold((0.0, 0.0), |(sum, count), block| (sum + block, count + 1.0));
    if count > 0.0 { lufs(sum / count) } else { None }
}

/// Integrated loudness of cells, gated at -70 LUFS and at 10 LU under what is left (BS.1770).
pub(crate) fn gated(cells: &[f32]) -> Option<f64> {
    let blocks = means(cells, BLOCK);
    mean_over(&blocks, mean_over(&blocks, -70.0)? - 10.0)
}

/// Loudness range of cells in LU (EBU Tech 3342): from the quietest tenth to the loudest twentieth of all
/// windows of 3 s, gated at -70 LUFS and at 20 LU under what is left.
pub(super) fn range(cells: &[f32]) -> Option<f64> {
    let blocks = means(cells, SHORT);
    let gate = mean_square_at(mean_over(&blocks, -70.0)? - 20.0).max(mean_square_at(-70.0));
    let mut loud: Vec<f64> = blocks.into_iter().filter(|block| *block > gate).collect();
    loud.sort_by(f64::total_cmp);
    let last = loud.len().checked_sub(1)?;
    let at = |share: f64| lufs(loud[(share * last as f64 + 0.5) as usize]);
    Some(at(0.95)? - at(0.10)?)
}

/// Loudness over the last `length` cells up to each cell; silence came before.
pub(super) fn sliding(cells: &[f32], length: usize) -> impl Iterator<Item = Option<f64>> {
    (1..=cells.len()).map(move |end| {
        let window = &cells[end.saturating_sub(length)..end];
        lufs(window.iter().map(|cell| f64::from(*cell)).sum::<f64>() / length as f64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_for_any_rate_is_that_of_the_standard_at_its_own() {
        // A rate beside 48 kHz, since that one is taken from the standard's table.
        let (near, Stages(exact)) = (Stages::at(48_001), Stages::AT_48K);
        for ((b, a), (near_b, near_a)) in exact.iter().zip(near.0) {
            for (exact, near) in b.iter().chain(a).zip(near_b.iter().chain(&near_a)) {
                assert!((exact - near).abs() < 1e-4, "{exact} {near}");
            }
        }
    }
}
