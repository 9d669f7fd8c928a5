//! Cameras whose place is said: by numbers, or by whose eyes they are.

use bevy_math::{Vec2, Vec3};
use maquette_camera::{Aim, LENS_RANGE, aim_to_place};
use maquette_document::{ShotKind, ShotSize};

use super::Stage;
use super::setup::Try;
use crate::framing::looking::{look_across, look_room};
use crate::framing::person::{Person, ahead};
use crate::framing::solve::{Glass, Placed, aim_at_person, size_seen};
use crate::tables::{is_low, size_row};

/// Millimetres of a POV that is told no size.
const POV_LENS: f32 = 40.0;
/// Metres before the eyes from which they are seen through.
const BEFORE_EYES: f32 = 0.06;

impl Stage<'_> {
    /// What somebody sees.
    pub(super) fn through_eyes(&self, of: &Person) -> Try {
        let target = self
            .recipe
            .look
            .and_then(|look| self.point_of(look, &self.people))
            .or_else(|| Some(self.subject().filter(|person| person.who != of.who)?.eyes))
            .unwrap_or(of.eyes + ahead(of.facing) * 3.0);
        let position = of.eyes + (target - of.eyes).normalize_or(ahead(of.facing)) * BEFORE_EYES;
        self.seen_from(position, ShotKind::Pov, POV_LENS)
    }

    /// Where the script puts it.
    pub(super) fn put(&self) -> Try {
        let head = self.recipe.path.as_ref().and_then(|path| path.keys.first());
        let position = self.recipe.stand.or(head.map(|key| key.position));
        let position = position.unwrap_or(self.here.rig.position);
        self.seen_from(position, self.kind(), self.here.rig.lens.focal)
    }

    /// From a place, the picture that was asked for as far as turning and the lens can give it.
    fn seen_from(&self, position: Vec3, kind: ShotKind, otherwise: f32) -> Try {
        let size = self.size();
        let subject = self.subject().filter(|_| self.recipe.look.is_none());
        let sized = subject.zip(self.recipe.size).filter(|_| self.recipe.lens.is_none());
        let focal = match sized {
            Some((person, size)) => self.lens_for(position, person, size),
            None => self.recipe.lens.unwrap_or(otherwise),
        };
        let glass = Glass { focal, gate: self.gate };
        let mut placed = match (subject, self.looked_at()) {
            (Some(person), _) => {
                let toward = (position - person.eyes).with_y(0.0).normalize_or(Vec3::Z);
                let across = look_across(person, self.partner(), toward);
                let u = self.recipe.place.across.unwrap_or_else(|| look_room(across, self.gate));
                aim_at_person(position, person, size, u, glass)
            }
            (None, Some(point)) => {
                Placed { position, aim: self.aim_at(position, point, focal), focal }
            }
            (None, None) => {
                let rig = self.here.rig;
                Placed { position, aim: Aim { yaw: rig.yaw, pitch: rig.pitch, roll: 0.0 }, focal }
            }
        };
        if let (Some(person), Some(v)) = (subject, self.recipe.place.down) {
            let u = self.recipe.place.across.unwrap_or(0.5);
            placed.aim = aim_to_place(position, person.eyes, Vec2::new(u, v), focal, self.gate);
        }
        let view = placed.view(self.gate);
        let seen = self.subject().and_then(|person| size_seen(&view, person)).unwrap_or(size);
        let note = self
            .recipe
            .size
            .filter(|wanted| *wanted != seen && subject.is_some())
            .map(|wanted| format!("from there, on {focal:.0} mm, it is {seen}, not {wanted}"));
        Try { cost: 0.0, placed, size: seen, kind, note }
    }

    /// The lens on which a person has `size` from `position`.
    fn lens_for(&self, position: Vec3, person: &Person, size: ShotSize) -> f32 {
        let row = size_row(size);
        let mut focal = 35.0;
        for _ in 0..8 {
            let glass = Glass { focal, gate: self.gate };
            let view = aim_at_person(position, person, size, 0.5, glass).view(self.gate);
            let places = view.project(person.eyes).zip(view.project(person.landmark(row.lower)));
            let Some((eyes, lower)) = places else { break };
            let reached = (lower.uv.y - eyes.uv.y) / (row.lower_at - eyes.uv.y).max(0.05);
            // Who lies is not measured from the eyes down.
            if is_low(person.pose) || reached <= 0.01 {
                break;
            }
            focal = (focal / reached).clamp(LENS_RANGE.0, LENS_RANGE.1);
        }
        focal
    }
}
