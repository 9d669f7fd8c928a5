//! What a figure does at one instant, from the keys of its performance: where it stands, between which poses, on
//! which step of a walk.
//!
//! Pure in time. A key is a state to be in at its time, so that whatever leads to it ends there: a turn, a pose or
//! a walk starts as late as its natural pace allows, and until then the figure holds.

mod hands;
mod path;
mod plan;
mod shift;
mod steps;
mod travel;

pub use hands::{Contact, Grasp, performed};

use bevy_math::{Quat, Vec3, ops};
use maquette_document::{Bend, Gaze, Hold, Id, Key, Pose};
use maquette_time::Flicks;

use crate::body::Body;
use crate::ease::{aim_of, aimed, mix, mix_angle, smooth};
use crate::pose::{Foot, stance};

/// What one sits on when nothing else is said, in metres above the ground.
pub const SEAT: f32 = 0.45;
/// Metres and degrees beyond which nothing is placed.
const FAR: f32 = 1e5;
/// Seconds in which eyes and head together go from one thing to another.
const GLANCE: f32 = 0.4;
/// Seconds that eyes take to jump there, and after which the head sets out: it follows some 50 ms behind them (Land and
/// Tatler, "Looking and Acting", 2009).
const SACCADE: f32 = 0.07;
const HEAD_LATE: f32 = 0.06;

/// The state of a figure at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Acting {
    /// Under the feet, or under the seat; on what it lies on, under the hips.
    pub position: Vec3,
    /// Degrees about the vertical; 0 looks along +z, 90 along +x.
    pub facing: f32,
    pub from: Pose,
    pub to: Pose,
    /// How much of the way from one pose to the other, 0 to 1.
    pub share: f32,
    pub stride: Stride,
    /// In the world: left, right.
    pub feet: [Foot; 2],
    pub glance: Glance,
    /// What the left and the right hand are on.
    pub hands: [Grasp; 2],
    /// Joints turned by hand, in degrees: see [`JointKey`](maquette_document::JointKey).
    pub turns: Vec<(Bend, Vec3)>,
    /// How far the mouth is open, 0 to 1. The voice sets it.
    pub mouth: f32,
    pub hold: Hold,
    /// The height of what it sits on above `position`, when it sits: [`SEAT`] unless set.
    pub seat: f32,
    /// What the eyes are on and how much, 0 to 1, where they are ahead of the head: see [`Glance::sight`].
    pub sight: Option<(Vec3, f32)>,
    /// The time that breath and blinks go by; without one it holds still, so that equal states are equal pictures.
    pub alive: Option<Flicks>,
}

/// What a walk adds to a pose.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stride {
    /// Steps since it set out: heels strike at halves, legs pass at whole numbers.
    pub phase: f32,
    /// 1 when the right leg steps first, -1 when the left does.
    pub lead: f32,
    /// 0 (standing) to 1 (full swing).
    pub amount: f32,
    /// 0 (walking) to 1 (running).
    pub run: f32,
    /// Degrees that the body bows into its way, and back when it settles.
    pub lean: f32,
}

/// Where the eyes go, on their way from one thing to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glance {
    pub from: Gaze,
    pub to: Gaze,
    /// How far the head is on the way, 0 to 1.
    pub share: f32,
    /// How far the eyes are, which are there first.
    pub eyes: f32,
}

impl Glance {
    /// Where the eyes are turned, seen from `eyes`, and how much of them is, 0 to 1; none when they look ahead.
    pub fn sight(&self, eyes: Vec3, find: &dyn Fn(Id) -> Option<Vec3>) -> Option<(Vec3, f32)> {
        let ahead = Self { share: self.eyes, ..*self };
        ahead.point(eyes, find).map(|point| (point, ahead.weight()))
    }

    /// The point looked at from `eyes`; none when the figure looks ahead. `find` tells where another's eyes are.
    pub fn point(&self, eyes: Vec3, find: &dyn Fn(Id) -> Option<Vec3>) -> Option<Vec3> {
        let seek = |gaze: Gaze| match gaze {
            Gaze::Ahead => None,
            Gaze::Figure(id) => find(id),
            Gaze::Point(point) => Some(point),
        };
        match (seek(self.from), seek(self.to)) {
            (Some(from), Some(to)) if from != to => {
                let (a, b) = (from - eyes, to - eyes);
                let ((yaw, pitch), (to_yaw, to_pitch)) = (aim_of(a), aim_of(b));
                let yaw = mix_angle(yaw, to_yaw, self.share);
                let far = mix(a.length(), b.length(), self.share);
                Some(eyes + aimed(yaw, mix(pitch, to_pitch, self.share)) * far)
            }
            (Some(point), _) | (None, Some(point)) => Some(point),
            (None, None) => None,
        }
    }

