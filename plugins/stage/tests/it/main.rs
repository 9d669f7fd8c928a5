//! The stage as its users see it: frames, stills, and the window's texture, drawn small and without a card.

mod focus;
mod frames;
mod golden;
mod passes;
mod pictures;
mod scenes;
mod window;

use std::io::Write;

use maquette_stage::{DeviceError, StageError, Studio};

/// A studio of this size; nothing, and a word of why, where no driver is installed.
fn studio(width: u32, height: u32) -> Option<Studio> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    match Studio::open(width, height, move |media| folder.join(&media.name)) {
        Ok(studio) => Some(studio),
        Err(StageError::Device(DeviceError::NoAdapter(_))) => {
            writeln!(std::io::stderr(), "not tested: there is no Vulkan driver here").ok();
            None
        }
        Err(fault) => panic!("{fault}"),
    }
}
