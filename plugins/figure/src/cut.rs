//! Cutting a flat outline into triangles.

use bevy_math::Vec2;

/// The triangles of an outline that runs counter-clockwise and does not cross itself, by cutting ears.
pub(crate) fn triangles_of(outline: &[Vec2]) -> Vec<[u32; 3]> {
    let mut left: Vec<u32> = (0..outline.len() as u32).collect();
    let mut triangles = Vec::new();
    while left.len() > 2 {
        let count = left.len();
        let corner = |k: usize| [left[(k + count - 1) % count], left[k], left[(k + 1) % count]];
        // An outline that crosses itself has no ear left at some point: then any corner will do.
        let ear = (0..count).find(|&k| is_ear(outline, &left, corner(k))).unwrap_or(0);
        triangles.push(corner(ear));
        left.remove(ear);
    }
    triangles
}

fn is_ear(outline: &[Vec2], left: &[u32], corner: [u32; 3]) -> bool {
    let [a, b, c] = corner.map(|index| outline[index as usize]);
    let inside = |p: Vec2| turn(a, b, p) >= 0.0 && turn(b, c, p) >= 0.0 && turn(c, a, p) >= 0.0;
    let others = left.iter().filter(|index| !corner.contains(index));
    turn(a, b, c) > 0.0 && !others.map(|&index| outline[index as usize]).any(inside)
}

/// Positive when `a`, `b`, `c` turn counter-clockwise.
fn turn(a: Vec2, b: Vec2, c: Vec2) -> f32 {
    (b - a).perp_dot(c - a)
}
