//! What a script may know, and the key of a run.

use maquette_document::Id;
use maquette_time::Flicks;

/// What a script may know of its film.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub shot: Id,
    pub length: Flicks,
    /// Width over height of the picture.
    pub aspect: f32,
    /// Of the film: what chance is hashed with.
    pub seed: u32,
    /// Millimetres of the lens that is on the camera now.
    pub lens: f32,
    /// Who is in the shot, by identity and name, in the order of the film.
    pub figures: Vec<(Id, String)>,
}

impl Default for Facts {
    /// Four empty seconds in 16:9.
    fn default() -> Self {
        Self {
            shot: Id::NONE,
            length: Flicks::SECOND * 4,
            aspect: 16.0 / 9.0,
            seed: 1,
            lens: 35.0,
            figures: Vec::new(),
        }
    }
}

impl Facts {
    /// A share of 1, at least 0 and below 1, that belongs to a place of the run.
    pub(super) fn chance(&self, purpose: &str, count: u64) -> f64 {
        let bits = self.number(purpose, count) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn number(&self, purpose: &str, count: u64) -> u64 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes());
        hasher.update(self.shot.to_string().as_bytes());
        hasher.update(purpose.as_bytes());
        hasher.update(&count.to_le_bytes());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(bytes)
    }
}

/// What these words mean: it counts up when the same script would come to mean something else.
const WORDS_VERSION: u32 = 1;

/// All that a recipe depends on: runs of the same key give the same recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    pub fn of(source: &str, facts: &Facts) -> Self {
        let Facts { shot, length, aspect, seed, lens, figures } = facts;
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(&WORDS_VERSION.to_le_bytes());
        part(source.as_bytes());
        part(shot.to_string().as_bytes());
        part(&length.0.to_le_bytes());
        part(&aspect.to_le_bytes());
        part(&seed.to_le_bytes());
        part(&lens.to_le_bytes());
        for (id, name) in figures {
            part(id.to_string().as_bytes());
            part(name.as_bytes());
        }
        Self(*hasher.finalize().as_bytes())
    }
}
