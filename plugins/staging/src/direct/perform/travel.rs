//! Coming, going and sitting down.

use crate::blocking::acting::{Doing, path_length};
use crate::blocking::arrange::{approach, beside, best_seat, opened, taken};
use crate::breakdown::{Act, Deed, ThingKind};
use crate::direct::Director;
use crate::framing::person::{ahead, facing_to};
use crate::tables::{PERSONAL, is_low, is_seated, seconds};
use bevy_math::Vec3;
use maquette_document::{Gaze, Pose};

/// Metres that anybody walks in one shot; who has farther to go sets out nearer.
const LONGEST_WALK: f32 = 5.0;

impl Director<'_> {
    /// What somebody does in a car that would need room: getting in and out is done in the cut.
    pub(super) fn aboard(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        deed: Deed,
        start: f32,
    ) -> f32 {
        let here = doing.stance(p).here;
        if deed == Deed::Exit && here {
            doing.leave(p);
        } else if !here {
            let placed: Vec<_> = doing.stances().iter().filter(|one| one.here).copied().collect();
            if let Some(index) = best_seat(self.ground, &placed, None) {
                let facing = self.ground.seats[index].facing;
                doing.appear(p, self.ground.sat_on(index), facing);
                doing.begin(p, |stance| (stance.pose, stance.seat) = (Pose::Sit, Some(index)));
            }
        } else if let Some(q) = whom {
            doing.look(p, start, Gaze::Figure(self.id_of(q)));
        }
        start + 0.6
    }

    pub(super) fn enter(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        thing: Option<ThingKind>,
        start: f32,
    ) -> f32 {
        if doing.stance(p).here {
            return self.go(doing, p, whom, thing, start, false);
        }
        let stances = doing.stances().to_vec();
        let others: Vec<_> = stances.iter().filter(|one| one.here).copied().collect();
        let door = self.way_in();
        let to = match (whom, thing.filter(|thing| *thing != ThingKind::Door)) {
            (Some(q), _) => {
                approach(door.0, &stances[q], &taken(&stances, p), PERSONAL + 0.2, self.ground)
            }
            (None, Some(thing)) => match self.ground.place_at(thing, &taken(&stances, p), door.0) {
                Some((at, _)) => at,
                None => self.inward(door.0, &others),
            },
            (None, None) => self.inward(door.0, &others),
        };
        let (inside, outside) = door;
        let mut way = vec![inside];
        way.extend(self.ground.way(inside, to));
        let mut from = outside;
        if !self.ground.is_interior() {
            // Over open ground nobody is waited for: they are on their way already.
            let inward = (to - inside).with_y(0.0).normalize_or(Vec3::Z);
            let from_afar = self.ground.lifted(to - inward * LONGEST_WALK.min(to.distance(inside)));
            if from_afar.distance(to) > 1.0 {
                (from, way) = (from_afar, self.ground.way(from_afar, to));
            }
        }
        doing.appear(p, from, facing_to(from, way[0]));
        let facing = others.first().map(|other| opened(facing_to(to, other.at), to, self.home));
        let end = doing.walk(p, start.min(0.25), &way, false, facing);
        self.attend(doing, p, 0.6, &[]);
        end
    }

    /// Just inside and outside of where one comes in.
    pub(in crate::direct) fn way_in(&self) -> (Vec3, Vec3) {
        let key = |at: Vec3| at.distance(self.home);
        let mut doors: Vec<_> = self.ground.doors.iter().collect();
        // A real door before the end of a street; one in depth before one beside the camera.
        doors.sort_by(|a, b| {
            b.opening
                .is_some()
                .cmp(&a.opening.is_some())
                .then(key(b.inside).total_cmp(&key(a.inside)))
        });
        match doors.first() {
            Some(door) => (door.inside, door.outside),
            None => {
                let heart = self.ground.heart();
                let away = (heart - self.home).with_y(0.0).normalize_or(Vec3::NEG_Z);
                (self.ground.lifted(heart + away * 3.0), self.ground.lifted(heart + away * 5.0))
            }
        }
    }

    /// Where one who came in stops: with the others, or some steps into the place.
    pub(super) fn inward(&self, door: Vec3, others: &[crate::blocking::acting::Stance]) -> Vec3 {
        if others.is_empty() {
            let heart = self.ground.heart();
            let step = (heart - door).clamp_length_max(2.2);
            return self.ground.free_near(door + step, &[]);
        }
        if self.stop_short {
            // Somebody will come to meet them.
            let near =
                others.iter().min_by(|a, b| a.at.distance(door).total_cmp(&b.at.distance(door)));
            let to =
                near.map_or(door, |one| one.at + (door - one.at).with_y(0.0).clamp_length_max(3.4));
            let taken: Vec<Vec3> = others.iter().map(|one| one.at).collect();
            return self.ground.free_near(to, &taken);
        }
        beside(others, self.ground, &self.key)
    }

    pub(super) fn exit(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        if !doing.stance(p).here {
            return start;
        }
        let at = doing.stance(p).at;
        let nearest = |real: bool| {
            let doors = self.ground.doors.iter().filter(move |door| door.opening.is_some() == real);
            doors.min_by(|a, b| a.inside.distance(at).total_cmp(&b.inside.distance(at)))
        };
        let way = match (nearest(true), nearest(false)) {
            (Some(door), _) => {
                let mut way = self.ground.way(at, door.inside);
                way.push(door.outside);
                way
            }
            (None, Some(end)) => {
                let toward = (end.inside - at).with_y(0.0).normalize_or(Vec3::X);
                let far = self.ground.lifted(at + toward * 4.0);
                self.ground.way(at, far)
            }
            (None, None) => {
                let toward = ahead(doing.stance(p).facing);
                vec![self.ground.free_near(at + toward * 3.0, &[])]
            }
        };
        let end = doing.walk(p, start, &way, false, None);
        doing.leave(p);
        end
    }

    pub(super) fn go(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        thing: Option<ThingKind>,
        start: f32,
        run: bool,
    ) -> f32 {
        let stances = doing.stances().to_vec();
        let at = stances[p].at;
        let others = taken(&stances, p);
        let (to, facing) = match (whom, thing) {
            (Some(q), _) => {
                let to = approach(at, &stances[q], &others, PERSONAL - 0.1, self.ground);
                (to, Some(opened(facing_to(to, stances[q].at), to, self.home)))
            }
            (None, Some(thing)) if self.ground.place_at(thing, &others, at).is_some() => {
                let (to, facing) = self.ground.place_at(thing, &others, at).unwrap_or((at, 0.0));
                (to, Some(facing))
            }
            _ => {
                let seated = is_seated(stances[p].pose);
                let forward = ahead(stances[p].facing) * if seated { 1.2 } else { 2.6 };
                (self.ground.free_near(at + forward, &others), None)
            }
        };
        if at.distance(to) < 0.4
            && let Some(q) = whom
        {
            doing.look(p, start, Gaze::Figure(self.id_of(q)));
        }
        self.go_to(doing, p, (to, facing), start, run)
    }

    /// Behind the bar, beside the stove: where the script says on which side of a thing, and there is room.
    pub(super) fn go_to_side(
        &self,
        doing: &mut Doing,
        p: usize,
        act: &Act,
        start: f32,
    ) -> Option<f32> {
        let thing = act.goal().map(|thing| thing.what)?;
        let side = act.place.as_ref()?.relation;
        let others = taken(doing.stances(), p);
        let at = doing.stance(p).at;
        let (to, facing) = self.ground.place_on_side(thing, side, &others, at)?;
        Some(self.go_to(doing, p, (to, Some(facing)), start, act.deed == Deed::Run))
    }

    fn go_to(
        &self,
        doing: &mut Doing,
        p: usize,
        (to, facing): (Vec3, Option<f32>),
        start: f32,
        run: bool,
    ) -> f32 {
        let stances = doing.stances().to_vec();
        let at = stances[p].at;
        if at.distance(to) < 0.4 {
            return facing.map_or(start, |facing| doing.turn(p, start, facing));
        }
        let way = self.ground.way(at, to);
        let length = path_length(at, &way);
        if length > LONGEST_WALK && way.len() == 1 && !is_seated(stances[p].pose) {
            // The cut takes the first part of a long way.
            let from = self.ground.lifted(to + (at - to).normalize_or(Vec3::X) * LONGEST_WALK);
            if self.ground.can_stand(from, 0.25) {
                doing.begin(p, |stance| (stance.at, stance.facing) = (from, facing_to(from, to)));
            }
        }
        doing.walk(p, start, &way, run, facing)
    }

    /// The first goes; the others go the same way beside.
    pub(super) fn go_together(
        &self,
        doing: &mut Doing,
        first: usize,
        rest: &[usize],
        act: &Act,
    ) -> f32 {
        let from = doing.stance(first).at;
        let start = doing.free_at(first).max(0.15);
        let mut end = self.perform_one(doing, first, None, act, start);
        let step = doing.stance(first).at - from;
        for (index, p) in rest.iter().enumerate() {
            let start = doing.free_at(*p).max(0.3 + 0.2 * index as f32);
            let stance = *doing.stance(*p);
            let walks = matches!(act.deed, Deed::Walk | Deed::Run | Deed::Follow | Deed::Climb);
            if !walks || !stance.here || step.length() < 0.4 || is_seated(stance.pose) {
                end = end.max(self.perform_one(doing, *p, None, act, start));
                continue;
            }
            let taken = taken(doing.stances(), *p);
            let beside = self.ground.free_near(stance.at + step, &taken);
            let way = self.ground.way(stance.at, beside);
            end = end.max(doing.walk(*p, start, &way, act.deed == Deed::Run, None));
        }
        end
    }

    /// Goes near what is touched, if it is out of reach.
    pub(super) fn near(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        thing: Option<ThingKind>,
        start: f32,
    ) -> f32 {
        let stances = doing.stances();
        let at = stances[p].at;
        let far = match (whom, thing) {
            (Some(q), _) => stances[q].at.distance(at) > 1.3,
            (None, Some(thing)) => {
                !matches!(thing, ThingKind::Distance)
                    && self
                        .ground
                        .place_at(thing, &taken(stances, p), at)
                        .is_some_and(|(to, _)| to.distance(at) > 0.9)
            }
            (None, None) => false,
        };
        let seated = is_seated(stances[p].pose);
        if far && !(seated && whom.is_none()) {
            self.go(doing, p, whom, thing, start, false)
        } else {
            start
        }
    }

    /// Who waits alone turns to where somebody would come in.
    pub(super) fn wait(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let stance = *doing.stance(p);
        let alone = doing.stances().iter().filter(|one| one.here).count() == 1;
        let door = self.ground.door_near(stance.at).filter(|door| door.opening.is_some());
        let Some(door) = door.filter(|_| alone && stance.here && !is_low(stance.pose)) else {
            return start;
        };
        doing.look(p, start, Gaze::Point(door.inside.lerp(door.outside, 0.45) + Vec3::Y * 1.5));
        let facing = opened(facing_to(stance.at, door.inside), stance.at, self.home);
        doing.turn(p, start + 0.35, facing)
    }

    pub(super) fn sit(&self, doing: &mut Doing, p: usize, act: &Act, start: f32) -> f32 {
        if is_seated(doing.stance(p).pose) || !doing.stance(p).here {
            return start;
        }
        let thing = act
            .what
            .iter()
            .map(|thing| thing.what)
            .find(|what| matches!(what, ThingKind::Piece(_)));
        let placed: Vec<_> = doing.stances().iter().filter(|one| one.here).copied().collect();
        let others: Vec<_> =
            placed.iter().filter(|one| **one != *doing.stance(p)).copied().collect();
        let Some(index) = best_seat(self.ground, &others, thing) else {
            return doing.change(p, start, seconds::POSE + 0.3, |stance| stance.pose = Pose::Kneel);
        };
        let seat = self.ground.seats[index];
        let step = self.film.players[self.who(p)].body.seat_step();
        let before = seat.at + ahead(seat.facing) * step;
        let at = doing.stance(p).at;
        let mut start = start;
        if at.distance(before) > 0.35 {
            let way = self.ground.way(at, before);
            start = doing.walk(p, start, &way, false, Some(seat.facing));
        }
        doing.change(p, start, seconds::POSE + 0.3, |stance| {
            (stance.pose, stance.at, stance.facing, stance.seat) =
                (Pose::Sit, self.ground.sat_on(index), seat.facing, Some(index));
        })
    }

    pub(in crate::direct) fn get_up(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let stance = *doing.stance(p);
        if !is_seated(stance.pose) && !is_low(stance.pose) {
            return start;
        }
        let step = if is_seated(stance.pose) {
            self.film.players[self.who(p)].body.seat_step()
        } else {
            0.0
        };
        let mut to = self.ground.lifted(stance.at + ahead(stance.facing) * step);
        if !self.ground.can_stand(to, 0.1) {
            to = self.ground.free_near(to, &taken(doing.stances(), p));
        }
        doing.change(p, start, seconds::POSE + 0.3, |stance| {
            (stance.pose, stance.at, stance.seat) = (Pose::Stand, to, None);
        })
    }
}
