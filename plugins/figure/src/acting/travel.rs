//! A walk or a run along a way: how fast, and on which step.

use bevy_math::{Vec3, ops};
use maquette_document::{Gait, Pose};

use super::path::Path;
use super::plan::Mark;
use super::steps::Steps;
use super::{Acting, Stride, feet_of};
use crate::body::Body;
use crate::ease::{mix, mix_angle, smooth, turn_between};

/// Seconds in which a walk comes up to its pace, and in which it stops.
const RAMP: f64 = 0.5;
/// Seconds in which the arms go over from one pose to another on the way.
const CHANGE: f64 = 0.55;
/// Metres a second of someone 1.72 m tall: the slowest walk and run that look like one, and the usual.
const WALK: [f32; 2] = [1.1, 1.35];
const RUN: [f32; 2] = [2.6, 3.2];
/// The usual step as a share of height.
const STEP: [f32; 2] = [0.375, 0.60];
/// No walk has more steps than this.
const MOST_STEPS: f32 = 20_000.0;

pub(super) struct Travel {
    /// When each point of the way is reached.
    times: Vec<f64>,
    /// Metres a second at each point, and between it and the next.
    speeds: Vec<f32>,
    cruise: Vec<f32>,
    path: Path,
    gaits: Vec<Gait>,
    /// What is done on each leg of the way.
    poses: Vec<Pose>,
    from: Mark,
    to: Mark,
    /// It turns to where it goes; a step aside or backward keeps its facing.
    turns: bool,
    steps: f32,
    lead: usize,
}

impl Travel {
    /// Through `points` at `times`; the first is left at `earliest` or later, the last is reached at `end`.
    pub(super) fn new(
        earliest: f64,
        end: f64,
        times: &[f64],
        points: &[Vec3],
        gaits: Vec<Gait>,
        poses: Vec<Pose>,
        from: Mark,
        to: Mark,
        turns: bool,
        body: &Body,
    ) -> Self {
        let path = Path::new(points);
        let mut times = times.to_vec();
        let last = times.len() - 1;
        times[last] = end;
        let slowest = pace(gaits[0], body)[0];
        times[0] = earliest.max(times[1] - f64::from(path.reached(1) / slowest) - RAMP * 0.5);
        let run =
            gaits.iter().filter(|gait| **gait == Gait::Run).count() as f32 / gaits.len() as f32;
        let mean = path.length() / (times[last] - times[0]).max(0.05) as f32;
        let usual = mix(WALK[1], RUN[1], run) * (body.unit / 1.72).sqrt();
        let hurry = ops::powf((mean / usual).clamp(0.5, 2.2), 0.55);
        let step = mix(STEP[0], STEP[1], run) * body.unit * hurry.max(0.8);
        let steps = (path.length() / step).round().clamp(1.0, MOST_STEPS);
        let turn = turn_between(from.facing, path.at(step).1);
        let mut travel = Self {
            speeds: Vec::new(),
            cruise: Vec::new(),
            lead: usize::from(turn < -1.0 || (turn <= 1.0 && from.pose != Pose::Contrapposto)),
            times,
            path,
            gaits,
            poses,
            from,
            to,
            turns,
            steps,
        };
        travel.set_speeds();
        travel
    }

    pub(super) fn start(&self) -> f64 {
        self.times[0]
    }

    pub(super) fn end(&self) -> f64 {
        self.times[self.times.len() - 1]
    }

    /// Metres a second before it slows down to stop.
    pub(super) fn pace(&self) -> f32 {
        self.cruise[self.cruise.len() - 1]
    }

    fn set_speeds(&mut self) {
        let legs = self.times.len() - 1;
        let length = |leg: usize| (self.times[leg + 1] - self.times[leg]).max(1e-3) as f32;
        let gone = |leg: usize| self.path.reached(leg + 1) - self.path.reached(leg);
        let mean = |leg: usize| gone(leg) / length(leg);
        let through = |point: usize| {
            if point == 0 || point == legs {
                return 0.0;
            }
            let (a, b) = (mean(point - 1), mean(point));
            ((a + b) / 2.0).min(1.5 * a.min(b))
        };
        self.speeds = (0..=legs).map(through).collect();
        let cruise = |leg: usize| {
            let ramp = self.ramp(leg) as f32;
            let ends = (self.speeds[leg] + self.speeds[leg + 1]) * ramp / 2.0;
            ((gone(leg) - ends) / (length(leg) - ramp)).max(0.0)
        };
        self.cruise = (0..legs).map(cruise).collect();
    }

    fn ramp(&self, leg: usize) -> f64 {
        RAMP.min(0.4 * (self.times[leg + 1] - self.times[leg]).max(1e-3))
    }

