//! The film as data.

mod edit;
mod id;
mod schema;

pub use edit::{Change, Edit, Fields, Transaction, fields_of};
pub use id::{Id, NotAnId};
pub use schema::{
    Accent, Age, Angle, Aspect, Bag, Bus, Card, Clip, Coat, Ease, Figure, Film, Gait, Gaze, Hair,
    Hat, Hold, ImageSequence, Key, Kind, Lens, Manifest, Media, MediaKind, Move, MoveKind, Opening,
    OpeningKind, Paragraph, ParagraphKind, Performance, Piece, PieceKind, Pose, Record, Rig, Scene,
    Sensor, Sequence, Set, SetKind, Setting, Shot, ShotKind, ShotSize, Side, Take, Text, TextStyle,
    TimeOfDay, Track, Voice, Weather,
};
