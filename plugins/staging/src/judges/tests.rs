//! Each judge objects to the fault that is its own, and to nothing that is well made.

use bevy_math::{Vec2, Vec3};
use maquette_document::{PieceKind, ShotKind, ShotSize};
use maquette_time::Flicks;

use super::*;
use crate::framing::solve::{Bearing, Glass, frame_person};
use crate::shot::Shown;
use crate::tests::stand::{pair, person, piece, room, shown, view, wide_gate};

const MIDDLE: Vec2 = Vec2::new(0.5, 0.3);

/// A single of one of the pair, from a side of the line.
fn single(of: usize, side: f32) -> Shown {
    let people = pair();
    let toward = Vec3::new(if of == 0 { 1.0 } else { -1.0 }, 0.0, 0.5 * side);
    let glass = Glass { focal: 45.0, gate: wide_gate() };
    let placed = frame_person(&people[of], ShotSize::Ms, Bearing::level(toward), 0.0, 0.5, glass);
    shown(placed.view(glass.gate), ShotKind::Single, &[of], Some(1 - of), people)
}

fn rules(faults: &[Option<Fault>]) -> Vec<Rule> {
    faults.iter().flatten().map(|fault| fault.rule).collect()
}

#[test]
fn a_clean_pair_of_singles_breaks_nothing() {
    let ground = room(vec![piece(PieceKind::Table, 0.0, -1.9)]);
    let (a, b) = (single(0, 1.0), single(1, 1.0));
    let between = [
        keeps_the_line(&a, &b),
        is_no_jump(&a, &b),
        eyelines_meet(&a, &b),
        keeps_direction(&a, &b),
    ];
    assert_eq!(rules(&between), []);
    for one in [&a, &b] {
        let alone = [
            is_in_frame(one),
            cuts_no_joint(one),
            is_seen(one, &ground),
            camera_has_room(one, &ground),
            people_have_room(one, &ground),
        ];
        assert_eq!(rules(&alone), []);
    }
    assert_eq!(moves_sparingly(8, 2), None);
    assert_eq!(has_length(Flicks::SECOND * 4, false), None);
}

#[test]
fn a_camera_across_the_line_is_caught() {
    let (a, b) = (single(0, 1.0), single(1, -1.0));
    assert_eq!(keeps_the_line(&a, &b).map(|fault| fault.rule), Some(Rule::Line));
    assert_eq!(eyelines_meet(&a, &b).map(|fault| fault.rule), Some(Rule::Eyelines));
    let walked = Shown { regrouped: true, ..b };
    assert_eq!(keeps_the_line(&a, &walked), None, "a walk makes a new line");
}

#[test]
fn a_jump_is_caught_until_size_or_angle_change_enough() {
    let a = single(0, 1.0);
    assert_eq!(is_no_jump(&a, &a).map(|fault| fault.rule), Some(Rule::Jump));
    let one_step = Shown { size: ShotSize::Mcu, ..a.clone() };
    assert!(is_no_jump(&a, &one_step).is_some());
    let two_steps = Shown { size: ShotSize::Cu, ..a.clone() };
    assert_eq!(is_no_jump(&a, &two_steps), None);
    let other_angle = Shown {
        view: view(a.people[0].eyes + Vec3::new(0.6, 0.0, 2.2), a.people[0].eyes, MIDDLE, 50.0),
        ..a.clone()
    };
    assert_eq!(is_no_jump(&a, &other_angle), None);
}

#[test]
fn who_is_out_of_the_picture_or_without_a_head_is_caught() {
    let a = single(0, 1.0);
    let eyes = a.people[0].eyes;
    let aside = Shown { view: view(a.view.position, eyes, Vec2::new(1.2, 0.3), 50.0), ..a.clone() };
    let beheaded =
        Shown { view: view(a.view.position, eyes, Vec2::new(0.5, 0.05), 50.0), ..a.clone() };
    let behind = Shown {
        view: view(a.view.position, eyes + (a.view.position - eyes) * 4.0, MIDDLE, 50.0),
        ..a
    };
    for broken in [aside, beheaded, behind] {
        assert_eq!(is_in_frame(&broken).map(|fault| fault.rule), Some(Rule::Frame));
    }
}

#[test]
fn a_frame_that_ends_at_a_knee_or_a_wrist_is_caught() {
    let a = single(0, 1.0);
    for joint in 0..9 {
        let at = a.people[0].joints[joint];
        let cut = Shown { view: view(a.view.position, at, Vec2::new(0.5, 1.0), 35.0), ..a.clone() };
        assert_eq!(cuts_no_joint(&cut).map(|fault| fault.rule), Some(Rule::Joint), "joint {joint}");
    }
}

