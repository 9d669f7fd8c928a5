//! Judges: each looks at one rule of the craft, as a function without memory. Staging tries set-ups until none
//! objects; what still breaks a rule is told in the report.

mod direction;
mod eyelines;
mod foreground;
mod frame;
mod hidden;
mod joints;
mod jump;
mod length;
mod line;
mod moves;
mod solid;

#[cfg(test)]
mod tests;

pub(crate) use direction::keeps_direction;
pub(crate) use eyelines::eyelines_meet;
pub(crate) use foreground::is_clear_before;
pub(crate) use frame::is_in_frame;
pub(crate) use hidden::is_seen;
pub(crate) use joints::cuts_no_joint;
pub(crate) use jump::is_no_jump;
pub(crate) use length::has_length;
pub(crate) use line::keeps_the_line;
pub(crate) use moves::{most_moving, moves_sparingly};
pub(crate) use solid::{camera_has_room, people_have_room};

use serde::Serialize;

use crate::ground::Ground;
use crate::shot::Shown;

/// What one picture breaks, whatever stands before and after it; the room of the camera aside.
pub(crate) fn of_picture(now: &Shown, ground: &Ground) -> Vec<Fault> {
    let faults = [is_in_frame(now), is_seen(now, ground), cuts_no_joint(now), is_clear_before(now)];
    faults.into_iter().flatten().collect()
}

/// What a cut from one picture to the next breaks.
pub(crate) fn of_cut(before: &Shown, now: &Shown) -> Vec<Fault> {
    let faults = [
        keeps_the_line(before, now),
        is_no_jump(before, now),
        eyelines_meet(before, now),
        keeps_direction(before, now),
    ];
    faults.into_iter().flatten().collect()
}

/// A rule that can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The camera crossed the line of action.
    Line,
    /// A cut on one subject with less than 30° and two sizes.
    Jump,
    /// Two who talk do not look at one another over the cut.
    Eyelines,
    /// A subject is outside of the picture, or its head is.
    Frame,
    /// The lower edge goes through a joint.
    Joint,
    /// A subject is behind a wall, a thing or somebody.
    Hidden,
    /// Somebody before the subject is cut off, or fills the picture.
    Foreground,
    /// The camera stands in something.
    Camera,
    /// Somebody stands in something.
    Room,
    /// Who walks changes direction over a cut.
    Direction,
    /// More than one shot in four moves.
    Moves,
    /// Too short to be seen, or too long without a reason.
    Length,
    /// Too short for what is said in it.
    Words,
}

impl Rule {
    /// As it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Jump => "jump",
            Self::Eyelines => "eyelines",
            Self::Frame => "frame",
            Self::Joint => "joint",
            Self::Hidden => "hidden",
            Self::Foreground => "foreground",
            Self::Camera => "camera",
            Self::Room => "room",
            Self::Direction => "direction",
            Self::Moves => "moves",
            Self::Length => "length",
            Self::Words => "words",
        }
    }
}

/// A rule that is broken, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub rule: Rule,
    pub why: String,
}

impl Fault {
    pub(crate) fn new(rule: Rule, why: impl Into<String>) -> Self {
        Self { rule, why: why.into() }
    }
}
