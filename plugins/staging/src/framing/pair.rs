//! Two who talk: the set-ups over a shoulder, as twins, so that eyelines meet.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{Pose, ShotSize};

use super::person::Person;
use super::silhouette::Silhouette;
use super::solve::{Bearing, Glass, Placed, aim_at_person, frame_eyes};
use crate::tables::{
    LONGEST, OTS_ANGLES, OTS_EAR, OTS_FACE, OTS_HEAD, OTS_RISE, OTS_STEEPEST, SHOULDER_SHARE,
    size_row,
};

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
    /// The share of the height that the head in front takes, in each.
    pub(crate) heads: [f32; 2],
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
    let lenses = [short, (short + long) / 2.0, long, long * 1.25, long * 1.6, long * 2.0];
    twins_on(a, b, size, side, gate, &lenses.map(|focal| focal.min(LONGEST)))
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
    if a.pose == Pose::Lie || b.pose == Pose::Lie {
        return None;
    }
    let mut best: Option<(f32, Twins)> = None;
    let long = size_row(size).lens.1;
    for &focal in lenses {
        let mut degrees = OTS_ANGLES.0;
        while degrees <= OTS_ANGLES.1 {
            if let Some((cost, found)) = twins_at(a, b, size, side, Glass { focal, gate }, degrees)
            {
                let cost = cost + (focal / long - 1.0).max(0.0) * 0.25;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, found));
                }
            }
            degrees += 2.5;
        }
    }
    best.map(|(_, found)| found)
}

/// The set-ups at one angle, and what they cost: the nearer the shoulders come to their share, the less.
fn twins_at(
    a: &Person,
    b: &Person,
    size: ShotSize,
    side: f32,
    glass: Glass,
    degrees: f32,
) -> Option<(f32, Twins)> {
    let line = level(b.eyes - a.eyes);
    // Past the ear of who listens: from above over one who stands, from below over one who sits.
    let apart = (b.eyes - a.eyes).with_y(0.0).length().max(0.1);
    let rise = ops::atan2(b.eyes.y - a.eyes.y, apart).to_degrees() * OTS_RISE;
    let rise = rise.clamp(-OTS_STEEPEST, OTS_STEEPEST);
    // Behind b, looking at a, off the line to the side; and its mirror behind a.
    let ways = [
        Bearing { toward: turned(line, degrees, side), down: rise },
        Bearing { toward: turned(-line, degrees, -side), down: -rise },
    ];
    let [first, second] = [(a, ways[0]), (b, ways[1])]
        .map(|(person, way)| frame_eyes(person, size, way, OTS_FACE, glass));
    let reach = (first.position.distance(a.eyes) + second.position.distance(b.eyes)) / 2.0;
    if reach < apart + 0.25 {
        return None;
    }
    // From the left of the line from a to b, b stands left in the picture and a looks there: its face lies right.
    let again = |index: usize, u: f32| {
        let (person, hand) = ([a, b][index], [side, -side][index]);
        let position = person.eyes + ways[index].direction() * reach;
        aim_at_person(position, person, size, 0.5 + (u - 0.5) * hand, glass)
    };
    let share = |index: usize, u: f32| {
        let [front, behind] = [[b, a], [a, b]][index];
        shoulder_share(&again(index, u), glass.gate, front, behind)
    };
    // The face and the shoulder move together: how far the one is from the other tells where both must lie.
    let middle = (SHOULDER_SHARE.0 + SHOULDER_SHARE.1) / 2.0;
    let place = |index: usize| {
        let more = middle - share(index, OTS_FACE)?;
        Some((OTS_FACE + more).clamp(OTS_FACE - 0.10, OTS_FACE + 0.12))
    };
    let (first, second) = (place(0)?, place(1)?);
    let shoulders = [share(0, first)?, share(1, second)?];
    if shoulders.iter().any(|share| !(0.16..=0.42).contains(share)) {
        return None;
    }
    let on = [again(0, first), again(1, second)];
    let off = |(share, u): (f32, f32)| (share - middle).abs() + 0.1 * (u - OTS_FACE).abs();
    let heads = [(0, b), (1, a)].map(|(index, front): (usize, &Person)| {
        let seen = Silhouette::of(&on[index].view(glass.gate), front);
        seen.map_or(1.0, |seen| seen.head_height())
    });
    // From farther off the head in front is smaller, and its shoulder comes into the picture.
    let large = heads.map(|head| (head - OTS_HEAD).max(0.0) * 0.5);
    let cost = off((shoulders[0], first)) + off((shoulders[1], second)) + large[0] + large[1];
    Some((cost, Twins { on, focal: glass.focal, degrees, shoulders, heads }))
}

/// The share of the width that who stands in front takes, from one edge; none when the face behind is hidden, or
/// who is in front has no ear in the picture, or stands in the middle.
pub(crate) fn shoulder_share(
    placed: &Placed,
    gate: Vec2,
    front: &Person,
    behind: &Person,
) -> Option<f32> {
    let view = placed.view(gate);
    let face = view.project(behind.eyes)?;
    let from_right = view.project(front.eyes)?.uv.x > face.uv.x;
    let across = |x: f32| if from_right { 1.0 - x } else { x };
    let inner = |balls: &[(Vec3, f32)]| {
        let mut most = f32::NEG_INFINITY;
        for (middle, radius) in balls {
            let seen = view.project(*middle).filter(|seen| seen.depth < face.depth - 0.2)?;
            let reach = radius * view.focal / seen.depth / gate;
            // Only what is not below or above the picture takes room in it.
            if (-reach.y..=1.0 + reach.y).contains(&seen.uv.y) {
                most = most.max(across(seen.uv.x) + reach.x);
            }
        }
        Some(most)
    };
    let head = inner(&[(front.crown.midpoint(front.chin), front.head_radius * 0.8)])?;
    let rest = inner(&front.bulk())?;
    let inner = head.max(rest);
    let face_from = across(face.uv.x) - 0.6 * behind.head_radius * view.focal / face.depth / gate.x;
    (head > OTS_EAR && inner < face_from).then_some(inner)
}

fn level(way: Vec3) -> Vec3 {
    Vec3::new(way.x, 0.0, way.z).normalize_or(Vec3::Z)
}
