//! The shape of a head, as a function, so that eyes, brows, mouths, hair and hats lie on it exactly.
//!
//! In shares of the head's height from chin to crown: `x` to the left, `y` up from the chin, `z` forward from the
//! ears.

use bevy_math::{Vec3, ops};

/// A level cut through the head.
#[derive(Clone, Copy)]
struct Level {
    y: f32,
    /// Half its width.
    wide: f32,
    front: f32,
    back: f32,
    /// 2 is an ellipse, more is squarer.
    square: f32,
}

const fn level(y: f32, wide: f32, front: f32, back: f32, square: f32) -> Level {
    Level { y, wide, front, back, square }
}

/// From the underside of the chin to the crown.
const LEVELS: [Level; 14] = [
    level(0.0, 0.105, 0.345, 0.13, 2.0),
    level(0.06, 0.198, 0.415, -0.03, 2.2),
    level(0.12, 0.228, 0.415, -0.10, 2.2),
    level(0.2, 0.260, 0.415, -0.20, 2.15),
    level(0.3, 0.291, 0.418, -0.32, 2.15),
    level(0.4, 0.3185, 0.425, -0.41, 2.2),
    level(0.505, 0.333, 0.403, -0.463, 2.3),
    level(0.6, 0.338, 0.432, -0.487, 2.25),
    level(0.7, 0.342, 0.435, -0.487, 2.2),
    level(0.8, 0.322, 0.405, -0.465, 2.1),
    level(0.88, 0.275, 0.34, -0.41, 2.0),
    level(0.94, 0.205, 0.245, -0.325, 2.0),
    level(0.98, 0.118, 0.13, -0.215, 2.0),
    level(1.0, 0.0, -0.045, -0.045, 2.0),
];

pub(crate) const EYE: Vec3 = Vec3::new(0.142, 0.495, 0.0);
pub(crate) const BROW: f32 = 0.585;
pub(crate) const MOUTH: f32 = 0.205;

/// Where the levels are, for a skin over all of them.
pub(crate) fn heights() -> impl Iterator<Item = f32> {
    LEVELS.iter().map(|level| level.y)
}

fn level_at(y: f32) -> Level {
    let next = LEVELS.iter().position(|level| level.y >= y).unwrap_or(LEVELS.len() - 1).max(1);
    let (a, b) = (LEVELS[next - 1], LEVELS[next]);
    let share = ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0);
    let mix = |from: f32, to: f32| from + (to - from) * share;
    // Near the crown the shape is round, not a cone.
    level(
        y,
        mix(a.wide, b.wide),
        mix(a.front, b.front),
        mix(a.back, b.back),
        mix(a.square, b.square),
    )
}

/// The skin at height `y` in the direction `angle` (radians; 0 at the left ear, a quarter turn at the nose).
pub(crate) fn skin_at(y: f32, angle: f32) -> Vec3 {
    let level = level_at(y);
    let (sin, cos) = (ops::sin(angle), ops::cos(angle));
    let bend = |v: f32| ops::powf(v.abs(), 2.0 / level.square) * v.signum();
    // The widest place lies at the ears, or in the middle of the jaw below them.
    let middle = ((level.front + level.back) / 2.0).clamp(-0.06, 0.3);
    let z = middle + bend(sin) * if sin > 0.0 { level.front - middle } else { middle - level.back };
    Vec3::new(bend(cos) * level.wide, y, z)
}

/// The skin of the face before the point (x, y).
pub(crate) fn face_at(x: f32, y: f32) -> Vec3 {
    let level = level_at(y);
    let middle = ((level.front + level.back) / 2.0).clamp(-0.06, 0.3);
    let side = (x.abs() / level.wide.max(1e-3)).min(1.0);
    let deep = ops::powf(1.0 - ops::powf(side, level.square), 1.0 / level.square);
    Vec3::new(x, y, middle + deep * (level.front - middle))
}

/// How much the face falls back to the side at (x, y): metres of z a metre of x.
pub(crate) fn slope_at(x: f32, y: f32) -> f32 {
    (face_at(x + 0.03, y).z - face_at(x - 0.03, y).z) / 0.06
}
