//! Where records stand after a merge, and how new shots are numbered.

use std::collections::{BTreeMap, BTreeSet};

use maquette_document::{Edit, Id};

/// An order, and the edits that lead to it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Merged {
    pub(super) order: Vec<Id>,
    pub(super) places: Vec<Edit>,
}

/// The order of `mine`, with what is `fresh` (created behind all of mine, in this order) and what moved from `base`
/// to `new` put behind what it follows in `new`. A hand's own order of all else stays.
pub(super) fn merged(mine: &[Id], fresh: &[Id], base: &[Id], new: &[Id]) -> Merged {
    let place_in_base: BTreeMap<Id, usize> =
        base.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let known: Vec<(Id, usize)> =
        new.iter().filter_map(|id| Some((*id, *place_in_base.get(id)?))).collect();
    let stays: BTreeSet<Id> = rising(&known).into_iter().collect();
    let there: BTreeSet<Id> = mine.iter().chain(fresh).copied().collect();
    let loose: BTreeSet<Id> = fresh
        .iter()
        .copied()
        .chain(known.iter().map(|(id, _)| *id).filter(|id| !stays.contains(id)))
        .collect();
    // What each loose one is to stand behind: the nearest before it in `new` that is there.
    let mut behind: BTreeMap<Option<Id>, Vec<Id>> = BTreeMap::new();
    let mut last = None;
    for id in new.iter().filter(|id| there.contains(id)) {
        if loose.contains(id) {
            behind.entry(last).or_default().push(*id);
        }
        last = Some(*id);
    }
    let mut order = Vec::with_capacity(there.len());
    let mut pending: Vec<Id> = behind.remove(&None).unwrap_or_default();
    pending.reverse();
    let mut fixed = mine.iter().filter(|id| !loose.contains(id));
    while let Some(id) = pending.pop().or_else(|| fixed.next().copied()) {
        order.push(id);
        pending.extend(behind.remove(&Some(id)).unwrap_or_default().into_iter().rev());
    }
    let mut stands: Vec<Id> = mine.iter().chain(fresh).copied().collect();
    let mut places = Vec::new();
    // One after another from the head: what stands behind the right one stays there, whatever is moved later.
    for (at, id) in order.iter().enumerate().filter(|(_, id)| loose.contains(id)) {
        let after = at.checked_sub(1).map(|before| order[before]);
        let place_of = |id: Id| stands.iter().position(|other| *other == id);
        let Some(from) = place_of(*id) else { continue };
        if from.checked_sub(1).map(|before| stands[before]) != after {
            places.push(Edit::Place { id: *id, after });
            stands.remove(from);
            let behind = after.and_then(|after| stands.iter().position(|other| *other == after));
            stands.insert(behind.map_or(0, |behind| behind + 1), *id);
        }
    }
    Merged { order, places }
}

/// The longest part of `known` whose places rise.
fn rising(known: &[(Id, usize)]) -> Vec<Id> {
    // The last of the best row of each length, and what each one follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(known.len());
    for (at, (_, place)) in known.iter().enumerate() {
        let length = ends.partition_point(|end| known[*end].1 < *place);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(known[at].0);
        next = before[at];
    }
    row.reverse();
    row
}

