//! How loud a sound is, how high it peaks between its samples, and what is wrong with it.

mod kweighting;
mod stats;
mod true_peak;

pub(crate) use kweighting::{CELL, Cells, KFilter, gated, lufs};
pub use stats::ChannelStats;
pub(crate) use true_peak::{Oversampler, REACH};

use kweighting::{BLOCK, SHORT, Stages, Weighting, range, sliding};
use stats::{Correlation, Stats};
use true_peak::Peak;

/// Cells a second, and how many of them lie between two readings of loudness over time.
const CELLS_A_SECOND: u32 = 100;
const READING: usize = 10;

/// Measures sound as its samples come: loudness by EBU R 128 (ITU-R BS.1770), read a hundred times a second, and
/// true peak. What it says does not depend on the blocks that it is given.
///
/// Five channels are left, right, centre and two behind; a sixth, after the centre, is for effects below 120 Hz
/// and is not weighed. More than six count as being in front.
///
/// ```
/// # use maquette_sound::Meter;
/// let mut meter = Meter::new(48_000, 1);
/// let sine = (0..48_000).map(|n| (n as f32 * 0.130_9).sin());
/// meter.add(&sine.collect::<Vec<f32>>());
/// assert!((meter.measures().integrated.unwrap() + 3.0).abs() < 0.1);
/// ```
#[derive(Clone, Debug)]
pub struct Meter {
    channels: Vec<Channel>,
    /// Frames of a cell of 10 ms.
    cell: usize,
    /// What came since the last cell, channel by channel within a frame.
    pending: Vec<f32>,
    cells: Cells,
    correlation: Correlation,
}

#[derive(Clone, Debug)]
struct Channel {
    weight: f64,
    weighting: Weighting,
    peak: Peak,
    stats: Stats,
}

/// What a sound measures. Nothing where there is nothing to measure: silence, or too short a sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// Integrated loudness, in LUFS.
    pub integrated: Option<f32>,
    /// Loudness range, in LU; it needs 3 s, and means little under a minute.
    pub range: Option<f32>,
    /// The highest loudness over 0.4 s, in LUFS.
    pub momentary: Option<f32>,
    /// The highest loudness over 3 s, in LUFS.
    pub short_term: Option<f32>,
    /// The highest true peak of all channels, full scale at 1.
    pub true_peak: f32,
    pub channels: Vec<ChannelStats>,
    /// How alike the first two channels are: 1 the same, 0 unrelated, -1 the one is the other turned over, and
    /// is lost in mono. Nothing for one channel, or silence in one of them.
    pub correlation: Option<f32>,
}

/// Loudness at one place in a sound, in LUFS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Seconds from the head to the end of what was read.
    pub seconds: f64,
    pub momentary: Option<f32>,
    pub short_term: Option<f32>,
}

impl Meter {
    /// For samples at `rate`; at least one channel.
    pub fn new(rate: u32, channels: usize) -> Self {
        let channels = channels.max(1);
        let stages = Stages::at(rate);
        let weights: &[f64] = match channels {
            4 => &[1.0, 1.0, 1.41, 1.41],
            5 => &[1.0, 1.0, 1.0, 1.41, 1.41],
            6.. => &[1.0, 1.0, 1.0, 0.0, 1.41, 1.41],
            _ => &[],
        };
        let channel = |n: usize| Channel {
            weight: weights.get(n).copied().unwrap_or(1.0),
            weighting: Weighting::new(stages),
            peak: Peak::new(),
            stats: Stats::default(),
        };
        Self {
            channels: (0..channels).map(channel).collect(),
            cell: (rate / CELLS_A_SECOND).max(1) as usize,
            pending: Vec::new(),
            cells: Vec::new(),
            correlation: Correlation::default(),
        }
    }

    /// Adds samples, channel by channel within a frame. What is not a number counts as silence; a frame that is
    /// not whole is left out.
    pub fn add(&mut self, interleaved: &[f32]) {
        let size = self.channels.len();
        let cell = self.cell * size;
        let mut rest = &interleaved[..interleaved.len() / size * size];
        while !rest.is_empty() {
            let (now, after) = rest.split_at(rest.len().min(cell - self.pending.len()));
            self.pending.extend(now.iter().map(|x| if x.is_finite() { *x } else { 0.0 }));
            if self.pending.len() == cell {
                self.take_cell();
            }
            rest = after;
        }
    }

    /// As [`Meter::add`], of a meter for two channels.
    pub fn add_stereo(&mut self, frames: &[[f32; 2]]) {
        self.add(frames.as_flattened());
    }

    fn take_cell(&mut self) {
        let energy = self.take(self.pending.len() / self.channels.len());
        self.cells.push((energy / self.cell as f64) as f32);
        self.pending.clear();
    }

    /// Takes the first `frames` of what is pending in; the weighted energy of them.
    fn take(&mut self, frames: usize) -> f64 {
        let size = self.channels.len();
        let pending = &self.pending[..frames * size];
        let mut energy = 0.0;
        for (n, channel) in self.channels.iter_mut().enumerate() {
            let samples = || pending.iter().skip(n).step_by(size).copied();
            if channel.weight > 0.0 {
                energy += channel.weight * channel.weighting.energy(samples().map(f64::from));
            }
            channel.peak.add(samples());
            channel.stats.add(samples());
        }
        if 1 < size {
            self.correlation.add(pending.chunks_exact(size).map(|frame| [frame[0], frame[1]]));
        }
        energy
    }

    /// Of all that was added.
    pub fn measures(&self) -> Measures {
        // What is left is too short to be heard as loudness, but not to be a peak.
        let mut whole = self.clone();
        whole.take(self.pending.len() / self.channels.len());
        let loudest = |length: usize| {
            let whole = if self.cells.len() < length { &[] } else { self.cells.as_slice() };
            sliding(whole, length).flatten().max_by(f64::total_cmp).map(|most| most as f32)
        };
        let channels: Vec<ChannelStats> =
            whole.channels.iter().map(|one| one.stats.told(one.peak.peak())).collect();
        Measures {
            integrated: gated(&self.cells).map(|value| value as f32),
            range: range(&self.cells).map(|value| value as f32),
            momentary: loudest(BLOCK),
            short_term: loudest(SHORT),
            true_peak: channels.iter().fold(0.0, |peak, one| peak.max(one.true_peak)),
            correlation: whole.correlation.told(),
            channels,
        }
    }

    /// Loudness now: over the last 0.4 s and the last 3 s.
    pub fn now(&self) -> Reading {
        let last = self.cells.len();
        let over = |length: usize| {
            let window = &self.cells[last.saturating_sub(length)..];
            lufs(window.iter().map(|cell| f64::from(*cell)).sum::<f64>() / length as f64)
        };
        reading(last, over(BLOCK), over(SHORT))
    }

    /// Loudness over time, ten times a second.
    pub fn readings(&self) -> impl Iterator<Item = Reading> {
        sliding(&self.cells, BLOCK)
            .zip(sliding(&self.cells, SHORT))
            .enumerate()
            .map(|(n, (momentary, short))| reading(n + 1, momentary, short))
            .skip(READING - 1)
            .step_by(READING)
    }
}

fn reading(cells: usize, momentary: Option<f64>, short_term: Option<f64>) -> Reading {
    Reading {
        seconds: cells as f64 / f64::from(CELLS_A_SECOND),
        momentary: momentary.map(|value| value as f32),
        short_term: short_term.map(|value| value as f32),
    }
}

#[cfg(test)]
mod ebu;
#[cfg(test)]
pub(crate) mod tests;
