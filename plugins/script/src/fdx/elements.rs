//! From the paragraphs of a document to those of a script.

use maquette_document::ParagraphKind as Kind;

use super::{BONEYARD, MAX_WARNINGS, Raw, RawNote, SECTION, SYNOPSIS, Warning};
use crate::emphasis::Words;
use crate::heading::prefix_of;
use crate::marks::{cue_of, split_number};
use crate::parse::TAB;
use crate::script::{ParsedParagraph, Script};

/// A script that grows by the paragraphs of a document.
pub(super) struct Elements {
    capitals: Vec<(String, bool)>,
    pub(super) script: Script,
    warnings: Vec<Warning>,
    /// Who speaks, while a speech goes on.
    speaker: Option<ParsedParagraph>,
    /// Blank lines of a speech that wait for what follows.
    pauses: usize,
}

impl Elements {
    pub(super) fn new(capitals: &[(String, bool)]) -> Self {
        Self {
            capitals: capitals.to_vec(),
            script: Script::default(),
            warnings: Vec::new(),
            speaker: None,
            pauses: 0,
        }
    }

    pub(super) fn finish(self) -> (Script, Vec<Warning>) {
        (self.script, self.warnings)
    }

    pub(super) fn warn(&mut self, line: usize, what: impl Into<String>) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(Warning { line, what: what.into() });
        }
    }

    pub(super) fn push(&mut self, raw: &Raw) {
        if raw.new_page {
            self.add(Kind::PageBreak, Words::default());
        }
        if raw.dual.is_empty() {
            self.paragraph(raw, false);
        } else {
            let cues = raw.dual.iter().filter(|one| is_type(one, "Character")).count();
            let mut spoke = 0;
            for one in &raw.dual {
                spoke += usize::from(is_type(one, "Character"));
                // Alone, it is dual with nobody who could be first.
                self.paragraph(one, spoke > 1 || cues == 1);
            }
            self.speaker = None;
        }
    }

    fn paragraph(&mut self, raw: &Raw, dual: bool) {
        let kind = self.kind_of(raw);
        let mut lines = self.lines_of(raw, kind);
        if lines.iter().all(|line| line.text.is_empty()) {
            if kind == Kind::Dialogue && self.speaker.is_some() {
                self.pauses += 1;
            } else {
                self.speaker = None;
            }
            self.standing_notes(raw);
            return;
        }
        match kind {
            Kind::Heading => self.heading(raw, joined(&lines, ' ')),
            Kind::Character => self.cue(raw, &joined(&lines, ' '), dual),
            Kind::Dialogue | Kind::Parenthetical | Kind::Lyrics if self.speaker.is_some() => {
                self.speech(kind, lines, raw.line);
            }
            Kind::Lyrics | Kind::Centered => {
                lines.retain(|line| !line.text.is_empty());
                self.add(kind, joined(&lines, '\n'));
            }
            Kind::Transition => self.add(kind, joined(&lines, ' ')),
            _ => {
                if kind != Kind::Action {
                    self.warn(
                        raw.line,
                        format!("{} without a speaker is action", named(&raw.kind)),
                    );
                }
                for block in
                    lines.split(|line| line.text.is_empty()).filter(|block| !block.is_empty())
                {
                    self.add(Kind::Action, joined(block, '\n'));
                }
            }
        }
        self.keep_notes(raw);
        for text in &raw.summary {
            let text = even(text).join(" ");
            if !text.is_empty() {
                self.add(Kind::Synopsis, Words { text, emphasis: Vec::new() });
            }
        }
    }

    fn kind_of(&mut self, raw: &Raw) -> Kind {
        let centered = raw.alignment.eq_ignore_ascii_case("Center");
        let kind = raw.kind.trim().to_ascii_lowercase();
        match kind.as_str() {
            "scene heading" => Kind::Heading,
            "character" => Kind::Character,
            "parenthetical" => Kind::Parenthetical,
            "dialogue" => Kind::Dialogue,
            "transition" => Kind::Transition,
            "lyrics" | "singing" | "lyric" => Kind::Lyrics,
            "new act" | "end of act" => Kind::Centered,
            _ if centered => Kind::Centered,
            "" | "action" | "general" | "shot" => Kind::Action,
            _ => {
                self.warn(raw.line, format!("{} is action", named(&raw.kind)));
                Kind::Action
            }
        }
    }

    /// What is read in a paragraph, line by line, white space evened; without blank lines at its ends.
    fn lines_of(&mut self, raw: &Raw, kind: Kind) -> Vec<Words> {
        let shown =
            self.capitals.iter().find(|(name, _)| name.eq_ignore_ascii_case(raw.kind.trim()));
        let usual = matches!(kind, Kind::Heading | Kind::Character | Kind::Transition)
            || is_type(raw, "Shot");
        let capitals = shown.map_or(usual, |(_, capitals)| *capitals);
        let mut lines = vec![Words::default()];
        let mut indents = vec![0];
        let printed = raw.runs.iter().find_map(|run| run.text.chars().next()) == Some('\n');
        for run in &raw.runs {
            let text = match run.capitals || capitals {
                true => run.text.to_uppercase(),
                false => run.text.clone(),
            };
            for char in text.chars() {
                let last = lines.len() - 1;
                let line = &mut lines[last];
                match char {
                    '\n' | '\u{2028}' | '\u{2029}' => {
                        lines.push(Words::default());
                        indents.push(0);
                    }
                    ' ' | '\t' if line.text.is_empty() => {
                        indents[last] += if char == '\t' { TAB } else { 1 };
                    }
                    '\r' => {}
                    ' ' | '\t' if line.text.ends_with(' ') => {}
                    ' ' | '\t' => line.push(' ', run.style),
                    _ if char.is_control()
                        || matches!(char, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {}
                    _ => line.push(char, run.style),
                }
            }
        }
        // Action is indented as it is written, unless the document as such is indented.
        let keep = kind == Kind::Action && !printed;
        for (line, indent) in lines.iter_mut().zip(indents) {
            let end = line.text.trim_end().len();
            let start = line.text.len() - line.text.trim_start().len();
            line.keep(start.min(end)..end);
            line.indent(if keep { indent } else { 0 });
        }
        let first = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(lines.len());
        lines.drain(..first);
        let end = lines.iter().rposition(|line| !line.text.is_empty()).map_or(0, |at| at + 1);
        lines.truncate(end);
        lines
    }

    fn heading(&mut self, raw: &Raw, mut words: Words) {
        if prefix_of(&words.text).is_none() && !words.text.starts_with(char::is_alphanumeric) {
            self.warn(raw.line, "a scene heading that begins with a sign is action");
            self.add(Kind::Action, words);
            return;
        }
        // A mark before the first word would hide that it is a heading.
        let head = words.text.find(' ').unwrap_or(words.text.len());
        words.emphasis.retain(|one| one.range.start > 0 || one.range.end < words.text.len());
        words.emphasis.retain(|one| one.range.start >= head);
        let mut number = raw.number.as_deref().map(number_of).filter(|number| !number.is_empty());
        if number.is_none() {
            let (text, found) = split_number(&words.text);
            let end = text.trim_end().len();
            number = found.map(str::to_owned);
            words.keep(0..end);
        }
        if raw.number.is_some() && number.as_ref() != raw.number.as_ref() {
            let number = number.as_deref().unwrap_or("none");
            self.warn(
                raw.line,
                format!("the scene number is {number}, as Fountain writes numbers"),
            );
        }
        self.add(Kind::Heading, words);
        if let Some(last) = self.script.paragraphs.last_mut() {
            last.number = number;
        }
    }

    fn cue(&mut self, raw: &Raw, words: &Words, dual: bool) {
        let written = words.text.trim_end_matches(['^', ' ']);
        let Some(cue) = cue_of(&written.replace(['*', '_'], ""), true) else {
            self.warn(raw.line, "a character without a name is action");
            self.add(Kind::Action, words.clone());
            return;
        };
        let paragraph = ParsedParagraph {
            kind: Kind::Character,
            text: cue.text,
            character: cue.name,
            extension: cue.extension,
            dual,
            ..ParsedParagraph::default()
        };
        self.script.paragraphs.push(paragraph.clone());
        (self.speaker, self.pauses) = (Some(paragraph), 0);
    }

    /// Lines below a cue. As in Fountain, what is in parentheses is a parenthetical wherever it stands.
    fn speech(&mut self, kind: Kind, lines: Vec<Words>, at: usize) {
        if kind == Kind::Parenthetical {
            let mut words = joined(&lines, ' ');
            let inner = words.text.trim_start_matches(['(', ' ']);
            let start = words.text.len() - inner.len();
            let end = start + inner.trim_end_matches([')', ' ']).len();
            words.keep(start..end);
            self.say(Kind::Parenthetical, words);
            return;
        }
        for line in lines {
            let set_off = line.emphasis.first().is_some_and(|one| one.range.start == 0);
            if line.text.is_empty() {
                self.pauses += 1;
            } else if kind == Kind::Dialogue && !set_off && is_in_parentheses(&line.text) {
                self.speech(Kind::Parenthetical, vec![line], at);
            } else if kind == Kind::Dialogue && !set_off && line.text.starts_with('~') {
                let mut line = line;
                let start = line.text.len() - line.text.trim_start_matches(['~', ' ']).len();
                let end = line.text.len();
                line.keep(start..end);
                self.warn(at, "a line of dialogue that begins with ~ is sung");
                self.say(Kind::Lyrics, line);
            } else {
                self.say(kind, line);
            }
        }
    }

    fn say(&mut self, kind: Kind, words: Words) {
        let pauses = std::mem::take(&mut self.pauses);
        let Some(speaker) = self.speaker.clone() else { return };
        if words.text.is_empty() {
            return;
        }
        match self.script.paragraphs.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Parenthetical => {
                let blanks = if kind == Kind::Dialogue { pauses } else { 0 };
                last.text.push_str(&"\n".repeat(1 + blanks));
                append(last, &words);
            }
            _ => {
                let ParsedParagraph { character, extension, dual, .. } = speaker;
                let mut said =
                    ParsedParagraph { kind, character, extension, dual, ..Default::default() };
                append(&mut said, &words);
                self.script.paragraphs.push(said);
            }
        }
    }

    /// A paragraph outside of a speech.
    fn add(&mut self, kind: Kind, words: Words) {
        (self.speaker, self.pauses) = (None, 0);
        let Words { text, emphasis } = words;
        self.script.paragraphs.push(ParsedParagraph { kind, text, emphasis, ..Default::default() });
    }

    /// Notes that are all there is in a paragraph: each stands alone, as what its name says that it keeps.
    fn standing_notes(&mut self, raw: &Raw) {
        for RawNote { name, text } in &raw.notes {
            let (kind, depth) = match name.split_once(' ') {
                Some((SECTION, depth)) => (Kind::Section, depth.parse().unwrap_or(1).clamp(1, 6)),
                _ if name == BONEYARD => (Kind::Boneyard, 0),
                _ if name == SYNOPSIS => (Kind::Synopsis, 0),
                _ => (Kind::Note, 0),
            };
            self.add(kind, Words { text: even(text).join("\n"), emphasis: Vec::new() });
            if let Some(last) = self.script.paragraphs.last_mut() {
                last.depth = depth;
            }
        }
    }

    fn keep_notes(&mut self, raw: &Raw) {
        let notes = raw.notes.iter().map(|note| even(&note.text).join("\n"));
        if let Some(last) = self.script.paragraphs.last_mut() {
            last.notes.extend(notes.filter(|note| !note.is_empty()));
        }
    }
}

