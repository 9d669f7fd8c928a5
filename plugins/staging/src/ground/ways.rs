//! How one walks on a set.

use super::{Ground, flat};
use bevy_math::Vec3;

impl Ground {
    /// Whether one can walk straight from `a` to `b`.
    pub(crate) fn is_clear_way(&self, a: Vec3, b: Vec3, room: f32) -> bool {
        let length = a.distance(b);
        let steps = (length / 0.2).ceil().clamp(1.0, 4000.0) as usize;
        (0..=steps).all(|step| {
            let at = a.lerp(b, step as f32 / steps as f32);
            let rise = self.treads.rise(flat(at));
            self.solids.iter().all(|one| !one.stops(rise) || one.distance(flat(at)) > room)
        })
    }

    /// The way from `a` to `b` around what stands between, and up and down its steps; straight where there is none.
    pub(crate) fn way(&self, a: Vec3, b: Vec3) -> Vec<Vec3> {
        if self.treads == maquette_figure::Treads::default() {
            return self.level_way(a, b);
        }
        self.stepped(a, &self.winding_way(a, b))
    }

    /// The shortest way over the corners of things and the feet of stairs, however many lie on it.
    fn winding_way(&self, a: Vec3, b: Vec3) -> Vec<Vec3> {
        const ROOM: f32 = 0.24;
        let mut places = vec![b];
        places.extend(self.feet_of_stairs());
        places.extend(self.corners(ROOM + 0.08));
        places.truncate(60);
        // From the end to the beginning: metres to go, and where to go next.
        let mut left = vec![f32::INFINITY; places.len()];
        let mut next = vec![0; places.len()];
        let mut done = vec![false; places.len()];
        left[0] = 0.0;
        let nearest = |left: &[f32], done: &[bool]| {
            let open = (0..places.len()).filter(|k| !done[*k] && left[*k].is_finite());
            open.min_by(|p, q| left[*p].total_cmp(&left[*q]))
        };
        while let Some(here) = nearest(&left, &done) {
            done[here] = true;
            for there in 0..places.len() {
                let through = left[here] + places[here].distance(places[there]);
                let shorter = !done[there] && through < left[there];
                if shorter && self.is_clear_way(places[there], places[here], ROOM) {
                    (left[there], next[there]) = (through, here);
                }
            }
        }
        let through = |k: &usize| a.distance(places[*k]) + left[*k];
        let first = (0..places.len())
            .filter(|k| left[*k].is_finite() && self.is_clear_way(a, places[*k], ROOM))
            .min_by(|p, q| through(p).total_cmp(&through(q)));
        let Some(mut at) = first else { return vec![b] };
        let mut way = vec![places[at]];
        while at != 0 {
            at = next[at];
            way.push(places[at]);
        }
        way
    }

    /// A way with a point before and after each step.
    fn stepped(&self, a: Vec3, way: &[Vec3]) -> Vec<Vec3> {
        let mut stepped = Vec::new();
        let mut from = a;
        for to in way {
            let length = from.distance(*to);
            let steps = (length / 0.1).ceil().clamp(1.0, 400.0) as usize;
            let at = |step: usize| self.lifted(from.lerp(*to, step as f32 / steps as f32));
            let mut step = 1;
            while step < steps && stepped.len() < 64 {
                let (here, next) = (at(step), at(step + 1));
                if (next.y - here.y).abs() > 0.08 {
                    stepped.extend([here, at((step + 2).min(steps))]);
                    step += 2;
                }
                step += 1;
            }
            stepped.push(*to);
            from = *to;
        }
        stepped
    }

    fn level_way(&self, a: Vec3, b: Vec3) -> Vec<Vec3> {
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

    /// Before, on and behind what is walked on.
    fn feet_of_stairs(&self) -> Vec<Vec3> {
        let mut feet = Vec::new();
        for one in self.solids.iter().filter(|one| one.rise.is_some()).take(40) {
            feet.push(self.lift(one.middle));
            for (axis, half) in [(one.x, one.half.x), (one.z, one.half.y)] {
                for side in [-1.0, 1.0] {
                    feet.push(self.lift(one.middle + axis * side * (half + 0.35)));
                }
            }
            let around = one.half + 0.4;
            for (x, z) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
                feet.push(self.lift(one.middle + one.x * around.x * x + one.z * around.y * z));
            }
        }
        feet.retain(|at| self.is_free(*at, 0.2));
        feet
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
