//! The boxes that such files are made of: a length, four letters, a body.

pub(super) fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
}

/// An atom that begins with a version and flags.
pub(super) fn full(kind: &[u8; 4], flags: u32, body: &[u8]) -> Vec<u8> {
    atom(kind, &[&flags.to_be_bytes()[..], body].concat())
}

pub(super) fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// How many, then the values.
pub(super) fn list(values: &[u32], a_row: usize) -> Vec<u8> {
    [words(&[(values.len() / a_row.max(1)) as u32]), words(values)].concat()
}

/// A descriptor of ISO/IEC 14496-1: a tag, a length, a body.
pub(super) fn descriptor(tag: u8, body: &[u8]) -> Vec<u8> {
    [&[tag, body.len() as u8][..], body].concat()
}
