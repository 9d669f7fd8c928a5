//! From what a script asks for to a camera that stands on the set.
//!
//! Sizes are framed by the same solver as the director's, on people as they stand when the shot is framed. A
//! camera never stands in a wall, a thing or somebody: where what was asked for would, the nearest that does not
//! is taken, and a note says so.

mod moving;
mod put;
mod setup;
mod usual;

use std::fmt;

use bevy_math::Vec2;
use maquette_camera::script::{Hand, Recipe};
use maquette_camera::{Nobody, aim_to_place, gate};
use maquette_document::{
    Angle, Figure, Focus, Id, Key, Lens, Performance, Rig, Set, SetKind, Shot, ShotKind, ShotSize,
    Target, Tracking,
};
use maquette_figure::Body;
use maquette_time::Flicks;

use crate::framing::looking::falling;
use crate::framing::person::{Person, Player, people_at};
use crate::ground::Ground;
use crate::tables::{angle_row, size_row};

/// A shot as the film has it.
#[derive(Clone, Debug)]
pub(crate) struct Here<'a> {
    pub(crate) shot: Id,
    pub(crate) record: &'a Shot,
    /// The camera that it has now.
    pub(crate) rig: &'a Rig,
    /// Where it plays; none is open ground.
    pub(crate) set: Option<(Id, &'a Set)>,
    /// Those who are in it.
    pub(crate) figures: Vec<(Id, &'a Figure)>,
    pub(crate) performances: Vec<&'a Performance>,
    /// Width over height of the picture.
    pub(crate) aspect: f32,
}

/// A camera that stands, and what its shot has become.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// Without its script.
    pub rig: Rig,
    pub size: ShotSize,
    pub angle: Angle,
    pub kind: ShotKind,
    pub subjects: Vec<Id>,
    /// What could not be met, and what the script printed.
    pub notes: Vec<String>,
}

/// There is no place for the camera at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSetup(String);

impl fmt::Display for NoSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoSetup {}

/// The camera that does what `recipe` asks for, `here`.
pub(crate) fn rig_of(recipe: &Recipe, here: &Here) -> Result<Built, NoSetup> {
    let stage = Stage::new(recipe, here);
    let (found, mut notes) = stage.set_up()?;
    // Who alone is framed is framed leaning; other pictures lean about their middle.
    let roll = match found.placed.aim.roll {
        0.0 => stage.lean(0.0),
        roll => roll,
    };
    let mut rig = Rig {
        shot: here.shot,
        sensor: recipe.sensor.unwrap_or_default(),
        lens: Lens {
            focal: found.placed.focal,
            focus: recipe.focus.unwrap_or(Focus::Deep),
            stop: recipe.stop.unwrap_or(Lens::default().stop),
            ..Lens::default()
        },
        position: found.placed.position,
        yaw: found.placed.aim.yaw,
        pitch: found.placed.aim.pitch,
        roll,
        path: recipe.path.clone(),
        ..Rig::default()
    };
    rig.tracking = stage.tracking(&rig, found.size);
    stage.add_moves(&mut rig, &mut notes);
    stage.look_along_the_way(&rig, &mut notes);
    let mut all = recipe.notes.clone();
    all.append(&mut notes);
    Ok(Built {
        rig,
        size: found.size,
        angle: recipe.angle.unwrap_or_default(),
        kind: found.kind,
        subjects: stage.subjects.iter().map(|who| stage.cast[*who].0.id).collect(),
        notes: all,
    })
}

/// The set and the people of a recipe.
struct Stage<'a> {
    recipe: &'a Recipe,
    here: &'a Here<'a>,
    ground: Ground,
    /// Everyone in the shot, and what they do.
    cast: Vec<(Player, &'a [Key])>,
    /// The same when it is framed.
    people: Vec<Person>,
    /// Whom it is on: into the cast, the first most.
    subjects: Vec<usize>,
    gate: Vec2,
}

