//! Walls and things, ready to be asked a thousand times what they hide.

use super::flat;
use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{PieceKind, Set};
use maquette_figure::{
    Footprint, Obstacle, STEP, Standing, Wall, block_footprint, piece_footprint, piece_size,
};

/// A wall, and which solids it takes with it when the camera looks through it from behind.
#[derive(Clone, Debug)]
pub(super) struct Plane {
    pub(super) a: Vec2,
    pub(super) along: Vec2,
    pub(super) inward: Vec2,
    pub(super) length: f32,
    pub(super) height: f32,
    /// From, to, sill, top.
    pub(super) holes: Vec<[f32; 4]>,
}

/// A solid box, turned about the vertical.
#[derive(Clone, Debug)]
pub(super) struct Box3 {
    pub(super) of: Standing,
    pub(super) kind: Option<PieceKind>,
    pub(super) middle: Vec2,
    pub(super) x: Vec2,
    pub(super) z: Vec2,
    pub(super) half: Vec2,
    pub(super) low: f32,
    pub(super) high: f32,
    pub(super) bars: bool,
    /// What can be walked on: metres above the ground about it.
    pub(super) rise: Option<f32>,
    /// Walls that it goes with.
    pub(super) with: Vec<usize>,
}

impl Plane {
    pub(super) fn of(wall: &Wall) -> Self {
        Self {
            a: wall.a,
            along: (wall.b - wall.a).normalize_or(Vec2::X),
            inward: wall.inward,
            length: wall.length(),
            height: wall.height,
            holes: wall
                .holes
                .iter()
                .map(|hole| [hole.from, hole.to, hole.sill, hole.top])
                .collect(),
        }
    }

    /// Metres inside of the wall; below 0 outside.
    pub(super) fn depth(&self, at: Vec2) -> f32 {
        (at - self.a).dot(self.inward)
    }

    /// Whether a point lies before or behind the wall itself, not beside it.
    pub(super) fn faces(&self, at: Vec2) -> bool {
        (-0.1..=self.length + 0.1).contains(&(at - self.a).dot(self.along))
    }

    /// Metres from `from`, inside of it, to it along `ray`, of length one; and the hole that is there, if one is.
    pub(super) fn met(&self, from: Vec3, ray: Vec3) -> Option<(f32, Option<usize>)> {
        let (depth, speed) = (self.depth(flat(from)), -flat(ray).dot(self.inward));
        if depth <= 0.0 || speed <= 1e-4 {
            return None;
        }
        let at = from + ray * (depth / speed);
        let along = (flat(at) - self.a).dot(self.along);
        let on = (0.0..=self.length).contains(&along) && (0.0..=self.height).contains(&at.y);
        let hole = self.holes.iter().position(|[from, to, sill, top]| {
            (*from..=*to).contains(&along) && (*sill..=*top).contains(&at.y)
        });
        on.then_some((depth / speed, hole))
    }

    /// A wall hides what lies outside of it from who is inside.
    pub(super) fn hides(&self, from: Vec3, to: Vec3) -> bool {
        let (a, b) = (self.depth(flat(from)), self.depth(flat(to)));
        if a <= 0.0 || b > 0.0 {
            return false;
        }
        let at = from.lerp(to, a / (a - b));
        let along = (flat(at) - self.a).dot(self.along);
        let on = (0.0..=self.length).contains(&along) && (0.0..=self.height).contains(&at.y);
        on && !self.holes.iter().any(|[from, to, sill, top]| {
            (*from..=*to).contains(&along) && (*sill..=*top).contains(&at.y)
        })
    }
}

