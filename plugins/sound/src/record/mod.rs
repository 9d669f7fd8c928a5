//! Recording: what a microphone hears, written as it comes.
//!
//! Owns the [`Recorder`], which devices there are ([`sound_devices`]), where in the film a recording lies
//! ([`Alignment`]) and how late it is by a beep that is played and recorded ([`beeps`], [`beeps_found`]). It knows no
//! film and places no clip.

mod growing;
mod input;
mod latency;
mod take;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread::JoinHandle;

use crate::RATE;
use growing::GrowingWav;
use take::Shared;

pub use growing::mend;
pub use input::{SoundDevice, sound_devices};
pub use latency::{Alignment, BEEPS, beeps, beeps_found};

/// Why nothing can be recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("there is nothing to record from; plug in a microphone")]
    None,
    #[error("no microphone is called {name:?}; `maquette sound devices` lists them")]
    Unknown { name: String },
    #[error("the microphone cannot be used: {source}")]
    Failed {
        #[from]
        source: cpal::Error,
    },
    #[error("the microphone gives none of the forms of sound known here: {format}")]
    Format { format: String },
    #[error("failed to write the recording; is the disk full?: {path:?}")]
    Write { path: PathBuf, source: std::io::Error },
}

/// A recording that is being made. Dropped, it ends; what was written stays.
pub struct Recorder {
    shared: Arc<Shared>,
    stream: Option<cpal::Stream>,
    writer: Option<JoinHandle<u64>>,
    name: String,
    rate: u32,
    channels: u16,
}

/// What a recording became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Frames in the file.
    pub frames: u64,
    pub rate: u32,
    pub channels: u16,
    /// Samples that were as loud as can be.
    pub clipped: u64,
    /// Frames that are silence because they could not be written in time.
    pub lost: u64,
    /// Why it ended, where nobody asked it to.
    pub fault: Option<String>,
}

impl Recorder {
    /// Begins to record from the device called `name`, or the one that the system has chosen, into `path`.
    ///
    /// # Errors
    /// When there is no such device, it cannot be used, or the file cannot be written.
    pub fn start(name: Option<&str>, path: &Path) -> Result<Self, RecordError> {
        let write = |source| RecordError::Write { path: path.to_owned(), source };
        let device = input::find(name)?;
        let found = input::best(&device)?;
        let shared = Arc::new(Shared::default());
        let rate = found.sample_rate();
        let (taker, writer) = take::ends(&shared, usize::from(found.channels()), rate);
        let channels = writer.channels();
        let file = File::create(path).map_err(write)?;
        let wav = GrowingWav::new(Box::new(file), rate, channels).map_err(write)?;
        let work = move || writer.run(wav);
        let thread = std::thread::Builder::new().name("recording".into()).spawn(work);
        let writer = Some(thread.map_err(write)?);
        let stream = Some(input::start(&device, &found, taker, shared.clone())?);
        Ok(Self { shared, stream, writer, name: device.to_string(), rate, channels })
    }

    /// What it records from.
    pub fn device(&self) -> &str {
        &self.name
    }

    /// The sample that is at the microphone now, at 48 kHz from the head of the recording, as far as the device
    /// tells; none before it has brought anything.
    pub fn place(&self) -> Option<i64> {
        self.shared.clock.now(self.rate).map(|place| at_48k(place, self.rate))
    }

    /// Samples that have come, at 48 kHz.
    pub fn taken(&self) -> i64 {
        at_48k(self.shared.taken.load(Relaxed) as i64, self.rate)
    }

    /// The loudest sample of each side since the last call: 1 is as loud as can be.
    pub fn peaks(&self) -> [f32; 2] {
        self.shared.peaks()
    }

    /// Samples that were as loud as can be.
    pub fn clipped(&self) -> u64 {
        self.shared.clipped.load(Relaxed)
    }

    /// Why it has ended, if it has.
    pub fn fault(&self) -> Option<String> {
        let ended = || self.shared.has_ended().then(|| "the recording has ended".to_owned());
        self.shared.fault().or_else(ended)
    }

    /// Ends it, once all that has come is on the disk.
    pub fn finish(mut self) -> Recording {
        let frames = self.end();
        Recording {
            frames,
            rate: self.rate,
            channels: self.channels,
            clipped: self.clipped(),
            lost: self.shared.lost.load(Relaxed),
            fault: self.shared.fault(),
        }
    }

    fn end(&mut self) -> u64 {
        self.stream = None;
        let frames = self.writer.take().map(JoinHandle::join);
        frames.and_then(Result::ok).unwrap_or(0)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}

fn at_48k(place: i64, rate: u32) -> i64 {
    (i128::from(place) * i128::from(RATE) / i128::from(rate.max(1))) as i64
}
