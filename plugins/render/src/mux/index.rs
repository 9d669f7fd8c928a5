//! The index of a film: what each track is, and where each of its parts lies and when it is due.

use super::atoms::{atom, full, list, words};
use super::video::VideoIndex;
use super::{AacSound, Film, FilmSound, PcmSound, Wrapper};

/// A run of pictures or of sound that lies in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) is_sound: bool,
    /// Counted in what its track stores one by one: pictures, samples or packets.
    pub(super) first: u64,
    pub(super) count: u64,
    pub(super) bytes: u64,
    /// In the file.
    pub(super) at: u64,
}

const MATRIX: [u32; 9] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000];
/// Ticks a second of the whole film, and of its sound.
const FILM_SCALE: u32 = 48_000;
/// "Undetermined", packed as ISO 639-2 is.
const NO_LANGUAGE: u32 = 0x55C4_0000;

pub(super) fn moov(
    film: &Film<'_>,
    wrapper: Wrapper,
    video: &VideoIndex,
    chunks: &[Chunk],
) -> Vec<u8> {
    let (n, d) = film.rate.fraction();
    let pictures = video.sizes.len() as u32;
    let in_film =
        (u64::from(pictures) * u64::from(d) * u64::from(FILM_SCALE) / u64::from(n)) as u32;
    let heard = film.sound.map_or(0, |sound| heard(sound) as u32);
    let longest = in_film.max(heard);
    let mut header = words(&[0, 0, FILM_SCALE, longest, 0x10000, 0x0100_0000, 0, 0]);
    header.extend(words(&MATRIX));
    header.extend(words(&[0, 0, 0, 0, 0, 0, 3]));
    let mut body = full(b"mvhd", 0, &header);
    let places: Vec<Chunk> = chunks.iter().filter(|chunk| !chunk.is_sound).copied().collect();
    let table =
        [picture_table(film, wrapper, video, d), chunk_table(&places), sync_table(video)].concat();
    let media = media(wrapper, n, pictures * d, b"vide", &full(b"vmhd", 1, &[0; 8]), &table);
    body.extend(track(1, in_film, Some(film.size), &[], &media));
    if let Some(sound) = film.sound {
        let places: Vec<Chunk> = chunks.iter().filter(|chunk| chunk.is_sound).copied().collect();
        let (table, length, edits) = match sound {
            FilmSound::Pcm(pcm) => (pcm_table(pcm), pcm.frames as u32, Vec::new()),
            FilmSound::Aac(aac) => {
                let length = (aac.packets() * AacSound::PACKET) as u32;
                (aac_table(aac), length, after_priming(aac))
            }
        };
        let table = [table, chunk_table(&places)].concat();
        let head = full(b"smhd", 0, &[0; 4]);
        let media = self::media(wrapper, FILM_SCALE, length, b"soun", &head, &table);
        body.extend(track(2, heard, None, &edits, &media));
    }
    atom(b"moov", &body)
}

/// Samples that are heard.
fn heard(sound: &FilmSound) -> u64 {
    match sound {
        FilmSound::Pcm(pcm) => pcm.frames,
        FilmSound::Aac(aac) => aac.frames,
    }
}

/// What an encoder put before the first sample is not heard.
fn after_priming(aac: &AacSound) -> Vec<u8> {
    let edit = words(&[1, aac.frames as u32, AacSound::PRIMING as u32, 0x10000]);
    atom(b"edts", &full(b"elst", 0, &edit))
}

fn track(id: u32, length: u32, size: Option<(u32, u32)>, edits: &[u8], media: &[u8]) -> Vec<u8> {
    let volume = if size.is_none() { 0x0100_0000 } else { 0 };
    let mut header = words(&[0, 0, id, 0, length, 0, 0, 0, volume]);
    header.extend(words(&MATRIX));
    let (width, height) = size.unwrap_or((0, 0));
    header.extend(words(&[width << 16, height << 16]));
    atom(b"trak", &[&full(b"tkhd", 3, &header), edits, media].concat())
}

