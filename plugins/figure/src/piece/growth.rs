//! What grows, and rock.

use std::f32::consts::TAU;

use bevy_math::{Quat, Vec3, ops};

use super::parts::{between, blade, chance, join, lump, pick, scatter, taper, turned};
use crate::solid::{Paint, Solid};

/// Broad, or pointed, by its seed.
pub(crate) fn tree(seed: u32) -> Solid {
    match pick(seed, 0, 1, 5) {
        0 => pine(seed),
        _ => broadleaf(seed),
    }
}

fn broadleaf(seed: u32) -> Solid {
    let fork = between(1.9, 2.5, seed, 0, 2);
    let lean = Vec3::new(between(-0.25, 0.25, seed, 0, 3), 0.0, between(-0.25, 0.25, seed, 0, 4));
    let mut parts = vec![
        taper(Vec3::ZERO, Vec3::new(0.0, 0.4, 0.0), [0.3, 0.19], 8, Paint::WoodDark),
        taper(Vec3::Y * 0.35, Vec3::Y * fork + lean, [0.19, 0.14], 8, Paint::WoodDark),
    ];
    for k in 0..6 {
        let turn = (k as f32 + chance(seed, k, 5)) / 5.0 * TAU;
        let reach = if k == 5 { 0.2 } else { between(0.9, 1.3, seed, k, 6) };
        let high = if k == 5 { 5.3 } else { between(3.5, 4.7, seed, k, 7) };
        let middle = lean + Vec3::new(reach * ops::cos(turn), high, reach * ops::sin(turn));
        let size = between(0.95, 1.35, seed, k, 8);
        let radii = Vec3::new(size, size * 0.82, size);
        let paint = if k % 3 == 1 { Paint::LeafDark } else { Paint::Leaf };
        parts.push(lump(radii, 9, 0.13, scatter(seed, k, 9), paint, 180.0).moved(middle));
        if k < 3 {
            parts.push(taper(Vec3::Y * fork + lean, middle, [0.1, 0.05], 5, Paint::WoodDark));
        }
    }
    join(parts)
}

fn pine(seed: u32) -> Solid {
    let mut parts = vec![taper(Vec3::ZERO, Vec3::Y * 3.0, [0.21, 0.13], 7, Paint::WoodDark)];
    let mut skirts = Vec::new();
    for k in 0..5 {
        let (low, high) = (2.0 + 0.86 * k as f32, 3.4 + 0.86 * k as f32);
        let wide = 1.9 - 0.32 * k as f32 + between(-0.1, 0.1, seed, k, 2);
        skirts.push(
            lump(Vec3::new(wide, 0.5, wide), 10, 0.16, scatter(seed, k, 3), Paint::LeafDark, 60.0)
                .moved(Vec3::Y * (low + 0.3)),
        );
        skirts.push(taper(
            Vec3::Y * (low + 0.35),
            Vec3::Y * high,
            [wide * 0.82, 0.05],
            9,
            Paint::LeafDark,
        ));
    }
    parts.extend(skirts);
    join(parts)
}

pub(crate) fn bush(seed: u32) -> Solid {
    let clump = |k: u32| {
        let turn = (k as f32 + chance(seed, k, 1)) / 4.0 * TAU;
        let reach = if k == 4 { 0.0 } else { 0.32 };
        let size = between(0.32, 0.45, seed, k, 2) * if k == 4 { 1.15 } else { 1.0 };
        let at = Vec3::new(
            reach * ops::cos(turn),
            size * if k == 4 { 1.1 } else { 0.75 },
            reach * ops::sin(turn),
        );
        let paint = if k.is_multiple_of(2) { Paint::Leaf } else { Paint::LeafDark };
        lump(Vec3::splat(size), 10, 0.12, scatter(seed, k, 3), paint, 180.0).moved(at)
    };
    join((0..5).map(clump))
}

pub(crate) fn rock(seed: u32) -> Solid {
    let big = lump(Vec3::new(0.56, 0.5, 0.46), 8, 0.22, seed, Paint::Stone, 22.0);
    let small =
        lump(Vec3::new(0.3, 0.26, 0.28), 7, 0.24, scatter(seed, 1, 1), Paint::StoneDark, 22.0);
    join([big.moved(Vec3::new(-0.06, 0.22, -0.04)), small.moved(Vec3::new(0.34, 0.08, 0.26))])
}

pub(crate) fn grass(seed: u32) -> Solid {
    let one = |k: u32| {
        let turn = (k as f32 + chance(seed, k, 1)) / 12.0 * TAU;
        let out = Vec3::new(ops::cos(turn), 0.0, ops::sin(turn));
        let root = out * between(0.01, 0.12, seed, k, 2);
        let tip = out * between(0.2, 0.36, seed, k, 3) + Vec3::Y * between(0.22, 0.48, seed, k, 4);
        let paint = if k.is_multiple_of(3) { Paint::LeafDark } else { Paint::Grass };
        blade(root, tip, 0.045, paint)
    };
    join((0..12).map(one)).creased(0.0)
}

/// In its pot.
pub(crate) fn plant(seed: u32) -> Solid {
    let mut parts = vec![
        turned(&[[0.13, 0.0], [0.17, 0.28], [0.19, 0.28], [0.19, 0.34]], 12, Paint::Brick),
        turned(&[[0.165, 0.335], [0.165, 0.345]], 12, Paint::WoodDark),
    ];
    for k in 0..11 {
        let turn = Quat::from_rotation_y((k as f32 + 0.6 * chance(seed, k, 1)) / 11.0 * TAU);
        let reach = between(0.1, 0.28, seed, k, 2);
        let high = between(0.65, 1.15, seed, k, 3) - reach;
        let paint = if k % 3 == 0 { Paint::LeafDark } else { Paint::Leaf };
        parts.push(
            blade(Vec3::new(0.03, 0.33, 0.0), Vec3::new(reach, high, 0.0), 0.11, paint)
                .turned(turn),
        );
    }
    join(parts)
}
