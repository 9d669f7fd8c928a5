//! What is in the way: of a walk, and of a look.

use bevy_math::{Affine3A, Quat, Vec2, Vec3, ops};
use maquette_document::{Block, Piece, PieceKind, Set, SetModel};

use super::block::{Treads, block_footprint, block_parts, boxes};
use super::shell::{Wall, walls};
use super::{Border, PIECES, border};
use crate::piece::piece_size;

/// A rectangle on the ground, turned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Footprint {
    /// In x and z.
    pub middle: Vec2,
    /// Half its width and depth.
    pub half: Vec2,
    /// Degrees about the vertical, as pieces turn.
    pub turn: f32,
}

impl Footprint {
    /// Its own x and z in the world.
    pub(crate) fn axes(&self) -> [Vec2; 2] {
        let turn = self.turn.to_radians();
        let (sin, cos) = (ops::sin(turn), ops::cos(turn));
        [Vec2::new(cos, -sin), Vec2::new(sin, cos)]
    }

    pub fn corners(&self) -> [Vec2; 4] {
        let [x, z] = self.axes();
        let (x, z) = (x * self.half.x, z * self.half.y);
        [x + z, x - z, -x - z, z - x].map(|corner| self.middle + corner)
    }

    /// Larger by `margin` metres on every side.
    #[must_use]
    pub fn grown(self, margin: f32) -> Self {
        Self { half: (self.half + margin).max(Vec2::ZERO), ..self }
    }

    pub fn contains(&self, point: Vec2) -> bool {
        let off = point - self.middle;
        let [x, z] = self.axes();
        off.dot(x).abs() <= self.half.x && off.dot(z).abs() <= self.half.y
    }

    /// Metres from its edge to a point outside; 0 inside.
    pub fn distance(&self, point: Vec2) -> f32 {
        let off = point - self.middle;
        let [x, z] = self.axes();
        (Vec2::new(off.dot(x).abs(), off.dot(z).abs()) - self.half).max(Vec2::ZERO).length()
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.corners(), other.corners());
        self.axes().into_iter().chain(other.axes()).all(|axis| {
            let span = |corners: &[Vec2; 4]| {
                let along = corners.map(|corner| corner.dot(axis));
                (
                    along.into_iter().fold(f32::INFINITY, f32::min),
                    along.into_iter().fold(f32::NEG_INFINITY, f32::max),
                )
            };
            let ((a, b), (c, d)) = (span(&mine), span(&theirs));
            a < d && c < b
        })
    }
}

/// Something solid between two heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Obstacle {
    pub of: Standing,
    pub footprint: Footprint,
    /// Metres above the floor of the set.
    pub low: f32,
    pub high: f32,
    /// What can be walked on, by steps: metres that it lies above the ground about it.
    pub rise: Option<f32>,
}

/// What an obstacle is, or is part of: its place in the set's list of such things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Piece(PieceKind, usize),
    Box(usize),
    /// A box that only hides: nobody is stopped by it.
    Curtain(usize),
    /// A thing that came from outside.
    Model(usize),
}

impl Obstacle {
    /// Whether nobody can walk where it stands.
    pub fn bars_the_way(&self) -> bool {
        let curtain = matches!(self.of, Standing::Curtain(_));
        self.low < 1.9 && self.high > 0.12 && self.rise.is_none() && !curtain
    }

    /// The same for who stands on something that lies `rise` metres above the ground: a step up is no bar, two are.
    pub fn bars_from(&self, rise: f32) -> bool {
        self.bars_the_way() || self.rise.is_some_and(|own| own > rise + super::block::STEP)
    }

    pub fn kind(&self) -> Option<PieceKind> {
        match self.of {
            Standing::Piece(kind, _) => Some(kind),
            Standing::Box(_) | Standing::Curtain(_) | Standing::Model(_) => None,
        }
    }

    /// Its place in the set's pieces, if it is one.
    pub fn piece(&self) -> Option<usize> {
        match self.of {
            Standing::Piece(_, index) => Some(index),
            Standing::Box(_) | Standing::Curtain(_) | Standing::Model(_) => None,
        }
    }
}

