//! The text and its paragraphs.

use std::ops::Range;

use maquette_document::ParagraphKind as Kind;
use ropey::Rope;

use crate::follow::{Line, follow};
use crate::pages::lines_of;
use crate::parse::{Part, parse_part};
use crate::read::MAX_BYTES;
use crate::script::{ParsedParagraph, Script};

/// Why an edit was not made. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no text from byte {} to byte {}", .0.start, .0.end)]
    NoSuchRange(Range<usize>),
    #[error("the script would be too large: {bytes} bytes, {MAX_BYTES} at most; split it")]
    TooLarge { bytes: usize },
}

/// What an edit did to the paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited<K> {
    /// The paragraphs that were read again, as they stand now. All others are as they were.
    pub read: Range<usize>,
    /// Keys of paragraphs that are no more.
    pub cut: Vec<K>,
    /// Keys of paragraphs that are new.
    pub added: Vec<K>,
}

/// A script as text that is edited, with its paragraphs. `K` is what a paragraph is known by.
///
/// ```
/// use maquette_script::editing::Manuscript;
///
/// let mut keys = 1..;
/// let mut next = || keys.next().unwrap_or_default();
/// let mut script = Manuscript::new("MARA\nIs it raining?\n\nRain.\n", &mut next);
/// let line = script.key(1);
/// script.edit(11..11, "still ", &mut next)?;
/// assert_eq!(script.paragraph(1).text, "Is it still raining?");
/// assert_eq!(script.key(1), line);
/// # Ok::<(), maquette_script::editing::EditError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Manuscript<K> {
    text: Rope,
    pub(super) entries: Vec<Entry<K>>,
    title: Vec<(String, String)>,
    /// A boneyard may begin somewhere that never ends. An edit anywhere below could end it.
    open_boneyard: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Entry<K> {
    key: K,
    start: usize,
    /// Its source counts from `start`.
    pub(super) paragraph: Box<ParsedParagraph>,
    /// Lines that it takes on a page.
    pub(super) lines: usize,
    /// What comes after it is read alike whatever stands here: it ends with a blank line that no note goes over.
    ends_fenced: bool,
}

impl<K: Copy + Eq> Manuscript<K> {
    /// Reads a script; each paragraph gets a key of `fresh`.
    pub fn new(text: &str, mut fresh: impl FnMut() -> K) -> Self {
        Self::with_keys(text, &[], &mut fresh)
    }

    /// Reads a script whose paragraphs are known by `keys`, in order; what is more than those gets a `fresh` one.
    pub fn with_keys(text: &str, keys: &[K], mut fresh: impl FnMut() -> K) -> Self {
        let part = parse_part(text, true);
        let mut keys = keys.iter().copied();
        let entries = entries_of(&part.script, text, 0, |_| keys.next().unwrap_or_else(&mut fresh));
        Self {
            text: Rope::from_str(text),
            entries,
            title: part.script.title,
            open_boneyard: part.open_boneyard,
        }
    }

    pub fn text(&self) -> &Rope {
        &self.text
    }

    /// How many paragraphs there are. Those that are asked for have to be fewer.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A paragraph; its source counts from [`Self::start`].
    pub fn paragraph(&self, at: usize) -> &ParsedParagraph {
        &self.entries[at].paragraph
    }

    pub fn key(&self, at: usize) -> K {
        self.entries[at].key
    }

    /// The byte that a paragraph starts with.
    pub fn start(&self, at: usize) -> usize {
        self.entries[at].start
    }

    /// The paragraph that holds a byte of the text; the last one behind its end.
    pub fn paragraph_at(&self, byte: usize) -> usize {
        self.entries.partition_point(|entry| entry.start <= byte).saturating_sub(1)
    }

    /// The bytes of a paragraph, blank lines and all.
    pub fn source(&self, at: usize) -> String {
        let Entry { start, paragraph, .. } = &self.entries[at];
        self.text.byte_slice(*start..start + paragraph.source.end).to_string()
    }

