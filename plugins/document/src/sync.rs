//! Makes what was written safe from a power cut: on a thread of its own, for several writes at once.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::disk::{Disk, DiskFile};

/// How long a write may wait for others before it is made safe.
const WAIT: Duration = Duration::from_millis(200);
/// Writes that may wait; a writer that is further ahead waits itself.
const QUEUE: usize = 1024;

pub(crate) struct Syncer {
    jobs: Option<Sender<Job>>,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    /// Writes up to this one are safe.
    safe: AtomicU64,
    failed: AtomicBool,
}

enum Job {
    Write {
        file: Arc<dyn DiskFile>,
        /// Folders that got a new entry.
        folders: Vec<PathBuf>,
        sequence: u64,
    },
    /// Answered when all before it is done.
    Flush(Sender<()>),
}

impl Syncer {
    pub(crate) fn start(disk: Arc<dyn Disk>) -> std::io::Result<Self> {
        let (jobs, queue) = bounded(QUEUE);
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("journal sync".into())
            .spawn(move || run(&queue, &shared, &*disk))?;
        Ok(Self { jobs: Some(jobs), state, thread: Some(thread) })
    }

    /// Asks for a write to be made safe. `sequence` counts writes, from 1.
    pub(crate) fn wrote(&self, file: Arc<dyn DiskFile>, folders: Vec<PathBuf>, sequence: u64) {
        self.send(Job::Write { file, folders, sequence });
    }

    /// Waits until all that was written is safe, or has failed to be.
    pub(crate) fn flush(&self) {
        let (done, wait) = bounded(1);
        self.send(Job::Flush(done));
        if wait.recv().is_err() {
            self.state.failed.store(true, Ordering::SeqCst);
        }
    }

    pub(crate) fn safe(&self) -> u64 {
        self.state.safe.load(Ordering::SeqCst)
    }

    /// Whether a write could not be made safe since this was last asked.
    pub(crate) fn take_failure(&self) -> bool {
        self.state.failed.swap(false, Ordering::SeqCst)
    }

    fn send(&self, job: Job) {
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        if !sent {
            self.state.failed.store(true, Ordering::SeqCst);
        }
    }
}

/// Waits for what is under way.
impl Drop for Syncer {
    fn drop(&mut self) {
        self.jobs = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the journal's thread ended badly");
        }
    }
}

fn run(jobs: &Receiver<Job>, state: &State, disk: &dyn Disk) {
    // Files that failed once: nothing that is written to them counts as safe any more.
    let mut bad = Vec::<Arc<dyn DiskFile>>::new();
    while let Ok(first) = jobs.recv() {
        let batch = Batch::gather(first, jobs, &bad);
        match batch.sync(disk) {
            Ok(()) if batch.last > 0 => state.safe.store(batch.last, Ordering::SeqCst),
            Ok(()) => {}
            Err(error) => {
                tracing::error!(%error, "the journal could not be made safe on disk");
                bad.extend(batch.files);
                state.failed.store(true, Ordering::SeqCst);
            }
        }
        if batch.waiting.is_some_and(|done| done.send(()).is_err()) {
            tracing::debug!("whoever waited for the journal has gone");
        }
    }
}

/// Writes that are made safe together.
#[derive(Default)]
struct Batch {
    files: Vec<Arc<dyn DiskFile>>,
    folders: Vec<PathBuf>,
    last: u64,
    waiting: Option<Sender<()>>,
}

impl Batch {
    fn gather(first: Job, jobs: &Receiver<Job>, bad: &[Arc<dyn DiskFile>]) -> Self {
        let due = Instant::now() + WAIT;
        let (mut batch, mut next) = (Self::default(), Some(first));
        while let Some(job) = next {
            match job {
                Job::Write { file, folders, sequence } => {
                    let is_in = |files: &[Arc<dyn DiskFile>]| {
                        files.iter().any(|other| Arc::ptr_eq(other, &file))
                    };
                    if !is_in(bad) {
                        batch.last = sequence;
                        batch.folders.extend(folders);
                        if !is_in(&batch.files) {
                            batch.files.push(file);
                        }
                    }
                    next = jobs.recv_deadline(due).ok();
                }
                Job::Flush(done) => {
                    batch.waiting = Some(done);
                    next = None;
                }
            }
        }
        batch
    }

    fn sync(&self, disk: &dyn Disk) -> std::io::Result<()> {
        self.files.iter().try_for_each(|file| file.sync())?;
        self.folders.iter().try_for_each(|path| disk.sync_folder(path))
    }
}

/// Makes new names in a folder safe. Only Unix can, and only Unix needs to be told.
pub(crate) fn sync_folder(path: &std::path::Path) -> std::io::Result<()> {
    if cfg!(unix) { std::fs::File::open(path)?.sync_all() } else { Ok(()) }
}
