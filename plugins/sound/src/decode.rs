//! Sound files into samples: WAV, FLAC, MP3, Ogg Vorbis, Opus, AAC, ALAC and M4A, AIFF.
//!
//! What an encoder added before and after is taken off again, so that a sound starts on the sample on which
//! it was recorded. Nothing is believed: lengths are capped, room is made for what is there and not for what
//! a header claims, and a decoder that fails on damaged data is an error like any other.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use crate::mp4::{self, AAC_PRIMING, Heard};
use crate::{Pcm, conform, opus, wav};

/// The longest sound that is read, in hours.
pub const LONGEST_HOURS: u64 = 6;

/// Beyond this a float is a mistake, not a sound: 36 dB over full scale.
const LOUDEST: f32 = 64.0;

/// Why a sound cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    #[error("the sound file is empty")]
    Empty,
    #[error("not a sound that can be read; use WAV, FLAC, MP3, Ogg Vorbis, Opus, AAC, M4A or AIFF")]
    Unknown { source: Option<Error> },
    #[error("the coding of this sound cannot be read; convert it to WAV or FLAC")]
    Unsupported { source: Error },
    #[error("the sound is damaged: {what}")]
    Damaged { what: String },
    #[error("the sound cannot be read")]
    Read { source: std::io::Error },
    #[error("there is no sound in the file")]
    Nothing,
    #[error(
        "the sound is longer than {LONGEST_HOURS} hours, or too large for memory; cut it first"
    )]
    TooLong,
    #[error("the sound has {rate} samples a second; from 1,000 to 768,000 can be read")]
    Rate { rate: u32 },
    #[error("the sound has {channels} channels; from 1 to 32 can be read")]
    Channels { channels: usize },
}

/// A sound with what was wrong about its file, in words for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    pub pcm: Pcm,
    pub problems: Vec<String>,
}

/// A sample as it may be; counts in `broken` what is not a number.
pub(crate) fn sane(sample: f32, broken: &mut usize) -> f32 {
    if sample.is_finite() {
        return sample.clamp(-LOUDEST, LOUDEST);
    }
    *broken += 1;
    0.0
}

/// Says how many samples were not numbers, if any.
pub(crate) fn note_broken(broken: usize, problems: &mut Vec<String>) {
    if broken > 0 {
        problems.push(format!("{broken} samples were not numbers; they are silent"));
    }
}

/// What a sound may be at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) hours: u64,
    /// Samples of all channels together.
    pub(crate) samples: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { hours: LONGEST_HOURS, samples: 1 << 30 }
    }
}

impl Limits {
    pub(crate) fn check_format(self, rate: u32, channels: usize) -> Result<(), DecodeError> {
        if !(1_000..=768_000).contains(&rate) {
            return Err(DecodeError::Rate { rate });
        }
        if !(1..=32).contains(&channels) {
            return Err(DecodeError::Channels { channels });
        }
        Ok(())
    }

    pub(crate) fn check_length(
        self,
        frames: usize,
        rate: u32,
        channels: usize,
    ) -> Result<(), DecodeError> {
        let longest = self.hours * 3600 * u64::from(rate);
        if frames as u64 > longest || frames.saturating_mul(channels) > self.samples {
            return Err(DecodeError::TooLong);
        }
        Ok(())
    }
}

/// Reads a sound; `extension` (`wav`, `m4a`…) may be empty, and only helps to guess.
///
/// # Errors
/// When it is no sound that can be read, or beyond the limits.
pub fn decode(bytes: &[u8], extension: &str) -> Result<Pcm, DecodeError> {
    decode_with_problems(bytes, extension).map(|decoded| decoded.pcm)
}

/// As [`decode`]; says what was wrong with the file, too.
///
/// # Errors
/// As [`decode`].
pub fn decode_with_problems(bytes: &[u8], extension: &str) -> Result<Decoded, DecodeError> {
    decode_within(bytes, extension, Limits::default())
}

/// Reads a sound and makes it fit to be mixed: 48 kHz, mono or stereo. Says what was wrong with the file.
///
/// # Errors
/// As [`decode`].
pub fn import(bytes: &[u8], extension: &str) -> Result<Decoded, DecodeError> {
    let Decoded { pcm, problems } = decode_with_problems(bytes, extension)?;
    Ok(Decoded { pcm: conform(pcm), problems })
}

pub(crate) fn decode_within(
    bytes: &[u8],
    extension: &str,
    limits: Limits,
) -> Result<Decoded, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if wav::is_wav(bytes)
        && let Some(decoded) = wav::read_wav(bytes, limits)?
    {
        return something(decoded);
    }
    // The decoders are other people's; a sound must not be able to end the studio through a fault in one.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        if opus::is_opus(bytes) {
            return opus::read_opus(bytes, limits);
        }
        decode_coded(bytes, extension, limits)
    }));
    match decoded {
        Ok(decoded) => decoded.and_then(something),
        Err(_panic) => Err(DecodeError::Damaged { what: "its decoder gave up on it".into() }),
    }
}

