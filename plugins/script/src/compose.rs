//! From paragraphs to Fountain.
//!
//! The way back from [`crate::parse`] where there is no text to go back to: each paragraph is written so that it
//! is read as what it is, with a mark that forces it where plain Fountain would take it for something else.

use maquette_document::ParagraphKind as Kind;

use crate::emphasis::{Emphasis, clip, styled};
use crate::heading::prefix_of;
use crate::inline::marked;
use crate::marks::{Mark, cue_of, is_transition, mark_of};
use crate::script::{ParsedParagraph, Script};
use crate::title::opens_title_page;

/// A script as Fountain. Read again, it has the same paragraphs: kinds, texts, speakers, emphasis, numbers, notes.
///
/// What Fountain has no way to write is written as near as can be: `[[` in a text as `[ [`, a heading that begins
/// with a sign as action, emphasis that begins or ends where a mark can't as plain words.
///
/// ```
/// use maquette_script::{compose, parse};
///
/// let script = parse("@McCLOUD\nThis is *it*.\n\n!INT. IS NO HEADING HERE\n");
/// assert_eq!(compose(&script), "@McCLOUD\nThis is *it*.\n\n!INT. IS NO HEADING HERE\n");
/// ```
pub fn compose(script: &Script) -> String {
    let mut composer = Composer { fountain: String::new(), at_head: true, in_speech: false };
    let mut title = script.title.iter();
    let paragraphs = &script.paragraphs;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        match paragraph.kind {
            Kind::TitlePage => {
                if let Some((key, _)) = title.next() {
                    composer.title(key, paragraph);
                }
            }
            _ => composer.paragraph(paragraph, paragraphs.get(at + 1)),
        }
    }
    composer.fountain
}

struct Composer {
    fountain: String,
    /// Nothing stands before that would keep a line from being read as a title page.
    at_head: bool,
    in_speech: bool,
}

impl Composer {
    fn title(&mut self, key: &str, entry: &ParsedParagraph) {
        if self.at_head && !self.fountain.is_empty() {
            self.fountain.push('\n');
        }
        self.at_head = false;
        let lines = lines_of(&entry.text, &entry.emphasis);
        let notes: String = entry.notes.iter().map(|one| note(one)).collect();
        match lines.as_slice() {
            // A key that is not known opens a title page only with more of it below.
            [line] if line.is_empty() || opens_title_page(&format!("{key}:"), "") => {
                self.line(&format!("{key}: {line}{notes}"));
            }
            lines => {
                self.line(&format!("{key}:{notes}"));
                lines.iter().for_each(|line| self.line(&format!("    {line}")));
            }
        }
    }

    fn paragraph(&mut self, paragraph: &ParsedParagraph, next: Option<&ParsedParagraph>) {
        let kind = paragraph.kind;
        let goes_on = self.in_speech && is_spoken(paragraph);
        if kind == Kind::Blank {
            return;
        }
        if !goes_on && !self.fountain.is_empty() {
            self.fountain.push('\n');
        }
        self.in_speech = goes_on;
        let mut lines = match kind {
            _ if goes_on => spoken(paragraph),
            Kind::Heading => vec![heading(paragraph)],
            Kind::Character => {
                self.in_speech = true;
                vec![cue(paragraph, next, self.at_head)]
            }
            Kind::Transition => vec![transition(paragraph)],
            Kind::Section => {
                let depth = usize::from(paragraph.depth.clamp(1, 6));
                vec![format!("{} {}", "#".repeat(depth), one_line(paragraph))]
            }
            Kind::Synopsis => vec![format!("= {}", one_line(paragraph))],
            Kind::PageBreak => vec!["===".to_owned()],
            Kind::Note => vec![note(&paragraph.text)],
            Kind::Boneyard => vec![boneyard(&paragraph.text)],
            Kind::Centered => each_line(paragraph, |line| format!("> {line} <")),
            Kind::Lyrics => each_line(paragraph, |line| format!("~{line}")),
            _ => self.action(paragraph),
        };
        let spaced = matches!(kind, Kind::Action | Kind::Dialogue);
        if let Some(last) = lines.last_mut() {
            for text in &paragraph.notes {
                last.push_str(if spaced { " " } else { "" });
                last.push_str(&note(text));
            }
        }
        lines.iter().for_each(|line| self.line(line));
        self.at_head &= matches!(kind, Kind::Note | Kind::Boneyard);
    }

