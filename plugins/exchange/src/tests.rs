//! What other programs read of a camera, read back.

mod gltf;
mod prompt;
mod shot_list;

use bevy_ecs::world::World;
use bevy_math::Vec2;
use maquette_camera::{SENSORS, focal_from_fov};
use maquette_document::{
    Aspect, Ease, Edit, Film, Id, Lens, Move, MoveKind, Rig, Shot, changes_from_edits, project,
};
use maquette_time::{Flicks, FrameRate};
use serde_json::Value;

use crate::{CameraTrack, Exported, TrackError, camera_track, csv, usda};

/// Shot 0030, three seconds of `rig`, after a second of shot 0010.
fn film_of(rig: Rig, film: &Film) -> World {
    let (before, shot) = (Id::hashed(&["before"]), Id::hashed(&["shot"]));
    let long =
        |number, seconds| Shot { number, length: Flicks::SECOND * seconds, ..Shot::default() };
    let edits = [
        Edit::create(Id::FILM, film),
        Edit::create(before, &long(10, 1)),
        Edit::create(shot, &long(30, 3)),
        Edit::create(Id::hashed(&["rig"]), &Rig { shot, ..rig }),
    ];
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&edits));
    world
}

fn track_in(rig: Rig, film: &Film) -> CameraTrack {
    camera_track(&film_of(rig, film), 30).expect("the shot is there")
}

fn track_of(rig: Rig) -> CameraTrack {
    track_in(rig, &Film::default())
}

/// Each move over the two seconds in the middle of the shot.
fn moving(kinds: &[MoveKind]) -> Rig {
    let step = |kind: &MoveKind| Move {
        kind: *kind,
        start: Flicks::SECOND / 2,
        length: Flicks::SECOND * 2,
        ease: Ease::InOut,
    };
    Rig { moves: kinds.iter().map(step).collect(), ..Rig::default() }
}

fn text_of(exported: Exported) -> String {
    String::from_utf8(exported.bytes).expect("it is text")
}

/// The values of a USD attribute, in order: one, or one a time code.
fn usd_values(text: &str, name: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim);
    let start = lines.find_map(|line| line.strip_prefix(name)).expect("it has the attribute");
    if let Some(only) = start.strip_prefix(" = ") {
        return vec![only.to_owned()];
    }
    assert_eq!(start, ".timeSamples = {");
    let samples = lines.take_while(|line| *line != "}");
    samples.map(|line| line.split_once(": ").unwrap().1.trim_end_matches(',').to_owned()).collect()
}

fn csv_column(text: &str, name: &str) -> Vec<f32> {
    let mut rows = text.split_terminator("\r\n").map(|row| row.split(',').collect::<Vec<_>>());
    let column = rows.next().unwrap().iter().position(|cell| *cell == name).expect(name);
    rows.map(|row| row[column].parse().expect("a number")).collect()
}

#[track_caller]
fn near(what: &str, found: f64, wanted: f32, by: f64) {
    assert!((found - f64::from(wanted)).abs() < by, "{what}: {found} for {wanted}");
}

#[test]
fn a_lens_has_the_same_millimetres_in_every_format_on_every_sensor_and_shape() {
    let shapes = [(16, 9), (239, 100), (4, 3), (1, 1), (9, 16)];
    for (format, (width, height)) in SENSORS.iter().flat_map(|s| shapes.map(|shape| (s, shape))) {
        let film = Film { aspect: Aspect { width, height }, ..Film::default() };
        for focal in [12.0, 35.0, 85.0, 300.0] {
            let rig = Rig {
                sensor: format.sensor,
                lens: Lens { focal, ..Lens::default() },
                ..Rig::default()
            };
            let track = track_in(rig, &film);
            let what = format!("{focal} mm on {}, {width}:{height}", format.name);
            let file: Value = serde_json::from_slice(&crate::gltf(&track).bytes).unwrap();
            let camera = &file["cameras"][0];
            let [yfov, aspect] =
                ["yfov", "aspectRatio"].map(|n| camera["perspective"][n].as_f64().unwrap());
            let gate = [0, 1].map(|side| camera["extras"]["gate_mm"][side].as_f64().unwrap());
            near(&what, f64::from(focal_from_fov(yfov as f32, gate[1] as f32)), focal, 0.01);
            near(&what, camera["extras"]["focal_mm"][0].as_f64().unwrap(), focal, 1e-6);
            near(&what, gate[0] / gate[1], aspect as f32, 1e-5);
            let stage = text_of(usda(&track));
            let tenths = |name: &str| usd_values(&stage, name)[0].parse::<f64>().unwrap() * 100.0;
            near(&what, tenths("float focalLength"), focal, 0.01);
            near(&what, tenths("float horizontalAperture"), gate[0] as f32, 1e-4);
            near(&what, tenths("float verticalAperture"), gate[1] as f32, 1e-4);
            let table = text_of(csv(&track));
            near(&what, f64::from(csv_column(&table, "focal_mm")[0]), focal, 0.01);
            let fov = csv_column(&table, "fov_x_deg")[0].to_radians();
            near(&what, f64::from(focal_from_fov(fov, gate[0] as f32)), focal, 0.01);
        }
    }
}

