//! The records in the CRDT: a map for each, keyed by its id, and one list of ids for each kind.
//!
//! Nothing is ever taken out: a deleted record is one whose register says so, and its place in the order
//! stays, so that it comes back where it was.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use loro::{
    CommitOptions, Container, ExportMode, IdSpan, LoroDoc, LoroError, LoroMap, LoroMovableList,
    LoroText, LoroValue, ValueOrContainer,
};

use crate::value::{plain, stored};
use crate::{Change, Fields, Id, Kind};

/// The register that says what a record is.
const KIND: &str = "#kind";
/// The register that says whether a record is in the film; unset is yes.
pub(crate) const ALIVE: &str = "#alive";
/// The name under which guards know a record's place in its order.
pub(crate) const PLACE: &str = "#place";

/// Whether characters of this field merge one by one; all other fields are registers.
pub(crate) fn is_text(kind: Kind, field: &str) -> bool {
    kind == Kind::Text && field == "body"
}

pub(crate) struct Records {
    crdt: LoroDoc,
    /// Looked up, never walked.
    known: HashMap<Id, Known>,
    /// The lists as they stand in the CRDT, with the dead and with repeats; what is no id is [`Id::NONE`].
    order: BTreeMap<Kind, Vec<Id>>,
    /// Operations of this opening that are in the journal.
    journalled: i32,
}

#[derive(Clone, Copy)]
struct Known {
    kind: Kind,
    alive: bool,
}

/// What was written since the journal last heard: a span of this opening's operations, and their bytes.
pub(crate) struct Written {
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) payload: Vec<u8>,
}

impl Records {
    /// Takes over a CRDT as it was loaded; what is written from here on is written by `peer`.
    pub(crate) fn new(crdt: LoroDoc, peer: u64) -> Result<Self, LoroError> {
        crdt.set_peer_id(peer)?;
        let mut records =
            Self { crdt, known: HashMap::new(), order: BTreeMap::new(), journalled: 0 };
        let root = records.root();
        for key in root.keys() {
            let Ok(id) = key.parse::<Id>() else { continue };
            let Some(map) = child(&root, &key) else { continue };
            let Some(kind) = kind_in(&map) else { continue };
            let alive = !matches!(value_in(&map, ALIVE), Some(LoroValue::Bool(false)));
            records.known.insert(id, Known { kind, alive });
        }
        for kind in Kind::ALL {
            let ids = records.list(kind).to_vec().iter().map(listed_id).collect();
            records.order.insert(kind, ids);
        }
        Ok(records)
    }

    pub(crate) fn kind(&self, id: Id) -> Option<Kind> {
        Some(self.known.get(&id)?.kind)
    }

    /// Whether the record is there and not deleted.
    pub(crate) fn lives(&self, id: Id) -> bool {
        self.known.get(&id).is_some_and(|known| known.alive)
    }

    /// The living records of a kind, in order, each once.
    pub(crate) fn living(&self, kind: Kind) -> Vec<Id> {
        let mut seen = HashSet::new();
        let ids = self.order.get(&kind).into_iter().flatten().copied();
        ids.filter(|&id| self.lives(id) && self.kind(id) == Some(kind) && seen.insert(id)).collect()
    }

    /// All that lives, as changes to an empty world.
    pub(crate) fn changes_from_nothing(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for kind in Kind::ALL {
            let ids = self.living(kind);
            for &id in &ids {
                changes.push(Change::Fields { id, kind, fields: self.fields(id) });
            }
            if !ids.is_empty() {
                changes.push(Change::Order { kind, ids });
            }
        }
        changes
    }

    /// All fields of a record.
    pub(crate) fn fields(&self, id: Id) -> Fields {
        let Some(LoroValue::Map(map)) = self.map(id).map(|map| map.get_deep_value()) else {
            return Fields::new();
        };
        let fields = map.iter().filter(|(name, _)| !name.starts_with('#'));
        fields.map(|(name, value)| (name.clone(), plain(value))).collect()
    }

    /// What a register holds; the letters of a text.
    pub(crate) fn value(&self, id: Id, field: &str) -> Option<LoroValue> {
        value_in(&self.map(id)?, field)
    }

    /// The peer that last wrote a register.
    pub(crate) fn last_editor(&self, id: Id, field: &str) -> Option<u64> {
        self.map(id)?.get_last_editor(field)
    }

    /// The peer that last gave the record its place.
    pub(crate) fn last_mover(&self, id: Id) -> Option<u64> {
        let kind = self.kind(id)?;
        self.list(kind).get_last_mover_at(self.position(kind, id)?)
    }

    /// The peers whose values and letters the record shows.
    pub(crate) fn editors(&self, id: Id) -> BTreeSet<u64> {
        let mut editors = BTreeSet::new();
        let Some(map) = self.map(id) else { return editors };
        for name in map.keys() {
            editors.extend(map.get_last_editor(&name));
            if let Some(ValueOrContainer::Container(Container::Text(text))) = map.get(&name) {
                let letters = 0..text.len_unicode();
                editors.extend(letters.filter_map(|place| text.get_editor_at_unicode_pos(place)));
            }
        }
        editors
    }

    /// All peers that wrote anything.
    pub(crate) fn peers(&self) -> BTreeSet<u64> {
        self.crdt.oplog_vv().keys().copied().collect()
    }

