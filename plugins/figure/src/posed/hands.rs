//! Hands that are on something: from the arm that the pose has to one that holds its palm there.

use bevy_math::{Affine3A, Mat3, Quat, Vec3};

use super::Work;
use super::arms::Turns;
use crate::acting::Contact;
use crate::body::Body;
use crate::ease::{about, mix, smooth};
use crate::limits::{ARM_CONE, ARM_GIVES_UP, MOST_BENT, WRIST_CONE, arm_axis, within_cone};
use crate::reach::{Hinge, reach};
use crate::skeleton::{Flank, Joint};

/// The middle of a palm, in the space of its hand.
pub(crate) fn palm_of(body: &Body, flank: Flank) -> Vec3 {
    Vec3::new(-0.0115 * flank.sign(), -0.040, 0.0) * body.unit
}

/// Degrees that a shoulder comes forward for what is far, and up for what is high.
const SHOULDER_COMES: f32 = 12.0;
const SHOULDER_RISES: f32 = 14.0;

/// An arm, in the world.
struct Limb {
    shoulder: Vec3,
    wrist: Vec3,
    /// From the line between them to the elbow; of length one.
    elbow: Vec3,
    hand: Quat,
}

impl Work<'_> {
    /// What a hand is on, and how much: less for what lies behind the back.
    pub(super) fn grasp(&self, flank: Flank) -> Option<(Contact, f32)> {
        let (contact, weight) = self.acting.hands[usize::from(flank == Flank::Right)].now()?;
        let chest = self.joints[Joint::UpperChest as usize];
        let [shoulder, upper, ..] = flank.arm();
        let joint = self.body.offset(shoulder) + self.body.offset(upper);
        let local = chest.inverse().transform_point3(contact.at) - joint;
        let off = arm_axis(flank).angle_between(local.normalize_or(Vec3::Z)).to_degrees();
        let [gives, given] = ARM_GIVES_UP;
        Some((contact, weight * smooth((given - off) / (given - gives))))
    }

    /// An arm whose palm is on what the hand is on.
    pub(super) fn grasped(
        &self,
        flank: Flank,
        from: Turns,
        contact: Contact,
        weight: f32,
    ) -> Turns {
        let chest = self.joints[Joint::UpperChest as usize];
        let turn = self.turn_of(Joint::UpperChest);
        let shrug = from[0].slerp(self.shrugged(flank, contact) * from[0], weight);
        let own = self.limb(flank, chest, [shrug, from[1], from[2], from[3]]);
        let there = self.laid_on(flank, turn, own.shoulder, contact);
        // A hand goes round its shoulder: straight on it might come too near to it.
        let axis = turn * arm_axis(flank);
        let (a, b) = (own.wrist - own.shoulder, there.wrist - own.shoulder);
        let wrist = own.shoulder + swung_over(a, b, axis, weight);
        let elbow = elbow_between(&own, &there, wrist, axis, weight);
        let hand = own.hand.slerp(there.hand, weight);
        let (up, down) = reach(own.shoulder, wrist, self.body.arm_lengths(), elbow, Hinge::Elbow);
        [shrug, (turn * shrug).inverse() * up, up.inverse() * down, down.inverse() * hand]
    }

    /// Between two arms with the hand on a straight way, so that what is on the ground at both ends stays over it.
    pub(super) fn carried_over(&self, flank: Flank, a: Turns, b: Turns, share: f32) -> Turns {
        let chest = self.joints[Joint::UpperChest as usize];
        let turn = self.turn_of(Joint::UpperChest);
        let shrug = a[0].slerp(b[0], share);
        let (from, to) = (self.limb(flank, chest, a), self.limb(flank, chest, b));
        let shoulder = from.shoulder.lerp(to.shoulder, share);
        let wrist = from.wrist.lerp(to.wrist, share);
        let elbow = elbow_between(&from, &to, wrist, turn * arm_axis(flank), share);
        let hand = from.hand.slerp(to.hand, share);
        let (up, down) = reach(shoulder, wrist, self.body.arm_lengths(), elbow, Hinge::Elbow);
        [shrug, (turn * shrug).inverse() * up, up.inverse() * down, down.inverse() * hand]
    }

    /// Forward for what is far, up for what is high.
    fn shrugged(&self, flank: Flank, contact: Contact) -> Quat {
        let chest = self.joints[Joint::UpperChest as usize];
        let [shoulder, upper, ..] = flank.arm();
        let joint = self.body.offset(shoulder) + self.body.offset(upper);
        let local = chest.inverse().transform_point3(contact.at) - joint;
        let (above, below) = self.body.arm_lengths();
        let far = smooth((local.length() / (above + below) - 0.75) / 0.3);
        let way = local.normalize_or(Vec3::Z);
        let forward = -flank.sign() * SHOULDER_COMES * far * way.z.max(0.0);
        let up = flank.sign() * SHOULDER_RISES * way.y.max(0.0);
        about(Vec3::Y, forward) * about(Vec3::Z, up)
    }

    /// Where an arm with such turns is.
    fn limb(&self, flank: Flank, chest: Affine3A, turns: Turns) -> Limb {
        let [shoulder, upper, lower, hand, ..] = flank.arm();
        let mut place = chest;
        let places = [shoulder, upper, lower, hand].map(|joint| {
            let turn = turns[match joint {
                _ if joint == shoulder => 0,
                _ if joint == upper => 1,
                _ if joint == lower => 2,
                _ => 3,
            }];
            place *= Affine3A::from_rotation_translation(turn, self.body.offset(joint));
            place
        });
        let [_, upper, lower, hand] = places.map(|place| Vec3::from(place.translation));
        let along = (hand - upper).normalize_or(Vec3::NEG_Y);
        // A straight arm bends to the back of its elbow.
        let back = Vec3::from(places[1].matrix3.z_axis) * -0.02 * self.body.unit;
        let elbow = (lower - upper + back).reject_from_normalized(along);
        Limb {
            shoulder: upper,
            wrist: hand,
            elbow: elbow.normalize_or(along.any_orthonormal_vector()),
            hand: Quat::from_mat3a(&places[3].matrix3),
        }
    }

    /// An arm from `shoulder` with its palm on `contact`, as well as wrist and shoulder allow.
    fn laid_on(&self, flank: Flank, chest: Quat, shoulder: Vec3, contact: Contact) -> Limb {
        let palm = palm_of(self.body, flank);
        let lengths = self.body.arm_lengths();
        let way = (contact.at - shoulder).normalize_or(chest * Vec3::Z);
        let mut fingers = fingers_toward(flank, chest, way, contact);
        let mut limb = Limb { shoulder, wrist: contact.at, elbow: Vec3::NEG_Y, hand: chest };
        // The wrist depends on the hand and the forearm on the wrist: a few rounds settle both.
        for _ in 0..3 {
            limb.hand = hand_turned(flank, chest, fingers, contact);
            limb.wrist = self.within_arm(flank, chest, shoulder, contact.at - limb.hand * palm);
            let along = (limb.wrist - shoulder).normalize_or(way);
            let straight = (limb.wrist - shoulder).length() / (lengths.0 + lengths.1);
            limb.elbow = elbow_of(flank, chest, along, straight);
            let (_, down) = reach(shoulder, limb.wrist, lengths, limb.elbow, Hinge::Elbow);
            fingers = within_cone(fingers, down * Vec3::NEG_Y, WRIST_CONE);
        }
        limb
    }

    /// A place of the wrist that no elbow has to bend too far for, before the shoulder rather than behind it.
    fn within_arm(&self, flank: Flank, chest: Quat, shoulder: Vec3, wrist: Vec3) -> Vec3 {
        let (upper, lower) = self.body.arm_lengths();
        let cos = bevy_math::ops::cos((180.0 - MOST_BENT).to_radians());
        let least = (upper * upper + lower * lower - 2.0 * upper * lower * cos).sqrt();
        let way = wrist - shoulder;
        let along = way.normalize_or(chest * Vec3::Z);
        let along = within_cone(along, chest * arm_axis(flank), ARM_CONE);
        shoulder + along * way.length().max(least)
    }

    /// How much a hand is on something, for what its fingers do.
    pub(super) fn closes(&self, flank: Flank, curl: [f32; 2], weight: f32) -> [f32; 2] {
        let contact = self.acting.hands[usize::from(flank == Flank::Right)].now();
        let flat = contact.is_some_and(|(contact, _)| contact.outward != Vec3::ZERO);
        let closed = if flat { [10.0, 6.0] } else { [52.0, 44.0] };
        [mix(curl[0], closed[0], weight), mix(curl[1], closed[1], weight)]
    }
}

