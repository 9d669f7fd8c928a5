//! The files of the journal: a head that says whose they are, then records, one after another.
//!
//! A record is its length, kind, version, envelope and a checksum of all that. Files are only ever appended
//! to, by one opening on one device; so a merge of two folders is a union of files.

use std::ops::Range;

use crate::Id;
use crate::envelope::FORMAT;

/// A file grows to about this many bytes before the next one is begun.
pub(crate) const SEALED_AT: u64 = 1 << 20;
/// Larger files are not read: no opening writes them.
pub(crate) const LARGEST: u64 = 1 << 30;

const MAGIC: [u8; 8] = *b"MQSEG\0\0\x01";
/// Bytes of a head.
pub(crate) const HEAD: usize = 80;
/// Length, kind, version.
const FRONT: usize = 6;
const CHECKSUM: usize = 4;
const ENVELOPE: u8 = 1;
/// How often a damaged file may be read over again in search of its next good record.
const PATIENCE: usize = 64;

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) film: Id,
    pub(crate) device: [u8; 32],
    pub(crate) opening: Id,
    pub(crate) number: u32,
}

/// What was found in a file. Ranges are places in its bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Envelopes, in order.
    pub(crate) envelopes: Vec<Range<usize>>,
    /// Whole records of kinds or versions that only a newer studio knows.
    pub(crate) newer: Vec<Range<usize>>,
    /// Bytes that are no records, with good records after them.
    pub(crate) damaged: Vec<Range<usize>>,
    /// Bytes at the end that are no whole record: the last write was cut short.
    pub(crate) torn: Option<Range<usize>>,
}

impl Head {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD);
        bytes.extend(MAGIC);
        bytes.extend(self.film.to_bytes());
        bytes.extend(self.device);
        bytes.extend(self.opening.to_bytes());
        bytes.extend(self.number.to_le_bytes());
        bytes.extend(crc32c::crc32c(&bytes).to_le_bytes());
        bytes
    }

    /// The head of a file, if it has one.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEAD)?;
        let (body, checksum) = head.split_last_chunk::<CHECKSUM>()?;
        if !head.starts_with(&MAGIC) || crc32c::crc32c(body) != u32::from_le_bytes(*checksum) {
            return None;
        }
        Some(Self {
            film: Id::from_bytes(body.get(8..24)?.try_into().ok()?),
            device: body.get(24..56)?.try_into().ok()?,
            opening: Id::from_bytes(body.get(56..72)?.try_into().ok()?),
            number: u32::from_le_bytes(body.get(72..76)?.try_into().ok()?),
        })
    }
}

/// Whether these are the bytes of a file in a format that only a newer studio knows.
pub(crate) fn is_newer(bytes: &[u8]) -> bool {
    let (name, version) = MAGIC.split_at(MAGIC.len() - 1);
    bytes.starts_with(name) && bytes.get(name.len()) > version.first()
}

/// An envelope as a record.
pub(crate) fn record(envelope: &[u8]) -> Option<Vec<u8>> {
    let length =
        u32::try_from(envelope.len()).ok().filter(|length| u64::from(*length) < LARGEST)?;
    let mut bytes = Vec::with_capacity(FRONT + envelope.len() + CHECKSUM);
    bytes.extend(length.to_le_bytes());
    bytes.extend([ENVELOPE, FORMAT]);
    bytes.extend(envelope);
    bytes.extend(crc32c::crc32c(&bytes).to_le_bytes());
    Some(bytes)
}

/// Reads what stands after the head of a file.
pub(crate) fn read(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    let (mut at, mut patience) = (HEAD, bytes.len().saturating_mul(PATIENCE));
    while at < bytes.len() {
        if let Some(envelope) = record_at(bytes, at, &mut patience) {
            let known = bytes[at + 4] == ENVELOPE && (1..=FORMAT).contains(&bytes[at + 5]);
            at = envelope.end + CHECKSUM;
            if known { &mut contents.envelopes } else { &mut contents.newer }.push(envelope);
            continue;
        }
        let mut rest = at + 1..bytes.len();
        match rest.find(|&next| record_at(bytes, next, &mut patience).is_some()) {
            Some(next) => {
                contents.damaged.push(at..next);
                at = next;
            }
            None => {
                contents.torn = Some(at..bytes.len());
                break;
            }
        }
    }
    contents
}