/// Numbers for the shots that have none yet, between those of their neighbours; where there is no room, the
/// shots after them are numbered on, by tens, as far as it takes.
pub(super) fn numbered(order: &[Id], number: &dyn Fn(Id) -> Option<u32>) -> Vec<(Id, u32)> {
    let mut given = Vec::new();
    let mut last = 0_u32;
    let mut at = 0;
    while at < order.len() {
        let run = order[at..].iter().take_while(|id| number(**id).is_none()).count();
        let next = order.get(at + run).and_then(|id| number(*id)).filter(|next| last < *next);
        let room = next.map_or(u32::MAX, |next| next - last);
        let count = run as u32;
        for (place, id) in order[at..at + run].iter().enumerate() {
            let place = place as u32 + 1;
            let here = match next {
                Some(_) if count < room => last + room * place / (count + 1),
                _ => (last / 10 + place) * 10,
            };
            given.push((*id, here));
        }
        if let Some((_, number)) = given.last().filter(|_| run > 0) {
            last = *number;
        }
        at += run;
        let Some(id) = order.get(at) else { break };
        match number(*id) {
            Some(own) if last < own => last = own,
            // It was overtaken, or a hand put it out of its order before: only the first is put right.
            Some(own) if run > 0 || given.last().is_some_and(|one| one.1 == last) => {
                let here = (last / 10 + 1) * 10;
                if here != own {
                    given.push((*id, here));
                }
                last = here;
            }
            _ => {}
        }
        at += 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(name: u32) -> Id {
        Id::hashed(&[&name.to_string()])
    }

    fn ids(names: &[u32]) -> Vec<Id> {
        names.iter().map(|name| id(*name)).collect()
    }

    #[track_caller]
    fn check(mine: &[u32], base: &[u32], new: &[u32], expected: &[u32]) {
        let fresh: Vec<u32> = new.iter().copied().filter(|one| !mine.contains(one)).collect();
        let merged = merged(&ids(mine), &ids(&fresh), &ids(base), &ids(new));
        assert_eq!(merged.order, ids(expected));
    }

    #[test]
    fn what_is_new_stands_behind_what_it_follows() {
        check(&[1, 2, 3], &[1, 2, 3], &[1, 9, 2, 3, 8], &[1, 9, 2, 3, 8]);
        check(&[1, 2], &[1, 2], &[7, 1, 2], &[7, 1, 2]);
        check(&[], &[], &[1, 2], &[1, 2]);
    }

    #[test]
    fn a_hands_own_order_and_its_own_shots_stay() {
        check(&[3, 1, 2, 50], &[1, 2, 3], &[1, 9, 2, 3], &[3, 1, 9, 2, 50]);
    }

    #[test]
    fn what_moved_in_the_script_moves() {
        check(&[1, 2, 3, 4], &[1, 2, 3, 4], &[1, 3, 4, 2], &[1, 3, 4, 2]);
        check(&[1, 50, 2, 3, 4], &[1, 2, 3, 4], &[4, 1, 2, 3], &[4, 1, 50, 2, 3]);
    }

    #[test]
    fn one_that_seems_in_its_place_is_moved_when_those_before_it_are() {
        check(&[10, 11, 1, 2], &[10, 11, 1, 2], &[1, 11, 2, 10], &[1, 11, 2, 10]);
        let merged =
            merged(&ids(&[10, 11, 1, 2]), &[], &ids(&[10, 11, 1, 2]), &ids(&[1, 11, 2, 10]));
        assert_eq!(merged.places.len(), 2);
    }

    #[track_caller]
    fn numbers(has: &[Option<u32>], expected: &[u32]) {
        let order: Vec<Id> = (0..has.len() as u32).map(id).collect();
        let of = |one: Id| order.iter().position(|other| *other == one).and_then(|at| has[at]);
        let given: BTreeMap<Id, u32> = numbered(&order, &of).into_iter().collect();
        let after: Vec<u32> =
            order.iter().map(|one| given.get(one).copied().or_else(|| of(*one)).unwrap()).collect();
        assert_eq!(after, expected);
    }

    #[test]
    fn new_shots_are_numbered_between() {
        numbers(&[Some(10), None, Some(20)], &[10, 15, 20]);
        numbers(&[Some(10), None, None, Some(20), None], &[10, 13, 16, 20, 30]);
        numbers(&[None, Some(10)], &[5, 10]);
        numbers(&[None, None], &[10, 20]);
    }

    #[test]
    fn where_there_is_no_room_the_next_are_numbered_on() {
        numbers(&[Some(10), None, Some(11), Some(20), Some(40)], &[10, 20, 30, 40, 50]);
        numbers(&[Some(10), None, Some(11), Some(50)], &[10, 20, 30, 50]);
    }

    proptest! {
        #[test]
        fn the_places_lead_to_the_order(
            mine in proptest::collection::vec(0_u32..30, 0..20),
            base in proptest::collection::vec(0_u32..30, 0..20),
            new in proptest::collection::vec(0_u32..30, 0..20),
        ) {
            let unique = |list: Vec<u32>| {
                let mut seen = BTreeSet::new();
                list.into_iter().filter(|one| seen.insert(*one)).collect::<Vec<_>>()
            };
            let (mine, base, new) = (unique(mine), unique(base), unique(new));
            let fresh: Vec<u32> = new.iter().copied().filter(|one| !mine.contains(one)).collect();
            let found = merged(&ids(&mine), &ids(&fresh), &ids(&base), &ids(&new));
            let mut stands = ids(&[mine.clone(), fresh.clone()].concat());
            for edit in &found.places {
                let Edit::Place { id, after } = edit else { panic!("only places") };
                stands.retain(|other| other != id);
                let at = after.map_or(0, |after| stands.iter().position(|one| *one == after).unwrap() + 1);
                stands.insert(at, *id);
            }
            prop_assert_eq!(&stands, &found.order);
            // What is mine alone, or did not move, keeps its order.
            let still: Vec<Id> = ids(&mine).into_iter().filter(|one| !ids(&new).contains(one)).collect();
            let after: Vec<Id> = found.order.iter().copied().filter(|one| still.contains(one)).collect();
            prop_assert_eq!(still, after);
        }
    }
}
