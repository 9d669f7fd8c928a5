//! Finding the point that a camera circles.

use bevy_math::{Vec2, Vec3, ops};

use super::Part;

/// How far off the circle it may be: a share of the radius, and metres.
const OFF: (f32, f32) = (0.02, 0.02);
/// Metres.
const RADII: std::ops::Range<f32> = 0.2..200.0;

/// The arc that a camera describes, if it is one: it travels and turns as one piece about an upright line that
/// it looks toward. `gone` is in metres from the head, to the right, up and back; `yaw` the degrees turned.
///
/// Such a way is `c - R(yaw) c` for the centre `c`, and `c` follows from any frame by inverting `1 - R`.
pub(super) fn arc_of(gone: &[Vec3], yaw: &[f32], degrees: f32) -> Option<Part> {
    // Where half a turn is nearest, the centre is known best.
    let farthest = |a: f32, b: f32| (a.abs() - 180.0).abs().total_cmp(&(b.abs() - 180.0).abs());
    let best = (0..yaw.len()).min_by(|a, b| farthest(yaw[*a], yaw[*b]))?;
    let (sin, cos) = turned(yaw[best]);
    let det = 2.0 * (1.0 - cos);
    if det < 1e-4 {
        return None;
    }
    let p = level(gone[best]);
    let centre = Vec2::new((1.0 - cos) * p.x + sin * p.y, (1.0 - cos) * p.y - sin * p.x) / det;
    let radius = centre.length();
    let ahead = 0.0 < -centre.y && centre.x.abs() < -centre.y;
    let off = radius * OFF.0 + OFF.1;
    let holds = |(gone, yaw): (&Vec3, &f32)| {
        let (sin, cos) = turned(*yaw);
        let c = Vec2::new(cos * centre.x + sin * centre.y, cos * centre.y - sin * centre.x);
        level(*gone).distance(centre - c) <= off
    };
    let is_arc = RADII.contains(&radius) && ahead && gone.iter().zip(yaw).all(holds);
    is_arc.then_some(Part::Arc { degrees, radius })
}

fn turned(degrees: f32) -> (f32, f32) {
    (ops::sin(degrees.to_radians()), ops::cos(degrees.to_radians()))
}

/// To the right and back.
fn level(gone: Vec3) -> Vec2 {
    Vec2::new(gone.x, gone.z)
}
