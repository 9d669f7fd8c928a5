//! `camera`: the camera of a shot.

use anyhow::Result;

use super::camera_script;
use crate::cli::CameraVerb;
use crate::console::Outcome;

pub(crate) fn run(verb: &CameraVerb) -> Result<Outcome> {
    match verb {
        CameraVerb::Set(words) => camera_script::set(words),
        CameraVerb::Show(words) => camera_script::show(words),
        CameraVerb::Words => Ok(camera_script::words()),
    }
}
