//! Recordings, where there is no microphone, and where one was cut short.

use std::path::Path;

use maquette_sound::{Depth, Pcm, write_wav};

use crate::program::{TALK, filmed, program, says};

/// `maquette` on a machine on which no sound server answers.
fn without_a_card(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut command = program(folder, words);
    command.env("PULSE_SERVER", "unix:/nowhere").env_remove("ALSA_CONFIG_PATH");
    let output = command.output().expect("the program starts");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

/// A recording of two seconds that was killed: its header counts one of them.
fn cut_short(folder: &Path, page: &str) {
    let drafts = folder.join("film/local/recordings");
    std::fs::create_dir_all(&drafts).expect("its files can be written and read");
    let sound = Pcm { rate: 48_000, channels: vec![vec![0.25; 96_000]] };
    let mut bytes =
        write_wav(Vec::new(), &sound, Depth::I24).expect("its files can be written and read");
    bytes[40..44].copy_from_slice(&144_000_u32.to_le_bytes());
    std::fs::write(drafts.join("1.wav"), bytes).expect("its files can be written and read");
    std::fs::write(drafts.join("1.json"), page).expect("its files can be written and read");
}

#[test]
fn without_a_microphone_it_is_said_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().expect("its files can be written and read");
    filmed(folder.path(), TALK);
    if std::fs::read_to_string("/proc/asound/cards").is_ok_and(|cards| cards.contains('[')) {
        return;
    }
    let (code, told) =
        without_a_card(folder.path(), &["sound", "record", "film", "--length", "1s"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("nothing to record from"), "{told}");
    let left = std::fs::read_dir(folder.path().join("film/local/recordings"))
        .expect("its files can be written and read")
        .count();
    assert_eq!(left, 0);
    let (code, told) = without_a_card(folder.path(), &["sound", "devices"]);
    assert_eq!((code, told.trim()), (Some(3), "this machine has no sound devices"));
    let (code, told) = without_a_card(folder.path(), &["sound", "latency"]);
    assert!(code == Some(1) && told.contains("cannot be played"), "{told}");
}

#[test]
fn a_place_past_the_end_or_a_shot_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().expect("its files can be written and read");
    filmed(folder.path(), TALK);
    for (words, why) in [
        (&["--at", "5h"][..], "past the end"),
        (&["--shot", "9999"], "no shot 9999"),
        (&["--shot", "x"], "not a shot number"),
        (&["--length", "0s"], "shorter than one frame"),
        (&["--at", "soon"], "soon"),
    ] {
        let words = [&["sound", "record", "film"][..], words].concat();
        let (_, error) = says(folder.path(), &words, 1);
        assert!(error.contains(why), "{words:?}: {error}");
    }
}

#[test]
fn a_recording_that_was_cut_short_is_found_and_brought_in() {
    let folder = tempfile::tempdir().expect("its files can be written and read");
    filmed(folder.path(), TALK);
    cut_short(folder.path(), r#"{"track": "MARA", "head": -24000}"#);
    let (out, _) = says(folder.path(), &["doctor", "film"], 3);
    assert!(out.contains("recording for MARA was cut short"), "{out}");
    let (_, error) = says(folder.path(), &["undo", "film"], 0);
    assert!(error.contains("was cut short"), "{error}");
    says(folder.path(), &["redo", "film"], 0);
    let (out, _) = says(folder.path(), &["doctor", "film", "--repair"], 0);
    // Half a second of it came before the film began.
    assert!(out.contains("1.50 s of a recording were brought in, onto MARA"), "{out}");
    let (out, _) = says(folder.path(), &["doctor", "film"], 0);
    assert!(!out.contains("cut short"), "{out}");
    let (out, _) = says(folder.path(), &["undo", "film"], 0);
    assert!(out.contains("Record MARA"), "{out}");
}

#[test]
fn a_page_that_cannot_be_read_and_a_file_that_is_no_recording_do_no_harm() {
    let folder = tempfile::tempdir().expect("its files can be written and read");
    filmed(folder.path(), TALK);
    cut_short(folder.path(), "no page");
    std::fs::write(folder.path().join("film/local/recordings/2.wav"), b"no sound")
        .expect("its files can be written and read");
    let (out, _) = says(folder.path(), &["doctor", "film", "--repair"], 3);
    assert!(out.contains("2.00 s of a recording were brought in, onto Recording"), "{out}");
    assert!(out.contains("a recording was not brought in"), "{out}");
    assert!(folder.path().join("film/local/recordings/2.wav").exists());
}
