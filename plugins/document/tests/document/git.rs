//! Films in git: two branches merge like any files, and open as the merge of both films.

use std::path::Path;
use std::process::Command;

use maquette_document::{Document, all, project};

use crate::studio::{Studio, copy_new, gesture, id, length, shot, state};

fn git(folder: &Path, words: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"])
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git is installed");
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn commit(folder: &Path, words: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", words]);
}

fn lengths(document: &Document) -> Vec<(maquette_document::Id, i64)> {
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &state(document));
    let shots = all::<maquette_document::Shot>(&world).into_iter();
    let second = maquette_time::Flicks::SECOND.0;
    shots.map(|(id, shot)| (id, shot.length.0 / second)).collect()
}

#[test]
fn two_branches_of_one_machine_merge_into_both_films() {
    let (studio, mut document) = Studio::with_film();
    let film = studio.film();
    document.commit(gesture("Add", [shot("one", 1), shot("two", 2)])).unwrap();
    drop(document);
    git(&film, &["init", "-q"]);
    commit(&film, "Begin");
    git(&film, &["checkout", "-q", "-b", "longer"]);
    let mut document = studio.open();
    document.commit(length("one", 5)).unwrap();
    drop(document);
    commit(&film, "Lengthen one");
    git(&film, &["checkout", "-q", "main"]);
    let mut document = studio.open();
    assert_eq!(lengths(&document), [(id("one"), 1), (id("two"), 2)], "the branch is not here");
    document.commit(length("two", 7)).unwrap();
    document.commit(gesture("Add", [shot("three", 3)])).unwrap();
    drop(document);
    commit(&film, "Lengthen two, add three");
    git(&film, &["merge", "-q", "--no-edit", "longer"]);
    let mut document = studio.open();
    let merged = [(id("one"), 5), (id("two"), 7), (id("three"), 3)];
    assert_eq!(lengths(&document), merged);
    // All steps are mine, whichever branch they were made on.
    assert_eq!(document.history().len(), 4);
    while document.undo().unwrap().is_some() {}
    assert!(lengths(&document).is_empty());
    while document.redo().unwrap().is_some() {}
    assert_eq!(lengths(&document), merged);
}

#[test]
fn a_copied_folder_and_a_branch_meet_in_one_film() {
    let (studio, mut document) = Studio::with_film();
    let film = studio.film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    drop(document);
    git(&film, &["init", "-q"]);
    commit(&film, "Begin");
    // A copy of the folder, worked on by the same person on the same machine.
    let copy = studio.branch();
    let mut elsewhere = copy.open();
    elsewhere.commit(gesture("Add", [shot("two", 2)])).unwrap();
    drop(elsewhere);
    let mut document = studio.open();
    document.commit(gesture("Add", [shot("three", 3)])).unwrap();
    drop(document);
    commit(&film, "Add three");
    copy_new(&copy.film().join("history"), &film.join("history"));
    commit(&film, "Take the copy in");
    let document = studio.open();
    let mut found: Vec<i64> = lengths(&document).into_iter().map(|(_, length)| length).collect();
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
}
