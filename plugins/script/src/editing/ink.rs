//! What each piece of the text is shown as.

use std::ops::Range;

use maquette_document::ParagraphKind as Kind;

use super::Manuscript;
use crate::emphasis::{Style, marks_of};
use crate::heading::prefix_of;
use crate::lines::Lines;
use crate::marks::split_number;
use crate::script::ParsedParagraph;
use crate::title::{TitleLine, title_line};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Action,
    Heading,
    SceneNumber,
    Cue,
    Dialogue,
    Parenthetical,
    Lyrics,
    Transition,
    Centered,
    Section,
    Synopsis,
    PageBreak,
    TitleKey,
    TitleValue,
    Note,
    Boneyard,
    /// A sign of the syntax, which is not read: shown dimly.
    Mark,
}

/// A piece of the text that looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub ink: Ink,
    pub style: Style,
}

impl<K: Copy + Eq> Manuscript<K> {
    /// The pieces of a paragraph, rising and apart. Line breaks are in none, unless they are in a note or boneyard.
    pub fn spans(&self, at: usize) -> Vec<Span> {
        let source = self.source(at);
        let start = self.start(at);
        let mut spans = spans_of(self.paragraph(at), &source, start == 0);
        for span in &mut spans {
            span.range = start + span.range.start..start + span.range.end;
        }
        spans
    }
}

fn spans_of(paragraph: &ParsedParagraph, source: &str, at_head: bool) -> Vec<Span> {
    let lines = Lines::of(source, at_head);
    let mut spans = Vec::new();
    for at in 0..lines.len() {
        let seen = lines.seen(at);
        let inks = inks_of(paragraph.kind, &seen);
        let (marks, emphasis) = match is_emphasised(paragraph.kind) {
            true => marks_of(&seen),
            false => (Vec::new(), Vec::new()),
        };
        let mut marks = marks.into_iter().peekable();
        let mut emphasis = emphasis.iter().peekable();
        let mut offset = 0;
        for piece in lines.pieces(at) {
            for (by, char) in source[piece.clone()].char_indices() {
                let place = offset + by;
                let ink = inks.iter().find(|(range, _)| range.contains(&place));
                let ink = ink.map_or_else(|| ink_of(paragraph.kind), |(_, ink)| *ink);
                let ink = if marks.next_if_eq(&place).is_some() { Ink::Mark } else { ink };
                while emphasis.next_if(|one| one.range.end <= place).is_some() {}
                let here =
                    emphasis.peek().filter(|one| one.range.contains(&place) && ink != Ink::Mark);
                let style = here.map_or(Style::PLAIN, |one| one.style);
                let start = piece.start + by;
                push(&mut spans, Span { range: start..start + char.len_utf8(), ink, style });
            }
            offset += piece.len();
        }
        for (is_note, range) in lines.comment_bytes(at) {
            let ink = if is_note { Ink::Note } else { Ink::Boneyard };
            spans.push(Span { range, ink, style: Style::PLAIN });
        }
    }
    spans.sort_by_key(|span| span.range.start);
    spans
}

/// One more piece, joined to the one before it if both look alike.
fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last)
            if last.range.end == span.range.start
                && (last.ink, last.style) == (span.ink, span.style) =>
        {
            last.range.end = span.range.end;
        }
        _ => spans.push(span),
    }
}

/// What of a line is not simply of its kind: marks that force, scene numbers, keys.
fn inks_of(kind: Kind, seen: &str) -> Vec<(Range<usize>, Ink)> {
    let line = seen.trim();
    let start = seen.len() - seen.trim_start().len();
    let end = start + line.len();
    let head = |mark: char| match line.starts_with(mark) {
        true => vec![(start..start + mark.len_utf8(), Ink::Mark)],
        false => Vec::new(),
    };
    let tail = |mark: char| match line.len() > 1 && line.ends_with(mark) {
        true => vec![(end - mark.len_utf8()..end, Ink::Mark)],
        false => Vec::new(),
    };
    match kind {
        Kind::Heading => {
            let mut inks = if prefix_of(line).is_none() { head('.') } else { Vec::new() };
            let (heading, number) = split_number(line);
            if number.is_some() {
                inks.push((start + heading.len()..end, Ink::SceneNumber));
            }
            inks
        }
        Kind::Character => [head('@'), tail('^')].concat(),
        Kind::Lyrics => head('~'),
        Kind::Action => head('!'),
        Kind::Transition => head('>'),
        Kind::Centered => [head('>'), tail('<')].concat(),
        Kind::Synopsis => head('='),
        Kind::Section => {
            let depth = line.len() - line.trim_start_matches('#').len();
            vec![(start..start + depth, Ink::Mark)]
        }
        Kind::TitlePage => match (title_line(seen), seen.find(':')) {
            (TitleLine::Entry(..), Some(colon)) => vec![(start..colon + 1, Ink::TitleKey)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn ink_of(kind: Kind) -> Ink {
    match kind {
        Kind::TitlePage => Ink::TitleValue,
        Kind::Heading => Ink::Heading,
        Kind::Action | Kind::Blank => Ink::Action,
        Kind::Character => Ink::Cue,
        Kind::Dialogue => Ink::Dialogue,
        Kind::Parenthetical => Ink::Parenthetical,
        Kind::Lyrics => Ink::Lyrics,
        Kind::Transition => Ink::Transition,
        Kind::Centered => Ink::Centered,
        Kind::Note => Ink::Note,
        Kind::Boneyard => Ink::Boneyard,
        Kind::Section => Ink::Section,
        Kind::Synopsis => Ink::Synopsis,
        Kind::PageBreak => Ink::PageBreak,
    }
}

fn is_emphasised(kind: Kind) -> bool {
    !matches!(kind, Kind::Note | Kind::Boneyard | Kind::PageBreak | Kind::Blank)
}
