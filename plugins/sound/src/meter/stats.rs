//! What is wrong with a sound: clipping, an offset, sides that cancel out.

/// A sample from here on is at full scale, as files of whole numbers have it.
const FULL: f32 = 0.9999;

/// So many samples in a row at full scale are heard as clipping.
const CLIPPED: u32 = 3;

/// What one channel measures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChannelStats {
    /// Full scale at 1.
    pub true_peak: f32,
    /// The highest sample.
    pub sample_peak: f32,
    /// How often three samples or more in a row are at full scale.
    pub clipped: u64,
    /// The mean of all samples, which should be 0.
    pub offset: f32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Stats {
    count: u64,
    sum: f64,
    peak: f32,
    /// Samples at full scale until now in a row.
    run: u32,
    clipped: u64,
}

impl Stats {
    pub(super) fn add(&mut self, samples: impl Iterator<Item = f32>) {
        for sample in samples {
            self.count += 1;
            self.sum += f64::from(sample);
            self.peak = self.peak.max(sample.abs());
            self.run = if sample.abs() >= FULL { self.run.saturating_add(1) } else { 0 };
            self.clipped += u64::from(self.run == CLIPPED);
        }
    }

    pub(super) fn told(&self, true_peak: f32) -> ChannelStats {
        ChannelStats {
            true_peak,
            sample_peak: self.peak,
            clipped: self.clipped,
            offset: (self.sum / self.count.max(1) as f64) as f32,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Correlation {
    left: f64,
    right: f64,
    both: f64,
}

impl Correlation {
    pub(super) fn add(&mut self, frames: impl Iterator<Item = [f32; 2]>) {
        for frame in frames {
            let [left, right] = frame.map(f64::from);
            self.left += left * left;
            self.right += right * right;
            self.both += left * right;
        }
    }

    pub(super) fn told(&self) -> Option<f32> {
        let power = libm::sqrt(self.left * self.right);
        (power > 1e-12).then(|| (self.both / power).clamp(-1.0, 1.0) as f32)
    }
}
