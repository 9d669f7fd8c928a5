//! A set in the making: nothing is put where something stands, or before a door.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{Opening, OpeningKind, Piece, PieceKind, Set, SetKind, Side};

use crate::hash::unit;
use crate::piece::piece_size;
use crate::set::extent;
use crate::set::obstacle::{Footprint, piece_footprint};

pub(crate) struct Plan {
    set: Set,
    /// What stands already.
    taken: Vec<(usize, Footprint)>,
    /// What must stay clear: before doors, and where people act.
    clear: Vec<Footprint>,
}

/// A door leaf, and the hole that it needs.
const DOOR: (f32, f32) = (0.92, 2.05);

impl Plan {
    pub(crate) fn of(place: &str, seed: u32) -> Self {
        let set = Set { name: place.chars().take(200).collect(), seed, ..Set::default() };
        Self { set, taken: Vec::new(), clear: Vec::new() }
    }

    /// 0 to 1, by what it is for.
    pub(crate) fn chance(&self, purpose: u32) -> f32 {
        unit(self.set.seed, purpose, 90)
    }

    pub(crate) fn between(&self, low: f32, high: f32, purpose: u32) -> f32 {
        low + (high - low) * self.chance(purpose)
    }

    /// Lays the floor: its size varies by a tenth, up and down.
    pub(crate) fn floor(
        &mut self,
        kind: SetKind,
        width: f32,
        height: f32,
        depth: f32,
    ) -> &mut Self {
        let vary = |value: f32, purpose: u32| {
            (value * self.between(0.94, 1.06, purpose) * 20.0).round() / 20.0
        };
        let (width, depth) = match kind {
            SetKind::Vehicle => (width, depth),
            _ => (vary(width, 1), vary(depth, 2)),
        };
        self.set.kind = kind;
        (self.set.width, self.set.height, self.set.depth) = (width, height, depth);
        self
    }

    pub(crate) fn half(&self) -> Vec2 {
        let size = extent(&self.set);
        Vec2::new(size.x, size.z) / 2.0
    }

    /// Keeps a rectangle clear for people.
    pub(crate) fn keep(&mut self, middle: [f32; 2], half: [f32; 2]) -> &mut Self {
        self.clear.push(Footprint { middle: middle.into(), half: half.into(), turn: 0.0 });
        self
    }

    /// A door `share` (-1 to 1) of the way along a wall from its middle, toward +x or +z, with the floor before
    /// it kept clear.
    pub(crate) fn door(&mut self, side: Side, share: f32) -> &mut Self {
        self.doorway(side, share, DOOR.0, DOOR.1)
    }

    pub(crate) fn doorway(&mut self, side: Side, share: f32, width: f32, height: f32) -> &mut Self {
        let along = self.along(side, share, width);
        self.set.openings.push(Opening {
            kind: OpeningKind::Door,
            side,
            along,
            width,
            height,
            sill: 0.0,
        });
        let half = self.half();
        let out = crate::set::shell::inward(side);
        let edge = -out * half;
        let middle = edge + out * 0.6 + Vec2::new(out.y.abs(), out.x.abs()) * along;
        let wide = width / 2.0 + 0.12;
        let size = if out.x == 0.0 { Vec2::new(wide, 0.62) } else { Vec2::new(0.62, wide) };
        self.clear.push(Footprint { middle, half: size, turn: 0.0 });
        self
    }

    pub(crate) fn window(
        &mut self,
        side: Side,
        share: f32,
        width: f32,
        height: f32,
        sill: f32,
    ) -> &mut Self {
        let along = self.along(side, share, width);
        self.set.openings.push(Opening {
            kind: OpeningKind::Window,
            side,
            along,
            width,
            height,
            sill,
        });
        self
    }

    /// Metres along a wall, so that an opening of `width` keeps off the corners.
    fn along(&self, side: Side, share: f32, width: f32) -> f32 {
        let half = self.half();
        let long = if matches!(side, Side::North | Side::South) { half.x } else { half.y };
        share * (long - width / 2.0 - 0.25).max(0.0)
    }

    /// Puts a piece on the ground, if there is room; its place in the set's pieces.
    pub(crate) fn put(&mut self, kind: PieceKind, at: [f32; 2], turn: f32) -> Option<usize> {
        self.put_scaled(kind, at, turn, 1.0)
    }

    pub(crate) fn put_scaled(
        &mut self,
        kind: PieceKind,
        at: [f32; 2],
        turn: f32,
        scale: f32,
    ) -> Option<usize> {
        self.put_beside(kind, at, turn, scale, None)
    }

