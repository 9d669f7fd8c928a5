//! Doors and windows in their holes.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Affine3A, Quat, Vec2, Vec3, ops};
use maquette_document::{OpeningKind, Set};

use super::shell::{Hole, THICK, Wall, flat, reveal, sheet, walls};
use crate::piece::parts::{bar, join, line, slab, turned};
use crate::solid::{Paint, Solid};

/// What a pen makes of frames.
const EDGE: f32 = 0.5;

/// How the openings of a set are dressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dressing {
    pub frame: Paint,
    pub reveal: Paint,
    pub curtains: bool,
}

/// What fills a hole of a wall, in the wall's own space: its reveal, its frame, its sill; no leaf.
pub(crate) fn fitted(hole: &Hole, dressing: Dressing) -> Solid {
    let mut whole = reveal(hole, THICK, dressing.reveal).creased(0.5);
    match hole.kind {
        OpeningKind::Door => {
            whole.add(&door_frame(hole, dressing.frame));
            whole.add(&beyond(hole));
        }
        OpeningKind::Arch => {
            whole.add(&round_head(hole, dressing.reveal));
            whole.add(&beyond(hole));
        }
        OpeningKind::Window => {
            whole.add(&window_frame(hole, dressing.frame));
            if dressing.curtains {
                whole.add(&curtains(hole));
            }
        }
    }
    whole
}

fn door_frame(hole: &Hole, paint: Paint) -> Solid {
    let (l, r, t) = (hole.from, hole.to, hole.top);
    let mut whole = join([
        slab([l - 0.08, 0.0, 0.0], [l - 0.005, t + 0.08, 0.022], paint),
        slab([r + 0.005, 0.0, 0.0], [r + 0.08, t + 0.08, 0.022], paint),
        slab([l - 0.005, t + 0.005, 0.0], [r + 0.005, t + 0.08, 0.022], paint),
        slab([l, 0.0, -THICK], [r, 0.015, 0.0], Paint::WoodDark),
    ]);
    whole = whole.creased(EDGE).inked(0.25);
    whole
}

/// What lies beyond a way in: a dim passage, seen through it only.
fn beyond(hole: &Hole) -> Solid {
    let (l, r, t) = (hole.from, hole.to, hole.top);
    let mut whole = Solid::default();
    let deep = 1.5;
    let back = sheet(r - l + 0.6, 0.0, t + 0.2, &[], Paint::PlasterDark);
    whole.add(&back.moved(Vec3::new(l - 0.3, 0.0, -deep)).creased(0.25));
    let quad =
        |p: [[f32; 3]; 4], paint: Paint| flat(Solid::patch(&p.map(Vec3::from), paint)).creased(0.0);
    let z = -THICK;
    let (l, r) = (l - 0.3, r + 0.3);
    whole.add(&quad(
        [[l, 0.001, z], [r, 0.001, z], [r, 0.001, -deep], [l, 0.001, -deep]],
        Paint::FloorDark,
    ));
    whole.add(&quad(
        [[l, 0.0, -deep], [l, t + 0.2, -deep], [l, t + 0.2, z], [l, 0.0, z]],
        Paint::PlasterDark,
    ));
    whole.add(&quad(
        [[r, 0.0, z], [r, t + 0.2, z], [r, t + 0.2, -deep], [r, 0.0, -deep]],
        Paint::PlasterDark,
    ));
    whole
}

/// The corners above a half circle, or above less of one where the hole is low, filled to the head of the hole.
fn round_head(hole: &Hole, paint: Paint) -> Solid {
    const STEPS: u32 = 8;
    let (middle, half) = ((hole.from + hole.to) / 2.0, (hole.to - hole.from) / 2.0);
    let rise = half.min((hole.top - hole.sill) * 0.4);
    let spring = hole.top - rise;
    let mut whole = Solid::default();
    for side in [-1.0, 1.0_f32] {
        let at = |step: u32| {
            let angle = FRAC_PI_2 * step as f32 / STEPS as f32;
            let x = middle + side * half * ops::cos(angle);
            Vec3::new(x, spring + rise * ops::sin(angle), 0.0)
        };
        let corner = Vec3::new(middle + side * half, hole.top, 0.0);
        for step in 0..STEPS {
            let (a, b) = (at(step), at(step + 1));
            let mut face = [corner, a, b];
            let mut under = [a, b, b - Vec3::Z * THICK, a - Vec3::Z * THICK];
            // Seen from inside, the right half winds the other way.
            if side > 0.0 {
                face.reverse();
                under.reverse();
            }
            whole.add(&flat(Solid::patch(&face, paint)).creased(0.0));
            whole.add(&flat(Solid::patch(&under, paint)).creased(0.0));
            whole.creases.push(line(a.into(), b.into(), Vec3::Z, EDGE));
        }
    }
    whole
}

