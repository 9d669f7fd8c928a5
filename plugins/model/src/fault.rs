//! What can be wrong with a file.

use std::io;
use std::path::{Path, PathBuf};

/// Why a model could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("the model could not be read: {path:?}")]
    Read { path: PathBuf, source: io::Error },
    #[error("the model cannot be used: {path:?}")]
    Faulty { path: PathBuf, source: Fault },
}

/// What is wrong inside a model, and where: `mesh 3: accessor 7 reaches past its buffer`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

impl Fault {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// The same, with where it was found before it.
    pub(crate) fn within(self, place: impl std::fmt::Display) -> Self {
        Self(format!("{place}: {}", self.0))
    }

    pub(crate) fn of(self, path: &Path) -> ModelError {
        ModelError::Faulty { path: path.to_owned(), source: self }
    }
}

/// Bytes of a file, or of a file with all that lies beside it.
pub(crate) const MOST_BYTES: usize = 256 << 20;
/// Corners of a model, each instance counted.
pub(crate) const MOST_VERTICES: usize = 1_000_000;
/// Triangles of a model, each instance counted.
pub(crate) const MOST_TRIANGLES: usize = 1_000_000;
/// Nodes of a scene.
pub(crate) const MOST_NODES: usize = 20_000;
/// How deep nodes may hang below one another.
pub(crate) const DEEPEST: usize = 256;
/// Joints of all skins of a model.
pub(crate) const MOST_JOINTS: usize = 4_096;
/// Metres that anything may lie off the origin.
pub(crate) const FARTHEST: f32 = 100_000.0;
