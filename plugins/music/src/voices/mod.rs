//! What notes are played on: sums of sines, tables of them through filters, sines that turn sines, strings of
//! hashed noise.
//!
//! A voice adds itself to a block; it knows only its own time, so that a note sounds the same wherever it falls.

mod air;
mod drum;
mod fm;
mod modal;
mod pluck;
mod synth;
mod wave;

use air::Air;
use drum::Drum;
use fm::Fm;
use modal::Modal;
use pluck::Pluck;
use synth::Synth;
pub(crate) use wave::Tables;
use wave::Wave;

use super::chance::Chance;
use super::compose::{Note, Sound};

/// Left and right.
pub(crate) type Frame = [f32; 2];

/// Frames that are computed at once; what moves slowly moves once a block.
pub(crate) const BLOCK: usize = 256;

/// A note while it sounds.
pub(crate) enum Voice {
    Wave(Wave),
    Modal(Box<Modal>),
    Pluck(Pluck),
    Synth(Synth),
    Fm(Box<Fm>),
    Drum(Drum),
    Air(Air),
}

impl Voice {
    /// `note` let go after `gate` samples at the latest.
    pub(crate) fn new(note: &Note, gate: i64, tables: &mut Tables) -> Self {
        let note = Note { length: note.length.min(gate).max(1), ..*note };
        match note.sound {
            Sound::Pad
            | Sound::Strings
            | Sound::Violin
            | Sound::Spiccato
            | Sound::Bass
            | Sound::Reed => Self::Wave(Wave::new(&note, tables)),
            Sound::Pluck => Self::Pluck(Pluck::new(&note)),
            Sound::Saw | Sound::Lead | Sound::Arp | Sound::SynthBass => {
                Self::Synth(Synth::new(&note, tables))
            }
            Sound::Horn | Sound::Electric => Self::Fm(Box::new(Fm::new(&note, tables))),
            Sound::Felt | Sound::Glass | Sound::Wood => Self::Modal(Box::new(Modal::new(&note))),
            Sound::Skin | Sound::Boom | Sound::Kick | Sound::Tom => Self::Drum(Drum::new(&note)),
            Sound::Brush | Sound::Swell | Sound::Snare | Sound::Hat => Self::Air(Air::new(&note)),
        }
    }

    /// Adds what sounds in these frames; false once it has died away.
    pub(crate) fn add(&mut self, out: &mut [Frame]) -> bool {
        match self {
            Self::Wave(voice) => voice.add(out),
            Self::Modal(voice) => voice.add(out),
            Self::Pluck(voice) => voice.add(out),
            Self::Synth(voice) => voice.add(out),
            Self::Fm(voice) => voice.add(out),
            Self::Drum(voice) => voice.add(out),
            Self::Air(voice) => voice.add(out),
        }
    }
}

/// White noise from -1 to 1 whose every sample is known by its place.
#[derive(Clone, Copy)]
struct Noise {
    chance: Chance,
    at: usize,
}

impl Noise {
    fn new(chance: Chance) -> Self {
        Self { chance: chance.of("noise"), at: 0 }
    }

    fn next(&mut self) -> f32 {
        self.at += 1;
        self.chance.at(self.at).bits() as i32 as f32 / 2_147_483_648.0
    }
}

/// Gains of left and right for a place from -1 left to 1 right, of the same power anywhere.
fn panned(place: f64) -> [f32; 2] {
    let turn = (place.clamp(-1.0, 1.0) + 1.0) * std::f64::consts::FRAC_PI_4;
    [libm::cos(turn) as f32, libm::sin(turn) as f32]
}

/// What a sample is multiplied by each time so that it falls by 60 dB in `seconds`.
fn decay(seconds: f64) -> f64 {
    libm::exp(-6.907_755_279 / (seconds * super::plan::RATE))
}