/// The ground that a piece covers: of a tree, its crown.
pub fn piece_footprint(piece: &Piece) -> Footprint {
    let size = piece_size(piece.kind) * scale(piece);
    part_of(piece, Vec2::new(size.x, size.z) / 2.0)
}

fn part_of(piece: &Piece, half: Vec2) -> Footprint {
    let at = if piece.at.is_finite() { piece.at } else { Vec3::ZERO };
    let turn = if piece.turn.is_finite() { piece.turn } else { 0.0 };
    Footprint { middle: Vec2::new(at.x, at.z), half, turn }
}

fn scale(piece: &Piece) -> f32 {
    if piece.scale.is_finite() { piece.scale.clamp(0.05, 20.0) } else { 1.0 }
}

/// All that is solid of a set: its pieces in their order, of which rugs, grass and piers are left out, then its boxes,
/// then what bars the way of the things that came from outside.
pub fn obstacles(set: &Set) -> Vec<Obstacle> {
    let pieces = set.pieces.iter().take(PIECES).enumerate();
    let mut all: Vec<Obstacle> = pieces.flat_map(|(index, piece)| of_piece(index, piece)).collect();
    let treads = Treads::of(set);
    for (index, block) in boxes(set) {
        let of = if block.solid { Standing::Box(index) } else { Standing::Curtain(index) };
        let rise = treads.rise_of(index);
        let parts = block_parts(block).into_iter();
        all.extend(parts.map(|(footprint, low, high)| Obstacle { of, footprint, low, high, rise }));
    }
    let models = set.models.iter().take(PIECES).enumerate();
    all.extend(models.flat_map(|(index, model)| of_model(index, model)));
    all
}

fn of_model(index: usize, model: &SetModel) -> impl Iterator<Item = Obstacle> + '_ {
    let place = model_place(model);
    model.bulks.iter().take(PIECES).map(move |block| {
        let (a, b) = (place.transform_point3(block.low), place.transform_point3(block.high));
        let half = (block.high - block.low).abs() * model_scale(model) / 2.0;
        let middle = (a + b) / 2.0;
        Obstacle {
            of: Standing::Model(index),
            footprint: Footprint {
                middle: Vec2::new(middle.x, middle.z),
                half: Vec2::new(half.x, half.z),
                turn: model.turn,
            },
            low: a.y.min(b.y),
            high: a.y.max(b.y),
            rise: None,
        }
    })
}

/// Where a thing from outside stands: from its own metres into the set's.
pub fn model_place(model: &SetModel) -> Affine3A {
    let at = if model.at.is_finite() { model.at } else { Vec3::ZERO };
    let turn = if model.turn.is_finite() { model.turn.to_radians() } else { 0.0 };
    let scale = Vec3::splat(model_scale(model));
    Affine3A::from_scale_rotation_translation(scale, Quat::from_rotation_y(turn), at)
}

fn model_scale(model: &SetModel) -> f32 {
    if model.scale.is_finite() { model.scale.clamp(1e-4, 1e4) } else { 1.0 }
}

pub(crate) fn of_piece(index: usize, piece: &Piece) -> Vec<Obstacle> {
    let (size, scale) = (piece_size(piece.kind), scale(piece));
    let one = |half: [f32; 2], low: f32, high: f32| Obstacle {
        of: Standing::Piece(piece.kind, index),
        rise: None,
        footprint: part_of(piece, Vec2::from(half) * scale),
        low: piece.at.y + low * scale,
        high: piece.at.y + high * scale,
    };
    match piece.kind {
        PieceKind::Rug | PieceKind::Grass | PieceKind::Pier => Vec::new(),
        PieceKind::Tree => vec![one([0.28, 0.28], 0.0, 2.4), one([1.75, 1.75], 2.35, 6.2)],
        PieceKind::StreetLamp => vec![one([0.14, 0.14], 0.0, 4.9)],
        PieceKind::Lamp => vec![one([0.15, 0.15], 0.0, 1.25), one([0.2, 0.2], 1.25, 1.6)],
        PieceKind::RoundTable => vec![one([0.44, 0.44], 0.0, 0.74)],
        PieceKind::House => vec![one([4.0, 3.5], 0.0, 7.0)],
        PieceKind::Chair => vec![one([0.22, 0.24], 0.0, 0.46), one([0.22, 0.24], 0.46, 0.9)],
        PieceKind::Beacon => vec![one([0.64, 0.64], 0.0, 1.0), one([0.66, 0.66], 1.0, 2.8)],
        PieceKind::Plant => vec![one([0.2, 0.2], 0.0, 0.35), one([0.25, 0.25], 0.35, 1.1)],
        _ => vec![one([size.x / 2.0, size.z / 2.0], 0.0, size.y)],
    }
}

