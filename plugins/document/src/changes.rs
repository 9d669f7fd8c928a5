//! The film that edits alone would make: for previews, and for tests without a file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Change, Edit, Fields, Id, Kind};

/// What a fresh film of only these edits would be, as changes to an empty world. An edit that makes no sense
/// there is passed over.
pub fn changes_from_edits(edits: &[Edit]) -> Vec<Change> {
    let mut sheet = Sheet::default();
    for edit in edits {
        sheet.take(edit);
    }
    Kind::ALL.into_iter().flat_map(|kind| sheet.changes(kind)).collect()
}

#[derive(Default)]
struct Sheet {
    records: BTreeMap<Id, Line>,
    order: BTreeMap<Kind, Vec<Id>>,
}

struct Line {
    kind: Kind,
    alive: bool,
    fields: Fields,
}

impl Sheet {
    fn take(&mut self, edit: &Edit) {
        match edit {
            Edit::Create { id, kind, fields } => self.create(*id, *kind, fields),
            Edit::Set { id, field, value } => {
                if let Some(line) = self.living(*id) {
                    line.fields.insert(field.clone(), value.clone());
                }
            }
            Edit::Delete { id } => {
                if let Some(line) = self.living(*id) {
                    line.alive = false;
                }
            }
            Edit::Place { id, after } => self.place(*id, *after),
            Edit::Splice { id, field, at, delete, insert } => {
                if let Some(Value::String(text)) =
                    self.living(*id).and_then(|line| line.fields.get_mut(field))
                {
                    *text = spliced(text, *at, *delete, insert);
                }
            }
        }
    }

    fn living(&mut self, id: Id) -> Option<&mut Line> {
        self.records.get_mut(&id).filter(|line| line.alive)
    }

    fn create(&mut self, id: Id, kind: Kind, fields: &Fields) {
        let order = &mut self.order;
        let line = self.records.entry(id).or_insert_with(|| {
            order.entry(kind).or_default().push(id);
            Line { kind, alive: true, fields: Fields::new() }
        });
        line.alive = true;
        line.fields.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    }

    fn place(&mut self, id: Id, after: Option<Id>) {
        let Some(kind) = self.living(id).map(|line| line.kind) else { return };
        let ids = self.order.entry(kind).or_default();
        ids.retain(|other| *other != id);
        let head = after.and_then(|after| ids.iter().position(|other| *other == after));
        ids.insert(head.map_or(0, |place| place + 1), id);
    }

    fn changes(&mut self, kind: Kind) -> Vec<Change> {
        let mut ids = self.order.remove(&kind).unwrap_or_default();
        ids.retain(|id| self.records.get(id).is_some_and(|line| line.alive));
        let mut changes = Vec::new();
        for id in &ids {
            let fields = self.records.remove(id).map(|line| line.fields).unwrap_or_default();
            changes.push(Change::Fields { id: *id, kind, fields });
        }
        if !ids.is_empty() {
            changes.push(Change::Order { kind, ids });
        }
        changes
    }
}

/// `text` with `delete` characters at character `at` replaced by `insert`.
fn spliced(text: &str, at: usize, delete: usize, insert: &str) -> String {
    let (head, tail) = (text.chars().take(at), text.chars().skip(at.saturating_add(delete)));
    head.chain(insert.chars()).chain(tail).collect()
}
