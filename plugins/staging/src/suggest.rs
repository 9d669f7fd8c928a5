//! Other set-ups for a shot: each a camera script with its reason, no two alike, and none that a judge objects to
//! where that can be had.

use bevy_ecs::world::World;
use bevy_math::Vec3;
use maquette_camera::script::run;
use maquette_document::{Figure, Id, Shot, ShotKind, get};

use crate::here::{built, facts_of};
use crate::judges::{Fault, of_cut};
use crate::recipe::Built;
use crate::review::{Stage, rig_of};
use crate::shot::Shown;
use crate::tables::{JUMP_DEGREES, JUMP_STEPS, steps_between};

/// Another way to take a shot.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What builds its camera.
    pub script: String,
    pub built: Built,
    /// What it is good for.
    pub why: String,
    /// Rules that it breaks between its neighbours; none, where enough others break none.
    pub faults: Vec<Fault>,
}

/// Up to `count` ways to take a shot, the most usual first, none like another or like the shot as it is.
pub fn suggest(world: &World, shot: Id, count: usize) -> Vec<Suggestion> {
    let Some(record) = get::<Shot>(world, shot) else { return Vec::new() };
    let mut bench = Bench::of(world, shot, record);
    let mut found: Vec<(Suggestion, Shown)> = Vec::new();
    for (script, why) in ideas(world, shot, record) {
        found.extend(bench.try_out(script, why));
    }
    // What breaks a rule is only for want of better; the order is that of the ideas otherwise.
    found.sort_by_key(|(one, _)| one.faults.len());
    let mut taken: Vec<(Suggestion, Shown)> = Vec::new();
    for (one, shown) in found {
        let other = taken.iter().all(|(_, known)| is_other(known, &shown));
        let now = bench.shown.as_ref().is_none_or(|now| is_other(now, &shown));
        if taken.len() < count && other && now {
            taken.push((one, shown));
        }
    }
    taken.into_iter().map(|(one, _)| one).collect()
}

/// Whether two pictures are two: of another kind, two sizes apart, or from another side or height.
fn is_other(a: &Shown, b: &Shown) -> bool {
    let about = |shown: &Shown| {
        let heart = shown.subject().map_or(Vec3::ZERO, |person| person.eyes);
        (shown.view.position - heart).normalize_or_zero()
    };
    a.kind != b.kind
        || a.subjects.first() != b.subjects.first()
        || steps_between(a.size, b.size) >= JUMP_STEPS
        || about(a).angle_between(about(b)).to_degrees() >= JUMP_DEGREES * 0.6
}

/// Where ideas are tried: the shot between its neighbours.
struct Bench<'a> {
    world: &'a World,
    id: Id,
    record: &'a Shot,
    stage: Stage<'a>,
    before: Option<(Id, Shown)>,
    after: Option<Shown>,
    /// The shot as it is.
    shown: Option<Shown>,
}

impl<'a> Bench<'a> {
    fn of(world: &'a World, id: Id, record: &'a Shot) -> Self {
        let mut stage = Stage::of(world);
        let shots = stage.shots();
        let at = shots.iter().position(|(other, _)| *other == id);
        let mut shown_of = |at: Option<usize>| {
            let (id, shot) = shots.get(at?)?;
            let shown = stage.judge(*id, shot, &rig_of(world, *id), None).shown?;
            Some((shot.scene, shown))
        };
        let before = shown_of(at.and_then(|at| at.checked_sub(1)));
        let after = shown_of(at.map(|at| at + 1)).filter(|(scene, _)| *scene == record.scene);
        let shown = shown_of(at).map(|(_, shown)| shown);
        Self { world, id, record, stage, before, after: after.map(|(_, shown)| shown), shown }
    }

    /// The camera of an idea, judged; nothing where there is no place for it, or it is not what it says.
    fn try_out(&mut self, script: String, why: String) -> Option<(Suggestion, Shown)> {
        let recipe = run(&script, &facts_of(self.world, self.id)).ok()?;
        let built = built(self.world, self.id, &recipe).ok()?;
        // What had to be bent is another idea than the one that was meant.
        if !built.notes.is_empty() {
            return None;
        }
        let shot = Shot {
            size: built.size,
            angle: built.angle,
            kind: built.kind,
            subjects: built.subjects.clone(),
            ..self.record.clone()
        };
        let judged = self.stage.judge(self.id, &shot, &built.rig, self.before.as_ref());
        let shown = judged.shown?;
        let mut faults = judged.faults;
        if let Some(after) = &self.after {
            faults.extend(of_cut(&shown, after));
        }
        Some((Suggestion { script, built, why, faults }, shown))
    }
}

/// Ways to take a shot of these people, as scripts, the most usual first.
fn ideas(world: &World, shot: Id, record: &Shot) -> Vec<(String, String)> {
    let facts = facts_of(world, shot);
    let name_of = |id: &Id| get::<Figure>(world, *id).map(|figure| figure.name.clone());
    let first = record.subjects.iter().find_map(name_of);
    let Some(on) = first.or_else(|| facts.figures.first().map(|(_, name)| name.clone())) else {
        return Vec::new();
    };
    let others: Vec<&String> =
        facts.figures.iter().map(|(_, name)| name).filter(|name| **name != on).collect();
    let who = quoted(&on);
    let mut ideas = vec![
        (format!("shot(CU).on({who}).lens(75)"), format!("close: what {on} thinks")),
        (format!("shot(MS).on({who}).lens(45)"), format!("what {on} does, and the hands")),
        (format!("shot(FS).on({who}).lens(32)"), format!("all of {on}: how the body takes it")),
    ];
    for other in others.iter().take(2) {
        let name = quoted(other);
        ideas.extend([
            (
                format!("shot(MCU, OTS).on({who}).over({name})"),
                format!("over {other}: whom it is said to stays in the picture"),
            ),
            (
                format!("shot(MLS, TWO).on({who}, {name})"),
                format!("both: how {on} and {other} stand to one another"),
            ),
            (format!("shot(MCU).on({name}).lens(60)"), format!("on {other} instead: how it lands")),
            (
                format!("shot(MS, POV).on({who}).from({name})"),
                format!("through the eyes of {other}"),
            ),
        ]);
    }
    for (size, angle, lens, why) in [
        ("MS", "low", 35, "from below: power"),
        ("COWBOY", "high", 35, "from above: smallness"),
        ("MCU", "dutch", 50, "leaning: something is wrong"),
        ("FS", "high", 28, "from above, all of the body: caught"),
    ] {
        ideas.push((
            format!("shot({size}).on({who}).from({angle}).lens({lens})"),
            format!("{why}, of {on}"),
        ));
    }
    for (size, degrees, lens, why) in [
        ("MCU", 80, 65, "in profile: closed to us"),
        ("MCU", -80, 65, "in profile from the other side"),
        ("MS", 150, 40, "from behind: what is faced"),
        ("WS", 25, 26, "wide: the place around"),
        ("VWS", -35, 22, "very wide: alone in it"),
        ("CU", -35, 75, "close, from the other side"),
        ("FS", 60, 30, "all of the body, from the side"),
        ("MS", -60, 45, "half from the side"),
        ("WS", 120, 26, "wide from behind: where to"),
    ] {
        ideas.push((
            format!("shot({size}).on({who}).round({degrees}).lens({lens})"),
            format!("{why}, of {on}"),
        ));
    }
    if record.kind != ShotKind::Insert {
        ideas.push((format!("shot(ECU).on({who}).lens(100)"), format!("the eyes of {on}")));
    }
    ideas
}

/// A name as a text of the script.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