/// The borders of the walls that a piece goes with: what is tall and stands against a wall, or hangs on it.
pub(crate) fn goes_with(piece: &Piece, walls: &[Wall]) -> Vec<Border> {
    let high = piece_size(piece.kind).y * scale(piece) + piece.at.y;
    if high <= 1.25 && piece.kind != PieceKind::Picture {
        return Vec::new();
    }
    behind_it(&piece_footprint(piece), walls)
}

/// The borders of the walls that a box goes with: what is tall and stands along a wall.
pub(crate) fn box_goes_with(block: &Block, walls: &[Wall]) -> Vec<Border> {
    let tall = block.at.y + block.size.y > 1.25;
    if tall { behind_it(&block_footprint(block), walls) } else { Vec::new() }
}

fn behind_it(foot: &Footprint, walls: &[Wall]) -> Vec<Border> {
    let touches = |border: &Border| {
        let into = |p: Vec2| (Vec3::new(p.x, 0.0, p.y) - border.point).dot(border.inward);
        let near = foot.corners().map(into).into_iter().fold(f32::INFINITY, f32::min);
        near > -0.5 && near < 0.12
    };
    walls.iter().map(border).filter(touches).collect()
}

/// Whether a camera at `from` does not see `to` for walls and pieces. A wall hides only what lies outside of it:
/// from outside it is not there, nor are the doors, the pictures and the tall pieces against it. What holds
/// either end, such as the armchair of who sits in it, hides nothing.
pub fn sight_blocked(set: &Set, from: Vec3, to: Vec3) -> bool {
    let walls = walls(set);
    let by_wall = walls.iter().any(|wall| {
        wall.crossed(from, to).is_some_and(|(at, outward)| outward && wall.hole_at(at).is_none())
    });
    if by_wall {
        return true;
    }
    let taken = |with: Vec<Border>| with.iter().any(|b| (from - b.point).dot(b.inward) <= 0.0);
    let by_piece = set.pieces.iter().take(PIECES).enumerate().any(|(index, piece)| {
        let all = of_piece(index, piece);
        !taken(goes_with(piece, &walls))
            && all.iter().any(|one| hides(&one.footprint, [one.low, one.high], from, to))
    });
    by_piece
        || boxes(set).any(|(_, block)| {
            let parts = block_parts(block);
            !taken(box_goes_with(block, &walls))
                && parts.iter().any(|(foot, low, high)| hides(foot, [*low, *high], from, to))
        })
}

