//! How long scenes are, as they are written.

use maquette_document::ParagraphKind as Kind;

use super::Manuscript;
use crate::pages::{LINES_A_PAGE, eighths_of, lines_after};

/// Seconds of film that a page is, by the rule of thumb.
const SECONDS_A_PAGE: usize = 60;

/// How long a scene is, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SceneLength {
    /// Its heading, as a paragraph.
    pub heading: usize,
    /// The page that it begins on, from 1.
    pub page: usize,
    /// Its length in eighths of a page, rounded up.
    pub eighths: usize,
    /// About how long it is on screen.
    pub seconds: usize,
}

impl<K: Copy + Eq> Manuscript<K> {
    /// Each scene's length. The lines of a paragraph are counted when it is read, so that this only adds them up.
    pub fn scenes(&self) -> Vec<SceneLength> {
        let mut scenes: Vec<SceneLength> = Vec::new();
        let (mut all, mut own) = (0, 0);
        for (at, entry) in self.entries.iter().enumerate() {
            let kind = entry.paragraph.kind;
            if kind == Kind::Heading {
                scenes.push(SceneLength {
                    heading: at,
                    page: 1 + all / LINES_A_PAGE,
                    eighths: 0,
                    seconds: 0,
                });
                own = 0;
            }
            all = lines_after(all, kind, entry.lines);
            own = lines_after(own, kind, entry.lines);
            if let Some(scene) = scenes.last_mut() {
                scene.eighths = eighths_of(own);
                scene.seconds = (own * SECONDS_A_PAGE).div_ceil(LINES_A_PAGE);
            }
        }
        scenes
    }

    /// The page that a paragraph begins on, from 1, and how many pages there are.
    pub fn page_of(&self, at: usize) -> (usize, usize) {
        let filled = |entries: &[super::manuscript::Entry<K>]| {
            let lines = |lines, entry: &super::manuscript::Entry<K>| {
                lines_after(lines, entry.paragraph.kind, entry.lines)
            };
            entries.iter().fold(0, lines)
        };
        let before = filled(&self.entries[..at.min(self.entries.len())]);
        (1 + before / LINES_A_PAGE, filled(&self.entries).div_ceil(LINES_A_PAGE))
    }
}
