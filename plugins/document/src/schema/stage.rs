//! What stands before the camera: figures, sets, cards, text.
//!
//! Metres; right-handed, Y up. A figure that faces 0° looks along +Z, 90° along +X.

use bevy_ecs::component::Component;
use bevy_math::{Vec2, Vec3};
use maquette_time::{Flicks, FrameRate, Span};
use serde::{Deserialize, Serialize};

use super::hands::{HandKey, JointKey};
use crate::{Id, Voice};

/// A character as a mannequin: what tells one from another at the size of a thumbnail.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// The character's name as the script cues it, upper case.
    pub name: String,
    /// Metres from sole to crown, 0.9 to 2.1.
    pub height: f32,
    /// Girth: 1 is average, 0.8 slight, 1.25 heavy.
    pub build: f32,
    pub age: Age,
    pub hair: Hair,
    pub hat: Hat,
    pub coat: Coat,
    pub bag: Bag,
    pub accent: Accent,
    pub voice: Voice,
    /// The character of somebody else's that is drawn in the mannequin's place, a `.glb`; none for the mannequin.
    pub model: Id,
}

impl Default for Figure {
    fn default() -> Self {
        Self {
            name: String::new(),
            height: 1.72,
            build: 1.0,
            age: Age::Adult,
            hair: Hair::Short,
            hat: Hat::None,
            coat: Coat::None,
            bag: Bag::None,
            accent: Accent::Brick,
            voice: Voice::default(),
            model: Id::NONE,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    Child,
    #[default]
    Adult,
    Old,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hair {
    Bald,
    #[default]
    Short,
    Bob,
    Long,
    Bun,
    Ponytail,
    Curly,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hat {
    #[default]
    None,
    Cap,
    Brim,
    Beanie,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coat {
    #[default]
    None,
    Jacket,
    Long,
    Skirt,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bag {
    #[default]
    None,
    Satchel,
    Backpack,
}

/// The one colour of a character; the rest of it is paper and ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accent {
    #[default]
    Brick,
    Ochre,
    Teal,
    Plum,
    Moss,
    Slate,
    Rose,
    Sand,
}

/// Where scenes play. One a place: scenes at the same place share it.
///
/// The floor is a rectangle of `width` (x) by `depth` (z), its middle at the origin. Inside, four walls stand
/// on its borders; outside, it is the part of the ground where people act.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Set {
    pub name: String,
    pub kind: SetKind,
    pub width: f32,
    pub depth: f32,
    /// Of the ceiling, in metres; 0 outside.
    pub height: f32,
    /// What varies from one set of a kind to another.
    pub seed: u32,
    pub openings: Vec<Opening>,
    pub pieces: Vec<Piece>,
    /// Put there by hand.
    pub boxes: Vec<Block>,
    /// What came from outside.
    pub models: Vec<SetModel>,
}

/// A thing of somebody else's that stands in a set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetModel {
    /// A `.glb`.
    pub media: Id,
    /// Where its own origin stands.
    pub at: Vec3,
    /// Degrees about the vertical; 0 faces as it was made.
    pub turn: f32,
    /// 1 is the size in which it was made.
    pub scale: f32,
    /// What of it bars the way, worked out when it came in, so that whoever walks here need not read it.
    pub bulks: Vec<Bulk>,
}

impl Default for SetModel {
    fn default() -> Self {
        Self { media: Id::NONE, at: Vec3::ZERO, turn: 0.0, scale: 1.0, bulks: Vec::new() }
    }
}

/// A box in the metres of a model, before it is placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bulk {
    pub low: Vec3,
    pub high: Vec3,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    #[default]
    Room,
    Corridor,
    Street,
    Field,
    Shore,
    Vehicle,
    Rooftop,
}

/// A hole in a wall.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    pub kind: OpeningKind,
    pub side: Side,
    /// Metres along the wall from its middle, toward +x or +z.
    pub along: f32,
    pub width: f32,
    /// Metres of the hole itself; the sill of a door and of an arch is 0.
    pub height: f32,
    pub sill: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpeningKind {
    Door,
    Window,
    /// A way through with a round head, and nothing in it.
    Arch,
}

/// A wall, by where it stands: north is -z, south +z, east +x, west -x.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    North,
    South,
    East,
    West,
}

/// A thing of the set, standing on `at` (its middle, at its foot).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    pub kind: PieceKind,
    pub at: Vec3,
    /// Degrees about the vertical; 0 faces +z.
    pub turn: f32,
    /// 1 is its true size.
    pub scale: f32,
}

/// A box that stands on `at` (its middle, at its foot): a platform, a step, a bar, a wall inside of a room.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    pub at: Vec3,
    /// Metres wide (x), high (y) and deep (z), before it is turned.
    pub size: Vec3,
    /// Degrees about the vertical.
    pub turn: f32,
    pub paint: BlockPaint,
    /// Nobody walks through it; one that is not, such as a curtain, only hides what is behind it.
    pub solid: bool,
    /// A way through it along its z, or a hatch.
    pub gap: Option<Gap>,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            at: Vec3::ZERO,
            size: Vec3::ONE,
            turn: 0.0,
            paint: BlockPaint::default(),
            solid: true,
            gap: None,
        }
    }
}

