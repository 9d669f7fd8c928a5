//! Why a moment was not drawn.

use crate::canvas::ReadError;
use crate::device::DeviceError;
use crate::picture::PictureError;
use maquette_model::ModelError;

/// Why a moment was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    #[error(transparent)]
    Device(#[from] DeviceError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error("a card shows a picture that the film does not have; give the card another one")]
    NoMedia,
    #[error(
        "frames of {width} × {height} pixels cannot be drawn; both must be even, from 2 to {most}"
    )]
    Size { width: u32, height: u32, most: u32 },
    #[error(
        "the graphics device failed; close other programs or draw smaller frames, and start again: {fault}"
    )]
    Failed { fault: String },
    #[error("too many frames are on their way; collect one first")]
    Full,
}
