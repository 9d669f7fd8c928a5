use bevy_math::Vec2;
use maquette_document::{OpeningKind, Piece, PieceKind, SetKind};

use super::*;
use crate::set::obstacle::{Footprint, piece_footprint};
use crate::set::{floor_of, obstacles, set_parts, walls};

const INSIDE: [&str; 27] = [
    "LIGHTHOUSE - LAMP ROOM",
    "LIGHTHOUSE",
    "KITCHEN",
    "MARA'S LIVING ROOM",
    "OFFICE",
    "BEDROOM",
    "THE ANCHOR BAR",
    "CAFÉ DE LA GARE",
    "DINING ROOM",
    "INTERROGATION ROOM",
    "CLASSROOM",
    "HOSPITAL WARD",
    "CORNER SHOP",
    "LIBRARY",
    "CHURCH",
    "WAITING ROOM",
    "WAREHOUSE",
    "LABORATORY",
    "BATHROOM",
    "FISHERMAN'S COTTAGE",
    "CORRIDOR",
    "CAR",
    "TRAIN",
    "BOAT - WHEELHOUSE",
    "NOWHERE",
    "KÜCHE",
    "CHAMBRE D'ANNA",
];
const OUTSIDE: [&str; 15] = [
    "LIGHTHOUSE",
    "BEACH",
    "HARBOUR",
    "PIER",
    "FOREST",
    "STREET",
    "ALLEY",
    "TRAIN PLATFORM",
    "COUNTRY ROAD",
    "ROOFTOP",
    "PARK",
    "COTTAGE",
    "FIELD",
    "CLIFF PATH",
    "NOWHERE",
];

fn sets(seeds: u32) -> impl Iterator<Item = Set> {
    let inside = INSIDE.iter().map(|place| (*place, Setting::Interior));
    let outside = OUTSIDE.iter().map(|place| (*place, Setting::Exterior));
    inside.chain(outside).flat_map(move |(place, setting)| {
        (0..seeds).map(move |seed| furnish(place, setting, seed * 77 + 1))
    })
}

#[track_caller]
fn check(place: &str, setting: Setting, kind: SetKind, piece: PieceKind) {
    let set = furnish(place, setting, 5);
    assert_eq!(set.kind, kind, "{place}");
    assert!(set.pieces.iter().any(|p| p.kind == piece), "{place} has no {piece:?}");
}

#[test]
fn a_heading_names_its_place() {
    use PieceKind as P;
    use Setting::{Both, Exterior, Interior};
    check("LIGHTHOUSE - LAMP ROOM", Interior, SetKind::Room, P::Beacon);
    check("LIGHTHOUSE - KITCHEN", Interior, SetKind::Room, P::Stove);
    check("LIGHTHOUSE", Exterior, SetKind::Shore, P::Tower);
    check("LE PHARE", Exterior, SetKind::Shore, P::Tower);
    check("HARBOUR", Exterior, SetKind::Shore, P::Boat);
    check("MARA'S CAR", Both, SetKind::Vehicle, P::Seat);
    check("THE BOAT", Interior, SetKind::Vehicle, P::Steering);
    check("THE ANCHOR BAR", Exterior, SetKind::Street, P::StreetLamp);
    check("RUE DES LILAS", Exterior, SetKind::Street, P::StreetLamp);
    check("KÜCHE", Interior, SetKind::Room, P::Stove);
    check("WALD", Exterior, SetKind::Field, P::Tree);
    check("APARTMENT - STAIRWELL", Interior, SetKind::Corridor, P::Bench);
    check("SOMEWHERE ODD", Interior, SetKind::Room, P::Table);
    check("ROOF OF THE TOWER", Exterior, SetKind::Rooftop, P::Vent);
}

#[test]
fn a_place_is_furnished_the_same_again_and_seeds_vary_it() {
    assert_eq!(furnish("KITCHEN", Setting::Interior, 3), furnish("KITCHEN", Setting::Interior, 3));
    assert_ne!(furnish("KITCHEN", Setting::Interior, 3), furnish("KITCHEN", Setting::Interior, 4));
}

#[test]
fn nothing_stands_in_anything_else() {
    for set in sets(8) {
        let all = obstacles(&set);
        for (k, one) in all.iter().enumerate() {
            for other in &all[k + 1..] {
                let apart = one.of != other.of
                    && one.low < other.high - 0.01
                    && other.low < one.high - 0.01;
                if !apart {
                    continue;
                }
                let kinds = [one, other].map(|one| one.kind().expect("a piece"));
                // Chairs are drawn up under tables, crowns of trees grow into one another.
                let drawn_up = |a: PieceKind, b: PieceKind| {
                    matches!(a, PieceKind::Table | PieceKind::RoundTable | PieceKind::Desk)
                        && b == PieceKind::Chair
                };
                let close = drawn_up(kinds[0], kinds[1]) || drawn_up(kinds[1], kinds[0]);
                let crowns = one.low > 1.5 || other.low > 1.5;
                let joined = kinds == [PieceKind::Fence; 2];
                let margin = if close { -0.1 } else { -0.005 };
                let meet = one.footprint.grown(margin).overlaps(&other.footprint.grown(margin));
                assert!(
                    !meet || crowns || joined,
                    "{}: {:?} and {:?} at {}",
                    set.name,
                    kinds[0],
                    kinds[1],
                    one.footprint.middle
                );
            }
        }
    }
}