fn window_frame(hole: &Hole, paint: Paint) -> Solid {
    let (l, r, s, t) = (hole.from, hole.to, hole.sill, hole.top);
    let (back, front) = (-THICK + 0.03, -THICK + 0.08);
    let mut parts = vec![
        slab([l, s, back], [l + 0.05, t, front], paint),
        slab([r - 0.05, s, back], [r, t, front], paint),
        slab([l + 0.05, s, back], [r - 0.05, s + 0.05, front], paint),
        slab([l + 0.05, t - 0.05, back], [r - 0.05, t, front], paint),
        slab([l - 0.05, s - 0.035, -0.02], [r + 0.05, s, 0.055], paint),
        slab([l - 0.06, s, 0.0], [l, t + 0.06, 0.018], paint),
        slab([r, s, 0.0], [r + 0.06, t + 0.06, 0.018], paint),
        slab([l, t, 0.0], [r, t + 0.06, 0.018], paint),
    ];
    let panes = (((r - l) / 0.75).round() as u32).clamp(1, 12);
    for k in 1..panes {
        let x = l + (r - l) * k as f32 / panes as f32;
        parts.push(slab([x - 0.02, s + 0.05, back], [x + 0.02, t - 0.05, front], paint));
    }
    if t - s > 0.9 {
        let y = s + (t - s) * 0.62;
        parts.push(slab(
            [l + 0.05, y - 0.018, back + 0.01],
            [r - 0.05, y + 0.018, front - 0.01],
            paint,
        ));
    }
    join(parts).creased(EDGE).inked(0.2)
}

/// Drawn back to both sides, in folds.
fn curtains(hole: &Hole) -> Solid {
    let (l, r, s, t) = (hole.from, hole.to, hole.sill, hole.top);
    let foot = if s > 0.5 { s - 0.18 } else { 0.05 };
    let mut whole =
        bar([l - 0.32, t + 0.12, 0.09], [r + 0.32, t + 0.12, 0.09], 0.012, Paint::WoodDark);
    for (from, to) in [(l - 0.27, l + 0.1), (r - 0.1, r + 0.27)] {
        let folds = 9;
        let edge = |k: u32, y: f32| {
            let x = from + (to - from) * k as f32 / folds as f32;
            Vec3::new(x, y, if k.is_multiple_of(2) { 0.055 } else { 0.125 })
        };
        let points: Vec<Vec3> =
            (0..=folds).flat_map(|k| [edge(k, foot), edge(k, t + 0.12)]).collect();
        let front: Vec<Vec<u32>> =
            (0..folds).map(|k| vec![2 * k, 2 * k + 2, 2 * k + 3, 2 * k + 1]).collect();
        whole.add(&Solid::of_faces(&points, &front, Paint::Cloth, 30.0).inked(0.3).creased(0.3));
    }
    whole
}

/// The moving leaf of a door.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorLeaf {
    /// In the space of its hinge: it hangs on the y axis and reaches along +x.
    pub solid: Solid,
    /// World from hinge, when it is shut.
    pub shut: Affine3A,
    /// Like that of a part of the set: it goes with its wall.
    pub within: super::Border,
}

impl DoorLeaf {
    /// World from hinge, `open` from 0 (shut) to 1 (wide open, into the room).
    pub fn place(&self, open: f32) -> Affine3A {
        self.shut * Affine3A::from_quat(Quat::from_rotation_y(-door_turn(open)))
    }

    /// The middle of the doorway, on the ground.
    pub fn middle(&self) -> Vec3 {
        let (low, high) = self.solid.bounds();
        self.shut.transform_point3(((low + high) / 2.0).with_y(0.0))
    }

