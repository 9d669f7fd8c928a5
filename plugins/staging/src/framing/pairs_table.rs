//! Pictures of two, through another's eyes and of things, measured by projecting.

use bevy_math::{Vec2, Vec3};
use maquette_camera::gate;
use maquette_document::{Age, Figure, Gait, Gaze, Hold, Key, Pose, Sensor, ShotSize};
use maquette_time::Flicks;

use super::kinds::{INSERT, TWO_TURNS, across_line, open_gaze, regarded, together};
use super::pair::{shoulder_share, side_of, turned, twins};
use super::person::{Person, ahead};
use super::solve::{Bearing, Glass, bounds, frame_points, highest};
use super::table::ASPECTS;
use super::tests::golden;
use crate::tables::{OTS_ANGLES, POV_EYES, SHOULDER_SHARE, size_row};
use crate::tests::stand::{person_as, player};

const APART: [f32; 6] = [0.8, 1.0, 1.15, 1.6, 2.0, 2.5];

/// Who stands with whom: two who look at one another along x.
fn couples(apart: f32) -> Vec<(&'static str, [Person; 2])> {
    let adult = Figure::default();
    let child = Figure { height: 1.2, age: Age::Child, ..Figure::default() };
    let tall = Figure { height: 1.92, build: 1.15, ..Figure::default() };
    let both = |name, a: &Figure, b: &Figure, pose: Pose| {
        let left = person_as(0, a.clone(), -apart / 2.0, 0.0, 90.0, pose);
        (name, [left, person_as(1, b.clone(), apart / 2.0, 0.0, -90.0, Pose::Stand)])
    };
    vec![
        both("equal", &adult, &adult, Pose::Stand),
        both("tall and adult", &tall, &adult, Pose::Stand),
        both("talking to tall", &adult, &tall, Pose::Talk),
        both("child and adult", &child, &adult, Pose::Stand),
        both("seated and standing", &adult, &adult, Pose::Sit),
    ]
}