pub(super) fn is_type(raw: &Raw, kind: &str) -> bool {
    raw.kind.trim().eq_ignore_ascii_case(kind)
}

fn is_in_parentheses(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')')
}

/// A scene number of letters and digits, dashes and dots.
fn number_of(number: &str) -> String {
    number.chars().filter(|char| char.is_alphanumeric() || matches!(char, '-' | '.')).collect()
}

/// A type from outside, for a message.
fn named(kind: &str) -> String {
    let kind: String = kind.chars().take(40).collect();
    format!("a paragraph of type “{}”", kind.trim())
}

/// The lines of a text, blanks evened, none at its ends that is empty.
pub(super) fn even(text: &str) -> Vec<String> {
    let even = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String =
        text.chars().filter(|char| *char == '\n' || *char == '\t' || !char.is_control()).collect();
    clean.trim().split('\n').map(even).collect()
}

pub(super) fn joined(lines: &[Words], by: char) -> Words {
    let mut all = ParsedParagraph::default();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            all.text.push(by);
        }
        append(&mut all, line);
    }
    Words { text: all.text, emphasis: all.emphasis }
}

fn append(paragraph: &mut ParsedParagraph, words: &Words) {
    let start = paragraph.text.len();
    paragraph.text.push_str(&words.text);
    let moved = words.emphasis.iter().cloned().map(|mut one| {
        one.range = start + one.range.start..start + one.range.end;
        one
    });
    paragraph.emphasis.extend(moved);
}

impl Elements {
    /// The lines of a paragraph of the title page.
    pub(super) fn title_lines(&mut self, raw: &Raw) -> Words {
        joined(&self.lines_of(raw, Kind::TitlePage), '\n')
    }

    pub(super) fn title(&mut self, key: &str, words: Words) {
        self.script.title.push((key.to_owned(), words.text.clone()));
        self.add(Kind::TitlePage, words);
    }
}