    /// Puts a piece that may reach a little under another: a chair drawn up to a table.
    fn put_beside(
        &mut self,
        kind: PieceKind,
        at: [f32; 2],
        turn: f32,
        scale: f32,
        beside: Option<usize>,
    ) -> Option<usize> {
        let piece = Piece { kind, at: Vec3::new(at[0], 0.0, at[1]), turn, scale };
        let foot = footprint(&piece);
        let fits = self.is_inside(&foot)
            && self
                .taken
                .iter()
                .all(|(index, other)| Some(*index) == beside || !other.overlaps(&foot))
            && self.clear.iter().all(|other| !other.overlaps(&foot));
        fits.then(|| self.add(piece, foot))
    }

    /// Puts a piece wherever it is told, over what is kept clear too.
    pub(crate) fn lay(&mut self, kind: PieceKind, at: [f32; 3], turn: f32, scale: f32) -> usize {
        let piece = Piece { kind, at: at.into(), turn, scale };
        self.set.pieces.push(piece);
        self.set.pieces.len() - 1
    }

    /// The same, and nothing else may stand there.
    pub(crate) fn build(&mut self, kind: PieceKind, at: [f32; 3], turn: f32, scale: f32) -> usize {
        let piece = Piece { kind, at: at.into(), turn, scale };
        self.add(piece, footprint(&piece))
    }

    fn add(&mut self, piece: Piece, foot: Footprint) -> usize {
        self.set.pieces.push(piece);
        let index = self.set.pieces.len() - 1;
        self.taken.push((index, foot));
        index
    }

    fn is_inside(&self, foot: &Footprint) -> bool {
        let half = self.half();
        let enclosed = extent(&self.set).y > 0.0 && self.set.kind != SetKind::Vehicle;
        !enclosed || foot.corners().iter().all(|corner| corner.abs().cmple(half + 1e-3).all())
    }

    /// Puts a piece with its back to a wall, as near to `share` (-1 to 1) of the way along as there is room.
    /// What is higher than a sill does not stand before its window.
    pub(crate) fn against(&mut self, kind: PieceKind, side: Side, share: f32) -> Option<usize> {
        let half = self.half();
        let size = piece_size(kind);
        let inward = crate::set::shell::inward(side);
        let level = matches!(side, Side::North | Side::South);
        let room = if level { half.x } else { half.y } - size.x / 2.0 - 0.04;
        let turn = ops::atan2(inward.x, inward.y).to_degrees();
        let back = -inward * (half - size.z / 2.0 - 0.03);
        for step in 0..180 {
            let off = 0.05 * ((step + 1) / 2) as f32 * if step % 2 == 0 { 1.0 } else { -1.0 };
            let along = share * room + off;
            if along.abs() > room {
                continue;
            }
            let dark = self.set.openings.iter().any(|o| {
                let near = (o.along - along).abs() < (o.width + size.x) / 2.0 + 0.06;
                o.side == side && o.kind == OpeningKind::Window && near && size.y > o.sill + 0.08
            });
            let at = back * if level { Vec2::Y } else { Vec2::X }
                + if level { Vec2::X } else { Vec2::Y } * along;
            if dark {
                continue;
            }
            if let Some(index) = self.put(kind, at.into(), turn) {
                return Some(index);
            }
        }
        None
    }

    /// Hangs a picture as near to `share` of the way along a wall as it is bare.
    pub(crate) fn hang(&mut self, side: Side, share: f32) -> &mut Self {
        let half = self.half();
        let inward = crate::set::shell::inward(side);
        let level = matches!(side, Side::North | Side::South);
        let room = if level { half.x } else { half.y } - 0.5;
        for step in 0..120 {
            let off = 0.05 * ((step + 1) / 2) as f32 * if step % 2 == 0 { 1.0 } else { -1.0 };
            let along = share * room + off;
            let open = self
                .set
                .openings
                .iter()
                .any(|o| o.side == side && (o.along - along).abs() < o.width / 2.0 + 0.75);
            let across = if level { Vec2::X } else { Vec2::Y };
            let at = -inward * (half - 0.022) * (Vec2::ONE - across) + across * along;
            let foot = Footprint { middle: at, half: Vec2::splat(0.36), turn: 0.0 };
            let behind = self.set.pieces.iter().any(|p| {
                piece_size(p.kind).y * p.scale + p.at.y > 1.25 && piece_footprint(p).overlaps(&foot)
            });
            if along.abs() <= room && !open && !behind {
                let turn = ops::atan2(inward.x, inward.y).to_degrees();
                self.lay(PieceKind::Picture, [at.x, 1.38, at.y], turn, 1.0);
                break;
            }
        }
        self
    }

