//! Where the feet are on a walk: planted, and swinging from one plant to the one after the next.
//!
//! Step `n` strikes ahead of the body when the body has gone n - 1/2 steps, and the body passes over it at n. The
//! last foot closes up beside the one before it. A foot that is planted does not move: it rolls from its heel over
//! its sole to its ball.

use bevy_math::{Quat, Vec3, ops};

use crate::ease::{mix, mix_angle, smooth};
use crate::pose::Foot;

/// The steps of one walk.
pub(super) struct Steps<'a> {
    /// How many, before the last foot closes up.
    pub(super) count: i64,
    /// The foot that goes first: 0 left, 1 right.
    pub(super) lead: usize,
    /// Where both stand before and after.
    pub(super) first: [Foot; 2],
    pub(super) last: [Foot; 2],
    /// The way: position and facing after so many steps.
    pub(super) way: &'a dyn Fn(f32) -> (Vec3, f32),
    /// The height that lengths are shares of.
    pub(super) unit: f32,
    /// Length of a step against the usual one, 0 to 1.2.
    pub(super) size: f32,
    /// 0 (walking) to 1 (running).
    pub(super) run: f32,
}

impl Steps<'_> {
    /// Both feet after `phase` steps.
    pub(super) fn feet(&self, phase: f32) -> [Foot; 2] {
        [0, 1].map(|side| self.foot(side, phase))
    }

    fn foot(&self, side: usize, phase: f32) -> Foot {
        let parity = if side == self.lead { 1 } else { 2 };
        // The first step of this foot that has not ended: two whole cycles before the body is surely done.
        let mut step = parity + 2 * (((phase as i64 - 4).max(0)) / 2);
        while step <= self.count + 1 && self.window(step).1 <= phase {
            step += 2;
        }
        if step > self.count + 1 {
            return self.stood(side, step - 2, phase);
        }
        let (start, end) = self.window(step);
        if phase <= start {
            return self.stood(side, step - 2, phase);
        }
        self.swung(side, step, (start, end), phase)
    }

    /// From lifting to striking, in steps of the body.
    fn window(&self, step: i64) -> (f32, f32) {
        let (count, step) = (self.count as f32, step as f32);
        let (mut start, mut end) = ((step - 1.5).max(0.0), (step - 0.5).min(count));
        start += if step > 1.5 { mix(0.10, -0.15, self.run) } else { 0.02 };
        end += if step < count + 0.5 { mix(-0.06, 0.22, self.run) } else { -0.01 };
        (start, end.min(count))
    }

    /// Where a foot stands after its step of this number; 0 and less is where it was before the walk.
    fn plant(&self, side: usize, step: i64) -> Foot {
        if step <= 0 {
            return self.first[side];
        }
        if step >= self.count {
            return self.last[side];
        }
        let (position, facing) = (self.way)(step as f32);
        let flank = if side == 0 { 1.0 } else { -1.0 };
        let yaw = facing + flank * mix(7.0, 2.0, self.run);
        let out = Vec3::X * flank * mix(0.046, 0.026, self.run) * self.unit;
        let turn = |degrees: f32| Quat::from_rotation_y(degrees.to_radians());
        Foot {
            at: position + turn(facing) * out,
            yaw,
            pitch: 0.0,
            knee: turn(mix(facing, yaw, 0.6)) * Vec3::Z,
        }
    }

    fn stood(&self, side: usize, step: i64, phase: f32) -> Foot {
        let mut foot = self.plant(side, step);
        foot.pitch = self.roll(side, step, phase);
        foot
    }

    /// Degrees that a planted foot has rolled.
    fn roll(&self, side: usize, step: i64, phase: f32) -> f32 {
        let over = phase - step.max(0) as f32;
        let heel = mix(-15.0, -4.0, self.run) * (1.0 - smooth((over + 0.5) / 0.24));
        let ball = mix(44.0, 52.0, self.run) * smooth((over - 0.08) / 0.56);
        let rest = self.plant(side, step).pitch;
        if step >= self.count {
            let close = smooth((phase - self.count as f32 + 0.5) / 0.5);
            return rest * close + heel * self.size * (1.0 - close);
        }
        rest * (1.0 - smooth(phase / 0.5)) + (if step > 0 { heel } else { 0.0 } + ball) * self.size
    }

    fn swung(&self, side: usize, step: i64, (start, end): (f32, f32), phase: f32) -> Foot {
        let share = (phase - start) / (end - start).max(1e-4);
        let (from, to) = (self.plant(side, step - 2), self.plant(side, step));
        let eased = smooth(share);
        let (lifted, struck) = (self.roll(side, step - 2, start), self.roll(side, step, end));
        let arc = ops::sin(std::f32::consts::PI * share);
        let kick = self.run * 48.0 * ops::sin(std::f32::consts::PI * (share / 0.75).min(1.0));
        let height = mix(0.030, 0.105, self.run) * arc * self.size.min(1.0) * self.unit;
        Foot {
            at: from.at.lerp(to.at, eased) + Vec3::Y * height,
            yaw: mix_angle(from.yaw, to.yaw, eased),
            pitch: lifted * (1.0 - smooth(share / 0.6))
                + struck * smooth((share - 0.4) / 0.6)
                + kick * self.size,
            knee: from.knee.lerp(to.knee, eased),
        }
    }
}
