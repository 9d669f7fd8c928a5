//! Tables, and what things are kept in.

use bevy_math::{Quat, Vec3};

use super::parts::{
    at_corners, bar, beam, between, chance, join, line, pick, slab, soft, style, turned,
};
use crate::solid::{Paint, Solid};

pub(crate) fn table(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark][style(seed, 1, 2)];
    let leg = slab([-0.035, 0.0, -0.035], [0.035, 0.7, 0.035], wood);
    let mut whole = join([
        soft([-0.7, 0.7, -0.4], [0.7, 0.74, 0.4], 0.008, wood),
        slab([-0.6, 0.61, -0.31], [0.6, 0.7, 0.31], wood),
        at_corners(&leg, 0.61, 0.32),
    ]);
    for z in [-0.14, 0.13] {
        whole.creases.push(line([-0.69, 0.741, z], [0.69, 0.741, z], Vec3::Y, 0.3));
    }
    whole
}

pub(crate) fn round_table(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark, Paint::White][style(seed, 1, 3)];
    let mut parts = vec![
        turned(&[[0.47, 0.705], [0.5, 0.72], [0.5, 0.74]], 20, wood),
        turned(&[[0.05, 0.05], [0.035, 0.2], [0.045, 0.55], [0.12, 0.705]], 8, Paint::MetalDark),
    ];
    for turn in [0.0, 90.0_f32] {
        let foot = slab([-0.32, 0.0, -0.03], [0.32, 0.055, 0.03], Paint::MetalDark);
        parts.push(foot.turned(Quat::from_rotation_y((turn + 45.0).to_radians())));
    }
    join(parts)
}

/// Drawers on its left, faced from +z where one sits.
pub(crate) fn desk(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark][style(seed, 1, 2)];
    let mut parts = vec![
        soft([-0.7, 0.705, -0.35], [0.7, 0.74, 0.35], 0.008, wood),
        slab([-0.67, 0.0, -0.32], [-0.64, 0.705, 0.32], wood),
        slab([0.28, 0.06, -0.32], [0.67, 0.705, 0.31], wood),
        slab([-0.64, 0.3, -0.31], [0.28, 0.7, -0.29], wood),
    ];
    for (low, high) in [(0.09, 0.36), (0.38, 0.53), (0.55, 0.69)] {
        parts.push(slab([0.3, low, 0.31], [0.65, high, 0.325], wood));
        let y = (low + high) / 2.0;
        parts.push(slab([0.42, y - 0.01, 0.325], [0.53, y + 0.01, 0.345], Paint::Metal));
    }
    // Papers, and a book or two.
    let turn = Quat::from_rotation_y(between(-0.4, 0.4, seed, 0, 3));
    let sheet = slab([-0.105, 0.0, -0.15], [0.105, 0.008, 0.15], Paint::Paper);
    parts.push(sheet.turned(turn).moved(Vec3::new(-0.1, 0.742, 0.08)));
    parts.push(slab([-0.62, 0.74, -0.28], [-0.4, 0.79, -0.02], Paint::ClothDark));
    parts.push(slab([-0.6, 0.79, -0.26], [-0.42, 0.825, -0.05], Paint::Cloth));
    join(parts)
}

/// Doors and drawers toward +z.
pub(crate) fn counter(seed: u32) -> Solid {
    let (front, top) = if style(seed, 1, 2) == 0 {
        (Paint::Wood, Paint::Stone)
    } else {
        (Paint::White, Paint::WoodDark)
    };
    let mut parts = vec![
        slab([-0.9, 0.0, -0.29], [0.9, 0.1, 0.22], Paint::Black),
        slab([-0.9, 0.1, -0.3], [0.9, 0.86, 0.27], front),
        soft([-0.91, 0.86, -0.31], [0.91, 0.9, 0.31], 0.008, top),
    ];
    for k in 0..3 {
        let x = -0.9 + 0.6 * k as f32;
        parts.push(slab([x + 0.02, 0.13, 0.27], [x + 0.58, 0.66, 0.285], front));
        parts.push(slab([x + 0.02, 0.68, 0.27], [x + 0.58, 0.84, 0.285], front));
        parts.push(slab([x + 0.2, 0.755, 0.285], [x + 0.4, 0.77, 0.305], Paint::Metal));
        let knob = if k == 2 { x + 0.08 } else { x + 0.52 };
        parts.push(slab([knob - 0.012, 0.58, 0.285], [knob + 0.012, 0.62, 0.305], Paint::Metal));
    }
    join(parts)
}

/// Books and boxes on five boards; its open side faces +z.
pub(crate) fn shelf(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark][style(seed, 1, 2)];
    let mut parts = vec![
        slab([-0.45, 0.0, -0.16], [-0.42, 1.9, 0.16], wood),
        slab([0.42, 0.0, -0.16], [0.45, 1.9, 0.16], wood),
        slab([-0.42, 0.0, -0.16], [0.42, 1.9, -0.145], Paint::WoodDark),
    ];
    for board in 0..6 {
        let y = 0.06 + 0.362 * board as f32;
        parts.push(slab([-0.42, y, -0.145], [0.42, y + 0.028, 0.155], wood));
        if board == 5 {
            continue;
        }
        let mut x = -0.4;
        for k in 0..6 {
            let place = board * 8 + k;
            let wide = between(0.05, 0.2, seed, place, 2);
            if x + wide > 0.4 {
                break;
            }
            if chance(seed, place, 3) > 0.22 {
                let (high, deep) =
                    (between(0.16, 0.28, seed, place, 4), between(0.0, 0.07, seed, place, 5));
                let paint =
                    [Paint::Cloth, Paint::ClothDark, Paint::Paper, Paint::Leather, Paint::White]
                        [pick(seed, place, 6, 5)];
                let low = [x, y + 0.028, -0.13];
                parts.push(slab(low, [x + wide, y + 0.028 + high, 0.12 - deep], paint));
            }
            x += wide + 0.012;
        }
    }
    join(parts)
}

