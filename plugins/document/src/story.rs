//! All that was ever done to a film, by everybody: read again from the journal when somebody asks. A version is
//! a place in it; so every version there ever was can be looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use loro::VersionVector;
use serde_json::Value;

use crate::device::hex;
use crate::document::StoreError;
use crate::load::told;
use crate::records::Records;
use crate::touched::initial;
use crate::undo::{Act, Inverse};
use crate::value::plain;
use crate::{Document, Id, State};

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Seven letters that name the film as it was after it.
    pub version: String,
    /// Milliseconds since 1970, by the clock of who did it.
    pub made: u64,
    /// Eight letters of the key of the device that did it.
    pub author: String,
    pub mine: bool,
    /// What was done, or the name that was given.
    pub label: String,
    pub what: Doing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// The film was begun.
    Founded,
    Done,
    TakenBack,
    DoneAgain,
    /// Nothing was done: the film as it is got a name.
    Named,
}

/// What became of one field of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldTold {
    /// Into [`Story::told`].
    pub at: usize,
    /// Nothing where the record itself came, went or moved.
    pub field: Option<String>,
    pub from: Value,
    pub to: Value,
}

/// The history of a film, the oldest first.
#[derive(Debug)]
pub struct Story {
    told: Vec<Told>,
    /// Of each, the whole name, the peer whose operations it is, and where they end.
    ends: Vec<(String, u64, i32)>,
    inverses: Vec<Vec<Inverse>>,
}

/// Why a version cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    #[error("there is no version {name:?}; see them with `maquette history FILM`")]
    Unknown { name: String },
    #[error("several versions begin with {name:?}; give more of its letters")]
    Ambiguous { name: String },
    #[error("the version could not be put together again")]
    Store(#[from] StoreError),
}

/// Letters of a version that are shown.
const SHOWN: usize = 7;

impl Document {
    /// Reads all that was done to the film, by everybody.
    ///
    /// # Errors
    /// When the folder of the film cannot be read.
    pub fn story(&self) -> io::Result<Story> {
        let all = told(&self.layout, self.film, &self.device, self.records.crdt().oplog_vv())?;
        let mut story = Story { told: Vec::new(), ends: Vec::new(), inverses: Vec::new() };
        for (envelope, hash) in all {
            let name = hex(&hash);
            let device = hex(&envelope.device);
            story.ends.push((name.clone(), envelope.peer(), envelope.end));
            story.told.push(Told {
                version: name[..SHOWN].to_owned(),
                made: envelope.made,
                mine: envelope.device == self.device.public(),
                author: device[..8].to_owned(),
                label: envelope.deed.label,
                what: match envelope.deed.act {
                    Act::Found => Doing::Founded,
                    Act::Do | Act::More(_) => Doing::Done,
                    Act::Undo(_) => Doing::TakenBack,
                    Act::Redo(_) => Doing::DoneAgain,
                    Act::Mark => Doing::Named,
                },
            });
            story.inverses.push(envelope.deed.inverse);
        }
        Ok(story)
    }

    /// The film as it was after one thing in its story; the open film is not touched.
    ///
    /// # Errors
    /// When it cannot be put together from what is there.
    pub fn state_at(&self, story: &Story, at: usize) -> Result<State, StoreError> {
        let mut seen = VersionVector::default();
        for (_, peer, end) in story.ends.iter().take(at.saturating_add(1)) {
            let known = seen.get(peer).copied().unwrap_or(0);
            seen.insert(*peer, known.max(*end));
        }
        let crdt = self.records.crdt();
        let store = |error| StoreError(Box::new(error));
        let then = crdt.fork_at(&crdt.vv_to_frontiers(&seen)).map_err(store)?;
        let records = Records::new(then, crdt.peer_id()).map_err(store)?;
        Ok(State::of(&records.changes_from_nothing()))
    }

    /// The film as it is.
    pub fn state(&self) -> State {
        State::of(&self.changes_from_nothing())
    }
}

impl Story {
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// The place of a version: `now`, `start`, a name that was given (the last of that name), or the first
    /// letters of a version.
    ///
    /// # Errors
    /// When there is none of that name, or several.
    pub fn find(&self, name: &str) -> Result<usize, VersionError> {
        let unknown = || VersionError::Unknown { name: name.to_owned() };
        match name {
            "now" => return self.told.len().checked_sub(1).ok_or_else(unknown),
            "start" if !self.told.is_empty() => return Ok(0),
            _ => {}
        }
        let named = |told: &Told| told.what == Doing::Named && told.label == name;
        if let Some(at) = self.told.iter().rposition(named) {
            return Ok(at);
        }
        let letters = 4 <= name.len() && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut begin = self
            .ends
            .iter()
            .enumerate()
            .filter(|(_, (full, ..))| letters && full.starts_with(&name.to_ascii_lowercase()));
        match (begin.next(), begin.next()) {
            (Some((at, _)), None) => Ok(at),
            (None, _) => Err(unknown()),
            (Some(_), Some(_)) => Err(VersionError::Ambiguous { name: name.to_owned() }),
        }
    }

