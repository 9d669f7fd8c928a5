//! Who does it: the subject of a verb, said or not.

use super::clause::Clause;
use super::{Act, Memory, Reader, Sentence, nouns, verbs};
use crate::breakdown::deed::{Deed, Thing, ThingKind};

impl Reader<'_> {
    pub(super) fn act(
        &self,
        deed: Deed,
        sentence: usize,
        hangs: bool,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
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
        if let Some(stranger) =
            before.stranger.filter(|_| before.people.is_empty() && before.thing.is_none())
        {
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
    pub(super) fn suffer(
        &self,
        deed: Deed,
        sentence: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
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

    /// A verb that is not staged: its subject does what follows all the same.
    pub(super) fn skip_verb(&self, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
        if !clause.people.is_empty() {
            clause.verb = true;
            memory.subject.clone_from(&clause.people);
            said.subject = Some((clause.people.clone(), None));
        } else if clause.thing.is_none() {
            clause.verb |= said.subject.is_some();
        }
    }
}
