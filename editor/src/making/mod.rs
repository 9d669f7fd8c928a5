//! From a script to a film, step by step; each step reuses what an earlier one kept.

mod clips;
mod draft;
mod heard;
mod kept;
mod reels;
mod restage;
mod score;
mod stage;
mod steps;
mod voices;

pub(crate) use draft::{Draft, script_of};
pub(crate) use heard::Heard;
pub(crate) use restage::Restaged;
pub(crate) use stage::{Stager, TakenIn, lines_of, staging_of};
pub(crate) use steps::{Step, Steps, peak_memory_mb};
pub(crate) use voices::speaker_of;
