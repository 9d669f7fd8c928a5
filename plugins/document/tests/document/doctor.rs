//! A film examined: nothing wrong is overlooked, and what can be mended is.

use std::fs;
use std::path::{Path, PathBuf};

use maquette_document::{
    Edit, Examined, Media, MediaError, Problem, examine, relink, set_bad_checkpoints_aside,
};
use proptest::prelude::*;

use crate::studio::{Studio, cases, files, gesture, length, shot, state};

/// A film with two media, some steps, and a checkpoint.
fn furnished() -> Studio {
    let (studio, mut document) = Studio::with_film();
    for (name, bytes) in [("one.png", &b"a picture"[..]), ("two.wav", b"a sound")] {
        let media: Media = document.media().add_bytes(bytes, name).unwrap();
        let id = maquette_document::Id::hashed(&[name]);
        document.commit(gesture("Add", [Edit::create(id, &media)])).unwrap();
    }
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    for seconds in 0..300 {
        document.commit(length("one", 2 + seconds)).unwrap();
    }
    drop(document);
    studio
}

fn examined(studio: &Studio) -> Examined {
    examine(&studio.film(), &studio.device, &mut |_, _| {}).unwrap()
}

fn is_sound(found: &Examined) -> bool {
    found.problems.is_empty() && found.lost.is_empty()
}

/// The files that a film cannot do without.
fn vital(studio: &Studio) -> Vec<PathBuf> {
    let all = files(&studio.film()).into_iter();
    all.filter(|path| {
        !path.starts_with(studio.film().join("local"))
            && path.extension().is_some_and(|kind| kind != "ron")
    })
    .collect()
}

#[test]
fn a_sound_film_is_found_sound() {
    let studio = furnished();
    let found = examined(&studio);
    assert!(is_sound(&found), "{found:?}");
    assert_eq!((found.changes, found.media), (304, 2));
    assert_eq!(files(&studio.film().join("history/ck")).len(), 1);
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn any_flipped_bit_anywhere_is_found(
        file in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let studio = furnished();
        let all = vital(&studio);
        let path = &all[file.index(all.len())];
        let mut bytes = fs::read(path).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        fs::remove_file(path).unwrap();
        fs::write(path, bytes).unwrap();
        prop_assert!(!is_sound(&examined(&studio)), "byte {} of {:?}", place, path);
    }
}

#[test]
fn a_missing_medium_is_found_again_by_what_it_holds() {
    let studio = furnished();
    let store = studio.open().media().clone();
    let picture = files(&studio.film().join("media"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|kind| kind == "png"))
        .unwrap();
    fs::remove_file(&picture).unwrap();
    let found = examined(&studio);
    assert!(matches!(found.lost[..], [(_, MediaError::Missing { .. })]), "{found:?}");
    let lost: Vec<Media> = found.lost.into_iter().map(|(media, _)| media).collect();
    // Elsewhere, under another name, among others of the same length.
    let rushes = studio.film().with_file_name("rushes");
    fs::create_dir_all(rushes.join("day 2")).unwrap();
    fs::write(rushes.join("a.png"), b"b picture").unwrap();
    assert_eq!(relink(&store, &lost, &rushes).unwrap().len(), 0);
    fs::write(rushes.join("day 2/IMG_0001.png"), b"a picture").unwrap();
    assert_eq!(relink(&store, &lost, &rushes).unwrap().len(), 1);
    assert!(is_sound(&examined(&studio)));
}

#[test]
fn a_bad_checkpoint_makes_room_for_a_good_one() {
    let studio = furnished();
    let checkpoint: PathBuf = files(&studio.film().join("history/ck")).remove(0);
    let mut bytes = fs::read(&checkpoint).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&checkpoint, bytes).unwrap();
    let found = examined(&studio);
    assert!(matches!(found.problems[..], [Problem::Checkpoint { .. }]), "{found:?}");
    assert_eq!(set_bad_checkpoints_aside(&studio.film(), &studio.device).unwrap(), 1);
    drop(studio.open());
    assert!(is_sound(&examined(&studio)));
    assert_eq!(files(&studio.film().join("history/ck")).len(), 1);
}

#[test]
fn what_only_a_checkpoint_has_is_pointed_out() {
    let studio = furnished();
    let before = state(&studio.open());
    let last: &Path = &studio.segments().pop().unwrap();
    fs::remove_file(last).unwrap();
    let found = examined(&studio);
    let only = |problem: &Problem| matches!(problem, Problem::OnlyInCheckpoint { .. });
    assert!(found.problems.iter().any(only), "{found:?}");
    // And the film still opens with it.
    assert_eq!(state(&studio.open_anyhow().0), before);
}
