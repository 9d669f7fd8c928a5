//! Whole films: staged, judged, compared and looked at.

pub(crate) mod film;
mod picture;
mod png;
pub(crate) mod random;
pub(crate) mod stand;

use std::path::PathBuf;

use film::{Film, settings};

use maquette_document::{Edit, Id, Performance, Rig, Shot, ShotKind, Text};

use crate::Rule;

/// Writes plans and contact sheets of the sample films, or of the script that `MAQUETTE_FILM` names, into the
/// folder that `MAQUETTE_LOOK` names.
#[test]
fn films_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MAQUETTE_LOOK").map(PathBuf::from) else { return };
    let scenes = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenes");
    let mut files: Vec<PathBuf> = match std::env::var_os("MAQUETTE_FILM") {
        Some(file) => vec![file.into()],
        None => std::fs::read_dir(scenes).unwrap().map(|entry| entry.unwrap().path()).collect(),
    };
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "fountain")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let film = Film::of(&std::fs::read_to_string(file).unwrap(), &settings(7));
        println!("== {name}");
        for (_, shot) in &film.shots {
            println!(
                "{:04} {:5.2} {:>6} {:7} {}",
                shot.number,
                shot.length.seconds(),
                shot.size.to_string(),
                shot.kind.to_string(),
                shot.why
            );
        }
        let report = &film.staged.report;
        println!(
            "shots {} moving {} uncovered {:?}",
            report.shots,
            report.moving,
            report.uncovered.len()
        );
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

/// Two hundred scenes of any kind break no rule.
#[test]
fn random_scenes_break_no_rule() {
    let mut broken: std::collections::BTreeMap<Rule, Vec<String>> =
        std::collections::BTreeMap::new();
    let mut shots = 0;
    for seed in 0..200 {
        let text = random::script(seed, 1);
        let staged = film::staged(&text, &settings(seed));
        shots += staged.report.shots;
        assert_eq!(staged.report.uncovered, [], "seed {seed}");
        for fault in &staged.report.faults {
            broken
                .entry(fault.rule)
                .or_default()
                .push(format!("{seed}/{:04} {}", fault.number, fault.why));
        }
    }
    for (rule, faults) in &broken {
        println!(
            "{rule:?}: {} of {shots} shots: {:#?}",
            faults.len(),
            &faults[..faults.len().min(12)]
        );
    }
    let count: usize = broken.values().map(Vec::len).sum();
    assert_eq!(count, 0, "faults in {shots} shots");
}

/// A feature film's worth: 120 pages, some 3,000 shots, staged while one waits.
#[test]
fn a_long_script_is_staged_at_once() {
    let text = random::script(1, 320);
    let script = maquette_script::parse(&text);
    let start = std::time::Instant::now();
    let found = crate::breakdown(&script, 1);
    let broken_down = start.elapsed();
    let staged = crate::stage(&script, &text, &found, &|_| None, &settings(1));
    let all = start.elapsed();
    println!(
        "{} shots, {} paragraphs: {broken_down:?} + {:?}",
        staged.report.shots,
        script.paragraphs.len(),
        all - broken_down
    );
    assert!(all.as_secs_f32() < 6.0, "{all:?}");
}

/// All records of a shot but its number.
fn of_shot(film: &Film, id: Id) -> (Shot, Vec<Rig>, Vec<(Id, Performance)>, Vec<(Id, Text)>) {
    let shot = film
        .shots
        .iter()
        .find(|(other, _)| *other == id)
        .map(|(_, shot)| shot.clone())
        .unwrap_or_default();
    let rigs =
        film.rigs.iter().filter(|(_, rig)| rig.shot == id).map(|(_, rig)| rig.clone()).collect();
    let performances =
        film.performances.iter().filter(|(_, one)| one.shot == id).cloned().collect();
    let texts = film.texts.iter().filter(|(_, one)| one.shot == id).cloned().collect();
    (Shot { number: 0, ..shot }, rigs, performances, texts)
}

#[test]
fn the_same_script_and_seed_give_the_same_bytes() {
    for seed in 0..6 {
        let text = random::script(seed, 3);
        let bytes = |seed| serde_json::to_vec(&film::staged(&text, &settings(seed)).edits).unwrap();
        assert_eq!(bytes(seed), bytes(seed));
        assert_ne!(bytes(seed), bytes(seed + 1));
    }
}

