//! Puts on a set what its scenes speak of and it does not have yet: a telephone, a bed, a chair for everybody.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{Piece, PieceKind, Set, SetKind};
use maquette_figure::{
    Footprint, floor_of, obstacles, piece_footprint, piece_seat, piece_size, walls,
};

use crate::seed::share;

/// Metres that stay free before doors.
const DOORWAY: f32 = 0.9;
/// More than this is not put on a set.
const MOST: usize = 16;

/// `set` with each of `wanted` on it, where there is room, and seats for `seated` people.
pub(crate) fn dressed(mut set: Set, wanted: &[PieceKind], seated: usize, key: &str) -> Set {
    let doors: Vec<Vec2> =
        floor_of(&set).doors.iter().map(|door| Vec2::new(door.inside.x, door.inside.z)).collect();
    for kind in wanted.iter().take(MOST) {
        if set.pieces.iter().any(|piece| alike(piece.kind, *kind)) {
            continue;
        }
        add(&mut set, *kind, &doors, key);
    }
    seats(&mut set, seated, &doors, key);
    set
}

/// One does for the other: a script's table may be round, its desk a table.
pub(crate) fn alike(a: PieceKind, b: PieceKind) -> bool {
    let group = |kind: PieceKind| match kind {
        PieceKind::Table | PieceKind::RoundTable | PieceKind::Desk | PieceKind::Counter => 1,
        PieceKind::Chair | PieceKind::Armchair | PieceKind::Seat => 2,
        PieceKind::Sofa | PieceKind::Bench => 3,
        PieceKind::Lamp | PieceKind::Lantern | PieceKind::Beacon => 4,
        _ => 0,
    };
    a == b || (group(a) > 0 && group(a) == group(b))
}

fn add(set: &mut Set, kind: PieceKind, doors: &[Vec2], key: &str) {
    let found = match kind {
        PieceKind::Telephone | PieceKind::Radio | PieceKind::Lantern | PieceKind::Computer => {
            if !has_surface(set) && set.height > 0.0 {
                let desk = against_wall(set, PieceKind::Desk, doors, key);
                set.pieces.extend(desk);
            }
            on_top(set, kind, key)
        }
        PieceKind::Picture => hung(set, key),
        PieceKind::Shelf
        | PieceKind::Cupboard
        | PieceKind::Stove
        | PieceKind::Counter
        | PieceKind::Desk
        | PieceKind::Bed
        | PieceKind::Sofa
        | PieceKind::Bench
            if set.height > 0.0 =>
        {
            against_wall(set, kind, doors, key).or_else(|| on_floor(set, kind, doors, key))
        }
        // What belongs to the form of a place is its own business.
        PieceKind::House
        | PieceKind::Tower
        | PieceKind::Pier
        | PieceKind::Steps
        | PieceKind::Rail
        | PieceKind::Steering
        | PieceKind::Seat
        | PieceKind::Rug
        | PieceKind::Grass => None,
        PieceKind::Car
        | PieceKind::Boat
        | PieceKind::Tree
        | PieceKind::StreetLamp
        | PieceKind::Fence
        | PieceKind::Bush
        | PieceKind::Rock
        | PieceKind::Post
        | PieceKind::Vent
            if set.height > 0.0 =>
        {
            None
        }
        _ => on_floor(set, kind, doors, key),
    };
    set.pieces.extend(found);
}

fn is_surface(kind: PieceKind) -> bool {
    matches!(kind, PieceKind::Desk | PieceKind::Table | PieceKind::RoundTable | PieceKind::Counter)
}

fn has_surface(set: &Set) -> bool {
    set.pieces.iter().any(|piece| is_surface(piece.kind))
}

