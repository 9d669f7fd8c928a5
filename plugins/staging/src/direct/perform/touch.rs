//! What hands are brought to: another's hand, a back, a thing where it lies, the handle of a door.

use bevy_math::{Quat, Vec3};
use maquette_document::{Hand, Hold, Landmark, PieceKind, Pose, Touch};
use maquette_figure::{door_leaf, piece_size};

use crate::blocking::acting::Doing;
use crate::blocking::arrange::taken;
use crate::breakdown::{Act, ThingKind};
use crate::direct::Director;
use crate::framing::person::facing_to;
use crate::tables::{is_low, is_seated};

/// Metres between two who hand something over, at most.
const APART: f32 = 1.75;
/// Metres between two whose hands meet, where there is room.
pub(super) const NEAR: f32 = 1.0;
/// And between one and another whose shoulder the hand is laid on.
const BY_SHOULDER: f32 = 0.72;
/// Metres from an edge that a thing lies on a table, and from who takes it up off the ground.
const FROM_EDGE: f32 = 0.14;
const FROM_FEET: f32 = 0.34;
/// Metres beyond which nothing is taken without going there.
const BY_HAND: f32 = 0.95;
/// Where one stands to open a door: metres to the side of the latch, then before it, and after a step.
const AT_LATCH: [f32; 3] = [0.36, 1.0, 0.80];
/// Seconds of that step, and how often the hand is told where the handle is.
const STEP: f32 = 0.75;
const TOLD: u32 = 10;

