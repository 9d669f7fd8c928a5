//! How many pages a script fills, as a typist sets it.

use maquette_document::ParagraphKind as Kind;

use crate::ParsedParagraph;

/// Lines on a page of a screenplay.
pub const LINES_A_PAGE: usize = 54;

/// The length of these paragraphs in eighths of a page, rounded up: a page of script is about a minute of film.
pub fn eighths(paragraphs: &[ParsedParagraph]) -> usize {
    let lines = paragraphs.iter().fold(0, |lines, one| lines_after(lines, one.kind, lines_of(one)));
    eighths_of(lines)
}

/// How many lines are filled once a paragraph that takes `more` follows.
pub(crate) fn lines_after(lines: usize, kind: Kind, more: usize) -> usize {
    match kind {
        Kind::PageBreak => lines.next_multiple_of(LINES_A_PAGE),
        _ => lines + more,
    }
}

pub(crate) fn eighths_of(lines: usize) -> usize {
    (lines * 8).div_ceil(LINES_A_PAGE)
}

/// The lines that a paragraph takes, with the blank ones before it.
pub(crate) fn lines_of(paragraph: &ParsedParagraph) -> usize {
    // Characters a line, and blank lines before.
    let (width, before) = match paragraph.kind {
        Kind::Heading => (60, 2),
        Kind::Action | Kind::Centered | Kind::Transition => (60, 1),
        Kind::Character => (38, 1),
        Kind::Dialogue | Kind::Lyrics => (35, 0),
        Kind::Parenthetical => (28, 0),
        Kind::TitlePage
        | Kind::Note
        | Kind::Boneyard
        | Kind::Section
        | Kind::Synopsis
        | Kind::PageBreak
        | Kind::Blank => return 0,
    };
    before + paragraph.text.split('\n').map(|line| wrapped(line, width)).sum::<usize>()
}

/// The lines that words fill when they are broken at `width` characters.
fn wrapped(text: &str, width: usize) -> usize {
    let (mut lines, mut column) = (1, 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let gap = usize::from(column > 0);
        if column + gap + length <= width {
            column += gap + length;
            continue;
        }
        // A word longer than a line is broken.
        lines += usize::from(column > 0) + length.saturating_sub(1) / width;
        column = (length.max(1) - 1) % width + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::parse;

    use super::*;

    #[test]
    fn words_wrap_at_the_width() {
        assert_eq!(wrapped("", 10), 1);
        assert_eq!(wrapped("one two", 7), 1);
        assert_eq!(wrapped("one two three", 7), 2);
        assert_eq!(wrapped(&"x".repeat(25), 10), 3);
        assert_eq!(wrapped(&format!("ab {}", "x".repeat(20)), 10), 3);
    }

    #[test]
    fn a_page_is_eight_eighths() {
        let one = "Somebody waits.\n\n";
        assert_eq!(eighths(&parse(&one.repeat(27)).paragraphs), 8);
        assert_eq!(eighths(&parse("One.\n\n===\n\nTwo.\n").paragraphs), 9);
        assert_eq!(eighths(&parse("Title: X\n\n[[note]]\n").paragraphs), 0);
    }
}
