//! `doctor`: what this machine can do, or whether all of a film is sound.

use std::sync::Arc;

use anyhow::Result;
use maquette_document::{Media, all};
use maquette_render::Encoder;
use maquette_sound::{Mix, MixPlan, Output, Player, voice};

use crate::cli::Doctor;
use crate::console::{Bar, Outcome, say};
use crate::film::OpenFilm;

pub(crate) fn run(words: &Doctor) -> Result<Outcome> {
    match &words.film {
        Some(film) => examine(&OpenFilm::open_to_read(film)?),
        None => machine(),
    }
}

/// Every medium against its hash; the journal was read when the film was opened.
fn examine(film: &OpenFilm) -> Result<Outcome> {
    let media = all::<Media>(&film.world);
    let mut bar = Bar::new("media");
    let mut faults = 0;
    for (index, (_, record)) in media.iter().enumerate() {
        if let Err(fault) = film.document.media().verify(record) {
            faults += 1;
            say(&format!("{}: {fault}", record.name));
        }
        bar.show(index as i64 + 1, media.len() as i64);
    }
    say(&format!("{} media checked, {faults} at fault", media.len()));
    Ok(if faults == 0 { Outcome::Done } else { Outcome::Found })
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
        voice::Espeak::probe()
            .map(|espeak| espeak.version().to_owned())
            .map_err(|error| error.to_string()),
    );
    row("sound", sound_card());
    Ok(if lacking == 0 { Outcome::Done } else { Outcome::Found })
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
