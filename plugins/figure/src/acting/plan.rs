//! From keys to beats: what is done between them, and when it starts.

use bevy_math::{Quat, Vec3};
use maquette_document::{Gait, Key, Pose};

use super::Acting;
use super::shift::Shift;
use super::travel::Travel;
use crate::body::Body;
use crate::ease::turn_between;
use crate::pose::{carried, is_low, is_seated};

/// Degrees of turn that the first and last step of a walk take along; more is turned on the spot.
const ON_THE_WAY: f32 = 65.0;
/// The largest share of the time between two keys that getting up, turning and sitting down may take.
const ON_THE_SPOT: f64 = 0.5;

/// A state on the way, at rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) position: Vec3,
    pub(super) facing: f32,
    pub(super) pose: Pose,
}

/// One stretch of doing; after its end its last state is held.
pub(super) enum Beat {
    Shift(Shift),
    Travel(Travel),
}

impl Beat {
    pub(super) fn start(&self) -> f64 {
        match self {
            Self::Shift(shift) => shift.start,
            Self::Travel(travel) => travel.start(),
        }
    }

    pub(super) fn acting_at(&self, seconds: f64, body: &Body) -> Acting {
        match self {
            Self::Shift(shift) => shift.acting_at(seconds, body),
            Self::Travel(travel) => travel.acting_at(seconds, body),
        }
    }

    /// When and how fast a walk came to its end.
    pub(super) fn arrival(&self) -> Option<(f64, f32)> {
        match self {
            Self::Shift(_) => None,
            Self::Travel(travel) => Some((travel.end(), travel.pace())),
        }
    }
}

/// All that the keys ask for, in order of time.
pub(super) fn beats(keys: &[Key], body: &Body) -> Vec<Beat> {
    let mut beats = Vec::new();
    if let Some(first) = keys.first() {
        beats.push(Beat::Shift(Shift::at_once(first.at.seconds(), mark(first))));
    }
    let mut now = 0;
    while now + 1 < keys.len() {
        let (a, b) = (&keys[now], &keys[now + 1]);
        let (start, end) = (a.at.seconds(), b.at.seconds());
        let mut next = now + 1;
        if end <= start {
            beats.push(Beat::Shift(Shift::at_once(end.max(start), mark(b))));
        } else if travels(a, b, body) {
            while goes_on(keys, next, body) {
                next += 1;
            }
            add_walk(&mut beats, &keys[now..=next], body);
        } else if is_far(a, b, body) {
            beats.push(Beat::Shift(Shift::slide(start, end, mark(a), mark(b))));
        } else {
            add_shift(&mut beats, start, end, mark(a), mark(b));
        }
        now = next;
    }
    beats
}

fn mark(key: &Key) -> Mark {
    Mark { position: key.position, facing: key.facing, pose: key.pose }
}

fn is_far(a: &Key, b: &Key, body: &Body) -> bool {
    let least = if a.gait == Gait::Stay { 0.2 } else { 0.1 };
    let distance = (b.position - a.position).length();
    distance.is_finite() && distance > least * body.unit
}

fn travels(a: &Key, b: &Key, body: &Body) -> bool {
    let carried_along = a.pose == Pose::Drive && b.pose == Pose::Drive;
    let slides = is_low(a.pose) && is_low(b.pose) && a.gait == Gait::Stay;
    is_far(a, b, body) && !carried_along && !slides
}

/// Whether who walks to `keys[at]` walks on through it.
fn goes_on(keys: &[Key], at: usize, body: &Body) -> bool {
    let [Some(from), Some(here), Some(to)] = [at - 1, at, at + 1].map(|place| keys.get(place))
    else {
        return false;
    };
    let moving = here.gait != Gait::Stay && here.at < to.at && travels(here, to, body);
    let bend =
        heading(here.position - from.position, 0.0) - heading(to.position - here.position, 0.0);
    moving && !is_low(here.pose) && turn_between(0.0, bend).abs() < 100.0
}

/// Degrees of a way about the vertical; `or` when it leads nowhere.
pub(super) fn heading(way: Vec3, or: f32) -> f32 {
    if way.x.abs() + way.z.abs() < 1e-4 {
        return or;
    }
    bevy_math::ops::atan2(way.x, way.z).to_degrees()
}

