//! XML as it is met in scripts: elements, their attributes, and text.
//!
//! Nothing is fetched and nothing is expanded: a document type is passed over, and an entity that is not one of
//! the five of XML stays as it is written.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{FdxError, MAX_DEPTH};

/// Attributes of an element that are read.
const MAX_ATTRIBUTES: usize = 64;

pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// The end of an element that was written as one tag is still to come.
    closes: bool,
    counted: Counted,
}

/// Lines up to a place, so that no byte is counted twice.
#[derive(Default)]
struct Counted {
    at: usize,
    lines: usize,
}

pub(super) enum Token<'a> {
    Open(Element),
    Close,
    Text(Cow<'a, str>),
    End,
}

#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; empty if it has none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }

    pub(super) fn says(&self, name: &str, value: &str) -> bool {
        self.attribute(name).eq_ignore_ascii_case(value)
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        // A lone `&` is met in documents of many programs.
        reader.config_mut().allow_dangling_amp = true;
        Self { text, reader, depth: 0, closes: false, counted: Counted::default() }
    }

    /// The line that is being read, from 1.
    pub(super) fn line(&mut self) -> usize {
        let at = (self.reader.buffer_position() as usize).min(self.text.len());
        let Counted { at: from, lines } = self.counted;
        let lines =
            lines + self.text.as_bytes()[from..at].iter().filter(|byte| **byte == b'\n').count();
        self.counted = Counted { at, lines };
        lines + 1
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, FdxError> {
        if std::mem::take(&mut self.closes) {
            self.depth -= 1;
            return Ok(Token::Close);
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.damaged(&error.to_string())),
            };
            match event {
                Event::Start(start) => return self.open(&start).map(Token::Open),
                Event::Empty(start) => {
                    self.closes = true;
                    return self.open(&start).map(Token::Open);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => match text.xml10_content() {
                    Ok(text) => return Ok(Token::Text(text)),
                    Err(error) => return Err(self.damaged(&error.to_string())),
                },
                Event::CData(text) => match text.xml10_content() {
                    Ok(text) => return Ok(Token::Text(text)),
                    Err(error) => return Err(self.damaged(&error.to_string())),
                },
                Event::GeneralRef(name) => {
                    let written = String::from_utf8_lossy(&name).into_owned();
                    let char = name.resolve_char_ref().ok().flatten();
                    let known = quick_xml::escape::resolve_predefined_entity(&written);
                    let text = match (char, known) {
                        (Some(char), _) => char.to_string(),
                        (None, Some(known)) => known.to_owned(),
                        (None, None) => format!("&{written};"),
                    };
                    return Ok(Token::Text(Cow::Owned(text)));
                }
                Event::Eof if self.depth > 0 => return Err(self.damaged("it ends too early")),
                Event::Eof => return Ok(Token::End),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Element, FdxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let (line, column) = self.place();
            return Err(FdxError::TooDeep { line, column });
        }
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let mut element = Element { name, attributes: Vec::new() };
        for attribute in start.attributes().with_checks(false).take(MAX_ATTRIBUTES) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => return Err(self.damaged(&error.to_string())),
            };
            let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => String::from_utf8_lossy(&attribute.value).into_owned(),
            };
            let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            element.attributes.push((name, value));
        }
        Ok(element)
    }

    /// Passes over what is left of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), FdxError> {
        let depth = self.depth;
        while self.depth >= depth {
            if let Token::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    fn place(&self) -> (usize, usize) {
        let at = (self.reader.error_position() as usize).min(self.text.len());
        let before = &self.text.as_bytes()[..at];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        (line, 1 + String::from_utf8_lossy(&before[start..]).chars().count())
    }

    fn damaged(&self, what: &str) -> FdxError {
        let (line, column) = self.place();
        FdxError::Damaged { line, column, what: what.to_owned() }
    }
}
