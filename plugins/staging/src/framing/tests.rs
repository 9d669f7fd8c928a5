//! Sizes are what the table says, on any body.

use bevy_math::Vec3;
use maquette_document::{Figure, Hat, Pose, ShotSize};

use super::pair::{side_of, twins};
use super::solve::{Bearing, Glass, Room, bounds, frame_person, frame_points, size_seen};
use crate::tables::{SHOULDER_SHARE, size_row};
use crate::tests::stand::{pair, person_as, wide_gate};

pub(super) const ALL: [ShotSize; 11] = [
    ShotSize::Ecu,
    ShotSize::Vcu,
    ShotSize::Cu,
    ShotSize::Mcu,
    ShotSize::Ms,
    ShotSize::Cowboy,
    ShotSize::Mls,
    ShotSize::Fs,
    ShotSize::Ws,
    ShotSize::Vws,
    ShotSize::Ews,
];

/// Compares with `framing/golden/NAME.txt`; `MAQUETTE_ACCEPT=1` takes what is found now as good, after a look.
#[track_caller]
pub(super) fn golden(name: &str, found: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/framing/golden");
    let path = folder.join(format!("{name}.txt"));
    if std::env::var_os("MAQUETTE_ACCEPT").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, found).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&path).expect("MAQUETTE_ACCEPT=1 makes it");
    for (known, found) in known.lines().zip(found.lines()) {
        assert_eq!(known, found, "{name}: MAQUETTE_ACCEPT=1 takes it, after a look");
    }
    assert_eq!(known.lines().count(), found.lines().count(), "{name}");
}

#[test]
fn what_was_framed_in_a_size_is_seen_in_it() {
    let person = &person_as(0, Figure::default(), 0.3, -0.2, 20.0, Pose::Stand);
    for size in &ALL[1..] {
        let glass = Glass { focal: size_row(*size).lens.1, gate: wide_gate() };
        let view =
            frame_person(person, *size, Bearing::level(Vec3::Z), 0.0, 0.5, glass).view(glass.gate);
        assert_eq!(size_seen(&view, person), Some(*size));
    }
}

#[test]
fn a_hat_is_whole_from_close_ups_out() {
    let person =
        person_as(0, Figure { hat: Hat::Brim, ..Figure::default() }, 0.0, 0.0, 0.0, Pose::Stand);
    for size in &ALL[2..] {
        let glass = Glass { focal: size_row(*size).lens.0, gate: wide_gate() };
        let view =
            frame_person(&person, *size, Bearing::level(Vec3::Z), 0.0, 0.5, glass).view(glass.gate);
        assert!(view.project(person.crown).unwrap().uv.y > 0.0, "{size}");
    }
}

#[test]
fn points_fill_the_room_they_are_given() {
    let points: Vec<Vec3> =
        pair().iter().flat_map(|person| person.outline(maquette_figure::Landmark::Sole)).collect();
    let room = Room::tall(0.1, 0.9);
    let glass = Glass { focal: 35.0, gate: wide_gate() };
    let placed = frame_points(&points, room, Bearing { toward: Vec3::Z, down: 5.0 }, glass);
    let (low, high) = bounds(&placed.view(glass.gate), &points).unwrap();
    assert!((low.y - 0.1).abs() < 0.02 && (high.y - 0.9).abs() < 0.02, "{low} {high}");
    assert!(low.x > 0.05 && high.x < 0.95 && (low.x + high.x - 1.0).abs() < 0.02);
}

#[test]
fn twins_mirror_one_another_and_a_shoulder_takes_its_share() {
    let people = pair();
    let side = side_of(people[0].eyes, people[1].eyes, Vec3::Z * 3.0);
    for size in [ShotSize::Ms, ShotSize::Mcu, ShotSize::Cu] {
        let found = twins(&people[0], &people[1], size, side, wide_gate()).unwrap();
        let reach = |index: usize| found.on[index].position.distance(people[index].eyes);
        assert!((reach(0) - reach(1)).abs() < 0.02, "{size}");
        assert_eq!(found.on[0].focal, found.on[1].focal);
        assert!((15.0..=35.0).contains(&found.degrees));
        for placed in found.on {
            assert!(placed.position.z > 0.0, "both stand on our side of the line");
        }
        // At talking distance a close-up is taken from so near that less of the shoulder is in it.
        let least = if size == ShotSize::Cu { 0.16 } else { SHOULDER_SHARE.0 };
        for share in found.shoulders {
            assert!((least..=SHOULDER_SHARE.1).contains(&share), "{size}: {share}");
        }
    }
}
