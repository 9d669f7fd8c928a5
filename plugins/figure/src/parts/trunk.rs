//! Pelvis, belly, chest and neck.

use bevy_math::{Quat, Vec3, ops};
use maquette_document::Coat;

use super::Parts;
use super::loft::{Cut, cut, cut_at, loft};
use crate::skeleton::{Flank, Joint};
use crate::solid::{Paint, Solid};

/// Heights of the joints above the ground, as shares of height: the tables below count from the ground.
pub(super) const HIPS: f32 = crate::body::HIPS;
pub(super) const CHEST: f32 = 0.653;
pub(super) const UPPER_CHEST: f32 = 0.735;

const PELVIS: [Cut; 9] = [
    cut(0.462, 0.022, 0.022, 0.026),
    cut(0.470, 0.052, 0.038, 0.046),
    cut(0.488, 0.076, 0.049, 0.059),
    cut(0.512, 0.088, 0.054, 0.064),
    cut(0.535, 0.089, 0.054, 0.062),
    cut(0.565, 0.081, 0.052, 0.053),
    cut(0.590, 0.072, 0.048, 0.045),
    cut(0.612, 0.064, 0.044, 0.040),
    cut(0.622, 0.040, 0.028, 0.025),
];

const BELLY: [Cut; 7] = [
    cut(0.578, 0.046, 0.034, 0.030),
    cut(0.588, 0.0690, 0.047, 0.043),
    cut(0.610, 0.0700, 0.048, 0.043),
    cut(0.640, 0.0735, 0.050, 0.0445),
    cut(0.670, 0.0785, 0.0535, 0.0475),
    cut(0.700, 0.0800, 0.0550, 0.0500),
    cut(0.712, 0.050, 0.036, 0.034),
];

const RIBS: [Cut; 11] = [
    cut(0.640, 0.040, 0.026, 0.024),
    cut(0.650, 0.0680, 0.0450, 0.0400),
    cut(0.675, 0.0795, 0.0540, 0.0480),
    cut(0.705, 0.0875, 0.0605, 0.055),
    cut(0.738, 0.0935, 0.0645, 0.061),
    cut(0.770, 0.0965, 0.0615, 0.064),
    cut(0.795, 0.0985, 0.054, 0.061),
    cut(0.811, 0.0930, 0.046, 0.056),
    cut(0.825, 0.0740, 0.031, 0.050),
    cut(0.839, 0.0500, 0.017, 0.043),
    cut(0.847, 0.0270, 0.004, 0.034),
];

