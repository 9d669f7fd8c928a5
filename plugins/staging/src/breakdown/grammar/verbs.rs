//! Which word is a verb, and what it says.

use super::clause::Clause;
use super::{Memory, Reader, nouns};
use crate::breakdown::cast::count_of;
use crate::breakdown::deed::Deed;
use crate::breakdown::lexicon::{self, DETERMINERS, JOINTS, WISHES, is_in};
use crate::breakdown::words::{Case, Token, lemmas};

/// What a word is as a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Deed(Deed),
    /// It takes whom it is done to along: "leads Tom out".
    Conveys(Deed),
    /// Its subject has it done: "is dragged out".
    Done(Deed),
    /// It is not done: "does not move", "wants to go", "has been waiting".
    Withheld,
    None,
}

/// They say that another verb begins, goes on or ends.
const ASPECTS: &str = "begin,start,keep,continue,go,resume";
/// What does not happen, or not now.
const UNREAL: &str = "can,could,would,should,might,may,must,will,cannot,can't,couldn't,wouldn't,won't,doesn't,don't,didn't,isn't,aren't,\
wasn't,weren't,hasn't,haven't,hadn't,shouldn't,not,never,been,nor,without,rather";
/// Their objects are not there.
const OF_THE_MIND: &str =
    "remember,miss,expect,imagine,mention,want,need,love,hate,know,mean,forget,recall,await";
const BE: &str = "is,are,was,were,be,being,been,gets,get,s";

pub(super) fn is_of_the_mind(word: &str) -> bool {
    lemmas(word).iter().any(|form| is_in(OF_THE_MIND, form))
}

/// Whether a word is, as scripts tell in the present, how somebody or something is.
fn is_participle(word: &str) -> bool {
    word.ends_with("ed") && !is_in("need,feed,speed,bleed,proceed,succeed,shed,wed,bed", word)
        || is_in(PARTICIPLES, word)
}

const PARTICIPLES: &str = "shot,taken,thrown,held,hit,struck,caught,seen,found,given,led,driven,beaten,torn,brought,stabbed,put,bound,carried,beset,hurt";

/// A participle of these says what is done all the same: "seated at the bar".
fn is_stance(deed: Deed) -> bool {
    use Deed::{Crouch, Kneel, Lean, Lie, Sit, Sleep, StandUp, Wait};
    matches!(deed, Sit | Lie | Kneel | Crouch | Lean | Sleep | Wait | StandUp)
}

/// What a thing can do by itself.
pub(super) fn is_of_things(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Ring
            | Deed::Shine
            | Deed::Happen
            | Deed::Fall
            | Deed::Stop
            | Deed::OpenDoor
            | Deed::CloseDoor
            | Deed::Open
    )
}

/// Only a noun, or what is done beside, follows them.
const BEFORE_NOUNS: &str = "into,onto,from,at,toward,towards,beneath,upon,against,among,amid";

