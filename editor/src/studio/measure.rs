//! How well a film plays: frames shown, against those that were due by the clock of the sound.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use bevy_app::AppExit;
use bevy_ecs::prelude::*;
use maquette_playback::{Playhead, Sounding, Transport};
use maquette_sound::RATE;
use maquette_time::Frame;
use serde_json::json;

use super::background::Background;
use super::screen::Screen;
use crate::console::say;

/// A run of playing that is counted.
#[derive(Resource)]
pub(super) struct Measure {
    samples: i64,
    began: bool,
    updates: u64,
    last: Option<Frame>,
    shown: i64,
    /// Each frame as it came on screen, with seconds since 1970.
    frames: Vec<(i64, f64)>,
    log: Option<PathBuf>,
}

impl Measure {
    /// Of so many seconds; `log` gets a line for each frame shown.
    pub(super) fn new(seconds: u32, log: Option<PathBuf>) -> Self {
        let samples = i64::from(seconds.max(1)) * i64::from(RATE);
        Self { samples, began: false, updates: 0, last: None, shown: 0, frames: Vec::new(), log }
    }

    fn write_log(&self) {
        let Some(path) = &self.log else { return };
        let lines: String =
            self.frames.iter().map(|(frame, at)| format!("{frame},{at:.6}\n")).collect();
        if let Err(fault) = std::fs::write(path, lines) {
            tracing::warn!("the frames could not be written: {fault}");
        }
    }
}

/// Plays from the head once the sound is mixed, and ends with the figures.
pub(super) fn play(
    mut measure: ResMut<Measure>,
    background: Res<Background>,
    playhead: Res<Playhead>,
    sounding: Res<Sounding>,
    screen: Res<Screen>,
    mut transport: MessageWriter<Transport>,
    mut exit: MessageWriter<AppExit>,
) {
    if background.is_busy() {
        return;
    }
    if !measure.began {
        measure.began = true;
        transport.write(Transport::Play);
        return;
    }
    measure.updates += 1;
    if measure.last != Some(playhead.frame()) {
        measure.last = Some(playhead.frame());
        measure.shown += 1;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        measure.frames.push((playhead.frame().0, now.as_secs_f64()));
    }
    let heard = sounding.0.heard();
    if heard < measure.samples && (heard == 0 || playhead.is_playing()) {
        return;
    }
    let due = playhead.frame().0 + 1;
    let seconds = heard as f64 / f64::from(RATE);
    say(&json!({
        "seconds": seconds, "frames_due": due, "frames_shown": measure.shown,
        "dropouts": sounding.0.dropouts(),
        "window_updates_a_second": measure.updates as f64 / seconds, "pictures_dropped": screen.dropped(),
    }).to_string());
    measure.write_log();
    exit.write(AppExit::Success);
}
