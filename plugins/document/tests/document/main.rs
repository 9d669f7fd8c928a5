//! The film as data, through its public surface alone.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod bulk;
mod doctor;
mod formats;
mod git;
mod hands;
mod laws;
mod people;
mod readable;
mod recovery;
mod studio;
mod versions;
mod world;
