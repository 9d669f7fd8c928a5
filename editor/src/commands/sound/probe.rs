//! `sound probe`: the player alone, for `tools/check_sound.py` to measure from outside. Not for people.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use clap::{Args, ValueEnum};
use maquette_sound::{Mix, MixClip, MixPlan, MixTrack, Output, Pcm, Player, RATE, Sound};
use serde_json::json;

use super::latency::opened;
use crate::console::{Outcome, say};

/// An hour.
const LENGTH: i64 = 3600 * RATE as i64;

/// Places that are gone to, of each kind.
const PLACES: i64 = 100;

/// Samples from one place to the next: 20 s.
const APART: i64 = 20 * RATE as i64;

#[derive(Args, Debug)]
pub(crate) struct Probe {
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Go to a hundred places while it plays and to a hundred by scrubbing, and say when each was asked for.
    Seeks,
    /// Play, and say fifty times a second where it is and whether it is heard.
    Watch,
}

pub(crate) fn run(words: &Probe) -> Result<Outcome> {
    let mut player = Player::open(Arc::new(clicks()));
    opened(&player);
    match words.what {
        What::Seeks => seeks(&mut player),
        What::Watch => watch(&mut player),
    }
    Ok(Outcome::Done)
}

/// A tone of 30 ms at each place, silence between.
fn clicks() -> Mix {
    let tone = (0..1440).map(|n| if n / 24 % 2 == 0 { 0.5 } else { -0.5 }).collect();
    let sound = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![tone] }));
    let clip = |n: i64| MixClip {
        sound: sound.clone(),
        start: n * APART,
        length: 1440,
        ..MixClip::default()
    };
    let clips = (1..=PLACES).map(clip).collect();
    Mix::new(&MixPlan {
        length: LENGTH,
        tracks: vec![MixTrack::default()],
        clips,
        ..MixPlan::default()
    })
}

fn seeks(player: &mut Player) {
    for kind in ["seek", "scrub"] {
        if kind == "seek" {
            player.play()
        } else {
            player.pause()
        }
        std::thread::sleep(Duration::from_millis(500));
        for n in 1..=PLACES {
            // Scattered, so that requests fall anywhere between two calls of the card.
            let place = (n * 37) % PLACES + 1;
            std::thread::sleep(Duration::from_micros(230_000 + (n as u64 * 7919) % 21_000));
            let at = now();
            if kind == "seek" {
                player.seek(place * APART)
            } else {
                player.scrub(place * APART)
            }
            say(&json!({ "kind": kind, "at": at }).to_string());
        }
    }
    std::thread::sleep(Duration::from_millis(500));
}

fn watch(player: &mut Player) {
    player.play();
    while player.is_playing() {
        let silent = match player.output() {
            Output::Silent { why } => Some(why),
            Output::Opening | Output::Card { .. } | Output::Captured => None,
        };
        let (at, position) = (now(), player.position());
        say(&json!({ "at": at, "position": position, "silent": silent }).to_string());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
