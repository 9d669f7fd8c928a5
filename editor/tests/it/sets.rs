//! Sets by the door that a person takes: changed, refused, staged again, taken back.

use crate::program::{filmed, run, says};

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\n\
                      MARA\nIs it raining?\n\nTOM\nNo.\n\nTom leaves.\n\nINT. HALL - NIGHT\n\nTom waits.\n\n\
                      TOM\nAt last.\n";

#[test]
fn a_wall_across_a_room_breaks_its_shots_until_they_are_staged_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, SCRIPT);
    assert!(says(at, &["lint", "film"], 0).0.contains("no rule"));
    let wall = ["set", "box", "film", "KITCHEN", "--at", "0,0", "--size", "2.2,2.3,1.2"];
    let (told, note) = says(at, &wall, 0);
    assert!(told.contains("KITCHEN: box 1") && told.contains("now broken"), "{told}");
    assert!(note.contains("set restage"), "{note}");
    let (broken, _) = says(at, &["lint", "film"], 3);
    let (told, _) = says(at, &["set", "restage", "film", "kitchen"], 0);
    assert!(told.contains("staged again"), "{told}");
    let count = |text: &str| text.lines().count();
    let lint = run(at, &["lint", "film"]);
    let after = String::from_utf8_lossy(&lint.stdout).into_owned();
    assert!(count(&after) < count(&broken), "{after} after {broken}");
    // Staged once more, nothing changes.
    assert!(says(at, &["set", "restage", "film", "kitchen"], 0).0.contains("nothing changes"));
    says(at, &["undo", "film", "2"], 0);
    assert!(says(at, &["lint", "film"], 0).0.contains("no rule"));
    assert!(says(at, &["set", "show", "film", "kitchen"], 0).0.contains(" 0 boxes"));
}

#[test]
fn what_cannot_stand_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, SCRIPT);
    let put = |where_: &str, size: &str| {
        let words = ["set", "box", "film", "KITCHEN", "--at", where_, "--size", size];
        says(at, &words, 1).1
    };
    assert!(put("0,0", "nan,1,1").contains("not a number"));
    assert!(put("0,0", "inf,1,1").contains("not a number"));
    assert!(put("0,0", "-1,1,1").contains("can be 0.02 to 50 m"));
    assert!(put("0,0", "1,1e9,1").contains("can be 0.02 to 50 m"));
    assert!(put("90,0", "1,1,1").contains("outside of the place"));
    let size = ["set", "size", "film", "KITCHEN", "huge"];
    assert!(says(at, &size, 1).1.contains("is no size"));
    assert!(says(at, &["set", "show", "film", "CELLAR"], 1).1.contains("it has: KITCHEN"));
    let door = ["set", "door", "film", "HALL", "--side", "north", "--along=-1"];
    says(at, &door, 0);
    assert!(says(at, &door, 1).1.contains("would meet the door"), "it is there already");
    // A room that is full of a box is staged, and what is broken is told.
    let full = ["set", "box", "film", "HALL", "--at", "0,0", "--size", "9,2,9", "--restage"];
    assert!(says(at, &full, 0).0.contains("now broken"));
}

#[test]
fn a_plan_is_drawn_and_shows_where_people_stand() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    filmed(at, SCRIPT);
    says(at, &["set", "show", "film", "HALL", "-o", "plan.png"], 0);
    says(at, &["set", "show", "film", "KITCHEN", "-o", "shot.png", "--shot", "0020"], 0);
    let (plan, shot) = (at.join("plan.png"), at.join("shot.png"));
    assert!(std::fs::metadata(plan).unwrap().len() > 2000);
    assert!(std::fs::metadata(shot).unwrap().len() > 2000);
}
