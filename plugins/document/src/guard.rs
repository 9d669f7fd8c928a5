//! Reading what others wrote must not end the program.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use loro::LoroDoc;

/// Does `work`, and gives nothing if it panicked. What it worked on is to be thrown away then.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Works on a CRDT, and gives it back with what came of it; nothing if the work panicked.
pub(crate) fn worked<T>(crdt: LoroDoc, work: impl FnOnce(&LoroDoc) -> T) -> Option<(LoroDoc, T)> {
    // A panic poisons its locks, and it locks when it is dropped: such a one is left where it lies.
    let crdt = ManuallyDrop::new(crdt);
    let done = guarded(|| work(&crdt))?;
    Some((ManuallyDrop::into_inner(crdt), done))
}