    /// The versions that a person would look for: all that have names, and of the others some, the fewer the
    /// longer ago. `now` is in milliseconds since 1970.
    pub fn versions(&self, now: u64) -> Vec<usize> {
        let named = (0..self.told.len()).filter(|at| self.told[*at].what == Doing::Named);
        let times: Vec<u64> = self.told.iter().map(|told| told.made).collect();
        let all: BTreeSet<usize> = named.chain(thinned(&times, now)).collect();
        all.into_iter().collect()
    }

    /// What became of a record, the oldest first. `now` is the film as it is.
    pub fn of(&self, id: Id, now: &State) -> Vec<FieldTold> {
        let kind = now.kind_of(id);
        let mut values: BTreeMap<String, Value> = BTreeMap::new();
        let mut all = Vec::new();
        for (at, inverses) in self.inverses.iter().enumerate().rev() {
            // Inverses stand in the order in which they take things back: the last thing done comes first.
            for inverse in inverses {
                match inverse {
                    Inverse::Put { id: of, field, value, .. } if *of == id => {
                        let is = values.get(field).cloned().or_else(|| now.value(id, field));
                        let before = kind.map_or(Value::Null, |kind| initial(kind, field));
                        let was = value.as_ref().map_or(before, plain);
                        values.insert(field.clone(), was.clone());
                        let (from, to) = (was, is.unwrap_or(Value::Null));
                        all.push(FieldTold { at, field: Some(field.clone()), from, to });
                    }
                    Inverse::Unmake { id: of } | Inverse::Remake { id: of } if *of == id => {
                        let made = matches!(inverse, Inverse::Unmake { .. });
                        let (from, to) = (Value::from(!made), Value::from(made));
                        all.push(FieldTold { at, field: None, from, to });
                    }
                    Inverse::TakeOut { id: of, field, .. }
                    | Inverse::PutIn { id: of, field, .. }
                        if *of == id =>
                    {
                        let (from, to) = (Value::Null, Value::Null);
                        all.push(FieldTold { at, field: Some(field.clone()), from, to });
                    }
                    _ => {}
                }
            }
        }
        all.reverse();
        all
    }
}

/// How many are kept of each age, and the ages in milliseconds: of the last hour, day, week, and before.
const OF_EACH_AGE: usize = 20;
const AGES: [u64; 3] = [3_600_000, 86_400_000, 604_800_000];

/// Of things done at these times (in any order), at most twenty of each age, spread over it as evenly as they
/// lie; the newest of each age is among them.
fn thinned(times: &[u64], now: u64) -> Vec<usize> {
    let age_of = |time: u64| {
        let old = now.saturating_sub(time);
        AGES.iter().position(|age| old < *age).unwrap_or(AGES.len())
    };
    let mut of_age: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, time) in times.iter().enumerate() {
        of_age.entry(age_of(*time)).or_default().push(at);
    }
    let mut kept = Vec::new();
    for mut all in of_age.into_values() {
        all.sort_by_key(|at| (times[*at], *at));
        let (first, last) = (times[all[0]], times[all[all.len() - 1]]);
        let slot = |time: u64| {
            let share = u128::from(time - first) * OF_EACH_AGE as u128;
            (share / u128::from((last - first).max(1))).min(OF_EACH_AGE as u128 - 1)
        };
        // The newest of each slot.
        let slots: BTreeMap<u128, usize> = all.iter().map(|at| (slot(times[*at]), *at)).collect();
        kept.extend(slots.into_values());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn twenty_of_each_age_are_kept_and_the_newest_is_among_them(
            ages in proptest::collection::vec(0_u64..3_000_000_000, 1..400),
        ) {
            let now = 1_800_000_000_000;
            let times: Vec<u64> = ages.iter().map(|age| now - age).collect();
            let kept = thinned(&times, now);
            let different: BTreeSet<usize> = kept.iter().copied().collect();
            prop_assert_eq!(different.len(), kept.len());
            let ages = [0..3_600_000, 3_600_000..86_400_000, 86_400_000..604_800_000, 604_800_000..u64::MAX];
            for age in ages {
                let inside = |at: &&usize| age.contains(&(now - times[**at]));
                prop_assert!(kept.iter().filter(inside).count() <= OF_EACH_AGE);
                let all: Vec<usize> = (0..times.len()).collect();
                let newest = all.iter().filter(inside).map(|at| times[*at]).max();
                let newest_kept = kept.iter().filter(inside).map(|at| times[*at]).max();
                prop_assert_eq!(newest, newest_kept);
            }
        }
    }

    #[test]
    fn few_are_all_kept() {
        assert_eq!(thinned(&[10, 20, 30], 40).len(), 3);
        assert!(thinned(&[], 40).is_empty());
    }
}
