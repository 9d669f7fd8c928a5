//! The sound of a film as programs for sound know it: tracks of clips, tempo, markers.
//!
//! A [`Session`] is plain values, in samples at 48 kHz; [`rpp`] writes it for Reaper, [`dawproject`] for Bitwig, Studio One
//! and Cubase, [`tempo_midi`] as tempo and markers for all others. Sound files are named, never read, but to be packed.

mod dawproject;
mod midi;
mod rpp;
mod zip;

#[cfg(test)]
mod tests;

pub use dawproject::{DawprojectError, dawproject};
pub use midi::tempo_midi;
pub use rpp::rpp;

/// Samples a second of all places and lengths in a session.
pub const SESSION_RATE: u32 = 48_000;

/// What is to be opened in another program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub name: String,
    /// What stays the same from one export of the film to the next: names of tracks in files are hashed with it.
    pub seed: String,
    pub length: i64,
    pub tempo: TempoMap,
    pub markers: Vec<SessionMarker>,
    pub tracks: Vec<SessionTrack>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionMarker {
    pub at: i64,
    pub name: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionTrack {
    pub name: String,
    /// sRGB.
    pub color: [u8; 3],
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub mute: bool,
    pub solo: bool,
    pub clips: Vec<SessionClip>,
}

/// A stretch of a sound file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionClip {
    pub name: String,
    /// From the folder of the session, with `/` between names.
    pub file: String,
    pub channels: u16,
    /// Of the whole file.
    pub file_length: i64,
    /// Where it begins in the film.
    pub start: i64,
    /// Left out at the head of the file.
    pub skip: i64,
    pub length: i64,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub fade_in: i64,
    pub fade_out: i64,
}

/// Beats a minute over time, in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct TempoMap {
    /// Sample and tempo; the first at 0, in order.
    steps: Vec<(i64, f64)>,
}

impl Default for TempoMap {
    /// What programs take where nothing is said.
    fn default() -> Self {
        Self { steps: vec![(0, 120.0)] }
    }
}

impl TempoMap {
    /// Of steps in any order; the tempo of the first holds from the head on. What is out of 1 to 960 is left out.
    pub fn new(steps: impl IntoIterator<Item = (i64, f64)>) -> Self {
        let mut steps: Vec<(i64, f64)> =
            steps.into_iter().filter(|(_, tempo)| (1.0..=960.0).contains(tempo)).collect();
        steps.sort_by_key(|(at, _)| *at);
        steps.iter_mut().for_each(|(at, _)| *at = (*at).max(0));
        steps.dedup_by(|later, earlier| later.0 == earlier.0 || later.1 == earlier.1);
        match steps.first_mut() {
            Some(first) => first.0 = 0,
            None => return Self::default(),
        }
        Self { steps }
    }

    pub fn steps(&self) -> &[(i64, f64)] {
        &self.steps
    }

    /// Beats from the head to a sample.
    pub fn beats_at(&self, sample: i64) -> f64 {
        let ends = self.steps.iter().skip(1).map(|(at, _)| *at).chain([i64::MAX]);
        let beats = self.steps.iter().zip(ends).map(|((at, tempo), end)| {
            (sample.min(end) - at).max(0) as f64 * tempo / (60.0 * f64::from(SESSION_RATE))
        });
        beats.sum()
    }
}

fn seconds(samples: i64) -> f64 {
    samples as f64 / f64::from(SESSION_RATE)
}

/// A number as text: as many digits as a sample needs, none that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "" | "-0") { "0".into() } else { text.to_owned() }
}

/// The factor of `db` decibels.
fn gain(db: f32) -> f64 {
    if db.is_nan() {
        1.0
    } else {
        f64::from(bevy_math::ops::powf(10.0, db.clamp(-150.0, 24.0) / 20.0))
    }
}