fn media(
    wrapper: Wrapper,
    scale: u32,
    length: u32,
    kind: &[u8; 4],
    header: &[u8],
    table: &[u8],
) -> Vec<u8> {
    let data = full(b"dref", 0, &[words(&[1]), full(b"url ", 1, &[])].concat());
    let handler = |class: &[u8; 4], kind: &[u8; 4]| {
        full(b"hdlr", 0, &[&class[..], kind, &[0; 12], b"\0"].concat())
    };
    // QuickTime has a second handler, of where the data comes from; MP4 has no classes of them.
    let (class, of_data) = match wrapper {
        Wrapper::Mov => (b"mhlr", handler(b"dhlr", b"url ")),
        Wrapper::Mp4 => (&[0; 4], Vec::new()),
    };
    let information = [header, &of_data, &atom(b"dinf", &data), &atom(b"stbl", table)].concat();
    let parts = [
        full(b"mdhd", 0, &words(&[0, 0, scale, length, NO_LANGUAGE])),
        handler(class, kind),
        atom(b"minf", &information),
    ];
    atom(b"mdia", &parts.concat())
}

/// What the pictures are, how long each lasts, how many bytes each has.
fn picture_table(film: &Film<'_>, wrapper: Wrapper, video: &VideoIndex, frame: u32) -> Vec<u8> {
    let mut config = vec![1, video.sps[1], video.sps[2], video.sps[3], 0xFF, 0xE1];
    config.extend((video.sps.len() as u16).to_be_bytes());
    config.extend(&video.sps);
    config.push(1);
    config.extend((video.pps.len() as u16).to_be_bytes());
    config.extend(&video.pps);
    let (width, height) = film.size;
    let mut entry = [words(&[0]), vec![0, 0, 0, 1]].concat();
    entry.extend([0; 16]);
    entry.extend([(width as u16).to_be_bytes(), (height as u16).to_be_bytes()].concat());
    entry.extend(words(&[72 << 16, 72 << 16, 0]));
    entry.extend([0, 1]);
    entry.extend([0; 32]);
    entry.extend([0, 24, 0xFF, 0xFF]);
    entry.extend(atom(b"avcC", &config));
    // BT.709 of limited range.
    entry.extend(match wrapper {
        Wrapper::Mov => atom(b"colr", b"nclc\0\x01\0\x01\0\x01"),
        Wrapper::Mp4 => atom(b"colr", b"nclx\0\x01\0\x01\0\x01\0"),
    });
    let pictures = video.sizes.len() as u32;
    [
        full(b"stsd", 0, &[words(&[1]), atom(b"avc1", &entry)].concat()),
        full(b"stts", 0, &words(&[1, pictures, frame])),
        full(b"stsz", 0, &[words(&[0]), list(&video.sizes, 1)].concat()),
    ]
    .concat()
}

fn sync_table(video: &VideoIndex) -> Vec<u8> {
    full(b"stss", 0, &list(&video.keys, 1))
}

/// Where the chunks of a track lie, and how much is in each.
fn chunk_table(chunks: &[Chunk]) -> Vec<u8> {
    let mut runs: Vec<u32> = Vec::new();
    for (number, chunk) in (1_u32..).zip(chunks) {
        let count = chunk.count as u32;
        if runs.len() < 3 || runs[runs.len() - 2] != count {
            runs.extend([number, count, 1]);
        }
    }
    let places: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.at.to_be_bytes()).collect();
    let places = [words(&[chunks.len() as u32]), places].concat();
    [full(b"stsc", 0, &list(&runs, 3)), full(b"co64", 0, &places)].concat()
}

fn sound_entry(kind: &[u8; 4], more: &[u8]) -> Vec<u8> {
    let mut entry = [words(&[0]), vec![0, 0, 0, 1]].concat();
    entry.extend([0; 8]);
    entry.extend([0, 2, 0, 16, 0, 0, 0, 0]);
    entry.extend(words(&[48_000 << 16]));
    entry.extend(more);
    full(b"stsd", 0, &[words(&[1]), atom(kind, &entry)].concat())
}

fn pcm_table(pcm: &PcmSound) -> Vec<u8> {
    let frames = pcm.frames as u32;
    [
        sound_entry(b"sowt", &[]),
        full(b"stts", 0, &words(&[1, frames, 1])),
        full(b"stsz", 0, &words(&[PcmSound::FRAME as u32, frames])),
    ]
    .concat()
}

fn aac_table(aac: &AacSound) -> Vec<u8> {
    [
        sound_entry(b"mp4a", &aac.decoder()),
        full(b"stts", 0, &words(&[1, aac.packets() as u32, AacSound::PACKET as u32])),
        full(b"stsz", 0, &[words(&[0]), list(aac.sizes(), 1)].concat()),
    ]
    .concat()
}
