//! Flat roofs over a town.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Quat, Vec2, Vec3};
use maquette_document::Set;

use super::outlook::{Outlook, around};
use super::shell::{SIDES, flat, lines, wall_of};
use super::{SetPart, border, extent};
use crate::hash::{mix, unit};
use crate::piece::parts::{bar, between, join, line, pick, slab, turned};
use crate::solid::{Paint, Solid};

/// Metres of the roof above the street.
const HIGH: f32 = 19.0;
/// Metres of the parapet above the roof.
const PARAPET: f32 = 0.9;

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    let mut parts = vec![
        SetPart { solid: deck(set).with(&neighbours(set)), within: Vec::new() },
        SetPart { solid: around(Outlook::Town, HIGH, set.seed), within: Vec::new() },
    ];
    let size = extent(set);
    for side in SIDES {
        let wall = wall_of(set, side, size.x / 2.0, size.z / 2.0, PARAPET);
        let long = wall.length();
        let solid = join([
            slab([0.0, 0.0, -0.28], [long, PARAPET, 0.0], Paint::Brick),
            slab([-0.05, PARAPET, -0.33], [long + 0.05, PARAPET + 0.07, 0.05], Paint::Stone),
        ]);
        let solid = solid.inked(0.2).creased(0.6).placed(wall.frame());
        parts.push(SetPart { solid, within: vec![border(&wall)] });
    }
    parts
}

fn deck(set: &Set) -> Solid {
    let size = extent(set);
    let (x, z) = (size.x / 2.0, size.z / 2.0);
    let corners = [[-x, 0.0, -z], [-x, 0.0, z], [x, 0.0, z], [x, 0.0, -z]].map(Vec3::from);
    let mut whole = flat(Solid::patch(&corners, Paint::Asphalt)).creased(0.0);
    // Seams of the felt, and a patch or two.
    let seam = |k: u32| {
        let at = -z + 1.05 * k as f32;
        line([-x, 0.001, at], [x, 0.001, at], Vec3::Y, 0.2)
    };
    whole.add(&lines((1..(size.z / 1.05) as u32).map(seam).collect()));
    for k in 0..3 {
        let (px, pz) =
            (between(-0.7, 0.7, set.seed, k, 71) * x, between(-0.7, 0.7, set.seed, k, 72) * z);
        let patch = [
            [px - 0.6, 0.004, pz - 0.4],
            [px - 0.6, 0.004, pz + 0.4],
            [px + 0.6, 0.004, pz + 0.4],
            [px + 0.6, 0.004, pz - 0.4],
        ];
        whole.add(&flat(Solid::patch(&patch.map(Vec3::from), Paint::StoneDark)).creased(0.15));
    }
    whole
}

/// The next roofs, with tanks, aerials and washing: the middle plane.
fn neighbours(set: &Set) -> Solid {
    let size = extent(set);
    let mut whole = Solid::default();
    for k in 0..18 {
        let seed = mix(set.seed, k, 73);
        let side = k % 4;
        let out = between(7.0, 34.0, seed, 0, 1);
        let along = between(-34.0, 34.0, seed, 0, 2);
        let (wide, deep) = (between(7.0, 12.0, seed, 0, 3), between(6.0, 10.0, seed, 0, 4));
        let at = match side {
            0 => Vec2::new(along, -size.z / 2.0 - out - deep / 2.0),
            1 => Vec2::new(along, size.z / 2.0 + out + deep / 2.0),
            2 => Vec2::new(size.x / 2.0 + out + wide / 2.0, along),
            _ => Vec2::new(-size.x / 2.0 - out - wide / 2.0, along),
        };
        let top = between(-7.0, 2.5, seed, 0, 5) + out * 0.08;
        whole.add(&neighbour(wide, deep, top, seed).moved(Vec3::new(at.x, 0.0, at.y)));
    }
    whole
}

fn neighbour(wide: f32, deep: f32, top: f32, seed: u32) -> Solid {
    let paint =
        [Paint::Brick, Paint::BrickDark, Paint::Stone, Paint::PlasterDark][pick(seed, 0, 6, 4)];
    let (x, z) = (wide / 2.0, deep / 2.0);
    let mut whole = slab([-x, -HIGH, -z], [x, top, z], paint).inked(0.2).creased(0.45);
    for row in 0..3 {
        for column in 0..4 {
            let at = -x + wide * (column as f32 + 0.5) / 4.0;
            let y = top - 1.9 - 3.0 * row as f32;
            for face in [z, -z] {
                let out = face.signum() * 0.02;
                let pane = slab(
                    [at - 0.5, y - 0.7, face.min(face + out)],
                    [at + 0.5, y + 0.7, face.max(face + out)],
                    Paint::Pane,
                );
                whole.add(&pane.inked(0.0).creased(0.3));
            }
        }
    }
    match pick(seed, 0, 7, 3) {
        0 => whole.add(&tank().moved(Vec3::new(0.2 * x, top, -0.2 * z))),
        1 => {
            whole.add(
                &slab([-1.4, top, -1.2], [1.0, top + 2.4, 1.2], paint).inked(0.2).creased(0.45),
            );
            whole.add(&bar([x * 0.5, top, 0.0], [x * 0.5, top + 3.4, 0.0], 0.04, Paint::MetalDark));
            whole.add(&bar(
                [x * 0.5 - 0.7, top + 3.0, 0.0],
                [x * 0.5 + 0.7, top + 3.0, 0.0],
                0.025,
                Paint::MetalDark,
            ));
            whole.add(&bar(
                [x * 0.5 - 0.5, top + 2.6, 0.0],
                [x * 0.5 + 0.5, top + 2.6, 0.0],
                0.025,
                Paint::MetalDark,
            ));
        }
        _ => {
            let out = unit(seed, 0, 8);
            whole.add(
                &slab([x * out - 0.4, top, -0.5], [x * out + 0.4, top + 1.7, 0.5], Paint::Brick)
                    .inked(0.2)
                    .creased(0.45),
            );
        }
    }
    whole
}

/// A water tank on legs.
pub(crate) fn tank() -> Solid {
    let mut parts = vec![
        turned(&[[1.15, 1.7], [1.15, 3.7]], 14, Paint::WoodDark),
        turned(&[[1.3, 3.7], [0.0, 4.6]], 14, Paint::Roof),
    ];
    for y in [1.9, 2.6, 3.4] {
        parts.push(turned(&[[1.17, y], [1.17, y + 0.05]], 14, Paint::MetalDark));
    }
    for k in 0..4 {
        let turn = Quat::from_rotation_y((k as f32 + 0.5) * FRAC_PI_2);
        let (a, b) = (turn * Vec3::new(1.15, 0.0, 0.0), turn * Vec3::new(0.95, 1.72, 0.0));
        parts.push(crate::piece::parts::taper(a, b, [0.07; 2], 5, Paint::MetalDark));
    }
    join(parts).inked(0.35).creased(0.35)
}
