//! Sounds at another speed.
//!
//! Where the pitch follows the speed, each sample is worked out from its place ([`Varispeed`]). Where it stays, the
//! whole sound is stretched once, which gives a sound like any other ([`stretched`]).

mod kernel;
mod onset;
mod stretch;
mod varispeed;

pub use varispeed::Varispeed;

use std::collections::BTreeMap;
use std::sync::Arc;

use maquette_document::{Id, Retime};

use crate::{Pcm, Sound};
use kernel::Kernel;

/// The longest sound whose pitch is kept at another speed, in seconds: it is held in memory whole.
pub const LONGEST_STRETCH: i64 = 30 * 60;

/// Counted up when stretching gives other samples than before.
const VERSION: &str = "stretch 1";

/// The sound as long as its retime makes it, with its pitch kept. Nothing where it is longer than
/// [`LONGEST_STRETCH`].
pub fn stretched(sound: &Sound, retime: Retime) -> Option<Pcm> {
    let longest = LONGEST_STRETCH as usize * crate::RATE as usize;
    let retime = retime.sane();
    (sound.frames() <= longest).then(|| stretch::stretch(sound, retime.speed, retime.of))
}

/// How many samples [`stretched`] gives.
pub fn stretched_frames(sound: &Sound, retime: Retime) -> usize {
    let retime = retime.sane();
    varispeed::heard_frames(sound.frames(), i64::from(retime.speed), i64::from(retime.of))
}

/// The name of what [`stretched`] gives: the same name, the same samples.
pub fn stretch_key(sound: &Sound, retime: Retime) -> [u8; 32] {
    let retime = retime.sane();
    let mut hasher = blake3::Hasher::new();
    hasher.update(VERSION.as_bytes());
    hasher.update(&retime.speed.to_le_bytes());
    hasher.update(&retime.of.to_le_bytes());
    hasher.update(&sound.content());
    *hasher.finalize().as_bytes()
}

/// Sounds at their speeds, each made once.
pub(crate) struct Retimer<'a> {
    stretched: &'a dyn Fn(&Sound, Retime) -> Option<Arc<Sound>>,
    sounds: BTreeMap<(Id, u16, u16, bool), Option<Arc<Sound>>>,
    kernels: BTreeMap<(u16, u16), Arc<Kernel>>,
}

impl<'a> Retimer<'a> {
    pub(crate) fn new(stretched: &'a dyn Fn(&Sound, Retime) -> Option<Arc<Sound>>) -> Self {
        Self { stretched, sounds: BTreeMap::new(), kernels: BTreeMap::new() }
    }

    /// The sound of a medium as a clip hears it.
    pub(crate) fn retimed(
        &mut self,
        medium: Id,
        sound: Arc<Sound>,
        retime: Retime,
    ) -> Option<Arc<Sound>> {
        let Retime { speed, of, keep_pitch } = retime.sane();
        if speed == of {
            return Some(sound);
        }
        let kernels = &mut self.kernels;
        let made = self.sounds.entry((medium, speed, of, keep_pitch)).or_insert_with(|| {
            if keep_pitch {
                return (self.stretched)(&sound, retime);
            }
            let kernel =
                kernels.entry((speed, of)).or_insert_with(|| Kernel::new(speed, of).into());
            Some(Arc::new(Sound::Varispeed(Varispeed::new(sound, kernel.clone()))))
        });
        made.clone()
    }
}

#[cfg(test)]
mod tests;
