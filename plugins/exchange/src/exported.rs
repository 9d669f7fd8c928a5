//! What an export gives.

/// A file, and what it could not take along.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub bytes: Vec<u8>,
    /// A sentence each, for the person who asked for it; empty where nothing is lost.
    pub lost: Vec<String>,
}
