//! What a person gets for input that cannot be used: one clear message, code 1 or 2, and no panic.

use std::path::{Path, PathBuf};

use crate::program::run;

/// Code, one message that says `says`, no panic.
#[track_caller]
fn refused(folder: &Path, words: &[&str], code: i32, says: &str) {
    let output = run(folder, words);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{words:?}: {error}");
    assert!(!error.contains("panicked"), "{words:?}: {error}");
    assert!(error.to_lowercase().contains(&says.to_lowercase()), "{words:?}: {error}");
    if code == 1 {
        let told: Vec<&str> = error.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(told.len(), 1, "{words:?}: {error}");
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a folder of our own takes files");
    path
}

#[test]
fn what_is_no_script_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "empty.fountain", b"");
    write(at, "paper.fountain", b"%PDF-1.7\n\xE2\xE3\xCF\xD3 binary");
    write(at, "noise.fountain", &(0..4096_u32).map(|n| (n * 97 + n / 7) as u8).collect::<Vec<_>>());
    write(at, "nul.fountain", b"INT. ROOM - DAY\n\nShe sits.\0\n");
    write(at, "latin.fountain", b"INT. CAF\xC9 - DAY\n\nShe sits.\n");
    write(at, "notes.fountain", b"[[only a note]]\n");
    std::fs::create_dir(at.join("folder.fountain")).unwrap();
    for (name, says) in [
        ("missing.fountain", "no such script"),
        ("empty.fountain", "empty"),
        ("paper.fountain", "PDF"),
        ("noise.fountain", "error"),
        ("nul.fountain", "line 3"),
        ("latin.fountain", "line 1"),
        ("notes.fountain", "stage"),
        ("folder.fountain", "no file"),
    ] {
        refused(at, &["make", name, "-o", "out"], 1, says);
    }
}

#[test]
fn wrong_use_is_told_from_what_could_not_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.fountain", b"INT. ROOM - DAY\n\nShe sits.\n");
    for words in [
        &["make", "a.fountain", "-o", "out", "--fps", "0"][..],
        &["make", "a.fountain", "-o", "out", "--size", "0x0"],
        &["make", "a.fountain", "-o", "out", "--size", "641x480"],
        &["make", "a.fountain", "-o", "out", "--aspect", "none"],
        &["make", "a.fountain", "-o", "out", "--seed", "-1"],
        &["make", "a.fountain"],
        &["film"],
        &[],
    ] {
        refused(at, words, 2, "");
    }
    refused(at, &["info", "nowhere"], 1, "check the path");
    refused(at, &["info", "."], 1, "no project.ron");
}

#[test]
fn pictures_that_lie_are_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // A PNG whose header says 60,000 × 60,000, and one that ends in its data.
    let mut giant =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0".to_vec();
    giant.extend(crc(&giant[12..29]).to_be_bytes());
    giant.extend(b"\0\0\0\0IDAT");
    let mut whole = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8 * 3, y as u8 * 3, 7]))
        .write_to(&mut whole, image::ImageFormat::Png)
        .unwrap();
    let whole = whole.into_inner();
    for (name, bytes, says) in
        [("giant", giant, "too large"), ("cut", whole[..whole.len() / 2].to_vec(), "damaged")]
    {
        let boards = at.join(name);
        std::fs::create_dir(&boards).unwrap();
        write(&boards, "1.png", &bytes);
        refused(at, &["new", &format!("{name}-film"), "--from", name], 1, says);
        assert!(!at.join(format!("{name}-film.maquette")).exists());
    }
    std::fs::create_dir(at.join("none")).unwrap();
    refused(at, &["new", "none-film", "--from", "none"], 1, "no pictures");
    write(at, "fake.wav", b"RIFF\xFF\xFF\xFF\xFFWAVEfmt nonsense");
    refused(at, &["new", "fake-film", "--audio", "fake.wav"], 1, "sound");
}

/// The checksum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    })
}

#[test]
fn a_film_that_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let small = ["--size", "64x36", "--no-sound"];
    let make = |name: &'static str| [&["make", name, "-o", "out"][..], &small].concat();
    write(at, "a.fountain", b"INT. ROOM - DAY\n\nAnna sits at the table.\n");
    let first = run(at, &make("a.fountain"));
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let info = |at: &Path| run(at, &["info", "out", "--json"]).stdout;
    let before = info(at);
    let again = run(at, &make("a.fountain"));
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(info(at), before);

    write(at, "a.fountain", b"INT. ROOM - DAY\n\nAnna stands by the window.\n");
    refused(at, &make("a.fountain"), 1, "--update");
    assert_eq!(info(at), before);
    let updated = run(at, &[&make("a.fountain")[..], &["--update"]].concat());
    assert!(updated.status.success(), "{}", String::from_utf8_lossy(&updated.stderr));
    assert_ne!(info(at), before);
    assert!(run(at, &["undo", "out"]).status.success());
    assert_eq!(info(at), before);
}