#[test]
fn who_stands_behind_something_or_somebody_is_caught() {
    let a = single(0, 1.0);
    let halfway = a.view.position.midpoint(a.people[0].eyes);
    let ground = room(vec![piece(PieceKind::Cupboard, halfway.x, halfway.z)]);
    assert_eq!(is_seen(&a, &ground).map(|fault| fault.rule), Some(Rule::Hidden));
    let mut people = a.people.clone();
    people.push(person(2, halfway.x, halfway.z, 0.0));
    let crowded = Shown { people, ..a };
    assert_eq!(is_seen(&crowded, &room(Vec::new())).map(|fault| fault.rule), Some(Rule::Hidden));
}

#[test]
fn a_camera_in_a_thing_a_wall_or_somebody_is_caught() {
    let a = single(0, 1.0);
    let at = a.view.position;
    let caught =
        |shown: &Shown, pieces| camera_has_room(shown, &room(pieces)).map(|fault| fault.rule);
    assert_eq!(caught(&a, vec![piece(PieceKind::Cupboard, at.x, at.z)]), Some(Rule::Camera));
    let walled = Shown {
        view: view(Vec3::new(3.05, 1.5, 0.0), a.people[0].eyes, MIDDLE, 35.0),
        ..a.clone()
    };
    assert_eq!(caught(&walled, Vec::new()), Some(Rule::Camera));
    let inside =
        Shown { view: view(a.people[1].eyes, a.people[0].eyes, MIDDLE, 35.0), ..a.clone() };
    assert_eq!(caught(&inside, Vec::new()), Some(Rule::Camera));
    let own_eyes = Shown { kind: ShotKind::Pov, ..inside };
    assert_eq!(caught(&own_eyes, Vec::new()), None, "a POV is from somebody's eyes");
}

#[test]
fn people_in_furniture_or_in_one_another_are_caught() {
    let a = single(0, 1.0);
    let table = room(vec![piece(PieceKind::Table, -0.6, 0.0)]);
    assert_eq!(people_have_room(&a, &table).map(|fault| fault.rule), Some(Rule::Room));
    let mut people = a.people.clone();
    people.push(person(2, 0.5, 0.1, 0.0));
    let crowded = Shown { people, ..a };
    assert_eq!(
        people_have_room(&crowded, &room(Vec::new())).map(|fault| fault.rule),
        Some(Rule::Room)
    );
}

#[test]
fn who_turns_round_over_a_cut_is_caught() {
    let walk = Some((0, Vec3::Z));
    let from = |x: f32| {
        let people = pair();
        let at = people[0].eyes;
        let camera = at + Vec3::new(x, 0.0, 0.4);
        Shown {
            walk,
            ..shown(view(camera, at, MIDDLE, 35.0), ShotKind::Single, &[0], None, people)
        }
    };
    assert_eq!(
        keeps_direction(&from(3.0), &from(-3.0)).map(|fault| fault.rule),
        Some(Rule::Direction)
    );
    assert_eq!(keeps_direction(&from(3.0), &from(2.0)), None);
}

#[test]
fn too_many_moves_and_shots_too_short_or_too_long_are_caught() {
    assert_eq!(moves_sparingly(8, 3).map(|fault| fault.rule), Some(Rule::Moves));
    assert_eq!(has_length(Flicks::SECOND / 2, true).map(|fault| fault.rule), Some(Rule::Length));
    assert_eq!(has_length(Flicks::SECOND * 9, false).map(|fault| fault.rule), Some(Rule::Length));
    assert_eq!(has_length(Flicks::SECOND * 9, true), None);
}

#[test]
fn who_is_cut_off_before_the_subject_or_fills_the_foreground_is_caught() {
    let a = single(0, 1.0);
    let (from, to) = (a.view.position, a.people[0].eyes);
    let caught = |along: f32, aside: f32| {
        let at = from.lerp(to, along) + a.view.right() * aside;
        let people = vec![a.people[0].clone(), person(2, at.x, at.z, 90.0)];
        is_clear_before(&Shown { people, ..a.clone() }).map(|fault| fault.rule)
    };
    assert_eq!(caught(0.4, 0.34), Some(Rule::Foreground), "half a body at the edge");
    assert_eq!(caught(0.4, 0.0), Some(Rule::Foreground), "a back");
    assert_eq!(caught(0.4, 2.0), None, "out of the picture");
    assert_eq!(caught(1.6, 0.5), None, "beyond the subject");
}

#[test]
fn a_listener_who_fills_the_picture_over_a_shoulder_is_caught() {
    let people = pair();
    let line = (people[1].eyes - people[0].eyes).normalize();
    let far = |metres: f32| {
        let at = people[1].eyes + line * metres + Vec3::new(0.0, 0.0, 0.28 * metres + 0.1);
        let seen = view(at, people[0].eyes, Vec2::new(0.36, 0.3), 50.0);
        let over = shown(seen, ShotKind::Ots, &[0], Some(1), people.clone());
        is_clear_before(&over).map(|fault| fault.rule)
    };
    assert_eq!(far(0.35), Some(Rule::Foreground));
    assert_eq!(far(2.2), None);
}
