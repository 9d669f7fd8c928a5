//! What of a model is in the way: boxes on its floor.

use std::collections::{BTreeMap, BTreeSet};

use bevy_math::Vec3;
use maquette_document::Bulk;

use crate::model::Model;

/// More than these are not told apart: the largest are kept.
const MOST: usize = 64;
/// Metres above the floor between which something bars the way.
const BARS: (f32, f32) = (0.15, 2.0);
/// Metres: what is wider and deeper is looked at by cells as wide as this.
const LARGE: f32 = 1.5;
const CELL: f32 = 0.5;
/// Points of triangles that are looked at in one part.
const MOST_LOOKS: u32 = 20_000_000;

/// The boxes of a model that is shown `scale` times as large: one a connected part, and of large parts, which may
/// be the walls of a room, one a run of cells that they fill.
pub fn footprints(model: &Model, scale: f32) -> Vec<Bulk> {
    let scale = if scale.is_finite() && scale > 1e-6 { scale } else { 1.0 };
    let (from, to) = (BARS.0 / scale, BARS.1 / scale);
    let mut blocks = Vec::new();
    for part in parts(model) {
        let bars = part.low.y < to && part.high.y > from;
        let size = part.high - part.low;
        if !bars {
            continue;
        }
        if size.x.min(size.z) > LARGE / scale {
            blocks.extend(cells(&part, CELL / scale, from, to));
        } else {
            blocks.push(Bulk { low: part.low, high: part.high });
        }
    }
    let area = |block: &Bulk| (block.high.x - block.low.x) * (block.high.z - block.low.z);
    blocks.sort_by(|a, b| area(b).total_cmp(&area(a)));
    let mut kept: Vec<Bulk> = Vec::new();
    for block in blocks {
        let is_within = kept
            .iter()
            .any(|k| k.low.cmple(block.low + 1e-3).all() && k.high.cmpge(block.high - 1e-3).all());
        if !is_within && kept.len() < MOST {
            kept.push(block);
        }
    }
    kept
}

struct Part {
    low: Vec3,
    high: Vec3,
    triangles: Vec<[Vec3; 3]>,
}

/// The parts of a model that are joined by corners.
fn parts(model: &Model) -> Vec<Part> {
    // Corners nearer than a centimetre are one.
    let cell = |p: Vec3| (p * 100.0).round().to_array().map(|v| v as i32);
    let mut ends: BTreeMap<[i32; 3], usize> = BTreeMap::new();
    let mut of: Vec<usize> = Vec::new();
    let mut triangles: Vec<([usize; 3], [Vec3; 3])> = Vec::new();
    for surface in &model.surfaces {
        for triangle in &surface.triangles {
            let points = triangle.map(|corner| surface.positions[corner as usize]);
            let joined = points.map(|point| {
                *ends.entry(cell(point)).or_insert_with(|| {
                    of.push(of.len());
                    of.len() - 1
                })
            });
            triangles.push((joined, points));
        }
    }
    fn root(of: &mut [usize], mut at: usize) -> usize {
        while of[at] != at {
            of[at] = of[of[at]];
            at = of[at];
        }
        at
    }
    for ([a, b, c], _) in &triangles {
        for other in [*b, *c] {
            let (one, two) = (root(&mut of, *a), root(&mut of, other));
            of[one.max(two)] = one.min(two);
        }
    }
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    for (ends, points) in &triangles {
        let part = parts.entry(root(&mut of, ends[0])).or_insert_with(|| Part {
            low: points[0],
            high: points[0],
            triangles: Vec::new(),
        });
        for point in points {
            (part.low, part.high) = (part.low.min(*point), part.high.max(*point));
        }
        part.triangles.push(*points);
    }
    parts.into_values().collect()
}

/// Cells of the floor over which a large part has something between two heights, joined along x.
fn cells(part: &Part, cell: f32, from: f32, to: f32) -> Vec<Bulk> {
    let mut full: BTreeMap<i32, BTreeSet<i32>> = BTreeMap::new();
    let index = |value: f32| (value / cell).floor() as i32;
    let mut looked = 0_u32;
    for [a, b, c] in &part.triangles {
        let longest = (*b - *a).length().max((*c - *b).length()).max((*a - *c).length());
        if looked > MOST_LOOKS {
            break;
        }
        let steps = ((longest / cell * 2.0).ceil() as u32).clamp(1, 64);
        for i in 0..=steps {
            for j in 0..=steps - i {
                let (u, v) = (i as f32 / steps as f32, j as f32 / steps as f32);
                looked += 1;
                let point = *a + (*b - *a) * u + (*c - *a) * v;
                if (from..=to).contains(&point.y) {
                    full.entry(index(point.z)).or_default().insert(index(point.x));
                }
            }
        }
    }
    let (low, high) = (part.low.y.max(0.0), part.high.y.min(to));
    let mut blocks = Vec::new();
    for (z, row) in &full {
        let mut run: Option<(i32, i32)> = None;
        for x in row.iter().copied().chain([i32::MAX]) {
            run = match run {
                Some((first, last)) if x == last + 1 => Some((first, x)),
                Some((first, last)) => {
                    let corner = |x: i32, y: f32, z: i32| {
                        Vec3::new(x as f32 * cell, y, z as f32 * cell).clamp(part.low, part.high)
                    };
                    blocks.push(Bulk {
                        low: corner(first, low, *z),
                        high: corner(last + 1, high, z + 1),
                    });
                    Some((x, x))
                }
                None => Some((x, x)),
            };
        }
    }
    blocks
}
