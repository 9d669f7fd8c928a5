//! What people and things do, as far as it can be staged.

use maquette_document::{Hold, PieceKind};

/// What somebody, or something, does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    Enter,
    Exit,
    Walk,
    Run,
    Follow,
    Climb,
    Stop,
    Wait,
    Sit,
    StandUp,
    Lie,
    Kneel,
    Crouch,
    Lean,
    Fall,
    Look,
    LookAway,
    Turn,
    Listen,
    Think,
    PickUp,
    PutDown,
    Give,
    Show,
    Hold,
    /// Something heavy, with both arms.
    Carry,
    /// A thing, with both hands.
    Push,
    Throw,
    Search,
    OpenDoor,
    CloseDoor,
    Knock,
    Open,
    Read,
    Write,
    Phone,
    HangUp,
    Point,
    Reach,
    Wave,
    Nod,
    ShakeHead,
    HandsUp,
    Embrace,
    Touch,
    Fight,
    Drive,
    Drink,
    Work,
    Smile,
    Cry,
    Sleep,
    Speak,
    /// A thing rings, buzzes, knocks.
    Ring,
    /// A light or a fire comes on, flickers, goes out.
    Shine,
    /// A thing moves, falls or makes itself seen.
    Happen,
}

impl Deed {
    /// Whether it takes whoever does it to another place.
    pub fn travels(self) -> bool {
        matches!(
            self,
            Self::Enter | Self::Exit | Self::Walk | Self::Run | Self::Follow | Self::Climb
        )
    }

    /// Whether it describes how somebody is as well as what somebody does.
    pub fn is_posture(self) -> bool {
        matches!(
            self,
            Self::Sit
                | Self::StandUp
                | Self::Lie
                | Self::Kneel
                | Self::Crouch
                | Self::Lean
                | Self::Wait
                | Self::Sleep
                | Self::Work
                | Self::Drive
                | Self::Think
                | Self::Hold
                | Self::Carry
        )
    }

    /// Seconds that it takes to see.
    pub fn seconds(self) -> f32 {
        match self {
            Self::Enter | Self::Exit | Self::Walk | Self::Follow | Self::Climb | Self::Carry => 2.6,
            Self::Sit | Self::StandUp | Self::Lie | Self::Kneel | Self::Drive => 2.2,
            Self::Search | Self::Read | Self::Write | Self::Embrace | Self::Think => 2.8,
            Self::Give | Self::Phone | Self::Wait | Self::Work | Self::Sleep | Self::Drink => 2.4,
            Self::Run | Self::Fight | Self::Fall | Self::Throw => 1.6,
            _ => 1.8,
        }
    }
}

/// A thing that an action names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// As the script says it, in lower case.
    pub name: String,
    pub what: ThingKind,
    /// Written in capitals: it must be seen.
    pub stressed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThingKind {
    /// Stands on the set.
    Piece(PieceKind),
    /// Is held in a hand.
    Prop(Hold),
    Door,
    Window,
    /// Sea, sky, horizon: what is far off.
    Distance,
    /// Anything else: it has a name, and no shape.
    Other,
}
