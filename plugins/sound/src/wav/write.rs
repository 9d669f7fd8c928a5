//! Writing.

use std::io::{self, Write};

use super::{FLOAT, NO_SIZE, PCM};
use crate::Pcm;

/// How a sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// 16 bits, dithered.
    I16,
    /// 24 bits, dithered.
    I24,
    /// 32-bit float, as mixed.
    F32,
}

impl Depth {
    fn bytes(self) -> u64 {
        match self {
            Self::I16 => 2,
            Self::I24 => 3,
            Self::F32 => 4,
        }
    }
}

/// What a file is going to hold. The length is known before the first sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WavSpec {
    pub rate: u32,
    pub channels: u16,
    pub depth: Depth,
    pub frames: u64,
}

impl WavSpec {
    fn frame_bytes(self) -> u64 {
        self.depth.bytes() * u64::from(self.channels)
    }
}

/// Writes a WAV file front to back, without ever seeking.
pub struct WavWriter<W: Write> {
    out: W,
    spec: WavSpec,
    /// Samples of all channels written so far.
    written: u64,
    bytes: Vec<u8>,
}

impl<W: Write> WavWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn new(mut out: W, spec: WavSpec) -> io::Result<Self> {
        out.write_all(&header(spec))?;
        Ok(Self { out, spec, written: 0, bytes: Vec::new() })
    }

    /// Writes samples, channel by channel within a frame. What is not a number is silence.
    ///
    /// # Errors
    /// When the target cannot be written, or this is more than the header promised.
    pub fn write(&mut self, interleaved: &[f32]) -> io::Result<()> {
        let after = self.written + interleaved.len() as u64;
        if after > self.spec.frames * u64::from(self.spec.channels) {
            return Err(io::Error::other("more samples than the header of the WAV promised"));
        }
        self.bytes.clear();
        for (n, &sample) in interleaved.iter().enumerate() {
            let place = self.written + n as u64;
            match self.spec.depth {
                Depth::I16 => {
                    self.bytes.extend((quantised(sample, 15, place) as i16).to_le_bytes())
                }
                Depth::I24 => self.bytes.extend(&quantised(sample, 23, place).to_le_bytes()[..3]),
                Depth::F32 => self.bytes.extend(finite(sample).to_le_bytes()),
            }
        }
        self.written = after;
        self.out.write_all(&self.bytes)
    }

    /// Pads and flushes; gives the target back.
    ///
    /// # Errors
    /// When the target cannot be written, or this is less than the header promised.
    pub fn finish(mut self) -> io::Result<W> {
        if self.written != self.spec.frames * u64::from(self.spec.channels) {
            return Err(io::Error::other("fewer samples than the header of the WAV promised"));
        }
        if !(self.spec.frames * self.spec.frame_bytes()).is_multiple_of(2) {
            self.out.write_all(&[0])?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Writes all of `sound`.
///
/// # Errors
/// When the target cannot be written.
pub fn write_wav<W: Write>(out: W, sound: &Pcm, depth: Depth) -> io::Result<W> {
    let frames = sound.frames();
    let channels = sound.channels.len() as u16;
    let spec = WavSpec { rate: sound.rate, channels, depth, frames: frames as u64 };
    let mut writer = WavWriter::new(out, spec)?;
    let mut block = Vec::with_capacity(4096 * sound.channels.len());
    for start in (0..frames).step_by(4096) {
        block.clear();
        for n in start..frames.min(start + 4096) {
            block.extend(sound.channels.iter().map(|channel| channel[n]));
        }
        writer.write(&block)?;
    }
    writer.finish()
}

/// All that comes before the samples.
pub(super) fn header(spec: WavSpec) -> Vec<u8> {
    let data = spec.frames * spec.frame_bytes();
    let padded = data + data % 2;
    let fact = matches!(spec.depth, Depth::F32);
    let after_riff = 4 + 8 + 16 + if fact { 12 } else { 0 } + 8 + padded;
    let large = after_riff >= u64::from(NO_SIZE);
    let mut head = Vec::with_capacity(92);
    if large {
        head.extend(b"RF64");
        head.extend(NO_SIZE.to_le_bytes());
        head.extend(b"WAVEds64");
        head.extend(28_u32.to_le_bytes());
        head.extend((after_riff + 36).to_le_bytes());
        head.extend(data.to_le_bytes());
        head.extend(spec.frames.to_le_bytes());
        head.extend(0_u32.to_le_bytes());
    } else {
        head.extend(b"RIFF");
        head.extend((after_riff as u32).to_le_bytes());
        head.extend(b"WAVE");
    }
    let bits = 8 * spec.depth.bytes() as u16;
    head.extend(b"fmt ");
    head.extend(16_u32.to_le_bytes());
    head.extend((if fact { FLOAT } else { PCM }).to_le_bytes());
    head.extend(spec.channels.to_le_bytes());
    head.extend(spec.rate.to_le_bytes());
    head.extend(((u64::from(spec.rate) * spec.frame_bytes()) as u32).to_le_bytes());
    head.extend((spec.frame_bytes() as u16).to_le_bytes());
    head.extend(bits.to_le_bytes());
    if fact {
        head.extend(b"fact");
        head.extend(4_u32.to_le_bytes());
        head.extend((u32::try_from(spec.frames).unwrap_or(NO_SIZE)).to_le_bytes());
    }
    head.extend(b"data");
    head.extend((if large { NO_SIZE } else { data as u32 }).to_le_bytes());
    head
}

fn finite(sample: f32) -> f32 {
    if sample.is_finite() { sample } else { 0.0 }
}

/// A sample as a whole number of `bits` and a sign, with triangular dither of two steps from peak to peak. The
/// dither is a hash of its place in the file. What is a whole number already stays what it is: silence stays
/// silent, and a file of as many bits that nothing was done to comes out as it went in.
fn quantised(sample: f32, bits: u32, place: u64) -> i32 {
    let sample = finite(sample);
    let full = f64::from(1_i32 << bits);
    let exact = f64::from(sample) * full;
    if exact.fract() == 0.0 {
        return exact.clamp(-full, full - 1.0) as i32;
    }
    let random = scattered(place);
    let one = |half: u64| (half & 0xFFFF_FFFF) as f64 / 4_294_967_296.0;
    let dither = one(random) - one(random >> 32);
    (f64::from(sample) * full + dither + 0.5).floor().clamp(-full, full - 1.0) as i32
}

/// A number to its hash (the finaliser of SplitMix64).
fn scattered(place: u64) -> u64 {
    let mut z = place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
