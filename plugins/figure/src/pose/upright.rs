//! The poses on two feet. Nobody stands square: the weight is on one leg, and what the hips do the chest undoes.

use bevy_math::Vec3;

use super::{Arm, Base, Draft, Frame, hang, reach, tread};

pub(super) const STAND: Draft = Draft {
    base: Base::Legs,
    shift: Vec3::new(-0.012, 0.0, 0.0),
    tilt: Vec3::new(0.0, -3.0, 2.5),
    trunk: Vec3::new(1.0, 4.0, -3.5),
    nod: Vec3::new(1.0, -1.0, 1.0),
    left: tread(0.060, 0.020, 16.0),
    right: tread(0.046, -0.008, 9.0),
    arms: [hang(4.0, 9.0, 16.0, 22.0), hang(1.0, 8.0, 12.0, 18.0)],
};

pub(super) const CONTRAPPOSTO: Draft = Draft {
    base: Base::Legs,
    shift: Vec3::new(-0.034, 0.0, 0.0),
    tilt: Vec3::new(2.0, -6.0, 7.0),
    trunk: Vec3::new(-2.0, 9.0, -11.0),
    nod: Vec3::new(2.0, -3.0, 4.0),
    left: tread(0.080, 0.058, 26.0),
    right: tread(0.050, -0.012, 8.0),
    arms: [
        hang(3.0, 8.0, 14.0, 20.0),
        reach(
            Frame::Hips,
            [0.100, 0.058, -0.012],
            [1.0, -0.25, -0.45],
            [-0.32, -0.35, 0.85],
            [-0.85, -0.1, -0.35],
        ),
    ],
};

pub(super) const ARMS_CROSSED: Draft = Draft {
    shift: Vec3::new(-0.022, 0.0, -0.006),
    tilt: Vec3::new(0.0, -3.0, 5.0),
    trunk: Vec3::new(-3.0, 5.0, -6.0),
    nod: Vec3::new(4.0, -2.0, 2.0),
    left: tread(0.072, 0.034, 20.0),
    arms: [
        reach(
            Frame::Chest,
            [-0.022, -0.052, 0.100],
            [0.55, -0.85, 0.0],
            [-0.9, 0.25, -0.28],
            [-0.25, -0.1, -1.0],
        ),
        reach(
            Frame::Chest,
            [-0.018, -0.078, 0.078],
            [0.6, -0.85, 0.0],
            [-0.9, 0.32, -0.25],
            [-0.25, -0.1, -1.0],
        ),
    ],
    ..STAND
};

const POCKET: Arm = reach(
    Frame::Hips,
    [0.083, 0.012, 0.020],
    [0.8, -0.1, -0.65],
    [-0.10, -0.97, 0.2],
    [-1.0, 0.0, 0.0],
)
.curled(12.0, 12.0);

pub(super) const HANDS_IN_POCKETS: Draft = Draft {
    shift: Vec3::new(-0.020, 0.0, 0.0),
    tilt: Vec3::new(-3.0, -3.0, 4.0),
    trunk: Vec3::new(3.0, 4.0, -5.0),
    nod: Vec3::new(3.0, 0.0, 1.0),
    left: tread(0.066, 0.034, 20.0),
    arms: [POCKET.shrugged(4.0), POCKET.shrugged(4.0)],
    ..STAND
};

pub(super) const GESTURE: Arm = reach(
    Frame::Chest,
    [0.118, -0.105, 0.165],
    [0.5, -0.85, -0.3],
    [-0.25, 0.35, 0.9],
    [-0.75, 0.6, 0.1],
);

pub(super) const TALK: Draft = Draft {
    tilt: Vec3::new(0.0, -2.0, 3.0),
    trunk: Vec3::new(3.0, 3.0, -4.0),
    nod: Vec3::new(0.0, -1.0, 2.0),
    arms: [hang(10.0, 10.0, 38.0, 34.0), GESTURE],
    ..STAND
};

pub(super) const POINT: Draft = Draft {
    shift: Vec3::new(-0.010, 0.0, 0.004),
    tilt: Vec3::new(0.0, 4.0, 2.0),
    trunk: Vec3::new(2.0, 10.0, -2.0),
    nod: Vec3::new(0.0, -12.0, 0.0),
    right: tread(0.050, 0.030, 8.0),
    left: tread(0.060, -0.030, 24.0),
    arms: [
        hang(-6.0, 10.0, 18.0, 20.0),
        reach(
            Frame::Aim,
            [0.0, -0.004, 0.302],
            [0.6, -0.8, -0.1],
            [0.0, 0.04, 1.0],
            [-0.55, -0.8, 0.0],
        )
        .curled(100.0, 0.0)
        .shrugged(3.0),
    ],
    ..STAND
};

pub(super) const REACH: Draft = Draft {
    shift: Vec3::new(0.006, 0.0, 0.042),
    tilt: Vec3::new(8.0, 8.0, -2.0),
    trunk: Vec3::new(10.0, 10.0, 2.0),
    nod: Vec3::new(-12.0, -14.0, 0.0),
    left: tread(0.052, 0.085, 8.0),
    right: super::Tread { pitch: 26.0, ..tread(0.052, -0.080, 16.0) },
    arms: [
        hang(-14.0, 14.0, 24.0, 20.0),
        reach(
            Frame::Chest,
            [0.085, 0.105, 0.282],
            [0.5, -0.85, -0.1],
            [-0.1, -0.05, 1.0],
            [-0.75, -0.65, 0.0],
        )
        .curled(12.0, 4.0)
        .shrugged(4.0),
    ],
    ..STAND
};

