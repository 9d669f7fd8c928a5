//! One gesture at work on the records: it writes, and keeps what takes each write back.

use std::collections::BTreeSet;

use loro::{LoroError, LoroText, LoroValue};
use serde_json::Value;

use crate::records::{ALIVE, PLACE, Records, is_text};
use crate::text::{Stand, difference};
use crate::touched::Touched;
use crate::undo::{History, Inverse};
use crate::value::stored;
use crate::{Edit, Fields, Id, Kind};

pub(crate) struct Hand<'a> {
    pub(crate) records: &'a mut Records,
    pub(crate) history: &'a mut History,
    /// The peers that are me: this opening and all before it.
    pub(crate) mine: &'a BTreeSet<u64>,
    /// Nobody else has ever written to this film.
    pub(crate) alone: bool,
    /// What it has done so far; the last first to be taken back.
    pub(crate) work: Work,
}

/// What a gesture left behind.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) touched: Touched,
    /// In the order in which they are to be applied.
    pub(crate) inverse: Vec<Inverse>,
    pub(crate) held: Vec<Inverse>,
    pub(crate) stands: Vec<Stand>,
    /// What was left alone, and why: because somebody else has changed it since.
    pub(crate) skipped: Vec<String>,
}

impl<'a> Hand<'a> {
    pub(crate) fn new(
        records: &'a mut Records,
        history: &'a mut History,
        mine: &'a BTreeSet<u64>,
    ) -> Self {
        let alone = records.peers().is_subset(mine);
        Self { records, history, mine, alone, work: Work::default() }
    }

    pub(crate) fn finish(mut self) -> Work {
        self.work.inverse.reverse();
        self.work
    }

    /// Does an edit that was checked.
    pub(crate) fn edit(&mut self, edit: Edit) -> Result<(), LoroError> {
        match edit {
            Edit::Create { id, kind, fields } => self.create(id, kind, fields),
            Edit::Set { id, field, value } => self.set(id, &field, &value),
            Edit::Delete { id } if self.records.lives(id) => {
                self.write(id, ALIVE, Some(LoroValue::Bool(false)))
            }
            Edit::Delete { .. } => Ok(()),
            Edit::Place { id, after } => self.place(id, after),
            Edit::Splice { id, field, at, delete, insert } => {
                self.splice(id, &field, at, delete, &insert)
            }
        }
    }

    fn create(&mut self, id: Id, kind: Kind, fields: Fields) -> Result<(), LoroError> {
        if self.records.kind(id).is_none() {
            self.records.add(id, kind, &fields)?;
            self.work.touched.make(id, kind, fields);
            self.work.inverse.push(Inverse::Unmake { id });
            return Ok(());
        }
        if !self.records.lives(id) {
            self.write(id, ALIVE, Some(LoroValue::Bool(true)))?;
        }
        fields.iter().try_for_each(|(name, value)| self.set(id, name, value))
    }

    fn set(&mut self, id: Id, field: &str, value: &Value) -> Result<(), LoroError> {
        if self.records.kind(id).is_some_and(|kind| is_text(kind, field)) {
            let Some(text) = self.records.text(id, field)? else { return Ok(()) };
            let new = value.as_str().unwrap_or_default();
            let (at, delete, insert) = difference(&text.to_string(), new);
            return self.splice(id, field, at, delete, &insert);
        }
        self.write(id, field, stored(value))
    }

    fn write(&mut self, id: Id, field: &str, value: Option<LoroValue>) -> Result<(), LoroError> {
        let was = self.records.value(id, field);
        if was == value {
            return Ok(());
        }
        let theirs = self.shows_theirs(self.records.last_editor(id, field), id, field);
        self.work.touched.field(self.records, id, field);
        self.records.write(id, field, value)?;
        self.history.mark(id, field, false);
        let field = field.to_owned();
        self.work.inverse.push(Inverse::Put { id, field, value: was, theirs, over_theirs: false });
        Ok(())
    }

    fn place(&mut self, id: Id, after: Option<Id>) -> Result<(), LoroError> {
        let theirs = self.shows_theirs(self.records.last_mover(id), id, PLACE);
        let Some(kind) = self.records.kind(id) else { return Ok(()) };
        let Some(before) = self.records.place(id, after)? else { return Ok(()) };
        self.work.touched.place(id, kind);
        self.history.mark(id, PLACE, false);
        self.work.inverse.push(Inverse::Place { id, after: before, theirs, over_theirs: false });
        Ok(())
    }

    fn splice(
        &mut self,
        id: Id,
        field: &str,
        at: usize,
        delete: usize,
        insert: &str,
    ) -> Result<(), LoroError> {
        let Some(text) = self.records.text(id, field)? else { return Ok(()) };
        if delete == 0 && insert.is_empty() {
            return Ok(());
        }
        self.work.touched.field(self.records, id, field);
        self.cut(&text, id, field, at, delete)?;
        if !insert.is_empty() {
            text.insert(at, insert)?;
            let (characters, _) = self.history.stands.look(&text, at, insert.chars().count());
            self.work.inverse.push(Inverse::TakeOut { id, field: field.to_owned(), characters });
        }
        Ok(())
    }

    /// Deletes characters and keeps what puts them back.
    pub(crate) fn cut(
        &mut self,
        text: &LoroText,
        id: Id,
        field: &str,
        at: usize,
        length: usize,
    ) -> Result<(), LoroError> {
        if length == 0 {
            return Ok(());
        }
        let (characters, gap) = self.history.stands.look(text, at, length);
        let gone = text.slice(at, at + length)?;
        text.delete(at, length)?;
        self.work.inverse.push(Inverse::PutIn {
            id,
            field: field.to_owned(),
            gap,
            text: gone,
            characters,
        });
        Ok(())
    }

    /// Whether what a register shows was written by somebody else.
    fn shows_theirs(&self, editor: Option<u64>, id: Id, field: &str) -> bool {
        !self.alone
            && editor.is_some_and(|peer| {
                !self.mine.contains(&peer) || self.history.theirs.contains(&(id, field.to_owned()))
            })
    }
}
