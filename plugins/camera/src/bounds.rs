//! What numbers a camera takes seriously.

use bevy_math::Vec3;

/// Metres: nothing is filmed from farther out.
pub(crate) const FARTHEST: f32 = 1e5;

/// `value`, or `otherwise` where it is no number.
pub(crate) fn or(value: f32, otherwise: f32) -> f32 {
    if value.is_finite() { value } else { otherwise }
}

pub(crate) fn within_reach(position: Vec3) -> Vec3 {
    position.clamp(Vec3::splat(-FARTHEST), Vec3::splat(FARTHEST))
}
