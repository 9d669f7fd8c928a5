//! Rooms and corridors.

use bevy_math::{Vec2, Vec3};
use maquette_document::Set;

use super::finish::Finish;
use super::openings::{Dressing, dressed};
use super::outlook::around;
use super::shell::{Wall, flat, lines, walls};
use super::{Border, SetPart, border, extent};
use crate::hash::{mix, unit};
use crate::piece::parts::{between, join, line, slab};
use crate::solid::{Crease, Paint, Solid};

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    enclosed(set, &Finish::of(set))
}

/// A floor, the set's walls, a ceiling, and what is seen from the windows.
pub(crate) fn enclosed(set: &Set, finish: &Finish) -> Vec<SetPart> {
    let walls = walls(set);
    let size = extent(set);
    let dressing = Dressing { frame: finish.trim, reveal: finish.wall, curtains: finish.curtains };
    let mut parts = vec![SetPart { solid: floor(set, finish, &walls), within: Vec::new() }];
    for wall in &walls {
        let mut solid = dressed(wall, finish.wall, dressing);
        solid.add(&lower(wall, finish).placed(wall.frame()));
        if finish.wall == Paint::Stone || finish.wall == Paint::Brick {
            solid.add(&courses(wall, set.seed).placed(wall.frame()));
        }
        parts.push(SetPart { solid, within: vec![border(wall)] });
    }
    let under = Border { point: Vec3::Y * size.y, inward: Vec3::NEG_Y };
    parts.push(SetPart { solid: ceiling(size, finish, &walls), within: vec![under] });
    if walls.iter().any(|wall| !wall.holes.is_empty()) {
        let view = around(finish.outlook, finish.drop, set.seed);
        parts.push(SetPart { solid: view, within: Vec::new() });
    }
    parts
}

/// The corners of the floor, counter-clockwise seen from above.
fn outline(walls: &[Wall]) -> Vec<Vec2> {
    let mut corners: Vec<Vec2> = walls.iter().map(|wall| wall.a).collect();
    let angle = |p: &Vec2| bevy_math::ops::atan2(-p.y, p.x);
    corners.sort_by(|p, q| angle(p).total_cmp(&angle(q)));
    corners
}

fn floor(set: &Set, finish: &Finish, walls: &[Wall]) -> Solid {
    let size = extent(set);
    let corners: Vec<Vec3> = outline(walls).iter().map(|p| Vec3::new(p.x, 0.0, p.y)).collect();
    let mut solid = flat(Solid::patch(&corners, finish.floor)).creased(0.0);
    let (x, z) = (size.x / 2.0, size.z / 2.0);
    let cut = if walls.len() > 4 { x.min(z) * 0.586 } else { 0.0 };
    // How far the floor reaches along z at a given x, and the other way round.
    let reach = |at: f32, half: f32, other: f32| other - (cut - (half - at.abs())).max(0.0);
    let mut creases = Vec::new();
    let step = if finish.tiles { 0.45 } else { 0.19 };
    let count = (size.x / step) as u32;
    for k in 1..count.min(400) {
        let at = -x + k as f32 * step;
        let end = reach(at, x, z);
        boards(&mut creases, at, end, if finish.tiles { 0 } else { k }, set.seed);
    }
    if finish.tiles {
        for k in 1..((size.z / step) as u32).min(400) {
            let at = -z + k as f32 * step;
            let end = reach(at, z, x);
            creases.push(line([-end, 0.001, at], [end, 0.001, at], Vec3::Y, 0.16));
        }
    }
    solid.creases.extend(creases);
    solid
}

/// A joint along z from wall to wall, and the ends of the boards beside it; `row` 0 has none.
fn boards(creases: &mut Vec<Crease>, x: f32, end: f32, row: u32, seed: u32) {
    creases.push(line([x, 0.001, -end], [x, 0.001, end], Vec3::Y, 0.16));
    if row == 0 {
        return;
    }
    let mut z = -end + 2.4 * unit(seed, row, 65);
    while z < end {
        creases.push(line([x - 0.19, 0.001, z], [x, 0.001, z], Vec3::Y, 0.2));
        z += 1.7 + 1.2 * unit(seed, row, 66);
    }
}

