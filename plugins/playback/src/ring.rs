//! Pictures decoded ahead of the playhead, so that a sequence plays in real time.
//!
//! The ring holds what will be needed next, up to a budget of bytes. Threads decode; the frame path only looks
//! whether a picture is there, and counts when it is not.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use maquette_document::Id;
use maquette_stage::Picture;

/// Pictures that wait for a thread at the most.
const QUEUE: usize = 64;
/// Decoding threads at the most; two keep up with 24 pictures of 1280×720 a second on a laptop.
const THREADS: usize = 4;

/// A medium to decode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub media: Id,
    pub path: PathBuf,
}

/// The look-ahead ring. Dropping it ends its threads.
pub struct PictureRing {
    jobs: Sender<Wanted>,
    done: Receiver<(Id, Option<Picture>)>,
    held: BTreeMap<Id, Slot>,
    budget: usize,
    dropped: u64,
}

enum Slot {
    /// A thread has it.
    Due,
    Ready(Arc<Picture>),
    /// It cannot be decoded; asking again would not help.
    Damaged,
}

impl PictureRing {
    /// A ring of at most `budget` bytes of decoded pictures; `decode` runs on its threads.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn new<F>(budget: usize, decode: F) -> std::io::Result<Self>
    where
        F: Fn(&Wanted) -> Option<Picture> + Send + Sync + 'static,
    {
        let (jobs, queue) = bounded::<Wanted>(QUEUE);
        let (results, done) = bounded(QUEUE);
        let decode = Arc::new(decode);
        let threads = std::thread::available_parallelism().map_or(2, usize::from).min(THREADS);
        for _ in 0..threads {
            let (queue, results, decode) = (queue.clone(), results.clone(), decode.clone());
            std::thread::Builder::new().name("pictures".into()).spawn(move || {
                for wanted in queue {
                    let picture = decode(&wanted);
                    if results.send((wanted.media, picture)).is_err() {
                        return;
                    }
                }
            })?;
        }
        Ok(Self { jobs, done, held: BTreeMap::new(), budget, dropped: 0 })
    }

    /// Says what will be shown next, soonest first: asks for what is not there, and lets go of the rest.
    /// Never waits.
    pub fn look_ahead(&mut self, next: &[Wanted]) {
        self.gather();
        let wanted: std::collections::BTreeSet<Id> = next.iter().map(|w| w.media).collect();
        self.held.retain(|id, slot| matches!(slot, Slot::Due) || wanted.contains(id));
        let mut room = self.budget.saturating_sub(self.bytes());
        for wanted in next {
            if self.held.contains_key(&wanted.media) {
                continue;
            }
            // What is on its way is reckoned at the size of what is here.
            let size = self.typical();
            if room < size {
                return;
            }
            match self.jobs.try_send(wanted.clone()) {
                Ok(()) => {
                    self.held.insert(wanted.media, Slot::Due);
                    room -= size;
                }
                Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => return,
            }
        }
    }

    /// The picture if it is decoded. If it is not and `due` says that it should be on screen now, it is counted
    /// as dropped.
    pub fn take(&mut self, media: Id, due: bool) -> Option<Arc<Picture>> {
        self.gather();
        match self.held.get(&media) {
            Some(Slot::Ready(picture)) => Some(picture.clone()),
            Some(Slot::Due | Slot::Damaged) | None => {
                self.dropped += u64::from(due);
                None
            }
        }
    }

    /// Pictures that were due and not there, since the ring was made.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Bytes of decoded pictures, with those on their way reckoned in.
    pub fn bytes(&self) -> usize {
        let typical = self.typical();
        let bytes = |slot: &Slot| match slot {
            Slot::Ready(picture) => picture.bytes(),
            Slot::Due => typical,
            Slot::Damaged => 0,
        };
        self.held.values().map(bytes).sum()
    }

    fn typical(&self) -> usize {
        let ready = self.held.values().find_map(|slot| match slot {
            Slot::Ready(picture) => Some(picture.bytes()),
            Slot::Due | Slot::Damaged => None,
        });
        ready.unwrap_or(1280 * 720 * 4 * 4 / 3)
    }

    fn gather(&mut self) {
        while let Ok((media, picture)) = self.done.try_recv() {
            let slot = picture.map_or(Slot::Damaged, |picture| Slot::Ready(Arc::new(picture)));
            self.held.insert(media, slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(number: u32) -> Wanted {
        Wanted { media: Id::hashed(&[&number.to_string()]), path: number.to_string().into() }
    }

    fn blank() -> Picture {
        Picture::new(1, image::RgbaImage::new(10, 10).into())
    }

    /// Small pictures; those whose number ends in 7 are damaged.
    fn ring(budget: usize) -> PictureRing {
        PictureRing::new(budget, |wanted| {
            let damaged = wanted.path.to_string_lossy().ends_with('7');
            (!damaged).then(blank)
        })
        .unwrap()
    }

    fn wait_for(ring: &mut PictureRing, wanted: &Wanted) -> bool {
        (0..10_000).any(|_| {
            std::thread::yield_now();
            ring.look_ahead(std::slice::from_ref(wanted));
            ring.take(wanted.media, false).is_some()
        })
    }

    #[test]
    fn what_was_asked_for_comes_and_what_is_passed_is_let_go() {
        let mut ring = ring(1 << 24);
        assert!(wait_for(&mut ring, &wanted(1)));
        assert!(wait_for(&mut ring, &wanted(2)));
        assert!(ring.take(wanted(1).media, false).is_none());
        assert_eq!(ring.dropped(), 0);
    }

    #[test]
    fn a_picture_that_is_due_and_not_there_is_counted() {
        let mut ring = ring(1 << 24);
        assert!(ring.take(wanted(5).media, true).is_none());
        assert!(ring.take(wanted(5).media, true).is_none());
        assert_eq!(ring.dropped(), 2);
    }

    #[test]
    fn the_budget_is_kept() {
        let budget = 3 * blank().bytes();
        let mut ring = ring(budget);
        let next: Vec<Wanted> = (10..17).map(wanted).collect();
        assert!(budget < ring.typical(), "nothing is known of sizes yet");
        ring.look_ahead(&next);
        assert_eq!(ring.held.len(), 0);
        ring.held.insert(wanted(10).media, Slot::Ready(Arc::new(blank())));
        for _ in 0..1_000 {
            ring.look_ahead(&next);
            assert!(ring.bytes() <= budget);
        }
        assert_eq!(ring.held.len(), 3);
    }
}
