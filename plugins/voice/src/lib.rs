//! Voices: who speaks how, and lines spoken by whichever [`Engine`] there is.
//!
//! Owns the casting of voices ([`cast`]), the engines ([`Espeak`] is always another process, never linked),
//! what is done to its sound so that it can be borne ([`SpeakSettings`]), and the mouth that goes
//! with it ([`mouth`]). Where nobody can speak, [`estimate`] tells how long a line would have been and
//! [`mouth_of_words`] how its mouth would have moved. Keeps no files and knows no film.

/// Of what is done to a line after the engine has spoken it: counts up when the same line comes out otherwise.
pub const VERSION: u32 = 2;

mod align;
mod batch;
mod cast;
mod delivery;
mod engine;
mod espeak;
mod estimate;
mod filter;
mod g2p;
mod ipa;
mod klatt;
mod language;
mod level;
mod mouth;
mod names;
mod neural;
mod polish;
mod process;
pub mod saying;
mod shapes;
mod speak;
mod upsample;
mod wav;
mod wording;

pub use align::{aligned, phones_of_words};
pub use batch::{Line, speak_all};
pub use cast::cast;
pub use delivery::{Delivery, MOST_PAUSE, asks_for_pause, understood};
pub use engine::{Engine, Heard, Phone, VoiceError};
pub use espeak::Espeak;
pub use estimate::estimate;
pub use klatt::Embedded;
pub use level::loudness;
pub use mouth::{MOUTH_STEP, mouth, mouth_of_words};
pub use names::{Gender, Person, person};
pub use neural::{Kokoro, Piper, voice_folders};
pub use shapes::{Cue, Shape, ShapeFormat, ShapeNames, cues, shape_file};
pub use speak::{SpeakSettings, Spoken, speak};
