//! What video models are told, and what they are not told.

use bevy_math::{Quat, Vec3};
use maquette_document::{Film, Id, Lens, MoveKind, Rig};
use serde_json::{Value, json};

use super::{moving, track_in, track_of};
use crate::motion::{Motion, Part};
use crate::{CameraTrack, Prompt};

const CENTRE: Vec3 = Vec3::new(0.0, 1.6, 0.0);

fn told(kinds: &[MoveKind]) -> Value {
    Prompt::of(&track_of(moving(kinds))).json()
}

fn cannot(told: &Value, target: &str) -> String {
    told[target]["cannot"].to_string()
}

/// The names of what is seen of a rig's moves.
#[track_caller]
fn check(kinds: &[MoveKind], expected: &str) {
    check_track(&track_of(moving(kinds)), expected);
}

#[track_caller]
fn check_track(track: &CameraTrack, expected: &str) {
    let motion = Motion::of(track);
    let names: Vec<&str> = motion.parts.iter().map(|part| part.name()).collect();
    assert_eq!(names.join(" "), expected, "{:?}", motion.parts);
}

#[test]
fn each_move_is_known_by_the_way_that_it_went() {
    check(&[], "");
    check(&[MoveKind::Pan(-20.0)], "pan");
    check(&[MoveKind::Tilt(8.0)], "tilt");
    check(&[MoveKind::Roll(8.0)], "roll");
    check(&[MoveKind::Dolly(1.0)], "dolly");
    check(&[MoveKind::Truck(-1.0)], "truck");
    check(&[MoveKind::Pedestal(0.5)], "pedestal");
    check(&[MoveKind::Zoom(50.0)], "zoom");
    check(&[MoveKind::Truck(1.0), MoveKind::Tilt(4.0)], "truck tilt");
    check(&[MoveKind::Orbit { about: CENTRE, degrees: 40.0 }], "arc");
    check(&[MoveKind::Orbit { about: CENTRE, degrees: -400.0 }], "arc");
    check(&[MoveKind::Truck(1.0), MoveKind::Pan(-20.0)], "truck pan");
    check(&[MoveKind::Handheld { strength: 1.0, seed: 7 }], "handheld camera");
    check(
        &[MoveKind::Handheld { strength: 1.0, seed: 7 }, MoveKind::Dolly(2.0)],
        "dolly handheld camera",
    );
    check(&[MoveKind::Rack(2.0)], "rack focus");
}

#[test]
fn a_way_that_no_rig_explains_has_its_name_too() {
    let mut track = track_of(moving(&[MoveKind::Orbit { about: CENTRE, degrees: 40.0 }]));
    track.moves.clear();
    check_track(&track, "arc");
    let Part::Arc { degrees, radius } = Motion::of(&track).parts[0] else { panic!("an arc") };
    assert!((degrees - 40.0).abs() < 0.01 && (radius - 4.0).abs() < 0.01, "{degrees}° {radius} m");
    let mut track = track_of(moving(&[MoveKind::Handheld { strength: 1.0, seed: 7 }]));
    track.moves.clear();
    check_track(&track, "handheld camera");
    let mut track = track_of(Rig::default());
    for (index, view) in track.views.iter_mut().enumerate() {
        view.position.x += 0.01 * index as f32;
        view.rotation = Quat::from_rotation_y(0.002 * index as f32) * view.rotation;
    }
    check_track(&track, "arc");
    for (index, view) in track.views.iter_mut().enumerate() {
        view.rotation = Quat::from_rotation_y(-0.002 * index as f32);
    }
    check_track(&track, "truck pan");
}

#[test]
fn what_goes_out_and_comes_back_is_said_to() {
    let mut track = track_of(Rig::default());
    for (index, view) in track.views.iter_mut().enumerate() {
        view.position.z -= 1.0 - (index as f32 / 35.5 - 1.0).abs();
    }
    check_track(&track, "dolly");
    assert!(Motion::of(&track).returns);
    assert_eq!(Prompt::of(&track).json()["comfyui"]["control"], Value::Null);
    assert!(!Motion::of(&track_of(moving(&[MoveKind::Dolly(1.0)]))).returns);
}

#[test]
fn a_preset_is_given_only_where_it_is_what_the_camera_does() {
    for (kind, preset) in [
        (MoveKind::Truck(1.5), "Pan Right"),
        (MoveKind::Truck(-1.5), "Pan Left"),
        (MoveKind::Pedestal(1.5), "Pan Up"),
        (MoveKind::Pedestal(-1.5), "Pan Down"),
        (MoveKind::Dolly(3.0), "Zoom In"),
        (MoveKind::Dolly(-3.0), "Zoom Out"),
        (MoveKind::Roll(60.0), "Anti Clockwise (ACW)"),
        (MoveKind::Roll(-60.0), "ClockWise (CW)"),
    ] {
        let told = told(&[kind]);
        let inputs = &told["comfyui"]["control"]["inputs"];
        assert_eq!((&inputs["camera_pose"], &inputs["speed"]), (&json!(preset), &json!(1.0)));
    }
    assert_eq!(told(&[])["comfyui"]["control"]["inputs"]["camera_pose"], "Static");
    for (kinds, why) in [
        (&[MoveKind::Pan(20.0)][..], "its pans are trucks"),
        (&[MoveKind::Tilt(20.0)], "its pans are trucks"),
        (&[MoveKind::Zoom(70.0)], "its Zoom In is a dolly"),
        (&[MoveKind::Truck(1.0), MoveKind::Tilt(5.0)], "one move: a truck with a tilt"),
        (&[MoveKind::Truck(1.0), MoveKind::Dolly(1.0)], "a dolly with a truck goes 45° off them"),
    ] {
        let told = told(kinds);
        assert_eq!(told["comfyui"]["control"], Value::Null, "{kinds:?}");
        assert!(cannot(&told, "comfyui").contains(why), "{}", cannot(&told, "comfyui"));
    }
}