fn hides(foot: &Footprint, [low, high]: [f32; 2], from: Vec3, to: Vec3) -> bool {
    let [x, z] = foot.axes();
    let local = |p: Vec3| {
        let off = Vec2::new(p.x, p.z) - foot.middle;
        Vec3::new(off.dot(x), p.y, off.dot(z))
    };
    let (a, b) = (local(from), local(to));
    let half = foot.half;
    let (low, high) = (Vec3::new(-half.x, low, -half.y), Vec3::new(half.x, high, half.y));
    let holds = |p: Vec3| p.cmpge(low - 0.06).all() && p.cmple(high + 0.06).all();
    if holds(a) || holds(b) {
        return false;
    }
    let along = b - a;
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    for axis in 0..3 {
        if along[axis].abs() < 1e-6 {
            if a[axis] < low[axis] || a[axis] > high[axis] {
                return false;
            }
            continue;
        }
        let (p, q) = ((low[axis] - a[axis]) / along[axis], (high[axis] - a[axis]) / along[axis]);
        enter = enter.max(p.min(q));
        leave = leave.min(p.max(q));
    }
    enter < leave
}

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_document::{Opening, OpeningKind, Side};

    fn piece(kind: PieceKind, x: f32, z: f32, turn: f32) -> Piece {
        Piece { kind, at: Vec3::new(x, 0.0, z), turn, scale: 1.0 }
    }

    fn room(pieces: Vec<Piece>) -> Set {
        let window = Opening {
            kind: OpeningKind::Window,
            side: Side::North,
            along: 1.0,
            width: 1.0,
            height: 1.2,
            sill: 0.9,
        };
        Set {
            width: 6.0,
            depth: 5.0,
            height: 2.6,
            openings: vec![window],
            pieces,
            ..Set::default()
        }
    }

    #[test]
    fn a_turned_footprint_holds_and_overlaps_what_it_should() {
        let sofa = piece_footprint(&piece(PieceKind::Sofa, 0.0, 0.0, 90.0));
        assert!(sofa.contains(Vec2::new(0.3, 0.9)) && !sofa.contains(Vec2::new(0.9, 0.3)));
        let chair = |x, z| piece_footprint(&piece(PieceKind::Chair, x, z, 30.0));
        assert!(sofa.overlaps(&chair(0.3, 0.9)) && !sofa.overlaps(&chair(0.9, 0.3)));
        assert!((sofa.distance(Vec2::new(1.43, 0.0)) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_thing_from_outside_bars_the_way_where_it_was_put() {
        let block = maquette_document::Bulk {
            low: Vec3::new(0.0, 0.0, -0.5),
            high: Vec3::new(2.0, 1.0, 0.5),
        };
        let model = SetModel {
            at: Vec3::new(1.0, 0.0, 0.0),
            turn: 90.0,
            scale: 0.5,
            bulks: vec![block],
            ..SetModel::default()
        };
        let all = obstacles(&Set { models: vec![model], ..room(Vec::new()) });
        assert_eq!(all.len(), 1);
        assert!(all[0].bars_the_way() && (all[0].high - 0.5).abs() < 1e-6);
        let foot = all[0].footprint;
        assert!(foot.contains(Vec2::new(1.0, -0.9)) && foot.contains(Vec2::new(1.2, -0.1)));
        assert!(!foot.contains(Vec2::new(1.3, -0.5)) && !foot.contains(Vec2::new(1.0, 0.1)));
    }

    #[test]
    fn a_cupboard_hides_who_stands_behind_it_and_a_table_does_not() {
        let (from, to) = (Vec3::new(-2.0, 1.6, 0.0), Vec3::new(2.0, 1.6, 0.0));
        assert!(sight_blocked(&room(vec![piece(PieceKind::Cupboard, 0.0, 0.0, 90.0)]), from, to));
        assert!(!sight_blocked(&room(vec![piece(PieceKind::Table, 0.0, 0.0, 0.0)]), from, to));
        assert!(!sight_blocked(&room(Vec::new()), from, to));
    }

    #[test]
    fn a_wall_hides_what_is_outside_but_not_what_is_inside() {
        let set = room(Vec::new());
        let (inside, outside) = (Vec3::new(-1.0, 1.6, 0.0), Vec3::new(-1.0, 1.6, -6.0));
        assert!(sight_blocked(&set, inside, outside));
        assert!(!sight_blocked(&set, outside, inside));
        let through = Vec3::new(1.0, 1.5, -6.0);
        assert!(
            !sight_blocked(&set, Vec3::new(1.0, 1.5, 0.0), through),
            "the window is open to the eye"
        );
    }

    #[test]
    fn what_stands_against_a_wall_goes_with_it() {
        let set = room(vec![piece(PieceKind::Cupboard, -1.0, -2.2, 0.0)]);
        let who = Vec3::new(-1.0, 1.5, 0.0);
        assert!(!sight_blocked(&set, Vec3::new(-1.0, 1.5, -4.0), who), "a camera outside the wall");
        let beside = room(vec![piece(PieceKind::Cupboard, -1.0, -1.2, 0.0)]);
        assert!(sight_blocked(&beside, Vec3::new(-1.0, 1.5, -4.0), who), "it stands in the room");
    }
}
