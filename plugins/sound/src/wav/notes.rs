//! What a WAV tells beside its samples: broadcast extension, markers, iXML, INFO and ID3.
//!
//! Sources: EBU Tech 3285 for `bext`, the multimedia programming interface of 1991 for `cue `, `adtl` and `INFO`, iXML 3.0.

use std::collections::BTreeMap;

use super::chunks::{chunks, push};
use super::id3;
use crate::Provenance;

/// A place in a sound that has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marker {
    /// In samples from the head of the file.
    pub at: u32,
    /// In samples; 0 for a point.
    pub length: u32,
    pub name: String,
}

/// The broadcast extension, version 2.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Broadcast {
    /// At most 256 bytes; the next two at most 32.
    pub description: String,
    pub originator: String,
    pub reference: String,
    /// `2026-11-25` and `21:54:19`, or empty.
    pub date: String,
    pub time: String,
    /// Samples from midnight to the first of the file: where it belongs on a timeline.
    pub time_reference: u64,
    pub loudness: BroadcastLoudness,
    /// What it was made of, a line for each coding that it went through.
    pub history: String,
}

/// Loudness as the broadcast extension tells it, in LUFS, LU and dBTP, each to a hundredth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BroadcastLoudness {
    pub integrated: Option<f32>,
    pub range: Option<f32>,
    pub true_peak: Option<f32>,
    pub momentary: Option<f32>,
    pub short_term: Option<f32>,
}

/// All that a WAV tells beside its samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WavNotes {
    pub broadcast: Option<Broadcast>,
    pub markers: Vec<Marker>,
    /// The whole document; empty if there is none.
    pub ixml: String,
    /// Four letters, such as `INAM`, and a text.
    pub info: Vec<(String, String)>,
    /// Texts of the ID3 tag by their names.
    pub texts: Vec<(String, String)>,
    /// How it was made. Written as a text of the ID3 tag, with the hash of the samples that follow.
    pub provenance: Option<Provenance>,
}

/// Markers that are read of a file, and signs of their names: a few bytes could ask for much memory.
const MOST_MARKERS: usize = 1 << 16;
const LONGEST_NAME: usize = 250;

/// What stands for a loudness that was not measured.
const UNSET: i16 = 0x7FFF;

/// Length of a `bext` without its history.
const BEXT: usize = 602;

impl WavNotes {
    /// What comes before the format and the samples.
    pub(super) fn head(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(broadcast) = &self.broadcast {
            push(&mut bytes, b"bext", &broadcast.bytes());
        }
        bytes
    }

    /// What comes after the samples, of which `hash` is the hash. As long for any hash.
    pub(super) fn tail(&self, hash: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.markers.is_empty() {
            push(&mut bytes, b"cue ", &cue(&self.markers));
            push(&mut bytes, b"LIST", &adtl(&self.markers));
        }
        if !self.ixml.is_empty() {
            push(&mut bytes, b"iXML", self.ixml.as_bytes());
        }
        if !self.info.is_empty() {
            push(&mut bytes, b"LIST", &info(&self.info));
        }
        let mut texts = self.texts.clone();
        if let Some(provenance) = &self.provenance {
            texts.extend(provenance.texts(hash));
        }
        let tag = id3::write(&texts);
        if !tag.is_empty() {
            push(&mut bytes, b"id3 ", &tag);
        }
        bytes
    }

    /// Reads what is there; nothing for bytes that are no WAV.
    pub fn read(bytes: &[u8]) -> Self {
        let mut notes = Self::default();
        if !super::is_wav(bytes) {
            return notes;
        }
        let (mut points, mut names, mut lengths) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for chunk in chunks(bytes) {
            match &chunk.id {
                b"bext" => {
                    notes.broadcast = notes.broadcast.or_else(|| Broadcast::read(chunk.body))
                }
                b"cue " => points = cue_points(chunk.body),
                b"iXML" => notes.ixml = text(chunk.body),
                b"id3 " | b"ID3 " => notes.texts = id3::read(chunk.body),
                b"LIST" => match chunk.body.get(..4) {
                    Some(b"INFO") => notes.info = info_of(chunk.body),
                    Some(b"adtl") => read_labels(chunk.body, &mut names, &mut lengths),
                    _ => {}
                },
                _ => {}
            }
        }
        notes.markers = points
            .into_iter()
            .map(|(id, at)| Marker {
                at,
                length: lengths.get(&id).copied().unwrap_or(0),
                name: names.get(&id).cloned().unwrap_or_default(),
            })
            .collect();
        notes.provenance = Provenance::of_texts(&notes.texts);
        notes
    }
}

