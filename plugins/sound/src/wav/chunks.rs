//! The chunks of a RIFF file, in the order in which they lie there.

/// A chunk that is there, at least in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk<'a> {
    pub(super) id: [u8; 4],
    /// No longer than what is there.
    pub(super) body: &'a [u8],
    /// Where the body begins in the file.
    pub(super) start: usize,
    /// The size that its head tells.
    pub(super) size: u32,
}

/// Walks the chunks after the twelve bytes of `RIFF….WAVE`. `long` is the size of `data` by a `ds64` chunk, once
/// that was read; a `data` chunk of no size, or of more than there is, is the last.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut at = Some(12);
    let mut long = None;
    std::iter::from_fn(move || {
        let here = at?;
        let head = bytes.get(here..)?.get(..8)?;
        let id: [u8; 4] = head[..4].try_into().ok()?;
        let size = u32::from_le_bytes(head[4..].try_into().ok()?);
        let start = here + 8;
        let rest = &bytes[start..];
        let told = match (&id, long) {
            (b"data", Some(long)) if size == u32::MAX => {
                usize::try_from(long).unwrap_or(usize::MAX)
            }
            (b"data", _) if size == 0 => rest.len(),
            _ => size as usize,
        };
        let body = &rest[..told.min(rest.len())];
        if &id == b"ds64" {
            long = body.get(8..16).and_then(|b| b.try_into().ok()).map(u64::from_le_bytes);
        }
        at = start.checked_add(told).map(|end| end.saturating_add(padding(bytes, end, told)));
        Some(Chunk { id, body, start, size })
    })
}

/// A chunk of an odd size is followed by one byte of nothing; some writers forget it, and the name of the next
/// chunk follows at once.
pub(super) fn padding(bytes: &[u8], end: usize, size: usize) -> usize {
    let is_name = |at: usize| {
        let name = at.checked_add(4).and_then(|after| bytes.get(at..after));
        name.is_some_and(|name| name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b' '))
    };
    let forgotten = is_name(end) && !is_name(end.saturating_add(1));
    usize::from(size % 2 == 1 && !forgotten)
}

/// Appends a chunk, padded to an even length.
pub(super) fn push(to: &mut Vec<u8>, id: &[u8; 4], body: &[u8]) {
    to.extend(id);
    to.extend((body.len() as u32).to_le_bytes());
    to.extend(body);
    if body.len() % 2 == 1 {
        to.push(0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn chunks_that_are_written_are_read_back(
            all in prop::collection::vec((prop::array::uniform4(b'a'..=b'z'), prop::collection::vec(any::<u8>(), 0..40)), 0..8),
        ) {
            let all: Vec<_> = all.into_iter().filter(|(id, _)| id != b"data" && id != b"ds64").collect();
            let mut bytes = b"RIFF\0\0\0\0WAVE".to_vec();
            for (id, body) in &all {
                push(&mut bytes, id, body);
            }
            let read: Vec<_> = chunks(&bytes).map(|chunk| (chunk.id, chunk.body.to_vec())).collect();
            prop_assert_eq!(read, all);
        }

        #[test]
        fn any_bytes_have_some_chunks(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for chunk in chunks(&bytes) {
                prop_assert!(chunk.start + chunk.body.len() <= bytes.len());
            }
        }
    }

    #[test]
    fn a_padding_that_was_forgotten_loses_nothing() {
        let mut bytes = b"RIFF\0\0\0\0WAVE".to_vec();
        bytes.extend(b"note\x03\0\0\0abc");
        push(&mut bytes, b"cue ", &[1, 2]);
        let read: Vec<_> = chunks(&bytes).map(|chunk| chunk.id).collect();
        assert_eq!(read, [*b"note", *b"cue "]);
    }
}