pub(super) const PHONE: Draft = Draft {
    shift: Vec3::new(-0.018, 0.0, 0.0),
    tilt: Vec3::new(0.0, -3.0, 4.0),
    trunk: Vec3::new(1.0, 5.0, -5.0),
    nod: Vec3::new(5.0, 2.0, -5.0),
    left: tread(0.068, 0.036, 20.0),
    arms: [
        reach(
            Frame::Chest,
            [-0.010, -0.110, 0.088],
            [0.75, -0.7, -0.1],
            [-0.95, 0.12, -0.15],
            [-0.15, -0.1, -1.0],
        ),
        reach(
            Frame::Head,
            [0.064, -0.022, 0.034],
            [0.30, -1.0, 0.30],
            [-0.10, 0.90, -0.36],
            [-0.95, 0.0, -0.25],
        )
        .curled(46.0, 34.0),
    ],
    ..STAND
};

const PAGE: Arm = reach(
    Frame::Chest,
    [0.052, -0.118, 0.142],
    [0.7, -0.75, -0.15],
    [-0.42, 0.45, 0.78],
    [-0.45, 0.45, -0.75],
)
.curled(34.0, 26.0);

pub(super) const READ: Draft = Draft {
    trunk: Vec3::new(4.0, 3.0, -3.5),
    nod: Vec3::new(21.0, -1.0, 1.0),
    arms: [PAGE, PAGE],
    ..STAND
};

pub(super) const SHOW: Draft = Draft {
    tilt: Vec3::new(0.0, -2.0, 3.0),
    trunk: Vec3::new(3.0, 2.0, -3.5),
    nod: Vec3::new(17.0, -8.0, -2.0),
    arms: [
        hang(2.0, 9.0, 18.0, 22.0),
        reach(
            Frame::Chest,
            [0.058, -0.078, 0.168],
            [0.6, -0.8, -0.15],
            [-0.38, 0.32, 0.87],
            [-0.55, 0.80, -0.20],
        )
        .curled(26.0, 16.0),
    ],
    ..STAND
};

const RAISED: Arm = reach(
    Frame::Chest,
    [0.188, 0.182, 0.050],
    [0.75, -0.6, -0.1],
    [0.05, 1.0, 0.0],
    [0.0, 0.05, 1.0],
)
.curled(8.0, 4.0)
.shrugged(8.0);

pub(super) const HANDS_UP: Draft = Draft {
    trunk: Vec3::new(-3.0, 0.0, -2.0),
    nod: Vec3::new(2.0, 0.0, 0.0),
    arms: [RAISED, RAISED.shrugged(10.0)],
    ..STAND
};

pub(super) const THINK: Draft = Draft {
    shift: Vec3::new(-0.024, 0.0, -0.004),
    tilt: Vec3::new(0.0, -4.0, 5.0),
    trunk: Vec3::new(2.0, 5.0, -7.0),
    nod: Vec3::new(7.0, -6.0, -3.0),
    left: tread(0.072, 0.042, 22.0),
    arms: [
        reach(
            Frame::Chest,
            [-0.030, -0.098, 0.092],
            [0.65, -0.8, 0.0],
            [-0.95, 0.2, -0.2],
            [-0.1, 0.3, -1.0],
        ),
        reach(
            Frame::Head,
            [0.026, -0.062, 0.076],
            [0.25, -1.0, 0.1],
            [-0.25, 0.92, -0.05],
            [-0.4, 0.1, -0.9],
        )
        .curled(74.0, 30.0),
    ],
    ..STAND
};

pub(super) const EMBRACE: Draft = Draft {
    shift: Vec3::new(0.0, 0.0, 0.018),
    tilt: Vec3::new(3.0, 0.0, 0.0),
    trunk: Vec3::new(6.0, 0.0, 0.0),
    nod: Vec3::new(2.0, 8.0, 6.0),
    left: tread(0.055, 0.040, 10.0),
    right: tread(0.055, -0.030, 12.0),
    arms: [
        reach(
            Frame::Chest,
            [0.058, 0.040, 0.205],
            [0.8, -0.5, 0.1],
            [-0.85, 0.25, -0.05],
            [-0.1, -0.1, -1.0],
        ),
        reach(
            Frame::Chest,
            [0.050, -0.020, 0.212],
            [0.8, -0.55, 0.1],
            [-0.85, -0.15, -0.05],
            [-0.1, 0.1, -1.0],
        ),
    ],
    ..STAND
};

pub(super) const OPEN_DOOR: Draft = Draft {
    shift: Vec3::new(0.004, 0.0, 0.022),
    tilt: Vec3::new(3.0, 5.0, -1.0),
    trunk: Vec3::new(5.0, 9.0, 1.0),
    nod: Vec3::new(0.0, -10.0, 0.0),
    left: tread(0.052, 0.058, 10.0),
    right: super::Tread { pitch: 14.0, ..tread(0.052, -0.058, 14.0) },
    arms: [
        hang(-8.0, 11.0, 20.0, 20.0),
        reach(
            Frame::Hips,
            [0.062, 0.078, 0.245],
            [0.55, -0.8, -0.35],
            [-0.2, -0.15, 0.95],
            [-0.35, -0.9, -0.1],
        )
        .curled(62.0, 55.0),
    ],
    ..STAND
};
