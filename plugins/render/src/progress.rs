//! How far a render is, and why it could not go on.

use std::path::PathBuf;

use maquette_stage::StageError;

use crate::encode::EncodeError;
use crate::ffmpeg::FfmpegError;
use crate::mux::MuxError;

/// Frames done, out of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

/// Why a film could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("stopped; what was made is kept, and the next render goes on from there")]
    Cancelled,
    #[error("stopped; the frames that were made are whole, and are kept")]
    Stopped,
    #[error("there is nothing to draw at frame {frame}")]
    NoPicture { frame: i64 },
    #[error("failed to make a folder: {path:?}")]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("failed to write a picture; is the disk full?: {path:?}")]
    Picture { path: PathBuf, source: image::ImageError },
    #[error("failed to write what is told of the frames; is the disk full?: {path:?}")]
    Sidecar { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Stage(#[from] StageError),
    #[error(transparent)]
    Encode(#[from] EncodeError),
    #[error(transparent)]
    Ffmpeg(#[from] FfmpegError),
    #[error(transparent)]
    Mux(#[from] MuxError),
}
