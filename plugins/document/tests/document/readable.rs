//! The film as text: there and back, and what is said of text that is none.

use std::fs;
use std::path::Path;

use maquette_document::{
    Accent, Clip, Document, Edit, FadeCurve, Figure, Glide, ReadableError, Retime, Rig, State,
    Track, Transaction, VolumeKey, edits_between, read_film, write_film,
};
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::laws::gestures;
use crate::studio::{Studio, cases, files, gesture, id, shot};

fn exported(document: &Document, folder: &Path) -> State {
    write_film(&document.state(), folder).unwrap();
    document.state()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_film_written_and_read_is_the_same_film(gestures in gestures()) {
        let (studio, mut document) = Studio::with_film();
        for edits in gestures {
            drop(document.commit(gesture("Step", edits)));
        }
        let folder = studio.film().with_extension("text");
        let film = exported(&document, &folder);
        let read = read_film(&folder, &film).unwrap();
        prop_assert_eq!(edits_between(&film, &read, &|id| document.knows(id)), []);
        // Into another film, which then has the same text.
        let (_other, mut other) = Studio::with_film();
        let edits = edits_between(&other.state(), &read, &|id| other.knows(id));
        other.commit(Transaction::new("Apply", edits)).unwrap();
        let again = studio.film().with_extension("again");
        exported(&other, &again);
        for path in files(&folder) {
            let copy = again.join(path.strip_prefix(&folder).unwrap());
            prop_assert_eq!(fs::read_to_string(&path).unwrap(), fs::read_to_string(copy).unwrap());
        }
    }
}

/// A film of a shot with a rig and a clip, exported.
fn small() -> (Studio, Document, std::path::PathBuf) {
    let (studio, mut document) = Studio::with_film();
    let rig = Rig { shot: id("one"), yaw: 30.0, ..Rig::default() };
    let clip = Clip { shot: id("one"), gain: -3.0, ..Clip::default() };
    let figure = Figure { name: "MARA".into(), ..Figure::default() };
    let edits = [
        shot("one", 1),
        Edit::create(id("rig"), &rig),
        Edit::create(id("clip"), &clip),
        Edit::create(id("mara"), &figure),
    ];
    document.commit(gesture("Add", edits)).unwrap();
    let folder = studio.film().with_extension("text");
    exported(&document, &folder);
    (studio, document, folder)
}

fn shot_file(folder: &Path) -> std::path::PathBuf {
    files(&folder.join("shots")).remove(0)
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn only_what_differs_from_a_new_record_is_written() {
    let (_studio, _document, folder) = small();
    let text = fs::read_to_string(shot_file(&folder)).unwrap();
    assert!(text.contains("yaw: 30.0") && text.contains("gain: -3.0"), "{text}");
    assert!(!text.contains("pitch") && !text.contains("fade_in"), "{text}");
}

#[test]
fn how_a_clip_is_shaped_is_written_in_words_and_read_again() {
    let (_studio, mut document, folder) = small();
    let keys = vec![VolumeKey { at: Flicks(-7), gain: -6.5, glide: Glide::Smooth }];
    let retime = Retime { speed: 24, of: 25, keep_pitch: true };
    let clip = Clip {
        shot: id("one"),
        name: "rain".into(),
        fade_in_curve: FadeCurve::SCurve,
        volume: keys.clone(),
        retime,
        ..Clip::default()
    };
    let track = Track { colour: Accent::Moss, locked: true, volume: keys, ..Track::default() };
    let edits = [Edit::create(id("rain"), &clip), Edit::create(id("track"), &track)];
    document.commit(gesture("Shape", edits)).unwrap();
    let now = exported(&document, &folder);
    let text = fs::read_to_string(shot_file(&folder)).unwrap();
    for words in ["fade_in_curve: s_curve", "speed: 24", "keep_pitch: true", "glide: smooth"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let read = read_film(&folder, &now).unwrap();
    assert_eq!(edits_between(&now, &read, &|id| document.knows(id)), []);
    edit(&shot_file(&folder), "fade_in_curve: s_curve", "fade_in_curve: linear");
    let read = read_film(&folder, &now).unwrap();
    let edits = edits_between(&now, &read, &|id| document.knows(id));
    assert_eq!(edits, [Edit::set(id("rain"), "fade_in_curve", &FadeCurve::Linear)]);
}

#[test]
fn a_hand_edit_comes_back_as_one_step() {
    let (_studio, mut document, folder) = small();
    edit(&shot_file(&folder), "yaw: 30.0", "yaw: 45.0");
    let now = document.state();
    let then = read_film(&folder, &now).unwrap();
    let edits = edits_between(&now, &then, &|id| document.knows(id));
    assert_eq!(edits, [Edit::set(id("rig"), "yaw", &45.0_f32)]);
    document.commit(Transaction::new("Apply", edits)).unwrap();
    assert_eq!(document.history().len(), 2);
}

#[track_caller]
fn refused(change: impl FnOnce(&Path), says: &[&str]) {
    let (_studio, document, folder) = small();
    change(&folder);
    let fault: ReadableError = read_film(&folder, &document.state()).unwrap_err();
    let text = fault.to_string();
    assert!(says.iter().all(|words| text.contains(words)), "{text}");
}

#[test]
fn what_is_wrong_is_named_with_its_file_and_line() {
    let in_shot = |from: &'static str, to: &'static str| {
        move |folder: &Path| edit(&shot_file(folder), from, to)
    };
    refused(in_shot("yaw: 30.0", "yaw: thirty"), &["line", "0010-"]);
    refused(in_shot("yaw: 30.0", "jaw: 30.0"), &["no field \"jaw\"", "line", "0010-"]);
    refused(in_shot("rigs: [", "rags: ["), &["rags", "line", "0010-"]);
    refused(in_shot("(\n", "(\n]"), &["line 2", "0010-"]);
    refused(|folder| fs::remove_file(shot_file(folder)).unwrap(), &["0010-"]);
    refused(|folder| fs::remove_file(folder.join("cast.ron")).unwrap(), &["cast.ron"]);
    refused(|folder| edit(&folder.join("shots.ron"), "0010-", "../0010-"), &["no name of a file"]);
    let twice = |folder: &Path| {
        fs::copy(shot_file(folder), folder.join("shots/0020-copy.ron")).unwrap();
        edit(&folder.join("shots.ron"), "[\n", "[\n    \"0020-copy.ron\",\n");
    };
    refused(twice, &["twice"]);
    let stray = |folder: &Path| {
        fs::copy(shot_file(folder), folder.join("shots/0020-copy.ron")).map(|_| ()).unwrap();
    };
    refused(stray, &["not in the list of shots"]);
}

#[test]
fn an_export_again_touches_only_what_changed() {
    let (_studio, mut document, folder) = small();
    document.commit(gesture("Add", [shot("two", 2)])).unwrap();
    let old: Vec<_> = files(&folder);
    let time = |path: &std::path::PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let before: Vec<_> = old.iter().map(time).collect();
    exported(&document, &folder);
    let changed = old.iter().zip(before).filter(|(path, before)| time(path) != *before);
    let names: Vec<String> =
        changed.map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["shots.ron"]);
    document.undo().unwrap();
    exported(&document, &folder);
    assert_eq!(files(&folder.join("shots")).len(), 1);
}
