//! glTF as its specification has it.

use base64ct::{Base64, Encoding};
use bevy_math::{Quat, Vec3};
use maquette_document::{Film, Id, MoveKind, Rig, Sensor};
use proptest::prelude::*;
use serde_json::Value;

use super::{moving, track_in, track_of};
use crate::{CameraTrack, glb, gltf, usda};

fn int(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a whole number")).unwrap()
}

/// The file and its bytes, from the text.
fn read(track: &CameraTrack) -> (Value, Vec<u8>) {
    let file: Value = serde_json::from_slice(&gltf(track).bytes).expect("it is JSON");
    let uri = file["buffers"][0]["uri"].as_str();
    let data = uri.map(|uri| uri.strip_prefix("data:application/octet-stream;base64,").unwrap());
    let bytes = data.map(|data| Base64::decode_vec(data).unwrap()).unwrap_or_default();
    (file, bytes)
}

/// The numbers of an accessor, in rows.
fn values(file: &Value, bytes: &[u8], index: usize) -> Vec<Vec<f32>> {
    let accessor = &file["accessors"][index];
    let view = &file["bufferViews"][int(&accessor["bufferView"])];
    let width = match accessor["type"].as_str().unwrap() {
        "SCALAR" => 1,
        "VEC3" => 3,
        "VEC4" => 4,
        other => panic!("{other}"),
    };
    assert_eq!(accessor["componentType"], 5126);
    let (offset, length) = (int(&view["byteOffset"]), int(&view["byteLength"]));
    assert_eq!((offset % 4, length), (0, int(&accessor["count"]) * width * 4));
    let numbers: Vec<f32> = bytes[offset..offset + length]
        .chunks_exact(4)
        .map(|four| f32::from_le_bytes(four.try_into().unwrap()))
        .collect();
    numbers.chunks(width).map(<[f32]>::to_vec).collect()
}

/// The keys of the channel with this path, held against the specification.
fn channel(file: &Value, bytes: &[u8], path: &str) -> Option<Vec<Vec<f32>>> {
    let animation = &file["animations"][0];
    let channels = animation["channels"].as_array()?;
    let channel = channels.iter().find(|channel| channel["target"]["path"] == path)?;
    let sampler = &animation["samplers"][int(&channel["sampler"])];
    let (input, output) = (int(&sampler["input"]), int(&sampler["output"]));
    let times = values(file, bytes, input);
    assert!(times.windows(2).all(|two| two[0][0] < two[1][0]) && times[0][0] >= 0.0);
    for (bound, time) in [("min", &times[0]), ("max", &times[times.len() - 1])] {
        assert_eq!(file["accessors"][input][bound][0].as_f64(), Some(f64::from(time[0])));
    }
    let keys = values(file, bytes, output);
    assert_eq!((keys.len(), &sampler["interpolation"]), (times.len(), &Value::from("LINEAR")));
    Some(keys)
}

#[test]
fn a_camera_that_stands_still_has_no_animation_and_no_bytes() {
    let (file, bytes) = read(&track_of(Rig::default()));
    assert!(file.get("animations").is_none() && file.get("buffers").is_none() && bytes.is_empty());
    assert_eq!(file["nodes"][0]["translation"][2], 4.0);
}

#[test]
fn a_move_is_a_key_a_frame_of_what_it_moves_and_nothing_else() {
    let track = track_of(moving(&[MoveKind::Dolly(2.0)]));
    let (file, bytes) = read(&track);
    let places = channel(&file, &bytes, "translation").expect("it travels");
    assert_eq!(
        (places.len(), &places[0], &places[71]),
        (72, &vec![0.0, 1.6, 4.0], &vec![0.0, 1.6, 2.0])
    );
    assert_eq!(channel(&file, &bytes, "rotation"), None);
    assert!(file.get("extensionsUsed").is_none());
}

