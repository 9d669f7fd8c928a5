//! Beaches, cliffs and quays. The sea lies to the north, toward -z.

use bevy_math::{Quat, Vec3, ops};
use maquette_document::Set;

use super::outlook::{Outlook, distance, spread, terrain, wander};
use super::shell::flat;
use super::words::{says_any, words_of};
use super::{SetPart, extent};
use crate::hash::{mix, unit};
use crate::piece::parts::{bar, between, join, line, lump, scatter, slab};
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
        &[
            "harbour",
            "harbor",
            "quay",
            "dock",
            "port",
            "marina",
            "wharf",
            "quai",
            "hafen",
            "kai",
            "jetty",
            "canal",
            "pier",
            "river bank",
            "embankment",
        ],
    ) {
        Edge::Quay
    } else if says_any(
        &words,
        &[
            "cliff",
            "cliff top",
            "clifftop",
            "cliffs",
            "falaise",
            "klippe",
            "headland",
            "bluff",
            "lighthouse",
            "phare",
            "leuchtturm",
        ],
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
            let rise = super::field::swell(x, z, set.seed) + 0.6;
            rise * ((inland / 25.0).min(1.0) * 5.0 + (aside / 40.0).min(1.0) * 1.6)
        }
        Edge::Beach => {
            let out = (-size.z / 2.0 - 0.5 - z).max(0.0);
            let dune = (super::field::swell(2.2 * x, 2.2 * z, set.seed) + 1.0)
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

fn quay(set: &Set) -> Solid {
    let size = extent(set);
    let (half, long) = (size.z / 2.0, size.x / 2.0 + 60.0);
    let flatly = |x: [f32; 2], z: [f32; 2], y: f32, paint: Paint| {
        let points = [[x[0], y, z[0]], [x[0], y, z[1]], [x[1], y, z[1]], [x[1], y, z[0]]];
        flat(Solid::patch(&points.map(Vec3::from), paint)).creased(0.0)
    };
    let mut whole = flatly([-long, long], [-half, half + 7.0], 0.0, Paint::Stone);
    whole.add(
        &slab([-long, -3.0, -half], [long, -0.3, -half + 0.2], Paint::StoneDark)
            .inked(0.0)
            .creased(0.4),
    );
    whole.add(
        &slab([-long, -0.3, -half - 0.06], [long, 0.012, -half + 0.55], Paint::Kerb)
            .inked(0.1)
            .creased(0.6),
    );
    for k in 0..(size.x / 1.1) as u32 + 12 {
        let x = -size.x / 2.0 - 6.6 + 1.1 * k as f32;
        whole.creases.push(line([x, 0.013, -half], [x, 0.013, -half + 0.55], Vec3::Y, 0.35));
        whole.creases.push(line([x, 0.001, -half + 0.55], [x, 0.001, half + 3.0], Vec3::Y, 0.13));
    }
    for k in 0..4 {
        let z = -half + 0.55 + (size.z + 2.0) * (k as f32 + 1.0) / 5.0;
        whole.creases.push(line([-long, 0.001, z], [long, 0.001, z], Vec3::Y, 0.13));
    }
    // A ladder and iron rings in the wall.
    for k in 0..6 {
        let y = -0.2 - 0.3 * k as f32;
        whole.add(&bar([-0.25, y, -half - 0.09], [0.25, y, -half - 0.09], 0.018, Paint::MetalDark));
    }
    // Sheds behind, gable to the water.
    let mut x = -long;
    let mut k = 0;
    while x < long {
        let seed = mix(set.seed, k, 47);
        let (wide, high) = (between(6.0, 10.0, seed, 0, 1), between(4.0, 7.0, seed, 0, 2));
        whole.add(&shed(wide, high, seed).moved(Vec3::new(x + wide / 2.0, 0.0, half + 7.0)));
        x += wide + if unit(seed, 0, 3) < 0.25 { 3.0 } else { 0.15 };
        k += 1;
    }
    for (x, out, turn) in [(-15.0, 8.0, 75.0_f32), (17.0, 13.0, -112.0)] {
        let turn = Quat::from_rotation_y(
            (turn + between(-9.0, 9.0, set.seed, out as u32, 54)).to_radians(),
        );
        whole.add(&trawler().turned(turn).moved(Vec3::new(x, -drop(set) - 0.55, -half - out)));
    }
    whole.with(&flatly([-long * 3.0, long * 3.0], [half + 7.0, 600.0], -0.03, Paint::Ground))
}

/// A fishing boat of 11 m at its moorings; its bow is at +z.
fn trawler() -> Solid {
    let hull =
        crate::piece::piece_solid(maquette_document::PieceKind::Boat, 0).scaled(Vec3::splat(2.15));
    let part = |low: [f32; 3], high: [f32; 3], paint: Paint| {
        slab(low, high, paint).inked(0.3).creased(0.5)
    };
    let mut whole = hull.with(&part([-1.75, 1.2, -5.2], [1.75, 1.3, 3.2], Paint::Wood));
    whole.add(&part([-1.1, 1.3, -3.6], [1.1, 3.5, -1.2], Paint::White));
    whole.add(&part([-1.2, 3.5, -3.75], [1.2, 3.62, -1.0], Paint::WoodDark));
    whole.add(&part([-0.95, 2.4, -1.22], [0.95, 3.2, -1.16], Paint::Pane));
    for side in [-1.0, 1.0_f32] {
        whole.add(&part(
            [(side * 1.12).min(side * 1.06), 2.4, -3.2],
            [(side * 1.12).max(side * 1.06), 3.2, -1.6],
            Paint::Pane,
        ));
    }
    for (a, b, thick) in [
        ([0.0, 1.2, 1.3], [0.0, 7.6, 1.3], 0.07),
        ([0.0, 2.6, 1.3], [0.0, 5.4, -2.6], 0.045),
        ([0.0, 7.4, 1.3], [0.0, 2.4, 5.2], 0.012),
        ([0.0, 7.4, 1.3], [0.0, 3.6, -3.4], 0.012),
    ] {
        whole.add(&bar(a, b, thick, Paint::WoodDark).inked(0.3));
    }
    whole
}

/// A warehouse whose front, toward -z, is at the origin.
fn shed(wide: f32, high: f32, seed: u32) -> Solid {
    let paint = [Paint::Brick, Paint::BrickDark, Paint::PlasterDark, Paint::Wood]
        [crate::piece::parts::pick(seed, 0, 4, 4)];
    let ridge = high + wide * 0.28;
    let gable = [
        (-wide / 2.0, 0.0),
        (wide / 2.0, 0.0),
        (wide / 2.0, high),
        (0.0, ridge),
        (-wide / 2.0, high),
    ];
    let gable = gable.map(|(x, y)| bevy_math::Vec2::new(x, y));
    let part =
        |low: [f32; 3], top: [f32; 3], paint: Paint| slab(low, top, paint).inked(0.0).creased(0.45);
    join([
        Solid::prism(&gable, 9.0, paint).moved(Vec3::Z * 4.5).inked(0.3).creased(0.5),
        part([-1.3, 0.0, -0.05], [1.3, 2.9, 0.05], Paint::WoodDark),
        part([-0.02, 0.0, -0.07], [0.02, 2.9, 0.0], Paint::Black),
        part([-0.5, high - 0.4, -0.04], [0.5, high + 0.7, 0.04], Paint::Pane),
        part([-wide * 0.4, 1.2, -0.04], [-wide * 0.4 + 0.9, 2.3, 0.04], Paint::Pane),
        part([wide * 0.4 - 0.9, 1.2, -0.04], [wide * 0.4, 2.3, 0.04], Paint::Pane),
    ])
}

/// Water to the horizon, with lines of foam where it breaks.
fn sea(set: &Set) -> Solid {
    let y = -drop(set);
    let near = -extent(set).z / 2.0 + if edge(set) == Edge::Beach { 0.0 } else { 0.1 };
    let xs = [-1500.0, -500.0, -160.0, -50.0, 0.0, 50.0, 160.0, 500.0, 1500.0];
    let zs = [-1500.0, -600.0, -240.0, -90.0, -36.0, near.max(-30.0)];
    let mut whole = terrain(&xs, &zs, |_, _| y, |_, _| true, Paint::Water);
    let (rows, step) = match edge(set) {
        Edge::Beach => (5, 3.4),
        Edge::Cliff => (4, 2.6),
        Edge::Quay => (0, 1.0),
    };
    for row in 0..rows {
        whole.add(&foam(set, row, step * row as f32 + 0.4 * (row * row) as f32, y));
    }
    // Glints, longer and flatter the farther they are.
    for k in 0..90 {
        let seed = mix(set.seed, k, 49);
        let out = 9.0 * ops::exp(3.4 * unit(seed, 0, 1));
        let x = out * between(-1.1, 1.1, seed, 0, 2);
        let long = out * between(0.02, 0.07, seed, 0, 3);
        let thick = out * 0.0022;
        let z = near - if edge(set) == Edge::Cliff { 14.0 } else { 8.0 } - out;
        let points = [
            [x - long, y + 0.02, z],
            [x, y + 0.02, z + thick],
            [x + long, y + 0.02, z],
            [x, y + 0.02, z - thick],
        ];
        whole.add(&flat(Solid::patch(&points.map(Vec3::from), Paint::Foam)).creased(0.0));
    }
    whole
}

/// A line of foam along the shore, `out` metres from where the water begins, torn in places.
fn foam(set: &Set, row: u32, out: f32, y: f32) -> Solid {
    let steps = 64;
    let mut whole = Solid::default();
    // Where sand meets water: the slope of the beach reaches its level about here.
    let line = |x: f32| {
        let shore = match edge(set) {
            Edge::Beach => {
                -extent(set).z / 2.0 - 4.6 + 0.9 * wander(x / 120.0 + 0.5, 14, set.seed, 51 + row)
            }
            Edge::Cliff | Edge::Quay => brink(set, x) - 4.6,
        };
        shore - out + 0.8 * wander(x / 90.0 + 0.5, 11, set.seed, 60 + row)
    };
    for k in 0..steps {
        if row > 0 && unit(set.seed, k / 2 + 100 * row, 52) < 0.18 + 0.1 * row as f32 {
            continue;
        }
        let at = |k: u32| -58.0 + 116.0 * k as f32 / steps as f32;
        let (a, b) = (at(k), at(k + 1));
        let thick = |k: u32| {
            (0.12 + 0.3 * unit(set.seed, k + 100 * row, 53)) * if row == 0 { 1.6 } else { 1.0 }
        };
        let points = [
            [a, y + 0.03, line(a) - thick(k)],
            [a, y + 0.03, line(a) + thick(k)],
            [b, y + 0.03, line(b) + thick(k + 1)],
            [b, y + 0.03, line(b) - thick(k + 1)],
        ];
        whole.add(&flat(Solid::patch(&points.map(Vec3::from), Paint::Foam)).creased(0.0));
    }
    whole
}
