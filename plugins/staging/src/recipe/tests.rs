use bevy_math::{Vec2, Vec3};
use maquette_camera::script::{Facts, run};
use maquette_camera::{View, view_at};
use maquette_document::{
    Figure, Gait, Gaze, Hold, Landmark, MoveKind, Performance, Piece, PieceKind, Pose,
};

use super::*;
use crate::framing::pair::shoulder_share;
use crate::framing::solve::{Placed, highest, lowest, size_seen};
use crate::tests::film::{Film, settings};

const WIDE: f32 = 16.0 / 9.0;

/// A shot of five seconds, put together by hand.
struct Stood {
    figures: Vec<(Id, Figure)>,
    performances: Vec<Performance>,
    record: Shot,
    rig: Rig,
    set: Option<Set>,
}

fn id(name: &str) -> Id {
    Id::hashed(&["figure", name])
}

fn stood(people: &[(&str, f32, f32, f32, Pose)], set: Option<Set>) -> Stood {
    let shot = Id::hashed(&["shot"]);
    let figures = people
        .iter()
        .map(|(name, ..)| (id(name), Figure { name: (*name).into(), ..Figure::default() }))
        .collect();
    let performances = people
        .iter()
        .map(|(name, x, z, facing, pose)| Performance {
            shot,
            figure: id(name),
            keys: vec![Key {
                at: Flicks::ZERO,
                position: Vec3::new(*x, 0.0, *z),
                facing: *facing,
                pose: *pose,
                gait: Gait::Stay,
                gaze: Gaze::Ahead,
                hold: Hold::Nothing,
            }],
            ..Performance::default()
        })
        .collect();
    let record = Shot { length: Flicks::SECOND * 5, ..Shot::default() };
    Stood { figures, performances, record, rig: Rig::default(), set }
}

impl Stood {
    fn here(&self) -> Here<'_> {
        Here {
            shot: Id::hashed(&["shot"]),
            record: &self.record,
            rig: &self.rig,
            set: self.set.as_ref().map(|set| (Id::hashed(&["set"]), set)),
            figures: self.figures.iter().map(|(id, figure)| (*id, figure)).collect(),
            performances: self.performances.iter().collect(),
            aspect: WIDE,
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            shot: Id::hashed(&["shot"]),
            length: self.record.length,
            figures: self.figures.iter().map(|(id, one)| (*id, one.name.clone())).collect(),
            ..Facts::default()
        }
    }

    #[track_caller]
    fn built(&self, source: &str) -> Built {
        let recipe = run(source, &self.facts()).unwrap_or_else(|fault| panic!("{source}: {fault}"));
        rig_of(&recipe, &self.here()).unwrap_or_else(|why| panic!("{source}: {why}"))
    }

    fn people(&self) -> Vec<Person> {
        Stage::new(&Recipe::default(), &self.here()).people
    }
}

fn view(built: &Built, seconds: f64) -> View {
    view_at(&built.rig, Flicks::from_seconds(seconds), WIDE, &maquette_camera::Nobody)
}

fn mara(pose: Pose) -> Stood {
    stood(&[("MARA", 0.3, -0.2, 20.0, pose)], None)
}

fn pair(set: Option<Set>) -> Stood {
    let people = [("MARA", -0.65, 0.0, 90.0, Pose::Stand), ("TOM", 0.65, 0.0, -90.0, Pose::Stand)];
    stood(&people, set)
}

fn room(width: f32, depth: f32) -> Set {
    let table =
        Piece { kind: PieceKind::Table, at: Vec3::new(0.0, 0.0, 1.3), turn: 0.0, scale: 1.0 };
    Set { width, depth, height: 2.6, pieces: vec![table], ..Set::default() }
}

const SIZES: [&str; 11] =
    ["ECU", "VCU", "CU", "MCU", "MS", "COWBOY", "MLS", "FS", "WS", "VWS", "EWS"];

