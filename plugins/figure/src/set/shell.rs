//! Walls: where they stand, the holes in them, and their surfaces.
//!
//! A wall has a space of its own: x runs along it from its left end as seen from inside, y up, +z into the room.

use bevy_math::{Affine3A, Mat3A, Vec2, Vec3, Vec3A};
use maquette_document::PieceKind;
use maquette_document::{Opening, OpeningKind, Set, SetKind, Side};

use super::{extent, has};
use crate::solid::{Crease, Paint, Solid};

/// How thick walls are, in metres.
pub(crate) const THICK: f32 = 0.16;

/// A wall, seen from one side only.
#[derive(Clone, Debug, PartialEq)]
pub struct Wall {
    /// Its ends on the ground, in x and z; seen from inside, `a` is on the left.
    pub a: Vec2,
    pub b: Vec2,
    /// Metres.
    pub height: f32,
    /// Unit, into the room.
    pub inward: Vec2,
    /// In no order.
    pub holes: Vec<Hole>,
}

/// A hole in a wall: metres from its end `a`, and above the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hole {
    pub kind: OpeningKind,
    pub from: f32,
    pub to: f32,
    pub sill: f32,
    pub top: f32,
    /// Its place in the set's openings; none where the set's form makes it.
    pub opening: Option<usize>,
}

impl Wall {
    pub fn length(&self) -> f32 {
        self.a.distance(self.b)
    }

    /// World from the wall's own space.
    pub(crate) fn frame(&self) -> Affine3A {
        let along = (self.b - self.a).normalize_or(Vec2::X);
        Affine3A {
            matrix3: Mat3A::from_cols(
                Vec3A::new(along.x, 0.0, along.y),
                Vec3A::Y,
                Vec3A::new(self.inward.x, 0.0, self.inward.y),
            ),
            translation: Vec3A::new(self.a.x, 0.0, self.a.y),
        }
    }

    /// Where it is crossed on the way from one point to another: how far along it and how high, and whether the
    /// way leads outward.
    pub(crate) fn crossed(&self, from: Vec3, to: Vec3) -> Option<(Vec2, bool)> {
        let into = self.frame().inverse();
        let (from, to) = (into.transform_point3(from), into.transform_point3(to));
        if (from.z > 0.0) == (to.z > 0.0) {
            return None;
        }
        let at = from.lerp(to, from.z / (from.z - to.z));
        let on = (0.0..=self.length()).contains(&at.x) && (0.0..=self.height).contains(&at.y);
        on.then_some((at.truncate(), from.z > 0.0))
    }

    /// The hole that holds a point of the wall.
    pub(crate) fn hole_at(&self, at: Vec2) -> Option<&Hole> {
        self.holes
            .iter()
            .find(|h| (h.from..=h.to).contains(&at.x) && (h.sill..=h.top).contains(&at.y))
    }
}

/// The walls of a set, as they bound its floor: four in a room, none in a field.
pub fn walls(set: &Set) -> Vec<Wall> {
    let size = extent(set);
    let (x, z) = (size.x / 2.0, size.z / 2.0);
    match set.kind {
        SetKind::Room if has(set, PieceKind::Beacon) => octagon(set, x, z, size.y),
        SetKind::Room | SetKind::Corridor => {
            SIDES.iter().map(|side| wall_of(set, *side, x, z, size.y)).collect()
        }
        SetKind::Street => super::street::fronts(set),
        SetKind::Vehicle if super::vehicle::is_carriage(set) || super::vehicle::is_boat(set) => {
            SIDES.iter().map(|side| wall_of(set, *side, x, z, size.y)).collect()
        }
        SetKind::Field | SetKind::Shore | SetKind::Rooftop | SetKind::Vehicle => Vec::new(),
    }
}

pub(crate) const SIDES: [Side; 4] = [Side::North, Side::South, Side::East, Side::West];

pub(crate) fn inward(side: Side) -> Vec2 {
    match side {
        Side::North => Vec2::Y,
        Side::South => -Vec2::Y,
        Side::East => -Vec2::X,
        Side::West => Vec2::X,
    }
}