#[test]
fn a_zoom_is_animated_by_the_extension_that_the_file_names() {
    let track = track_of(moving(&[MoveKind::Zoom(70.0)]));
    let (file, bytes) = read(&track);
    let angles = channel(&file, &bytes, "pointer").expect("it zooms");
    let focal = maquette_camera::focal_from_fov(angles[71][0], track.gate().y);
    assert!((focal - 70.0).abs() < 0.01, "{focal}");
    assert_eq!(file["extensionsUsed"][0], "KHR_animation_pointer");
    let target = &file["animations"][0]["channels"][0]["target"];
    assert!(target.get("node").is_none(), "a pointer has no node");
    assert_eq!(
        target["extensions"]["KHR_animation_pointer"]["pointer"],
        "/cameras/0/perspective/yfov"
    );
    assert!(gltf(&track).lost.iter().any(|lost| lost.contains("KHR_animation_pointer")));
}

#[test]
fn a_binary_file_says_its_lengths_and_holds_the_same() {
    let track = track_of(moving(&[MoveKind::Pan(30.0), MoveKind::Truck(1.0)]));
    let whole = glb(&track).bytes;
    let word = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!((&whole[..4], word(4), word(8)), (&b"glTF"[..], 2, whole.len()));
    let text = word(12);
    assert_eq!((&whole[16..20], text % 4, word(20 + text) % 4), (&b"JSON"[..], 0, 0));
    let mut file: Value = serde_json::from_slice(&whole[20..20 + text]).unwrap();
    let (read, bytes) = read(&track);
    assert_eq!((&whole[24 + text..28 + text], &whole[28 + text..]), (&b"BIN\0"[..], &bytes[..]));
    file["buffers"][0]["uri"] = read["buffers"][0]["uri"].clone();
    assert_eq!(file, read);
}

fn any_move() -> impl Strategy<Value = MoveKind> {
    let about = Vec3::new(1.0, 1.4, -2.0);
    prop_oneof![
        (-720.0_f32..720.0).prop_map(MoveKind::Pan),
        (-120.0_f32..120.0).prop_map(MoveKind::Tilt),
        (-400.0_f32..400.0).prop_map(MoveKind::Roll),
        (-5.0_f32..5.0).prop_map(MoveKind::Dolly),
        (-90.0_f32..900.0).prop_map(move |degrees| MoveKind::Orbit { about, degrees }),
        Just(MoveKind::Follow(Id::FILM)),
        (1.0_f32..3000.0).prop_map(MoveKind::Zoom),
        (0.0_f32..3.0, any::<u32>())
            .prop_map(|(strength, seed)| MoveKind::Handheld { strength, seed }),
        prop::sample::select(vec![f32::NAN, f32::INFINITY, f32::MAX]).prop_map(MoveKind::Truck),
    ]
}

proptest! {
    #[test]
    fn any_camera_comes_back_as_the_picture_had_it_turning_the_shorter_way(
        moves in prop::collection::vec(any_move(), 0..4), side in prop::sample::select(vec![36.0, f32::NAN, 0.0])
    ) {
        let rig = Rig { sensor: Sensor { width: side, height: 24.0 }, ..moving(&moves) };
        let track = track_in(rig, &Film::default());
        let (file, bytes) = read(&track);
        let places = channel(&file, &bytes, "translation");
        let turns = channel(&file, &bytes, "rotation");
        for (index, view) in track.views.iter().enumerate() {
            if let Some(places) = &places {
                prop_assert_eq!(Vec3::from_slice(&places[index]), view.position);
            }
            if let Some(turns) = &turns {
                let turn = Quat::from_slice(&turns[index]);
                prop_assert!(turn.is_normalized() && turn.dot(view.rotation).abs() > 0.999_99);
                let before = Quat::from_slice(&turns[index.saturating_sub(1)]);
                prop_assert!(turn.dot(before) >= 0.0, "the longer way at {}", index);
            }
        }
        prop_assert_eq!(places.is_none(), track.views.iter().all(|v| v.position == track.views[0].position));
        let stage = String::from_utf8(usda(&track).bytes).unwrap();
        prop_assert!(!stage.contains("NaN") && !stage.contains("inf"));
        let told = crate::Prompt::of(&track);
        prop_assert!(!told.to_string().contains("NaN") && !told.json().to_string().contains(":null,\"to_mm"));
    }
}
