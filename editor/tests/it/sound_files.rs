//! Sounds in and out by the program: what it says of them, what it draws, and what it gives to other programs.

use std::path::Path;

use maquette_sound::{Depth, Pcm, WavNotes, decode, write_wav};
use serde_json::Value;

use crate::program::says;

/// A film of two pictures over a sound of four seconds, at 44.1 kHz.
fn film_with_sound(folder: &Path) {
    let pictures = folder.join("pictures");
    std::fs::create_dir(&pictures).expect("a folder takes files");
    for n in 0..2_u8 {
        let picture = image::RgbImage::from_pixel(64, 36, image::Rgb([90 * n, 80, 70]));
        picture.save(pictures.join(format!("{n}.png"))).expect("a folder takes files");
    }
    let wave = (0..4 * 44_100).map(|n| ((n * 7) % 441) as f32 / 900.0 - 0.2).collect::<Vec<f32>>();
    let sound = Pcm { rate: 44_100, channels: vec![wave] };
    let bytes = write_wav(Vec::new(), &sound, Depth::I16).expect("memory takes all");
    std::fs::write(folder.join("sound.wav"), bytes).expect("a folder takes files");
    says(folder, &["new", "film", "--from", "pictures", "--audio", "sound.wav", "--fit"], 0);
}

fn json(folder: &Path, words: &[&str], code: i32) -> Value {
    serde_json::from_str(&says(folder, words, code).0).expect("it is JSON")
}

#[test]
fn stems_are_broadcast_waves_that_know_how_they_were_made() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    film_with_sound(at);
    let words = [
        "sound",
        "stems",
        "film.maquette",
        "--out",
        "stems",
        "--rpp",
        "--dawproject",
        "--clips",
        "--start",
        "01:00:00:00",
    ];
    says(at, &words, 0);
    let stem = at.join("stems/01_dialogue.wav");
    let bytes = std::fs::read(&stem).unwrap();
    let notes = WavNotes::read(&bytes);
    assert_eq!(notes.broadcast.unwrap().time_reference, 3600 * 48_000);
    assert_eq!(notes.markers.iter().map(|marker| marker.at).collect::<Vec<_>>(), [0, 96_000]);
    assert_eq!(decode(&bytes, "wav").unwrap().frames(), 4 * 48_000);
    let told = json(at, &["sound", "info", "stems/01_dialogue.wav", "--json"], 0);
    assert_eq!(told["pcm_matches"], true);
    assert_eq!(told["provenance"]["digitalSourceType"], "digitalCapture");
    // Again, the same bytes.
    let reaper = std::fs::read_to_string(at.join("stems/film.rpp")).unwrap();
    says(at, &words, 0);
    assert_eq!(std::fs::read(&stem).unwrap(), bytes);
    assert_eq!(std::fs::read_to_string(at.join("stems/film.rpp")).unwrap(), reaper);
    assert!(reaper.contains("FILE \"clips/0001_sound.wav\""), "{reaper}");
    assert!(at.join("stems/film.dawproject").exists() && at.join("stems/tempo.mid").exists());
    // What is read with other samples is told.
    let mut changed = bytes;
    changed[200_000] ^= 1;
    std::fs::write(&stem, changed).unwrap();
    let told = json(at, &["sound", "info", "stems/01_dialogue.wav", "--json"], 3);
    assert_eq!(told["pcm_matches"], false);
}

#[test]
fn a_sound_is_kept_at_48_khz_with_its_peaks() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    film_with_sound(at);
    for (kind, bytes) in [("sound", 4 * 48_000 * 4), ("peaks", 750 * 8)] {
        let kept: Vec<_> = std::fs::read_dir(at.join("film.maquette/proxy").join(kind))
            .unwrap()
            .flatten()
            .collect();
        assert_eq!(kept.len(), 1, "{kind}");
        let size = kept[0].metadata().unwrap().len();
        assert!((bytes..bytes + 100).contains(&size), "{kind}: {size}");
    }
    // It is made again where it is gone, and the mix is the same.
    says(at, &["render", "film.maquette", "--out", "one.wav"], 0);
    std::fs::remove_dir_all(at.join("film.maquette/proxy/sound")).unwrap();
    says(at, &["render", "film.maquette", "--out", "two.wav"], 0);
    assert!(
        std::fs::read(at.join("one.wav")).unwrap() == std::fs::read(at.join("two.wav")).unwrap()
    );
    assert!(at.join("one.wav.json").exists());
}

#[test]
fn a_sound_is_drawn_and_described() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    film_with_sound(at);
    says(
        at,
        &[
            "sound",
            "picture",
            "sound.wav",
            "-o",
            "a.png",
            "--size",
            "640x400",
            "--from",
            "1s",
            "--to",
            "2s",
        ],
        0,
    );
    let picture = image::open(at.join("a.png")).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (640, 400));
    let told = json(at, &["sound", "info", "sound.wav", "--json"], 0);
    assert_eq!(
        (&told["format"], &told["rate"], &told["samples"]),
        (&"WAV, 16-bit".into(), &44_100.into(), &176_400.into())
    );
    assert_eq!(json(at, &["sound", "info", "film.maquette", "--json"], 0)["tracks"][0]["clips"], 1);
    says(at, &["sound", "picture", "sound.wav", "-o", "b.png", "--from", "9s"], 1);
}