impl Broadcast {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BEXT + self.history.len());
        for (text, width) in [
            (&self.description, 256),
            (&self.originator, 32),
            (&self.reference, 32),
            (&self.date, 10),
            (&self.time, 8),
        ] {
            let end = bytes.len() + width;
            bytes.extend(&text.as_bytes()[..text.floor_char_boundary(width)]);
            bytes.resize(end, 0);
        }
        bytes.extend(self.time_reference.to_le_bytes());
        bytes.extend(2_u16.to_le_bytes());
        // No UMID.
        bytes.resize(bytes.len() + 64, 0);
        let BroadcastLoudness { integrated, range, true_peak, momentary, short_term } =
            self.loudness;
        for value in [integrated, range, true_peak, momentary, short_term] {
            let value = value.filter(|value| value.is_finite());
            let hundredths = value
                .map_or(UNSET, |value| (value * 100.0).round().clamp(-32_768.0, 32_766.0) as i16);
            bytes.extend(hundredths.to_le_bytes());
        }
        bytes.resize(BEXT, 0);
        bytes.extend(self.history.as_bytes());
        bytes
    }

    fn read(body: &[u8]) -> Option<Self> {
        let fixed = body.get(..BEXT)?;
        let mut rest = fixed;
        let mut field = |width: usize| {
            let (now, later) = rest.split_at(width);
            rest = later;
            now
        };
        let description = text(field(256));
        let (originator, reference) = (text(field(32)), text(field(32)));
        let (date, time) = (text(field(10)), text(field(8)));
        let time_reference = field(8).try_into().map_or(0, u64::from_le_bytes);
        let version = field(2).try_into().map_or(0, u16::from_le_bytes);
        field(64);
        let mut value = || {
            let hundredths = field(2).try_into().map_or(UNSET, i16::from_le_bytes);
            (2 <= version && hundredths != UNSET).then(|| f32::from(hundredths) / 100.0)
        };
        let loudness = BroadcastLoudness {
            integrated: value(),
            range: value(),
            true_peak: value(),
            momentary: value(),
            short_term: value(),
        };
        let history = text(&body[BEXT..]);
        Some(Self {
            description,
            originator,
            reference,
            date,
            time,
            time_reference,
            loudness,
            history,
        })
    }
}

/// Up to the first nought. What is no UTF-8 is read as Latin-1, which older programs write.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    match std::str::from_utf8(&bytes[..end]) {
        Ok(text) => text.to_owned(),
        Err(_latin) => bytes[..end].iter().map(|b| char::from(*b)).collect(),
    }
}

fn cue(markers: &[Marker]) -> Vec<u8> {
    let mut body = (markers.len() as u32).to_le_bytes().to_vec();
    for (n, marker) in (1_u32..).zip(markers) {
        body.extend(n.to_le_bytes());
        body.extend(marker.at.to_le_bytes());
        body.extend(b"data\0\0\0\0\0\0\0\0");
        body.extend(marker.at.to_le_bytes());
    }
    body
}

fn adtl(markers: &[Marker]) -> Vec<u8> {
    let mut body = b"adtl".to_vec();
    for (n, marker) in (1_u32..).zip(markers) {
        let label = [&n.to_le_bytes(), named(&marker.name).as_slice()].concat();
        push(&mut body, b"labl", &label);
    }
    for (n, marker) in (1_u32..).zip(markers).filter(|(_, marker)| 0 < marker.length) {
        let mut region = n.to_le_bytes().to_vec();
        region.extend(marker.length.to_le_bytes());
        region.extend(b"rgn \0\0\0\0\0\0\0\0");
        push(&mut body, b"ltxt", &region);
    }
    body
}

