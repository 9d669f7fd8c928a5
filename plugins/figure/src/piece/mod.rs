//! The things that stand about in a set, at true sizes.
//!
//! Each is made about its foot, in the middle, and faces +z: a chair is sat on looking along +z, a cupboard
//! opens toward it.

mod buildings;
mod craft;
mod devices;
mod grounds;
mod growth;
mod lights;
pub(crate) mod parts;
mod seating;
mod storage;

use bevy_math::{Affine3A, Quat, Vec2, Vec3};
use maquette_document::{Piece, PieceKind};

use crate::solid::Solid;

/// How heavy the pen is on things, beside figures.
const OUTLINE: f32 = 0.75;
const EDGE: f32 = 0.6;

/// A piece of true size about its foot, facing +z. The high half of `seed` is its finish, which all of a kind in a
/// place share; all of it varies what no two have alike, such as trees and what lies on shelves.
pub fn piece_solid(kind: PieceKind, seed: u32) -> Solid {
    let make = match kind {
        PieceKind::Chair => seating::chair,
        PieceKind::Armchair => seating::armchair,
        PieceKind::Bench => seating::bench,
        PieceKind::Sofa => seating::sofa,
        PieceKind::Bed => seating::bed,
        PieceKind::Seat => seating::seat,
        PieceKind::Table => storage::table,
        PieceKind::Desk => storage::desk,
        PieceKind::RoundTable => storage::round_table,
        PieceKind::Counter => storage::counter,
        PieceKind::Shelf => storage::shelf,
        PieceKind::Cupboard => storage::cupboard,
        PieceKind::Stove => storage::stove,
        PieceKind::Crate => storage::crate_,
        PieceKind::Barrel => storage::barrel,
        PieceKind::Lamp => lights::lamp,
        PieceKind::Lantern => lights::lantern,
        PieceKind::Beacon => lights::beacon,
        PieceKind::StreetLamp => lights::street_lamp,
        PieceKind::Radio => devices::radio,
        PieceKind::Telephone => devices::telephone,
        PieceKind::Computer => devices::computer,
        PieceKind::Steering => devices::steering,
        PieceKind::Vent => devices::vent,
        PieceKind::Plant => growth::plant,
        PieceKind::Tree => growth::tree,
        PieceKind::Bush => growth::bush,
        PieceKind::Rock => growth::rock,
        PieceKind::Grass => growth::grass,
        PieceKind::Picture => grounds::picture,
        PieceKind::Rug => grounds::rug,
        PieceKind::Fence => grounds::fence,
        PieceKind::Post => grounds::post,
        PieceKind::Pier => grounds::pier,
        PieceKind::Rail => grounds::rail,
        PieceKind::Steps => grounds::steps,
        PieceKind::Car => craft::car,
        PieceKind::House => buildings::house,
        PieceKind::Tower => buildings::tower,
        PieceKind::Boat => craft::boat,
    };
    let mut solid = make(seed);
    solid.vertices.iter_mut().for_each(|vertex| vertex.ink *= OUTLINE);
    solid.creases.iter_mut().for_each(|crease| crease.weight *= EDGE);
    solid
}

/// The middle of the sill of a building's door, which faces +z, in the space of the piece at scale 1.
pub fn piece_door(kind: PieceKind) -> Option<Vec3> {
    match kind {
        PieceKind::House => Some(Vec3::new(0.0, 0.16, 3.56)),
        PieceKind::Tower => Some(Vec3::new(0.0, 0.6, 3.54)),
        _ => None,
    }
}