/// On a desk, table or counter, off its middle.
fn on_top(set: &Set, kind: PieceKind, key: &str) -> Option<Piece> {
    let order = [PieceKind::Desk, PieceKind::Counter, PieceKind::Table, PieceKind::RoundTable];
    let under =
        order.iter().find_map(|kind| set.pieces.iter().find(|piece| piece.kind == *kind))?;
    let size = piece_size(under.kind) * under.scale;
    let foot = piece_footprint(under);
    let turn = under.turn.to_radians();
    let (x, z) =
        (Vec2::new(ops::cos(turn), -ops::sin(turn)), Vec2::new(ops::sin(turn), ops::cos(turn)));
    let own = piece_size(kind);
    let places = [(-0.32, -0.1), (0.32, -0.1), (0.0, 0.15), (0.0, -0.15)];
    let first = (share(&["on top", key, &format!("{kind:?}")]) * 3.99) as usize;
    (0..places.len()).map(|step| places[(first + step) % places.len()]).find_map(
        |(right, front)| {
            let at = foot.middle + x * (right * size.x) + z * (front * size.z);
            let near = |other: &&Piece| {
                other.at.y > size.y - 0.1
                    && Vec2::new(other.at.x, other.at.z).distance(at)
                        < 0.5 * (own.x + piece_size(other.kind).x)
            };
            let free = !set.pieces.iter().any(|other| near(&other));
            free.then(|| Piece {
                kind,
                at: Vec3::new(at.x, under.at.y + size.y, at.y),
                turn: under.turn,
                scale: 1.0,
            })
        },
    )
}

/// With its back to a wall, clear of openings.
fn against_wall(set: &Set, kind: PieceKind, doors: &[Vec2], key: &str) -> Option<Piece> {
    let size = piece_size(kind);
    let mut best: Option<(f32, Piece)> = None;
    for (number, wall) in walls(set).iter().enumerate() {
        let along = (wall.b - wall.a).normalize_or(Vec2::X);
        let length = wall.length();
        let mut at = size.x / 2.0 + 0.1;
        while at < length - size.x / 2.0 - 0.1 {
            let (from, to) = (at - size.x / 2.0 - 0.05, at + size.x / 2.0 + 0.05);
            let open = wall
                .holes
                .iter()
                .any(|hole| hole.from < to && from < hole.to && hole.sill < size.y);
            let middle = wall.a + along * at + wall.inward * (size.z / 2.0 + 0.03);
            let piece = Piece {
                kind,
                at: Vec3::new(middle.x, 0.0, middle.y),
                turn: ops::atan2(wall.inward.x, wall.inward.y).to_degrees(),
                scale: 1.0,
            };
            // Room to stand before it.
            let before = middle + wall.inward * (size.z / 2.0 + 0.35);
            if !open && is_free(set, &piece, doors, 0.03) && is_clear(set, before, 0.22) {
                let score = share(&["wall", key, &format!("{kind:?} {number} {at:.1}")]);
                if best.is_none_or(|(most, _)| score > most) {
                    best = Some((score, piece));
                }
            }
            at += 0.3;
        }
    }
    best.map(|(_, piece)| piece)
}

/// At the height of the eyes, on a wall.
fn hung(set: &Set, key: &str) -> Option<Piece> {
    let size = piece_size(PieceKind::Picture);
    let mut best: Option<(f32, Piece)> = None;
    for (number, wall) in walls(set).iter().enumerate() {
        let along = (wall.b - wall.a).normalize_or(Vec2::X);
        let mut at = 0.6;
        while at < wall.length() - 0.6 {
            let open = wall.holes.iter().any(|hole| hole.from < at + 0.5 && at - 0.5 < hole.to);
            let middle = wall.a + along * at + wall.inward * (size.z / 2.0 + 0.01);
            let piece = Piece {
                kind: PieceKind::Picture,
                at: Vec3::new(middle.x, 1.35, middle.y),
                turn: ops::atan2(wall.inward.x, wall.inward.y).to_degrees(),
                scale: 1.0,
            };
            let tall = |other: &Piece| {
                piece_size(other.kind).y * other.scale + other.at.y > 1.3
                    && piece_footprint(other).distance(middle) < 0.45
            };
            if !open
                && !set.pieces.iter().any(tall)
                && is_clear(set, middle + wall.inward * 0.6, 0.2)
            {
                let score = share(&["hung", key, &format!("{number} {at:.1}")]);
                if best.is_none_or(|(most, _)| score > most) {
                    best = Some((score, piece));
                }
            }
            at += 0.25;
        }
    }
    best.map(|(_, piece)| piece)
}

