//! From text to paragraphs, line by line.
//!
//! Each line opens a paragraph or goes on with the last one; blank lines, notes that stand in a paragraph and
//! boneyards belong to the source of the paragraph before them. What a line is follows from its own signs and
//! from whether a blank line stands before and after it.

use maquette_document::ParagraphKind as Kind;

use crate::emphasis::{Words, clip, plain, styled};
use crate::heading::prefix_of;
use crate::lines::{Lines, Look, split_lines};
use crate::marks::{Cue, Mark, cue_of, is_transition, mark_of, split_number};
use crate::script::{ParsedParagraph, Script};
use crate::title::{TitleLine, opens_title_page, title_line};

/// Reads Fountain. Any text is a script: what is nothing else is action.
///
/// Kinder than the syntax in one thing: a heading in capitals (`INT. HOUSE`) needs no blank line after it.
/// Stricter in one: `Est` with a space is a heading in capitals only, since French sentences begin with it.
pub fn parse(text: &str) -> Script {
    parse_part(text, true).script
}

/// A part of a text, read.
pub(crate) struct Part {
    pub(crate) script: Script,
    /// What comes next is read as after a blank line, whatever stands before it.
    pub(crate) ends_blank: bool,
    /// A boneyard begins that does not end here: the part can't be read without what follows.
    pub(crate) open_boneyard: bool,
}

/// Reads a part of a text: its head, or what follows a blank line.
pub(crate) fn parse_part(text: &str, at_head: bool) -> Part {
    let lines = Lines::of(text, at_head);
    let before = if at_head { Before::Start } else { Before::Blank };
    let mut parser = Parser { lines: &lines, script: Script::default(), before, at: 0 };
    while parser.at < lines.len() {
        parser.line();
        parser.at += 1;
    }
    Part {
        ends_blank: matches!(parser.before, Before::Blank),
        script: close(parser.script, text.len()),
        open_boneyard: lines.open_boneyard,
    }
}

/// Gives each paragraph its end, and takes off what its text ends with for nothing.
fn close(mut script: Script, mut end: usize) -> Script {
    for paragraph in script.paragraphs.iter_mut().rev() {
        paragraph.source.end = end;
        end = paragraph.source.start;
        let length = paragraph.text.trim_end().len();
        paragraph.text.truncate(length);
        clip(&mut paragraph.emphasis, 0..length);
    }
    for (_, value) in &mut script.title {
        value.truncate(value.trim_end().len());
    }
    script
}

/// What the line before this one was, comments left out.
enum Before {
    /// Nothing but blank lines yet.
    Start,
    Title,
    Blank,
    /// An element that one line makes: another may follow at once.
    Whole,
    /// An element that goes on with lines of its kind.
    Open(Kind),
    /// A cue, or a line of the speech below it.
    Speech(Cue),
}

struct Parser<'a> {
    lines: &'a Lines<'a>,
    script: Script,
    before: Before,
    at: usize,
}

