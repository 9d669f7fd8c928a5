use std::io::Cursor;

use super::*;

fn session() -> Session {
    let clip = SessionClip {
        name: "0030 \"MARA\"".into(),
        file: "media/line & 1.wav".into(),
        channels: 1,
        file_length: 96_000,
        start: 48_000,
        skip: 4800,
        length: 72_000,
        gain: -6.0,
        fade_in: 240,
        ..SessionClip::default()
    };
    let again = SessionClip { start: 400_001, ..clip.clone() };
    let voice = SessionTrack {
        name: "Mara".into(),
        color: [176, 80, 60],
        clips: vec![clip, again],
        ..SessionTrack::default()
    };
    Session {
        name: "Fish & Chips".into(),
        seed: "01J".into(),
        length: 480_000,
        tempo: TempoMap::new([(240_000, 90.0), (0, 60.0)]),
        markers: vec![
            SessionMarker { at: 0, name: "0010".into() },
            SessionMarker { at: 288_000, name: "0020 <INT.>".into() },
        ],
        tracks: vec![
            voice,
            SessionTrack { name: "Music".into(), mute: true, ..SessionTrack::default() },
        ],
    }
}

fn packed() -> Vec<u8> {
    let mut open = |_: &str| Ok(Cursor::new(vec![7; 1000]));
    dawproject(Vec::new(), &session(), &mut open).unwrap()
}

#[test]
fn beats_are_counted_through_the_steps_of_a_tempo() {
    let tempo = session().tempo;
    assert_eq!(tempo.beats_at(240_000), 5.0);
    assert_eq!(tempo.beats_at(480_000), 12.5);
    assert_eq!(TempoMap::new([]).beats_at(48_000), 2.0);
    assert_eq!(TempoMap::new([(900, 100.0), (5, f64::NAN)]).steps(), [(0, 100.0)]);
}

#[test]
fn reaper_s_blocks_are_all_closed_and_say_what_the_session_says() {
    let exported = rpp(&session());
    let text = String::from_utf8(exported.bytes.clone()).unwrap();
    let mut depth = 0_i32;
    for line in text.lines().map(str::trim) {
        depth += if line.starts_with('<') {
            1
        } else if line == ">" {
            -1
        } else {
            0
        };
        assert!(0 <= depth);
    }
    assert_eq!(depth, 0);
    for expected in [
        "TEMPO 60 4 4",
        "PT 5 90 1",
        "MARKER 2 6 \"0020 <INT.>\" 0",
        "NAME '0030 \"MARA\"'",
        "POSITION 8.333354167",
        "LENGTH 1.5",
        "SOFFS 0.1",
        "FADEIN 1 0.005 0 1 0 0 0",
        "FILE \"media/line & 1.wav\"",
        "MUTESOLO 1 0 0",
    ] {
        assert!(text.lines().any(|line| line.trim() == expected), "{expected}\n{text}");
    }
    assert_eq!(rpp(&session()), exported);
    let ids: Vec<&str> = text.lines().filter(|line| line.contains("GUID")).collect();
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn a_zip_says_sizes_before_what_they_are_of() {
    let bytes = packed();
    assert_eq!(packed(), bytes);
    let mut at = 0;
    let mut names = Vec::new();
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let short = |n: usize| u16::from_le_bytes([bytes[at + n], bytes[at + n + 1]]);
        let long = |n: usize| u32::from_le_bytes(bytes[at + n..at + n + 4].try_into().unwrap());
        assert_eq!(short(6) & 8, 0, "a data descriptor");
        assert_eq!(long(18), long(22));
        let start = at + 30 + usize::from(short(26));
        names.push(String::from_utf8_lossy(&bytes[at + 30..start]).into_owned());
        at = start + long(18) as usize;
    }
    assert_eq!(names, ["project.xml", "metadata.xml", "audio/line & 1.wav"]);
    assert!(bytes[at..].starts_with(b"PK\x01\x02"));
}

#[test]
fn a_sound_that_cannot_be_packed_is_named() {
    let mut open = |file: &str| -> std::io::Result<Cursor<Vec<u8>>> {
        Err(std::io::Error::other(file.to_owned()))
    };
    let fault = dawproject(Vec::new(), &session(), &mut open).unwrap_err();
    assert_eq!(fault.to_string(), "failed to pack a sound: \"media/line & 1.wav\"");
}

#[test]
fn a_midi_file_of_tempo_ends_with_the_session() {
    let bytes = tempo_midi(&session());
    assert_eq!(&bytes[..14], b"MThd\0\0\0\x06\0\0\0\x01\x03\xC0");
    // One million microseconds a beat, and 90 a minute after five beats.
    assert!(bytes.windows(6).any(|w| w == [0xFF, 0x51, 3, 0x0F, 0x42, 0x40]));
    assert!(bytes.windows(6).any(|w| w == [0xFF, 0x51, 3, 0x0A, 0x2C, 0x2B]));
    assert!(bytes.ends_with(&[0xFF, 0x2F, 0]));
    // 12.5 beats of 960 ticks in all.
    let (mut at, mut ticks) = (22, 0);
    while at < bytes.len() {
        let mut read = || {
            let mut value = 0_usize;
            loop {
                let byte = bytes[at];
                at += 1;
                value = value << 7 | usize::from(byte & 0x7F);
                if byte < 0x80 {
                    return value;
                }
            }
        };
        ticks += read();
        at += 2;
        let mut read = || {
            let byte = bytes[at];
            at += 1;
            usize::from(byte)
        };
        let length = read();
        at += length;
    }
    assert_eq!(ticks, 12_000);
}