    /// How far it stands open for who is near, each with the way that they walk, as long as their stride: nothing
    /// is carried from frame to frame. For who walks through, it is open before its leaf could meet them.
    pub fn open_for(&self, people: impl Iterator<Item = (Vec3, Vec3)>) -> f32 {
        let middle = self.middle();
        let share = people
            .map(|(at, way)| {
                let to = (middle - at).with_y(0.0);
                let away = to.length();
                let near = ((1.05 - away) / 0.55).clamp(0.0, 1.0);
                let stride = way.with_y(0.0).length().min(1.0);
                let way = way.with_y(0.0).normalize_or_zero();
                // Metres by which they would pass the middle of the doorway.
                let off = (to - way * to.dot(way)).length();
                let through = ((0.75 - off) / 0.3).clamp(0.0, 1.0) * (4.0 * stride).min(1.0);
                near.max(((1.75 - away) / 0.6).clamp(0.0, 1.0) * through)
            })
            .fold(0.0, f32::max);
        share * share * (3.0 - 2.0 * share)
    }
}

/// Radians that a door is turned by, `open` from 0 (shut) to 1 (wide open).
pub fn door_turn(open: f32) -> f32 {
    let open = if open > 0.0 { open.min(1.0) } else { 0.0 };
    open * FRAC_PI_2 * 1.08
}

/// The leaf of the door at place `opening` of the set's openings; none for a window, or where there is no wall.
pub fn door_leaf(set: &Set, opening: usize) -> Option<DoorLeaf> {
    let walls = walls(set);
    let (wall, hole) = walls
        .iter()
        .flat_map(|wall| wall.holes.iter().map(move |hole| (wall, hole)))
        .find(|(_, hole)| hole.opening == Some(opening) && hole.kind == OpeningKind::Door)?;
    let hinge = Affine3A::from_translation(Vec3::new(hole.from + 0.004, 0.0, 0.0));
    Some(DoorLeaf {
        solid: leaf(hole.to - hole.from - 0.008, hole.top - 0.006),
        shut: wall.frame() * hinge,
        within: super::border(wall),
    })
}

/// The floor that the leaf of a door sweeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The place of the door in the set's openings.
    pub opening: usize,
    /// In x and z.
    pub hinge: Vec2,
    /// Unit, from the hinge along the shut door.
    pub along: Vec2,
    /// Unit, into the room.
    pub inward: Vec2,
    /// Metres that the leaf reaches.
    pub reach: f32,
}

impl Swing {
    /// Whether the leaf comes within `room` metres of a point on the floor.
    pub fn holds(&self, at: Vec2, room: f32) -> bool {
        let off = at - self.hinge;
        let (x, z) = (off.dot(self.along), off.dot(self.inward));
        // Wide open, it stands a little beyond square.
        let past = -ops::cos(door_turn(1.0)) * self.reach;
        z > -room && x > -past - room && off.length() < self.reach + room
    }
}

/// What the doors of a set sweep, in the order of its openings.
pub fn swings(set: &Set) -> Vec<Swing> {
    let mut found = Vec::new();
    for wall in walls(set) {
        let along = (wall.b - wall.a).normalize_or(Vec2::X);
        for hole in wall.holes.iter().filter(|hole| hole.kind == OpeningKind::Door) {
            let Some(opening) = hole.opening else { continue };
            found.push(Swing {
                opening,
                hinge: wall.a + along * hole.from,
                along,
                inward: wall.inward,
                reach: hole.to - hole.from,
            });
        }
    }
    found.sort_by_key(|swing| swing.opening);
    found
}

fn leaf(width: f32, height: f32) -> Solid {
    let paint = Paint::WoodDark;
    let mut parts = vec![slab([0.0, 0.008, -0.042], [width, height, -0.002], paint)];
    let inner = (0.12_f32).min(width * 0.2);
    for (low, high) in [(0.16, height * 0.42), (height * 0.5, height - 0.14)] {
        for z in [-0.047, -0.009] {
            parts.push(slab([inner, low, z], [width - inner, high, z + 0.012], paint));
        }
    }
    let (x, y) = (width - 0.07, 1.02_f32.min(height * 0.5));
    parts.push(
        turned(&[[0.022, -0.008], [0.022, 0.008]], 8, Paint::Metal)
            .turned(Quat::from_rotation_x(FRAC_PI_2))
            .moved(Vec3::new(x, y, 0.004)),
    );
    parts.push(bar([x, y, -0.08], [x, y, 0.05], 0.009, Paint::Metal));
    parts.push(bar([x + 0.008, y, 0.045], [x - 0.1, y, 0.045], 0.01, Paint::Metal));
    parts.push(bar([x + 0.008, y, -0.075], [x - 0.1, y, -0.075], 0.01, Paint::Metal));
    join(parts).creased(0.5).inked(0.5)
}

