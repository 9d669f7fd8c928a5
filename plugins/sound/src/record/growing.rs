//! A WAV that is whole at any moment while it grows, so that what ends the program does not end the recording.
//!
//! Samples are written first and counted in the header after: a header never claims what is not there. What
//! lies behind the claimed samples when the program was killed is brought back by [`mend`].

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Bytes before the first sample.
const HEAD: u64 = 44;

/// Bytes of a sample: 24 bits.
const WIDTH: u64 = 3;

/// The most bytes of samples that the sizes of the header can tell: over four hours of stereo.
const MOST: u64 = u32::MAX as u64 - 4096;

/// Where a recording is written. A test is a disk that fills.
pub(super) trait Target: Write + Seek + Send {
    /// What was written is safe from a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

impl Target for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// 24 bits, one or two channels.
pub(super) struct GrowingWav {
    target: Box<dyn Target>,
    stride: u64,
    /// Bytes of samples that are written.
    written: u64,
    bytes: Vec<u8>,
}

impl GrowingWav {
    /// Writes the head of a recording without samples.
    pub(super) fn new(mut target: Box<dyn Target>, rate: u32, channels: u16) -> io::Result<Self> {
        let stride = WIDTH * u64::from(channels);
        target.write_all(&head(rate, channels))?;
        target.sync()?;
        Ok(Self { target, stride, written: 0, bytes: Vec::new() })
    }

    /// Appends samples, channel by channel within a frame; what is not a number is silence.
    ///
    /// # Errors
    /// When the disk does not take them: the file is then what it was before. When it is as long as a WAV can be.
    pub(super) fn write(&mut self, interleaved: &[f32]) -> io::Result<()> {
        self.bytes.clear();
        for sample in interleaved {
            let whole = (f64::from(*sample) * 8_388_608.0 + 0.5).floor();
            // What is not a number becomes 0.
            let whole = whole.clamp(-8_388_608.0, 8_388_607.0) as i32;
            self.bytes.extend_from_slice(&whole.to_le_bytes()[..3]);
        }
        if MOST < self.written + self.bytes.len() as u64 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a WAV can hold no more"));
        }
        self.target.seek(SeekFrom::Start(HEAD + self.written))?;
        self.target.write_all(&self.bytes)?;
        self.written += self.bytes.len() as u64;
        Ok(())
    }

    /// Counts what is written in the header, and makes both safe.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        self.target.sync()?;
        put_sizes(&mut *self.target, self.written)?;
        self.target.sync()
    }

    /// Frames that are written.
    pub(super) fn frames(&self) -> u64 {
        self.written / self.stride
    }
}

fn put_sizes<T: Write + Seek + ?Sized>(target: &mut T, data: u64) -> io::Result<()> {
    let data = u32::try_from(data).unwrap_or(u32::MAX);
    target.seek(SeekFrom::Start(4))?;
    target.write_all(&(data.saturating_add(HEAD as u32 - 8 + data % 2)).to_le_bytes())?;
    target.seek(SeekFrom::Start(HEAD - 4))?;
    target.write_all(&data.to_le_bytes())
}

fn head(rate: u32, channels: u16) -> Vec<u8> {
    let stride = WIDTH as u16 * channels;
    let mut head = Vec::with_capacity(HEAD as usize);
    head.extend(b"RIFF");
    head.extend((HEAD as u32 - 8).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16_u32.to_le_bytes());
    head.extend(1_u16.to_le_bytes());
    head.extend(channels.to_le_bytes());
    head.extend(rate.to_le_bytes());
    head.extend((rate * u32::from(stride)).to_le_bytes());
    head.extend(stride.to_le_bytes());
    head.extend(24_u16.to_le_bytes());
    head.extend(b"data");
    head.extend(0_u32.to_le_bytes());
    head
}

