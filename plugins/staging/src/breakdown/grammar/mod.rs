//! A small grammar: who does what, with what, to whom, where, in one sentence of action.

mod act;
mod asides;
mod memory;
mod nouns;
mod refine;
mod verbs;

pub use act::{Act, Place, PlaceOf, Relation};
pub(crate) use memory::Memory;

use maquette_document::Hold;

use super::cast::Cast;
use super::deed::{Deed, Thing, ThingKind};
use super::lexicon::{self, JOINTS, Verbs, is_in};
use super::words::Token;
use nouns::{COLLECTIVES, DETERMINERS_OF_NOUNS, Noun};
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

/// What stands before the verb of the clause that is being read.
#[derive(Default)]
struct Clause {
    people: Vec<usize>,
    thing: Option<Thing>,
    /// Things after a preposition, before the verb: "At the window, Mara turns".
    places: Vec<Thing>,
    place: Option<Place>,
    verb: bool,
    /// A preposition stands before the words that are being read.
    preposition: bool,
    relation: Option<Relation>,
    /// It begins with a preposition.
    led: bool,
    /// The verb stands before its subject: "On the table lies a letter".
    inverted: bool,
    /// After `with`: what is carried along.
    with: bool,
    /// The last word was `of`: what follows only tells more about what was named.
    of: bool,
    /// What follows is spoken of, not seen: "waits for Tom".
    absent: bool,
    /// "Is dragged out by": who comes after `by` does it.
    passive: bool,
    /// A noun that nobody knows stands where the subject does.
    stranger: Option<String>,
    /// A part of the body is the subject.
    part: bool,
    /// Nobody does it.
    nobody: bool,
    /// Words that are not known stand between who it is and where.
    muddled: bool,
    /// An "and" and somebody: one more whom it is done to, unless a verb follows.
    and: bool,
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
        if said.acts.is_empty() {
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
        let before = at.checked_sub(1).map_or("", |index| tokens[index].word.as_str());
        let next = tokens.get(at + 1).filter(|next| !next.mark).map_or("", |t| t.word.as_str());
        if token.mark || (is_in(JOINTS, &token.word) && !(token.word == "before" && clause.verb && nouns::is_start(next))) {
            self.join(&token.word, clause, said, index);
            if token.word == "who" {
                clause.people.clone_from(&memory.last);
            }
            return 1;
        }
        if matches!(token.word.as_str(), "nobody" | "nothing" | "none") || (token.word == "no" && next == "one") {
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
        match self.verb(tokens, at, bare, clause, memory) {
            Verb::Deed(deed) => {
                self.act(deed, index, token.word.ends_with("ing"), clause, said, memory);
                return 1;
            }
            Verb::Conveys(deed) => {
                let before = said.acts.len();
                self.act(deed, index, token.word.ends_with("ing"), clause, said, memory);
                said.conveys.extend(before..said.acts.len());
                return 1;
            }
            Verb::Done(deed) => {
                self.suffer(deed, index, clause, said, memory);
                return 1;
            }
            Verb::Withheld => {
                said.withheld = true;
                clause.absent |= verbs::is_of_the_mind(&token.word);
                self.skip_verb(clause, said, memory);
                return 1;
            }
            Verb::None => {}
        }
        if let Some(length) = self.preposition(tokens, at, clause, said) {
            return length;
        }
        match self.noun(tokens, at, memory) {
            Some(Noun::People(people, length, part)) => {
                clause.part |= part && !clause.verb;
                let article = tokens[at.saturating_sub(2)..at].iter().any(|t| nouns::brings_on(&t.word));
                if article {
                    said.new.extend(&people);
                }
                self.people(people, part, clause, said, memory);
                return length;
            }
            Some(Noun::Thing(thing, length)) => {
                Self::thing(thing, clause, said, memory);
                return length;
            }
            None => {}
        }
        if let Some(length) = self.idle_part(tokens, at) {
            clause.stranger = Some(tokens[at + length - 1].word.clone());
            return length;
        }
        if !clause.verb {
            if std::mem::take(&mut clause.preposition) {
                clause.preposition = is_in(DETERMINERS_OF_NOUNS, &token.word);
            } else if is_in(DETERMINERS_OF_NOUNS, before) && !is_in(DETERMINERS_OF_NOUNS, &token.word) && !nouns::is_time(&token.word) {
                clause.stranger = Some(token.word.clone());
            } else if clause.stranger.is_some() && !token.word.ends_with("ly") && self.may_be_noun(token) {
                clause.stranger = Some(token.word.clone());
            }
        }
        let plain = token.word.ends_with("ly") || nouns::is_start(&token.word) || is_in("is,are,was,were,s,still,now,there,just,only,all,right,back,already,half", &token.word);
        clause.muddled |= !plain && !clause.people.is_empty() && clause.place.is_none() && !clause.preposition;
        if let Some(verb) = self.unknown_verb(tokens, at, clause) {
            said.unknown.push(verb);
            self.skip_verb(clause, said, memory);
        }
        1
    }

    /// A verb that is not staged: its subject does what follows all the same.
    fn skip_verb(&self, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
        if !clause.people.is_empty() {
            clause.verb = true;
            memory.subject.clone_from(&clause.people);
            said.subject = Some((clause.people.clone(), None));
        }
    }

    fn preposition(&self, tokens: &[Token], at: usize, clause: &mut Clause, said: &Sentence) -> Option<usize> {
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
        let sought = matches!(last, Some(Deed::Wait | Deed::Search | Deed::Look | Deed::Speak | Deed::Phone));
        clause.absent |= (word(0) == "for" && sought)
            || matches!(word(0), "about" | "without")
            || (word(0) == "from" && lexicon::thing(before) == Some(ThingKind::Prop(Hold::Paper)))
            || (last == Some(Deed::Think) && matches!(word(0), "of" | "about"));
        Some(length)
    }

    /// A comma or an "and": what was named since the verb belongs to it; a new subject may follow.
    fn join(&self, word: &str, clause: &mut Clause, said: &mut Sentence, index: usize) {
        if clause.verb {
            *clause = Clause { and: word == "and", ..Clause::default() };
            return;
        }
        let ends = word != "," && word != "(" && word != ")";
        if ends && !clause.people.is_empty() && clause.place.is_some() && !clause.part && !clause.muddled {
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

    fn people(&self, people: Vec<usize>, part: bool, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
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
        let others: Vec<usize> = people.iter().filter(|one| !act.who.contains(one)).copied().collect();
        if let (Some(relation), Some(one)) = (relation.filter(|_| preposition && !part), others.first())
            && act.place.is_none()
            && Place::is_told_by(act.deed, relation, true)
        {
            act.place = Some(Place { relation, of: PlaceOf::Person(*one) });
        }
        act.whom.extend(others);
    }

    fn thing(thing: Thing, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
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
        if let Some(place) = place.filter(|place| Place::is_told_by(act.deed, place.relation, false)) {
            act.place.get_or_insert(place);
        }
        if with { act.with.push(thing) } else { act.what.push(thing) }
    }

    fn act(&self, deed: Deed, sentence: usize, hangs: bool, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
        let before = std::mem::take(clause);
        clause.verb = true;
        if before.nobody {
            said.withheld = true;
            clause.absent = true;
            return;
        }
        let act = Act { what: before.places, place: before.place, ..Act::of(deed, sentence) };
        let alone = before.people.is_empty() && before.thing.is_none() && before.stranger.is_none();
        if alone && before.led && deed.is_posture() {
            clause.inverted = true;
            said.acts.push(act);
            return;
        }
        if let Some(stranger) = before.stranger.filter(|_| before.people.is_empty() && before.thing.is_none()) {
            if nouns::is_part(&stranger) {
                said.withheld = true;
                clause.absent = true;
            } else if verbs::is_of_things(deed) {
                let subject = Thing { name: stranger, what: ThingKind::Other, stressed: false };
                said.acts.push(Act { subject: Some(subject), ..act });
            } else {
                said.strangers.push(stranger);
                clause.absent = true;
            }
            return;
        }
        let (mut who, mut subject) = (before.people, before.thing);
        if alone {
            match said.subject.clone() {
                // "Sitting on the floor, Mara counts": who it is comes later.
                None if hangs => {}
                Some(last) => (who, subject) = last,
                None if !memory.subject.is_empty() => who.clone_from(&memory.subject),
                None if memory.everybody().len() == 1 => who = memory.everybody(),
                None => {}
            }
        }
        who.sort_unstable();
        who.dedup();
        if !who.is_empty() {
            memory.subject.clone_from(&who);
            subject = None;
        }
        said.subject = Some((who.clone(), subject.clone()));
        said.acts.push(Act { who, subject, ..act });
    }

    /// Something is done to the subject.
    fn suffer(&self, deed: Deed, sentence: usize, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
        let before = std::mem::take(clause);
        (clause.verb, clause.passive) = (true, true);
        memory.subject.clone_from(&before.people);
        said.subject = Some((before.people.clone(), before.thing.clone()));
        said.passives.push(said.acts.len());
        if deed.travels() {
            said.conveys.push(said.acts.len());
        }
        said.acts.push(Act {
            whom: before.people,
            what: before.thing.into_iter().chain(before.places).collect(),
            place: before.place,
            ..Act::of(deed, sentence)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::script;
    use super::super::words::sentences;
    use super::*;

    /// Acts as `who:Deed(what,…)→whom`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let names = script("MARA\n> a\nTOM\n> b\nLENA\n> c\nOLD KEEPER\n> d\n");
        let verbs = Verbs::in_language("en");
        let cast = Cast::of(&names, verbs);
        let reader = Reader { cast: &cast, verbs };
        let mut memory = Memory::default();
        let mut acts = Vec::new();
        for (index, tokens) in sentences(text).iter().enumerate() {
            acts.extend(reader.read(tokens, index, &mut memory).acts);
        }
        let name = |index: &usize| cast.characters[*index].name.chars().next().unwrap().to_string();
        let list = |who: &[usize]| who.iter().map(name).collect::<String>();
        let told: Vec<String> = acts
            .iter()
            .map(|act| {
                let who = act.subject.as_ref().map_or(list(&act.who), |thing| thing.name.clone());
                let what: Vec<&str> = act.what.iter().map(|thing| thing.name.as_str()).collect();
                let mut told = format!("{who}:{:?}", act.deed);
                if !what.is_empty() {
                    told += &format!("({})", what.join(","));
                }
                if !act.whom.is_empty() {
                    told += &format!(">{}", list(&act.whom));
                }
                told
            })
            .collect();
        assert_eq!(told.join(" "), expected, "{text}");
    }

    #[test]
    fn who_does_what_to_whom() {
        check("Mara walks to the window.", "M:Walk(window)");
        check("Mara hands Tom the letter.", "M:Give(letter)>T");
        check("Tom sits at the table and reads the book.", "T:Sit(table) T:Read(book)");
        check("Mara and Tom sit.", "MT:Sit");
        check("Tom enters. He looks at Mara.", "T:Enter T:Look>M");
        check("She turns as Tom enters.", "T:Enter");
        check("Mara stands by the window, looking out to sea.", "M:Wait(window) M:Look(sea)");
        check("The phone RINGS. Mara answers it.", "phone:Ring M:Phone(phone)");
        check("The door opens. Lena runs in.", "door:OpenDoor L:Enter");
        check("Tom opens the door and leaves.", "T:OpenDoor(door) T:Exit");
        check("Mara's hands shake.", "M:ShakeHead");
        check("At the window, Mara picks the letter up.", "M:PickUp(window,letter)");
        check("Mara wants to sit.", "");
        check("The old keeper kneels.", "O:Kneel");
        check("They embrace.", "");
        check("Mara and Tom wait. They embrace.", "MT:Wait MT:Embrace");
        check("A photo of Tom lies on the desk.", "photo:Lie(desk)");
        check("The lights flicker.", "lights:Shine");
        check("In the middle stands a small IRON BOX.", "iron box:Wait");
        check("On the table lies a LETTER.", "letter:Lie(table)");
        check("Mara walks to the door with a lantern.", "M:Walk(door)");
        check("Mara sits and leaves the other end free.", "M:Sit");
        check("Tom leaves the room.", "T:Exit(room)");
    }
}
