//! A script that was parsed: its paragraphs, and the way back to the text.

use std::ops::Range;

use maquette_document::{Paragraph, ParagraphKind};

use crate::emphasis::Emphasis;

/// A screenplay as paragraphs. Their sources follow one another without a gap, from the first byte of the
/// text to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub paragraphs: Vec<ParsedParagraph>,
    /// The title page, in order: key as written, value without markup, its lines joined by `\n`.
    pub title: Vec<(String, String)>,
}

/// One element of a script, with the blank lines after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedParagraph {
    pub kind: ParagraphKind,
    /// Bytes of the text, from here to the next paragraph.
    pub source: Range<usize>,
    /// What is read or said: no markup, no marks of syntax, no notes; lines joined by `\n`.
    pub text: String,
    /// What of the text is set off; nothing of cues, notes and boneyards.
    pub emphasis: Vec<Emphasis>,
    /// Who speaks, for cues, dialogue, parentheticals and sung lines: upper case, no extension.
    pub character: String,
    /// What the cue has in parentheses, without them: `V.O.`; several are joined by `, `.
    pub extension: String,
    /// Spoken at once with the speech before it.
    pub dual: bool,
    /// The scene's own number, without its `#`.
    pub number: Option<String>,
    /// How deep a section is, 1 to 6; 0 for all else.
    pub depth: u8,
    /// Notes inside the paragraph, in order. A note that stands alone is a paragraph of its own.
    pub notes: Vec<String>,
}

impl Script {
    /// The value of a title page's key, whatever its case.
    pub fn title_of(&self, key: &str) -> Option<&str> {
        let found = self.title.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.as_str())
    }

    /// The paragraphs as records of the film, in order; their `source`s joined are `original`.
    pub fn records(&self, original: &str) -> Vec<Paragraph> {
        self.paragraphs.iter().map(|paragraph| paragraph.record(original)).collect()
    }
}

impl ParsedParagraph {
    /// As a record of the film; `original` is the text that was parsed.
    pub fn record(&self, original: &str) -> Paragraph {
        Paragraph {
            kind: self.kind,
            source: original.get(self.source.clone()).unwrap_or_default().to_owned(),
            text: self.text.clone(),
            character: self.character.clone(),
            ..Paragraph::default()
        }
    }
}

/// The script as text again: exactly the text that it was parsed from.
pub fn print(script: &Script, original: &str) -> String {
    let sources = script.paragraphs.iter().map(|paragraph| original.get(paragraph.source.clone()));
    sources.map(Option::unwrap_or_default).collect()
}

/// Whether a paragraph of this kind is something that a film shows or says.
pub fn can_be_staged(kind: ParagraphKind) -> bool {
    use ParagraphKind as Kind;
    matches!(kind, Kind::Heading | Kind::Action | Kind::Dialogue | Kind::Lyrics | Kind::Centered)
}

#[cfg(test)]
mod tests {
    use crate::parse;

    use super::*;

    #[test]
    fn records_joined_are_the_script() {
        let text = "\u{feff}Title: X\r\n\r\n\r\nINT. A - DAY #1#\r\n\r\nHe [[why?]] waits.\r\n";
        let records = parse(text).records(text);
        assert_eq!(records.iter().map(|record| record.source.as_str()).collect::<String>(), text);
        assert_eq!(records.last().map(|record| record.text.as_str()), Some("He waits."));
    }

    #[test]
    fn a_title_is_found_whatever_its_case() {
        let script = parse("Title: One\nDraft Date: today\n");
        assert_eq!(script.title_of("draft date"), Some("today"));
        assert_eq!(script.title_of("author"), None);
    }

    #[test]
    fn printing_another_text_does_not_panic() {
        let script = parse("One.\n\nTwo.\n");
        assert_eq!(print(&script, "é"), "");
    }
}
