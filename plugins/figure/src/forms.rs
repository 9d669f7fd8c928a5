//! The forms that solids start from: boxes, turned and lofted shapes, limbs, cut-outs.
//!
//! `around` is always the number of sides of a round form, 3 to 64.

use bevy_math::{Vec2, Vec3, ops};

use crate::cut::triangles_of;
use crate::solid::{Paint, Solid};

/// Faces that meet at less than this many degrees are shaded as one.
const SMOOTH: f32 = 42.0;

impl Solid {
    /// A box about the origin.
    pub fn cuboid(size: Vec3, paint: Paint) -> Self {
        let outline = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];
        let outline = outline.map(|(x, y)| Vec2::new(x * size.x, y * size.y));
        Self::prism(&outline, size.z, paint)
    }

    /// A box between two corners.
    pub fn between(low: Vec3, high: Vec3, paint: Paint) -> Self {
        Self::cuboid(high - low, paint).moved((low + high) / 2.0)
    }

    /// A box about the origin whose edges are planed off by `bevel` metres.
    pub fn bevelled(size: Vec3, bevel: f32, paint: Paint) -> Self {
        let half = size / 2.0;
        let b = bevel.clamp(1e-4, half.min_element() * 0.95);
        let rings = [(-1.0, b), (-1.0, 0.0), (1.0, 0.0), (1.0, b)];
        let heights = [-half.y, -half.y + b, half.y - b, half.y];
        let ring = |(&(_, inset), y): (&(f32, f32), f32)| {
            let (x, z) = (half.x - inset, half.z - inset);
            let corner = [
                (x, -z + b - inset.min(b)),
                (x - b + inset.min(b), -z),
                (-x + b - inset.min(b), -z),
                (-x, -z + b - inset.min(b)),
                (-x, z - b + inset.min(b)),
                (-x + b - inset.min(b), z),
                (x - b + inset.min(b), z),
                (x, z - b + inset.min(b)),
            ];
            corner.map(|(x, z)| Vec3::new(x, y, z)).to_vec()
        };
        let rings: Vec<Vec<Vec3>> = rings.iter().zip(heights).map(ring).collect();
        Self::skin(&rings, paint, 1.0)
    }

    /// A cylinder that stands on the origin.
    pub fn cylinder(radius: f32, height: f32, around: u32, paint: Paint) -> Self {
        Self::frustum(radius, radius, height, around, paint)
    }

    /// A cone cut off, from radius `low` at the origin to radius `high` at `height`.
    pub fn frustum(low: f32, high: f32, height: f32, around: u32, paint: Paint) -> Self {
        Self::lathe(&[Vec2::new(low, 0.0), Vec2::new(high, height)], around, paint)
    }

    /// A shape turned about the vertical: `profile` is (radius, height) from the bottom up. An end that is not
    /// at radius 0 is closed by a flat lid.
    pub fn lathe(profile: &[Vec2], around: u32, paint: Paint) -> Self {
        let rings: Vec<Vec<Vec3>> =
            profile.iter().map(|p| ring(Vec3::Y * p.y, Vec2::splat(p.x), around)).collect();
        Self::skin(&rings, paint, SMOOTH)
    }

    /// A ball, or an egg, about the origin.
    pub fn ellipsoid(radii: Vec3, around: u32, paint: Paint) -> Self {
        let around = around.clamp(3, 64);
        let bands = (around / 2).max(3);
        let band = |step: u32| {
            let angle = (step as f32 / bands as f32 - 0.5) * std::f32::consts::PI;
            let (sin, cos) = (ops::sin(angle), ops::cos(angle));
            let cos = if step == 0 || step == bands { 0.0 } else { cos };
            ring(Vec3::Y * sin * radii.y, Vec2::new(radii.x, radii.z) * cos, around)
        };
        let rings: Vec<Vec<Vec3>> = (0..=bands).map(band).collect();
        Self::skin(&rings, paint, 180.0)
    }

    /// A skin over rings of equally many points. Seen from the last ring, each runs counter-clockwise. The ends
    /// are closed flat; a ring of no size is a tip.
    pub fn skin(rings: &[Vec<Vec3>], paint: Paint, smooth: f32) -> Self {
        let (points, mut faces, bands) = woven(rings);
        if let (Some(first), Some(last)) = (bands.first(), bands.last()) {
            faces.extend([first.iter().rev().copied().collect(), last.clone()]);
        }
        faces.retain(|face: &Vec<u32>| face.first() != face.last());
        Self::of_faces(&points, &faces, paint, smooth)
    }

    /// A skin with open ends.
    pub fn shell(rings: &[Vec<Vec3>], paint: Paint, smooth: f32) -> Self {
        let (points, faces, _) = woven(rings);
        Self::of_faces(&points, &faces, paint, smooth)
    }

    /// A limb from the origin down to -`length`, with round ends: `radii` are spread evenly from top to bottom.
    pub fn limb(length: f32, radii: &[f32], around: u32, paint: Paint) -> Self {
        let (Some(&top), Some(&bottom)) = (radii.first(), radii.last()) else {
            return Self::default();
        };
        let cap = |radius: f32, y: f32, angle: f32| {
            let angle = angle.to_radians();
            let wide = if angle.abs() > 1.5 { 0.0 } else { ops::cos(angle) };
            ring(Vec3::Y * (y + radius * ops::sin(angle)), Vec2::splat(radius * wide), around)
        };
        let mut rings = vec![cap(bottom, -length, -90.0), cap(bottom, -length, -40.0)];
        let last = (radii.len() - 1).max(1) as f32;
        for (place, radius) in radii.iter().enumerate().rev() {
            rings.push(ring(
                -Vec3::Y * length * (place as f32 / last),
                Vec2::splat(*radius),
                around,
            ));
        }
        rings.extend([cap(top, 0.0, 28.0), cap(top, 0.0, 58.0), cap(top, 0.0, 90.0)]);
        Self::skin(&rings, paint, 180.0)
    }

    /// A cut-out `depth` thick: `outline` runs counter-clockwise in x and y, seen from +z, and may have bays;
    /// its middle plane is z = 0.
    pub fn prism(outline: &[Vec2], depth: f32, paint: Paint) -> Self {
        let count = outline.len() as u32;
        let at = |z: f32| outline.iter().map(move |p| p.extend(z));
        let points: Vec<Vec3> = at(-depth / 2.0).chain(at(depth / 2.0)).collect();
        let mut faces: Vec<Vec<u32>> = (0..count)
            .map(|k| (k, (k + 1) % count))
            .map(|(k, next)| vec![k, next, count + next, count + k])
            .collect();
        for [a, b, c] in triangles_of(outline) {
            faces.push(vec![count + a, count + b, count + c]);
            faces.push(vec![c, b, a]);
        }
        Self::of_faces(&points, &faces, paint, SMOOTH)
    }

    /// A flat sheet seen from one side: `outline` runs counter-clockwise in x and y, seen from +z.
    pub fn sheet(outline: &[Vec2], paint: Paint) -> Self {
        let points: Vec<Vec3> = outline.iter().map(|p| p.extend(0.0)).collect();
        let faces: Vec<Vec<u32>> = triangles_of(outline).iter().map(|t| t.to_vec()).collect();
        Self::of_faces(&points, &faces, paint, SMOOTH)
    }

    /// A flat patch through points in space, seen from the side where they run counter-clockwise; convex.
    pub fn patch(points: &[Vec3], paint: Paint) -> Self {
        Self::of_faces(points, &[(0..points.len() as u32).collect()], paint, SMOOTH)
    }
}