/// The wall on one side of a rectangle of half size `x`, `z`, with the set's openings in it.
pub(crate) fn wall_of(set: &Set, side: Side, x: f32, z: f32, height: f32) -> Wall {
    let (a, b) = match side {
        Side::North => (Vec2::new(-x, -z), Vec2::new(x, -z)),
        Side::South => (Vec2::new(x, z), Vec2::new(-x, z)),
        Side::East => (Vec2::new(x, -z), Vec2::new(x, z)),
        Side::West => (Vec2::new(-x, z), Vec2::new(-x, -z)),
    };
    let length = a.distance(b);
    let mut holes: Vec<Hole> = Vec::new();
    for (index, opening) in set.openings.iter().enumerate().take(64) {
        if opening.side != side {
            continue;
        }
        if let Some(hole) = hole_of(opening, index, length, height) {
            // Two holes in one place are one.
            if holes.iter().all(|other| hole.to <= other.from || other.to <= hole.from) {
                holes.push(hole);
            }
        }
    }
    Wall { a, b, height, inward: inward(side), holes }
}

fn hole_of(opening: &Opening, index: usize, length: f32, height: f32) -> Option<Hole> {
    let forward = matches!(opening.side, Side::North | Side::East);
    let middle = length / 2.0 + if forward { opening.along } else { -opening.along };
    let (from, to) = (middle - opening.width / 2.0, middle + opening.width / 2.0);
    let sill = if opening.kind == OpeningKind::Window { opening.sill } else { 0.0 };
    let (from, to) = (from.max(0.05), to.min(length - 0.05));
    let (sill, top) = (sill.max(0.0), (sill + opening.height).min(height - 0.03));
    let fits = to - from > 0.2 && top - sill > 0.2;
    fits.then_some(Hole { kind: opening.kind, from, to, sill, top, opening: Some(index) })
}

/// A lamp room: the corners are cut, and glazed as the sides are.
fn octagon(set: &Set, x: f32, z: f32, height: f32) -> Vec<Wall> {
    let cut = x.min(z) * 0.586;
    let mut walls = Vec::new();
    for side in SIDES {
        let full = wall_of(set, side, x, z, height);
        let along = (full.b - full.a).normalize_or(Vec2::X);
        let (a, b) = (full.a + along * cut, full.b - along * cut);
        let length = a.distance(b);
        let holes = full.holes.iter().filter_map(|hole| {
            let from = (hole.from - cut).max(0.05);
            let to = (hole.to - cut).min(length - 0.05);
            (to - from > 0.3).then_some(Hole { from, to, ..*hole })
        });
        walls.push(Wall { holes: holes.collect(), a, b, ..full });
    }
    let glazing =
        walls.iter().flat_map(|wall| &wall.holes).find(|h| h.kind == OpeningKind::Window).copied();
    for (sx, sz) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        let along_x = Vec2::new(sx * (x - cut), sz * z);
        let along_z = Vec2::new(sx * x, sz * (z - cut));
        let inward = -Vec2::new(sx, sz).normalize();
        // From inside, the left end is the one to the left of the way in.
        let right = Vec2::new(inward.y, -inward.x);
        let (a, b) = if (along_z - along_x).dot(right) > 0.0 {
            (along_x, along_z)
        } else {
            (along_z, along_x)
        };
        let length = a.distance(b);
        let holes =
            glazing.map(|hole| Hole { from: 0.08, to: length - 0.08, opening: None, ..hole });
        walls.push(Wall { a, b, height, inward, holes: holes.into_iter().collect() });
    }
    walls
}

/// The face of a wall with its holes left out, in the wall's own space, facing +z.
pub(crate) fn sheet(length: f32, low: f32, high: f32, holes: &[Hole], paint: Paint) -> Solid {
    let mut xs = vec![0.0, length];
    let mut ys = vec![low, high];
    for hole in holes {
        xs.extend([hole.from, hole.to]);
        ys.extend([hole.sill.clamp(low, high), hole.top.clamp(low, high)]);
    }
    for values in [&mut xs, &mut ys] {
        values.sort_by(f32::total_cmp);
        values.dedup_by(|a, b| (*a - *b).abs() < 1e-4);
    }
    let mut faces = Vec::new();
    let wide = xs.len() as u32;
    for (j, y) in ys.windows(2).enumerate() {
        for (i, x) in xs.windows(2).enumerate() {
            let middle = Vec2::new((x[0] + x[1]) / 2.0, (y[0] + y[1]) / 2.0);
            let open = holes
                .iter()
                .any(|h| (h.from..h.to).contains(&middle.x) && (h.sill..h.top).contains(&middle.y));
            if !open {
                let at = j as u32 * wide + i as u32;
                faces.push(vec![at, at + 1, at + wide + 1, at + wide]);
            }
        }
    }
    let points: Vec<Vec3> =
        ys.iter().flat_map(|y| xs.iter().map(|x| Vec3::new(*x, *y, 0.0))).collect();
    flat(Solid::of_faces(&points, &faces, paint, 30.0))
}

