//! Where people can stand, sit, come in and go out.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{OpeningKind, PieceKind, Set, SetKind};

use super::block::Treads;
use super::clear::{Ground, ROOM};
use super::obstacle::{Footprint, obstacles, piece_footprint};
use super::shell::walls;
use super::{PIECES, extent};
use crate::piece::{piece_place, piece_seat};

/// What a set offers to who acts in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The largest clear rectangle, in x and z.
    pub free: Footprint,
    /// Places to stand, the best first: clear, in depth, not in a row.
    pub spots: Vec<Spot>,
    pub seats: Vec<SeatSpot>,
    /// Ways in and out: doors first, then, outside, the ends of the place.
    pub doors: Vec<DoorSpot>,
    /// Where one stands to use a piece, at most one a piece, in their order.
    pub approaches: Vec<Approach>,
    /// Where one stands to look out of a window.
    pub windows: Vec<DoorSpot>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub at: Vec3,
    /// Degrees, as figures face.
    pub facing: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeatSpot {
    /// The place of the piece in the set's pieces.
    pub piece: usize,
    pub kind: PieceKind,
    /// On the floor under the seat.
    pub at: Vec3,
    /// Metres of the seat above `at`.
    pub height: f32,
    pub facing: f32,
}

/// A door, or another way in and out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoorSpot {
    /// Its place in the set's openings; none where a place just goes on.
    pub opening: Option<usize>,
    /// Just inside.
    pub inside: Vec3,
    /// Just outside, out of sight from most of the inside.
    pub outside: Vec3,
    /// Degrees of who comes in.
    pub facing_in: f32,
    /// Metres of the way itself.
    pub width: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Approach {
    pub piece: usize,
    pub kind: PieceKind,
    pub at: Vec3,
    /// Toward the piece.
    pub facing: f32,
}

/// What `set` offers: a pure reading of its walls, openings and pieces, edited by hand or not.
pub fn floor_of(set: &Set) -> Floor {
    let ground = Ground::of(set);
    let free = ground.largest();
    Floor {
        free,
        spots: ground.spots(set, &free),
        seats: seats(set),
        doors: doors(set),
        approaches: approaches(set, &ground),
        windows: ways(set, |kind| kind == OpeningKind::Window),
    }
}

/// The height of what people stand on: of the ground, or of the steps and platforms on it.
pub fn ground_at(set: &Set, at: Vec2) -> f32 {
    Treads::of(set).ground_at(set, at)
}

/// The height of the ground itself.
pub(crate) fn bare_ground(set: &Set, at: Vec2) -> f32 {
    match set.kind {
        SetKind::Room | SetKind::Corridor | SetKind::Vehicle | SetKind::Rooftop => 0.0,
        SetKind::Street => super::street::ground(set, at.x, at.y),
        SetKind::Field => super::field::ground(set, at.x, at.y),
        SetKind::Shore => super::shore::ground(set, at.x, at.y),
    }
}

fn seats(set: &Set) -> Vec<SeatSpot> {
    let mut spots = Vec::new();
    for (index, piece) in set.pieces.iter().take(PIECES).enumerate() {
        let Some(seat) = piece_seat(piece.kind) else { continue };
        let place = piece_place(piece);
        let scale = place.matrix3.y_axis.length();
        for at in seat.places {
            let at = place.transform_point3(Vec3::new(at.x, 0.0, at.y));
            spots.push(SeatSpot {
                piece: index,
                kind: piece.kind,
                at,
                height: seat.height * scale,
                facing: piece.turn,
            });
        }
    }
    spots
}

fn doors(set: &Set) -> Vec<DoorSpot> {
    let mut doors = ways(set, |kind| kind != OpeningKind::Window);
    let size = extent(set);
    let open = match set.kind {
        SetKind::Street | SetKind::Field | SetKind::Shore => 5.0,
        SetKind::Room | SetKind::Corridor | SetKind::Vehicle | SetKind::Rooftop => return doors,
    };
    for side in [-1.0, 1.0_f32] {
        let z = if set.kind == SetKind::Street { (size.z / 2.0 - 1.2).max(0.0) } else { 0.0 };
        let at = |x: f32| {
            let at = Vec2::new(side * x, z);
            Vec3::new(at.x, ground_at(set, at), at.y)
        };
        doors.push(DoorSpot {
            opening: None,
            inside: at(size.x / 2.0 - 0.8),
            outside: at(size.x / 2.0 + open),
            facing_in: -90.0 * side,
            width: 2.0,
        });
    }
    doors
}

/// The ways in or the windows of the set's walls, in the order of its openings.
fn ways(set: &Set, fits: fn(OpeningKind) -> bool) -> Vec<DoorSpot> {
    let mut ways = Vec::new();
    for wall in walls(set) {
        for hole in wall.holes.iter().filter(|hole| fits(hole.kind) && hole.opening.is_some()) {
            let at = wall.a.lerp(wall.b, (hole.from + hole.to) / 2.0 / wall.length().max(1e-3));
            let point = |metres: f32| {
                let at = at + wall.inward * metres;
                Vec3::new(at.x, 0.0, at.y)
            };
            ways.push(DoorSpot {
                opening: hole.opening,
                inside: point(0.75),
                outside: point(-0.85),
                facing_in: ops::atan2(wall.inward.x, wall.inward.y).to_degrees(),
                width: hole.to - hole.from,
            });
        }
    }
    ways.sort_by_key(|way| way.opening);
    ways
}

