//! A shot as it is planned: everything but its number.

use bevy_math::Vec3;
use maquette_camera::View;
use maquette_document::{Angle, HandKey, Id, Key, Rig, ShotKind, ShotSize, TextStyle};
use maquette_time::{Flicks, Span};

use crate::framing::person::Person;
use crate::judges::Fault;

/// A shot with its camera.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) id: Id,
    /// The paragraph that it is named by.
    pub(crate) place: usize,
    pub(crate) length: Flicks,
    /// The instant that it is framed for.
    pub(crate) poster: Flicks,
    pub(crate) size: ShotSize,
    pub(crate) angle: Angle,
    pub(crate) kind: ShotKind,
    /// Into the cast, the first most.
    pub(crate) subjects: Vec<usize>,
    /// Paragraphs, by their place in the script.
    pub(crate) lines: Vec<usize>,
    pub(crate) why: String,
    pub(crate) rig: Rig,
    /// Into the cast, and what each does.
    pub(crate) performances: Vec<(usize, Vec<Key>)>,
    /// Into the cast, and what the hands of each are on.
    pub(crate) hands: Vec<(usize, Vec<HandKey>)>,
    pub(crate) texts: Vec<PlannedText>,
    pub(crate) clips: Vec<PlannedClip>,
    pub(crate) shown: Shown,
    pub(crate) faults: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlannedText {
    pub(crate) style: TextStyle,
    pub(crate) span: Span,
    pub(crate) body: String,
    /// The paragraph that it is.
    pub(crate) paragraph: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlannedClip {
    pub(crate) paragraph: usize,
    /// Into the cast.
    pub(crate) who: usize,
    pub(crate) at: Flicks,
    pub(crate) length: Flicks,
}

/// What a shot shows at the instant that it was framed for: what judges look at.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) view: View,
    pub(crate) kind: ShotKind,
    pub(crate) size: ShotSize,
    /// Into the cast.
    pub(crate) subjects: Vec<usize>,
    /// Whom the first subject talks to or looks at.
    pub(crate) partner: Option<usize>,
    /// All who stand there.
    pub(crate) people: Vec<Person>,
    /// Who walks, and which way.
    pub(crate) walk: Option<(usize, Vec3)>,
    /// Everybody who walks in the shot.
    pub(crate) walkers: Vec<usize>,
    /// People changed places since the shot before: a new line may be drawn.
    pub(crate) regrouped: bool,
}

impl Shown {
    pub(crate) fn person(&self, who: usize) -> Option<&Person> {
        self.people.iter().find(|person| person.who == who)
    }

    /// Those who stand there and are no part of what the shot is about.
    pub(crate) fn bystanders(&self) -> impl Iterator<Item = &Person> {
        let own = matches!(self.kind, ShotKind::Ots | ShotKind::Pov);
        let part = self.partner.filter(|_| own);
        let is_of_it =
            move |person: &Person| self.subjects.contains(&person.who) || Some(person.who) == part;
        self.people.iter().filter(move |person| !is_of_it(person))
    }

    pub(crate) fn subject(&self) -> Option<&Person> {
        self.person(*self.subjects.first()?)
    }
}
