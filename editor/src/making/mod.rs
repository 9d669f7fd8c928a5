//! From a script to a film, step by step; each step reuses what an earlier one kept.

mod kept;
mod reels;
mod score;
mod steps;
mod voices;

pub(crate) use score::{Score, compose};
pub(crate) use steps::{Step, Steps, peak_memory_mb};
pub(crate) use voices::{Voiced, speak_lines};
