//! How the sound of a film is finished.

use serde::{Deserialize, Serialize};

/// What is done to the sound of a film as a whole, in this order: the voices are evened out, the music goes
/// down under them, the sum is equalised, widened and evened out, brought to its loudness, and limited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mastering {
    /// Integrated loudness of the whole, in LUFS (EBU R 128); nothing leaves it as it is mixed.
    pub loudness: Option<f32>,
    /// The highest true peak, in dBTP; nothing limits nothing.
    pub ceiling: Option<f32>,
    /// How the music keeps out of the way of the dialogue; nothing leaves it at its faders.
    pub ducking: Option<Ducking>,
    /// Evens out what is said.
    pub voices: Option<Compressor>,
    /// At most [`Mastering::MOST_BANDS`], one after the other.
    pub equaliser: Vec<Band>,
    /// How wide the sum is: 0 mono, 1 as it is mixed, up to 2. What both sides share is never touched.
    pub width: f32,
    /// Evens out the sum.
    pub compressor: Option<Compressor>,
}

impl Mastering {
    pub const MOST_BANDS: usize = 8;

    /// For a screening, and for European television: EBU R 128.
    pub fn film() -> Self {
        Self {
            loudness: Some(-23.0),
            ceiling: Some(-1.0),
            ducking: Some(Ducking::default()),
            ..Self::raw()
        }
    }

    /// For American television: ATSC A/85.
    pub fn broadcast() -> Self {
        let voices = Some(Compressor { ratio: 2.0, ..Compressor::default() });
        Self { loudness: Some(-24.0), ceiling: Some(-2.0), voices, ..Self::film() }
    }

    /// For a page that plays at -14 LUFS on small loudspeakers: no rumble, voices to the front, less range.
    pub fn web() -> Self {
        Self {
            loudness: Some(-14.0),
            voices: Some(Compressor::default()),
            equaliser: vec![Band { kind: BandKind::LowCut, hertz: 60.0, gain: 0.0, q: 0.71 }],
            compressor: Some(Compressor { threshold: 4.0, ratio: 2.0, ..Compressor::default() }),
            ..Self::film()
        }
    }

    /// Nothing is done: what is mixed is what is heard, to the bit.
    pub const fn raw() -> Self {
        Self {
            loudness: None,
            ceiling: None,
            ducking: None,
            voices: None,
            equaliser: Vec::new(),
            width: 1.0,
            compressor: None,
        }
    }

    /// The chains that have a name, for people to choose from.
    pub fn presets() -> [(&'static str, Self); 4] {
        [
            ("film", Self::film()),
            ("web", Self::web()),
            ("broadcast", Self::broadcast()),
            ("raw", Self::raw()),
        ]
    }
}

impl Default for Mastering {
    fn default() -> Self {
        Self::film()
    }
}

/// Music under dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ducking {
    /// How far the music lies under the dialogue where nobody speaks, in LU.
    pub bed: f32,
    /// How far it is held under a line, in LU.
    pub under: f32,
    /// Seconds in which it goes down; it is down when the word begins.
    pub attack: f32,
    /// Seconds in which it comes back.
    pub release: f32,
}

impl Default for Ducking {
    fn default() -> Self {
        Self { bed: 8.0, under: 16.0, attack: 0.2, release: 0.6 }
    }
}

/// Turns down what is louder than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Compressor {
    /// Where it begins, in LU over the loudness of the whole: so it does the same to a quiet recording.
    pub threshold: f32,
    /// How many LU over the threshold become one; from 1 up.
    pub ratio: f32,
    /// LU over which it sets in softly, around the threshold.
    pub knee: f32,
    /// Seconds in which it goes down by 63 %.
    pub attack: f32,
    /// Seconds in which it comes back by 63 %.
    pub release: f32,
}

impl Default for Compressor {
    fn default() -> Self {
        Self { threshold: 0.0, ratio: 3.0, knee: 6.0, attack: 0.01, release: 0.2 }
    }
}

/// One band of an equaliser.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Band {
    pub kind: BandKind,
    /// The corner, or the middle of a bell: 10 to 20,000 Hz.
    pub hertz: f32,
    /// Decibels, -24 to 24; a cut has none.
    pub gain: f32,
    /// How narrow: 0.1 to 10. A cut or a shelf of 0.71 has no hump.
    pub q: f32,
}

impl Default for Band {
    fn default() -> Self {
        Self { kind: BandKind::Bell, hertz: 1000.0, gain: 0.0, q: 0.71 }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandKind {
    /// Keeps what is above, 12 dB an octave.
    LowCut,
    /// Keeps what is below.
    HighCut,
    LowShelf,
    HighShelf,
    #[default]
    Bell,
}
