//! What can be made by machine, and made again: staging, voices, music; later pictures and film.
//!
//! Owns the shape of a [`Request`], of the [`Artifact`] that answers it, and of the record that remembers
//! both ([`maquette_document::Manifest`], built by [`manifest_of`]). Offers the seam that makers fill
//! ([`Backend`]), the table of those at hand ([`Backends`]), and [`replay`], which makes a thing again and says
//! whether it is the same. Knows no backend, keeps no files, changes no film: who asks does that with edits.
//!
//! ```
//! use maquette_generate::{Request, Settings};
//! let settings = Settings::of(&("slow", 62))?;
//! let request = Request { prompt: "rain".into(), seed: 7, ..Request::new("music", settings) };
//! assert_ne!(request.key("composer", "1"), request.key("composer", "2"));
//! # Ok::<(), maquette_generate::SettingsError>(())
//! ```

mod artifact;
mod backend;
mod inputs;
mod replay;
mod request;

pub use artifact::{Artifact, File, hash_of, manifest_of};
pub use backend::{
    Backend, Backends, Cancelled, Capabilities, Determinism, GenerateError, Made, Progress,
};
pub use inputs::{Held, InputError, Inputs};
pub use replay::{Closeness, Difference, Replay, Verdict, differences, replay};
pub use request::{Request, Settings, SettingsError};
