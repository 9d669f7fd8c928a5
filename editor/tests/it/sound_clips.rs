//! Clips and tracks by the door that a person takes: laid, cut, shaped, heard, taken back.

use std::path::Path;

use maquette_sound::{Depth, Pcm, decode, write_wav};
use serde_json::Value;

use crate::program::{TALK, filmed, says};

/// Quiet enough for the limiter to stay away, never 0, and no two samples near each other alike.
fn noise(frames: usize) -> Vec<f32> {
    let mut state = 9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let value = (state >> 17) as f32 / 32_768.0;
        (value - 0.5).signum() * (0.02 + 0.08 * (value - 0.5).abs())
    };
    (0..frames).map(|_| next()).collect()
}

/// A film with a second of noise, from one second on, on the track Rain.
fn rainy(at: &Path) -> Vec<f32> {
    filmed(at, TALK);
    let pcm = Pcm { rate: 48_000, channels: vec![noise(48_000)] };
    std::fs::write(
        at.join("rain.wav"),
        write_wav(Vec::new(), &pcm, Depth::F32).expect("it is there"),
    )
    .expect("it is there");
    says(at, &["import", "film", "rain.wav", "--track", "Rain", "--at", "1s"], 0);
    pcm.channels.into_iter().next().expect("it is there")
}

/// The left side of the film's sound, and the whole file.
fn heard(at: &Path) -> (Vec<f32>, Vec<u8>) {
    says(at, &["render", "film", "--out", "heard.wav"], 0);
    let bytes = std::fs::read(at.join("heard.wav")).expect("it is there");
    let mut pcm = decode(&bytes, "wav").expect("it is there");
    (pcm.channels.remove(0), bytes)
}

fn clip(at: &Path, words: &[&str]) -> String {
    says(at, &[&["sound", "clip", "film"], words].concat(), 0).0
}

fn json(at: &Path, what: &str) -> Value {
    serde_json::from_str(&says(at, &["sound", what, "film", "--json"], 0).0).expect("it is there")
}

/// That samples are others at one gain, which is given.
#[track_caller]
fn same_but_for_gain(heard: &[f32], expected: &[f32]) -> f32 {
    let gain = heard[100] / expected[100];
    for (n, (heard, expected)) in heard.iter().zip(expected).enumerate() {
        assert!((heard - expected * gain).abs() < 2e-6, "sample {n}: {heard} for {expected}");
    }
    gain
}

#[test]
fn a_sound_is_cut_and_shaped_to_the_sample_and_all_of_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let rain = rainy(at);
    let (first, untouched) = heard(at);
    same_but_for_gain(&first[48_000..96_000], &rain);
    assert!(first[..48_000].iter().chain(&first[96_000..]).all(|sample| *sample == 0.0));

    // A cut is not heard, not by a bit.
    assert!(clip(at, &["split", "rain.wav", "--at", "1.5s"]).contains("0:01.500"));
    assert!(heard(at).1 == untouched);

    // What is trimmed is silent; the rest stays on its samples.
    clip(at, &["trim", "2", "--end", "1.75s"]);
    clip(at, &["trim", "1", "--start", "00:00:01:06"]);
    let (trimmed, _) = heard(at);
    same_but_for_gain(&trimmed[60_000..84_000], &rain[12_000..36_000]);
    assert!(trimmed[84_000..].iter().chain(&trimmed[..60_000]).all(|sample| *sample == 0.0));

    // A straight fade is a straight line.
    clip(at, &["fade", "2", "--out", "6f", "--curve", "linear"]);
    let (faded, _) = heard(at);
    let gain = same_but_for_gain(&faded[60_000..72_000], &rain[12_000..24_000]);
    for n in 72_000..84_000 {
        let expected = rain[n - 48_000] * gain * ((84_000 - n) as f32 - 0.5) / 12_000.0;
        assert!((faded[n] - expected).abs() < 4e-6, "sample {n}");
    }

    // At half the speed the second part takes twice as long, and its volume steps where its key is.
    clip(at, &["fade", "2", "--out", "0s"]);
    clip(at, &["retime", "2", "50%"]);
    clip(at, &["curve", "2", "--put", "1.5s 0 hold", "--put", "1.75s -120"]);
    let (slow, _) = heard(at);
    let gain = same_but_for_gain(&slow[60_000..72_000], &rain[12_000..24_000]);
    // On a sample of the sound lies that sample, but for what a filter takes off near 24 kHz.
    let (mut power, mut off) = (0.0, 0.0);
    for n in (74_000..84_000).step_by(2) {
        let expected = rain[24_000 + (n - 72_000) / 2] * gain;
        power += expected * expected;
        off += (slow[n] - expected) * (slow[n] - expected);
    }
    assert!(off < 0.1 * power, "{off} of {power}");
    assert!(slow[83_990..84_000].iter().any(|sample| *sample != 0.0));
    assert!(slow[84_000..].iter().all(|sample| *sample == 0.0));

    let clips = json(at, "clip");
    assert_eq!(clips.as_array().unwrap().len(), 2);
    assert_eq!(clips[1]["speed"], serde_json::json!([1, 2]));
    assert_eq!(
        (clips[1]["start_seconds"].as_f64(), clips[1]["seconds"].as_f64()),
        (Some(1.5), Some(0.5))
    );
    says(at, &["undo", "film", "7"], 0);
    assert!(heard(at).1 == untouched);
    assert_eq!(json(at, "clip").as_array().unwrap().len(), 1);
}