    fn action(&self, paragraph: &ParsedParagraph) -> Vec<String> {
        let lines = indented(&paragraph.text, &paragraph.emphasis);
        let several = lines.len() > 1;
        let forced = |(at, (indent, line)): (usize, (String, String))| {
            let opens = at == 0
                && (prefix_of(&line).is_some()
                    || is_transition(&line)
                    || (several && cue_of(&line, false).is_some())
                    || (self.at_head && line.contains(':')));
            let force = opens || line.is_empty() || mark_of(&line).is_some();
            format!("{}{indent}{line}", if force { "!" } else { "" })
        };
        lines.into_iter().enumerate().map(forced).collect()
    }

    fn line(&mut self, line: &str) {
        self.fountain.push_str(line);
        self.fountain.push('\n');
    }
}

/// Whether it stands below a cue. Lyrics may stand alone.
fn is_spoken(paragraph: &ParsedParagraph) -> bool {
    let can_be = matches!(paragraph.kind, Kind::Dialogue | Kind::Parenthetical | Kind::Lyrics);
    can_be && !paragraph.character.is_empty()
}

fn heading(paragraph: &ParsedParagraph) -> String {
    let mut line = one_line(paragraph);
    if let Some(number) = &paragraph.number {
        line = format!("{line} #{number}#");
    }
    if prefix_of(&line).is_some() && mark_of(&line).is_none() {
        return line;
    }
    let can_be_forced = line.starts_with(char::is_alphanumeric);
    if can_be_forced { format!(".{line}") } else { format!("!{line}") }
}

fn cue(paragraph: &ParsedParagraph, next: Option<&ParsedParagraph>, at_head: bool) -> String {
    let mut line = marked(&paragraph.text, &[]);
    if paragraph.dual {
        line.push_str(" ^");
    }
    let is_answered = next.is_some_and(is_spoken);
    let is_plain = is_answered
        && cue_of(&line, false).is_some()
        && mark_of(&line).is_none()
        && prefix_of(&line).is_none()
        && !(at_head && line.contains(':'));
    if is_plain { line } else { format!("@{line}") }
}

fn transition(paragraph: &ParsedParagraph) -> String {
    let line = one_line(paragraph);
    let is_plain = is_transition(&line) && mark_of(&line).is_none() && prefix_of(&line).is_none();
    if is_plain { line } else { format!("> {}", line.trim_end_matches(['<', ' '])) }
}

/// Lines below a cue.
fn spoken(paragraph: &ParsedParagraph) -> Vec<String> {
    match paragraph.kind {
        Kind::Parenthetical => vec![format!("({})", one_line(paragraph))],
        Kind::Lyrics => each_line(paragraph, |line| format!("~{line}")),
        // Two spaces are a blank line that does not end a speech.
        _ => each_line(paragraph, |line| match line.as_str() {
            "" => "  ".to_owned(),
            _ if mark_of(&line) == Some((Mark::PageBreak, "")) => format!("{line} ="),
            _ => line,
        }),
    }
}

fn note(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| marked(line, &[]).replace("]]", "] ]")).collect();
    let lines = lines.iter().map(|line| if line.is_empty() { "  " } else { line });
    let mut inside = lines.collect::<Vec<_>>().join("\n");
    if inside.ends_with(']') {
        inside.push(' ');
    }
    format!("[[{inside}]]")
}

fn boneyard(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| marked(line, &[]).replace("*/", "* /")).collect();
    format!("/* {} */", lines.join("\n"))
}

fn one_line(paragraph: &ParsedParagraph) -> String {
    marked(&paragraph.text.replace('\n', " "), &paragraph.emphasis)
}

fn each_line(paragraph: &ParsedParagraph, write: impl FnMut(String) -> String) -> Vec<String> {
    lines_of(&paragraph.text, &paragraph.emphasis).into_iter().map(write).collect()
}

/// The lines of a text, each as the blanks before it, and what it says with its marks.
fn indented(text: &str, emphasis: &[Emphasis]) -> Vec<(String, String)> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let said = line.trim_start_matches(' ');
        let indent = line.len() - said.len();
        let mut of_line = emphasis.to_vec();
        clip(&mut of_line, start + indent..start + line.len());
        start += line.len() + 1;
        (" ".repeat(indent), marked(said, &of_line))
    });
    lines.collect()
}

/// The lines of a text, each with its marks.
fn lines_of(text: &str, emphasis: &[Emphasis]) -> Vec<String> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let mut of_line = emphasis.to_vec();
        clip(&mut of_line, start..start + line.len());
        start += line.len() + 1;
        marked(line, &of_line)
    });
    lines.collect()
}

/// Whether a line can be read back as it is.
pub(crate) fn reads_as(line: &str, text: &str, emphasis: &[Emphasis]) -> bool {
    let words = styled(line);
    words.text == text && words.emphasis == emphasis
}
