//! `sound meter`: how loud a file is.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use maquette_sound::{Decoded, LoudnessMeter, PeakMeter, db_from_gain, import};
use serde_json::json;

use crate::console::{Outcome, note, say};

/// What is measured at once: a second.
const BLOCK: usize = 48_000;

#[derive(Args, Debug)]
pub(crate) struct Meter {
    /// The sound to measure.
    file: PathBuf,
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Meter) -> Result<Outcome> {
    let read = || format!("could not read the sound: {}", words.file.display());
    let bytes = std::fs::read(&words.file).with_context(read)?;
    let extension = words.file.extension().unwrap_or_default().to_string_lossy();
    let Decoded { pcm, problems } = import(&bytes, &extension).with_context(read)?;
    problems.iter().for_each(|problem| note(problem));
    let (mut loudness, mut peak) = (LoudnessMeter::new(), PeakMeter::new());
    let channel = |n: usize| pcm.channels[n.min(pcm.channels.len() - 1)].as_slice();
    let (left, right) = (channel(0), channel(1));
    for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
        let block: Vec<[f32; 2]> = left.iter().zip(right).map(|(l, r)| [*l, *r]).collect();
        loudness.add(&block);
        peak.add(&block);
    }
    let (loudness, peak) = (loudness.loudness(), db_from_gain(f64::from(peak.peak())));
    if words.json {
        let told = json!({
            "integrated": loudness.integrated, "range": loudness.range, "true_peak": peak,
        });
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    let of = |value: Option<f32>, unit: &str| {
        value.map_or_else(|| "nothing to measure".to_owned(), |value| format!("{value:.1} {unit}"))
    };
    say(&format!("integrated  {}", of(loudness.integrated, "LUFS")));
    say(&format!("range       {}", of(loudness.range, "LU")));
    say(&format!("true peak   {peak:.1} dBTP"));
    Ok(Outcome::Done)
}
