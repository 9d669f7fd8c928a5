//! What gives light.

use bevy_math::{Quat, Vec3};

use super::parts::{bar, hoop, join, slab, style, taper, turned};
use crate::solid::{Paint, Solid};

/// A standard lamp.
pub(crate) fn lamp(seed: u32) -> Solid {
    let metal = [Paint::MetalDark, Paint::WoodDark][style(seed, 1, 2)];
    let shade = [[0.21, 1.28], [0.13, 1.58]];
    join([
        turned(&[[0.15, 0.0], [0.15, 0.02], [0.03, 0.05], [0.014, 0.1]], 12, metal),
        turned(&[[0.014, 0.05], [0.014, 1.34]], 6, metal),
        turned(&shade, 14, Paint::Glow),
        turned(&[[0.212, 1.28], [0.212, 1.295]], 14, metal),
        turned(&[[0.133, 1.57], [0.133, 1.585]], 14, metal),
        turned(&[[0.012, 1.58], [0.0, 1.6]], 6, metal),
    ])
}

/// A storm lantern, to stand or to carry.
pub(crate) fn lantern(_: u32) -> Solid {
    let mut parts = vec![
        turned(&[[0.08, 0.0], [0.085, 0.03], [0.06, 0.06]], 10, Paint::MetalDark),
        turned(&[[0.045, 0.06], [0.062, 0.12], [0.045, 0.19]], 10, Paint::Glow),
        turned(
            &[[0.075, 0.19], [0.05, 0.23], [0.03, 0.24], [0.03, 0.265], [0.0, 0.27]],
            10,
            Paint::MetalDark,
        ),
        hoop(0.055, 0.005, 10, Paint::MetalDark)
            .turned(Quat::from_rotation_x(std::f32::consts::FRAC_PI_2))
            .moved(Vec3::Y * 0.265),
    ];
    for (x, z) in [(0.075, 0.0), (-0.075, 0.0), (0.0, 0.075), (0.0, -0.075)] {
        parts.push(bar([x, 0.03, z], [x * 0.95, 0.2, z * 0.95], 0.006, Paint::MetalDark));
    }
    join(parts)
}

/// A lens of ringed glass about its lamp, in a frame of brass, on an iron stand.
pub(crate) fn beacon(_: u32) -> Solid {
    let mut rings = vec![[0.3, 1.0]];
    // Prisms below the belt lean out, above it in.
    for k in 0..6 {
        let y = 1.0 + 0.09 * k as f32;
        let radius = 0.36 + 0.045 * k as f32;
        rings.push([radius + 0.035, y + 0.03]);
        rings.push([radius, y + 0.085]);
    }
    let top: Vec<[f32; 2]> = rings.iter().rev().map(|[r, y]| [*r, 3.56 - y]).collect();
    let belt = [[0.63, 1.58], [0.66, 1.66], [0.68, 1.78], [0.66, 1.9], [0.63, 1.98]];
    let mut parts = vec![
        turned(
            &[
                [0.62, 0.0],
                [0.62, 0.1],
                [0.34, 0.2],
                [0.28, 0.55],
                [0.3, 0.72],
                [0.52, 0.8],
                [0.52, 0.9],
                [0.3, 0.98],
            ],
            16,
            Paint::MetalDark,
        ),
        turned(&rings, 16, Paint::Glass),
        turned(&belt, 16, Paint::Glow),
        turned(&top, 16, Paint::Glass),
        turned(
            &[[0.38, 2.54], [0.38, 2.6], [0.2, 2.72], [0.06, 2.78], [0.05, 2.86], [0.0, 2.9]],
            16,
            Paint::MetalDark,
        ),
    ];
    for k in 0..8 {
        let turn = Quat::from_rotation_y(k as f32 * std::f32::consts::FRAC_PI_4);
        let rib = |a: [f32; 2], b: [f32; 2]| {
            let at = |p: [f32; 2]| turn * Vec3::new(p[0], p[1], 0.0);
            taper(at(a), at(b), [0.022; 2], 4, Paint::Metal)
        };
        parts.push(rib([0.4, 0.98], [0.69, 1.56]));
        parts.push(rib([0.69, 1.56], [0.69, 2.0]));
        parts.push(rib([0.69, 2.0], [0.4, 2.58]));
    }
    for y in [1.57, 1.99] {
        parts.push(hoop(0.69, 0.022, 16, Paint::Metal).moved(Vec3::Y * y));
    }
    join(parts)
}

/// Its arm reaches toward +z.
pub(crate) fn street_lamp(seed: u32) -> Solid {
    let iron = Paint::MetalDark;
    let mut parts = vec![turned(
        &[[0.13, 0.0], [0.13, 0.1], [0.09, 0.16], [0.085, 0.75], [0.055, 0.85]],
        10,
        iron,
    )];
    if style(seed, 1, 2) == 0 {
        parts.push(turned(&[[0.055, 0.85], [0.035, 4.5]], 8, iron));
        parts.push(hoop(0.07, 0.02, 8, iron).moved(Vec3::Y * 3.9));
        parts.push(slab([-0.3, 3.95, -0.012], [0.3, 3.985, 0.012], iron));
        parts.push(turned(&[[0.06, 4.5], [0.1, 4.55], [0.18, 5.0]], 6, Paint::Pane));
        parts.push(turned(
            &[[0.21, 4.99], [0.2, 5.03], [0.05, 5.16], [0.03, 5.22], [0.0, 5.26]],
            6,
            iron,
        ));
    } else {
        parts.push(turned(&[[0.055, 0.85], [0.04, 4.9]], 8, iron));
        parts.push(taper(
            Vec3::new(0.0, 4.85, 0.0),
            Vec3::new(0.0, 5.2, 0.9),
            [0.035, 0.03],
            6,
            iron,
        ));
        parts.push(slab([-0.12, 5.16, 0.8], [0.12, 5.26, 1.4], iron));
        parts.push(slab([-0.1, 5.13, 0.84], [0.1, 5.165, 1.36], Paint::Pane));
    }
    join(parts)
}