    /// Adds a record that is not known yet, at the end of its order.
    pub(crate) fn add(&mut self, id: Id, kind: Kind, fields: &Fields) -> Result<(), LoroError> {
        let key = id.to_string();
        let map = self.root().ensure_mergeable_map(&key)?;
        map.insert(KIND, kind.name())?;
        for (name, value) in fields {
            if is_text(kind, name) {
                map.ensure_mergeable_text(name)?.insert(0, value.as_str().unwrap_or_default())?;
            } else {
                map.insert(name, stored(value).unwrap_or(LoroValue::Null))?;
            }
        }
        self.list(kind).push(key)?;
        self.order.entry(kind).or_default().push(id);
        self.known.insert(id, Known { kind, alive: true });
        Ok(())
    }

    /// Writes a register, or unsets it.
    pub(crate) fn write(
        &mut self,
        id: Id,
        field: &str,
        value: Option<LoroValue>,
    ) -> Result<(), LoroError> {
        let Some(map) = self.map(id) else { return Ok(()) };
        if field == ALIVE
            && let Some(known) = self.known.get_mut(&id)
        {
            known.alive = !matches!(value, Some(LoroValue::Bool(false)));
        }
        match value {
            Some(value) => map.insert(field, value),
            None => map.delete(field),
        }
    }

    /// The text of a field, made if it is not there yet.
    pub(crate) fn text(&self, id: Id, field: &str) -> Result<Option<LoroText>, LoroError> {
        self.map(id).map(|map| map.ensure_mergeable_text(field)).transpose()
    }

    /// Moves a record in the order of its kind, behind `after` or to the head. Gives what stood before it; none
    /// if it stays where it is.
    pub(crate) fn place(
        &mut self,
        id: Id,
        after: Option<Id>,
    ) -> Result<Option<Option<Id>>, LoroError> {
        let Some(kind) = self.kind(id) else { return Ok(None) };
        let (list, mut before) = (self.list(kind), None);
        // Films merged from two branches may list an id twice: all of them go behind `after`, so that the
        // first one, which counts, stands there.
        while let Some((from, target)) = self.step_of(kind, id, after) {
            list.mov(from, target)?;
            let order = self.order.entry(kind).or_default();
            before.get_or_insert(from.checked_sub(1).map(|place| order[place]));
            order.remove(from);
            order.insert(target, id);
        }
        Ok(before)
    }

    /// The move that the first place of `id` still has to make, as places before and after it.
    fn step_of(&self, kind: Kind, id: Id, after: Option<Id>) -> Option<(usize, usize)> {
        let from = self.position(kind, id)?;
        let target = match after.filter(|after| *after != id) {
            None if after.is_some() => from,
            None => 0,
            Some(after) => {
                let place = self.position(kind, after)?;
                place + usize::from(from > place)
            }
        };
        (from != target).then_some((from, target))
    }

    /// Closes what was written so far, and gives the bytes of all that the journal does not have.
    pub(crate) fn finish(&mut self, origin: &str) -> Result<Written, loro::LoroEncodeError> {
        self.crdt.commit_with(CommitOptions::new().origin(origin));
        let (peer, start) = (self.crdt.peer_id(), self.journalled);
        let end = self.crdt.oplog_vv().get(&peer).copied().unwrap_or(0);
        if start == end {
            return Ok(Written { start, end, payload: Vec::new() });
        }
        let span = vec![IdSpan::new(peer, start, end)];
        let payload = self.crdt.export(ExportMode::updates_in_range(span))?;
        Ok(Written { start, end, payload })
    }

    /// The journal has everything up to `end`.
    pub(crate) fn set_journalled(&mut self, end: i32) {
        self.journalled = end;
    }

    pub(crate) fn crdt(&self) -> &LoroDoc {
        &self.crdt
    }

    fn root(&self) -> LoroMap {
        self.crdt.get_map("records")
    }

    fn list(&self, kind: Kind) -> LoroMovableList {
        self.crdt.get_movable_list(format!("order/{}", kind.name()))
    }

    fn map(&self, id: Id) -> Option<LoroMap> {
        child(&self.root(), &id.to_string())
    }

    /// The living record before a place in the order of a kind.
    pub(crate) fn living_before(&self, kind: Kind, place: usize) -> Option<Id> {
        let ids = self.order.get(&kind)?;
        // Of an id that is listed twice the first counts.
        let counts = |(at, id): &(usize, &Id)| {
            self.lives(**id)
                && self.kind(**id) == Some(kind)
                && self.position(kind, **id) == Some(*at)
        };
        let before = ids.iter().enumerate().take(place).rev();
        before.into_iter().find(counts).map(|(_, id)| *id)
    }

    pub(crate) fn position(&self, kind: Kind, id: Id) -> Option<usize> {
        self.order.get(&kind)?.iter().position(|other| *other == id)
    }
}

fn child(root: &LoroMap, key: &str) -> Option<LoroMap> {
    match root.get(key)? {
        ValueOrContainer::Container(Container::Map(map)) => Some(map),
        _ => None,
    }
}

fn value_in(map: &LoroMap, field: &str) -> Option<LoroValue> {
    match map.get(field)? {
        ValueOrContainer::Value(value) => Some(value),
        ValueOrContainer::Container(Container::Text(text)) => Some(text.to_string().into()),
        ValueOrContainer::Container(_) => None,
    }
}

fn kind_in(map: &LoroMap) -> Option<Kind> {
    let Some(LoroValue::String(name)) = value_in(map, KIND) else { return None };
    Kind::ALL.into_iter().find(|kind| kind.name() == name.as_str())
}

fn listed_id(value: &LoroValue) -> Id {
    match value {
        LoroValue::String(text) => text.parse().unwrap_or(Id::NONE),
        _ => Id::NONE,
    }
}
