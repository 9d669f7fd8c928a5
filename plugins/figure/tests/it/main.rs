//! The laws of bodies, and sheets to look at them.

mod embraces;
mod falls;
mod hands;
mod laws;
mod raster;
mod sheets;
