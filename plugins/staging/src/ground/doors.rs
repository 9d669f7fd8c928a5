//! Doors and windows, as people mind them: nobody stands where a leaf swings, and a window is stood beside.

use bevy_math::Vec3;
use maquette_figure::DoorSpot;

use super::{Ground, flat};
use crate::framing::person::{ahead, facing_to};

/// Metres that a body keeps from a leaf that swings.
const FROM_LEAF: f32 = 0.12;
/// Metres to either side of the way in that are left to who comes.
const LANE: f32 = 0.45;

impl Ground {
    /// Whether a leaf that opens comes to where somebody stands.
    pub(crate) fn is_in_swing(&self, at: Vec3) -> bool {
        self.swings.iter().any(|swing| swing.holds(flat(at), FROM_LEAF))
    }

    /// Whether one can stand at `at` with `room` metres around, and no door opens against them.
    pub(crate) fn can_stand(&self, at: Vec3, room: f32) -> bool {
        self.is_free(at, room)
            && !self.swings.iter().any(|one| one.holds(flat(at), FROM_LEAF + 0.03))
    }

    /// Whether a place lies on the first steps from a door to the middle, where people come and go.
    pub(crate) fn is_in_the_way(&self, at: Vec3) -> bool {
        let heart = self.heart();
        self.doors.iter().filter(|door| door.opening.is_some()).any(|door| {
            let way = (heart - door.inside).with_y(0.0).clamp_length_max(1.4);
            let share = (at - door.inside).dot(way) / way.length_squared().max(1e-3);
            let nearest = door.inside + way * share.clamp(0.0, 1.0);
            nearest.with_y(0.0).distance(at.with_y(0.0)) < LANE
        })
    }

    /// The way in that is nearest to `at`, a real door before the end of a street.
    pub(crate) fn door_near(&self, at: Vec3) -> Option<&DoorSpot> {
        let key = |door: &DoorSpot| (door.opening.is_none(), door.inside.distance(at));
        let nearer = |a: &&DoorSpot, b: &&DoorSpot| {
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        self.doors.iter().min_by(nearer)
    }

    /// Where one stands to open a door, facing it: at the side of its handle, or beyond what its leaf sweeps.
    pub(super) fn at_door(&self, door: &DoorSpot) -> Vec<(Vec3, f32)> {
        let Some(swing) = self.swings.iter().find(|one| Some(one.opening) == door.opening) else {
            return vec![(door.inside, door.facing_in + 180.0)];
        };
        let place = |along: f32, inward: f32| {
            self.lift(swing.hinge + swing.along * along + swing.inward * inward)
        };
        let sill = place(swing.reach / 2.0, 0.0);
        let beside = place(swing.reach + 0.32, 0.5);
        let beyond = place(swing.reach * 0.6, swing.reach + 0.3);
        let facing = |at: Vec3| (at, facing_to(at, sill));
        // Who can stand at the handle does.
        if self.can_stand(beside, 0.2) { vec![facing(beside)] } else { vec![facing(beyond)] }
    }

    /// Where one stands to look out of a window: beside it, in its light, half turned to it.
    pub(super) fn beside_windows(&self) -> Vec<(Vec3, f32)> {
        let beside = |way: &DoorSpot| {
            let inward = ahead(way.facing_in);
            let along =
                Vec3::new(inward.z, 0.0, -inward.x) * (way.width / 2.0 - 0.1).clamp(0.2, 1.2);
            let before = way.inside - inward * 0.2;
            [along, -along].map(|off| {
                let at = self.lifted(before + off);
                (at, facing_to(at, before - inward * 1.3))
            })
        };
        // A lamp room is glass all around.
        let glazed = self.walls.len() > 4;
        let places = self.windows.iter().filter(|_| !glazed).flat_map(beside);
        places.filter(|(at, _)| self.can_stand(*at, 0.24)).collect()
    }

    /// How well window light falls on a face that a camera toward `toward` sees: 0 or 1.
    pub(crate) fn light_on(&self, at: Vec3, facing: f32, toward: Vec3) -> f32 {
        let lit = self.windows.iter().any(|way| {
            let to = (way.outside - at).with_y(0.0);
            let way = to.normalize_or(Vec3::X);
            to.length() < 6.0 && way.dot(ahead(facing)) > 0.1 && way.dot(toward) > -0.25
        });
        f32::from(u8::from(lit))
    }
}
