//! Frames and samples to files.
//!
//! Owns the offline driver ([`render_picture`]), the encoders (ffmpeg as a program, OpenH264 built in), the
//! joining of picture and sound, stills, sheets and passes. It reads the film and never writes it; what a frame shows is
//! the moment's, how it is drawn is the stage's.

mod builtin;
mod canvas;
mod encode;
mod ffmpeg;
mod mux;
mod passes;
mod picture;
mod progress;
mod segment;
mod stills;

pub use canvas::{Canvas, Ink};
pub use encode::{EncodeError, Encoder, Nv12, SegmentWriter, StreamFormat};
pub use ffmpeg::{Ffmpeg, FfmpegError, SoundCoding, Watch};
pub use mux::{AacSound, Film, FilmSound, MuxError, PcmSound, Wrapper, write_film};
pub use passes::{DepthScale, Pass, PassJob, measure_depth, render_passes};
pub use picture::{FrameCounts, PictureJob, render_picture};
pub use progress::{Progress, RenderError};
pub use stills::{contact_sheets, render_stills, still, write_png};
