//! `doctor`: what this machine can do.

use std::sync::Arc;

use anyhow::Result;
use maquette_render::Encoder;
use maquette_sound::{Mix, MixPlan, Output, Player};

use crate::backends::networks;
use crate::cli::Doctor;
use crate::commands::doctor_film;
use crate::console::{Outcome, say};

pub(crate) fn run(words: &Doctor) -> Result<Outcome> {
    match &words.film {
        Some(film) => doctor_film::run(film, words),
        None => machine(),
    }
}

fn machine() -> Result<Outcome> {
    let mut lacking = 0;
    let mut row = |what: &str, found: Result<String, String>| {
        let (mark, text) = match found {
            Ok(text) => ("found  ", text),
            Err(text) => {
                lacking += 1;
                ("missing", text)
            }
        };
        say(&format!("{what:<10} {mark}  {text}"));
    };
    row(
        "graphics",
        maquette_stage::Gpu::open().map(|gpu| gpu.name).map_err(|error| error.to_string()),
    );
    let (encoder, why) = Encoder::choose();
    row(
        "encoder",
        why.map_or_else(
            || Ok(encoder.name()),
            |why| Err(format!("{why}; {} stands in", encoder.name())),
        ),
    );
    row(
        "voice",
        maquette_voice::Espeak::probe()
            .map(|espeak| maquette_voice::Engine::version(&espeak))
            .map_err(|error| error.to_string()),
    );
    row(
        "voice",
        Ok(format!(
            "embedded {}, a robot",
            maquette_voice::Engine::version(&maquette_voice::Embedded)
        )),
    );
    row("sound", sound_card());
    networks_found();
    Ok(if lacking == 0 { Outcome::Done } else { Outcome::Found })
}

/// Voices of Piper and Kokoro. None of them comes with Maquette, so that none is missing.
fn networks_found() {
    let Ok(espeak) = maquette_voice::Espeak::probe() else { return };
    for found in networks(&espeak) {
        match found {
            Ok(engine) => {
                let voices = engine.voices();
                let first: Vec<&str> = voices.iter().take(6).map(String::as_str).collect();
                let more = if first.len() < voices.len() { ", …" } else { "" };
                say(&format!(
                    "{:<10} found    {} voices: {}{more}",
                    engine.name(),
                    voices.len(),
                    first.join(", ")
                ));
            }
            Err(fault) => say(&format!("{:<10} broken   {fault}", "voices")),
        }
    }
}

/// The sound card that films are played on.
fn sound_card() -> Result<String, String> {
    let player = Player::open(Arc::new(Mix::new(&MixPlan::default())));
    loop {
        match player.output() {
            Output::Opening => std::thread::yield_now(),
            Output::Card { name, rate } => return Ok(format!("{name}, {rate} Hz")),
            Output::Silent { why } => return Err(why),
            Output::Captured => return Err("it is captured".into()),
        }
    }
}
