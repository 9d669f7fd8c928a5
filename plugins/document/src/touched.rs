//! What a gesture touched, as the changes to tell the world.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::Value;

use crate::records::{ALIVE, Records};
use crate::schema::{ForKind, for_kind};
use crate::value::plain;
use crate::{Change, Fields, Id, Kind, Record, fields_of};

/// Records touched so far, in the order in which they were first touched.
#[derive(Default)]
pub(crate) struct Touched {
    entries: Vec<Entry>,
    /// Looked up, never walked.
    places: HashMap<Id, usize>,
    /// Records that came, came back or moved.
    placed: BTreeMap<Kind, BTreeSet<Id>>,
}

/// Of more records than this the whole order of their kind is told at once.
const MANY: usize = 32;

struct Entry {
    id: Id,
    kind: Kind,
    lived: bool,
    names: BTreeSet<String>,
    /// The fields it was made with, to spare reading them back.
    made: Option<Fields>,
}

impl Touched {
    /// A record is about to be made with these fields.
    pub(crate) fn make(&mut self, id: Id, kind: Kind, fields: Fields) {
        self.place(id, kind);
        self.entry(id, kind, false).made = Some(fields);
    }

    /// A field is about to change.
    pub(crate) fn field(&mut self, records: &Records, id: Id, name: &str) {
        let Some(kind) = records.kind(id) else { return };
        if name == ALIVE {
            self.place(id, kind);
        }
        let entry = self.entry(id, kind, records.lives(id));
        entry.made = None;
        if name != ALIVE {
            entry.names.insert(name.to_owned());
        }
    }

    /// A record is about to stand elsewhere.
    pub(crate) fn place(&mut self, id: Id, kind: Kind) {
        self.placed.entry(kind).or_default().insert(id);
    }

    /// What became of it all: records first, then orders.
    pub(crate) fn changes(self, records: &Records) -> Vec<Change> {
        let mut changes: Vec<Change> =
            self.entries.into_iter().filter_map(|entry| entry.change(records)).collect();
        for (kind, placed) in self.placed {
            changes.extend(places(records, kind, placed));
        }
        changes
    }

    fn entry(&mut self, id: Id, kind: Kind, lived: bool) -> &mut Entry {
        let place = *self.places.entry(id).or_insert(self.entries.len());
        if place == self.entries.len() {
            self.entries.push(Entry { id, kind, lived, names: BTreeSet::new(), made: None });
        }
        &mut self.entries[place]
    }
}

/// Where these records stand now, each behind one that stands already when it is told.
fn places(records: &Records, kind: Kind, placed: BTreeSet<Id>) -> Vec<Change> {
    if MANY < placed.len() {
        return vec![Change::Order { kind, ids: records.living(kind) }];
    }
    let living = placed.into_iter().filter(|id| records.lives(*id));
    let mut places: Vec<(usize, Id)> =
        living.filter_map(|id| Some((records.position(kind, id)?, id))).collect();
    places.sort_unstable();
    let change = |(at, id)| Change::Placed { id, kind, after: records.living_before(kind, at) };
    places.into_iter().map(change).collect()
}

impl Entry {
    fn change(self, records: &Records) -> Option<Change> {
        let Self { id, kind, lived, names, made } = self;
        match (lived, records.lives(id)) {
            (true, false) => Some(Change::Gone { id, kind }),
            (false, false) => None,
            (false, true) => {
                let fields = made.unwrap_or_else(|| records.fields(id));
                Some(Change::Fields { id, kind, fields })
            }
            (true, true) => {
                let fields: Fields = names
                    .into_iter()
                    .map(|name| {
                        let value = records.value(id, &name).map(|value| plain(&value));
                        let value = value.unwrap_or_else(|| initial(kind, &name));
                        (name, value)
                    })
                    .collect();
                (!fields.is_empty()).then_some(Change::Fields { id, kind, fields })
            }
        }
    }
}

/// What a field of a kind is before anyone sets it, if there is such a field.
pub(crate) fn initial(kind: Kind, name: &str) -> Value {
    defaults(kind).get(name).cloned().unwrap_or(Value::Null)
}

/// The fields of a kind, as a new record has them.
pub(crate) fn defaults(kind: Kind) -> &'static Fields {
    static ALL: LazyLock<[Fields; Kind::ALL.len()]> =
        LazyLock::new(|| Kind::ALL.map(|kind| for_kind(kind, New)));
    &ALL[kind as usize]
}

struct New;

impl ForKind for New {
    type Output = Fields;
    fn with<T: Record>(self) -> Fields {
        fields_of(&T::default())
    }
}
