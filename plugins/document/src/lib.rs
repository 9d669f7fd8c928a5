//! The film as data.
//!
//! Owns the records of a film ([`Film`], [`Shot`], [`Figure`]…), the one way to change them ([`Edit`]s in a
//! [`Transaction`]), the project folder with its journal and media, and undo. Offers the film as entities of a
//! bevy world ([`project()`], [`get`], [`all`], [`of_shot`], [`Timeline`]), which is the one film in memory. It
//! does not draw, play, or know where edits come from; no other crate sees the CRDT beneath.
//!
//! ```
//! use bevy_ecs::world::World;
//! use maquette_document::{Device, Document, Edit, Film, Id, Shot, Transaction, all, project};
//! # let home = tempfile::tempdir()?;
//! # let device = Device::in_folder(&home.path().join("config"))?;
//! # let folder = home.path().join("Film.maquette");
//! let mut document = Document::create_as(&folder, &Film::default(), &device)?;
//! let mut world = World::new();
//! project(&mut world, &document.changes_from_nothing());
//! let shot = Shot { number: 10, ..Shot::default() };
//! let add = Transaction::new("Add shot 0010", vec![Edit::create(Id::fresh(), &shot)]);
//! project(&mut world, &document.commit(add)?);
//! assert_eq!(all::<Shot>(&world).len(), 1);
//! let step = document.undo()?.ok_or("nothing to undo")?;
//! project(&mut world, &step.changes);
//! assert_eq!(all::<Shot>(&world).len(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod id;
mod schema;

mod edit;

mod compare;
mod readable;
mod story;
mod typing;

mod document;
mod open;

mod check;
mod hand;
mod records;
mod take_back;
mod text;
mod touched;
mod undo;
mod value;

mod bounds;
mod checkpoint;
mod device;
mod disk;
mod envelope;
mod examine;
mod folder;
#[cfg(fuzzing)]
pub mod fuzzing;
mod guard;
mod journal;
mod load;
mod media;
mod problem;
mod segment;
mod sync;

mod changes;
mod index;
mod project;
mod timeline;

pub use changes::changes_from_edits;
pub use check::EditError;
pub use compare::{Difference, Differs, State, differences, edits_between};
pub use device::{Device, DeviceError, settings_folder};
pub use document::{CommitError, Document, HistoryEntry, Step, StoreError};
pub use edit::{Change, Edit, Fields, Place, Transaction, fields_of};
pub use examine::{Examined, examine, relink, set_bad_checkpoints_aside};
pub use id::{Id, NotAnId};
pub use index::Index;
pub use journal::WriteError;
pub use media::{MediaError, MediaStore};
pub use open::{CreateError, OpenError, Opened};
pub use problem::Problem;
pub use project::{RecordId, all, film, get, of_shot, project};
pub use readable::{ReadableError, read_film, write_film};
pub use schema::{
    Accent, Age, Angle, Aspect, Bag, Block, BlockPaint, Bulk, Bus, Card, Clip, Coat, Curve, Ease,
    Figure, Film, Focus, Gait, Gap, Gaze, Hair, Hat, Hold, ImageSequence, Key, Kind, Landmark,
    Lens, Manifest, Media, MediaKind, Move, MoveKind, Opening, OpeningKind, Pace, Paragraph,
    ParagraphKind, Path, PathKey, Performance, Piece, PieceKind, Pose, Record, Rig, Scene, Sensor,
    Sequence, Set, SetKind, SetModel, Setting, Shot, ShotKind, ShotSize, Side, Take, Target, Text,
    TextStyle, TimeOfDay, Track, Tracking, Voice, Weather,
};
pub use schema::{Band, BandKind, Compressor, Ducking, Mastering};
pub use schema::{Bend, Direction, Hand, HandKey, JointKey, Touch};
pub use schema::{FadeCurve, Glide, Retime, VolumeKey};
pub use story::{Doing, FieldTold, Story, Told, VersionError};
pub use timeline::{Timeline, TimelineShot};
