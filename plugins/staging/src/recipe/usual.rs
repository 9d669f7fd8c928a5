//! The set-ups that a size or a kind can be had from, with what each costs beside the first.

use bevy_math::{Vec2, Vec3};
use maquette_camera::LENS_RANGE;
use maquette_camera::script::Hand;
use maquette_document::{ShotKind, ShotSize};

use super::Stage;
use super::setup::{Try, UNSAID};
use crate::framing::kinds::{INSERT, across_line, together};
use crate::framing::looking::{look_across, look_room};
use crate::framing::pair::{turned, twins_on};
use crate::framing::person::{Person, ahead};
use crate::framing::solve::{Bearing, Glass, Room, aim_rolled, frame_person, frame_points};
use crate::tables::{SINGLE_ANGLES, angle_row, size_row, stepped};

impl Stage<'_> {
    /// Lenses to try with what each costs: the one that was said, then shorter ones where there is no room; or
    /// those that are usual for the size.
    fn lenses(&self, size: ShotSize) -> Vec<(f32, f32, Option<String>)> {
        if let Some(said) = self.recipe.lens {
            let shorter = [0.8, 0.65, 0.5].map(|share| {
                let focal = (said * share).max(LENS_RANGE.0);
                let note =
                    format!("there is no room for {said:.0} mm: it is taken on {focal:.0} mm");
                (focal, UNSAID * 1.5 + 8.0 * (1.0 - share), Some(note))
            });
            return [(said, 0.0, None)].into_iter().chain(shorter).collect();
        }
        let (short, long) = size_row(size).lens;
        let usual = [(short + long) / 2.0, long, short, short * 0.8, short * 0.6];
        let scale = self.gate.x / 36.0;
        let ranked = usual.into_iter().enumerate();
        ranked.map(|(rank, focal)| (focal * scale, rank as f32 * 0.5, None)).collect()
    }

    /// Directions from `on` to the camera: as was said and then round from it, or those that are usual.
    fn bearings(&self, on: &Person) -> Vec<(Vec3, f32, Option<String>)> {
        if let Some(said) = self.recipe.bearing {
            let said = match self.recipe.side {
                Some(Hand::Left) => said.abs(),
                Some(Hand::Right) => -said.abs(),
                None => said,
            };
            let off = [
                0.0, 8.0, -8.0, 16.0, -16.0, 25.0, -25.0, 40.0, -40.0, 60.0, -60.0, 90.0, -90.0,
                130.0, -130.0_f32,
            ];
            return off
                .into_iter()
                .map(|off| {
                    let degrees = said + off;
                    let note = format!(
                        "there is no room at {said:.0}° round {}: it stands at {degrees:.0}°",
                        self.name(on.who)
                    );
                    let cost = if off == 0.0 { 0.0 } else { UNSAID + off.abs() / 10.0 };
                    (turned(ahead(on.facing), degrees, 1.0), cost, (off != 0.0).then_some(note))
                })
                .collect();
        }
        let (axis, side) = (self.axis(on), self.side(on));
        let wide = [75.0, 90.0, 110.0, 10.0, 0.0, 130.0, 160.0_f32];
        let angles = SINGLE_ANGLES.into_iter().chain(wide).enumerate();
        let crossed = self.recipe.side.map(|hand| {
            let hand = if hand == Hand::Left { "left" } else { "right" };
            format!(
                "there is no room on the {hand} of {}: it stands on the other side",
                self.name(on.who)
            )
        });
        let across = if crossed.is_some() { UNSAID * 2.0 } else { 3.0 };
        angles
            .flat_map(|(rank, degrees)| {
                let cost = rank as f32 * 0.22;
                [
                    (turned(axis, degrees, side), cost, None),
                    (turned(axis, degrees, -side), cost + across, crossed.clone()),
                ]
            })
            .collect()
    }

    /// Degrees that the camera looks down.
    fn down(&self) -> f32 {
        angle_row(self.recipe.angle.unwrap_or_default()).down
    }

    pub(super) fn single(&self, on: &Person, note: Option<&str>) -> Vec<Try> {
        let size = self.size();
        let down = self.down();
        let place = self.recipe.place;
        let mut tries = Vec::new();
        for (toward, turn_cost, turn_note) in self.bearings(on) {
            let across = look_across(on, self.partner(), toward);
            let u = place.across.unwrap_or_else(|| look_room(across, self.gate));
            let roll = self.lean(across);
            for (focal, lens_cost, lens_note) in self.lenses(size) {
                let glass = Glass { focal, gate: self.gate };
                let bearing = Bearing { toward, down };
                let mut placed = frame_person(on, size, bearing, roll, u, glass);
                if let Some(v) = place.down {
                    let at = Vec2::new(u, v);
                    placed.aim = aim_rolled(placed.position, on.eyes, at, roll, glass);
                }
                let said = [note, turn_note.as_deref(), lens_note.as_deref()];
                tries.push(Try {
                    cost: turn_cost + lens_cost,
                    placed,
                    size,
                    kind: ShotKind::Single,
                    note: joined(&said),
                });
            }
        }
        tries
    }

    /// Over the shoulder of the partner; alone where that cannot be.
    pub(super) fn over_shoulder(&self, on: &Person) -> Vec<Try> {
        let Some(over) = self.partner() else {
            return self.single(
                on,
                Some("there is nobody over whose shoulder it could be: it is a single"),
            );
        };
        let alone = format!(
            "{} and {} do not stand so that it could be over a shoulder: it is a single",
            self.name(on.who),
            self.name(over.who)
        );
        let mut tries = self.single(on, Some(&alone));
        tries.iter_mut().for_each(|one| one.cost += UNSAID * 4.0);
        let level = self.recipe.bearing.is_some() || self.down() != 0.0;
        let level = level.then_some("over a shoulder the camera is level, where the shoulder has it: round and from do not count");
        let wanted = self.size();
        for (rank, size) in
            [wanted, stepped(wanted, 1), stepped(wanted, -1)].into_iter().enumerate()
        {
            let other = (size != wanted)
                .then(|| format!("over the shoulder there is no room for {wanted}: it is {size}"));
            for (focal, cost, lens_note) in self.lenses(size) {
                for side in [self.side(on), -self.side(on)] {
                    let Some(twins) = twins_on(on, over, size, side, self.gate, &[focal]) else {
                        continue;
                    };
                    let across = if side == self.side(on) { 0.0 } else { 5.0 };
                    let said = [level, other.as_deref(), lens_note.as_deref()];
                    tries.push(Try {
                        cost: cost + across + rank as f32 * UNSAID,
                        placed: twins.on[0],
                        size,
                        kind: ShotKind::Ots,
                        note: joined(&said),
                    });
                }
            }
        }
        tries
    }

    /// Several, or all who are there, or the place.
    pub(super) fn group(&self, kind: ShotKind) -> Vec<Try> {
        let size = self.size();
        let who: Vec<&Person> = if self.subjects.is_empty() {
            self.people.iter().collect()
        } else {
            self.subjects.iter().filter_map(|who| self.people.get(*who)).collect()
        };
        let lower = size_row(size).lower;
        let mut points: Vec<Vec3> = who.iter().flat_map(|person| person.outline(lower)).collect();
        if points.is_empty() {
            let heart = self.ground.heart();
            points = vec![heart, heart + Vec3::Y * 1.75];
        }
        let middle = points.iter().sum::<Vec3>() / points.len() as f32;
        let now = (self.here.rig.position - middle).with_y(0.0).normalize_or(Vec3::Z);
        let base = match who[..] {
            [a, b] if self.recipe.bearing.is_none() => {
                let wanted = self.recipe.side.map(|_| turned(self.axis(a), 90.0, self.side(a)));
                across_line(a.eyes, b.eyes, wanted.unwrap_or(now))
            }
            [first, ..] if self.recipe.bearing.is_some() => {
                turned(ahead(first.facing), self.recipe.bearing.unwrap_or(0.0), 1.0)
            }
            _ => now,
        };
        let down = self.down();
        let row = size_row(size);
        // From WS on a figure is as tall in the picture as the table has it.
        let room = match together(lower, 0.09) {
            room if size < ShotSize::Ws => room,
            room => Room { top: row.head_room, bottom: row.lower_at, ..room },
        };
        let mut tries = Vec::new();
        for turn in [
            0.0, 12.0, -12.0, 25.0, -25.0, 40.0, -40.0, 60.0, -60.0, 90.0, -90.0, 130.0, -130.0,
            180.0_f32,
        ] {
            let bearing_note = (self.recipe.bearing.is_some() && turn != 0.0).then(|| {
                format!("there is no room there: it stands {:.0}° further round", turn.abs())
            });
            let turn_cost = if bearing_note.is_some() { UNSAID } else { 0.0 } + turn.abs() / 40.0;
            for (focal, lens_cost, lens_note) in self.lenses(size) {
                let glass = Glass { focal, gate: self.gate };
                let bearing = Bearing { toward: turned(base, turn, 1.0), down };
                tries.push(Try {
                    cost: turn_cost + lens_cost,
                    placed: frame_points(&points, room, bearing, glass),
                    size,
                    kind,
                    note: joined(&[bearing_note.as_deref(), lens_note.as_deref()]),
                });
            }
        }
        tries
    }

    /// A thing, close, whose front is to `front`.
    pub(super) fn insert(&self, points: &[Vec3], front: Vec3) -> Vec<Try> {
        let said = self.recipe.bearing.map(|degrees| [degrees; 11]);
        let turns = said
            .unwrap_or([20.0, -20.0, 45.0, -45.0, 70.0, -70.0, 0.0, 110.0, -110.0, 150.0, -150.0]);
        let angle = self.recipe.angle.map(|angle| [angle_row(angle).down; 5]);
        let downs = angle.unwrap_or([32.0, 45.0, 20.0, 58.0, 8.0]);
        let lenses = self.recipe.lens.map_or(vec![85.0, 65.0, 50.0], |lens| vec![lens]);
        let mut tries = Vec::new();
        for (rank, down) in downs.into_iter().enumerate() {
            for (turn, degrees) in turns.into_iter().enumerate() {
                for (lens, focal) in lenses.iter().enumerate() {
                    let glass = Glass { focal: *focal, gate: self.gate };
                    let bearing = Bearing { toward: turned(front, degrees, 1.0), down };
                    tries.push(Try {
                        cost: rank as f32 * 0.3 + turn as f32 * 0.2 + lens as f32 * 0.3,
                        placed: frame_points(points, INSERT, bearing, glass),
                        size: ShotSize::Ecu,
                        kind: ShotKind::Insert,
                        note: None,
                    });
                }
            }
        }
        tries
    }
}

fn joined(notes: &[Option<&str>]) -> Option<String> {
    let said: Vec<&str> = notes.iter().flatten().copied().collect();
    (!said.is_empty()).then(|| said.join("; "))
}
