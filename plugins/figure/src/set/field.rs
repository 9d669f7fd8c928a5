//! Fields, gardens and woods.

use std::f32::consts::TAU;

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::Set;

use super::outlook::{Outlook, disc, distance};
use super::shell::flat;
use super::words::{says_any, words_of};
use super::{SetPart, extent};
use crate::hash::{mix, unit};
use crate::piece::parts::{between, join, lump, scatter, taper};
use crate::solid::{Paint, Solid};

pub(crate) fn is_wood(set: &Set) -> bool {
    says_any(&words_of(&set.name), "forest, wood, jungle, foret, bois, wald, grove, orchard")
}

fn is_bare(set: &Set) -> bool {
    says_any(&words_of(&set.name), "desert, dune, wasteland, wueste, mars, moon, quarry, plain")
}

/// Within 1 up and down of 0: slow waves over the land.
pub(crate) fn swell(x: f32, z: f32, seed: u32) -> f32 {
    let phase = |k: u32| unit(seed, k, 30) * TAU;
    0.5 * ops::sin(x * 0.043 + phase(0)) * ops::cos(z * 0.051 + phase(1))
        + 0.3 * ops::sin(x * 0.11 + z * 0.07 + phase(2))
        + 0.2 * ops::cos(z * 0.13 - x * 0.05 + phase(3))
}

/// The height of the ground: level where people act, rolling beyond.
pub(crate) fn ground(set: &Set, x: f32, z: f32) -> f32 {
    let size = extent(set);
    let beyond =
        Vec2::new(x.abs() - size.x / 2.0 - 1.5, z.abs() - size.z / 2.0 - 1.5).max(Vec2::ZERO);
    let out = (beyond.length() / 45.0).min(1.0);
    swell(x, z, set.seed) * 5.5 * out * (2.0 - out) * out.min(1.0)
}

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    let size = extent(set);
    let (wood, bare) = (is_wood(set), is_bare(set));
    let earth = if bare {
        Paint::Sand
    } else if wood {
        Paint::Ground
    } else {
        Paint::Grass
    };
    let reach = size.x.max(size.z) / 2.0;
    let radii = [
        3.0,
        6.0,
        reach + 2.0,
        reach + 6.0,
        reach + 11.0,
        reach + 18.0,
        reach + 30.0,
        reach + 55.0,
        reach + 110.0,
        400.0,
        1400.0,
    ];
    let mut radii: Vec<f32> = radii.to_vec();
    radii.sort_by(f32::total_cmp);
    let mut solid = disc(&radii, |x, z| ground(set, x, z), earth);
    if !bare {
        solid.add(&path(set, if wood { Paint::Sand } else { Paint::Ground }));
        solid.add(&groves(set, reach, wood));
    }
    solid.add(&distance(Outlook::Land, 0.0, set.seed));
    vec![SetPart { solid, within: Vec::new() }]
}

/// A trodden way that winds across, some way off the middle.
fn path(set: &Set, paint: Paint) -> Solid {
    let size = extent(set);
    let off = size.z * between(-0.2, 0.1, set.seed, 0, 31);
    let steps = 40;
    let edge = |k: u32, side: f32| {
        let x = -60.0 + 120.0 * k as f32 / steps as f32;
        let middle = off
            + 1.6 * ops::sin(x * 0.11 + unit(set.seed, 1, 31) * 6.0)
            + 0.02 * x * between(-6.0, 6.0, set.seed, 2, 31);
        let half = 0.75 + 0.2 * unit(set.seed, k * 2 + u32::from(side > 0.0), 32);
        let z = middle + side * half;
        Vec3::new(x, ground(set, x, z) + 0.012 + 0.05 * (x.abs() / 60.0), z)
    };
    let points: Vec<Vec3> = (0..=steps).flat_map(|k| [edge(k, -1.0), edge(k, 1.0)]).collect();
    let faces: Vec<Vec<u32>> =
        (0..steps).map(|k| vec![2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2]).collect();
    flat(Solid::of_faces(&points, &faces, paint, 180.0)).creased(0.25)
}

/// Trees in the middle distance, simple ones.
fn groves(set: &Set, reach: f32, wood: bool) -> Solid {
    let count = if wood { 46 } else { 15 };
    let far_tree = |k: u32| {
        let seed = mix(set.seed, k, 33);
        let turn = (k as f32 + 0.7 * unit(seed, 0, 1)) / count as f32 * TAU;
        let out =
            if wood { between(4.0, 24.0, seed, 0, 2) } else { between(16.0, 60.0, seed, 0, 2) };
        let at = Vec2::new(ops::cos(turn), -ops::sin(turn)) * (reach + out);
        let at = Vec3::new(at.x, ground(set, at.x, at.y) - 0.15, at.y);
        let high = between(5.0, 8.5, seed, 0, 3) * if wood { 1.3 } else { 1.0 };
        let trunk = taper(Vec3::ZERO, Vec3::Y * high * 0.5, [0.22, 0.14], 5, Paint::WoodDark);
        let paint = if unit(seed, 0, 4) < 0.5 { Paint::Leaf } else { Paint::LeafDark };
        let wide = high * between(0.22, 0.34, seed, 0, 5);
        let crown =
            lump(Vec3::new(wide, high * 0.34, wide), 8, 0.16, scatter(seed, 0, 6), paint, 180.0);
        let shoulder = lump(
            Vec3::new(wide * 0.7, high * 0.22, wide * 0.7),
            7,
            0.16,
            scatter(seed, 1, 6),
            paint,
            180.0,
        );
        let aside = Vec3::new(
            wide * between(-0.7, 0.7, seed, 0, 7),
            high * 0.54,
            wide * between(-0.7, 0.7, seed, 0, 8),
        );
        trunk
            .with(&crown.moved(Vec3::Y * high * 0.68))
            .with(&shoulder.moved(aside))
            .moved(at)
            .inked(0.4)
    };
    join((0..count).map(far_tree))
}