#[test]
fn a_line_that_changes_changes_only_its_own_shots() {
    let mut compared = 0;
    for seed in 0..40 {
        let text = random::script(seed, 3);
        let line = "You said that before.\n";
        let Some(at) = text.find(line) else { continue };
        for other in [
            "Really?\n",
            "You said that before, and before that, and every evening of that long and rainy summer when the boats stayed in and nobody had a word for anybody else in the whole of the harbour.\n",
        ] {
            let changed = format!("{}{other}{}", &text[..at], &text[at + line.len()..]);
            let (before, after) =
                (Film::of(&text, &settings(seed)), Film::of(&changed, &settings(seed)));
            let script = maquette_script::parse(&text);
            let ids = crate::paragraph_ids(&script, seed);
            let place = script.paragraphs.iter().position(|one| one.source.contains(&at)).unwrap();
            for (id, shot) in &before.shots {
                if shot.lines.contains(&ids[place]) {
                    continue;
                }
                // The other lines that say the same count one less.
                let (was, is) = (of_shot(&before, *id), of_shot(&after, *id));
                let same_words =
                    script.paragraphs[place + 1..].iter().any(|one| one.text == line.trim_end());
                if !same_words {
                    assert_eq!(was, is, "seed {seed}, shot {} {}", shot.number, shot.why);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn a_line_put_in_keeps_the_identity_of_all_other_shots() {
    for seed in 0..20 {
        let text = random::script(seed, 2);
        let Some(at) = text.find("\n\nTOM\n") else { continue };
        let longer =
            format!("{}\n\nMARA\nOnly this once, I promise you.{}", &text[..at], &text[at..]);
        let (before, after) =
            (Film::of(&text, &settings(seed)), Film::of(&longer, &settings(seed)));
        let kept = before
            .shots
            .iter()
            .filter(|(id, _)| after.shots.iter().any(|(other, _)| other == id))
            .count();
        assert!(kept + 2 >= before.shots.len(), "seed {seed}: {kept} of {}", before.shots.len());
    }
}

/// Whatever the text: a film comes out, or at least no panic, in time.
#[test]
fn odd_scripts_are_staged_too() {
    let start = std::time::Instant::now();
    let noise: String = (0..40_000)
        .map(|step| {
            let pick = crate::seed::number(&["noise", &step.to_string()]);
            char::from_u32(pick % 0x3000).unwrap_or('\n')
        })
        .collect();
    let words = "Mara walks to Tom and sits and looks at him and opens the door and runs, ";
    let texts = [
        String::new(),
        "INT.".into(),
        "\n\n\nMARA\n\n".into(),
        "INT. ROOM\n\nMARA\n".into(),
        "EXT. ÄÖ - ?\n\n(beat)\n\nMARA (V.O.)\n…\n".into(),
        "INT. A\n\n@x\n.\n\n@x ^\n!\n".into(),
        noise,
        format!("INT. HALL - DAY\n\n{}\n\nMARA\n{}\n", words.repeat(8_000), words.repeat(8_000)),
        (0..400).map(|n| format!("INT. PLACE {n} - DAY\n\n")).collect(),
        (0..1_000).map(|n| format!("PERSON {n}\nYes.\n\n")).collect(),
        (0..12).map(|n| format!("PERSON {n}\nYes, I said so.\n\n")).collect(),
    ];
    for text in &texts {
        let staged = film::staged(text, &settings(1));
        assert!(
            staged.report.faults.len() <= staged.report.shots,
            "{}",
            &text[..text.len().min(40)]
        );
    }
    println!("odd scripts: {:?}", start.elapsed());
}

/// What the judges say of the records is what they said while it was directed.
#[test]
fn a_film_that_is_read_back_breaks_what_it_was_said_to_break() {
    let mut told = std::collections::BTreeMap::<Rule, Vec<String>>::new();
    let mut shots = 0;
    for seed in 0..200 {
        let text = random::script(seed, 1);
        let staged = film::staged(&text, &settings(seed));
        shots += staged.report.shots;
        let mut known = staged.report.faults.clone();
        for fault in crate::review(&film::world(&staged, &settings(seed))) {
            match known.iter().position(|one| one.shot == fault.shot && one.rule == fault.rule) {
                Some(at) => drop(known.remove(at)),
                None => told
                    .entry(fault.rule)
                    .or_default()
                    .push(format!("new {seed}/{:04} {}", fault.number, fault.why)),
            }
        }
        for fault in known {
            told.entry(fault.rule)
                .or_default()
                .push(format!("lost {seed}/{:04} {}", fault.number, fault.why));
        }
    }
    for (rule, faults) in &told {
        println!("{rule:?}: {} of {shots}: {:#?}", faults.len(), &faults[..faults.len().min(14)]);
    }
    let count = told.values().map(Vec::len).sum::<usize>();
    assert!(count * 1000 <= shots, "{count} of {shots} are told otherwise");
}

/// A camera that a hand carries over the line, into a wall or off its subject is named, and nothing else is.
#[test]
fn a_shot_that_is_bent_by_hand_is_named() {
    let text = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\nMARA\nIs it raining?\n\nTOM\nNo. It has been dry all day, and all of yesterday.\n\nMARA\nYou said that before.\n\nTOM\nAnd I say it again.\n";
    let settings = settings(3);
    let staged = film::staged(text, &settings);
    let before = film::world(&staged, &settings);
    assert_eq!(crate::review(&before), []);
    let film = Film::of(text, &settings);
    let single = |shot: &Shot| matches!(shot.kind, ShotKind::Single | ShotKind::Ots);
    let (id, shot) = film.shots.iter().rev().find(|(_, shot)| single(shot)).expect("they talk");
    let (rig_id, rig) = film.rigs.iter().find(|(_, rig)| rig.shot == *id).expect("it has one");
    let bent = |rig: Rig| {
        let mut staged = staged.clone();
        staged.edits.push(Edit::Set {
            id: *rig_id,
            field: "position".into(),
            value: maquette_document::fields_of(&rig)["position"].clone(),
        });
        staged.edits.push(Edit::set(*rig_id, "yaw", &rig.yaw));
        let faults = crate::review(&film::world(&staged, &settings));
        assert!(faults.iter().any(|fault| fault.shot == *id && fault.number == shot.number));
        faults.into_iter().map(|fault| fault.rule).collect::<Vec<_>>()
    };
    // Mirrored about its subject, it looks from the other side of whoever that one talks to.
    let person = &film
        .performances
        .iter()
        .find(|(_, one)| one.shot == *id && one.figure == shot.subjects[0]);
    let at = person.expect("it is about somebody").1.keys[0].position;
    let off = rig.position - at;
    let over = Rig { position: at - off.with_y(-off.y), yaw: rig.yaw + 180.0, ..rig.clone() };
    let rules = bent(over);
    assert!(rules.iter().any(|rule| matches!(rule, Rule::Line | Rule::Eyelines)), "{rules:?}");
    let away = Rig { yaw: rig.yaw + 180.0, ..rig.clone() };
    assert!(bent(away).contains(&Rule::Frame));
    let walled = Rig { position: bevy_math::Vec3::new(50.0, 1.5, 0.0), ..rig.clone() };
    assert!(bent(walled).contains(&Rule::Camera));
}

/// For any shot of people there are six other ways to take it, no two alike, and those of a talk break no rule.
#[test]
fn six_other_set_ups_are_found_for_a_shot() {
    let text = "INT. KITCHEN - DAY\n\nMara stands at the table. Tom stands by the window.\n\nMARA\nIs it raining?\n\nTOM\nNo. It has been dry all day, and all of yesterday.\n\nMARA\nYou said that before.\n";
    let settings = settings(3);
    let staged = film::staged(text, &settings);
    let world = film::world(&staged, &settings);
    let film = Film::of(text, &settings);
    let talk = film.shots.iter().filter(|(_, shot)| !shot.subjects.is_empty());
    let mut shots = 0;
    for (id, shot) in talk {
        let found = crate::suggest(&world, *id, 6);
        assert_eq!(found.len(), 6, "{:04} {}", shot.number, shot.why);
        assert_eq!(found, crate::suggest(&world, *id, 6));
        let mut scripts: Vec<&str> = found.iter().map(|one| one.script.as_str()).collect();
        scripts.sort_unstable();
        scripts.dedup();
        assert_eq!(scripts.len(), 6);
        let clean = found.iter().filter(|one| one.faults.is_empty()).count();
        assert!(clean >= 4, "{:04}: {found:#?}", shot.number);
        shots += 1;
    }
    assert!(shots >= 3);
}
