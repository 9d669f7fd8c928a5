//! What is in a set, as a list and as a floor plan.

use anyhow::{Context, Result};
use bevy_math::{Vec2, Vec3};
use maquette_camera::view_at;
use maquette_document::{
    Block, Figure, Id, Opening, OpeningKind, Performance, Piece, Rig, Set, Side, all, film, get,
    of_shot,
};
use maquette_figure::{obstacles, swings, walls};
use maquette_staging::{PlanCamera, PlanFigure, PlanPiece, PlanWall, ScenePlan};
use maquette_time::Flicks;
use serde_json::{Value, json};

use super::words::SetShow;
use super::{set_of, shots_on};
use crate::commands::camera_script::shot_of;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

pub(super) fn run(words: &SetShow) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let Some(place) = &words.place else { return list(&film, words.json) };
    let (id, set) = set_of(&film.world, place)?;
    if let Some(out) = &words.out {
        let plan = plan_of(&film, id, set, words.shot.as_deref())?;
        let picture = crate::plan::draw_set(&plan, &swings(set)).context("it has no extent")?;
        picture.save(out).with_context(|| format!("failed to write a picture: {out:?}"))?;
        say(&format!("{}", out.display()));
        return Ok(Outcome::Done);
    }
    if words.json {
        say(&serde_json::to_string_pretty(&in_json(&film, id, set))?);
        return Ok(Outcome::Done);
    }
    say(&heading(&film, id, set));
    for (index, opening) in set.openings.iter().enumerate() {
        say(&format!("  opening {:<3} {}", index + 1, opening_line(opening)));
    }
    for (index, piece) in set.pieces.iter().enumerate() {
        say(&format!("  piece {:<5} {}", index + 1, piece_line(piece)));
    }
    for (index, block) in set.boxes.iter().enumerate() {
        say(&format!("  box {:<7} {}", index + 1, box_line(block)));
    }
    Ok(Outcome::Done)
}

fn list(film: &OpenFilm, json: bool) -> Result<Outcome> {
    let sets = all::<Set>(&film.world);
    if json {
        let all: Vec<Value> = sets.iter().map(|(id, set)| in_json(film, *id, set)).collect();
        say(&serde_json::to_string_pretty(&all)?);
    } else {
        sets.iter().for_each(|(id, set)| say(&heading(film, *id, set)));
    }
    Ok(Outcome::Done)
}

fn heading(film: &OpenFilm, id: Id, set: &Set) -> String {
    let high = if set.height > 0.0 { format!(", {:.2} m high", set.height) } else { String::new() };
    format!(
        "{}: {:.2} m wide (x), {:.2} m deep (z){high}; {} openings, {} pieces, {} boxes; {} shots",
        set.name,
        set.width,
        set.depth,
        set.openings.len(),
        set.pieces.len(),
        set.boxes.len(),
        shots_on(&film.world, id).len()
    )
}

pub(super) fn opening_name(kind: OpeningKind) -> &'static str {
    match kind {
        OpeningKind::Door => "door",
        OpeningKind::Window => "window",
        OpeningKind::Arch => "arch",
    }
}

pub(super) fn opening_line(one: &Opening) -> String {
    let side = match one.side {
        Side::North => "north",
        Side::South => "south",
        Side::East => "east",
        Side::West => "west",
    };
    let sill = if one.sill > 0.0 { format!(", sill {:.2}", one.sill) } else { String::new() };
    let what = opening_name(one.kind);
    format!("{what:<12} {side} {:+.2}, {:.2} by {:.2} m{sill}", one.along, one.width, one.height)
}

fn piece_line(one: &Piece) -> String {
    let kind = serde_json::to_value(one.kind).unwrap_or_default();
    let kind = kind.as_str().unwrap_or("piece").replace('_', "-");
    format!("{kind:<12} at {}, turned {:.0}°", place(one.at), one.turn)
}

fn box_line(one: &Block) -> String {
    let [w, h, d] = one.size.to_array();
    let what = if one.solid { "box" } else { "curtain" };
    let gap = one.gap.map_or(String::new(), |gap| {
        format!(", open {:.2} by {:.2} m at {:+.2}", gap.width, gap.height, gap.along)
    });
    let at = place(one.at);
    format!(
        "{what:<12} at {at}, {w:.2} wide, {h:.2} high, {d:.2} deep, turned {:.0}°{gap}",
        one.turn
    )
}

