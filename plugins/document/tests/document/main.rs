//! The film as data, through its public surface alone.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod bulk;
mod hands;
mod laws;
mod people;
mod recovery;
mod studio;
mod world;
