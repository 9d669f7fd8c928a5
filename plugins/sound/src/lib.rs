//! The sound of a film: from files to what is heard.
//!
//! Owns reading sound files ([`decode()`], [`import`]), bringing them to 48 kHz ([`conform()`]), what of them is
//! in memory ([`Sound`]), the mixer
//! ([`Mix`]: what is heard at any sample, as a pure function), what is worked out over the whole film
//! ([`bake()`]: ducking, loudness, true peak), meters, waveforms ([`Peaks`]), WAV files, the [`Player`] and the [`Recorder`].
//! [`plan`] reads the film's clips from its entities; nothing here writes the film.
//!
//! It keeps no files, and fetches none: whoever calls it brings the bytes.
//!
//! ```
//! use std::sync::Arc;
//! use maquette_sound::{Mix, MixClip, MixPlan, MixTrack, Pcm, Sound};
//! let pcm = Pcm { rate: 48_000, channels: vec![vec![0.5; 100]; 2] };
//! let sound = Arc::new(Sound::from(pcm));
//! let clip = MixClip { sound, start: 10, length: 100, ..MixClip::default() };
//! let plan = MixPlan { length: 200, tracks: vec![MixTrack::default()], clips: vec![clip], ..MixPlan::default() };
//! let mut out = [[0.0; 2]; 20];
//! Mix::new(&plan).render(0, &mut out);
//! assert_eq!((out[9], out[10]), ([0.0, 0.0], [0.5, 0.5]));
//! ```

mod level;
mod pcm;
mod sound;

mod conform;
mod decode;
mod mp4;
mod wav;

mod bake;
mod film;
mod meter;
mod mix;

mod export;
mod peaks;
mod play;
mod record;

pub use bake::{Baked, Cancelled, LineReport, MixReport, bake};
pub use conform::conform;
pub(crate) use decode::Limits;
pub use decode::{DecodeError, Decoded, LONGEST_HOURS, decode, import};
pub use export::{ExportError, write_mix};
pub use film::plan;
pub use level::{MOST_GAIN, SILENCE, db_from_gain, gain_from_db, pan_mono, pan_stereo};
pub use meter::{Loudness, LoudnessMeter, PeakMeter};
pub use mix::{Envelope, Mastering, Mix, MixClip, MixPlan, MixTrack};
pub use pcm::{Pcm, RATE};
pub use peaks::{Extremes, Peaks};
pub use play::{Capture, Output, Player};
pub use record::{
    Alignment, BEEPS, RecordError, Recorder, Recording, SoundDevice, beeps, beeps_found, mend,
    sound_devices,
};
pub use sound::{Paged, ReadAt, Shelf, Sound};
pub use wav::{Depth, WavSpec, WavWriter, write_wav};
