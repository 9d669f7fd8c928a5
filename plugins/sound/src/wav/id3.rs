//! ID3v2 tags: texts by name. Written as version 2.4 in UTF-8; 2.3 and 2.4 are read.

/// A tag of `TXXX` frames; nothing for no texts.
pub(crate) fn write(texts: &[(String, String)]) -> Vec<u8> {
    let mut frames = Vec::new();
    for (name, value) in texts {
        let mut body = vec![3];
        body.extend(name.bytes().filter(|b| *b != 0));
        body.push(0);
        body.extend(value.bytes().filter(|b| *b != 0));
        frames.extend(b"TXXX");
        frames.extend(synchsafe(body.len()));
        frames.extend([0, 0]);
        frames.extend(body);
    }
    if frames.is_empty() {
        return frames;
    }
    let mut tag = b"ID3\x04\0\0".to_vec();
    tag.extend(synchsafe(frames.len()));
    tag.extend(frames);
    tag
}

/// The texts of a tag: those of `TXXX` frames by their own name, others by that of the frame, such as `TIT2`.
pub(crate) fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let Some([b'I', b'D', b'3', version @ (3 | 4), _, flags, a, b, c, d]) =
        bytes.first_chunk::<10>()
    else {
        return texts;
    };
    let size = plain(&[*a, *b, *c, *d]);
    let mut rest = &bytes[10..bytes.len().min(10 + size)];
    // A header that goes on is left out with what it says of itself.
    if flags & 0x40 != 0 {
        let Some(more) = rest.first_chunk::<4>() else { return texts };
        let more = if *version == 4 { plain(more) } else { u32::from_be_bytes(*more) as usize + 4 };
        rest = rest.get(more..).unwrap_or_default();
    }
    while let Some(head) = rest.first_chunk::<10>() {
        let length = [head[4], head[5], head[6], head[7]];
        let size = if *version == 4 { plain(&length) } else { u32::from_be_bytes(length) as usize };
        let Some(body) = 10_usize.checked_add(size).and_then(|end| rest.get(10..end)) else {
            break;
        };
        if head[0] == b'T'
            && let Some((coding, text)) = body.split_first()
        {
            let text = decoded(*coding, text);
            let mut parts = text.split('\0');
            let first = parts.next().unwrap_or_default().to_owned();
            let id = String::from_utf8_lossy(&head[..4]).into_owned();
            texts.push(if id == "TXXX" {
                (first, parts.next().unwrap_or_default().trim_start_matches('\u{feff}').to_owned())
            } else {
                (id, first)
            });
        }
        rest = &rest[10 + size..];
    }
    texts
}

/// What follows a tag at the head of a file.
pub(crate) fn after(bytes: &[u8]) -> &[u8] {
    let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = bytes.first_chunk::<10>() else {
        return bytes;
    };
    // A foot is as long as the head.
    let foot = if flags & 0x10 != 0 { 10 } else { 0 };
    bytes.get(10 + plain(&[*a, *b, *c, *d]) + foot..).unwrap_or_default()
}

fn synchsafe(size: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (size >> shift & 0x7F) as u8)
}

fn plain(bytes: &[u8; 4]) -> usize {
    bytes.iter().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F))
}

fn decoded(coding: u8, text: &[u8]) -> String {
    let wide = |from: fn([u8; 2]) -> u16, text: &[u8]| {
        let units: Vec<u16> = text.as_chunks::<2>().0.iter().map(|pair| from(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match (coding, text) {
        (0, _) => text.iter().map(|b| char::from(*b)).collect(),
        (1, [0xFE, 0xFF, rest @ ..]) | (2, rest) => wide(u16::from_be_bytes, rest),
        (1, [0xFF, 0xFE, rest @ ..]) => wide(u16::from_le_bytes, rest),
        (1, _) => wide(u16::from_le_bytes, text),
        _ => String::from_utf8_lossy(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(texts in prop::collection::vec(("[a-zA-Z ]{1,12}", "[^\0\u{feff}]{0,300}"), 0..5)) {
            prop_assert_eq!(read(&write(&texts)), texts);
        }

        #[test]
        fn any_tag_is_read_to_where_it_makes_sense(bytes in prop::collection::vec(any::<u8>(), 0..300), version in 3_u8..5) {
            let tag = [&b"ID3"[..], &[version, 0], &bytes].concat();
            prop_assert!(read(&tag).len() <= 30);
        }
    }
}
