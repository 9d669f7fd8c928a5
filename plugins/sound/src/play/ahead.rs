//! The thread that reads sounds before they are heard, so that the one of the sound card waits for no disk.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::source::Shared;
use crate::{Mix, RATE};

/// How far ahead of the playhead sounds are in memory, in samples: 3 s.
const AHEAD: i64 = 3 * RATE as i64;

/// How often it is looked at where the playhead is; a [wake](run) comes sooner.
const TICK: Duration = Duration::from_millis(250);

/// The mix that is to be read, as the player last set it.
pub(super) type Current = Arc<Mutex<Arc<Mix>>>;

/// Reads ahead of `shared`'s position, at once whenever `wake` says so, until it closes.
pub(super) fn run(current: &Current, shared: &Shared, wake: &Receiver<()>) {
    loop {
        let mix = current.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let at = shared.place();
        mix.warm(at..at + AHEAD);
        drop(mix);
        match wake.recv_timeout(TICK) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