fn place(at: Vec3) -> String {
    let up = if at.y.abs() > 0.005 { format!(",{:.2}", at.y) } else { String::new() };
    format!("{:.2},{:.2}{up}", at.x, at.z)
}

fn in_json(film: &OpenFilm, id: Id, set: &Set) -> Value {
    let shots: Vec<String> =
        shots_on(&film.world, id).iter().map(|(_, shot)| format!("{:04}", shot.number)).collect();
    json!({ "id": id.to_string(), "set": set, "shots": shots })
}

/// The plan of a set, with who acts in a shot and its camera.
fn plan_of(film: &OpenFilm, id: Id, set: &Set, shot: Option<&str>) -> Result<ScenePlan> {
    let floor = Vec2::new(set.width, set.depth) / 2.0;
    let mut plan = ScenePlan {
        scene: Id::NONE,
        heading: set.name.clone(),
        set: id,
        low: -floor - 0.8,
        high: floor + 0.8,
        floor,
        walls: plan_walls(set),
        pieces: plan_pieces(set),
        figures: Vec::new(),
        lines: Vec::new(),
        home: Vec2::ZERO,
        cameras: Vec::new(),
    };
    if let Some(number) = shot {
        let (shot, record) = shot_of(&film.world, number)?;
        plan.heading = format!("{}, shot {:04}", set.name, record.number);
        plan.figures = figures_in(film, shot, record.poster);
        let rig = of_shot::<Rig>(&film.world, shot).first().map(|(_, rig)| (*rig).clone());
        if let Some(rig) = rig {
            let aspect = self::film(&film.world).aspect.ratio();
            let view = view_at(&rig, record.poster, aspect, &Nobody);
            let forward = view.forward();
            plan.cameras.push(PlanCamera {
                shot,
                number: record.number,
                at: Vec2::new(view.position.x, view.position.z),
                facing: bevy_math::ops::atan2(forward.x, forward.z).to_degrees(),
                angle: view.fov_x().to_degrees(),
                size: record.size,
                kind: record.kind,
                moves: !rig.moves.is_empty(),
            });
        }
    }
    for at in plan.figures.iter().map(|one| one.at).chain(plan.cameras.iter().map(|one| one.at)) {
        (plan.low, plan.high) = (plan.low.min(at - 0.6), plan.high.max(at + 0.6));
    }
    Ok(plan)
}

/// A camera is drawn as it is set: whom it follows is looked up by nobody.
struct Nobody;

impl maquette_camera::Subjects for Nobody {
    fn ground(&self, _: Id, _: Flicks) -> Option<Vec3> {
        None
    }

    fn landmark(&self, _: Id, _: maquette_document::Landmark, _: Flicks) -> Option<Vec3> {
        None
    }
}

fn figures_in(film: &OpenFilm, shot: Id, time: Flicks) -> Vec<PlanFigure> {
    let of = |acts: &Performance| {
        let figure = get::<Figure>(&film.world, acts.figure)?;
        let now = acts.keys.iter().rev().find(|key| key.at <= time).or(acts.keys.first())?;
        Some(PlanFigure {
            figure: acts.figure,
            name: figure.name.clone(),
            accent: figure.accent,
            at: Vec2::new(now.position.x, now.position.z),
            facing: now.facing,
        })
    };
    of_shot::<Performance>(&film.world, shot).into_iter().filter_map(|(_, acts)| of(acts)).collect()
}

fn plan_walls(set: &Set) -> Vec<PlanWall> {
    let of = |wall: maquette_figure::Wall| PlanWall {
        holes: wall
            .holes
            .iter()
            .map(|hole| (hole.from, hole.to, hole.kind != OpeningKind::Window))
            .collect(),
        from: wall.a,
        to: wall.b,
    };
    walls(set).into_iter().map(of).collect()
}

fn plan_pieces(set: &Set) -> Vec<PlanPiece> {
    let mut seen = Vec::new();
    let mut pieces = Vec::new();
    for one in obstacles(set) {
        // Of a piece the lowest part stands for it; of a box all but what lies over its way through.
        let again = one.kind().is_some() && seen.contains(&one.of);
        if again || one.kind().is_none() && one.low > 1.2 {
            continue;
        }
        seen.push(one.of);
        pieces.push(PlanPiece { kind: one.kind(), corners: one.footprint.corners() });
    }
    pieces
}
