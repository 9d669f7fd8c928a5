//! The way of a walk: from point to point, corners rounded, by distance.

use bevy_math::Vec3;

use super::plan::heading;

/// Metres before and after a corner that are walked as a bend, at most.
const BEND: f32 = 0.6;

pub(super) struct Path {
    points: Vec<Vec3>,
    /// Distance of each point from the first.
    along: Vec<f32>,
}

impl Path {
    pub(super) fn new(points: &[Vec3]) -> Self {
        let mut along = vec![0.0];
        for pair in points.windows(2) {
            along.push(along[along.len() - 1] + pair[0].distance(pair[1]));
        }
        Self { points: points.to_vec(), along }
    }

    pub(super) fn length(&self) -> f32 {
        self.along[self.along.len() - 1]
    }

    /// How far along the point of this number lies.
    pub(super) fn reached(&self, point: usize) -> f32 {
        self.along[point]
    }

    /// Where one is after `distance`, and in which direction one goes there.
    pub(super) fn at(&self, distance: f32) -> (Vec3, f32) {
        let last = self.points.len() - 1;
        let distance = distance.clamp(0.0, self.length());
        let leg = self.along[1..last].iter().take_while(|end| **end <= distance).count();
        for corner in [leg, leg + 1] {
            if corner == 0 || corner >= last {
                continue;
            }
            let near = (self.along[corner] - self.along[corner - 1])
                .min(self.along[corner + 1] - self.along[corner]);
            let bend = BEND.min(near * 0.45).max(1e-4);
            let into = (distance - self.along[corner] + bend) / (2.0 * bend);
            if (0.0..=1.0).contains(&into) {
                return self.round(corner, bend, into);
            }
        }
        let (from, to) = (self.points[leg], self.points[leg + 1]);
        let share =
            (distance - self.along[leg]) / (self.along[leg + 1] - self.along[leg]).max(1e-6);
        (from.lerp(to, share), heading(to - from, 0.0))
    }

    /// A bend about a corner.
    fn round(&self, corner: usize, bend: f32, into: f32) -> (Vec3, f32) {
        let middle = self.points[corner];
        let toward = |point: Vec3| middle + (point - middle).normalize_or_zero() * bend;
        let (from, to) = (toward(self.points[corner - 1]), toward(self.points[corner + 1]));
        let (a, b) = (from.lerp(middle, into), middle.lerp(to, into));
        (a.lerp(b, into), heading(b - a, 0.0))
    }
}
