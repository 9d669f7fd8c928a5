//! Reading what is there, whatever the header says.

use super::chunks::chunks;
use super::{EXTENSIBLE, FLOAT, NO_SIZE, PCM};
use crate::Pcm;
use crate::decode::{DecodeError, Decoded, Limits, note_broken, sane};

pub(crate) fn is_wav(bytes: &[u8]) -> bool {
    matches!(bytes.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && bytes.get(8..12) == Some(b"WAVE")
}

/// Where the samples of a WAV lie, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    tag: u16,
    pub(crate) channels: usize,
    pub(crate) rate: u32,
    /// Bytes from one frame to the next.
    pub(crate) stride: usize,
    /// Bytes of one sample.
    pub(crate) width: usize,
    /// Where the first sample is, in bytes from the head of the file.
    pub(crate) start: usize,
    /// How many bytes of samples the file says that it holds, if it says so.
    pub(crate) claimed: Option<u64>,
}

impl Layout {
    pub(crate) fn is_whole_numbers(self) -> bool {
        self.tag == PCM
    }

    /// A sample out of its bytes.
    pub(crate) fn sample(self, bytes: &[u8]) -> f32 {
        sample_of(bytes, self.tag)
    }
}

/// Finds the samples by the head of a WAV. Nothing for another coding than whole numbers of 8 to 32 bits and
/// floats of 32 and 64.
pub(crate) fn layout(head: &[u8]) -> Result<Option<Layout>, DecodeError> {
    let (mut format, mut long) = (None, None);
    for chunk in chunks(head) {
        match &chunk.id {
            b"ds64" => {
                let size = chunk.body.get(8..16).and_then(|b| b.try_into().ok());
                long = size.map(u64::from_le_bytes);
            }
            b"fmt " => match format_of(chunk.body)? {
                Some(read) => format = Some(read),
                None => return Ok(None),
            },
            b"data" => {
                let Some(format) = format else {
                    return Err(DecodeError::Damaged {
                        what: "the WAV has no format before its samples".into(),
                    });
                };
                let claimed = if chunk.size == NO_SIZE { long } else { Some(chunk.size.into()) };
                return Ok(Some(Layout { start: chunk.start, claimed, ..format }));
            }
            _ => {}
        }
    }
    Err(DecodeError::Damaged { what: "the WAV has no samples".into() })
}

/// Reads all of a WAV. Nothing for a coding that [`layout`] does not know.
pub(crate) fn read_wav(bytes: &[u8], limits: Limits) -> Result<Option<Decoded>, DecodeError> {
    let mut problems = Vec::new();
    let Some(layout) = layout(bytes)? else { return Ok(None) };
    let data = there(&bytes[layout.start..], layout.claimed, &mut problems);
    samples(data, layout, limits, problems).map(Some)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn format_of(body: &[u8]) -> Result<Option<Layout>, DecodeError> {
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
    let (rate, start, claimed) = (u32_at(fixed, 4), 0, None);
    Ok(Some(Layout { tag, channels, rate, stride, width, start, claimed }))
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
    layout: Layout,
    limits: Limits,
    mut problems: Vec<String>,
) -> Result<Decoded, DecodeError> {
    limits.check_format(layout.rate, layout.channels)?;
    let frames = data.len() / layout.stride;
    limits.check_length(frames, layout.rate, layout.channels)?;
    if !data.len().is_multiple_of(layout.stride) {
        problems.push("the WAV ends within a sample; that one was left out".into());
    }
    let mut broken = 0_usize;
    let channels = (0..layout.channels)
        .map(|channel| {
            let mut samples = Vec::with_capacity(frames);
            for frame in data.chunks_exact(layout.stride) {
                let bytes = &frame[channel * layout.width..][..layout.width];
                samples.push(sane(sample_of(bytes, layout.tag), &mut broken));
            }
            samples
        })
        .collect();
    note_broken(broken, &mut problems);
    Ok(Decoded { pcm: Pcm { rate: layout.rate, channels }, problems })
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
