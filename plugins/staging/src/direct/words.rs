//! The reason of a shot, in a director's words.

use super::Director;
use crate::breakdown::{Deed, Sex, Thing};

impl Director<'_> {
    /// "she", "he" or "they".
    pub(super) fn pronoun(&self, p: usize) -> &'static str {
        match self.film.breakdown.cast[self.who(p)].sex {
            Sex::Woman => "she",
            Sex::Man => "he",
            Sex::Unknown => "they",
        }
    }

    /// "her", "him" or "them".
    pub(super) fn object(&self, p: usize) -> &'static str {
        match self.film.breakdown.cast[self.who(p)].sex {
            Sex::Woman => "her",
            Sex::Man => "him",
            Sex::Unknown => "them",
        }
    }

    /// A verb with the ending that the pronoun of `p` needs: "she walks", "they walk".
    pub(super) fn does(&self, p: usize, verb: &str) -> String {
        match self.pronoun(p) {
            "they" => format!("they {verb}"),
            pronoun => format!("{pronoun} {}", Self::third(verb)),
        }
    }

    /// A verb of somebody named: "MARA begins".
    pub(super) fn third(verb: &str) -> String {
        let (first, rest) = verb.split_once(' ').unwrap_or((verb, ""));
        let ending = if first.ends_with("ch")
            || first.ends_with("sh")
            || first.ends_with('s')
            || first.ends_with('o')
        {
            "es"
        } else {
            "s"
        };
        format!("{first}{ending} {rest}").trim_end().to_owned()
    }

    /// The names of several: "INES, JONAH and NELL".
    pub(super) fn names(&self, people: &[usize]) -> String {
        let names: Vec<&str> = people.iter().map(|p| self.name(*p)).collect();
        match names.split_last() {
            None => "nobody".into(),
            Some((last, [])) => (*last).into(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }
}

/// What is done, as a verb for [`Director::does`].
pub(super) fn verb_of(deed: Deed) -> &'static str {
    match deed {
        Deed::Enter => "come in",
        Deed::Exit => "leave",
        Deed::Walk => "walk",
        Deed::Run => "run",
        Deed::Follow => "follow",
        Deed::Climb => "climb",
        Deed::Stop => "stop",
        Deed::Wait => "wait",
        Deed::Sit => "sit",
        Deed::StandUp => "get up",
        Deed::Lie => "lie",
        Deed::Kneel => "kneel",
        Deed::Crouch => "crouch",
        Deed::Lean => "lean",
        Deed::Fall => "fall",
        Deed::Look => "look",
        Deed::LookAway => "look away",
        Deed::Turn => "turn",
        Deed::Listen => "listen",
        Deed::Think => "think",
        Deed::PickUp => "pick it up",
        Deed::PutDown => "put it down",
        Deed::Give => "hand it over",
        Deed::Show => "show it",
        Deed::Hold => "hold on",
        Deed::Carry => "carry it",
        Deed::Push => "push",
        Deed::Throw => "throw",
        Deed::Search => "search",
        Deed::OpenDoor => "open the door",
        Deed::CloseDoor => "shut the door",
        Deed::Knock => "knock",
        Deed::Open => "open it",
        Deed::Read => "read",
        Deed::Write => "write",
        Deed::Phone => "answer",
        Deed::HangUp => "hang up",
        Deed::Point => "point",
        Deed::Reach => "reach",
        Deed::Wave => "wave",
        Deed::Nod => "nod",
        Deed::ShakeHead => "refuse",
        Deed::HandsUp => "raise hands",
        Deed::Embrace => "embrace",
        Deed::Touch => "touch",
        Deed::Fight => "fight",
        Deed::Drive => "drive",
        Deed::Drink => "drink",
        Deed::Work => "work",
        Deed::Smile => "smile",
        Deed::Cry => "cry",
        Deed::Sleep => "sleep",
        Deed::Speak => "speak",
        Deed::Ring => "ring",
        Deed::Shine => "shine",
        Deed::Happen => "happen",
    }
}

/// A thing as a reason names it.
pub(super) fn the(thing: &Thing) -> String {
    format!("the {}", thing.name)
}