fn approaches(set: &Set, ground: &Ground) -> Vec<Approach> {
    let feet = obstacles(set);
    let mut found = Vec::new();
    for (index, piece) in set.pieces.iter().take(PIECES).enumerate() {
        if matches!(piece.kind, PieceKind::Rug | PieceKind::Grass) {
            continue;
        }
        let own = piece_footprint(piece);
        // What lies on another piece is reached over that one's edge.
        let under = feet.iter().find(|o| {
            o.piece() != Some(index)
                && o.high <= piece.at.y + 0.05
                && o.footprint.contains(own.middle)
        });
        let foot = match (under, feet.iter().find(|o| o.piece() == Some(index))) {
            (Some(under), _) => Footprint { turn: under.footprint.turn, ..under.footprint },
            (None, Some(this)) => this.footprint,
            (None, None) => own,
        };
        for side in [0.0, 90.0, -90.0, 180.0_f32] {
            let turn = (piece.turn + side).to_radians();
            let out = Vec2::new(ops::sin(turn), ops::cos(turn));
            let own_turn = (piece.turn + side - foot.turn).to_radians();
            let reach =
                (ops::sin(own_turn) * foot.half.x).abs() + (ops::cos(own_turn) * foot.half.y).abs();
            // Level with the thing itself, along the edge it is reached over.
            let along = Vec2::new(out.y, -out.x);
            let at = foot.middle
                + out * (reach + ROOM + 0.08)
                + along * (own.middle - foot.middle).dot(along);
            if ground.is_clear(at, ROOM) {
                let to = own.middle - at;
                found.push(Approach {
                    piece: index,
                    kind: piece.kind,
                    at: Vec3::new(at.x, ground_at(set, at), at.y),
                    facing: ops::atan2(to.x, to.y).to_degrees(),
                });
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_document::Piece;

    fn piece(kind: PieceKind, x: f32, y: f32, z: f32, turn: f32) -> Piece {
        Piece { kind, at: Vec3::new(x, y, z), turn, scale: 1.0 }
    }

    #[test]
    fn the_free_floor_is_clear_of_what_stands_about() {
        let pieces = vec![
            piece(PieceKind::Table, -1.6, 0.0, 0.0, 90.0),
            piece(PieceKind::Sofa, 0.0, 0.0, -1.9, 0.0),
        ];
        let set = Set { width: 6.0, depth: 5.0, height: 2.6, pieces, ..Set::default() };
        let floor = floor_of(&set);
        assert!(4.0 * floor.free.half.x * floor.free.half.y > 6.0, "{:?}", floor.free);
        for obstacle in obstacles(&set) {
            assert!(!obstacle.footprint.overlaps(&floor.free));
        }
        assert!(floor.spots.len() >= 4);
        assert_eq!(floor.seats.len(), 3);
        assert_eq!(floor.approaches.len(), 2);
    }

    #[test]
    fn the_free_floor_of_an_open_place_is_broad_both_ways() {
        let fence = piece(PieceKind::Fence, -3.0, 0.0, -5.0, 0.0);
        let kind = SetKind::Field;
        let set = Set { kind, width: 18.0, depth: 12.0, pieces: vec![fence], ..Set::default() };
        let free = floor_of(&set).free;
        assert!(free.half.x > 3.0 && free.half.y > 2.5, "{free:?}");
    }

    #[test]
    fn what_lies_on_a_desk_is_used_from_its_edge() {
        let pieces = vec![
            piece(PieceKind::Desk, 0.0, 0.0, -2.1, 0.0),
            piece(PieceKind::Radio, 0.4, 0.74, -2.1, 0.0),
        ];
        let set = Set { width: 5.0, depth: 5.0, height: 2.6, pieces, ..Set::default() };
        let floor = floor_of(&set);
        let radio = floor
            .approaches
            .iter()
            .find(|a| a.kind == PieceKind::Radio)
            .expect("it can be reached");
        assert!(
            (radio.at.x - 0.4).abs() < 1e-3 && radio.at.z > -1.75 && radio.at.z < -1.0,
            "{radio:?}"
        );
        assert!(radio.facing.abs() > 179.0, "it is faced: {radio:?}");
    }

    #[test]
    fn doors_are_entered_facing_in() {
        let door = maquette_document::Opening {
            kind: OpeningKind::Door,
            side: maquette_document::Side::East,
            along: 0.5,
            width: 0.9,
            height: 2.05,
            sill: 0.0,
        };
        let set =
            Set { width: 5.0, depth: 4.0, height: 2.6, openings: vec![door], ..Set::default() };
        let door = floor_of(&set).doors[0];
        assert!((door.inside - Vec3::new(1.75, 0.0, 0.5)).length() < 1e-3 && door.outside.x > 3.0);
        assert_eq!(door.facing_in, -90.0);
    }
}
