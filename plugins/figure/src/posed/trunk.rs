//! Hips, spine, neck and head.

use bevy_math::{Vec3, ops};

use super::Work;
use super::lean::{Given, ROUNDS};
use crate::body::{ANKLE, BALL, HEEL};
use crate::ease::{about, aim_of, mix, smooth};
use crate::pose::{Foot, quat};
use crate::reach::STRAIGHT;
use crate::skeleton::{Flank, Joint};
use crate::skull;

/// Degrees that head and chest together turn from the body's facing, and bow or rise from level.
pub(crate) const HEAD_TURNS: f32 = 70.0;
pub(crate) const HEAD_BOWS: f32 = 38.0;
/// How softly the hips come down when a leg is at its full length, standing and walking, as a share of height.
const SOFT: [f32; 2] = [0.002, 0.010];
/// What of a turn toward something the head makes; the eyes make the rest.
const HEAD_PART: f32 = 0.88;

impl Work<'_> {
    pub(super) fn bend_trunk(&mut self, gaze: Option<Vec3>, weight: f32) {
        let (stance, stride, life) = (self.stance, self.acting.stride, self.life);
        let unit = self.body.unit;
        let share = self.acting.share.clamp(0.0, 1.0);
        // Getting up and sitting down go through a bow.
        let bow = 4.0 * share * (1.0 - share) * (self.ends[0].seated - self.ends[1].seated).abs();
        let half = stride.phase * std::f32::consts::PI;
        let (swing, pass) = (stride.lead * ops::sin(half), stride.lead * ops::cos(half));
        let (amount, run) = (stride.amount, stride.run);
        let upright = stance.upright;
        let calm = 1.0 - amount;
        let mut hips = stance.hips;
        hips.x = mix(hips.x, pass * mix(0.012, 0.006, run) * unit, amount);
        hips.x += life.sway.x * 0.0035 * unit * upright * calm;
        let twice = ops::cos(half * 2.0);
        let low = mix(0.010 + 0.008 * (1.0 - twice), 0.017 + 0.012 * twice, run);
        hips.y -= low * unit * amount * upright + stride.lean.abs() * 0.0006 * unit * calm;
        hips.y += bow * 0.008 * unit;
        let walked = Vec3::new(
            stride.lean * mix(0.3, 0.6, run),
            swing * mix(6.0, 8.0, run),
            -pass * mix(3.0, 3.5, run),
        );
        let tilt = stance.tilt * calm
            + walked * amount
            + Vec3::X * (bow * 14.0 + stride.lean * 0.4 * calm)
            + Vec3::new(life.sway.y * 0.35, 0.0, life.sway.x * 0.45) * upright;
        let against = Vec3::new(
            stride.lean * mix(0.6, 0.5, run) + 1.0,
            -swing * mix(11.0, 17.0, run),
            pass * mix(3.2, 3.5, run),
        );
        let trunk = stance.trunk * mix(1.0, 0.25, amount)
            + against * amount
            + Vec3::X * (bow * 16.0 + stride.lean * 0.6 * calm - life.breath * 0.5)
            - Vec3::Z * life.sway.x * 0.5 * upright;
        // The head stays level while the trunk moves under it.
        let steady = -against * Vec3::new(0.4, 0.35, 0.5) * amount
            - Vec3::X * (bow * 14.0 - life.breath * 0.3);
        let nod = stance.nod * mix(1.0, 0.6, amount) + steady;
        self.hang_at(Joint::Hips, hips, quat(tilt));
        self.lower_hips(upright);
        self.bend_spine(trunk, nod, gaze, weight);
        let wants = self.wants();
        let mut given = [Given::default(); 2];
        for _ in 0..if wants.is_empty() { 0 } else { ROUNDS } {
            let lean = self.leaned(&wants, &mut given);
            let from_hips = 0.45 * upright;
            let hips = hips + Vec3::new(0.0, -lean.drop, self.balance(lean.bow.x));
            self.hang_at(Joint::Hips, hips, quat(tilt + lean.bow * from_hips));
            self.lower_hips(upright);
            let nod = nod - Vec3::X * lean.bow.x * 0.35;
            self.bend_spine(trunk + lean.bow * (1.0 - from_hips), nod, gaze, weight);
        }
    }

    /// Lowers the hips until both legs reach their feet.
    fn lower_hips(&mut self, upright: f32) {
        let (upper, lower) = self.body.leg_lengths();
        let length = (upper + lower) * STRAIGHT;
        let drop = |flank: Flank| {
            let hip = self.spot(Joint::Hips, self.body.offset(flank.leg()[0]));
            let ankle = self.ankle(flank);
            let level = (hip - ankle).with_y(0.0).length().min(length * 0.95);
            hip.y - ankle.y - (length * length - level * level).sqrt()
        };
        // The borders are rounded, or a knee would snap as its leg comes off its full length.
        let soft = mix(SOFT[0], SOFT[1], self.acting.stride.amount) * self.body.unit;
        let drop = Flank::BOTH.map(drop).into_iter().fold(f32::MIN, f32::max);
        let drop = (drop + (drop * drop + soft * soft).sqrt()) / 2.0;
        self.joints[Joint::Hips as usize].translation.y -= drop * upright;
    }

    /// Where the foot holds the ankle, in the world.
    pub(super) fn ankle(&self, flank: Flank) -> Vec3 {
        let foot = self.foot(flank);
        let unit = self.body.unit;
        let turn = about(Vec3::Y, foot.yaw);
        // It rolls about the joint of the toes, or about the edge of the heel.
        let ball = Vec3::new(0.0, ANKLE * 0.28, BALL);
        let pivot = if foot.pitch > 0.0 { ball } else { Vec3::NEG_Z * HEEL } * unit;
        let rolled = about(Vec3::X, foot.pitch) * (Vec3::Y * ANKLE * unit - pivot);
        foot.at + turn * (pivot + rolled)
    }

    /// The foot that acting asks for; feet that do not reach the ground from a seat hang from it.
    pub(super) fn foot(&self, flank: Flank) -> Foot {
        let mut foot = self.acting.feet[usize::from(flank == Flank::Right)];
        let (_, lower) = self.body.leg_lengths();
        let short = (self.acting.seat - lower - ANKLE * self.body.unit - 0.03).max(0.0);
        foot.at.y += short * self.stance.seated;
        foot
    }

    fn bend_spine(&mut self, trunk: Vec3, nod: Vec3, gaze: Option<Vec3>, weight: f32) {
        let spine = [(Joint::Spine, 0.32), (Joint::Chest, 0.36), (Joint::UpperChest, 0.32)];
        for (joint, part) in spine {
            self.hang(joint, quat(trunk * part));
        }
        let own = nod * (1.0 - 0.85 * weight);
        let Some(target) = gaze.filter(|_| weight > 0.0) else {
            return self.bend_neck(own);
        };
        // Once with the pose alone, to see from where it looks; then with what the look adds.
        self.bend_neck(own);
        let eyes = self.eyes();
        let facing = self.turn_of(Joint::Hips);
        let level = self.turn_of(Joint::UpperChest);
        let way = (target - eyes).normalize_or(facing * Vec3::Z);
        let (yaw, pitch) = aim_of(level.inverse() * way);
        let yaw = within(yaw * HEAD_PART, HEAD_TURNS, yaw) * weight;
        let pitch = (pitch * HEAD_PART).clamp(-HEAD_BOWS, HEAD_BOWS) * weight;
        let chest = yaw / 3.0;
        for (joint, part) in spine {
            let shared = if joint == Joint::Spine { 0.0 } else { chest / 2.0 };
            self.hang(joint, quat(trunk * part + Vec3::Y * shared));
        }
        self.bend_neck(own + Vec3::new(-pitch, yaw - chest, 0.0));
    }

    fn bend_neck(&mut self, nod: Vec3) {
        self.hang(Joint::Neck, quat(nod * 0.4));
        self.hang(Joint::Head, quat(nod * 0.6));
    }

    /// Between the eyes.
    pub(super) fn eyes(&self) -> Vec3 {
        let eye = skull::face_at(skull::EYE.x, skull::EYE.y).with_x(0.0);
        self.spot(Joint::Head, crate::body::face(eye) * self.body.head)
    }
}

/// `turn` held within `limit`; toward what is behind the back it comes home again, so that nothing snaps from one
/// shoulder to the other.
fn within(turn: f32, limit: f32, behind: f32) -> f32 {
    turn.clamp(-limit, limit) * smooth((178.0 - behind.abs()) / 45.0)
}
