//! What a sound file is, and what it says of itself.

use crate::ogg::{comments, packets};
use crate::wav::{is_wav, layout, read_id3};
use crate::{Provenance, WavNotes, mp4, opus};

/// What is told of a sound file without decoding it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoundFacts {
    /// What it is, for people: `WAV, 24-bit`.
    pub format: String,
    /// What a WAV tells.
    pub notes: WavNotes,
    /// Comments and tags by their names.
    pub texts: Vec<(String, String)>,
    pub provenance: Option<Provenance>,
}

impl SoundFacts {
    /// Looks at the bytes of a whole file.
    pub fn of(bytes: &[u8]) -> Self {
        let notes = WavNotes::read(bytes);
        let texts = if is_wav(bytes) { notes.texts.clone() } else { texts_of(bytes) };
        let provenance = Provenance::of_texts(&texts);
        Self { format: format_of(bytes), notes, texts, provenance }
    }
}

fn format_of(bytes: &[u8]) -> String {
    if is_wav(bytes) {
        let wrapper = if bytes.starts_with(b"RIFF") { "WAV" } else { "WAV (RF64)" };
        return match layout(bytes) {
            Ok(Some(layout)) if layout.is_whole_numbers() => {
                format!("{wrapper}, {}-bit", 8 * layout.width)
            }
            Ok(Some(layout)) => format!("{wrapper}, {}-bit float", 8 * layout.width),
            Ok(None) | Err(_) => format!("{wrapper}, coded"),
        };
    }
    let name = match bytes {
        [b'f', b'L', b'a', b'C', ..] => "FLAC",
        _ if opus::is_opus(bytes) => "Opus",
        [b'O', b'g', b'g', b'S', ..] => "Ogg Vorbis",
        [b'F', b'O', b'R', b'M', ..] => "AIFF",
        _ if mp4::is_mp4(bytes) => "AAC or ALAC in MP4",
        [b'I', b'D', b'3', ..] => "MP3",
        // A frame of MPEG: layers 1 to 3 have other than nought where AAC has nought.
        [0xFF, second, ..] if second & 0xE0 == 0xE0 => {
            if second & 0x06 == 0 {
                "AAC"
            } else {
                "MP3"
            }
        }
        _ => "unknown",
    };
    name.to_owned()
}

fn texts_of(bytes: &[u8]) -> Vec<(String, String)> {
    if bytes.starts_with(b"ID3") {
        return read_id3(bytes);
    }
    if bytes.starts_with(b"fLaC") {
        return flac_comments(bytes);
    }
    if bytes.starts_with(b"OggS") {
        let second = packets(bytes).nth(1).unwrap_or_default().bytes;
        let list = second.strip_prefix(b"OpusTags").or_else(|| second.strip_prefix(b"\x03vorbis"));
        return list.map(comments).unwrap_or_default();
    }
    Vec::new()
}

/// Blocks before the sound: a byte of kind, the highest bit on the last, and three of size.
fn flac_comments(bytes: &[u8]) -> Vec<(String, String)> {
    let mut rest = &bytes[4..];
    while let Some(([kind, a, b, c], after)) = rest.split_first_chunk::<4>() {
        let size = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        let Some(body) = after.get(..size) else { break };
        if kind & 0x7F == 4 {
            return comments(body);
        }
        if kind & 0x80 != 0 {
            break;
        }
        rest = &after[size..];
    }
    Vec::new()
}