    /// The script as [`crate::parse`] reads it.
    pub fn script(&self) -> Script {
        let paragraphs = self.entries.iter().map(|entry| ParsedParagraph {
            source: entry.start..entry.start + entry.paragraph.source.end,
            ..(*entry.paragraph).clone()
        });
        Script { paragraphs: paragraphs.collect(), title: self.title.clone() }
    }

    /// Puts `replacement` in the place of bytes of the text. Paragraphs keep their keys as far as they can be known;
    /// new ones get a key of `fresh`.
    ///
    /// What is read again runs from the blank line before the paragraphs above to the one behind those below, and
    /// is the whole text only where a boneyard far away begins or ends with the edit.
    pub fn edit(
        &mut self,
        range: Range<usize>,
        replacement: &str,
        fresh: impl FnMut() -> K,
    ) -> Result<Edited<K>, EditError> {
        let chars = self.chars_of(&range).ok_or_else(|| EditError::NoSuchRange(range.clone()))?;
        let bytes = self.text.len_bytes() - range.len() + replacement.len();
        if bytes > MAX_BYTES {
            return Err(EditError::TooLarge { bytes });
        }
        let mut window = self.window(&range);
        self.text.remove(chars.clone());
        self.text.insert(chars.start, replacement);
        let grown = |byte: usize| byte - range.len() + replacement.len();
        loop {
            let first = self.entries.get(window.start).map_or(0, |entry| entry.start);
            let end = self.entries.get(window.end).map_or(bytes, |entry| grown(entry.start));
            let text = self.text.byte_slice(first..end).to_string();
            let part = parse_part(&text, window.start == 0);
            let is_whole = window == (0..self.entries.len());
            // What begins here may end below, and what began above may end here.
            let reaches_out = (part.open_boneyard && self.closes_from(end))
                || (self.open_boneyard && text.contains("*/"));
            let joins = window.end == self.entries.len() || part.ends_blank;
            if is_whole || (!reaches_out && joins) {
                return Ok(self.put(window, &text, first, (part, end), fresh));
            }
            window = match reaches_out {
                true => 0..self.entries.len(),
                false => window.start..self.fence(window.end + 1),
            };
        }
    }

    /// Bytes as characters, if they are on borders of characters.
    fn chars_of(&self, bytes: &Range<usize>) -> Option<Range<usize>> {
        let char = |byte: usize| {
            let char = self.text.try_byte_to_char(byte).ok()?;
            (self.text.char_to_byte(char) == byte).then_some(char)
        };
        let (start, end) = (char(bytes.start)?, char(bytes.end)?);
        (start <= end).then_some(start..end)
    }

    /// Whether something from a byte on could end a boneyard.
    fn closes_from(&self, byte: usize) -> bool {
        let mut before = 0;
        self.text.bytes_at(byte).any(|byte| {
            let closes = (before, byte) == (b'*', b'/');
            before = byte;
            closes
        })
    }

    /// The paragraphs that an edit of these bytes can change: from the second fence before it to the second behind.
    fn window(&self, bytes: &Range<usize>) -> Range<usize> {
        let before = self.entries.partition_point(|entry| entry.start < bytes.start);
        let mut fences = (1..before).rev().filter(|at| self.is_fenced(*at));
        let start = fences.nth(1).unwrap_or(0);
        let after = self.entries.partition_point(|entry| entry.start <= bytes.end);
        let end = self.fence(self.fence(after) + 1);
        start..end
    }

    /// The first paragraph from `at` on that is read alike whatever stands before it, or the end.
    fn fence(&self, at: usize) -> usize {
        let mut fences = (at..self.entries.len()).filter(|at| self.is_fenced(*at));
        fences.next().unwrap_or(self.entries.len())
    }

    /// Whether a paragraph is read as after a blank line. At the head of a script a title page may still follow.
    fn is_fenced(&self, at: usize) -> bool {
        let is_opening = |entry: &Entry<K>| {
            matches!(entry.paragraph.kind, Kind::Blank | Kind::Note | Kind::Boneyard)
        };
        at > 0 && self.entries[at - 1].ends_fenced && !self.entries[..at].iter().all(is_opening)
    }

