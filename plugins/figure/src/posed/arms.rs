//! Arms: hanging, reaching, swinging.

use bevy_math::{Affine3A, Mat3, Quat, Vec3};

use super::Work;
use crate::ease::{about, aim_of, mix};
use crate::pose::{Arm, ArmShape, Frame, joint_of, quat};
use crate::reach::{Hinge, reach};
use crate::skeleton::{Flank, Joint};

/// Turns of an arm's joints from their parents: shoulder, upper arm, lower arm, hand.
pub(super) type Turns = [Quat; 4];

impl Work<'_> {
    pub(super) fn bend_arms(&mut self, gaze: Option<Vec3>, weight: f32) {
        let share = self.acting.share.clamp(0.0, 1.0);
        for flank in Flank::BOTH {
            let side = usize::from(flank == Flank::Right);
            let arms = self.ends.map(|end| end.arms[side]);
            let seen = gaze.filter(|_| weight > 0.0);
            let [a, b] = arms.map(|arm| self.arm(flank, &arm, seen));
            let planted = arms.iter().any(|arm| arm.shape.frame() == Some(Frame::Ground));
            let mut turns = if planted && 0.0 < share && share < 1.0 {
                self.carried_over(flank, a, b, share)
            } else {
                [0, 1, 2, 3].map(|at| a[at].slerp(b[at], share))
            };
            let free = mix(arms[0].free(), arms[1].free(), share) * self.acting.stride.amount;
            let swung = self.swung(flank);
            turns = [0, 1, 2, 3].map(|at| turns[at].slerp(swung[at], free));
            let grasp = self.grasp(flank);
            let weight = grasp.map_or(0.0, |(_, weight)| weight);
            if let Some((contact, weight)) = grasp.filter(|(_, weight)| *weight > 0.0) {
                turns = self.grasped(flank, turns, contact, weight);
            }
            let [shoulder, upper, lower, hand, index, fingers] = flank.arm();
            for (joint, turn) in [shoulder, upper, lower, hand].into_iter().zip(turns) {
                self.hang(joint, turn);
            }
            // Fingers bend toward the palm, which faces the body.
            let own = [(arms[0].curl, arms[1].curl), (arms[0].index, arms[1].index)];
            let own = own.map(|(from, to)| mix(from, to, share));
            let [curl, point] = if weight > 0.0 { self.closes(flank, own, weight) } else { own };
            self.hang(index, about(Vec3::Z, -flank.sign() * point));
            self.hang(fingers, about(Vec3::Z, -flank.sign() * curl));
        }
    }

    fn arm(&self, flank: Flank, arm: &Arm, gaze: Option<Vec3>) -> Turns {
        let sign = flank.sign();
        let shrug = about(Vec3::Z, sign * (arm.shrug + 0.5 * self.life.breath));
        match arm.shape {
            ArmShape::Hang { forward, out, bend, turn } => {
                let wide = (self.body.girth.waist - 1.0).max(0.0) * 12.0;
                hung(sign, shrug, forward, out + wide, bend, turn)
            }
            ArmShape::Reach { frame, at, elbow, fingers, palm } => {
                self.reached(flank, shrug, frame, [at, elbow, fingers, palm], gaze)
            }
        }
    }

    /// The arm of one who walks or runs: with the leg of the other side.
    fn swung(&self, flank: Flank) -> Turns {
        let stride = self.acting.stride;
        let half = stride.phase * std::f32::consts::PI;
        let swing = bevy_math::ops::sin(half) * stride.lead * flank.sign();
        let run = stride.run;
        let forward = mix(1.0 + 19.0 * swing, -8.0 + 38.0 * swing, run);
        let bend = mix(20.0 + 11.0 * swing, 88.0 + 14.0 * swing, run);
        let wide = (self.body.girth.waist - 1.0).max(0.0) * 12.0;
        let out = mix(7.0, 10.0, run) + wide;
        hung(flank.sign(), Quat::IDENTITY, forward, out, bend, mix(20.0, 28.0, run))
    }

    fn reached(
        &self,
        flank: Flank,
        shrug: Quat,
        frame: Frame,
        spec: [Vec3; 4],
        gaze: Option<Vec3>,
    ) -> Turns {
        let sign = flank.sign();
        let [at, elbow, fingers, palm] = spec.map(|v| v * Vec3::new(sign, 1.0, 1.0));
        let chest = self.turn_of(Joint::UpperChest);
        let [shoulder, upper, ..] = flank.arm();
        let from = Affine3A::from_rotation_translation(shrug, self.body.offset(shoulder));
        let from = self.joints[Joint::UpperChest as usize] * from;
        let joint = from.transform_point3(self.body.offset(upper));
        let space = self.space(frame, flank, joint, gaze);
        let mut wrist = at * self.scale(frame);
        if self.stance_talks(flank) && frame == Frame::Chest {
            wrist += Vec3::new(self.life.gesture.x * 0.012, self.life.gesture.y * 0.016, 0.0)
                * self.body.unit;
        }
        let lengths = self.body.arm_lengths();
        let target = space.transform_point3(wrist);
        let (up, down) = reach(joint, target, lengths, chest * elbow, Hinge::Elbow);
        // The mitten's axes: fingers to -y, the right palm to +x and the left to -x.
        let turn = Quat::from_mat3a(&space.matrix3);
        let y = turn * -fingers.normalize_or(Vec3::NEG_Y);
        let x = (turn * palm * -sign)
            .reject_from_normalized(y)
            .normalize_or(y.any_orthonormal_vector());
        let hand = Quat::from_mat3(&Mat3::from_cols(x, y, x.cross(y)));
        [shrug, (chest * shrug).inverse() * up, up.inverse() * down, down.inverse() * hand]
    }

    /// Only hands that talk move of themselves.
    fn stance_talks(&self, flank: Flank) -> bool {
        use maquette_document::Pose;
        flank == Flank::Right && matches!(self.acting.to, Pose::Talk | Pose::SitTalk)
    }

    fn scale(&self, frame: Frame) -> Vec3 {
        let (unit, girth) = (self.body.unit, self.body.girth);
        match frame {
            Frame::Chest => Vec3::new(girth.trunk, 1.0, girth.trunk.max(1.0)) * unit,
            Frame::Hips => Vec3::new(girth.hips, 1.0, girth.hips.max(1.0)) * unit,
            Frame::Head => Vec3::splat(self.body.head * 7.5),
            Frame::Thigh => Vec3::new(1.0, 1.0, girth.limbs) * unit,
            Frame::Aim | Frame::Ground => Vec3::splat(unit),
        }
    }

    fn space(&self, frame: Frame, flank: Flank, joint: Vec3, gaze: Option<Vec3>) -> Affine3A {
        if frame == Frame::Ground {
            return self.root;
        }
        if frame != Frame::Aim {
            return self.joints[joint_of(frame, flank) as usize];
        }
        let chest = self.turn_of(Joint::UpperChest);
        let facing = about(Vec3::Y, self.acting.facing);
        let (yaw, pitch) = match gaze {
            Some(target) => {
                aim_of(facing.inverse() * (target - joint).normalize_or(facing * Vec3::Z))
            }
            None => (0.0, 0.0),
        };
        // A thing behind the back is pointed at no farther than the arm goes.
        let aim = facing * quat(Vec3::new(-pitch.clamp(-50.0, 45.0), yaw.clamp(-55.0, 40.0), 0.0));
        Affine3A::from_rotation_translation(chest.slerp(aim, 0.999), joint)
    }
}

fn hung(sign: f32, shrug: Quat, forward: f32, out: f32, bend: f32, turn: f32) -> Turns {
    let upper =
        about(Vec3::Z, sign * out) * about(Vec3::X, -forward) * about(Vec3::Y, -sign * turn);
    // A relaxed wrist gives a little, and the thumb looks forward whatever the arm does.
    let hand = about(Vec3::Y, sign * turn * 0.5) * about(Vec3::X, -4.0);
    [shrug, upper, about(Vec3::X, -bend), hand]
}
