//! Two who talk: the set-ups over a shoulder, as twins, so that eyelines meet.

use bevy_math::Vec3;
use maquette_document::ShotSize;

use super::person::Person;
use super::solve::{Bearing, Glass, Placed, aim_at_person, frame_person};
use crate::tables::{OTS_ANGLES, SHOULDER_SHARE, size_row};
use bevy_math::Vec2;

/// A set-up over a shoulder and its mirror: the same lens, distance and angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Twins {
    /// On the first, over the second; and on the second, over the first.
    pub(crate) on: [Placed; 2],
    pub(crate) focal: f32,
    /// Degrees off the line.
    pub(crate) degrees: f32,
    /// The share of the width that the shoulder in front takes, in each.
    pub(crate) shoulders: [f32; 2],
}

/// The side of the line from `a` to `b` on which `point` lies: 1 to its left, seen from above, -1 to its right.
pub(crate) fn side_of(a: Vec3, b: Vec3, point: Vec3) -> f32 {
    let (line, to) = (b - a, point - a);
    if line.z * to.x - line.x * to.z >= 0.0 { 1.0 } else { -1.0 }
}

/// A level direction turned by degrees about the vertical, to its left seen from above for `side` 1.
pub(crate) fn turned(direction: Vec3, degrees: f32, side: f32) -> Vec3 {
    bevy_math::Quat::from_rotation_y((degrees * side).to_radians()) * direction
}

/// Twins on `a` and `b` in `size`, seen from `side` of the line from `a` to `b`; those whose shoulders come
/// nearest to the share that is wanted. None where the two stand too near or too far for the size.
pub(crate) fn twins(
    a: &Person,
    b: &Person,
    size: ShotSize,
    side: f32,
    gate: Vec2,
) -> Option<Twins> {
    let (short, long) = size_row(size).lens;
    twins_on(a, b, size, side, gate, &[short, (short + long) / 2.0, long, long * 1.2])
}

/// The same on one of `lenses`, in millimetres, those that are usual before those that are long.
pub(crate) fn twins_on(
    a: &Person,
    b: &Person,
    size: ShotSize,
    side: f32,
    gate: Vec2,
    lenses: &[f32],
) -> Option<Twins> {
    let mut best: Option<(f32, Twins)> = None;
    let long = size_row(size).lens.1;
    for &focal in lenses {
        let mut degrees = OTS_ANGLES.0;
        while degrees <= OTS_ANGLES.1 {
            for u in [0.56, 0.60, 0.64, 0.68, 0.72] {
                let Some(found) = twins_at(a, b, size, side, Glass { focal, gate }, degrees, u)
                else {
                    continue;
                };
                if found.shoulders.iter().any(|share| !(0.16..=0.42).contains(share)) {
                    continue;
                }
                let middle = (SHOULDER_SHARE.0 + SHOULDER_SHARE.1) / 2.0;
                let cost: f32 =
                    found.shoulders.iter().map(|share| (share - middle).abs()).sum::<f32>()
                        + (focal / long - 1.0).max(0.0) * 0.1
                        + (u - 0.62_f32).abs() * 0.1;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, found));
                }
            }
            degrees += 2.5;
        }
    }
    best.map(|(_, found)| found)
}

fn twins_at(
    a: &Person,
    b: &Person,
    size: ShotSize,
    side: f32,
    glass: Glass,
    degrees: f32,
    u: f32,
) -> Option<Twins> {
    let line = level(b.eyes - a.eyes);
    // Behind b, looking at a, off the line to the side; and its mirror behind a.
    let to_b = turned(line, degrees, side);
    let to_a = turned(-line, degrees, -side);
    // From the left of the line from a to b, b stands left in the picture and a looks there: its face lies right.
    let places = [0.5 + (u - 0.5) * side, 0.5 - (u - 0.5) * side];
    let first = frame_person(a, size, Bearing::level(to_b), places[0], glass);
    let second = frame_person(b, size, Bearing::level(to_a), places[1], glass);
    let reach = (first.position.distance(a.eyes) + second.position.distance(b.eyes)) / 2.0;
    let apart = (b.eyes - a.eyes).length();
    if reach < apart + 0.25 {
        return None;
    }
    let again = |person: &Person, toward: Vec3, u: f32| {
        aim_at_person(person.eyes + level(toward) * reach, person, size, u, glass)
    };
    let on = [again(a, to_b, places[0]), again(b, to_a, places[1])];
    let shoulders =
        [shoulder_share(&on[0], glass.gate, b, a)?, shoulder_share(&on[1], glass.gate, a, b)?];
    Some(Twins { on, focal: glass.focal, degrees, shoulders })
}

/// The share of the width that who stands in front takes at the edge; none when the face behind is hidden, or
/// who is in front stands in the middle.
pub(crate) fn shoulder_share(
    placed: &Placed,
    gate: Vec2,
    front: &Person,
    behind: &Person,
) -> Option<f32> {
    let view = placed.view(gate);
    let face = view.project(behind.eyes)?;
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    let across = view.right();
    let mut points = vec![];
    for shoulder in front.shoulders {
        points.extend([shoulder + across * 0.07, shoulder - across * 0.07]);
    }
    points.extend([
        front.eyes + across * front.head_radius * 0.75,
        front.eyes - across * front.head_radius * 0.75,
    ]);
    for point in points {
        let seen = view.project(point)?;
        if seen.depth > face.depth - 0.2 {
            return None;
        }
        // Only what is not below or above the picture takes room in it.
        if (-0.02..=0.92).contains(&seen.uv.y) {
            low = low.min(seen.uv.x);
            high = high.max(seen.uv.x);
        }
    }
    let half_face = 0.6 * behind.head_radius * view.focal / face.depth / gate.x;
    let (from, to) = (low.max(0.0), high.min(1.0));
    let covers = from < face.uv.x + half_face && face.uv.x - half_face < to;
    (!covers && to > from).then_some(to - from)
}

fn level(way: Vec3) -> Vec3 {
    Vec3::new(way.x, 0.0, way.z).normalize_or(Vec3::Z)
}
