//! The open film.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::thread::JoinHandle;

use crate::check::check;
use crate::checkpoint;
use crate::device::Device;
use crate::folder::Layout;
use crate::hand::{Hand, Work};
use crate::journal::{Journal, WriteError, now};
use crate::media::MediaStore;
use crate::records::Records;
use crate::typing::Typing;
use crate::undo::{Act, Deed, Entry, History, Inverse, StepId};
use crate::{Change, EditError, Id, Place, State, Transaction, edits_between};

/// A film that is open: its records, its journal, its undo. Whatever changes the film goes through
/// [`commit`](Self::commit).
pub struct Document {
    pub(crate) layout: Layout,
    pub(crate) film: Id,
    pub(crate) device: Device,
    pub(crate) records: Records,
    pub(crate) history: History,
    /// The peers that are me: this opening and all before it.
    pub(crate) mine: BTreeSet<u64>,
    /// The last key, as long as nothing else was done since.
    pub(crate) typing: Option<Typing>,
    /// None when the film is open to be looked at only.
    pub(crate) pen: Option<Pen>,
    pub(crate) media: MediaStore,
}

/// What it takes to write.
pub(crate) struct Pen {
    pub(crate) journal: Journal,
    pub(crate) device: Device,
    /// Envelopes and bytes of operations that no checkpoint has.
    pub(crate) since: (usize, usize),
    /// A checkpoint that is being made.
    pub(crate) behind: Option<JoinHandle<()>>,
    /// Held until the film is closed.
    pub(crate) _lock: File,
}

/// A step that was taken back or done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub label: String,
    pub changes: Vec<Change>,
    /// Where the hands were when the step began.
    pub place: Option<Place>,
    /// What was left alone because somebody else has changed it since: `length of shot 0030 was changed since`.
    pub skipped: Vec<String>,
}

/// One step of mine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    pub label: String,
    /// Whether it is in the film; those that are not can be done again.
    pub done: bool,
}