fn something(decoded: Decoded) -> Result<Decoded, DecodeError> {
    if decoded.pcm.frames() == 0 { Err(DecodeError::Nothing) } else { Ok(decoded) }
}

fn decode_coded(bytes: &[u8], extension: &str, limits: Limits) -> Result<Decoded, DecodeError> {
    // A text in UTF-16 within a tag looks like the head of a frame of MPEG.
    let bytes = wav::after_id3(bytes);
    let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
    let mut hint = Hint::new();
    if !extension.is_empty() {
        hint.with_extension(extension);
    }
    let mut reader = symphonia::default::get_probe()
        .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|source| DecodeError::Unknown { source: Some(source) })?;
    let track = reader.default_track(TrackType::Audio).ok_or(DecodeError::Nothing)?;
    let (id, frames) = (track.id, track.num_frames);
    let params = track.codec_params.as_ref().and_then(|params| params.audio());
    let params = params.ok_or(DecodeError::Nothing)?;
    let aac = params.codec == CODEC_ID_AAC;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .map_err(|source| DecodeError::Unsupported { source })?;
    let mut decoded = all_packets(reader.as_mut(), decoder.as_mut(), id, limits)?;
    let heard = match (mp4::is_mp4(bytes), aac) {
        (true, true) => Some(
            mp4::heard(bytes, decoded.pcm.rate)
                .unwrap_or(Heard { skip: AAC_PRIMING, ..Heard::default() }),
        ),
        (true, false) => mp4::heard(bytes, decoded.pcm.rate).filter(|heard| heard.keep.is_some()),
        (false, true) => Some(Heard { skip: AAC_PRIMING, ..Heard::default() }),
        (false, false) => None,
    };
    if let Some(heard) = heard {
        trim(&mut decoded.pcm, heard, limits)?;
    } else if let Some(claimed) =
        frames.filter(|claimed| *claimed > decoded.pcm.frames() as u64 + 4096)
    {
        decoded.problems.push(format!(
            "the file says that it holds {claimed} samples of sound, but {} are there; these were read",
            decoded.pcm.frames()
        ));
    }
    Ok(decoded)
}

/// Decodes to the end, or to where the file breaks off.
fn all_packets(
    reader: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
    track: u32,
    limits: Limits,
) -> Result<Decoded, DecodeError> {
    let mut pcm = Pcm::default();
    let mut planes: Vec<Vec<f32>> = Vec::new();
    let (mut lost, mut broken, mut problems) = (0_u32, 0, Vec::new());
    loop {
        let packet = match reader.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) | Err(Error::ResetRequired) => break,
            Err(error) => {
                problems.push(format!(
                    "the file breaks off early ({error}); what comes before was read"
                ));
                break;
            }
        };
        if packet.track_id != track {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(block) => {
                let (rate, channels) = (block.spec().rate(), block.num_planes());
                if pcm.channels.is_empty() {
                    limits.check_format(rate, channels)?;
                    pcm = Pcm { rate, channels: vec![Vec::new(); channels] };
                }
                if (rate, channels) != (pcm.rate, pcm.channels.len()) {
                    problems.push(
                        "the sound changes its form on the way; it was read up to there".into(),
                    );
                    break;
                }
                block.copy_to_vecs_planar(&mut planes);
                for (channel, plane) in pcm.channels.iter_mut().zip(&planes) {
                    channel.extend(plane.iter().map(|sample| sane(*sample, &mut broken)));
                }
            }
            Err(Error::DecodeError(_)) => {
                lost += 1;
                // Silence in its place, so that what follows stays where it was.
                let gap = packet.dur.get().min(1 << 16) as usize;
                for channel in &mut pcm.channels {
                    channel.resize(channel.len() + gap, 0.0);
                }
            }
            Err(source) => {
                return if pcm.frames() == 0 {
                    Err(DecodeError::Unsupported { source })
                } else {
                    problems.push(format!("the sound cannot be read to its end ({source})"));
                    Ok(Decoded { pcm, problems })
                };
            }
        }
        limits.check_length(pcm.frames(), pcm.rate, pcm.channels.len())?;
    }
    note_broken(broken, &mut problems);
    if lost > 0 {
        problems.push(format!("{lost} damaged pieces of the sound are silent"));
    }
    Ok(Decoded { pcm, problems })
}

/// Keeps the part that is to be heard.
fn trim(pcm: &mut Pcm, heard: Heard, limits: Limits) -> Result<(), DecodeError> {
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let (lead, skip) = (size(heard.lead), size(heard.skip).min(pcm.frames()));
    let keep = heard.keep.map_or(usize::MAX, size).min(pcm.frames() - skip);
    limits.check_length(lead.saturating_add(keep), pcm.rate, pcm.channels.len())?;
    for channel in &mut pcm.channels {
        channel.truncate(skip + keep);
        channel.splice(..skip, std::iter::repeat_n(0.0, lead));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
