//! Easing, and angles in degrees.

use bevy_math::{Quat, Vec3, ops};

/// 0 to 1 with no speed at either end; held outside.
pub(crate) fn smooth(share: f32) -> f32 {
    let x = share.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

pub(crate) fn mix(from: f32, to: f32, share: f32) -> f32 {
    from + (to - from) * share
}

/// The short way from one direction to another, -180 to 180.
pub(crate) fn turn_between(from: f32, to: f32) -> f32 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

/// Between two directions, the short way.
pub(crate) fn mix_angle(from: f32, to: f32, share: f32) -> f32 {
    from + turn_between(from, to) * share
}

/// Where a direction goes from +z: degrees to the left, and up.
pub(crate) fn aim_of(direction: Vec3) -> (f32, f32) {
    let level = direction.with_y(0.0).length();
    let yaw = ops::atan2(direction.x, direction.z);
    (yaw.to_degrees(), ops::atan2(direction.y, level).to_degrees())
}

/// The direction that goes so far to the left and up from +z; unit.
pub(crate) fn aimed(yaw: f32, pitch: f32) -> Vec3 {
    let (yaw, pitch) = (yaw.to_radians(), pitch.to_radians());
    Vec3::new(ops::sin(yaw) * ops::cos(pitch), ops::sin(pitch), ops::cos(yaw) * ops::cos(pitch))
}

/// A turn about one axis, in degrees.
pub(crate) fn about(axis: Vec3, degrees: f32) -> Quat {
    Quat::from_axis_angle(axis, degrees.to_radians())
}
