//! The embedded voice: words to sounds to a throat of resonances. A robot, and it sounds like one.

mod colour;
mod duration;
mod pitch;
mod plan;
mod score;
mod targets;
mod throat;

use std::sync::atomic::{AtomicBool, Ordering};

use maquette_document::Voice;
use maquette_time::Flicks;

use self::colour::Colour;
use self::pitch::Tune;
use self::plan::{Segment, plan};
use self::score::Score;
use self::throat::{RATE, STEP, Throat};
use super::{Engine, Heard, Phone, VoiceError};
use crate::g2p::spelled;

/// The voice inside Maquette: English, needs nothing, the same bytes on every machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

/// Counts up when the same line comes out otherwise.
const VERSION: u32 = 1;
/// Half an hour: nothing goes on for longer.
const MOST_SECONDS: f64 = 1_800.0;

impl Engine for Embedded {
    fn name(&self) -> &'static str {
        "embedded"
    }

    fn version(&self) -> String {
        VERSION.to_string()
    }

    fn terms(&self) -> &'static str {
        "made by Maquette itself; what it speaks is yours"
    }

    fn is_portable(&self) -> bool {
        true
    }

    fn say(&self, voice: &Voice, words: &str, cancel: &AtomicBool) -> Result<Heard, VoiceError> {
        let (line, lost) = spelled(words);
        let notice = notice(&voice.name, lost);
        let colour = Colour::of(voice);
        let (segments, phrases) = plan(&line, colour.pace * PACE);
        if segments.is_empty() {
            return Ok(Heard { rate: RATE, notice, ..Heard::default() });
        }
        let starts = starts(&segments);
        let tune = Tune::of(&segments, &phrases, &starts);
        let score = Score::of(&segments, &starts);
        let seed = blake3::hash(words.as_bytes())
            .as_bytes()
            .iter()
            .take(8)
            .fold(0, |seed, byte| seed << 8 | u64::from(*byte));
        let mut throat = Throat::of(colour, seed);
        let end = starts.last().copied().unwrap_or_default().min(MOST_SECONDS);
        let mut samples = Vec::with_capacity((end * f64::from(RATE)) as usize + STEP);
        let mut at = 0;
        while (samples.len() as f64) < end * f64::from(RATE) {
            let time = samples.len() as f64 / f64::from(RATE);
            let moved = segments.len() - 1 - at;
            at += starts[at + 1..].iter().take(moved).take_while(|start| **start <= time).count();
            if samples.len().is_multiple_of(STEP * 64) && cancel.load(Ordering::Relaxed) {
                return Err(VoiceError::Cancelled);
            }
            let hertz = colour.pitch * libm::exp2(tune.at(time) * colour.range / 12.0);
            throat.perform(&score.instant(at, time), hertz.clamp(50.0, 600.0), &mut samples);
        }
        let phones = phones(&segments, &starts, samples.len());
        Ok(Heard { rate: RATE, samples, phones, notice })
    }
}

/// The sounds of `words` and about how many seconds each lasts, pauses as `SIL`.
pub(crate) fn guessed(words: &str) -> Vec<(&'static str, f64)> {
    let (segments, _) = plan(&spelled(words).0, 1.0);
    segments
        .iter()
        .map(|one| (one.phoneme.map_or("SIL", |phoneme| phoneme.name()), one.seconds))
        .collect()
}

/// Of all lengths, so that 165 words a minute are that.
const PACE: f64 = 1.0;

/// Seconds at which each segment starts, and the end of the last.
fn starts(segments: &[Segment]) -> Vec<f64> {
    let mut starts = Vec::with_capacity(segments.len() + 1);
    let mut at = 0.0;
    for segment in segments {
        starts.push(at);
        at += segment.seconds;
    }
    starts.push(at);
    starts
}

/// The sounds with their times; the last lasts until the last of `samples`.
fn phones(segments: &[Segment], starts: &[f64], samples: usize) -> Vec<Phone> {
    let place = |seconds: f64| {
        let sample = libm::round(seconds * f64::from(RATE)) as i64;
        Flicks::from_samples(sample.min(samples as i64), RATE)
    };
    let whole = Flicks::from_samples(samples as i64, RATE);
    let one = |(at, segment): (usize, &Segment)| {
        let start = place(starts[at]);
        let end = if at + 1 == segments.len() { whole } else { place(starts[at + 1]) };
        Phone {
            name: segment.phoneme.map_or("SIL", |phoneme| phoneme.name()),
            start,
            length: end - start,
        }
    };
    segments.iter().enumerate().map(one).collect()
}

/// What has to be told of a line in another language, or in letters that have no sounds here.
fn notice(voice: &str, lost: usize) -> Option<String> {
    let tongue = super::language::primary(voice);
    if 0 < lost {
        Some("the embedded voice reads Latin letters only: lines in others are silence of their estimated length".into())
    } else if tongue != "en" {
        Some(format!(
            "the embedded voice knows English only: it reads {tongue:?} as if it were English"
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
