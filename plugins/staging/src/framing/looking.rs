//! Which way a face looks in the picture, and how much of the picture it has before it.

use bevy_math::{Vec2, Vec3};

use super::person::{Person, ahead};
use crate::tables::{LOOKING_ROOM, LOOKING_ROOM_FROM};

/// How far to the right of the picture `on` looks, -1 to 1, for a camera that stands `toward` and looks back: at
/// `with`, or ahead.
pub(crate) fn look_across(on: &Person, with: Option<&Person>, toward: Vec3) -> f32 {
    let facing = ahead(on.facing);
    let way = with.map_or(facing, |other| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing));
    way.dot(Vec3::Y.cross(toward.with_y(0.0).normalize_or(Vec3::Z)))
}

/// Where a face lies in the width, so that there is room before it; one that looks at us has none to either side.
pub(crate) fn look_room(across: f32, gate: Vec2) -> f32 {
    let (none, all) = LOOKING_ROOM_FROM;
    // In a narrow picture looking room gives way to the figure's width.
    let share = ((gate.x / gate.y - none) / (all - none)).clamp(0.0, 1.0);
    0.5 - (LOOKING_ROOM - 0.5) * share * (across * 2.5).clamp(-1.0, 1.0)
}

/// The roll of a camera that is `roll` degrees off level, to its left shoulder: the picture falls the way the face
/// looks.
pub(crate) fn falling(roll: f32, across: f32) -> f32 {
    if across < -0.05 { -roll } else { roll }
}
