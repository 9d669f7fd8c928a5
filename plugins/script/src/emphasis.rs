//! One line without its markup: emphasis found out and taken off, escapes resolved, white space evened.

use std::ops::Range;

/// How words are set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
}

impl Style {
    pub(crate) const PLAIN: Self = Self { bold: false, italic: false, underline: false };
}

/// Words of a paragraph's text that are set off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// Bytes of the text. Ranges of a text rise and don't touch, unless they differ in style.
    pub range: Range<usize>,
    pub style: Style,
}

/// Text, and what of it is set off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) emphasis: Vec<Emphasis>,
}

impl Words {
    pub(crate) fn push(&mut self, char: char, style: Style) {
        let start = self.text.len();
        self.text.push(char);
        if style == Style::PLAIN {
            return;
        }
        match self.emphasis.last_mut() {
            Some(last) if last.style == style && last.range.end == start => {
                last.range.end = self.text.len();
            }
            _ => self.emphasis.push(Emphasis { range: start..self.text.len(), style }),
        }
    }

    /// Puts blanks before the text, unless it is empty.
    pub(crate) fn indent(&mut self, blanks: usize) {
        if self.text.is_empty() || blanks == 0 {
            return;
        }
        self.text.insert_str(0, &" ".repeat(blanks));
        for Emphasis { range, .. } in &mut self.emphasis {
            *range = range.start + blanks..range.end + blanks;
        }
    }

    /// Cuts the text to `kept`, which is on the borders of characters.
    pub(crate) fn keep(&mut self, kept: Range<usize>) {
        self.text.truncate(kept.end);
        self.text.drain(..kept.start);
        clip(&mut self.emphasis, kept);
    }
}

/// Cuts emphasis to what is `kept` of its text.
pub(crate) fn clip(emphasis: &mut Vec<Emphasis>, kept: Range<usize>) {
    for Emphasis { range, .. } in emphasis.iter_mut() {
        let place = |at: usize| at.clamp(kept.start, kept.end) - kept.start;
        *range = place(range.start)..place(range.end);
    }
    emphasis.retain(|one| !one.range.is_empty());
}

/// What a reader sees of a line.
pub(crate) fn plain(line: &str) -> String {
    styled(line).text
}

/// What a reader sees of a line: `*`, `**`, `***` and `_` that mark emphasis are gone, `\*` and `\_` are the
/// signs themselves, runs of blanks are one space, and nothing is unprintable.
///
/// A mark opens before what is not a blank and closes after it, within the line, as in `He dialed *69 and
/// then *23`, where none does. Underscores inside a word, as in `snake_case_name`, are part of it.
pub(crate) fn styled(line: &str) -> Words {
    let signs = signs_of(line);
    let mut signs = signs.iter().peekable();
    let mut words = Words { text: String::with_capacity(line.len()), emphasis: Vec::new() };
    let mut depth = Depth::default();
    for (at, char) in line.char_indices() {
        match char {
            '*' | '_' => {
                let sign = signs.next_if(|sign| sign.at == at);
                match sign.and_then(|sign| sign.mark) {
                    Some(mark) => depth.pass(char, mark),
                    None => words.push(char, depth.style()),
                }
            }
            '\\' if escapes(line, at) => {}
            ' ' | '\t' if words.text.is_empty() || words.text.ends_with(' ') => {}
            '\t' => words.push(' ', depth.style()),
            _ if char.is_control() => {}
            _ => words.push(char, depth.style()),
        }
    }
    let end = words.text.trim_end().len();
    words.keep(0..end);
    words
}

/// The marks of emphasis on a line, and what of it they set off: bytes of the line.
pub(crate) fn marks_of(line: &str) -> (Vec<usize>, Vec<Emphasis>) {
    let (mut marks, mut spans) = (Vec::new(), Vec::<Emphasis>::new());
    let (mut depth, mut start) = (Depth::default(), 0);
    let signs = signs_of(line);
    for sign in &signs {
        let Some(mark) = sign.mark else { continue };
        let style = depth.style();
        if style != Style::PLAIN && sign.at > start {
            spans.push(Emphasis { range: start..sign.at, style });
        }
        depth.pass(line[sign.at..].chars().next().unwrap_or('*'), mark);
        marks.push(sign.at);
        start = sign.at + 1;
    }
    (marks, spans)
}

/// How many marks are open.
#[derive(Default)]
struct Depth {
    stars: u32,
    lines: u32,
}

impl Depth {
    fn pass(&mut self, sign: char, mark: Mark) {
        let depth = if sign == '*' { &mut self.stars } else { &mut self.lines };
        *depth = match mark {
            Mark::Opens => *depth + 1,
            Mark::Closes => depth.saturating_sub(1),
        };
    }

    /// One star is italic, two are bold, three are both.
    fn style(&self) -> Style {
        let italic = matches!(self.stars, 1 | 3..);
        Style { bold: self.stars > 1, italic, underline: self.lines > 0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

/// Whether the backslash at `at` makes the sign after it a plain one.
fn escapes(line: &str, at: usize) -> bool {
    matches!(line.as_bytes().get(at + 1), Some(b'*' | b'_'))
}

/// A `*` or `_` of the line that is not escaped.
struct Sign {
    at: usize,
    /// What it does, if it marks emphasis and is not read.
    mark: Option<Mark>,
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
            signs.push(Sign { at, mark: None });
            while let Some((at, _)) = rest.next_if(|(_, next)| *next == char) {
                signs.push(Sign { at, mark: None });
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
        signs[partner].mark = Some(Mark::Opens);
        signs[left.start].mark = Some(Mark::Closes);
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

    #[track_caller]
    fn check_style(line: &str, expected: &[(&str, &str)]) {
        let Words { text, emphasis } = styled(line);
        let letters = |style: Style| {
            let letter = |is: bool, letter| if is { letter } else { "" };
            [letter(style.bold, "b"), letter(style.italic, "i"), letter(style.underline, "u")]
                .concat()
        };
        let found: Vec<_> =
            emphasis.iter().map(|one| (&text[one.range.clone()], letters(one.style))).collect();
        let found: Vec<_> = found.iter().map(|(text, style)| (*text, style.as_str())).collect();
        assert_eq!(found, expected, "{line}");
        let (marks, spans) = marks_of(line);
        assert_eq!(marks.len(), line.len() - text.len());
        let spans: Vec<_> = spans.iter().map(|one| &line[one.range.clone()]).collect();
        assert_eq!(spans, expected.iter().map(|(text, _)| *text).collect::<Vec<_>>());
    }

    #[test]
    fn styles_are_told_by_how_many_marks_are_open() {
        check_style("*a* **b** ***c*** _d_", &[("a", "i"), ("b", "b"), ("c", "bi"), ("d", "u")]);
        check_style("*only **inches** away*", &[("only ", "i"), ("inches", "bi"), (" away", "i")]);
        check_style("***a** b*", &[("a", "bi"), (" b", "i")]);
        check_style("***a* b**", &[("a", "bi"), (" b", "b")]);
        check_style("_John *Constantine*_ é", &[("John ", "u"), ("Constantine", "iu")]);
        check_style("nothing *here", &[]);
    }

    #[test]
    fn blanks_are_evened_and_the_unprintable_left_out() {
        check("\t a  b\t\tc\u{7} \u{0}d  ", "a b c d");
        check("« Où\u{202f}? »", "« Où\u{202f}? »");
    }
}
