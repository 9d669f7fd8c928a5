//! The pages that were read last.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Samples of a page, channel by channel within a frame.
pub(super) type Page = Arc<[f32]>;

/// Pages of sounds, up to a budget of bytes; the one that was not asked for longest goes first. The sounds of
/// a film share one.
///
/// Its lock is held to look a page up or put one in, never while a disk is waited for.
pub struct Shelf {
    budget: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// By sound and number of the page, with when it was last asked for.
    pages: BTreeMap<(u64, u64), (Page, u64)>,
    bytes: usize,
    /// Counts what is asked for.
    asked: u64,
    sounds: u64,
}

impl Shelf {
    /// A shelf for `budget` bytes of pages.
    pub fn new(budget: usize) -> Self {
        Self { budget, state: Mutex::default() }
    }

    /// What the pages take now, in bytes.
    pub fn bytes(&self) -> usize {
        self.state().bytes
    }

    /// A number for a sound whose pages shall be told from those of others.
    pub(super) fn number(&self) -> u64 {
        let mut state = self.state();
        state.sounds += 1;
        state.sounds
    }

    pub(super) fn find(&self, page: (u64, u64)) -> Option<Page> {
        let mut state = self.state();
        state.asked += 1;
        let now = state.asked;
        state.pages.get_mut(&page).map(|(page, asked)| {
            *asked = now;
            page.clone()
        })
    }

    /// Keeps a page, in the place of those that were not asked for longest.
    pub(super) fn keep(&self, place: (u64, u64), page: &Page) {
        let mut gone = Vec::new();
        let mut state = self.state();
        let size = size_of_val::<[f32]>(page);
        while 0 < state.bytes && self.budget < state.bytes + size {
            let oldest = state.pages.iter().min_by_key(|(_, (_, asked))| *asked);
            let Some(oldest) = oldest.map(|(place, _)| *place) else { break };
            if let Some((page, _)) = state.pages.remove(&oldest) {
                state.bytes -= size_of_val::<[f32]>(&page);
                gone.push(page);
            }
        }
        let asked = state.asked;
        if let Some((old, _)) = state.pages.insert(place, (page.clone(), asked)) {
            state.bytes -= size_of_val::<[f32]>(&old);
            gone.push(old);
        }
        state.bytes += size;
        // Memory is given back after the lock is.
        drop(state);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Shelf {
    /// 96 MiB: over four minutes of stereo.
    fn default() -> Self {
        Self::new(96 << 20)
    }
}
