//! A cache with a budget: what was used longest ago goes first.

use std::collections::BTreeMap;

/// Things by key, each of some weight; together no heavier than the budget, unless one frame needs more.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    budget: usize,
    weight: usize,
    round: u64,
    things: BTreeMap<u64, Kept<T>>,
}

#[derive(Debug)]
struct Kept<T> {
    thing: T,
    weight: usize,
    used: u64,
}

impl<T> Shelf<T> {
    pub(crate) fn new(budget: usize) -> Self {
        Self { budget, weight: 0, round: 0, things: BTreeMap::new() }
    }

    /// A new frame begins: what was put or got before it may go.
    pub(crate) fn begin(&mut self) {
        self.round += 1;
    }

    /// Makes sure that `key` is here, made now if it is not.
    pub(crate) fn put(&mut self, key: u64, weight: usize, make: impl FnOnce() -> T) -> &T {
        if !self.things.contains_key(&key) {
            self.make_room(weight);
            self.weight += weight;
        }
        let used = self.round;
        let kept = self.things.entry(key).or_insert_with(|| Kept { thing: make(), weight, used });
        kept.used = used;
        &kept.thing
    }

    pub(crate) fn get(&self, key: u64) -> Option<&T> {
        self.things.get(&key).map(|kept| &kept.thing)
    }

    fn make_room(&mut self, weight: usize) {
        while self.weight + weight > self.budget {
            let oldest = self.things.iter().min_by_key(|(_, kept)| kept.used);
            let Some((&key, kept)) = oldest.filter(|(_, kept)| kept.used < self.round) else {
                return;
            };
            self.weight -= kept.weight;
            self.things.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(shelf: &Shelf<u64>) -> Vec<u64> {
        shelf.things.keys().copied().collect()
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut shelf = Shelf::new(3);
        for key in [1, 2, 3, 1, 4] {
            shelf.begin();
            shelf.put(key, 1, || key);
        }
        assert_eq!(keys(&shelf), [1, 3, 4]);
    }

    #[test]
    fn what_one_frame_needs_stays_even_over_the_budget() {
        let mut shelf = Shelf::new(2);
        shelf.begin();
        for key in [1, 2, 3] {
            shelf.put(key, 1, || key);
        }
        assert_eq!(keys(&shelf), [1, 2, 3]);
        shelf.begin();
        shelf.put(3, 1, || 3);
        shelf.put(4, 1, || 4);
        assert_eq!(keys(&shelf), [3, 4]);
    }
}
