//! Which camera takes a shot: of those that could, the most usual one that no judge objects to.

use super::focus::lens_of;
use bevy_math::Vec3;
use maquette_camera::{Subjects, view_at};
use maquette_document::{Angle, Gaze, Id, Landmark, Rig, Sensor, ShotKind, ShotSize};
use maquette_figure::{Acting, Body, acting_at, posed};
use maquette_time::{Flicks, FrameRate};

use super::moves::{Wish, move_for};
use super::setups::{Candidate, subjects_of};
use super::tried::Tried;
use super::{Director, Draft};
use crate::framing::kinds::open_gaze;
use crate::framing::person::Person;
use crate::framing::solve::Placed;
use crate::judges::{
    Fault, camera_has_room, has_length, is_in_frame, of_cut, of_picture, people_have_room,
};
use crate::review::{SHIFT, STEPS, looked_at};
use crate::shot::{Planned, PlannedClip, Shown};
use crate::tables::seconds::STILL;

/// Shares of a shot in which somebody moves at which it is looked at too.
const BETWEEN: [f32; 3] = [0.25, 0.5, 0.75];

/// What a fault costs beside a less usual set-up.
pub(super) const FAULT: f32 = 100.0;

/// The shot that `draft` becomes.
pub(super) fn choose(director: &mut Director, draft: &Draft, regrouped: bool) -> Planned {
    let at = framed_at(draft);
    let people = director.people_at(&draft.doing, at);
    let late = (draft.length - 0.3).max(at);
    let moving = draft.doing.end() > 0.0;
    let later = moving.then(|| director.people_at(&draft.doing, late));
    let regard = subjects_of(&draft.setup, &[]).0.first().and_then(|p| regard(director, draft, *p));
    let mut tries = director.tries(&draft.setup, &people, regard);
    if tries.specs.is_empty() {
        tries = director.tries(&super::Setup::Establish, &people, None);
    }
    let between: Vec<(f32, Vec<Person>)> = BETWEEN
        .iter()
        .filter(|_| moving)
        .map(|share| share * draft.length)
        .map(|time| (time, director.people_at(&draft.doing, time)))
        .collect();
    let scene =
        Tried { draft, people: &people, later: later.as_deref(), between: &between, regrouped };
    let mut best = scene.best_of(director, &tries);
    // Others can always be cut to: both who talk, all who are there, or the place.
    for setup in director.instead_of(draft, regard) {
        if best.as_ref().is_none_or(|(cost, _)| *cost < FAULT / 2.0) {
            break;
        }
        // The place alone does not show who speaks: that is for when nobody can be seen.
        let clean = best.as_ref().is_some_and(|(_, trial)| trial.faults.is_empty());
        if clean && setup == super::Setup::Establish {
            continue;
        }
        let other = Draft { setup, ..draft.clone() };
        let tries = director.tries(&other.setup, &people, regard);
        let found = Tried { draft: &other, ..scene }.best_of(director, &tries);
        // Nothing that breaks a rule comes in for what is only ugly.
        if let Some((cost, trial)) = found
            && best
                .as_ref()
                .is_some_and(|(least, was)| cost < *least && trial.faults.len() <= was.faults.len())
        {
            return plan(director, &other, trial);
        }
    }
    match best.take() {
        Some((_, trial)) => plan(director, draft, trial),
        None => unseen(director, draft, people, regrouped),
    }
}

