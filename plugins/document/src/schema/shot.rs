//! Shots, in the words of the set.

use std::fmt;

use bevy_ecs::component::Component;
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::Id;

/// One set-up, from cut to cut. Where it stands in the film follows from the shots before it.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shot {
    pub scene: Id,
    /// Steps by ten in the film, printed with four digits.
    pub number: u32,
    pub length: Flicks,
    pub size: ShotSize,
    pub angle: Angle,
    pub kind: ShotKind,
    /// The figures that it is about, the first most.
    pub subjects: Vec<Id>,
    /// The paragraphs that it covers.
    pub lines: Vec<Id>,
    /// Why it is as it is, for a director: `OTS on MARA: she answers`.
    pub why: String,
    pub rig: Id,
    /// From its head: the instant that it is framed for, which its board shows.
    pub poster: Flicks,
    /// The take that is in the film, if it was generated.
    pub take: Id,
    /// Its length was set by hand: what is timed by words leaves it.
    pub locked: bool,
    /// Out of the film, but kept: what it covered was cut from the script.
    pub shelved: bool,
}

/// How much of the subject is in frame. From tightest to widest, so that steps can be counted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ShotSize {
    Ecu,
    Vcu,
    Cu,
    Mcu,
    #[default]
    Ms,
    Cowboy,
    Mls,
    Fs,
    Ws,
    Vws,
    Ews,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Angle {
    #[default]
    Eye,
    High,
    Low,
    Bird,
    Worm,
    Dutch,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShotKind {
    Master,
    Two,
    Group,
    Ots,
    #[default]
    Single,
    Pov,
    Insert,
    Cutaway,
    /// A picture that fills the frame.
    Board,
}

impl fmt::Display for ShotSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ecu => "ECU",
            Self::Vcu => "VCU",
            Self::Cu => "CU",
            Self::Mcu => "MCU",
            Self::Ms => "MS",
            Self::Cowboy => "COWBOY",
            Self::Mls => "MLS",
            Self::Fs => "FS",
            Self::Ws => "WS",
            Self::Vws => "VWS",
            Self::Ews => "EWS",
        })
    }
}

impl fmt::Display for ShotKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Master => "MASTER",
            Self::Two => "TWO",
            Self::Group => "GROUP",
            Self::Ots => "OTS",
            Self::Single => "SINGLE",
            Self::Pov => "POV",
            Self::Insert => "INSERT",
            Self::Cutaway => "CUTAWAY",
            Self::Board => "BOARD",
        })
    }
}
