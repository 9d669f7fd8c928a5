//! Wide set-ups: the place, groups, ways.

use super::{How, Tries};
use crate::direct::Director;
use crate::framing::kinds::{TWO_TURNS, across_line, together};
use crate::framing::pair::turned;
use crate::framing::person::{Person, ahead, facing_to, wrapped};
use crate::framing::solve::{Bearing, Placed, Room};
use crate::tables::{size_row, stepped};
use bevy_math::{Vec2, Vec3};
use maquette_camera::aim_to_place;
use maquette_document::{PieceKind, ShotKind, ShotSize};
use maquette_figure::Landmark;

impl Director<'_> {
    /// The place from afar, or from a corner.
    pub(super) fn establishing(&self, people: &[Person]) -> Tries {
        let ground = self.ground;
        let mut points: Vec<Vec3> =
            people.iter().flat_map(|person| person.outline(Landmark::Sole)).collect();
        let heart = if people.is_empty() {
            ground.heart()
        } else {
            people.iter().map(|person| person.at).sum::<Vec3>() / people.len() as f32
        };
        if points.is_empty() {
            points.extend([heart, heart + Vec3::Y * 1.75]);
        }
        let home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        // Inside all of the room that can be had; outside far enough for the place to be larger than people.
        let (lenses, shares, downs): (&[f32], &[f32], &[f32]) = if ground.is_interior() {
            (&[21.0, 24.0, 18.0], &[0.55, 0.65, 0.75], &[6.0, 12.0, 2.0])
        } else {
            (&[24.0, 21.0, 28.0], &[0.14, 0.2, 0.28, 0.4], &[5.0, 9.0, 2.0])
        };
        let landmark = self.landmark(&points);
        let mut tries = Tries { points: vec![points], people: people.to_vec(), specs: Vec::new() };
        if let Some(points) = landmark {
            tries.points.push(points);
            self.see_from_afar(&mut tries, home);
        }
        if ground.is_interior() {
            self.see_from_corners(&mut tries, heart);
        }
        for (rank, focal) in lenses.iter().enumerate() {
            for (far, share) in shares.iter().enumerate() {
                for (steep, down) in downs.iter().enumerate() {
                    for turn in [0.0, 25.0, -25.0, 50.0, -50.0, 80.0, -80.0_f32] {
                        let room =
                            Room { left: 0.08, right: 0.92, top: 0.76 - share, bottom: 0.80 };
                        let bearing = Bearing { toward: turned(home, turn, 1.0), down: *down };
                        let cost = rank as f32 * 0.3
                            + far as f32 * 0.8
                            + steep as f32 * 0.25
                            + turn.abs() / 60.0;
                        let how = How::Points { list: 0, room, bearing, focal: *focal };
                        tries.push_wide(cost, ShotKind::Master, how, true);
                    }
                }
            }
        }
        tries
    }

    /// Cameras in the corners of a room, and in the middle of its walls, that look at the people.
    pub(super) fn see_from_corners(&self, tries: &mut Tries, heart: Vec3) {
        let half = Vec2::new(self.ground.set.width, self.ground.set.depth) / 2.0;
        let toward_home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        for (x, z) in [
            (1.0, 1.0),
            (-1.0, 1.0),
            (1.0, -1.0),
            (-1.0, -1.0),
            (0.3, 1.0),
            (-0.3, -1.0),
            (1.0, 0.3),
            (-1.0, -0.3),
        ] {
            for inset in [0.4, 0.75, 1.1_f32] {
                let at = (half - inset).max(Vec2::splat(0.2)) * Vec2::new(x, z);
                // From among the people no place is seen.
                if tries.people.iter().any(|one| at.distance(Vec2::new(one.at.x, one.at.z)) < 1.7) {
                    continue;
                }
                for (rank, height) in [1.55, 1.9, 1.2].into_iter().enumerate() {
                    let position = Vec3::new(at.x, height, at.y);
                    let home =
                        (position - heart).with_y(0.0).normalize_or(Vec3::Z).dot(toward_home);
                    for (lens, focal) in [21.0, 24.0, 18.0].into_iter().enumerate() {
                        let target = heart + Vec3::Y * 1.05;
                        let aim = aim_to_place(
                            position,
                            target,
                            Vec2::new(0.5, 0.52),
                            focal,
                            self.film.gate,
                        );
                        let cost = 1.4 - 1.2 * home
                            + rank as f32 * 0.2
                            + lens as f32 * 0.3
                            + (inset - 0.4) * 0.6;
                        let how = How::Placed(Placed { position, aim, focal });
                        tries.push_wide(cost, ShotKind::Master, how, true);
                    }
                }
            }
        }
    }

    /// What a place outside is known by, with the people before it.
    pub(super) fn landmark(&self, people: &[Vec3]) -> Option<Vec<Vec3>> {
        let rank = |kind: PieceKind| match kind {
            PieceKind::Tower => 3,
            PieceKind::House => 2,
            _ => 0,
        };
        if self.ground.is_interior() {
            return None;
        }
        let pieces =
            self.ground.set.pieces.iter().enumerate().filter(|(_, piece)| rank(piece.kind) > 0);
        let (index, _) = pieces.max_by(|a, b| {
            let near = |piece: &maquette_document::Piece| -piece.at.length();
            rank(a.1.kind).cmp(&rank(b.1.kind)).then(near(a.1).total_cmp(&near(b.1)))
        })?;
        Some(people.iter().copied().chain(self.ground.piece_points(index)).collect())
    }

    /// Cameras far enough off for a landmark, from all around.
    pub(super) fn see_from_afar(&self, tries: &mut Tries, home: Vec3) {
        for (rank, focal) in [24.0, 21.0, 28.0, 18.0].into_iter().enumerate() {
            for step in 0..12 {
                let turn =
                    30.0 * (step as f32 / 2.0).ceil() * if step % 2 == 0 { 1.0 } else { -1.0 };
                for (steep, down) in [1.0, -4.0, 5.0_f32].into_iter().enumerate() {
                    let room = Room { left: 0.1, right: 0.9, top: 0.08, bottom: 0.86 };
                    let bearing = Bearing { toward: turned(home, turn, 1.0), down };
                    let cost = rank as f32 * 0.3 + turn.abs() / 120.0 + steep as f32 * 0.3 - 1.5;
                    let how = How::Points { list: 1, room, bearing, focal };
                    tries.push_wide(cost, ShotKind::Master, how, true);
                }
            }
        }
    }

    /// What of the place a view holds: landmarks, windows, doors, depth.
    pub(super) fn view_worth(&self, placed: &Placed) -> f32 {
        let view = placed.view(self.film.gate);
        let holds = |at: Vec3| {
            view.project(at).is_some_and(|seen| {
                (0.02..=0.98).contains(&seen.uv.x)
                    && (-0.1..=1.0).contains(&seen.uv.y)
                    && seen.depth > 1.5
            })
        };
        let landmark = |kind: PieceKind| {
            matches!(
                kind,
                PieceKind::Tower
                    | PieceKind::House
                    | PieceKind::Boat
                    | PieceKind::Pier
                    | PieceKind::Car
                    | PieceKind::Beacon
                    | PieceKind::Table
                    | PieceKind::RoundTable
                    | PieceKind::Bed
                    | PieceKind::Desk
                    | PieceKind::Sofa
            )
        };
        let pieces = self
            .ground
            .set
            .pieces
            .iter()
            .filter(|piece| landmark(piece.kind) && holds(piece.at + Vec3::Y))
            .count();
        let ways = self
            .ground
            .windows
            .iter()
            .chain(&self.ground.doors)
            .filter(|way| holds(way.outside + Vec3::Y * 1.3))
            .count();
        // Where somebody comes in is seen before.
        let comes = self.scene.people.iter().any(|one| one.enters);
        let (inside, outside) = self.way_in();
        let entrance = comes && holds(inside.lerp(outside, 0.4) + Vec3::Y * 1.2);
        pieces.min(3) as f32 * 0.6 + ways.min(3) as f32 * 0.4 + if entrance { 1.2 } else { 0.0 }
    }

    pub(super) fn group(&self, group: &[&Person], size: ShotSize, kind: ShotKind) -> Tries {
        let mut tries = Tries::default();
        if group.is_empty() {
            return tries;
        }
        tries.people.push(group[0].clone());
        let heart = group.iter().map(|person| person.eyes).sum::<Vec3>() / group.len() as f32;
        let home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        let base = match group {
            [a, b] => across_line(a.eyes, b.eyes, home),
            _ => home,
        };
        // Of two, one side is ours; more are seen from where their faces are.
        let all = [
            0.0, 15.0, -15.0, 30.0, -30.0, 45.0, -45.0, 65.0, -65.0, 90.0, -90.0, 120.0, -120.0_f32,
        ];
        let turns = if group.len() == 2 { &TWO_TURNS[..] } else { &all[..] };
        let row = size_row(size);
        let lenses = [(row.lens.0 + row.lens.1) / 2.0, row.lens.0, row.lens.0 * 0.8, row.lens.1];
        for (wider, size) in
            [size, stepped(size, 1), stepped(size, -1), stepped(size, 2), stepped(size, -2)]
                .into_iter()
                .enumerate()
        {
            let lower = size_row(size).lower;
            tries.points.push(group.iter().flat_map(|person| person.outline(lower)).collect());
            // Loosely too, where the shot before had the same people tight.
            let rooms = [(0.09, 0.0), (0.27, 1.6)];
            for (rank, focal) in lenses.into_iter().enumerate() {
                for (turn, (margin, loose)) in
                    turns.iter().flat_map(|turn| rooms.map(|room| (turn, room)))
                {
                    let room = together(lower, margin);
                    for (steep, down) in [0.0, 7.0, 14.0].into_iter().enumerate() {
                        let bearing = Bearing { toward: turned(base, *turn, 1.0), down };
                        let cost = wider as f32 * 0.9
                            + rank as f32 * 0.4
                            + turn.abs() / 40.0
                            + steep as f32 * 0.5
                            + loose;
                        tries.push_wide(
                            cost,
                            kind,
                            How::Points { list: wider, room, bearing, focal },
                            false,
                        );
                    }
                }
            }
        }
        tries
    }

    /// Both ends of a way, in depth where it can be had.
    pub(super) fn way(&self, on: &Person, from: Vec3, to: Vec3, size: ShotSize) -> Tries {
        let tall = on.height + 0.05;
        let both = [from, to].into_iter().flat_map(|at| [at, at + Vec3::Y * tall]).collect();
        let line = (from - to).with_y(0.0).normalize_or(ahead(on.facing));
        let home = (self.home - (from + to) / 2.0).with_y(0.0).normalize_or(Vec3::Z);
        let mut tries = Tries { points: vec![both], people: vec![on.clone()], specs: Vec::new() };
        if self.ground.is_interior() {
            self.way_from_corners(&mut tries, from, to);
        }
        let row = size_row(size);
        for (rank, focal) in
            [row.lens.0, row.lens.1, row.lens.0 * 0.8, 21.0].into_iter().enumerate()
        {
            for turn in [
                28.0, -28.0, 50.0, -50.0, 12.0, -12.0, 75.0, -75.0, 150.0, -150.0, 120.0,
                -120.0_f32,
            ] {
                for (steep, down) in [0.0, 6.0].into_iter().enumerate() {
                    // Toward the camera: who comes, comes nearer; who goes is seen from behind.
                    let toward = turned(-line, turn, 1.0);
                    let room = Room { left: 0.12, right: 0.88, top: 0.12, bottom: 0.92 };
                    let from_behind =
                        wrapped(facing_to(Vec3::ZERO, toward) - on.facing).abs() > 110.0;
                    let cost = 2.0 + rank as f32 * 0.4 + turn.abs() / 60.0 + steep as f32 * 0.3
                        - toward.dot(home)
                        + if from_behind { 0.8 } else { 0.0 };
                    let how =
                        How::Points { list: 0, room, bearing: Bearing { toward, down }, focal };
                    tries.push_wide(cost, ShotKind::Single, how, false);
                }
            }
        }
        tries
    }

    /// Both ends of a way from within the room, where no wall has to be taken away for it.
    fn way_from_corners(&self, tries: &mut Tries, from: Vec3, to: Vec3) {
        let half = Vec2::new(self.ground.set.width, self.ground.set.depth) / 2.0;
        let middle = (from + to) / 2.0 + Vec3::Y * 0.95;
        for (x, z) in [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)] {
            for inset in [0.45, 1.0_f32] {
                let at = (half - inset).max(Vec2::splat(0.2)) * Vec2::new(x, z);
                let position = Vec3::new(at.x, 1.5, at.y);
                // Who comes or goes is seen from some way off.
                if position.distance(from).min(position.distance(to)) < 2.2 {
                    continue;
                }
                let home = (position - middle).with_y(0.0).normalize_or(Vec3::Z);
                let home = home.dot((self.home - middle).with_y(0.0).normalize_or(Vec3::Z));
                for (lens, focal) in [28.0, 24.0, 35.0, 21.0].into_iter().enumerate() {
                    let at = Vec2::new(0.5, 0.55);
                    let aim = aim_to_place(position, middle, at, focal, self.film.gate);
                    let cost = 3.2 + lens as f32 * 0.3 + inset * 0.2 - home;
                    let how = How::Placed(Placed { position, aim, focal });
                    tries.push_wide(cost, ShotKind::Single, how, false);
                }
            }
        }
    }
}
