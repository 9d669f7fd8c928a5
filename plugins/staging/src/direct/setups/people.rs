//! Set-ups on one person: over a shoulder, alone, as another sees them.

use super::{How, Tries};
use crate::direct::Director;
use crate::framing::kinds::regarded;
use crate::framing::looking::{falling, look_across, look_room};
use crate::framing::pair::{Twins, side_of, turned, twins};
use crate::framing::person::{Person, ahead};
use crate::framing::solve::Bearing;
use crate::tables::{AngleRow, OTS_HEAD, SINGLE_ANGLES, angle_row, size_row, stepped};
use bevy_math::Vec3;
use maquette_document::{Angle, ShotKind, ShotSize};

/// The cosine between where one looks and whom one talks to from which on the face is not turned to the other.
const TURNED_AWAY: f32 = 0.7;

/// What a single costs where one over a shoulder was to be.
const ALONE: f32 = 3.0;
/// A picture is narrow below so much of its height.
const NARROW: f32 = 0.8;

impl Director<'_> {
    /// Over a shoulder; where that cannot be, alone.
    pub(super) fn over(&mut self, on: &Person, over: &Person, size: ShotSize) -> Tries {
        let mut tries = self.single(on, Some(over), None, size, Angle::Eye, 0);
        tries.specs.iter_mut().for_each(|spec| spec.cost += ALONE);
        // In a picture that is higher than wide two heads side by side must be small.
        let narrow = self.film.gate.x < NARROW * self.film.gate.y;
        let (steps, less) = if narrow { (4, 0.5) } else { (2, 1.2) };
        for (rank, size) in (0..steps).map(|step| stepped(size, step)).enumerate() {
            let found = self.twins_of(on, over, size);
            if let Some(twins) =
                found.filter(|twins| twins.heads.iter().all(|head| *head <= OTS_HEAD))
            {
                let placed = twins.on[usize::from(on.who > over.who)];
                tries.push(
                    rank as f32 * less,
                    size,
                    Angle::Eye,
                    ShotKind::Ots,
                    How::Placed(placed),
                );
            }
        }
        tries
    }

    /// The twins of a pair, once for as long as both stand still.
    pub(super) fn twins_of(&mut self, a: &Person, b: &Person, size: ShotSize) -> Option<Twins> {
        let (a, b) = if a.who < b.who { (a, b) } else { (b, a) };
        let key = (a.who, b.who, size);
        let same = |(at_a, at_b, _): &&(Vec3, Vec3, Option<Twins>)| {
            at_a.distance(a.eyes) < 0.02 && at_b.distance(b.eyes) < 0.02
        };
        if let Some((_, _, twins)) = self.twins.get(&key).filter(same) {
            return *twins;
        }
        let side = side_of(a.eyes, b.eyes, self.home);
        let found = twins(a, b, size, side, self.film.gate);
        self.twins.insert(key, (a.eyes, b.eyes, found));
        found
    }

    pub(super) fn single(
        &self,
        on: &Person,
        with: Option<&Person>,
        regard: Option<&Person>,
        size: ShotSize,
        angle: Angle,
        variant: usize,
    ) -> Tries {
        let AngleRow { down, roll } = angle_row(angle);
        let facing = ahead(on.facing);
        let toward_other = |other: &Person| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing);
        // Whom one glances at over the shoulder is no axis to see a face along.
        let regard = regard.filter(|other| toward_other(other).dot(facing) > 0.2);
        let axis = with.or(regard).map_or(facing, toward_other);
        let line = with.or(regard).map_or(on.eyes + axis, |other| other.eyes);
        let side = side_of(on.eyes, line, self.home);
        let alone = with.is_none();
        // Every second shot of one who is alone comes from the other side; not over the line to another.
        let swaps = alone && regard.is_none() && variant % 2 == 1;
        let side = if swaps { -side } else { side };
        // From over the line only where nothing else can be had.
        let over_the_line = if with.or(regard).is_some() { 60.0 } else { 1.5 };
        let sides = [side, -side];
        // Who sits turned away from the other is seen from where the face looks.
        let look = on.look();
        let turned_away = look.dot(axis) < TURNED_AWAY;
        let looks = turned_away.then_some(look);
        let angles: Vec<(Vec3, f32)> = looks
            .into_iter()
            .chain([axis])
            .flat_map(|axis| SINGLE_ANGLES.map(|degrees| (axis, degrees)))
            .collect();
        let mut tries = Tries { people: vec![on.clone()], ..Tries::default() };
        // Nobody comes nearer than a close-up for want of another camera.
        let tighter = Some(stepped(size, -1)).filter(|size| *size >= ShotSize::Cu);
        let sizes = [Some(size), tighter, Some(stepped(size, 1)), Some(stepped(size, 2))];
        for (off, size) in sizes.into_iter().flatten().enumerate() {
            let row = size_row(size);
            let lenses =
                [(row.lens.0 + row.lens.1) / 2.0, row.lens.1, row.lens.0, row.lens.0 * 0.8];
            for (rank, focal) in lenses.into_iter().enumerate() {
                for (turn, (axis, degrees)) in angles.iter().enumerate() {
                    for (swap, side) in sides.iter().enumerate() {
                        let toward = turned(*axis, *degrees, *side);
                        let across = look_across(on, with, toward);
                        let u = look_room(across, self.film.gate);
                        let roll = falling(roll, across);
                        let bearing = Bearing { toward, down };
                        let cost = off as f32 * 2.2
                            + rank as f32 * 0.5
                            + turn as f32 * 0.22
                            + swap as f32 * over_the_line;
                        let how = How::Person { bearing, roll, u, focal };
                        tries.push(cost, size, angle, ShotKind::Single, how);
                    }
                }
            }
        }
        tries
    }

    /// Another as somebody sees them.
    pub(super) fn regard(&self, of: &Person, whom: &Person) -> Tries {
        let mut tries = Tries { people: vec![whom.clone()], ..Tries::default() };
        for (rank, focal) in [50.0, 40.0, 65.0, 35.0, 85.0].into_iter().enumerate() {
            let how = How::Placed(regarded(of, whom.eyes, self.glass(focal)));
            tries.push_wide(rank as f32 * 0.3, ShotKind::Pov, how, false);
        }
        tries
    }
}
