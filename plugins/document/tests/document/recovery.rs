//! What is left of a film after bad luck.

use std::fs;

use maquette_document::{CommitError, CreateError, Document, Film, OpenError, Problem};
use proptest::prelude::*;

use crate::studio::{Studio, cases, files, gesture, length, shot, state};

/// A film with four steps, its one journal file of them, and what it was after each.
fn four_steps() -> (Studio, std::path::PathBuf, Vec<Vec<maquette_document::Change>>) {
    let (studio, document) = Studio::with_film();
    drop(document);
    let before = studio.segments();
    let mut document = studio.open();
    let mut states = vec![state(&document)];
    document.commit(gesture("Add", [shot("one", 1), shot("two", 2)])).unwrap();
    states.push(state(&document));
    for seconds in 3..6 {
        document.commit(length("one", seconds)).unwrap();
        states.push(state(&document));
    }
    drop(document);
    let path = studio.segments().into_iter().find(|path| !before.contains(path)).unwrap();
    (studio, path, states)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_prefix_of_the_journal_opens(cut in any::<prop::sample::Index>()) {
        let (studio, path, states) = four_steps();
        let bytes = fs::read(&path).unwrap();
        let cut = cut.index(bytes.len() + 1);
        fs::write(&path, &bytes[..cut]).unwrap();
        let (mut document, problems) = studio.open_anyhow();
        let steps = document.history().len();
        prop_assert_eq!(&state(&document), &states[steps]);
        prop_assert!(problems.len() <= 1);
        prop_assert_eq!(steps == 4, cut == bytes.len());
        document.commit(gesture("Go on", [shot("three", 3)])).unwrap();
        let now = state(&document);
        drop(document);
        let (document, problems) = studio.open_anyhow();
        prop_assert_eq!(state(&document), now);
        prop_assert_eq!(problems, [], "a tail is cut once");
    }

    #[test]
    fn any_flipped_bit_is_noticed_and_the_film_opens(place in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let (studio, path, states) = four_steps();
        let mut bytes = fs::read(&path).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let (document, problems) = studio.open_anyhow();
        prop_assert!(!problems.is_empty());
        prop_assert!(states.contains(&state(&document)));
    }
}

#[test]
fn a_torn_tail_is_kept_aside() {
    let (studio, path, _) = four_steps();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    let (document, problems) = studio.open_anyhow();
    let [Problem::Torn { bytes: lost, .. }] = problems[..] else { panic!("{problems:?}") };
    let aside = files(&studio.film().join("local/aside"));
    assert_eq!(fs::read(&aside[0]).unwrap(), &bytes[bytes.len() - 3 - lost..bytes.len() - 3]);
    drop(document);
    assert_eq!(studio.open().history().len(), 3);
}

#[test]
fn a_change_signed_by_nobody_is_left_out() {
    let (studio, path, states) = four_steps();
    let bytes = fs::read(&path).unwrap();
    // The last record's signature, with a checksum that fits again.
    let mut forged = bytes.clone();
    let end = forged.len() - 4;
    forged[end - 1] ^= 1;
    let length_at = (80..end)
        .find(|&at| {
            let length = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            at + 6 + length == end && bytes[at + 4..at + 6] == [1, 2]
        })
        .unwrap();
    let sum = crc32c::crc32c(&forged[length_at..end]);
    forged[end..].copy_from_slice(&sum.to_le_bytes());
    fs::write(&path, &forged).unwrap();
    let (document, problems) = studio.open_anyhow();
    assert!(matches!(problems[..], [Problem::Forged { .. }]), "{problems:?}");
    assert_eq!(state(&document), states[3]);
}