    /// Sets a thing on top of a piece, `off` metres from its middle in its own x and z.
    pub(crate) fn on(
        &mut self,
        base: Option<usize>,
        kind: PieceKind,
        off: [f32; 2],
        turn: f32,
    ) -> &mut Self {
        let Some(base) = base.and_then(|index| self.set.pieces.get(index).copied()) else {
            return self;
        };
        let place = crate::piece::piece_place(&base);
        let at = place.transform_point3(Vec3::new(off[0], piece_size(base.kind).y, off[1]));
        let top = if base.kind == PieceKind::Desk || base.kind == PieceKind::Table {
            0.74
        } else {
            piece_size(base.kind).y
        };
        self.lay(kind, [at.x, base.at.y + top * base.scale, at.z], base.turn + turn, 1.0);
        self
    }

    /// A table with chairs that face it, drawn up by a hand's breadth: of `chairs`, those with room.
    pub(crate) fn table(
        &mut self,
        kind: PieceKind,
        at: [f32; 2],
        turn: f32,
        chairs: u32,
    ) -> Option<usize> {
        let index = self.put(kind, at, turn)?;
        let size = piece_size(kind);
        let radians = turn.to_radians();
        let (sin, cos) = (ops::sin(radians), ops::cos(radians));
        for k in 0..chairs {
            let (x, z, facing) = match (kind, k) {
                (PieceKind::RoundTable, _) => {
                    let around = core::f32::consts::TAU * (k as f32 + 0.5) / chairs as f32;
                    let out = size.x / 2.0 + 0.2;
                    (out * ops::sin(around), out * ops::cos(around), around.to_degrees() + 180.0)
                }
                (_, 0) => (-0.3, -(size.z / 2.0 + 0.2), 0.0),
                (_, 1) => (0.3, size.z / 2.0 + 0.2, 180.0),
                (_, 2) => (size.x / 2.0 + 0.22, 0.0, -90.0),
                (_, 3) => (-(size.x / 2.0 + 0.22), 0.0, 90.0),
                (_, 4) => (0.35, -(size.z / 2.0 + 0.2), 0.0),
                _ => (-0.35, size.z / 2.0 + 0.2, 180.0),
            };
            let askew = self.between(-9.0, 9.0, 100 + k + 10 * index as u32);
            let place = [at[0] + x * cos + z * sin, at[1] - x * sin + z * cos];
            self.put_beside(PieceKind::Chair, place, turn + facing + askew, 1.0, Some(index));
        }
        Some(index)
    }

    /// Draws a chair up to the side of a desk or a table that it is worked at, its +z.
    pub(crate) fn seat_at(&mut self, desk: Option<usize>) -> &mut Self {
        let Some((index, piece)) =
            desk.and_then(|index| Some((index, *self.set.pieces.get(index)?)))
        else {
            return self;
        };
        let place = crate::piece::piece_place(&piece);
        let off = Vec3::new(-0.18, 0.0, piece_size(piece.kind).z / 2.0 + 0.2);
        let at = place.transform_point3(off);
        let turn = piece.turn + 180.0 + self.between(-8.0, 8.0, 150 + index as u32);
        self.put_beside(PieceKind::Chair, [at.x, at.z], turn, 1.0, Some(index));
        self
    }

    /// The set; half of the seeds give it mirrored, left for right.
    pub(crate) fn finished(mut self) -> Set {
        let streets = matches!(self.set.kind, SetKind::Vehicle);
        if !streets && self.chance(99) < 0.5 {
            for opening in &mut self.set.openings {
                match opening.side {
                    Side::East => opening.side = Side::West,
                    Side::West => opening.side = Side::East,
                    Side::North | Side::South => opening.along = -opening.along,
                }
            }
            for piece in &mut self.set.pieces {
                piece.at.x = -piece.at.x;
                piece.turn = -piece.turn;
            }
        }
        for piece in &mut self.set.pieces {
            piece.turn = (piece.turn + 180.0).rem_euclid(360.0) - 180.0;
        }
        self.set
    }

    pub(crate) fn name(&self) -> &str {
        &self.set.name
    }
}

/// What a piece takes up when a place is laid out: of a tree its trunk, of a rug nothing.
fn footprint(piece: &Piece) -> Footprint {
    let foot = piece_footprint(piece);
    match piece.kind {
        PieceKind::Tree => Footprint { half: Vec2::splat(0.6), ..foot },
        PieceKind::Car | PieceKind::House => foot.grown(0.2),
        PieceKind::Rug => Footprint { half: Vec2::ZERO, ..foot },
        _ => foot.grown(0.01),
    }
}
