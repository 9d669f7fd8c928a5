//! A clause while it is read: what stands before its verb, and what belongs to it.

use maquette_document::Hold;

use super::nouns::{self, COLLECTIVES};
use super::{Act, Memory, Place, PlaceOf, Reader, Relation, Sentence};
use crate::breakdown::deed::{Deed, Thing, ThingKind};
use crate::breakdown::lexicon::{self, is_in};
use crate::breakdown::words::Token;

/// What stands before the verb of the clause that is being read.
#[derive(Default)]
pub(super) struct Clause {
    pub(super) people: Vec<usize>,
    pub(super) thing: Option<Thing>,
    /// Things after a preposition, before the verb: "At the window, Mara turns".
    pub(super) places: Vec<Thing>,
    pub(super) place: Option<Place>,
    pub(super) verb: bool,
    /// A preposition stands before the words that are being read.
    pub(super) preposition: bool,
    pub(super) relation: Option<Relation>,
    /// It begins with a preposition.
    pub(super) led: bool,
    /// The verb stands before its subject: "On the table lies a letter".
    pub(super) inverted: bool,
    /// After `with`: what is carried along.
    pub(super) with: bool,
    /// The last word was `of`: what follows only tells more about what was named.
    pub(super) of: bool,
    /// What follows is spoken of, not seen: "waits for Tom".
    pub(super) absent: bool,
    /// "Is dragged out by": who comes after `by` does it.
    pub(super) passive: bool,
    /// A noun that nobody knows stands where the subject does.
    pub(super) stranger: Option<String>,
    /// A part of the body is the subject.
    pub(super) part: bool,
    /// Nobody does it.
    pub(super) nobody: bool,
    /// Words that are not known stand between who it is and where.
    pub(super) muddled: bool,
    /// An "and" and somebody: one more whom it is done to, unless a verb follows.
    pub(super) and: bool,
}