impl<'a> Stage<'a> {
    fn new(recipe: &'a Recipe, here: &'a Here<'a>) -> Self {
        let open = Set { kind: SetKind::Field, width: 60.0, depth: 60.0, ..Set::default() };
        let (id, set) = here.set.map_or((Id::NONE, open), |(id, set)| (id, set.clone()));
        let cast: Vec<(Player, &[Key])> = here
            .performances
            .iter()
            .filter(|one| !one.keys.is_empty())
            .filter_map(|one| {
                let (id, figure) = here.figures.iter().find(|(id, _)| *id == one.figure)?;
                let figure = (*figure).clone();
                let player = Player { id: *id, body: Body::of(&figure), figure };
                Some((player, one.keys.as_slice()))
            })
            .collect();
        let at = |id: &Id| cast.iter().position(|(player, _)| player.id == *id);
        // Where a script does not say whom it is on, its shot does.
        let wanted = if recipe.subjects.is_empty() && recipe.stand.is_none() {
            &here.record.subjects
        } else {
            &recipe.subjects
        };
        let subjects = wanted.iter().filter_map(at).collect();
        let mut stage = Self {
            recipe,
            here,
            ground: Ground::new(id, set),
            people: Vec::new(),
            subjects,
            gate: gate(recipe.sensor.unwrap_or_default(), here.aspect),
            cast,
        };
        stage.people = stage.people_at(here.record.poster);
        stage
    }

    fn people_at(&self, time: Flicks) -> Vec<Person> {
        people_at(&self.acts(), time)
    }

    fn acts(&self) -> Vec<(usize, &Player, &[Key])> {
        self.cast.iter().enumerate().map(|(who, (player, keys))| (who, player, *keys)).collect()
    }

    fn name(&self, who: usize) -> &str {
        &self.cast[who].0.figure.name
    }

    fn subject(&self) -> Option<&Person> {
        self.people.get(*self.subjects.first()?)
    }

    fn person(&self, id: Id) -> Option<&Person> {
        let at = self.cast.iter().position(|(player, _)| player.id == id)?;
        self.people.get(at)
    }

    /// Degrees that the camera leans to its left shoulder: as was said, or the way that a face looks `across`.
    fn lean(&self, across: f32) -> f32 {
        let roll = angle_row(self.recipe.angle.unwrap_or_default()).roll;
        match self.recipe.side {
            Some(Hand::Left) => roll,
            Some(Hand::Right) => -roll,
            None => falling(roll, across),
        }
    }

    /// Where a target is, with people as they stand in `people`.
    fn point_of(&self, target: Target, people: &[Person]) -> Option<bevy_math::Vec3> {
        match target {
            Target::Point(point) => Some(point),
            Target::Figure { figure, landmark } => {
                let at = self.cast.iter().position(|(player, _)| player.id == figure)?;
                Some(people.get(at)?.landmark(landmark))
            }
        }
    }

    /// What the camera looks at from where it was put: what was said, else its subject's eyes.
    fn looked_at(&self) -> Option<bevy_math::Vec3> {
        let said = self.recipe.look.and_then(|look| self.point_of(look, &self.people));
        said.or_else(|| Some(self.subject()?.eyes))
    }

    /// What the head keeps: what was said; and from a path, what is looked at.
    fn tracking(&self, rig: &Rig, size: ShotSize) -> Option<Tracking> {
        let of_path = || {
            self.recipe.path.as_ref()?;
            let subject = self.subjects.first().map(|who| Target::Figure {
                figure: self.cast[*who].0.id,
                landmark: maquette_document::Landmark::Eyes,
            });
            let target = self.recipe.look.or(subject)?;
            Some((target, Vec2::ZERO, 0.0))
        };
        let said = self.recipe.tracking.map(|track| (track.target, track.dead_zone, track.lag));
        let (target, dead_zone, lag) = said.or_else(of_path)?;
        let point = self.point_of(target, &self.people)?;
        let view = maquette_camera::view_at(rig, Flicks::ZERO, self.here.aspect, &Nobody);
        let seen = view.project(point).map(|seen| seen.uv);
        let inside = seen.filter(|uv| uv.cmpge(Vec2::ZERO).all() && uv.cmple(Vec2::ONE).all());
        let usual = Vec2::new(0.5, size_row(size).eyes_at);
        let place = self.recipe.place;
        let said = Vec2::new(place.across.unwrap_or(usual.x), place.down.unwrap_or(usual.y));
        Some(Tracking { target, place: inside.unwrap_or(said), dead_zone, lag })
    }

    /// The angles that put `point` where the recipe places it, else in the middle.
    fn aim_at(
        &self,
        position: bevy_math::Vec3,
        point: bevy_math::Vec3,
        focal: f32,
    ) -> maquette_camera::Aim {
        let place = self.recipe.place;
        let uv = Vec2::new(place.across.unwrap_or(0.5), place.down.unwrap_or(0.5));
        aim_to_place(position, point, uv, focal, self.gate)
    }
}

#[cfg(test)]
mod tests;
