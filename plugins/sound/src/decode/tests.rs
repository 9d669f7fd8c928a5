use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::*;
use crate::wav::{Depth, write_wav};
use crate::{SoundFacts, pcm_hash};

/// A sound that fits on itself at one place only: a rising tone with noise in bursts.
fn recording(rate: u32, channels: usize) -> Pcm {
    let frames = rate as usize * 3 / 2 + 137;
    let (mut state, mut low) = (5_u64, 0.0_f32);
    let mono: Vec<f32> = (0..frames)
        .map(|n| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            low += 0.15 * ((state >> 40) as f32 / 8_388_608.0 - 1.0 - low);
            let t = n as f32 / rate as f32;
            let burst = if (n / 3001).is_multiple_of(3) { 1.2 } else { 0.0 };
            0.3 * libm::sinf(2.0 * std::f32::consts::PI * (200.0 + 500.0 * t) * t) + burst * low
        })
        .collect();
    let other = mono.iter().map(|sample| -0.5 * sample).collect();
    Pcm { rate, channels: vec![mono, other].into_iter().take(channels).collect() }
}

fn wav(sound: &Pcm, depth: Depth) -> Vec<u8> {
    write_wav(Vec::new(), sound, depth).unwrap()
}

/// By how many samples `found` comes late, and how well it fits there.
fn lag(original: &[f32], found: &[f32]) -> (i64, f64) {
    let middle = original.len() / 2..original.len() / 2 + 6000;
    let fit = |late: i64| {
        let (mut ab, mut aa, mut bb) = (0.0_f64, 0.0_f64, 0.0_f64);
        for n in middle.clone() {
            let a = f64::from(original[n]);
            let place = usize::try_from(n as i64 + late).unwrap_or(usize::MAX);
            let b = f64::from(found.get(place).copied().unwrap_or(0.0));
            (ab, aa, bb) = (ab + a * b, aa + a * a, bb + b * b);
        }
        ab / (aa * bb).sqrt().max(1e-9)
    };
    (-3000..3000).map(|late| (late, fit(late))).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
}

/// What ffmpeg makes of a file, if there is an ffmpeg that can.
fn encoded(source: &Path, name: &str, options: &[&str]) -> Option<Vec<u8>> {
    made_by_ffmpeg(source, name, &[], options)
}

/// As [`encoded`], with how the source is to be read.
fn made_by_ffmpeg(
    source: &Path,
    name: &str,
    reading: &[&str],
    options: &[&str],
) -> Option<Vec<u8>> {
    let target = source.with_file_name(name);
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y"])
        .args(reading)
        .arg("-i")
        .arg(source)
        .args(options)
        .arg(&target)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    made.is_ok_and(|status| status.success()).then(|| std::fs::read(target).unwrap())
}

#[test]
fn each_coding_starts_on_its_sample_and_has_its_length() {
    let folder = tempfile::tempdir().unwrap();
    for (rate, channels) in [(48_000, 2), (44_100, 1), (44_100, 2), (22_050, 1)] {
        let original = recording(rate, channels);
        let source = folder.path().join("source.wav");
        std::fs::write(&source, wav(&original, Depth::I16)).unwrap();
        for (name, options, most_late, extra) in [
            ("a.flac", &[][..], 0, 0),
            ("a.aiff", &[], 0, 0),
            ("a.mp3", &["-b:a", "160k"], 0, 0),
            ("a.ogg", &["-c:a", "libvorbis", "-q:a", "6"], 0, 0),
            ("a.m4a", &["-b:a", "160k"], 0, 0),
            ("b.m4a", &["-b:a", "96k", "-movflags", "+faststart"], 0, 0),
            ("a.mov", &["-c:a", "aac"], 0, 0),
            ("c.m4a", &["-c:a", "alac"], 0, 0),
            // Nothing in a bare stream says where it ends.
            ("a.aac", &["-b:a", "160k"], 0, 2048),
        ] {
            let Some(bytes) = encoded(&source, name, options) else {
                eprintln!("not looked at: this machine has no ffmpeg that makes {name}");
                continue;
            };
            let extension = name.rsplit('.').next().unwrap();
            let found = decode_within(&bytes, extension, Limits::default()).unwrap();
            let (late, fit) = lag(&original.channels[0], &found.pcm.channels[0]);
            let case = format!("{name} at {rate} Hz, {channels} channels");
            let format = match extension {
                "flac" => "FLAC",
                "aiff" => "AIFF",
                "mp3" => "MP3",
                "ogg" => "Ogg Vorbis",
                "aac" => "AAC",
                _ => "AAC or ALAC in MP4",
            };
            assert_eq!(SoundFacts::of(&bytes).format, format, "{case}");
            assert!(fit > 0.9, "{case}: fits by {fit}");
            assert!(late.abs() <= most_late, "{case}: {late} samples late");
            let longer = found.pcm.frames() as i64 - original.frames() as i64;
            assert!((0..=extra).contains(&longer), "{case}: {longer} samples longer");
            assert_eq!(found.pcm.channels.len(), channels, "{case}");
            assert_eq!(found.problems, Vec::<String>::new(), "{case}");
        }
    }
}