/// The format of the envelope that lies at `range` in the bytes of a file.
pub(crate) fn format_of(bytes: &[u8], range: &Range<usize>) -> u8 {
    range.start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(0)
}

/// Where the body of a whole record at `at` lies, if there is one. Costs `patience` as many as it had to look
/// at; with none left there is no record.
fn record_at(bytes: &[u8], at: usize, patience: &mut usize) -> Option<Range<usize>> {
    let length = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
    let body = at + FRONT..(at + FRONT).checked_add(length)?;
    let checksum = bytes.get(body.end..body.end.checked_add(CHECKSUM)?)?;
    // Zeros, as a power cut may leave them, are not a record of nothing.
    if bytes[at + 4] == 0 {
        return None;
    }
    *patience = patience.checked_sub(body.end - at)?;
    let sum = crc32c::crc32c(&bytes[at..body.end]);
    (checksum == sum.to_le_bytes()).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn head() -> Head {
        let id = |name| Id::hashed(&[name]);
        Head { film: id("film"), device: [9; 32], opening: id("opening"), number: 3 }
    }

    fn file(envelopes: &[Vec<u8>]) -> Vec<u8> {
        let records = envelopes.iter().map(|envelope| record(envelope).unwrap());
        records.fold(head().bytes(), |mut bytes, record| {
            bytes.extend(record);
            bytes
        })
    }

    fn envelopes(bytes: &[u8], contents: &Contents) -> Vec<Vec<u8>> {
        contents.envelopes.iter().map(|range| bytes[range.clone()].to_vec()).collect()
    }

    proptest! {
        #[test]
        fn every_prefix_gives_the_whole_records_in_it(
            written in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let bytes = file(&written);
            let whole = read(&bytes);
            prop_assert_eq!(envelopes(&bytes, &whole), written);
            let cut = HEAD + cut.index(bytes.len() - HEAD + 1);
            let part = read(&bytes[..cut]);
            let expected: Vec<_> =
                whole.envelopes.into_iter().filter(|range| range.end + CHECKSUM <= cut).collect();
            let end = expected.last().map_or(HEAD, |range| range.end + CHECKSUM);
            prop_assert_eq!(part.torn, (end < cut).then_some(end..cut));
            prop_assert_eq!(part.envelopes, expected);
        }

        #[test]
        fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let contents = read(&bytes);
            prop_assert!(contents.envelopes.len() <= bytes.len());
            Head::read(&bytes);
        }
    }

    #[test]
    fn a_bad_record_is_passed_over_and_the_rest_counts() {
        let written = vec![b"first".to_vec(), b"second".to_vec(), b"third".to_vec()];
        let mut bytes = file(&written);
        let second = read(&bytes).envelopes[1].clone();
        bytes[second.start] ^= 1;
        let contents = read(&bytes);
        assert_eq!(envelopes(&bytes, &contents), [b"first".to_vec(), b"third".to_vec()]);
        let damaged = second.start - FRONT..second.end + CHECKSUM;
        assert_eq!(contents.damaged, [damaged]);
    }

    #[test]
    fn zeros_at_the_end_are_a_torn_tail() {
        let mut bytes = file(&[b"first".to_vec()]);
        let end = bytes.len();
        bytes.resize(end + 4096, 0);
        assert_eq!(read(&bytes).torn, Some(end..end + 4096));
    }

    #[test]
    fn a_head_with_any_bit_changed_is_no_head() {
        let bytes = head().bytes();
        assert_eq!(Head::read(&bytes), Some(head()));
        for place in 0..HEAD {
            let mut bytes = bytes.clone();
            bytes[place] ^= 1;
            assert_eq!(Head::read(&bytes), None, "byte {place}");
        }
    }
}