/// A change on the spot that ends at `end` and starts no sooner than it must, nor before `start`. Who sits down
/// turns first, who gets up turns after.
fn add_shift(beats: &mut Vec<Beat>, start: f64, end: f64, from: Mark, to: Mark) {
    let marks = marks_between(from, to);
    let lengths = marks.windows(2).map(|pair| Shift::natural(pair[0], pair[1]));
    let hurry = ((end - start) / natural(from, to).max(1e-9)).min(1.0);
    let mut starts = end - natural(from, to) * hurry;
    for (pair, length) in marks.windows(2).zip(lengths) {
        let ends = starts + length * hurry;
        beats.push(Beat::Shift(Shift::between(starts, ends, pair[0], pair[1])));
        starts = ends;
    }
}

/// Seconds that a change on the spot takes without hurry.
fn natural(from: Mark, to: Mark) -> f64 {
    marks_between(from, to).windows(2).map(|pair| Shift::natural(pair[0], pair[1])).sum()
}

fn marks_between(from: Mark, to: Mark) -> Vec<Mark> {
    let turns = turn_between(from.facing, to.facing).abs() > 30.0;
    match (is_low(from.pose), is_low(to.pose)) {
        (false, true) if turns => vec![from, Mark { facing: to.facing, ..from }, to],
        (true, false) if turns => vec![from, Mark { facing: from.facing, ..to }, to],
        _ => vec![from, to],
    }
}

/// Getting ready, the walk itself, and what is done on arriving.
fn add_walk(beats: &mut Vec<Beat>, keys: &[Key], body: &Body) {
    let (a, z) = (mark(&keys[0]), mark(&keys[keys.len() - 1]));
    let mut points: Vec<Vec3> = keys.iter().map(|key| key.position).collect();
    let last = points.len() - 1;
    points[0] = stand_at(a, body);
    points[last] = stand_at(z, body);
    let distance: f32 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let out = heading(points[1] - points[0], a.facing);
    let home = heading(points[last] - points[last - 1], z.facing);
    let away = |facing: f32, way: f32| turn_between(facing, way).abs();
    let backward =
        distance < 0.9 * body.unit && away(a.facing, out) > 110.0 && away(z.facing, home) > 110.0;
    let turns = distance > 0.45 * body.unit && !backward;
    let poses: Vec<Pose> = keys
        .windows(2)
        .map(|pair| {
            if carried(pair[0].pose) == carried(pair[1].pose) {
                carried(pair[0].pose)
            } else {
                Pose::Stand
            }
        })
        .collect();
    let ready = |mark: Mark, way: f32, position: Vec3, pose: Pose| {
        let spot = is_low(mark.pose) || (turns && away(mark.facing, way) > ON_THE_WAY);
        let facing = if turns { way } else { mark.facing };
        if spot { Mark { position, facing, pose } } else { Mark { position, ..mark } }
    };
    let from = ready(a, out, points[0], poses[0]);
    let to = ready(z, home, points[last], poses[last - 1]);
    let times: Vec<f64> = keys.iter().map(|key| key.at.seconds()).collect();
    let (mut leave, mut arrive) = (natural(a, from), natural(to, z));
    let first = ON_THE_SPOT * (times[1] - times[0]);
    let late = ON_THE_SPOT * (times[last] - times[last - 1]);
    if last == 1 {
        let squeeze = (first / (leave + arrive).max(1e-9)).min(1.0);
        (leave, arrive) = (leave * squeeze, arrive * squeeze);
    } else {
        (leave, arrive) = (leave.min(first), arrive.min(late));
    }
    let end = times[last] - arrive;
    let gaits: Vec<Gait> = keys[..last].iter().map(|key| key.gait).collect();
    let travel =
        Travel::new(times[0] + leave, end, &times, &points, gaits, poses, from, to, turns, body);
    let start = travel.start();
    if leave > 0.0 {
        add_shift(beats, start - leave, start, a, from);
    }
    beats.push(Beat::Travel(travel));
    add_shift(beats, end, times[last], to, z);
}

/// Where one stands before sitting down, or after getting up.
fn stand_at(mark: Mark, body: &Body) -> Vec3 {
    let forward =
        if is_seated(mark.pose) || mark.pose == Pose::Lie { body.seat_step() } else { 0.0 };
    mark.position + Quat::from_rotation_y(mark.facing.to_radians()) * Vec3::Z * forward
}
