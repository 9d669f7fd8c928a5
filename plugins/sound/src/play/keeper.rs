//! The thread that opens the sound card, and goes on in silence while there is none.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded, select};

use super::card::{self, Lost};
use super::source::Source;
use super::{Output, silent};

/// How long to go without a sound card that was lost before it is looked for again.
const AGAIN: Duration = Duration::from_secs(2);

/// Plays until `stop` closes.
pub(super) fn keep(source: Source, stop: Receiver<()>) {
    let shared = source.shared.clone();
    let source = Arc::new(Mutex::new(source));
    let mut had_one = false;
    loop {
        let (lose, lost) = bounded(1);
        let why = match card::open(&source, &shared, lose) {
            Ok((stream, output)) => {
                had_one = true;
                tracing::debug!(?output, "sound card");
                shared.set_output(output);
                select! {
                    recv(stop) -> _closed => return,
                    recv(lost) -> lost => {
                        drop(stream);
                        lost.map_or_else(|_closed| "the sound card is gone".into(), |Lost(why)| why)
                    }
                }
            }
            Err(error) => error.to_string(),
        };
        tracing::debug!(why, "no sound");
        shared.set_output(Output::Silent { why });
        shared.latency.store(0, std::sync::atomic::Ordering::Relaxed);
        // Where there never was one, there is none to come back.
        let until = had_one.then_some(AGAIN);
        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
        if silent::run(&mut source, &stop, until) {
            return;
        }
    }
}

/// Lets time pass until `stop` closes.
pub(super) fn keep_silent(mut source: Source, stop: Receiver<()>, why: String) {
    source.shared.set_output(Output::Silent { why });
    silent::run(&mut source, &stop, None);
}
