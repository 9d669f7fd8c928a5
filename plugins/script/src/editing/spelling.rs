//! Words to be checked for how they are spelt.

use std::ops::Range;

use maquette_document::ParagraphKind as Kind;

use super::{Ink, Manuscript};

/// Knows words of a language.
pub trait Speller {
    /// Whether a word, in the case that it is written in, is spelt right.
    fn knows(&self, word: &str) -> bool;
}

impl<K: Copy + Eq> Manuscript<K> {
    /// The words of a paragraph that a speller does not know, as bytes of the text. Names (cues, headings), notes,
    /// boneyards and marks are not checked, nor is a word with a mark inside or a digit.
    pub fn misspelt(&self, at: usize, speller: &impl Speller) -> Vec<Range<usize>> {
        let is_checked = matches!(
            self.paragraph(at).kind,
            Kind::Action
                | Kind::Dialogue
                | Kind::Parenthetical
                | Kind::Lyrics
                | Kind::Centered
                | Kind::Synopsis
                | Kind::Section
        );
        if !is_checked {
            return Vec::new();
        }
        let (start, source) = (self.start(at), self.source(at));
        let spans = self.spans(at).into_iter();
        let read = spans.filter(|span| !matches!(span.ink, Ink::Note | Ink::Boneyard | Ink::Mark));
        let words = read.flat_map(|span| {
            let range = span.range.start - start..span.range.end - start;
            words_of(&source, range)
        });
        let unknown = words.filter(|word| !speller.knows(&source[word.clone()]));
        unknown.map(|word| start + word.start..start + word.end).collect()
    }
}

/// The whole words within bytes of a source: letters, with apostrophes between them.
fn words_of(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    let mut words = Vec::new();
    for part in text.split(|char: char| !(char.is_alphanumeric() || is_apostrophe(char))) {
        let word = part.trim_matches(is_apostrophe);
        let start = range.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let word = start..start + word.len();
        let text = &source[word.clone()];
        let cut = |side: Option<char>| side.is_some_and(|char| matches!(char, '*' | '_'));
        let inside = |mut beyond: std::str::Chars<'_>, back: bool| {
            let mut next = || if back { beyond.next_back() } else { beyond.next() };
            cut(next()) && next().is_some_and(char::is_alphanumeric)
        };
        let is_whole = !inside(source[..word.start].chars(), true)
            && !inside(source[word.end..].chars(), false);
        if is_whole && !text.is_empty() && !text.contains(char::is_numeric) {
            words.push(word);
        }
    }
    words
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’')
}
