//! The sizes of a body.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{Age, Bag, Coat, Figure, Hair};

use crate::hash;
use crate::skeleton::{Flank, JOINTS, Joint};
use crate::skull;

/// The proportions of a figure, in metres: seven and a half heads for an adult, fewer for a child.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// From sole to crown.
    pub height: f32,
    /// From chin to crown.
    pub head: f32,
    /// What lengths below the chin are shares of: the height an adult of this trunk would have.
    pub(crate) unit: f32,
    pub(crate) girth: Girth,
    pub(crate) age: Age,
    /// What its breath and blinks are hashed with.
    pub(crate) seed: u32,
    pub(crate) bag: Bag,
    /// How far down a skirt or a coat hangs from the hips; 0 when there is none.
    pub(crate) hem: f32,
    /// Where each joint lies from its parent when the arms hang and the legs are straight.
    offsets: [Vec3; JOINTS],
}

/// What build changes, as factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Girth {
    pub(crate) trunk: f32,
    pub(crate) waist: f32,
    pub(crate) hips: f32,
    pub(crate) shoulders: f32,
    pub(crate) limbs: f32,
}

/// Lengths as shares of an adult's height.
pub(crate) const HIPS: f32 = 0.53;
pub(crate) const UPPER_LEG: f32 = 0.243;
pub(crate) const LOWER_LEG: f32 = 0.237;
pub(crate) const ANKLE: f32 = 0.040;
pub(crate) const UPPER_ARM: f32 = 0.170;
pub(crate) const LOWER_ARM: f32 = 0.145;
pub(crate) const PALM: f32 = 0.052;
/// Of the foot, from the ankle: forward to the ball, forward to the tip, back to the heel.
pub(crate) const BALL: f32 = 0.076;
pub(crate) const TOE: f32 = 0.116;
pub(crate) const HEEL: f32 = 0.034;
const CHIN: f32 = 1.0 - 1.0 / 7.5;
/// The joint of the head above the chin, as a share of the head.
pub(crate) const NOD: f32 = 0.10;

impl Body {
    /// The body of a figure. What is out of range is brought back into it.
    pub fn of(figure: &Figure) -> Self {
        let known = |value: f32, or: f32| if value.is_finite() { value } else { or };
        let height = known(figure.height, 1.72).clamp(0.6, 2.6);
        let build = known(figure.build, 1.0).clamp(0.6, 1.6);
        let heads = match figure.age {
            Age::Child => 5.0 + ((height - 0.95) / 0.5).clamp(0.0, 1.0) * 1.4,
            Age::Adult => 7.5,
            Age::Old => 7.3,
        };
        let head = height / heads;
        let unit = (height - head) / CHIN;
        let mut body = Self {
            height,
            head,
            unit,
            girth: Girth::of(figure, build),
            age: figure.age,
            seed: hash::of_name(&figure.name),
            bag: figure.bag,
            hem: unit
                * match figure.coat {
                    Coat::Long => 0.345,
                    Coat::Skirt => 0.315,
                    Coat::None | Coat::Jacket => 0.0,
                },
            offsets: [Vec3::ZERO; JOINTS],
        };
        body.lay_out();
        body
    }

