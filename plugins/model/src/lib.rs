//! Characters and set pieces from glTF files.
//!
//! Owns reading `.glb` and `.gltf` into plain values ([`Model`]), packing a `.gltf` with the files beside it into
//! one `.glb` ([`pack`]), and making a character of somebody else's do what a mannequin does ([`Character`]): its
//! bones are found by their names and turned as the mannequin's joints turn, its skin follows. It does not decide
//! what a thing looks like (stage), nor where it stands (the film).
//!
//! The reader is our own, over plain JSON: all of a file is outside input, and each count, offset and length in it
//! is held against what is there before it is believed, so that an error can name the accessor that lies.
//! Metres, right-handed, Y up, as in glTF and in `maquette_figure`.
//!
//! ```
//! # use std::path::Path;
//! # use maquette_model::*;
//! let cut_short = Model::read(b"glTF\x02\0\0\0", Path::new("chair.glb"));
//! assert!(cut_short.unwrap_err().to_string().contains("chair.glb"));
//! ```

mod fault;
mod glb;
mod gltf;
mod pack;

mod accessor;
mod nodes;
mod read;
mod texture;

mod footprint;
mod model;

mod bones;
mod character;
mod retarget;
mod words;

pub use character::Character;
pub use fault::{Fault, ModelError};
pub use footprint::footprints;
pub use model::{Model, Skin, Surface};
pub use pack::{Packed, pack};
pub use retarget::{Skinned, Worn};
pub use words::{Guise, guise_of};
