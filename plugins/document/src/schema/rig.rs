//! The camera as data.

use bevy_ecs::component::Component;
use bevy_math::{Vec2, Vec3};
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::Id;

/// A camera: where it starts, what it looks through, and how it moves. Metres, degrees, millimetres.
///
/// At yaw, pitch and roll 0 it looks along -z, up +y. Yaw turns to its left, pitch up, roll leans its head to
/// its left shoulder. A [`Path`] carries it, [`Move`]s add to that, [`Tracking`] turns what came of it, and
/// only the unrest of a hand comes on top.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rig {
    pub shot: Id,
    pub sensor: Sensor,
    pub lens: Lens,
    /// Of the entrance pupil; a path has its own.
    pub position: Vec3,
    pub yaw: f32,
    pub pitch: f32,
    pub roll: f32,
    /// What carries it; without one it stands at `position`.
    pub path: Option<Path>,
    /// All at once: what each adds is summed.
    pub moves: Vec<Move>,
    /// What it keeps in the picture; without it, it looks where its angles say.
    pub tracking: Option<Tracking>,
    /// The script that built it; empty where it was made by hand or by rule. Never run for a picture.
    pub script: String,
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
            path: None,
            moves: Vec::new(),
            tracking: None,
            script: String::new(),
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
#[serde(default)]
pub struct Lens {
    /// Focal length in millimetres.
    pub focal: f32,
    /// The optical axis off the middle of the sensor, as a share of its width and height: a risen lens sees up.
    pub shift: Vec2,
    pub focus: Focus,
    /// The f-number: 2.8, 4, 5.6.
    pub stop: f32,
}

impl Default for Lens {
    fn default() -> Self {
        Self { focal: 35.0, shift: Vec2::ZERO, focus: Focus::Deep, stop: 4.0 }
    }
}

/// What is sharp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Focus {
    /// All of it, as a drawing is.
    #[default]
    Deep,
    /// Metres before the camera.
    Distance(f32),
    /// Wherever that is.
    On(Target),
}

/// A thing that a camera looks at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Point(Vec3),
    Figure { figure: Id, landmark: Landmark },
}

/// A place of a body: what sizes are measured by, from the top down, and the hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Landmark {
    Crown,
    Eyes,
    Chin,
    /// Just under the collar-bones.
    Collar,
    /// Mid-chest, under the armpits.
    Chest,
    /// Just under the waist.
    Waist,
    MidThigh,
    /// Mid-shin, under the knee.
    Shin,
    /// The lower of the two.
    Sole,
    LeftHand,
    RightHand,
    /// On top, where an arm begins.
    LeftShoulder,
    RightShoulder,
    /// Between the shoulder blades.
    Back,
    /// At the height of the waist.
    SmallOfBack,
}

impl Landmark {
    /// What sizes are measured by, from the top down.
    pub const HEIGHTS: [Self; 9] = [
        Self::Crown,
        Self::Eyes,
        Self::Chin,
        Self::Collar,
        Self::Chest,
        Self::Waist,
        Self::MidThigh,
        Self::Shin,
        Self::Sole,
    ];
}

/// A way through space. Before its time the camera stands at its head, after it at its end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Path {
    pub curve: Curve,
    pub pace: Pace,
    /// In order; a path of fewer than two stands still. The first 4096 count, and of those the ones that are
    /// somewhere.
    pub keys: Vec<PathKey>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// Through every key, by the places of its neighbours (centripetal Catmull-Rom).
    #[default]
    Through,
    /// Through every key, by the tangents of the keys (cubic Bézier).
    Bezier,
    Straight,
}

/// How a path is travelled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// At one speed along its length but for the ease, whatever lies between the keys.
    Even { start: Flicks, length: Flicks, ease: Ease },
    /// Through each key at the time that it says, in order of time, from rest to rest: a key before the head
    /// of the shot has the camera on its way when the shot begins. Of two keys at one time the later is taken.
    Keyed,
}

impl Default for Pace {
    fn default() -> Self {
        Self::Even { start: Flicks::ZERO, length: Flicks::SECOND, ease: Ease::InOut }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PathKey {
    /// From the head of the shot; for [`Pace::Keyed`].
    pub at: Flicks,
    pub position: Vec3,
    /// Yaw, pitch and roll in degrees, in place of the rig's; between keys that have them the camera turns
    /// smoothly, the shortest way, before the first and after the last it keeps them.
    pub angles: Option<Vec3>,
    /// Millimetres, in place of the lens's; between keys that have them it zooms, never past either.
    pub focal: Option<f32>,
    /// The Bézier handles, as metres off `position`.
    pub before: Vec3,
    pub after: Vec3,
}

/// The head of a camera that keeps something in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tracking {
    pub target: Target,
    /// Where it is kept: a share of the picture's width and height from the top left.
    pub place: Vec2,
    /// How far off its place it may be, each way, before the camera turns: a share of the width and height.
    /// Inside, the camera looks where it did at the head of the shot, turned as the rig has turned since.
    pub dead_zone: Vec2,
    /// Seconds by which the head comes after it, as a critically damped spring does; 0 is nailed to it. From a
    /// thousandth of a second to a minute.
    pub lag: f32,
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
    /// The arm of a crane swings: degrees up and degrees to the left about a foot so many metres behind the
    /// camera. The head keeps its angles.
    Crane { arm: f32, boom: f32, swing: f32 },
    /// To this focal length in millimetres.
    Zoom(f32),
    /// To a focus at so many metres, evenly in dioptres; from a deep focus, from the hyperfocal distance.
    Rack(f32),
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
