//! Names that stand for something: sizes, kinds, angles, hands, eases, landmarks.

use maquette_document::{Angle, Ease, Landmark, ShotKind, ShotSize};

use super::recipe::Hand;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Name {
    Size(ShotSize),
    Kind(ShotKind),
    Angle(Angle),
    Hand(Hand),
    Ease(Ease),
    Landmark(Landmark),
}

impl Name {
    /// For an error: `a size`.
    pub(super) fn sort(self) -> &'static str {
        match self {
            Self::Size(_) => "a size",
            Self::Kind(_) => "a kind of shot",
            Self::Angle(_) => "an angle",
            Self::Hand(_) => "a side",
            Self::Ease(_) => "an ease",
            Self::Landmark(_) => "a place of the body",
        }
    }
}

/// A name and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct NameRow {
    pub name: &'static str,
    pub stands_for: Name,
    pub says: &'static str,
}

const fn of(name: &'static str, stands_for: Name, says: &'static str) -> NameRow {
    NameRow { name, stands_for, says }
}

/// Those of a sort stand together.
pub const NAMES: &[NameRow] = &[
    of("ECU", Name::Size(ShotSize::Ecu), "eyes or mouth only"),
    of("VCU", Name::Size(ShotSize::Vcu), "the face, forehead cut"),
    of("CU", Name::Size(ShotSize::Cu), "down to the collar-bone"),
    of("MCU", Name::Size(ShotSize::Mcu), "down to mid-chest"),
    of("MS", Name::Size(ShotSize::Ms), "down to just under the waist"),
    of("COWBOY", Name::Size(ShotSize::Cowboy), "down to mid-thigh"),
    of("MLS", Name::Size(ShotSize::Mls), "down to mid-shin"),
    of("FS", Name::Size(ShotSize::Fs), "all of the figure"),
    of("WS", Name::Size(ShotSize::Ws), "a figure over half of the height"),
    of("VWS", Name::Size(ShotSize::Vws), "a figure over a third of the height"),
    of("EWS", Name::Size(ShotSize::Ews), "a figure over an eighth of the height"),
    of("SINGLE", Name::Kind(ShotKind::Single), "one alone"),
    of("OTS", Name::Kind(ShotKind::Ots), "one over another's shoulder"),
    of("TWO", Name::Kind(ShotKind::Two), "two"),
    of("GROUP", Name::Kind(ShotKind::Group), "several"),
    of("MASTER", Name::Kind(ShotKind::Master), "the place and who is in it"),
    of("POV", Name::Kind(ShotKind::Pov), "through somebody's eyes"),
    of("INSERT", Name::Kind(ShotKind::Insert), "what a right hand holds"),
    of("eye", Name::Angle(Angle::Eye), "level, at the height of the eyes"),
    of("high", Name::Angle(Angle::High), "looking 20° down"),
    of("low", Name::Angle(Angle::Low), "looking 20° up"),
    of("bird", Name::Angle(Angle::Bird), "looking 65° down"),
    of("worm", Name::Angle(Angle::Worm), "looking 45° up"),
    of("dutch", Name::Angle(Angle::Dutch), "level, the camera leant by 10°"),
    of("left", Name::Hand(Hand::Left), "left"),
    of("right", Name::Hand(Hand::Right), "right"),
    of("linear", Name::Ease(Ease::Linear), "at one speed from end to end"),
    of(
        "soft",
        Name::Ease(Ease::InOut),
        "from stillness into stillness; what a move does unless told",
    ),
    of("slow", Name::Ease(Ease::InOut), "another word for soft"),
    of("fast", Name::Ease(Ease::Out), "off at once, and then to rest"),
    of("gather", Name::Ease(Ease::In), "from stillness to full speed, and cut"),
    of("crown", Name::Landmark(Landmark::Crown), "the top of the head"),
    of("eyes", Name::Landmark(Landmark::Eyes), "the eyes"),
    of("chin", Name::Landmark(Landmark::Chin), "the chin"),
    of("collar", Name::Landmark(Landmark::Collar), "under the collar-bones"),
    of("chest", Name::Landmark(Landmark::Chest), "mid-chest"),
    of("waist", Name::Landmark(Landmark::Waist), "under the waist"),
    of("thigh", Name::Landmark(Landmark::MidThigh), "mid-thigh"),
    of("shin", Name::Landmark(Landmark::Shin), "mid-shin"),
    of("sole", Name::Landmark(Landmark::Sole), "the lower of the feet"),
    of("left_hand", Name::Landmark(Landmark::LeftHand), "the left hand"),
    of("right_hand", Name::Landmark(Landmark::RightHand), "the right hand"),
];
