//! Legs that reach for feet.

use bevy_math::Vec3;

use super::Work;
use crate::ease::{about, mix, smooth};
use crate::pose::fallen;
use crate::reach::{Hinge, raised, reach};
use crate::skeleton::{Flank, Joint};

/// Degrees that a leg may part from the upright before it moves the cloth.
const SLACK: f32 = 9.0;
/// Degrees that toes bend up.
const TOES: f32 = 76.0;
/// From the joint of a knee to its skin, as a share of height.
const KNEE: f32 = 0.030;

impl Work<'_> {
    pub(super) fn plant_legs(&mut self) {
        for flank in Flank::BOTH {
            let [upper, lower, foot, toes] = flank.leg();
            let asked = self.foot(flank);
            let hip = self.spot(Joint::Hips, self.body.offset(upper));
            let lengths = self.body.leg_lengths();
            let ankle = self.ankle(flank);
            let knee = self.over_ground(flank, hip, ankle, asked.knee);
            let (up, down) = reach(hip, ankle, lengths, knee, Hinge::Knee);
            self.hang(upper, self.turn_of(Joint::Hips).inverse() * up);
            self.hang(lower, up.inverse() * down);
            let sole = about(Vec3::Y, asked.yaw) * about(Vec3::X, asked.pitch);
            self.hang(foot, down.inverse() * sole);
            // On the ground toes stay flat; in the air they give way.
            let air = (asked.at.y - self.acting.position.y) / (0.06 * self.body.unit);
            let flat = mix(1.0, 0.35, smooth(air));
            self.hang(toes, about(Vec3::X, -asked.pitch.clamp(0.0, TOES) * flat));
        }
    }

    /// Which way a knee points, so that who falls has it on the ground and not under it: as asked, or more to the side.
    fn over_ground(&self, flank: Flank, hip: Vec3, ankle: Vec3, asked: Vec3) -> Vec3 {
        if [self.acting.from, self.acting.to].into_iter().all(|pose| fallen(pose) < Some(2)) {
            return asked;
        }
        let floor = self.acting.position.y + KNEE * self.body.unit * self.body.girth.limbs;
        let out = about(Vec3::Y, self.acting.facing) * Vec3::X * flank.sign();
        let lengths = self.body.leg_lengths();
        raised(hip, ankle, lengths, asked, Vec3::Y, floor - hip.y, out)
    }

    /// Skirt and coat: the front lies on the leg that is farther forward, the back on the other.
    pub(super) fn hang_cloth(&mut self) {
        let hips = self.turn_of(Joint::Hips);
        let middle = self.place_of(Joint::Hips);
        let degrees = |point: Vec3| {
            let way = hips.inverse() * (point - middle);
            bevy_math::ops::atan2(way.z, -way.y).to_degrees()
        };
        let (mut front, mut back): (f32, f32) = (-90.0, 110.0);
        let mut aside = [0.0_f32; 2];
        for flank in Flank::BOTH {
            let [_, lower, foot, _] = flank.leg();
            let knee = degrees(self.place_of(lower));
            let shin = degrees(self.place_of(lower).lerp(self.place_of(foot), 0.4));
            let out =
                hips.inverse() * (self.place_of(lower).lerp(self.place_of(foot), 0.3) - middle);
            aside[usize::from(flank == Flank::Right)] =
                bevy_math::ops::atan2(out.x, -out.y.min(-0.05)).to_degrees();
            front = front.max(knee.max(shin));
            back = back.min(knee.min(shin));
        }
        // Cloth leaves the legs some room; over thighs that are raised it lies flat, and ends at the knee.
        let folded = smooth((front - 40.0) / 40.0);
        let front = (front - SLACK * (1.0 - folded)).clamp(0.0, 100.0);
        let back = mix((back + SLACK).clamp(-60.0, 0.0), front - 14.0, folded);
        let (flat, short) = (mix(1.0, 0.70, folded), mix(1.0, 0.90 * self.thigh_share(), folded));
        // Both legs to one side lean it, legs apart widen it.
        let lean = (aside[0] + aside[1]) / 2.0 * (1.0 - folded);
        let apart = ((aside[0] - aside[1]) / 2.0 - 9.0).max(0.0) * (1.0 - folded);
        let wide = 1.0 + (apart / 24.0).min(0.8);
        for (joint, share) in
            [(Joint::SkirtFront, 1.0), (Joint::SkirtMiddle, 0.5), (Joint::SkirtBack, 0.0)]
        {
            let turn = about(Vec3::Z, lean) * about(Vec3::X, -mix(back, front, share));
            self.hang_at(joint, Vec3::ZERO, turn);
            let place = &mut self.joints[joint as usize];
            place.matrix3.x_axis *= wide;
            place.matrix3.y_axis *= short;
            place.matrix3.z_axis *= flat;
        }
    }

    /// The length of a thigh with its knee against that of the cloth over it, at most 1.
    fn thigh_share(&self) -> f32 {
        let (upper, _) = self.body.leg_lengths();
        (upper * 1.16 / self.body.hem.max(upper)).min(1.0)
    }
}