impl Director<'_> {
    /// What else a shot may show that has no camera without a fault, the nearest first.
    fn instead_of(&self, draft: &Draft, regard: Option<usize>) -> Vec<super::Setup> {
        use super::Setup;
        let group = |who: Vec<usize>, size| {
            let kind = if who.len() == 2 { ShotKind::Two } else { ShotKind::Group };
            (who.len() > 1).then_some(Setup::Group { who, size, kind })
        };
        let all_with = |on: usize| {
            let mut all: Vec<usize> = (0..draft.doing.stances().len())
                .filter(|p| draft.doing.stance(*p).here && !draft.doing.keys(*p).is_empty())
                .collect();
            all.sort_by_key(|p| *p != on);
            all
        };
        match &draft.setup {
            Setup::Single { on, size, .. } | Setup::Over { on, size, .. } => {
                let other = regard.and_then(|who| self.place_of(who));
                let both = other.and_then(|other| group(vec![*on, other], *size));
                let all = group(all_with(*on), ShotSize::Mls);
                both.into_iter().chain(all).chain([Setup::Establish]).collect()
            }
            // Of what is hidden in a lap, at least who holds it.
            Setup::Hand { of: on } | Setup::Regard { whom: on, .. } => vec![Setup::Single {
                on: *on,
                with: None,
                size: ShotSize::Ms,
                angle: Angle::Eye,
                variant: self.acted,
            }],
            Setup::Way { .. } | Setup::Group { .. } => vec![Setup::Establish],
            _ => Vec::new(),
        }
    }
}

/// Seconds from the head of the shot: the instant at which the picture is what it was framed as.
fn framed_at(draft: &Draft) -> f32 {
    match draft.wish {
        // These end as they were framed.
        Wish::Crane(_) | Wish::PullOut(_) => (draft.length - STILL).max(STILL + 0.3),
        _ => draft.at,
    }
}

/// Whom somebody of the scene looks at in the picture: into the cast.
fn regard(director: &Director, draft: &Draft, p: usize) -> Option<usize> {
    let time = Flicks::from_seconds(f64::from(framed_at(draft)));
    let found = looked_at(draft.doing.keys(p), time)?;
    let who = director.film.players.iter().position(|one| one.id == found)?;
    let place = director.place_of(who).filter(|place| *place != p)?;
    (!draft.doing.keys(place).is_empty()).then_some(who)
}

/// A broken eyeline or a jump is worse than an odd lens; a camera in a wall is worst.
pub(super) fn weight(fault: &Fault) -> f32 {
    use crate::judges::Rule;
    match fault.rule {
        Rule::Camera => FAULT * 4.0,
        Rule::Hidden | Rule::Frame => FAULT * 2.0,
        Rule::Line | Rule::Jump | Rule::Eyelines | Rule::Direction => FAULT,
        Rule::Joint | Rule::Foreground => FAULT * 0.6,
        Rule::Room | Rule::Moves | Rule::Length | Rule::Words => 0.0,
    }
}

/// A camera that is tried.
pub(super) struct Trial {
    pub(super) candidate: Candidate,
    pub(super) rig: Rig,
    pub(super) shown: Shown,
    pub(super) faults: Vec<Fault>,
}

impl Trial {
    pub(super) fn of(
        director: &Director,
        draft: &Draft,
        candidate: Candidate,
        people: &[Person],
        regrouped: bool,
    ) -> Self {
        let here: Vec<usize> =
            (0..draft.doing.stances().len()).filter(|p| !draft.doing.keys(*p).is_empty()).collect();
        let (subjects, partner) = subjects_of(&draft.setup, &here);
        let rig = rig_of(director, draft, &candidate, people);
        let walk = walk_of(director, draft, people);
        let view = match rig.moves.is_empty() {
            true => candidate.placed.view(director.film.gate),
            false => view_of(director, draft, &rig, framed_at(draft), walker_of(draft)),
        };
        let subjects: Vec<usize> = subjects.iter().map(|p| director.who(*p)).collect();
        let first = subjects_of(&draft.setup, &here).0.first().copied();
        let partner = partner.map(|p| director.who(p)).or_else(|| regard(director, draft, first?));
        let shown = Shown {
            view,
            kind: candidate.kind,
            size: candidate.size,
            subjects,
            partner,
            people: people.to_vec(),
            walk,
            walkers: walkers(director, draft).iter().map(|p| director.who(*p)).collect(),
            regrouped,
        };
        Self { candidate, rig, shown, faults: Vec::new() }
    }
}

/// Those of the scene who go to another place in the shot.
pub(super) fn walkers(director: &Director, draft: &Draft) -> Vec<usize> {
    let walks = draft.doing.walks.iter();
    let far =
        walks.filter(|(p, from, to)| way_of(director, draft, *p, *from, *to).length() > SHIFT);
    far.map(|walk| walk.0).collect()
}