#[test]
fn opus_starts_on_its_sample_and_has_its_length() {
    let folder = tempfile::tempdir().unwrap();
    for (channels, options, most_late) in [
        (1, &["-b:a", "96k"][..], 0),
        (2, &["-b:a", "128k", "-frame_duration", "60"], 0),
        (2, &["-b:a", "128k", "-frame_duration", "2.5"], 0),
        // What is coded as speech changes its rate on the way, by filters that are not exact to the sample.
        (1, &["-b:a", "24k", "-application", "voip"], 4),
    ] {
        let original = recording(48_000, channels);
        let source = folder.path().join("source.wav");
        std::fs::write(&source, wav(&original, Depth::I16)).unwrap();
        let Some(bytes) = encoded(&source, "a.opus", &[&["-c:a", "libopus"], options].concat())
        else {
            eprintln!("not looked at: this machine has no ffmpeg that makes Opus");
            continue;
        };
        let found = decode_within(&bytes, "opus", Limits::default()).unwrap();
        let (late, fit) = lag(&original.channels[0], &found.pcm.channels[0]);
        assert!(fit > 0.85, "{options:?}: fits by {fit}");
        assert!(late.abs() <= most_late, "{options:?}: {late} samples late");
        assert_eq!(found.pcm.frames(), original.frames(), "{options:?}");
        assert_eq!(found.problems, Vec::<String>::new(), "{options:?}");
        // The C library hears the same, but for steps of 16 bits and what is over full scale: ours ends there.
        // (ffmpeg's own decoder is up to 0.02 from both in stereo.)
        let (opus, library) = (folder.path().join("a.opus"), ["-c:a", "libopus"]);
        let theirs = made_by_ffmpeg(&opus, "back.wav", &library, &["-c:a", "pcm_f32le"]).unwrap();
        let theirs = decode(&theirs, "wav").unwrap();
        let ours = &found.pcm.channels[0];
        let (mut signal, mut error) = (0.0_f64, 0.0_f64);
        for (theirs, ours) in theirs.channels[0].iter().zip(ours) {
            signal += f64::from(*theirs).powi(2);
            error += f64::from(theirs.clamp(-1.0, 1.0) - ours).powi(2);
        }
        let near = 10.0 * (signal / error.max(1e-30)).log10();
        assert!(theirs.frames() == ours.len() && near > 50.0, "{options:?}: {near} dB");
        assert!(decode(&bytes[..bytes.len() / 2], "opus").is_ok());
    }
}

#[test]
fn wavs_of_other_codings_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for (rate, format, fits) in [
        (8_000, "pcm_alaw", 0.99),
        (8_000, "pcm_mulaw", 0.99),
        (44_100, "adpcm_ms", 0.95),
        (44_100, "adpcm_ima_wav", 0.95),
        (48_000, "pcm_u8", 0.99),
    ] {
        let original = recording(rate, 1);
        let source = folder.path().join("source.wav");
        std::fs::write(&source, wav(&original, Depth::I16)).unwrap();
        let Some(bytes) = encoded(&source, "c.wav", &["-c:a", format]) else {
            continue;
        };
        let found = decode_within(&bytes, "wav", Limits::default()).unwrap();
        let (late, fit) = lag(&original.channels[0], &found.pcm.channels[0]);
        assert!(late == 0 && fit > fits, "{format}: {late} late, fits by {fit}");
        // ADPCM fills its last block.
        let longer = found.pcm.frames() as i64 - original.frames() as i64;
        let block = if format.starts_with("adpcm") { 4096 } else { 0 };
        assert!((0..=block).contains(&longer), "{format}: {longer} samples longer");
    }
}

