//! The stages of a fall, and of getting up from one: each has the toes where the one before has them, so that the
//! body goes down over them as it would, not through the floor.

use bevy_math::Vec3;

use super::upright::STAND;
use super::{Arm, Base, Draft, Frame, Tread, reach, tread};

const FLUNG: Arm = reach(
    Frame::Chest,
    [0.150, -0.090, 0.150],
    [0.7, -0.5, -0.5],
    [0.15, -0.1, 0.95],
    [-0.2, -0.95, 0.2],
)
.curled(12.0, 8.0);

pub(super) const BUCKLE: Draft = Draft {
    shift: Vec3::new(-0.006, -0.085, 0.020),
    tilt: Vec3::new(9.0, 3.0, -3.0),
    trunk: Vec3::new(20.0, -4.0, 5.0),
    nod: Vec3::new(12.0, 4.0, 4.0),
    arms: [FLUNG, FLUNG],
    ..STAND
};

const BEHIND: Tread =
    Tread { pitch: 74.0, knee: Vec3::new(0.10, -0.6, 1.0), ..tread(0.055, -0.030, 4.0) };

const REACHING_DOWN: Arm = reach(
    Frame::Ground,
    [0.120, 0.175, 0.590],
    [0.7, -0.2, -0.5],
    [0.05, -0.35, 0.93],
    [0.0, -1.0, -0.3],
)
.curled(8.0, 4.0);

pub(super) const KNEES: Draft = Draft {
    base: Base::Ground(0.285),
    shift: Vec3::new(0.0, 0.0, 0.290),
    tilt: Vec3::new(12.0, 2.0, -1.0),
    trunk: Vec3::new(24.0, -3.0, 3.0),
    nod: Vec3::new(6.0, 2.0, 2.0),
    left: BEHIND,
    right: BEHIND,
    arms: [REACHING_DOWN, REACHING_DOWN],
};

const PROPPED: Arm = reach(
    Frame::Ground,
    [0.110, 0.018, 0.595],
    [0.8, 0.1, -0.5],
    [-0.05, 0.0, 1.0],
    [0.0, -1.0, 0.0],
)
.curled(6.0, 4.0);

pub(super) const CRAWL: Draft = Draft {
    base: Base::Ground(0.272),
    shift: Vec3::new(0.0, 0.0, 0.300),
    tilt: Vec3::new(74.0, 0.0, 0.0),
    trunk: Vec3::new(8.0, 0.0, 0.0),
    nod: Vec3::new(-28.0, 0.0, 0.0),
    left: BEHIND,
    right: BEHIND,
    arms: [PROPPED, PROPPED],
};

const FALLEN: Tread = Tread {
    pitch: 112.0,
    knee: Vec3::new(1.0, -0.1, 0.2),
    at: Vec3::new(0.058, 0.022, -0.030),
    ..tread(0.0, 0.0, 14.0)
};

pub(super) const PRONE: Draft = Draft {
    base: Base::Ground(0.066),
    shift: Vec3::new(0.0, 0.0, 0.584),
    tilt: Vec3::new(91.0, 0.0, 0.0),
    trunk: Vec3::new(-3.0, 0.0, 2.0),
    nod: Vec3::new(-10.0, 58.0, 0.0),
    left: FALLEN,
    right: Tread { turn: 22.0, ..FALLEN },
    arms: [
        reach(
            Frame::Ground,
            [0.175, 0.018, 0.955],
            [0.9, 0.05, -0.4],
            [-0.30, 0.0, 0.95],
            [0.0, -1.0, 0.0],
        )
        .curled(18.0, 10.0),
        reach(
            Frame::Ground,
            [0.190, 0.018, 0.860],
            [0.9, 0.05, -0.4],
            [-0.25, 0.0, 0.97],
            [0.0, -1.0, 0.0],
        )
        .curled(22.0, 12.0),
    ],
};
