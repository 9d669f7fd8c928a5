//! What music is asked for.

use std::collections::BTreeMap;

use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use super::{Instruments, Key, Mood};

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
    pub meter: Meter,
    /// How much music where no spot says: 0 none to 1 all of it.
    pub intensity: f32,
    /// What rises, falls and stops when, over what the spots ask for; the later ones hold.
    pub moves: Vec<Move>,
    pub ending: Ending,
    pub instruments: Instruments,
    /// How drums are played; nothing: as the mood asks.
    pub groove: Option<Groove>,
    /// Parts that play the same piece another way, each by a number of its own; 0 is the first way. No other
    /// part changes by it.
    pub vary: BTreeMap<Part, u32>,
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
            meter: Meter::default(),
            intensity: 0.5,
            moves: Vec::new(),
            ending: Ending::AsFits,
            instruments: Instruments::default(),
            groove: None,
            vary: BTreeMap::new(),
        }
    }
}

/// Beats a minute, 30 to 240.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tempo {
    /// As the mood has it, and so that the scenes fall well.
    #[default]
    Free,
    /// Within 3 %, so that bars begin where scenes do.
    About(f32),
    /// Exactly: a bar is made shorter or longer by beats, or its last beat is held, so that scenes begin bars.
    Exact(f32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drums {
    /// Soft ones, where the scene is agitated.
    #[default]
    AsFits,
    Never,
    /// Wherever there is music enough.
    Always,
}

/// How beats are counted: in fours, in threes, in twos of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Of a bar, 2 to 7. The tempo counts these.
    pub beats: u8,
    /// Whether a beat has three eighths, as in 6/8, and not two.
    pub compound: bool,
}

impl Default for Meter {
    fn default() -> Self {
        Self { beats: 4, compound: false }
    }
}

impl Meter {
    /// `3/4`, `6/8`: from 2/4 to 7/4, and 6/8, 9/8 and 12/8.
    pub fn of(over: u32, under: u32) -> Option<Self> {
        match (over, under) {
            (2..=7, 4) => Some(Self { beats: over as u8, compound: false }),
            (6 | 9 | 12, 8) => Some(Self { beats: over as u8 / 3, compound: true }),
            _ => None,
        }
    }

    /// Eighths of a beat.
    pub(crate) fn division(self) -> usize {
        if self.compound { 3 } else { 2 }
    }

    /// In its range.
    pub(crate) fn sane(self) -> Self {
        let most = if self.compound { 4 } else { 7 };
        Self { beats: self.beats.clamp(2, most), compound: self.compound }
    }
}

impl std::fmt::Display for Meter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.compound {
            write!(f, "{}/8", 3 * u32::from(self.beats))
        } else {
            write!(f, "{}/4", self.beats)
        }
    }
}

/// What the music does from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    pub shape: Shape,
    pub from: Flicks,
    /// What comes at the end of a build is there from here on.
    pub to: Flicks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// From little to all, and stays up.
    Build,
    /// From what there is to nearly nothing, and stays down.
    Fade,
    Quiet,
    Full,
    /// Nothing but what rings.
    Stop,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    #[default]
    AsFits,
    /// Sinks over its last fifth.
    Soft,
    /// Rises to the last chord.
    Big,
    /// The last chord is short.
    Hard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Groove {
    /// A low skin, ticks and brushes.
    Soft,
    /// Large drums, in patterns.
    Cinematic,
    /// A beat on every beat.
    Electronic,
    /// Kick, snare and hats.
    Rock,
    /// Brushes, long and short.
    Swing,
    /// A snare that walks.
    March,
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
    #[error("the notes do not fit in a MIDI file: {why}")]
    Midi { why: &'static str },
}

/// What is heard by itself, with its own share of the hall: the mix is the sum of all, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Pad,
    Strings,
    Brass,
    Bass,
    /// Broken chords and repeated notes: a piano, a harp, short bows.
    Figures,
    Melody,
    /// Drums, ticks and swells.
    Drums,
}

impl Part {
    pub const ALL: [Self; 7] = [
        Self::Pad,
        Self::Strings,
        Self::Brass,
        Self::Bass,
        Self::Figures,
        Self::Melody,
        Self::Drums,
    ];

    /// As a stem is named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pad => "pad",
            Self::Strings => "strings",
            Self::Brass => "brass",
            Self::Bass => "bass",
            Self::Figures => "figures",
            Self::Melody => "melody",
            Self::Drums => "drums",
        }
    }
}

impl std::str::FromStr for Part {
    type Err = NotAPart;

    fn from_str(text: &str) -> Result<Self, NotAPart> {
        let named = Self::ALL.into_iter().find(|part| part.name() == text.trim());
        named.ok_or_else(|| NotAPart(text.chars().take(40).collect()))
    }
}

/// The text names no part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a part: {0:?}; use pad, strings, brass, bass, figures, melody or drums")]
pub struct NotAPart(String);
