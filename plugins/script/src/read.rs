//! From a file's bytes to a script's text, or why they are none.

use crate::fdx::{self, FdxError, Warning};
use crate::parse::parse;
use crate::script::can_be_staged;

/// The longest script that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// The most lines that a script may have.
pub const MAX_LINES: usize = 400_000;

/// Why a file is not a script. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the script is empty; write a scene into it, such as: INT. KITCHEN - DAY")]
    Empty,
    #[error("the script is too large: {bytes} bytes, {MAX_BYTES} at most; split it")]
    TooLarge { bytes: usize },
    #[error("the script is too long: {lines} lines, {MAX_LINES} at most; split it")]
    TooManyLines { lines: usize },
    #[error("this is {what}, not a script; export it as Fountain, which is plain text")]
    OtherFormat { what: &'static str },
    #[error("this is not text: there is a NUL byte in line {line}; save the script as UTF-8 text")]
    Nul { line: usize },
    #[error(
        "this is not UTF-8 text: line {line} has bytes that are no characters; save the script as UTF-8"
    )]
    NotUtf8 { line: usize },
    #[error("this is not text: most of it cannot be printed; save the script as UTF-8 text")]
    Unprintable,
    #[error(
        "the script has not a single line to stage: no heading, no action, no dialogue; write a scene into it"
    )]
    NothingToStage,
    #[error(transparent)]
    FinalDraft(#[from] FdxError),
}

/// The script of a file as Fountain, whatever the file is: Fountain as it is, Final Draft put into Fountain with
/// warnings of what is not as it was. What a file is shows in its bytes, not in its name.
pub fn script_from(bytes: &[u8]) -> Result<(String, Vec<Warning>), ReadError> {
    if !is_final_draft(bytes) {
        return read(bytes).map(|text| (text, Vec::new()));
    }
    let (fountain, warnings) = fdx::read(bytes)?;
    read(fountain.as_bytes()).map(|text| (text, warnings))
}

/// Whether the root of an XML document is Final Draft's, as far as its first bytes tell.
fn is_final_draft(bytes: &[u8]) -> bool {
    // An even count, for the pairs of UTF-16.
    let head = &bytes[..bytes.len().min(4096)];
    let head: String = match fdx::decoded(head) {
        Ok(head) => head.into_owned(),
        // Cut inside of a character, or no text; all that counts is ASCII.
        Err(_) => {
            head.iter().filter(|byte| byte.is_ascii()).map(|byte| char::from(*byte)).collect()
        }
    };
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    head.starts_with('<') && head.contains("<FinalDraft")
}

/// The text of a script, with its byte order mark if it has one, so that it can be written back as it was.
pub fn read(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if let Some(what) = other_format(bytes) {
        return Err(ReadError::OtherFormat { what });
    }
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(ReadError::Nul { line: line_of(bytes, at) });
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(ReadError::NotUtf8 { line: line_of(bytes, error.valid_up_to()) }),
    };
    let lines = line_of(bytes, bytes.len());
    if lines > MAX_LINES {
        return Err(ReadError::TooManyLines { lines });
    }
    let unprintable =
        text.bytes().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    if unprintable.count() * 10 > text.len() {
        return Err(ReadError::Unprintable);
    }
    let script = parse(text);
    let staged = |paragraph: &crate::ParsedParagraph| {
        can_be_staged(paragraph.kind) && paragraph.text.contains(char::is_alphanumeric)
    };
    if !script.paragraphs.iter().any(staged) {
        return Err(ReadError::NothingToStage);
    }
    Ok(text.to_owned())
}

/// What else the bytes are, by how they begin.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const HEADS: [(&[u8], &str); 13] = [
        (b"%PDF", "a PDF"),
        (b"{\\rtf", "a rich text document"),
        (b"PK\x03\x04", "a ZIP archive or a word processor's document"),
        (b"PK\x05\x06", "a ZIP archive"),
        (b"\xD0\xCF\x11\xE0", "an old word processor's document"),
        (b"\xFF\xFE", "UTF-16 text"),
        (b"\xFE\xFF", "UTF-16 text"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a sound, a film or a picture"),
        (b"\x1F\x8B", "a compressed file"),
        (b"\x7FELF", "a program"),
    ];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = HEADS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, what)| *what);
    head.or_else(|| {
        let head = bytes.trim_ascii_start();
        let head = &head[..head.len().min(1024)];
        let has =
            |tag: &[u8]| head.windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag));
        let is_tagged = head.starts_with(b"<");
        match is_tagged {
            true if has(b"<FinalDraft") => Some("a Final Draft document"),
            true if has(b"<html") || has(b"<!doctype html") => Some("a web page"),
            true if head.starts_with(b"<?xml") => Some("an XML document"),
            _ => None,
        }
    })
}

/// The line that byte `at` is on, whatever breaks lines.
fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = &bytes[..at.min(bytes.len())];
    let breaks = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + breaks.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: ReadError) {
        assert_eq!(read(bytes), Err(expected));
    }

    #[test]
    fn what_is_not_a_script_is_refused_for_its_reason() {
        check(b"", ReadError::Empty);
        check(b" \r\n\t\n", ReadError::Empty);
        check(b"%PDF-1.7\n%\xE2\xE3", ReadError::OtherFormat { what: "a PDF" });
        check(b"{\\rtf1\\ansi", ReadError::OtherFormat { what: "a rich text document" });
        check(
            b"PK\x03\x04abc",
            ReadError::OtherFormat { what: "a ZIP archive or a word processor's document" },
        );
        check(b"\xFF\xFEI\0N\0T\0", ReadError::OtherFormat { what: "UTF-16 text" });
        check(
            b"<?xml version='1.0'?>\n<FinalDraft>",
            ReadError::OtherFormat { what: "a Final Draft document" },
        );
        check(b"INT. A\n\nOne\0two", ReadError::Nul { line: 3 });
        check(b"INT. A\r\n\r\nCaf\xE9 noir.\r\n", ReadError::NotUtf8 { line: 3 });
        check(b"one\rtwo\r\xFF", ReadError::NotUtf8 { line: 3 });
        check(&[1, 2, 3, b'a'], ReadError::Unprintable);
        check(&vec![b'a'; MAX_BYTES + 1], ReadError::TooLarge { bytes: MAX_BYTES + 1 });
        check(
            &"a\n".repeat(MAX_LINES + 5).into_bytes(),
            ReadError::TooManyLines { lines: MAX_LINES + 6 },
        );
    }

    #[test]
    fn a_script_without_a_line_to_stage_is_refused() {
        for text in [
            "Title: X\n",
            "/* all of it */",
            "[[a note]]",
            "# Act\n\n= nothing yet\n",
            "\u{feff}\n",
            "===\n",
            "…",
        ] {
            check(text.as_bytes(), ReadError::NothingToStage);
        }
    }

    #[test]
    fn text_is_read_as_it_is() {
        for text in ["INT. HOUSE", "Somebody waits.", "\u{feff}Élan vital.\r\n", "> FIN <"] {
            assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        }
    }
}
