//! Identity.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulid::Ulid;

/// The identity of anything in a film: a ULID, printed as its 26 letters and digits.
///
/// What a hand makes gets a new one; what is generated gets one hashed from its place and purpose, so that
/// the same film staged again has the same identities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

impl Id {
    /// The one film of a project.
    pub const FILM: Self = Self(1);
    /// Nothing: what a reference holds before it points anywhere.
    pub const NONE: Self = Self(0);

    /// A new identity, from the clock and the system's randomness.
    pub fn fresh() -> Self {
        let mut random = [0; 10];
        // Without randomness the clock alone still orders what one hand makes.
        let _seeded = getrandom::fill(&mut random).is_ok();
        let tail = random.iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self(u128::from(now.unwrap_or_default().as_millis() as u64) << 80 | tail)
    }

    /// The identity of what is made from `parts`: the same parts, the same identity.
    pub fn hashed(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(u128::from_le_bytes(bytes))
    }

    /// When a [fresh](Self::fresh) one was made, in milliseconds since 1970.
    pub(crate) fn made(self) -> u64 {
        (self.0 >> 80) as u64
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(crate) fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl Default for Id {
    fn default() -> Self {
        Self::NONE
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ulid(self.0).fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 26 letters and digits of a ULID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0:?}")]
pub struct NotAnId(String);

impl FromStr for Id {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match Ulid::from_string(text) {
            Ok(ulid) => Ok(Self(ulid.0)),
            Err(_) => Err(NotAnId(text.chars().take(40).collect())),
        }
    }
}

/// As letters and digits where people read, as 16 bytes in the journal.
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        self.to_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return text.parse().map_err(serde::de::Error::custom);
        }
        Ok(Self::from_bytes(Deserialize::deserialize(deserializer)?))
    }
}
