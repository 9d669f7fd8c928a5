//! `sound latency`: how late recordings are, by beeps that are played and recorded.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_document::settings_folder;
use maquette_sound::{
    Alignment, BEEPS, Mix, MixClip, MixPlan, MixTrack, Output, Player, RATE, Recorder, Sound,
    beeps, beeps_found,
};
use serde_json::json;

use crate::console::{Outcome, say};
use crate::output;

/// How long a sound card may take to begin.
const PATIENCE: Duration = Duration::from_secs(5);

/// How far beeps may lie apart and still be one latency: 5 ms.
const APART: i64 = RATE as i64 / 200;

#[derive(Args, Debug)]
pub(crate) struct Latency {
    /// What to record from, by its id or a part of its name [default: what the system has chosen].
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Latency) -> Result<Outcome> {
    let folder = std::env::temp_dir().join(format!("maquette-latency-{}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("failed to make a folder: {folder:?}"))?;
    let measured = measured(words, &folder.join("beeps.wav"));
    if let Err(fault) = std::fs::remove_dir_all(&folder) {
        tracing::debug!("{folder:?} was not removed: {fault}");
    }
    let (found, key) = measured?;
    let (late, apart) = settled(&found)?;
    let mut kept = Kept::load();
    kept.latency.insert(key.clone(), late);
    kept.save()?;
    let milliseconds = late as f64 * 1000.0 / f64::from(RATE);
    if words.json {
        let told = json!({
            "device": key, "samples": late, "milliseconds": milliseconds, "apart": apart,
            "beeps": found,
        });
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        say(&format!(
            "{key}: recordings come {late} samples late ({milliseconds:.1} ms), by {} beeps that lie \
                      {apart} samples apart at most; from now on that is taken off",
            found.len()
        ));
    }
    Ok(Outcome::Done)
}

/// The lateness of each beep, beyond what the devices say of themselves; and what it is kept as.
fn measured(words: &Latency, path: &std::path::Path) -> Result<(Vec<i64>, String)> {
    let sound = Arc::new(Sound::from(beeps()));
    let length = sound.frames() as i64;
    let clip = MixClip { sound, length, ..MixClip::default() };
    let tracks = vec![MixTrack::default()];
    let plan = MixPlan {
        length: length + i64::from(RATE),
        tracks,
        clips: vec![clip],
        ..MixPlan::default()
    };
    let mut player = Player::open(Arc::new(Mix::new(&plan)));
    if let Output::Silent { why } = opened(&player) {
        bail!("the beeps cannot be played: {why}");
    }
    let recorder = Recorder::start(words.device.as_deref(), path)?;
    let key = key_of(recorder.device());
    let mut alignment = Alignment::default();
    let began = Instant::now();
    while recorder.place().is_none() {
        if PATIENCE < began.elapsed() {
            bail!("the microphone brings nothing");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    player.play();
    while player.is_playing() {
        std::thread::sleep(Duration::from_millis(20));
        look(&player, &recorder, 0, &mut alignment);
        if let Some(fault) = recorder.fault() {
            bail!("{fault}");
        }
    }
    recorder.finish();
    let head = alignment.head().context("the beeps were not played")?;
    let pcm = output::read_sound(path, "wav")?;
    let left = pcm.channels.first().context("nothing was recorded")?;
    Ok((beeps_found(left, -head), key))
}

/// Holds what is heard against what is at the microphone, once the film runs past `began`.
pub(super) fn look(player: &Player, recorder: &Recorder, began: i64, alignment: &mut Alignment) {
    let heard = player.heard();
    if let Some(place) = recorder.place()
        && player.is_playing()
        && began + 2_400 < heard
    {
        alignment.look(heard, place);
    }
}

/// Where the sound goes, once that is decided.
pub(super) fn opened(player: &Player) -> Output {
    let began = Instant::now();
    loop {
        match player.output() {
            Output::Opening if began.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            output => return output,
        }
    }
}

fn settled(found: &[i64]) -> Result<(i64, i64)> {
    let mut sorted = found.to_vec();
    sorted.sort_unstable();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        bail!(
            "no beep was heard: put the microphone before the loudspeaker, or a cable from the output to the input, \
             and turn it up"
        );
    };
    if sorted.len() < 3 {
        bail!("only {} of {} beeps were heard; turn it up", sorted.len(), BEEPS.len());
    }
    if APART < last - first {
        bail!(
            "the beeps came back at different times ({first} to {last} samples); is the machine busy?"
        );
    }
    Ok((sorted[sorted.len() / 2], last - first))
}

/// What is known of the devices of this machine.
#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// Samples at 48 kHz by which recordings from a device come late.
    latency: BTreeMap<String, i64>,
}

impl Kept {
    /// Nothing, where there is nothing that can be read.
    pub(super) fn load() -> Self {
        let read = Self::path().and_then(|path| std::fs::read(path).ok());
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// By how many samples recordings from `device` come late; 0 where nobody has measured.
    pub(super) fn latency_of(&self, device: &str) -> i64 {
        self.latency.get(&key_of(device)).map_or(0, |late| (*late).clamp(-96_000, 96_000))
    }

    fn save(&self) -> Result<()> {
        let path = Self::path().context("there is no home folder; set MAQUETTE_CONFIG")?;
        let write = || format!("failed to keep the latency: {path:?}");
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(write)?;
        }
        let part = path.with_extension("part");
        std::fs::write(&part, serde_json::to_vec_pretty(self)?).with_context(write)?;
        std::fs::rename(&part, &path).with_context(write)
    }

    fn path() -> Option<PathBuf> {
        Some(settings_folder()?.join("sound.json"))
    }
}

fn key_of(device: &str) -> String {
    device.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_beeps_counts_and_a_restless_machine_does_not() {
        assert_eq!(settled(&[10, 12, 11, 500 - 400, 12]).ok(), Some((12, 90)));
        assert!(settled(&[]).is_err() && settled(&[5, 5]).is_err());
        assert!(settled(&[0, 0, 1000]).is_err());
    }
}
