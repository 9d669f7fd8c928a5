//! How loud a sound is, and how high it peaks between its samples.

mod kweighting;
mod loudness;
mod true_peak;

pub(crate) use kweighting::{CELL, Cells, KFilter, gated, lufs};
pub use loudness::{Loudness, LoudnessMeter};
pub use true_peak::PeakMeter;
pub(crate) use true_peak::{Oversampler, REACH};

#[cfg(test)]
mod tests;