/// Metres wide (x), high (y) and deep (z) of a piece at scale 1.
pub fn piece_size(kind: PieceKind) -> Vec3 {
    let [width, height, depth] = match kind {
        PieceKind::Chair => [0.44, 0.9, 0.48],
        PieceKind::Armchair => [0.86, 0.83, 0.86],
        PieceKind::Bench => [1.5, 0.82, 0.55],
        PieceKind::Sofa => [1.9, 0.83, 0.86],
        PieceKind::Table => [1.4, 0.74, 0.8],
        PieceKind::Desk => [1.4, 0.74, 0.7],
        PieceKind::RoundTable => [1.0, 0.74, 1.0],
        PieceKind::Bed => [1.46, 0.97, 2.06],
        PieceKind::Counter => [1.82, 0.9, 0.62],
        PieceKind::Shelf => [0.9, 1.9, 0.32],
        PieceKind::Cupboard => [1.06, 2.0, 0.57],
        PieceKind::Stove => [0.6, 1.1, 0.64],
        PieceKind::Lamp => [0.42, 1.6, 0.42],
        PieceKind::Lantern => [0.17, 0.32, 0.17],
        PieceKind::Beacon => [1.42, 2.9, 1.42],
        PieceKind::Radio => [0.46, 0.29, 0.28],
        PieceKind::Telephone => [0.24, 0.14, 0.2],
        PieceKind::Computer => [0.6, 0.42, 0.42],
        PieceKind::Crate => [0.6, 0.5, 0.5],
        PieceKind::Barrel => [0.58, 0.89, 0.58],
        PieceKind::Plant => [0.5, 1.1, 0.5],
        PieceKind::Picture => [0.7, 0.5, 0.04],
        PieceKind::Rug => [2.4, 0.02, 1.6],
        PieceKind::Tree => [4.4, 6.4, 4.4],
        PieceKind::Bush => [1.4, 1.0, 1.4],
        PieceKind::Rock => [1.3, 0.72, 1.1],
        PieceKind::Grass => [0.7, 0.48, 0.7],
        PieceKind::Fence => [2.5, 1.1, 0.14],
        PieceKind::Post => [0.18, 1.2, 0.18],
        PieceKind::StreetLamp => [0.6, 5.26, 0.6],
        PieceKind::Car => [1.98, 1.46, 4.5],
        PieceKind::House => [8.7, 8.5, 8.0],
        PieceKind::Tower => [8.4, 28.0, 8.4],
        PieceKind::Boat => [1.9, 1.04, 5.2],
        PieceKind::Pier => [2.6, 1.6, 10.0],
        PieceKind::Rail => [2.0, 1.08, 0.12],
        PieceKind::Vent => [0.76, 1.38, 0.76],
        PieceKind::Steps => [1.2, 0.54, 0.9],
        PieceKind::Steering => [0.76, 1.36, 0.5],
        PieceKind::Seat => [0.5, 1.08, 0.72],
    };
    Vec3::new(width, height, depth)
}

/// Where one sits on a piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// Metres of what is sat on above the foot of the piece.
    pub height: f32,
    /// Under the hips of each who can sit, in the piece's x and z; all look along its +z.
    pub places: &'static [Vec2],
}

/// Where one sits on it, if one does.
pub fn piece_seat(kind: PieceKind) -> Option<Seat> {
    const ONE: &[Vec2] = &[Vec2::new(0.0, -0.02)];
    const SOFA: &[Vec2] = &[Vec2::new(-0.5, 0.02), Vec2::new(0.5, 0.02), Vec2::new(0.0, 0.02)];
    const BENCH: &[Vec2] = &[Vec2::new(-0.4, 0.0), Vec2::new(0.4, 0.0)];
    // At its foot.
    const BED: &[Vec2] = &[Vec2::new(-0.3, 0.82), Vec2::new(0.3, 0.82)];
    const ARMCHAIR: &[Vec2] = &[Vec2::new(0.0, 0.02)];
    let (height, places) = match kind {
        PieceKind::Chair => (0.45, ONE),
        PieceKind::Armchair => (0.42, ARMCHAIR),
        PieceKind::Sofa => (0.42, SOFA),
        PieceKind::Bench => (0.45, BENCH),
        PieceKind::Bed => (0.51, BED),
        PieceKind::Seat => (0.36, ONE),
        PieceKind::Crate => (0.5, ONE),
        _ => return None,
    };
    Some(Seat { height, places })
}