/// Free on the floor, off the middle.
fn on_floor(set: &Set, kind: PieceKind, doors: &[Vec2], key: &str) -> Option<Piece> {
    let size = piece_size(kind);
    let outside = set.height <= 0.0;
    let half = Vec2::new(set.width, set.depth) / 2.0 - size.x.max(size.z) / 2.0 - 0.25;
    let half = if outside { half.min(Vec2::splat(6.0)) } else { half };
    let mut best: Option<(f32, Piece)> = None;
    for step in 0..120 {
        let chance = |purpose: &str| share(&["floor", key, &format!("{kind:?} {step} {purpose}")]);
        let at = Vec2::new(chance("x") * 2.0 - 1.0, chance("z") * 2.0 - 1.0) * half;
        let turn = ops::floor(chance("turn") * 4.0) * 90.0;
        let ground = maquette_figure::ground_at(set, at);
        let piece = Piece { kind, at: Vec3::new(at.x, ground, at.y), turn, scale: 1.0 };
        if !is_free(set, &piece, doors, 0.35) {
            continue;
        }
        // Large things stand at the border, so that the floor stays free.
        let bulk = if size.x.max(size.z) > 1.2 { 0.25 } else { 0.1 };
        let score = at.length() * bulk + chance("score") * 0.3;
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, piece));
        }
    }
    best.map(|(_, piece)| piece)
}

/// Chairs about a table until everybody has a seat.
fn seats(set: &mut Set, wanted: usize, doors: &[Vec2], key: &str) {
    let count = |set: &Set| -> usize {
        set.pieces
            .iter()
            .filter_map(|piece| piece_seat(piece.kind))
            .map(|seat| seat.places.len())
            .sum()
    };
    if wanted == 0 || count(set) >= wanted || set.kind == SetKind::Vehicle {
        return;
    }
    let is_table = |piece: &&Piece| {
        matches!(piece.kind, PieceKind::Table | PieceKind::RoundTable | PieceKind::Desk)
    };
    if set.height > 0.0 && wanted > 1 && !set.pieces.iter().any(|piece| is_table(&piece)) {
        set.pieces.extend(on_floor(set, PieceKind::RoundTable, doors, key));
    }
    if let Some(table) = set.pieces.iter().find(is_table).copied() {
        for place in round(&table) {
            if count(set) >= wanted {
                return;
            }
            let near = set.pieces.iter().any(|piece| {
                piece_seat(piece.kind).is_some()
                    && Vec2::new(piece.at.x, piece.at.z).distance(place.0) < 0.5
            });
            let chair = Piece {
                kind: PieceKind::Chair,
                at: Vec3::new(place.0.x, table.at.y, place.0.y),
                turn: place.1,
                scale: 1.0,
            };
            if !near && within(set, place.0, 0.25) && is_free_but(set, &chair, doors, 0.0, &table) {
                set.pieces.push(chair);
            }
        }
    }
    while count(set) < wanted {
        let kind = if set.height > 0.0 { PieceKind::Chair } else { PieceKind::Bench };
        let Some(piece) = on_floor(set, kind, doors, &format!("{key} {}", count(set))) else {
            return;
        };
        set.pieces.push(piece);
    }
}

/// Places of chairs about a table, and how they face it.
fn round(table: &Piece) -> Vec<(Vec2, f32)> {
    let size = piece_size(table.kind) * table.scale;
    let turn = table.turn.to_radians();
    let (x, z) =
        (Vec2::new(ops::cos(turn), -ops::sin(turn)), Vec2::new(ops::sin(turn), ops::cos(turn)));
    let middle = Vec2::new(table.at.x, table.at.z);
    let (half, gap) = (Vec2::new(size.x, size.z) / 2.0, 0.16);
    let mut local: Vec<Vec2> = Vec::new();
    if table.kind == PieceKind::RoundTable {
        for step in 0..6 {
            let angle = std::f32::consts::TAU * step as f32 / 6.0;
            local.push(Vec2::new(ops::sin(angle), ops::cos(angle)) * (half.x + gap));
        }
    } else {
        for side in [1.0, -1.0] {
            local.extend(
                [-0.26, 0.26].map(|share| Vec2::new(share * size.x, side * (half.y + gap))),
            );
        }
        local.extend([1.0, -1.0].map(|side| Vec2::new(side * (half.x + gap), 0.0)));
    }
    local
        .into_iter()
        .map(|at| {
            let place = middle + x * at.x + z * at.y;
            let to = middle - place;
            // Along its side: who sits at a long side looks straight over it.
            let straight =
                if at.y.abs() > half.y { z * -at.y.signum() } else { x * -at.x.signum() };
            let look = if table.kind == PieceKind::RoundTable { to } else { straight };
            (place, ops::atan2(look.x, look.y).to_degrees())
        })
        .collect()
}

