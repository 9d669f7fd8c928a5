//! Frames to H.264, a segment at a time.
//!
//! A segment is an Annex B stream that begins with a key frame and reorders nothing, so that segments can be
//! joined byte after byte and kept for the next render.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded};
use maquette_time::FrameRate;

use crate::builtin::OpenH264;
use crate::ffmpeg::{self, Ffmpeg, FfmpegError};

/// Frames that wait for the encoder at the most.
const QUEUE: usize = 6;

/// One frame as NV12: `width * height` of luma, then half as much of interleaved chroma. BT.709, limited.
pub type Nv12 = Arc<[u8]>;

/// What pictures are made with.
#[derive(Clone, Debug)]
pub enum Encoder {
    Ffmpeg(Ffmpeg),
    /// The one that is built in: constrained baseline, larger files.
    BuiltIn,
}

/// The shape of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamFormat {
    /// Pixels, both even.
    pub width: u32,
    pub height: u32,
    pub rate: FrameRate,
}

/// Why a segment could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    #[error(transparent)]
    Ffmpeg(#[from] FfmpegError),
    #[error("failed to write a piece of the film; is the disk full?: {path:?}")]
    Write { path: PathBuf, source: std::io::Error },
    #[error("the built-in encoder failed: {said}")]
    BuiltIn { said: String },
    #[error("the encoder stopped")]
    Stopped,
}

impl Encoder {
    /// ffmpeg where it is found and able, else what is built in, with the reason.
    pub fn choose() -> (Self, Option<FfmpegError>) {
        match Ffmpeg::find() {
            Ok(ffmpeg) => (Self::Ffmpeg(ffmpeg), None),
            Err(why) => (Self::BuiltIn, Some(why)),
        }
    }

    /// What a person reads, and what segments are kept by.
    pub fn name(&self) -> String {
        match self {
            Self::Ffmpeg(ffmpeg) => format!("x264 by ffmpeg {}", ffmpeg.version),
            Self::BuiltIn => "OpenH264, built in".into(),
        }
    }
}

/// A segment on its way to a file: frames go in at one end, a thread encodes them at the other.
///
/// Dropped before [`SegmentWriter::finish`], it leaves nothing behind.
pub struct SegmentWriter {
    frames: Option<Sender<Nv12>>,
    thread: Option<std::thread::JoinHandle<Result<(), EncodeError>>>,
    part: PathBuf,
    path: PathBuf,
}

impl SegmentWriter {
    /// Begins a segment that will be at `path` when it is whole.
    ///
    /// # Errors
    /// When the encoder or the file cannot be started.
    pub fn start(
        encoder: &Encoder,
        format: StreamFormat,
        path: &Path,
    ) -> Result<Self, EncodeError> {
        let part = path.with_extension("part");
        let (frames, queue) = bounded(QUEUE);
        let sink = match encoder {
            Encoder::Ffmpeg(ffmpeg) => Sink::Ffmpeg(FfmpegSink::start(ffmpeg, format, &part)?),
            Encoder::BuiltIn => Sink::BuiltIn(Box::new(OpenH264::start(format, &part)?)),
        };
        let thread = std::thread::Builder::new()
            .name("encode".into())
            .spawn(move || sink.encode_all(&queue))
            .map_err(|source| EncodeError::Write { path: part.clone(), source })?;
        Ok(Self { frames: Some(frames), thread: Some(thread), part, path: path.to_owned() })
    }

    /// Hands over the next frame; waits while the queue is full.
    ///
    /// # Errors
    /// What stopped the encoder.
    pub fn push(&mut self, frame: Nv12) -> Result<(), EncodeError> {
        let sent = self.frames.as_ref().is_some_and(|frames| frames.send(frame).is_ok());
        if sent { Ok(()) } else { self.join().and(Err(EncodeError::Stopped)) }
    }

    /// Encodes what waits and puts the segment in its place.
    ///
    /// # Errors
    /// What stopped the encoder, or the file system's.
    pub fn finish(mut self) -> Result<(), EncodeError> {
        self.join()?;
        std::fs::rename(&self.part, &self.path)
            .map_err(|source| EncodeError::Write { path: self.path.clone(), source })
    }

    fn join(&mut self) -> Result<(), EncodeError> {
        drop(self.frames.take());
        match self.thread.take().map(std::thread::JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(EncodeError::Stopped),
            None => Ok(()),
        }
    }
}

impl Drop for SegmentWriter {
    fn drop(&mut self) {
        if self.thread.is_some() && self.join().is_err() {
            tracing::debug!("an unfinished segment ended with an error");
        }
        if self.part.exists() && std::fs::remove_file(&self.part).is_err() {
            tracing::warn!("could not remove {:?}", self.part);
        }
    }
}

enum Sink {
    Ffmpeg(FfmpegSink),
    BuiltIn(Box<OpenH264>),
}

impl Sink {
    fn encode_all(self, queue: &Receiver<Nv12>) -> Result<(), EncodeError> {
        match self {
            Self::Ffmpeg(mut sink) => {
                for frame in queue {
                    if sink.input.write_all(&frame).is_err() {
                        break;
                    }
                }
                sink.end()
            }
            Self::BuiltIn(mut sink) => {
                for frame in queue {
                    sink.encode(&frame)?;
                }
                sink.end()
            }
        }
    }
}

/// A pipe that holds most of a frame: with the usual 64 KiB either end would wait twenty times a frame.
#[cfg(target_os = "linux")]
fn widen(pipe: &ChildStdin) {
    if let Err(error) = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20) {
        tracing::debug!(%error, "the pipe to the encoder stays narrow");
    }
}

#[cfg(not(target_os = "linux"))]
fn widen(_pipe: &ChildStdin) {}

struct FfmpegSink {
    child: Child,
    input: ChildStdin,
    part: PathBuf,
}

impl FfmpegSink {
    fn start(ffmpeg: &Ffmpeg, format: StreamFormat, part: &Path) -> Result<Self, EncodeError> {
        let (n, d) = format.rate.fraction();
        let mut command = ffmpeg.command();
        command.args(["-f", "rawvideo", "-pix_fmt", "nv12"]);
        command.args(["-s", &format!("{}x{}", format.width, format.height)]);
        command.args(["-framerate", &format!("{n}/{d}"), "-color_range", "tv"]);
        command.args(["-colorspace", "bt709", "-i", "pipe:0"]);
        command.args(["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-bf", "0"]);
        // A fixed count of threads, so that another machine makes the same bytes.
        command.args(["-threads", "3", "-g", &(2 * format.rate.nominal()).to_string()]);
        // x264 takes frames as they come: nothing is converted on the way, and the stream is 4:2:0 all the same.
        command.args(["-pix_fmt", "nv12", "-color_range", "tv", "-colorspace", "bt709"]);
        command.args(["-color_primaries", "bt709", "-color_trc", "bt709"]);
        command.args(["-fflags", "+bitexact", "-f", "h264"]).arg(part);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| FfmpegError::Run { path: "ffmpeg".into(), source })?;
        match child.stdin.take() {
            Some(input) => {
                widen(&input);
                Ok(Self { child, input, part: part.to_owned() })
            }
            None => Err(EncodeError::Stopped),
        }
    }

    fn end(self) -> Result<(), EncodeError> {
        let Self { child, input, part } = self;
        drop(input);
        let output =
            child.wait_with_output().map_err(|source| EncodeError::Write { path: part, source })?;
        Ok(ffmpeg::check("encode pictures", output.status.success(), &output.stderr)?)
    }
}
