//! Edits: the one way to change a film.

use maquette_time::Flicks;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Id, Kind, Record};

/// The fields of a record by name. Values are plain JSON: no number beyond an `i64` or an `f64`.
pub type Fields = Map<String, Value>;

/// One change to one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Adds a record after all others of its kind. If the id is already there (deleted or not), the record
    /// lives again and takes these fields.
    Create { id: Id, kind: Kind, fields: Fields },
    /// Sets one field.
    Set { id: Id, field: String, value: Value },
    /// Takes a record out of the film; it can live again.
    Delete { id: Id },
    /// Moves a record in the order of its kind: after another, or to the head.
    Place { id: Id, after: Option<Id> },
    /// Replaces `delete` characters at character `at` of a text field by `insert`.
    Splice { id: Id, field: String, at: usize, delete: usize, insert: String },
}

impl Edit {
    /// Adds `record` under `id`.
    pub fn create<T: Record>(id: Id, record: &T) -> Self {
        Self::Create { id, kind: T::KIND, fields: fields_of(record) }
    }

    /// Sets `field` to `value`.
    pub fn set<T: Serialize>(id: Id, field: &str, value: &T) -> Self {
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        Self::Set { id, field: field.to_owned(), value }
    }

    /// The record that it changes.
    pub fn id(&self) -> Id {
        match self {
            Self::Create { id, .. }
            | Self::Set { id, .. }
            | Self::Delete { id }
            | Self::Place { id, .. }
            | Self::Splice { id, .. } => *id,
        }
    }
}

/// The fields of a record, as a create writes them.
pub fn fields_of<T: Record>(record: &T) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => Fields::new(),
    }
}

/// What a person did in one gesture: one step of undo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// As undo names it: `Move shot 0030`.
    pub label: String,
    pub edits: Vec<Edit>,
    /// Where the hands were when it began; an undo brings them back there.
    pub place: Option<Place>,
    /// It is one key of many: it may become one step with the keys before it.
    pub typed: bool,
}

impl Transaction {
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits, ..Self::default() }
    }

    /// One key in a text: keys that follow one another in one place, one direction and without a pause are one
    /// step.
    pub fn typed(label: impl Into<String>, splice: Edit) -> Self {
        Self { typed: true, ..Self::new(label, vec![splice]) }
    }

    /// The same, begun at `place`.
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }
}

/// Where a person is in a film.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The records that are selected.
    pub selection: Vec<Id>,
    /// The playhead.
    pub time: Flicks,
}

/// What became of the film, for whoever mirrors it.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// These fields of a living record are now so; the record is new if it was not known.
    Fields { id: Id, kind: Kind, fields: Fields },
    /// The record is no longer in the film.
    Gone { id: Id, kind: Kind },
    /// A living record stands behind this one of its kind, or at the head.
    Placed { id: Id, kind: Kind, after: Option<Id> },
    /// The living records of a kind, in order.
    Order { kind: Kind, ids: Vec<Id> },
}
