//! What is done on the spot: turning, changing pose, sitting down, getting up.

use bevy_math::Vec3;
use maquette_document::Pose;

use super::plan::Mark;
use super::{Acting, feet_of};
use crate::body::Body;
use crate::ease::{mix, mix_angle, smooth, turn_between};
use crate::pose::{Foot, blend_feet, fallen, is_low};

/// Degrees that one pair of small steps turns a body.
const PAIR: f32 = 95.0;

/// Seconds of each stage of a fall.
const FALL: f64 = 0.42;

pub(super) struct Shift {
    pub(super) start: f64,
    end: f64,
    from: Mark,
    to: Mark,
    /// It is carried along, as in a car: the ground does not hold its feet.
    slides: bool,
}

impl Shift {
    /// Being in a state from a time on.
    pub(super) fn at_once(time: f64, mark: Mark) -> Self {
        Self { start: time, end: time, from: mark, to: mark, slides: false }
    }

    /// A change from `start` to `end`.
    pub(super) fn between(start: f64, end: f64, from: Mark, to: Mark) -> Self {
        Self { start, end, from, to, slides: false }
    }

    /// Being carried along all the time.
    pub(super) fn slide(start: f64, end: f64, from: Mark, to: Mark) -> Self {
        Self { start, end, from, to, slides: true }
    }

    /// Seconds that a change takes without hurry.
    pub(super) fn natural(from: Mark, to: Mark) -> f64 {
        let turn = turn_between(from.facing, to.facing).abs();
        let turning = if turn > 1.0 { 0.42 + f64::from(turn) / 180.0 * 0.75 } else { 0.0 };
        let moving = if from.position.distance(to.position) > 0.01 { 0.6 } else { 0.0 };
        let posing = match (is_low(from.pose), is_low(to.pose)) {
            _ if from.pose == to.pose => 0.0,
            _ if fallen(to.pose) > fallen(from.pose).or(Some(0)) => FALL,
            _ if from.pose == Pose::Lie || to.pose == Pose::Lie => 1.8,
            (false, false) => 0.7,
            (true, true) => 0.8,
            (true, false) | (false, true) => 1.1,
        };
        turning.max(moving).max(posing)
    }

    pub(super) fn acting_at(&self, seconds: f64, body: &Body) -> Acting {
        let length = self.end - self.start;
        let share = if length > 0.0 {
            ((seconds - self.start) / length).clamp(0.0, 1.0) as f32
        } else {
            1.0
        };
        let eased = self.eased(share);
        let place = |share: f32| {
            let position = self.from.position.lerp(self.to.position, share);
            (position, mix_angle(self.from.facing, self.to.facing, share))
        };
        let (position, facing) = place(eased);
        let mut acting = Acting::held(body, self.to.pose, position, facing);
        (acting.from, acting.share) = (self.from.pose, eased);
        let ends =
            [self.from, self.to].map(|mark| feet_of(body, mark.pose, mark.position, mark.facing));
        acting.feet = if self.slides || self.falls() {
            [0, 1].map(|side| blend_feet(&ends[0][side], &ends[1][side], eased))
        } else {
            self.step(share, ends, body, &place)
        };
        acting
    }

    /// Whether it goes down from one stage of a fall to the next, on feet and knees that stay where they are.
    fn falls(&self) -> bool {
        match (fallen(self.from.pose), fallen(self.to.pose)) {
            (Some(from), Some(to)) => from < to,
            (None, Some(1)) => true,
            _ => false,
        }
    }

    /// A fall gathers speed until the hands are down; all else starts and ends at rest.
    fn eased(&self, share: f32) -> f32 {
        match fallen(self.to.pose).filter(|_| self.falls()) {
            Some(1) => share * share,
            Some(2 | 3) => share,
            Some(_) => 1.0 - (1.0 - share) * (1.0 - share),
            None if self.slides => share,
            None => smooth(share),
        }
    }

    /// Feet that lift one after the other, in as many pairs of steps as the turn needs.
    fn step(
        &self,
        share: f32,
        ends: [[Foot; 2]; 2],
        body: &Body,
        place: &dyn Fn(f32) -> (Vec3, f32),
    ) -> [Foot; 2] {
        let turn = turn_between(self.from.facing, self.to.facing);
        let pairs = (turn.abs() / PAIR).ceil().max(1.0);
        let pair = (share * pairs).floor().min(pairs - 1.0);
        let within = share * pairs - pair;
        let at = |border: f32| {
            let (position, facing) = place(border / pairs);
            if border <= 0.0 {
                ends[0]
            } else if border >= pairs {
                ends[1]
            } else {
                feet_of(body, Pose::Stand, position, facing)
            }
        };
        let (from, to) = (at(pair), at(pair + 1.0));
        let reach = |side: usize| from[side].at.distance(to[side].at);
        let first = if turn.abs() > 5.0 {
            usize::from(turn < 0.0)
        } else {
            usize::from(reach(1) > reach(0))
        };
        [0, 1].map(|side| {
            let begin = if side == first { 0.02 } else { 0.48 };
            let now = ((within - begin) / 0.5).clamp(0.0, 1.0);
            let mut foot = blend_feet(&from[side], &to[side], smooth(now));
            let swing = turn_between(from[side].yaw, to[side].yaw).abs() / 90.0;
            let lift = (reach(side) * 0.3 + swing * 0.03).min(0.024 * body.unit);
            let rise = 4.0 * now * (1.0 - now);
            foot.at.y += lift * rise;
            foot.pitch +=
                mix(0.0, 16.0, (lift / (0.024 * body.unit)).min(1.0)) * rise * (1.0 - now);
            foot
        })
    }
}
