//! What is heard.

use bevy_ecs::component::Component;
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::Id;

/// A lane of sound.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Track {
    pub name: String,
    pub bus: Bus,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub mute: bool,
    pub solo: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bus {
    #[default]
    Dialogue,
    Music,
    Effects,
}

/// A piece of sound on a track.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clip {
    pub track: Id,
    /// [`Id::NONE`] where the voice that should speak is missing: silence as long as it would have been.
    pub media: Id,
    /// The shot that it goes with; [`Id::NONE`] for the film.
    pub shot: Id,
    /// From the head of that shot, or of the film. May be negative: a line that leads its picture.
    pub at: Flicks,
    /// Left out at the head of the medium.
    pub skip: Flicks,
    pub length: Flicks,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub fade_in: Flicks,
    pub fade_out: Flicks,
    /// The paragraph that is spoken, and by which figure.
    pub line: Id,
    pub figure: Id,
    /// How far the mouth opens, a hex digit for each 40 ms of `length`.
    pub mouth: String,
    /// The take that made it.
    pub take: Id,
}

/// How a character speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// Language and variant as the engine names it, such as `en-gb+f3`.
    pub name: String,
    /// 0 to 99; 50 is the voice's own.
    pub pitch: u8,
    /// Words a minute.
    pub speed: u16,
}

/// How one line is said, where a hand says so. What is not set is as the script asks for, or as its speaker
/// always speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Direction {
    /// Percent of the speaker's own pace: 100 is as fast, 50 half as fast; 25 to 400.
    pub pace: Option<u16>,
    /// Steps of [`Voice::pitch`] higher or lower: -50 to 50.
    pub pitch: Option<i8>,
    /// Decibels louder or softer: -24 to 12.
    pub gain: Option<i8>,
    /// Silence before the first word, up to ten seconds.
    pub pause: Option<Flicks>,
    /// Said without the voice, or with it although the script whispers.
    pub whisper: Option<bool>,
}

impl Default for Voice {
    fn default() -> Self {
        Self { name: "en".into(), pitch: 50, speed: 165 }
    }
}
