//! Quays: stone, sheds, and boats at their moorings.

use bevy_math::{Quat, Vec3};
use maquette_document::Set;

use super::drop;
use crate::hash::{mix, unit};
use crate::piece::parts::{bar, between, join, line, slab};
use crate::set::extent;
use crate::set::shell::flat;
use crate::solid::{Paint, Solid};

pub(crate) fn quay(set: &Set) -> Solid {
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
