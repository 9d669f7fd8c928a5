//! What one sits and lies on.

use bevy_math::{Quat, Vec3};

use super::parts::{at_corners, bar, beam, join, slab, soft, style};
use crate::solid::{Paint, Solid};

pub(crate) fn chair(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark][style(seed, 1, 2)];
    let mut parts = vec![soft([-0.22, 0.41, -0.21], [0.22, 0.45, 0.23], 0.012, wood)];
    for x in [-0.19, 0.19] {
        parts.push(beam([x, 0.0, 0.21], [x * 0.98, 0.42, 0.19], 0.036, wood));
        parts.push(beam([x, 0.0, -0.22], [x * 0.98, 0.44, -0.19], 0.036, wood));
        parts.push(beam([x * 0.98, 0.44, -0.19], [x, 0.88, -0.25], 0.034, wood));
        parts.push(beam([x * 0.97, 0.18, -0.2], [x * 0.97, 0.18, 0.2], 0.022, wood));
    }
    let lean = Quat::from_rotation_x(-0.13);
    if style(seed, 2, 2) == 0 {
        for y in [0.58, 0.7, 0.82] {
            let slat = Solid::cuboid(Vec3::new(0.36, 0.06, 0.016), wood).turned(lean);
            parts.push(slat.moved(Vec3::new(0.0, y, -0.191 - (y - 0.44) * 0.135)));
        }
    } else {
        let top = Solid::cuboid(Vec3::new(0.4, 0.09, 0.02), wood).turned(lean);
        parts.push(top.moved(Vec3::new(0.0, 0.83, -0.245)));
        for x in [-0.1, 0.0, 0.1] {
            parts.push(bar([x, 0.44, -0.19], [x, 0.8, -0.24], 0.011, wood));
        }
    }
    join(parts)
}

pub(crate) fn armchair(seed: u32) -> Solid {
    upholstered(0.86, 1, seed)
}

pub(crate) fn sofa(seed: u32) -> Solid {
    upholstered(1.9, 3, seed)
}

/// A base, arms, a leaning back, and loose cushions.
fn upholstered(width: f32, cushions: usize, seed: u32) -> Solid {
    let cloth = [Paint::Cloth, Paint::ClothDark, Paint::Leather][style(seed, 1, 3)];
    let half = width / 2.0;
    let (inner, lean) = (half - 0.15, Quat::from_rotation_x(-0.16));
    let mut parts = vec![
        soft([-half + 0.02, 0.1, -0.38], [half - 0.02, 0.29, 0.38], 0.02, cloth),
        at_corners(
            &slab([-0.025, 0.0, -0.025], [0.025, 0.1, 0.025], Paint::WoodDark),
            half - 0.07,
            0.34,
        ),
    ];
    for side in [-1.0, 1.0] {
        let (a, b) = (side * half, side * inner);
        parts.push(soft([a.min(b), 0.1, -0.42], [a.max(b), 0.6, 0.4], 0.045, cloth));
    }
    let step = 2.0 * inner / cushions as f32;
    for k in 0..cushions {
        let x = -inner + (k as f32 + 0.5) * step;
        let seat = Vec3::new(step - 0.012, 0.15, 0.62);
        parts.push(Solid::bevelled(seat, 0.04, cloth).moved(Vec3::new(x, 0.345, 0.08)));
        let back = Vec3::new(step - 0.016, 0.44, 0.15);
        parts
            .push(Solid::bevelled(back, 0.05, cloth).turned(lean).moved(Vec3::new(x, 0.61, -0.25)));
    }
    let rest = Vec3::new(width - 0.06, 0.66, 0.14);
    parts.push(Solid::bevelled(rest, 0.045, cloth).turned(lean).moved(Vec3::new(0.0, 0.48, -0.35)));
    join(parts)
}

pub(crate) fn bench(seed: u32) -> Solid {
    let (wood, iron) = (Paint::Wood, Paint::MetalDark);
    let mut parts = Vec::new();
    for z in [-0.12, 0.02, 0.16] {
        parts.push(slab([-0.75, 0.415, z - 0.055], [0.75, 0.45, z + 0.055], wood));
    }
    let lean = Quat::from_rotation_x(-0.2);
    for y in [0.58, 0.74] {
        let slat = Solid::cuboid(Vec3::new(1.5, 0.11, 0.03), wood).turned(lean);
        parts.push(slat.moved(Vec3::new(0.0, y, -0.2 - (y - 0.5) * 0.2)));
    }
    for x in [-0.6, 0.6] {
        if style(seed, 1, 3) == 0 {
            parts.push(slab([x - 0.09, 0.0, -0.2], [x + 0.09, 0.41, 0.2], Paint::Stone));
        } else {
            parts.push(beam([x, 0.0, 0.22], [x, 0.42, 0.18], 0.05, iron));
            parts.push(beam([x, 0.0, -0.24], [x, 0.42, -0.16], 0.05, iron));
            parts.push(beam([x, 0.39, -0.18], [x, 0.39, 0.2], 0.045, iron));
        }
        parts.push(beam([x, 0.4, -0.17], [x, 0.8, -0.27], 0.045, iron));
    }
    join(parts)
}

pub(crate) fn bed(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark, Paint::MetalDark][style(seed, 1, 3)];
    let blanket = [Paint::Cloth, Paint::ClothDark][style(seed, 2, 2)];
    let mut parts = vec![
        slab([-0.68, 0.2, -0.98], [0.68, 0.32, 0.98], wood),
        soft([-0.66, 0.3, -0.96], [0.66, 0.48, 0.96], 0.04, Paint::White),
        soft([-0.69, 0.26, -0.42], [0.69, 0.51, 0.985], 0.03, blanket),
        soft([-0.685, 0.5, -0.56], [0.685, 0.525, -0.34], 0.011, Paint::White),
        slab([-0.7, 0.0, -1.025], [0.7, 0.95, -0.98], wood),
        slab([-0.7, 0.0, 0.985], [0.7, 0.34, 1.025], wood),
    ];
    for x in [-0.32, 0.32] {
        let pillow = Solid::bevelled(Vec3::new(0.56, 0.13, 0.36), 0.055, Paint::White);
        parts.push(pillow.turned(Quat::from_rotation_x(0.22)).moved(Vec3::new(x, 0.54, -0.74)));
    }
    parts.push(slab([-0.73, 0.93, -1.03], [0.73, 0.97, -0.975], wood));
    join(parts)
}

/// A seat of a car, a train or a wheelhouse.
pub(crate) fn seat(seed: u32) -> Solid {
    let cloth = [Paint::ClothDark, Paint::Leather][style(seed, 1, 2)];
    let lean = Quat::from_rotation_x(-0.24);
    join([
        slab([-0.2, 0.0, -0.2], [0.2, 0.2, 0.2], Paint::MetalDark),
        soft([-0.25, 0.18, -0.24], [0.25, 0.36, 0.28], 0.045, cloth),
        Solid::bevelled(Vec3::new(0.48, 0.64, 0.14), 0.05, cloth)
            .turned(lean)
            .moved(Vec3::new(0.0, 0.6, -0.28)),
        Solid::bevelled(Vec3::new(0.28, 0.18, 0.1), 0.04, cloth)
            .turned(lean)
            .moved(Vec3::new(0.0, 0.99, -0.37)),
        bar([-0.06, 0.85, -0.345], [-0.06, 0.95, -0.365], 0.008, Paint::Metal),
        bar([0.06, 0.85, -0.345], [0.06, 0.95, -0.365], 0.008, Paint::Metal),
    ])
}