    /// Metres gone, and metres a second.
    fn gone_at(&self, seconds: f64) -> (f32, f32) {
        let legs = self.times.len() - 1;
        let seconds = seconds.clamp(self.start(), self.end());
        let leg = self.leg_at(seconds);
        let (start, end) = (self.times[leg], self.times[leg + 1]);
        let ramp = self.ramp(leg);
        let (a, v, b) = (self.speeds[leg], self.cruise[leg], self.speeds[leg + 1]);
        let into = seconds - start;
        let left = end - seconds;
        // From whichever end is nearer, so that the borders are met exactly.
        let part = |time: f64, edge: f32| {
            let eased = time.min(ramp);
            let reached = edge + (v - edge) * (eased / ramp) as f32;
            let eased_way = (edge + reached) / 2.0 * eased as f32;
            (eased_way + v * (time - eased) as f32, reached)
        };
        let (from, to) = (self.path.reached(leg), self.path.reached(leg + 1));
        let (gone, speed) = if left < ramp {
            let (way, speed) = part(left, b);
            (to - way, speed)
        } else {
            let (way, speed) = part(into, a);
            (from + way, speed)
        };
        let still = (leg == 0 && into <= 0.0) || (leg + 1 == legs && left <= 0.0);
        (gone.clamp(from, to), if still { 0.0 } else { speed })
    }

    fn leg_at(&self, seconds: f64) -> usize {
        let legs = self.times.len() - 1;
        self.times[1..legs].iter().take_while(|time| **time <= seconds).count()
    }

    /// Where it is and looks after `gone` metres.
    fn place(&self, gone: f32, step: f32) -> (Vec3, f32) {
        let (position, way) = self.path.at(gone);
        let all = self.path.length();
        if !self.turns {
            return (
                position,
                mix_angle(self.from.facing, self.to.facing, smooth(gone / all.max(1e-4))),
            );
        }
        let near = (step * 1.1).min(all / 2.0).max(1e-4);
        let out = mix_angle(self.from.facing, way, smooth(gone / near));
        (position, mix_angle(self.to.facing, out, smooth((all - gone) / near)))
    }

    pub(super) fn acting_at(&self, seconds: f64, body: &Body) -> Acting {
        let (gone, speed) = self.gone_at(seconds);
        let step = self.path.length() / self.steps;
        let run = self.run_at(seconds);
        let (position, facing) = self.place(gone, step);
        let (from, to, share) = self.poses_at(seconds);
        let mut acting = Acting::held(body, to, position, facing);
        (acting.from, acting.share) = (from, share);
        let usual = mix(STEP[0], STEP[1], run) * body.unit;
        let size = (step / usual).min(1.15);
        let phase = gone / step.max(1e-6);
        let way = |steps: f32| self.place(steps * step, step);
        acting.feet = Steps {
            count: self.steps as i64,
            lead: self.lead,
            first: feet_of(body, self.from.pose, self.from.position, self.from.facing),
            last: feet_of(body, self.to.pose, self.to.position, self.to.facing),
            way: &way,
            unit: body.unit,
            size,
            run,
        }
        .feet(phase);
        let pace = mix(WALK[0], RUN[0], run) * (body.unit / 1.72).sqrt();
        let amount = smooth(speed / pace) * size.min(1.0);
        acting.stride = Stride {
            phase,
            lead: if self.lead == 1 { 1.0 } else { -1.0 },
            amount,
            run,
            lean: amount * mix(2.2, 9.0, run),
        };
        acting
    }

    /// 0 walking, 1 running; it changes over where the gait does.
    fn run_at(&self, seconds: f64) -> f32 {
        let leg = self.leg_at(seconds);
        let run = |leg: usize| if self.gaits[leg] == Gait::Run { 1.0 } else { 0.0 };
        let before = leg.saturating_sub(1);
        let since = ((seconds - self.times[leg]) / CHANGE) as f32;
        mix(run(before), run(leg), if leg == before { 1.0 } else { smooth(since) })
    }

    /// The poses that it is between.
    fn poses_at(&self, seconds: f64) -> (Pose, Pose, f32) {
        let leg = self.leg_at(seconds);
        let legs = self.poses.len();
        let before = if leg == 0 { self.from.pose } else { self.poses[leg - 1] };
        let change = CHANGE.min((self.times[leg + 1] - self.times[leg]).max(1e-3) / 2.0);
        if leg + 1 == legs && seconds > self.end() - change {
            let share = 1.0 - (self.end() - seconds) / change;
            return (self.poses[leg], self.to.pose, smooth(share as f32));
        }
        let share = ((seconds - self.times[leg]) / change) as f32;
        (before, self.poses[leg], smooth(share))
    }
}

fn pace(gait: Gait, body: &Body) -> [f32; 2] {
    let scale = (body.unit / 1.72).sqrt();
    if gait == Gait::Run { RUN.map(|pace| pace * scale) } else { WALK.map(|pace| pace * scale) }
}
