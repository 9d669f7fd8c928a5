//! Machines, and what is steered with.

use bevy_math::{Quat, Vec3};

use super::parts::{bar, hoop, join, line, slab, soft, style, taper, turned};
use crate::solid::{Paint, Solid};

/// A marine receiver with its handset hung at the side; stands on a table.
pub(crate) fn radio(seed: u32) -> Solid {
    let case = [Paint::MetalDark, Paint::WoodDark][style(seed, 1, 2)];
    let mut whole = join([
        soft([-0.21, 0.02, -0.14], [0.21, 0.29, 0.13], 0.015, case),
        slab([-0.18, 0.0, -0.11], [0.18, 0.02, 0.1], Paint::Black),
        slab([-0.19, 0.05, 0.13], [0.02, 0.26, 0.138], Paint::Black),
        slab([0.05, 0.18, 0.13], [0.18, 0.25, 0.138], Paint::Glow),
        bar([0.08, 0.1, 0.13], [0.08, 0.1, 0.155], 0.026, Paint::Metal),
        bar([0.15, 0.1, 0.13], [0.15, 0.1, 0.155], 0.026, Paint::Metal),
        bar([0.17, 0.29, -0.1], [0.24, 0.78, -0.13], 0.005, Paint::Metal),
        soft([0.215, 0.08, -0.02], [0.26, 0.25, 0.06], 0.015, Paint::Black),
        bar([0.24, 0.09, 0.02], [0.2, 0.03, 0.1], 0.008, Paint::Black),
    ]);
    for k in 0..7 {
        let y = 0.07 + 0.028 * k as f32;
        whole.creases.push(line([-0.18, y, 0.1385], [0.01, y, 0.1385], Vec3::Z, 0.4));
    }
    whole
}

pub(crate) fn telephone(_: u32) -> Solid {
    let dark = Paint::Black;
    let tilt = Quat::from_rotation_x(0.6);
    let dial = turned(&[[0.055, 0.0], [0.055, 0.012]], 14, Paint::White).with(&turned(
        &[[0.025, 0.012], [0.025, 0.018]],
        10,
        dark,
    ));
    join([
        soft([-0.1, 0.0, -0.09], [0.1, 0.045, 0.1], 0.015, dark),
        soft([-0.075, 0.045, -0.09], [0.075, 0.095, 0.0], 0.015, dark),
        dial.turned(tilt).moved(Vec3::new(0.0, 0.06, 0.035)),
        soft([-0.1, 0.105, -0.065], [0.1, 0.135, -0.03], 0.012, dark),
        taper(
            Vec3::new(-0.095, 0.13, -0.047),
            Vec3::new(-0.095, 0.085, -0.047),
            [0.022, 0.03],
            8,
            dark,
        ),
        taper(
            Vec3::new(0.095, 0.13, -0.047),
            Vec3::new(0.095, 0.085, -0.047),
            [0.022, 0.03],
            8,
            dark,
        ),
    ])
}

/// Its screen faces +z, toward its keyboard.
pub(crate) fn computer(_: u32) -> Solid {
    let mut whole = join([
        slab([-0.12, 0.0, -0.2], [0.12, 0.015, -0.02], Paint::MetalDark),
        slab([-0.025, 0.015, -0.15], [0.025, 0.16, -0.12], Paint::MetalDark),
        soft([-0.27, 0.09, -0.13], [0.27, 0.42, -0.09], 0.012, Paint::Black),
        slab([-0.25, 0.112, -0.091], [0.25, 0.4, -0.087], Paint::Glow),
        soft([-0.22, 0.0, 0.06], [0.22, 0.022, 0.2], 0.006, Paint::Metal),
        soft([0.27, 0.0, 0.1], [0.33, 0.03, 0.2], 0.012, Paint::Metal),
    ]);
    for k in 1..4 {
        let z = 0.06 + 0.035 * k as f32;
        whole.creases.push(line([-0.21, 0.0225, z], [0.21, 0.0225, z], Vec3::Y, 0.3));
    }
    whole
}

/// A ship's wheel on its stand; who steers stands at -z and looks toward +z.
pub(crate) fn steering(_: u32) -> Solid {
    let upright = Quat::from_rotation_x(std::f32::consts::FRAC_PI_2);
    let hub = Vec3::new(0.0, 0.98, -0.1);
    let mut parts = vec![
        soft([-0.16, 0.0, -0.02], [0.16, 1.1, 0.22], 0.02, Paint::WoodDark),
        slab([-0.2, 1.1, -0.05], [0.2, 1.13, 0.25], Paint::Wood),
        turned(&[[0.07, 1.13], [0.075, 1.19], [0.05, 1.22]], 10, Paint::Metal).moved(Vec3::Z * 0.1),
        hoop(0.27, 0.022, 16, Paint::Wood).turned(upright).moved(hub),
        taper(hub - Vec3::Z * 0.03, hub + Vec3::Z * 0.1, [0.05, 0.04], 10, Paint::Metal),
    ];
    for k in 0..8 {
        let turn = Quat::from_rotation_z(k as f32 * std::f32::consts::FRAC_PI_4);
        let spoke = [turn * Vec3::Y * 0.03, turn * Vec3::Y * 0.38];
        parts.push(taper(hub + spoke[0], hub + spoke[1], [0.014, 0.016], 5, Paint::Wood));
    }
    join(parts)
}

/// A box with louvres and a cowl, as it stands on roofs.
pub(crate) fn vent(seed: u32) -> Solid {
    let metal = [Paint::Metal, Paint::MetalDark][style(seed, 1, 2)];
    let mut parts = vec![
        slab([-0.38, 0.0, -0.38], [0.38, 0.12, 0.38], Paint::StoneDark),
        slab([-0.33, 0.12, -0.33], [0.33, 0.85, 0.33], metal),
        soft([-0.38, 0.85, -0.38], [0.38, 0.92, 0.38], 0.02, metal),
    ];
    for k in 0..5 {
        let y = 0.22 + 0.12 * k as f32;
        for z in [-0.34, 0.34] {
            parts.push(slab([-0.27, y, z - 0.012], [0.27, y + 0.05, z + 0.012], Paint::MetalDark));
        }
    }
    parts.push(turned(
        &[[0.13, 0.92], [0.13, 1.2], [0.2, 1.24], [0.2, 1.3], [0.0, 1.38]],
        10,
        metal,
    ));
    join(parts)
}
