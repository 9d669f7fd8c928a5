//! What moves one about: cars and boats.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Quat, Vec2, Vec3};

use super::parts::{bar, beam, hoop, join, line, slab, soft, style, turned};
use crate::solid::{Paint, Solid};

/// A car from the side, its nose to the left: along and up, from the bonnet over the boot to the wheel arches.
#[rustfmt::skip]
const SIDE: [[f32; 2]; 22] = [
    [-2.2, 0.34], [-2.16, 0.62], [-2.05, 0.74], [-1.2, 0.86], [1.5, 0.9], [2.05, 0.86], [2.18, 0.7], [2.2, 0.36],
    [1.86, 0.28], [1.78, 0.5], [1.6, 0.62], [1.36, 0.66], [1.12, 0.62], [0.94, 0.5], [0.86, 0.26],
    [-0.86, 0.26], [-0.94, 0.5], [-1.12, 0.62], [-1.36, 0.66], [-1.6, 0.62], [-1.78, 0.5], [-1.86, 0.28],
];

/// A saloon, 4.4 m long; its nose is at +z.
pub(crate) fn car(seed: u32) -> Solid {
    let body = [Paint::Metal, Paint::ClothDark, Paint::White][style(seed, 1, 3)];
    let outline: Vec<Vec2> = SIDE.iter().rev().map(|p| Vec2::from(*p)).collect();
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
    let mut whole = join([shell, glass, roof, join([-1.0, 1.0].map(|x| fittings(x, body)))]);
    whole.add(&soft([-0.85, 0.34, 2.12], [0.85, 0.48, 2.24], 0.03, Paint::MetalDark));
    whole.add(&soft([-0.85, 0.38, -2.25], [0.85, 0.52, -2.14], 0.03, Paint::MetalDark));
    for x in [-0.872, 0.872_f32] {
        for z in [0.95, -0.22, -1.3] {
            whole.creases.push(line([x, 0.36, z], [x, 0.88, z], Vec3::X * x.signum(), 0.6));
        }
    }
    whole
}

/// What a car has on either side: posts, wheels, lamps, a mirror, a handle. `x` is 1 or -1.
fn fittings(x: f32, body: Paint) -> Solid {
    let mut parts = Vec::new();
    for (low, high) in [
        ([0.81, 0.88, 1.12], [0.63, 1.36, 0.32]),
        ([0.815, 0.88, -0.2], [0.635, 1.38, -0.24]),
        ([0.81, 0.88, -1.56], [0.63, 1.36, -0.97]),
    ] {
        parts.push(beam([x * low[0], low[1], low[2]], [x * high[0], high[1], high[2]], 0.07, body));
    }
    for z in [-1.36, 1.36] {
        let wheel =
            turned(&[[0.3, 0.0], [0.33, 0.03], [0.33, 0.17], [0.3, 0.2]], 16, Paint::Rubber)
                .with(&turned(&[[0.19, -0.012], [0.19, 0.0]], 12, Paint::Metal));
        let roll = Quat::from_rotation_z(x * FRAC_PI_2);
        parts.push(wheel.turned(roll).moved(Vec3::new(x * 0.88, 0.33, z)));
    }
    let on_side = |low: [f32; 3], high: [f32; 3], paint: Paint| {
        slab(
            [(x * low[0]).min(x * high[0]), low[1], low[2]],
            [(x * low[0]).max(x * high[0]), high[1], high[2]],
            paint,
        )
    };
    parts.push(on_side([0.46, 0.58, 2.15], [0.78, 0.7, 2.19], Paint::White));
    parts.push(on_side([0.46, 0.62, -2.2], [0.78, 0.74, -2.16], Paint::Brick));
    parts.push(on_side([0.83, 0.92, 0.72], [1.01, 1.02, 0.8], body));
    parts.push(on_side([0.865, 0.72, -0.12], [0.885, 0.75, 0.06], Paint::MetalDark));
    join(parts)
}

/// An open boat, 5.2 m long; its bow is at +z. Its foot is its keel.
pub(crate) fn boat(seed: u32) -> Solid {
    let paint = [Paint::White, Paint::Wood, Paint::ClothDark][style(seed, 1, 3)];
    let half = |t: f32| {
        0.95 * (1.0 - (t * 1.02).max(0.0).powi(3)).max(0.02)
            * (1.0 - 0.12 * (1.0 - t).clamp(0.0, 1.0))
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
