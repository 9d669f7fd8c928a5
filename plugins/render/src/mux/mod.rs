//! Pieces of picture and a sound into one file, by our own hand: every picture has exactly its time, and the
//! first sample of the sound is heard with the first of them.
//!
//! Written after ISO/IEC 14496-12 (the file), 14496-14 (MP4), 14496-15 (`avcC`) and Apple's QuickTime File
//! Format Specification. The index comes first, so that a film plays while it is still being fetched; picture
//! and sound lie side by side, a second of each.

mod aac;
mod atoms;
mod index;
mod pcm;
mod video;

pub use aac::AacSound;
pub use pcm::PcmSound;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use maquette_time::FrameRate;

use crate::progress::Progress;
use atoms::atom;
use index::{Chunk, moov};
use video::VideoIndex;
pub(crate) use video::access_units;

/// Why a film could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum MuxError {
    #[error("failed to read a piece of the film: {path:?}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("failed to write the film; is the disk full?: {path:?}")]
    Write { path: PathBuf, source: std::io::Error },
    #[error("a piece of the film has no H.264 parameter sets: {path:?}")]
    NoParameters { path: PathBuf },
    #[error("the encoded sound is damaged: {path:?}")]
    Sound { path: PathBuf },
    #[error("stopped; what was made is kept, and the next render goes on from there")]
    Cancelled,
}

/// What a film is put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    Mp4,
    /// QuickTime.
    Mov,
}

/// The sound of a film.
#[derive(Debug)]
pub enum FilmSound {
    Pcm(PcmSound),
    Aac(AacSound),
}

impl FilmSound {
    /// Bytes of each thing that is stored in one piece, of the next `count` from `first` on.
    fn bytes(&self, first: u64, count: u64) -> u64 {
        match self {
            Self::Pcm(_) => count * PcmSound::FRAME,
            Self::Aac(aac) => aac.bytes(first, count),
        }
    }

    /// How many things are stored in one piece each: samples of PCM, packets of AAC.
    fn units(&self) -> u64 {
        match self {
            Self::Pcm(pcm) => pcm.frames,
            Self::Aac(aac) => aac.packets(),
        }
    }

    /// How many of them begin before `samples` have been heard.
    fn units_until(&self, samples: u64) -> u64 {
        match self {
            Self::Pcm(_) => samples,
            Self::Aac(_) => (samples + AacSound::PRIMING).div_ceil(AacSound::PACKET),
        }
        .min(self.units())
    }
}

/// The film to be.
pub struct Film<'a> {
    /// Annex B streams, each of which begins with a key frame and reorders nothing.
    pub pieces: &'a [PathBuf],
    pub sound: Option<&'a FilmSound>,
    pub rate: FrameRate,
    /// Pixels.
    pub size: (u32, u32),
}