/// World from the space of a piece.
pub fn piece_place(piece: &Piece) -> Affine3A {
    let turn = Quat::from_rotation_y(finite(piece.turn).to_radians());
    let scale = if piece.scale.is_finite() { piece.scale.clamp(0.05, 20.0) } else { 1.0 };
    let at = if piece.at.is_finite() { piece.at } else { Vec3::ZERO };
    Affine3A::from_scale_rotation_translation(Vec3::splat(scale), turn, at)
}

fn finite(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
pub(crate) const ALL: [PieceKind; 40] = [
    PieceKind::Chair,
    PieceKind::Armchair,
    PieceKind::Bench,
    PieceKind::Sofa,
    PieceKind::Table,
    PieceKind::Desk,
    PieceKind::RoundTable,
    PieceKind::Bed,
    PieceKind::Counter,
    PieceKind::Shelf,
    PieceKind::Cupboard,
    PieceKind::Stove,
    PieceKind::Lamp,
    PieceKind::Lantern,
    PieceKind::Beacon,
    PieceKind::Radio,
    PieceKind::Telephone,
    PieceKind::Computer,
    PieceKind::Crate,
    PieceKind::Barrel,
    PieceKind::Plant,
    PieceKind::Picture,
    PieceKind::Rug,
    PieceKind::Tree,
    PieceKind::Bush,
    PieceKind::Rock,
    PieceKind::Grass,
    PieceKind::Fence,
    PieceKind::Post,
    PieceKind::StreetLamp,
    PieceKind::Car,
    PieceKind::House,
    PieceKind::Tower,
    PieceKind::Boat,
    PieceKind::Pier,
    PieceKind::Rail,
    PieceKind::Vent,
    PieceKind::Steps,
    PieceKind::Steering,
    PieceKind::Seat,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_its_true_size_and_stands_on_its_foot() {
        for kind in ALL {
            for seed in (0..8).map(|k| k * 0x1_0001) {
                let solid = piece_solid(kind, seed);
                let (low, high) = solid.bounds();
                let size = high - low;
                let wanted = piece_size(kind);
                // The arm of a lamp and the aerial of a radio hide nothing.
                let slack = if matches!(kind, PieceKind::StreetLamp | PieceKind::Radio) {
                    1.6
                } else {
                    0.25 + 0.18 * wanted.max_element()
                };
                assert!(
                    (size - wanted).abs().max_element() < slack,
                    "{kind:?} {seed}: {size} not {wanted}"
                );
                let foot = if matches!(kind, PieceKind::Pier | PieceKind::Rock | PieceKind::Bush) {
                    -1.7
                } else {
                    -0.03
                };
                assert!(low.y > foot && low.y < 0.12, "{kind:?} {seed} stands at {}", low.y);
                assert!(solid.triangles() < 2400, "{kind:?} has {} triangles", solid.triangles());
            }
        }
    }

    #[test]
    fn seats_are_where_the_piece_is_and_at_sitting_height() {
        for kind in ALL {
            let Some(seat) = piece_seat(kind) else { continue };
            let size = piece_size(kind);
            assert!((0.3..=0.52).contains(&seat.height), "{kind:?}");
            for place in seat.places {
                assert!(place.x.abs() < size.x / 2.0 && place.y.abs() < size.z / 2.0, "{kind:?}");
            }
        }
    }

    #[test]
    fn a_seed_varies_a_tree_and_makes_it_again() {
        assert_eq!(piece_solid(PieceKind::Tree, 3), piece_solid(PieceKind::Tree, 3));
        assert_ne!(piece_solid(PieceKind::Tree, 3), piece_solid(PieceKind::Tree, 4));
    }
}
