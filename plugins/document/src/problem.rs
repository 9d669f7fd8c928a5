//! What was found wrong with a film that opens nevertheless.

use std::path::PathBuf;

/// One thing that is wrong; the rest of the film is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error(
        "the last change was cut short as it was written, and is not in the film ({bytes} bytes): {path:?}"
    )]
    Torn { path: PathBuf, bytes: usize },
    #[error(
        "a part of the history is damaged and was passed over ({bytes} bytes at {at}): {path:?}"
    )]
    Damaged { path: PathBuf, at: usize, bytes: usize },
    #[error("a change was not made by who claims to have made it, and was left out: {path:?}")]
    Forged { path: PathBuf },
    #[error(
        "a part of the history is not what it was when it was written; compare it with a copy of the folder: {path:?}"
    )]
    Altered { path: PathBuf },
    #[error("a change could not be understood, and was left out: {path:?}")]
    Refused { path: PathBuf },
    #[error(
        "a part of the history was written by a newer studio, and was left out; update to see it: {path:?}"
    )]
    Newer { path: PathBuf },
    #[error("a file is not part of this film's history, and was left alone: {path:?}")]
    Foreign { path: PathBuf },
    #[error(
        "{count} changes are missing between others, and what was built on them cannot be shown; look for a copy of the folder: {path:?}"
    )]
    Missing { path: PathBuf, count: u64 },
    #[error(
        "some changes build on others that are missing, and cannot be shown; look for a copy of the folder: {path:?}"
    )]
    Unconnected { path: PathBuf },
    #[error("a checkpoint is damaged, and history was read instead: {path:?}")]
    Checkpoint { path: PathBuf },
    #[error(
        "a checkpoint has changes that are missing in the journal; look for a copy of the folder, and keep this file: {path:?}"
    )]
    OnlyInCheckpoint { path: PathBuf },
    #[error("a file of the history could not be read ({why}): {path:?}")]
    Unreadable { path: PathBuf, why: String },
}
