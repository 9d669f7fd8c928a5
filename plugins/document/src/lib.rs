//! The film as data.

mod changes;
mod edit;
mod id;
mod index;
mod project;
mod schema;
mod timeline;

pub use changes::changes_from_edits;
pub use edit::{Change, Edit, Fields, Transaction, fields_of};
pub use id::{Id, NotAnId};
pub use index::Index;
pub use project::{RecordId, all, film, get, of_shot, project};
pub use schema::{
    Accent, Age, Angle, Aspect, Bag, Bus, Card, Clip, Coat, Ease, Figure, Film, Gait, Gaze, Hair,
    Hat, Hold, ImageSequence, Key, Kind, Lens, Manifest, Media, MediaKind, Move, MoveKind, Opening,
    OpeningKind, Paragraph, ParagraphKind, Performance, Piece, PieceKind, Pose, Record, Rig, Scene,
    Sensor, Sequence, Set, SetKind, Setting, Shot, ShotKind, ShotSize, Side, Take, Text, TextStyle,
    TimeOfDay, Track, Voice, Weather,
};
pub use timeline::{Timeline, TimelineShot};