fn within(set: &Set, at: Vec2, room: f32) -> bool {
    let half = Vec2::new(set.width, set.depth) / 2.0 - room;
    at.abs().cmple(half).all()
        && walls(set).iter().all(|wall| {
            let along = (at - wall.a).dot((wall.b - wall.a).normalize_or(Vec2::X));
            let beside = !(-0.1..=wall.length() + 0.1).contains(&along);
            beside || (at - wall.a).dot(wall.inward) > room
        })
}

fn is_clear(set: &Set, at: Vec2, room: f32) -> bool {
    within(set, at, room)
        && obstacles(set).iter().all(|one| !one.bars_the_way() || one.footprint.distance(at) > room)
}

fn is_free(set: &Set, piece: &Piece, doors: &[Vec2], margin: f32) -> bool {
    let foot = piece_footprint(piece);
    let inside = foot.corners().iter().all(|corner| within(set, *corner, 0.01));
    inside && apart(set, &foot.grown(margin), doors, None)
}

fn is_free_but(set: &Set, piece: &Piece, doors: &[Vec2], margin: f32, table: &Piece) -> bool {
    apart(set, &piece_footprint(piece).grown(margin), doors, Some(piece_footprint(table)))
}

/// Touches nothing that stands about, and leaves the doors free. A chair may be drawn up to `table`.
fn apart(set: &Set, foot: &Footprint, doors: &[Vec2], table: Option<Footprint>) -> bool {
    doors.iter().all(|door| foot.distance(*door) > DOORWAY * 0.6)
        && obstacles(set).iter().all(|one| {
            let own = table.is_some_and(|table| table.middle.distance(one.footprint.middle) < 0.01);
            own || one.low > 1.9 || !one.footprint.overlaps(foot)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_document::Setting;
    use maquette_figure::furnish;

    #[test]
    fn what_a_scene_speaks_of_is_there_and_stands_in_nothing() {
        let wanted = [PieceKind::Telephone, PieceKind::Bed, PieceKind::Radio, PieceKind::Cupboard];
        for seed in 0..20 {
            let set = dressed(furnish("KEEPER'S ROOM", Setting::Interior, seed), &wanted, 0, "key");
            for kind in [PieceKind::Telephone, PieceKind::Radio] {
                assert!(
                    set.pieces.iter().any(|piece| piece.kind == kind),
                    "seed {seed}: no {kind:?}"
                );
            }
            let all = obstacles(&set);
            for (index, one) in all.iter().enumerate() {
                for other in &all[..index] {
                    let level = one.low < other.high - 0.02 && other.low < one.high - 0.02;
                    let drawn_up = [one.kind(), other.kind()].contains(&Some(PieceKind::Chair));
                    let meet = one.of != other.of
                        && level
                        && !drawn_up
                        && one.footprint.grown(-0.02).overlaps(&other.footprint.grown(-0.02));
                    assert!(!meet, "seed {seed}: {:?} in {:?}", one.of, other.of);
                }
            }
        }
    }

    #[test]
    fn everybody_has_a_seat() {
        for place in ["DINING ROOM", "KITCHEN", "OFFICE", "SOMEWHERE"] {
            for seed in 0..10 {
                let set =
                    dressed(furnish(place, Setting::Interior, seed), &[PieceKind::Table], 5, "key");
                assert!(
                    floor_of(&set).seats.len() >= 5,
                    "{place} {seed}: {}",
                    floor_of(&set).seats.len()
                );
            }
        }
    }
}