/// The points of rings, the faces between them, and the points of each ring by number.
fn woven(rings: &[Vec<Vec3>]) -> (Vec<Vec3>, Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let (mut points, mut faces) = (Vec::new(), Vec::new());
    let mut bands: Vec<Vec<u32>> = Vec::new();
    for ring in rings {
        let base = points.len() as u32;
        let tip = ring.iter().all(|point| point.distance_squared(ring[0]) < 1e-12);
        points.extend_from_slice(if tip { &ring[..1] } else { ring });
        bands.push((0..ring.len() as u32).map(|k| if tip { base } else { base + k }).collect());
    }
    for pair in bands.windows(2) {
        let (low, high) = (&pair[0], &pair[1]);
        for k in 0..low.len().min(high.len()) {
            let next = (k + 1) % low.len();
            let mut face = vec![low[k], low[next], high[next], high[k]];
            face.dedup();
            if face.first() == face.last() {
                face.pop();
            }
            if face.len() > 2 {
                faces.push(face);
            }
        }
    }
    (points, faces, bands)
}

/// The points of a level ellipse with half axes `half` along x and z, counter-clockwise seen from above,
/// starting at +x.
pub(crate) fn ring(middle: Vec3, half: Vec2, around: u32) -> Vec<Vec3> {
    let around = around.clamp(3, 64);
    let point = |k: u32| {
        let angle = k as f32 / around as f32 * std::f32::consts::TAU;
        middle + Vec3::new(ops::cos(angle) * half.x, 0.0, -ops::sin(angle) * half.y)
    };
    (0..around).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(solid: &Solid, volume: f32) {
        let found = solid.volume();
        assert!((found - volume).abs() < 0.03 * volume, "volume {found}, not {volume}");
        for triangle in solid.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|k| solid.vertices[triangle[k] as usize]);
            let face = (b.position - a.position).cross(c.position - a.position);
            for vertex in [a, b, c] {
                assert!(vertex.normal.dot(face) >= 0.0, "a normal points inward");
                assert!((vertex.normal.length() - 1.0).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn every_form_is_closed_and_faces_out() {
        let pi = std::f32::consts::PI;
        check(&Solid::cuboid(Vec3::new(1.0, 2.0, 3.0), Paint::Wood), 6.0);
        check(&Solid::bevelled(Vec3::new(1.0, 2.0, 3.0), 0.02, Paint::Wood), 6.0);
        check(&Solid::cylinder(0.5, 2.0, 32, Paint::Wood), pi * 0.5);
        check(&Solid::frustum(0.5, 0.0, 3.0, 32, Paint::Wood), pi * 0.25);
        check(&Solid::ellipsoid(Vec3::new(1.0, 2.0, 0.5), 32, Paint::Wood), pi * 4.0 / 3.0);
        check(&Solid::limb(1.0, &[0.1, 0.1], 32, Paint::Skin), pi * (0.01 + 0.004 / 3.0));
        let bay = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 1.0), (0.0, 2.0)];
        check(&Solid::prism(&bay.map(|(x, y)| Vec2::new(x, y)), 0.5, Paint::Wood), 1.5);
    }

    #[test]
    fn a_mirrored_solid_is_not_inside_out() {
        let solid = Solid::between(Vec3::ONE, Vec3::splat(2.0), Paint::Wood).mirrored();
        check(&solid, 1.0);
        assert!(solid.bounds().0.x < -1.9);
    }

    #[test]
    fn ink_follows_the_edges_of_a_box_and_of_a_drum_only() {
        assert_eq!(Solid::cuboid(Vec3::ONE, Paint::Wood).creases.len(), 12);
        assert_eq!(Solid::cylinder(1.0, 1.0, 16, Paint::Wood).creases.len(), 32);
        assert!(Solid::ellipsoid(Vec3::ONE, 16, Paint::Wood).creases.is_empty());
    }
}
