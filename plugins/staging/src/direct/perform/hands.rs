//! What hands and eyes do.

use super::touch::NEAR;
use crate::blocking::acting::Doing;
use crate::blocking::arrange::opened;
use crate::breakdown::{Act, Deed, ThingKind};
use crate::direct::Director;
use crate::framing::person::{facing_to, wrapped};
use crate::tables::{can_show, is_low, is_seated};
use bevy_math::Vec3;
use maquette_document::{Gaze, Hold, PieceKind, Pose};
use maquette_figure::embrace_step;

impl Director<'_> {
    /// A pose for a while.
    pub(super) fn gesture(
        &self,
        doing: &mut Doing,
        p: usize,
        pose: Pose,
        start: f32,
        hold: f32,
    ) -> f32 {
        let before = doing.stance(p).pose;
        if is_seated(before) || is_low(before) || before == pose {
            return start + hold;
        }
        let there = doing.change(p, start, 0.5, |stance| stance.pose = pose);
        let after = if matches!(
            before,
            Pose::Reach | Pose::Point | Pose::Talk | Pose::OpenDoor | Pose::Show
        ) {
            Pose::Stand
        } else {
            before
        };
        doing.change(p, there + hold, 0.5, |stance| stance.pose = after)
    }

    /// Lifts what is held to the eyes; by the next shot the hand has sunk again.
    pub(in crate::direct) fn hold_up(&self, doing: &mut Doing, p: usize, start: f32) {
        if can_show(doing.stance(p).pose) {
            doing.look(p, start, Gaze::Ahead);
            doing.change(p, start, 0.6, |stance| stance.pose = Pose::Show);
            doing.afterwards(p, Pose::Stand);
        }
    }

    /// Where a thing is, to be looked at.
    pub(super) fn place_of_thing(&self, from: Vec3, thing: ThingKind) -> Option<Vec3> {
        let near = |at: &Vec3| at.distance(from);
        match thing {
            ThingKind::Piece(kind) => {
                let piece = self.ground.piece_near(kind, from)?;
                let points = self.ground.piece_points(piece);
                Some(points.iter().sum::<Vec3>() / points.len().max(1) as f32)
            }
            ThingKind::Door => {
                let doors = self
                    .ground
                    .doors
                    .iter()
                    .map(|door| door.inside.lerp(door.outside, 0.45) + Vec3::Y * 1.2);
                doors.min_by(|a, b| near(a).total_cmp(&near(b)))
            }
            ThingKind::Window | ThingKind::Distance => {
                let windows = self.ground.windows.iter().map(|way| way.outside + Vec3::Y * 1.4);
                let heart = self.ground.heart();
                let away = (heart - self.home).with_y(0.0).normalize_or(Vec3::NEG_Z);
                windows
                    .min_by(|a, b| near(a).total_cmp(&near(b)))
                    .or(Some(from + away * 20.0 + Vec3::Y * 1.2))
            }
            ThingKind::Prop(_) | ThingKind::Other => None,
        }
    }

    pub(super) fn regard_it(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        thing: Option<ThingKind>,
        deed: Deed,
        start: f32,
    ) -> f32 {
        let stance = *doing.stance(p);
        let target = match (whom, thing) {
            (Some(q), _) => Some((doing.stance(q).at, Gaze::Figure(self.id_of(q)))),
            (None, Some(thing)) => {
                self.place_of_thing(stance.at, thing).map(|at| (at, Gaze::Point(at)))
            }
            (None, None) => None,
        };
        let Some((at, gaze)) = target else {
            if deed == Deed::Turn || deed == Deed::LookAway {
                let away = facing_to(stance.at, self.home);
                doing.look(p, start, Gaze::Ahead);
                return doing.turn(
                    p,
                    start,
                    stance.facing + wrapped(away - stance.facing).clamp(-90.0, 90.0),
                );
            }
            return start + 0.4;
        };
        doing.look(p, start, if deed == Deed::LookAway { Gaze::Ahead } else { gaze });
        let wanted = facing_to(stance.at, at);
        let off = wrapped(wanted - stance.facing).abs();
        let turns = deed == Deed::Turn || deed == Deed::Point || off > 60.0;
        let mut end = start + 0.4;
        if turns && !is_low(stance.pose) {
            end = doing.turn(
                p,
                start,
                if deed == Deed::Point { wanted } else { opened(wanted, stance.at, self.home) },
            );
        }
        if deed == Deed::Point { self.gesture(doing, p, Pose::Point, end, 1.0) } else { end }
    }

    pub(super) fn give(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        hold: Hold,
        start: f32,
    ) -> f32 {
        let Some(q) = whom else { return self.gesture(doing, p, Pose::Reach, start, 0.8) };
        let hold = if doing.stance(p).hold == Hold::Nothing { hold } else { doing.stance(p).hold };
        if doing.stance(p).hold == Hold::Nothing {
            doing.begin(p, |stance| stance.hold = hold);
        }
        let start = self.near(doing, p, Some(q), None, start);
        let facing = facing_to(doing.stance(p).at, doing.stance(q).at);
        let start = doing.turn(p, start, facing);
        doing.look(q, start, Gaze::Figure(self.id_of(p)));
        let start = self.step_up(doing, (p, q), NEAR, start);
        if let Some(middle) = self.meeting(doing, p, q) {
            return self.hand_over(doing, (p, q), middle, hold, start);
        }
        let seated = is_seated(doing.stance(p).pose);
        let reach = |seated: bool| if seated { Pose::SitLean } else { Pose::Reach };
        let there = doing.change(p, start, 0.6, |stance| stance.pose = reach(seated));
        let other = is_seated(doing.stance(q).pose);
        let took = doing.change(q, there - 0.2, 0.5, |stance| stance.pose = reach(other));
        let passed = took.max(there);
        doing.wait_until(p, passed);
        doing.change(p, passed, 0.1, |stance| stance.hold = Hold::Nothing);
        doing.change(q, passed, 0.1, |stance| stance.hold = hold);
        doing.change(p, passed + 0.25, 0.5, |stance| {
            stance.pose = if seated { Pose::Sit } else { Pose::Stand }
        });
        doing.change(q, passed + 0.35, 0.5, |stance| {
            stance.pose = if other { Pose::SitTalk } else { Pose::Stand }
        })
    }

    /// The thing changes hands where they meet.
    fn hand_over(
        &self,
        doing: &mut Doing,
        (p, q): (usize, usize),
        middle: Vec3,
        hold: Hold,
        start: f32,
    ) -> f32 {
        let start = self.at_ease(doing, p, start).max(self.at_ease(doing, q, start));
        let met = self.join_hands(doing, (p, q), middle, start, 0.3);
        doing.wait_until(p, met + 0.1);
        doing.wait_until(q, met + 0.1);
        doing.change(p, met + 0.1, 0.08, |stance| stance.hold = Hold::Nothing);
        doing.change(q, met + 0.1, 0.08, |stance| stance.hold = hold);
        let parted = met + 0.9;
        // What one who sits was given is held up, over the table.
        if is_seated(doing.stance(q).pose) {
            doing.change(q, parted, 0.4, |stance| stance.pose = Pose::SitTalk);
        }
        doing.wait_until(p, parted);
        doing.wait_until(q, parted);
        parted
    }

    /// What is held is laid on what is near.
    pub(super) fn put_down(&self, doing: &mut Doing, p: usize, act: &Act, start: f32) -> f32 {
        let piece = piece_of(act);
        let start = self.near(doing, p, None, piece, start);
        let Some(at) = self.place_to_hand(doing, p, piece, false) else {
            self.gesture(doing, p, Pose::Reach, start, 0.6);
            return doing.change(p, start + 0.5, 0.4, |stance| stance.hold = Hold::Nothing);
        };
        self.take_from(doing, p, at, start, Hold::Nothing) + 0.6
    }

    pub(super) fn handle(
        &self,
        doing: &mut Doing,
        p: usize,
        act: &Act,
        hold: Option<Hold>,
        start: f32,
    ) -> f32 {
        let piece = piece_of(act);
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
        let held = |hold: Hold| doing.stances().iter().any(|one| one.hold == hold);
        let lies = hold.filter(|hold| takes && !low && !held(*hold));
        let place = match (lies, act.deed) {
            (Some(_), Deed::PickUp) => self.place_to_hand(doing, p, piece, true),
            (Some(_), Deed::Open | Deed::Search | Deed::Drink) => {
                self.place_to_hand(doing, p, piece, false)
            }
            _ => None,
        };
        if let (Some(at), Some(hold)) = (place, lies) {
            let taken = self.take_from(doing, p, at, time, hold) + 0.6;
            if let Some(pose) = pose {
                return doing.change(p, taken, 0.6, |stance| stance.pose = pose);
            }
            return taken;
        }
        if takes && matches!(act.deed, Deed::PickUp | Deed::Open | Deed::Search) && !seated && !low
        {
            time = doing.change(p, time, 0.5, |stance| stance.pose = Pose::Reach);
        }
        if let Some(hold) = hold {
            // Taken from somebody, it is no longer there.
            let from = (0..doing.stances().len())
                .find(|q| *q != p && takes && doing.stance(*q).hold == hold);
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

    pub(super) fn telephone(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let apparatus = ThingKind::Piece(PieceKind::Telephone);
        let start =
            if is_seated(doing.stance(p).pose) { self.get_up(doing, p, start) } else { start };
        let start = self.near(doing, p, None, Some(apparatus), start);
        let there = match self.place_of_thing(doing.stance(p).at, apparatus) {
            Some(at) if at.distance(doing.stance(p).at) < 1.6 => {
                self.take_from(doing, p, at + Vec3::Y * 0.06, start, Hold::Phone) + 0.1
            }
            _ => doing.change(p, start, 0.5, |stance| stance.pose = Pose::Reach),
        };
        doing
            .change(p, there, 0.6, |stance| (stance.pose, stance.hold) = (Pose::Phone, Hold::Phone))
    }

    pub(super) fn hang_up(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        doing.change(p, start + 0.3, 0.7, |stance| {
            stance.hold = Hold::Nothing;
            stance.pose = if is_seated(stance.pose) { Pose::Sit } else { Pose::Stand };
        })
    }

    pub(super) fn at_the_door(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        if let Some(done) = self.use_handle(doing, p, start) {
            return done;
        }
        let start = self.near(doing, p, None, Some(ThingKind::Door), start);
        if let Some((_, facing)) = self.ground.place_at(ThingKind::Door, &[], doing.stance(p).at) {
            let turned = doing.turn(p, start, facing);
            return self.gesture(doing, p, Pose::OpenDoor, turned, 0.8);
        }
        self.gesture(doing, p, Pose::OpenDoor, start, 0.8)
    }

    pub(super) fn embrace(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        start: f32,
    ) -> f32 {
        let here: Vec<usize> =
            (0..doing.stances().len()).filter(|q| *q != p && doing.stance(*q).here).collect();
        let Some(q) = whom.or(here.first().copied()) else { return start };
        if doing.stance(q).pose == Pose::Embrace {
            return start;
        }
        let up = self.get_up(doing, q, start);
        let up = self.get_up(doing, p, up);
        let (at, other) = (doing.stance(p).at, doing.stance(q).at);
        let way = (at - other).with_y(0.0).normalize_or(Vec3::X);
        let taken: Vec<Vec3> =
            here.iter().filter(|r| **r != q).map(|r| doing.stance(*r).at).collect();
        let body = |one: usize| &self.film.players[self.who(one)].body;
        let apart = embrace_step(body(q), body(p));
        let places = (0..16).map(|step| {
            let angle = 22.5 * (step as f32 / 2.0).ceil() * if step % 2 == 0 { 1.0 } else { -1.0 };
            let before = crate::framing::pair::turned(way, angle, 1.0);
            // A head over each left shoulder.
            let right = Vec3::new(-before.z, 0.0, before.x);
            self.ground.lifted(other + before * apart.x + right * apart.y)
        });
        let free = |to: &Vec3| {
            self.ground.can_stand(*to, 0.18) && taken.iter().all(|one| one.distance(*to) > 0.5)
        };
        let mut places = places.filter(free);
        let Some(to) = places.next() else { return self.gesture(doing, p, Pose::Reach, up, 1.0) };
        // Chest to chest, not each toward the other's feet.
        let facing = facing_to(other, to) + bevy_math::ops::atan2(apart.y, apart.x).to_degrees();
        let arrived = doing.walk(p, up, &[to], false, Some(facing + 180.0));
        doing.turn(q, up, facing);
        let met = arrived.max(doing.free_at(q));
        doing.change(p, met, 0.7, |stance| stance.pose = Pose::Embrace);
        let held = doing.change(q, met, 0.7, |stance| stance.pose = Pose::Embrace);
        self.arms_about(doing, p, q, held);
        // They let go, and a step apart, in the cut.
        held + 1.2
    }
}

fn piece_of(act: &Act) -> Option<ThingKind> {
    act.what.iter().map(|thing| thing.what).find(|what| matches!(what, ThingKind::Piece(_)))
}
