//! What a microphone calls, and the thread that writes what it brings.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cpal::{FromSample, SizedSample};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};

use super::growing::GrowingWav;
use crate::play::Clock;

/// Samples of a block that travels from one thread to the other.
const BLOCK: usize = 4096;

/// Blocks that may be on their way: over five seconds of stereo, for a disk that stands still.
const BLOCKS: usize = 128;

/// How often the header counts what is written: a crash loses no more than lies between.
const SETTLE: Duration = Duration::from_millis(500);

/// A sample that is as loud as can be.
const CLIPPED: f32 = 0.999_96;

/// What both threads and whoever asks see.
#[derive(Default)]
pub(super) struct Shared {
    /// Where in the recording the microphone is.
    pub(super) clock: Clock,
    /// Frames that came.
    pub(super) taken: AtomicU64,
    /// Frames that came while there was no room for them; they are silence in the file.
    pub(super) lost: AtomicU64,
    pub(super) clipped: AtomicU64,
    /// The loudest sample of each side since it was last asked, as bits.
    peaks: [AtomicU32; 2],
    pub(super) ended: AtomicBool,
    fault: Mutex<Option<String>>,
}

impl Shared {
    /// The first fault stays.
    pub(super) fn fail(&self, why: String) {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
    }

    pub(super) fn fault(&self) -> Option<String> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The loudest sample of each side since the last call.
    pub(super) fn peaks(&self) -> [f32; 2] {
        [0, 1].map(|side| f32::from_bits(self.peaks[side].swap(0, AcqRel)))
    }

    fn hear(&self, side: usize, loudest: f32) {
        // Of floats that are not negative, the bits are in the order of the numbers.
        self.peaks[side].fetch_max(loudest.to_bits(), AcqRel);
    }
}

/// Samples on their way to the disk, after so many frames that were lost.
struct Block {
    lost: u64,
    samples: Vec<f32>,
}

/// Takes what the microphone brings. It never waits and never asks for memory.
pub(super) struct Taker {
    shared: Arc<Shared>,
    full: Sender<Block>,
    free: Receiver<Vec<f32>>,
    /// Channels that the microphone has, and how many of them are kept.
    channels: usize,
    kept: usize,
    rate: u32,
    /// Frames that were lost since the last block.
    lost: u64,
}

/// The two ends of a recording of `channels`, of which the first two are kept.
pub(super) fn ends(shared: &Arc<Shared>, channels: usize, rate: u32) -> (Taker, Writer) {
    let (full, written) = bounded(BLOCKS);
    let (back, free) = bounded(BLOCKS);
    for _ in 0..BLOCKS {
        if back.try_send(Vec::with_capacity(BLOCK)).is_err() {
            break;
        }
    }
    let channels = channels.max(1);
    let kept = channels.min(2);
    let taker = Taker { shared: shared.clone(), full, free, channels, kept, rate, lost: 0 };
    (taker, Writer { shared: shared.clone(), full: written, back, kept, rate })
}

impl Taker {
    /// Takes `data`, whose first sample was at the microphone `ago`.
    pub(super) fn take<T: SizedSample>(&mut self, data: &[T], ago: Duration)
    where
        f32: FromSample<T>,
    {
        let rate = u128::from(self.rate);
        // A card that claims to be seconds away is not believed.
        let ago = (ago.as_micros() * rate / 1_000_000).min(rate) as i64;
        let before = self.shared.taken.load(Relaxed) as i64;
        self.shared.clock.set(before + ago, i64::from(self.rate));
        let mut loudest = [0.0_f32; 2];
        let mut clipped = 0;
        for part in data.chunks(BLOCK / self.kept * self.channels) {
            let frames = (part.len() / self.channels) as u64;
            self.shared.taken.fetch_add(frames, Release);
            let Ok(mut samples) = self.free.try_recv() else {
                self.lose(frames);
                continue;
            };
            samples.clear();
            for frame in part.chunks_exact(self.channels) {
                for (side, sample) in frame[..self.kept].iter().enumerate() {
                    let sample = sample.to_sample::<f32>();
                    let sample = if sample.is_finite() { sample } else { 0.0 };
                    loudest[side] = loudest[side].max(sample.abs());
                    clipped += u64::from(CLIPPED <= sample.abs());
                    samples.push(sample);
                }
            }
            match self.full.try_send(Block { lost: self.lost, samples }) {
                Ok(()) => self.lost = 0,
                // There are no more blocks than fit: the writer is gone.
                Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => self.lose(frames),
            }
        }
        let last = self.kept - 1;
        self.shared.hear(0, loudest[0]);
        self.shared.hear(1, loudest[last]);
        self.shared.clipped.fetch_add(clipped, Relaxed);
    }

    fn lose(&mut self, frames: u64) {
        self.lost += frames;
        self.shared.lost.fetch_add(frames, Relaxed);
    }
}

/// Writes what comes until the other end is gone.
pub(super) struct Writer {
    shared: Arc<Shared>,
    full: Receiver<Block>,
    back: Sender<Vec<f32>>,
    kept: usize,
    pub(super) rate: u32,
}