/// A wall with all that is in it, in world space.
pub(crate) fn dressed(wall: &Wall, paint: Paint, dressing: Dressing) -> Solid {
    let mut whole = sheet(wall.length(), 0.0, wall.height, &wall.holes, paint).creased(0.7);
    wall.holes.iter().for_each(|hole| whole.add(&fitted(hole, dressing)));
    whole.placed(wall.frame())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::set_parts;
    use maquette_document::{Opening, Side};

    fn room(side: Side) -> Set {
        let door = Opening {
            kind: OpeningKind::Door,
            side,
            along: 0.6,
            width: 0.9,
            height: 2.05,
            sill: 0.0,
        };
        Set { width: 5.0, depth: 4.0, height: 2.6, openings: vec![door], ..Set::default() }
    }

    #[test]
    fn a_door_fills_its_hole_when_shut_and_opens_into_the_room() {
        for side in [Side::North, Side::South, Side::East, Side::West] {
            let leaf = door_leaf(&room(side), 0).expect("it is a door");
            let reach = |open: f32| leaf.place(open).transform_point3(Vec3::new(0.89, 1.0, 0.0));
            let into = |point: Vec3| (point - leaf.within.point).dot(leaf.within.inward);
            assert!(into(reach(0.0)).abs() < 1e-4, "{side:?} is not shut");
            assert!(into(reach(1.0)) > 0.8, "{side:?} opens outward: {}", into(reach(1.0)));
        }
        assert!(door_leaf(&room(Side::North), 1).is_none());
    }

    #[test]
    fn a_wall_is_taken_away_for_a_camera_outside_it_and_only_then() {
        let parts = set_parts(&room(Side::North));
        let seen = |eye: Vec3| parts.iter().filter(|part| part.is_seen_from(eye)).count();
        assert_eq!(seen(Vec3::new(0.0, 1.6, 0.0)), parts.len());
        assert_eq!(seen(Vec3::new(0.0, 1.6, 5.0)), parts.len() - 1, "beyond the south wall");
        assert_eq!(seen(Vec3::new(0.0, 5.0, 0.0)), parts.len() - 1, "above the ceiling");
    }

    #[test]
    fn a_door_is_open_before_its_leaf_meets_who_walks_through() {
        for (side, width) in [(Side::North, 0.8), (Side::East, 0.92), (Side::South, 1.0)] {
            let height = 2.05;
            let kind = OpeningKind::Door;
            let opening = Opening { kind, side, along: 0.3, width, height, sill: 0.0 };
            let set = Set {
                width: 5.0,
                depth: 4.0,
                height: 2.6,
                openings: vec![opening],
                ..Set::default()
            };
            let door = door_leaf(&set, 0).expect("it is a door");
            let inward = door.within.inward;
            for way in [inward, -inward] {
                for step in 0..150 {
                    let at = door.middle() + inward * (2.0 - 0.02 * step as f32);
                    let open = door.open_for([(at, way)].into_iter());
                    let place = door.place(open);
                    let hinge = place.transform_point3(Vec3::ZERO).with_y(0.0);
                    let tip = place.transform_point3(Vec3::X * width).with_y(0.0);
                    let leaf = tip - hinge;
                    let share = (at.with_y(0.0) - hinge).dot(leaf) / leaf.length_squared();
                    let near = hinge + leaf * share.clamp(0.0, 1.0);
                    let apart = near.distance(at.with_y(0.0));
                    assert!(apart > 0.3, "{side:?} {step}: {apart} of a leaf {open} open");
                }
            }
        }
    }

    #[test]
    fn a_door_stays_shut_for_who_stands_by_or_walks_past() {
        let opening = Opening {
            kind: OpeningKind::Door,
            side: Side::North,
            along: 0.0,
            width: 0.9,
            height: 2.05,
            sill: 0.0,
        };
        let set =
            Set { width: 5.0, depth: 4.0, height: 2.6, openings: vec![opening], ..Set::default() };
        let door = door_leaf(&set, 0).expect("it is a door");
        let before = door.middle() + Vec3::Z * 1.2;
        assert_eq!(door.open_for([(before, Vec3::ZERO)].into_iter()), 0.0);
        assert_eq!(door.open_for([(before, Vec3::X)].into_iter()), 0.0);
        assert!(door.open_for([(before, Vec3::NEG_Z)].into_iter()) > 0.8);
    }
}