#[test]
fn tracks_are_made_named_silenced_and_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    rainy(at);
    let track = |words: &[&str]| says(at, &[&["sound", "track", "film"], words].concat(), 0).0;
    assert!(track(&["add", "Score", "--bus", "music", "--colour", "plum"]).contains("Score"));
    track(&["move", "Score", "--top"]);
    track(&["set", "rain", "--name", "Weather", "--gain", "-3"]);
    track(&["curve", "Weather", "--put", "1s -6", "--put", "2s 0 smooth"]);
    clip(at, &["move", "1", "--by", "-12f", "--track", "Score"]);
    clip(at, &["duplicate", "1", "--at", "2s"]);
    clip(at, &["set", "2", "--name", "rain again", "--pan", "-0.5"]);
    clip(at, &["glue", "rain again", "--shot", "0010"]);
    let clips = json(at, "clip");
    assert_eq!(clips[0]["start_seconds"].as_f64(), Some(0.5));
    let again = &clips[1];
    assert_eq!(
        (again["name"].as_str(), again["shot"].as_str()),
        (Some("rain again"), Some("0010"))
    );
    assert_eq!(again["start_seconds"].as_f64(), Some(2.0));
    let tracks = json(at, "track");
    assert_eq!(
        (tracks[0]["name"].as_str(), tracks[0]["bus"].as_str()),
        (Some("Score"), Some("music"))
    );
    assert_eq!(tracks[1]["volume"][1]["glide"].as_str(), Some("smooth"));
    assert_eq!(tracks[0]["clips"].as_array().map(Vec::len), Some(2));
    track(&["mute", "Score"]);
    assert!(heard(at).0.iter().all(|sample| *sample == 0.0));
    track(&["mute", "Score", "--off", "--picture", "tracks.png"]);
    let picture = std::fs::read(at.join("tracks.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG") && 5_000 < picture.len());
    assert!(says(at, &["undo", "film"], 0).0.contains("Mute off track Score"));
    track(&["delete", "Score"]);
    assert_eq!(json(at, "clip").as_array().map(Vec::len), Some(0));
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    rainy(at);
    let (_, before) = heard(at);
    says(at, &["sound", "track", "film", "add", "Score"], 0);
    let refused = |what: &str, words: &[&str], told: &str| {
        let said = says(at, &[&["sound", what, "film"], words].concat(), 1).1;
        assert!(said.contains(told), "{words:?}: {said}");
    };
    refused("clip", &["split", "1", "--at", "9s"], "9 s is not inside rain.wav");
    refused("clip", &["split", "7", "--at", "1s"], "there is no clip 7; the film has one clip");
    refused("clip", &["split", "thunder", "--at", "1s"], "the film has no clip \"thunder\"");
    refused("clip", &["split", "1", "--at", "soon"], "soon");
    refused("clip", &["slip", "1", "--by", "-1f"], "no more than 0 s before it");
    refused("clip", &["fade", "1", "--in", "3s"], "do not fit");
    refused("clip", &["fade", "1", "--in", "1f", "--curve", "bent"], "equal-power, linear");
    refused("clip", &["retime", "1", "9"], "is no speed");
    refused("clip", &["gain", "1", "99"], "36 dB");
    refused("clip", &["move", "1", "--to", "1s", "--track", "Drums"], "it has: Rain, Score");
    refused("clip", &["glue", "1", "--shot", "9990"], "has no shot 9990");
    refused("clip", &["curve", "1", "--remove", "1s"], "there is no key of volume at 1 s");
    refused("clip", &["add", "snow.wav", "--track", "Rain"], "no file and no sound");
    refused("clip", &["set", "1", "--pan", "0"], "nothing changes");
    refused("track", &["add", "rain"], "there is a track rain already");
    refused("track", &["set", "Rain", "--colour", "loud"], "brick, ochre");
    says(at, &["sound", "track", "film", "lock", "Rain"], 0);
    refused("clip", &["split", "1", "--at", "1.5s"], "the track Rain is locked");
    refused("track", &["delete", "Rain"], "the track Rain is locked");
    says(at, &["import", "film", "rain.wav", "--track", "Rain"], 1);
    assert!(heard(at).1 == before);
}

#[test]
fn a_clip_is_brought_to_a_loudness() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    rainy(at);
    clip(at, &["gain", "1", "--loudness", "-30"]);
    let gain = json(at, "clip")[0]["gain_db"].as_f64().unwrap();
    clip(at, &["gain", "1", "--loudness", "-26"]);
    let louder = json(at, "clip")[0]["gain_db"].as_f64().unwrap();
    assert!((louder - gain - 4.0).abs() < 0.011, "{gain} and {louder}");
    clip(at, &["retime", "1", "4/5", "--keep-pitch"]);
    assert_eq!(json(at, "clip")[0]["seconds"].as_f64(), Some(1.25));
    let (once, again) = (heard(at), heard(at));
    assert!(once.1 == again.1);
    assert!(at.join("film/proxy/stretch").read_dir().unwrap().count() == 1);
    std::fs::remove_dir_all(at.join("film/proxy")).unwrap();
    assert!(heard(at).1 == once.1);
}
