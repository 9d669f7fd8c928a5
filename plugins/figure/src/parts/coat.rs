//! Hems, collars, coats and skirts.

use bevy_math::{Vec3, ops};
use maquette_document::Coat;

use super::Parts;
use super::loft::{Cut, band, cut, loft, patch, surface};
use super::trunk::{HIPS, UPPER_CHEST, from};
use crate::skeleton::Joint;
use crate::solid::{Crease, Paint};

/// The end of a sweater, over the trousers.
const HEM: [Cut; 5] = [
    cut(0.552, 0.066, 0.042, 0.042),
    cut(0.552, 0.0870, 0.0575, 0.0590),
    cut(0.575, 0.0825, 0.0565, 0.0540),
    cut(0.600, 0.0735, 0.0520, 0.0475),
    cut(0.625, 0.0540, 0.0380, 0.0340),
];

/// The skirts of a jacket.
const JACKET: [Cut; 6] = [
    cut(0.499, 0.082, 0.054, 0.058),
    cut(0.497, 0.1060, 0.0740, 0.0790),
    cut(0.545, 0.0980, 0.0650, 0.0690),
    cut(0.580, 0.0870, 0.0590, 0.0580),
    cut(0.610, 0.0810, 0.0560, 0.0520),
    cut(0.635, 0.0580, 0.0400, 0.0360),
];

/// Where the collar opens and closes, counted from the ground.
const THROAT: f32 = 0.842;

