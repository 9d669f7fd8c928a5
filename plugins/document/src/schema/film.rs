//! The film, its scenes and the script they come from.

use bevy_ecs::component::Component;
use maquette_time::FrameRate;
use serde::{Deserialize, Serialize};

use super::Mastering;
use crate::{Direction, Id};

/// The film itself: one a project, always [`Id::FILM`].
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Film {
    pub name: String,
    pub rate: FrameRate,
    /// Pixels of a delivered frame; both even, 16 to 8192.
    pub width: u32,
    pub height: u32,
    /// What the picture is framed for; the rest of the frame is black.
    pub aspect: Aspect,
    /// What everything generated is hashed with.
    pub seed: u32,
    /// The language of the script, as a tag such as `en` or `fr`.
    pub language: String,
    /// Title page, in order: key and value.
    pub title: Vec<(String, String)>,
    /// How its sound is finished.
    pub mastering: Mastering,
    /// Words that voices would say wrongly, in order: as written, and as said, either spelled otherwise or as
    /// sounds of the International Phonetic Alphabet between slashes.
    pub says: Vec<(String, String)>,
}

impl Default for Film {
    fn default() -> Self {
        Self {
            name: String::new(),
            rate: FrameRate::FILM,
            width: 1280,
            height: 720,
            aspect: Aspect::WIDE,
            seed: 0,
            language: "en".into(),
            title: Vec::new(),
            mastering: Mastering::default(),
            says: Vec::new(),
        }
    }
}

/// Width over height of the picture, as a fraction such as 239/100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    pub width: u32,
    pub height: u32,
}

impl Aspect {
    pub const WIDE: Self = Self { width: 16, height: 9 };

    pub fn ratio(self) -> f32 {
        self.width as f32 / self.height.max(1) as f32
    }
}

/// Scenes that belong together.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sequence {
    pub name: String,
}

/// What a scene heading opens.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scene {
    pub sequence: Id,
    /// The heading as written, without markup: `INT. LAMP ROOM - NIGHT`.
    pub heading: String,
    /// The paragraph that it is.
    pub paragraph: Id,
    /// The scene's own number, if the script gives one.
    pub number: String,
    pub place: String,
    pub setting: Setting,
    pub time: TimeOfDay,
    pub weather: Weather,
    pub set: Id,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    #[default]
    Interior,
    Exterior,
    Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeOfDay {
    Dawn,
    #[default]
    Day,
    Dusk,
    Night,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weather {
    #[default]
    Clear,
    Rain,
    Fog,
    Snow,
}

/// A paragraph of the script. All of them in order, their `source` joined, are the script to the byte.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paragraph {
    pub kind: ParagraphKind,
    /// The bytes of the script from here to the next paragraph, blank lines and all.
    pub source: String,
    /// What is read or said: no markup, no marks of syntax.
    pub text: String,
    /// Who speaks, for dialogue and parentheticals; upper case, without extensions such as (V.O.).
    pub character: String,
    /// How it is said, where a hand says so.
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    TitlePage,
    Heading,
    #[default]
    Action,
    Character,
    Dialogue,
    Parenthetical,
    Lyrics,
    Transition,
    Centered,
    Note,
    Boneyard,
    Section,
    Synopsis,
    PageBreak,
    /// White space before the first element.
    Blank,
}
