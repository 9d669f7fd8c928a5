//! `sound meter`: how loud a file or a film is.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_sound::{Measures, Meter as SoundMeter, MixReport, RATE, db_from_gain, decode};
use serde_json::{Value, json};

use crate::console::{Bar, Outcome, note, say, stop};
use crate::film::OpenFilm;
use crate::output;

#[derive(Args, Debug)]
pub(crate) struct Meter {
    /// The sound to measure, or a film, as it is mastered.
    #[arg(value_name = "FILE|FILM")]
    file: PathBuf,
    /// For programs to read.
    #[arg(long)]
    json: bool,
    /// Write momentary and short-term loudness ten times a second.
    #[arg(long, value_name = "CSV")]
    over_time: Option<PathBuf>,
}

pub(crate) fn run(words: &Meter) -> Result<Outcome> {
    let meter = if words.file.is_dir() { of_film(&words.file)? } else { of_file(&words.file)? };
    let measures = meter.measures();
    if let Some(csv) = &words.over_time {
        write_readings(&meter, csv)
            .with_context(|| format!("failed to write loudness over time: {csv:?}"))?;
    }
    if words.json {
        say(&serde_json::to_string_pretty(&json_of(&measures))?);
    } else {
        tell(&measures);
    }
    Ok(Outcome::Done)
}

/// A file as it is, with its own rate and all its channels.
fn of_file(file: &Path) -> Result<SoundMeter> {
    let read = || format!("could not read the sound: {}", file.display());
    let bytes = std::fs::read(file).with_context(read)?;
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let pcm = decode(&bytes, &extension).with_context(read)?;
    drop(bytes);
    let mut meter = SoundMeter::new(pcm.rate, pcm.channels.len());
    let (frames, second) = (pcm.frames(), pcm.rate.max(1) as usize);
    let mut bar = Bar::new("meter");
    let mut block = Vec::with_capacity(second * pcm.channels.len());
    for start in (0..frames).step_by(second) {
        check_stop()?;
        block.clear();
        for n in start..frames.min(start + second) {
            block.extend(pcm.channels.iter().map(|channel| channel[n]));
        }
        meter.add(&block);
        bar.show(frames.min(start + second) as i64, frames as i64);
    }
    Ok(meter)
}

fn of_film(film: &Path) -> Result<SoundMeter> {
    let open = OpenFilm::open_to_read(film)?;
    let baked = output::mix(&open.world, open.document.media())?;
    baked.report.problems.iter().for_each(|problem| note(problem));
    let mut meter = SoundMeter::new(RATE, 2);
    let mut block = vec![[0.0; 2]; RATE as usize];
    for at in (0..baked.mix.length()).step_by(block.len()) {
        check_stop()?;
        let frames = &mut block[..(baked.mix.length() - at).min(i64::from(RATE)) as usize];
        baked.mix.render(at, frames);
        meter.add_stereo(frames);
    }
    Ok(meter)
}

fn check_stop() -> Result<()> {
    if stop().load(Ordering::Relaxed) {
        bail!("stopped");
    }
    Ok(())
}

fn write_readings(meter: &SoundMeter, csv: &Path) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(csv)?);
    let of = |value: Option<f32>| value.map_or_else(String::new, |value| format!("{value:.2}"));
    writeln!(out, "seconds,momentary_lufs,short_term_lufs")?;
    for reading in meter.readings() {
        let (momentary, short) = (of(reading.momentary), of(reading.short_term));
        writeln!(out, "{:.1},{momentary},{short}", reading.seconds)?;
    }
    Ok(out.flush()?)
}

/// Decibels of a height, or nothing for silence.
fn decibels(height: f32) -> Option<f32> {
    (height > 0.0).then(|| db_from_gain(f64::from(height)))
}

pub(super) fn json_of(measures: &Measures) -> Value {
    let channels: Vec<Value> = measures
        .channels
        .iter()
        .map(|one| {
            json!({
                "true_peak": decibels(one.true_peak), "sample_peak": decibels(one.sample_peak),
                "clipped": one.clipped, "offset": one.offset,
            })
        })
        .collect();
    json!({
        "integrated": measures.integrated, "range": measures.range,
        "momentary": measures.momentary, "short_term": measures.short_term,
        "true_peak": decibels(measures.true_peak), "correlation": measures.correlation,
        "channels": channels,
    })
}

/// What was done to reach it.
pub(super) fn tell_gains(report: &MixReport) {
    let taken = |decibels: f32| decibels.abs();
    say(&format!(
        "gain        {:+.1} dB; the compressor took {:.1} dB at most, the limiter {:.1}",
        report.gain,
        taken(report.compressed),
        taken(report.limited)
    ));
}

pub(super) fn tell(measures: &Measures) {
    let of = |value: Option<f32>, unit: &str| {
        value.map_or_else(|| "nothing to measure".to_owned(), |value| format!("{value:.1} {unit}"))
    };
    say(&format!("integrated  {}", of(measures.integrated, "LUFS")));
    say(&format!("range       {}", of(measures.range, "LU")));
    say(&format!("momentary   {} at most", of(measures.momentary, "LUFS")));
    say(&format!("short-term  {} at most", of(measures.short_term, "LUFS")));
    say(&format!("true peak   {}", of(decibels(measures.true_peak), "dBTP")));
    let clipped: u64 = measures.channels.iter().map(|one| one.clipped).sum();
    if 0 < clipped {
        say(&format!("clipped     {clipped} times"));
    }
    let offset = measures.channels.iter().map(|one| one.offset.abs()).fold(0.0, f32::max);
    if 0.001 < offset {
        say(&format!("offset      {:.1} % of full scale", offset * 100.0));
    }
    if let Some(correlation) = measures.correlation {
        let mono = if correlation < -0.1 { ": much of it is lost in mono" } else { "" };
        say(&format!("correlation {correlation:+.2}{mono}"));
    }
}
