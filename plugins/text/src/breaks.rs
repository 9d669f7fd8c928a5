//! Where text may be cut: words, clauses, sentences.

/// Text as it is set: no unprintable characters, blanks for tabs, `\n` for every line break; at most `longest`
/// characters of it, and whether that is all.
pub(crate) fn cleaned(text: &str, longest: usize) -> (String, bool) {
    let mut cleaned = String::new();
    for (at, char) in text.chars().enumerate() {
        if at == longest {
            return (cleaned, false);
        }
        match char {
            '\t' => cleaned.push(' '),
            '\n' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            _ if char.is_control() => {}
            _ => cleaned.push(char),
        }
    }
    (cleaned, true)
}

/// The words of a text, one blank between two, line breaks among them.
pub(crate) fn one_line(text: &str) -> String {
    text.split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where words end, in bytes; the last is the end of the text.
pub(crate) fn word_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        if is_blank(char) && !is_blank(before) {
            ends.push(at);
        }
        before = char;
    }
    if !is_blank(before) {
        ends.push(text.len());
    }
    ends
}

/// Where characters end, in bytes.
pub(crate) fn char_ends(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, char)| at + char.len_utf8()).collect()
}

/// A blank that a line may break at: not the narrow ones that French sets before `?`.
fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\n')
}

/// How good a place to turn the page the end of `text` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rest {
    None,
    Clause,
    Sentence,
}

pub(crate) fn rest_after(text: &str) -> Rest {
    let closing = |char| {
        matches!(char, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | ' ' | '\u{a0}' | '\u{202f}')
    };
    match text.trim_end_matches(closing).chars().next_back() {
        Some('.' | '!' | '?' | '…') => Rest::Sentence,
        Some(',' | ';' | ':' | '–' | '—' | '-') => Rest::Clause,
        _ => Rest::None,
    }
}

/// The text with a mark that more was left out: it goes right behind the last word.
pub(crate) fn with_ellipsis(text: &str) -> String {
    let words = text.trim_end_matches(|char: char| {
        char.is_whitespace() || matches!(char, ',' | ';' | ':' | '.' | '…' | '-' | '–' | '—')
    });
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_before_it_is_set() {
        assert_eq!(cleaned("a\tb\r\nc\u{7}\u{2028}d", 100), ("a b\nc\nd".to_owned(), true));
        assert_eq!(cleaned("éàü", 2), ("éà".to_owned(), false));
        assert_eq!(one_line(" a\n b\tc "), "a b c");
    }

    #[test]
    fn words_end_where_a_blank_begins() {
        assert_eq!(word_ends("ab  c"), [2, 5]);
        assert_eq!(word_ends("Où\u{202f}?"), ["Où\u{202f}?".len()]);
        assert!(word_ends("  ").is_empty());
    }

    #[test]
    fn a_rest_is_known_behind_closing_marks() {
        assert_eq!(rest_after("He said: “No.”"), Rest::Sentence);
        assert_eq!(rest_after("« Quoi ? »"), Rest::Sentence);
        assert_eq!(rest_after("well,"), Rest::Clause);
        assert_eq!(rest_after("well"), Rest::None);
    }

    #[test]
    fn an_ellipsis_takes_the_place_of_other_signs() {
        assert_eq!(with_ellipsis("one, two, "), "one, two…");
        assert_eq!(with_ellipsis("wait..."), "wait…");
    }
}