/// Counts all whole samples that a recording has, in its header: what its end came too soon for. Gives its frames.
///
/// # Errors
/// When it cannot be read or written, or is no recording of ours.
pub fn mend(path: &Path) -> io::Result<u64> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let mut found = [0; HEAD as usize];
    file.read_exact(&mut found)?;
    let channels = u16::from_le_bytes([found[22], found[23]]);
    let rate = u32::from_le_bytes([found[24], found[25], found[26], found[27]]);
    let ours = matches!(channels, 1 | 2) && (1..=1_000_000).contains(&rate);
    let expected = if ours { head(rate, channels) } else { Vec::new() };
    let same = expected.len() == found.len()
        && (0..HEAD as usize)
            .filter(|at| !(4..8).contains(at) && *at < HEAD as usize - 4)
            .all(|at| expected[at] == found[at]);
    if !same {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "this is no recording"));
    }
    let stride = WIDTH * u64::from(channels);
    let frames = (file.metadata()?.len() - HEAD).min(MOST) / stride;
    file.set_len(HEAD + frames * stride)?;
    put_sizes(&mut file, frames * stride)?;
    file.sync_all()?;
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;

    use super::*;
    use crate::decode;

    /// A disk that keeps `room` bytes, and shows what is on it.
    #[derive(Clone, Default)]
    pub(crate) struct Disk {
        bytes: Arc<Mutex<Vec<u8>>>,
        at: usize,
        room: usize,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut disk = self.bytes.lock().unwrap();
            let count = bytes.len().min(self.room.saturating_sub(self.at)).min(1000);
            if count == 0 && !bytes.is_empty() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let end = self.at + count;
            let length = disk.len().max(end);
            disk.resize(length, 0);
            disk[self.at..end].copy_from_slice(&bytes[..count]);
            self.at = end;
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let SeekFrom::Start(at) = to else { return Err(io::ErrorKind::Unsupported.into()) };
            self.at = at as usize;
            Ok(at)
        }
    }

    impl Target for Disk {
        fn sync(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn disk(room: usize) -> Disk {
        Disk { room, ..Disk::default() }
    }

    fn samples(count: usize) -> Vec<f32> {
        (0..count).map(|n| (n % 997) as f32 / 997.0 - 0.5).collect()
    }

    proptest! {
        #[test]
        fn whenever_the_program_ends_the_file_is_whole(
            channels in 1_u16..3,
            blocks in prop::collection::vec((1_usize..3_000, any::<bool>()), 1..12),
        ) {
            let disk = disk(1 << 20);
            let mut wav = GrowingWav::new(Box::new(disk.clone()), 48_000, channels).unwrap();
            let (mut written, mut settled) = (0, 0);
            let all = samples(80_000);
            for (frames, settle) in blocks {
                let count = frames * usize::from(channels);
                wav.write(&all[written..written + count]).unwrap();
                written += count;
                if settle {
                    wav.settle().unwrap();
                    settled = written;
                }
                if 0 < settled {
                    // Killed here: what was settled reads, and what is there can be mended.
                    let bytes = disk.bytes.lock().unwrap().clone();
                    let read = decode(&bytes, "wav").unwrap();
                    prop_assert_eq!(read.frames() * usize::from(channels), settled);
                    let folder = tempfile::tempdir().unwrap();
                    let path = folder.path().join("cut.wav");
                    std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
                    let stride = usize::from(channels);
                    let mended = mend(&path).unwrap() as usize;
                    prop_assert_eq!(mended, written / stride - 1);
                    let read = decode(&std::fs::read(&path).unwrap(), "wav").unwrap();
                    prop_assert_eq!(read.frames(), mended);
                    for n in 0..mended {
                        prop_assert!((read.channels[0][n] - all[n * stride]).abs() < 1e-6);
                    }
                }
            }
        }
    }

    #[test]
    fn a_full_disk_leaves_what_was_written_before() {
        let disk = disk(44 + 3 * 2_500);
        let mut wav = GrowingWav::new(Box::new(disk.clone()), 44_100, 1).unwrap();
        wav.write(&samples(2_000)).unwrap();
        assert!(wav.write(&samples(1_000)).is_err());
        wav.settle().unwrap();
        assert_eq!(wav.frames(), 2_000);
        let read = decode(&disk.bytes.lock().unwrap(), "wav").unwrap();
        assert_eq!((read.rate, read.frames()), (44_100, 2_000));
    }

    #[test]
    fn what_is_no_number_is_silence_and_what_is_too_loud_is_held() {
        let disk = disk(1 << 16);
        let mut wav = GrowingWav::new(Box::new(disk.clone()), 48_000, 1).unwrap();
        wav.write(&[f32::NAN, f32::INFINITY, -9.0, 0.5]).unwrap();
        wav.settle().unwrap();
        let read = decode(&disk.bytes.lock().unwrap(), "wav").unwrap();
        assert_eq!(read.channels[0][0], 0.0);
        assert!(0.999 < read.channels[0][1]);
        assert_eq!(read.channels[0][2..], [-1.0, 0.5]);
    }

    #[test]
    fn another_file_is_not_mended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.wav");
        for bytes in
            [&b""[..], b"RIFF", &[0; 100], b"RIFF....WAVEfmt ................................"]
        {
            std::fs::write(&path, bytes).unwrap();
            assert!(mend(&path).is_err());
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }
}
