//! How the sound is finished, by the door that a person takes.

use std::path::Path;

use maquette_sound::{Depth, Meter, Pcm, RATE, decode, write_wav};

use crate::program::{TALK, filmed, says};

/// Two seconds that use all of their bits.
fn noise(channels: usize) -> Pcm {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 16_777_216.0 - 0.5
    };
    Pcm {
        rate: RATE,
        channels: (0..channels).map(|_| (0..96_000).map(|_| next()).collect()).collect(),
    }
}

fn write(folder: &Path, name: &str, sound: &Pcm, depth: Depth) {
    let file = std::fs::File::create(folder.join(name)).expect("a sound file");
    write_wav(file, sound, depth).expect("a sound file");
}

fn read(folder: &Path, name: &str) -> Pcm {
    decode(&std::fs::read(folder.join(name)).expect("a sound file"), "wav").expect("a sound file")
}

#[test]
fn a_sound_that_nothing_is_done_to_comes_out_to_the_bit() {
    let folder = tempfile::tempdir().expect("a sound file");
    let at = folder.path();
    for (channels, depth, bits) in
        [(1, Depth::I16, "16"), (2, Depth::I16, "24"), (2, Depth::I24, "24"), (1, Depth::F32, "32")]
    {
        write(at, "in.wav", &noise(channels), depth);
        let words = ["sound", "master", "in.wav", "-o", "out.wav", "--preset", "raw", "--bits"];
        says(at, &[&words[..], &[bits]].concat(), 0);
        assert!(read(at, "in.wav") == read(at, "out.wav"), "{channels} channels, {bits} bits");
    }
}

#[test]
fn a_sound_is_brought_to_its_loudness_and_its_silence_taken_off() {
    let folder = tempfile::tempdir().expect("a sound file");
    let at = folder.path();
    let mut sound = noise(1);
    sound.channels[0].splice(0..0, [0.0; 48_000]);
    write(at, "in.wav", &sound, Depth::I24);
    let words = ["sound", "master", "in.wav", "-o", "out.wav", "--loudness", "-16", "--trim"];
    says(at, &words, 0);
    let out = read(at, "out.wav");
    assert!((96_000..97_000).contains(&out.frames()), "{} samples", out.frames());
    let mut meter = Meter::new(RATE, 1);
    meter.add(&out.channels[0]);
    assert!((meter.measures().integrated.expect("a sound file") + 16.0).abs() < 0.1);
    assert!(says(at, &["sound", "meter", "out.wav"], 0).0.contains("-16.0 LUFS"));
    assert!(says(at, &["sound", "master", "in.wav", "-o", "out.mp3"], 1).1.contains(".wav"));
    says(at, &["sound", "master", "in.wav", "-o", "out.wav", "--eq", "notch 50"], 2);
}

#[test]
fn a_film_is_finished_as_it_was_set_and_that_is_taken_back() {
    let folder = tempfile::tempdir().expect("a sound file");
    let at = folder.path();
    filmed(at, TALK);
    let shown = || says(at, &["sound", "mastering", "film"], 0).0;
    let before = shown();
    assert!(before.contains("preset      film"), "{before}");
    says(at, &["sound", "mastering", "film", "--preset", "web", "--loudness", "-16"], 0);
    assert!(shown().contains("-16.0 LUFS") && shown().contains("low-cut 60 Hz"));
    assert!(says(at, &["undo", "film"], 0).0.contains("Master the sound"));
    assert_eq!(shown(), before);
    says(at, &["sound", "mix", "film", "-o", "mix.wav"], 0);
    assert!(read(at, "mix.wav").frames() > 0);
}
