//! Pictures of two together, of what somebody sees, and of things.

use bevy_math::{Vec2, Vec3, ops};
use maquette_camera::aim_to_place;
use maquette_figure::Landmark;

use super::person::Person;
use super::solve::{Glass, Placed, Room};
use crate::tables::{OPEN, POV_EYES};

/// What an insert is of takes this part of the picture: 0.6 of the width or 0.58 of the height, whichever it comes to
/// first. The lower sixth stays quiet for captions.
pub(crate) const INSERT: Room = Room { left: 0.2, right: 0.8, top: 0.2, bottom: 0.78 };

/// Another as somebody sees them: from the very eyes, so that the lens alone tells how near they feel.
pub(crate) fn regarded(of: &Person, whom: Vec3, glass: Glass) -> Placed {
    let at = Vec2::new(0.5, POV_EYES);
    let aim = aim_to_place(of.eyes, whom, at, glass.focal, glass.gate);
    Placed { position: of.eyes, aim, focal: glass.focal }
}

/// Degrees off the way across their line from which two are seen, the most usual first: at most 20 where it can be; bodies of
/// unlike width move the camera a little more.
pub(crate) const TWO_TURNS: [f32; 9] = [0.0, 8.0, -8.0, 15.0, -15.0, 35.0, -35.0, 50.0, -50.0];

/// The level way that leads straight from the line between two to the side where `home` is.
pub(crate) fn across_line(a: Vec3, b: Vec3, home: Vec3) -> Vec3 {
    let line = (b - a).with_y(0.0).normalize_or(Vec3::X);
    let across = Vec3::new(-line.z, 0.0, line.x);
    if across.dot(home) < 0.0 { -across } else { across }
}

/// Where one at `eyes` looks who talks to one at `whom`, so that a camera between them sees the face: past the other, as
/// actors cheat.
pub(crate) fn open_gaze(eyes: Vec3, whom: Vec3, camera: Vec3) -> Vec3 {
    let to_us = (camera - (eyes + whom) / 2.0).with_y(0.0).normalize_or(Vec3::Z);
    let to_whom = whom - eyes;
    let far = to_whom.with_y(0.0).length();
    let aside = to_whom.with_y(0.0).reject_from_normalized(to_us).normalize_or(to_us);
    let (sin, cos) = (ops::sin(OPEN.to_radians()), ops::cos(OPEN.to_radians()));
    eyes + (aside * cos + to_us * sin) * far + Vec3::Y * to_whom.y
}

/// The part of the picture that several take down to a landmark, `margin` of the width from its sides.
pub(crate) fn together(lower: Landmark, margin: f32) -> Room {
    let bottom = if lower == Landmark::Sole { 0.93 } else { 1.0 };
    Room { left: margin, right: 1.0 - margin, top: 0.11 + 0.5 * (margin - 0.09), bottom }
}