    fn lay_out(&mut self) {
        use Joint as J;
        let (unit, head) = (self.unit, self.head);
        let shoulders = self.girth.shoulders;
        let hips = self.girth.hips;
        let chin = CHIN * unit;
        let mut put = |joint: Joint, offset: Vec3| self.offsets[joint as usize] = offset;
        put(J::Hips, Vec3::Y * HIPS * unit);
        put(J::Spine, Vec3::new(0.0, 0.055, 0.0) * unit);
        put(J::Chest, Vec3::new(0.0, 0.068, 0.0) * unit);
        put(J::UpperChest, Vec3::new(0.0, 0.082, -0.004) * unit);
        put(J::Neck, Vec3::new(0.0, 0.095, -0.010) * unit);
        let joint = Vec3::new(0.0, chin + NOD * head, 0.004 * unit);
        let neck = Vec3::new(0.0, 0.83, -0.014) * unit;
        put(J::Head, joint - neck);
        let on_face = |point: Vec3| face(point) * head;
        put(J::Jaw, on_face(skull::face_at(0.0, skull::MOUTH)));
        put(J::Brow, on_face(skull::face_at(0.0, skull::BROW)));
        for flank in Flank::BOTH {
            let side = |x: f32, y: f32, z: f32| Vec3::new(x * flank.sign(), y, z) * unit;
            let [shoulder, upper, lower, hand, index, fingers] = flank.arm();
            put(shoulder, side(0.018, 0.061, 0.004));
            put(upper, side(0.109 * shoulders - 0.018, -0.007, -0.006));
            put(lower, side(0.0, -UPPER_ARM, 0.0));
            put(hand, side(0.0, -LOWER_ARM, 0.0));
            put(index, side(-0.002, -PALM, 0.014));
            put(fingers, side(-0.002, -PALM, 0.0));
            let [upper, lower, foot, toes] = flank.leg();
            put(upper, side(0.050 * hips, -0.010, 0.0));
            put(lower, side(0.0, -UPPER_LEG, 0.0));
            put(foot, side(0.0, -LOWER_LEG, 0.0));
            put(toes, side(0.0, -ANKLE * 0.72, BALL));
            let eye = skull::face_at(skull::EYE.x * flank.sign(), skull::EYE.y);
            for joint in flank.eye() {
                put(joint, on_face(eye));
            }
        }
    }

    /// Where a joint lies from its parent when the arms hang and the legs are straight; the hips from the ground.
    pub fn offset(&self, joint: Joint) -> Vec3 {
        self.offsets[joint as usize]
    }

    /// Of the eyes above the ground, standing straight.
    pub fn eye_height(&self) -> f32 {
        self.height - self.head * (1.0 - skull::EYE.y)
    }

    /// Of a ball that holds the head.
    pub fn head_radius(&self) -> f32 {
        self.head * 0.56
    }

    /// How far before the seat the feet of one who sits stand: where to be before sitting down, and after
    /// getting up.
    pub fn seat_step(&self) -> f32 {
        self.unit * crate::pose::SEAT_STEP
    }

    /// Degrees that age bows the back.
    pub(crate) fn stoop(&self) -> f32 {
        if self.age == Age::Old { 9.0 } else { 0.0 }
    }

    pub(crate) fn leg_lengths(&self) -> (f32, f32) {
        (self.unit * UPPER_LEG, self.unit * LOWER_LEG)
    }

    pub(crate) fn arm_lengths(&self) -> (f32, f32) {
        (self.unit * UPPER_ARM, self.unit * LOWER_ARM)
    }
}

/// From where one stands who holds another to where the other stands, in metres: before, as far as their chests and
/// bellies let them, and to the right, so that each has their head over the other's left shoulder.
pub fn embrace_step(a: &Body, b: &Body) -> Vec2 {
    let deep = |body: &Body| {
        let girth = body.girth;
        (0.062 * girth.trunk.max(girth.waist) + 0.042) * body.unit
    };
    Vec2::new(deep(a) + deep(b), 0.042 * (a.unit + b.unit))
}

/// A place on the skull, in shares of the head from the joint of the head.
pub(crate) fn face(point: Vec3) -> Vec3 {
    // The ears stand a little before the joint.
    point + Vec3::new(0.0, -NOD, 0.02)
}

impl Girth {
    fn of(figure: &Figure, build: f32) -> Self {
        let long = matches!(figure.hair, Hair::Bob | Hair::Long | Hair::Bun | Hair::Ponytail);
        let (narrow, wide, slim): (f32, f32, f32) = match figure.coat {
            Coat::Skirt => (0.90, 1.06, 0.88),
            _ if long => (0.92, 1.02, 0.92),
            _ => (1.0, 1.0, 1.0),
        };
        let (narrow, slim) = match figure.age {
            Age::Child => (0.90 * narrow.max(0.95), 1.0),
            Age::Adult => (narrow, slim),
            Age::Old => (narrow * 0.96, slim.max(1.02)),
        };
        Self {
            trunk: ops::powf(build, 0.8) * (0.4 + 0.6 * narrow),
            waist: ops::powf(build, 1.35) * slim,
            hips: ops::powf(build, 0.75) * wide,
            shoulders: ops::powf(build, 0.4) * narrow,
            limbs: ops::powf(build, 0.65) * (0.5 + 0.5 * narrow),
        }
    }
}