/// Writes the film, whose every frame lasts exactly one frame of its rate.
///
/// # Errors
/// When a piece cannot be read, the film cannot be written, or `cancel` was set.
pub fn write_film(
    film: &Film<'_>,
    wrapper: Wrapper,
    out: &Path,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), MuxError> {
    let video = VideoIndex::of(film.pieces)?;
    let mut chunks = chunks_of(film, &video);
    let head = match wrapper {
        Wrapper::Mp4 => atom(b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41"),
        Wrapper::Mov => atom(b"ftyp", b"qt  \0\0\x02\0qt  "),
    };
    // The index is as long wherever the data begins, so that its length can be had first.
    let unplaced = moov(film, wrapper, &video, &chunks).len();
    let data = head.len() + unplaced + 16;
    place(&mut chunks, data as u64);
    let end = chunks.last().map_or(data as u64, |last| last.at + last.bytes);
    let write = |source| MuxError::Write { path: out.to_owned(), source };
    let mut file = BufWriter::with_capacity(1 << 20, File::create(out).map_err(write)?);
    file.write_all(&head).map_err(write)?;
    file.write_all(&moov(film, wrapper, &video, &chunks)).map_err(write)?;
    // A 64-bit length, since a film may be long.
    let length = (end - (data as u64 - 16)).to_be_bytes();
    file.write_all(&[&1_u32.to_be_bytes()[..], b"mdat", &length].concat()).map_err(write)?;
    let mut pieces = Pieces { paths: film.pieces.iter(), units: Vec::new(), next: 0 };
    let mut sound = film.sound.map(Reader::of).transpose()?;
    let total = chunks.len() as i64;
    for (done, chunk) in (1..).zip(&chunks) {
        if cancel.load(Ordering::Relaxed) {
            return Err(MuxError::Cancelled);
        }
        match (chunk.is_sound, &mut sound) {
            (true, Some(sound)) => sound.copy(chunk, &mut file, out)?,
            _ => pieces.copy(chunk, &mut file, out)?,
        }
        progress(Progress { done, total });
    }
    file.flush().map_err(write)
}

/// Picture and sound in turn, a second of each; not placed yet.
fn chunks_of(film: &Film<'_>, video: &VideoIndex) -> Vec<Chunk> {
    let (n, d) = film.rate.fraction();
    let pictures = video.sizes.len() as u64;
    let seconds = (pictures * u64::from(d)).div_ceil(u64::from(n)).max(1);
    let mut chunks = Vec::with_capacity(2 * seconds as usize);
    let (mut picture, mut unit) = (0, 0);
    for second in 1..=seconds {
        let last = second == seconds;
        let to = (second * u64::from(n)).div_ceil(u64::from(d)).min(pictures);
        let to = if last { pictures } else { to };
        let sizes = video.sizes[picture as usize..to as usize].iter();
        let bytes = sizes.map(|size| u64::from(*size)).sum();
        push(&mut chunks, false, picture, to - picture, bytes);
        picture = to;
        if let Some(sound) = film.sound {
            let to = if last { sound.units() } else { sound.units_until(second * 48_000) };
            push(&mut chunks, true, unit, to - unit, sound.bytes(unit, to - unit));
            unit = to;
        }
    }
    chunks
}

fn push(chunks: &mut Vec<Chunk>, is_sound: bool, first: u64, count: u64, bytes: u64) {
    if 0 < count {
        chunks.push(Chunk { is_sound, first, count, bytes, at: 0 });
    }
}

fn place(chunks: &mut [Chunk], from: u64) {
    let mut at = from;
    for chunk in chunks {
        chunk.at = at;
        at += chunk.bytes;
    }
}

/// The pictures of all pieces, one after another.
struct Pieces<'a> {
    paths: std::slice::Iter<'a, PathBuf>,
    /// Of the piece that is being copied: each picture as it is stored.
    units: Vec<Vec<u8>>,
    next: usize,
}

impl Pieces<'_> {
    fn copy(&mut self, chunk: &Chunk, file: &mut impl Write, out: &Path) -> Result<(), MuxError> {
        for _ in 0..chunk.count {
            while self.next == self.units.len() {
                let Some(path) = self.paths.next() else { return Ok(()) };
                let stream = video::read(path)?;
                self.units = access_units(&stream).into_iter().map(|unit| stored(&unit)).collect();
                self.next = 0;
            }
            let unit = &self.units[self.next];
            self.next += 1;
            file.write_all(unit)
                .map_err(|source| MuxError::Write { path: out.to_owned(), source })?;
        }
        Ok(())
    }
}

/// NAL units with their lengths before them.
fn stored(unit: &[&[u8]]) -> Vec<u8> {
    unit.iter().flat_map(|nal| [&(nal.len() as u32).to_be_bytes()[..], nal].concat()).collect()
}

/// The sound, read from the head to the end.
enum Reader<'a> {
    Pcm(std::io::BufReader<File>, &'a PcmSound),
    Aac(std::io::BufReader<File>, &'a AacSound),
}

impl<'a> Reader<'a> {
    fn of(sound: &'a FilmSound) -> Result<Self, MuxError> {
        Ok(match sound {
            FilmSound::Pcm(pcm) => Self::Pcm(pcm.open()?, pcm),
            FilmSound::Aac(aac) => Self::Aac(aac.open()?, aac),
        })
    }

    fn copy(&mut self, chunk: &Chunk, file: &mut impl Write, out: &Path) -> Result<(), MuxError> {
        let bytes = match self {
            Self::Pcm(from, pcm) => pcm.next(from, chunk.count)?,
            Self::Aac(from, aac) => aac.next(from, chunk.first, chunk.count)?,
        };
        file.write_all(&bytes).map_err(|source| MuxError::Write { path: out.to_owned(), source })
    }
}

#[cfg(test)]
mod tests;
