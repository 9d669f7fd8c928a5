//! Beaches, cliffs and quays. The sea lies to the north, toward -z.

mod quay;
mod sea;

use bevy_math::Vec3;
use maquette_document::Set;

use self::quay::quay;
use self::sea::sea;
use crate::hash::{mix, unit};
use crate::piece::parts::{between, line, lump, scatter};
use crate::set::outlook::{Outlook, distance, spread, terrain, wander};
use crate::set::shell::flat;
use crate::set::words::{says_any, words_of};
use crate::set::{SetPart, extent};
use crate::solid::{Paint, Solid};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Beach,
    Cliff,
    Quay,
}

pub(crate) fn edge(set: &Set) -> Edge {
    let words = words_of(&set.name);
    if says_any(
        &words,
        "harbour, harbor, quay, dock, port, marina, wharf, quai, hafen, kai, jetty, canal, \
         pier, river bank, embankment",
    ) {
        Edge::Quay
    } else if says_any(
        &words,
        "cliff, cliff top, clifftop, cliffs, falaise, klippe, headland, bluff, lighthouse, \
         phare, leuchtturm",
    ) {
        Edge::Cliff
    } else {
        Edge::Beach
    }
}

/// Metres of the water below where people stand.
pub(crate) fn drop(set: &Set) -> f32 {
    match edge(set) {
        Edge::Beach => 0.75,
        Edge::Cliff => 17.0,
        Edge::Quay => 1.5,
    }
}

/// Where the land ends, in z, at a given x.
fn brink(set: &Set, x: f32) -> f32 {
    let north = -extent(set).z / 2.0;
    match edge(set) {
        Edge::Quay => north,
        Edge::Cliff => {
            north
                - 0.8
                - 2.4 * wander(x / 180.0 + 0.5, 9, set.seed, 41)
                - (x.abs() / 90.0).powi(2) * 5.0
        }
        Edge::Beach => {
            north - 3.5 - 3.0 * wander(x / 260.0 + 0.5, 6, set.seed, 42)
                + (x.abs() / 80.0).powi(2) * 9.0
        }
    }
}

/// The height of the ground; level where people act.
pub(crate) fn ground(set: &Set, x: f32, z: f32) -> f32 {
    let size = extent(set);
    let inland = (z - size.z / 2.0 - 2.0).max(0.0);
    let aside = (x.abs() - size.x / 2.0 - 2.0).max(0.0);
    match edge(set) {
        Edge::Quay => 0.0,
        Edge::Cliff => {
            let rise = crate::set::field::swell(x, z, set.seed) + 0.6;
            rise * ((inland / 25.0).min(1.0) * 5.0 + (aside / 40.0).min(1.0) * 1.6)
        }
        Edge::Beach => {
            let out = (-size.z / 2.0 - 0.5 - z).max(0.0);
            let dune = (crate::set::field::swell(2.2 * x, 2.2 * z, set.seed) + 1.0)
                * (inland / 12.0).min(1.0)
                * 2.0;
            dune - 0.13 * out - 0.004 * out * out
        }
    }
}

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    let mut solid = match edge(set) {
        Edge::Beach => beach(set),
        Edge::Cliff => cliff(set),
        Edge::Quay => quay(set),
    };
    solid.add(&sea(set));
    solid.add(&distance(Outlook::Sea, drop(set), set.seed));
    vec![SetPart { solid, within: Vec::new() }]
}

/// Strips of distance from 0 to the end of the land, closer where people are.
fn inland(set: &Set) -> Vec<f32> {
    let half = extent(set).z / 2.0;
    let mut zs = vec![-half - 0.5, half + 2.0];
    zs.extend([5.0, 9.0, 14.0, 22.0, 36.0, 60.0, 120.0, 320.0].map(|z| half + z));
    zs
}

fn across(set: &Set) -> Vec<f32> {
    let half = extent(set).x / 2.0;
    let mut xs = spread(-half - 36.0, half + 36.0, 36);
    for x in [60.0, 100.0, 180.0, 400.0] {
        xs.insert(0, -half - x);
        xs.push(half + x);
    }
    xs
}

fn beach(set: &Set) -> Solid {
    let half = extent(set).z / 2.0;
    let mut zs = spread(-half - 24.0, -half - 0.5, 9);
    zs.pop();
    zs.extend(inland(set));
    let mut whole = terrain(&across(set), &zs, |x, z| ground(set, x, z), |_, _| true, Paint::Sand);
    // What the last tides left, in lines along the shore.
    for row in 0..3 {
        let out = 0.4 + 1.3 * row as f32;
        let at = |k: u32| {
            let x = -26.0 + 0.8 * k as f32;
            let z = -half - out - 0.5 * wander(x / 70.0 + 0.5, 7, set.seed, 55 + row);
            [x, ground(set, x, z) + 0.012, z]
        };
        for k in (0..65).filter(|k| unit(set.seed, k + 70 * row, 56) < 0.72) {
            whole.creases.push(line(at(k), at(k + 1), Vec3::Y, 0.35));
        }
    }
    // Rocks that the tide leaves, more toward one end.
    for k in 0..16 {
        let seed = mix(set.seed, k, 43);
        let x = between(-34.0, 34.0, seed, 0, 1)
            + if unit(set.seed, 0, 44) < 0.5 { 18.0 } else { -18.0 };
        let z = brink(set, x) + between(-4.0, 1.5, seed, 0, 2);
        let size = between(0.4, 1.5, seed, 0, 3);
        let stone = lump(
            Vec3::new(size, size * 0.62, size * 0.8),
            7,
            0.24,
            scatter(seed, 0, 4),
            Paint::StoneDark,
            24.0,
        );
        whole.add(&stone.moved(Vec3::new(x, -drop(set) + size * 0.05, z)).inked(0.5).creased(0.35));
    }
    whole
}

fn cliff(set: &Set) -> Solid {
    let xs = across(set);
    let low = -drop(set) - 1.0;
    let mut whole = terrain(&xs, &inland(set), |x, z| ground(set, x, z), |_, _| true, Paint::Grass);
    // The lip of turf, then faces of rock that step down to the water.
    let north = inland(set)[0];
    let stages = [0.0, 0.03, 0.3, 0.62, 1.0];
    let row = |x: f32, k: usize| {
        if k == 0 {
            return Vec3::new(x, ground(set, x, north), north);
        }
        let share = stages[k];
        let jag = 1.6 * unit(set.seed, (x * 8.0) as i32 as u32, 45 + k as u32);
        let z = brink(set, x).min(north - 0.4) - share * 3.5 - if k > 1 { jag } else { 0.0 };
        let y = ground(set, x, north) * (1.0 - share) + low * share;
        Vec3::new(x, if k == 1 { ground(set, x, north) - 0.12 } else { y }, z)
    };
    for k in 0..stages.len() - 1 {
        let points: Vec<Vec3> = xs.iter().flat_map(|x| [row(*x, k + 1), row(*x, k)]).collect();
        let faces: Vec<Vec<u32>> = (0..xs.len() as u32 - 1)
            .map(|i| vec![2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2])
            .collect();
        let (paint, smooth, edge) = match k {
            0 => (Paint::Grass, 180.0, 0.4),
            1 => (Paint::Stone, 20.0, 0.3),
            _ => (Paint::StoneDark, 20.0, 0.3),
        };
        whole.add(&flat(Solid::of_faces(&points, &faces, paint, smooth)).creased(edge));
    }
    whole
}