/// Why a change is not in the film. The film is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    #[error("the film is open to be looked at only; close it elsewhere and open it again")]
    ReadOnly,
    #[error("the change makes no sense")]
    Edit(#[from] EditError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("the film's records could not take the change")]
    Store(#[from] StoreError),
}

/// The store of the records failed: it should not.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StoreError(pub(crate) Box<dyn std::error::Error + Send + Sync>);

/// A checkpoint is written on closing when so much was read or written without one.
const CHECKPOINT_ENVELOPES: usize = 256;
const CHECKPOINT_BYTES: usize = 4 << 20;
/// Characters of a label that are kept.
const LONGEST_LABEL: usize = 200;

impl Document {
    /// Does all edits or none, as one step of undo, and gives what became of the film. When it returns, the
    /// change survives the end of this program; [`is_saved`](Self::is_saved) tells when it survives a power cut.
    /// Edits that change nothing make no step.
    pub fn commit(&mut self, transaction: Transaction) -> Result<Vec<Change>, CommitError> {
        let key = transaction.typed.then(|| Typing::of(&transaction.edits, now())).flatten();
        let run = key.clone().zip(self.typing.as_ref()).and_then(|(key, last)| key.after(last));
        let act = match self.history.done.last() {
            Some(last) if run.is_some() && self.history.undone.is_empty() => Act::More(last.step),
            _ => Act::Do,
        };
        let changes = self.write(transaction, act)?;
        if !changes.is_empty() {
            self.typing = run.or(key);
        }
        Ok(changes)
    }

    /// Names the film as it is now, to be found, looked at and brought back by that name.
    pub fn mark(&mut self, name: &str) -> Result<(), CommitError> {
        self.check_pen()?;
        self.typing = None;
        let label = name.chars().take(LONGEST_LABEL).collect();
        self.journal(Work::default(), &[], label, None, Act::Mark).map(|_| ())
    }

    /// Makes the film what it was at another time, as one step that can be taken back. Nothing where it is so.
    pub fn restore(&mut self, then: &State, label: &str) -> Result<Vec<Change>, CommitError> {
        let now = self.state();
        let edits = edits_between(&now, then, &|id| self.knows(id));
        self.commit(Transaction::new(label, edits))
    }

    /// Takes back my last step that is done, as far as nobody else has changed what it did.
    pub fn undo(&mut self) -> Result<Option<Step>, CommitError> {
        self.check_pen()?;
        self.typing = None;
        let Some(entry) = self.history.done.last().cloned() else { return Ok(None) };
        self.reverse(&entry, Act::Undo(entry.step)).map(Some)
    }

    /// Does my last undone step again, as far as nobody else has changed what it did.
    pub fn redo(&mut self) -> Result<Option<Step>, CommitError> {
        self.check_pen()?;
        self.typing = None;
        let Some(entry) = self.history.undone.last().cloned() else { return Ok(None) };
        self.reverse(&entry, Act::Redo(entry.step)).map(Some)
    }

    /// My steps, the oldest first; those that were undone come last, the next to redo first among them.
    pub fn history(&self) -> Vec<HistoryEntry> {
        let entry = |done| move |entry: &Entry| HistoryEntry { label: entry.label.clone(), done };
        let undone = self.history.undone.iter().rev().map(entry(false));
        self.history.done.iter().map(entry(true)).chain(undone).collect()
    }

    /// The whole film as changes to an empty world.
    pub fn changes_from_nothing(&self) -> Vec<Change> {
        self.records.changes_from_nothing()
    }

    /// Whether a record is in the film, or was once.
    pub fn knows(&self, id: Id) -> bool {
        self.records.kind(id).is_some()
    }

    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// The project folder.
    pub fn folder(&self) -> &Path {
        &self.layout.root
    }

    /// What tells this film from all others; copies share it.
    pub fn id(&self) -> Id {
        self.film
    }

    /// Whether the film is open to be looked at only.
    pub fn is_read_only(&self) -> bool {
        self.pen.is_none()
    }

    /// Whether all that was done survives a power cut. It takes a quarter of a second after a change.
    pub fn is_saved(&self) -> bool {
        self.pen.as_ref().is_none_or(|pen| pen.journal.is_safe())
    }

    /// Waits until all that was done survives a power cut.
    pub fn flush(&mut self) -> Result<(), CommitError> {
        match &mut self.pen {
            Some(pen) => Ok(pen.journal.flush()?),
            None => Ok(()),
        }
    }

    pub(crate) fn write(
        &mut self,
        transaction: Transaction,
        act: Act,
    ) -> Result<Vec<Change>, CommitError> {
        self.check_pen()?;
        let Transaction { label, edits, place, .. } = transaction;
        check(&self.records, &edits)?;
        let mut hand = Hand::new(&mut self.records, &mut self.history, &self.mine);
        let done = edits.into_iter().try_for_each(|edit| hand.edit(edit));
        let work = hand.finish();
        if let Err(error) = done {
            self.roll_back(&work.inverse);
            return Err(StoreError(Box::new(error)).into());
        }
        if work.inverse.is_empty() {
            return Ok(Vec::new());
        }
        let label = label.chars().take(LONGEST_LABEL).collect();
        let step = self.journal(work, &[], label, place, act)?;
        self.checkpoint_behind();
        Ok(step.changes)
    }

    fn reverse(&mut self, entry: &Entry, act: Act) -> Result<Step, CommitError> {
        let mut hand = Hand::new(&mut self.records, &mut self.history, &self.mine);
        let done = entry.inverse.iter().try_for_each(|inverse| hand.put_back(inverse));
        let work = hand.finish();
        if let Err(error) = done {
            self.roll_back(&work.inverse);
            return Err(StoreError(Box::new(error)).into());
        }
        self.journal(work, &entry.held, entry.label.clone(), entry.place.clone(), act)
    }

    /// Puts what a hand did into the journal and on the stack; or takes it all back. `held` is what the step
    /// that was turned round could not put back the last time.
    fn journal(
        &mut self,
        work: Work,
        held: &[Inverse],
        label: String,
        place: Option<Place>,
        act: Act,
    ) -> Result<Step, CommitError> {
        let Work { touched, mut inverse, held: still_held, stands, skipped } = work;
        let own = inverse.len();
        inverse.extend_from_slice(held);
        let place_again = place.clone();
        let deed = Deed { act, label: label.clone(), inverse, held: still_held, stands, place };
        let (deed, step) = self.append(deed);
        match step {
            Ok(step) => {
                self.history.push(step, deed);
                Ok(Step {
                    label,
                    changes: touched.changes(&self.records),
                    place: place_again,
                    skipped,
                })
            }
            Err(error) => {
                self.roll_back(&deed.inverse[..own]);
                Err(error)
            }
        }
    }

    fn append(&mut self, deed: Deed) -> (Deed, Result<StepId, CommitError>) {
        let Some(pen) = &mut self.pen else { return (deed, Err(CommitError::ReadOnly)) };
        let written = match self.records.finish(deed.act.name()) {
            Ok(written) => written,
            Err(error) => return (deed, Err(StoreError(Box::new(error)).into())),
        };
        let (end, bytes) = (written.end, written.payload.len());
        let (deed, step) = pen.journal.append(written, deed);
        if step.is_ok() {
            self.records.set_journalled(end);
            pen.since = (pen.since.0 + 1, pen.since.1 + bytes);
        }
        (deed, step.map_err(CommitError::from))
    }

    /// Takes back what did not get into the journal. Its operations stay in the CRDT with their opposites, and
    /// go into the journal with the next change.
    fn roll_back(&mut self, inverse: &[Inverse]) {
        let mut hand = Hand::new(&mut self.records, &mut self.history, &self.mine);
        let undone = inverse.iter().try_for_each(|inverse| hand.put_back(inverse));
        if let Err(error) = undone {
            tracing::error!(%error, "what was not written could not be taken back; open the film again");
        }
    }

    fn check_pen(&self) -> Result<(), CommitError> {
        if self.pen.is_some() { Ok(()) } else { Err(CommitError::ReadOnly) }
    }

    /// Has a checkpoint made on another thread when one is due, from the journal as it lies on the disk: the open
    /// film is not held up, and the journal has been read back once more.
    fn checkpoint_behind(&mut self) {
        let Some(pen) = &mut self.pen else { return };
        let due = CHECKPOINT_ENVELOPES * 4 <= pen.since.0 || CHECKPOINT_BYTES <= pen.since.1;
        if !due || pen.behind.as_ref().is_some_and(|behind| !behind.is_finished()) {
            return;
        }
        let (layout, film, device) = (self.layout.clone(), self.film, pen.device.clone());
        let work = move || checkpoint::of_the_journal(&layout, film, &device);
        match std::thread::Builder::new().name("checkpoint".into()).spawn(work) {
            Ok(thread) => (pen.behind, pen.since) = (Some(thread), (0, 0)),
            Err(error) => tracing::warn!(%error, "no checkpoint is written meanwhile"),
        }
    }

    /// Writes a checkpoint if opening would otherwise have much to read.
    fn checkpoint(&mut self) {
        let Some(pen) = &mut self.pen else { return };
        // One that is under way may end with the program.
        let is_under_way = pen.behind.as_ref().is_some_and(|behind| !behind.is_finished());
        let (envelopes, bytes) = pen.since;
        if !is_under_way && envelopes < CHECKPOINT_ENVELOPES && bytes < CHECKPOINT_BYTES {
            return;
        }
        let folder = self.layout.checkpoints();
        match checkpoint::write(&folder, self.records.crdt(), self.film, &pen.device) {
            Ok(()) => pen.since = (0, 0),
            Err(error) => {
                tracing::warn!(%error, "no checkpoint was written; the journal has everything")
            }
        }
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Document");
        text.field("folder", &self.folder()).field("id", &self.film);
        text.field("read_only", &self.is_read_only()).finish_non_exhaustive()
    }
}

/// Closes the film: all that was done is made safe, and a checkpoint is written when it pays.
impl Drop for Document {
    fn drop(&mut self) {
        if let Err(error) = self.flush() {
            tracing::error!(%error, "the last changes may not survive a power cut");
        }
        self.checkpoint();
    }
}
