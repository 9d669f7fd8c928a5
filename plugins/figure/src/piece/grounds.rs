//! What stands about outside, and what hangs or lies inside.

use bevy_math::{Vec2, Vec3};

use super::parts::{bar, beam, between, join, line, slab, soft, style, turned};
use crate::solid::{Paint, Solid};

/// A picture in its frame, its back to a wall at -z.
pub(crate) fn picture(seed: u32) -> Solid {
    let frame = [Paint::WoodDark, Paint::Black, Paint::Metal][style(seed, 1, 3)];
    let hill = |purpose: u32, y: f32| {
        let at = |x: f32, place: u32| Vec2::new(x, y + between(-0.04, 0.05, seed, place, purpose));
        let outline = [
            Vec2::new(-0.27, 0.1),
            Vec2::new(0.27, 0.1),
            at(0.27, 1),
            at(0.1, 2),
            at(-0.08, 3),
            at(-0.27, 4),
        ];
        Solid::sheet(&outline, Paint::Distance).creased(0.3).inked(0.0)
    };
    join([
        slab([-0.35, 0.0, -0.02], [0.35, 0.03, 0.02], frame),
        slab([-0.35, 0.47, -0.02], [0.35, 0.5, 0.02], frame),
        slab([-0.35, 0.03, -0.02], [-0.32, 0.47, 0.02], frame),
        slab([0.32, 0.03, -0.02], [0.35, 0.47, 0.02], frame),
        slab([-0.32, 0.03, -0.02], [0.32, 0.47, 0.0], Paint::Paper),
        hill(2, 0.27).painted(Paint::Horizon).moved(Vec3::Z * 0.003),
        hill(3, 0.19).painted(Paint::StoneDark).moved(Vec3::Z * 0.006),
    ])
}

pub(crate) fn rug(seed: u32) -> Solid {
    let (field, edge) =
        [(Paint::Cloth, Paint::ClothDark), (Paint::ClothDark, Paint::Cloth)][style(seed, 1, 2)];
    let flat = |x: f32, z: f32, y: f32, paint: Paint| {
        Solid::patch(&[[x, y, z], [x, y, -z], [-x, y, -z], [-x, y, z]].map(Vec3::from), paint)
            .inked(0.0)
    };
    join([
        slab([-1.2, 0.0, -0.8], [1.2, 0.01, 0.8], edge).inked(0.3),
        flat(1.08, 0.68, 0.013, field).creased(0.6),
        flat(0.9, 0.5, 0.015, edge).creased(0.5),
        flat(0.86, 0.46, 0.017, field).creased(0.4),
    ])
}

/// A stretch of 2.4 m along x: boards, or pickets.
pub(crate) fn fence(seed: u32) -> Solid {
    let wood = [Paint::Wood, Paint::WoodDark, Paint::White][style(seed, 1, 3)];
    let mut parts: Vec<Solid> = [-1.2, 0.0, 1.2]
        .iter()
        .map(|x| slab([x - 0.05, 0.0, -0.05], [x + 0.05, 1.1, 0.05], wood))
        .collect();
    if style(seed, 2, 3) == 0 {
        for y in [0.3, 0.8] {
            parts.push(slab([-1.2, y, 0.02], [1.2, y + 0.07, 0.05], wood));
        }
        for k in 0..12 {
            let x = -1.1 + 0.2 * k as f32;
            let outline =
                [(x - 0.04, 0.08), (x + 0.04, 0.08), (x + 0.04, 0.96), (x, 1.04), (x - 0.04, 0.96)];
            let outline = outline.map(|(x, y)| Vec2::new(x, y));
            parts.push(Solid::prism(&outline, 0.02, wood).moved(Vec3::Z * 0.06));
        }
    } else {
        for (k, y) in [0.28, 0.58, 0.88].into_iter().enumerate() {
            let sag = between(-0.02, 0.02, seed, k as u32, 3);
            parts.push(slab([-1.2, y, 0.05], [0.0, y + 0.13, 0.075], wood));
            parts.push(slab([0.0, y + sag, 0.05], [1.2, y + 0.13 + sag, 0.075], wood));
        }
    }
    join(parts)
}

pub(crate) fn post(seed: u32) -> Solid {
    if style(seed, 1, 2) == 0 {
        turned(
            &[[0.07, 0.0], [0.07, 1.08], [0.09, 1.1], [0.09, 1.16], [0.0, 1.2]],
            10,
            Paint::MetalDark,
        )
    } else {
        soft([-0.06, 0.0, -0.06], [0.06, 1.2, 0.06], 0.012, Paint::Wood)
    }
}

/// A guard of 2 m along x.
pub(crate) fn rail(_: u32) -> Solid {
    let iron = Paint::MetalDark;
    let mut parts = vec![
        bar([-1.0, 1.05, 0.0], [1.0, 1.05, 0.0], 0.026, iron),
        bar([-1.0, 0.7, 0.0], [1.0, 0.7, 0.0], 0.014, iron),
        bar([-1.0, 0.35, 0.0], [1.0, 0.35, 0.0], 0.014, iron),
    ];
    for x in [-0.98, 0.0, 0.98] {
        parts.push(bar([x, 0.0, 0.0], [x, 1.05, 0.0], 0.022, iron));
        parts.push(turned(&[[0.06, 0.0], [0.06, 0.02]], 8, iron).moved(Vec3::X * x));
    }
    join(parts)
}

/// Three steps up toward -z.
pub(crate) fn steps(seed: u32) -> Solid {
    let stone = [Paint::Stone, Paint::Wood][style(seed, 1, 2)];
    join((0..3).map(|k| {
        let step = k as f32;
        slab([-0.6, 0.0, -0.45], [0.6, 0.18 * (step + 1.0), 0.45 - 0.3 * step], stone)
    }))
}

/// A stage of planks on piles, 10 m long toward -z; its deck is 0.9 m above its foot.
pub(crate) fn pier(seed: u32) -> Solid {
    let wood = Paint::Wood;
    let mut whole = slab([-1.2, 0.82, -5.0], [1.2, 0.9, 5.0], wood);
    for side in [-1.0, 1.0_f32] {
        let x = side * 1.13;
        whole.add(&slab([x - 0.07, 0.62, -5.0], [x + 0.07, 0.82, 5.0], Paint::WoodDark));
        for k in 0..5 {
            let z = -4.6 + 2.3 * k as f32;
            let top = if k % 2 == 0 { 1.55 + between(-0.1, 0.1, seed, k, 1) } else { 0.85 };
            whole.add(
                &turned(&[[0.11, -1.6], [0.11, top - 0.04], [0.08, top]], 9, Paint::WoodDark)
                    .moved(Vec3::new(x + side * 0.1, 0.0, z)),
            );
        }
    }
    for k in 0..3 {
        let z = -4.6 + 4.6 * k as f32;
        whole.add(&beam([-1.1, -0.6, z], [1.1, 0.6, z], 0.09, Paint::WoodDark));
    }
    for k in 1..48 {
        let z = -5.0 + 10.0 * k as f32 / 48.0;
        whole.creases.push(line([-1.2, 0.901, z], [1.2, 0.901, z], Vec3::Y, 0.45));
    }
    whole
}