impl Reader<'_> {
    pub(super) fn preposition(
        &self,
        tokens: &[Token],
        at: usize,
        clause: &mut Clause,
        said: &Sentence,
    ) -> Option<usize> {
        let word = |more: usize| tokens.get(at + more).map_or("", |token| token.word.as_str());
        let (relation, length) = match (word(0), word(1), word(2)) {
            ("in", "front", "of") => (Some(Relation::Before), 3),
            ("next" | "close", "to", _) => (Some(Relation::Beside), 2),
            ("out", "of", _) => (Some(Relation::Out), 2),
            // Else it belongs to its verb: "blows out the candle".
            ("out", "the", "window" | "door") => (Some(Relation::Out), 1),
            ("out", ..) => (None, 1),
            (one, ..) if is_in(nouns::PREPOSITIONS, one) => (Relation::of(one), 1),
            // German alone: English has it before a noun.
            ("an", ..) if self.verbs.conjugated => (Some(Relation::At), 1),
            _ => return None,
        };
        let before = at.checked_sub(1).map_or("", |index| tokens[index].word.as_str());
        clause.preposition = true;
        clause.led |= !clause.verb && clause.people.is_empty() && clause.thing.is_none();
        clause.of = matches!(word(0), "of" | "de" | "von" | "di");
        if clause.of && is_in(COLLECTIVES, before) {
            // "A crowd of onlookers" are onlookers.
            (clause.of, clause.preposition, clause.thing) = (false, false, None);
            return Some(length);
        }
        if relation.is_some() {
            clause.relation = relation;
        }
        clause.with = matches!(word(0), "with" | "avec" | "mit" | "con");
        let last = said.acts.last().map(|act| act.deed);
        let sought = matches!(
            last,
            Some(Deed::Wait | Deed::Search | Deed::Look | Deed::Speak | Deed::Phone)
        );
        clause.absent |= (word(0) == "for" && sought)
            || matches!(word(0), "about" | "without")
            || (word(0) == "from" && lexicon::thing(before) == Some(ThingKind::Prop(Hold::Paper)))
            || (last == Some(Deed::Think) && matches!(word(0), "of" | "about"));
        Some(length)
    }

    /// A comma or an "and": what was named since the verb belongs to it; a new subject may follow.
    pub(super) fn join(&self, word: &str, clause: &mut Clause, said: &mut Sentence, index: usize) {
        if clause.verb {
            *clause = Clause { and: word == "and", ..Clause::default() };
            return;
        }
        let ends = word != "," && word != "(" && word != ")";
        if ends
            && !clause.people.is_empty()
            && clause.place.is_some()
            && !clause.part
            && !clause.muddled
        {
            // "Tom at the window": that is where he is.
            said.acts.push(Act {
                who: std::mem::take(&mut clause.people),
                what: std::mem::take(&mut clause.places),
                place: clause.place.take(),
                ..Act::of(Deed::Wait, index)
            });
            *clause = Clause::default();
            return;
        }
        if word.is_empty() && clause.and && !clause.people.is_empty() {
            // "Looks at Tom and Lena".
            if let Some(act) = said.acts.last_mut() {
                act.whom.extend(clause.people.iter().filter(|one| !act.who.contains(one)));
            }
        }
        if let (Some(act), true) = (said.acts.last_mut(), clause.places.is_empty()) {
            // Still without a verb: it may be one more object ("gives Tom the letter, and Mara the key").
            act.what.extend(clause.thing.clone());
        }
        clause.preposition = false;
        clause.of = false;
        clause.absent = false;
        if clause.led {
            clause.stranger = None;
        }
    }

    pub(super) fn people(
        &self,
        people: Vec<usize>,
        part: bool,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
        let relation = clause.relation.take();
        let preposition = std::mem::take(&mut clause.preposition);
        if clause.absent {
            return;
        }
        for one in &people {
            memory.mention(*one);
        }
        memory.last.clone_from(&people);
        if std::mem::take(&mut clause.of) {
            return;
        }
        clause.stranger = None;
        said.people.extend(&people);
        let Some(act) = said.acts.last_mut().filter(|_| clause.verb || clause.inverted) else {
            if !preposition && !clause.verb {
                said.somebody = true;
                clause.people.extend(people);
            }
            return;
        };
        if clause.inverted && !preposition {
            act.who.extend(&people);
            memory.subject.clone_from(&act.who);
            clause.inverted = false;
            return;
        }
        if clause.passive && relation == Some(Relation::Beside) {
            act.who = people;
            act.subject = None;
            clause.passive = false;
            return;
        }
        let others: Vec<usize> =
            people.iter().filter(|one| !act.who.contains(one)).copied().collect();
        if let (Some(relation), Some(one)) =
            (relation.filter(|_| preposition && !part), others.first())
            && act.place.is_none()
            && Place::is_told_by(act.deed, relation, true)
        {
            act.place = Some(Place { relation, of: PlaceOf::Person(*one) });
        }
        act.whom.extend(others);
    }

    pub(super) fn thing(
        thing: Thing,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
        said.things.push(thing.clone());
        clause.stranger = None;
        let relation = clause.relation.take();
        let preposition = std::mem::take(&mut clause.preposition);
        // "It" is what was handled rather than where that was.
        let where_it_is = preposition && relation.is_some() && said.things.len() > 1;
        if !matches!(thing.what, ThingKind::Distance) && !where_it_is {
            memory.thing = Some(thing.clone());
        }
        clause.of = false;
        let with = std::mem::take(&mut clause.with);
        let place = relation.map(|relation| Place { relation, of: PlaceOf::Thing(thing.clone()) });
        let Some(act) = said.acts.last_mut().filter(|_| clause.verb || clause.inverted) else {
            if preposition {
                clause.place = clause.place.take().or(place);
                clause.places.push(thing);
            } else {
                clause.thing = Some(thing);
            }
            return;
        };
        if clause.inverted && !preposition {
            act.subject = Some(thing);
            clause.inverted = false;
            return;
        }
        if let Some(place) =
            place.filter(|place| Place::is_told_by(act.deed, place.relation, false))
        {
            act.place.get_or_insert(place);
        }
        if with { act.with.push(thing) } else { act.what.push(thing) }
    }
}