/// What a box is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockPaint {
    #[default]
    Plaster,
    Wood,
    DarkWood,
    Stone,
    Brick,
    Metal,
    Cloth,
}

/// A hole through a box.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Metres from the middle of the box, along its own x.
    pub along: f32,
    pub width: f32,
    /// Metres of the hole itself.
    pub height: f32,
    /// Metres above the foot of the box.
    pub sill: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    Chair,
    Armchair,
    Bench,
    Sofa,
    Table,
    Desk,
    RoundTable,
    Bed,
    Counter,
    Shelf,
    Cupboard,
    Stove,
    Lamp,
    Lantern,
    /// The great lens of a lighthouse on its stand.
    Beacon,
    Radio,
    Telephone,
    Computer,
    Crate,
    Barrel,
    Plant,
    Picture,
    Rug,
    Tree,
    Bush,
    Rock,
    Grass,
    Fence,
    Post,
    StreetLamp,
    Car,
    House,
    Tower,
    Boat,
    Pier,
    Rail,
    Vent,
    Steps,
    Steering,
    Seat,
}

/// What a figure does in one shot.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Performance {
    pub shot: Id,
    pub figure: Id,
    /// In order of time; never empty when made by us. Before the first and after the last, the figure holds.
    pub keys: Vec<Key>,
    /// What its hands are on, in order of time. A track of its own: a key splits a walk, a hand does not, and most
    /// keys have nothing to say about hands.
    pub hands: Vec<HandKey>,
    /// Joints turned by hand, laid over the poses, in order of time.
    pub joints: Vec<JointKey>,
}

/// A state to be in at a time; between two keys a figure moves from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// From the head of the shot; before 0 where a walk comes in from outside it.
    pub at: Flicks,
    /// Under the feet (under the seat, for who sits).
    pub position: Vec3,
    /// Degrees about the vertical; 0 looks along +z, 90 along +x.
    pub facing: f32,
    pub pose: Pose,
    /// How it travels to the next key.
    pub gait: Gait,
    pub gaze: Gaze,
    pub hold: Hold,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Pose {
    #[default]
    Stand,
    /// Weight on one leg, a hand on the hip.
    Contrapposto,
    ArmsCrossed,
    HandsInPockets,
    Talk,
    Point,
    Reach,
    /// A telephone at the ear.
    Phone,
    /// Reading what both hands hold.
    Read,
    Sit,
    SitLean,
    SitTalk,
    Kneel,
    Crouch,
    Lie,
    HandsUp,
    Think,
    Embrace,
    Drive,
    /// A hand on a handle.
    OpenDoor,
    /// A hand lifted to the eyes, with what lies in it.
    Show,
    /// Astride: a horse, a bicycle, a motorbike.
    Ride,
    /// Knees giving way: the first of a fall.
    Buckle,
    /// On both knees.
    Knees,
    /// On hands and knees.
    Crawl,
    /// Face down.
    Prone,
    /// Both hands against what is before the chest.
    Push,
    /// Both arms about what is before the belly.
    Carry,
    /// On the rungs of a ladder.
    Climb,
}

impl Pose {
    pub const ALL: [Self; 29] = [
        Self::Stand,
        Self::Contrapposto,
        Self::ArmsCrossed,
        Self::HandsInPockets,
        Self::Talk,
        Self::Point,
        Self::Reach,
        Self::Phone,
        Self::Read,
        Self::Sit,
        Self::SitLean,
        Self::SitTalk,
        Self::Kneel,
        Self::Crouch,
        Self::Lie,
        Self::HandsUp,
        Self::Think,
        Self::Embrace,
        Self::Drive,
        Self::OpenDoor,
        Self::Show,
        Self::Ride,
        Self::Buckle,
        Self::Knees,
        Self::Crawl,
        Self::Prone,
        Self::Push,
        Self::Carry,
        Self::Climb,
    ];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gait {
    #[default]
    Stay,
    Walk,
    Run,
}

/// Where the eyes go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gaze {
    #[default]
    Ahead,
    Figure(Id),
    Point(Vec3),
}

/// What the right hand holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    #[default]
    Nothing,
    Phone,
    Paper,
    Book,
    Cup,
    Key,
    Torch,
    Bottle,
    Box,
}

/// A picture placed in space, facing +z at `turn` 0.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    pub shot: Id,
    pub media: Id,
    /// Its middle.
    pub position: Vec3,
    /// Degrees about the vertical.
    pub turn: f32,
    /// Metres wide and high.
    pub size: Vec2,
    /// 0 to 1.
    pub opacity: f32,
    /// When the picture is one of a numbered sequence; `media` is then its first.
    pub sequence: Option<ImageSequence>,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            shot: Id::NONE,
            media: Id::NONE,
            position: Vec3::ZERO,
            turn: 0.0,
            size: Vec2::ONE,
            opacity: 1.0,
            sequence: None,
        }
    }
}

/// Numbered pictures shown one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageSequence {
    pub rate: FrameRate,
    /// One medium a picture, in order.
    pub media: Vec<Id>,
    /// Pictures left out at the head.
    pub trim: u32,
}

/// Words on the picture.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    pub shot: Id,
    pub style: TextStyle,
    /// From the head of the shot.
    pub span: Span,
    pub body: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStyle {
    #[default]
    Caption,
    Title,
    Note,
}
