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
/// What can be done until something is open, or shut.
const ENDED: &str = "pull,push,kick,slam,shove,swing,throw,fling,force,slide,tear,pry,yank,snap,bang,draw,break,click,creak,flip,wrench";

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
        if let (Some(deed), None) = (ended(forms, next), phrase) {
            return Some((deed, false));
        }
        if let Some(deed) = taken_along(forms, next) {
            return Some((deed, true));
        }
        if phrase.is_some() {
            return phrase.map(|deed| (deed, false));
        }
        let plain = forms.iter().find_map(|form| self.verbs.deed(form));
        Self::moved(forms, next, plain)
    }

    /// A verb of motion with its particle: "storms out", "comes in".
    fn moved(forms: &[String], next: &[&str], plain: Option<Deed>) -> Option<(Deed, bool)> {
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

/// "Pulls the curtains shut", "kicks the door open": but not "stands by the open door".
fn ended(forms: &[String], next: &[&str]) -> Option<Deed> {
    let at = next.iter().skip(1).position(|word| is_in("shut,closed,open", word))? + 1;
    let ends = next.get(at + 1).is_none_or(|word| nouns::is_preposition(word) || *word == "and");
    let verb = forms.iter().any(|form| is_in(ENDED, form));
    let adjective = is_in(DETERMINERS, next[at - 1]);
    let deed = if next[at] == "open" { Deed::Open } else { Deed::CloseDoor };
    (verb && ends && !adjective).then_some(deed)
}

/// "Leads Tom out": whether somebody is taken along, and which way.
fn taken_along(forms: &[String], next: &[&str]) -> Option<Deed> {
    let particle = |word: &&str| is_in("out,away,off,in,inside,outside,back", word);
    let at = next.iter().take(4).position(particle).filter(|at| *at > 0)?;
    let first = next[0];
    let named = first.chars().all(char::is_alphabetic)
        && (!is_in(DETERMINERS, first) || first == "her")
        && !nouns::is_preposition(first);
    let somebody = (named || at > 1 && lexicon::is_person(next[at - 1]))
        && lexicon::thing(next[at - 1]).is_none()
        && first != "it";
    if !somebody || !forms.iter().any(|form| is_in(CONVEY, form)) {
        return None;
    }
    match next[at] {
        "out" | "away" | "off" | "outside" => Some(Deed::Exit),
        "in" | "inside" if next.len() == at + 1 => Some(Deed::Enter),
        _ => None,
    }
}