/// Between two ways from a shoulder: its direction goes round, by way of `axis` the farther it goes, and its length
/// from one to the other.
fn swung_over(from: Vec3, to: Vec3, axis: Vec3, share: f32) -> Vec3 {
    let (a, b) = (from.normalize_or(Vec3::NEG_Y), to.normalize_or(Vec3::NEG_Y));
    let rest = 1.0 - share;
    let by_way = axis * (1.0 - a.dot(b)).max(0.0) * rest * share;
    let now = a * rest + b * share + by_way;
    now.normalize_or(axis) * mix(from.length(), to.length(), share)
}

/// The direction of the elbow on the way from one arm to another, about the line to where the wrist is now.
fn elbow_between(own: &Limb, there: &Limb, wrist: Vec3, axis: Vec3, weight: f32) -> Vec3 {
    let along = |to: Vec3| (to - own.shoulder).normalize_or(Vec3::NEG_Y);
    let (from, to, now) = (along(own.wrist), along(there.wrist), along(wrist));
    let at_axis = Quat::from_rotation_arc(from, axis) * own.elbow;
    let carried = |to: Vec3| {
        let elbow = Quat::from_rotation_arc(axis, to) * at_axis;
        elbow.reject_from_normalized(to).normalize_or(to.any_orthonormal_vector())
    };
    // How far it is turned on the whole way is asked at its end, so that it does not change on it.
    let (a, b) = (carried(to), there.elbow);
    let angle = bevy_math::ops::atan2(a.cross(b).dot(to), a.dot(b));
    Quat::from_axis_angle(now, angle * weight) * carried(now)
}

