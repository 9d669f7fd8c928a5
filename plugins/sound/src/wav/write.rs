//! Writing.

use std::io::{self, Write};

use super::notes::WavNotes;
use super::{FLOAT, NO_SIZE, PCM};
use crate::provenance::{NO_HASH, PcmHasher};
use crate::{Pcm, Provenance, decode, pcm_hash};

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
    notes: WavNotes,
    /// Of what a reader will hear; only where the notes tell it.
    hasher: Option<PcmHasher>,
}

impl<W: Write> WavWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn new(out: W, spec: WavSpec) -> io::Result<Self> {
        Self::with_notes(out, spec, WavNotes::default())
    }

    /// As [`WavWriter::new`], of a file that tells more than its samples.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn with_notes(mut out: W, spec: WavSpec, notes: WavNotes) -> io::Result<Self> {
        let (before, after) = (notes.head(), notes.tail(NO_HASH));
        out.write_all(&header(spec, &before, after.len() as u64))?;
        let hashed = notes.provenance.is_some();
        let hasher = hashed.then(|| PcmHasher::new(spec.rate, spec.channels.into()));
        Ok(Self { out, spec, written: 0, bytes: Vec::new(), notes, hasher })
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
        if self.spec.depth == Depth::F32 && self.hasher.is_none() {
            self.bytes.resize(interleaved.len() * 4, 0);
            for (to, sample) in self.bytes.as_chunks_mut::<4>().0.iter_mut().zip(interleaved) {
                *to = finite(*sample).to_le_bytes();
            }
            self.written = after;
            return self.out.write_all(&self.bytes);
        }
        let mut heard =
            Vec::with_capacity(if self.hasher.is_some() { interleaved.len() } else { 0 });
        for (n, &sample) in interleaved.iter().enumerate() {
            let place = self.written + n as u64;
            let kept = match self.spec.depth {
                Depth::I16 => {
                    let step = quantised(sample, 15, place);
                    self.bytes.extend((step as i16).to_le_bytes());
                    step as f32 / 32_768.0
                }
                Depth::I24 => {
                    let step = quantised(sample, 23, place);
                    self.bytes.extend(&step.to_le_bytes()[..3]);
                    step as f32 / 8_388_608.0
                }
                Depth::F32 => {
                    self.bytes.extend(finite(sample).to_le_bytes());
                    finite(sample)
                }
            };
            if self.hasher.is_some() {
                heard.push(kept);
            }
        }
        if let Some(hasher) = &mut self.hasher {
            hasher.add(&heard);
        }
        self.written = after;
        self.out.write_all(&self.bytes)
    }

    /// Pads and flushes; gives the target back.
    ///
    /// # Errors
    /// When the target cannot be written, or this is less than the header promised.
    pub fn finish(self) -> io::Result<W> {
        self.finish_told().map(|(out, _)| out)
    }

    /// As [`WavWriter::finish`]; gives the provenance that was written too, with the hash of the samples.
    ///
    /// # Errors
    /// As there.
    pub fn finish_told(mut self) -> io::Result<(W, Option<Provenance>)> {
        if self.written != self.spec.frames * u64::from(self.spec.channels) {
            return Err(io::Error::other("fewer samples than the header of the WAV promised"));
        }
        if !(self.spec.frames * self.spec.frame_bytes()).is_multiple_of(2) {
            self.out.write_all(&[0])?;
        }
        let hash = self.hasher.map(PcmHasher::finish).unwrap_or_default();
        self.out.write_all(&self.notes.tail(&hash))?;
        self.out.flush()?;
        let provenance = self.notes.provenance.map(|made| Provenance { pcm: hash, ..made });
        Ok((self.out, provenance))
    }
}

/// Writes all of `sound`.
///
/// # Errors
/// When the target cannot be written.
pub fn write_wav<W: Write>(out: W, sound: &Pcm, depth: Depth) -> io::Result<W> {
    write_wav_with_notes(out, sound, depth, WavNotes::default())
}

/// Writes all of `sound`, and what the file tells beside.
///
/// # Errors
/// When the target cannot be written.
pub fn write_wav_with_notes<W: Write>(
    out: W,
    sound: &Pcm,
    depth: Depth,
    notes: WavNotes,
) -> io::Result<W> {
    let frames = sound.frames();
    let channels = sound.channels.len() as u16;
    let spec = WavSpec { rate: sound.rate, channels, depth, frames: frames as u64 };
    let mut writer = WavWriter::with_notes(out, spec, notes)?;
    let count = sound.channels.len();
    let mut block = vec![0.0; 4096 * count];
    for start in (0..frames).step_by(4096) {
        let end = frames.min(start + 4096);
        let block = &mut block[..(end - start) * count];
        for (place, channel) in sound.channels.iter().enumerate() {
            let slots = block[place..].iter_mut().step_by(count);
            slots.zip(&channel[start..end]).for_each(|(slot, sample)| *slot = *sample);
        }
        writer.write(block)?;
    }
    writer.finish()
}

/// A WAV with more that it tells, after what is there already. What is no plain WAV stays as it is.
pub fn annotated(mut wav: Vec<u8>, notes: &WavNotes) -> Vec<u8> {
    let hash = notes.provenance.as_ref().map(|_| decode(&wav, "wav").map(|pcm| pcm_hash(&pcm)));
    let Ok(hash) = hash.unwrap_or_else(|| Ok(String::new())) else { return wav };
    let tail = notes.tail(&hash);
    let size = u32::try_from(wav.len() + tail.len()).ok();
    let whole = wav.get(4..8).map(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
    let plain = wav.starts_with(b"RIFF") && whole.map(|size| size as usize + 8) == Some(wav.len());
    if let Some(size) = size.filter(|_| plain) {
        wav.extend(tail);
        wav[4..8].copy_from_slice(&(size - 8).to_le_bytes());
    }
    wav
}

/// All that comes before the samples: the head, with the chunks `before` the format. `after` bytes follow them.
pub(super) fn header(spec: WavSpec, before: &[u8], after: u64) -> Vec<u8> {
    let data = spec.frames * spec.frame_bytes();
    let padded = data + data % 2;
    let fact = matches!(spec.depth, Depth::F32);
    let after_riff =
        4 + 8 + 16 + if fact { 12 } else { 0 } + 8 + padded + before.len() as u64 + after;
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
    head.extend(before);
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
    (exact + dither + 0.5).floor().clamp(-full, full - 1.0) as i32
}

/// A number to its hash (the finaliser of SplitMix64).
fn scattered(place: u64) -> u64 {
    let mut z = place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
