//! What music is asked for.

use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use super::{Key, Mood};

/// A cue to be composed to picture. The same request gives the same samples on every machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MusicRequest {
    /// How long it is, to the sample at 48 kHz. At most six hours.
    pub length: Flicks,
    /// Of the whole: decides key and tempo, and holds where no spot says otherwise.
    pub mood: Mood,
    pub tempo: Tempo,
    /// Nothing: as the mood and the seed will.
    pub key: Option<Key>,
    pub seed: u32,
    /// What the picture asks for from each place on, in order of time: a scene each.
    pub spots: Vec<Spot>,
    /// Places that should be marked if they can be: a cut that tells, a door.
    pub hits: Vec<Flicks>,
    pub drums: Drums,
}

impl Default for MusicRequest {
    fn default() -> Self {
        Self {
            length: Flicks::SECOND * 60,
            mood: Mood::default(),
            tempo: Tempo::Free,
            key: None,
            seed: 0,
            spots: Vec::new(),
            hits: Vec::new(),
            drums: Drums::AsFits,
        }
    }
}

/// Beats a minute, 40 to 160.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tempo {
    /// As the mood has it, and so that the scenes fall well.
    #[default]
    Free,
    /// Within 3 %, so that bars begin where scenes do.
    About(f32),
    /// Exactly, wherever the scenes then fall.
    Exact(f32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drums {
    /// Soft ones, where the scene is agitated.
    #[default]
    AsFits,
    Never,
}

/// What the picture asks for from here to the next spot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub at: Flicks,
    pub mood: Mood,
    /// How much music: 0 none, 0.3 a little under words, 0.6 leads, 1 all of it.
    pub intensity: f32,
}

impl Spot {
    /// A scene that begins at `at`, by the words of its heading, action and dialogue.
    ///
    /// The more it stirs, the more music; never more than lets one talk.
    pub fn of_scene(at: Flicks, text: &str) -> Self {
        let mood = super::mood_of(text);
        let stir = 0.5 * mood.arousal + 0.35 * mood.valence.abs();
        Self { at, mood, intensity: (0.28 + 0.6 * stir).clamp(0.25, 0.85) }
    }
}

/// Why there is no music.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MusicError {
    #[error("music cannot be {seconds:.1} s long; the most is six hours, the least a frame")]
    Length { seconds: f64 },
}

/// What is heard by itself: the mix is the sum of all, in this order, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Pad,
    Strings,
    Bass,
    /// A felted piano, in figures.
    Keys,
    Melody,
    /// Drums, ticks and swells.
    Drums,
    /// The hall that all others are heard in.
    Hall,
}

impl Part {
    pub const ALL: [Self; 7] =
        [Self::Pad, Self::Strings, Self::Bass, Self::Keys, Self::Melody, Self::Drums, Self::Hall];

    /// As a stem is named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pad => "pad",
            Self::Strings => "strings",
            Self::Bass => "bass",
            Self::Keys => "keys",
            Self::Melody => "melody",
            Self::Drums => "drums",
            Self::Hall => "hall",
        }
    }
}
