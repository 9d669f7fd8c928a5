//! Whole films: staged, judged, compared and looked at.

mod film;
mod picture;
mod png;
mod random;

use std::path::PathBuf;

use film::{Film, settings};

use crate::Rule;

/// Writes plans and contact sheets of the sample films into the folder that `MAQUETTE_LOOK` names.
#[test]
fn films_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MAQUETTE_LOOK").map(PathBuf::from) else { return };
    let scenes = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenes");
    let only = std::env::var("MAQUETTE_FILM").unwrap_or_default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(scenes).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "fountain")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.contains(&only) {
            continue;
        }
        let film = Film::of(&std::fs::read_to_string(file).unwrap(), &settings(7));
        println!("== {name}");
        for (_, shot) in &film.shots {
            println!("{:04} {:5.2} {:>6} {:7} {}", shot.number, shot.length.seconds(), shot.size.to_string(), shot.kind.to_string(), shot.why);
        }
        let report = &film.staged.report;
        println!("shots {} moving {} uncovered {:?}", report.shots, report.moving, report.uncovered.len());
        for one in &report.not_understood {
            println!("  not understood: {}", one.text);
        }
        for fault in &report.faults {
            println!("  {:04} {:?}: {}", fault.number, fault.rule, fault.why);
        }
        for (index, plan) in film.staged.plans.iter().enumerate() {
            picture::plan(plan).write(&folder.join(format!("{name}-plan{}.png", index + 1)));
        }
        for (index, part) in film.shots.chunks(12).enumerate() {
            let sheet = picture::sheet(&film, part, 16.0 / 9.0, 2);
            sheet.write(&folder.join(format!("{name}-sheet{index}.png")));
        }
    }
}

/// Two hundred scenes of any kind break no rule, but for the few exceptions that are counted here.
#[test]
fn random_scenes_break_no_rule() {
    let mut broken: std::collections::BTreeMap<Rule, Vec<String>> = std::collections::BTreeMap::new();
    let mut shots = 0;
    for seed in 0..200 {
        let text = random::script(seed, 1);
        let staged = film::staged(&text, &settings(seed));
        shots += staged.report.shots;
        assert_eq!(staged.report.uncovered, [], "seed {seed}");
        for fault in &staged.report.faults {
            broken.entry(fault.rule).or_default().push(format!("{seed}/{:04} {}", fault.number, fault.why));
        }
    }
    for (rule, faults) in &broken {
        println!("{rule:?}: {} of {shots} shots: {:?}", faults.len(), &faults[..faults.len().min(6)]);
    }
    let count: usize = broken.values().map(Vec::len).sum();
    assert!(count * 100 <= shots, "{count} faults in {shots} shots");
}
