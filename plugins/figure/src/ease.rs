//! Easing, and angles in degrees.

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