impl Parser<'_> {
    fn line(&mut self) {
        match self.lines.look(self.at) {
            Look::Pause if matches!(self.before, Before::Speech(_)) => self.pause(),
            Look::Blank | Look::Pause => self.blank(),
            Look::Comment => self.comment(),
            Look::Text => self.text(),
        }
    }

    fn blank(&mut self) {
        if self.script.paragraphs.is_empty() {
            self.open(Kind::Blank);
        }
        if !matches!(self.before, Before::Start) {
            self.before = Before::Blank;
        }
    }

    /// A blank line within a speech.
    fn pause(&mut self) {
        if let Some(last) = self.script.paragraphs.last_mut()
            && last.kind == Kind::Dialogue
        {
            last.text.push('\n');
        }
    }

    /// A line of notes and boneyards: a paragraph of its own, unless it stands within one.
    fn comment(&mut self) {
        if matches!(self.before, Before::Title | Before::Open(_) | Before::Speech(_)) {
            self.keep_notes();
            return;
        }
        let mut kind = Kind::Boneyard;
        let mut text = String::new();
        for (is_note, inside) in self.lines.comments(self.at) {
            if is_note && kind == Kind::Boneyard {
                kind = Kind::Note;
                text.clear();
            }
            if is_note == (kind == Kind::Note) {
                push_line(&mut text, &words_of(inside));
            }
        }
        self.open(kind).text = text;
    }

    fn text(&mut self) {
        let seen = self.lines.seen(self.at);
        match std::mem::replace(&mut self.before, Before::Blank) {
            // Nobody says a page break.
            Before::Speech(cue) if !is_page_break(&seen) => self.speech(cue, &seen),
            Before::Start if opens_title_page(&seen, &self.next_seen()) => self.title(&seen),
            Before::Title if !self.ends_title(&seen) => self.title(&seen),
            before => self.element(&before, seen.trim(), &seen),
        }
        self.keep_notes();
    }

    fn next_seen(&self) -> String {
        match self.lines.look(self.at + 1) {
            Look::Text => self.lines.seen(self.at + 1).into_owned(),
            Look::Blank | Look::Pause | Look::Comment => String::new(),
        }
    }

    /// Whether the script begins here without the blank line that should close the title page.
    fn ends_title(&self, seen: &str) -> bool {
        let indented = seen.starts_with([' ', '\t']);
        !indented && (prefix_of(seen).is_some() || seen.starts_with(['.', '#', '>', '!', '@', '=']))
    }

    fn title(&mut self, seen: &str) {
        self.before = Before::Title;
        match title_line(seen) {
            TitleLine::Entry(key, value) => {
                let value = styled(value);
                add_line(self.open(Kind::TitlePage), &value);
                self.script.title.push((key.to_owned(), value.text));
            }
            TitleLine::More(more) => {
                let more = styled(more);
                if let Some((_, value)) = self.script.title.last_mut() {
                    push_line(value, &more.text);
                }
                if let Some(paragraph) = self.script.paragraphs.last_mut() {
                    add_line(paragraph, &more);
                }
            }
        }
    }

    /// A line outside of a speech; `line` is `seen` without blanks around it.
    fn element(&mut self, before: &Before, line: &str, seen: &str) {
        let parted = !matches!(before, Before::Open(_));
        let ends_block =
            matches!(self.lines.look_past_comments(self.at + 1), Look::Blank | Look::Pause);
        match mark_of(line) {
            Some((mark, marked)) => self.marked(before, mark, marked),
            None if parted && self.opens_heading(line, ends_block) => self.heading(line),
            None if parted && ends_block && is_transition(seen) => {
                self.whole(Kind::Transition, line)
            }
            None if parted && !ends_block => match cue_of(line, false) {
                Some(cue) => self.cue(cue),
                None => self.action(before, seen),
            },
            None => self.action(before, seen),
        }
    }

    fn opens_heading(&self, line: &str, ends_block: bool) -> bool {
        prefix_of(line).is_some() && (ends_block || !line.contains(char::is_lowercase))
    }

    fn marked(&mut self, before: &Before, mark: Mark, marked: &str) {
        match mark {
            Mark::PageBreak => self.whole(Kind::PageBreak, ""),
            Mark::Synopsis => self.whole(Kind::Synopsis, marked),
            Mark::Transition => self.whole(Kind::Transition, marked),
            Mark::Heading => self.heading(marked),
            Mark::Section(depth) => {
                self.whole(Kind::Section, marked);
                self.last().depth = depth;
            }
            Mark::Lyrics => self.more(before, Kind::Lyrics, marked),
            Mark::Centered => self.more(before, Kind::Centered, marked),
            Mark::Action => self.action(before, marked),
            Mark::Character => match cue_of(marked, true) {
                Some(cue) => self.cue(cue),
                None => self.action(before, marked),
            },
        }
    }

    fn heading(&mut self, line: &str) {
        let (heading, number) = split_number(line);
        let number = number.map(str::to_owned);
        self.whole(Kind::Heading, heading);
        self.last().number = number;
    }

    /// An element that this line alone makes.
    fn whole(&mut self, kind: Kind, line: &str) {
        add_line(self.open(kind), &styled(line));
        self.before = Before::Whole;
    }

    /// One more line of an element, or its first.
    fn more(&mut self, before: &Before, kind: Kind, line: &str) {
        self.more_words(before, kind, &styled(line));
    }

    /// A line of action, which keeps how far it is indented.
    fn action(&mut self, before: &Before, line: &str) {
        let mut words = styled(line);
        words.indent(indent_of(line));
        self.more_words(before, Kind::Action, &words);
    }

    fn more_words(&mut self, before: &Before, kind: Kind, words: &Words) {
        let goes_on = matches!(before, Before::Open(open) if *open == kind);
        let paragraph = if goes_on { self.last() } else { self.open(kind) };
        add_line(paragraph, words);
        self.before = Before::Open(kind);
    }

    fn cue(&mut self, cue: Cue) {
        let paragraph = self.open(Kind::Character);
        paragraph.text.clone_from(&cue.text);
        say(paragraph, &cue);
        self.before = Before::Speech(cue);
    }

    /// A line below a cue.
    fn speech(&mut self, cue: Cue, seen: &str) {
        let line = seen.trim();
        let (kind, line) = match line.strip_prefix('~') {
            Some(lyrics) => (Kind::Lyrics, lyrics),
            None if line.starts_with('(') && line.ends_with(')') => (Kind::Parenthetical, line),
            None => (Kind::Dialogue, line),
        };
        let goes_on = kind != Kind::Parenthetical && self.last().kind == kind;
        let paragraph = if goes_on { self.last() } else { self.open(kind) };
        let mut words = styled(line);
        if kind == Kind::Parenthetical {
            let inner = words.text.trim_start_matches('(').trim_start();
            let start = words.text.len() - inner.len();
            let end = start + inner.trim_end_matches(')').trim_end().len();
            words.keep(start..end);
        }
        add_line(paragraph, &words);
        say(paragraph, &cue);
        self.before = Before::Speech(cue);
    }

    /// Opens a paragraph with this line.
    fn open(&mut self, kind: Kind) -> &mut ParsedParagraph {
        let start = self.lines.start(self.at);
        let paragraph = ParsedParagraph { kind, source: start..start, ..Default::default() };
        self.script.paragraphs.push(paragraph);
        self.last()
    }

    /// The paragraph that was opened last.
    fn last(&mut self) -> &mut ParsedParagraph {
        if self.script.paragraphs.is_empty() {
            self.script.paragraphs.push(ParsedParagraph::default());
        }
        let last = self.script.paragraphs.len() - 1;
        &mut self.script.paragraphs[last]
    }

    /// Gives the notes of this line to the paragraph that it is part of.
    fn keep_notes(&mut self) {
        let notes = self.lines.comments(self.at).filter(|(is_note, _)| *is_note);
        let notes: Vec<String> = notes.map(|(_, inside)| words_of(inside)).collect();
        self.last().notes.extend(notes);
    }
}