#[test]
fn a_size_is_framed_on_any_lens_and_sensor() {
    for pose in [Pose::Stand, Pose::Sit] {
        let stood = mara(pose);
        let person = &stood.people()[0];
        for size in SIZES {
            for glass in ["", ".lens(35)", ".lens(85)", ".sensor(\"Super 35\").lens(32)"] {
                let built = stood.built(&format!("shot({size}).on(\"MARA\"){glass}"));
                assert_eq!(built.notes, [""; 0], "{size}{glass}");
                assert_eq!(built.size.to_string(), size);
                let row = size_row(built.size);
                let view = view(&built, 0.0);
                let below = lowest(&view, person, row.lower).expect("ahead");
                // As far as the edge moves from a joint.
                assert!((below - row.lower_at).abs() < 0.02, "{size}{glass}: {below}");
                // Of who sits, and where all of the body is seen, the span counts, not the line of the eyes.
                let seated = pose == Pose::Sit && built.size >= ShotSize::Cu;
                let off = if seated || built.size >= ShotSize::Fs {
                    highest(&view, person).expect("ahead") - row.head_room
                } else {
                    view.project(person.eyes).expect("ahead").uv.y - row.eyes_at
                };
                assert!(off.abs() < 0.02, "{size}{glass}: {off}");
                if built.size != ShotSize::Ecu && pose == Pose::Stand {
                    assert_eq!(size_seen(&view, person), Some(built.size), "{size}{glass}");
                }
            }
        }
    }
}

#[test]
fn the_camera_stands_round_its_subject_where_it_is_told_to() {
    let stood = mara(Pose::Stand);
    let person = &stood.people()[0];
    for degrees in [-180.0, -90.0, -30.0, 0.0, 45.0, 90.0, 135.0_f32] {
        let built = stood.built(&format!("shot(MS).on(\"MARA\").round({degrees})"));
        let to = (built.rig.position - person.eyes).with_y(0.0).normalize();
        let turn = bevy_math::ops::atan2(to.x, to.z).to_degrees() - person.facing;
        let off = crate::framing::person::wrapped(turn - degrees);
        assert!(off.abs() < 0.5, "{degrees}: {turn}");
    }
    // Facing +z, the left hand is at +x.
    let left = stood.built("shot(MS).on(\"MARA\").side(left)").rig.position;
    let right = stood.built("shot(MS).on(\"MARA\").side(right)").rig.position;
    assert!(left.x > right.x, "{left} {right}");
}

#[test]
fn unless_told_the_camera_stays_on_its_side_of_the_line() {
    for (z, sign) in [(4.0, 1.0), (-4.0, -1.0_f32)] {
        let mut pair = pair(None);
        pair.rig.position = Vec3::new(0.2, 1.6, z);
        for source in [
            "shot(MS).on(\"MARA\")",
            "shot(OTS).on(\"TOM\").over(\"MARA\")",
            "shot(TWO).on(\"MARA\", \"TOM\")",
        ] {
            let at = pair.built(source).rig.position;
            assert!(at.z * sign > 0.0, "{source}: {at}");
        }
    }
}

#[test]
fn angles_look_down_and_up_and_dutch_leans() {
    let stood = mara(Pose::Stand);
    let rig = |angle: &str| stood.built(&format!("shot(MS).on(\"MARA\").from({angle})")).rig;
    let eyes = stood.people()[0].eyes.y;
    assert!((rig("eye").position.y - eyes).abs() < 0.15);
    assert!(rig("high").position.y > eyes + 0.4 && rig("low").position.y < eyes - 0.4);
    assert!(rig("bird").pitch < -50.0 && rig("worm").pitch > 25.0);
    assert_eq!((rig("dutch").roll, rig("eye").roll), (10.0, 0.0));
}