impl Parts<'_> {
    pub(super) fn add_coat(&mut self) {
        match self.figure.coat {
            Coat::None => {
                self.add_hem(&HEM, 0.0);
                self.add_collar(0.020, 0.007, 0.0, Paint::AccentDark);
            }
            Coat::Jacket => {
                self.add_hem(&JACKET, 0.002);
                self.add_lapels(0.690);
                self.add_collar(0.020, 0.004, 0.0, Paint::Shirt);
                self.add_collar(0.017, 0.013, 52.0, Paint::AccentDark);
                self.add_closing(Joint::Hips, &JACKET, HIPS, 0.503, 0.60);
            }
            Coat::Long => {
                self.add_hem(&JACKET, 0.004);
                self.add_lapels(0.735);
                self.add_collar(0.020, 0.004, 0.0, Paint::Shirt);
                self.add_collar(0.034, 0.017, 48.0, Paint::AccentDark);
                self.add_belt();
                self.add_panels();
            }
            Coat::Skirt => {
                self.add_collar(0.016, 0.007, 0.0, Paint::Shirt);
                self.add_waistband();
                self.add_panels();
            }
        }
    }

    fn hipped(&self, cuts: &[Cut], by: f32) -> Vec<Cut> {
        let girth = self.body.girth;
        let shape = |cut: &Cut| {
            let high = ((cut.y - 0.53) / 0.08).clamp(0.0, 1.0);
            let wide = girth.hips + (girth.waist - girth.hips) * high;
            cut.scaled(wide, ops::powf(wide, 1.3)).grown(by)
        };
        cuts.iter().map(shape).collect()
    }

    fn add_hem(&mut self, cuts: &[Cut], by: f32) {
        let unit = self.body.unit;
        let solid = loft(&self.hipped(cuts, by), unit, 14, self.top());
        // Only the edge of the cloth is a line; the lid above it lies inside the trunk.
        let low = (cuts[1].y + 0.004) * unit;
        let mut solid = solid;
        solid.creases.retain(|crease| crease.a.y < low && crease.b.y < low);
        self.add(Joint::Hips, &solid.moved(Vec3::NEG_Y * HIPS * unit));
    }

    fn add_belt(&mut self) {
        let unit = self.body.unit;
        let cuts = [
            cut(0.590, 0.070, 0.050, 0.046),
            cut(0.590, 0.0855, 0.0620, 0.0580),
            cut(0.614, 0.0835, 0.0610, 0.0560),
            cut(0.614, 0.070, 0.050, 0.046),
        ];
        let belt = loft(&self.hipped(&cuts, 0.006), unit, 14, Paint::AccentDark);
        self.add(Joint::Hips, &from(belt, HIPS, unit));
    }

    fn add_waistband(&mut self) {
        let unit = self.body.unit;
        let cuts = [
            cut(0.535, 0.088, 0.056, 0.062),
            cut(0.560, 0.0845, 0.0550, 0.0570),
            cut(0.598, 0.0725, 0.0510, 0.0470),
            cut(0.620, 0.0700, 0.0495, 0.0450),
            cut(0.626, 0.0500, 0.0350, 0.0300),
        ];
        let band = loft(&self.hipped(&cuts, 0.004), unit, 14, Paint::AccentDark);
        self.add(Joint::Hips, &from(band, HIPS, unit));
    }

    /// Round the neck: `tall`, `off` away from it, open before the throat by so many degrees to each side.
    fn add_collar(&mut self, tall: f32, off: f32, open: f32, paint: Paint) {
        let unit = self.body.unit;
        let neck = 0.0315 * (0.35 + 0.65 * self.body.girth.limbs);
        let row = |y: f32, off: f32, dip: f32| {
            let point = |k: u32| {
                let turn = (open + (360.0 - 2.0 * open) * k as f32 / 12.0).to_radians();
                let (sin, cos) = (ops::sin(turn), ops::cos(turn));
                let radius = neck + off;
                // Lower before the throat than at the nape.
                let y = y - dip * (0.5 + 0.5 * cos) - UPPER_CHEST;
                Vec3::new(sin * radius, y, cos * radius * 0.96 - 0.013) * unit
            };
            (0..=12).map(point).collect::<Vec<Vec3>>()
        };
        let base = 0.836;
        let rows = [
            row(base, off + 0.010, 0.016),
            row(base + tall, off + 0.002, 0.012),
            row(base + tall, off - 0.003, 0.012),
            row(base - 0.004, off - 0.002, 0.016),
        ];
        self.add(Joint::UpperChest, &patch(&rows, paint).inked(1.0));
    }

    /// The shirt between the lapels, down to `low`, the lapels, and the line where the coat closes.
    fn add_lapels(&mut self, low: f32) {
        let unit = self.body.unit;
        let ribs = self.ribs();
        let place = |x: f32, y: f32, off: f32| {
            (surface(&ribs, x, y, 1.0) + Vec3::Z * off - Vec3::Y * UPPER_CHEST) * unit
        };
        let open = |y: f32| 0.030 * ((y - low) / (THROAT - low)).clamp(0.0, 1.0);
        let row = |k: u32| {
            let y = low + (THROAT - low) * k as f32 / 6.0;
            [-1.0, -0.5, 0.0, 0.5, 1.0]
                .map(|across: f32| place(across * open(y), y, 0.0030))
                .to_vec()
        };
        let rows: Vec<Vec<Vec3>> = (0..=6).map(row).collect();
        let shirt = patch(&rows, Paint::Shirt);
        self.add(Joint::UpperChest, &shirt);
        for sign in [1.0, -1.0] {
            let lapel = band(6, Paint::AccentDark, &|along, across| {
                let y = low + (THROAT - 0.002 - low) * along;
                let wide = 0.020 * ops::sin((along * 0.80 + 0.06) * std::f32::consts::PI).max(0.0);
                let x = open(y) + wide * (0.5 + 0.5 * across * sign);
                place(x * sign, y, 0.004)
            });
            self.add(Joint::UpperChest, &lapel);
        }
        self.add_closing(Joint::UpperChest, &ribs, UPPER_CHEST, 0.65, low);
    }

    /// A line down the front, from `high` to `low`.
    fn add_closing(&mut self, joint: Joint, cuts: &[Cut], height: f32, low: f32, high: f32) {
        let unit = self.body.unit;
        let cuts = if joint == Joint::Hips { self.hipped(cuts, 0.002) } else { cuts.to_vec() };
        let at = |step: u32| {
            let y = low + (high - low) * step as f32 / 4.0;
            (surface(&cuts, 0.004, y, 1.0) + Vec3::Z * 0.001 - Vec3::Y * height) * unit
        };
        let solid = &mut self.solids[joint as usize];
        solid.creases.extend((0..4).map(|step| Crease {
            a: at(step),
            b: at(step + 1),
            weight: 0.7,
            sides: [Vec3::Z; 2],
        }));
    }

    /// The cloth below the hips, in three lengths that overlap and fan out when the legs part.
    fn add_panels(&mut self) {
        let unit = self.body.unit;
        let coat = self.figure.coat == Coat::Long;
        let paint = if coat { Paint::Accent } else { Paint::AccentDark };
        for (joint, front, back) in [
            (Joint::SkirtFront, 1.0, 0.6),
            (Joint::SkirtMiddle, 0.82, 0.82),
            (Joint::SkirtBack, 0.6, 1.0),
        ] {
            let hem = -self.body.hem / unit;
            let mut panel = loft(&self.panel(hem, front, back), unit, 12, paint);
            let low = hem * 0.98 * unit;
            panel.creases.retain(|crease| crease.a.y < low && crease.b.y < low);
            for vertex in &mut panel.vertices {
                // The lining, seen from below.
                if vertex.normal.y < -0.9 {
                    vertex.paint = Paint::AccentDark;
                }
            }
            self.add(joint, &panel);
        }
    }

    fn panel(&self, hem: f32, front: f32, back: f32) -> Vec<Cut> {
        let girth = self.body.girth;
        let (wide, deep) =
            if self.figure.coat == Coat::Long { (0.130, 0.112) } else { (0.136, 0.116) };
        let at =
            |y: f32, x: f32, z: f32| cut(y, x, z * front, z * back).scaled(girth.hips, girth.hips);
        let along = |share: f32| {
            at(hem * share, 0.104 + (wide - 0.104) * share, 0.076 + (deep - 0.076) * share)
        };
        vec![
            at(hem, wide * 0.8, deep * 0.8),
            along(1.0),
            along(0.35),
            along(0.0),
            at(0.030, 0.0930, 0.066),
            at(0.055, 0.0600, 0.040),
        ]
    }
}
