//! The sound of a film: from files to what is heard.
//!
//! Owns reading sound files ([`decode()`], [`import`]), bringing them to 48 kHz ([`conform()`]), what of them is
//! in memory ([`Sound`]), the mixer
//! ([`Mix`]: what is heard at any sample, as a pure function), what is worked out over the whole film
//! ([`bake()`]: ducking, loudness, true peak), meters, waveforms ([`Peaks`]), WAV files, the [`Player`] and the [`Recorder`].
//! [`plan`] reads the film's clips from its entities; [`edit`] says what a hand does with them. Nothing here
//! writes the film.
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
mod ogg;
mod opus;
mod wav;

mod facts;
mod provenance;

mod bake;
pub mod edit;
mod film;
mod meter;
mod mix;
mod retime;
mod trim;

mod export;
mod peaks;
mod play;
mod record;
mod spectrogram;
mod stems;

pub use bake::{Baked, Cancelled, LineReport, MixReport, bake};
pub use conform::conform;
pub(crate) use decode::Limits;
pub use decode::{DecodeError, Decoded, LONGEST_HOURS, decode, decode_with_problems, import};
pub use export::{ExportError, write_mix};
pub use facts::SoundFacts;
pub use film::{plan, plan_with};
pub use level::{MOST_GAIN, SILENCE, db_from_gain, gain_from_db, pan_mono, pan_stereo};
pub use meter::{ChannelStats, Measures, Meter, Reading};
pub use mix::{Curve, CurveKey, Envelope, Mix, MixClip, MixPlan, MixTrack, fade_gain};
pub use pcm::{Pcm, RATE};
pub use peaks::{Extremes, Peaks};
pub use play::{Capture, Output, Player};
pub use provenance::{PROVENANCE_KEY, Provenance, SourceType, pcm_hash};
pub use record::{
    Alignment, BEEPS, RecordError, Recorder, Recording, SoundDevice, beeps, beeps_found, mend,
    sound_devices,
};
pub use retime::{LONGEST_STRETCH, Varispeed, stretch_key, stretched, stretched_frames};
pub use sound::{Paged, ReadAt, Shelf, Sound};
pub use spectrogram::{Spectrogram, hertz_of};
pub use stems::{Stem, StemPart, bus_stems, track_stems};
pub use trim::trimmed;
pub use wav::{
    Broadcast, BroadcastLoudness, Depth, Ixml, Marker, WavNotes, WavSpec, WavWriter, annotated,
    ixml_text, write_wav, write_wav_with_notes,
};