impl Box3 {
    pub(super) fn of(one: &Obstacle, set: &Set, walls: &[Plane]) -> Self {
        let turn = one.footprint.turn.to_radians();
        let (sin, cos) = (ops::sin(turn), ops::cos(turn));
        let (whole, high) = whole_of(one, set);
        let tall = high > 1.25 || one.kind() == Some(PieceKind::Picture);
        let corners = whole.corners();
        let with = walls.iter().enumerate().filter(|(_, wall)| {
            let near =
                corners.iter().map(|corner| wall.depth(*corner)).fold(f32::INFINITY, f32::min);
            tall && near > -0.5 && near < 0.12
        });
        Self {
            of: one.of,
            kind: one.kind(),
            middle: one.footprint.middle,
            x: Vec2::new(cos, -sin),
            z: Vec2::new(sin, cos),
            half: one.footprint.half,
            low: one.low,
            high: one.high,
            bars: one.bars_the_way(),
            rise: one.rise,
            with: with.map(|(index, _)| index).collect(),
        }
    }

    /// Whether it stops who stands on something that lies `rise` metres above the ground.
    pub(super) fn stops(&self, rise: f32) -> bool {
        self.bars || self.rise.is_some_and(|own| own > rise + STEP)
    }

    pub(super) fn corners(&self) -> [Vec2; 4] {
        let (x, z) = (self.x * self.half.x, self.z * self.half.y);
        [x + z, x - z, -x - z, z - x].map(|corner| self.middle + corner)
    }

    pub(super) fn local(&self, at: Vec3) -> Vec3 {
        let off = flat(at) - self.middle;
        Vec3::new(off.dot(self.x), at.y, off.dot(self.z))
    }

    pub(super) fn distance(&self, at: Vec2) -> f32 {
        let off = at - self.middle;
        let outside = Vec2::new(off.dot(self.x).abs(), off.dot(self.z).abs()) - self.half;
        outside.max(Vec2::ZERO).length()
    }

    pub(super) fn holds(&self, at: Vec3, room: f32) -> bool {
        at.y > self.low - room
            && at.y < self.high + room
            && self.distance(flat(at)) < room.max(1e-4)
    }

    /// Whether it lies between two points and holds neither.
    pub(super) fn hides(&self, from: Vec3, to: Vec3) -> bool {
        let (a, b) = (self.local(from), self.local(to));
        let low = Vec3::new(-self.half.x, self.low, -self.half.y);
        let high = Vec3::new(self.half.x, self.high, self.half.y);
        let holds = |p: Vec3| p.cmpge(low - 0.06).all() && p.cmple(high + 0.06).all();
        if holds(a) || holds(b) {
            return false;
        }
        self.crossed(a, b - a).is_some_and(|enter| enter < 1.0)
    }

    /// Where a line that begins outside goes in, in lengths of `along`; both are of the box.
    fn crossed(&self, a: Vec3, along: Vec3) -> Option<f32> {
        let low = Vec3::new(-self.half.x, self.low, -self.half.y);
        let high = Vec3::new(self.half.x, self.high, self.half.y);
        let (mut enter, mut leave) = (0.0_f32, f32::INFINITY);
        for axis in 0..3 {
            if along[axis].abs() < 1e-6 {
                if a[axis] < low[axis] || a[axis] > high[axis] {
                    return None;
                }
                continue;
            }
            let (p, q) =
                ((low[axis] - a[axis]) / along[axis], (high[axis] - a[axis]) / along[axis]);
            enter = enter.max(p.min(q));
            leave = leave.min(p.max(q));
        }
        (enter < leave).then_some(enter)
    }

    /// Metres from `from` to it along `ray`, of length one.
    pub(super) fn met(&self, from: Vec3, ray: Vec3) -> Option<f32> {
        let way = Vec3::new(flat(ray).dot(self.x), ray.y, flat(ray).dot(self.z));
        self.crossed(self.local(from), way)
    }
}

/// The ground and the height of all that an obstacle is a part of.
fn whole_of(one: &Obstacle, set: &Set) -> (Footprint, f32) {
    match one.of {
        Standing::Piece(kind, index) => {
            let piece = &set.pieces[index];
            (piece_footprint(piece), piece_size(kind).y * piece.scale + piece.at.y)
        }
        Standing::Box(index) | Standing::Curtain(index) => {
            let block = &set.boxes[index];
            (block_footprint(block), block.size.y + block.at.y)
        }
        Standing::Model(_) => (one.footprint, one.high),
    }
}