/// Metres that somebody of the scene goes between two times of the shot.
fn way_of(director: &Director, draft: &Draft, p: usize, from: f32, to: f32) -> Vec3 {
    let body = &director.film.players[director.who(p)].body;
    let at = |seconds: f32| {
        acting_at(draft.doing.keys(p), Flicks::from_seconds(f64::from(seconds)), body).position
    };
    at(to) - at(from)
}

/// Who walks at the instant of the picture, and which way.
fn walk_of(director: &Director, draft: &Draft, people: &[Person]) -> Option<(usize, Vec3)> {
    let (p, from, to) = *draft.doing.walks.first()?;
    let who = director.who(p);
    people.iter().find(|person| person.who == who)?;
    Some((who, way_of(director, draft, p, from, to)))
}

fn rig_of(director: &Director, draft: &Draft, candidate: &Candidate, people: &[Person]) -> Rig {
    let Placed { position, aim, .. } = candidate.placed;
    let about = subjects_of(&draft.setup, &[]).0.first().copied();
    let subject = about.map(|p| director.who(p));
    let focus = people.iter().find(|person| Some(person.who) == subject);
    let distance = focus.map_or(3.0, |person| person.eyes.distance(position));
    let mut rig = Rig {
        shot: Id::NONE,
        sensor: Sensor::default(),
        lens: lens_of(director, candidate, about),
        position,
        yaw: aim.yaw,
        pitch: aim.pitch,
        roll: aim.roll,
        ..Rig::default()
    };
    let is_detail = matches!(candidate.kind, ShotKind::Insert | ShotKind::Pov);
    let wish = if is_detail && !matches!(draft.wish, Wish::Handheld(_)) {
        Wish::Still
    } else {
        draft.wish
    };
    match wish {
        Wish::Pan { .. } => {
            let pan = pan_over(director, draft, candidate);
            // Framed where it arrives: it begins turned back to where it sets out.
            rig.yaw -= pan;
            rig.moves.extend(move_for(wish, draft.length, distance, pan));
        }
        // Framed as it ends; a crane that comes down begins above.
        Wish::Crane(metres) => {
            rig.position.y -= metres;
            rig.moves.extend(move_for(wish, draft.length, distance, 0.0));
        }
        // Framed on the way: it begins as far back as it has gone by then.
        Wish::Follow { .. } => {
            rig.moves.extend(move_for(wish, draft.length, distance, 0.0));
            let framed = view_of(director, draft, &rig, framed_at(draft), walker_of(draft));
            rig.position -= framed.position - rig.position;
        }
        Wish::PullOut(share) => {
            rig.position += rig_forward(&rig) * distance * share;
            rig.moves.extend(move_for(wish, draft.length, distance, 0.0));
        }
        _ => rig.moves.extend(move_for(wish, draft.length, distance, 0.0)),
    }
    rig
}

fn rig_forward(rig: &Rig) -> Vec3 {
    let aim = maquette_camera::Aim { yaw: rig.yaw, pitch: 0.0, roll: 0.0 };
    aim.rotation() * Vec3::NEG_Z
}

/// Degrees to the left that the camera turns to keep who walks in the picture.
fn pan_over(director: &Director, draft: &Draft, candidate: &Candidate) -> f32 {
    let Some((p, from, to)) = draft.doing.walks.first().copied() else { return 0.0 };
    let body = &director.film.players[director.who(p)].body;
    let position = candidate.placed.position;
    let bearing = |seconds: f32| {
        let at =
            acting_at(draft.doing.keys(p), Flicks::from_seconds(f64::from(seconds)), body).position;
        maquette_camera::aim_at(position.with_y(0.0), at.with_y(0.0)).yaw
    };
    crate::framing::person::wrapped(bearing(to) - bearing(from)).clamp(-75.0, 75.0)
}

