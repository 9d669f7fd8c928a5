//! Time without sound: the samples of each moment are fetched and dropped.

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::source::Source;
use crate::RATE;

/// How often samples are fetched.
const TICK: Duration = Duration::from_millis(10);

/// Runs `source` at its pace until `until` has passed (if given), or `stop` has closed; whether it has.
pub(super) fn run(source: &mut Source, stop: &Receiver<()>, until: Option<Duration>) -> bool {
    let began = Instant::now();
    let mut given = 0_u64;
    let mut block = [[0.0; 2]; 512];
    loop {
        match stop.recv_timeout(TICK) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return true,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let passed = began.elapsed();
        let due = (passed.as_micros() * u128::from(RATE) / 1_000_000) as u64;
        // A machine that slept does not make up for it.
        given = given.max(due.saturating_sub(u64::from(RATE)));
        while given < due {
            let count = (due - given).min(block.len() as u64);
            source.fill(&mut block[..count as usize]);
            given += count;
        }
        if until.is_some_and(|until| passed >= until) {
            return false;
        }
    }
}
