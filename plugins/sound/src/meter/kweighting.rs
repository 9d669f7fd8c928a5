//! The weighting of ITU-R BS.1770 at 48 kHz, in cells short enough to tell a word from a pause.

/// Samples of a cell: 10 ms.
pub(crate) const CELL: usize = 480;

/// Cells of a gating block of 0.4 s, and from one block to the next.
const BLOCK: usize = 40;
const HOP: usize = 10;

/// The mean square of each cell after weighting, both channels added.
pub(crate) type Cells = Vec<f32>;

/// Two second-order stages: the head as a sphere, then the low cut.
const STAGES: [([f64; 3], [f64; 2]); 2] = [
    (
        [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
        [-1.690_659_293_182_41, 0.732_480_774_215_85],
    ),
    ([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
];

/// The filter with its memory, for two channels.
#[derive(Clone, Debug, Default)]
pub(crate) struct KFilter {
    memory: [[[f64; 2]; 2]; 2],
}

impl KFilter {
    /// Whether silence would go through it as silence.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.memory.iter().flatten().flatten().all(|z| *z == 0.0)
    }

    /// The mean square of the weighted block, both channels added.
    pub(crate) fn mean_square(&mut self, block: &[[f64; 2]]) -> f32 {
        let mut sum = 0.0;
        for frame in block {
            for (sample, memory) in frame.iter().zip(&mut self.memory) {
                let mut x = *sample;
                for ((b, a), z) in STAGES.iter().zip(memory) {
                    let y = b[0] * x + z[0];
                    z[0] = b[1] * x - a[0] * y + z[1];
                    z[1] = b[2] * x - a[1] * y;
                    x = y;
                }
                sum += x * x;
            }
        }
        // What has died away is nothing, or the processor works on numbers too small for its speed.
        for z in self.memory.iter_mut().flatten().flatten() {
            if z.abs() < 1e-20 {
                *z = 0.0;
            }
        }
        (sum / block.len().max(1) as f64) as f32
    }
}

/// LUFS of a mean square; nothing for silence.
pub(crate) fn lufs(mean_square: f64) -> Option<f64> {
    (mean_square > 1e-12).then(|| -0.691 + 10.0 * libm::log10(mean_square))
}

/// Integrated loudness of cells, gated at -70 LUFS and at 10 LU under what is left.
pub(crate) fn gated(cells: &[f32]) -> Option<f64> {
    let blocks: Vec<f64> = cells
        .windows(BLOCK)
        .step_by(HOP)
        .map(|block| block.iter().map(|cell| f64::from(*cell)).sum::<f64>() / BLOCK as f64)
        .collect();
    let mean_over = |gate: f64| {
        let (sum, count) = blocks
            .iter()
            .filter(|block| lufs(**block).is_some_and(|loudness| loudness > gate))
            .fold((0.0, 0.0), |(sum, count), block| (sum + block, count + 1.0));
        if count > 0.0 { lufs(sum / count) } else { None }
    };
    mean_over(mean_over(-70.0)? - 10.0)
}
