//! `sound master`: a sound file brought to a loudness under a ceiling.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_document::{Bus, Mastering};
use maquette_sound::{Depth, MixClip, MixPlan, MixTrack, Pcm, RATE, Sound, bake, trimmed};
use serde_json::json;

use super::chain::Chain;
use super::meter::{json_of, tell, tell_gains};
use super::written;
use crate::console::{Bar, Outcome, note, say, stop};
use crate::output::read_sound;

/// What one channel lies under two that are the same, in LU.
const MONO: f32 = 3.010_3;

#[derive(Args, Debug)]
pub(crate) struct Master {
    /// The sound.
    file: PathBuf,
    /// The WAV to write.
    #[arg(short, long, value_name = "F.wav")]
    out: PathBuf,
    #[command(flatten)]
    chain: Chain,
    /// Take the silence off before and after.
    #[arg(long)]
    trim: bool,
    /// Bits a sample: 16, 24, or 32 for floats [default: 24; 32 where nothing is changed].
    #[arg(long, value_parser = parse_bits)]
    bits: Option<Depth>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

fn parse_bits(text: &str) -> Result<Depth, String> {
    match text {
        "16" => Ok(Depth::I16),
        "24" => Ok(Depth::I24),
        "32" => Ok(Depth::F32),
        _ => Err("there are 16, 24 and 32".into()),
    }
}

pub(crate) fn run(words: &Master) -> Result<Outcome> {
    written::check(&words.out)?;
    let extension = words.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut pcm = read_sound(&words.file, &extension)?;
    if words.trim {
        trim(&mut pcm)?;
    }
    let channels = pcm.channels.len().clamp(1, 2) as u16;
    let mastering = words.chain.over(Mastering::film());
    let plain = mastering == Mastering::raw();
    let plan = plan(pcm, mastering);
    let mut bar = Bar::new("master");
    let baked = bake(&plan, &mut |share| bar.show((share * 100.0) as i64, 100), stop())
        .context("the sound was not mastered")?;
    let depth = words.bits.unwrap_or(if plain { Depth::F32 } else { Depth::I24 });
    let measures = written::write(&baked.mix, channels, depth, &words.out)?;
    let report = baked.report;
    if words.json {
        let told = json!({
            "made": words.out, "measures": json_of(&measures), "gain": report.gain,
            "limited": report.limited, "compressed": report.compressed,
            "problems": report.problems,
        });
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    say(&format!("made {}", words.out.display()));
    tell(&measures);
    tell_gains(&report);
    report.problems.iter().for_each(|problem| note(problem));
    Ok(Outcome::Done)
}

fn trim(pcm: &mut Pcm) -> Result<()> {
    let kept = trimmed(pcm);
    if kept.is_empty() {
        bail!("there is nothing but silence in this sound");
    }
    let seconds = |frames: usize| frames as f64 / f64::from(RATE);
    note(&format!(
        "{:.2} s of silence are taken off before, {:.2} s after",
        seconds(kept.start),
        seconds(pcm.frames() - kept.end)
    ));
    for channel in &mut pcm.channels {
        channel.truncate(kept.end);
        channel.drain(..kept.start);
    }
    Ok(())
}

/// The sound as a film of one clip. One channel is heard on both sides, which is louder by [`MONO`].
fn plan(mut pcm: Pcm, mut mastering: Mastering) -> MixPlan {
    if let [mono] = pcm.channels.as_slice() {
        pcm.channels = vec![mono.clone(), mono.clone()];
        mastering.loudness = mastering.loudness.map(|loudness| loudness + MONO);
    }
    let length = pcm.frames() as i64;
    let clip = MixClip { sound: Arc::new(Sound::from(pcm)), length, ..MixClip::default() };
    // Nothing is ducked in a file.
    let track = MixTrack { bus: Bus::Effects, ..MixTrack::default() };
    MixPlan { length, tracks: vec![track], clips: vec![clip], mastering, ..MixPlan::default() }
}
