//! Plain samples as the sound of a film.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::MuxError;

/// Interleaved stereo at 48 kHz as signed 16-bit little-endian samples.
#[derive(Debug)]
pub struct PcmSound {
    path: PathBuf,
    /// Where its samples begin in the file, in bytes.
    offset: u64,
    /// Samples of each side.
    pub(super) frames: u64,
}

impl PcmSound {
    /// Bytes of a sample of both sides.
    pub(super) const FRAME: u64 = 4;

    /// The sound of a WAV that we wrote: 16 bits, stereo, 48 kHz, its samples in the last chunk.
    ///
    /// # Errors
    /// When it cannot be read or has no samples.
    pub fn of_wav(path: &Path) -> Result<Self, MuxError> {
        let read = |source| MuxError::Read { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(4096).read_to_end(&mut head).map_err(read)?;
        let Some(at) = head.windows(4).position(|name| name == b"data") else {
            return Err(MuxError::Sound { path: path.to_owned() });
        };
        let offset = at as u64 + 8;
        let frames = length.saturating_sub(offset) / Self::FRAME;
        Ok(Self { path: path.to_owned(), offset, frames })
    }

    pub(super) fn open(&self) -> Result<BufReader<File>, MuxError> {
        let read = |source| MuxError::Read { path: self.path.clone(), source };
        let mut file = BufReader::with_capacity(1 << 20, File::open(&self.path).map_err(read)?);
        file.seek(SeekFrom::Start(self.offset)).map_err(read)?;
        Ok(file)
    }

    pub(super) fn next(&self, from: &mut impl Read, frames: u64) -> Result<Vec<u8>, MuxError> {
        let mut bytes = vec![0; (frames * Self::FRAME) as usize];
        from.read_exact(&mut bytes)
            .map_err(|source| MuxError::Read { path: self.path.clone(), source })?;
        Ok(bytes)
    }
}
