//! What pieces are put together from, and what varies from one to another.

use std::f32::consts::TAU;

use bevy_math::{Quat, Vec2, Vec3, ops};

pub(crate) use crate::hash::{mix as scatter, unit as chance};
use crate::solid::{Crease, Paint, Solid};

/// A box between two corners.
pub(crate) fn slab(low: [f32; 3], high: [f32; 3], paint: Paint) -> Solid {
    Solid::between(low.into(), high.into(), paint)
}

/// A box between two corners with its edges planed off.
pub(crate) fn soft(low: [f32; 3], high: [f32; 3], bevel: f32, paint: Paint) -> Solid {
    let (low, high) = (Vec3::from(low), Vec3::from(high));
    Solid::bevelled(high - low, bevel, paint).moved((low + high) / 2.0).creased(0.6)
}

/// A round bar from `a` to `b`, thick at either end as told.
pub(crate) fn taper(a: Vec3, b: Vec3, radii: [f32; 2], around: u32, paint: Paint) -> Solid {
    let along = b - a;
    let turn = Quat::from_rotation_arc(Vec3::Y, along.normalize_or(Vec3::Y));
    Solid::frustum(radii[0], radii[1], along.length(), around, paint).turned(turn).moved(a)
}

/// A round bar.
pub(crate) fn bar(a: [f32; 3], b: [f32; 3], radius: f32, paint: Paint) -> Solid {
    taper(a.into(), b.into(), [radius; 2], 6, paint)
}

/// A square bar from `a` to `b`.
pub(crate) fn beam(a: [f32; 3], b: [f32; 3], thick: f32, paint: Paint) -> Solid {
    let (a, b) = (Vec3::from(a), Vec3::from(b));
    let along = b - a;
    let turn = Quat::from_rotation_arc(Vec3::Y, along.normalize_or(Vec3::Y));
    let size = Vec3::new(thick, along.length(), thick);
    Solid::cuboid(size, paint).turned(turn).moved((a + b) / 2.0)
}

/// The same, at the four corners of a rectangle of half size `x` and `z`.
pub(crate) fn at_corners(part: &Solid, x: f32, z: f32) -> Solid {
    let corners = [(x, z), (-x, z), (-x, -z), (x, -z)];
    join(corners.map(|(x, z)| part.clone().moved(Vec3::new(x, 0.0, z))))
}

pub(crate) fn join(parts: impl IntoIterator<Item = Solid>) -> Solid {
    let mut whole = Solid::default();
    parts.into_iter().for_each(|part| whole.add(&part));
    whole
}

/// A profile for [`Solid::lathe`] from (radius, height).
pub(crate) fn turned(profile: &[[f32; 2]], around: u32, paint: Paint) -> Solid {
    let profile: Vec<Vec2> = profile.iter().map(|p| Vec2::from(*p)).collect();
    Solid::lathe(&profile, around, paint)
}

/// A ring of round section, lying flat about the origin.
pub(crate) fn hoop(radius: f32, thick: f32, around: u32, paint: Paint) -> Solid {
    const SIDES: u32 = 6;
    let point = |k: u32| {
        let (turn, side) = ((k / SIDES) as f32 / around as f32, (k % SIDES) as f32 / SIDES as f32);
        let (turn, side) = (turn * TAU, side * TAU);
        let out = radius + thick * ops::cos(side);
        Vec3::new(out * ops::cos(turn), thick * ops::sin(side), -out * ops::sin(turn))
    };
    let points: Vec<Vec3> = (0..around * SIDES).map(point).collect();
    let face = |k: u32| {
        let (turn, side) = (k / SIDES, k % SIDES);
        let at = |turn: u32, side: u32| turn % around * SIDES + side % SIDES;
        vec![at(turn, side), at(turn + 1, side), at(turn + 1, side + 1), at(turn, side + 1)]
    };
    let faces: Vec<Vec<u32>> = (0..around * SIDES).map(face).collect();
    Solid::of_faces(&points, &faces, paint, 80.0)
}

/// An uneven ball about the origin: `rough` (0 to 0.5) is how far its points stray, as a share of its size. At
/// less than `smooth` degrees between faces they are shaded as one.
pub(crate) fn lump(
    radii: Vec3,
    around: u32,
    rough: f32,
    seed: u32,
    paint: Paint,
    smooth: f32,
) -> Solid {
    let bands = (around / 2).max(3);
    let ring = |band: u32| -> Vec<Vec3> {
        let pole = band == 0 || band == bands;
        let angle = (band as f32 / bands as f32 - 0.5) * TAU / 2.0;
        let point = |k: u32| {
            let twist = if band.is_multiple_of(2) { 0.0 } else { 0.5 };
            let turn = (k as f32 + twist) / around as f32 * TAU;
            let stray = 1.0 + rough * (2.0 * chance(seed, band * 64 + k, 77) - 1.0);
            let level = if pole { 0.0 } else { ops::cos(angle) * stray };
            let high = if pole { ops::sin(angle) } else { ops::sin(angle) * stray };
            radii * Vec3::new(level * ops::cos(turn), high, -level * ops::sin(turn))
        };
        (0..around).map(point).collect()
    };
    let rings: Vec<Vec<Vec3>> = (0..=bands).map(ring).collect();
    Solid::skin(&rings, paint, smooth)
}

/// A blade of two faces from `root`, bending over to `tip`; `width` at its root.
pub(crate) fn blade(root: Vec3, tip: Vec3, width: f32, paint: Paint) -> Solid {
    let lean = (tip - root).with_y(0.0).normalize_or(Vec3::X);
    let side = Vec3::Y.cross(lean).normalize_or(Vec3::Z) * width / 2.0;
    let knee = root.lerp(tip, 0.55) + Vec3::Y * (tip.distance(root) * 0.14);
    let points = [root - side, root + side, knee - side * 0.8, knee + side * 0.8, tip];
    let up = [vec![0, 1, 3, 2], vec![2, 3, 4]];
    let down: Vec<Vec<u32>> = up.iter().map(|f| f.iter().rev().copied().collect()).collect();
    Solid::of_faces(&points, &up, paint, 60.0).with(&Solid::of_faces(&points, &down, paint, 60.0))
}

/// A line of ink on a surface that faces `side`.
pub(crate) fn line(a: [f32; 3], b: [f32; 3], side: Vec3, weight: f32) -> Crease {
    Crease { a: a.into(), b: b.into(), weight, sides: [side; 2] }
}

/// A whole number below `count`: the same for the same seed, place and purpose.
pub(crate) fn pick(seed: u32, place: u32, purpose: u32, count: usize) -> usize {
    scatter(seed, place, purpose) as usize % count.max(1)
}

/// A finish, below `count`: the same for all pieces of a kind in a set, whose seeds are equal in their high half.
pub(crate) fn style(seed: u32, purpose: u32, count: usize) -> usize {
    pick(seed >> 16, 0, purpose, count)
}

/// The seed of the piece at place `index` of a set, of a kind numbered `kind`.
pub(crate) fn piece_seed(set: u32, kind: u32, index: u32) -> u32 {
    scatter(set, kind, 41) & 0xffff_0000 | scatter(set, index, 40) & 0xffff
}

/// Between `low` and `high`, by chance.
pub(crate) fn between(low: f32, high: f32, seed: u32, place: u32, purpose: u32) -> f32 {
    low + (high - low) * chance(seed, place, purpose)
}