#[test]
fn a_pose_goes_along_the_axes_of_a_camera_that_looks_down() {
    let down =
        |pitch| Prompt::of(&track_of(Rig { pitch, ..moving(&[MoveKind::Dolly(1.0)]) })).json();
    let steep = down(-40.0);
    assert_eq!(steep["comfyui"]["control"], Value::Null);
    assert!(cannot(&steep, "comfyui").contains("a dolly goes 40° off them"));
    assert_eq!(steep["ltx"]["control"]["camera_motion"], "dolly_in");
    let gentle = down(-15.0);
    assert_eq!(gentle["comfyui"]["control"]["inputs"]["camera_pose"], "Zoom In");
    assert!(cannot(&gentle, "comfyui").contains("the camera's way is 15° off it"));
}

#[test]
fn the_node_sees_the_lens_as_a_share_of_the_frame_that_it_crops() {
    let inputs = |focal: f32, width, height| {
        let film = Film { aspect: maquette_document::Aspect { width, height }, ..Film::default() };
        let rig = Rig { lens: Lens { focal, ..Lens::default() }, ..Rig::default() };
        Prompt::of(&track_in(rig, &film)).json()["comfyui"].clone()
    };
    let wide = inputs(18.0, 16, 9);
    let values = &wide["control"]["inputs"];
    assert_eq!((&values["fx"], &values["fy"]), (&json!(0.5), &json!(0.889)));
    assert_eq!(
        (&values["width"], &values["height"], &values["length"]),
        (&json!(848), &json!(480), &json!(49))
    );
    // A tall picture is cut from a 16:9 frame of its height, 24 mm of the sensor.
    let tall = inputs(12.0, 9, 16);
    assert_eq!(tall["control"]["inputs"]["fy"], 0.5);
    let long = inputs(40.5, 16, 9);
    assert_eq!(long["control"]["inputs"]["fy"], 1.0);
    assert!(long["cannot"].to_string().contains("20.2 mm instead of 40.5 mm"), "{long}");
}

#[test]
fn kling_is_told_a_pan_by_what_it_calls_tilt() {
    let config = |kind| told(&[kind])["kling"]["control"]["config"].clone();
    assert!(config(MoveKind::Pan(-20.0))["tilt"].as_f64().unwrap() > 0.0, "to the right");
    assert!(config(MoveKind::Tilt(10.0))["pan"].as_f64().unwrap() > 0.0, "up");
    assert!(config(MoveKind::Zoom(70.0))["zoom"].as_f64().unwrap() < 0.0, "a longer lens");
    assert!(config(MoveKind::Truck(-1.0))["horizontal"].as_f64().unwrap() < 0.0);
    assert_eq!(told(&[MoveKind::Dolly(1.0)])["kling"]["control"], Value::Null);
    let turn = told(&[MoveKind::Dolly(1.0), MoveKind::Pan(-20.0)]);
    assert_eq!(turn["kling"]["control"], json!({ "type": "right_turn_forward" }));
    let back = told(&[MoveKind::Dolly(-1.0), MoveKind::Pedestal(-1.0)]);
    assert_eq!(back["kling"]["control"], json!({ "type": "down_back" }));
}

#[test]
fn a_dolly_zoom_is_named_with_what_keeps_its_size() {
    let mut rig = moving(&[MoveKind::Dolly(2.0), MoveKind::Zoom(17.5)]);
    rig.position.z = 4.0;
    let prompt = Prompt::of(&track_of(rig));
    assert_eq!(prompt.json()["dolly_zoom_m"], 4.0);
    assert!(prompt.to_string().contains("keeps the size of what is 4.0 m away"), "{prompt}");
    assert_eq!(told(&[MoveKind::Dolly(2.0), MoveKind::Zoom(70.0)])["dolly_zoom_m"], Value::Null);
}

#[test]
fn words_are_those_of_each_model() {
    let told = told(&[MoveKind::Truck(0.3)]);
    let words = |target: &str| told[target]["words"].as_str().unwrap().to_owned();
    assert_eq!(words("wan"), "Medium shot, medium lens. The camera slowly moves to the right.");
    assert_eq!(words("ltx"), "Medium shot. The camera slowly tracks to the right.");
    assert_eq!(words("kling"), "Medium shot, medium lens. The camera slowly moves to the right.");
    assert!(cannot(&told, "ltx").contains("it has no lens: 35 mm"));
    assert!(cannot(&told, "wan").contains("no times"), "it stands still at both ends");
}

#[test]
fn one_who_is_followed_is_said_to_be() {
    let prompt = Prompt::of(&track_of(moving(&[MoveKind::Follow(Id::FILM)]))).json();
    assert_eq!(prompt["follows"], true);
}