fn info(texts: &[(String, String)]) -> Vec<u8> {
    let mut body = b"INFO".to_vec();
    for (id, value) in texts {
        if let Some(id) = id.as_bytes().first_chunk::<4>() {
            push(&mut body, id, &named(value));
        }
    }
    body
}

/// A text with a nought after it.
fn named(text: &str) -> Vec<u8> {
    text.bytes().filter(|b| *b != 0).chain([0]).collect()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// Number and place of each point that is there.
fn cue_points(body: &[u8]) -> Vec<(u32, u32)> {
    let count = u32_at(body, 0).unwrap_or(0) as usize;
    let rows = body.get(4..).unwrap_or_default().chunks_exact(24);
    rows.take(count.min(MOST_MARKERS))
        .filter_map(|row| Some((u32_at(row, 0)?, u32_at(row, 20)?)))
        .collect()
}

/// Adds names, and lengths, of points by their numbers; the first that is said holds.
fn read_labels(body: &[u8], names: &mut BTreeMap<u32, String>, lengths: &mut BTreeMap<u32, u32>) {
    for (id, body) in entries(body) {
        let Some(point) = u32_at(body, 0) else { continue };
        match id {
            b"labl" => {
                let name = || text(&body[4..]).chars().take(LONGEST_NAME).collect();
                names.entry(point).or_insert_with(name);
            }
            b"ltxt" => {
                lengths.entry(point).or_insert_with(|| u32_at(body, 4).unwrap_or(0));
            }
            _ => {}
        }
    }
}

fn info_of(body: &[u8]) -> Vec<(String, String)> {
    entries(body).map(|(id, body)| (String::from_utf8_lossy(id).into_owned(), text(body))).collect()
}

/// What a list holds after its kind.
fn entries(body: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut at = 4;
    std::iter::from_fn(move || {
        let id = body.get(at..at + 4)?.first_chunk::<4>()?;
        let size = u32_at(body, at + 4)? as usize;
        let start = at + 8;
        let end = start.checked_add(size)?.min(body.len());
        at = end + super::chunks::padding(body, end, size);
        Some((id, body.get(start..end)?))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Depth, Pcm, decode, pcm_hash, write_wav_with_notes};

    fn texts(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::char::range(' ', 'ӿ'), 0..most).prop_map(String::from_iter)
    }

    prop_compose! {
        fn broadcasts()(
            (description, originator, reference) in (texts(100), texts(16), texts(16)),
            history in texts(40),
            time_reference in any::<u64>(),
            value in prop::option::of(-7000_i16..2000),
        ) -> Broadcast {
            let value = value.map(|value| f32::from(value) / 100.0);
            let loudness = BroadcastLoudness { integrated: value, true_peak: value, ..BroadcastLoudness::default() };
            Broadcast { description, originator, reference, history, time_reference, loudness, ..Broadcast::default() }
        }
    }

    prop_compose! {
        fn all_notes()(
            broadcast in prop::option::of(broadcasts()),
            markers in prop::collection::vec((any::<u32>(), any::<u32>(), texts(20)), 0..5),
            ixml in texts(50),
            info in prop::collection::vec(("[A-Z]{4}", texts(20)), 0..4),
            named in prop::collection::vec(("[a-z]{1,9}", texts(20)), 0..4),
        ) -> WavNotes {
            let markers = markers.into_iter().map(|(at, length, name)| Marker { at, length, name }).collect();
            WavNotes { broadcast, markers, ixml, info, texts: named, provenance: None }
        }
    }

    proptest! {
        #[test]
        fn what_is_told_is_read_back_and_the_samples_stay(
            notes in all_notes(),
            frames in 1_usize..50,
            channels in 1_usize..4,
            depth in prop::sample::select(vec![Depth::I16, Depth::I24, Depth::F32]),
        ) {
            let sound = Pcm { rate: 48_000, channels: vec![vec![0.5; frames]; channels] };
            let bytes = write_wav_with_notes(Vec::new(), &sound, depth, notes.clone()).unwrap();
            prop_assert_eq!(u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize, bytes.len() - 8);
            prop_assert_eq!(WavNotes::read(&bytes), notes);
            prop_assert_eq!(decode(&bytes, "wav").unwrap().frames(), frames);
        }

        #[test]
        fn damaged_notes_are_read_to_where_they_make_sense(
            notes in all_notes(),
            spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        ) {
            let sound = Pcm { rate: 48_000, channels: vec![vec![0.5; 10]] };
            let mut bytes = write_wav_with_notes(Vec::new(), &sound, Depth::I16, notes).unwrap();
            for (at, value) in spots {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            prop_assert!(WavNotes::read(&bytes).markers.len() < 100);
        }
    }

    #[test]
    fn the_provenance_names_the_samples_that_are_heard() {
        let wave = (0..9001).map(|n| (n % 97) as f32 / 100.0 - 0.4).collect::<Vec<f32>>();
        let sound = Pcm { rate: 48_000, channels: vec![wave.clone(), wave] };
        let made = Provenance { kind: "music".into(), seed: 9, ..Provenance::default() };
        for depth in [Depth::I16, Depth::I24, Depth::F32] {
            let notes = WavNotes { provenance: Some(made.clone()), ..WavNotes::default() };
            let bytes = write_wav_with_notes(Vec::new(), &sound, depth, notes).unwrap();
            let read = WavNotes::read(&bytes).provenance.unwrap();
            assert_eq!(read.pcm, pcm_hash(&decode(&bytes, "wav").unwrap()), "{depth:?}");
            assert_eq!(read.seed, 9);
        }
    }

    #[test]
    fn a_wav_is_annotated_without_touching_its_samples() {
        let sound = Pcm { rate: 44_100, channels: vec![vec![0.25; 77]] };
        let plain = crate::write_wav(Vec::new(), &sound, Depth::I24).unwrap();
        let notes = WavNotes {
            info: vec![("INAM".into(), "A tune".into())],
            provenance: Some(Provenance { kind: "voice".into(), ..Provenance::default() }),
            ..WavNotes::default()
        };
        let told = crate::annotated(plain.clone(), &notes);
        assert_eq!(told[8..plain.len()], plain[8..]);
        assert_eq!(u32::from_le_bytes(told[4..8].try_into().unwrap()) as usize, told.len() - 8);
        let read = WavNotes::read(&told);
        assert_eq!(read.info, notes.info);
        assert_eq!(read.provenance.unwrap().pcm, pcm_hash(&decode(&plain, "wav").unwrap()));
        assert_eq!(crate::annotated(b"no sound".to_vec(), &notes), b"no sound");
    }

    #[test]
    fn a_file_with_audacity_s_chunks_is_read() {
        // A tag with an odd size before the samples, a LIST after them, and the end cut off.
        let mut bytes = b"RIFF\0\0\0\0WAVE".to_vec();
        push(
            &mut bytes,
            b"LIST",
            &[b"INFO".as_slice(), b"ISFT\x05\0\0\0Lavf\0\0INAM\x03\0\0\0abc\0"].concat(),
        );
        push(&mut bytes, b"fmt ", &[1, 0, 1, 0, 0x80, 0xBB, 0, 0, 0, 0x77, 1, 0, 2, 0, 16, 0]);
        push(&mut bytes, b"id3 ", b"ID3\x03\0\0\0\0\0\x0FTIT2\0\0\0\x05\0\0\0A tune");
        push(&mut bytes, b"data", &[0, 64, 0, 192]);
        bytes.extend(b"cue \x1C\0\0\0\x01\0\0\0\x07\0\0\0\0\0\0\0data\0\0\0\0\0\0\0\0\x01\0\0\0");
        bytes.extend(b"LIST\x13\0\0\0adtllabl\x07\0\0\0\x07\0\0\0Hi");
        let notes = WavNotes::read(&bytes);
        assert_eq!(notes.info, [("ISFT".into(), "Lavf".into()), ("INAM".into(), "abc".into())]);
        assert_eq!(notes.texts, [("TIT2".into(), "A tu".into())]);
        assert_eq!(notes.markers, [Marker { at: 1, length: 0, name: "Hi".into() }]);
        assert_eq!(decode(&bytes, "").unwrap().channels, [vec![0.5, -0.5]]);
    }
}
