//! The film in other people's formats.
//!
//! Owns what other programs call our things, in which units, and what is lost on the way. The camera of a
//! shot, one way: [`camera_track`] samples it at each frame through the same door as the picture, and [`gltf`],
//! [`usda`], [`csv`] and [`prompt`] write it. The [`ShotList`] of a film. The sound of a film as a [`Session`]: [`rpp`],
//! [`dawproject`] and [`tempo_midi`] write it. Everything is written in memory; what a format cannot say comes back beside
//! the bytes. It opens no file, draws nothing, and does not change the film.
//!
//! ```
//! use bevy_ecs::world::World;
//! use maquette_document::{Edit, Id, Rig, Shot, changes_from_edits, project};
//! use maquette_exchange::{camera_track, csv};
//! use maquette_time::Flicks;
//!
//! let shot = Id::hashed(&["shot"]);
//! let edits = [
//!     Edit::create(shot, &Shot { number: 30, length: Flicks::SECOND, ..Shot::default() }),
//!     Edit::create(Id::hashed(&["rig"]), &Rig { shot, ..Rig::default() }),
//! ];
//! let mut world = World::new();
//! project(&mut world, &changes_from_edits(&edits));
//! let track = camera_track(&world, 30)?;
//! let table = String::from_utf8(csv(&track).bytes)?;
//! assert!(table.lines().nth(1).unwrap().starts_with("0,00:00:00:00,0.000000000,0.000000,1.600000,4.000000,"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod exported;
mod track;

mod csv;
mod gltf;
mod usd;

mod motion;
mod prompt;

mod session;
mod shot_list;

pub use csv::csv;
pub use exported::Exported;
pub use gltf::{glb, gltf};
pub use prompt::Prompt;
pub use session::{
    DawprojectError, SESSION_RATE, Session, SessionClip, SessionMarker, SessionTrack, TempoMap,
    dawproject, rpp, tempo_midi,
};
pub use shot_list::{ListedShot, ShotList};
pub use track::{CameraTrack, TrackError, camera_track};
pub use usd::usda;

#[cfg(test)]
mod tests;