#[test]
fn a_face_is_where_it_is_placed() {
    let stood = mara(Pose::Stand);
    let eyes = stood.people()[0].eyes;
    let built = stood.built("shot(MS).on(\"MARA\").place(0.3, 0.45)");
    let seen = view(&built, 0.0).project(eyes).expect("ahead").uv;
    assert!((seen - Vec2::new(0.3, 0.45)).length() < 2e-3, "{seen}");
    let third = stood.built("shot(MS).on(\"MARA\").place(right)");
    assert!((view(&third, 0.0).project(eyes).expect("ahead").uv.x - 2.0 / 3.0).abs() < 2e-3);
}

#[test]
fn over_a_shoulder_both_are_in_the_picture_and_the_shoulder_is_before() {
    let pair = pair(None);
    let built = pair.built("shot(MCU, OTS).on(\"TOM\").over(\"MARA\")");
    assert_eq!(built.kind, ShotKind::Ots);
    let people = pair.people();
    let view = view(&built, 0.0);
    let placed = Placed { position: view.position, aim: view.aim(), focal: view.focal };
    let share = shoulder_share(&placed, view.gate, &people[0], &people[1]).expect("a shoulder");
    assert!((0.16..=0.42).contains(&share), "{share}");
    // Alone there is no shoulder: it is told.
    let alone = mara(Pose::Stand).built("shot(OTS).on(\"MARA\")");
    assert_eq!(alone.kind, ShotKind::Single);
    assert!(alone.notes[0].contains("nobody over whose shoulder"), "{:?}", alone.notes);
}

#[test]
fn two_are_both_in_a_two() {
    let pair = pair(None);
    for size in ["MS", "MLS", "FS"] {
        let built = pair.built(&format!("shot({size}, TWO).on(\"MARA\", \"TOM\")"));
        for person in pair.people() {
            let seen = view(&built, 0.0).project(person.eyes).expect("ahead").uv;
            assert!((0.05..0.95).contains(&seen.x) && (0.03..0.6).contains(&seen.y), "{seen}");
        }
    }
}

#[test]
fn what_somebody_sees_is_seen_from_their_eyes() {
    let pair = pair(None);
    let people = pair.people();
    let built = pair.built("shot(POV).from(\"TOM\").on(\"MARA\")");
    assert!(built.rig.position.distance(people[1].eyes) < 0.1);
    let seen = view(&built, 0.0).project(people[0].eyes).expect("ahead").uv;
    assert!((seen - 0.5).abs().max_element() < 0.3, "{seen}");
    let insert = pair.built("shot(INSERT).on(\"MARA\")");
    let hand = people[0].landmark(Landmark::RightHand);
    assert!((view(&insert, 0.0).project(hand).expect("ahead").uv - 0.5).length() < 0.15);
}

#[test]
fn a_camera_that_is_put_somewhere_stands_there() {
    let pair = pair(None);
    let people = pair.people();
    let at = Vec3::new(2.0, 1.2, 3.0);
    let built = pair.built("shot().at(2, 1.2, 3).look_at(\"TOM\", chest).lens(40)");
    assert_eq!(built.rig.position, at);
    let seen = view(&built, 0.0).project(people[1].landmark(Landmark::Chest)).expect("ahead").uv;
    assert!((seen - 0.5).length() < 1e-3, "{seen}");
    // A size that is asked for from there is had by the lens.
    for size in ["CU", "MS", "FS"] {
        let built = pair.built(&format!("shot({size}).on(\"MARA\").at(2, 1.2, 3)"));
        assert_eq!((built.rig.position, built.size.to_string().as_str()), (at, size));
        let row = size_row(built.size);
        let lower = view(&built, 0.0).project(people[0].landmark(row.lower)).expect("ahead").uv.y;
        assert!((lower - row.lower_at).abs() < 0.02, "{size}: {lower}");
    }
    let both = pair.built("shot(CU).on(\"MARA\").at(2, 1.2, 3).lens(18)");
    assert!(both.notes[0].contains("not CU"), "{:?}", both.notes);
}