impl Reader<'_> {
    /// What the word at `at` says, if it is a verb here.
    pub(super) fn verb(
        &self,
        tokens: &[Token],
        at: usize,
        bare: bool,
        clause: &Clause,
        memory: &Memory,
    ) -> Verb {
        let token = &tokens[at];
        if !self.may_be_verb(tokens, at) {
            return Verb::None;
        }
        let before = at.checked_sub(1).map(|index| &tokens[index]);
        let last = before.map_or("", |token| token.word.as_str());
        let next: Vec<&str> = tokens[at + 1..]
            .iter()
            .take(5)
            .take_while(|t| !t.mark)
            .map(|t| t.word.as_str())
            .collect();
        let forms = lemmas(&token.word);
        if token.word == "gone" && is_in(BE, last) {
            return Verb::Deed(Deed::Exit);
        }
        let aspect = forms.iter().any(|form| is_in(ASPECTS, form));
        if aspect && self.goes_on(&next) {
            return Verb::None;
        }
        let wish = forms.iter().any(|form| is_in(WISHES, form));
        if wish && next.first() == Some(&"to") && self.goes_on(&next) {
            return Verb::None;
        }
        if clause.verb && is_in("shut,open,closed", &token.word) {
            return Verb::None;
        }
        if last == "all" && clause.people.len() == 1 {
            return Verb::None;
        }
        let Some((deed, conveys)) = self.said(&forms, &next) else {
            let mind = forms.iter().any(|form| is_in(OF_THE_MIND, form));
            return if mind && self.follows_a_person(tokens, at) {
                Verb::Withheld
            } else {
                Verb::None
            };
        };
        // "Leaves the room" is an exit; "leaves the other end free" is none.
        let transitive = deed == Deed::Exit
            && !conveys
            && next.first().is_some_and(|word| {
                is_in(DETERMINERS, word) && !nouns::is_preposition(word) || *word == "it"
            });
        if transitive && !next.iter().any(|word| is_in(LEFT_BEHIND, word)) {
            return Verb::None;
        }
        let stands = before.is_some_and(|t| t.possessive && is_in("it,that,there", &t.word));
        if stands && token.word.ends_with("ed") {
            // "It's locked": how it is.
            return Verb::None;
        }
        if last == "be" {
            return Verb::Withheld;
        }
        let passive = self.is_done(tokens, at, clause);
        if !passive && !self.finite(tokens, at, bare, clause, memory) {
            return Verb::None;
        }
        // Scripts tell in the present: "wrapped in a blanket", "hands tied" say how somebody is.
        let apart = before.is_some_and(|t| t.mark) || nouns::is_part(last);
        let of_a_thing = clause.people.is_empty() && clause.thing.is_some() && !clause.passive;
        if !passive && (apart || of_a_thing) && is_participle(&token.word) && !is_stance(deed) {
            return Verb::None;
        }
        if self.is_withheld(tokens, at) {
            return Verb::Withheld;
        }
        match (passive, conveys) {
            (true, _) => Verb::Done(deed),
            (false, true) => Verb::Conveys(deed),
            (false, false) => Verb::Deed(deed),
        }
    }

    /// Whether a verb may stand at `at` at all: no determiner before it, no name.
    fn may_be_verb(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        let named = || self.cast.people_at(tokens, at).is_some();
        if token.possessive || (token.case == Case::Upper && named()) {
            return false;
        }
        let before = at.checked_sub(1).map(|index| &tokens[index]);
        let last = before.map_or("", |token| token.word.as_str());
        let earlier = at.checked_sub(2).map_or("", |index| tokens[index].word.as_str());
        // French puts a pronoun between: "il le lit" is no bed.
        let object = is_in("le,la,les", last) && is_in("il,elle,ils,elles,on", earlier);
        let determined = is_in(DETERMINERS, last) && before.is_some_and(|token| !token.mark);
        if count_of(last).is_some() && named() {
            return false;
        }
        // "Pours two fingers"; but "the two embrace".
        if count_of(last).is_some() && !is_in("the,these,those,all", earlier) {
            return false;
        }
        // "Bursts into tears".
        if is_in(BEFORE_NOUNS, last) && !token.word.ends_with("ing") {
            return false;
        }
        let one = at == 1 && matches!(last, "one" | "another");
        if determined
            && !one
            && last != "her"
            && !object
            && !(last == "of" && token.word.ends_with("ing"))
        {
            return false;
        }
        if is_in("half,nearly,almost,as", last) || self.describes(tokens, at) {
            return false;
        }
        // "Has gone": that was before.
        if is_in("has,have,had,having", last)
            || matches!(token.word.as_str(), "hands" | "hand") && before.is_some_and(|t| t.mark)
        {
            return false;
        }
        true
    }

    /// A participle before its noun: "the locked door", "a burning house".
    fn describes(&self, tokens: &[Token], at: usize) -> bool {
        let word = tokens[at].word.as_str();
        if self.verbs.conjugated || !(word.ends_with("ed") || word.ends_with("ing")) {
            return false;
        }
        let noun = tokens.get(at + 1).is_some_and(|next| {
            !next.mark
                && (lexicon::thing(&next.word).is_some()
                    || lexicon::is_person(&next.word)
                    || next.case == Case::Upper)
        });
        let from = at.saturating_sub(3);
        let head = tokens[from..at]
            .iter()
            .rposition(|t| is_in(nouns::DETERMINERS_OF_NOUNS, &t.word) && t.word != "her");
        let between = head.map(|head| &tokens[from + head + 1..at]);
        noun && between.is_some_and(|words| {
            words
                .iter()
                .all(|t| !t.mark && lexicon::thing(&t.word).is_none() && !is_in(JOINTS, &t.word))
        })
    }

    /// "Is dragged", "was shot".
    fn is_done(&self, tokens: &[Token], at: usize, clause: &Clause) -> bool {
        let word = tokens[at].word.as_str();
        let participle = is_participle(word);
        let subject = !clause.people.is_empty() || clause.thing.is_some();
        let state = is_in(
            "seated,dressed,gone,dead,asleep,slumped,sprawled,perched,settled,locked,closed,frozen,collapsed",
            word,
        );
        let helper = tokens[..at].iter().rev().find(|t| !t.word.ends_with("ly"));
        let being = helper.is_some_and(|t| is_in(BE, &t.word) && !t.mark);
        let by = tokens[at + 1..].iter().take(4).any(|t| t.word == "by");
        let apposed = by && helper.is_some_and(|t| t.mark);
        !self.verbs.conjugated && participle && subject && !state && (being || apposed)
    }

    /// Whether a word up to three before says that it is not done.
    fn is_withheld(&self, tokens: &[Token], at: usize) -> bool {
        let wished = |word: &str| lemmas(word).iter().any(|form| is_in(WISHES, form));
        let head =
            tokens[..at].iter().rev().take(3).take_while(|t| !t.mark && !is_in(JOINTS, &t.word));
        let mut words = head.map(|t| t.word.as_str()).enumerate();
        words.any(|(far, word)| {
            is_in(UNREAL, word) || (far < 2 && wished(word)) || (far == 0 && word == "stops")
        })
    }

    /// Whether the word is conjugated as its subject needs: "lights" may be what shines.
    fn finite(
        &self,
        tokens: &[Token],
        at: usize,
        bare: bool,
        clause: &Clause,
        memory: &Memory,
    ) -> bool {
        let word = tokens[at].word.as_str();
        let last = at.checked_sub(1).map_or("", |index| tokens[index].word.as_str());
        if self.verbs.conjugated {
            return lexicon::thing(word).is_none() || !clause.people.is_empty();
        }
        let plain = lemmas(word);
        let same = self.verbs.deed(word).is_some() || self.verbs.phrase_starts(word);
        let regular = plain.len() > 1 && !same;
        let unsaid = clause.people.is_empty() && clause.thing.is_none();
        let plural = clause.people.len() > 1
            || matches!(last, "they" | "both" | "to" | "all" | "we")
            || (bare && (!unsaid || last == "," || last == "and"))
            || self.is_withheld(tokens, at)
            || (unsaid && clause.and && self.follows_a_plural(memory))
            || (unsaid && memory.subject.len() > 1 && at == 0);
        let noun = lexicon::thing(word).is_some() || word == "hands" || word == "lights";
        if noun {
            // A noun as well: a verb only right after somebody, or an adverb.
            let after_thing = clause.thing.is_some() && !clause.preposition;
            let follows = self.follows_a_person(tokens, at) || (after_thing && word.ends_with('s'));
            return follows && (regular || plural || word.ends_with('s'));
        }
        regular || plural || (same && self.follows_things(last))
    }

    fn follows_a_plural(&self, memory: &Memory) -> bool {
        memory.subject.len() > 1
    }

    /// "The lights flicker": a plural thing takes the plain form.
    fn follows_things(&self, last: &str) -> bool {
        nouns::is_part(last) || (last.ends_with('s') && lexicon::thing(last).is_some())
    }

    pub(super) fn follows_a_person(&self, tokens: &[Token], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let last = &tokens[before];
        last.word.ends_with("ly")
            || is_in("he,she,they,who,and,then,it,both,others", &last.word)
            || last.mark
            || (before.saturating_sub(2)..=before).any(|start| {
                self.cast.people_at(tokens, start).is_some_and(|(_, length)| start + length == at)
            })
    }

    /// A verb, as it follows somebody, that the lexicon lacks.
    pub(super) fn unknown_verb(
        &self,
        tokens: &[Token],
        at: usize,
        clause: &Clause,
    ) -> Option<String> {
        let token = &tokens[at];
        let word = token.word.as_str();
        let fits = !self.verbs.conjugated
            && !clause.verb
            && !clause.people.is_empty()
            && !token.possessive
            && token.case != Case::Capital
            && word.ends_with('s')
            && !word.ends_with("ss")
            && word.chars().count() > 3
            && !word.contains(char::is_numeric)
            && !is_in(BE, word)
            && !lemmas(word).iter().any(|form| is_in(WISHES, form) || is_in(ASPECTS, form))
            && !is_in(
                "does,has,this,always,perhaps,besides,towards,sometimes,nods,himself,overalls,glasses,seconds,minutes",
                word,
            );
        let after = at.checked_sub(1).is_some_and(|before| {
            let adverb = tokens[before].word.ends_with("ly");
            !tokens[before].mark && self.follows_a_person(tokens, if adverb { before } else { at })
        });
        (fits && after).then(|| word.to_owned())
    }
}

/// What one leaves when going away.
const LEFT_BEHIND: &str = "room,house,building,kitchen,office,shop,bar,stage,car,table,place,hall,station,party,church,\
school,hospital,apartment,flat,cabin,village,town,city,pièce,salle,maison,raum,zimmer,haus,habitación,casa,stanza";
