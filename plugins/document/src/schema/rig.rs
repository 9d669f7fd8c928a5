//! The camera as data.

use bevy_ecs::component::Component;
use bevy_math::{Vec2, Vec3};
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::Id;

/// A camera: where it starts, what it looks through, and how it moves. Metres, degrees, millimetres.
///
/// At yaw, pitch and roll 0 it looks along -z, up +y. Yaw turns to its left, pitch up, roll leans its head to
/// its left shoulder.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rig {
    pub shot: Id,
    pub sensor: Sensor,
    pub lens: Lens,
    /// Of the entrance pupil.
    pub position: Vec3,
    pub yaw: f32,
    pub pitch: f32,
    pub roll: f32,
    /// All at once: what each adds is summed.
    pub moves: Vec<Move>,
}

impl Default for Rig {
    fn default() -> Self {
        Self {
            shot: Id::NONE,
            sensor: Sensor::default(),
            lens: Lens::default(),
            position: Vec3::new(0.0, 1.6, 4.0),
            yaw: 0.0,
            pitch: 0.0,
            roll: 0.0,
            moves: Vec::new(),
        }
    }
}

/// The part of the sensor that is used when the picture is 16:9 or wider: millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensor {
    pub width: f32,
    pub height: f32,
}

impl Default for Sensor {
    /// Full frame, 36 × 24 mm.
    fn default() -> Self {
        Self { width: 36.0, height: 24.0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// Focal length in millimetres.
    pub focal: f32,
    /// The optical axis off the middle of the sensor, as a share of its width and height: a risen lens sees up.
    pub shift: Vec2,
}

impl Default for Lens {
    fn default() -> Self {
        Self { focal: 35.0, shift: Vec2::ZERO }
    }
}

/// A move over a stretch of the shot; before it nothing is added, after it all of it stays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    pub kind: MoveKind,
    /// From the head of the shot.
    pub start: Flicks,
    pub length: Flicks,
    pub ease: Ease,
}

/// What a move does in all. Travel is along the camera's own axes at the head of the shot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// Degrees to the left.
    Pan(f32),
    /// Degrees up.
    Tilt(f32),
    /// Degrees to the left shoulder.
    Roll(f32),
    /// Metres forward, along the level of the ground.
    Dolly(f32),
    /// Metres to the right.
    Truck(f32),
    /// Metres up.
    Pedestal(f32),
    /// Degrees about the vertical through a point, the camera turned with it.
    Orbit { about: Vec3, degrees: f32 },
    /// Travels as the figure does.
    Follow(Id),
    /// To this focal length in millimetres.
    Zoom(f32),
    /// A hand's unrest: 1 is a calm operator.
    Handheld { strength: f32, seed: u32 },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ease {
    Linear,
    In,
    Out,
    #[default]
    InOut,
}