/// Whatever is asked for in a small room with a table: the camera stands in nothing.
#[test]
fn no_camera_stands_in_a_wall() {
    let pair = pair(Some(room(3.4, 3.4)));
    let ground = Stage::new(&Recipe::default(), &pair.here()).ground;
    let people = pair.people();
    let mut noted = 0;
    for size in SIZES {
        for angle in ["eye", "high", "low", "bird", "worm", "dutch"] {
            for how in
                ["", ".lens(135)", ".round(90)", ".round(180).lens(85)", ".side(left).lens(50)"]
            {
                let source = format!("shot({size}).on(\"MARA\").from({angle}){how}");
                let recipe = run(&source, &pair.facts()).expect("it runs");
                let Ok(built) = rig_of(&recipe, &pair.here()) else { continue };
                let at = built.rig.position;
                assert!(ground.camera_fits(at, 0.1), "{source}: {at}");
                assert!(people.iter().all(|one| !one.holds(at, 0.05)), "{source}: {at}");
                noted += usize::from(!built.notes.is_empty());
            }
        }
    }
    assert!(noted > 60, "a small room cannot hold all of that, and says so: {noted}");
    let tight = pair.built("shot(FS).on(\"MARA\").lens(135)");
    assert!(tight.notes.iter().any(|note| note.contains("no room")), "{:?}", tight.notes);
    let walled = pair.built("shot(MS).on(\"MARA\").at(0, 1.6, 30)");
    assert!(walled.notes[0].contains("nearer"), "{:?}", walled.notes);
}

#[test]
fn a_dolly_zoom_keeps_the_size_of_its_subject() {
    let stood = mara(Pose::Stand);
    let person = &stood.people()[0];
    let built = stood.built("shot(MS).on(\"MARA\").lens(50).dolly_zoom(0.8)");
    // As large at the eyes: millimetres on the sensor for each metre there.
    let large = |seconds| {
        let view = view(&built, seconds);
        view.focal / view.project(person.eyes).expect("ahead").depth
    };
    for seconds in [1.0, 2.5, 4.0, 5.0] {
        assert!(
            (large(seconds) / large(0.0) - 1.0).abs() < 1e-3,
            "{} at {seconds}",
            large(seconds)
        );
    }
    let gone = view(&built, 5.0).position.distance(view(&built, 0.0).position);
    assert!((gone - 0.8).abs() < 1e-3 && view(&built, 5.0).focal < 45.0, "{gone}");
    let far = stood.built("shot(MS).on(\"MARA\").lens(50).dolly_zoom(30)");
    assert!(far.notes[0].contains("no more room"), "{:?}", far.notes);
}

#[test]
fn an_orbit_keeps_its_subject_and_a_rack_ends_on_its_target() {
    let pair = pair(None);
    let people = pair.people();
    let built = pair.built("shot(MS).on(\"MARA\").orbit(30).focus_on(\"MARA\").rack_to(\"TOM\")");
    let seen = |seconds| view(&built, seconds).project(people[0].eyes).expect("ahead").uv;
    assert!((seen(0.0) - seen(5.0)).length() < 0.02, "{} {}", seen(0.0), seen(5.0));
    let end = view(&built, 5.0);
    let MoveKind::Rack(metres) = built.rig.moves[1].kind else { panic!("{:?}", built.rig.moves) };
    assert!((metres - end.project(people[1].eyes).expect("ahead").depth).abs() < 1e-3);
}

#[test]
fn a_head_keeps_what_it_tracks_where_it_is_first_seen() {
    let stood = mara(Pose::Stand);
    let built = stood.built("shot(MS).on(\"MARA\").place(0.4, 0.3).track().lag(0.2)");
    let tracking = built.rig.tracking.expect("it tracks");
    assert!((tracking.place - Vec2::new(0.4, 0.3)).length() < 2e-3 && tracking.lag == 0.2);
    let path = stood.built("shot(MS).on(\"MARA\").through(2, 1.6, 2).through(1, 1.6, 3)");
    assert_eq!(path.rig.position, Vec3::new(2.0, 1.6, 2.0));
    assert_eq!(path.rig.path.as_ref().map(|path| path.keys.len()), Some(2));
    assert!(path.rig.tracking.is_some(), "from a path its subject is kept in the picture");
}

