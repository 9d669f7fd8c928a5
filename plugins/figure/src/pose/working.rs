//! The poses of work: pushing, carrying, climbing.

use bevy_math::Vec3;

use super::upright::STAND;
use super::{Arm, Draft, Frame, Tread, reach, tread};

const AGAINST: Arm = reach(
    Frame::Chest,
    [0.088, 0.010, 0.262],
    [0.75, -0.6, -0.2],
    [-0.10, 0.90, 0.35],
    [0.0, -0.35, 0.93],
)
.curled(6.0, 4.0)
.shrugged(4.0);

pub(super) const PUSH: Draft = Draft {
    shift: Vec3::new(0.0, -0.018, 0.045),
    tilt: Vec3::new(14.0, 3.0, 0.0),
    trunk: Vec3::new(12.0, -2.0, 0.0),
    nod: Vec3::new(-16.0, 0.0, 0.0),
    left: tread(0.052, 0.120, 6.0),
    right: Tread { pitch: 28.0, ..tread(0.052, -0.160, 12.0) },
    arms: [AGAINST, AGAINST],
    ..STAND
};

const UNDER: Arm = reach(
    Frame::Hips,
    [0.098, 0.105, 0.165],
    [0.6, -0.75, -0.6],
    [-0.40, 0.05, 0.92],
    [-0.55, 0.84, 0.0],
)
.curled(30.0, 24.0);

pub(super) const CARRY: Draft = Draft {
    shift: Vec3::new(-0.008, 0.0, -0.012),
    tilt: Vec3::new(-3.0, -2.0, 2.0),
    trunk: Vec3::new(-4.0, 3.0, -2.5),
    nod: Vec3::new(6.0, 0.0, 1.0),
    arms: [UNDER, UNDER],
    ..STAND
};

pub(super) const CLIMB: Draft = Draft {
    shift: Vec3::new(0.0, -0.010, 0.0),
    tilt: Vec3::new(4.0, 0.0, -3.0),
    trunk: Vec3::new(4.0, -4.0, 4.0),
    nod: Vec3::new(-24.0, 0.0, 0.0),
    left: Tread {
        at: Vec3::new(0.060, 0.165, 0.090),
        knee: Vec3::new(0.35, 0.2, 1.0),
        ..tread(0.0, 0.0, 8.0)
    },
    right: Tread { pitch: 12.0, ..tread(0.060, 0.060, 6.0) },
    arms: [
        reach(
            Frame::Chest,
            [0.085, 0.060, 0.195],
            [0.7, -0.7, -0.2],
            [-0.1, 0.55, 0.8],
            [-0.1, -0.75, 0.6],
        )
        .curled(84.0, 80.0),
        reach(
            Frame::Chest,
            [0.085, 0.235, 0.165],
            [0.6, -0.6, 0.3],
            [-0.1, 0.75, 0.6],
            [-0.1, -0.55, 0.8],
        )
        .curled(84.0, 80.0),
    ],
    ..STAND
};