impl Director<'_> {
    /// Where the hands of two meet: between them, at the height of the shorter one's chest.
    pub(super) fn meeting(&self, doing: &Doing, p: usize, q: usize) -> Option<Vec3> {
        let (a, b) = (doing.stance(p), doing.stance(q));
        let lies = |pose: Pose| is_low(pose) && pose != Pose::Kneel;
        if a.at.with_y(0.0).distance(b.at.with_y(0.0)) > APART || lies(a.pose) || lies(b.pose) {
            return None;
        }
        let height = |one: usize| {
            let tall = self.film.players[self.who(one)].body.height;
            let stance = doing.stance(one);
            let share = match stance.pose {
                Pose::Kneel => 0.50,
                pose if is_seated(pose) => 0.52,
                _ => 0.67,
            };
            stance.at.y + tall * share
        };
        Some(((a.at + b.at) / 2.0).with_y(height(p).min(height(q))))
    }

    /// A step toward another, where an arm would not quite reach.
    pub(super) fn step_up(
        &self,
        doing: &mut Doing,
        (p, q): (usize, usize),
        near: f32,
        start: f32,
    ) -> f32 {
        let (at, other) = (doing.stance(p).at, doing.stance(q).at);
        let way = (other - at).with_y(0.0);
        let to = self.ground.lifted(other - way.normalize_or_zero() * near);
        let stands = !is_seated(doing.stance(p).pose) && !is_low(doing.stance(p).pose);
        let free = || {
            let others = taken(doing.stances(), p);
            self.ground.can_stand(to, 0.2)
                && others.iter().all(|one| *one == other || one.distance(to) > 0.85)
        };
        if !stands || way.length() < near + 0.1 || way.length() > APART || !free() {
            return start;
        }
        doing.walk(p, start, &[to], false, Some(facing_to(at, other)))
    }

    /// The right hands of two come together from `start` on, are there at the time that this gives, and part again
    /// `held` seconds after.
    pub(super) fn join_hands(
        &self,
        doing: &mut Doing,
        (p, q): (usize, usize),
        middle: Vec3,
        start: f32,
        held: f32,
    ) -> f32 {
        let met = start + 0.75;
        for (one, other) in [(p, q), (q, p)] {
            let toward = (doing.stance(other).at - doing.stance(one).at).with_y(0.0);
            let side = middle - toward.normalize_or_zero() * 0.022;
            doing.touch(one, Hand::Right, met, Touch::Point(side));
            doing.touch(one, Hand::Right, met + held, Touch::Point(side));
            doing.touch(one, Hand::Right, met + held + 0.6, Touch::Free);
        }
        met
    }

    /// "They shake hands".
    pub(super) fn shake_hands(&self, doing: &mut Doing, p: usize, q: usize, start: f32) -> f32 {
        let start = self.near(doing, p, Some(q), None, start).max(doing.free_at(q));
        let start = self.step_up(doing, (p, q), NEAR, start);
        for (one, other) in [(p, q), (q, p)] {
            let facing = facing_to(doing.stance(one).at, doing.stance(other).at);
            doing.turn(one, start, facing);
            self.at_ease(doing, one, start);
        }
        let start = doing.free_at(p).max(doing.free_at(q)).max(start);
        let Some(middle) = self.meeting(doing, p, q) else {
            return self.gesture(doing, p, Pose::Reach, start, 1.0);
        };
        let met = self.join_hands(doing, (p, q), middle, start, 0.9);
        doing.wait_until(p, met + 1.5);
        doing.wait_until(q, met + 1.5);
        met + 1.5
    }

    /// Two who touch shake hands, one lays a hand on another's shoulder, and a thing is reached for.
    pub(super) fn touch_one(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        act: &Act,
        start: f32,
    ) -> f32 {
        match whom {
            // Both are told of it; the hands are joined once.
            Some(q) if act.who.len() > 1 && p > q => start,
            Some(q) if act.who.len() > 1 => self.shake_hands(doing, p, q, start),
            Some(q) if !is_low(doing.stance(q).pose) => self.lay_hand_on(doing, p, q, start),
            _ => {
                let thing = act.what.first().map(|thing| thing.what);
                let start = self.near(doing, p, whom, thing, start);
                self.gesture(doing, p, Pose::Reach, start, 1.0)
            }
        }
    }

    /// Arms that are folded or in pockets come down before a hand is used.
    pub(super) fn at_ease(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let folded = matches!(
            doing.stance(p).pose,
            Pose::ArmsCrossed
                | Pose::HandsInPockets
                | Pose::Contrapposto
                | Pose::Think
                | Pose::Talk
        );
        if folded { doing.change(p, start, 0.4, |stance| stance.pose = Pose::Stand) } else { start }
    }

    /// A hand goes to another's shoulder, and away again.
    pub(super) fn lay_hand_on(&self, doing: &mut Doing, p: usize, q: usize, start: f32) -> f32 {
        let start = self.near(doing, p, Some(q), None, start);
        let facing = facing_to(doing.stance(p).at, doing.stance(q).at);
        let start = doing.turn(p, start, facing);
        let start = self.step_up(doing, (p, q), BY_SHOULDER, start);
        let start = self.at_ease(doing, p, start);
        // The shoulder on the side of the hand.
        let across = (doing.stance(q).at - doing.stance(p).at).with_y(0.0);
        let right = Vec3::new(-across.z, 0.0, across.x);
        let theirs = Quat::from_rotation_y(doing.stance(q).facing.to_radians()) * Vec3::X;
        let landmark =
            if theirs.dot(right) > 0.0 { Landmark::LeftShoulder } else { Landmark::RightShoulder };
        let touch = Touch::Body { figure: self.id_of(q), landmark };
        let there = start + 0.7;
        doing.touch(p, Hand::Right, there, touch);
        doing.touch(p, Hand::Right, there + 1.1, touch);
        doing.touch(p, Hand::Right, there + 1.7, Touch::Free);
        doing.wait_until(p, there + 1.1);
        there + 1.1
    }

    /// Both arms about another, one over and one under.
    pub(super) fn arms_about(&self, doing: &mut Doing, p: usize, q: usize, from: f32) {
        for (one, other) in [(p, q), (q, p)] {
            let figure = self.id_of(other);
            for (hand, landmark) in
                [(Hand::Right, Landmark::Back), (Hand::Left, Landmark::SmallOfBack)]
            {
                doing.touch(one, hand, from, Touch::Body { figure, landmark });
            }
        }
    }

    /// Where a thing lies that `p` picks up or puts down: on what it lies on, else on the nearest table, else on the
    /// ground before the feet.
    pub(super) fn place_to_hand(
        &self,
        doing: &Doing,
        p: usize,
        on: Option<ThingKind>,
        ground: bool,
    ) -> Option<Vec3> {
        let stance = doing.stance(p);
        let told = match on {
            Some(ThingKind::Piece(kind)) => self.ground.piece_near(kind, stance.at),
            _ => None,
        };
        let tables = self.ground.set.pieces.iter().enumerate();
        let near = tables.filter(|(_, piece)| is_table(piece.kind)).map(|(index, _)| index);
        let mut places: Vec<Vec3> =
            told.into_iter().chain(near).map(|piece| self.top_of(piece, stance.at)).collect();
        places.retain(|at| at.with_y(0.0).distance(stance.at.with_y(0.0)) < BY_HAND);
        let before = Quat::from_rotation_y(stance.facing.to_radians()) * Vec3::Z * FROM_FEET;
        let low = ground && !is_seated(stance.pose);
        places.first().copied().or_else(|| {
            let side = Quat::from_rotation_y(stance.facing.to_radians()) * Vec3::X * -0.10;
            low.then(|| self.ground.lifted(stance.at + before + side) + Vec3::Y * 0.06)
        })
    }

    /// The place on top of a piece that is nearest to `from`, away from its edge.
    fn top_of(&self, piece: usize, from: Vec3) -> Vec3 {
        let placed = &self.ground.set.pieces[piece];
        let size = piece_size(placed.kind) * placed.scale;
        let turn = Quat::from_rotation_y(placed.turn.to_radians());
        let local = turn.inverse() * (from - placed.at);
        let room = |size: f32| (size / 2.0 - FROM_EDGE).max(0.0);
        let (x, z) = (room(size.x), room(size.z));
        let at = Vec3::new(local.x.clamp(-x, x), 0.0, local.z.clamp(-z, z));
        placed.at + turn * at + Vec3::Y * (size.y.min(1.35) + 0.03)
    }

    /// The right hand takes hold of what lies at `at`, and lifts it; the time at which it has it.
    pub(super) fn take_from(
        &self,
        doing: &mut Doing,
        p: usize,
        at: Vec3,
        start: f32,
        hold: Hold,
    ) -> f32 {
        let start = self.at_ease(doing, p, start);
        let there = start + if at.y - doing.stance(p).at.y < 0.4 { 0.95 } else { 0.7 };
        doing.touch(p, Hand::Right, there, Touch::Point(at));
        doing.touch(p, Hand::Right, there + 0.15, Touch::Point(at));
        doing.touch(p, Hand::Right, there + 0.85, Touch::Free);
        doing.wait_until(p, there);
        doing.change(p, there, 0.1, |stance| stance.hold = hold)
    }

    /// Opens the nearest door: a hand goes to the handle and with it as the leaf turns.
    pub(super) fn use_handle(&self, doing: &mut Doing, p: usize, start: f32) -> Option<f32> {
        let at = doing.stance(p).at;
        let doors = self.ground.doors.iter().filter(|door| door.opening.is_some());
        let door = doors.min_by(|a, b| a.inside.distance(at).total_cmp(&b.inside.distance(at)))?;
        let leaf = door_leaf(&self.ground.set, door.opening?)?;
        let (high, middle) = (leaf.solid.bounds().1, leaf.middle());
        let latch = leaf.shut.transform_vector3(Vec3::X).normalize_or(Vec3::X);
        let inward = leaf.within.inward.with_y(0.0).normalize_or(Vec3::Z);
        let [aside, far, near] = AT_LATCH;
        let place = |before: f32| self.ground.lifted(middle + latch * aside + inward * before);
        let (from, to) = (place(far), place(near));
        let others = taken(doing.stances(), p);
        let clear = |at: Vec3| others.iter().all(|other| other.distance(at) > 0.85);
        if !self.ground.can_stand(from, 0.2) || !clear(from) || !clear(to) {
            return None;
        }
        let facing = facing_to(from, from - inward);
        let way = self.ground.way(at, from);
        let arrived = doing.walk(p, start, &way, false, Some(facing));
        let turned = doing.turn(p, arrived, facing);
        let arrived = self.at_ease(doing, p, turned);
        // The handle is on the room's side of the leaf.
        let handle = Vec3::new(high.x - 0.11, 1.02_f32.min(high.y * 0.5), high.z.max(0.03));
        let side = (leaf.shut.transform_point3(handle) - from)
            .dot(Quat::from_rotation_y(facing.to_radians()) * Vec3::X);
        let hand = if side > 0.0 && doing.stance(p).hold != Hold::Nothing {
            Hand::Left
        } else {
            Hand::Right
        };
        let begins = arrived + 0.25;
        // The hand is there when the step has begun, so that it need not bow for it.
        for told in TOLD / 3..=TOLD {
            let share = told as f32 / TOLD as f32;
            let eased = share * share * (3.0 - 2.0 * share);
            let open = leaf.open_for([(from.lerp(to, eased), Vec3::ZERO)].into_iter());
            let at = leaf.place(open).transform_point3(handle);
            doing.touch(p, hand, begins + STEP * share, Touch::Point(at));
        }
        doing.wait_until(p, begins);
        let done = doing.change(p, begins, STEP, |stance| stance.at = to);
        doing.touch(p, hand, done + 0.7, Touch::Free);
        // Nobody stays where the leaf swings.
        Some(if self.ground.can_stand(to, 0.2) {
            done + 0.3
        } else {
            doing.change(p, done + 0.9, STEP, |stance| stance.at = from)
        })
    }

    /// Knees give way, then the hands catch what they can.
    pub(super) fn fall_down(&self, doing: &mut Doing, p: usize, start: f32) -> f32 {
        let mut time = start;
        for (pose, seconds) in
            [(Pose::Buckle, 0.45), (Pose::Knees, 0.35), (Pose::Crawl, 0.35), (Pose::Prone, 0.45)]
        {
            time = doing.change(p, time, seconds, |stance| stance.pose = pose);
        }
        time
    }

    /// Whether who falls has room to: ahead, over the length of a body.
    pub(super) fn can_fall(&self, doing: &Doing, p: usize) -> bool {
        let stance = doing.stance(p);
        let ahead = Quat::from_rotation_y(stance.facing.to_radians()) * Vec3::Z;
        !is_low(stance.pose)
            && !is_seated(stance.pose)
            && (1..=6).all(|step| {
                let at = self.ground.lifted(stance.at + ahead * 0.3 * step as f32);
                let others = taken(doing.stances(), p);
                self.ground.can_stand(at, 0.2) && others.iter().all(|one| one.distance(at) > 0.45)
            })
    }
}

fn is_table(kind: PieceKind) -> bool {
    use PieceKind as P;
    matches!(kind, P::Table | P::Desk | P::RoundTable | P::Counter | P::Crate | P::Barrel)
}
