//! Sound as plain numbers.

use std::fmt;

use maquette_time::Flicks;

/// Samples a second of everything that is mixed.
pub const RATE: u32 = 48_000;

/// Sound in memory: one list of samples a channel, full scale at 1.
///
/// One channel is mono, two are left and right; more are in the order of a WAV file.
#[derive(Clone, Default, PartialEq)]
pub struct Pcm {
    /// Samples a second.
    pub rate: u32,
    /// All of the same length.
    pub channels: Vec<Vec<f32>>,
}

impl Pcm {
    /// Mono silence at [`RATE`].
    pub fn silence(frames: usize) -> Self {
        Self { rate: RATE, channels: vec![vec![0.0; frames]] }
    }

    /// How many samples each channel has.
    pub fn frames(&self) -> usize {
        self.channels.iter().map(Vec::len).min().unwrap_or(0)
    }

    pub fn length(&self) -> Flicks {
        Flicks::from_samples(self.frames() as i64, self.rate.max(1))
    }
}

impl fmt::Debug for Pcm {
    /// Its size: nobody reads a million samples.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rate, channels) = (self.rate, self.channels.len());
        write!(f, "Pcm({rate} Hz, {channels} channels, {} samples)", self.frames())
    }
}
