//! What lies around a place: the ground to the horizon, and two layers of distance as silhouettes.

use std::f32::consts::TAU;

use bevy_math::{Vec2, Vec3, ops};

use super::shell::flat;
use crate::hash::{mix, unit};
use crate::solid::{Paint, Solid};

/// What is seen far away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Tree lines and hills.
    Land,
    /// Water, and a headland.
    Sea,
    /// Roofs and towers.
    Town,
}

/// The ground, or the water, `drop` metres below the floor, and the layers of distance on it.
pub(crate) fn around(outlook: Outlook, drop: f32, seed: u32) -> Solid {
    let paint = match outlook {
        Outlook::Land => Paint::Grass,
        Outlook::Sea => Paint::Water,
        Outlook::Town => Paint::Ground,
    };
    let mut whole = disc(&[3.0, 12.0, 40.0, 110.0, 320.0, 1400.0], |_, _| -drop, paint);
    if outlook == Outlook::Sea {
        whole.add(&glints(drop, seed));
    }
    whole.add(&distance(outlook, drop, seed));
    whole
}

/// Light on water all around, longer and flatter the farther it is.
fn glints(drop: f32, seed: u32) -> Solid {
    let mut whole = Solid::default();
    for k in 0..120 {
        let out = (16.0 + drop) * ops::exp(2.9 * unit(seed, k, 9));
        let at = compass(out, unit(seed, k, 10));
        let across = Vec2::new(at.y, -at.x).normalize_or(Vec2::X);
        let (long, thick) =
            (out * (0.02 + 0.05 * unit(seed, k, 11)), out * 0.0025 + 0.05 * drop.min(4.0));
        let along = at.normalize_or(Vec2::Y) * thick;
        let corners = [at - across * long, at - along, at + across * long, at + along];
        let flat_at = corners.map(|p| Vec3::new(p.x, 0.04 - drop, p.y));
        let up = (flat_at[1] - flat_at[0]).cross(flat_at[2] - flat_at[0]).y > 0.0;
        let points = if up { flat_at } else { [flat_at[0], flat_at[3], flat_at[2], flat_at[1]] };
        whole.add(&flat(Solid::patch(&points, Paint::Foam)).creased(0.0));
    }
    whole
}

/// The layers of distance alone.
pub(crate) fn distance(outlook: Outlook, drop: f32, seed: u32) -> Solid {
    let foot = -drop - 1.0;
    match outlook {
        Outlook::Land => {
            let near =
                |turn: f32| 2.5 + 6.0 * wander(turn, 5, seed, 1) + 1.3 * wander(turn, 37, seed, 2);
            let far = |turn: f32| {
                14.0 + 40.0 * wander(turn, 4, seed, 3) + 6.0 * wander(turn, 13, seed, 4)
            };
            ribbon(105.0, foot, 120, |t| near(t) - drop, Paint::Distance).with(&ribbon(
                330.0,
                foot,
                96,
                |t| far(t) - drop,
                Paint::Horizon,
            ))
        }
        Outlook::Sea => {
            let head = |turn: f32, at: f32, wide: f32| {
                let off = (turn - at + 0.5).rem_euclid(1.0) - 0.5;
                let x = 1.0 - (off / wide).abs();
                if x > 0.0 { ops::sqrt(x) } else { 0.0 }
            };
            // The north is the open sea of a shore; headlands close it on either side of the middle.
            let left = 0.36 + 0.05 * unit(seed, 0, 5);
            let right = 0.13 - 0.05 * unit(seed, 1, 5);
            let near =
                move |t: f32| head(t, left, 0.055) * (9.0 + 9.0 * wander(t, 23, seed, 6)) - 1.0;
            let far =
                move |t: f32| head(t, right, 0.1) * (16.0 + 24.0 * wander(t, 17, seed, 7)) - 2.0;
            ribbon(310.0, foot, 160, |t| near(t) - drop, Paint::Distance).with(&ribbon(
                640.0,
                foot,
                160,
                |t| far(t) - drop,
                Paint::Horizon,
            ))
        }
        Outlook::Town => skyline(78.0, 46, [6.0, 17.0], drop, mix(seed, 0, 8), Paint::Distance)
            .with(&skyline(210.0, 70, [14.0, 62.0], drop, mix(seed, 1, 8), Paint::Horizon)),
    }
}

/// 0 to 1 around the compass (`turn` 0 to 1): waves of up to `waves` a turn, by hash.
pub(crate) fn wander(turn: f32, waves: u32, seed: u32, purpose: u32) -> f32 {
    let mut sum = 0.0;
    let mut most = 0.0;
    for k in 0..4 {
        let rate = waves + k * (1 + waves / 3);
        let size = 1.0 / (1.0 + k as f32);
        let phase = unit(seed, k, purpose);
        sum += size * ops::sin((turn * rate as f32 + phase) * TAU);
        most += size;
    }
    0.5 + 0.5 * sum / most
}

/// A level point `turn` (0 to 1) of the way around from +x toward -z.
fn compass(radius: f32, turn: f32) -> Vec2 {
    Vec2::new(radius * ops::cos(turn * TAU), -radius * ops::sin(turn * TAU))
}

