//! People, rooms and pictures put together by hand.

use bevy_math::{Vec2, Vec3};
use maquette_camera::{Aim, View, aim_to_place, gate};
use maquette_document::{
    Figure, Gait, Gaze, Hold, Id, Key, Piece, PieceKind, Pose, Sensor, Set, ShotKind, ShotSize,
};
use maquette_figure::Body;
use maquette_time::Flicks;

use crate::framing::person::{Person, Player};
use crate::ground::Ground;
use crate::shot::Shown;

pub(crate) fn player(figure: Figure) -> Player {
    Player { id: Id::hashed(&[&figure.name]), body: Body::of(&figure), figure }
}

/// Number `who`, in a pose somewhere.
pub(crate) fn person_as(
    who: usize,
    figure: Figure,
    x: f32,
    z: f32,
    facing: f32,
    pose: Pose,
) -> Person {
    let key = Key {
        at: Flicks::ZERO,
        position: Vec3::new(x, 0.0, z),
        facing,
        pose,
        gait: Gait::Stay,
        gaze: Gaze::Ahead,
        hold: Hold::Nothing,
    };
    Person::at(who, &player(figure), &[key], Flicks::ZERO, None)
}

pub(crate) fn person(who: usize, x: f32, z: f32, facing: f32) -> Person {
    person_as(who, Figure::default(), x, z, facing, Pose::Stand)
}

/// Two who face one another along x.
pub(crate) fn pair() -> Vec<Person> {
    vec![person(0, -0.6, 0.0, 90.0), person(1, 0.6, 0.0, -90.0)]
}

pub(crate) fn room(pieces: Vec<Piece>) -> Ground {
    let set = Set { width: 6.0, depth: 6.0, height: 2.6, pieces, ..Set::default() };
    Ground::new(Id::NONE, set)
}

pub(crate) fn piece(kind: PieceKind, x: f32, z: f32) -> Piece {
    Piece { kind, at: Vec3::new(x, 0.0, z), turn: 0.0, scale: 1.0 }
}

pub(crate) fn wide_gate() -> Vec2 {
    gate(Sensor::default(), 16.0 / 9.0)
}

/// A camera that sees `target` at `uv`.
pub(crate) fn view(position: Vec3, target: Vec3, uv: Vec2, focal: f32) -> View {
    let aim: Aim = aim_to_place(position, target, uv, focal, wide_gate());
    View { position, rotation: aim.rotation(), focal, gate: wide_gate(), ..View::default() }
}

/// A picture of `people` about `subjects`, the first of whom talks to `partner`.
pub(crate) fn shown(
    view: View,
    kind: ShotKind,
    subjects: &[usize],
    partner: Option<usize>,
    people: Vec<Person>,
) -> Shown {
    Shown {
        view,
        kind,
        size: ShotSize::Ms,
        subjects: subjects.to_vec(),
        partner,
        people,
        walk: None,
        walkers: Vec::new(),
        regrouped: false,
    }
}
