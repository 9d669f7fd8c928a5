//! What a verb says with the words behind it: particles, light verbs, verbs that only begin another.

use super::{Reader, nouns};
use crate::breakdown::deed::Deed;
use crate::breakdown::lexicon::{self, DETERMINERS, is_in};
use crate::breakdown::words::lemmas;

/// With a particle, they take somebody along.
const CONVEY: &str = "drag,carry,lead,escort,usher,pull,shove,throw,push,help,haul,walk,march,wheel,bring,take,show,guide,hustle,bundle,drive,\
chase,hurry,rush,steer,force";
/// Light verbs: the noun says what is done.
const LIGHT: &str = "take,give,shoot,throw,cast,have,let,make,steal,heave,flash,offer,sneak,get,do,blow,utter,breathe";
/// Who comes out of them was not seen before.
const HIDES: &str =
    "dark,darkness,shadow,shadows,fog,mist,smoke,gloom,night,crowd,trees,rain,snow,dust";

impl Reader<'_> {
    /// "Starts to laugh", "keeps walking": the other verb says what is done.
    pub(super) fn goes_on(&self, next: &[&str]) -> bool {
        let rest = match next {
            ["to" | "on", rest @ ..] => rest,
            all => all,
        };
        let to = next.first() == Some(&"to");
        rest.first().is_some_and(|word| {
            (to || word.ends_with("ing"))
                && lemmas(word).iter().any(|form| self.verbs.deed(form).is_some())
        })
    }

    /// The deed of a verb with the words that follow it, and whether it takes its object along.
    pub(super) fn said(&self, forms: &[String], next: &[&str]) -> Option<(Deed, bool)> {
        if self.verbs.conjugated {
            let phrase = forms.iter().find_map(|form| self.verbs.phrase(form, next));
            return phrase
                .or_else(|| forms.iter().find_map(|form| self.verbs.deed(form)))
                .map(|deed| (deed, false));
        }
        if let Some(deed) = self.light(forms, next) {
            return Some((deed, false));
        }
        let phrase = forms.iter().find_map(|form| self.verbs.phrase(form, next));
        // "Pulls the curtains shut", "kicks the door open".
        let end = next.iter().skip(1).find(|word| is_in("shut,closed,open", word));
        if let (Some(end), None) = (end, phrase) {
            let deed = if *end == "open" { Deed::Open } else { Deed::CloseDoor };
            return Some((deed, false));
        }
        let plain = forms.iter().find_map(|form| self.verbs.deed(form));
        let particle =
            next.iter().take(4).position(|word| is_in("out,away,off,in,inside,outside,back", word));
        if let Some(at) = particle.filter(|at| *at > 0)
            && forms.iter().any(|form| is_in(CONVEY, form))
            && (next[0].chars().all(char::is_alphabetic)
                && (!is_in(DETERMINERS, next[0]) || next[0] == "her")
                && !nouns::is_preposition(next[0])
                || at > 1 && lexicon::is_person(next[at - 1]))
            && lexicon::thing(next[at - 1]).is_none()
            && !is_in("it", next[0])
        {
            match next[at] {
                "out" | "away" | "off" | "outside" => return Some((Deed::Exit, true)),
                "in" | "inside" if next.len() == at + 1 => return Some((Deed::Enter, true)),
                _ => {}
            }
        }
        if phrase.is_some() {
            return phrase.map(|deed| (deed, false));
        }
        let moves = matches!(plain, Some(Deed::Walk | Deed::Run | Deed::Climb))
            || forms
                .iter()
                .any(|form| is_in("drag,march,pull,push,crawl,hop,barge,wheel,come", form));
        let conveys = forms.iter().any(|form| {
            is_in("drag,lead,escort,usher,wheel,carry,shove,bundle,bring,push,haul,take", form)
        });
        // "Walks right back out".
        let first = next.iter().position(|word| {
            !is_in("right,straight,back,quickly,slowly,quietly,silently,softly", word)
        });
        let next = first.map_or(next, |first| &next[first..]);
        let follows = next.get(1).is_none_or(|word| is_in("by,of,through,from,on,and", word));
        let moves = moves || conveys && follows;
        match (next.first(), next.get(1)) {
            (Some(&"out"), Some(&"of")) if moves && next.iter().any(|word| is_in(HIDES, word)) => {
                Some((Deed::Enter, false))
            }
            (Some(&"out"), Some(&"of")) if moves && next.contains(&"bed") => {
                Some((Deed::StandUp, false))
            }
            (Some(&"out"), Some(&"of"))
                if next.iter().any(|word| is_in("way,reach,breath", word)) =>
            {
                plain.map(|deed| (deed, false))
            }
            (Some(&("out" | "off" | "away" | "outside")), _) if moves => {
                Some((Deed::Exit, conveys))
            }
            (Some(&("in" | "inside")), None) if moves => Some((Deed::Enter, conveys)),
            (Some(&"in"), Some(how)) if moves && (how.ends_with("ed") || how.ends_with("ly")) => {
                Some((Deed::Enter, conveys))
            }
            (Some(&"in"), Some(&("through" | "from" | "and" | "as" | "with" | "behind")))
                if moves =>
            {
                Some((Deed::Enter, conveys))
            }
            _ => plain.map(|deed| (deed, false)),
        }
    }

    /// "Takes a sip", "gives Mara a look".
    fn light(&self, forms: &[String], next: &[&str]) -> Option<Deed> {
        if !forms.iter().any(|form| is_in(LIGHT, form)) {
            return None;
        }
        let article = next.iter().position(|word| is_in("a,an,another,one", word))?;
        let noun = next[article + 1..].iter().take(2).find(|word| {
            **word == "breath" || lexicon::thing(word).is_none() && self.verbs.deed(word).is_some()
        })?;
        let deed = match *noun {
            "drag" | "bite" | "sip" | "drink" | "gulp" | "swig" => Deed::Drink,
            "seat" => Deed::Sit,
            "breath" => Deed::Think,
            "look" | "glance" | "peek" => Deed::Look,
            "step" | "walk" | "stroll" => Deed::Walk,
            "nod" | "bow" => Deed::Nod,
            "kiss" | "hug" => Deed::Embrace,
            "cry" | "scream" | "shout" | "yell" => Deed::Speak,
            other => self.verbs.deed(other)?,
        };
        matches!(
            deed,
            Deed::Drink
                | Deed::Sit
                | Deed::Look
                | Deed::Walk
                | Deed::Nod
                | Deed::Embrace
                | Deed::Speak
                | Deed::Smile
                | Deed::Wave
                | Deed::Touch
                | Deed::Think
                | Deed::Turn
                | Deed::Phone
                | Deed::Sleep
                | Deed::ShakeHead
                | Deed::Fight
                | Deed::Run
                | Deed::Cry
        )
        .then_some(deed)
    }
}
