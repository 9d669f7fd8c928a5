//! What one sentence says is done.

use crate::breakdown::deed::{Deed, Thing};

/// One thing done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Into the cast; nobody when a thing does it.
    pub who: Vec<usize>,
    /// What does it, when nobody does.
    pub subject: Option<Thing>,
    pub deed: Deed,
    /// Others whom it is done to, or toward.
    pub whom: Vec<usize>,
    /// What it is done with, to, or at, in the order of the words.
    pub what: Vec<Thing>,
    /// Where, or whither.
    pub place: Option<Place>,
    /// What is carried along.
    pub with: Vec<Thing>,
    /// The sentence of its paragraph, from 0.
    pub sentence: usize,
}

impl Act {
    pub(crate) fn of(deed: Deed, sentence: usize) -> Self {
        Self {
            who: Vec::new(),
            subject: None,
            deed,
            whom: Vec::new(),
            what: Vec::new(),
            place: None,
            with: Vec::new(),
            sentence,
        }
    }

    /// What it is done at: "carries the trunk to the car" goes to the car. Else what it names first.
    pub fn goal(&self) -> Option<&Thing> {
        let place = self.place.as_ref().filter(|_| self.deed.travels() || self.deed.is_posture());
        match place.map(|place| &place.of) {
            Some(PlaceOf::Thing(thing)) => Some(thing),
            _ => self.what.first(),
        }
    }
}

/// A place as words give it: `behind the bar`, `beside Mara`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub relation: Relation,
    pub of: PlaceOf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceOf {
    Thing(Thing),
    /// Into the cast.
    Person(usize),
}

/// How a place lies to what it is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    At,
    In,
    On,
    To,
    Toward,
    /// `heads for the door`
    For,
    Into,
    Onto,
    Through,
    Under,
    Over,
    Behind,
    /// `beside`, `by`, `near`, `next to`
    Beside,
    /// `before`, `in front of`
    Before,
    Between,
    Against,
    Around,
    Across,
    Along,
    Past,
    Out,
    From,
    Up,
    Down,
    Inside,
    Outside,
}

const WORDS: &[(Relation, &str)] = &[
    (Relation::At, "at,à,au,aux,am,beim"),
    (Relation::In, "in,within,dans,im,en,nel,nella"),
    (Relation::On, "on,upon,atop,sur,auf,sobre,su"),
    (Relation::To, "to,zu,zum,zur,nach,al,alla"),
    (Relation::Toward, "toward,towards,vers,hacia,verso"),
    (Relation::For, "for"),
    (Relation::Into, "into"),
    (Relation::Onto, "onto"),
    (Relation::Through, "through,durch,por"),
    (Relation::Under, "under,beneath,below,underneath,sous,unter,bajo,sotto"),
    (Relation::Over, "over,above,über"),
    (Relation::Behind, "behind,derrière,hinter,detrás,dietro"),
    (Relation::Beside, "beside,by,near,alongside,neben,bei"),
    (Relation::Before, "before,devant,vor"),
    (Relation::Between, "between,among,amid,entre,zwischen,tra"),
    (Relation::Against, "against,contre,gegen,contra,contro"),
    (Relation::Around, "around,round,autour,um"),
    (Relation::Across, "across"),
    (Relation::Along, "along"),
    (Relation::Past, "past,beyond"),
    (Relation::Out, "out"),
    (Relation::From, "from,off,aus,von"),
    (Relation::Up, "up"),
    (Relation::Down, "down"),
    (Relation::Inside, "inside"),
    (Relation::Outside, "outside"),
];

impl Relation {
    /// That which the preposition `word` says.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let found = WORDS.iter().find(|(_, words)| words.split(',').any(|one| one == word));
        found.map(|(relation, _)| *relation)
    }

    /// As a word of English.
    pub fn name(self) -> &'static str {
        let found = WORDS.iter().find(|(relation, _)| *relation == self);
        found.and_then(|(_, words)| words.split(',').next()).unwrap_or_default()
    }
}

impl Place {
    /// Whether a deed with this relation tells a place rather than its aim: "runs to Mara" does, "points at Mara"
    /// does not.
    pub(crate) fn is_told_by(deed: Deed, relation: Relation, person: bool) -> bool {
        let moves = deed.travels()
            || (deed.is_posture() && deed != Deed::Think)
            || matches!(deed, Deed::Stop | Deed::Fall | Deed::Ring | Deed::Happen);
        match relation {
            Relation::For => deed.travels(),
            Relation::At | Relation::On => {
                moves || (deed == Deed::PutDown && relation == Relation::On)
            }
            Relation::To | Relation::From | Relation::Toward => moves || !person,
            // With other deeds they are particles: "picks up the letter".
            Relation::Up | Relation::Down | Relation::Over | Relation::Past | Relation::Out => {
                moves || deed == Deed::Look
            }
            _ => deed != Deed::Knock,
        }
    }
}