pub(crate) fn cupboard(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark, Paint::White][style(seed, 1, 3)];
    let mut parts = vec![
        slab([-0.48, 0.0, -0.26], [0.48, 0.09, 0.24], Paint::WoodDark),
        slab([-0.5, 0.09, -0.275], [0.5, 1.94, 0.255], wood),
        soft([-0.53, 1.94, -0.275], [0.53, 2.0, 0.29], 0.015, wood),
    ];
    for side in [-1.0, 1.0] {
        let x = |v: f32| side * v;
        let panel = |from: f32, to: f32, low: f32, high: f32, z: f32| {
            let (a, b) = (x(from).min(x(to)), x(from).max(x(to)));
            slab([a, low, z], [b, high, z + 0.015], wood)
        };
        parts.push(panel(0.01, 0.48, 0.12, 1.91, 0.255));
        parts.push(panel(0.09, 0.4, 0.22, 0.95, 0.27));
        parts.push(panel(0.09, 0.4, 1.07, 1.81, 0.27));
        parts.push(bar([x(0.05), 0.98, 0.27], [x(0.05), 1.08, 0.295], 0.012, Paint::Metal));
    }
    join(parts)
}

pub(crate) fn stove(seed: u32) -> Solid {
    let body = [Paint::White, Paint::MetalDark][style(seed, 1, 2)];
    let mut parts = vec![
        slab([-0.29, 0.0, -0.28], [0.29, 0.07, 0.26], Paint::Black),
        soft([-0.3, 0.07, -0.3], [0.3, 0.88, 0.29], 0.01, body),
        slab([-0.3, 0.88, -0.3], [0.3, 0.9, 0.3], Paint::Black),
        slab([-0.25, 0.14, 0.29], [0.25, 0.64, 0.305], body),
        slab([-0.17, 0.25, 0.305], [0.17, 0.5, 0.312], Paint::Black),
        bar([-0.2, 0.6, 0.335], [0.2, 0.6, 0.335], 0.012, Paint::Metal),
        slab([-0.3, 0.9, -0.3], [0.3, 0.98, -0.27], body),
    ];
    for k in 0..4 {
        let x = -0.2 + 0.133 * k as f32;
        parts.push(bar([x, 0.76, 0.29], [x, 0.76, 0.315], 0.022, Paint::Metal));
    }
    for (x, z) in [(-0.14, -0.13), (0.14, -0.13), (-0.14, 0.13), (0.14, 0.13)] {
        parts.push(
            turned(&[[0.09, 0.9], [0.085, 0.915]], 10, Paint::MetalDark)
                .moved(Vec3::new(x, 0.0, z)),
        );
    }
    let kettle = [[0.09, 0.0], [0.1, 0.05], [0.075, 0.12], [0.03, 0.145], [0.015, 0.17]];
    let kettle = turned(&kettle, 10, Paint::Metal)
        .with(&bar([0.07, 0.06, 0.0], [0.15, 0.13, 0.0], 0.014, Paint::Metal))
        .with(&bar([-0.07, 0.12, 0.0], [0.06, 0.2, 0.0], 0.01, Paint::Black));
    parts.push(kettle.moved(Vec3::new(-0.14, 0.915, -0.13)));
    join(parts)
}

pub(crate) fn crate_(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark][style(seed, 1, 2)];
    let mut whole = slab([-0.285, 0.0, -0.235], [0.285, 0.485, 0.235], wood);
    for z in [-0.25, 0.25_f32] {
        let (a, b) = (z.min(z * 0.94), z.max(z * 0.94));
        for (low, high) in [(0.0, 0.07), (0.43, 0.5)] {
            whole.add(&slab([-0.3, low, a], [0.3, high, b], wood));
        }
        for x in [-0.3, 0.235] {
            whole.add(&slab([x, 0.07, a], [x + 0.065, 0.43, b], wood));
        }
        let side = Vec3::Z * z.signum();
        for y in [0.19, 0.31] {
            whole.creases.push(line([-0.23, y, z * 0.945], [0.23, y, z * 0.945], side, 0.5));
        }
    }
    for x in [-0.29, 0.29] {
        for (low, high) in [(0.0, 0.07), (0.43, 0.5)] {
            whole.add(&slab([x - 0.01, low, -0.235], [x + 0.01, high, 0.235], wood));
        }
        whole.add(&beam([x, 0.08, -0.2], [x, 0.42, 0.2], 0.03, wood));
    }
    for z in [-0.12, 0.0, 0.12] {
        whole.creases.push(line([-0.28, 0.486, z], [0.28, 0.486, z], Vec3::Y, 0.5));
    }
    whole
}

pub(crate) fn barrel(_: u32) -> Solid {
    let bulge = [[0.24, 0.0], [0.275, 0.18], [0.29, 0.44], [0.275, 0.7], [0.24, 0.88]];
    let mut whole = turned(&bulge, 14, Paint::Wood);
    for (y, radius) in [(0.08, 0.262), (0.27, 0.287), (0.61, 0.287), (0.8, 0.262)] {
        whole.add(&turned(&[[radius, y - 0.025], [radius, y + 0.025]], 14, Paint::MetalDark));
    }
    whole.add(&turned(&[[0.215, 0.875], [0.215, 0.886]], 14, Paint::WoodDark));
    whole
}
