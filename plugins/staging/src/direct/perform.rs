//! What each deed makes somebody do.

use bevy_math::Vec3;
use maquette_document::{Gaze, Hold, PieceKind, Pose};

use super::Director;
use crate::blocking::acting::{Doing, path_length};
use crate::blocking::arrange::{approach, beside, best_seat, opened, taken};
use crate::breakdown::{Act, Deed, Thing, ThingKind};
use crate::framing::person::{ahead, facing_to, wrapped};
use crate::tables::{PERSONAL, is_low, is_seated, seconds};

/// Metres that anybody walks in one shot; who has farther to go sets out nearer.
const LONGEST_WALK: f32 = 5.0;

impl Director<'_> {
    /// Has the people of `act` do it in `doing`; the time when it is done.
    pub(super) fn perform(&self, doing: &mut Doing, act: &Act) -> f32 {
        let doers: Vec<usize> = act.who.iter().filter_map(|who| self.place_of(*who)).collect();
        let whom = act.whom.iter().filter_map(|who| self.place_of(*who)).find(|q| doing.stance(*q).here);
        let mut end: f32 = 0.0;
        for (index, p) in doers.iter().enumerate() {
            // Two who do the same do not do it in step.
            let start = doing.free_at(*p).max(0.15 + 0.25 * index as f32);
            let other = whom.or_else(|| doers.iter().copied().find(|q| q != p));
            end = end.max(self.perform_one(doing, *p, other.filter(|q| q != p), act, start));
        }
        end
    }

    fn perform_one(&self, doing: &mut Doing, p: usize, whom: Option<usize>, act: &Act, start: f32) -> f32 {
        if let Some(hold) = act.with.iter().find_map(carried) {
            doing.begin(p, |stance| stance.hold = hold);
        }
        // Who lies gets up before doing anything but that.
        let start = match doing.stance(p).pose {
            Pose::Lie if doing.stance(p).here && !act.deed.is_posture() && !rests(act.deed) => self.get_up(doing, p, start),
            _ => start,
        };
        let thing = act.what.first().map(|thing| thing.what);
        let hold = act.what.iter().find_map(held);
        // What is turned, or looked at and stressed, is in the hand if it is in nobody's.
        let stressed = act.what.iter().any(|thing| thing.stressed);
        let handled = act.deed == Deed::Turn || (act.deed == Deed::Look && stressed);
        if let Some(hold) = hold.filter(|_| handled && doing.stance(p).hold == Hold::Nothing) {
            if doing.stances().iter().all(|one| one.hold != hold) {
                doing.begin(p, |stance| stance.hold = hold);
            }
        }
        match act.deed {
            Deed::Enter => self.enter(doing, p, whom, thing, start),
            Deed::Exit => self.exit(doing, p, start),
            Deed::Walk | Deed::Run | Deed::Follow | Deed::Climb => {
                if !doing.stance(p).here {
                    return self.enter(doing, p, whom, thing, start);
                }
                self.go(doing, p, whom, thing, start, act.deed == Deed::Run)
            }
            Deed::Sit => self.sit(doing, p, act, start),
            Deed::StandUp => self.get_up(doing, p, start),
            Deed::Look | Deed::Turn | Deed::Point | Deed::Listen | Deed::LookAway => self.regard_it(doing, p, whom, thing, act.deed, start),
            Deed::Give => self.give(doing, p, whom, hold.unwrap_or(Hold::Paper), start),
            Deed::PickUp | Deed::Hold | Deed::Show | Deed::Read | Deed::Write | Deed::Open | Deed::Drink | Deed::Search => {
                self.handle(doing, p, act, hold, start)
            }
            Deed::PutDown | Deed::Throw => {
                self.gesture(doing, p, Pose::Reach, start, 0.6);
                doing.change(p, start + 0.5, 0.4, |stance| stance.hold = Hold::Nothing)
            }
            Deed::Phone => self.telephone(doing, p, start),
            Deed::HangUp => doing.change(p, start + 0.3, 0.7, |stance| {
                stance.hold = Hold::Nothing;
                stance.pose = if is_seated(stance.pose) { Pose::Sit } else { Pose::Stand };
            }),
            Deed::OpenDoor | Deed::CloseDoor | Deed::Knock => self.at_the_door(doing, p, start),
            Deed::Embrace => self.embrace(doing, p, whom, start),
            Deed::Touch | Deed::Fight | Deed::Reach | Deed::Work => {
                let start = self.near(doing, p, whom, thing, start);
                self.gesture(doing, p, Pose::Reach, start, 1.0)
            }
            _ => self.hold_still(doing, p, act.deed, start),
        }
    }

    /// Poses that are taken on the spot.
    fn hold_still(&self, doing: &mut Doing, p: usize, deed: Deed, start: f32) -> f32 {
        let seated = is_seated(doing.stance(p).pose);
        let pose = match deed {
            Deed::Kneel => Pose::Kneel,
            Deed::Crouch => Pose::Crouch,
            Deed::Lie | Deed::Fall => Pose::Lie,
            Deed::Sleep if seated => Pose::SitLean,
            Deed::Sleep => Pose::Lie,
            Deed::Lean if seated => Pose::SitLean,
            Deed::Lean => Pose::Contrapposto,
            Deed::Think | Deed::Cry if !seated => Pose::Think,
            Deed::HandsUp | Deed::Wave if !seated => return self.gesture(doing, p, Pose::HandsUp, start, 0.9),
            Deed::Speak if !seated => return self.gesture(doing, p, Pose::Talk, start, 1.2),
            Deed::Drive if seated => Pose::Drive,
            _ => return start,
        };
        let low = is_low(doing.stance(p).pose) || is_low(pose);
        let length = if low { seconds::POSE + 0.4 } else { seconds::POSE };
        if doing.stance(p).pose == pose {
            return start;
        }
        if seated && matches!(pose, Pose::Kneel | Pose::Crouch | Pose::Lie) {
            self.get_up(doing, p, start);
        }
        if deed == Deed::Fall {
            // Who fell is up on a knee when seen again.
            doing.afterwards(p, Pose::Kneel);
        }
        doing.change(p, start, length, |stance| stance.pose = pose)
    }

    /// A pose for a while.
    fn gesture(&self, doing: &mut Doing, p: usize, pose: Pose, start: f32, hold: f32) -> f32 {
        let before = doing.stance(p).pose;
        if is_seated(before) || is_low(before) || before == pose {
            return start + hold;
        }
        let there = doing.change(p, start, 0.5, |stance| stance.pose = pose);
        let after = if matches!(before, Pose::Reach | Pose::Point | Pose::Talk | Pose::OpenDoor) { Pose::Stand } else { before };
        doing.change(p, there + hold, 0.5, |stance| stance.pose = after)
    }

    fn enter(&self, doing: &mut Doing, p: usize, whom: Option<usize>, thing: Option<ThingKind>, start: f32) -> f32 {
        if doing.stance(p).here {
            return self.go(doing, p, whom, thing, start, false);
        }
        let stances = doing.stances().to_vec();
        let others: Vec<_> = stances.iter().filter(|one| one.here).copied().collect();
        let door = self.way_in();
        let to = match (whom, thing.filter(|thing| *thing != ThingKind::Door)) {
            (Some(q), _) => approach(door.0, &stances[q], &taken(&stances, p), PERSONAL + 0.2, self.ground),
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
    fn way_in(&self) -> (Vec3, Vec3) {
        let key = |at: Vec3| at.distance(self.home);
        let mut doors: Vec<_> = self.ground.doors.iter().collect();
        // A real door before the end of a street; one in depth before one beside the camera.
        doors.sort_by(|a, b| b.opening.is_some().cmp(&a.opening.is_some()).then(key(b.inside).total_cmp(&key(a.inside))));
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
    fn inward(&self, door: Vec3, others: &[crate::blocking::acting::Stance]) -> Vec3 {
        if others.is_empty() {
            let heart = self.ground.heart();
            let step = (heart - door).clamp_length_max(2.2);
            return self.ground.free_near(door + step, &[]);
        }
        if self.stop_short {
            // Somebody will come to meet them.
            let near = others.iter().min_by(|a, b| a.at.distance(door).total_cmp(&b.at.distance(door)));
            let to = near.map_or(door, |one| one.at + (door - one.at).with_y(0.0).clamp_length_max(3.4));
            let taken: Vec<Vec3> = others.iter().map(|one| one.at).collect();
            return self.ground.free_near(to, &taken);
        }
        beside(others, self.ground, &self.key)
    }

    fn exit(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
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

    fn go(&self, doing: &mut Doing, p: usize, whom: Option<usize>, thing: Option<ThingKind>, start: f32, run: bool) -> f32 {
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
        if at.distance(to) < 0.4 {
            return facing.map_or(start, |facing| doing.turn(p, start, facing));
        }
        let way = self.ground.way(at, to);
        let length = path_length(at, &way);
        if length > LONGEST_WALK && way.len() == 1 && !is_seated(stances[p].pose) {
            // The cut takes the first part of a long way.
            let from = self.ground.lifted(to + (at - to).normalize_or(Vec3::X) * LONGEST_WALK);
            if self.ground.is_free(from, 0.25) {
                doing.begin(p, |stance| (stance.at, stance.facing) = (from, facing_to(from, to)));
            }
        }
        doing.walk(p, start, &way, run, facing)
    }

    /// Goes near what is touched, if it is out of reach.
    fn near(&self, doing: &mut Doing, p: usize, whom: Option<usize>, thing: Option<ThingKind>, start: f32) -> f32 {
        let stances = doing.stances();
        let at = stances[p].at;
        let far = match (whom, thing) {
            (Some(q), _) => stances[q].at.distance(at) > 1.3,
            (None, Some(thing)) => {
                !matches!(thing, ThingKind::Distance) && self.ground.place_at(thing, &taken(stances, p), at).is_some_and(|(to, _)| to.distance(at) > 0.9)
            }
            (None, None) => false,
        };
        let seated = is_seated(stances[p].pose);
        if far && !(seated && whom.is_none()) { self.go(doing, p, whom, thing, start, false) } else { start }
    }

    fn sit(&self, doing: &mut Doing, p: usize, act: &Act, start: f32) -> f32 {
        if is_seated(doing.stance(p).pose) || !doing.stance(p).here {
            return start;
        }
        let thing = act.what.iter().map(|thing| thing.what).find(|what| matches!(what, ThingKind::Piece(_)));
        let placed: Vec<_> = doing.stances().iter().filter(|one| one.here).copied().collect();
        let others: Vec<_> = placed.iter().filter(|one| **one != *doing.stance(p)).copied().collect();
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
            (stance.pose, stance.at, stance.facing, stance.seat) = (Pose::Sit, self.ground.sat_on(index), seat.facing, Some(index));
        })
    }

    pub(super) fn get_up(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let stance = *doing.stance(p);
        if !is_seated(stance.pose) && !is_low(stance.pose) {
            return start;
        }
        let step = if is_seated(stance.pose) { self.film.players[self.who(p)].body.seat_step() } else { 0.0 };
        let mut to = self.ground.lifted(stance.at + ahead(stance.facing) * step);
        if !self.ground.is_free(to, 0.1) {
            to = self.ground.free_near(to, &taken(doing.stances(), p));
        }
        doing.change(p, start, seconds::POSE + 0.3, |stance| {
            (stance.pose, stance.at, stance.seat) = (Pose::Stand, to, None);
        })
    }

    /// Where a thing is, to be looked at.
    fn place_of_thing(&self, from: Vec3, thing: ThingKind) -> Option<Vec3> {
        let near = |at: &Vec3| at.distance(from);
        match thing {
            ThingKind::Piece(kind) => {
                let piece = self.ground.piece_near(kind, from)?;
                let points = self.ground.piece_points(piece);
                Some(points.iter().sum::<Vec3>() / points.len().max(1) as f32)
            }
            ThingKind::Door => {
                let doors = self.ground.doors.iter().map(|door| door.inside.lerp(door.outside, 0.45) + Vec3::Y * 1.2);
                doors.min_by(|a, b| near(a).total_cmp(&near(b)))
            }
            ThingKind::Window | ThingKind::Distance => {
                let windows = self.ground.windows.iter().map(|way| way.outside + Vec3::Y * 1.4);
                let heart = self.ground.heart();
                let away = (heart - self.home).with_y(0.0).normalize_or(Vec3::NEG_Z);
                windows.min_by(|a, b| near(a).total_cmp(&near(b))).or(Some(from + away * 20.0 + Vec3::Y * 1.2))
            }
            ThingKind::Prop(_) | ThingKind::Other => None,
        }
    }

    fn regard_it(&self, doing: &mut Doing, p: usize, whom: Option<usize>, thing: Option<ThingKind>, deed: Deed, start: f32) -> f32 {
        let stance = *doing.stance(p);
        let target = match (whom, thing) {
            (Some(q), _) => Some((doing.stance(q).at, Gaze::Figure(self.id_of(q)))),
            (None, Some(thing)) => self.place_of_thing(stance.at, thing).map(|at| (at, Gaze::Point(at))),
            (None, None) => None,
        };
        let Some((at, gaze)) = target else {
            if deed == Deed::Turn || deed == Deed::LookAway {
                let away = facing_to(stance.at, self.home);
                doing.look(p, start, Gaze::Ahead);
                return doing.turn(p, start, stance.facing + wrapped(away - stance.facing).clamp(-90.0, 90.0));
            }
            return start + 0.4;
        };
        doing.look(p, start, if deed == Deed::LookAway { Gaze::Ahead } else { gaze });
        let wanted = facing_to(stance.at, at);
        let off = wrapped(wanted - stance.facing).abs();
        let turns = deed == Deed::Turn || deed == Deed::Point || off > 60.0;
        let mut end = start + 0.4;
        if turns && !is_low(stance.pose) {
            end = doing.turn(p, start, if deed == Deed::Point { wanted } else { opened(wanted, stance.at, self.home) });
        }
        if deed == Deed::Point { self.gesture(doing, p, Pose::Point, end, 1.0) } else { end }
    }

    fn give(&self, doing: &mut Doing, p: usize, whom: Option<usize>, hold: Hold, start: f32) -> f32 {
        let Some(q) = whom else { return self.gesture(doing, p, Pose::Reach, start, 0.8) };
        let hold = if doing.stance(p).hold == Hold::Nothing { hold } else { doing.stance(p).hold };
        if doing.stance(p).hold == Hold::Nothing {
            doing.begin(p, |stance| stance.hold = hold);
        }
        let start = self.near(doing, p, Some(q), None, start);
        let facing = facing_to(doing.stance(p).at, doing.stance(q).at);
        let start = doing.turn(p, start, facing);
        doing.look(q, start, Gaze::Figure(self.id_of(p)));
        let seated = is_seated(doing.stance(p).pose);
        let reach = |seated: bool| if seated { Pose::SitLean } else { Pose::Reach };
        let there = doing.change(p, start, 0.6, |stance| stance.pose = reach(seated));
        let other = is_seated(doing.stance(q).pose);
        let took = doing.change(q, there - 0.2, 0.5, |stance| stance.pose = reach(other));
        let passed = took.max(there);
        doing.wait_until(p, passed);
        doing.change(p, passed, 0.1, |stance| stance.hold = Hold::Nothing);
        doing.change(q, passed, 0.1, |stance| stance.hold = hold);
        doing.change(p, passed + 0.25, 0.5, |stance| stance.pose = if seated { Pose::Sit } else { Pose::Stand });
        doing.change(q, passed + 0.35, 0.5, |stance| stance.pose = if other { Pose::SitTalk } else { Pose::Stand })
    }

    fn handle(&self, doing: &mut Doing, p: usize, act: &Act, hold: Option<Hold>, start: f32) -> f32 {
        let piece = act.what.iter().map(|thing| thing.what).find(|what| matches!(what, ThingKind::Piece(_)));
        let start = self.near(doing, p, None, piece, start);
        let seated = is_seated(doing.stance(p).pose);
        let low = is_low(doing.stance(p).pose);
        let hold = hold.or(match act.deed {
            Deed::Drink => Some(Hold::Cup),
            Deed::Read => Some(Hold::Paper),
            _ => None,
        });
        let pose = match act.deed {
            Deed::Read if !seated && !low => Some(Pose::Read),
            Deed::Write if seated => Some(Pose::SitLean),
            _ => None,
        };
        let mut time = start;
        let takes = hold.is_some_and(|hold| doing.stance(p).hold != hold);
        if takes && matches!(act.deed, Deed::PickUp | Deed::Open | Deed::Search) && !seated && !low {
            time = doing.change(p, time, 0.5, |stance| stance.pose = Pose::Reach);
        }
        if let Some(hold) = hold {
            // Taken from somebody, it is no longer there.
            let from = (0..doing.stances().len()).find(|q| *q != p && takes && doing.stance(*q).hold == hold);
            if let Some(q) = from.filter(|_| act.deed == Deed::PickUp) {
                doing.change(q, time, 0.15, |stance| stance.hold = Hold::Nothing);
            }
            time = doing.change(p, time, 0.15, |stance| stance.hold = hold);
        }
        // What one who sits holds is held up, over the table.
        let sits = if hold.is_some() { Pose::SitTalk } else { Pose::Sit };
        let rest = pose.unwrap_or(if seated { sits } else { Pose::Stand });
        if !low {
            time = doing.change(p, time + 0.1, 0.6, |stance| stance.pose = rest);
        }
        time
    }

    fn telephone(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let apparatus = ThingKind::Piece(PieceKind::Telephone);
        let start = if is_seated(doing.stance(p).pose) { self.get_up(doing, p, start) } else { start };
        let start = self.near(doing, p, None, Some(apparatus), start);
        let there = doing.change(p, start, 0.5, |stance| stance.pose = Pose::Reach);
        doing.change(p, there, 0.6, |stance| (stance.pose, stance.hold) = (Pose::Phone, Hold::Phone))
    }

    fn at_the_door(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let start = self.near(doing, p, None, Some(ThingKind::Door), start);
        if let Some((_, facing)) = self.ground.place_at(ThingKind::Door, &[], doing.stance(p).at) {
            let turned = doing.turn(p, start, facing);
            return self.gesture(doing, p, Pose::OpenDoor, turned, 0.8);
        }
        self.gesture(doing, p, Pose::OpenDoor, start, 0.8)
    }

    fn embrace(&self, doing: &mut Doing, p: usize, whom: Option<usize>, start: f32) -> f32 {
        let here: Vec<usize> = (0..doing.stances().len()).filter(|q| *q != p && doing.stance(*q).here).collect();
        let Some(q) = whom.or(here.first().copied()) else { return start };
        if doing.stance(q).pose == Pose::Embrace {
            return start;
        }
        let up = self.get_up(doing, q, start);
        let up = self.get_up(doing, p, up);
        let (at, other) = (doing.stance(p).at, doing.stance(q).at);
        let way = (at - other).with_y(0.0).normalize_or(Vec3::X);
        let taken: Vec<Vec3> = here.iter().filter(|r| **r != q).map(|r| doing.stance(*r).at).collect();
        let places = (0..16).map(|step| {
            let angle = 22.5 * (step as f32 / 2.0).ceil() * if step % 2 == 0 { 1.0 } else { -1.0 };
            self.ground.lifted(other + crate::framing::pair::turned(way, angle, 1.0) * 0.42)
        });
        let free = |to: &Vec3| self.ground.is_free(*to, 0.18) && taken.iter().all(|one| one.distance(*to) > 0.5);
        let mut places = places.filter(free);
        let Some(to) = places.next() else { return self.gesture(doing, p, Pose::Reach, up, 1.0) };
        let arrived = doing.walk(p, up, &[to], false, Some(facing_to(to, other)));
        doing.turn(q, up, facing_to(other, to));
        let met = arrived.max(doing.free_at(q));
        doing.change(p, met, 0.7, |stance| stance.pose = Pose::Embrace);
        let held = doing.change(q, met, 0.7, |stance| stance.pose = Pose::Embrace);
        // They let go, and a step apart, in the cut.
        held + 1.2
    }
}

/// What one who lies does lying.
fn rests(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Look | Deed::LookAway | Deed::Listen | Deed::Smile | Deed::Cry | Deed::Speak | Deed::Nod | Deed::ShakeHead | Deed::Stop | Deed::Fall
    )
}

/// What is carried while doing something else.
fn carried(thing: &Thing) -> Option<Hold> {
    match thing.what {
        ThingKind::Piece(PieceKind::Lantern | PieceKind::Lamp) => Some(Hold::Torch),
        _ => held(thing),
    }
}

fn held(thing: &Thing) -> Option<Hold> {
    match thing.what {
        ThingKind::Prop(hold) => Some(hold),
        _ => None,
    }
}
