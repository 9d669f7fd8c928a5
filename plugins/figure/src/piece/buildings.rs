//! Houses and towers.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Quat, Vec2, Vec3};

use super::parts::{hoop, join, slab, style, taper, turned};
use crate::solid::{Paint, Solid};

/// A gabled house, its door toward +z.
pub(crate) fn house(seed: u32) -> Solid {
    let wall = [Paint::Plaster, Paint::Stone, Paint::Brick, Paint::White][style(seed, 1, 4)];
    let gable = [(-3.5, 0.0), (3.5, 0.0), (3.5, 4.6), (0.0, 7.3), (-3.5, 4.6)]
        .map(|(x, y)| Vec2::new(x, y));
    let turn = Quat::from_rotation_y(FRAC_PI_2);
    let mut parts = vec![Solid::prism(&gable, 8.0, wall).turned(turn)];
    for side in [-1.0, 1.0] {
        let slope = [(0.0, 7.3), (0.0, 7.5), (3.95, 4.45), (3.95, 4.25)]
            .map(|(z, y)| Vec2::new(side * z, y));
        let mut outline = slope.to_vec();
        if side > 0.0 {
            outline.reverse();
        }
        parts.push(Solid::prism(&outline, 8.7, Paint::Roof).turned(turn));
    }
    parts.push(slab([2.2, 6.0, -0.6], [3.0, 8.4, 0.2], Paint::Brick));
    parts.push(slab([2.12, 8.4, -0.68], [3.08, 8.52, 0.28], Paint::StoneDark));
    let window = |x: f32, y: f32, z: f32| {
        let out = z.signum() * 0.03;
        let (a, b) = (z.min(z + out), z.max(z + out));
        join([
            slab([x - 0.5, y, a], [x + 0.5, y + 1.25, b], Paint::White),
            slab([x - 0.42, y + 0.08, a - 0.008], [x - 0.03, y + 1.17, b + 0.008], Paint::Pane),
            slab([x + 0.03, y + 0.08, a - 0.008], [x + 0.42, y + 1.17, b + 0.008], Paint::Pane),
            slab([x - 0.58, y - 0.1, a - 0.05], [x + 0.58, y, b + 0.05], Paint::Stone),
        ])
    };
    for z in [-3.5, 3.5] {
        for x in [-2.6, 0.0, 2.6] {
            if z < 0.0 || x != 0.0 {
                parts.push(window(x, 0.9, z));
            }
            parts.push(window(x, 3.0, z));
        }
    }
    for x in [-4.0, 4.0_f32] {
        let across = window(0.0, 3.0, 0.0).with(&window(-1.6, 0.9, 0.0));
        parts.push(across.turned(Quat::from_rotation_y(FRAC_PI_2)).moved(Vec3::X * x * 1.004));
    }
    parts.push(slab([-0.58, 0.0, 3.48], [0.58, 2.2, 3.53], Paint::White));
    parts.push(slab([-0.46, 0.0, 3.5], [0.46, 2.08, 3.56], Paint::WoodDark));
    parts.push(slab([-0.75, 0.0, 3.5], [0.75, 0.16, 4.3], Paint::Stone));
    parts.push(slab([-0.8, 2.35, 3.5], [0.8, 2.45, 4.2], Paint::Roof));
    join(parts)
}

/// A lighthouse, its door toward +z.
pub(crate) fn tower(seed: u32) -> Solid {
    let band = [Paint::Brick, Paint::StoneDark][style(seed, 1, 2)];
    let radius =
        |y: f32| 3.3 - 1.25 * (y / 22.0) - 0.35 * (1.0 - (1.0 - y / 22.0) * (1.0 - y / 22.0));
    let shaft = |low: f32, high: f32, paint: Paint| {
        turned(&[[radius(low), low], [radius(high), high]], 24, paint)
    };
    let mut parts = vec![
        turned(&[[4.2, 0.0], [4.2, 0.6], [3.4, 0.62], [3.4, 1.4], [3.3, 1.5]], 24, Paint::Stone),
        shaft(1.5, 7.5, Paint::White),
        shaft(7.5, 11.5, band),
        shaft(11.5, 16.0, Paint::White),
        shaft(16.0, 19.0, band),
        shaft(19.0, 22.0, Paint::White),
        turned(&[[1.75, 21.6], [2.6, 22.2], [2.7, 22.2], [2.7, 22.45]], 24, Paint::StoneDark),
        turned(&[[1.5, 22.45], [1.5, 23.3]], 16, Paint::White),
        turned(&[[1.42, 23.3], [1.42, 25.3]], 12, Paint::Pane),
        turned(&[[0.5, 23.3], [0.55, 24.3], [0.5, 25.2]], 10, Paint::Glow),
        turned(
            &[
                [1.75, 25.3],
                [1.75, 25.45],
                [1.3, 26.2],
                [0.6, 26.7],
                [0.2, 26.85],
                [0.2, 27.2],
                [0.0, 28.0],
            ],
            16,
            band,
        ),
    ];
    for k in 0..16 {
        let turn = Quat::from_rotation_y(k as f32 * std::f32::consts::TAU / 16.0);
        let at = |r: f32, y: f32| turn * Vec3::new(r, y, 0.0);
        parts.push(taper(at(2.6, 22.45), at(2.6, 23.5), [0.03; 2], 4, Paint::MetalDark));
        if k % 2 == 0 {
            parts.push(taper(at(1.45, 23.3), at(1.45, 25.35), [0.05; 2], 4, Paint::MetalDark));
        }
    }
    for y in [23.0, 23.5] {
        parts.push(hoop(2.6, 0.035, 24, Paint::MetalDark).moved(Vec3::Y * y));
    }
    for (k, y) in [5.0, 9.5, 14.0, 18.0].into_iter().enumerate() {
        let turn = Quat::from_rotation_y([0.0, 1.2, -0.5, 0.3][k]);
        let z = radius(y) - 0.12;
        let hole = slab([-0.42, y, z - 0.2], [0.42, y + 1.3, z + 0.14], Paint::Stone).with(&slab(
            [-0.28, y + 0.14, z],
            [0.28, y + 1.16, z + 0.16],
            Paint::Pane,
        ));
        parts.push(hole.turned(turn));
    }
    parts.push(slab([-0.85, 0.6, 3.0], [0.85, 3.2, 3.5], Paint::Stone));
    parts.push(slab([-0.55, 0.6, 3.2], [0.55, 2.75, 3.54], Paint::WoodDark));
    for k in 0..3 {
        parts.push(slab(
            [-0.9, 0.0, 3.3],
            [0.9, 0.2 * (3 - k) as f32, 4.5 + 0.3 * k as f32],
            Paint::Stone,
        ));
    }
    join(parts)
}
