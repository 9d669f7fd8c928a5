//! How rooms are finished, by what they are called.

use maquette_document::{PieceKind, Set, SetKind};

use super::has;
use super::outlook::Outlook;
use super::words::{says_any, words_of};
use crate::hash::unit;
use crate::solid::Paint;

const COAST: &str =
    "lighthouse, phare, leuchtturm, sea, harbour, harbor, beach, coast, cliff, boathouse, pier";
/// Floors that are washed.
const HARD: &str = "kitchen, cuisine, kueche, bathroom, bath, lab, laboratory, hospital, ward, \
     morgue, station, cafe, interrogation";
/// Panelled.
const GRAND: &str = "bar, pub, hall, office, study, library, court, courtroom, church, restaurant, hotel, school, \
     class, classroom";
/// Bare stone or brick.
const ROUGH: &str = "lighthouse, cellar, basement, dungeon, cave, boathouse, barn, church, stairs, tower, warehouse, \
     garage, workshop, factory, shed, attic, cell, prison, jail";
const COSY: &str =
    "living, bedroom, salon, lounge, house, home, cottage, apartment, flat, chambre, wohnzimmer";
/// Some floors up in a town.
const CITY: &str = "office, apartment, flat, hotel, station, police, hospital, loft";

/// How a room is finished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Finish {
    pub wall: Paint,
    /// Below the dado, where there is one.
    pub panel: Option<Paint>,
    pub trim: Paint,
    pub floor: Paint,
    pub tiles: bool,
    pub beams: bool,
    pub curtains: bool,
    pub outlook: Outlook,
    /// Metres of the floor above the ground outside.
    pub drop: f32,
}

impl Finish {
    /// Of a room or a corridor.
    pub(crate) fn of(set: &Set) -> Self {
        let words = words_of(&set.name);
        let is = |phrases: &str| says_any(&words, phrases);
        let chance = |purpose: u32| unit(set.seed, 0, purpose);
        let (lit, corridor) = (has(set, PieceKind::Beacon), set.kind == SetKind::Corridor);
        let (hard, grand, rough, city) = (is(HARD), is(GRAND), is(ROUGH) && !lit, is(CITY));
        let dark = if grand { Paint::WoodDark } else { Paint::PlasterDark };
        let plain = !hard && !rough;
        Self {
            wall: if rough && !grand { Paint::Stone } else { Paint::Plaster },
            panel: (corridor || grand || (plain && !lit && chance(61) < 0.3)).then_some(dark),
            trim: if grand || rough || lit { Paint::WoodDark } else { Paint::Trim },
            floor: if hard || corridor { Paint::FloorDark } else { Paint::Floor },
            tiles: hard || corridor,
            beams: !lit && !corridor && !city && (rough || chance(62) < 0.35),
            curtains: !lit && plain && (is(COSY) || chance(63) < 0.5),
            outlook: match () {
                () if lit || is(COAST) => Outlook::Sea,
                () if city || chance(64) < 0.4 => Outlook::Town,
                () => Outlook::Land,
            },
            drop: match (lit, city) {
                (true, _) => 24.0,
                (_, true) => 7.0,
                _ => 0.35,
            },
        }
    }
}