/// The inside of a hole, `deep` metres outward, in the wall's own space.
pub(crate) fn reveal(hole: &Hole, deep: f32, paint: Paint) -> Solid {
    let (l, r, s, t) = (hole.from, hole.to, hole.sill, hole.top);
    let quad = |mut points: [[f32; 3]; 4]| {
        points.reverse();
        flat(Solid::patch(&points.map(Vec3::from), paint))
    };
    let mut whole = quad([[l, s, 0.0], [l, t, 0.0], [l, t, -deep], [l, s, -deep]]);
    whole.add(&quad([[r, s, -deep], [r, t, -deep], [r, t, 0.0], [r, s, 0.0]]));
    whole.add(&quad([[l, t, -deep], [l, t, 0.0], [r, t, 0.0], [r, t, -deep]]));
    whole.add(&quad([[l, s, 0.0], [l, s, -deep], [r, s, -deep], [r, s, 0.0]]));
    whole
}

/// Without an outline: what is seen from one side only has none.
pub(crate) fn flat(solid: Solid) -> Solid {
    solid.inked(0.0)
}

/// Lines of ink only.
pub(crate) fn lines(creases: Vec<Crease>) -> Solid {
    Solid { creases, ..Solid::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(openings: Vec<Opening>) -> Set {
        Set { width: 5.0, depth: 4.0, height: 2.6, openings, ..Set::default() }
    }

    #[test]
    fn walls_stand_on_the_borders_and_face_in() {
        for (side, place) in [
            (Side::North, Vec2::new(0.0, -2.0)),
            (Side::South, Vec2::new(0.0, 2.0)),
            (Side::East, Vec2::new(2.5, 0.0)),
            (Side::West, Vec2::new(-2.5, 0.0)),
        ] {
            let wall = wall_of(&set(Vec::new()), side, 2.5, 2.0, 2.6);
            assert_eq!((wall.a + wall.b) / 2.0, place);
            assert!(wall.inward.dot(-place) > 0.0);
            assert!(wall.frame().matrix3.determinant() > 0.99, "{side:?} is inside out");
        }
    }

    #[test]
    fn openings_lie_toward_plus_x_and_plus_z() {
        for side in SIDES {
            let opening = Opening {
                kind: OpeningKind::Door,
                side,
                along: 0.8,
                width: 0.9,
                height: 2.05,
                sill: 0.0,
            };
            let wall = wall_of(&set(vec![opening]), side, 2.5, 2.0, 2.6);
            let hole = wall.holes[0];
            let middle = wall.a.lerp(wall.b, (hole.from + hole.to) / 2.0 / wall.length());
            let along = if matches!(side, Side::North | Side::South) { middle.x } else { middle.y };
            assert!((along - 0.8).abs() < 1e-5, "{side:?}: {along}");
        }
    }

    #[test]
    fn a_sheet_with_a_hole_has_the_area_of_the_wall_less_the_hole() {
        let hole = Hole {
            kind: OpeningKind::Window,
            from: 1.0,
            to: 2.0,
            sill: 0.9,
            top: 2.1,
            opening: None,
        };
        let solid = sheet(4.0, 0.0, 2.6, &[hole], Paint::Plaster);
        let area: f32 = solid
            .indices
            .chunks_exact(3)
            .map(|t| {
                let [a, b, c] = [0, 1, 2].map(|k| solid.vertices[t[k] as usize].position);
                (b - a).cross(c - a).z / 2.0
            })
            .sum();
        assert!((area - (4.0 * 2.6 - 1.2)).abs() < 1e-4, "{area}");
        assert_eq!(solid.creases.len(), 4 * 3 + 4, "its border, cut at the hole, and the hole");
    }
}
