//! What a script asks for.

use bevy_math::{Vec2, Vec3};
use maquette_document::{
    Angle, Ease, Focus, Id, MoveKind, Path, Sensor, ShotKind, ShotSize, Target,
};
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

/// A camera as it is asked for: metres, degrees, millimetres. What is `None` was not said, and is chosen by rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    pub size: Option<ShotSize>,
    pub kind: Option<ShotKind>,
    /// Whom it is on, the first most.
    pub subjects: Vec<Id>,
    /// Over whose shoulder.
    pub over: Option<Id>,
    /// Through whose eyes.
    pub eyes_of: Option<Id>,
    pub angle: Option<Angle>,
    /// On which hand of the subject the camera stands.
    pub side: Option<Hand>,
    /// Degrees round the subject: 0 before the face, 90 on its left, 180 behind it.
    pub bearing: Option<f32>,
    pub place: Placing,
    /// Millimetres.
    pub lens: Option<f32>,
    pub sensor: Option<Sensor>,
    /// The f-number.
    pub stop: Option<f32>,
    pub focus: Option<Focus>,
    /// Where it stands, whatever is in the picture from there.
    pub stand: Option<Vec3>,
    /// What it looks at from there.
    pub look: Option<Target>,
    pub path: Option<Path>,
    pub tracking: Option<Track>,
    pub moves: Vec<RecipeMove>,
    /// What the script printed, and what is odd about it.
    pub notes: Vec<String>,
}

/// Where the eyes of the first subject lie in the picture: shares of its width and height from the top left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placing {
    pub across: Option<f32>,
    pub down: Option<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    Left,
    Right,
}

/// A head that keeps something where it is first seen, or where the recipe places it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Track {
    pub target: Target,
    /// Shares of the width and height, each way.
    pub dead_zone: Vec2,
    /// Seconds.
    pub lag: f32,
}

/// A move and its time, from the head of the shot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecipeMove {
    pub kind: RecipeKind,
    pub start: Flicks,
    pub length: Flicks,
    pub ease: Ease,
}

/// What a move does; what depends on where the camera comes to stand is left open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipeKind {
    Known(MoveKind),
    /// Degrees about the subject, to the camera's right.
    Orbit(f32),
    /// Metres forward, while the lens keeps the size of the subject.
    DollyZoom(f32),
    /// The focus goes there.
    RackTo(Target),
}
