//! The laws of bodies, and sheets to look at them.

mod laws;
mod raster;
mod sheets;