/// A standing band around the origin, seen from inside.
fn ribbon(radius: f32, foot: f32, steps: u32, top: impl Fn(f32) -> f32, paint: Paint) -> Solid {
    let point = |k: u32| {
        let turn = (k % steps) as f32 / steps as f32;
        let at = compass(radius, turn);
        let high = top(turn).max(foot + 0.01);
        [Vec3::new(at.x, foot, at.y), Vec3::new(at.x, high, at.y)]
    };
    let points: Vec<Vec3> = (0..steps).flat_map(point).collect();
    let face = |k: u32| {
        let next = (k + 1) % steps;
        vec![2 * k, 2 * k + 1, 2 * next + 1, 2 * next]
    };
    let faces: Vec<Vec<u32>> = (0..steps).map(face).collect();
    flat(Solid::of_faces(&points, &faces, paint, 180.0)).creased(0.0)
}

/// Blocks shoulder to shoulder, some with a gable or a mast.
fn skyline(
    radius: f32,
    blocks: u32,
    heights: [f32; 2],
    drop: f32,
    seed: u32,
    paint: Paint,
) -> Solid {
    let mut tops: Vec<(f32, f32)> = Vec::new();
    for k in 0..blocks {
        let at = |share: f32| (k as f32 + share) / blocks as f32;
        let tall = unit(seed, k, 1);
        let high = heights[0] + (heights[1] - heights[0]) * tall * tall;
        match mix(seed, k, 2) % 4 {
            0 => tops.extend([(at(0.0), high * 0.85), (at(0.5), high), (at(0.999), high * 0.85)]),
            1 => tops.extend([
                (at(0.0), high * 0.7),
                (at(0.3), high * 0.7),
                (at(0.301), high),
                (at(0.999), high),
            ]),
            _ => tops.extend([(at(0.0), high), (at(0.999), high)]),
        }
    }
    let count = tops.len() as u32;
    let foot = -drop - 1.0;
    let points: Vec<Vec3> = tops
        .iter()
        .flat_map(|(turn, high)| {
            let at = compass(radius, *turn);
            [Vec3::new(at.x, foot, at.y), Vec3::new(at.x, high - drop, at.y)]
        })
        .collect();
    let face = |k: u32| {
        let next = (k + 1) % count;
        vec![2 * k, 2 * k + 1, 2 * next + 1, 2 * next]
    };
    let faces: Vec<Vec<u32>> = (0..count).map(face).collect();
    flat(Solid::of_faces(&points, &faces, paint, 180.0)).creased(0.0)
}

/// Ground around the origin, through rings of these radii; `height` is of x and z.
pub(crate) fn disc(radii: &[f32], height: impl Fn(f32, f32) -> f32, paint: Paint) -> Solid {
    const STEPS: u32 = 40;
    let mut points = vec![Vec3::new(0.0, height(0.0, 0.0), 0.0)];
    for radius in radii {
        for k in 0..STEPS {
            let at = compass(*radius, k as f32 / STEPS as f32);
            points.push(Vec3::new(at.x, height(at.x, at.y), at.y));
        }
    }
    let at = |ring: u32, k: u32| 1 + ring * STEPS + k % STEPS;
    let mut faces: Vec<Vec<u32>> = (0..STEPS).map(|k| vec![0, at(0, k), at(0, k + 1)]).collect();
    for ring in 1..radii.len() as u32 {
        let band = |k| vec![at(ring - 1, k), at(ring, k), at(ring, k + 1), at(ring - 1, k + 1)];
        faces.extend((0..STEPS).map(band));
    }
    flat(Solid::of_faces(&points, &faces, paint, 180.0)).creased(0.0)
}

/// Ground over a grid; `height` is of x and z, cells whose middle is not `kept` are left out.
pub(crate) fn terrain(
    xs: &[f32],
    zs: &[f32],
    height: impl Fn(f32, f32) -> f32,
    kept: impl Fn(f32, f32) -> bool,
    paint: Paint,
) -> Solid {
    let points: Vec<Vec3> =
        zs.iter().flat_map(|z| xs.iter().map(|x| Vec3::new(*x, height(*x, *z), *z))).collect();
    let wide = xs.len() as u32;
    let mut faces = Vec::new();
    for j in 0..zs.len().saturating_sub(1) {
        for i in 0..xs.len().saturating_sub(1) {
            if kept((xs[i] + xs[i + 1]) / 2.0, (zs[j] + zs[j + 1]) / 2.0) {
                let at = j as u32 * wide + i as u32;
                faces.push(vec![at, at + wide, at + wide + 1, at + 1]);
            }
        }
    }
    flat(Solid::of_faces(&points, &faces, paint, 180.0)).creased(0.0)
}

/// Evenly spread values from `from` to `to`, both among them.
pub(crate) fn spread(from: f32, to: f32, steps: u32) -> Vec<f32> {
    (0..=steps).map(|k| from + (to - from) * k as f32 / steps.max(1) as f32).collect()
}
