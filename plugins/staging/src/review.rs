//! The judges over a film that is there: what it breaks as it stands, whoever staged or changed it.

use std::collections::BTreeMap;

use bevy_ecs::world::World;
use bevy_math::Vec3;
use maquette_camera::{View, view_at};
use maquette_document::{
    Clip, Figure, Gait, Gaze, Id, Key, Performance, Rig, Scene, Set, Shot, ShotKind, Text,
    Timeline, all, film, get, of_shot,
};
use maquette_figure::Body;
use maquette_time::Flicks;

use crate::framing::person::{self, Person, Player, people_at};
use crate::ground::Ground;
use crate::judges::{
    Fault, Rule, camera_has_room, has_length, moves_sparingly, of_cut, of_picture, people_have_room,
};
use crate::shot::Shown;
use crate::stage::ShotFault;
use crate::timing::{LineTime, line_times, quoted};

/// How often on its way a camera that moves is asked whether it has room.
pub(crate) const STEPS: i64 = 6;
/// Metres that somebody may shift over a cut and still stand in the same place.
pub(crate) const SHIFT: f32 = 0.35;

/// What the film breaks of the rules, in the order of its shots; what it breaks as a whole comes last.
///
/// A board, and a shot without a set, is a picture that somebody made: only its length is judged.
pub fn review(world: &World) -> Vec<ShotFault> {
    let mut stage = Stage::of(world);
    let mut faults = Vec::new();
    let mut before: Option<(Id, Shown)> = None;
    let (mut shots, mut moving) = (0, 0);
    let mut ends: BTreeMap<Id, Vec<LineTime>> = BTreeMap::new();
    for time in line_times(world) {
        if let Some(last) = time.shots.last() {
            ends.entry(*last).or_default().push(time);
        }
    }
    for (id, shot) in stage.shots() {
        let rig = rig_of(world, id);
        shots += 1;
        moving += usize::from(!rig.moves.is_empty() || rig.path.is_some());
        let judged = stage.judge(id, &shot, &rig, before.as_ref());
        let lines = ends.get(&id).into_iter().flatten();
        let unsaid = lines.filter_map(|time| has_room_for_words(world, time, shot.locked));
        faults.extend(judged.faults.into_iter().chain(unsaid).map(|fault| ShotFault {
            shot: id,
            number: shot.number,
            rule: fault.rule,
            why: fault.why,
        }));
        before = judged.shown.map(|shown| (shot.scene, shown));
    }
    faults.extend(moves_sparingly(shots, moving).map(|fault| ShotFault {
        shot: Id::NONE,
        number: 0,
        rule: fault.rule,
        why: fault.why,
    }));
    faults
}

/// The last shot of a line lasts until it is said.
fn has_room_for_words(world: &World, time: &LineTime, locked: bool) -> Option<Fault> {
    let seconds = time.short.seconds();
    let held = if locked { "; it is locked" } else { "" };
    let why = format!("{seconds:.1} s too short for {}{held}", quoted(world, time));
    (time.short > Flicks::ZERO).then(|| Fault::new(Rule::Words, why))
}

/// The camera of a shot.
pub(crate) fn rig_of(world: &World, shot: Id) -> Rig {
    of_shot::<Rig>(world, shot).first().map(|(_, rig)| (*rig).clone()).unwrap_or_default()
}

/// A film, as the judges walk through it.
pub(crate) struct Stage<'a> {
    world: &'a World,
    pub(crate) players: Vec<Player>,
    /// By set.
    grounds: BTreeMap<Id, Ground>,
    aspect: f32,
}

/// What judges said of a shot, and what of it the next cut is judged by.
pub(crate) struct Judged {
    pub(crate) faults: Vec<Fault>,
    pub(crate) shown: Option<Shown>,
}

impl<'a> Stage<'a> {
    pub(crate) fn of(world: &'a World) -> Self {
        let players = all::<Figure>(world).into_iter().map(|(id, figure)| Player {
            id,
            figure: figure.clone(),
            body: Body::of(figure),
        });
        let aspect = film(world).aspect.ratio();
        Self { world, players: players.collect(), grounds: BTreeMap::new(), aspect }
    }

    /// The shots that run, from head to tail.
    pub(crate) fn shots(&self) -> Vec<(Id, Shot)> {
        let Some(timeline) = self.world.get_resource::<Timeline>() else { return Vec::new() };
        let run = timeline.shots().iter().filter(|cut| cut.frames > 0);
        run.filter_map(|cut| Some((cut.id, get::<Shot>(self.world, cut.id)?.clone()))).collect()
    }

    /// The ground that a shot plays on; none for a picture.
    pub(crate) fn ground(&mut self, shot: &Shot) -> Option<&Ground> {
        if shot.kind == ShotKind::Board {
            return None;
        }
        let set = get::<Scene>(self.world, shot.scene)?.set;
        let record = get::<Set>(self.world, set)?;
        Some(self.grounds.entry(set).or_insert_with(|| Ground::new(set, record.clone())))
    }