    /// Takes a window as it was read now.
    fn put(
        &mut self,
        window: Range<usize>,
        text: &str,
        first: usize,
        (part, end): (Part, usize),
        mut fresh: impl FnMut() -> K,
    ) -> Edited<K> {
        let old = &self.entries[window.clone()];
        let keys = keys_of(old, &part.script);
        let mut added = Vec::new();
        let new = entries_of(&part.script, text, first, |at| {
            keys[at].unwrap_or_else(|| {
                let key = fresh();
                added.push(key);
                key
            })
        });
        let kept = |key: &K| keys.contains(&Some(*key));
        let cut = old.iter().map(|entry| entry.key).filter(|key| !kept(key)).collect();
        if let Some(next) = self.entries.get(window.end) {
            let from = next.start;
            self.entries[window.end..]
                .iter_mut()
                .for_each(|entry| entry.start = entry.start - from + end);
        }
        if window.start == 0 {
            self.title = part.script.title;
        }
        let is_whole = window == (0..self.entries.len());
        self.open_boneyard = part.open_boneyard || (self.open_boneyard && !is_whole);
        let read = window.start..window.start + new.len();
        self.entries.splice(window, new);
        Edited { read, cut, added }
    }
}

/// Paragraphs of a part that starts with byte `first` of the text.
fn entries_of<K>(
    script: &Script,
    text: &str,
    first: usize,
    mut key: impl FnMut(usize) -> K,
) -> Vec<Entry<K>> {
    let entry = |(at, paragraph): (usize, &ParsedParagraph)| {
        let source = paragraph.source.clone();
        Entry {
            key: key(at),
            start: first + source.start,
            lines: lines_of(paragraph),
            ends_fenced: ends_fenced(&text[source.clone()]),
            paragraph: Box::new(ParsedParagraph { source: 0..source.len(), ..paragraph.clone() }),
        }
    };
    script.paragraphs.iter().enumerate().map(entry).collect()
}

/// Whether a source ends with a line of nothing but blanks, but not of two: those end neither a speech nor a note.
fn ends_fenced(source: &str) -> bool {
    let breaks = ["\r\n", "\n", "\r"];
    let Some(lines) = breaks.iter().find_map(|end| source.strip_suffix(end)) else { return false };
    let Some(start) = lines.rfind(['\n', '\r']) else { return false };
    let last = &lines[start + 1..];
    last != "  " && last.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The key of each new paragraph of a window: of the one that it was, or else of the one that stood there.
fn keys_of<K: Copy + Eq>(old: &[Entry<K>], script: &Script) -> Vec<Option<K>> {
    let known: Vec<(K, Line<'_>)> =
        old.iter().map(|entry| (entry.key, Line::from(&*entry.paragraph))).collect();
    let lines: Vec<Line<'_>> = script.paragraphs.iter().map(Line::from).collect();
    let followed = follow(&known, &lines);
    let mut keys: Vec<Option<K>> = followed.new.iter().map(|one| one.key).collect();
    let mut next = 0;
    for (key, arrived) in keys.iter_mut().zip(&followed.new) {
        match arrived.from {
            Some(from) => next = from + 1,
            None if followed.old.get(next).is_some_and(|left| left.to.is_none()) => {
                *key = Some(old[next].key);
                next += 1;
            }
            None => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_a_blank_line_that_no_note_goes_over() {
        for source in ["One.\n\n", "One.\r\n\r\n", "One.\r\r", "One.\n \t \n", "One.\n\n\n"] {
            assert!(ends_fenced(source), "{source:?}");
        }
        for source in ["One.\n", "One.", "One.\n  \n", "", "\n", "One.\n\n ", "One.\r\n"] {
            assert!(!ends_fenced(source), "{source:?}");
        }
    }
}
