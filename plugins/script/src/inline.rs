//! A line with the marks of its emphasis.

use crate::compose::reads_as;
use crate::emphasis::{Emphasis, Style};

/// The line as Fountain: marks around what is set off, a backslash before a `*` or `_` that marks nothing. What
/// can't be marked is written without marks.
pub(crate) fn marked(text: &str, emphasis: &[Emphasis]) -> String {
    if emphasis.is_empty() {
        return escaped(text);
    }
    let whole = of_whole_words(text, emphasis);
    for emphasis in [emphasis, &whole] {
        for order in [Order::LinesWithin, Order::LinesAround] {
            let line = with_marks(text, emphasis, order);
            // A mark after a slash would open a boneyard.
            if reads_as(&line, text, emphasis) && !line.contains("/*") {
                return line;
            }
        }
    }
    escaped(text)
}

/// Where an underscore stands that is beside stars.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Next to the words that it sets off.
    LinesWithin,
    /// Beyond the stars, which then stand beside it and not beside a blank.
    LinesAround,
}

fn escaped(text: &str) -> String {
    let plain = parted(text);
    match plain.contains('*') || !reads_as(&plain, &plain, &[]) {
        true => with_marks(&plain, &[], Order::LinesWithin),
        false => plain,
    }
}

/// Brackets that would open a note stand apart.
fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    for char in text.chars() {
        if char == '[' && parted.ends_with('[') {
            parted.push(' ');
        }
        parted.push(char);
    }
    parted
}

fn with_marks(text: &str, emphasis: &[Emphasis], order: Order) -> String {
    let mut line = String::with_capacity(text.len() + 8);
    let mut style = Style::default();
    let mut spans = emphasis.iter().peekable();
    let mut before = None;
    for (at, char) in text.char_indices() {
        while spans.next_if(|span| span.range.end <= at).is_some() {}
        let here = spans.peek().filter(|span| span.range.contains(&at));
        let next = here.map_or(Style::default(), |span| span.style);
        push_marks(&mut line, (style, next), (before, Some(char)), order);
        if matches!(char, '*' | '_') {
            line.push('\\');
        }
        if char == '[' && line.ends_with('[') {
            line.push(' ');
        }
        line.push(char);
        (style, before) = (next, Some(char));
    }
    push_marks(&mut line, (style, Style::default()), (before, None), order);
    line
}

/// The marks that lead from one style to the next, between two characters.
///
/// Beside a blank a mark can only open (before words) or close (after them). Between two words it closes what it
/// can, and what is left of it opens: so all that is open has to be closed before more can be opened.
fn push_marks(
    line: &mut String,
    (from, to): (Style, Style),
    (before, after): (Option<char>, Option<char>),
    order: Order,
) {
    let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let (opens, closes) = (to.underline && !from.underline, from.underline && !to.underline);
    let around = order == Order::LinesAround;
    let before_blank = is_blank(before) && !(opens && around);
    let after_blank = is_blank(after) && !(closes && around);
    let (open, wanted) = (stars(from), stars(to));
    let count = match (before_blank, after_blank) {
        (true, _) => wanted.saturating_sub(open),
        (_, true) => open.saturating_sub(wanted),
        _ if wanted > open => open + wanted,
        _ => open - wanted,
    };
    let lines_first = if around { opens } else { closes };
    let lines = if opens || closes { "_" } else { "" };
    line.push_str(if lines_first { lines } else { "" });
    line.push_str(&"*".repeat(count));
    line.push_str(if lines_first { "" } else { lines });
}

fn stars(style: Style) -> usize {
    usize::from(style.italic) + 2 * usize::from(style.bold)
}

/// Emphasis of whole words, for where marks can't stand inside one or beside a blank.
fn of_whole_words(text: &str, emphasis: &[Emphasis]) -> Vec<Emphasis> {
    let mut whole: Vec<Emphasis> = Vec::new();
    for Emphasis { range, style } in emphasis {
        let Some(words) = text.get(range.clone()) else { continue };
        let start = range.start + words.len() - words.trim_start().len();
        let end = range.start + words.trim_end().len();
        if start >= end {
            continue;
        }
        let head = text[..start].trim_end_matches(|char: char| !char.is_whitespace()).len();
        let tail = &text[end..];
        let tail = tail.len() - tail.trim_start_matches(|char: char| !char.is_whitespace()).len();
        let start = whole.last().map_or(head, |last| last.range.end.max(head));
        match whole.last_mut() {
            _ if start >= end + tail => {}
            Some(last) if last.range.end == start && last.style == *style => {
                last.range.end = end + tail;
            }
            _ => {
                let start = start + text[start..].len() - text[start..].trim_start().len();
                whole.push(Emphasis { range: start..end + tail, style: *style });
            }
        }
    }
    whole
}