#[test]
fn a_lens_of_35_mm_is_0_35_tenths_of_a_metre() {
    let text = text_of(usda(&track_of(Rig::default())));
    assert_eq!(usd_values(&text, "float focalLength"), ["0.35"]);
    assert_eq!(usd_values(&text, "float horizontalAperture"), ["0.36"]);
    assert!(text.contains("\n    metersPerUnit = 1\n") && text.contains("\n    upAxis = \"Y\"\n"));
}

#[test]
fn a_stage_has_the_time_codes_of_the_film_at_its_rate() {
    let film = Film { rate: FrameRate::NTSC_FILM, ..Film::default() };
    let track = track_in(moving(&[MoveKind::Zoom(70.0)]), &film);
    let exported = usda(&track);
    assert_eq!(exported.lost.len(), 1, "that the rate is rounded is said");
    let text = text_of(exported);
    let rate = format!("\n    timeCodesPerSecond = {}\n", 24_000.0_f64 / 1001.0);
    assert!(text.contains(&rate) && text.contains("string rate = \"24000/1001\""));
    assert!(
        text.contains("\n    startTimeCode = 24\n") && text.contains("\n    endTimeCode = 95\n")
    );
    let lens = usd_values(&text, "float focalLength");
    assert_eq!((lens.len(), lens[0].as_str(), lens[71].as_str()), (72, "0.35", "0.7"));
    assert_eq!(usd_values(&text, "double3 xformOp:translate"), ["(0, 1.6, 4)"]);
}

#[test]
fn a_risen_lens_moves_the_aperture_and_gltf_says_that_it_cannot() {
    let lens = Lens { shift: Vec2::new(0.0, 0.1), ..Lens::default() };
    let track = track_of(Rig { lens, ..Rig::default() });
    let offset: f64 =
        usd_values(&text_of(usda(&track)), "float verticalApertureOffset")[0].parse().unwrap();
    near("a tenth of 24 mm", offset * 100.0, 2.4, 1e-4);
    assert!(crate::gltf(&track).lost.iter().any(|lost| lost.contains("shift")));
}

#[test]
fn a_table_has_a_row_a_frame_and_turns_run_on_past_half_a_turn() {
    let about = bevy_math::Vec3::new(0.0, 1.6, 0.0);
    let track = track_of(moving(&[MoveKind::Orbit { about, degrees: 540.0 }]));
    let text = text_of(csv(&track));
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n', '"']));
    let rows: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 73);
    assert!(rows[1].starts_with("24,00:00:01:00,1.000000000,"), "{}", rows[1]);
    assert!(rows.iter().all(|row| row.split(',').count() == 16));
    let yaw = csv_column(&text, "yaw");
    assert!((yaw[71] - 540.0).abs() < 0.01, "{}", yaw[71]);
    assert!(yaw.windows(2).all(|two| (two[1] - two[0]).abs() < 40.0));
    assert_eq!(csv_column(&text, "frame").last(), Some(&95.0));
}

#[test]
fn a_shot_that_is_not_there_is_answered_with_those_that_are_near() {
    let world = film_of(Rig::default(), &Film::default());
    let error = camera_track(&world, 20).unwrap_err();
    assert_eq!(error.to_string(), "the film has no shot 0020; near it are 0010, 0030");
    let error = camera_track(&World::new(), 20).unwrap_err();
    assert!(matches!(error, TrackError::NoShot { .. }) && error.to_string().contains("none"));
}