impl Parts<'_> {
    pub(super) fn add_trunk(&mut self) {
        let unit = self.body.unit;
        let top = self.top();
        let legs =
            if self.figure.coat == Coat::Skirt { Paint::AccentDark } else { Paint::Trousers };
        let pelvis = loft(&self.pelvis(), unit, 12, legs);
        self.add(Joint::Hips, &from(pelvis, HIPS, unit));
        let belly = loft(&self.belly(), unit, 12, top);
        self.add(Joint::Chest, &from(belly, CHEST, unit));
        let coat = matches!(self.figure.coat, Coat::Jacket | Coat::Long);
        let ribs = self.ribs();
        let cloth = if coat { &ribs[..ribs.len() - 1] } else { &ribs[..] };
        let solid = loft(cloth, unit, 16, top);
        self.add(Joint::UpperChest, &from(solid, UPPER_CHEST, unit));
        if coat {
            // The shirt fills the coat up to the neck.
            let filled: Vec<Cut> = [0.8393, 0.8432, 0.847].map(|y| cut_at(&ribs, y)).to_vec();
            let shirt = loft(&filled, unit, 12, Paint::Shirt).inked(0.0);
            self.add(Joint::UpperChest, &from(shirt, UPPER_CHEST, unit));
        }
        for flank in Flank::BOTH {
            // The slope from the neck to the arm, which rises with the shoulder.
            let size = Vec3::new(0.066 * self.body.girth.shoulders, 0.026, 0.040) * unit;
            let at =
                Vec3::new(0.048 * self.body.girth.shoulders * flank.sign(), -0.006, -0.004) * unit;
            let turn = Quat::from_rotation_z(-0.10 * flank.sign());
            let slope = Solid::ellipsoid(size, 10, top).turned(turn).moved(at);
            self.add(flank.arm()[0], &slope);
        }
        self.add_neck();
    }

    /// What the trunk and the sleeves are of.
    pub(super) fn top(&self) -> Paint {
        Paint::Accent
    }

    /// How much cloth stands off the body.
    pub(super) fn cloth(&self) -> f32 {
        match self.figure.coat {
            Coat::None | Coat::Skirt => 0.0,
            Coat::Jacket => 0.005,
            Coat::Long => 0.007,
        }
    }

    pub(super) fn pelvis(&self) -> Vec<Cut> {
        let girth = self.body.girth;
        let shape = |cut: &Cut| {
            let high = ((cut.y - 0.53) / 0.08).clamp(0.0, 1.0);
            let wide = girth.hips + (girth.waist - girth.hips) * high;
            cut.scaled(wide, ops::powf(wide, 1.3))
        };
        PELVIS.iter().map(shape).collect()
    }

    fn belly(&self) -> Vec<Cut> {
        let waist = self.body.girth.waist;
        let cloth = self.cloth();
        let shape = |cut: &Cut| {
            let mut cut = self.widened(*cut).grown(cloth);
            // A heavy body carries its weight before it.
            let before = ((0.695 - cut.y) / 0.06).clamp(0.0, 1.0);
            cut.front *= 1.0 + (waist - 1.0).max(0.0) * 0.4 * before;
            cut
        };
        BELLY.iter().map(shape).collect()
    }

    /// From the waist's girth to the chest's, by height.
    fn widened(&self, cut: Cut) -> Cut {
        let girth = self.body.girth;
        let low = ((0.735 - cut.y) / 0.09).clamp(0.0, 1.0);
        let wide = girth.trunk + (girth.waist - girth.trunk) * low;
        let deep = girth.trunk + (ops::powf(girth.waist, 1.2) - girth.trunk) * low;
        cut.scaled(wide, deep)
    }

    pub(super) fn ribs(&self) -> Vec<Cut> {
        let girth = self.body.girth;
        let cloth = self.cloth();
        let shape = |cut: &Cut| {
            let high = ((cut.y - 0.775) / 0.03).clamp(0.0, 1.0) * 0.7;
            let wide = 1.0 + (girth.shoulders / girth.trunk - 1.0) * high;
            let off = if cut.y > 0.845 { 0.0 } else { cloth };
            self.widened(*cut).scaled(wide, 1.0).grown(off)
        };
        RIBS.iter().map(shape).collect()
    }

    fn add_neck(&mut self) {
        let (unit, head) = (self.body.unit, self.body.head);
        let thick = 0.0305 * unit * (0.35 + 0.65 * self.body.girth.limbs);
        let up = self.body.offset(Joint::Head);
        let ring = |share: f32, radius: f32| {
            let middle = up * share;
            crate::forms::ring(middle, bevy_math::Vec2::new(radius, radius * 1.04), 10)
        };
        let rings = [
            ring(-0.55, thick * 1.25),
            ring(-0.05, thick * 1.06),
            ring(0.4, thick * 0.97),
            ring(0.9, thick * 0.98),
            ring(1.0, thick),
            ring(1.0 + 0.12 * head / up.y.max(1e-3), thick * 0.9),
        ];
        self.add(Joint::Neck, &Solid::skin(&rings, Paint::Skin, 62.0).creased(0.0));
    }
}

/// From a table that counts from the ground into the space of a joint `height` above it.
pub(super) fn from(solid: Solid, height: f32, unit: f32) -> Solid {
    solid.moved(Vec3::NEG_Y * height * unit).creased(0.0)
}
