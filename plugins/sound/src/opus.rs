//! Opus in Ogg (RFC 7845): what the encoder put before is left out, and what it put after.

use ropus::{OpusDecoder, OpusMSDecoder};

use crate::decode::{DecodeError, Decoded, Limits};
use crate::ogg::{OggPacket, packets};
use crate::{Pcm, RATE};

/// Samples of the longest packet: 120 ms.
const LONGEST: usize = 5760;

/// What the first packet tells.
struct Head {
    channels: usize,
    /// Samples to leave out at the head.
    skip: usize,
    /// As a factor.
    gain: f32,
    /// Count of streams, how many of them are stereo, and which channel is heard from where.
    streams: Option<(usize, usize, Vec<u8>)>,
}

pub(crate) fn is_opus(bytes: &[u8]) -> bool {
    bytes.starts_with(b"OggS")
        && bytes.get(..100).is_some_and(|head| head.windows(8).any(|w| w == b"OpusHead"))
}

/// Reads all of a file.
pub(crate) fn read_opus(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let damaged = |what: &str| DecodeError::Damaged { what: what.into() };
    let mut packets = packets(bytes);
    let head = packets.next().and_then(|packet| head_of(&packet.bytes));
    let head = head.ok_or_else(|| damaged("the head of the Opus stream cannot be read"))?;
    limits.check_format(RATE, head.channels)?;
    let mut decoder = Decoder::new(&head)
        .map_err(|Fault(code)| damaged(&format!("its decoder refuses it (error {code})")))?;
    // Comments.
    packets.next();
    let mut sound = Heard {
        pcm: Pcm { rate: RATE, channels: vec![Vec::new(); head.channels] },
        ..Heard::default()
    };
    for packet in packets {
        sound.add(&packet, &mut decoder, head.channels);
        limits.check_length(sound.pcm.frames(), RATE, head.channels)?;
    }
    Ok(sound.finish(&head))
}

fn head_of(packet: &[u8]) -> Option<Head> {
    let fixed = packet.get(..19).filter(|fixed| fixed.starts_with(b"OpusHead") && fixed[8] < 16)?;
    let channels = usize::from(fixed[9]);
    let gain = i16::from_le_bytes([fixed[16], fixed[17]]);
    let streams = match fixed[18] {
        0 if channels <= 2 => None,
        1 | 255 => {
            let mapping = packet.get(21..21 + channels)?.to_vec();
            Some((usize::from(packet[19]), usize::from(packet[20]), mapping))
        }
        _ => return None,
    };
    Some(Head {
        channels,
        skip: usize::from(u16::from_le_bytes([fixed[10], fixed[11]])),
        gain: libm::pow(10.0, f64::from(gain) / (20.0 * 256.0)) as f32,
        streams,
    })
}

enum Decoder {
    One(Box<OpusDecoder>),
    Many(Box<OpusMSDecoder>),
}

/// A fault of the decoder, by the number that the C library has for it.
struct Fault(i32);

impl Decoder {
    fn new(head: &Head) -> Result<Self, Fault> {
        let (rate, channels) = (RATE as i32, head.channels as i32);
        Ok(match &head.streams {
            None => Self::One(Box::new(OpusDecoder::new(rate, channels).map_err(Fault)?)),
            Some((streams, coupled, mapping)) => {
                let (streams, coupled) = (*streams as i32, *coupled as i32);
                let made = OpusMSDecoder::new(rate, channels, streams, coupled, mapping);
                Self::Many(Box::new(made.map_err(Fault)?))
            }
        })
    }

    /// How many samples of each channel came.
    fn decode(&mut self, packet: &[u8], into: &mut [i16]) -> Result<usize, Fault> {
        let most = LONGEST as i32;
        let frames = match self {
            Self::One(decoder) => decoder.decode(Some(packet), into, most, false),
            Self::Many(decoder) => {
                decoder.decode(Some(packet), packet.len() as i32, into, most, false)
            }
        };
        frames.map(|frames| usize::try_from(frames).unwrap_or(0)).map_err(Fault)
    }
}

/// What has been decoded so far.
#[derive(Default)]
struct Heard {
    pcm: Pcm,
    /// Samples on the pages up to the first that tells where it is, and what that tells.
    first: Option<(u64, u64)>,
    /// Where the last page says that the sound ends.
    end: Option<u64>,
    lost: usize,
    gaps: usize,
    block: Vec<i16>,
}

impl Heard {
    fn add(&mut self, packet: &OggPacket, decoder: &mut Decoder, channels: usize) {
        self.block.resize(LONGEST * channels, 0);
        self.gaps += usize::from(packet.after_gap);
        match decoder.decode(&packet.bytes, &mut self.block) {
            Ok(frames) => {
                for frame in self.block[..frames.min(LONGEST) * channels].chunks_exact(channels) {
                    for (channel, sample) in self.pcm.channels.iter_mut().zip(frame) {
                        channel.push(f32::from(*sample) / 32_768.0);
                    }
                }
            }
            Err(Fault(_)) => {
                self.lost += 1;
                // Silence in its place, so that what follows stays where it was.
                let gap = length_of(&packet.bytes).min(LONGEST);
                for channel in &mut self.pcm.channels {
                    channel.resize(channel.len() + gap, 0.0);
                }
            }
        }
        if let Some(granule) = packet.granule {
            self.first.get_or_insert((self.pcm.frames() as u64, granule));
            self.end = Some(granule);
        }
    }

    fn finish(self, head: &Head) -> Decoded {
        let Self { mut pcm, first, end, lost, gaps, .. } = self;
        // A stream that was cut out of a longer one does not begin at 0.
        let before = first.map_or(0, |(decoded, granule)| granule.saturating_sub(decoded));
        // One page alone may end within its last packet.
        let end = end.map_or(pcm.frames() as u64, |end| end.saturating_sub(before));
        let end = usize::try_from(end).unwrap_or(usize::MAX).min(pcm.frames());
        for channel in &mut pcm.channels {
            channel.truncate(end);
            channel.drain(..head.skip.min(end));
            channel.iter_mut().for_each(|sample| *sample *= head.gain);
        }
        let mut problems = Vec::new();
        if 0 < lost {
            problems.push(format!("{lost} damaged pieces of the sound are silent"));
        }
        if 0 < gaps {
            problems.push(format!(
                "{gaps} pieces are missing from the file; what follows them comes early"
            ));
        }
        Decoded { pcm, problems }
    }
}

/// Samples that a packet lasts, by its first byte or two (RFC 6716, 3.1).
fn length_of(packet: &[u8]) -> usize {
    let Some(toc) = packet.first() else { return 0 };
    let frame = match toc >> 3 {
        config @ 0..12 => [480, 960, 1920, 2880][usize::from(config % 4)],
        config @ 12..16 => [480, 960][usize::from(config % 2)],
        config => [120, 240, 480, 960][usize::from(config % 4)],
    };
    let count = match toc & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => packet.get(1).map_or(0, |count| usize::from(count & 63)),
    };
    frame * count
}