#[test]
fn a_sound_keeps_its_hash_in_a_flac_and_with_other_tags() {
    let folder = tempfile::tempdir().unwrap();
    for depth in [Depth::I16, Depth::I24] {
        let bytes = wav(&recording(44_100, 2), depth);
        let source = folder.path().join("source.wav");
        std::fs::write(&source, &bytes).unwrap();
        let hash = pcm_hash(&decode(&bytes, "wav").unwrap());
        let comment = ["-metadata", "maquette={\"kind\":\"music\"}"];
        let coding = if depth == Depth::I16 { "pcm_s16le" } else { "pcm_s24le" };
        for (name, options) in [("a.flac", &[][..]), ("b.wav", &["-c:a", coding])] {
            let Some(other) = encoded(&source, name, &[options, &comment].concat()) else {
                continue;
            };
            assert_eq!(pcm_hash(&decode(&other, "").unwrap()), hash, "{name}");
            if name == "a.flac" {
                let told = SoundFacts::of(&other);
                assert_eq!(told.format, "FLAC");
                assert_eq!(told.provenance.unwrap().kind, "music");
            }
        }
    }
}

#[test]
fn wavs_of_every_depth_that_ffmpeg_writes_are_read_to_the_bit() {
    let folder = tempfile::tempdir().unwrap();
    let original = recording(48_000, 2);
    let source = folder.path().join("source.wav");
    let bytes = wav(&original, Depth::I16);
    std::fs::write(&source, &bytes).unwrap();
    let expected = decode(&bytes, "wav").unwrap();
    for format in ["pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"] {
        for rf64 in ["never", "always"] {
            let options = ["-c:a", format, "-rf64", rf64];
            let Some(bytes) = encoded(&source, "b.wav", &options) else {
                continue;
            };
            assert_eq!(decode(&bytes, "").unwrap(), expected, "{format} {rf64}");
        }
    }
}

#[test]
fn a_tag_in_utf_16_before_an_mp3_is_no_sound() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source.wav");
    std::fs::write(&source, wav(&recording(44_100, 2), Depth::I16)).unwrap();
    let Some(plain) = encoded(&source, "a.mp3", &["-id3v2_version", "0"]) else { return };
    let mut frame = b"TXXX\0\0\x02\0\0\0\x01".to_vec();
    // Marks of the order of bytes, as a careless writer puts them before each word.
    frame.extend([0xFF, 0xFE, 0x20, 0xC4].repeat(64));
    frame.resize(10 + 256, 0);
    let tagged = [&b"ID3\x04\0\0\0\0\x02\x0A"[..], &frame, &plain].concat();
    assert_eq!(decode(&tagged, "mp3").unwrap(), decode(&plain, "mp3").unwrap());
}

#[test]
fn a_wav_that_lies_about_its_length_is_read_to_what_is_there() {
    let honest = wav(&recording(48_000, 2), Depth::I16);
    let frames = decode(&honest, "wav").unwrap().frames();
    let lie = |size: u32, cut: usize| {
        let mut bytes = honest.clone();
        bytes[40..44].copy_from_slice(&size.to_le_bytes());
        bytes.truncate(bytes.len() - cut);
        decode_within(&bytes, "wav", Limits::default()).unwrap()
    };
    for size in [u32::MAX, 0x7FFF_F000, 0, honest.len() as u32] {
        let found = lie(size, 0);
        assert_eq!(found.pcm.frames(), frames, "a size of {size}");
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    }
    let cut = lie(honest.len() as u32 - 44, 1001);
    assert_eq!(cut.pcm.frames(), frames - 251);
    assert_eq!(cut.problems.len(), 2);
}