#[test]
fn a_camera_that_would_run_into_something_is_told() {
    let stood = mara(Pose::Stand);
    let built = stood.built("shot(MS).on(\"MARA\").lens(50).round(0).dolly_in(4)");
    assert!(built.notes[0].contains("goes into"), "{:?}", built.notes);
    let walled = pair(Some(room(3.4, 3.4))).built("shot(CU).on(\"MARA\").truck_left(6)");
    assert!(walled.notes.iter().any(|note| note.contains("goes into")), "{:?}", walled.notes);
}

#[test]
fn where_a_script_says_nobody_the_shot_says_whom_it_is_on() {
    let mut pair = pair(None);
    pair.record.subjects = vec![id("TOM")];
    let built = pair.built("shot(CU)");
    assert_eq!((built.kind, built.subjects), (ShotKind::Single, vec![id("TOM")]));
    // Nobody at all, nowhere: still a camera.
    let empty = stood(&[], None).built("shot(WS)");
    assert!(empty.rig.position.is_finite());
}

#[test]
fn the_same_recipe_here_is_the_same_rig() {
    let pair = pair(Some(room(5.0, 5.0)));
    let source = "shot(MCU, OTS).on(\"TOM\").over(\"MARA\").handheld(0.4).pan(rand() * 4)";
    assert_eq!(pair.built(source), pair.built(source));
}

/// The sample scripts on every shot of the sample films in which there is somebody.
#[test]
fn the_sample_scripts_run_on_the_sample_films() {
    let scenes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenes");
    let read = |folder: &std::path::Path, ending: &str| {
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it is read").path())
            .filter(|path| path.extension().is_some_and(|end| end == ending))
            .collect();
        files.sort();
        files
            .iter()
            .map(|file| std::fs::read_to_string(file).expect("it is read"))
            .collect::<Vec<_>>()
    };
    let scripts = read(&scenes.join("camera"), "rhai");
    assert!(scripts.len() >= 3);
    let mut taken = 0;
    for text in read(&scenes, "fountain").iter().take(2) {
        let film = Film::of(text, &settings(7));
        for (shot, record) in &film.shots {
            let set = film.set_of(record.scene);
            let rig = film.rigs.iter().find(|(_, rig)| rig.shot == *shot).expect("a rig");
            let performances: Vec<&Performance> = film
                .performances
                .iter()
                .map(|(_, one)| one)
                .filter(|one| one.shot == *shot)
                .collect();
            let figures: Vec<(Id, &Figure)> = performances
                .iter()
                .filter_map(|one| Some((one.figure, film.figure(one.figure)?)))
                .collect();
            if figures.is_empty() {
                continue;
            }
            let facts = Facts {
                shot: *shot,
                length: record.length,
                figures: figures.iter().map(|(id, one)| (*id, one.name.clone())).collect(),
                ..Facts::default()
            };
            let here = Here {
                shot: *shot,
                record,
                rig: &rig.1,
                set: Some((Id::NONE, &set)),
                figures,
                performances,
                aspect: WIDE,
            };
            for script in &scripts {
                let recipe = run(script, &facts).unwrap_or_else(|fault| panic!("{fault}"));
                let Ok(built) = rig_of(&recipe, &here) else { continue };
                let ground = Ground::new(Id::NONE, set.clone());
                assert!(ground.camera_fits(built.rig.position, 0.1), "{}", record.number);
                taken += 1;
            }
        }
    }
    assert!(taken > 100, "{taken}");
}
