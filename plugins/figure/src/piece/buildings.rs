//! What is as big as a house, or moves one about: cars, boats, houses, towers.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Quat, Vec2, Vec3};

use super::parts::{bar, beam, hoop, join, slab, soft, style, taper, turned};
use crate::solid::{Paint, Solid};

/// A saloon, 4.4 m long; its nose is at +z.
pub(crate) fn car(seed: u32) -> Solid {
    let body = [Paint::Metal, Paint::ClothDark, Paint::White][style(seed, 1, 3)];
    // Nose to the left: (along, up), turned so that the nose comes to +z.
    let side = [
        (-2.2, 0.34),
        (-2.16, 0.62),
        (-2.05, 0.74),
        (-1.2, 0.86),
        (1.5, 0.9),
        (2.05, 0.86),
        (2.18, 0.7),
        (2.2, 0.36),
        (1.86, 0.28),
        (1.78, 0.5),
        (1.6, 0.62),
        (1.36, 0.66),
        (1.12, 0.62),
        (0.94, 0.5),
        (0.86, 0.26),
        (-0.86, 0.26),
        (-0.94, 0.5),
        (-1.12, 0.62),
        (-1.36, 0.66),
        (-1.6, 0.62),
        (-1.78, 0.5),
        (-1.86, 0.28),
    ];
    let mut outline: Vec<Vec2> = side.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
    outline.reverse();
    let turn = Quat::from_rotation_y(FRAC_PI_2);
    let shell = Solid::prism(&outline, 1.74, body).turned(turn);
    let loop_at = |y: f32, half: f32, front: f32, back: f32| -> Vec<Vec3> {
        [
            (half, back),
            (half * 0.9, back - 0.06),
            (-half * 0.9, back - 0.06),
            (-half, back),
            (-half, front),
            (-half * 0.85, front + 0.1),
            (half * 0.85, front + 0.1),
            (half, front),
        ]
        .map(|(x, z)| Vec3::new(x, y, z))
        .to_vec()
    };
    let glass = Solid::skin(
        &[loop_at(0.86, 0.82, 1.05, -1.6), loop_at(1.36, 0.62, 0.28, -0.98)],
        Paint::Glass,
        30.0,
    );
    let roof = Solid::skin(
        &[
            loop_at(1.34, 0.635, 0.3, -1.0),
            loop_at(1.43, 0.6, 0.18, -0.9),
            loop_at(1.46, 0.48, 0.0, -0.75),
        ],
        body,
        30.0,
    );
    let mut parts = vec![shell, glass, roof];
    for x in [-1.0, 1.0_f32] {
        for (low, high) in [
            ((0.81, 0.88, 1.12), (0.63, 1.36, 0.32)),
            ((0.815, 0.88, -0.2), (0.635, 1.38, -0.24)),
            ((0.81, 0.88, -1.56), (0.63, 1.36, -0.97)),
        ] {
            parts.push(beam([x * low.0, low.1, low.2], [x * high.0, high.1, high.2], 0.07, body));
        }
        for z in [-1.36, 1.36] {
            let wheel =
                turned(&[[0.3, 0.0], [0.33, 0.03], [0.33, 0.17], [0.3, 0.2]], 16, Paint::Rubber)
                    .with(&turned(&[[0.19, -0.012], [0.19, 0.0]], 12, Paint::Metal));
            let roll = Quat::from_rotation_z(x * FRAC_PI_2);
            parts.push(wheel.turned(roll).moved(Vec3::new(x * 0.88, 0.33, z)));
        }
        let lamp = |z: f32, y: f32, paint: Paint| {
            slab([x * 0.62 - 0.16, y, z - 0.02], [x * 0.62 + 0.16, y + 0.12, z + 0.02], paint)
        };
        parts.push(lamp(2.17, 0.58, Paint::White));
        parts.push(lamp(-2.18, 0.62, Paint::Accent).painted(Paint::Brick));
        parts.push(slab([x * 0.92 - 0.09, 0.92, 0.72], [x * 0.92 + 0.09, 1.02, 0.8], body));
        parts.push(slab(
            [x * 0.875 - 0.01, 0.72, -0.12],
            [x * 0.875 + 0.01, 0.75, 0.06],
            Paint::MetalDark,
        ));
    }
    parts.push(soft([-0.85, 0.34, 2.12], [0.85, 0.48, 2.24], 0.03, Paint::MetalDark));
    parts.push(soft([-0.85, 0.38, -2.25], [0.85, 0.52, -2.14], 0.03, Paint::MetalDark));
    let mut whole = join(parts);
    for x in [-0.872, 0.872] {
        for z in [0.95, -0.22, -1.3] {
            whole.creases.push(super::parts::line(
                [x, 0.36, z],
                [x, 0.88, z],
                Vec3::X * x.signum(),
                0.6,
            ));
        }
    }
    whole
}

/// An open boat, 5.2 m long; its bow is at +z. Its foot is its keel.
pub(crate) fn boat(seed: u32) -> Solid {
    let paint = [Paint::White, Paint::Wood, Paint::ClothDark][style(seed, 1, 3)];
    let half = |t: f32| {
        0.95 * (1.0 - (t * 1.02).max(0.0).powi(3)).max(0.02)
            * (1.0 - 0.12 * (1.0 - t).max(0.0).min(1.0))
    };
    let ring = |t: f32| -> Vec<Vec3> {
        let z = -2.6 + 5.2 * (t + 1.0) / 2.0;
        let (wide, sheer, keel) =
            (half(t), 0.78 + 0.26 * t.max(0.0) * t.max(0.0), 0.12 * t.max(0.0).powi(3) * 4.0);
        let inner = (wide - 0.07).max(0.004);
        [
            (wide, sheer),
            (wide * 0.92, 0.4 + keel),
            (wide * 0.55, 0.1 + keel),
            (0.0, keel.min(sheer - 0.2)),
            (-wide * 0.55, 0.1 + keel),
            (-wide * 0.92, 0.4 + keel),
            (-wide, sheer),
            (-inner, sheer),
            (-inner * 0.9, 0.42 + keel),
            (-inner * 0.5, 0.2 + keel),
            (inner * 0.5, 0.2 + keel),
            (inner * 0.9, 0.42 + keel),
            (inner, sheer),
        ]
        .map(|(x, y)| Vec3::new(-x, y, z))
        .to_vec()
    };
    let stations = [-1.0, -0.95, -0.6, -0.2, 0.2, 0.5, 0.75, 0.9, 0.985];
    let rings: Vec<Vec<Vec3>> = stations.iter().map(|t| ring(*t)).collect();
    let mut parts = vec![Solid::skin(&rings, paint, 35.0)];
    for (z, wide) in [(-1.5, 0.84), (0.0, 0.88), (1.2, 0.7)] {
        parts.push(slab([-wide, 0.5, z - 0.13], [wide, 0.54, z + 0.13], Paint::WoodDark));
    }
    parts.push(slab([-0.82, 0.1, -2.62], [0.82, 0.8, -2.56], Paint::WoodDark));
    for x in [-0.5, 0.5] {
        parts.push(bar([x, 0.58, -1.9], [x * 0.8, 0.6, 0.9], 0.022, Paint::Wood));
    }
    parts.push(hoop(0.16, 0.03, 10, Paint::Cloth).moved(Vec3::new(0.2, 0.56, 1.25)));
    join(parts)
}

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
