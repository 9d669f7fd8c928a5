//! What moves add to a camera.

use bevy_math::{Quat, Vec3};
use maquette_document::{Ease, Move, MoveKind};
use maquette_time::Flicks;

use crate::aim::Aim;
use crate::bounds::{or, within_reach};
use crate::ease::{eased, share_of};
use crate::handheld::unrest;
use crate::lens::LENS_RANGE;
use crate::subjects::Subjects;

/// Seconds that a camera takes to catch up with who it follows, and to come to rest.
const CATCH_UP: f32 = 0.5;
/// Seconds in which a hand takes the camera, and puts it down.
const TAKE_UP: f32 = 0.6;

/// The moves that close by `metres` on what stands `distance` metres ahead, and widen the lens from `focal`
/// millimetres so that it keeps its size; with less than 0 metres they draw back. Give both one stretch and one
/// ease. No farther than the lenses go.
pub fn dolly_zoom(metres: f32, distance: f32, focal: f32) -> [MoveKind; 2] {
    let focal = or(focal, 35.0).clamp(LENS_RANGE.0, LENS_RANGE.1);
    let distance = or(distance, 1.0).max(1e-3);
    let left = (distance - or(metres, 0.0)) / distance;
    let left = left.clamp(LENS_RANGE.0 / focal, LENS_RANGE.1 / focal);
    [MoveKind::Dolly(distance - distance * left), MoveKind::Zoom(focal * left)]
}

/// Where a camera stands, how it looks and through what: what moves add to.
#[derive(Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) position: Vec3,
    pub(crate) aim: Aim,
    pub(crate) focal: f32,
    /// What hands add to the aim: on top of all else, so that a head that tracks is unsteady too.
    pub(crate) unrest: Aim,
}

impl Stand {
    fn travel(&mut self, direction: Vec3, metres: f32) {
        let step = direction * metres;
        if step.is_finite() {
            self.position = within_reach(self.position + step);
        }
    }
}

/// Adds what a move has done by `time` to a camera that was `carried` there, and whose own axes at the head of the
/// shot are those of `level`.
pub(crate) fn add_move(
    stand: &mut Stand,
    step: &Move,
    time: Flicks,
    carried: Vec3,
    level: Quat,
    subjects: &dyn Subjects,
) {
    let done = eased(step.ease, share_of(step.start, step.length, time));
    match step.kind {
        MoveKind::Pan(degrees) => stand.aim.yaw += or(degrees, 0.0) * done,
        MoveKind::Tilt(degrees) => stand.aim.pitch += or(degrees, 0.0) * done,
        MoveKind::Roll(degrees) => stand.aim.roll += or(degrees, 0.0) * done,
        MoveKind::Dolly(metres) => stand.travel(level * Vec3::NEG_Z, metres * done),
        MoveKind::Truck(metres) => stand.travel(level * Vec3::X, metres * done),
        MoveKind::Pedestal(metres) => stand.travel(Vec3::Y, metres * done),
        MoveKind::Orbit { about, degrees } => {
            let degrees = or(degrees, 0.0) * done;
            let arm = carried - about;
            let swung = Quat::from_rotation_y(degrees.to_radians()) * arm - arm;
            stand.travel(swung, 1.0);
            stand.aim.yaw += degrees;
        }
        MoveKind::Follow(figure) => {
            let end = Flicks(step.start.0.saturating_add(step.length.0));
            let from = subjects.ground(figure, step.start.min(end));
            let now = subjects.ground(figure, followed(step, time));
            if let (Some(from), Some(now)) = (from, now) {
                stand.travel(now - from, 1.0);
            }
        }
        MoveKind::Crane { arm, boom, swing } => {
            let (boom, swing) = (or(boom, 0.0) * done, or(swing, 0.0) * done);
            let lifted = Quat::from_rotation_x(boom.to_radians()) * Vec3::NEG_Z;
            let swung = Quat::from_rotation_y(swing.to_radians()) * lifted;
            stand.travel(level * (swung - Vec3::NEG_Z), or(arm, 0.0));
        }
        // Of the lens, when all else stands: see `focus_at`.
        MoveKind::Rack(_) => {}
        MoveKind::Zoom(focal) => stand.focal += (or(focal, stand.focal) - stand.focal) * done,
        MoveKind::Handheld { strength, seed } => {
            let (turn, travel) = held(step, time, or(strength, 0.0).clamp(0.0, 20.0), seed);
            stand.unrest = stand.unrest + turn;
            stand.travel(level * travel, 1.0);
        }
    }
}

/// The time of the figure that the camera is at: its own, but for the catching up at an eased start and the
/// running out at an eased end.
fn followed(step: &Move, time: Flicks) -> Flicks {
    if step.length.0 <= 0 {
        return step.start;
    }
    let into = time.0.saturating_sub(step.start.0).clamp(0, step.length.0);
    let (into, length) = (Flicks(into).seconds() as f32, step.length.seconds() as f32);
    let ramp = CATCH_UP.min(length / 2.0);
    let left = length - into;
    let late = match step.ease {
        Ease::In | Ease::InOut if into < ramp => into - caught_up(into, ramp),
        Ease::Out | Ease::InOut if left < ramp => caught_up(left, ramp) - left,
        Ease::Linear | Ease::In | Ease::Out | Ease::InOut => 0.0,
    };
    let now = Flicks::from_seconds(f64::from(into - late));
    Flicks(step.start.0.saturating_add(now.0))
}

/// From rest at 0 to the pace of time itself at `ramp`, arriving there on time: a cubic.
fn caught_up(seconds: f32, ramp: f32) -> f32 {
    let x = seconds / ramp;
    ramp * x * x * (2.0 - x)
}

/// What hands add during a move: none before it; where it eases they take the camera up and put it down
/// softly, and where it does not, they stay as they were at its end.
fn held(step: &Move, time: Flicks, strength: f32, seed: u32) -> (Aim, Vec3) {
    let into = time.0.saturating_sub(step.start.0);
    if into < 0 {
        return (Aim::default(), Vec3::ZERO);
    }
    let into = Flicks(into.min(step.length.0.max(0)));
    let left = (step.length - into).seconds() as f32;
    let ramp = TAKE_UP.min(step.length.seconds() as f32 / 2.0).max(1e-6);
    let up = eased(Ease::InOut, into.seconds() as f32 / ramp);
    let down = eased(Ease::InOut, left / ramp);
    let hold = match step.ease {
        Ease::Linear => 1.0,
        Ease::In => up,
        Ease::Out => down,
        Ease::InOut => up * down,
    };
    unrest(into.seconds(), strength * hold, seed)
}

#[cfg(test)]
mod tests;
