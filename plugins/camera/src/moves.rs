//! A rig at a time.

use bevy_math::{Quat, Vec2, Vec3};
use maquette_document::{Ease, Id, Move, MoveKind, Rig};
use maquette_time::Flicks;

use crate::aim::Aim;
use crate::ease::eased;
use crate::handheld::unrest;
use crate::lens::{LENS_RANGE, gate, or};
use crate::view::View;

/// Seconds that a camera takes to catch up with who it follows, and to come to rest.
const CATCH_UP: f32 = 0.5;
/// Seconds in which a hand takes the camera, and puts it down.
const TAKE_UP: f32 = 0.6;
/// Metres: nothing is filmed from farther out.
const FARTHEST: f32 = 1e5;

/// The view of `rig`, `time` after the head of its shot, for a picture of `aspect` (width over height).
///
/// `position_of` says where a figure stands at a time of the shot; a figure that it does not know is not
/// followed. Pure: the same arguments give the same view, whatever was asked before. Zooms follow one another
/// in the order of the list, linear in millimetres, so that a dolly and a zoom with the same ease keep the size
/// of what they close on.
pub fn view_at(
    rig: &Rig,
    time: Flicks,
    aspect: f32,
    position_of: &dyn Fn(Id, Flicks) -> Option<Vec3>,
) -> View {
    let mut state = State::of(rig);
    let level = Quat::from_rotation_y(state.aim.yaw.to_radians());
    let head = state.position;
    for step in &rig.moves {
        let done = eased(step.ease, share_done(step, time));
        match step.kind {
            MoveKind::Pan(degrees) => state.aim.yaw += or(degrees, 0.0) * done,
            MoveKind::Tilt(degrees) => state.aim.pitch += or(degrees, 0.0) * done,
            MoveKind::Roll(degrees) => state.aim.roll += or(degrees, 0.0) * done,
            MoveKind::Dolly(metres) => state.travel(level * Vec3::NEG_Z, metres * done),
            MoveKind::Truck(metres) => state.travel(level * Vec3::X, metres * done),
            MoveKind::Pedestal(metres) => state.travel(Vec3::Y, metres * done),
            MoveKind::Orbit { about, degrees } => {
                let degrees = or(degrees, 0.0) * done;
                let arm = head - about;
                let swung = Quat::from_rotation_y(degrees.to_radians()) * arm - arm;
                state.travel(swung, 1.0);
                state.aim.yaw += degrees;
            }
            MoveKind::Follow(figure) => {
                let end = step.start + step.length;
                let from = position_of(figure, step.start.min(end));
                let now = position_of(figure, followed(step, time));
                if let (Some(from), Some(now)) = (from, now) {
                    state.travel(now - from, 1.0);
                }
            }
            MoveKind::Crane { arm, boom, swing } => {
                let (boom, swing) = (or(boom, 0.0) * done, or(swing, 0.0) * done);
                let lifted = Quat::from_rotation_x(boom.to_radians()) * Vec3::NEG_Z;
                let swung = Quat::from_rotation_y(swing.to_radians()) * lifted;
                state.travel(level * (swung - Vec3::NEG_Z), or(arm, 0.0));
            }
            MoveKind::Rack(_) => {}
            MoveKind::Zoom(focal) => state.focal += (or(focal, state.focal) - state.focal) * done,
            MoveKind::Handheld { strength, seed } => {
                let (turn, travel) = held(step, time, or(strength, 0.0).clamp(0.0, 20.0), seed);
                state.aim.yaw += turn.yaw;
                state.aim.pitch += turn.pitch;
                state.aim.roll += turn.roll;
                state.travel(level * travel, 1.0);
            }
        }
    }
    state.view(rig, aspect)
}

/// What moves add to.
struct State {
    position: Vec3,
    aim: Aim,
    focal: f32,
}

impl State {
    fn of(rig: &Rig) -> Self {
        let position =
            if rig.position.is_finite() { within_reach(rig.position) } else { Vec3::ZERO };
        let aim = Aim { yaw: or(rig.yaw, 0.0), pitch: or(rig.pitch, 0.0), roll: or(rig.roll, 0.0) };
        Self { position, aim, focal: or(rig.lens.focal, 35.0) }
    }

    fn travel(&mut self, direction: Vec3, metres: f32) {
        let step = direction * metres;
        if step.is_finite() {
            self.position = within_reach(self.position + step);
        }
    }

    fn view(self, rig: &Rig, aspect: f32) -> View {
        let gate = gate(rig.sensor, aspect);
        let sensor = Vec2::new(rig.sensor.width, rig.sensor.height);
        let shift = rig.lens.shift * sensor / gate;
        View {
            position: self.position,
            rotation: Aim {
                yaw: whole(self.aim.yaw),
                pitch: whole(self.aim.pitch),
                roll: whole(self.aim.roll),
            }
            .rotation(),
            focal: self.focal.clamp(LENS_RANGE.0, LENS_RANGE.1),
            gate,
            shift: if shift.is_finite() {
                shift.clamp(Vec2::splat(-2.0), Vec2::splat(2.0))
            } else {
                Vec2::ZERO
            },
        }
    }
}

fn within_reach(position: Vec3) -> Vec3 {
    position.clamp(Vec3::splat(-FARTHEST), Vec3::splat(FARTHEST))
}

/// An angle in degrees that still means something.
fn whole(degrees: f32) -> f32 {
    or(degrees, 0.0).clamp(-36_000.0, 36_000.0)
}

/// 0 at the head of a move, 1 at its end; a move without length is a step.
fn share_done(step: &Move, time: Flicks) -> f32 {
    let into = time.0.saturating_sub(step.start.0);
    if step.length.0 <= 0 {
        return if into >= 0 { 1.0 } else { 0.0 };
    }
    (into as f64 / step.length.0 as f64) as f32
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
    step.start + Flicks::from_seconds(f64::from(into - late))
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
