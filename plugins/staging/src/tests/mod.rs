//! Whole films: staged, judged, compared and looked at.

pub(crate) mod film;
mod picture;
mod png;
pub(crate) mod random;
pub(crate) mod stand;

use std::path::PathBuf;

use film::{Film, settings};

use maquette_document::{
    Aspect, Edit, Gait, Gaze, Id, Key, Performance, Piece, PieceKind, Rig, Shot, ShotKind, Text,
};

use crate::{Rule, Settings};

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

/// Who stands still stands in the swing of no door, whatever the place and the script.
#[test]
fn nobody_stands_where_a_door_opens() {
    let mut stood = 0;
    for seed in 0..80 {
        let film = Film::of(&random::script(seed, 1), &settings(seed));
        for (id, shot) in &film.shots {
            let ground = crate::ground::Ground::new(Id::NONE, film.set_of(shot.scene));
            for (_, acts) in film.performances.iter().filter(|(_, one)| one.shot == *id) {
                let stays = acts.keys.windows(2).filter(|pair| pair[0].gait == Gait::Stay);
                let low = |key: &Key| {
                    crate::tables::is_seated(key.pose) || crate::tables::is_low(key.pose)
                };
                // Who comes in waits outside, until the door opens.
                let comes =
                    |pair: &&[Key]| pair[1].gait != Gait::Stay && pair[1].at.seconds() < 0.5;
                for pair in stays
                    .filter(|pair| !comes(pair))
                    .filter(|pair| !low(&pair[0]) && !low(&pair[1]))
                {
                    let still = pair[0].position.distance(pair[1].position) < 0.01;
                    let swung = still && ground.is_in_swing(pair[0].position);
                    assert!(!swung, "seed {seed}, {:04} {}: {:?}", shot.number, shot.why, pair[0]);
                    stood += usize::from(still);
                }
            }
        }
    }
    assert!(stood > 1000, "{stood}");
}

/// Who comes in is looked at by all who are there, within a second and a half.
#[test]
fn who_stands_behind_or_before_a_thing_is_on_that_side_of_it() {
    for (side, sign) in [("behind", -1.0), ("in front of", 1.0)] {
        let film = Film::of(
            &format!("EXT. PARK - DAY\n\nMara stands {side} the bench.\n\nMARA\nYes.\n"),
            &settings(7),
        );
        let set = &film.sets[0].1;
        let stands = film.performances[0].1.keys[0].position;
        let benches = set.pieces.iter().filter(|one| one.kind == PieceKind::Bench);
        let nearest =
            |a: &&Piece, b: &&Piece| a.at.distance(stands).total_cmp(&b.at.distance(stands));
        let bench = benches.min_by(nearest).expect("the script has one");
        let front = bevy_math::Quat::from_rotation_y(bench.turn.to_radians()) * bevy_math::Vec3::Z;
        let off = (stands - bench.at).with_y(0.0);
        assert!(off.dot(front) * sign > 0.4 && off.length() < 1.0, "{side}: {off} of {front}");
    }
}

/// Two who talk are seen together, then over one another's shoulders, then alone; in a picture that is higher than
/// wide as well.
#[test]
fn two_who_talk_are_seen_over_shoulders_before_they_are_seen_alone() {
    let (mut wide, mut narrow) = ((0, 0), (0, 0));
    for place in [
        "INT. KITCHEN - DAY",
        "INT. OFFICE - NIGHT",
        "EXT. PARK - DAY",
        "EXT. STREET - DAY",
        "INT. BAR - NIGHT",
    ] {
        let lines = ["Is it you?", "It is.", "Since when?", "Since Monday.", "I see.", "Do you?"];
        let said: String = lines
            .iter()
            .enumerate()
            .map(|(at, line)| format!("{}\n{line}\n\n", ["MARA", "TOM"][at % 2]))
            .collect();
        let text = format!("{place}\n\nMara stands before Tom.\n\n{said}");
        for (aspect, count) in
            [(Aspect::WIDE, &mut wide), (Aspect { width: 9, height: 16 }, &mut narrow)]
        {
            let film = Film::of(&text, &Settings { aspect, ..settings(7) });
            assert!(
                film.staged.report.faults.is_empty(),
                "{place}: {:?}",
                film.staged.report.faults
            );
            for (_, shot) in film.shots.iter().filter(|(_, shot)| !shot.lines.is_empty()) {
                count.1 += 1;
                count.0 += usize::from(shot.kind == ShotKind::Ots);
            }
        }
    }
    println!("over shoulders: {wide:?} wide, {narrow:?} narrow");
    assert!(3 * wide.0 >= wide.1, "{wide:?}");
    assert!(5 * narrow.0 >= narrow.1, "{narrow:?}");
}

