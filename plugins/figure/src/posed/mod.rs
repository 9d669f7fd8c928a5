//! From a state to joints: trunk, gaze, legs, arms, face, cloth, in that order.

mod arms;
mod face;
mod hands;
mod lean;
mod legs;
mod trunk;

pub(crate) use hands::palm_of;

use bevy_math::{Affine3A, Quat, Vec3};

use crate::acting::Acting;
use crate::body::Body;
use crate::life::Life;
use crate::limits::{joint_of, turned_by_hand};
use crate::pose::{Stance, blend, stance};
use crate::skeleton::{JOINTS, Joint};

/// A figure at one instant: where its joints are in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Posed {
    /// By [`Joint`] as a number. Those of face and cloth may be scaled, the others only turn and move.
    pub joints: [Affine3A; JOINTS],
    /// How far the mouth is open, 0 to 1.
    pub mouth: f32,
    /// The direction of the eyes; unit.
    pub gaze: Vec3,
}

impl Posed {
    /// From the space of a joint into the world.
    pub fn joint(&self, joint: Joint) -> Affine3A {
        self.joints[joint as usize]
    }
}

/// All that the parts of the figure solver share.
struct Work<'a> {
    body: &'a Body,
    acting: &'a Acting,
    life: Life,
    /// The poses that it is between, and the mean of both.
    ends: [Stance; 2],
    stance: Stance,
    /// From the space of the figure into the world.
    root: Affine3A,
    joints: [Affine3A; JOINTS],
}

impl Work<'_> {
    /// Hangs a joint on its parent, turned by `turn` from it.
    fn hang(&mut self, joint: Joint, turn: Quat) {
        self.hang_at(joint, self.body.offset(joint), turn);
    }

    fn hang_at(&mut self, joint: Joint, offset: Vec3, turn: Quat) {
        let by_hand = self.acting.turns.iter().find(|(bend, _)| joint_of(*bend).0 == joint);
        let turn = by_hand.map_or(turn, |(bend, by)| turned_by_hand(turn, *bend, *by));
        let parent = joint.parent().map_or(self.root, |parent| self.joints[parent as usize]);
        self.joints[joint as usize] = parent * Affine3A::from_rotation_translation(turn, offset);
    }

    fn turn_of(&self, joint: Joint) -> Quat {
        Quat::from_mat3a(&self.joints[joint as usize].matrix3)
    }

    fn place_of(&self, joint: Joint) -> Vec3 {
        self.joints[joint as usize].translation.into()
    }

    /// A place from a joint, in the world.
    fn spot(&self, joint: Joint, offset: Vec3) -> Vec3 {
        self.joints[joint as usize].transform_point3(offset)
    }
}

/// Where the joints of a body are, when it acts so and looks at `gaze`; without one its head goes with its pose.
///
/// A hand that is on something (see [`Acting::hands`]) is brought there from where the pose has it; for what is far
/// the shoulder, the trunk and, standing, the knees give way, and what is out of reach is reached toward.
///
/// The head turns up to 70° from the body's facing, the chest takes a third of that, the eyes what is left.
pub fn posed(body: &Body, acting: &Acting, gaze: Option<Vec3>) -> Posed {
    let ends = [acting.from, acting.to].map(|pose| stance(pose, body, acting.seat));
    let facing = Quat::from_rotation_y(acting.facing.to_radians());
    let root = Affine3A::from_rotation_translation(facing, acting.position);
    let mut work = Work {
        body,
        acting,
        life: Life::at(body.seed, acting.alive),
        stance: blend(&ends[0], &ends[1], acting.share.clamp(0.0, 1.0)),
        ends,
        root,
        joints: [Affine3A::IDENTITY; JOINTS],
    };
    let weight = if gaze.is_some() { acting.glance.weight() } else { 0.0 };
    work.bend_trunk(gaze, weight);
    work.plant_legs();
    work.bend_arms(gaze, weight);
    let gaze = work.set_face(gaze, weight);
    work.hang_cloth();
    Posed { joints: work.joints, mouth: acting.mouth.clamp(0.0, 1.0), gaze }
}