/// All objections to a trial.
pub(super) fn judge(
    director: &Director,
    draft: &Draft,
    shown: &Shown,
    later: Option<&[Person]>,
    trial: &Trial,
) -> Vec<Fault> {
    let ground = director.ground;
    let mut faults: Vec<Fault> = Vec::new();
    faults.extend(camera_has_room(shown, ground));
    if !faults.is_empty() {
        return faults;
    }
    faults.extend(camera_way(director, draft, trial));
    faults.extend(of_picture(shown, ground));
    if let Some(before) = director.shots.last().filter(|_| !director.away) {
        faults.extend(of_cut(&before.shown, shown));
    }
    if later.is_some() || !trial.rig.moves.is_empty() {
        faults.extend(at_the_end(director, draft, trial, later));
    }
    faults
}

/// A camera that travels has room on its way.
fn camera_way(director: &Director, draft: &Draft, trial: &Trial) -> Option<Fault> {
    if trial.rig.moves.is_empty() {
        return None;
    }
    let walker = draft.doing.walks.first().map(|walk| walk.0);
    (0..=STEPS).find_map(|step| {
        let time = draft.length * step as f32 / STEPS as f32;
        let view = view_of(director, draft, &trial.rig, time, walker);
        let shown = Shown { view, ..trial.shown.clone() };
        camera_has_room(&shown, director.ground)
    })
}

/// Whoever the camera may travel with.
pub(super) fn walker_of(draft: &Draft) -> Option<usize> {
    draft.doing.walks.first().map(|walk| walk.0)
}

pub(super) fn view_of(
    director: &Director,
    draft: &Draft,
    rig: &Rig,
    seconds: f32,
    walker: Option<usize>,
) -> maquette_camera::View {
    let aspect = director.film.gate.x / director.film.gate.y;
    let time = Flicks::from_seconds(f64::from(seconds));
    view_at(rig, time, aspect, &Walker { director, draft, walker })
}

/// Whoever walks, to a camera that travels with them, whomever it asks for.
struct Walker<'a> {
    director: &'a Director<'a>,
    draft: &'a Draft,
    walker: Option<usize>,
}

impl Walker<'_> {
    fn acting(&self, time: Flicks) -> Option<(&Body, Acting)> {
        let walker = self.walker?;
        let body = &self.director.film.players[self.director.who(walker)].body;
        Some((body, acting_at(self.draft.doing.keys(walker), time, body)))
    }
}

impl Subjects for Walker<'_> {
    fn ground(&self, _: Id, time: Flicks) -> Option<Vec3> {
        Some(self.acting(time)?.1.position)
    }

    fn landmark(&self, _: Id, landmark: Landmark, time: Flicks) -> Option<Vec3> {
        let (body, acting) = self.acting(time)?;
        Some(posed(body, &acting, None).landmark(body, landmark))
    }
}

/// Who is in the picture when the shot is framed still is when it ends, unless they leave.
fn at_the_end(
    director: &Director,
    draft: &Draft,
    trial: &Trial,
    later: Option<&[Person]>,
) -> Option<Fault> {
    let (subjects, _) = subjects_of(&draft.setup, &[]);
    let leaves = subjects.iter().any(|p| !draft.doing.stance(*p).here);
    let detail =
        matches!(trial.candidate.kind, ShotKind::Insert | ShotKind::Cutaway | ShotKind::Pov);
    if let Some(fault) = (!detail && !trial.rig.moves.is_empty() && walker_of(draft).is_none())
        .then(|| {
            let view = view_of(director, draft, &trial.rig, 0.0, None);
            is_in_frame(&Shown { view, ..trial.shown.clone() })
        })
        .flatten()
    {
        return Some(fault);
    }
    if leaves
        || detail
        || matches!(draft.setup, super::Setup::Way { .. }) && framed_at(draft) > 0.5 * draft.length
    {
        return None;
    }
    let view = view_of(
        director,
        draft,
        &trial.rig,
        (draft.length - 0.3).max(framed_at(draft)),
        walker_of(draft),
    );
    let people = later.map_or_else(|| trial.shown.people.clone(), <[Person]>::to_vec);
    let shown = Shown { view, people, ..trial.shown.clone() };
    is_in_frame(&shown)
}

