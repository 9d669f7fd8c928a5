//! The floor in cells: where one can stand, and where there is most room.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{Set, SetKind};

use super::block::Treads;
use super::extent;
use super::floor::{Spot, ground_at};
use super::obstacle::{Footprint, Obstacle, obstacles};
use super::shell::walls;

/// Metres that a body keeps from what stands about.
pub(crate) const ROOM: f32 = 0.26;

/// The floor as cells, each clear or not.
pub(crate) struct Ground {
    barred: Vec<Obstacle>,
    treads: Treads,
    half: Vec2,
    cut: f32,
    /// Half the width of a roadway, where nobody stands.
    road: f32,
    cell: f32,
    wide: usize,
    deep: usize,
    clear: Vec<bool>,
}

impl Ground {
    pub(crate) fn of(set: &Set) -> Self {
        let size = extent(set);
        let inset = if size.y > 0.0 || set.kind == SetKind::Street { 0.3 } else { 0.0 };
        let half = (Vec2::new(size.x, size.z) / 2.0 - inset).max(Vec2::splat(0.2));
        let cell = (half.max_element() / 60.0).max(0.1);
        let (wide, deep) = ((2.0 * half.x / cell) as usize + 1, (2.0 * half.y / cell) as usize + 1);
        let corner = set.kind == SetKind::Room && walls(set).len() > 4;
        let cut = if corner { size.x.min(size.z) / 2.0 * 0.586 } else { 0.0 };
        let town =
            set.kind == SetKind::Street && super::street::way(set) == super::street::Way::Town;
        let road = if town { super::street::half_roadway(set) } else { 0.0 };
        let bars = |one: &Obstacle| one.bars_from(0.0);
        let barred = obstacles(set).into_iter().filter(bars).collect();
        let treads = Treads::of(set);
        let mut ground =
            Self { barred, treads, half, cut, road, cell, wide, deep, clear: Vec::new() };
        ground.clear = (0..wide * deep)
            .map(|k| ground.is_clear(ground.at(k % wide, k / wide), ROOM))
            .collect();
        ground
    }

    fn at(&self, i: usize, j: usize) -> Vec2 {
        Vec2::new(i as f32, j as f32) * self.cell - self.half
    }

    /// Whether one can stand at a point, `room` metres from what bars the way.
    pub(crate) fn is_clear(&self, at: Vec2, room: f32) -> bool {
        let corner = self.half.x - at.x.abs() + self.half.y - at.y.abs() > self.cut;
        let within = at.abs().cmple(self.half + 1e-3).all()
            && (self.cut == 0.0 || corner)
            && (self.road == 0.0 || at.y.abs() > self.road + 0.2);
        let rise = self.treads.rise(at);
        let bars = |one: &Obstacle| one.bars_from(rise) && one.footprint.distance(at) <= room;
        within && !self.barred.iter().any(bars)
    }

    /// The clear rectangle that is largest and nearest to the middle.
    pub(crate) fn largest(&self) -> Footprint {
        let mut best = (
            f32::NEG_INFINITY,
            Footprint { middle: Vec2::ZERO, half: Vec2::splat(0.3), turn: 0.0 },
        );
        let mut heights = vec![0_usize; self.wide];
        for j in 0..self.deep {
            for (i, height) in heights.iter_mut().enumerate() {
                *height = if self.clear[j * self.wide + i] { *height + 1 } else { 0 };
            }
            for left in 0..self.wide {
                let mut low = usize::MAX;
                for (right, &height) in heights.iter().enumerate().skip(left) {
                    low = low.min(height);
                    if low == 0 {
                        break;
                    }
                    let (a, b) = (self.at(left, j + 1 - low), self.at(right, j));
                    let (middle, half) = ((a + b) / 2.0, (b - a) / 2.0);
                    // More than seven metres by six are of little more use.
                    let area = (2.0 * half.x).min(7.0) * (2.0 * half.y).min(6.0);
                    let score = area + 3.0 * half.min_element().min(1.5) - 0.6 * middle.length();
                    if score > best.0 {
                        best = (score, Footprint { middle, half, turn: 0.0 });
                    }
                }
            }
        }
        best.1
    }

    pub(crate) fn spots(&self, set: &Set, free: &Footprint) -> Vec<Spot> {
        let step =
            (0.45_f32.max(self.half.max_element() / 14.0) / self.cell).round().max(1.0) as usize;
        let mut places: Vec<Vec2> = Vec::new();
        for j in (0..self.deep).step_by(step) {
            for i in (0..self.wide).step_by(step) {
                let at = self.at(i, j);
                if self.is_clear(at, ROOM + 0.1) {
                    places.push(at);
                }
            }
        }
        let reach = free.half.length().max(1.0);
        let mut chosen: Vec<Vec2> = Vec::new();
        while chosen.len() < 12 {
            let score = |at: &Vec2| {
                let apart = chosen.iter().map(|c| c.distance(*at)).fold(1.5, f32::min);
                let in_row =
                    chosen.iter().any(|c| (c.y - at.y).abs() < 0.3 || (c.x - at.x).abs() < 0.3);
                let out = free.distance(*at) * 0.8 + 0.35 * at.distance(free.middle) / reach;
                apart - out - if in_row { 0.25 } else { 0.0 }
            };
            let best = places.iter().max_by(|a, b| score(a).total_cmp(&score(b))).copied();
            match best {
                Some(at) if chosen.iter().all(|c| c.distance(at) > 0.7) => chosen.push(at),
                _ => break,
            }
        }
        let facing = |at: Vec2| {
            let to = free.middle - at;
            if to.length() < 0.2 { 0.0 } else { ops::atan2(to.x, to.y).to_degrees() }
        };
        chosen
            .iter()
            .map(|at| Spot { at: Vec3::new(at.x, ground_at(set, *at), at.y), facing: facing(*at) })
            .collect()
    }
}
