//! The poses that sit, kneel, crouch and lie.

use bevy_math::Vec3;

use super::upright::GESTURE;
use super::{Arm, Base, Draft, Frame, SEAT_STEP, Tread, hang, reach, tread};

const ON_THIGH: Arm = reach(
    Frame::Thigh,
    [0.006, -0.150, 0.062],
    [0.75, -0.55, -0.5],
    [-0.3, -0.95, -0.05],
    [-0.1, 0.0, -1.0],
)
.curled(16.0, 10.0);

pub(super) const SIT: Draft = Draft {
    base: Base::Seat,
    shift: Vec3::ZERO,
    tilt: Vec3::new(-6.0, 0.0, 0.0),
    trunk: Vec3::new(7.0, 2.0, -1.5),
    nod: Vec3::new(0.0, 0.0, 1.0),
    left: tread(0.062, SEAT_STEP - 0.012, 12.0),
    right: tread(0.058, SEAT_STEP + 0.012, 8.0),
    arms: [ON_THIGH, ON_THIGH],
};

const ON_KNEE: Arm = reach(
    Frame::Thigh,
    [-0.028, -0.226, 0.052],
    [0.8, -0.5, -0.1],
    [-0.75, -0.62, -0.15],
    [-0.2, -0.2, -0.95],
)
.curled(38.0, 30.0);

pub(super) const SIT_LEAN: Draft = Draft {
    tilt: Vec3::new(10.0, 0.0, 0.0),
    trunk: Vec3::new(26.0, 3.0, -2.0),
    nod: Vec3::new(-20.0, -2.0, 1.0),
    left: tread(0.078, SEAT_STEP - 0.02, 16.0),
    right: tread(0.074, SEAT_STEP + 0.005, 12.0),
    arms: [ON_KNEE, ON_KNEE],
    ..SIT
};

pub(super) const SIT_TALK: Draft = Draft {
    tilt: Vec3::new(-2.0, 0.0, 0.0),
    trunk: Vec3::new(8.0, 3.0, -3.0),
    nod: Vec3::new(-2.0, -1.0, 2.0),
    arms: [ON_THIGH, GESTURE],
    ..SIT
};

const ON_WHEEL: Arm = reach(
    Frame::Hips,
    [0.088, 0.178, 0.232],
    [0.55, -0.85, 0.0],
    [-0.3, 0.62, 0.7],
    [-0.3, -0.55, 0.75],
)
.curled(72.0, 68.0);

pub(super) const DRIVE: Draft = Draft {
    tilt: Vec3::new(-12.0, 0.0, 0.0),
    trunk: Vec3::new(8.0, 0.0, 0.0),
    nod: Vec3::new(3.0, 0.0, 0.0),
    left: tread(0.058, SEAT_STEP + 0.045, 10.0),
    right: Tread { pitch: -18.0, ..tread(0.052, SEAT_STEP + 0.075, 6.0) },
    arms: [ON_WHEEL, ON_WHEEL],
    ..SIT
};

const ON_REINS: Arm = reach(
    Frame::Hips,
    [0.068, 0.150, 0.235],
    [0.55, -0.85, -0.3],
    [-0.25, -0.1, 0.95],
    [-0.75, -0.6, 0.0],
)
.curled(78.0, 74.0);

/// The feet hang beside what is sat on, half as low again as those of one on a chair.
pub(super) const RIDE: Draft = Draft {
    tilt: Vec3::new(3.0, 0.0, 0.0),
    trunk: Vec3::new(7.0, 0.0, 0.0),
    nod: Vec3::new(-4.0, 0.0, 0.0),
    left: Tread {
        knee: Vec3::new(0.55, 0.15, 1.0),
        at: Vec3::new(0.122, -0.095, 0.075),
        ..tread(0.0, 0.0, 9.0)
    },
    right: Tread {
        knee: Vec3::new(0.55, 0.15, 1.0),
        at: Vec3::new(0.122, -0.095, 0.075),
        ..tread(0.0, 0.0, 9.0)
    },
    arms: [ON_REINS, ON_REINS],
    ..SIT
};

pub(super) const KNEEL: Draft = Draft {
    base: Base::Ground(0.292),
    shift: Vec3::ZERO,
    tilt: Vec3::new(3.0, -6.0, -2.0),
    trunk: Vec3::new(6.0, 6.0, 1.0),
    nod: Vec3::new(0.0, 0.0, 0.0),
    left: Tread { knee: Vec3::new(0.15, 0.4, 1.0), ..tread(0.058, 0.228, 8.0) },
    right: Tread { pitch: 74.0, knee: Vec3::new(0.1, -0.6, 1.0), ..tread(0.055, -0.322, 2.0) },
    arms: [
        reach(
            Frame::Thigh,
            [-0.012, -0.190, 0.058],
            [0.75, -0.6, -0.2],
            [-0.6, -0.75, -0.1],
            [-0.1, 0.0, -1.0],
        ),
        hang(10.0, 11.0, 26.0, 24.0),
    ],
};

const OVER_KNEE: Arm = reach(
    Frame::Thigh,
    [-0.030, -0.262, 0.048],
    [0.8, -0.5, 0.2],
    [-0.7, -0.6, -0.4],
    [-0.2, -0.3, -0.9],
)
.curled(40.0, 32.0);

pub(super) const CROUCH: Draft = Draft {
    base: Base::Ground(0.205),
    shift: Vec3::new(0.0, 0.0, -0.020),
    tilt: Vec3::new(16.0, 0.0, 0.0),
    trunk: Vec3::new(24.0, 3.0, -2.0),
    nod: Vec3::new(-24.0, 0.0, 1.0),
    left: Tread { pitch: 24.0, knee: Vec3::new(0.42, 0.35, 1.0), ..tread(0.068, 0.012, 20.0) },
    right: Tread { pitch: 38.0, knee: Vec3::new(0.40, 0.25, 1.0), ..tread(0.064, -0.060, 16.0) },
    arms: [OVER_KNEE, OVER_KNEE],
};

pub(super) const LIE: Draft = Draft {
    base: Base::Ground(0.064),
    shift: Vec3::ZERO,
    tilt: Vec3::new(-90.0, 0.0, 0.0),
    trunk: Vec3::new(2.0, 0.0, -2.0),
    nod: Vec3::new(12.0, 8.0, 0.0),
    left: Tread { knee: Vec3::new(0.1, 1.0, 0.2), ..tread(0.060, 0.370, 6.0) },
    right: Tread { pitch: -62.0, knee: Vec3::new(0.25, 1.0, 0.0), ..tread(0.062, 0.535, 18.0) },
    arms: [
        reach(
            Frame::Hips,
            [0.030, 0.108, 0.082],
            [0.95, -0.3, -0.15],
            [-0.95, -0.1, -0.1],
            [0.0, 0.0, -1.0],
        ),
        hang(-2.0, 14.0, 12.0, 10.0),
    ],
};
