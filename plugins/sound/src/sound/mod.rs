//! A sound as the mixer reads it: whole in memory, or page by page out of its file.

mod paged;
mod shelf;

pub use paged::{Paged, ReadAt};
pub use shelf::Shelf;

use std::fmt;
use std::ops::Range;

use crate::{Pcm, RATE, Varispeed, conform};

/// Samples at 48 kHz, mono or stereo.
///
/// A page that cannot be read is silence, and the sound then has a [fault](Sound::fault).
pub enum Sound {
    Held(Pcm),
    Paged(Paged),
    Varispeed(Varispeed),
}

impl Sound {
    /// How many samples each channel has.
    pub fn frames(&self) -> usize {
        match self {
            Self::Held(pcm) => pcm.frames(),
            Self::Paged(paged) => paged.frames(),
            Self::Varispeed(other) => other.frames(),
        }
    }

    /// 1, 2, or 0 for a sound without anything in it.
    pub fn channels(&self) -> usize {
        match self {
            Self::Held(pcm) => pcm.channels.len(),
            Self::Paged(paged) => paged.channels(),
            Self::Varispeed(other) => other.sound().channels(),
        }
    }

    /// Fills `out` with left and right from `first` on, mono to both sides; silence after the end.
    pub fn read(&self, first: usize, out: &mut [[f32; 2]]) {
        let pcm = match self {
            Self::Held(pcm) => pcm,
            Self::Paged(paged) => return paged.read(first, out),
            Self::Varispeed(other) => return other.read(first, out),
        };
        let (left, right) = match pcm.channels.as_slice() {
            [mono] => (mono, mono),
            [left, right, ..] => (left, right),
            [] => return out.fill([0.0; 2]),
        };
        let from = |side: &'_ [f32]| first.min(side.len());
        let there = left.len().min(right.len()).saturating_sub(first).min(out.len());
        let sides = left[from(left)..].iter().zip(&right[from(right)..]);
        for (out, (left, right)) in out.iter_mut().zip(sides) {
            *out = [*left, *right].map(as_sound);
        }
        out[there..].fill([0.0; 2]);
    }

    /// Brings a stretch of its samples into memory, so that reading them soon does not wait for a disk.
    pub fn warm(&self, frames: Range<usize>) {
        match self {
            Self::Held(_) => {}
            Self::Paged(paged) => paged.warm(frames),
            Self::Varispeed(other) => other.warm(frames),
        }
    }

    /// Whether all of its samples are numbers; those that are not are heard as silence.
    pub fn is_sane(&self) -> bool {
        match self {
            Self::Held(pcm) => pcm.channels.iter().flatten().all(|sample| sample.is_finite()),
            // Whole numbers.
            Self::Paged(_) => true,
            Self::Varispeed(other) => other.sound().is_sane(),
        }
    }

    /// Why some of it was silent, once it was.
    pub fn fault(&self) -> Option<&str> {
        match self {
            Self::Held(_) => None,
            Self::Paged(paged) => paged.fault(),
            Self::Varispeed(other) => other.sound().fault(),
        }
    }

    /// blake3 of what it sounds like: of its samples, or of what they are made from.
    pub fn content(&self) -> [u8; 32] {
        match self {
            Self::Held(pcm) => hash_of(pcm),
            Self::Paged(paged) => paged.content(),
            Self::Varispeed(other) => other.content(),
        }
    }
}

impl From<Pcm> for Sound {
    /// A sound that does not fit the mixer is conformed.
    fn from(pcm: Pcm) -> Self {
        let fits = pcm.rate == RATE && pcm.channels.len() <= 2;
        Self::Held(if fits { pcm } else { conform(pcm) })
    }
}

impl Default for Sound {
    fn default() -> Self {
        Self::Held(Pcm::silence(0))
    }
}

impl PartialEq for Sound {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Held(one), Self::Held(other)) => one == other,
            (Self::Paged(_), Self::Paged(_)) | (Self::Varispeed(_), Self::Varispeed(_)) => {
                self.content() == other.content()
            }
            _ => false,
        }
    }
}

impl fmt::Debug for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Held(_) => "held",
            Self::Paged(_) => "paged",
            Self::Varispeed(_) => "at another speed",
        };
        write!(f, "Sound({kind}, {} channels, {} samples)", self.channels(), self.frames())
    }
}

/// A sample that the mix can be trusted with: what is not a number is silence.
fn as_sound(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-64.0, 64.0) } else { 0.0 }
}

fn hash_of(pcm: &Pcm) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&pcm.rate.to_le_bytes());
    let mut bytes = Vec::with_capacity(1 << 16);
    for channel in &pcm.channels {
        hasher.update(&(channel.len() as u64).to_le_bytes());
        for block in channel.chunks(1 << 14) {
            bytes.clear();
            bytes.extend(block.iter().flat_map(|sample| sample.to_bits().to_le_bytes()));
            hasher.update(&bytes);
        }
    }
    *hasher.finalize().as_bytes()
}
