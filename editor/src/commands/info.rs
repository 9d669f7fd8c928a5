//! `info`: what is in a film.

use anyhow::Result;
use bevy_ecs::world::World;
use maquette_document::{
    Card, Clip, Id, Move, Paragraph, ParagraphKind, Performance, Record, Rig, Scene, Shot, Text,
    Timeline, all, fields_of, film, get, of_shot,
};
use serde_json::{Value, json};

use crate::cli::Info;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

pub(crate) fn run(words: &Info) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let info = info(&film.world, film.document.id());
    if words.json {
        say(&serde_json::to_string_pretty(&info)?);
    } else {
        tell(&info);
    }
    Ok(Outcome::Done)
}

/// The answer of `info --json`.
pub(crate) fn info(world: &World, project: Id) -> Value {
    let film = film(world);
    let (n, d) = film.rate.fraction();
    let fps = if d == 1 { json!(n) } else { json!((film.rate.as_f64() * 1000.0).round() / 1000.0) };
    let frames = world.get_resource::<Timeline>().map_or(0, Timeline::frames);
    json!({
        "film": {
            "id": project.to_string(), "name": film.name, "fps": fps, "rate": format!("{n}/{d}"),
            "size": [film.width, film.height], "aspect": [film.aspect.width, film.aspect.height],
            "seed": film.seed, "frames": frames,
        },
        "scenes": scenes(world), "shots": shots(world), "lines": lines(world), "clips": clips(world),
        "shelf": shelf(world),
    })
}

fn scenes(world: &World) -> Vec<Value> {
    let shots = all::<Shot>(world);
    all::<Scene>(world)
        .into_iter()
        .map(|(id, scene)| {
            let own: Vec<String> = shots
                .iter()
                .filter(|(_, s)| s.scene == id && !s.shelved)
                .map(|(id, _)| id.to_string())
                .collect();
            json!({ "id": id.to_string(), "heading": scene.heading, "shots": own })
        })
        .collect()
}

/// Shots that are kept out of the film.
fn shelf(world: &World) -> Vec<Value> {
    let shelved = all::<Shot>(world).into_iter().filter(|(_, shot)| shot.shelved);
    shelved
        .map(|(id, shot)| {
            json!({
                "id": id.to_string(), "number": format!("{:04}", shot.number),
                "scene": shot.scene.to_string(), "why": shot.why,
            })
        })
        .collect()
}

fn shots(world: &World) -> Vec<Value> {
    let cuts = world.get_resource::<Timeline>().map(Timeline::shots).unwrap_or_default();
    cuts.iter()
        .filter_map(|cut| {
            let shot = get::<Shot>(world, cut.id)?;
            let rigs = of_shot::<Rig>(world, cut.id);
            let lens = rigs.first().map(|(_, rig)| rig.lens.focal);
            let moves: Vec<Value> = rigs.iter().flat_map(|(_, rig)| &rig.moves).map(move_of).collect();
            let lines: Vec<String> = shot.lines.iter().map(Id::to_string).collect();
            Some(json!({
                "id": cut.id.to_string(), "number": format!("{:04}", shot.number),
                "scene": shot.scene.to_string(), "start_frame": cut.first.0, "frames": cut.frames,
                "size": shot.size.to_string(), "angle": shot.angle, "kind": shot.kind.to_string(),
                "lens_mm": lens, "moves": moves, "lines": lines, "why": shot.why, "hash": hash_of(world, cut.id, shot),
            }))
        })
        .collect()
}

/// What the camera does, and when in the shot.
fn move_of(one: &Move) -> Value {
    let kind = serde_json::to_value(one.kind).unwrap_or_default();
    let name = kind.as_object().and_then(|kind| kind.keys().next());
    json!({
        "move": name, "by": name.map(|name| &kind[name]),
        "start_seconds": one.start.seconds(), "seconds": one.length.seconds(),
    })
}

/// A hash of all that the shot says, not of where it stands: an unchanged shot keeps it. Its number and its
/// place may change when others come and go.
fn hash_of(world: &World, id: Id, shot: &Shot) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut fields = fields_of(shot);
    fields.remove("number");
    hasher.update(format!("{fields:?}").as_bytes());
    parts::<Rig>(world, id, &mut hasher);
    parts::<Performance>(world, id, &mut hasher);
    parts::<Card>(world, id, &mut hasher);
    parts::<Text>(world, id, &mut hasher);
    parts::<Clip>(world, id, &mut hasher);
    hasher.finalize().to_hex()[..16].to_owned()
}

fn parts<T: Record>(world: &World, shot: Id, hasher: &mut blake3::Hasher) {
    for (id, part) in of_shot::<T>(world, shot) {
        hasher.update(format!("{id}{:?}", fields_of(part)).as_bytes());
    }
}

/// What is acted and said; headings, notes and the like are no lines.
fn lines(world: &World) -> Vec<Value> {
    use ParagraphKind::{Action, Dialogue, Lyrics};
    let shots = all::<Shot>(world);
    let mut covering: std::collections::BTreeMap<Id, Vec<String>> =
        std::collections::BTreeMap::new();
    for (id, shot) in shots.into_iter().filter(|(_, shot)| !shot.shelved) {
        for line in &shot.lines {
            covering.entry(*line).or_default().push(id.to_string());
        }
    }
    all::<Paragraph>(world)
        .into_iter()
        .filter(|(_, line)| matches!(line.kind, Action | Dialogue | Lyrics))
        .map(|(id, line)| {
            json!({
                "id": id.to_string(), "kind": line.kind, "character": line.character, "text": line.text,
                "shots": covering.get(&id).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

fn clips(world: &World) -> Vec<Value> {
    let rate = film(world).rate;
    all::<Clip>(world)
        .into_iter()
        .map(|(id, clip)| {
            let head = world.get_resource::<Timeline>().and_then(|t| t.of(clip.shot));
            let start = head.map_or(maquette_time::Flicks::ZERO, |cut| cut.span.start) + clip.at;
            json!({
                "id": id.to_string(), "track": clip.track.to_string(), "shot": clip.shot.to_string(),
                "line": clip.line.to_string(), "start_seconds": start.seconds(),
                "start_frame": rate.frame_at(start).0, "seconds": clip.length.seconds(),
                "gain_db": clip.gain, "silent": clip.media.is_none(),
            })
        })
        .collect()
}

fn tell(info: &Value) {
    let film = &info["film"];
    say(&format!(
        "{}  {} frames at {}, {}x{}",
        film["name"].as_str().unwrap_or_default(),
        film["frames"],
        film["fps"],
        film["size"][0],
        film["size"][1],
    ));
    let none = Vec::new();
    let shots = info["shots"].as_array().unwrap_or(&none);
    for scene in info["scenes"].as_array().unwrap_or(&none) {
        say(&format!("\n{}", scene["heading"].as_str().unwrap_or_default()));
        for shot in shots.iter().filter(|shot| shot["scene"] == scene["id"]) {
            say(&row(shot));
        }
    }
    for shot in shots.iter().filter(|shot| shot["scene"] == Id::NONE.to_string()) {
        say(&row(shot));
    }
}

fn row(shot: &Value) -> String {
    let text = |name: &str| shot[name].as_str().unwrap_or_default().to_owned();
    let moves = shot["moves"].as_array().into_iter().flatten();
    let moves: String =
        moves.filter_map(|one| Some(format!(" · {}", one["move"].as_str()?))).collect();
    format!(
        "  {}  {:>6}  {:>4}  {:<7} {:<8} {}{moves}",
        text("number"),
        shot["start_frame"],
        shot["frames"],
        text("kind"),
        text("size"),
        text("why"),
    )
}
