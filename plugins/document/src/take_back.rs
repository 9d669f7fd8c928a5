//! The same hand taking something back: only what still is as a step of mine left it.

use loro::{LoroError, LoroValue};

use crate::Id;
use crate::compare::name_of;
use crate::hand::Hand;
use crate::records::{ALIVE, PLACE};
use crate::text::{Gap, Run, count};
use crate::undo::Inverse;
use crate::value::plain;

impl Hand<'_> {
    /// Takes back one thing; or leaves it, and says so, if somebody else has changed it since.
    pub(crate) fn put_back(&mut self, inverse: &Inverse) -> Result<(), LoroError> {
        if let Some(words) = self.objection(inverse) {
            self.work.held.push(inverse.clone());
            self.say(words);
            return Ok(());
        }
        match inverse {
            Inverse::Unmake { id } => self.set_alive(*id, false, Inverse::Remake { id: *id }),
            Inverse::Remake { id } => self.set_alive(*id, true, Inverse::Unmake { id: *id }),
            Inverse::Put { id, field, value, theirs, over_theirs } => {
                let was = self.records.value(*id, field);
                self.work.touched.field(self.records, *id, field);
                self.records.write(*id, field, value.clone())?;
                self.history.mark(*id, field, *theirs);
                let (field, theirs, over_theirs) = (field.clone(), *over_theirs, *theirs);
                let put = Inverse::Put { id: *id, field, value: was, theirs, over_theirs };
                self.work.inverse.push(put);
                Ok(())
            }
            Inverse::Place { id, after, theirs, over_theirs } => {
                let Some(before) = self.records.place(*id, *after)? else { return Ok(()) };
                let Some(kind) = self.records.kind(*id) else { return Ok(()) };
                self.work.touched.place(*id, kind);
                self.history.mark(*id, PLACE, *theirs);
                let (theirs, over_theirs) = (*over_theirs, *theirs);
                let place = Inverse::Place { id: *id, after: before, theirs, over_theirs };
                self.work.inverse.push(place);
                Ok(())
            }
            Inverse::TakeOut { id, field, characters } => self.take_out(*id, field, characters),
            Inverse::PutIn { id, field, gap, text, characters } => {
                self.put_in(*id, field, *gap, text, characters)
            }
        }
    }

    /// Why something has to be left as it is, in words for the person.
    fn objection(&self, inverse: &Inverse) -> Option<String> {
        if self.alone {
            return None;
        }
        match inverse {
            Inverse::Unmake { id } => {
                let theirs = !self.records.editors(*id).is_subset(self.mine)
                    || self.history.shows_theirs_in(*id);
                theirs.then(|| format!("{} was changed since", self.name_of(*id)))
            }
            Inverse::Remake { id } => self.objection_to_register(*id, ALIVE, false),
            Inverse::Put { id, field, over_theirs, .. } => {
                self.objection_to_register(*id, field, *over_theirs)
            }
            Inverse::Place { id, over_theirs, .. } => self
                .is_changed_since(self.records.last_mover(*id), *id, PLACE, *over_theirs)
                .then(|| format!("{} was moved since", self.name_of(*id))),
            // Characters are found one by one, wherever they are by now.
            Inverse::TakeOut { .. } | Inverse::PutIn { .. } => None,
        }
    }

    fn objection_to_register(&self, id: Id, field: &str, over_theirs: bool) -> Option<String> {
        let editor = self.records.last_editor(id, field);
        if !self.is_changed_since(editor, id, field, over_theirs) {
            return None;
        }
        let record = self.name_of(id);
        Some(match field {
            ALIVE => format!("{record} was deleted or brought back since"),
            field => format!("{} of {record} was changed since", field.replace('_', " ")),
        })
    }

    /// Whether a register no longer shows what a step of mine left there.
    fn is_changed_since(
        &self,
        editor: Option<u64>,
        id: Id,
        field: &str,
        over_theirs: bool,
    ) -> bool {
        editor.is_some_and(|peer| !self.mine.contains(&peer))
            || self.history.theirs.contains(&(id, field.to_owned())) != over_theirs
    }

    fn set_alive(&mut self, id: Id, alive: bool, inverse: Inverse) -> Result<(), LoroError> {
        self.work.touched.field(self.records, id, ALIVE);
        self.records.write(id, ALIVE, Some(LoroValue::Bool(alive)))?;
        self.work.inverse.push(inverse);
        Ok(())
    }

    fn take_out(&mut self, id: Id, field: &str, characters: &[Run]) -> Result<(), LoroError> {
        let Some(text) = self.records.text(id, field)? else { return Ok(()) };
        let places = self.history.stands.find(&text, characters);
        if places.iter().map(|(_, length)| length).sum::<usize>() < count(characters) {
            self.say(format!("part of {field} of {} was deleted since", self.name_of(id)));
        }
        self.work.touched.field(self.records, id, field);
        places.into_iter().try_for_each(|(at, length)| self.cut(&text, id, field, at, length))
    }

    fn put_in(
        &mut self,
        id: Id,
        field: &str,
        gap: Gap,
        insert: &str,
        characters: &[Run],
    ) -> Result<(), LoroError> {
        let Some(text) = self.records.text(id, field)? else { return Ok(()) };
        self.work.touched.field(self.records, id, field);
        let stands = self.history.stands.restore(&text, gap, insert, characters)?;
        self.work.stands.extend(stands);
        let (field, characters) = (field.to_owned(), characters.to_vec());
        self.work.inverse.push(Inverse::TakeOut { id, field, characters });
        Ok(())
    }

    fn say(&mut self, words: String) {
        if !self.work.skipped.contains(&words) {
            self.work.skipped.push(words);
        }
    }

    /// As a person would call it: `shot 0030`, `figure MARA`.
    fn name_of(&self, id: Id) -> String {
        let Some(kind) = self.records.kind(id) else { return "a record".to_owned() };
        name_of(kind, |field| self.records.value(id, field).map(|value| plain(&value)))
    }
}
