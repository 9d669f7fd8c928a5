//! Music from code: no samples, no weights, the same on every machine.
//!
//! A [`Brief`] reads what people write; a [`MusicRequest`] says how long, what mood and where the picture turns; [`Cue::compose`] plans bars so that
//! scenes begin with one and the last chord rings out with the last frame, writes the notes, and a [`Player`]
//! gives the samples, mixed or as [`Part`]s whose sum is the mix; [`Cue::midi`] gives the notes. [`mood_of`] reads a mood from words. All
//! chance is a hash of seed and place: another seed for one purpose changes nothing else. Knows no film and
//! writes no file.
//!
//! ```
//! use maquette_music::{Cue, MusicRequest};
//! use maquette_time::Flicks;
//! let cue = Cue::compose(&MusicRequest { length: Flicks::SECOND * 10, ..MusicRequest::default() })?;
//! assert_eq!(cue.samples(), 480_000);
//! # Ok::<(), maquette_music::MusicError>(())
//! ```

/// Counts up when the same request gives other samples.
pub const VERSION: u32 = 2;

mod chance;
mod compose;
mod cue;
mod fit;
mod hall;
mod lexicon;
mod midi;
mod mood;
mod moves;
mod palette;
mod plan;
mod player;
mod request;
mod theory;
mod voices;
mod words;

pub use compose::{Note, Sound};
pub use cue::{Cue, Passage};
pub use mood::{Mood, mood_of};
pub use palette::{Instrument, Instruments};
pub use plan::Fitted;
pub use player::Player;
pub use request::{
    Drums, Ending, Groove, Meter, Move, MusicError, MusicRequest, NotAPart, Part, Shape, Spot,
    Tempo,
};
pub use theory::{Key, Mode, NotAKey};
pub use words::{Brief, Understood, place};
