//! `camera`: one file for each thing that is done with it.

use anyhow::Result;

use crate::cli::CameraVerb;
use crate::commands::camera_export;
use crate::console::Outcome;

pub(crate) fn run(verb: &CameraVerb) -> Result<Outcome> {
    match verb {
        CameraVerb::Export(words) => camera_export::run(words),
    }
}
