//! Where the loudspeaker is between two calls of the sound card.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicI64, AtomicU64, fence};
use std::time::Instant;

/// How often a reader tries again that met a writer.
const TRIES: u32 = 64;

/// A place at an instant, written by the thread of a sound card and read by others; neither waits.
///
/// From the instant on the place moves with the samples that were given, and no further than these reach.
pub(crate) struct Clock {
    epoch: Instant,
    /// Odd while it is written.
    version: AtomicU64,
    place: AtomicI64,
    given: AtomicI64,
    /// Nanoseconds from the epoch, and 1; 0 where nothing is known.
    at: AtomicU64,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            epoch: Instant::now(),
            version: AtomicU64::new(0),
            place: AtomicI64::new(0),
            given: AtomicI64::new(0),
            at: AtomicU64::new(0),
        }
    }
}

impl Clock {
    /// At this instant the loudspeaker (or the microphone) is at `place`, and `given` samples follow.
    pub(crate) fn set(&self, place: i64, given: i64) {
        self.write(place, given, self.epoch.elapsed().as_nanos() as u64 + 1);
    }

    /// Nothing is known from now on.
    pub(crate) fn clear(&self) {
        self.write(0, 0, 0);
    }

    fn write(&self, place: i64, given: i64, at: u64) {
        self.version.fetch_add(1, AcqRel);
        fence(Release);
        self.place.store(place, Relaxed);
        self.given.store(given, Relaxed);
        self.at.store(at, Relaxed);
        self.version.fetch_add(1, Release);
    }

    /// The place now, in samples of which there are `rate` a second.
    pub(crate) fn now(&self, rate: u32) -> Option<i64> {
        for _ in 0..TRIES {
            let before = self.version.load(Acquire);
            let (place, given) = (self.place.load(Relaxed), self.given.load(Relaxed));
            let at = self.at.load(Relaxed);
            fence(Acquire);
            if before.is_multiple_of(2) && self.version.load(Relaxed) == before {
                let at = at.checked_sub(1)?;
                let passed = (self.epoch.elapsed().as_nanos() as u64).saturating_sub(at);
                let moved = u128::from(passed) * u128::from(rate) / 1_000_000_000;
                return Some(place + i64::try_from(moved).unwrap_or(i64::MAX).min(given));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_from_where_it_was_set_and_no_further_than_what_was_given() {
        let clock = Clock::default();
        assert_eq!(clock.now(48_000), None);
        clock.set(-300, 40);
        let mut last = -300;
        while last < -260 {
            let now = clock.now(48_000).unwrap();
            assert!((last..=-260).contains(&now), "{now} after {last}");
            last = now;
        }
        clock.clear();
        assert_eq!(clock.now(48_000), None);
    }

    #[test]
    fn a_reader_never_sees_half_of_what_was_written() {
        let clock = Clock::default();
        std::thread::scope(|threads| {
            threads.spawn(|| (0..200_000).for_each(|n| clock.set(n, 0)));
            let mut last = 0;
            for _ in 0..20_000 {
                if let Some(now) = clock.now(48_000) {
                    assert!(last <= now);
                    last = now;
                }
            }
        });
    }
}