/// Which way fingers point that come to `contact` along `way`: on along it, and on a surface along that.
fn fingers_toward(flank: Flank, chest: Quat, way: Vec3, contact: Contact) -> Vec3 {
    let Some(outward) = contact.outward.try_normalize() else {
        return (way + chest * Vec3::new(0.0, 0.0, 0.45)).normalize_or(way);
    };
    let inward = chest * Vec3::new(-flank.sign(), 0.0, 0.0);
    let wanted = way * 0.6 + chest * Vec3::Y * 0.45 + inward * 0.5;
    wanted.reject_from_normalized(outward).normalize_or(outward.any_orthonormal_vector())
}

/// A hand with such fingers: its palm to the surface, or inward and down.
fn hand_turned(flank: Flank, chest: Quat, fingers: Vec3, contact: Contact) -> Quat {
    let sign = flank.sign();
    let palm = match contact.outward.try_normalize() {
        Some(outward) => -outward,
        None => chest * Vec3::new(-0.8 * sign, 0.0, 0.0) + Vec3::NEG_Y * 0.85,
    };
    // The mitten's axes: fingers to -y, the right palm to +x and the left to -x.
    let y = -fingers;
    let x = (palm * -sign).reject_from_normalized(y).normalize_or(y.any_orthonormal_vector());
    Quat::from_mat3(&Mat3::from_cols(x, y, x.cross(y)))
}

/// Which way an elbow points when the wrist is `along` (unit) from the shoulder and the arm so `straight`: down and
/// out for what is before the chest, more out the nearer it is, and from there round with the arm, so that it never
/// flips nor goes behind the back.
fn elbow_of(flank: Flank, chest: Quat, along: Vec3, straight: f32) -> Vec3 {
    let sign = flank.sign();
    let rest = Vec3::new(0.10 * sign, -0.34, 0.935).normalize();
    let out = mix(0.95, 0.45, smooth((straight - 0.35) / 0.40));
    let down = Vec3::new(out * sign, -0.80, -0.20).reject_from_normalized(rest).normalize();
    let local = chest.inverse() * along;
    chest * (Quat::from_rotation_arc(rest, local) * down)
}
