//! Figures by the door that a person takes: posed, built, refused, taken back.

use std::path::Path;

use maquette_document::{
    Bend, Device, Document, Figure, Hand, Performance, Pose, Touch, all, project,
};

use crate::program::{TALK, filmed, says};

/// Everything that figures of the film are and do.
fn figures(folder: &Path) -> (Vec<Figure>, Vec<Performance>) {
    let device = Device::in_folder(&folder.join("settings")).expect("the film opens");
    let opened = Document::open_to_read_as(&folder.join("film"), &device).expect("the film opens");
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &opened.document.changes_from_nothing());
    (
        all::<Figure>(&world).into_iter().map(|(_, one)| one.clone()).collect(),
        all::<Performance>(&world).into_iter().map(|(_, one)| one.clone()).collect(),
    )
}

#[test]
fn a_figure_is_posed_in_one_step_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, TALK);
    let before = figures(at);
    let words = ["figure", "pose", "film", "--shot", "0010", "--figure", "mara"];
    let more = ["--at", "0.5s", "--pose", "think", "--joint", "left_elbow 40 0 0", "--hand"];
    says(at, &[&words[..], &more, &["right TOM.left_shoulder", "--gaze", "TOM"]].concat(), 0);
    let (_, acts) = figures(at);
    let posed = acts.iter().find(|one| !one.hands.is_empty()).expect("a hand is on something");
    assert!(posed.keys.iter().any(|key| key.pose == Pose::Think));
    assert_eq!(posed.joints.len(), 1);
    assert_eq!(posed.joints[0].joint, Bend::LeftElbow);
    assert_eq!(posed.hands[0].hand, Hand::Right);
    assert!(matches!(posed.hands[0].touch, Touch::Body { .. }));
    assert!(says(at, &["undo", "film"], 0).0.contains("Pose MARA in shot 0010"));
    assert_eq!(figures(at), before);
}

#[test]
fn a_figure_is_built_anew_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, TALK);
    let before = figures(at);
    let told = ["figure", "set", "film", "MARA", "--height", "1.3", "--age", "child"];
    says(at, &[&told[..], &["--build", "0.9"]].concat(), 0);
    let (now, _) = figures(at);
    let mara = now.iter().find(|one| one.name == "MARA").expect("she is there");
    assert_eq!((mara.height, mara.build), (1.3, 0.9));
    says(at, &["undo", "film"], 0);
    assert_eq!(figures(at), before);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, TALK);
    let before = figures(at);
    let pose = |shot, name, option, value| {
        ["figure", "pose", "film", "--shot", shot, "--figure", name, option, value]
    };
    for (words, expected) in [
        (pose("0010", "BEN", "--pose", "sit"), "has no figure"),
        (pose("9990", "MARA", "--pose", "sit"), "has no shot 9990"),
        (pose("0010", "MARA", "--pose", "fly"), "there is no pose"),
        (pose("0010", "MARA", "--at", "900s"), "outside of shot"),
        (pose("0010", "MARA", "--joint", "left_elbow 500 0 0"), "150"),
        (pose("0010", "MARA", "--hand", "right TOM.wing"), "there is no landmark"),
        (pose("0010", "MARA", "--hand", "right"), "not a hand"),
        (pose("0010", "MARA", "--at", "0s"), "nothing is changed"),
    ] {
        let said = says(at, &words, 1).1;
        assert!(said.contains(expected), "{said}");
    }
    says(at, &["figure", "set", "film", "MARA", "--height", "9"], 1);
    assert_eq!(figures(at), before);
}
