//! What tells one state of a film from another, and the edits that lead from one to the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use maquette_time::Flicks;
use serde_json::Value;

use crate::index::belongs_to_shot;
use crate::touched::initial;
use crate::{Change, Edit, Fields, Id, Kind};

/// A whole film as plain values: what [`Document::changes_from_nothing`](crate::Document::changes_from_nothing)
/// says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    records: BTreeMap<Id, (Kind, Fields)>,
    order: BTreeMap<Kind, Vec<Id>>,
}

impl State {
    /// The state that these changes make of nothing.
    pub fn of(changes: &[Change]) -> Self {
        let mut state = Self::default();
        for change in changes {
            match change {
                Change::Fields { id, kind, fields } => {
                    let entry = state.records.entry(*id);
                    let (_, all) = entry.or_insert_with(|| (*kind, Fields::new()));
                    all.extend(fields.clone());
                }
                Change::Gone { id, .. } => drop(state.records.remove(id)),
                Change::Placed { id, kind, after } => state.place(*id, *kind, *after),
                Change::Order { kind, ids } => drop(state.order.insert(*kind, ids.clone())),
            }
        }
        state
    }

    pub(crate) fn kind_of(&self, id: Id) -> Option<Kind> {
        Some(self.records.get(&id)?.0)
    }

    /// What a field of a record holds; nothing for a record that is not there.
    pub(crate) fn value(&self, id: Id, field: &str) -> Option<Value> {
        let (kind, fields) = self.records.get(&id)?;
        Some(fields.get(field).cloned().unwrap_or_else(|| initial(*kind, field)))
    }

    /// Adds a record behind all others of its kind.
    pub(crate) fn push(&mut self, id: Id, kind: Kind, fields: Fields) {
        self.records.insert(id, (kind, fields));
        self.order.entry(kind).or_default().push(id);
    }

    fn place(&mut self, id: Id, kind: Kind, after: Option<Id>) {
        let ids = self.order.entry(kind).or_default();
        ids.retain(|other| *other != id);
        let behind = after.and_then(|after| ids.iter().position(|other| *other == after));
        ids.insert(behind.map_or(0, |at| at + 1), id);
    }

    pub(crate) fn set_order(&mut self, kind: Kind, ids: Vec<Id>) {
        self.order.insert(kind, ids);
    }

    pub(crate) fn has(&self, id: Id) -> bool {
        self.records.contains_key(&id)
    }

    /// The records of a kind, in order.
    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (Id, &Fields)> {
        let ids = self.order.get(&kind).into_iter().flatten();
        ids.filter_map(|id| Some((*id, &self.records.get(id)?.1)))
    }

    fn ids(&self, kind: Kind) -> Vec<Id> {
        self.of_kind(kind).map(|(id, _)| id).collect()
    }

    /// The media of the film.
    pub(crate) fn media(&self) -> Vec<crate::Media> {
        let all = self.of_kind(Kind::Media);
        all.map(|(_, fields)| crate::project::record_from(fields)).collect()
    }

    /// A record and all that belongs to it as a shot.
    pub fn parts_of(&self, shot: Id) -> Vec<Id> {
        let of_shot = |kind: Kind| self.of_kind(kind).filter(|(_, fields)| shot_of(fields) == shot);
        let kinds = Kind::ALL.into_iter().filter(|kind| belongs_to_shot(*kind));
        let parts = kinds.flat_map(of_shot).map(|(id, _)| id);
        std::iter::once(shot).chain(parts).collect()
    }

    /// `~ shot 0030: length 1.000 s -> 1.500 s`
    pub fn tell_change(record: &str, field: &str, from: &Value, to: &Value) -> String {
        let words = field.replace('_', " ").replace("#alive", "in the film");
        if from.is_null() && to.is_null() {
            return format!("~ {record}: {words}");
        }
        format!("~ {record}: {words} {} -> {}", shown(field, from), shown(field, to))
    }

    /// What a person calls a record: `shot 0030`, `figure MARA`.
    pub fn name_of(&self, id: Id) -> String {
        let Some((kind, fields)) = self.records.get(&id) else { return "a record".to_owned() };
        let name = name_of(*kind, |field| fields.get(field).cloned());
        // What has no name of its own is called by its shot.
        let shot = shot_of(fields);
        if name != kind.name() || !belongs_to_shot(*kind) || !self.has(shot) {
            return name;
        }
        format!("{name} of {}", self.name_of(shot))
    }
}

/// The shot that a record says it belongs to.
pub(crate) fn shot_of(fields: &Fields) -> Id {
    let shot = fields.get("shot").and_then(|shot| shot.as_str()?.parse().ok());
    shot.unwrap_or(Id::NONE)
}

/// What a person calls a record of `kind` with these fields.
pub(crate) fn name_of(kind: Kind, value: impl Fn(&str) -> Option<Value>) -> String {
    let name = ["number", "name", "heading"].into_iter().find_map(|field| match value(field)? {
        Value::Number(number) => Some(format!("{:04}", number.as_i64()?)),
        Value::String(name) if !name.is_empty() => Some(name),
        _ => None,
    });
    name.map_or(kind.name().to_owned(), |name| format!("{} {name}", kind.name()))
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub id: Id,
    /// `shot 0030`
    pub record: String,
    pub what: Differs,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Differs {
    Added,
    Gone,
    /// A field has another value.
    Field {
        name: String,
        from: Value,
        to: Value,
    },
    /// It stands elsewhere among its like.
    Moved,
}

/// All that differs, by kind and in the order in which records stand.
pub fn differences(from: &State, to: &State) -> Vec<Difference> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let mut note = |state: &State, id: Id, what: Differs| {
            all.push(Difference { id, record: state.name_of(id), what });
        };
        for id in from.ids(kind).into_iter().filter(|id| !to.has(*id)) {
            note(from, id, Differs::Gone);
        }
        let moved = moved(from, to, kind);
        for (id, fields) in to.of_kind(kind) {
            let Some((_, was)) = from.records.get(&id) else {
                note(to, id, Differs::Added);
                continue;
            };
            for (name, was, is) in changed(kind, was, fields) {
                note(to, id, Differs::Field { name, from: was, to: is });
            }
            if moved.contains(&id) {
                note(to, id, Differs::Moved);
            }
        }
    }
    all
}