/// `+` where both shoulders have their share, `o` where they nearly do (0.16 to 0.42), `.` where there is no such
/// set-up and singles are taken: which is exempt is read off the golden file, and changes by a look only.
#[test]
fn over_a_shoulder_a_quarter_to_a_third_of_the_width_is_the_listener() {
    let mut table = String::from(
        "size   aspect  who                   0.80 1.00 1.15 1.60 2.00 2.50 m apart\n",
    );
    for size in [ShotSize::Ms, ShotSize::Mcu, ShotSize::Cu] {
        for (aspect, who) in ASPECTS.iter().flat_map(|aspect| (0..5).map(|who| (*aspect, who))) {
            let name = couples(1.0)[who].0;
            table.push_str(&format!("{:6} {aspect:.2}    {name:20}", size.to_string()));
            for apart in APART {
                table.push_str(&format!("   {} ", over(size, aspect, &couples(apart)[who].1)));
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
    }
    println!("{table}");
    golden("over_shoulder", &table);
}

fn over(size: ShotSize, aspect: f32, [a, b]: &[Person; 2]) -> char {
    let gate = gate(Sensor::default(), aspect);
    let side = side_of(a.eyes, b.eyes, Vec3::Z * 3.0);
    let Some(is) = twins(a, b, size, side, gate) else { return '.' };
    let told = format!("{size} {aspect:.2} {is:?}");
    assert!((OTS_ANGLES.0..=OTS_ANGLES.1).contains(&is.degrees), "{told}");
    let reach =
        [(0, a), (1, b)].map(|(at, one): (usize, &Person)| is.on[at].position.distance(one.eyes));
    assert!((reach[0] - reach[1]).abs() < 0.02, "twins stand as far off: {told}");
    let shares = [(0, b, a), (1, a, b)].map(|(at, front, behind): (usize, _, _)| {
        let view = is.on[at].view(gate);
        assert!(is.on[at].position.z > 0.0, "both stand on our side of the line: {told}");
        let share = shoulder_share(&is.on[at], gate, front, behind).unwrap();
        // The face lies in what is left, with its eyes about the third.
        let face = view.project(behind.eyes).unwrap().uv;
        let listener = view.project(front.eyes).unwrap().uv.x;
        let from = if listener < face.x { face.x } else { 1.0 - face.x };
        assert!((0.5..0.78).contains(&from), "{told}: face at {from}");
        assert!((0.15..0.55).contains(&face.y), "{told}: eyes at {}", face.y);
        share
    });
    let (low, high) = SHOULDER_SHARE;
    if shares.iter().all(|share| (low - 0.005..=high + 0.005).contains(share)) { '+' } else { 'o' }
}

#[test]
fn two_are_both_in_the_picture_from_across_their_line() {
    for size in [ShotSize::Mcu, ShotSize::Ms, ShotSize::Cowboy, ShotSize::Mls, ShotSize::Fs] {
        let row = size_row(size);
        for (aspect, apart) in ASPECTS.iter().flat_map(|aspect| APART.map(|apart| (*aspect, apart)))
        {
            for (name, [a, b]) in couples(apart) {
                for (turn, focal) in
                    TWO_TURNS[..5].iter().zip([24.0, 35.0, 50.0, row.lens.0, row.lens.1])
                {
                    let glass = Glass { focal, gate: gate(Sensor::default(), aspect) };
                    let base = across_line(a.eyes, b.eyes, Vec3::Z);
                    let bearing = Bearing::level(turned(base, *turn, 1.0));
                    let points: Vec<Vec3> =
                        [&a, &b].iter().flat_map(|one| one.outline(row.lower)).collect();
                    let view = frame_points(&points, together(row.lower, 0.09), bearing, glass)
                        .view(glass.gate);
                    let told = format!("{size} {aspect:.2} {focal} {apart} {name} {turn}");
                    let line = (b.eyes - a.eyes).with_y(0.0).normalize();
                    let to_us = view.position - (a.eyes + b.eyes) / 2.0;
                    let off = line.angle_between(to_us.with_y(0.0)).to_degrees();
                    assert!((69.9..=110.1).contains(&off), "{told}: {off} to the line");
                    let eyes = [&a, &b].map(|one| view.project(one.eyes).unwrap().uv);
                    assert!(
                        eyes.iter().all(|at| (0.09..=0.91).contains(&at.x)),
                        "{told}: {eyes:?}"
                    );
                    assert!(eyes[0].x + 0.05 < eyes[1].x, "{told}: one before the other");
                    let tops = [&a, &b].map(|one| highest(&view, one).unwrap());
                    let top = tops[0].min(tops[1]);
                    assert!((0.09..0.14).contains(&top), "{told}: head-room {top}");
                    let (low, high) = bounds(&view, &points).unwrap();
                    let wide = (high.x - low.x) / 0.82;
                    let tall = (high.y - low.y) / (together(row.lower, 0.09).bottom - 0.11);
                    assert!((wide.max(tall) - 1.0).abs() < 0.02, "{told}: fills {wide} {tall}");
                }
            }
        }
    }
}

#[test]
fn who_is_regarded_is_seen_from_the_place_and_height_of_the_eyes() {
    for (aspect, apart) in ASPECTS.iter().flat_map(|aspect| APART.map(|apart| (*aspect, apart))) {
        for (name, [a, b]) in couples(apart) {
            for focal in [28.0, 35.0, 50.0, 85.0] {
                let glass = Glass { focal, gate: gate(Sensor::default(), aspect) };
                for (of, whom) in [(&a, &b), (&b, &a)] {
                    let view = regarded(of, whom.eyes, glass).view(glass.gate);
                    assert!(view.position.distance(of.eyes) < 1e-4);
                    let seen = view.project(whom.eyes).unwrap().uv;
                    assert!(seen.distance(Vec2::new(0.5, POV_EYES)) < 0.004, "{name}: {seen}");
                    assert!(view.right().y.abs() < 1e-4);
                }
            }
        }
    }
}

#[test]
fn an_insert_is_filled_by_its_thing() {
    let holds = [
        Hold::Phone,
        Hold::Paper,
        Hold::Book,
        Hold::Cup,
        Hold::Key,
        Hold::Torch,
        Hold::Bottle,
        Hold::Box,
    ];
    for (hold, pose) in holds
        .iter()
        .flat_map(|hold| [Pose::Show, Pose::Read, Pose::Stand].map(|pose| (*hold, pose)))
    {
        let key = Key {
            at: Flicks::ZERO,
            position: Vec3::ZERO,
            facing: 0.0,
            pose,
            gait: Gait::Stay,
            gaze: Gaze::Ahead,
            hold,
        };
        let person = Person::at(0, &player(Figure::default()), &[key], Flicks::ZERO, None);
        let points = person.held();
        for (aspect, focal) in
            ASPECTS.iter().flat_map(|aspect| [50.0, 65.0, 85.0].map(|focal| (*aspect, focal)))
        {
            for (degrees, down) in [(20.0, 32.0), (-45.0, 20.0), (110.0, 45.0)] {
                let glass = Glass { focal, gate: gate(Sensor::default(), aspect) };
                let bearing = Bearing { toward: turned(ahead(0.0), degrees, 1.0), down };
                let view = frame_points(&points, INSERT, bearing, glass).view(glass.gate);
                let (low, high) = bounds(&view, &points).unwrap();
                let fills = ((high.x - low.x) / 0.6).max((high.y - low.y) / 0.58);
                assert!(
                    (fills - 1.0).abs() < 0.02,
                    "{hold:?} {pose:?} {aspect:.2} {focal}: {fills}"
                );
                assert!(
                    low.x > 0.18 && high.x < 0.82 && low.y > 0.18 && high.y < 0.80,
                    "{hold:?} {aspect}: {low} {high}"
                );
            }
        }
    }
}

/// Both faces are open to us by 30° to 45° in a two-shot, from wherever in its range the camera stands.
#[test]
fn in_a_two_shot_both_faces_are_open_to_us() {
    for (apart, turn) in
        APART.iter().flat_map(|apart| TWO_TURNS[..5].iter().map(|turn| (*apart, *turn)))
    {
        let place = |who: usize, pose, gaze: Gaze| {
            let side = if who == 0 { -1.0 } else { 1.0 };
            // As blocking stands them: open by 20°.
            let (position, facing) = (Vec3::X * apart / 2.0 * side, -side * 90.0 + side * 20.0);
            let gait = Gait::Stay;
            let key =
                Key { at: Flicks::ZERO, position, facing, pose, gait, gaze, hold: Hold::Nothing };
            let at = if let Gaze::Point(at) = gaze { Some(at) } else { None };
            Person::at(who, &player(Figure::default()), &[key], Flicks::ZERO, at)
        };
        for pose in [Pose::Stand, Pose::Talk, Pose::Sit] {
            let plain = [0, 1].map(|who| place(who, pose, Gaze::Ahead));
            let camera = Vec3::Y * 1.5 + turned(Vec3::Z, turn, 1.0) * 3.0;
            for (who, other) in [(0, 1), (1, 0)] {
                let gaze = open_gaze(plain[who].eyes, plain[other].eyes, camera);
                let person = place(who, pose, Gaze::Point(gaze));
                let [_, brow, back, ..] = person.skull;
                let looks = (brow - back).with_y(0.0).normalize();
                let open = 90.0 - looks.angle_between(turned(Vec3::Z, turn, 1.0)).to_degrees();
                assert!((30.0..=45.0).contains(&open), "{apart} {turn} {pose:?}: {open}");
            }
        }
    }
}
