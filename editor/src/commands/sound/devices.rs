//! `sound devices`: what this machine plays on and records from.

use anyhow::Result;
use clap::Args;
use maquette_sound::{SoundDevice, sound_devices};
use serde_json::json;

use crate::console::{Outcome, say};

#[derive(Args, Debug)]
pub(crate) struct Devices {
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Devices) -> Result<Outcome> {
    let devices = sound_devices();
    if words.json {
        let told: Vec<_> = devices.iter().map(row).collect();
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        for device in &devices {
            let does = match (device.plays, device.records) {
                (true, true) => "plays, records",
                (true, false) => "plays",
                (false, true) => "records",
                (false, false) => "neither",
            };
            say(&format!("{does:<15} {}  ({})", device.name, device.id));
        }
        if devices.is_empty() {
            say("this machine has no sound devices");
        }
    }
    Ok(if devices.is_empty() { Outcome::Found } else { Outcome::Done })
}

fn row(device: &SoundDevice) -> serde_json::Value {
    json!({
        "id": device.id, "name": device.name, "plays": device.plays, "records": device.records,
    })
}