fn is_page_break(seen: &str) -> bool {
    matches!(mark_of(seen.trim()), Some((Mark::PageBreak, _)))
}

/// Blanks at the head of a line, a tab as four.
fn indent_of(line: &str) -> usize {
    let blanks = line.chars().take_while(|char| matches!(char, ' ' | '\t'));
    blanks.map(|char| if char == '\t' { TAB } else { 1 }).sum()
}

/// Blanks that a tab stands for.
pub(crate) const TAB: usize = 4;

fn say(paragraph: &mut ParsedParagraph, cue: &Cue) {
    paragraph.character.clone_from(&cue.name);
    paragraph.extension.clone_from(&cue.extension);
    paragraph.dual = cue.dual;
}

/// What a comment says, line by line.
fn words_of(comment: &str) -> String {
    let mut words = String::new();
    for line in split_lines(comment) {
        push_line(&mut words, &plain(line));
    }
    words.truncate(words.trim_end().len());
    words
}

/// One more line of a paragraph, with its emphasis.
fn add_line(paragraph: &mut ParsedParagraph, line: &Words) {
    push_line(&mut paragraph.text, &line.text);
    let start = paragraph.text.len() - line.text.len();
    let moved = line.emphasis.iter().cloned().map(|mut one| {
        one.range = start + one.range.start..start + one.range.end;
        one
    });
    paragraph.emphasis.extend(moved);
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