#[test]
fn who_enters_is_looked_at() {
    let mut seen = 0;
    for place in ["INT. KITCHEN - DAY", "INT. OFFICE - NIGHT", "INT. BAR - NIGHT"] {
        for seed in 0..12 {
            let text = format!(
                "{place}\n\nMara sits at the table. Tom stands by the window.\n\nMARA\nWell?\n\nLena enters.\n\nLENA\nNo.\n"
            );
            let film = Film::of(&text, &settings(seed));
            let lena =
                film.figures.iter().find(|(_, one)| one.name == "LENA").expect("she is cast").0;
            let acts = |shot: Id| film.performances.iter().filter(move |(_, one)| one.shot == shot);
            let comes = |shot: &Id| {
                acts(*shot).any(|(_, one)| {
                    one.figure == lena && one.keys.iter().any(|key| key.gait == Gait::Walk)
                })
            };
            let (shot, _) = film.shots.iter().find(|(id, _)| comes(id)).expect("she comes in");
            for (_, one) in acts(*shot).filter(|(_, one)| one.figure != lena) {
                let soon = one.keys.iter().filter(|key| key.at.seconds() < 1.5);
                let looks = soon.clone().any(|key| key.gaze == Gaze::Figure(lena));
                assert!(looks, "{place} {seed}: {:?}", one.keys);
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

/// Who waits alone looks to the door; who is at the window stands beside its middle and looks out.
#[test]
fn who_waits_faces_the_door_and_who_looks_out_stands_beside_the_window() {
    use crate::framing::person::{facing_to, wrapped};
    for seed in 0..24 {
        let text = "INT. KITCHEN - DAY\n\nMara waits.\n\nMARA\nAt last.\n\nINT. OFFICE - DAY\n\nMara stands at the window.\n\nMARA\nRain.\n";
        let film = Film::of(text, &settings(seed));
        let first = |scene: usize| {
            let (id, shot) = film
                .shots
                .iter()
                .find(|(_, shot)| shot.scene == film.scenes[scene].0)
                .expect("it is shot");
            let acts =
                &film.performances.iter().find(|(_, one)| one.shot == *id).expect("she is there").1;
            (acts.keys[0], crate::ground::Ground::new(Id::NONE, film.set_of(shot.scene)))
        };
        let (waits, ground) = first(0);
        if let Some(door) = ground.door_near(waits.position) {
            let off = wrapped(facing_to(waits.position, door.inside) - waits.facing).abs();
            assert!(off < 25.0, "seed {seed}: {off} from the door");
        }
        let (looks, ground) = first(1);
        let near = |way: &&maquette_figure::DoorSpot| way.inside.distance(looks.position);
        let Some(way) = ground.windows.iter().min_by(|a, b| near(a).total_cmp(&near(b))) else {
            continue;
        };
        assert!(near(&way) < 1.6, "seed {seed}: {} from the window", near(&way));
        let out = wrapped(facing_to(looks.position, way.outside) - looks.facing).abs();
        assert!(out < 60.0, "seed {seed}: {out} from looking out");
    }
}

/// A place that is full of a box is staged all the same, with what is broken in the report.
#[test]
fn a_place_without_room_to_stand_is_staged_and_told() {
    let text =
        "INT. KITCHEN - DAY\n\nMara enters. Tom sits.\n\nMARA\nWell?\n\nTOM\nNo.\n\nMara leaves.\n";
    let script = maquette_script::parse(text);
    let mut found = crate::breakdown(&script, 3);
    for size in [4.0, 20.0] {
        for (id, mut set) in crate::furnished(&found, 3) {
            let size = bevy_math::Vec3::new(size, 2.3, size);
            set.boxes = vec![maquette_document::Block { size, ..Default::default() }; 150];
            found.sets.insert(id, set);
        }
        let staged = crate::stage(&script, text, &found, &|_| None, &settings(3));
        assert!(staged.report.shots > 2 && !staged.report.faults.is_empty());
        assert_eq!(staged.report.uncovered, []);
    }
}
