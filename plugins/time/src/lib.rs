//! Exact time. Pure: no ECS, no clock, no files.
//!
//! Owns [`Flicks`] (a length or a place, exact for every film and sound rate), [`Span`], [`Frame`],
//! [`FrameRate`], [`Timecode`] and the lengths that people type. It does not know what a film is.
//!
//! ```
//! use maquette_time::{Flicks, Frame, FrameRate};
//! let rate: FrameRate = "23.976".parse()?;
//! assert_eq!(rate.start_of(Frame(24_000)), Flicks::SECOND * 1001);
//! # Ok::<(), maquette_time::TimeError>(())
//! ```

mod flicks;
mod length;
mod rate;
mod timecode;

pub use flicks::{Flicks, Span};
pub use length::parse_length;
pub use rate::{Frame, FrameRate};
pub use timecode::{Counting, Timecode};

/// Why a text is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    #[error("not a frame rate: {text:?}; use 24, 25, 23.976 or 24000/1001")]
    Rate { text: String },
    #[error("not a length: {text:?}; use 48f, 2.5s, 1m20s or 00:00:02:00")]
    Length { text: String },
    #[error("not a timecode at {rate} frames a second: {text:?}; use 01:02:03:04")]
    Timecode { text: String, rate: FrameRate },
}