#[test]
fn everything_stands_within_its_walls_and_clear_of_its_doors() {
    for set in sets(8).filter(|set| matches!(set.kind, SetKind::Room | SetKind::Corridor)) {
        for piece in &set.pieces {
            let foot = piece_footprint(piece);
            for wall in walls(&set) {
                for corner in foot.corners() {
                    let into = (corner - wall.a).dot(wall.inward);
                    assert!(
                        into > -0.02,
                        "{}: {:?} is in the wall by {into}",
                        set.name,
                        piece.kind
                    );
                }
            }
        }
        for door in floor_of(&set).doors {
            let at = Vec2::new(door.inside.x, door.inside.z);
            let before = Footprint { middle: at, half: Vec2::splat(0.3), turn: 0.0 };
            for obstacle in obstacles(&set).iter().filter(|o| o.bars_the_way()) {
                assert!(
                    !obstacle.footprint.overlaps(&before),
                    "{}: {:?} bars a door",
                    set.name,
                    obstacle.of
                );
            }
        }
    }
}

#[test]
fn tall_things_do_not_stand_before_windows() {
    for set in sets(8).filter(|set| set.kind == SetKind::Room && !set.name.contains("LIGHTHOUSE")) {
        for wall in walls(&set) {
            for hole in wall.holes.iter().filter(|hole| hole.kind == OpeningKind::Window) {
                let along = (wall.b - wall.a).normalize();
                for piece in set.pieces.iter().filter(|p| {
                    crate::piece::piece_size(p.kind).y > hole.sill + 0.3 && p.at.y < 0.1
                }) {
                    let near = piece_footprint(piece).corners().iter().any(|corner| {
                        let off = *corner - wall.a;
                        off.dot(wall.inward) < 0.3 && (hole.from..hole.to).contains(&off.dot(along))
                    });
                    assert!(!near, "{}: {:?} before a window", set.name, piece.kind);
                }
            }
        }
    }
}

#[test]
fn people_have_room_to_stand_sit_and_come_in() {
    for set in sets(8) {
        let floor = floor_of(&set);
        let size = 2.0 * floor.free.half;
        if set.kind == SetKind::Vehicle {
            assert!(floor.seats.len() >= 2, "{}", set.name);
            continue;
        }
        assert!(size.min_element() > 0.75 && size.x * size.y > 2.2, "{}: free {size}", set.name);
        assert!(floor.spots.len() >= 4, "{}: {} spots", set.name, floor.spots.len());
        assert!(!floor.doors.is_empty() || set.kind == SetKind::Rooftop, "{}", set.name);
        let seated = [SetKind::Room].contains(&set.kind) && !set.name.contains("BATH");
        assert!(!seated || !floor.seats.is_empty(), "{} has no seat", set.name);
    }
}

#[test]
fn a_set_is_finite_and_no_heavier_than_it_may_be() {
    for set in sets(2) {
        let parts = set_parts(&set);
        let triangles: usize = parts.iter().map(|part| part.solid.triangles()).sum();
        assert!((200..22_000).contains(&triangles), "{} has {triangles} triangles", set.name);
        for vertex in parts.iter().flat_map(|part| &part.solid.vertices) {
            assert!(
                vertex.position.is_finite() && vertex.normal.is_normalized(),
                "{}: {vertex:?}",
                set.name
            );
        }
    }
}

#[test]
fn no_set_from_outside_breaks_anything() {
    for wrong in [f32::NAN, f32::INFINITY, -3.0, 0.0, 1e30] {
        for kind in [
            SetKind::Room,
            SetKind::Corridor,
            SetKind::Street,
            SetKind::Field,
            SetKind::Shore,
            SetKind::Vehicle,
            SetKind::Rooftop,
        ] {
            let at = bevy_math::Vec3::splat(wrong);
            let piece = Piece { kind: PieceKind::Chair, at, turn: wrong, scale: wrong };
            let mut set = furnish("KITCHEN", Setting::Interior, 1);
            set.kind = kind;
            (set.width, set.height, set.depth) = (wrong, wrong, wrong);
            set.openings
                .iter_mut()
                .for_each(|o| (o.along, o.width, o.height, o.sill) = (wrong, wrong, wrong, wrong));
            set.pieces.push(piece);
            let parts = set_parts(&set);
            assert!(!parts.is_empty());
            floor_of(&set);
        }
    }
}

/// No door that is opened meets a cupboard.
#[test]
fn the_leaves_of_doors_have_room_to_swing() {
    for set in sets(8) {
        for swing in crate::set::swings(&set) {
            for obstacle in obstacles(&set).iter().filter(|o| o.low < 2.0 && o.high > 0.03) {
                let held = obstacle.footprint.corners().map(|at| swing.holds(at, -0.02));
                assert!(!held.contains(&true), "{}: {:?} in {swing:?}", set.name, obstacle.of);
            }
        }
    }
}
