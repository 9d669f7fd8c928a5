//! Set-ups on what is not a person: a hand, a thing, a door, what somebody sees.

use super::{How, Tries};
use crate::direct::Director;
use crate::framing::kinds::INSERT;
use crate::framing::pair::turned;
use crate::framing::person::{Person, ahead};
use crate::framing::solve::{Bearing, Placed, Room, bounds};
use bevy_math::{FloatExt, Vec3};
use maquette_camera::aim_at;
use maquette_document::{Angle, ShotKind, ShotSize};

impl Director<'_> {
    pub(super) fn thing(&self, piece: usize, seen_by: Option<&Person>) -> Tries {
        let points = self.ground.piece_points(piece);
        let front = ahead(self.ground.set.pieces[piece].turn);
        let middle = points.iter().sum::<Vec3>() / points.len().max(1) as f32;
        let mut tries = Tries::default();
        if let Some(eye) = seen_by {
            for (rank, focal) in [50.0, 35.0, 65.0, 85.0, 28.0].into_iter().enumerate() {
                let placed = Placed { position: eye.eyes, aim: aim_at(eye.eyes, middle), focal };
                let fits =
                    bounds(&placed.view(self.film.gate), &points).is_some_and(|(low, high)| {
                        low.min_element() > 0.03
                            && high.max_element() < 0.97
                            && (high - low).max_element() > 0.12
                    });
                let cost = rank as f32 * 0.3 + if fits { 0.0 } else { 3.0 };
                tries.push(cost, ShotSize::Cu, Angle::Eye, ShotKind::Pov, How::Placed(placed));
            }
        }
        // What is large is seen from within its room, so through a wider lens.
        let tall =
            maquette_figure::piece_size(self.ground.set.pieces[piece].kind).max_element() > 1.3;
        let lenses = if tall { [28.0, 35.0, 24.0, 20.0] } else { [50.0, 65.0, 35.0, 28.0] };
        // Of what is tall, the head is what it is known by; and it may fill the picture.
        let (points, room) = if tall && self.ground.is_interior() {
            (upper(&points), Room { left: 0.12, right: 0.88, top: 0.1, bottom: 0.96 })
        } else {
            (points, INSERT)
        };
        tries.points.push(points);
        let side = if front.dot(self.home - middle) < -0.5 { -1.0 } else { 1.0 };
        for (turn, degrees) in
            [25.0, -25.0, 0.0, 50.0, -50.0, 80.0, -80.0_f32].into_iter().enumerate()
        {
            for (lens, focal) in lenses.into_iter().enumerate() {
                for (steep, down) in [14.0, 4.0, 26.0].into_iter().enumerate() {
                    let bearing = Bearing { toward: turned(front * side, degrees, 1.0), down };
                    let cost = 1.0 + turn as f32 * 0.25 + lens as f32 * 0.4 + steep as f32 * 0.3;
                    let how = How::Points { list: 0, room, bearing, focal };
                    tries.push(cost, ShotSize::Cu, Angle::Eye, ShotKind::Insert, how);
                }
            }
        }
        tries
    }
}

/// The upper part of what lies between these points.
fn upper(points: &[Vec3]) -> Vec<Vec3> {
    let low = points.iter().map(|point| point.y).fold(f32::INFINITY, f32::min);
    let high = points.iter().map(|point| point.y).fold(f32::NEG_INFINITY, f32::max);
    points.iter().map(|point| point.with_y(point.y.max(low.lerp(high, 0.42)))).collect()
}

/// A door, from the side to which it opens.
pub(super) fn doorway(sill: Vec3, facing: f32) -> Tries {
    let mut tries = Tries::default();
    let across = turned(ahead(facing), 90.0, 1.0) * 0.5;
    tries.points.push(vec![
        sill + across,
        sill - across,
        sill + across + Vec3::Y * 2.1,
        sill - across + Vec3::Y * 2.1,
    ]);
    for (turn, degrees) in [20.0, -20.0, 35.0, -35.0, 0.0, 50.0, -50.0_f32].into_iter().enumerate()
    {
        for (lens, focal) in [40.0, 35.0, 50.0, 28.0].into_iter().enumerate() {
            let bearing = Bearing::level(turned(ahead(facing), degrees, 1.0));
            let room = Room { left: 0.2, right: 0.8, top: 0.12, bottom: 0.9 };
            let how = How::Points { list: 0, room, bearing, focal };
            let cost = turn as f32 * 0.2 + lens as f32 * 0.4;
            tries.push(cost, ShotSize::Fs, Angle::Eye, ShotKind::Cutaway, how);
        }
    }
    tries
}