impl Writer {
    pub(super) fn channels(&self) -> u16 {
        self.kept as u16
    }

    /// Until all is written, or it cannot be; gives the frames that are safe.
    pub(super) fn run(self, mut wav: GrowingWav) -> u64 {
        if let Err(error) = self.write_all(&mut wav) {
            self.shared.fail(match error.kind() {
                std::io::ErrorKind::StorageFull => "the disk is full".into(),
                _ => format!("the recording cannot be written ({error})"),
            });
        }
        if let Err(error) = wav.settle() {
            self.shared.fail(format!("the recording cannot be made safe ({error})"));
        }
        self.shared.ended.store(true, Release);
        wav.frames()
    }

    fn write_all(&self, wav: &mut GrowingWav) -> std::io::Result<()> {
        let at_once = SETTLE.as_millis() as u64 * u64::from(self.rate) / 1000;
        let mut settled = 0;
        loop {
            let block = match self.full.recv_timeout(SETTLE) {
                Ok(block) => Some(block),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            if let Some(mut block) = block {
                // What was lost keeps its time. More than a minute of it is no gap but an end.
                let silence = [0.0; 1024];
                let mut gap = block.lost.min(60 * u64::from(self.rate)) as usize * self.kept;
                while 0 < gap {
                    let count = gap.min(silence.len() / self.kept * self.kept);
                    wav.write(&silence[..count])?;
                    gap -= count;
                }
                wav.write(&block.samples)?;
                block.samples.clear();
                if self.back.try_send(block.samples).is_err() {
                    tracing::trace!("nobody takes blocks back");
                }
            }
            if settled + at_once <= wav.frames() {
                wav.settle()?;
                settled = wav.frames();
            }
        }
    }
}

impl Shared {
    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    fn file() -> (tempfile::TempDir, std::path::PathBuf, GrowingWav) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let file = std::fs::File::create(&path).unwrap();
        (folder, path, GrowingWav::new(Box::new(file), 48_000, 2).unwrap())
    }

    #[test]
    fn what_comes_is_what_is_written_whatever_the_size_of_its_pieces() {
        let (_folder, path, wav) = file();
        let shared = Arc::new(Shared::default());
        let (mut taker, writer) = ends(&shared, 4, 48_000);
        let thread = std::thread::spawn(move || writer.run(wav));
        let data: Vec<i16> = (0..40_000).map(|n| (n % 3001) as i16).collect();
        let mut rest = &data[..];
        for size in [4, 4_000, 12, 16_384, 8].into_iter().cycle() {
            let (now, later) = rest.split_at(size.min(rest.len()));
            taker.take(now, Duration::from_millis(20));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        drop(taker);
        assert_eq!(thread.join().unwrap(), 10_000);
        let read = decode(&std::fs::read(&path).unwrap(), "wav").unwrap();
        for n in 0..10_000 {
            for side in 0..2 {
                let due = f32::from(data[4 * n + side]) / 32_768.0;
                assert!((read.channels[side][n] - due).abs() < 1e-6, "{n}");
            }
        }
        assert!(shared.has_ended() && shared.fault().is_none());
        assert_eq!(shared.lost.load(Relaxed), 0);
    }

    #[test]
    fn what_finds_no_room_is_counted_and_keeps_its_time() {
        let (_folder, path, wav) = file();
        let shared = Arc::new(Shared::default());
        let (mut taker, writer) = ends(&shared, 2, 48_000);
        // Nobody writes yet: the blocks run out.
        for _ in 0..BLOCKS + 3 {
            taker.take(&[0.5_f32; 200], Duration::ZERO);
        }
        assert_eq!(shared.lost.load(Relaxed), 300);
        let thread = std::thread::spawn(move || writer.run(wav));
        while taker.free.is_empty() {
            std::thread::yield_now();
        }
        taker.take(&[0.25_f32; 2], Duration::ZERO);
        drop(taker);
        assert_eq!(thread.join().unwrap(), 131 * 100 + 1);
        let read = decode(&std::fs::read(&path).unwrap(), "wav").unwrap();
        let left = &read.channels[0];
        assert_eq!((left[12_799], left[12_800], left[13_099], left[13_100]), (0.5, 0.0, 0.0, 0.25));
    }

    #[test]
    fn levels_and_clips_are_told() {
        let shared = Arc::new(Shared::default());
        let (mut taker, _writer) = ends(&shared, 2, 48_000);
        taker.take(&[0.1_f32, -0.9, 0.2, 1.0, f32::NAN, 0.0], Duration::ZERO);
        assert_eq!(shared.peaks(), [0.2, 1.0]);
        assert_eq!(shared.peaks(), [0.0, 0.0]);
        assert_eq!(shared.clipped.load(Relaxed), 1);
        let (mut mono, _writer) = ends(&shared, 1, 48_000);
        mono.take(&[-0.5_f32], Duration::ZERO);
        assert_eq!(shared.peaks(), [0.5, 0.5]);
    }
}
