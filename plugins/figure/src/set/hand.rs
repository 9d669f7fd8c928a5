//! What a hand puts in a set, made to fit, or refused with the reason.

use bevy_math::{Vec2, Vec3};
use maquette_document::{Block, Opening, OpeningKind, Piece, Set, Side};

use super::block::BOXES;
use super::shell::{inward, walls};
use super::{PIECES, extent};

/// Openings that a set may have.
const OPENINGS: usize = 64;
/// Metres of wall that stay between an opening and the next, or the corner.
const JAMB: f32 = 0.1;

/// Why something cannot stand where a hand put it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoRoom {
    #[error("{0} is not a number that can be built with; give metres, such as 0.9")]
    NotANumber(&'static str),
    #[error("the {0} is {1} m; it can be {2} to {3} m")]
    Size(&'static str, f32, f32, f32),
    #[error("the place has no {0} wall; it lies open on that side")]
    NoWall(&'static str),
    #[error(
        "it would meet the {kind} that is {along:+.2} m along the {side} wall; move or remove that one"
    )]
    Meets { kind: &'static str, side: &'static str, along: f32 },
    #[error("it would stand outside of the place, which is {0:.1} by {1:.1} m about its middle")]
    Outside(f32, f32),
    #[error("the place has {0} {1} already, the most that it can have; remove one first")]
    TooMany(usize, &'static str),
}

/// An opening as it can be cut into its wall: its size within what the wall has, its place off the corners.
///
/// # Errors
/// When there is no such wall, or another opening is there.
pub fn opening_by_hand(set: &Set, mut opening: Opening) -> Result<Opening, NoRoom> {
    let numbers = [opening.along, opening.width, opening.height, opening.sill];
    if numbers.iter().any(|value| !value.is_finite()) {
        return Err(NoRoom::NotANumber("one of its sizes"));
    }
    if set.openings.len() >= OPENINGS {
        return Err(NoRoom::TooMany(OPENINGS, "doors and windows"));
    }
    let side = side_name(opening.side);
    let into = inward(opening.side);
    let wall = walls(set).into_iter().find(|wall| wall.inward.distance(into) < 1e-3);
    let wall = wall.filter(|_| extent(set).y > 0.0).ok_or(NoRoom::NoWall(side))?;
    let (length, height) = (wall.length(), wall.height);
    opening.width = opening.width.clamp(0.4, (length - 2.0 * JAMB).max(0.4));
    if opening.kind == OpeningKind::Window {
        opening.sill = opening.sill.clamp(0.0, height - 0.4);
        opening.height = opening.height.clamp(0.3, height - 0.05 - opening.sill);
    } else {
        opening.sill = 0.0;
        opening.height = opening.height.clamp(1.2, height - 0.05);
    }
    let reach = ((length - opening.width) / 2.0 - JAMB).max(0.0);
    opening.along = opening.along.clamp(-reach, reach);
    let meets = |other: &&Opening| {
        let apart = (other.along - opening.along).abs();
        other.side == opening.side && apart < (other.width + opening.width) / 2.0 + JAMB
    };
    match set.openings.iter().find(meets) {
        Some(other) => {
            let kind = opening_name(other.kind);
            Err(NoRoom::Meets { kind, side, along: other.along })
        }
        None => Ok(opening),
    }
}

/// A box as it can stand.
///
/// # Errors
/// When it is no box, too large or too small, or its middle lies outside of the place.
pub fn box_by_hand(set: &Set, block: Block) -> Result<Block, NoRoom> {
    if !block.at.is_finite() {
        return Err(NoRoom::NotANumber("its place"));
    }
    if !block.turn.is_finite() {
        return Err(NoRoom::NotANumber("its turn"));
    }
    let gap = block.gap.map_or([0.0; 4], |gap| [gap.along, gap.width, gap.height, gap.sill]);
    if gap.iter().any(|value| !value.is_finite()) {
        return Err(NoRoom::NotANumber("one of the sizes of its gap"));
    }
    for (name, value) in
        [("width", block.size.x), ("height", block.size.y), ("depth", block.size.z)]
    {
        sized(name, value, 0.02, 50.0)?;
    }
    if set.boxes.len() >= BOXES {
        return Err(NoRoom::TooMany(BOXES, "boxes"));
    }
    if !(-5.0..=20.0).contains(&block.at.y) {
        return Err(NoRoom::Size("height above the floor", block.at.y, -5.0, 20.0));
    }
    within(set, block.at)?;
    Ok(Block { turn: block.turn.rem_euclid(360.0), ..block })
}

/// A piece as it can stand.
///
/// # Errors
/// When it lies outside of the place.
pub fn piece_by_hand(set: &Set, piece: Piece) -> Result<Piece, NoRoom> {
    if !piece.at.is_finite() || !piece.turn.is_finite() || !piece.scale.is_finite() {
        return Err(NoRoom::NotANumber("its place, turn or scale"));
    }
    sized("scale", piece.scale, 0.1, 10.0)?;
    if set.pieces.len() >= PIECES {
        return Err(NoRoom::TooMany(PIECES, "pieces"));
    }
    within(set, piece.at)?;
    Ok(piece)
}

/// A set of another size: what stands near a wall keeps its distance to it, and openings stay on their walls.
///
/// # Errors
/// When it is too small or too large, or an opening would no longer fit.
pub fn resized(set: &Set, width: f32, depth: f32, height: Option<f32>) -> Result<Set, NoRoom> {
    sized("width", width, 1.2, 200.0)?;
    sized("depth", depth, 1.2, 200.0)?;
    let mut other = Set { width, depth, openings: Vec::new(), ..set.clone() };
    if let Some(height) = height {
        sized("height", height, 1.8, 20.0)?;
        if extent(set).y <= 0.0 {
            return Err(NoRoom::NoWall("ceiling, so no"));
        }
        other.height = height;
    }
    for opening in &set.openings {
        let fitted = opening_by_hand(&other, *opening)?;
        other.openings.push(fitted);
    }
    let (was, is) = (extent(set), extent(&other));
    let moved = |at: Vec3| {
        let along = |at: f32, was: f32, is: f32| {
            if at.abs() > was / 4.0 { at + at.signum() * (is - was) / 2.0 } else { at }
        };
        let half = (Vec2::new(is.x, is.z) / 2.0 - 0.01).max(Vec2::ZERO);
        let x = along(at.x, was.x, is.x).clamp(-half.x, half.x);
        Vec3::new(x, at.y, along(at.z, was.z, is.z).clamp(-half.y, half.y))
    };
    other.pieces.iter_mut().for_each(|piece| piece.at = moved(piece.at));
    other.boxes.iter_mut().for_each(|block| block.at = moved(block.at));
    Ok(other)
}

fn sized(name: &'static str, value: f32, low: f32, high: f32) -> Result<(), NoRoom> {
    match value {
        value if !value.is_finite() => Err(NoRoom::NotANumber(name)),
        value if !(low..=high).contains(&value) => Err(NoRoom::Size(name, value, low, high)),
        _ => Ok(()),
    }
}

/// Whether the middle of something lies in the place, or, where there are no walls, about it.
fn within(set: &Set, at: Vec3) -> Result<(), NoRoom> {
    let size = extent(set);
    let beyond = if size.y > 0.0 { 0.0 } else { 60.0 };
    let half = Vec2::new(size.x, size.z) / 2.0 + beyond;
    let inside = Vec2::new(at.x, at.z).abs().cmple(half).all();
    if inside { Ok(()) } else { Err(NoRoom::Outside(size.x, size.z)) }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::North => "north",
        Side::South => "south",
        Side::East => "east",
        Side::West => "west",
    }
}

