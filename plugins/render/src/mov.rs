//! A QuickTime file of H.264 and PCM, for machines without ffmpeg.
//!
//! Written after Apple's QuickTime File Format Specification and ISO/IEC 14496-15 (`avcC`). The media data
//! comes first and the index after it, so that a film of any length is written in one pass.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use maquette_time::FrameRate;

/// Why a film could not be written.
#[derive(Debug, thiserror::Error)]
pub enum MovError {
    #[error("failed to read a piece of the film: {path:?}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("failed to write the film; is the disk full?: {path:?}")]
    Write { path: PathBuf, source: std::io::Error },
    #[error("a piece of the film has no H.264 parameter sets: {path:?}")]
    NoParameters { path: PathBuf },
}

/// Sound for a film: interleaved stereo at 48 kHz as signed 16-bit little-endian samples.
pub struct PcmSound {
    pub path: PathBuf,
    /// Where its samples begin in the file, in bytes.
    pub offset: u64,
    /// Sample frames.
    pub frames: u64,
}

impl PcmSound {
    /// The sound of a WAV that we wrote: 16 bits, stereo, 48 kHz, its samples in the last chunk.
    ///
    /// # Errors
    /// When it cannot be read or has no samples.
    pub fn of_wav(path: &Path) -> Result<Self, MovError> {
        let read = |source| MovError::Read { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(4096).read_to_end(&mut head).map_err(read)?;
        let Some(at) = head.windows(4).position(|name| name == b"data") else {
            return Err(read(std::io::ErrorKind::InvalidData.into()));
        };
        let offset = at as u64 + 8;
        Ok(Self { path: path.to_owned(), offset, frames: length.saturating_sub(offset) / 4 })
    }
}

/// Joins Annex B segments and PCM into a MOV whose every frame lasts exactly one frame of `rate`.
///
/// # Errors
/// When a segment cannot be read or the film cannot be written.
pub fn write_mov(
    segments: &[PathBuf],
    sound: Option<&PcmSound>,
    rate: FrameRate,
    size: (u32, u32),
    out: &Path,
) -> Result<(), MovError> {
    let write = |source| MovError::Write { path: out.to_owned(), source };
    let mut film = BufWriter::new(File::create(out).map_err(write)?);
    film.write_all(&atom(b"ftyp", &[b"qt  ", &512_u32.to_be_bytes()[..], b"qt  "].concat()))
        .map_err(write)?;
    let head = film.stream_position().map_err(write)?;
    // A 64-bit length, filled in at the end.
    film.write_all(&[&1_u32.to_be_bytes()[..], b"mdat", &[0; 8]].concat()).map_err(write)?;
    let mut video = VideoIndex { offset: head + 16, ..VideoIndex::default() };
    for path in segments {
        let stream =
            std::fs::read(path).map_err(|source| MovError::Read { path: path.clone(), source })?;
        video.take(&stream, &mut film).map_err(|error| match error {
            TakeError::Write(source) => write(source),
            TakeError::NoParameters => MovError::NoParameters { path: path.clone() },
        })?;
    }
    let sound_at = film.stream_position().map_err(write)?;
    if let Some(sound) = sound {
        copy_sound(sound, &mut film, out)?;
    }
    let end = film.stream_position().map_err(write)?;
    film.write_all(&moov(&video, sound.map(|s| (s.frames, sound_at)), rate, size))
        .map_err(write)?;
    film.seek(SeekFrom::Start(head + 8)).map_err(write)?;
    film.write_all(&(end - head).to_be_bytes()).map_err(write)?;
    film.flush().map_err(write)
}

fn copy_sound(sound: &PcmSound, film: &mut impl Write, out: &Path) -> Result<(), MovError> {
    let read = |source| MovError::Read { path: sound.path.clone(), source };
    let mut file = BufReader::new(File::open(&sound.path).map_err(read)?);
    file.seek(SeekFrom::Start(sound.offset)).map_err(read)?;
    std::io::copy(&mut file.take(sound.frames * 4), film)
        .map_err(|source| MovError::Write { path: out.to_owned(), source })?;
    Ok(())
}

/// Where each picture lies, and what decoders must know first.
#[derive(Default)]
struct VideoIndex {
    offset: u64,
    sizes: Vec<u32>,
    /// Of each run of pictures: its place in the file and how many there are.
    chunks: Vec<(u64, u32)>,
    /// Pictures, counted from 1, that can be begun with.
    keys: Vec<u32>,
    sps: Vec<u8>,
    pps: Vec<u8>,
}

enum TakeError {
    Write(std::io::Error),
    NoParameters,
}

impl VideoIndex {
    fn take(&mut self, stream: &[u8], film: &mut impl Write) -> Result<(), TakeError> {
        let units = access_units(stream);
        self.chunks.push((self.offset, units.len() as u32));
        for unit in units {
            let mut size = 0_u32;
            for nal in unit {
                match nal[0] & 31 {
                    7 if self.sps.is_empty() => self.sps = nal.to_vec(),
                    8 if self.pps.is_empty() => self.pps = nal.to_vec(),
                    5 if self.keys.last() != Some(&(self.sizes.len() as u32 + 1)) => {
                        self.keys.push(self.sizes.len() as u32 + 1);
                    }
                    _ => {}
                }
                film.write_all(&(nal.len() as u32).to_be_bytes()).map_err(TakeError::Write)?;
                film.write_all(nal).map_err(TakeError::Write)?;
                size += nal.len() as u32 + 4;
            }
            self.sizes.push(size);
            self.offset += u64::from(size);
        }
        if self.sps.len() < 4 || self.pps.is_empty() {
            return Err(TakeError::NoParameters);
        }
        Ok(())
    }
}

/// The pictures of an Annex B stream, each as its NAL units without start codes. A picture is one slice or
/// more, the first of which begins with macroblock 0.
pub(crate) fn access_units(stream: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut units: Vec<Vec<&[u8]>> = Vec::new();
    let mut has_slice = true;
    for nal in nal_units(stream) {
        let kind = nal[0] & 31;
        let slice = matches!(kind, 1 | 5);
        // first_mb_in_slice is an Exp-Golomb number, 0 of which is a single set bit.
        let begins = if slice { nal.get(1).is_some_and(|b| 0x80 <= *b) } else { true };
        if has_slice && begins {
            units.push(Vec::new());
            has_slice = false;
        }
        has_slice |= slice;
        if let Some(unit) = units.last_mut() {
            unit.push(nal);
        }
    }
    units
}

fn nal_units(stream: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at + 3 <= stream.len() {
        if stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1 {
            starts.push(at);
            at += 3;
        } else {
            at += 1;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([stream.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let nal = &stream[start + 3..end];
            let length = nal.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            &nal[..length]
        })
        .filter(|nal| !nal.is_empty())
        .collect()
}

fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
}

/// An atom that begins with a version and flags.
fn full(kind: &[u8; 4], flags: u32, body: &[u8]) -> Vec<u8> {
    atom(kind, &[&flags.to_be_bytes()[..], body].concat())
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

const MATRIX: [u32; 9] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000];
/// Ticks a second of the whole film.
const FILM_SCALE: u32 = 48_000;

fn moov(
    video: &VideoIndex,
    sound: Option<(u64, u64)>,
    rate: FrameRate,
    size: (u32, u32),
) -> Vec<u8> {
    let (n, d) = rate.fraction();
    let pictures = video.sizes.len() as u32;
    let in_film =
        (u64::from(pictures) * u64::from(d) * u64::from(FILM_SCALE) / u64::from(n)) as u32;
    let longest = in_film.max(sound.map_or(0, |(frames, _)| frames as u32));
    let mut header = words(&[0, 0, FILM_SCALE, longest, 0x10000, 0x0100_0000, 0, 0]);
    header.extend(words(&MATRIX));
    header.extend(words(&[0, 0, 0, 0, 0, 0, 3]));
    let mut body = full(b"mvhd", 0, &header);
    body.extend(track(
        1,
        in_film,
        Some(size),
        media(n, pictures * d, b"vide", &full(b"vmhd", 1, &[0; 8]), &video_table(video, d, size)),
    ));
    if let Some((frames, at)) = sound {
        let length = frames as u32;
        let table = sound_table(length, at);
        let header = full(b"smhd", 0, &[0; 4]);
        body.extend(track(2, length, None, media(48_000, length, b"soun", &header, &table)));
    }
    atom(b"moov", &body)
}

fn track(id: u32, length: u32, size: Option<(u32, u32)>, media: Vec<u8>) -> Vec<u8> {
    let volume = if size.is_none() { 0x0100_0000 } else { 0 };
    let mut header = words(&[0, 0, id, 0, length, 0, 0, 0, volume]);
    header.extend(words(&MATRIX));
    let (width, height) = size.unwrap_or((0, 0));
    header.extend(words(&[width << 16, height << 16]));
    atom(b"trak", &[full(b"tkhd", 3, &header), media].concat())
}

fn media(scale: u32, length: u32, kind: &[u8; 4], header: &[u8], table: &[u8]) -> Vec<u8> {
    let data = full(b"dref", 0, &[words(&[1]), full(b"url ", 1, &[])].concat());
    let handler = |class: &[u8; 4], kind: &[u8; 4]| {
        full(b"hdlr", 0, &[&class[..], kind, &[0; 12], b"\0"].concat())
    };
    let information =
        [header.to_vec(), handler(b"dhlr", b"url "), atom(b"dinf", &data), atom(b"stbl", table)];
    let parts = [
        full(b"mdhd", 0, &words(&[0, 0, scale, length, 0x55C4_0000])),
        handler(b"mhlr", kind),
        atom(b"minf", &information.concat()),
    ];
    atom(b"mdia", &parts.concat())
}

fn video_table(video: &VideoIndex, frame: u32, size: (u32, u32)) -> Vec<u8> {
    let mut config = vec![1, video.sps[1], video.sps[2], video.sps[3], 0xFF, 0xE1];
    config.extend((video.sps.len() as u16).to_be_bytes());
    config.extend(&video.sps);
    config.push(1);
    config.extend((video.pps.len() as u16).to_be_bytes());
    config.extend(&video.pps);
    let mut entry = [words(&[0]), vec![0, 0, 0, 1]].concat();
    entry.extend([0; 16]);
    entry.extend([(size.0 as u16).to_be_bytes(), (size.1 as u16).to_be_bytes()].concat());
    entry.extend(words(&[72 << 16, 72 << 16, 0]));
    entry.extend([0, 1]);
    entry.extend([0; 32]);
    entry.extend([0, 24, 0xFF, 0xFF]);
    entry.extend(atom(b"avcC", &config));
    entry.extend(atom(b"colr", b"nclc\0\x01\0\x01\0\x01"));
    let pictures = video.sizes.len() as u32;
    let runs: Vec<u32> = video
        .chunks
        .iter()
        .enumerate()
        .flat_map(|(index, (_, count))| [index as u32 + 1, *count, 1])
        .collect();
    let places: Vec<u8> = video.chunks.iter().flat_map(|(at, _)| at.to_be_bytes()).collect();
    [
        full(b"stsd", 0, &[words(&[1]), atom(b"avc1", &entry)].concat()),
        full(b"stts", 0, &words(&[1, pictures, frame])),
        full(b"stss", 0, &[words(&[video.keys.len() as u32]), words(&video.keys)].concat()),
        full(b"stsc", 0, &[words(&[video.chunks.len() as u32]), words(&runs)].concat()),
        full(b"stsz", 0, &[words(&[0, pictures]), words(&video.sizes)].concat()),
        full(b"co64", 0, &[words(&[video.chunks.len() as u32]), places].concat()),
    ]
    .concat()
}

fn sound_table(frames: u32, at: u64) -> Vec<u8> {
    let mut entry = [words(&[0]), vec![0, 0, 0, 1]].concat();
    entry.extend([0; 8]);
    entry.extend([0, 2, 0, 16, 0, 0, 0, 0]);
    entry.extend(words(&[48_000 << 16]));
    [
        full(b"stsd", 0, &[words(&[1]), atom(b"sowt", &entry)].concat()),
        full(b"stts", 0, &words(&[1, frames, 1])),
        full(b"stsc", 0, &words(&[1, 1, frames, 1])),
        full(b"stsz", 0, &words(&[4, frames])),
        full(b"co64", 0, &[words(&[1]), at.to_be_bytes().to_vec()].concat()),
    ]
    .concat()
}
