//! The road that a car is on, and what passes beside it.

use bevy_math::Vec3;
use maquette_document::Set;

use super::CLEAR;
use crate::hash::mix;
use crate::piece::parts::{between, lump, scatter, slab, taper};
use crate::set::outlook::{Outlook, around, distance, spread, terrain};
use crate::set::shell::flat;
use crate::solid::{Paint, Solid};

/// The road ahead and behind, along z, with what passes beside it.
pub(crate) fn road(set: &Set, town: bool) -> Solid {
    let y = -CLEAR;
    // The car keeps to the right of the line: to its left lies +x.
    let level = |x: [f32; 2], z: [f32; 2], y: f32, paint: Paint| {
        let points = [[x[0], y, z[0]], [x[0], y, z[1]], [x[1], y, z[1]], [x[1], y, z[0]]];
        flat(Solid::patch(&points.map(Vec3::from), paint)).creased(0.0)
    };
    let mut whole = level([-1.9, 5.1], [-300.0, 300.0], y, Paint::Asphalt);
    for k in 0..50 {
        let z = -220.0 + 9.0 * k as f32;
        whole.add(&level([1.54, 1.66], [z, z + 3.0], y + 0.01, Paint::Marking));
    }
    for x in [-1.65, 4.75] {
        whole.add(&level([x, x + 0.12], [-300.0, 300.0], y + 0.01, Paint::Marking));
    }
    if town {
        return whole.with(&around(Outlook::Town, CLEAR + 0.03, set.seed)).with(&lamps(set));
    }
    let rise = |x: f32, z: f32| {
        let out = ((x - 1.6).abs() - 6.0).max(0.0);
        y - 0.03 + crate::set::field::swell(x, z, set.seed) * (out / 40.0).min(1.0) * 5.0
    };
    let zs = spread(-300.0, 300.0, 30);
    whole.add(&terrain(
        &[-260.0, -120.0, -60.0, -34.0, -18.0, -9.0, -4.4, -1.9],
        &zs,
        rise,
        |_, _| true,
        Paint::Grass,
    ));
    whole.add(&terrain(
        &[5.1, 7.6, 12.0, 21.0, 37.0, 63.0, 120.0, 260.0],
        &zs,
        rise,
        |_, _| true,
        Paint::Grass,
    ));
    for k in 0..34 {
        let seed = mix(set.seed, k, 81);
        let side = if k % 2 == 0 { -1.0 } else { 1.0 };
        let x = 1.6 + side * between(8.0, 34.0, seed, 0, 1);
        let z = -90.0 + 5.4 * k as f32 + between(-2.0, 2.0, seed, 0, 2);
        let high = between(4.0, 8.0, seed, 0, 3);
        let crown = lump(
            Vec3::new(high * 0.3, high * 0.36, high * 0.3),
            8,
            0.16,
            scatter(seed, 0, 4),
            [Paint::Leaf, Paint::LeafDark][k as usize / 2 % 2],
            180.0,
        );
        let trunk = taper(Vec3::ZERO, Vec3::Y * high * 0.5, [0.2, 0.13], 5, Paint::WoodDark);
        whole.add(
            &trunk
                .with(&crown.moved(Vec3::Y * high * 0.66))
                .moved(Vec3::new(x, rise(x, z) - 0.1, z))
                .inked(0.4),
        );
    }
    for k in 0..24 {
        let z = -60.0 + 5.0 * k as f32;
        for x in [-2.6, 5.8] {
            whole.add(
                &slab([x - 0.05, y, z - 0.05], [x + 0.05, y + 0.9, z + 0.05], Paint::White)
                    .inked(0.2)
                    .creased(0.3),
            );
        }
    }
    whole.with(&distance(Outlook::Land, CLEAR, set.seed))
}

fn lamps(set: &Set) -> Solid {
    let mut whole = Solid::default();
    for k in 0..20 {
        let seed = mix(set.seed, k, 82);
        let z = -76.0 + 8.0 * k as f32;
        for side in [-1.0, 1.0] {
            let x = 1.6 + side * 9.0;
            let (wide, high) =
                (between(6.5, 7.9, seed, 0, 1), between(6.0, 14.0, seed, side as i32 as u32, 2));
            let paint = [Paint::Brick, Paint::PlasterDark, Paint::Stone, Paint::BrickDark]
                [mix(seed, side as i32 as u32, 3) as usize % 4];
            let (a, b) = if side < 0.0 { (x - 8.0, x) } else { (x, x + 8.0) };
            whole.add(&slab([a, -CLEAR, z], [b, high, z + wide], paint).inked(0.2).creased(0.4));
            for pane in 0..3 {
                for row in 0..2 {
                    let (pz, py) = (z + 0.7 + 2.2 * pane as f32, 1.0 + 3.0 * row as f32);
                    whole.add(
                        &slab([x - 0.02, py, pz], [x + 0.02, py + 1.4, pz + 1.0], Paint::Pane)
                            .inked(0.0)
                            .creased(0.3),
                    );
                }
            }
        }
    }
    whole
}