/// The stretches of a wall that no door breaks.
fn unbroken(wall: &Wall, below: f32) -> Vec<(f32, f32)> {
    let mut holes: Vec<_> = wall.holes.iter().filter(|hole| hole.sill < below).collect();
    holes.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut stretches = Vec::new();
    let mut from = 0.0;
    for hole in holes {
        stretches.push((from, hole.from - 0.08));
        from = hole.to + 0.08;
    }
    stretches.push((from, wall.length()));
    stretches.retain(|(from, to)| to - from > 0.05);
    stretches
}

/// A few joints of the masonry, here and there.
fn courses(wall: &Wall, seed: u32) -> Solid {
    let count = (wall.length() * wall.height * 1.6).min(160.0) as u32;
    let side = mix(seed, wall.length().to_bits() ^ wall.a.x.to_bits(), 67);
    let mut creases = Vec::new();
    for k in 0..count {
        let y = 0.25 + 0.22 * (between(0.0, (wall.height - 0.4) / 0.22, side, k, 1)).floor();
        let x = between(0.1, wall.length() - 0.6, side, k, 2);
        let long = between(0.2, 0.5, side, k, 3);
        if wall.hole_at(Vec2::new(x, y)).or(wall.hole_at(Vec2::new(x + long, y))).is_none() {
            creases.push(line([x, y, 0.001], [x + long, y, 0.001], Vec3::Z, 0.3));
            creases.push(line([x + long, y, 0.001], [x + long, y + 0.22, 0.001], Vec3::Z, 0.22));
        }
    }
    lines(creases)
}

/// Skirting, and the panelling under a dado.
fn lower(wall: &Wall, finish: &Finish) -> Solid {
    let mut parts = Vec::new();
    for (from, to) in unbroken(wall, 0.1) {
        parts
            .push(slab([from, 0.0, -0.01], [to, 0.11, 0.016], finish.trim).creased(0.4).inked(0.0));
    }
    if let Some(paint) = finish.panel {
        let high = 0.92;
        for (from, to) in unbroken(wall, high + 0.08) {
            parts.push(slab([from, 0.11, -0.01], [to, high, 0.008], paint).creased(0.0).inked(0.0));
            parts.push(
                slab([from, high, -0.01], [to, high + 0.05, 0.028], finish.trim)
                    .creased(0.4)
                    .inked(0.0),
            );
            let count = ((to - from) / 0.55).round().max(1.0) as u32;
            let upright = |k: u32| {
                let x = from + (to - from) * k as f32 / count as f32;
                line([x, 0.11, 0.0085], [x, high, 0.0085], Vec3::Z, 0.28)
            };
            parts.push(lines((1..count.min(200)).map(upright).collect()));
        }
    }
    join(parts)
}

fn ceiling(size: Vec3, finish: &Finish, walls: &[Wall]) -> Solid {
    let mut corners: Vec<Vec3> =
        outline(walls).iter().map(|p| Vec3::new(p.x, size.y, p.y)).collect();
    corners.reverse();
    let mut whole = flat(Solid::patch(&corners, Paint::Ceiling)).creased(0.5);
    if finish.beams {
        let count = (size.x / 1.3).round().clamp(1.0, 40.0) as u32;
        for k in 0..count {
            let x = -size.x / 2.0 + size.x * (k as f32 + 0.5) / count as f32;
            let beam = slab(
                [x - 0.08, size.y - 0.17, -size.z / 2.0],
                [x + 0.08, size.y + 0.02, size.z / 2.0],
                Paint::WoodDark,
            );
            whole.add(&beam.creased(0.5).inked(0.0));
        }
    }
    if walls.len() > 4 {
        // The ribs of a lantern roof.
        for wall in walls {
            let rib = [
                Vec3::new(wall.a.x, size.y - 0.02, wall.a.y) * Vec3::new(0.98, 1.0, 0.98),
                Vec3::Y * (size.y - 0.02),
            ];
            whole.add(
                &crate::piece::parts::beam(rib[0].into(), rib[1].into(), 0.07, Paint::MetalDark)
                    .inked(0.0)
                    .creased(0.4),
            );
        }
    }
    whole
}
