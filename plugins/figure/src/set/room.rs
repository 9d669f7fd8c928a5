//! Rooms and corridors.

use bevy_math::{Vec2, Vec3};
use maquette_document::{PieceKind, Set, SetKind};

use super::openings::{Dressing, dressed};
use super::outlook::{Outlook, around};
use super::shell::{Wall, flat, lines, walls};
use super::words::{says_any, words_of};
use super::{Border, SetPart, border, extent, has};
use crate::hash::unit;
use crate::piece::parts::{join, line, slab};
use crate::solid::{Crease, Paint, Solid};

/// How a room is finished.
pub(crate) struct Finish {
    pub wall: Paint,
    /// Below the dado, where there is one.
    pub panel: Option<Paint>,
    pub trim: Paint,
    pub floor: Paint,
    pub tiles: bool,
    pub beams: bool,
    pub curtains: bool,
    pub outlook: Outlook,
    /// Metres of the floor above the ground outside.
    pub drop: f32,
}

fn finish(set: &Set) -> Finish {
    let words = words_of(&set.name);
    let lit = has(set, PieceKind::Beacon);
    let coast = lit
        || says_any(
            &words,
            &[
                "lighthouse",
                "phare",
                "leuchtturm",
                "sea",
                "harbour",
                "harbor",
                "beach",
                "coast",
                "cliff",
                "boathouse",
                "pier",
            ],
        );
    let hard = says_any(
        &words,
        &[
            "kitchen",
            "cuisine",
            "kueche",
            "bathroom",
            "bath",
            "lab",
            "laboratory",
            "hospital",
            "ward",
            "morgue",
            "station",
            "cafe",
        ],
    );
    let grand = says_any(
        &words,
        &[
            "bar",
            "pub",
            "hall",
            "office",
            "study",
            "library",
            "court",
            "courtroom",
            "church",
            "restaurant",
            "hotel",
            "school",
            "class",
            "classroom",
        ],
    );
    let rough = says_any(
        &words,
        &[
            "lighthouse",
            "cellar",
            "basement",
            "dungeon",
            "cave",
            "boathouse",
            "barn",
            "church",
            "stairs",
            "tower",
        ],
    );
    let cosy = says_any(
        &words,
        &[
            "living",
            "bedroom",
            "salon",
            "lounge",
            "house",
            "home",
            "cottage",
            "apartment",
            "flat",
            "chambre",
            "wohnzimmer",
        ],
    );
    let city = says_any(
        &words,
        &["office", "apartment", "flat", "hotel", "station", "police", "hospital", "loft"],
    );
    let chance = |purpose: u32| unit(set.seed, 0, purpose);
    let corridor = set.kind == SetKind::Corridor;
    Finish {
        wall: if rough && !lit { Paint::Stone } else { Paint::Plaster },
        panel: (corridor || grand || (!hard && !rough && chance(61) < 0.3)).then_some(if grand {
            Paint::WoodDark
        } else {
            Paint::PlasterDark
        }),
        trim: if grand || rough { Paint::WoodDark } else { Paint::Trim },
        floor: if hard || corridor { Paint::FloorDark } else { Paint::Floor },
        tiles: hard || corridor,
        beams: !lit && !corridor && !city && (rough || chance(62) < 0.35),
        curtains: !lit && !hard && !rough && (cosy || chance(63) < 0.5),
        outlook: if coast {
            Outlook::Sea
        } else if city || chance(64) < 0.4 {
            Outlook::Town
        } else {
            Outlook::Land
        },
        drop: if lit {
            24.0
        } else if city {
            7.0
        } else {
            0.35
        },
    }
}

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    enclosed(set, &finish(set))
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
