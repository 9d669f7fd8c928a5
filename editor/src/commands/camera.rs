//! `camera`: the camera of a shot. One file for each thing that is done with it.

use anyhow::Result;

use super::{camera_export, camera_script};
use crate::cli::CameraVerb;
use crate::console::Outcome;

pub(crate) fn run(verb: &CameraVerb) -> Result<Outcome> {
    match verb {
        CameraVerb::Export(words) => camera_export::run(words),
        CameraVerb::Set(words) => camera_script::set(words),
        CameraVerb::Show(words) => camera_script::show(words),
        CameraVerb::Words => Ok(camera_script::words()),
    }
}
