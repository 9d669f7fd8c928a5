//! The text as lines, with notes and boneyards found out.
//!
//! A line ends at LF, CR LF or CR, but not inside a note or a boneyard: with those, it goes on behind them.

use std::borrow::Cow;
use std::ops::Range;

/// A `[[note]]` or a boneyard, with its brackets, as bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    pub(crate) is_note: bool,
    start: usize,
    end: usize,
}

/// What can be seen on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// Exactly two spaces: a blank line that does not end a speech.
    Pause,
    /// Notes or boneyards, and nothing else.
    Comment,
    Text,
}

struct Line {
    start: usize,
    /// Where its line break begins.
    end: usize,
    comments: Range<usize>,
    look: Look,
}

pub(crate) struct Lines<'a> {
    text: &'a str,
    /// The text begins a file: a byte order mark at its head is none of it.
    at_head: bool,
    /// A boneyard begins that never ends: it is text.
    pub(crate) open_boneyard: bool,
    lines: Vec<Line>,
    comments: Vec<Comment>,
}

impl<'a> Lines<'a> {
    /// The lines of a text; `at_head` if a file begins with it.
    pub(crate) fn of(text: &'a str, at_head: bool) -> Self {
        let (comments, open_boneyard) = comments_of(text);
        let mut lines = Self { text, at_head, open_boneyard, lines: Vec::new(), comments };
        let (mut start, mut first, mut next) = (0, 0, 0);
        let mut at = 0;
        while at < text.len() {
            if let Some(comment) = lines.comments.get(next).filter(|comment| comment.start == at) {
                at = comment.end;
                next += 1;
                continue;
            }
            let length = break_at(text.as_bytes(), at);
            if length > 0 {
                lines.push(start..at, first..next);
                (start, first) = (at + length, next);
            }
            at += length.max(1);
        }
        if start < text.len() {
            lines.push(start..text.len(), first..next);
        }
        lines
    }

    fn push(&mut self, bytes: Range<usize>, comments: Range<usize>) {
        let commented = !comments.is_empty();
        let line = Line { start: bytes.start, end: bytes.end, comments, look: Look::Text };
        self.lines.push(line);
        let last = self.lines.len() - 1;
        let seen = self.seen(last);
        self.lines[last].look = match &*seen {
            seen if !seen.trim().is_empty() => Look::Text,
            _ if commented => Look::Comment,
            "  " => Look::Pause,
            _ => Look::Blank,
        };
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Where line `at` starts, in bytes of the text.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.lines[at].start
    }

    /// What line `at` looks like; behind the last line all is blank.
    pub(crate) fn look(&self, at: usize) -> Look {
        self.lines.get(at).map_or(Look::Blank, |line| line.look)
    }

    /// What line `at` looks like if only comments stand before it: they are as if they were not there.
    pub(crate) fn look_past_comments(&self, at: usize) -> Look {
        let after = self.lines.get(at..).unwrap_or_default();
        let line = after.iter().find(|line| line.look != Look::Comment);
        line.map_or(Look::Blank, |line| line.look)
    }

    /// Line `at` without its notes and boneyards, its line break and the text's byte order mark.
    pub(crate) fn seen(&self, at: usize) -> Cow<'a, str> {
        let mut pieces = self.pieces(at);
        let first = pieces.next().unwrap_or_default();
        if self.lines[at].comments.is_empty() {
            return Cow::Borrowed(&self.text[first]);
        }
        let mut seen = self.text[first].to_owned();
        pieces.for_each(|piece| seen.push_str(&self.text[piece]));
        Cow::Owned(seen)
    }

    /// What is seen of line `at`, as bytes of the text.
    pub(crate) fn pieces(&self, at: usize) -> impl Iterator<Item = Range<usize>> {
        let line = &self.lines[at];
        let mut start = line.start;
        if at == 0 && self.at_head && self.text.starts_with(BYTE_ORDER_MARK) {
            start += BYTE_ORDER_MARK.len_utf8();
        }
        let comments = self.comments[line.comments.clone()].iter();
        let parts =
            comments.map(|comment| (comment.start, comment.end)).chain([(line.end, line.end)]);
        parts.map(move |(end, next)| {
            let piece = start.min(end)..end;
            start = next;
            piece
        })
    }

    /// The notes and boneyards that begin on line `at`: which it is, and its bytes of the text, brackets and all.
    pub(crate) fn comment_bytes(&self, at: usize) -> impl Iterator<Item = (bool, Range<usize>)> {
        let comments = self.comments[self.lines[at].comments.clone()].iter();
        comments.map(|comment| (comment.is_note, comment.start..comment.end))
    }

    /// The notes and boneyards that begin on line `at`: which it is, and what it says.
    pub(crate) fn comments(&self, at: usize) -> impl Iterator<Item = (bool, &'a str)> {
        let comments = &self.comments[self.lines[at].comments.clone()];
        comments
            .iter()
            .map(|comment| (comment.is_note, &self.text[comment.start + 2..comment.end - 2]))
    }
}

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// How long the line break at `at` is; 0 where there is none.
fn break_at(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}

/// The lines of a piece of text, whatever breaks them.
pub(crate) fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.flat_map(|line| line.split('\r'))
}

