//! From the XML to paragraphs as the document has them, and from those to Fountain.

use super::elements::Elements;
use super::title::title_page;
use super::xml::{Element, Token, Xml};
use super::{FdxError, MAX_BYTES, Raw, RawNote, Run, Style, Warning, decoded};
use crate::compose::compose;

/// Reads a Final Draft document: its script as Fountain, and what of it is not as it was.
///
/// Paragraphs of a type that is not known are action. Revisions are read as they stand; bookmarks, colours, fonts
/// and page layout are left out without a word.
pub fn read(bytes: &[u8]) -> Result<(String, Vec<Warning>), FdxError> {
    if bytes.len() > MAX_BYTES {
        return Err(FdxError::TooLarge { bytes: bytes.len() });
    }
    let text = decoded(bytes)?;
    let document = Document::parse(&text)?;
    let mut elements = Elements::new(&document.capitals);
    title_page(&document.title, &mut elements);
    document.content.iter().for_each(|raw| elements.push(raw));
    let (script, warnings) = elements.finish();
    if script.paragraphs.is_empty() {
        return Err(FdxError::NoScript { what: "its paragraphs are empty".to_owned() });
    }
    Ok((compose(&script), warnings))
}

/// What of a document is a script.
#[derive(Default)]
struct Document {
    content: Vec<Raw>,
    title: Vec<Raw>,
    /// Types of paragraphs, and whether they are shown in capitals.
    capitals: Vec<(String, bool)>,
}

impl Document {
    fn parse(text: &str) -> Result<Self, FdxError> {
        let mut xml = Xml::new(text);
        let mut document = Self::default();
        let mut found = false;
        loop {
            match xml.next()? {
                Token::Open(root) if root.name == "FinalDraft" && !found => {
                    found = true;
                    document.root(&mut xml)?;
                }
                Token::Open(root) if !found => {
                    let what = format!("it is <{}>, not <FinalDraft>", shown(&root.name));
                    return Err(FdxError::NoScript { what });
                }
                Token::End if found => return Ok(document),
                Token::End => return Err(FdxError::NoScript { what: "it is empty".to_owned() }),
                Token::Open(_) => xml.skip()?,
                Token::Close | Token::Text(_) => {}
            }
        }
    }

    fn root(&mut self, xml: &mut Xml<'_>) -> Result<(), FdxError> {
        each_child(xml, |xml, element| match element.name.as_str() {
            "Content" => paragraphs(xml, &mut self.content),
            "TitlePage" => each_child(xml, |xml, element| match element.name.as_str() {
                "Content" => paragraphs(xml, &mut self.title),
                _ => xml.skip(),
            }),
            "ElementSettings" => each_child(xml, |xml, child| {
                if child.name == "FontSpec" {
                    let capitals = has_style(&child, "AllCaps");
                    self.capitals.push((element.attribute("Type").to_owned(), capitals));
                }
                xml.skip()
            }),
            _ => xml.skip(),
        })
    }
}

/// Calls for each element within the one that was opened last, up to its end. What is called reads the element to
/// its end.
fn each_child<'a>(
    xml: &mut Xml<'a>,
    mut read: impl FnMut(&mut Xml<'a>, Element) -> Result<(), FdxError>,
) -> Result<(), FdxError> {
    loop {
        match xml.next()? {
            Token::Open(element) => read(xml, element)?,
            Token::Text(_) => {}
            Token::Close | Token::End => return Ok(()),
        }
    }
}

fn paragraphs(xml: &mut Xml<'_>, raws: &mut Vec<Raw>) -> Result<(), FdxError> {
    each_child(xml, |xml, element| match element.name.as_str() {
        "Paragraph" => {
            raws.push(paragraph(xml, &element)?);
            Ok(())
        }
        // Some programs leave out the paragraph around it.
        "DualDialogue" => {
            let mut raw = Raw { line: xml.line(), ..Raw::default() };
            paragraphs(xml, &mut raw.dual)?;
            raws.push(raw);
            Ok(())
        }
        _ => xml.skip(),
    })
}

fn paragraph(xml: &mut Xml<'_>, element: &Element) -> Result<Raw, FdxError> {
    let number = Some(element.attribute("Number").to_owned());
    let mut raw = Raw {
        line: xml.line(),
        kind: element.attribute("Type").to_owned(),
        alignment: element.attribute("Alignment").to_owned(),
        new_page: element.says("StartsNewPage", "Yes"),
        number: number.filter(|number| !number.is_empty()),
        ..Raw::default()
    };
    each_child(xml, |xml, element| match element.name.as_str() {
        "Text" => {
            let style = Style {
                bold: has_style(&element, "Bold"),
                italic: has_style(&element, "Italic"),
                underline: has_style(&element, "Underline"),
            };
            let capitals = has_style(&element, "AllCaps");
            raw.runs.push(Run { style, capitals, text: text_of(xml)? });
            Ok(())
        }
        "DualDialogue" => paragraphs(xml, &mut raw.dual),
        "SceneProperties" => {
            // Some programs number a scene here.
            if raw.number.is_none() && !element.attribute("Number").is_empty() {
                raw.number = Some(element.attribute("Number").to_owned());
            }
            each_child(xml, |xml, element| match element.name.as_str() {
                "Summary" => {
                    raw.summary.extend(plain_paragraphs(xml)?);
                    Ok(())
                }
                _ => xml.skip(),
            })
        }
        "ScriptNote" => {
            let name = element.attribute("Name").to_owned();
            let text = plain_paragraphs(xml)?.join("\n");
            raw.notes.push(RawNote { name, text });
            Ok(())
        }
        _ => xml.skip(),
    })?;
    Ok(raw)
}

/// The paragraphs of a note or a summary, without styles.
fn plain_paragraphs(xml: &mut Xml<'_>) -> Result<Vec<String>, FdxError> {
    let mut texts = Vec::new();
    each_child(xml, |xml, element| match element.name.as_str() {
        "Paragraph" => {
            let raw = paragraph(xml, &element)?;
            texts.push(raw.runs.into_iter().map(|run| run.text).collect());
            Ok(())
        }
        "Text" => {
            texts.push(text_of(xml)?);
            Ok(())
        }
        _ => xml.skip(),
    })?;
    Ok(texts)
}

/// The text of the element that was opened last, and of all within it.
fn text_of(xml: &mut Xml<'_>) -> Result<String, FdxError> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(_) => depth += 1,
            Token::Close => depth -= 1,
            Token::Text(more) => text.push_str(&more),
            Token::End => break,
        }
    }
    Ok(text)
}

/// Whether an element has a style, as `Bold+Italic` has two.
fn has_style(element: &Element, style: &str) -> bool {
    element.attribute("Style").split('+').any(|one| one.trim().eq_ignore_ascii_case(style))
}

/// A name from outside, short enough for a message.
fn shown(name: &str) -> String {
    name.chars().take(40).collect()
}
