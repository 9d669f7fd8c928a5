//! `sound mix`: the mix of a film as a WAV, and what it measures.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use maquette_document::{Bus, Clip, Id, Paragraph, film as film_of, get};
use maquette_sound::Depth;
use serde_json::json;

use super::chain::Chain;
use super::meter::{json_of, tell, tell_gains};
use super::written;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::output;

#[derive(Args, Debug)]
pub(crate) struct Mix {
    film: PathBuf,
    /// The WAV to write.
    #[arg(short, long, value_name = "F.wav")]
    out: PathBuf,
    /// One bus alone, with the gains that it has in the whole.
    #[arg(long, value_enum)]
    bus: Option<BusName>,
    #[command(flatten)]
    chain: Chain,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum BusName {
    Dialogue,
    Music,
    Effects,
}

pub(crate) fn run(words: &Mix) -> Result<Outcome> {
    written::check(&words.out)?;
    let open = OpenFilm::open_to_read(&words.film)?;
    let mastering = words.chain.over(film_of(&open.world).mastering.clone());
    let baked = output::mix_as(&open.world, open.document.media(), mastering)?;
    let mix = match words.bus {
        None => baked.mix,
        Some(BusName::Dialogue) => baked.mix.only(Bus::Dialogue),
        Some(BusName::Music) => baked.mix.only(Bus::Music),
        Some(BusName::Effects) => baked.mix.only(Bus::Effects),
    };
    let measures = written::write(&mix, 2, Depth::I24, &words.out)?;
    if words.json {
        let told = json!({
            "made": words.out, "measures": json_of(&measures), "mix": baked.report,
        });
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    say(&format!("made {}", words.out.display()));
    tell(&measures);
    tell_gains(&baked.report);
    for line in &baked.report.lines {
        let over =
            line.over_music.map_or_else(String::new, |lu| format!(", {lu:.1} LU over music"));
        let text = text_of(&open, line.clip);
        say(&format!("{:>7.2} s  {:.1} LUFS{over}  {text}", line.start.seconds(), line.loudness));
    }
    baked.report.problems.iter().for_each(|problem| note(problem));
    Ok(Outcome::Done)
}

/// What is said in a clip, so far as it fits beside its numbers.
fn text_of(open: &OpenFilm, clip: Id) -> String {
    let line = get::<Clip>(&open.world, clip).map(|clip| clip.line);
    let text = line.and_then(|line| get::<Paragraph>(&open.world, line)).map(|p| p.text.as_str());
    text.unwrap_or_default().chars().take(60).collect()
}
