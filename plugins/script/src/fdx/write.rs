//! From a script to the XML that Final Draft opens.

use maquette_document::ParagraphKind as Kind;

use super::title::{Group, keyed};
use super::{BONEYARD, SECTION, SYNOPSIS};
use crate::emphasis::{Emphasis, Style, Words, clip};
use crate::script::{ParsedParagraph, Script};

/// A script as a Final Draft document.
///
/// Emphasis, dual dialogue, scene numbers, centred lines, lyrics and page breaks are what they are; a synopsis below
/// its heading is the scene's summary; notes are script notes. What Final Draft has no paragraph for (sections,
/// boneyards, notes that stand alone) is a note in an empty paragraph, named for what it is.
pub fn write(script: &Script) -> String {
    let mut writer = Writer { xml: String::new(), new_page: false };
    writer.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n");
    writer.xml.push_str(
        "<FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"3\">\n  <Content>\n",
    );
    writer.content(&script.paragraphs);
    writer.xml.push_str("  </Content>\n");
    writer.title_page(script);
    writer.settings();
    writer.xml.push_str("</FinalDraft>\n");
    writer.xml
}

struct Writer {
    xml: String,
    /// A page break waits for the paragraph that it stands before.
    new_page: bool,
}

impl Writer {
    fn content(&mut self, paragraphs: &[ParsedParagraph]) {
        let mut at = 0;
        let mut in_speech = false;
        while let Some(paragraph) = paragraphs.get(at) {
            let count = speech_length(&paragraphs[at..]);
            match paragraph.kind {
                Kind::TitlePage | Kind::Blank => at += 1,
                Kind::PageBreak => {
                    if self.new_page {
                        self.empty();
                    }
                    (self.new_page, in_speech) = (true, false);
                    at += 1;
                }
                Kind::Character => {
                    at += self.speeches(&paragraphs[at..], count);
                    in_speech = true;
                }
                kind => {
                    // What is sung by nobody must not seem to go on with the speech.
                    if in_speech && kind == Kind::Lyrics {
                        self.empty();
                    }
                    let below =
                        if kind == Kind::Heading { synopses(&paragraphs[at + 1..]) } else { &[] };
                    self.paragraph(paragraph, below);
                    in_speech = false;
                    at += 1 + below.len();
                }
            }
        }
        if self.new_page {
            self.empty();
        }
    }

    /// A speech, with those that are spoken at once with it; how many paragraphs that was.
    fn speeches(&mut self, paragraphs: &[ParsedParagraph], first: usize) -> usize {
        let mut count = first;
        let is_dual = |next: &ParsedParagraph| next.kind == Kind::Character && next.dual;
        // One who is dual with nobody stands alone.
        while !paragraphs[0].dual && paragraphs.get(count).is_some_and(is_dual) {
            count += speech_length(&paragraphs[count..]);
        }
        let dual = count > first || paragraphs[0].dual;
        if dual {
            let attributes = self.page_attribute();
            self.line(&format!("    <Paragraph{attributes}>\n      <DualDialogue>"));
        }
        paragraphs[..count].iter().for_each(|one| self.paragraph(one, &[]));
        if dual {
            self.xml.push_str("      </DualDialogue>\n    </Paragraph>\n");
        }
        count
    }

    fn paragraph(&mut self, paragraph: &ParsedParagraph, below: &[ParsedParagraph]) {
        let (kind, alignment) = match paragraph.kind {
            Kind::Heading => ("Scene Heading", ""),
            Kind::Character => ("Character", ""),
            Kind::Dialogue => ("Dialogue", ""),
            Kind::Parenthetical => ("Parenthetical", ""),
            Kind::Lyrics => ("Lyrics", ""),
            Kind::Transition => ("Transition", ""),
            Kind::Centered => ("Action", " Alignment=\"Center\""),
            Kind::Note => return self.standing_note(paragraph, "Note"),
            Kind::Boneyard => return self.standing_note(paragraph, BONEYARD),
            Kind::Synopsis => return self.standing_note(paragraph, SYNOPSIS),
            Kind::Section => {
                let name = format!("{SECTION} {}", paragraph.depth.max(1));
                return self.standing_note(paragraph, &name);
            }
            _ => ("Action", ""),
        };
        let page = self.page_attribute();
        let number =
            paragraph.number.as_deref().map(|number| format!(" Number=\"{}\"", escaped(number)));
        let number = number.unwrap_or_default();
        self.line(&format!("    <Paragraph{alignment}{number}{page} Type=\"{kind}\">"));
        if !below.is_empty() {
            self.xml.push_str("      <SceneProperties>\n        <Summary>\n");
            below.iter().for_each(|one| self.plain(&one.text));
            self.xml.push_str("        </Summary>\n      </SceneProperties>\n");
        }
        paragraph.notes.iter().for_each(|note| self.note("Note", note));
        match paragraph.kind {
            Kind::Parenthetical => {
                self.run(Style::default(), "(");
                self.runs(&paragraph.text, &paragraph.emphasis);
                self.run(Style::default(), ")");
            }
            _ => self.runs(&paragraph.text, &paragraph.emphasis),
        }
        self.xml.push_str("    </Paragraph>\n");
    }

    /// What stands in an empty paragraph as a note.
    fn standing_note(&mut self, paragraph: &ParsedParagraph, name: &str) {
        let page = self.page_attribute();
        self.line(&format!("    <Paragraph{page} Type=\"General\">"));
        self.note(name, &paragraph.text);
        self.xml.push_str("      <Text></Text>\n    </Paragraph>\n");
    }

    fn empty(&mut self) {
        let page = self.page_attribute();
        self.line(&format!(
            "    <Paragraph{page} Type=\"General\">\n      <Text></Text>\n    </Paragraph>"
        ));
    }

