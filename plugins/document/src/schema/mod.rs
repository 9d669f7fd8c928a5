//! What a film is made of. Plain records: each is a component on its entity and a map in the document, and
//! each of its fields is one register that a person can set and undo.

mod film;
mod generated;
mod rig;
mod shot;
mod sound;
mod stage;

pub use film::{Aspect, Film, Paragraph, ParagraphKind, Scene, Sequence, Setting, TimeOfDay, Weather};
pub use generated::{Manifest, Media, MediaKind, Take};
pub use rig::{Ease, Lens, Move, MoveKind, Rig, Sensor};
pub use shot::{Angle, Shot, ShotKind, ShotSize};
pub use sound::{Bus, Clip, Track, Voice};
pub use stage::{
    Accent, Age, Bag, Card, Coat, Figure, Gait, Gaze, Hair, Hat, Hold, ImageSequence, Key, Opening,
    OpeningKind, Performance, Piece, PieceKind, Pose, Set, SetKind, Side, Text, TextStyle,
};

use bevy_ecs::component::{Component, Mutable};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The kinds of record. Their order here is the order in which a film is drawn, mixed and listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Film,
    Sequence,
    Scene,
    Paragraph,
    Shot,
    Figure,
    Set,
    Performance,
    Card,
    Text,
    Rig,
    Track,
    Clip,
    Take,
    Manifest,
    Media,
}

/// A record of the film. Every field has a default, so that an older film reads in a newer studio.
pub trait Record:
    Component<Mutability = Mutable> + Clone + PartialEq + Default + Serialize + DeserializeOwned
{
    const KIND: Kind;
}

macro_rules! records {
    ($($name:ident),*) => { $(impl Record for $name { const KIND: Kind = Kind::$name; })* };
}
records!(
    Film, Sequence, Scene, Paragraph, Shot, Figure, Set, Performance, Card, Text, Rig, Track, Clip, Take,
    Manifest, Media
);
