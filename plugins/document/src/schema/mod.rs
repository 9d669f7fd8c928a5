//! What a film is made of. Plain records: each is a component on its entity and a map in the document, and
//! each of its fields is one register that a person can set and undo.

mod film;
mod generated;
mod hands;
mod mastering;
mod rig;
mod shot;
mod sound;
mod stage;

pub use film::{
    Aspect, Film, Paragraph, ParagraphKind, Scene, Sequence, Setting, TimeOfDay, Weather,
};
pub use generated::{Manifest, Media, MediaKind, Take};
pub use hands::{Bend, Hand, HandKey, JointKey, Touch};
pub use mastering::{Band, BandKind, Compressor, Ducking, Mastering};
pub use rig::{
    Curve, Ease, Focus, Landmark, Lens, Move, MoveKind, Pace, Path, PathKey, Rig, Sensor, Target,
    Tracking,
};
pub use shot::{Angle, Shot, ShotKind, ShotSize};
pub use sound::{Bus, Clip, Direction, FadeCurve, Glide, Retime, Track, Voice, VolumeKey};
pub use stage::{
    Accent, Age, Bag, Block, BlockPaint, Bulk, Card, Coat, Figure, Gait, Gap, Gaze, Hair, Hat,
    Hold, ImageSequence, Key, Opening, OpeningKind, Performance, Piece, PieceKind, Pose, Set,
    SetKind, SetModel, Side, Text, TextStyle,
};

use bevy_ecs::component::{Component, Mutable};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The kinds of record. Their order here is the order in which a film is drawn, mixed and listed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize,
)]
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

impl Kind {
    /// All of them, in their order.
    pub const ALL: [Self; 16] = [
        Self::Film,
        Self::Sequence,
        Self::Scene,
        Self::Paragraph,
        Self::Shot,
        Self::Figure,
        Self::Set,
        Self::Performance,
        Self::Card,
        Self::Text,
        Self::Rig,
        Self::Track,
        Self::Clip,
        Self::Take,
        Self::Manifest,
        Self::Media,
    ];

    /// In one word, lower case: `shot`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Sequence => "sequence",
            Self::Scene => "scene",
            Self::Paragraph => "paragraph",
            Self::Shot => "shot",
            Self::Figure => "figure",
            Self::Set => "set",
            Self::Performance => "performance",
            Self::Card => "card",
            Self::Text => "text",
            Self::Rig => "rig",
            Self::Track => "track",
            Self::Clip => "clip",
            Self::Take => "take",
            Self::Manifest => "manifest",
            Self::Media => "media",
        }
    }
}

/// A record of the film. Every field has a default, so that an older film reads in a newer studio.
pub trait Record:
    Component<Mutability = Mutable> + Clone + PartialEq + Default + Serialize + DeserializeOwned
{
    const KIND: Kind;
}

macro_rules! records {
    ($($name:ident),*) => {
        $(impl Record for $name { const KIND: Kind = Kind::$name; })*

        /// What is done with a record type chosen by its kind.
        pub(crate) trait ForKind {
            type Output;
            fn with<T: Record>(self) -> Self::Output;
        }

        /// Does `work` with the record type of `kind`.
        pub(crate) fn for_kind<W: ForKind>(kind: Kind, work: W) -> W::Output {
            match kind { $(Kind::$name => work.with::<$name>(),)* }
        }
    };
}
records!(
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
    Media
);
