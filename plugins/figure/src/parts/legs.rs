//! Legs and shoes.

use bevy_math::{Vec3, ops};
use maquette_document::Coat;

use super::Parts;
use super::loft::{Cut, cut, loft};
use crate::body::{ANKLE, BALL, TOE};
use crate::skeleton::Flank;
use crate::solid::{Paint, Solid};

/// Trousers, from the knee up to the hip.
const THIGH: [Cut; 8] = [
    cut(-0.264, 0.0180, 0.0180, 0.0180),
    cut(-0.252, 0.0320, 0.0330, 0.0310),
    cut(-0.225, 0.0355, 0.0375, 0.0355),
    cut(-0.140, 0.0420, 0.0440, 0.0430),
    cut(-0.070, 0.0475, 0.0490, 0.0500),
    cut(-0.010, 0.0495, 0.0500, 0.0540),
    cut(0.036, 0.0340, 0.0350, 0.0380),
    cut(0.052, 0.0060, 0.0060, 0.0070),
];

/// Trousers, from the hem up to the knee.
const SHIN: [Cut; 8] = [
    cut(-0.224, 0.0220, 0.0230, 0.0230),
    cut(-0.224, 0.0275, 0.0290, 0.0290),
    cut(-0.180, 0.0278, 0.0285, 0.0305),
    cut(-0.110, 0.0302, 0.0290, 0.0365),
    cut(-0.050, 0.0325, 0.0315, 0.0390),
    cut(0.000, 0.0335, 0.0350, 0.0345),
    cut(0.020, 0.0270, 0.0280, 0.0270),
    cut(0.030, 0.0100, 0.0100, 0.0100),
];

/// A bare calf, from the ankle up to the knee.
const CALF: [Cut; 8] = [
    cut(-0.250, 0.0150, 0.0160, 0.0160),
    cut(-0.215, 0.0160, 0.0165, 0.0190),
    cut(-0.170, 0.0190, 0.0180, 0.0235),
    cut(-0.110, 0.0260, 0.0225, 0.0345),
    cut(-0.060, 0.0285, 0.0255, 0.0375),
    cut(0.000, 0.0285, 0.0305, 0.0300),
    cut(0.018, 0.0230, 0.0240, 0.0230),
    cut(0.027, 0.0080, 0.0080, 0.0080),
];

/// Of a shoe, from the back of the heel to the ball: place, half width, height.
const SHOE: [[f32; 3]; 7] = [
    [-0.0340, 0.0130, 0.0200],
    [-0.0315, 0.0205, 0.0400],
    [-0.0200, 0.0250, 0.0530],
    [0.0000, 0.0262, 0.0585],
    [0.0300, 0.0275, 0.0520],
    [0.0600, 0.0310, 0.0370],
    [0.0860, 0.0325, 0.0290],
];

/// From the ball to the tip.
const CAP: [[f32; 3]; 5] = [
    [-0.0140, 0.0300, 0.0310],
    [0.0000, 0.0328, 0.0320],
    [0.0160, 0.0315, 0.0275],
    [0.0310, 0.0245, 0.0230],
    [TOE - BALL, 0.0060, 0.0120],
];

impl Parts<'_> {
    pub(super) fn add_legs(&mut self) {
        let unit = self.body.unit;
        let girth = self.body.girth.limbs;
        let hips = ops::powf(self.body.girth.hips, 0.8);
        let bare = self.figure.coat == Coat::Skirt;
        let (shin, paint) = if bare { (&CALF, Paint::Skin) } else { (&SHIN, Paint::Trousers) };
        let thigh = THIGH.map(|cut| {
            let high = ((cut.y + 0.2) / 0.2).clamp(0.0, 1.0);
            let wide = girth + (girth.max(hips) - girth) * high;
            let slim = if bare { 0.9 } else { 1.0 };
            cut.scaled(wide * slim, wide * slim)
        });
        let thigh = loft(&thigh, unit, 10, paint).creased(0.0);
        let shin = loft(&shin.map(|cut| cut.scaled(girth, girth)), unit, 10, paint);
        let shin = if bare { shin.creased(0.0) } else { shin };
        let ankle =
            Solid::frustum(0.0175 * unit, 0.0185 * unit, 0.03 * unit, 7, Paint::Skin).creased(0.0);
        for flank in Flank::BOTH {
            let [upper, lower, foot, toes] = flank.leg();
            self.add(upper, &thigh);
            self.add(lower, &shin);
            self.add(foot, &shoe(&SHOE, -ANKLE, unit, flank));
            self.add(foot, &ankle.clone().moved(Vec3::NEG_Y * 0.012 * unit));
            self.add(toes, &shoe(&CAP, -ANKLE * 0.28, unit, flank));
        }
    }
}

/// A length of shoe with a flat sole at height `sole`.
fn shoe(stations: &[[f32; 3]], sole: f32, unit: f32, flank: Flank) -> Solid {
    let ring = |[z, wide, tall]: [f32; 3]| {
        let point = |k: u32| {
            let angle = k as f32 / 8.0 * std::f32::consts::TAU;
            let (sin, cos) = (ops::sin(angle), ops::cos(angle));
            let wide = wide * ops::powf(cos.abs(), 0.75) * cos.signum();
            let middle = tall * 0.32;
            let y = if sin > 0.0 {
                middle + (tall - middle) * ops::powf(sin, 0.9)
            } else {
                middle - middle * ops::powf(-sin, 0.28)
            };
            // Feet lean to their big toes.
            let lean = -flank.sign() * 0.004 * (z / 0.1).clamp(0.0, 1.0);
            Vec3::new(wide + lean, sole + y, z) * unit
        };
        (0..8).map(point).collect::<Vec<Vec3>>()
    };
    let rings: Vec<Vec<Vec3>> = stations.iter().map(|station| ring(*station)).collect();
    Solid::skin(&rings, Paint::Shoe, 62.0).creased(0.0)
}
