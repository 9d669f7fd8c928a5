//! What hands are on, and joints that are turned by hand: tracks of a performance beside its keys.

use bevy_math::Vec3;
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::{Id, Landmark};

/// What a hand is on at a time, and until the next key of the same hand. It sets out as late as it may to be there
/// in time; what is there at the head of the shot is there from the start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandKey {
    /// From the head of the shot.
    pub at: Flicks,
    pub hand: Hand,
    pub touch: Touch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    Left,
    Right,
}

/// What a hand is on, with its palm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    /// Nothing: it goes with the pose.
    #[default]
    Free,
    /// A place in the world.
    Point(Vec3),
    /// A place of a body of the same shot, another's or its own.
    Body { figure: Id, landmark: Landmark },
}

/// How far a joint is turned from where the pose has it, at a time; between two keys of a joint it goes over.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct JointKey {
    /// From the head of the shot.
    pub at: Flicks,
    pub joint: Bend,
    /// Degrees. On the trunk and the head `x` bows forward, `y` turns to the left, `z` leans to the left; on limbs
    /// `x` bends (a hip or shoulder forward, an elbow or knee more), `y` turns inward, `z` lifts outward.
    pub turn: Vec3,
}

/// A joint that can be turned by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bend {
    Waist,
    Chest,
    Neck,
    Head,
    LeftShoulder,
    LeftElbow,
    LeftWrist,
    LeftHip,
    LeftKnee,
    LeftAnkle,
    RightShoulder,
    RightElbow,
    RightWrist,
    RightHip,
    RightKnee,
    RightAnkle,
}

impl Bend {
    pub const ALL: [Self; 16] = [
        Self::Waist,
        Self::Chest,
        Self::Neck,
        Self::Head,
        Self::LeftShoulder,
        Self::LeftElbow,
        Self::LeftWrist,
        Self::LeftHip,
        Self::LeftKnee,
        Self::LeftAnkle,
        Self::RightShoulder,
        Self::RightElbow,
        Self::RightWrist,
        Self::RightHip,
        Self::RightKnee,
        Self::RightAnkle,
    ];
}
