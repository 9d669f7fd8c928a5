//! Much at once, and long histories.

use std::time::Instant;

use bevy_ecs::world::World;
use maquette_document::{
    Card, Clip, Edit, Id, Kind, Manifest, Paragraph, Performance, Rig, Shot, Take, Transaction,
    all, project,
};
use maquette_time::Flicks;

use crate::studio::{Studio, files, gesture, id, length, shot, state};

/// What staging `shots` shots would make: about 13 records each.
fn staged(shots: u32) -> Vec<Edit> {
    let mut edits = Vec::new();
    for n in 0..shots {
        let id = |purpose: &str| Id::hashed(&[purpose, &n.to_string()]);
        let shot = id("shot");
        edits.push(Edit::create(
            id("paragraph"),
            &Paragraph {
                source: format!("MARA\nLine {n} of a long conversation.\n\n"),
                ..Paragraph::default()
            },
        ));
        edits.push(Edit::create(
            shot,
            &Shot {
                number: n * 10,
                length: Flicks(i64::from(n) * 1_000_001),
                lines: vec![id("paragraph")],
                why: "OTS on MARA: she answers".into(),
                rig: id("rig"),
                ..Shot::default()
            },
        ));
        edits.push(Edit::create(id("rig"), &Rig { shot, ..Rig::default() }));
        for figure in ["a", "b", "c"] {
            edits.push(Edit::create(id(figure), &Performance { shot, ..Performance::default() }));
        }
        edits.push(Edit::create(id("card"), &Card { shot, ..Card::default() }));
        for clip in ["d", "e"] {
            edits.push(Edit::create(
                id(clip),
                &Clip { shot, mouth: "0123456789abcdef".repeat(4), ..Clip::default() },
            ));
        }
        for take in ["f", "g"] {
            let settings = r#"{"seed":7,"size":"CU","words":120}"#.to_owned();
            edits.push(Edit::create(id(take), &Take { of: shot, ..Take::default() }));
            edits.push(Edit::create(
                id(&format!("{take}m")),
                &Manifest {
                    kind: "staging".into(),
                    settings,
                    output: "ab".repeat(32),
                    ..Manifest::default()
                },
            ));
        }
    }
    edits
}

#[test]
fn a_thousand_steps_can_be_undone_after_closing() {
    let (studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    for n in 2..=1001 {
        document.commit(length("one", n)).unwrap();
    }
    let last = state(&document);
    drop(document);
    assert_eq!(files(&studio.film().join("history/ck")).len(), 1, "closing wrote a checkpoint");
    let mut document = studio.open();
    assert_eq!((state(&document), document.history().len()), (last, 1001));
    for _ in 0..1001 {
        assert_eq!(document.undo().unwrap().unwrap().skipped, [""; 0]);
    }
    assert!(!state(&document).iter().any(|change| {
        matches!(change, maquette_document::Change::Fields { kind: Kind::Shot, .. })
    }));
}

#[test]
fn a_broken_checkpoint_is_passed_over() {
    let (studio, mut document) = Studio::with_film();
    for n in 0..300 {
        document.commit(gesture("Add", [shot(&n.to_string(), n)])).unwrap();
    }
    let last = state(&document);
    drop(document);
    let path = files(&studio.film().join("history/ck")).pop().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let (document, problems) = studio.open_anyhow();
    assert!(matches!(problems[..], [maquette_document::Problem::Checkpoint { .. }]));
    assert_eq!(state(&document), last);
}

#[test]
fn a_file_of_the_journal_ends_near_a_mebibyte() {
    let (studio, mut document) = Studio::with_film();
    let before = studio.segments().len();
    for n in 0..40 {
        let settings = format!("{n}").repeat(40_000);
        let manifest = Manifest { settings, ..Manifest::default() };
        document.commit(gesture("Add", [Edit::create(id(&n.to_string()), &manifest)])).unwrap();
    }
    let last = state(&document);
    drop(document);
    assert!(studio.segments().len() >= before + 2);
    assert_eq!(state(&studio.open()), last);
}

/// Prints what it takes to commit and reopen a script of 120 pages.
#[test]
#[ignore = "measures; takes half a minute"]
fn a_long_script_is_staged_and_opened_in_seconds() {
    let (studio, mut document) = Studio::with_film();
    let edits = staged(3_000);
    let count = edits.len();
    let clock =
        |label: &str, since: Instant| println!("{label}: {:.2} s", since.elapsed().as_secs_f64());
    let start = Instant::now();
    let changes = document.commit(Transaction::new("Stage the script", edits)).unwrap();
    clock(&format!("commit {count} records"), start);
    let start = Instant::now();
    let mut world = World::new();
    project(&mut world, &changes);
    clock("project", start);
    assert_eq!(all::<Shot>(&world).len(), 3_000);
    let start = Instant::now();
    drop(document);
    clock("close", start);
    for path in files(&studio.film().join("history")) {
        println!("{} {}", path.display(), std::fs::metadata(&path).unwrap().len());
    }
    let start = Instant::now();
    let mut document = studio.open();
    clock("open", start);
    let start = Instant::now();
    let all_changes = document.changes_from_nothing();
    clock("read all", start);
    let start = Instant::now();
    project(&mut World::new(), &all_changes);
    clock("project all", start);
    let start = Instant::now();
    document.commit(length_of_first()).unwrap();
    clock("one small commit", start);
    let start = Instant::now();
    document.undo().unwrap().unwrap();
    document.undo().unwrap().unwrap();
    clock("undo both", start);
    let start = Instant::now();
    document.redo().unwrap().unwrap();
    clock("redo staging", start);
    let start = Instant::now();
    drop(document);
    clock("close again", start);
    for ck in files(&studio.film().join("history/ck")) {
        std::fs::remove_file(ck).unwrap();
    }
    let start = Instant::now();
    let document = studio.open();
    clock("open without a checkpoint", start);
    drop(document);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
}

fn length_of_first() -> Transaction {
    let edit = Edit::set(Id::hashed(&["shot", "0"]), "length", &Flicks(7));
    Transaction::new("Set length", vec![edit])
}
