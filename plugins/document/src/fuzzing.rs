//! Doors for fuzzing into what reads bytes that others wrote. Built by `cargo fuzz` alone.

use crate::bounds::are_in_bounds;
use crate::envelope::{Envelope, FORMAT};
use crate::segment::{self, Head};

/// A file of the journal: any bytes are read to their end.
pub fn journal(bytes: &[u8]) {
    Head::read(bytes);
    segment::is_newer(bytes);
    let contents = segment::read(bytes);
    let mut end = 0;
    for range in &contents.envelopes {
        assert!(end <= range.start && range.end <= bytes.len(), "records overlap");
        end = range.end;
        envelope(&bytes[range.clone()]);
    }
}

/// An envelope of any format: read, it can be sealed again.
pub fn envelope(bytes: &[u8]) {
    for format in 0..=FORMAT + 1 {
        if let Some((envelope, _)) = Envelope::read(bytes, format) {
            let again = postcard::to_stdvec(&envelope).expect("what was read can be written");
            let (read, rest) = postcard::take_from_bytes::<Envelope>(&again).expect("it reads");
            assert!(
                rest.is_empty()
                    && read.number == envelope.number
                    && read.deed.label == envelope.deed.label
            );
        }
    }
}

/// A file of a film as text: parsed, or refused with a place.
pub fn readable(text: &str) {
    crate::readable::parse_page(text);
}

/// The changes of others: taken up and read, or refused before they are believed.
pub fn changes(bytes: &[u8]) {
    if are_in_bounds(bytes) {
        checkpoint(bytes);
    }
}

/// A film in one piece: taken up and read, or refused.
pub fn checkpoint(bytes: &[u8]) {
    if let Some(crdt) = crate::checkpoint::loaded(bytes) {
        drop(crate::records::Records::new(crdt, 1).map(|records| records.changes_from_nothing()));
    }
}
