//! Reading what is there, whatever the header says.

use super::{EXTENSIBLE, FLOAT, NO_SIZE, PCM};
use crate::Pcm;
use crate::decode::{DecodeError, Decoded, Limits, note_broken, sane};

pub(crate) fn is_wav(bytes: &[u8]) -> bool {
    matches!(bytes.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && bytes.get(8..12) == Some(b"WAVE")
}

/// How the samples lie in the `data` chunk.
#[derive(Clone, Copy, Debug)]
struct Format {
    tag: u16,
    channels: usize,
    rate: u32,
    /// Bytes from one frame to the next.
    stride: usize,
    /// Bytes of one sample.
    width: usize,
}

/// Reads whole numbers of 8 to 32 bits and floats of 32 and 64. Nothing for another coding.
pub(crate) fn read_wav(bytes: &[u8], limits: Limits) -> Result<Option<Decoded>, DecodeError> {
    let mut problems = Vec::new();
    let (mut format, mut long) = (None, None);
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let size = u32_at(head, 4);
        let body = &bytes[at + 8..];
        match &head[..4] {
            b"ds64" => {
                long = body.get(8..16).map(|b| u64::from_le_bytes(b.try_into().unwrap_or_default()))
            }
            b"fmt " => match format_of(body)? {
                Some(read) => format = Some(read),
                None => return Ok(None),
            },
            b"data" => {
                let Some(format) = format else {
                    return Err(DecodeError::Damaged {
                        what: "the WAV has no format before its samples".into(),
                    });
                };
                let claimed = if size == NO_SIZE { long } else { Some(u64::from(size)) };
                let data = there(body, claimed, &mut problems);
                return samples(data, format, limits, problems).map(Some);
            }
            _ => {}
        }
        at = at.saturating_add(8).saturating_add(size as usize).saturating_add(size as usize & 1);
    }
    Err(DecodeError::Damaged { what: "the WAV has no samples".into() })
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn format_of(body: &[u8]) -> Result<Option<Format>, DecodeError> {
    let Some(fixed) = body.get(..16) else {
        return Err(DecodeError::Damaged { what: "the format of the WAV is cut off".into() });
    };
    let mut tag = u16_at(fixed, 0);
    if tag == EXTENSIBLE {
        tag = body.get(24..26).map_or(0, |guid| u16_at(guid, 0));
    }
    let bits = u16_at(fixed, 14);
    let known = matches!((tag, bits), (PCM, 8 | 16 | 24 | 32) | (FLOAT, 32 | 64));
    if !known {
        return Ok(None);
    }
    let (channels, width) = (usize::from(u16_at(fixed, 2)), usize::from(bits / 8));
    let stride = usize::from(u16_at(fixed, 12)).max(channels * width);
    Ok(Some(Format { tag, channels, rate: u32_at(fixed, 4), stride, width }))
}

/// The part of `body` that the chunk really has.
fn there<'a>(body: &'a [u8], claimed: Option<u64>, problems: &mut Vec<String>) -> &'a [u8] {
    let Some(claimed) = claimed.filter(|claimed| *claimed > 0 || body.is_empty()) else {
        if !body.is_empty() {
            problems.push("the WAV does not say how long it is; all that follows was read".into());
        }
        return body;
    };
    if claimed > body.len() as u64 {
        problems.push(format!(
            "the WAV says that it holds {claimed} bytes of sound, but {} are there; these were read",
            body.len()
        ));
        return body;
    }
    &body[..claimed as usize]
}

fn samples(
    data: &[u8],
    format: Format,
    limits: Limits,
    mut problems: Vec<String>,
) -> Result<Decoded, DecodeError> {
    limits.check_format(format.rate, format.channels)?;
    let frames = data.len() / format.stride;
    limits.check_length(frames, format.rate, format.channels)?;
    if !data.len().is_multiple_of(format.stride) {
        problems.push("the WAV ends within a sample; that one was left out".into());
    }
    let mut broken = 0_usize;
    let channels = (0..format.channels)
        .map(|channel| {
            let mut samples = Vec::with_capacity(frames);
            for frame in data.chunks_exact(format.stride) {
                let bytes = &frame[channel * format.width..][..format.width];
                samples.push(sane(sample_of(bytes, format.tag), &mut broken));
            }
            samples
        })
        .collect();
    note_broken(broken, &mut problems);
    Ok(Decoded { pcm: Pcm { rate: format.rate, channels }, problems })
}

fn sample_of(bytes: &[u8], tag: u16) -> f32 {
    match *bytes {
        [a] => (f32::from(a) - 128.0) / 128.0,
        [a, b] => f32::from(i16::from_le_bytes([a, b])) / 32_768.0,
        [a, b, c] => (i32::from_le_bytes([0, a, b, c]) >> 8) as f32 / 8_388_608.0,
        [a, b, c, d] if tag == FLOAT => f32::from_le_bytes([a, b, c, d]),
        [a, b, c, d] => (f64::from(i32::from_le_bytes([a, b, c, d])) / 2_147_483_648.0) as f32,
        [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]) as f32,
        _ => 0.0,
    }
}
