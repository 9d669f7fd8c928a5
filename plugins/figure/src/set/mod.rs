//! The surroundings: rooms, streets, fields, shores, cabins and roofs, with what stands in them.
//!
//! Walls are seen from one side only, from inside; and what belongs to a wall goes with it: a camera that stands
//! outside a wall looks in as if it were taken away, with its door, its pictures and its cupboards.

mod block;
mod clear;
mod field;
mod finish;
mod floor;
mod furnish;
mod hand;
mod obstacle;
mod openings;
mod outlook;
mod rooftop;
mod room;
mod shell;
mod shore;
mod street;
mod vehicle;
mod words;

use bevy_math::Vec3;
use maquette_document::{PieceKind, Set, SetKind};

pub use block::{BOXES, STEP, Treads, block_footprint, block_parts};
pub use floor::{Approach, DoorSpot, Floor, SeatSpot, Spot, floor_of, ground_at};
pub use furnish::furnish;
pub use hand::{NoRoom, box_by_hand, opening_by_hand, piece_by_hand, resized};
pub use obstacle::{
    Footprint, Obstacle, Standing, model_place, obstacles, piece_footprint, sight_blocked,
};
pub use openings::{DoorLeaf, Swing, door_leaf, door_turn, swings};
pub use shell::{Hole, Wall, walls};

use crate::piece::parts::piece_seed;
use crate::piece::{piece_place, piece_solid};
use crate::solid::Solid;

/// More pieces than a set may have.
const PIECES: usize = 4000;

/// Part of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetPart {
    pub solid: Solid,
    /// Drawn only by a camera that is inside all of these.
    pub within: Vec<Border>,
}

/// A plane that parts the inside from the outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    pub point: Vec3,
    /// Unit.
    pub inward: Vec3,
}

impl SetPart {
    /// Whether a camera at `eye` sees it.
    pub fn is_seen_from(&self, eye: Vec3) -> bool {
        self.within.iter().all(|border| (eye - border.point).dot(border.inward) > 0.0)
    }
}

/// A set in world space, by what is seen from where. The leaves of its doors are drawn by themselves, as wide
/// open as the moment has them: see [`door_leaf`].
pub fn set_parts(set: &Set) -> Vec<SetPart> {
    let mut parts = match set.kind {
        SetKind::Room | SetKind::Corridor => room::parts(set),
        SetKind::Street => street::parts(set),
        SetKind::Field => field::parts(set),
        SetKind::Shore => shore::parts(set),
        SetKind::Vehicle => vehicle::parts(set),
        SetKind::Rooftop => rooftop::parts(set),
    };
    parts.extend(furniture(set));
    parts.extend(boxes(set));
    parts
}

/// What a hand put there; a tall box along a wall goes with it.
fn boxes(set: &Set) -> Vec<SetPart> {
    let mut parts: Vec<SetPart> = Vec::new();
    let walls = walls(set);
    for (_, block) in block::boxes(set) {
        let within = obstacle::box_goes_with(block, &walls);
        let solid = block::block_solid(block);
        match parts.iter_mut().find(|part| part.within == within) {
            Some(part) => part.solid.add(&solid),
            None => parts.push(SetPart { solid, within }),
        }
    }
    parts
}

/// The pieces, those that go with a wall apart.
fn furniture(set: &Set) -> Vec<SetPart> {
    let walls = walls(set);
    let mut parts: Vec<SetPart> = Vec::new();
    for (index, piece) in set.pieces.iter().enumerate().take(PIECES) {
        let within = obstacle::goes_with(piece, &walls);
        let solid = piece_solid(piece.kind, piece_seed(set.seed, piece.kind as u32, index as u32))
            .placed(piece_place(piece));
        match parts.iter_mut().find(|part| part.within == within) {
            Some(part) => part.solid.add(&solid),
            None => parts.push(SetPart { solid, within }),
        }
    }
    parts
}

fn border(wall: &Wall) -> Border {
    let point = wall.a.lerp(wall.b, 0.5);
    Border {
        point: Vec3::new(point.x, 0.0, point.y),
        inward: Vec3::new(wall.inward.x, 0.0, wall.inward.y),
    }
}

/// Width, height and depth, within what can be built; the height of what has no ceiling is 0.
pub(crate) fn extent(set: &Set) -> Vec3 {
    let or = |value: f32, otherwise: f32| {
        if value.is_finite() && value > 0.0 { value } else { otherwise }
    };
    let height = match set.kind {
        SetKind::Room | SetKind::Corridor => or(set.height, 2.6).clamp(1.8, 20.0),
        SetKind::Vehicle => or(set.height, 1.25).clamp(1.0, 4.0),
        SetKind::Street | SetKind::Field | SetKind::Shore | SetKind::Rooftop => 0.0,
    };
    Vec3::new(or(set.width, 5.0).clamp(1.2, 200.0), height, or(set.depth, 4.0).clamp(1.2, 200.0))
}

pub(crate) fn has(set: &Set, kind: PieceKind) -> bool {
    set.pieces.iter().any(|piece| piece.kind == kind)
}
