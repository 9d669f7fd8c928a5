//! How a head turns from key to key.

use bevy_math::{Quat, Vec3, ops};
use maquette_document::Ease;

use super::course::{Course, End};
use crate::aim::Aim;
use crate::ease::eased;

/// The level part of where the camera looks, between which the horizon becomes the keys' own: from 80° to 60°
/// up or down.
const STEEP: (f32, f32) = (0.174, 0.5);

/// A head that turns through its keys, each time the shortest way, and without a jump in its speed.
///
/// Between keys it follows the cubic of quaternions of M.-J. Kim, M.-S. Kim and S. Y. Shin ("A general
/// construction scheme for unit quaternion curves with simple high order derivatives", SIGGRAPH 1995), which
/// keeps its speed over keys unevenly apart, where squad does not. Any such curve leans the horizon between
/// level keys, by 7° on the way from level to 30° down and 90° to the side; so the roll goes from key to key by itself,
/// unless the camera looks so steeply that roll and yaw are one.
pub(super) struct Head {
    keys: Vec<Key>,
    roll: Course,
}

struct Key {
    at: f64,
    rotation: Quat,
    /// Radians a unit of `at`, about the head's own axes.
    speed: Vec3,
    /// The three turns of the cubic to the next key.
    turns: [Vec3; 3],
}

impl Head {
    /// Of yaw, pitch and roll in degrees by rising `at`; of keys at one place the last counts. None without a
    /// key.
    pub(super) fn new(angles: &[(f64, Vec3)], ends: [End; 2]) -> Option<Self> {
        let mut keys: Vec<Key> = Vec::with_capacity(angles.len());
        let mut rolls: Vec<(f64, f64)> = Vec::with_capacity(angles.len());
        for (at, angles) in angles {
            let rotation = Aim::from(*angles).whole().rotation();
            let before = rolls.last().map_or(0.0, |roll| roll.1);
            let roll =
                before + f64::from(half_turn(Aim::from(*angles).whole().roll - before as f32));
            if keys.last().is_some_and(|last| *at <= last.at) {
                keys.pop();
                rolls.pop();
            }
            keys.push(Key { at: *at, rotation, speed: Vec3::ZERO, turns: [Vec3::ZERO; 3] });
            rolls.push((*at, roll));
        }
        let roll = Course::new(rolls.into_iter(), ends)?;
        set_speeds(&mut keys, ends);
        set_turns(&mut keys);
        Some(Self { keys, roll })
    }

    /// Before the first key and after the last it holds.
    pub(super) fn at(&self, at: f64) -> Aim {
        let roll = self.roll.at(at) as f32;
        let next = self.keys.partition_point(|key| key.at <= at);
        let Some(a) = next.checked_sub(1).map(|i| &self.keys[i]) else {
            return upright(self.keys[0].rotation, roll);
        };
        let Some(b) = self.keys.get(next) else { return upright(a.rotation, roll) };
        let u = ((at - a.at) / (b.at - a.at)) as f32;
        let left = 1.0 - u;
        let shares = [1.0 - left * left * left, u * u * (3.0 - 2.0 * u), u * u * u];
        let turned = a.turns.iter().zip(shares).fold(a.rotation, |rotation, (turn, share)| {
            rotation * Quat::from_scaled_axis(*turn * share)
        });
        upright(turned.normalize(), roll)
    }
}

/// Speeds at keys: the parabola's through both neighbours, no more than twice that of the slower side.
fn set_speeds(keys: &mut [Key], ends: [End; 2]) {
    let stretches: Vec<Vec3> = keys
        .windows(2)
        .map(|pair| {
            let turn = turn_of(pair[0].rotation.conjugate() * pair[1].rotation);
            turn / (pair[1].at - pair[0].at) as f32
        })
        .collect();
    let last = stretches.len();
    for i in 0..keys.len() {
        keys[i].speed = if i > 0 && i < last {
            let short = (keys[i].at - keys[i - 1].at) as f32;
            let long = (keys[i + 1].at - keys[i].at) as f32;
            let (before, after) = (stretches[i - 1], stretches[i]);
            let parabola = (before * long + after * short) / (short + long);
            parabola.clamp_length_max(2.0 * before.length().min(after.length()))
        } else if i == 0 && last > 0 && ends[0] == End::Running {
            stretches[0]
        } else if i == last && last > 0 && ends[1] == End::Running {
            stretches[last - 1]
        } else {
            Vec3::ZERO
        };
    }
}

fn set_turns(keys: &mut [Key]) {
    for i in 1..keys.len() {
        let (a, b) = (&keys[i - 1], &keys[i]);
        let third = (b.at - a.at) as f32 / 3.0;
        let (leave, arrive) = (a.speed * third, b.speed * third);
        let between = Quat::from_scaled_axis(-leave)
            * (a.rotation.conjugate() * b.rotation)
            * Quat::from_scaled_axis(-arrive);
        keys[i - 1].turns = [leave, turn_of(between), arrive];
    }
}

/// Axis and radians of a turn, the shortest way.
fn turn_of(rotation: Quat) -> Vec3 {
    let rotation = if rotation.w < 0.0 { -rotation } else { rotation };
    let sine = rotation.xyz().length();
    if sine < 1e-6 {
        return 2.0 * rotation.xyz();
    }
    rotation.xyz() * (2.0 * ops::atan2(sine, rotation.w) / sine)
}

/// The angles of `rotation`, leaning by `roll` degrees instead where it does not look steeply up or down, or
/// hang the other way up.
fn upright(rotation: Quat, roll: f32) -> Aim {
    let ahead = rotation * Vec3::NEG_Z;
    let level = ops::hypot(ahead.x, ahead.z);
    let own = Aim::of(rotation);
    let lean = half_turn(own.roll - roll);
    let steep = eased(Ease::InOut, (level - STEEP.0) / (STEEP.1 - STEEP.0));
    let hangs = eased(Ease::InOut, 2.0 - lean.abs() / 90.0);
    Aim { roll: own.roll - lean * steep * hangs, ..own }
}

/// The same turn, in degrees between half a turn either way.
fn half_turn(degrees: f32) -> f32 {
    degrees - 360.0 * ops::floor(degrees / 360.0 + 0.5)
}
