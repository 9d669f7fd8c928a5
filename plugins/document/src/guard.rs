//! Reading what others wrote must not end the program.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does `work`, and gives nothing if it panicked. What it worked on is to be thrown away then.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
