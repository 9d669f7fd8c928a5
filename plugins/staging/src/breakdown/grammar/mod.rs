//! A small grammar: who does what, with what, to whom, where, in one sentence of action.

mod act;
mod asides;
mod clause;
mod doing;
mod memory;
mod nouns;
mod phrases;
mod refine;
mod verbs;

pub use act::{Act, Place, PlaceOf, Relation};
pub(crate) use memory::Memory;

use super::cast::Cast;
use super::deed::{Deed, Thing};
use super::lexicon::{JOINTS, Verbs, is_in};
use super::words::Token;
use clause::Clause;
use nouns::{DETERMINERS_OF_NOUNS, Noun};
use verbs::Verb;

/// What one sentence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) acts: Vec<Act>,
    pub(crate) people: Vec<usize>,
    pub(crate) things: Vec<Thing>,
    /// Verbs that are not in the lexicon.
    pub(crate) unknown: Vec<String>,
    /// Who does something, and is nobody that is known.
    pub(crate) strangers: Vec<String>,
    /// Somebody stands where a subject does.
    pub(crate) somebody: bool,
    /// Verbs that are known, whoever does them.
    pub(crate) deeds: usize,
    /// Who is named as somebody new: "a WAITER".
    pub(crate) new: Vec<usize>,
    /// Who is alone.
    pub(crate) alone: Vec<usize>,
    /// Who or what does what has no subject of its own.
    subject: Option<(Vec<usize>, Option<Thing>)>,
    /// Acts whose subject has it done.
    passives: Vec<usize>,
    /// Acts whose object goes along: "leads Tom out".
    conveys: Vec<usize>,
    /// Something is told not to be done, or only wished, supposed or shown.
    pub(crate) withheld: bool,
}

pub(crate) struct Reader<'a> {
    pub(crate) cast: &'a Cast,
    pub(crate) verbs: &'static Verbs,
}