#[test]
fn what_is_no_sound_is_refused_in_words() {
    let refused = |bytes: &[u8], extension: &str| decode(bytes, extension).unwrap_err();
    assert!(matches!(refused(b"", "wav"), DecodeError::Empty));
    assert!(matches!(
        refused(b"%PDF-1.7 and so on, for a while, so that there is something", "mp3"),
        DecodeError::Unknown { .. }
    ));
    assert!(matches!(refused(&[0; 5000], "wav"), DecodeError::Unknown { .. }));
    let empty = wav(&Pcm { rate: 48_000, channels: vec![vec![]] }, Depth::I16);
    assert!(matches!(refused(&empty, "wav"), DecodeError::Nothing));
    let mut odd = wav(&recording(48_000, 1), Depth::I16);
    odd[24..28].copy_from_slice(&3_u32.to_le_bytes());
    assert!(matches!(refused(&odd, "wav"), DecodeError::Rate { rate: 3 }));
    let mut none = wav(&recording(48_000, 1), Depth::I16);
    none[22..24].copy_from_slice(&0_u16.to_le_bytes());
    none[32..34].copy_from_slice(&0_u16.to_le_bytes());
    assert!(matches!(
        refused(&none, "wav"),
        DecodeError::Channels { channels: 0 } | DecodeError::Damaged { .. }
    ));
}

#[test]
fn what_is_too_long_is_refused() {
    let bytes = wav(&recording(48_000, 2), Depth::I16);
    let short = Limits { hours: 0, ..Limits::default() };
    assert!(matches!(decode_within(&bytes, "wav", short), Err(DecodeError::TooLong)));
    let small = Limits { samples: 1000, ..Limits::default() };
    assert!(matches!(decode_within(&bytes, "wav", small), Err(DecodeError::TooLong)));
}

#[test]
fn samples_that_are_not_numbers_are_silent() {
    let sound = Pcm { rate: 48_000, channels: vec![vec![0.5; 8]] };
    let mut bytes = wav(&sound, Depth::F32);
    let at = bytes.len() - 16;
    bytes[at..at + 4].copy_from_slice(&f32::NAN.to_le_bytes());
    bytes[at + 4..at + 8].copy_from_slice(&f32::INFINITY.to_le_bytes());
    bytes[at + 8..at + 12].copy_from_slice(&1e30_f32.to_le_bytes());
    let found = decode_within(&bytes, "wav", Limits::default()).unwrap();
    assert_eq!(found.pcm.channels[0][4..], [0.0, 0.0, 64.0, 0.5]);
    assert_eq!(found.problems.len(), 1);
}

#[test]
fn an_import_fits_the_mixer() {
    let found = import(&wav(&recording(22_050, 1), Depth::I24), "wav").unwrap();
    assert_eq!((found.pcm.rate, found.pcm.channels.len()), (48_000, 1));
    assert!(found.problems.is_empty());
}

/// The head of an Opus stream.
const OPUS: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0OggS\0\0";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn nothing_panics_on_a_damaged_wav(spots in prop::collection::vec((0_usize..400, any::<u8>()), 1..12), cut in 0_usize..400) {
        let sound = Pcm { rate: 48_000, channels: vec![vec![0.25; 40]; 2] };
        let mut bytes = wav(&sound, Depth::F32);
        for (at, value) in spots {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(pcm) = decode(&bytes, "wav") {
            prop_assert!(pcm.frames() < 4000);
        }
    }

    #[test]
    fn nothing_panics_on_noise(bytes in prop::collection::vec(any::<u8>(), 0..2000), kind in 0_usize..8) {
        let head: &[u8] = [&b""[..], b"fLaC\0\0\0\x22", b"OggS\0\x02", b"\0\0\0\x20ftypM4A ", b"ID3\x04\0\0", b"FORM\0\0\x10\0AIFF", b"\xff\xf1\x50\x80", OPUS][kind];
        let bytes = [head, &bytes].concat();
        if let Ok(pcm) = decode(&bytes, "") {
            prop_assert!(pcm.frames() < 10_000_000);
        }
    }
}
