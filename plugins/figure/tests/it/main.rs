//! The laws of bodies, and sheets to look at them.

mod falls;
mod hands;
mod laws;
mod raster;
mod sheets;