impl Reader<'_> {
    /// Reads `tokens`, remembering in `memory` what later sentences may point at.
    pub(crate) fn read(&self, tokens: &[Token], index: usize, memory: &mut Memory) -> Sentence {
        let plain = asides::plain(tokens);
        let before = memory.subject.clone();
        let mut said = Sentence { withheld: plain.tokens.is_empty(), ..Sentence::default() };
        let mut clause = Clause::default();
        let tokens = &plain.tokens[..];
        let mut at = 0;
        while at < tokens.len() {
            at += self.step(tokens, at, plain.bare, index, &mut clause, &mut said, memory);
        }
        self.join("", &mut clause, &mut said, index);
        if tokens.first().is_some_and(|first| first.word.ends_with("ing")) {
            refine::hung(&mut said.acts, &before);
        }
        refine::undergone(&mut said.acts, &said.passives);
        refine::conveyed(&mut said.acts, &said.conveys);
        if said.acts.is_empty() && said.strangers.is_empty() {
            said.acts.extend(nouns::sound(tokens, index));
        }
        said.deeds = said.acts.len();
        // Nobody that is known does it, and no thing: nothing can be staged.
        said.acts.retain(|act| {
            let alone = matches!(act.deed, Deed::Ring | Deed::Shine | Deed::Happen);
            alone || !act.who.is_empty() || act.subject.is_some()
        });
        for act in &mut said.acts {
            refine::refine(act, memory);
        }
        said
    }

    /// Reads what stands at `at`; how many words that took.
    fn step(
        &self,
        tokens: &[Token],
        at: usize,
        bare: bool,
        index: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) -> usize {
        let token = &tokens[at];
        let next = tokens.get(at + 1).filter(|next| !next.mark).map_or("", |t| t.word.as_str());
        if token.mark
            || (is_in(JOINTS, &token.word)
                && !(token.word == "before" && clause.verb && nouns::is_start(next)))
        {
            self.join(&token.word, clause, said, index);
            if token.word == "who" {
                clause.people.clone_from(&memory.last);
            }
            return 1;
        }
        if matches!(token.word.as_str(), "nobody" | "nothing" | "none")
            || (token.word == "no" && next == "one")
        {
            clause.nobody = true;
            return 1;
        }
        if matches!(token.word.as_str(), "alone" | "seul" | "seule" | "allein" | "solo" | "sola") {
            let last = said.acts.last().filter(|_| clause.verb);
            said.alone = match last {
                Some(act) if act.whom.is_empty() => act.who.clone(),
                Some(act) => act.whom.clone(),
                None => clause.people.clone(),
            };
            return 1;
        }
        if self.does(tokens, at, bare, index, clause, said, memory) {
            return 1;
        }
        if let Some(length) = self.preposition(tokens, at, clause, said) {
            return length;
        }
        if let Some(length) = self.names(tokens, at, clause, said, memory) {
            return length;
        }
        self.pass_over(tokens, at, clause, said, memory)
    }

    /// A verb: what is done. Whether the word at `at` is one.
    fn does(
        &self,
        tokens: &[Token],
        at: usize,
        bare: bool,
        index: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) -> bool {
        let token = &tokens[at];
        match self.verb(tokens, at, bare, clause, memory) {
            Verb::Deed(deed) => {
                self.act(deed, index, token.word.ends_with("ing"), clause, said, memory);
            }
            Verb::Conveys(deed) => {
                let before = said.acts.len();
                self.act(deed, index, token.word.ends_with("ing"), clause, said, memory);
                said.conveys.extend(before..said.acts.len());
            }
            Verb::Done(deed) => {
                self.suffer(deed, index, clause, said, memory);
            }
            Verb::Withheld => {
                said.withheld = true;
                clause.absent |= verbs::is_of_the_mind(&token.word);
                self.skip_verb(clause, said, memory);
            }
            Verb::None => return false,
        }
        true
    }

    /// Somebody or something: how many words that takes.
    fn names(
        &self,
        tokens: &[Token],
        at: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) -> Option<usize> {
        match self.noun(tokens, at, memory) {
            Some(Noun::People(people, length, part)) => {
                clause.part |= part && !clause.verb;
                let article =
                    tokens[at.saturating_sub(2)..at].iter().any(|t| nouns::brings_on(&t.word));
                if article {
                    said.new.extend(&people);
                }
                self.people(people, part, clause, said, memory);
                Some(length)
            }
            Some(Noun::Thing(thing, length)) => {
                Self::thing(thing, clause, said, memory);
                Some(length)
            }
            None => None,
        }
    }

    /// Whether a word that nobody knows stands where a subject does: "her DRESS catches".
    fn may_be_subject(&self, token: &Token, before: &str, clause: &Clause) -> bool {
        let first = is_in(DETERMINERS_OF_NOUNS, before)
            && !is_in(DETERMINERS_OF_NOUNS, &token.word)
            && !nouns::is_time(&token.word);
        let more = clause.stranger.is_some() && !token.word.ends_with("ly");
        first || more && self.may_be_noun(token)
    }

    /// A word that is none of these: it may be a noun, or a verb, that is not known.
    fn pass_over(
        &self,
        tokens: &[Token],
        at: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) -> usize {
        let token = &tokens[at];
        let before = at.checked_sub(1).map_or("", |index| tokens[index].word.as_str());
        if let Some(length) = self.idle_part(tokens, at) {
            clause.stranger = Some(tokens[at + length - 1].word.clone());
            return length;
        }
        if !clause.verb {
            if std::mem::take(&mut clause.preposition) {
                clause.preposition = is_in(DETERMINERS_OF_NOUNS, &token.word);
            } else if self.may_be_subject(token, before, clause) {
                clause.stranger = Some(token.word.clone());
            }
        }
        let plain = token.word.ends_with("ly")
            || nouns::is_start(&token.word)
            || is_in(
                "is,are,was,were,s,still,now,there,just,only,all,right,back,already,half",
                &token.word,
            );
        clause.muddled |=
            !plain && !clause.people.is_empty() && clause.place.is_none() && !clause.preposition;
        if let Some(verb) = self.unknown_verb(tokens, at, clause) {
            said.unknown.push(verb);
            self.skip_verb(clause, said, memory);
        }
        1
    }
}

#[cfg(test)]
mod tests;
