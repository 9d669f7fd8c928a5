//! Whether edits make sense, before anything is written: a transaction is taken whole or not at all.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::records::{Records, is_text};
use crate::schema::{ForKind, for_kind};
use crate::touched::defaults;
use crate::value::can_store;
use crate::{Edit, Fields, Id, Kind, Record};

/// Why an edit cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no record {id}; create it first")]
    Unknown { id: Id },
    #[error("the {} {id} was deleted; bring it back first", kind.name())]
    Deleted { id: Id, kind: Kind },
    #[error("{id} is a {}, not a {}", is.name(), asked.name())]
    OtherKind { id: Id, is: Kind, asked: Kind },
    #[error("a film has one film record, which cannot be deleted and has an id of its own")]
    OneFilm,
    #[error("a {} has no field {field:?}", kind.name())]
    NoField { kind: Kind, field: String },
    #[error("{field:?} of a {} cannot be {value}: {why}", kind.name())]
    Value { kind: Kind, field: String, value: String, why: String },
    #[error("{field:?} of a {} is not a text; set it whole", kind.name())]
    NotText { kind: Kind, field: String },
    #[error("the text of {id} has {length} characters; {at} to {end} is not in it")]
    OutOfText { id: Id, length: usize, at: usize, end: usize },
}

/// Checks edits one after another, each against what the ones before it will have made.
pub(crate) fn check(records: &Records, edits: &[Edit]) -> Result<(), EditError> {
    let mut plan = Plan { records, states: BTreeMap::new(), lengths: BTreeMap::new() };
    edits.iter().try_for_each(|edit| plan.check(edit))
}

struct Plan<'a> {
    records: &'a Records,
    /// Kind, and whether it lives.
    states: BTreeMap<Id, (Kind, bool)>,
    /// Characters of texts that the edits change.
    lengths: BTreeMap<Id, usize>,
}

impl Plan<'_> {
    fn check(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Create { id, kind, fields } => self.create(*id, *kind, fields),
            Edit::Set { id, field, value } => {
                let kind = self.living(*id)?;
                check_field(kind, field, value)?;
                self.set_length(*id, kind, field, value);
                Ok(())
            }
            Edit::Delete { id } => {
                let (kind, _) = self.state(*id)?;
                if kind == Kind::Film {
                    return Err(EditError::OneFilm);
                }
                self.states.insert(*id, (kind, false));
                Ok(())
            }
            Edit::Place { id, after } => {
                let kind = self.living(*id)?;
                match after.map(|after| (after, self.state(after))) {
                    Some((_, Err(error))) => Err(error),
                    Some((id, Ok((is, _)))) if is != kind => {
                        Err(EditError::OtherKind { id, is, asked: kind })
                    }
                    _ => Ok(()),
                }
            }
            Edit::Splice { id, field, at, delete, insert } => {
                self.splice(*id, field, *at, *delete, insert)
            }
        }
    }

    fn state(&self, id: Id) -> Result<(Kind, bool), EditError> {
        let stored = || Some((self.records.kind(id)?, self.records.lives(id)));
        self.states.get(&id).copied().or_else(stored).ok_or(EditError::Unknown { id })
    }

    fn living(&self, id: Id) -> Result<Kind, EditError> {
        match self.state(id)? {
            (kind, true) => Ok(kind),
            (kind, false) => Err(EditError::Deleted { id, kind }),
        }
    }

    fn create(&mut self, id: Id, kind: Kind, fields: &Fields) -> Result<(), EditError> {
        if id.is_none() {
            return Err(EditError::Unknown { id });
        }
        if (kind == Kind::Film) != (id == Id::FILM) {
            return Err(EditError::OneFilm);
        }
        if let Ok((is, _)) = self.state(id)
            && is != kind
        {
            return Err(EditError::OtherKind { id, is, asked: kind });
        }
        check_fields(kind, fields)?;
        self.states.insert(id, (kind, true));
        for (field, value) in fields {
            self.set_length(id, kind, field, value);
        }
        Ok(())
    }

    fn set_length(&mut self, id: Id, kind: Kind, field: &str, value: &Value) {
        if is_text(kind, field) {
            self.lengths.insert(id, value.as_str().map_or(0, |text| text.chars().count()));
        }
    }

    fn splice(
        &mut self,
        id: Id,
        field: &str,
        at: usize,
        delete: usize,
        insert: &str,
    ) -> Result<(), EditError> {
        let kind = self.living(id)?;
        if !is_text(kind, field) {
            return Err(EditError::NotText { kind, field: field.to_owned() });
        }
        let length = self.lengths.get(&id).copied().unwrap_or_else(|| {
            let text = self.records.value(id, field);
            text.and_then(|text| text.into_string().ok()).map_or(0, |text| text.chars().count())
        });
        let end = at.saturating_add(delete);
        if end > length {
            return Err(EditError::OutOfText { id, length, at, end });
        }
        self.lengths.insert(id, length - delete + insert.chars().count());
        Ok(())
    }
}

fn check_field(kind: Kind, field: &str, value: &Value) -> Result<(), EditError> {
    check_fields(kind, &Fields::from_iter([(field.to_owned(), value.clone())]))
}

/// Whether a record of `kind` can have these fields.
fn check_fields(kind: Kind, fields: &Fields) -> Result<(), EditError> {
    let known = defaults(kind);
    if let Some(field) = fields.keys().find(|name| !known.contains_key(*name)) {
        return Err(EditError::NoField { kind, field: field.clone() });
    }
    if let Some((field, value)) = fields.iter().find(|(_, value)| !can_store(value)) {
        return Err(fault(kind, field, value, "the number is too large".into()));
    }
    if for_kind(kind, Reads(fields)).is_ok() {
        return Ok(());
    }
    for (field, value) in fields {
        let alone = Fields::from_iter([(field.clone(), value.clone())]);
        if let Err(why) = for_kind(kind, Reads(&alone)) {
            return Err(fault(kind, field, value, why));
        }
    }
    Ok(())
}

fn fault(kind: Kind, field: &str, value: &Value, why: String) -> EditError {
    let value = value.to_string().chars().take(60).collect();
    EditError::Value { kind, field: field.to_owned(), value, why }
}

struct Reads<'a>(&'a Fields);

impl ForKind for Reads<'_> {
    type Output = Result<(), String>;
    fn with<T: Record>(self) -> Self::Output {
        T::deserialize(self.0).map(|_| ()).map_err(|why| why.to_string())
    }
}