/// Every note and boneyard, in order: whichever opens first is there, to its own end. What never closes is
/// text; so is a note that a blank line would cut, unless two spaces are on it. And whether there is a boneyard
/// that never closes.
fn comments_of(text: &str) -> (Vec<Comment>, bool) {
    let mut boneyard_end = Ahead::new(|from| find(text, "*/", from));
    let mut note_end = Ahead::new(|from| find(text, "]]", from));
    let mut gap = Ahead::new(|from| blank_line(text, from));
    let mut comments = Vec::new();
    let mut open_boneyard = false;
    let mut at = 0;
    while let Some(two) = text.as_bytes().get(at..at + 2) {
        let end = match two {
            b"/*" => boneyard_end.from(at + 2),
            b"[[" => {
                let end = note_end.from(at + 2);
                let cut = end.and_then(|_| gap.from(at));
                end.filter(|end| cut.is_none_or(|cut| *end < cut))
            }
            _ => None,
        };
        match end {
            Some(end) => {
                comments.push(Comment { is_note: two == b"[[", start: at, end: end + 2 });
                at = end + 2;
            }
            None => {
                open_boneyard |= two == b"/*";
                at += 1;
            }
        }
    }
    (comments, open_boneyard)
}

fn find(text: &str, what: &str, from: usize) -> Option<usize> {
    let found = text.as_bytes().get(from..)?;
    found.windows(what.len()).position(|window| window == what.as_bytes()).map(|at| from + at)
}

/// Where the first blank line after the line of `from` starts, if a note may not go over it.
fn blank_line(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = None;
    let mut blank = true;
    let mut at = from;
    while at < bytes.len() {
        let length = break_at(bytes, at);
        if length > 0 {
            match start {
                Some(start) if blank && &bytes[start..at] != b"  " => return Some(start),
                _ => {}
            }
            start = Some(at + length);
            blank = true;
        } else if !matches!(bytes[at], b' ' | b'\t') {
            blank = false;
        }
        at += length.max(1);
    }
    None
}

/// A search that only goes forward: asked again before what it found, it does not look again. So all
/// questions together look at each byte once.
struct Ahead<F> {
    search: F,
    found: Found,
    /// Bytes looked at, about.
    #[cfg(test)]
    looked: usize,
}

enum Found {
    NotYet,
    At(usize),
    Never,
}

impl<F: FnMut(usize) -> Option<usize>> Ahead<F> {
    fn new(search: F) -> Self {
        Self {
            search,
            found: Found::NotYet,
            #[cfg(test)]
            looked: 0,
        }
    }

    /// The first place at or after `from`. `from` never goes back.
    fn from(&mut self, from: usize) -> Option<usize> {
        match self.found {
            Found::Never => None,
            Found::At(at) if at >= from => Some(at),
            Found::At(_) | Found::NotYet => {
                let found = (self.search)(from);
                #[cfg(test)]
                {
                    self.looked += found.map_or(usize::MAX / 2, |at| at - from);
                }
                self.found = found.map_or(Found::Never, Found::At);
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Look)]) {
        let lines = Lines::of(text, true);
        let seen: Vec<_> =
            (0..lines.len()).map(|at| (lines.seen(at).into_owned(), lines.look(at))).collect();
        let seen: Vec<_> = seen.iter().map(|(text, look)| (text.as_str(), *look)).collect();
        assert_eq!(seen, expected, "{text:?}");
    }

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        use Look::{Blank, Pause, Text};
        check("a\nb\r\nc\rd", &[("a", Text), ("b", Text), ("c", Text), ("d", Text)]);
        check("a\r\r\n\n  \n", &[("a", Text), ("", Blank), ("", Blank), ("  ", Pause)]);
        check("", &[]);
        check("\u{feff}a", &[("a", Text)]);
        check("\u{feff}", &[("", Blank)]);
    }

    #[test]
    fn comments_are_not_seen_and_hold_their_line_together() {
        use Look::{Blank, Comment, Text};
        check("a/* b\n\nc */d\ne", &[("ad", Text), ("e", Text)]);
        check("[[one\ntwo]]\n", &[("", Comment)]);
        check("[[one\n  \ntwo]]\n", &[("", Comment)]);
        check("[[one\n\ntwo]]", &[("[[one", Text), ("", Blank), ("two]]", Text)]);
        check("/* [[ */ a ]]", &[(" a ]]", Text)]);
        check("[[ /* ]] a */", &[(" a */", Text)]);
        check("/*/ a */b", &[("b", Text)]);
        check("/*/", &[("/*/", Text)]);
        check("é[[è]]à", &[("éà", Text)]);
    }

    /// Bytes that all searches together look at in `text`, a search to the end counted as the whole text.
    fn looked_at(text: &str) -> usize {
        let mut ahead = Ahead::new(|from| find(text, "]]", from));
        let mut gap = Ahead::new(|from| blank_line(text, from));
        for at in 0..text.len() {
            ahead.from(at);
            gap.from(at);
        }
        ahead.looked.min(text.len()) + gap.looked.min(text.len())
    }

    #[test]
    fn asking_at_each_byte_looks_at_each_byte_once() {
        for text in
            ["[[".repeat(5000), "[[a]]\n\n".repeat(2000), "[[\n\n".repeat(3000), "x\r".repeat(999)]
        {
            assert!(looked_at(&text) <= 2 * text.len(), "{}", &text[..8]);
        }
    }

    #[test]
    fn a_search_that_found_nothing_is_not_made_again() {
        let mut asked = 0;
        let mut ahead = Ahead::new(|_| {
            asked += 1;
            None
        });
        for at in 0..1000 {
            assert_eq!(ahead.from(at), None);
        }
        assert_eq!(asked, 1);
    }
}
