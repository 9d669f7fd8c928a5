//! Where a maker gets what it works from.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives the bytes of an input by its hash: a media store, or a few things held in memory.
pub trait Inputs {
    /// The bytes whose blake3 is `hash`, in hexadecimal.
    ///
    /// # Errors
    /// When they are not there or cannot be read.
    fn bytes(&self, hash: &str) -> Result<Arc<[u8]>, InputError>;
}

/// Why an input cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("an input is missing from the film: {hash}")]
    Missing { hash: String },
    #[error("an input is damaged, its bytes are not those it is named for: {hash}")]
    Damaged { hash: String },
    #[error("an input cannot be read: {hash}")]
    Read { hash: String, source: std::io::Error },
}

/// Inputs in memory.
#[derive(Clone, Debug, Default)]
pub struct Held(BTreeMap<String, Arc<[u8]>>);

impl Held {
    /// Holds `bytes` and gives their hash.
    pub fn add(&mut self, bytes: impl Into<Arc<[u8]>>) -> String {
        let bytes = bytes.into();
        let hash = crate::hash_of(&bytes);
        self.0.insert(hash.clone(), bytes);
        hash
    }
}

impl Inputs for Held {
    fn bytes(&self, hash: &str) -> Result<Arc<[u8]>, InputError> {
        self.0.get(hash).cloned().ok_or_else(|| InputError::Missing { hash: hash.into() })
    }
}

/// The bytes of `hash`, which are what they are named for.
pub(crate) fn checked(inputs: &dyn Inputs, hash: &str) -> Result<Arc<[u8]>, InputError> {
    let bytes = inputs.bytes(hash)?;
    if crate::hash_of(&bytes) == hash {
        Ok(bytes)
    } else {
        Err(InputError::Damaged { hash: hash.into() })
    }
}
