//! AAC as the sound of a film, out of a stream of ADTS packets (ISO/IEC 14496-3, 1.A.2).

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::MuxError;
use super::atoms::{descriptor, full, words};

/// Packets of AAC-LC at 48 kHz.
#[derive(Debug)]
pub struct AacSound {
    path: PathBuf,
    /// Bytes of each packet, without its ADTS header.
    sizes: Vec<u32>,
    /// What a decoder must know first: object type, rate, channels.
    config: [u8; 2],
    /// Samples of each side that are to be heard.
    pub(super) frames: u64,
}

/// A header without a checksum, and with one.
const HEADER: usize = 7;
const HEADER_WITH_SUM: usize = 9;

/// One header of the stream.
struct Header {
    length: usize,
    /// Of the packet after it.
    body: usize,
    config: [u8; 2],
}

impl AacSound {
    /// Samples of a packet.
    pub(super) const PACKET: u64 = 1024;
    /// What an encoder of one packet's delay puts before the first sample, as ffmpeg's does.
    pub(super) const PRIMING: u64 = 1024;

    /// The packets of an ADTS stream, of which `frames` samples are to be heard.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn of_adts(path: &Path, frames: u64) -> Result<Self, MuxError> {
        let damaged = || MuxError::Sound { path: path.to_owned() };
        let mut file = BufReader::with_capacity(1 << 20, open(path)?);
        let mut sound = Self { path: path.to_owned(), sizes: Vec::new(), config: [0; 2], frames };
        while let Some(header) = next_header(&mut file, path)? {
            sound.config = header.config;
            sound.sizes.push(header.body as u32);
            file.seek_relative(header.body as i64).map_err(|_seek| damaged())?;
        }
        if (sound.packets() * Self::PACKET) < frames + Self::PRIMING {
            return Err(damaged());
        }
        Ok(sound)
    }

    pub(super) fn packets(&self) -> u64 {
        self.sizes.len() as u64
    }

    pub(super) fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    pub(super) fn bytes(&self, first: u64, count: u64) -> u64 {
        let sizes = &self.sizes[first as usize..(first + count) as usize];
        sizes.iter().map(|size| u64::from(*size)).sum()
    }

    pub(super) fn open(&self) -> Result<BufReader<File>, MuxError> {
        Ok(BufReader::with_capacity(1 << 20, open(&self.path)?))
    }

    /// The next `count` packets, the first of which is `first`, without their headers.
    pub(super) fn next(
        &self,
        from: &mut impl Read,
        first: u64,
        count: u64,
    ) -> Result<Vec<u8>, MuxError> {
        let mut bytes = vec![0; self.bytes(first, count) as usize];
        let mut at = 0;
        for size in &self.sizes[first as usize..(first + count) as usize] {
            next_header(from, &self.path)?;
            let end = at + *size as usize;
            from.read_exact(&mut bytes[at..end])
                .map_err(|source| MuxError::Read { path: self.path.clone(), source })?;
            at = end;
        }
        Ok(bytes)
    }

    /// `esds`: how it is decoded (ISO/IEC 14496-1, 7.2.6).
    pub(super) fn decoder(&self) -> Vec<u8> {
        let specific = descriptor(5, &self.config);
        // MPEG-4 audio, a stream of sound, no size of a buffer, no claim of a rate.
        let head = [&[0x40, 0x15, 0, 0, 0][..], &words(&[0, 0])].concat();
        let decoder = descriptor(4, &[head, specific].concat());
        let stream = [&[0, 2, 0][..], &decoder, &descriptor(6, &[2])].concat();
        full(b"esds", 0, &descriptor(3, &stream))
    }
}

fn open(path: &Path) -> Result<File, MuxError> {
    File::open(path).map_err(|source| MuxError::Read { path: path.to_owned(), source })
}

/// Reads a header; nothing at the end of the stream.
fn next_header(from: &mut impl Read, path: &Path) -> Result<Option<Header>, MuxError> {
    let damaged = || MuxError::Sound { path: path.to_owned() };
    let mut bytes = [0; HEADER];
    match from.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(source) => return Err(MuxError::Read { path: path.to_owned(), source }),
    }
    let header = header_of(bytes).ok_or_else(damaged)?;
    if header.length == HEADER_WITH_SUM {
        let mut sum = [0; HEADER_WITH_SUM - HEADER];
        from.read_exact(&mut sum).map_err(|_short| damaged())?;
    }
    Ok(Some(header))
}

fn header_of(bytes: [u8; HEADER]) -> Option<Header> {
    let [a, b, c, d, e, f, _] = bytes.map(u16::from);
    if a != 0xFF || b & 0xF6 != 0xF0 {
        return None;
    }
    let length = if b & 1 == 1 { HEADER } else { HEADER_WITH_SUM };
    let whole = usize::from(d & 3) << 11 | usize::from(e) << 3 | usize::from(f) >> 5;
    let (object, rate, channels) = ((c >> 6) + 1, c >> 2 & 15, (c & 1) << 2 | d >> 6);
    let config = (object << 11 | rate << 7 | channels << 3).to_be_bytes();
    Some(Header { length, body: whole.checked_sub(length)?, config })
}
