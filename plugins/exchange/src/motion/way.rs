//! How far a camera is from where it was at the head of its shot, frame by frame.

use bevy_math::{Quat, Vec3};
use maquette_camera::{Aim, View};

use super::Part;
use super::arc::arc_of;
use crate::track::CameraTrack;

/// What is less is not seen: metres, degrees, share of the focal length.
const SEEN: [f32; 3] = [0.03, 0.5, 0.01];
/// What turns back over less is no unrest: metres, degrees.
const SWING: [f32; 2] = [0.000_5, 0.01];
/// An arc of fewer degrees is a truck with a pan.
const LEAST_ARC: f32 = 3.0;

/// Differences from the head, by what they are measured in.
pub(super) struct Way {
    /// Metres to the right, up and forward over the level ground.
    travel: [Vec<f32>; 3],
    /// Degrees to the left, up, and to the left shoulder.
    turn: [Vec<f32>; 3],
    /// The share by which the focal length has grown.
    zoom: Vec<f32>,
    head: View,
    end: View,
    arc: Option<Part>,
    /// Of a frame.
    seconds: f32,
}

impl Way {
    pub(super) fn of(track: &CameraTrack) -> Self {
        let (views, aims) = (&track.views, track.aims());
        let (head, aim) = (views[0], aims[0]);
        let level = Quat::from_rotation_y(aim.yaw.to_radians()).conjugate();
        let gone: Vec<Vec3> = views.iter().map(|v| level * (v.position - head.position)).collect();
        let travelled = |axis: Vec3| gone.iter().map(|gone| gone.dot(axis)).collect();
        let turned = |axis: fn(&Aim) -> f32| aims.iter().map(|a| axis(a) - axis(&aim)).collect();
        let turn: [Vec<f32>; 3] = [turned(|a| a.yaw), turned(|a| a.pitch), turned(|a| a.roll)];
        Self {
            travel: [travelled(Vec3::X), travelled(Vec3::Y), travelled(Vec3::NEG_Z)],
            zoom: views.iter().map(|view| view.focal / head.focal - 1.0).collect(),
            arc: arc_of(&gone, &turn[0], amount(&turn[0])),
            turn,
            head,
            end: views[views.len() - 1],
            seconds: track.seconds(1) as f32,
        }
    }

    /// Each row of differences, and what it is measured in.
    fn rows(&self) -> impl Iterator<Item = (&[f32], usize)> {
        let travel = self.travel.iter().map(|row| (row.as_slice(), 0));
        let turn = self.turn.iter().map(|row| (row.as_slice(), 1));
        travel.chain(turn).chain([(self.zoom.as_slice(), 2)])
    }

    /// What can be seen of it, if it must be `coarse` times as much as usual; with each part, whether it came
    /// back.
    pub(super) fn parts(&self, coarse: f32) -> Vec<(Part, bool)> {
        let mut parts = Vec::new();
        let mut add = |row: &[f32], unit: usize, part: &dyn Fn(f32) -> Part| {
            let (least, amount) = (SEEN[unit] * coarse, amount(row));
            let back = net(row).abs() < amount.abs() / 2.0;
            parts.extend((least <= amount.abs()).then(|| (part(amount), back)));
        };
        let [right, up, forward] = &self.travel;
        let [yaw, pitch, roll] = &self.turn;
        let arc = self.arc.filter(|_| amount(yaw).abs() >= LEAST_ARC * coarse);
        match arc {
            Some(arc) => add(yaw, 1, &|_| arc),
            None => {
                add(forward, 0, &Part::Dolly);
                add(right, 0, &Part::Truck);
            }
        }
        add(up, 0, &Part::Pedestal);
        if arc.is_none() {
            add(yaw, 1, &Part::Pan);
        }
        add(pitch, 1, &Part::Tilt);
        add(roll, 1, &Part::Roll);
        let from = self.head.focal;
        add(&self.zoom, 2, &|share| Part::Zoom { from, to: from * (1.0 + share) });
        parts
    }

    /// To the right, up and forward along the camera's own axes at the head.
    pub(super) fn own(&self) -> Vec3 {
        let own = self.head.rotation.conjugate() * (self.end.position - self.head.position);
        Vec3::new(own.x, own.y, -own.z)
    }

    /// Seconds in which anything changes.
    pub(super) fn moving(&self) -> f32 {
        let steps = self.zoom.len() - 1;
        let moves = |step: &usize| {
            let least = |unit: usize| SEEN[unit] / 200.0;
            self.rows().any(|(row, unit)| least(unit) < (row[step + 1] - row[*step]).abs())
        };
        (0..steps).filter(moves).count() as f32 * self.seconds
    }

    /// Whether it stands still for a quarter of a second or more.
    pub(super) fn rests(&self) -> bool {
        self.moving() + 0.25 < (self.zoom.len() - 1) as f32 * self.seconds
    }

    /// Whether it swings to and fro all over, as nothing does that is not held by hand.
    pub(super) fn trembles(&self) -> bool {
        let seconds = self.zoom.len() as f32 * self.seconds;
        let most = (seconds / 2.0).max(2.0);
        let rows = self.rows().filter(|(_, unit)| *unit < SWING.len());
        rows.filter(|(row, unit)| most <= swings(row, SWING[*unit]) as f32).count() >= 4
    }
}

/// At the end.
fn net(row: &[f32]) -> f32 {
    row.last().copied().unwrap_or(0.0)
}

/// Farthest from the head.
fn far(row: &[f32]) -> f32 {
    row.iter().copied().fold(0.0, |far: f32, now| if far.abs() < now.abs() { now } else { far })
}

/// Where it ends, or how far out it was where it came back by more than half.
fn amount(row: &[f32]) -> f32 {
    let (net, far) = (net(row), far(row));
    if far.abs() / 2.0 <= net.abs() { net } else { far }
}

/// How often it turns back, by `least` or more.
fn swings(row: &[f32], least: f32) -> usize {
    let (mut extreme, mut way, mut count) = (0.0, 0.0_f32, 0);
    for now in row.iter().copied() {
        let step: f32 = now - extreme;
        if way * step >= 0.0 && way != 0.0 {
            extreme = now;
        } else if least <= step.abs() {
            count += usize::from(way != 0.0);
            (extreme, way) = (now, step.signum());
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_by_where_it_ends_or_by_how_far_out_it_was() {
        assert_eq!(amount(&[0.0, 1.0, 2.0]), 2.0);
        assert_eq!(amount(&[0.0, 2.0, 1.5]), 1.5);
        assert_eq!(amount(&[0.0, -2.0, -0.5]), -2.0);
    }

    #[test]
    fn only_what_turns_back_far_enough_swings() {
        assert_eq!(swings(&[0.0, 1.0, 2.0, 3.0], 0.1), 0);
        assert_eq!(swings(&[0.0, 1.0, 0.0, 1.0, 0.0], 0.5), 3);
        assert_eq!(swings(&[0.0, 1.0, 0.98, 1.0, 0.98], 0.5), 0);
    }
}