    fn line(&mut self, line: &str) {
        self.xml.push_str(line);
        self.xml.push('\n');
    }

    fn page_attribute(&mut self) -> &'static str {
        if std::mem::take(&mut self.new_page) { " StartsNewPage=\"Yes\"" } else { "" }
    }

    fn note(&mut self, name: &str, text: &str) {
        self.line(&format!("      <ScriptNote Name=\"{}\">", escaped(name)));
        text.split('\n').for_each(|line| self.plain(line));
        self.xml.push_str("      </ScriptNote>\n");
    }

    fn plain(&mut self, text: &str) {
        self.line(&format!("        <Paragraph><Text>{}</Text></Paragraph>", escaped(text)));
    }

    fn runs(&mut self, text: &str, emphasis: &[Emphasis]) {
        let mut at = 0;
        for Emphasis { range, style } in emphasis {
            self.run(Style::default(), text.get(at..range.start).unwrap_or_default());
            self.run(*style, text.get(range.clone()).unwrap_or_default());
            at = range.end;
        }
        self.run(Style::default(), text.get(at..).unwrap_or_default());
    }

    fn run(&mut self, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let names =
            [(style.bold, "Bold"), (style.italic, "Italic"), (style.underline, "Underline")];
        let names: Vec<&str> = names.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
        let style = match names.is_empty() {
            true => String::new(),
            false => format!(" Style=\"{}\"", names.join("+")),
        };
        self.line(&format!("      <Text{style}>{}</Text>", escaped(text)));
    }

    fn title_page(&mut self, script: &Script) {
        let entries: Vec<&ParsedParagraph> =
            script.paragraphs.iter().filter(|one| one.kind == Kind::TitlePage).collect();
        if entries.is_empty() {
            return;
        }
        let centered = centered_entries(script, &entries);
        self.xml.push_str("  <TitlePage>\n    <Content>\n");
        for (at, ((key, _), entry)) in script.title.iter().zip(&entries).enumerate() {
            let (alignment, head) = match at < centered {
                true => ("Center", String::new()),
                false => ("Left", format!("{key}: ")),
            };
            let mut start = 0;
            for (at, line) in entry.text.split('\n').enumerate() {
                let mut emphasis = entry.emphasis.clone();
                clip(&mut emphasis, start..start + line.len());
                start += line.len() + 1;
                self.line(&format!("    <Paragraph Alignment=\"{alignment}\">"));
                self.run(Style::default(), if at == 0 { &head } else { "" });
                self.runs(line, &emphasis);
                self.xml.push_str("    </Paragraph>\n");
            }
            self.line(&format!(
                "    <Paragraph Alignment=\"{alignment}\"><Text></Text></Paragraph>"
            ));
        }
        self.xml.push_str("    </Content>\n  </TitlePage>\n");
    }

    /// Shows each type as it is written: a script says itself what is in capitals.
    fn settings(&mut self) {
        const TYPES: [(&str, &str, &str); 8] = [
            ("General", "1.50", "7.50"),
            ("Scene Heading", "1.50", "7.50"),
            ("Action", "1.50", "7.50"),
            ("Character", "3.50", "7.25"),
            ("Parenthetical", "3.00", "5.50"),
            ("Dialogue", "2.50", "6.00"),
            ("Transition", "5.50", "7.13"),
            ("Lyrics", "2.50", "7.38"),
        ];
        for (kind, left, right) in TYPES {
            let before = match kind {
                "Scene Heading" => 24,
                "Action" | "Character" | "Transition" => 12,
                _ => 0,
            };
            let alignment = if kind == "Transition" { "Right" } else { "Left" };
            self.line(&format!("  <ElementSettings Type=\"{kind}\">\n    <FontSpec Font=\"Courier Final Draft\" Size=\"12\" Style=\"\"/>\n    \
                 <ParagraphSpec Alignment=\"{alignment}\" FirstIndent=\"0.00\" Leading=\"Regular\" LeftIndent=\"{left}\" \
                 RightIndent=\"{right}\" SpaceBefore=\"{before}\" Spacing=\"1\" StartsNewPage=\"No\"/>\n  </ElementSettings>"));
        }
    }
}

/// How many paragraphs a speech takes, from its cue.
fn speech_length(paragraphs: &[ParsedParagraph]) -> usize {
    let is_said = |one: &&ParsedParagraph| {
        matches!(one.kind, Kind::Dialogue | Kind::Parenthetical | Kind::Lyrics)
            && !one.character.is_empty()
    };
    1 + paragraphs.iter().skip(1).take_while(is_said).count()
}

/// The synopses right below a heading.
fn synopses(paragraphs: &[ParsedParagraph]) -> &[ParsedParagraph] {
    let is_bare = |one: &&ParsedParagraph| {
        one.kind == Kind::Synopsis && one.notes.is_empty() && !one.text.is_empty()
    };
    &paragraphs[..paragraphs.iter().take_while(is_bare).count()]
}

/// How many entries at the head of a title page can be told by their place alone.
fn centered_entries(script: &Script, entries: &[&ParsedParagraph]) -> usize {
    let groups = entries.iter().map(|entry| Group {
        centered: true,
        right: false,
        words: Words { text: entry.text.clone(), emphasis: Vec::new() },
    });
    let groups: Vec<Group> = groups.take(4).collect();
    let found = keyed(groups);
    let same = found
        .iter()
        .zip(&script.title)
        .take_while(|((key, words), (known, _))| key == known && !words.text.is_empty());
    same.count()
}

/// Text between tags: no sign of markup, and nothing that XML forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            _ if char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}') => {}
            _ => escaped.push(char),
        }
    }
    escaped
}
