//! How one walks on a set.

use super::{Ground, flat};
use bevy_math::Vec3;

impl Ground {
    /// Whether one can walk straight from `a` to `b`.
    pub(crate) fn is_clear_way(&self, a: Vec3, b: Vec3, room: f32) -> bool {
        let length = a.distance(b);
        let steps = (length / 0.2).ceil().max(1.0) as usize;
        (0..=steps).all(|step| {
            let at = a.lerp(b, step as f32 / steps as f32);
            self.solids.iter().all(|one| !one.bars || one.distance(flat(at)) > room)
        })
    }

    /// The way from `a` to `b` around what stands between; straight where there is none.
    pub(crate) fn way(&self, a: Vec3, b: Vec3) -> Vec<Vec3> {
        let room = 0.24;
        if self.is_clear_way(a, b, room) {
            return vec![b];
        }
        let mut best: Option<(f32, Vec<Vec3>)> = None;
        let mut corners = self.corners(room + 0.08);
        // The shortest ways round come first; no more than these are tried.
        corners.sort_by(|p, q| {
            let length = |at: &Vec3| a.distance(*at) + at.distance(b);
            length(p).total_cmp(&length(q))
        });
        corners.truncate(24);
        let open: Vec<(Vec3, bool, bool)> = corners
            .iter()
            .map(|corner| {
                (*corner, self.is_clear_way(a, *corner, room), self.is_clear_way(*corner, b, room))
            })
            .collect();
        for (first, from_a, to_b) in open.iter().filter(|(_, from_a, _)| *from_a) {
            if *from_a && *to_b {
                let length = a.distance(*first) + first.distance(b);
                if best.as_ref().is_none_or(|(least, _)| length < *least) {
                    best = Some((length, vec![*first, b]));
                }
                continue;
            }
            for (second, _, ends) in &open {
                let length = a.distance(*first) + first.distance(*second) + second.distance(b);
                let shorter = best.as_ref().is_none_or(|(least, _)| length < *least);
                if *ends && shorter && self.is_clear_way(*first, *second, room) {
                    best = Some((length, vec![*first, *second, b]));
                }
            }
        }
        best.map_or_else(|| vec![b], |(_, way)| way)
    }

    /// Free places at the corners of what stands about.
    pub(super) fn corners(&self, room: f32) -> Vec<Vec3> {
        let mut corners = Vec::new();
        for one in self.solids.iter().filter(|one| one.bars).take(40) {
            for (x, z) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
                let at =
                    one.middle + one.x * (one.half.x + room) * x + one.z * (one.half.y + room) * z;
                let place = self.lift(at);
                if self.is_free(place, room - 0.05) {
                    corners.push(place);
                }
            }
        }
        corners
    }
}