fn opening_name(kind: OpeningKind) -> &'static str {
    match kind {
        OpeningKind::Door => "door",
        OpeningKind::Window => "window",
        OpeningKind::Arch => "arch",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_document::{SetKind, Setting};
    use proptest::prelude::*;

    use crate::set::{floor_of, furnish, set_parts, swings};

    fn door(side: Side, along: f32, width: f32) -> Opening {
        Opening { kind: OpeningKind::Door, side, along, width, height: 2.05, sill: 0.3 }
    }

    fn room() -> Set {
        Set { width: 5.0, depth: 4.0, height: 2.6, ..Set::default() }
    }

    #[test]
    fn a_door_that_is_too_wide_or_over_the_corner_is_made_to_fit() {
        let fitted = opening_by_hand(&room(), door(Side::North, 9.0, 0.9)).expect("it fits");
        assert!((fitted.along - 1.95).abs() < 1e-4 && fitted.sill == 0.0, "{fitted:?}");
        let wide = opening_by_hand(&room(), door(Side::East, 0.0, 40.0)).expect("it fits");
        assert!((wide.width - 3.8).abs() < 1e-4, "{wide:?}");
    }

    #[test]
    fn openings_that_meet_are_refused_with_the_one_that_is_there() {
        let mut set = room();
        set.openings.push(door(Side::North, 0.5, 0.9));
        let refused = opening_by_hand(&set, door(Side::North, 1.2, 0.9)).expect_err("they meet");
        assert_eq!(
            refused.to_string(),
            "it would meet the door that is +0.50 m along the north wall; move or remove that one"
        );
        assert!(opening_by_hand(&set, door(Side::South, 1.2, 0.9)).is_ok());
        let field = Set { kind: SetKind::Field, width: 20.0, depth: 20.0, ..Set::default() };
        assert_eq!(
            opening_by_hand(&field, door(Side::North, 0.0, 0.9)),
            Err(NoRoom::NoWall("north"))
        );
    }

    #[test]
    fn a_room_that_grows_keeps_its_furniture_at_its_walls() {
        let set = furnish("KITCHEN", Setting::Interior, 3);
        let larger = resized(&set, set.width + 2.0, set.depth + 1.0, None).expect("it grows");
        assert_eq!(larger.openings.len(), set.openings.len());
        for (was, is) in set.pieces.iter().zip(&larger.pieces) {
            let edge = |at: f32, size: f32| size / 2.0 - at.abs();
            if was.at.x.abs() > set.width / 4.0 {
                let (was, is) = (edge(was.at.x, set.width), edge(is.at.x, larger.width));
                assert!((was - is).abs() < 1e-3, "{was} {is}");
            }
        }
        assert!(resized(&set, f32::NAN, 3.0, None).is_err());
        assert!(resized(&set, 3.0, -1.0, None).is_err());
    }

    proptest! {
        /// Whatever a hand asks for is refused, or can be built and stood in.
        #[test]
        fn what_is_let_in_can_be_built(
            numbers in proptest::array::uniform8(proptest::num::f32::ANY),
            side in 0..4_usize,
            kind in 0..3_usize,
        ) {
            let [a, b, c, d, e, f, g, h] = numbers;
            let mut set = room();
            let opening = Opening {
                kind: [OpeningKind::Door, OpeningKind::Window, OpeningKind::Arch][kind],
                side: [Side::North, Side::South, Side::East, Side::West][side],
                along: a, width: b, height: c, sill: d,
            };
            if let Ok(opening) = opening_by_hand(&set, opening) {
                set.openings.push(opening);
            }
            let block = Block {
                at: Vec3::new(a % 3.0, 0.0, b % 3.0),
                size: Vec3::new(e, f, g),
                turn: h,
                ..Block::default()
            };
            if let Ok(block) = box_by_hand(&set, block) {
                set.boxes.push(block);
            }
            let parts = set_parts(&set);
            let sound = parts.iter().flat_map(|part| &part.solid.vertices);
            prop_assert!(sound.clone().all(|vertex| vertex.position.is_finite()));
            prop_assert!(swings(&set).iter().all(|swing| swing.hinge.is_finite()));
            prop_assert!(floor_of(&set).free.middle.is_finite());
        }
    }
}