    /// How much of the gaze is on something, 0 to 1: on the way to or from looking ahead it is between.
    pub(crate) fn weight(&self) -> f32 {
        let ahead = |gaze: Gaze| if gaze == Gaze::Ahead { 0.0 } else { 1.0 };
        match (ahead(self.from), ahead(self.to)) {
            // A point given to one who looks ahead is looked at.
            (0.0, 0.0) => 1.0,
            (from, to) => from + (to - from) * self.share,
        }
    }
}

impl Acting {
    /// Held in a pose.
    pub fn held(body: &Body, pose: Pose, position: Vec3, facing: f32) -> Self {
        Self {
            position,
            facing,
            from: pose,
            to: pose,
            share: 0.0,
            stride: Stride::default(),
            feet: feet_of(body, pose, position, facing),
            glance: Glance::default(),
            hands: [Grasp::default(); 2],
            turns: Vec::new(),
            mouth: 0.0,
            hold: Hold::Nothing,
            seat: SEAT,
            sight: None,
            alive: None,
        }
    }
}

/// The state that the keys ask for at `time`, from the head of the shot. Before the first key and after the last it
/// holds; without any it stands at the origin.
pub fn acting_at(keys: &[Key], time: Flicks, body: &Body) -> Acting {
    let keys = &sane(keys)[..];
    let Some(first) = keys.first() else { return Acting::held(body, Pose::Stand, Vec3::ZERO, 0.0) };
    let seconds = time.seconds();
    let beats = plan::beats(keys, body);
    let next = beats.iter().position(|beat| beat.start() > seconds).unwrap_or(beats.len());
    let mut acting = match next.checked_sub(1).and_then(|now| beats.get(now)) {
        Some(beat) => beat.acting_at(seconds, body),
        None => Acting::held(body, first.pose, first.position, first.facing),
    };
    let arrival = beats[..next].iter().rev().find_map(plan::Beat::arrival);
    acting.stride.lean += arrival.map_or(0.0, |(end, speed)| settle((seconds - end) as f32, speed));
    (acting.glance, acting.hold) = looks(keys, time);
    acting
}

/// The keys in order of time, with nothing in them that is not a place on a map.
fn sane(keys: &[Key]) -> Vec<Key> {
    let known = |value: f32| if value.is_finite() { value.clamp(-FAR, FAR) } else { 0.0 };
    let clean = |key: &Key| {
        let Vec3 { x, y, z } = key.position;
        let position = Vec3::new(known(x), known(y), known(z));
        Key { position, facing: known(key.facing), ..*key }
    };
    let mut keys: Vec<Key> = keys.iter().map(clean).collect();
    keys.sort_by_key(|key| key.at);
    keys
}

/// Degrees that a body sways `since` seconds after it stopped from `speed` metres a second.
fn settle(since: f32, speed: f32) -> f32 {
    if since <= 0.0 {
        return 0.0;
    }
    let swing = ops::sin(since * 2.0 * std::f32::consts::PI * 1.05) * ops::exp(-4.2 * since);
    1.9 * speed.min(2.5) * swing
}

/// What it looks at and what it holds.
fn looks(keys: &[Key], time: Flicks) -> (Glance, Hold) {
    let next = keys.iter().position(|key| key.at > time).unwrap_or(keys.len());
    let now = keys[next.saturating_sub(1)];
    let still = Glance { from: now.gaze, to: now.gaze, share: 0.0, eyes: 0.0 };
    let Some(coming) = keys.get(next).filter(|_| next > 0) else { return (still, now.hold) };
    let length = (coming.at - now.at).seconds() as f32;
    let left = (coming.at - time).seconds() as f32;
    let glance = GLANCE.min(length).max(1e-3);
    let gone = glance - left;
    let late = HEAD_LATE.min(glance / 4.0);
    let share = smooth((gone - late) / (glance - late));
    let eyes = smooth(gone / SACCADE.min(glance));
    let hold = if left < 0.35_f32.min(length / 2.0) { coming.hold } else { now.hold };
    (Glance { from: now.gaze, to: coming.gaze, share, eyes }, hold)
}

/// The feet of a pose, in the world.
fn feet_of(body: &Body, pose: Pose, position: Vec3, facing: f32) -> [Foot; 2] {
    stance(pose, body, SEAT).feet.map(|foot| placed(foot, position, facing))
}

/// From the space of a figure into the world.
fn placed(foot: Foot, position: Vec3, facing: f32) -> Foot {
    let turn = Quat::from_rotation_y(facing.to_radians());
    Foot { at: position + turn * foot.at, yaw: foot.yaw + facing, knee: turn * foot.knee, ..foot }
}
