//! From bytes to text: what encoding a document is in shows in its bytes, whatever it declares.

use std::borrow::Cow;

use super::FdxError;

/// The document as text, without a byte order mark.
///
/// UTF-16 is known by its mark or by the zero beside its first `<`. Bytes that are UTF-8 are that, since many a
/// program declares UTF-16 and writes UTF-8; what is not and declares a Western encoding is Windows-1252.
pub(crate) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, FdxError> {
    let utf16 = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((rest, false)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, true)),
        [b'<', 0, ..] => Some((bytes, false)),
        [0, b'<', ..] => Some((bytes, true)),
        _ => None,
    };
    if let Some((bytes, big)) = utf16 {
        return from_utf16(bytes, big).map(Cow::Owned);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if declares_western(bytes) => {
            Ok(Cow::Owned(bytes.iter().copied().map(from_windows_1252).collect()))
        }
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            Err(FdxError::NotText { line })
        }
    }
}

fn from_utf16(bytes: &[u8], big: bool) -> Result<String, FdxError> {
    let unit = |two: &[u8]| match (two, big) {
        ([first, second], true) => u16::from_be_bytes([*first, *second]),
        ([first, second], false) => u16::from_le_bytes([*first, *second]),
        // Half a unit is no character.
        _ => 0xDC00,
    };
    let mut text = String::with_capacity(bytes.len() / 2);
    for char in char::decode_utf16(bytes.chunks(2).map(unit)) {
        match char {
            Ok(char) => text.push(char),
            Err(_) => {
                let line = 1 + text.matches('\n').count();
                return Err(FdxError::NotText { line });
            }
        }
    }
    Ok(text)
}

fn declares_western(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(200)].to_ascii_lowercase();
    let declares = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    head.starts_with(b"<?xml")
        && (declares(b"8859-1") || declares(b"windows-1252") || declares(b"ascii"))
}

/// The encoding that people mean by Latin 1, too.
fn from_windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_encoding_they_are_in() {
        let xml = "<?xml encoding='UTF-16'?><a>é</a>";
        let little: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = xml.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            xml.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", xml.as_bytes()),
            marked(b"\xFF\xFE", &little),
            marked(b"\xFE\xFF", &big),
            little.clone(),
            big,
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Ok(xml));
        }
        assert_eq!(decoded(&little[..little.len() - 1]), Err(FdxError::NotText { line: 1 }));
        assert_eq!(decoded(b"<a>\n\xE9</a>"), Err(FdxError::NotText { line: 2 }));
        let western = b"<?xml version='1.0' encoding='windows-1252'?><a>\x93\xE9\x94</a>";
        assert!(decoded(western).is_ok_and(|text| text.ends_with("<a>“é”</a>")));
    }
}
