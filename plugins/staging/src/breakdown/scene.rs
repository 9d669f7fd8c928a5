//! A scene, and the beats that it is told in.

use maquette_document::{PieceKind, Setting, TimeOfDay, Weather};
use maquette_script::Follows;
use maquette_voice::Delivery;

use super::deed::Thing;
use super::grammar::Act;

/// More people than this are not staged in one scene.
pub(crate) const MOST_PEOPLE: usize = 10;

/// A scene heading and what follows it, up to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneBreakdown {
    /// The paragraph of the heading; none for what stands before the first one.
    pub heading: Option<usize>,
    /// As written.
    pub text: String,
    /// The script's own number, or nothing.
    pub number: String,
    /// Which of the script's sections it stands in, counted from 0.
    pub sequence: usize,
    /// As written, or that of the scene before where a minor slug goes on: `HOUSE - KITCHEN`.
    pub place: String,
    /// The narrowest place of it: `KITCHEN`.
    pub room: String,
    pub follows: Follows,
    pub flashback: bool,
    pub year: Option<u16>,
    pub setting: Setting,
    pub time: TimeOfDay,
    pub weather: Weather,
    /// It goes on from the scene before.
    pub continues: bool,
    /// In the order in which the scene names them.
    pub people: Vec<Present>,
    /// How many more people than those there are.
    pub left_out: usize,
    pub beats: Vec<Beat>,
    /// Furniture that the action speaks of, each once.
    pub pieces: Vec<PieceKind>,
    /// Beats, by their place, before which another place is seen.
    pub crossed: Vec<usize>,
    /// Where who speaks to another place looks.
    pub toward: Option<ScreenSide>,
}

/// A side of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenSide {
    Left,
    Right,
}

/// Somebody who is seen in a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Into the cast.
    pub who: usize,
    /// Comes in while it plays.
    pub enters: bool,
    /// Is not there any more when it ends.
    pub leaves: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Beat {
    Action(Action),
    Speech(Speech),
    /// Words that the picture shows: centred text, `SUPER:`.
    Title {
        paragraph: usize,
        text: String,
    },
}

impl Beat {
    /// Its first paragraph.
    pub fn paragraph(&self) -> usize {
        match self {
            Self::Action(action) => action.paragraph,
            Self::Speech(speech) => speech.lines.first().map_or(speech.cue, |line| line.paragraph),
            Self::Title { paragraph, .. } => *paragraph,
        }
    }
}

/// A paragraph of action.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub paragraph: usize,
    pub words: usize,
    pub acts: Vec<Act>,
    /// All who are named.
    pub people: Vec<usize>,
    /// All things that are named.
    pub things: Vec<Thing>,
    /// Who is named as somebody new: "a WAITER".
    pub new: Vec<usize>,
    /// Who is left alone at its end, if it tells.
    pub alone: Vec<usize>,
    /// "Silence.", "A long beat."
    pub silence: bool,
    /// `INSERT - THE LETTER`: nothing but the thing is seen.
    pub insert: bool,
    /// Paragraphs that are read on what is inserted.
    pub reads: Vec<usize>,
    /// What they say, each.
    pub read_text: Vec<String>,
}

/// What one character says without another between.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// The paragraph of the cue, or of the line where there is none.
    pub cue: usize,
    /// Into the cast.
    pub who: usize,
    pub from: Source,
    pub lines: Vec<Line>,
    /// At the same time as the speech before.
    pub dual: bool,
    /// Into a telephone.
    pub phone: bool,
    /// Whom it is said to, if anybody.
    pub to: Option<usize>,
}

/// Where a voice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Here,
    /// From outside the picture.
    Off,
    /// From no place in the scene: told over it, or through a wire.
    Over,
}

/// A paragraph that is spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub paragraph: usize,
    pub text: String,
    /// `(beat)` stands before it.
    pub after_beat: bool,
    pub question: bool,
    pub delivery: Delivery,
    /// What stands in parentheses before it, in lower case.
    pub aside: String,
}
