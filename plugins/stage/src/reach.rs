//! How near and how far things stand in a picture, by their corners: known before anything is drawn.

use bevy_math::{Vec3, Vec4};

use crate::drawing::Drawing;
use crate::scenery::NEAR;

impl Drawing {
    /// Metres before the lens to the nearest and the farthest thing in the picture; none when it is empty.
    ///
    /// What stands behind something else counts too.
    pub fn reach(&self) -> Option<[f32; 2]> {
        let mut reach = [f32::INFINITY, 0.0];
        let mut triangle = |corners: [Vec3; 3]| {
            widen(&mut reach, corners.map(|corner| self.clip_from_world * corner.extend(1.0)));
        };
        if let Some(stage) = &self.stage {
            let set = stage.set.as_ref().map(|set| set.corners.as_slice()).unwrap_or_default();
            for (corners, indices) in
                [(stage.bodies.as_slice(), &stage.body_indices), (set, &stage.set_indices)]
            {
                for three in indices.chunks_exact(3) {
                    let place = |index: u32| corners.get(index as usize).map(|c| c.position.into());
                    if let [Some(a), Some(b), Some(c)] = [three[0], three[1], three[2]].map(place) {
                        triangle([a, b, c]);
                    }
                }
            }
        }
        for card in self.cards.iter().filter(|card| card.opacity >= 0.5) {
            let [a, b, c, d] = card.corners;
            triangle([a, b, c]);
            triangle([c, b, d]);
        }
        (reach[0] <= reach[1]).then_some(reach)
    }
}

/// How far inside of each border of the picture a corner lies: of the lens, and of its four sides.
fn inside(corner: Vec4) -> [f32; 5] {
    let [x, y, _, w] = corner.to_array();
    [w - NEAR, w + x, w - x, w + y, w - y]
}

/// Takes in what is seen of a triangle; between its corners metres go straight.
fn widen(reach: &mut [f32; 2], corners: [Vec4; 3]) {
    let sides = corners.map(inside);
    if (0..5).any(|border| sides.iter().all(|side| side[border] < 0.0)) {
        return;
    }
    let mut outline = corners.to_vec();
    if sides.iter().flatten().any(|&side| side < 0.0) {
        for border in 0..5 {
            outline = cut(&outline, border);
        }
    }
    for corner in outline {
        *reach = [reach[0].min(corner.w), reach[1].max(corner.w)];
    }
}

/// What of a convex outline lies inside of a border.
fn cut(outline: &[Vec4], border: usize) -> Vec<Vec4> {
    let mut kept = Vec::with_capacity(outline.len() + 1);
    for (index, &here) in outline.iter().enumerate() {
        let next = outline[(index + 1) % outline.len()];
        let (a, b) = (inside(here)[border], inside(next)[border]);
        if a >= 0.0 {
            kept.push(here);
        }
        if (a >= 0.0) != (b >= 0.0) {
            kept.push(here.lerp(next, a / (a - b)));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(corners: [[f32; 3]; 3], expected: Option<[f32; 2]>) {
        // A lens of 90° that looks along -z.
        let mut reach = [f32::INFINITY, 0.0];
        widen(&mut reach, corners.map(|[x, y, z]| Vec4::new(x, y, NEAR, -z)));
        let seen = (reach[0] <= reach[1]).then_some(reach);
        let near = |a: [f32; 2], b: [f32; 2]| (0..2).all(|end| (a[end] - b[end]).abs() < 1e-4);
        assert!(
            seen.zip(expected).is_some_and(|(a, b)| near(a, b)) || seen == expected,
            "{seen:?} for {expected:?}"
        );
    }

    #[test]
    fn a_triangle_reaches_as_far_as_its_corners_in_the_picture() {
        check([[0.0, 0.0, -2.0], [1.0, 0.0, -3.0], [0.0, 1.0, -5.0]], Some([2.0, 5.0]));
    }

    #[test]
    fn what_is_beside_the_picture_or_behind_the_lens_does_not_count() {
        check([[9.0, 0.0, -2.0], [9.0, 1.0, -3.0], [8.0, 0.0, -2.0]], None);
        check([[0.0, 0.0, 2.0], [1.0, 0.0, 3.0], [0.0, 1.0, 5.0]], None);
    }

    #[test]
    fn ground_that_passes_under_the_lens_begins_at_the_border_of_the_picture() {
        // One metre below the lens, which sees it from one metre on.
        let ground = [[-90.0, -1.0, 10.0], [90.0, -1.0, 10.0], [0.0, -1.0, -50.0]];
        check(ground, Some([1.0, 50.0]));
    }
}
