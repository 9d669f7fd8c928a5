//! One line without its markup: emphasis off, escapes resolved, white space evened.

use std::ops::Range;

/// What a reader sees of a line: `*`, `**`, `***` and `_` that mark emphasis are gone, `\*` and `\_` are the
/// signs themselves, runs of blanks are one space, and nothing is unprintable.
///
/// A mark opens before what is not a blank and closes after it, within the line, as in `He dialed *69 and
/// then *23`, where none does. Underscores inside a word, as in `snake_case_name`, are part of it.
pub(crate) fn plain(line: &str) -> String {
    let signs = signs_of(line);
    let mut signs = signs.iter().peekable();
    let mut text = String::with_capacity(line.len());
    for (at, char) in line.char_indices() {
        match char {
            '*' | '_' => {
                let sign = signs.next_if(|sign| sign.at == at);
                if sign.is_none_or(|sign| !sign.gone) {
                    text.push(char);
                }
            }
            '\\' if escapes(line, at) => {}
            ' ' | '\t' if text.is_empty() || text.ends_with(' ') => {}
            '\t' => text.push(' '),
            _ if char.is_control() => {}
            _ => text.push(char),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Whether the backslash at `at` makes the sign after it a plain one.
fn escapes(line: &str, at: usize) -> bool {
    matches!(line.as_bytes().get(at + 1), Some(b'*' | b'_'))
}

/// A `*` or `_` of the line that is not escaped.
struct Sign {
    at: usize,
    /// It marks emphasis and is not read.
    gone: bool,
}

/// Signs that wait for their partner, as places among all signs: one pile a mark.
#[derive(Default)]
struct Open {
    stars: Vec<usize>,
    lines: Vec<usize>,
}

/// Every plain `*` and `_` of the line, in order, with those that pair found out.
fn signs_of(line: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut open = Open::default();
    let mut before: Option<char> = None;
    let mut rest = line.char_indices().peekable();
    while let Some((at, char)) = rest.next() {
        if char == '\\' && escapes(line, at) {
            before = rest.next().map(|(_, escaped)| escaped);
            continue;
        }
        if matches!(char, '*' | '_') {
            let first = signs.len();
            signs.push(Sign { at, gone: false });
            while let Some((at, _)) = rest.next_if(|(_, next)| *next == char) {
                signs.push(Sign { at, gone: false });
            }
            let after = rest.peek().map(|(_, next)| *next);
            let run = first..signs.len();
            pair(&mut signs, run, &mut open, char, before, after);
        }
        before = Some(char);
    }
    signs
}

/// Closes what this run of one sign can close; what is left of it may open. Each sign is piled once at most,
/// so that a line takes time as its length.
fn pair(
    signs: &mut [Sign],
    run: Range<usize>,
    open: &mut Open,
    sign: char,
    before: Option<char>,
    after: Option<char>,
) {
    let inside_word = |side: Option<char>| sign == '_' && side.is_some_and(char::is_alphanumeric);
    let closes = before.is_some_and(|char| !char.is_whitespace()) && !inside_word(after);
    let opens = after.is_some_and(|char| !char.is_whitespace()) && !inside_word(before);
    let pile = if sign == '*' { &mut open.stars } else { &mut open.lines };
    let mut left = run;
    while closes && !left.is_empty() {
        let Some(partner) = pile.pop() else { break };
        signs[partner].gone = true;
        signs[left.start].gone = true;
        left.start += 1;
    }
    if opens {
        pile.extend(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(plain(line), expected, "{line}");
    }

    #[test]
    fn emphasis_is_taken_off() {
        check(
            "*italics*, **bold**, ***both*** and _underlined_.",
            "italics, bold, both and underlined.",
        );
        check("_***all of it***_", "all of it");
        check(
            "From what seems like *only **inches** away*.",
            "From what seems like only inches away.",
        );
        check("_John *Constantine* Junior_ speaks", "John Constantine Junior speaks");
        check("un*believ*able", "unbelievable");
    }

    #[test]
    fn signs_that_mark_nothing_stay() {
        check(
            "He dialed *69 and then *23, and hung up.",
            "He dialed *69 and then *23, and hung up.",
        );
        check("* * *", "* * *");
        check("****", "****");
        check("f**k", "f**k");
        check("snake_case_name and _so on_", "snake_case_name and so on");
        check("**half*", "*half");
        check("*not\u{a0}*", "*not\u{a0}*");
    }

    #[test]
    fn an_escaped_sign_is_itself() {
        check(
            r"Steel enters the code on the keypad: **\*9765\***",
            "Steel enters the code on the keypad: *9765*",
        );
        check(r"\_not underlined\_", "_not underlined_");
        check(r"C:\films\*", r"C:\films*");
        check(r"\\*", r"\*");
        check("\\", "\\");
    }

    #[test]
    fn blanks_are_evened_and_the_unprintable_left_out() {
        check("\t a  b\t\tc\u{7} \u{0}d  ", "a b c d");
        check("« Où\u{202f}? »", "« Où\u{202f}? »");
    }
}
