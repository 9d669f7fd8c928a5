//! Bags and their straps.

use bevy_math::{Quat, Vec3, ops};
use maquette_document::Bag;

use super::Parts;
use super::loft::{band, surface};
use super::trunk::UPPER_CHEST;
use crate::skeleton::Joint;
use crate::solid::{Paint, Solid};

impl Parts<'_> {
    pub(super) fn add_bag(&mut self) {
        match self.figure.bag {
            Bag::None => {}
            Bag::Satchel => self.add_satchel(),
            Bag::Backpack => self.add_backpack(),
        }
    }

    /// On the trunk: `side` 1 before, -1 behind.
    fn on_ribs(&self, x: f32, y: f32, side: f32, off: f32) -> Vec3 {
        let ribs = self.ribs();
        let point = surface(&ribs, x, y, side);
        (point + Vec3::Z * side * off - Vec3::Y * UPPER_CHEST) * self.body.unit
    }

    fn add_satchel(&mut self) {
        let unit = self.body.unit;
        let hips = self.body.girth.hips;
        let size = Vec3::new(0.034, 0.082, 0.115) * unit;
        let at = Vec3::new(0.118 * hips + 0.004, -0.012, -0.030) * unit;
        let bag = Solid::bevelled(size, 0.008 * unit, Paint::Leather);
        let flap = Solid::bevelled(size * Vec3::new(1.12, 0.55, 1.04), 0.006 * unit, Paint::Strap)
            .moved(Vec3::new(0.001 * unit, size.y * 0.25, 0.0));
        let turn = Quat::from_rotation_z(0.10);
        self.add(Joint::Hips, &bag.with(&flap).turned(turn).moved(at));
        for side in [1.0, -1.0] {
            let strap = band(10, Paint::Strap, &|along, across| {
                // From the right shoulder down to the left hip.
                let x = -0.060 + 0.138 * along;
                let y = 0.834 - 0.190 * along;
                let across = -across * side * 0.0095;
                self.on_ribs(x + across * 0.80, y + across * 0.58, side, 0.006)
            });
            self.add(Joint::UpperChest, &strap);
        }
    }

    fn add_backpack(&mut self) {
        let unit = self.body.unit;
        let depth = self.body.girth.trunk * 0.062 + self.cloth();
        let pack =
            Solid::bevelled(Vec3::new(0.150, 0.205, 0.074) * unit, 0.022 * unit, Paint::Leather)
                .moved(Vec3::new(0.0, -0.020, -depth - 0.036) * unit);
        let pocket =
            Solid::bevelled(Vec3::new(0.112, 0.085, 0.030) * unit, 0.012 * unit, Paint::Strap)
                .moved(Vec3::new(0.0, -0.062, -depth - 0.078) * unit);
        self.add(Joint::UpperChest, &pack.with(&pocket));
        for sign in [1.0, -1.0] {
            let strap = band(12, Paint::Strap, &|along, across| {
                // Over the shoulder and down the chest, then back under the arm.
                let y = 0.840 - 0.155 * along;
                let x = 0.052 + 0.030 * ops::sin(along * std::f32::consts::FRAC_PI_2);
                self.on_ribs(sign * x - across * 0.010, y, 1.0, 0.006)
            });
            self.add(Joint::UpperChest, &strap);
        }
    }
}