/// What a hand holds, close.
pub(super) fn hand(of: &Person) -> Tries {
    let points = of.held();
    let at = points.iter().sum::<Vec3>() / points.len().max(1) as f32;
    let flat = face_of(&points);
    let mut tries = Tries { points: vec![points], people: vec![of.clone()], specs: Vec::new() };
    over_own_shoulder(of, &mut tries, at);
    let turns = [20.0, -20.0, 45.0, -45.0, 70.0, -70.0, 0.0, 110.0, -110.0, 150.0, -150.0_f32];
    for (rank, down) in [32.0, 45.0, 20.0, 58.0, 8.0_f32].into_iter().enumerate() {
        for (turn, degrees) in turns.into_iter().enumerate() {
            for (lens, focal) in [85.0, 65.0, 50.0].into_iter().enumerate() {
                let bearing = Bearing { toward: turned(ahead(of.facing), degrees, 1.0), down };
                // What is flat is seen from its face, not from its edge.
                let edge = 1.0 - flat.map_or(1.0, |way| way.dot(bearing.direction()).abs());
                let cost =
                    rank as f32 * 0.3 + turn as f32 * 0.2 + lens as f32 * 0.3 + 4.0 * edge * edge;
                let how = How::Points { list: 0, room: INSERT, bearing, focal };
                tries.push(cost, ShotSize::Ecu, Angle::High, ShotKind::Insert, how);
            }
        }
    }
    tries
}

/// The way that the face of a flat box looks, of whose eight corners the second, third and fifth are the neighbours of
/// the first; none where it is not flat.
fn face_of(corners: &[Vec3]) -> Option<Vec3> {
    let first = *corners.first()?;
    let mut edges =
        [1, 2, 4].map(|corner| corners.get(corner).map_or(Vec3::ZERO, |at| *at - first));
    edges.sort_by(|a, b| a.length().total_cmp(&b.length()));
    let [thin, next, _] = edges;
    (thin.length() < 0.25 * next.length()).then(|| thin.normalize_or_zero())
}

/// Over one's own shoulder, for what is hidden from before.
pub(super) fn over_own_shoulder(of: &Person, tries: &mut Tries, at: Vec3) {
    let ahead = ahead(of.facing);
    for side in [1.0, -1.0_f32] {
        let aside = turned(ahead, 90.0, side);
        for (rank, (out, up, back)) in
            [(0.3, 0.12, 0.02), (0.36, 0.25, 0.1), (0.22, 0.4, -0.15)].into_iter().enumerate()
        {
            let position = of.eyes + aside * out + Vec3::Y * up - ahead * back;
            let how = How::Placed(Placed { position, aim: aim_at(position, at), focal: 50.0 });
            tries.push(2.6 + rank as f32 * 0.3, ShotSize::Ecu, Angle::High, ShotKind::Insert, how);
        }
    }
}

/// From somebody's eyes toward a place.
pub(super) fn sight(of: &Person, at: Vec3) -> Tries {
    let mut tries = Tries { people: vec![of.clone()], ..Tries::default() };
    for (rank, focal) in [35.0, 28.0, 50.0].into_iter().enumerate() {
        for (turn, degrees) in
            [0.0, 12.0, -12.0, 30.0, -30.0, 50.0, -50.0, 75.0, -75.0_f32].into_iter().enumerate()
        {
            let way = turned(at - of.eyes, degrees, 1.0);
            // Past the window frame rather than from behind it; out of the wall; under the roof.
            let steps = [
                (0.0, 0.0),
                (0.25, 0.0),
                (0.5, 0.0),
                (-0.2, 0.0),
                (-0.35, 0.0),
                (0.0, -0.1),
                (0.25, -0.1),
                // Windows are made for those who sit.
                (0.25, -0.35),
            ];
            for (step, (forward, up)) in steps.into_iter().enumerate() {
                let position =
                    of.eyes + way.with_y(0.0).normalize_or(Vec3::Z) * forward + Vec3::Y * up;
                let placed = Placed { position, aim: aim_at(position, of.eyes + way), focal };
                // Turned away it no longer shows what is looked at.
                let cost = rank as f32 * 0.3 + turn as f32 * 1.1 + step as f32 * 0.2;
                tries.push(cost, ShotSize::Ews, Angle::Eye, ShotKind::Pov, How::Placed(placed));
            }
        }
    }
    tries
}