/// The least length of a shot: its frames are whole.
pub(crate) fn whole_frames(seconds: f32, rate: FrameRate) -> Flicks {
    let length = Flicks::from_seconds(f64::from(seconds));
    let frames = (length.0 + rate.frame_length().0 - 1).div_euclid(rate.frame_length().0);
    rate.frame_length() * frames.max(1)
}

fn plan(director: &Director, draft: &Draft, trial: Trial) -> Planned {
    let length = whole_frames(draft.length, director.film.rate);
    let Trial { candidate, mut rig, shown, mut faults } = trial;
    let id = director.shot_id(draft);
    rig.shot = id;
    let busy = !draft.clips.is_empty()
        || !rig.moves.is_empty()
        || !draft.doing.walks.is_empty()
        || draft.purpose.starts_with("line")
        || !draft.texts.is_empty();
    faults.extend(has_length(length, busy));
    faults.extend(people_have_room(&shown, director.ground));
    Planned {
        id,
        place: draft.place,
        length,
        poster: Flicks::from_seconds(f64::from(framed_at(draft))),
        size: candidate.size,
        angle: candidate.angle,
        kind: candidate.kind,
        subjects: shown.subjects.clone(),
        lines: draft.lines.clone(),
        why: format!(
            "{}: {}",
            director.what(&draft.setup, candidate.kind, candidate.size),
            draft.why
        ),
        performances: performances(director, draft, &shown),
        hands: (0..draft.doing.stances().len())
            .map(|p| (director.who(p), draft.doing.hands(p)))
            .filter(|(_, hands)| !hands.is_empty())
            .collect(),
        texts: draft.texts.clone(),
        clips: draft
            .clips
            .iter()
            .map(|(paragraph, who, at, length)| PlannedClip {
                paragraph: *paragraph,
                who: *who,
                at: Flicks::from_seconds(f64::from(*at)),
                length: *length,
            })
            .collect(),
        rig,
        shown,
        faults,
    }
}

/// What everyone does; whose eyes the camera has is not in the picture.
fn performances(
    director: &Director,
    draft: &Draft,
    shown: &Shown,
) -> Vec<(usize, Vec<maquette_document::Key>)> {
    let eyes = shown.partner.filter(|_| shown.kind == ShotKind::Pov);
    (0..draft.doing.stances().len())
        .filter(|p| !draft.doing.keys(*p).is_empty() && Some(director.who(*p)) != eyes)
        .map(|p| {
            let who = director.who(p);
            let mut keys = draft.doing.keys(p).to_vec();
            let talks = !draft.clips.is_empty();
            if let Some((partner, gaze)) = opened_face(director, shown, who).filter(|_| talks) {
                let looks = keys.iter_mut().filter(|key| key.gaze == Gaze::Figure(partner));
                looks.for_each(|key| key.gaze = gaze);
            }
            (who, keys)
        })
        .collect()
}

/// The other of two who talk in a two-shot, and where `who` looks instead, so that we see the face.
fn opened_face(director: &Director, shown: &Shown, who: usize) -> Option<(Id, Gaze)> {
    let [a, b] = shown.subjects[..] else { return None };
    let other = if who == a { b } else { a };
    if shown.kind != ShotKind::Two || !shown.walkers.is_empty() || who != a && who != b {
        return None;
    }
    let (eyes, whom) = (shown.person(who)?.eyes, shown.person(other)?.eyes);
    let gaze = Gaze::Point(open_gaze(eyes, whom, shown.view.position));
    Some((director.film.players[other].id, gaze))
}

/// Nothing to frame at all: the place, from where the cameras are.
fn unseen(director: &Director, draft: &Draft, people: Vec<Person>, regrouped: bool) -> Planned {
    let position = director.home.with_y(director.home.y + 1.6);
    let aim = maquette_camera::aim_at(position, director.ground.heart() + Vec3::Y * 1.2);
    let placed = Placed { position, aim, focal: 24.0 };
    let candidate = Candidate {
        placed,
        size: maquette_document::ShotSize::Ws,
        angle: maquette_document::Angle::Eye,
        kind: ShotKind::Master,
        cost: 0.0,
    };
    let trial = Trial::of(director, draft, candidate, &people, regrouped);
    plan(director, draft, trial)
}
