//! Water to the horizon.

use bevy_math::{Vec3, ops};
use maquette_document::Set;

use super::{Edge, brink, drop, edge};
use crate::hash::{mix, unit};
use crate::piece::parts::between;
use crate::set::extent;
use crate::set::outlook::{terrain, wander};
use crate::set::shell::flat;
use crate::solid::{Paint, Solid};

/// Water to the horizon, with lines of foam where it breaks.
pub(crate) fn sea(set: &Set) -> Solid {
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
