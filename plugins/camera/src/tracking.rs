//! A head that keeps something in the picture.

use bevy_math::{Quat, Vec2, Vec3};
use maquette_document::Tracking;

use crate::aim::{Aim, aim_along};
use crate::bounds::or;
use crate::view::View;

/// The least depth that a place in the picture is reckoned by: what is beside or behind lies far out.
const NEAREST: f32 = 1e-3;

/// The angles that keep `target` at its place for a camera that sees `view` (its rotation aside) and leans by
/// `roll` degrees.
pub(crate) fn nailed(tracking: &Tracking, view: &View, roll: f32, target: Vec3) -> Aim {
    aimed(view, roll, target, place_of(tracking))
}

/// The same, but for the dead zone: the camera keeps the angles `rest` while the target is inside, and turns as
/// far as brings it to the border when it is not.
pub(crate) fn inside_zone(tracking: &Tracking, view: &View, rest: Aim, target: Vec3) -> Aim {
    let seen = rest.rotation().conjugate() * (target - view.position);
    let seen = seen.truncate() * view.focal / (-seen.z).max(NEAREST) / view.gate - view.shift;
    let (place, zone) = (place_of(tracking), zone_of(tracking));
    let kept = seen.clamp(place - zone, place + zone);
    if kept == seen || !seen.is_finite() {
        return rest;
    }
    aimed(view, rest.roll, target, kept)
}

/// How far off its place a target may be, each way, as a share of the picture.
pub(crate) fn zone_of(tracking: &Tracking) -> Vec2 {
    let Vec2 { x, y } = tracking.dead_zone;
    Vec2::new(or(x, 0.0), or(y, 0.0)).clamp(Vec2::ZERO, Vec2::ONE)
}

/// Off the middle of the picture, to the right and up.
fn place_of(tracking: &Tracking) -> Vec2 {
    let Vec2 { x, y } = tracking.place;
    Vec2::new(or(x, 0.5) - 0.5, 0.5 - or(y, 0.5)).clamp(Vec2::splat(-2.0), Vec2::splat(2.0))
}

/// `place` is off the middle of the picture, to the right and up, as a share of it.
fn aimed(view: &View, roll: f32, target: Vec3, place: Vec2) -> Aim {
    let to = (target - view.position).normalize_or(Vec3::NEG_Z);
    let on_gate = (place + view.shift) * view.gate / view.focal;
    let wanted = Quat::from_rotation_z(roll.to_radians()) * on_gate.extend(-1.0).normalize();
    Aim { roll, ..aim_along(to, wanted) }
}

#[cfg(test)]
mod tests;
