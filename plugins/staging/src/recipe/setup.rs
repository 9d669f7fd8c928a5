//! Where the camera stands: of the set-ups that do what was asked for, the nearest to it that has room.

use bevy_math::Vec3;
use maquette_camera::script::Hand;
use maquette_document::{ShotKind, ShotSize};

use super::{NoSetup, Stage};
use crate::framing::pair::side_of;
use crate::framing::person::{Person, ahead};
use crate::framing::solve::{Placed, size_seen};
use crate::judges::{Rule, camera_has_room, cuts_no_joint, is_in_frame, is_seen};
use crate::shot::Shown;

/// What leaving something that was said costs beside a less usual choice: more than any of these.
pub(super) const UNSAID: f32 = 6.0;
/// Metres off whom it looks at: a camera comes no nearer.
const NEAREST: f32 = 0.3;

/// A camera that is tried.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) cost: f32,
    pub(super) placed: Placed,
    pub(super) size: ShotSize,
    pub(super) kind: ShotKind,
    /// What of the recipe it does not meet.
    pub(super) note: Option<String>,
}

impl Stage<'_> {
    /// The set-up, and what of the recipe it does not meet.
    pub(super) fn set_up(&self) -> Result<(Try, Vec<String>), NoSetup> {
        let mut tries = self.tries();
        tries.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let mut best: Option<(f32, &Try, Vec<String>)> = None;
        for one in &tries {
            if best.as_ref().is_some_and(|(cost, ..)| *cost <= one.cost) {
                break;
            }
            let shown = self.shown(one);
            if self.is_put() && self.recipe.path.is_some() {
                best = Some((one.cost, one, Vec::new()));
                break;
            }
            if camera_has_room(&shown, &self.ground).is_some() {
                continue;
            }
            let faults =
                [is_in_frame(&shown), is_seen(&shown, &self.ground), cuts_no_joint(&shown)];
            let faults: Vec<_> = faults.into_iter().flatten().collect();
            let weight = |rule| if rule == Rule::Joint { 1.0 } else { UNSAID * 0.6 };
            let cost = one.cost + faults.iter().map(|fault| weight(fault.rule)).sum::<f32>();
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, one, faults.into_iter().map(|fault| fault.why).collect()));
            }
        }
        if let Some((_, one, faults)) = best {
            let notes = one.note.iter().cloned().chain(faults).collect();
            return Ok((one.clone(), notes));
        }
        let first = tries.into_iter().next();
        first.and_then(|one| self.squeezed(one)).ok_or_else(|| {
            let whom = self.subjects.first().map_or("there", |who| self.name(*who));
            NoSetup(format!("there is no room for a camera near {whom}: walls or things stand all around; use at(x, y, z)"))
        })
    }

    /// The camera was put somewhere, whatever is seen from there.
    fn is_put(&self) -> bool {
        self.recipe.stand.is_some() || self.recipe.path.is_some()
    }

    fn shown(&self, one: &Try) -> Shown {
        let eyes = self.recipe.eyes_of.and_then(|id| self.person(id)).map(|person| person.who);
        Shown {
            view: one.placed.view(self.gate),
            kind: one.kind,
            size: one.size,
            subjects: self.subjects.clone(),
            partner: eyes.or_else(|| self.partner().map(|person| person.who)),
            people: self.people.clone(),
            walk: None,
            walkers: Vec::new(),
            regrouped: false,
        }
    }

    /// Nearer to what it looks at, until it has room; the size is then what it is.
    fn squeezed(&self, one: Try) -> Option<(Try, Vec<String>)> {
        let target = self.looked_at()?;
        let far = one.placed.position.distance(target);
        let steps = ((far - NEAREST) / 0.05).max(0.0) as usize;
        for step in 1..=steps {
            let reach = far - 0.05 * step as f32;
            let position = target + (one.placed.position - target).normalize_or(Vec3::Z) * reach;
            let mut nearer = Try { placed: Placed { position, ..one.placed }, ..one.clone() };
            if camera_has_room(&self.shown(&nearer), &self.ground).is_some() {
                continue;
            }
            let view = nearer.placed.view(self.gate);
            let seen = self.subject().and_then(|person| size_seen(&view, person));
            let note = match (self.is_put(), seen) {
                (true, _) => format!(
                    "the place that the camera was put at is in a wall or a thing: it stands {:.2} m nearer",
                    far - reach
                ),
                (false, Some(seen)) if seen != one.size => format!(
                    "there is no room for {} on {:.0} mm: it stands {reach:.2} m off, and the picture is {seen}; use a shorter lens",
                    one.size, one.placed.focal
                ),
                _ => format!(
                    "there is no room where it should stand: it stands {:.2} m nearer",
                    far - reach
                ),
            };
            nearer.size = seen.unwrap_or(one.size);
            return Some((nearer, vec![note]));
        }
        None
    }

    /// All set-ups that could do.
    fn tries(&self) -> Vec<Try> {
        if self.is_put() {
            return vec![self.put()];
        }
        if let Some(of) = self.recipe.eyes_of.and_then(|id| self.person(id)) {
            return vec![self.through_eyes(of)];
        }
        let kind = self.kind();
        match (kind, self.subject()) {
            (ShotKind::Insert, subject) => {
                let looked = self.recipe.look.and_then(|look| self.point_of(look, &self.people));
                let from =
                    |at: Vec3| (self.here.rig.position - at).with_y(0.0).normalize_or(Vec3::Z);
                match (looked, subject) {
                    (Some(at), _) => self.insert(&about(at), from(at)),
                    (None, Some(of)) => self.insert(&of.held(), ahead(of.facing)),
                    (None, None) => self.group(kind),
                }
            }
            (ShotKind::Ots, Some(person)) => self.over_shoulder(person),
            (ShotKind::Single, Some(person)) => self.single(person, None),
            _ => self.group(kind),
        }
    }

    /// As the recipe says, or by how many it shows.
    pub(super) fn kind(&self) -> ShotKind {
        let by_count = match self.subjects.len() {
            0 => ShotKind::Master,
            1 => ShotKind::Single,
            2 => ShotKind::Two,
            _ => ShotKind::Group,
        };
        let over = self.recipe.over.map(|_| ShotKind::Ots);
        self.recipe.kind.or(over).unwrap_or(by_count)
    }

    pub(super) fn size(&self) -> ShotSize {
        let usual = match self.kind() {
            ShotKind::Ots => ShotSize::Mcu,
            ShotKind::Insert => ShotSize::Ecu,
            ShotKind::Master => ShotSize::Ws,
            _ => ShotSize::Ms,
        };
        self.recipe.size.unwrap_or(usual)
    }

    /// Whom the first subject is with: over whose shoulder it is seen, or who stands nearest.
    pub(super) fn partner(&self) -> Option<&Person> {
        let on = self.subject()?;
        if let Some(over) = self.recipe.over.and_then(|id| self.person(id)) {
            return Some(over).filter(|over| over.who != on.who);
        }
        let near =
            self.people.iter().filter(|one| one.who != on.who && one.at.distance(on.at) < 5.0);
        near.min_by(|a, b| a.at.distance(on.at).total_cmp(&b.at.distance(on.at)))
    }

    /// The level direction in which the subject looks or talks.
    pub(super) fn axis(&self, on: &Person) -> Vec3 {
        let facing = ahead(on.facing);
        self.partner()
            .map_or(facing, |other| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing))
    }

    /// 1 on the left hand of `on`, -1 on its right: as was said, or where the camera stands now.
    pub(super) fn side(&self, on: &Person) -> f32 {
        match self.recipe.side {
            Some(Hand::Left) => 1.0,
            Some(Hand::Right) => -1.0,
            None => side_of(on.eyes, on.eyes + self.axis(on), self.here.rig.position),
        }
    }
}

/// Points about a small thing.
fn about(at: Vec3) -> [Vec3; 6] {
    [Vec3::X, Vec3::NEG_X, Vec3::Y, Vec3::NEG_Y, Vec3::Z, Vec3::NEG_Z].map(|axis| at + axis * 0.075)
}