/// The edits that make `to` of `from`. `was` says whether a record that is not in `from` is known from before:
/// it comes back where it stood, with what it had.
pub fn edits_between(from: &State, to: &State, was: &dyn Fn(Id) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for kind in Kind::ALL.into_iter().rev() {
        let gone = from.ids(kind).into_iter().filter(|id| !to.has(*id) && kind != Kind::Film);
        edits.extend(gone.map(|id| Edit::Delete { id }));
    }
    for kind in Kind::ALL {
        for (id, fields) in to.of_kind(kind) {
            let Some((_, old)) = from.records.get(&id) else {
                let mut all = crate::touched::defaults(kind).clone();
                all.extend(fields.clone());
                edits.push(Edit::Create { id, kind, fields: all });
                continue;
            };
            let sets = changed(kind, old, fields).into_iter();
            edits.extend(sets.map(|(field, _, value)| Edit::Set { id, field, value }));
        }
        edits.extend(places(from, to, kind, was));
    }
    edits
}

/// Fields with other values: name, then what was, then what is.
fn changed(kind: Kind, was: &Fields, is: &Fields) -> Vec<(String, Value, Value)> {
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let value = |fields: &Fields, name: &str| {
        fields.get(name).cloned().unwrap_or_else(|| initial(kind, name))
    };
    let pairs = names.into_iter().map(|name| (name.clone(), value(was, name), value(is, name)));
    pairs.filter(|(_, was, is)| was != is).collect()
}

/// Records of both states that do not stand in the longest row that kept its order.
fn moved(from: &State, to: &State, kind: Kind) -> BTreeSet<Id> {
    let before: BTreeMap<Id, usize> =
        from.ids(kind).into_iter().filter(|id| to.has(*id)).zip(0..).collect();
    let both: Vec<Id> = to.ids(kind).into_iter().filter(|id| before.contains_key(id)).collect();
    let places: Vec<usize> = both.iter().map(|id| before[id]).collect();
    let kept = longest_rising(&places);
    both.into_iter().zip(kept).filter(|(_, kept)| !kept).map(|(id, _)| id).collect()
}

/// The moves that give a kind its order, after deletes and creates were done: as few as can be.
fn places(from: &State, to: &State, kind: Kind, was: &dyn Fn(Id) -> bool) -> Vec<Edit> {
    let moved = moved(from, to, kind);
    let target = to.ids(kind);
    // What is new stands at the end, in order: it stays there as long as nothing known comes after it.
    let last_known = target.iter().rposition(|id| from.has(*id) || was(*id));
    let place = |(at, id): (usize, &Id)| {
        let is_new = !from.has(*id);
        let stays = if is_new {
            !was(*id) && last_known.is_none_or(|last| last < at)
        } else {
            !moved.contains(id)
        };
        let after = at.checked_sub(1).map(|before| target[before]);
        (!stays).then_some(Edit::Place { id: *id, after })
    };
    target.iter().enumerate().filter_map(place).collect()
}

/// Marks a longest rising row among different numbers, in n log n.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // Of each length, the place of the smallest number that a rising row of it ends with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        kept[place] = true;
        next = before[place];
    }
    kept
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = &self.record;
        match &self.what {
            Differs::Added => write!(f, "+ {record}"),
            Differs::Gone => write!(f, "- {record}"),
            Differs::Moved => write!(f, "~ {record}: moved"),
            Differs::Field { name, from, to } => {
                f.write_str(&State::tell_change(record, name, from, to))
            }
        }
    }
}

/// Fields that are lengths of time.
const TIMES: [&str; 6] = ["length", "at", "skip", "fade_in", "fade_out", "start"];
/// Letters of a value that are shown.
const LONGEST: usize = 60;

/// A value for people: times in seconds, long ones cut.
fn shown(field: &str, value: &Value) -> String {
    if let (true, Some(flicks)) = (TIMES.contains(&field), value.as_i64()) {
        return format!("{:.3} s", Flicks(flicks).seconds());
    }
    let text = match value {
        Value::String(text) => format!("“{}”", text.replace('\n', " ")),
        other => other.to_string(),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_longest_rising_row_rises_and_is_as_long_as_any(order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let kept = longest_rising(&order);
            let row: Vec<usize> = order.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(n, _)| *n).collect();
            prop_assert!(row.is_sorted());
            let rises = |mask: &u32| {
                let row: Vec<usize> = (0..9).filter(|bit| mask & (1 << bit) != 0).map(|bit| order[bit]).collect();
                row.is_sorted()
            };
            let best = (0..512_u32).filter(rises).map(u32::count_ones).max().unwrap_or(0);
            prop_assert_eq!(row.len() as u32, best);
        }
    }

    #[test]
    fn times_are_told_in_seconds_and_long_texts_are_cut() {
        assert_eq!(shown("length", &Value::from(Flicks::SECOND.0 * 3 / 2)), "1.500 s");
        assert_eq!(shown("gain", &Value::from(-3.5)), "-3.5");
        assert_eq!(shown("body", &Value::from("x".repeat(200))).chars().count(), LONGEST);
    }
}
