//! Envelopes: one signed gesture each. The same bytes are journal record, unit of sync and audit trail.

use serde::{Deserialize, Serialize};

use crate::Id;
use crate::device::{Device, is_signed};
use crate::undo::{Deed, StepId};

/// One gesture of one device: operations for the CRDT, and what undo needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// The public key of who wrote it.
    pub(crate) device: [u8; 32],
    pub(crate) film: Id,
    /// The nonce of the opening in which it was written.
    pub(crate) opening: Id,
    /// Counts the envelopes of its opening, from 0.
    pub(crate) number: u64,
    /// Later than every envelope that its author had seen.
    pub(crate) order: u64,
    /// Milliseconds since 1970 by its author's clock.
    pub(crate) made: u64,
    /// Hash of the envelope before it in its opening; zeros for the first.
    pub(crate) previous: [u8; 32],
    /// The operations of `payload`: those of the opening's peer from `start` to before `end`.
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) deed: Deed,
    #[serde(with = "whole")]
    pub(crate) payload: Vec<u8>,
}

/// An envelope as it travels, and its name.
pub(crate) struct Sealed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) hash: [u8; 32],
}

const SIGNATURE: usize = 64;

impl Envelope {
    pub(crate) fn step(&self) -> StepId {
        StepId { opening: self.opening, number: self.number }
    }

    /// The peer that its operations belong to.
    pub(crate) fn peer(&self) -> u64 {
        peer_of(&self.device, self.film, self.opening)
    }

    pub(crate) fn seal(&self, device: &Device) -> Result<Sealed, postcard::Error> {
        let mut bytes = postcard::to_stdvec(self)?;
        let hash = *blake3::hash(&bytes).as_bytes();
        bytes.extend(device.sign(&hash));
        Ok(Sealed { bytes, hash })
    }

    /// Reads a sealed envelope of a format and its hash; whether it is signed is another question.
    pub(crate) fn read(bytes: &[u8], format: u8) -> Option<(Self, [u8; 32])> {
        let (body, _) = bytes.split_last_chunk::<SIGNATURE>()?;
        let envelope = match format {
            FORMAT => whole_of::<Self>(body)?,
            1 => whole_of::<first::Envelope>(body)?.into(),
            _ => return None,
        };
        Some((envelope, *blake3::hash(body).as_bytes()))
    }
}

/// The format that is written. Format 1, which is read still, had neither times nor places.
pub(crate) const FORMAT: u8 = 2;

fn whole_of<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    let (read, rest) = postcard::take_from_bytes::<T>(body).ok()?;
    rest.is_empty().then_some(read)
}

/// Envelopes as the first studio wrote them.
mod first {
    use serde::Deserialize;

    use crate::Id;
    use crate::text::Stand;
    use crate::undo::{Act, Inverse};

    #[derive(Deserialize)]
    pub(super) struct Envelope {
        device: [u8; 32],
        film: Id,
        opening: Id,
        number: u64,
        order: u64,
        previous: [u8; 32],
        start: i32,
        end: i32,
        deed: Deed,
        #[serde(with = "super::whole")]
        payload: Vec<u8>,
    }

    #[derive(Deserialize)]
    struct Deed {
        act: Act,
        label: String,
        inverse: Vec<Inverse>,
        held: Vec<Inverse>,
        stands: Vec<Stand>,
    }

    impl From<Envelope> for super::Envelope {
        fn from(old: Envelope) -> Self {
            let Envelope { device, film, opening, number, order, previous, start, end, .. } = old;
            let Deed { act, label, inverse, held, stands } = old.deed;
            let deed = super::Deed { act, label, inverse, held, stands, place: None };
            // The opening knows when it began.
            let made = opening.made();
            let payload = old.payload;
            Self { device, film, opening, number, order, made, previous, start, end, deed, payload }
        }
    }
}

/// Whether the sealed envelope `bytes`, whose hash is `hash`, was signed by `device`.
pub(crate) fn is_genuine(bytes: &[u8], device: &[u8; 32], hash: &[u8; 32]) -> bool {
    bytes
        .split_last_chunk::<SIGNATURE>()
        .is_some_and(|(_, signature)| is_signed(device, hash, signature))
}

/// The CRDT's name for one opening of one film on one device: never used twice, even when a folder is copied.
pub(crate) fn peer_of(device: &[u8; 32], film: Id, opening: Id) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"maquette peer").update(device);
    hasher.update(&film.to_bytes()).update(&opening.to_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    // The highest number is not a peer.
    u64::from_le_bytes(bytes).min(u64::MAX - 1)
}

/// Bytes in one piece, not one by one.
mod whole {
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::undo::{Act, Inverse};
    use loro::LoroValue;

    fn envelope(device: &Device) -> Envelope {
        let value = LoroValue::from(vec![LoroValue::I64(i64::MIN), LoroValue::Double(0.1)]);
        let field = "length".to_owned();
        let inverse = Inverse::Put {
            id: id("shot"),
            field,
            value: Some(value),
            theirs: true,
            over_theirs: false,
        };
        Envelope {
            device: device.public(),
            film: id("film"),
            opening: id("opening"),
            number: 3,
            order: 4,
            made: 1_700_000_000_000,
            previous: [5; 32],
            start: 0,
            end: 9,
            deed: Deed {
                act: Act::Do,
                label: "é".into(),
                inverse: vec![inverse],
                held: vec![],
                stands: vec![],
                place: Some(crate::Place::default()),
            },
            payload: vec![0, 255, 7],
        }
    }

    fn id(name: &str) -> Id {
        Id::hashed(&[name])
    }

    #[test]
    fn an_envelope_reads_as_it_was_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let device = Device::in_folder(folder.path()).unwrap();
        let sealed = envelope(&device).seal(&device).unwrap();
        let (read, hash) = Envelope::read(&sealed.bytes, FORMAT).unwrap();
        assert_eq!((&read, hash), (&envelope(&device), sealed.hash));
        assert!(is_genuine(&sealed.bytes, &read.device, &hash));
    }

    #[test]
    fn an_envelope_with_any_bit_changed_is_not_genuine() {
        let folder = tempfile::tempdir().unwrap();
        let device = Device::in_folder(folder.path()).unwrap();
        let sealed = envelope(&device).seal(&device).unwrap();
        for place in 0..sealed.bytes.len() {
            let mut bytes = sealed.bytes.clone();
            bytes[place] ^= 1 << (place % 8);
            let genuine = Envelope::read(&bytes, FORMAT)
                .is_some_and(|(read, hash)| is_genuine(&bytes, &read.device, &hash));
            assert!(!genuine, "byte {place}");
        }
    }
}
