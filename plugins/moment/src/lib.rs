//! The film at one instant, as plain values.
//!
//! Owns [`Moment`] and the function that makes it of the film's components and a time. Scrubbing, playing and
//! exporting ask the same function, in any order; nothing is carried from one frame to the next. It does not
//! draw, and it does not change the film.

mod caption;
mod cast;
mod key;
mod look;
mod values;

pub use look::moment;
pub use values::{
    BurnIns, CardMoment, FigureMoment, LetterBox, Light, Moment, TextMoment, letter_box,
};
