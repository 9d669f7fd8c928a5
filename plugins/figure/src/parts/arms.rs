//! Sleeves and hands.

use bevy_math::{Quat, Vec3};
use maquette_document::Coat;

use super::Parts;
use super::loft::{Cut, cut, loft};
use crate::body::{LOWER_ARM, PALM, UPPER_ARM};
use crate::skeleton::Flank;
use crate::solid::{Paint, Solid};

/// From the wrist down, palm to the right: half thickness, then toward the thumb and away from it.
const HAND: [Cut; 6] = [
    cut(-PALM - 0.006, 0.0060, 0.0165, 0.0165),
    cut(-PALM + 0.002, 0.0092, 0.0220, 0.0225),
    cut(-0.036, 0.0108, 0.0225, 0.0230),
    cut(-0.018, 0.0112, 0.0195, 0.0195),
    cut(-0.002, 0.0112, 0.0140, 0.0140),
    cut(0.012, 0.0105, 0.0120, 0.0120),
];

const FINGERS: [Cut; 6] = [
    cut(-0.0500, 0.0020, 0.0040, 0.0070),
    cut(-0.0470, 0.0048, 0.0075, 0.0120),
    cut(-0.0350, 0.0068, 0.0105, 0.0175),
    cut(-0.0150, 0.0080, 0.0115, 0.0205),
    cut(0.0000, 0.0088, 0.0115, 0.0215),
    cut(0.0090, 0.0060, 0.0080, 0.0150),
];

impl Parts<'_> {
    pub(super) fn add_arms(&mut self) {
        let unit = self.body.unit;
        let girth = self.body.girth.limbs;
        let top = self.top();
        let sleeve =
            if matches!(self.figure.coat, Coat::Jacket | Coat::Long) { 0.0028 } else { 0.0 };
        let thick = |radii: &[f32]| -> Vec<f32> {
            radii.iter().map(|radius| (radius * girth + sleeve) * unit).collect()
        };
        let upper = thick(&[0.0270, 0.0292, 0.0272, 0.0250]);
        let lower = thick(&[0.0255, 0.0258, 0.0228, 0.0200]);
        let upper = Solid::limb(UPPER_ARM * unit, &upper, 9, top);
        let lower = cuffed(LOWER_ARM * 0.94 * unit, &lower, top);
        for flank in Flank::BOTH {
            let [_, above, below, hand, index, fingers] = flank.arm();
            let side = |solid: Solid| if flank == Flank::Left { solid.mirrored() } else { solid };
            self.add(above, &upper);
            self.add(below, &lower);
            self.add(hand, &side(palm(unit)));
            self.add(index, &side(finger(unit)));
            self.add(fingers, &side(loft(&FINGERS, unit, 8, Paint::Skin).creased(0.0)));
        }
    }
}

/// A forearm that ends in a cuff.
fn cuffed(length: f32, radii: &[f32], paint: Paint) -> Solid {
    let ring =
        |y: f32, radius: f32| crate::forms::ring(Vec3::Y * y, bevy_math::Vec2::splat(radius), 9);
    let wrist = radii[radii.len() - 1];
    let mut rings = vec![ring(-length, wrist * 0.78), ring(-length, wrist * 1.02)];
    let last = (radii.len() - 1) as f32;
    for (place, radius) in radii.iter().enumerate().rev().skip(1) {
        rings.push(ring(-length * place as f32 / last, *radius));
    }
    let top = radii[0];
    rings.extend([ring(top * 0.5, top * 0.87), ring(top * 0.87, top * 0.5), ring(top, 0.0)]);
    Solid::skin(&rings, paint, 62.0)
}

/// The right palm with its thumb.
fn palm(unit: f32) -> Solid {
    let thumb = Solid::limb(0.036 * unit, &[0.0105, 0.0072].map(|r| r * unit), 7, Paint::Skin)
        .turned(Quat::from_rotation_z(0.34) * Quat::from_rotation_x(-0.62))
        .moved(Vec3::new(0.003, -0.016, 0.0125) * unit);
    loft(&HAND, unit, 9, Paint::Skin).creased(0.0).with(&thumb)
}

fn finger(unit: f32) -> Solid {
    Solid::limb(0.041 * unit, &[0.0088, 0.0064].map(|r| r * unit), 7, Paint::Skin)
}