    pub(crate) fn judge(
        &mut self,
        id: Id,
        shot: &Shot,
        rig: &Rig,
        before: Option<&(Id, Shown)>,
    ) -> Judged {
        let acts = Acts::of(self.world, &self.players, id);
        let busy = !shot.lines.is_empty()
            || !rig.moves.is_empty()
            || rig.path.is_some()
            || acts.walks()
            || !of_shot::<Clip>(self.world, id).is_empty()
            || !of_shot::<Text>(self.world, id).is_empty();
        let mut faults: Vec<Fault> = has_length(shot.length, busy).into_iter().collect();
        let mut shown = acts.shown(shot, rig, self.aspect);
        let views: Vec<View> = (0..=STEPS)
            .map(|step| acts.view(rig, shot.length * step / STEPS, self.aspect))
            .collect();
        drop(acts);
        if let Some((scene, last)) = before {
            shown.regrouped = *scene == shot.scene && regrouped(last, &shown);
        }
        let Some(ground) = self.ground(shot) else { return Judged { faults, shown: None } };
        let on_the_way = views
            .into_iter()
            .find_map(|view| camera_has_room(&Shown { view, ..shown.clone() }, ground));
        match camera_has_room(&shown, ground).or(on_the_way) {
            // From inside of a thing nothing else can be told.
            Some(fault) => faults.push(fault),
            None => {
                faults.extend(of_picture(&shown, ground));
                let cut = before.filter(|(scene, _)| *scene == shot.scene);
                faults.extend(cut.into_iter().flat_map(|(_, last)| of_cut(last, &shown)));
            }
        }
        faults.extend(people_have_room(&shown, ground));
        Judged { faults, shown: Some(shown) }
    }
}

/// Whether people changed places between two pictures, so that a new line may be drawn.
fn regrouped(before: &Shown, now: &Shown) -> bool {
    let moved = |person: &Person| {
        let was = before.person(person.who);
        was.is_none_or(|was| (was.at - person.at).with_y(0.0).length() > SHIFT)
    };
    let own_eyes = before.kind == ShotKind::Pov || now.kind == ShotKind::Pov;
    let count = usize::from(own_eyes);
    !before.walkers.is_empty()
        || !now.walkers.is_empty()
        || before.people.len().abs_diff(now.people.len()) > count
        || !own_eyes && now.people.iter().any(moved)
}

/// Who acts in a shot, and how.
pub(crate) struct Acts<'a> {
    acts: Vec<(usize, &'a Player, &'a [Key])>,
}

impl<'a> Acts<'a> {
    pub(crate) fn of(world: &'a World, players: &'a [Player], shot: Id) -> Self {
        let acts = of_shot::<Performance>(world, shot).into_iter().filter_map(|(_, acts)| {
            let who = players.iter().position(|player| player.id == acts.figure)?;
            (!acts.keys.is_empty()).then_some((who, &players[who], acts.keys.as_slice()))
        });
        Self { acts: acts.collect() }
    }

    fn walks(&self) -> bool {
        self.acts.iter().any(|(.., keys)| walk(keys, Flicks::ZERO).is_some())
    }

    pub(crate) fn people(&self, time: Flicks) -> Vec<Person> {
        people_at(&self.acts, time)
    }

    pub(crate) fn view(&self, rig: &Rig, time: Flicks, aspect: f32) -> View {
        view_at(rig, time, aspect, &person::Acts(&self.acts))
    }

    /// What the shot shows at the instant that it is framed for.
    pub(crate) fn shown(&self, shot: &Shot, rig: &Rig, aspect: f32) -> Shown {
        let time = shot.poster.min(shot.length).max(Flicks::ZERO);
        let who_is = |id: &Id| self.acts.iter().find(|(_, one, _)| one.id == *id).map(|one| one.0);
        let subjects: Vec<usize> = shot.subjects.iter().filter_map(who_is).collect();
        let walking = |(who, _, keys): &(usize, &Player, &[Key])| Some((*who, walk(keys, time)?));
        let walkers: Vec<(usize, Vec3)> = self.acts.iter().filter_map(walking).collect();
        Shown {
            view: self.view(rig, time, aspect),
            kind: shot.kind,
            size: shot.size,
            partner: self.partner(&subjects, time),
            people: self.people(time),
            walk: walkers.iter().find(|(who, _)| subjects.first() == Some(who)).copied(),
            walkers: walkers.into_iter().map(|(who, _)| who).collect(),
            subjects,
            regrouped: false,
        }
    }

    /// Whom the first subject looks at, or else the second subject.
    fn partner(&self, subjects: &[usize], time: Flicks) -> Option<usize> {
        let first = *subjects.first()?;
        let (.., keys) = self.acts.iter().find(|one| one.0 == first)?;
        let other = looked_at(keys, time)
            .and_then(|id| self.acts.iter().find(|(_, one, _)| one.id == id).map(|one| one.0));
        other.or_else(|| subjects.get(1).copied()).filter(|other| *other != first)
    }
}

/// Whom keys have their figure look at, at a time.
pub(crate) fn looked_at(keys: &[Key], time: Flicks) -> Option<Id> {
    let key = keys.iter().rev().find(|key| key.at <= time).or(keys.first())?;
    match key.gaze {
        Gaze::Figure(id) => Some(id),
        Gaze::Ahead | Gaze::Point(_) => None,
    }
}

/// The way that somebody goes about `time`, from where it begins to where it ends; or else the first of the shot.
fn walk(keys: &[Key], time: Flicks) -> Option<Vec3> {
    let goes = |key: &Key| key.gait != Gait::Stay;
    let runs = keys.chunk_by(|a, b| goes(a) == goes(b));
    let mut ways = Vec::new();
    let mut at = 0;
    for run in runs {
        if let (true, [first, ..], Some(last)) = (goes(&run[0]), run, keys.get(at + run.len())) {
            ways.push((first, last));
        }
        at += run.len();
    }
    let now = ways.iter().find(|(first, last)| first.at <= time && time <= last.at);
    let (first, last) = now.or(ways.first())?;
    let way = (last.position - first.position).with_y(0.0);
    (way.length() > SHIFT).then_some(way)
}
