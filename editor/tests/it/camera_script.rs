//! Camera scripts by the door that a person takes: set, shown, refused, watched, taken back.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{TALK, filmed, program, says};

/// A film in `film` of a folder; the number of its first shot with words in it.
fn spoken(folder: &Path) -> String {
    filmed(folder, TALK);
    let (info, _) = says(folder, &["info", "film", "--json"], 0);
    let info: serde_json::Value = serde_json::from_str(&info).expect("a film is made");
    let shots = info["shots"].as_array().expect("a film is made");
    let single = shots.iter().find(|shot| shot["lines"].as_array().is_some_and(|l| !l.is_empty()));
    single.expect("a film is made")["number"].as_str().expect("a film is made").to_owned()
}

#[test]
fn a_camera_is_set_shown_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let shot = spoken(at);
    let show = ["camera", "show", "film", "--shot", &shot];
    let before = says(at, &show, 0).0;
    assert!(before.contains("script: none"), "{before}");

    let code = "shot(CU).on(\"mara\").lens(75).dolly_in(0.2)";
    let set = ["camera", "set", "film", "--shot", &shot, "--code", code];
    let dry = says(at, &[&set[..], &["--dry-run"]].concat(), 0).0;
    assert!(dry.contains("CU on MARA") && dry.contains("dolly in 0.20 m"), "{dry}");
    assert_eq!(says(at, &show, 0).0, before, "nothing was changed");

    assert_eq!(says(at, &set, 0).0, dry);
    let after = says(at, &show, 0).0;
    assert!(after.contains("lens 75 mm") && after.contains(code), "{after}");
    let label = format!("Set the camera of shot {shot}");
    let history = says(at, &["history", "film"], 0).0;
    assert!(history.contains(&label), "{history}");
    // The same again is no step.
    assert!(says(at, &set, 0).1.contains("which the shot has"));
    let undone = says(at, &["undo", "film"], 0).0;
    assert!(undone.contains(&label), "{undone}");
    assert_eq!(says(at, &show, 0).0, before);
}

#[test]
fn a_fault_names_its_file_line_and_column_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let shot = spoken(at);
    std::fs::write(at.join("bad.rhai"), "shot(MS)\n  .on(\"MARA\")\n  .lens(-35)\n").unwrap();
    std::fs::write(at.join("noise.rhai"), [0xff, 0xfe, 0]).unwrap();
    let before = says(at, &["camera", "show", "film", "--shot", &shot], 0).0;
    let file = |name| ["camera", "set", "film", "--shot", &shot, "--script", name];
    for (words, expected) in [
        (file("bad.rhai"), "error: bad.rhai:3:4: a lens is 4 to 2000 mm; this is -35"),
        (file("missing.rhai"), "error: failed to read the script"),
        (file("noise.rhai"), "error: this is no text in UTF-8"),
        (
            ["camera", "set", "film", "--shot", &shot, "--code", "shot(MS).on(\"BEN\")"],
            "error: --code:1:10: BEN is not in this shot; there are MARA and TOM",
        ),
        (
            ["camera", "set", "film", "--shot", "9990", "--code", "shot(MS)"],
            "error: the film has no shot 9990",
        ),
    ] {
        let error = says(at, &words, 1).1;
        assert!(error.contains(expected), "{error}");
    }
    says(at, &["camera", "set", "film", "--shot", &shot], 2);
    assert_eq!(says(at, &["camera", "show", "film", "--shot", &shot], 0).0, before);
    assert!(says(at, &["camera", "words"], 0).0.contains("dolly_in(1.2)"));
}

/// Ends the program, whatever becomes of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[cfg(unix)]
#[test]
fn a_watched_script_sets_the_camera_each_time_that_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let shot = spoken(at);
    let file = at.join("push.rhai");
    std::fs::write(&file, "shot(CU).on(\"MARA\").lens(75)").unwrap();
    let words = ["camera", "set", "film", "--shot", &shot, "--script", "push.rhai", "--watch"];
    let mut command = program(at, &words);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut running = Running(child);
    let mut out = BufReader::new(running.0.stdout.take().unwrap()).lines();
    let mut errors = BufReader::new(running.0.stderr.take().unwrap()).lines();
    let mut next = |part: &str| {
        let found = out.find(|line| line.as_ref().is_ok_and(|line| line.contains(part)));
        found.unwrap().unwrap()
    };
    let mut refused = |part: &str| {
        let found = errors.find(|line| line.as_ref().is_ok_and(|line| line.contains(part)));
        found.unwrap().unwrap()
    };
    next("lens 75 mm");
    std::fs::write(&file, "shot(CU).on(\"MARA\").lens(100)").unwrap();
    next("lens 100 mm");
    std::fs::write(&file, "shot(CU).on(\"MARA\").lens(1)").unwrap();
    refused("push.rhai:1:21: a lens is");
    std::fs::write(&file, "shot(MCU).on(\"MARA\").lens(50)\n").unwrap();
    next("lens 50 mm");

    let asked = Instant::now();
    let pid = running.0.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    let shown = says(at, &["camera", "show", "film", "--shot", &shot], 0).0;
    assert!(shown.contains("MCU") && shown.contains("lens 50 mm"), "{shown}");
    let history = says(at, &["history", "film"], 0).0;
    let steps = history.lines().take_while(|line| !line.is_empty());
    assert_eq!(steps.filter(|line| line.contains("Set the camera")).count(), 3, "{history}");
}
