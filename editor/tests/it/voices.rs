//! Voices by the door that a person takes: lines directed, words said otherwise, words spoken into a file.

use std::path::{Path, PathBuf};

use maquette_document::{Clip, Device, Document, Film, Paragraph, all, film, project};
use maquette_voice::Espeak;

use crate::program::{program, says};

const TALK: &str = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\n\
                    MARA\n(whispering)\nIs Nell out there?\n\nTOM\nNobody is out there, and nobody ever was.\n";

/// Whether lines can be spoken on this machine.
fn can_speak() -> bool {
    Espeak::probe().is_ok()
}

/// Voices in networks, as small as can be: see `tools/oracles/voices.py`.
fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../plugins/voice/tests/voices")
}

/// A film of [`TALK`], spoken.
fn spoken(at: &Path) {
    std::fs::write(at.join("talk.fountain"), TALK).expect("a script is written");
    says(at, &["new", "film.maquette", "--size", "64x36"], 0);
    says(at, &["script", "update", "film.maquette", "talk.fountain", "--voice", "espeak"], 0);
}

/// The lines of the film and the clips of them, each with its text; and the film itself.
fn held(at: &Path) -> (Vec<(Paragraph, Clip)>, Film) {
    let device = Device::in_folder(&at.join("settings")).expect("the film opens");
    let opened =
        Document::open_to_read_as(&at.join("film.maquette"), &device).expect("the film opens");
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &opened.document.changes_from_nothing());
    let clips = all::<Clip>(&world);
    let lines = all::<Paragraph>(&world).into_iter().filter_map(|(id, line)| {
        let clip = clips.iter().find(|(_, clip)| clip.line == id)?;
        Some((line.clone(), clip.1.clone()))
    });
    (lines.collect(), film(&world).clone())
}

#[test]
fn a_line_is_directed_in_one_step_and_its_shot_follows() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    spoken(at);
    let (before, _) = held(at);
    let words = ["cast", "film.maquette", "--line", "nobody ever was", "--pace", "0.5"];
    let (told, _) = says(at, &[&words[..], &["--pause", "1s", "--pitch", "+10"]].concat(), 0);
    assert!(told.contains("shots changed"), "{told}");
    let (after, _) = held(at);
    assert_eq!(before[0], after[0]);
    let longer = after[1].1.length.seconds() - before[1].1.length.seconds();
    assert!(longer > 1.0 + before[1].1.length.seconds() * 0.5, "{longer}");
    assert_eq!(after[1].0.direction.pace, Some(50));
    assert!(after[1].1.mouth.starts_with(&"0".repeat(24)));
    let (same, _) = says(at, &words, 0);
    assert!(same.contains("nothing changes"), "{same}");
    says(at, &["script", "time", "film.maquette"], 0);
    assert!(says(at, &["undo", "film.maquette"], 0).0.contains("Direct TOM"));
    assert_eq!(held(at).0, before);
}

#[test]
fn a_word_of_the_list_is_said_otherwise_where_it_stands() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    spoken(at);
    let (before, _) = held(at);
    std::fs::write(at.join("names.txt"), "# who is who\nNell = nelly-bell\nBen=/bɛn/\n").unwrap();
    says(at, &["cast", "film.maquette", "--say-list", "names.txt"], 0);
    let (after, now) = held(at);
    assert_eq!(now.says.len(), 2);
    assert_ne!(before[0].1.media, after[0].1.media);
    assert_eq!(before[1], after[1]);
    assert!(says(at, &["cast", "film.maquette"], 0).0.contains("nelly-bell"));
    says(at, &["cast", "film.maquette", "--unsay", "nell"], 0);
    assert_eq!(held(at).1.says.len(), 1);
    assert_eq!(held(at).0[0].1.media, before[0].1.media);
}

#[test]
fn another_parenthetical_in_a_draft_speaks_its_line_anew() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    spoken(at);
    let (before, _) = held(at);
    std::fs::write(at.join("next.fountain"), TALK.replace("whispering", "very slowly")).unwrap();
    says(at, &["script", "update", "film.maquette", "next.fountain"], 0);
    let (after, _) = held(at);
    assert!(before[0].1.length < after[0].1.length);
    assert_eq!(before[1].1.media, after[1].1.media);
}

#[test]
fn words_are_spoken_into_a_file_by_every_engine_that_is_here() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let voices = tiny();
    let say = |words: &[&str]| {
        let mut command = program(at, words);
        let output = command.env("MAQUETTE_VOICES", &voices).output().expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        text
    };
    let listed = say(&["sound", "say", "--list-voices"]);
    for voice in ["espeak:en-us", "piper:en_US-tiny-low", "kokoro:af_tiny"] {
        assert!(listed.lines().any(|line| line.trim() == voice), "{voice}: {listed}");
        let words = ["sound", "say", "(slowly) Is it you, Tom? Come in.", "--voice", voice];
        let told = say(&[&words[..], &["-o", "a.wav", "--json"]].concat());
        say(&[&words[..], &["-o", "b.wav"]].concat());
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&told["pace"], &told["understood"][0]), (&0.75.into(), &"slowly".into()));
        let read = |name: &str| std::fs::read(at.join(name)).unwrap();
        assert!(read("a.wav") == read("b.wav") && read("a.wav").len() > 20_000, "{voice}");
    }
}

#[test]
fn a_figure_speaks_with_a_network_and_a_line_whose_voice_is_gone_is_silence() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    spoken(at);
    let voices = tiny();
    let run = |words: &[&str]| {
        let output = program(at, words).env("MAQUETTE_VOICES", &voices).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    run(&["cast", "film.maquette", "TOM", "--voice", "piper:tiny"]);
    let (lines, _) = held(at);
    assert!(lines.iter().all(|(_, clip)| !clip.media.is_none()));
    assert!(run(&["replay", "film.maquette"]).contains("0 not identical"));
    let (_, told) = says(at, &["cast", "film.maquette", "TOM", "--speed", "140"], 0);
    assert!(told.contains("the voice piper:tiny is not here"), "{told}");
    assert!(held(at).0[1].1.media.is_none());
}

#[test]
fn what_cannot_be_said_is_refused_and_changes_nothing() {
    if !can_speak() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    spoken(at);
    let before = held(at);
    for (words, code, expected) in [
        (&["--line", "there", "--pace", "2"][..], 1, "2 lines have these words"),
        (&["--line", "goodbye", "--pace", "2"], 1, "nobody says"),
        (&["--line", "ever was", "--pitch", "70"], 1, "-50 to 50"),
        (&["--line", "ever was", "--pause", "soon"], 1, "--pause is no length"),
        (&["--line", "ever was", "--pause", "60s"], 1, "10 s at most"),
        (&["--line", "ever was", "--pace", "9"], 2, "0.25 to 4"),
        (&["--pace", "2"], 1, "which line"),
        (&["TOM", "--pace", "2"], 1, "--speed"),
        (&["TOM", "--pitch", "-3"], 1, "0 to 99"),
        (&["TOM", "--voice", "harp:x"], 1, "no engine called"),
        (&["--say", "Nell"], 1, "WORD=RESPELLING"),
        (&["--say", "Nell=/n%l/"], 1, "phonetic alphabet"),
        (&["--say-list", "nowhere.txt"], 1, "nowhere.txt"),
        (&["--unsay", "Ben"], 1, "not on the list"),
    ] {
        let told = says(at, &[&["cast", "film.maquette"], words].concat(), code).1;
        assert!(told.contains(expected), "{words:?}: {told}");
    }
    assert_eq!(held(at), before);
}
