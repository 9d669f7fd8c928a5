//! The plan of a scene, seen from above: plain data, for whoever draws it.

use bevy_math::{Vec2, Vec3};
use maquette_camera::View;
use maquette_document::{Accent, Id, PieceKind, ShotKind, ShotSize};

use crate::blocking::acting::Stance;
use crate::direct::{Directed, Film};
use crate::ground::{Ground, flat};

/// A scene from above. Metres in x and z; angles in degrees as figures face: 0 along +z, 90 along +x.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenePlan {
    pub scene: Id,
    pub heading: String,
    pub set: Id,
    /// The least rectangle that holds the floor, everybody and every camera.
    pub low: Vec2,
    pub high: Vec2,
    /// Half the width and depth of the floor, about the origin.
    pub floor: Vec2,
    pub walls: Vec<PlanWall>,
    pub pieces: Vec<PlanPiece>,
    /// As they stand when the scene begins, and those who come, where they are when they are first seen.
    pub figures: Vec<PlanFigure>,
    /// Lines of action: between the heads of those who talk, each once.
    pub lines: Vec<(Vec2, Vec2)>,
    /// About where the cameras stand.
    pub home: Vec2,
    pub cameras: Vec<PlanCamera>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlanWall {
    pub from: Vec2,
    pub to: Vec2,
    /// Metres from `from`, and whether it is a door.
    pub holes: Vec<(f32, f32, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanPiece {
    /// None of a box.
    pub kind: Option<PieceKind>,
    pub corners: [Vec2; 4],
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlanFigure {
    pub figure: Id,
    pub name: String,
    pub accent: Accent,
    pub at: Vec2,
    pub facing: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanCamera {
    pub shot: Id,
    /// As the shot is numbered.
    pub number: u32,
    pub at: Vec2,
    pub facing: f32,
    /// Degrees across the picture.
    pub angle: f32,
    pub size: ShotSize,
    pub kind: ShotKind,
    /// It moves.
    pub moves: bool,
}

/// The plan of a scene that was directed; its shots have these `numbers`.
pub(crate) fn plan_of(
    film: &Film,
    ground: &Ground,
    directed: &Directed,
    scene: Id,
    heading: &str,
    numbers: &[u32],
) -> ScenePlan {
    let walls = ground
        .plan_walls()
        .into_iter()
        .map(|(from, to, holes)| PlanWall { from, to, holes })
        .collect();
    let pieces = ground
        .plan_pieces()
        .into_iter()
        .map(|(kind, corners)| PlanPiece { kind, corners })
        .collect();
    let mut plan = ScenePlan {
        scene,
        heading: heading.to_owned(),
        set: ground.id,
        low: Vec2::ZERO,
        high: Vec2::ZERO,
        floor: Vec2::new(ground.set.width, ground.set.depth) / 2.0,
        walls,
        pieces,
        figures: figures(film, directed),
        lines: Vec::new(),
        home: flat(directed.home),
        cameras: Vec::new(),
    };
    for (shot, number) in directed.shots.iter().zip(numbers) {
        let view: &View = &shot.shown.view;
        let forward = view.forward();
        plan.cameras.push(PlanCamera {
            shot: shot.id,
            number: *number,
            at: flat(view.position),
            facing: bevy_math::ops::atan2(forward.x, forward.z).to_degrees(),
            angle: view.fov_x().to_degrees(),
            size: shot.size,
            kind: shot.kind,
            moves: !shot.rig.moves.is_empty(),
        });
        let pair = shot.subjects.first().zip(shot.shown.partner);
        let heads =
            pair.and_then(|(a, b)| Some((shot.shown.person(*a)?.eyes, shot.shown.person(b)?.eyes)));
        if let Some((a, b)) =
            heads.filter(|_| matches!(shot.kind, ShotKind::Two | ShotKind::Ots | ShotKind::Single))
        {
            let (a, b) = (flat(a), flat(b));
            let known = |line: &(Vec2, Vec2)| {
                line.0.distance(a) + line.1.distance(b) < 0.6
                    || line.0.distance(b) + line.1.distance(a) < 0.6
            };
            if !plan.lines.iter().any(known) {
                plan.lines.push((a, b));
            }
        }
    }
    bound(&mut plan);
    plan
}

fn figures(film: &Film, directed: &Directed) -> Vec<PlanFigure> {
    let of = |who: usize, at: Vec3, facing: f32| PlanFigure {
        figure: film.players[who].id,
        name: film.players[who].figure.name.clone(),
        accent: film.players[who].figure.accent,
        at: flat(at),
        facing,
    };
    let mut figures: Vec<PlanFigure> = directed
        .began
        .iter()
        .map(|(who, stance): &(usize, Stance)| of(*who, stance.at, stance.facing))
        .collect();
    for shot in &directed.shots {
        for person in &shot.shown.people {
            let id = film.players[person.who].id;
            if figures.iter().all(|one| one.figure != id) {
                figures.push(of(person.who, person.at, person.facing));
            }
        }
    }
    figures
}

fn bound(plan: &mut ScenePlan) {
    let floor = plan.floor.min(Vec2::splat(12.0));
    let (mut low, mut high) = (-floor, floor);
    let points = plan.figures.iter().map(|one| one.at).chain(plan.cameras.iter().map(|one| one.at));
    for point in points {
        low = low.min(point);
        high = high.max(point);
    }
    (plan.low, plan.high) = (low - 0.6, high + 0.6);
}
