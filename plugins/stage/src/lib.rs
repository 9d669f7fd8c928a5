//! Draws a moment.
//!
//! Owns how the film looks: tone, ink, colour, light, weather, where words stand on the picture. [`Scenery`]
//! turns a [`Moment`](maquette_moment::Moment) into a [`Drawing`] of plain values, [`Painter`] lays it on a
//! texture of any device: of the window's, or of a [`Studio`] that has none. Both draw the same.
//!
//! It does not decide what is seen (moment, staging), nor what becomes of a frame (render, playback).
//!
//! Materials are small, and everything is drawn once, so that a laptop without a graphics card can play a film.
//! Lines are drawn as strokes with soft borders along the outlines and creases of each mesh, which the
//! processor picks; they need neither multisampling nor passes over the whole picture.

mod build;
mod cast;
mod guest;
mod models;
mod scenery;

mod light;
mod palette;
mod tints;

mod chain;
mod ink;
mod marks;
mod shadow;
mod stroke;
mod weather;
mod words;

mod drawing;
mod lettering;
mod mesh;
mod picture;
mod seams;
mod shape;

mod painter;
mod passes;
mod pipelines;
mod shelf;
mod texture;
mod upload;

mod joints;
mod reach;
mod survey;

mod canvas;
mod defocus;
mod device;
mod error;
mod plugin;
mod studio;

pub use canvas::ReadError;
pub use device::{DeviceError, Gpu};
pub use drawing::Drawing;
pub use error::StageError;
pub use joints::{JOINT_NAMES, SeenFigure, SeenJoint, Sight, seen_figures};
pub use painter::Painter;
pub use picture::{Picture, PictureError};
pub use pipelines::{SHADERS, SHOWN};
pub use plugin::{StagePlugin, StageScreen};
pub use scenery::{Loading, PathOf, Scenery};
pub use studio::Studio;
pub use survey::{Survey, Surveyed};
