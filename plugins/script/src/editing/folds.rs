//! What can be folded away: scenes, and sections with all that is in them.

use std::ops::Range;

use maquette_document::ParagraphKind as Kind;

use super::Manuscript;

/// A scene or a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Paragraphs, the heading or the section's name first.
    pub paragraphs: Range<usize>,
    /// In how many other folds it is.
    pub depth: usize,
}

impl<K: Copy + Eq> Manuscript<K> {
    /// All folds, in the order of their first paragraphs. Each is within another or beside it.
    pub fn folds(&self) -> Vec<Fold> {
        let mut folds: Vec<Fold> = Vec::new();
        // Open ones as places among all, with the depth of their section. A scene is deeper than any.
        let mut open: Vec<(usize, u8)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let depth = match entry.paragraph.kind {
                Kind::Section => entry.paragraph.depth,
                Kind::Heading => u8::MAX,
                _ => continue,
            };
            while let Some((fold, _)) = open.pop_if(|(_, known)| *known >= depth) {
                folds[fold].paragraphs.end = at;
            }
            open.push((folds.len(), depth));
            folds.push(Fold { paragraphs: at..self.entries.len(), depth: open.len() - 1 });
        }
        folds
    }
}
