//! A script while it is written: text, and its paragraphs kept up to date.
//!
//! Owns what a panel of text needs and what is not its look: [`Manuscript`] holds the text as a rope and reads
//! after each edit only what the edit can have changed, so that its paragraphs are always those of
//! [`crate::parse`]. A paragraph keeps its key while it is edited. From that come colours ([`Span`]), folds, lengths
//! and suggestions. It does not know what a key is, nor of cursors, undo or pixels.

mod folds;
mod ink;
mod lengths;
mod manuscript;
mod spelling;
mod suggest;

pub use folds::Fold;
pub use ink::{Ink, Span};
pub use lengths::SceneLength;
pub use manuscript::{EditError, Edited, Manuscript};
pub use spelling::Speller;