#[test]
fn a_write_that_fails_changes_nothing_and_can_be_tried_again() {
    let (studio, mut document) = Studio::with_film();
    drop(document);
    document = studio.open();
    let before = state(&document);
    // The folder of this device's files cannot be made where a file stands.
    let folder = files(&studio.film().join("history/seg"))[0].parent().unwrap().to_owned();
    let away = folder.with_extension("away");
    fs::rename(&folder, &away).unwrap();
    fs::write(&folder, "in the way").unwrap();
    let failed = document.commit(gesture("Add", [shot("one", 1)]));
    assert!(matches!(failed, Err(CommitError::Write(_))), "{failed:?}");
    assert_eq!((state(&document), document.history().len()), (before.clone(), 0));
    fs::remove_file(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    let after = state(&document);
    drop(document);
    let mut document = studio.open();
    assert_eq!(state(&document), after);
    document.undo().unwrap().unwrap();
    assert_eq!(state(&document), before);
}

#[test]
fn a_film_is_made_whole_or_not_at_all() {
    let studio = Studio::new();
    fs::create_dir_all(studio.film()).unwrap();
    fs::write(studio.film().join("notes.txt"), "mine").unwrap();
    let made = Document::create_as(&studio.film(), &Film::default(), &studio.device);
    assert!(matches!(made, Err(CreateError::Exists { .. })));
    fs::remove_file(studio.film().join("notes.txt")).unwrap();
    let document = Document::create_as(&studio.film(), &Film::default(), &studio.device).unwrap();
    assert!(document.history().is_empty());
    let around = fs::read_dir(studio.film().parent().unwrap()).unwrap().count();
    assert_eq!(around, 2, "the film and the settings");
}

#[test]
fn what_is_not_a_film_is_refused() {
    let studio = Studio::new();
    let open = || Document::open_as(&studio.film(), &studio.device);
    assert!(matches!(open(), Err(OpenError::NotAFilm { .. })));
    fs::create_dir_all(studio.film()).unwrap();
    fs::write(studio.film().join("project.ron"), "(id: 7)").unwrap();
    assert!(matches!(open(), Err(OpenError::Io { .. })));
}

#[test]
fn a_film_lives_without_its_local_folder() {
    let (studio, document) = Studio::with_film();
    let before = state(&document);
    drop(document);
    fs::remove_dir_all(studio.film().join("local")).unwrap();
    assert_eq!(state(&studio.open()), before);
}

#[test]
fn changes_without_their_forerunners_are_missed() {
    let (studio, path, _) = four_steps();
    let first = studio.segments().into_iter().find(|other| *other != path).unwrap();
    fs::remove_file(first).unwrap();
    let (document, problems) = studio.open_anyhow();
    assert!(matches!(problems[..], [Problem::Unconnected { .. }]), "{problems:?}");
    assert_eq!(state(&document), []);
}

#[test]
fn a_film_can_be_looked_at_while_somebody_works_on_it() {
    let (studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    let before: Vec<_> = files(&studio.film());
    let mut seen = Document::open_to_read_as(&studio.film(), &studio.device).unwrap().document;
    assert_eq!(state(&seen), state(&document));
    assert_eq!(seen.history(), document.history());
    assert!(matches!(seen.commit(length("one", 2)), Err(CommitError::ReadOnly)));
    assert!(matches!(seen.undo(), Err(CommitError::ReadOnly)));
    drop(seen);
    assert_eq!(files(&studio.film()), before);
}

#[test]
fn saved_means_that_the_disk_has_it() {
    let (_studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    document.flush().unwrap();
    assert!(document.is_saved());
}

#[test]
fn project_ron_is_never_written_again() {
    let (studio, mut document) = Studio::with_film();
    let read = || fs::read(studio.film().join("project.ron")).unwrap();
    let before = read();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    drop(document);
    studio.open();
    assert_eq!(read(), before);
}

/// What opening says, and that it left everything alone.
#[track_caller]
fn refused(studio: &Studio, says: &str) {
    let contents = || -> Vec<u64> {
        let all = files(&studio.film()).into_iter();
        all.filter(|path| !path.ends_with("lock"))
            .map(|path| fs::metadata(path).map_or(0, |facts| facts.len()))
            .collect()
    };
    let before = contents();
    let error = Document::open_as(&studio.film(), &studio.device).unwrap_err();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    assert!(text.contains(says), "{text}");
    assert_eq!(contents(), before);
}

#[test]
fn a_folder_made_into_nonsense_is_refused_by_name() {
    let (studio, _, _) = four_steps();
    let project = studio.film().join("project.ron");
    let good = fs::read(&project).unwrap();
    for nonsense in ["", "(id: 7)", "\u{0}\u{0}", "(id: \"not an id\", created: 1)"] {
        fs::write(&project, nonsense).unwrap();
        refused(&studio, "failed to read the film");
    }
    // Four gigabytes that take no room.
    fs::File::create(&project).unwrap().set_len(4 << 30).unwrap();
    refused(&studio, "too long");
    fs::write(&project, good).unwrap();
    drop(studio.open());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_folder() {
    let (studio, _, _) = four_steps();
    let outside = studio.film().with_file_name("outside");
    fs::create_dir_all(&outside).unwrap();
    for folder in ["history/ck", "media", "local"] {
        let place = studio.film().join(folder);
        let kept = studio.film().with_file_name("kept");
        fs::rename(&place, &kept).unwrap();
        std::os::unix::fs::symlink(&outside, &place).unwrap();
        refused(&studio, "link");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
        fs::remove_file(&place).unwrap();
        fs::rename(&kept, &place).unwrap();
    }
    drop(studio.open());
}

#[test]
fn half_a_copy_opens_with_what_is_there_and_says_what_is_not() {
    let (studio, steps, states) = four_steps();
    let copy = studio.branch();
    let founding = copy.segments().into_iter().find(|path| path.file_name() != steps.file_name());
    fs::remove_file(founding.unwrap()).unwrap();
    let (document, problems) = copy.open_anyhow();
    assert!(!problems.is_empty());
    assert!(!states.contains(&state(&document)));
    // With the rest of it all is there.
    copy.merge(&studio);
    drop(document);
    let (document, problems) = copy.open_anyhow();
    assert_eq!((state(&document), problems), (states[4].clone(), vec![]));
}

#[test]
fn with_another_key_it_is_another_persons_film() {
    let (studio, _, states) = four_steps();
    let other = Studio::new();
    let mut document = Document::open_as(&studio.film(), &other.device).unwrap().document;
    assert_eq!(state(&document), states[4]);
    assert!(document.history().is_empty() && document.undo().unwrap().is_none());
    document.commit(length("one", 9)).unwrap();
    drop(document);
    let mut document = studio.open();
    let step = document.undo().unwrap().unwrap();
    assert_eq!(step.skipped, ["length of shot 0010 was changed since"]);
}
