//! How a body holds itself: weight, trunk, head, arms and feet of each pose, before anything moves.

mod at_rest;
mod falling;
mod upright;
mod working;

use bevy_math::{Quat, Vec3};
use maquette_document::Pose;

use crate::body::{Body, HIPS};
use crate::skeleton::{Flank, Joint};

/// How far before the seat the feet of one who sits stand, as a share of height.
pub(crate) const SEAT_STEP: f32 = 0.238;
/// The joints of the hips above what one sits on.
const SEAT_RISE: f32 = 0.060;

/// Degrees: `x` bows forward, `y` turns to the left, `z` leans to the left.
pub(crate) type Bow = Vec3;

pub(crate) fn quat(bow: Bow) -> Quat {
    let Vec3 { x, y, z } = bow * std::f32::consts::PI / 180.0;
    Quat::from_rotation_y(y) * Quat::from_rotation_x(x) * Quat::from_rotation_z(-z)
}

/// A pose of one body, in the space of the figure: its feet (or its seat) over the origin, looking to +z.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stance {
    /// The joint of the hips, in metres.
    pub(crate) hips: Vec3,
    pub(crate) tilt: Bow,
    /// Of the whole spine.
    pub(crate) trunk: Bow,
    /// Of neck and head together.
    pub(crate) nod: Bow,
    /// Left and right.
    pub(crate) feet: [Foot; 2],
    pub(crate) arms: [Arm; 2],
    /// 1 when the legs carry it, 0 when it sits, kneels or lies.
    pub(crate) upright: f32,
    /// 1 when it sits.
    pub(crate) seated: f32,
}

/// A foot: where its sole would be if it lay flat, under the ankle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foot {
    pub at: Vec3,
    /// Degrees about the vertical.
    pub yaw: f32,
    /// Degrees: above 0 the heel is up and the ball stays, below 0 the toes are up and the heel stays.
    pub pitch: f32,
    /// Which way the knee points.
    pub knee: Vec3,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Arm {
    pub(crate) shape: ArmShape,
    /// Degrees that the fingers and the index are bent.
    pub(crate) curl: f32,
    pub(crate) index: f32,
    /// Degrees that the shoulder is raised.
    pub(crate) shrug: f32,
}

/// On both sides `x` is outward.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ArmShape {
    /// Degrees from straight down: the upper arm forward and out, the elbow bent, the forearm turned inward.
    Hang { forward: f32, out: f32, bend: f32, turn: f32 },
    /// The wrist at a place in the space of `frame`, in shares of height; `fingers` and `palm` are directions
    /// there, `elbow` one in the space of the chest.
    Reach { frame: Frame, at: Vec3, elbow: Vec3, fingers: Vec3, palm: Vec3 },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Frame {
    Chest,
    Hips,
    Head,
    /// The upper leg of the same side.
    Thigh,
    /// The shoulder, turned as the chest: for what is pointed at.
    Aim,
    /// The ground under the figure, turned as it faces: for hands that carry weight.
    Ground,
}

impl ArmShape {
    pub(crate) fn frame(&self) -> Option<Frame> {
        match self {
            Self::Hang { .. } => None,
            Self::Reach { frame, .. } => Some(*frame),
        }
    }
}

/// A pose in shares of height, as the tables of poses write it.
#[derive(Clone, Copy)]
struct Draft {
    base: Base,
    /// Of the hips, from over the origin.
    shift: Vec3,
    tilt: Bow,
    trunk: Bow,
    nod: Bow,
    left: Tread,
    right: Tread,
    arms: [Arm; 2],
}

#[derive(Clone, Copy)]
enum Base {
    Legs,
    Seat,
    /// The hips above the ground.
    Ground(f32),
}

/// A foot of a draft; `x` and `turn` are outward, the knee points along its toes unless told.
#[derive(Clone, Copy)]
struct Tread {
    at: Vec3,
    turn: f32,
    pitch: f32,
    knee: Vec3,
}

const fn tread(x: f32, z: f32, turn: f32) -> Tread {
    Tread { at: Vec3::new(x, 0.0, z), turn, pitch: 0.0, knee: Vec3::ZERO }
}

const fn hang(forward: f32, out: f32, bend: f32, turn: f32) -> Arm {
    Arm { shape: ArmShape::Hang { forward, out, bend, turn }, curl: 28.0, index: 16.0, shrug: 0.0 }
}

const fn reach(
    frame: Frame,
    at: [f32; 3],
    elbow: [f32; 3],
    fingers: [f32; 3],
    palm: [f32; 3],
) -> Arm {
    let (at, elbow) = (Vec3::from_array(at), Vec3::from_array(elbow));
    let (fingers, palm) = (Vec3::from_array(fingers), Vec3::from_array(palm));
    let shape = ArmShape::Reach { frame, at, elbow, fingers, palm };
    Arm { shape, curl: 22.0, index: 12.0, shrug: 0.0 }
}

impl Arm {
    const fn curled(self, curl: f32, index: f32) -> Self {
        Self { curl, index, ..self }
    }

    const fn shrugged(self, shrug: f32) -> Self {
        Self { shrug, ..self }
    }

    /// 1 when it hangs free and swings in a walk.
    pub(crate) fn free(&self) -> f32 {
        if matches!(self.shape, ArmShape::Hang { .. }) { 1.0 } else { 0.0 }
    }
}

/// A pose as this body holds it, when what it may sit on is `seat` metres high.
pub(crate) fn stance(pose: Pose, body: &Body, seat: f32) -> Stance {
    let draft = draft(pose);
    let unit = body.unit;
    let height = match draft.base {
        Base::Legs => HIPS * unit,
        Base::Seat => seat + SEAT_RISE * unit,
        Base::Ground(height) if pose == Pose::Prone => {
            // A heavy body lies higher.
            (height + 0.045 * (body.girth.waist - 1.0).max(0.0)) * unit
        }
        Base::Ground(height) => height * unit,
    };
    let foot = |tread: Tread, flank: Flank| {
        let yaw = tread.turn * flank.sign();
        let toes = quat(Vec3::new(0.0, yaw * 0.75, 0.0)) * Vec3::Z;
        let knee = tread.knee * Vec3::new(flank.sign(), 1.0, 1.0);
        Foot {
            at: tread.at * Vec3::new(flank.sign() * body.girth.hips, 1.0, 1.0) * unit,
            yaw,
            pitch: tread.pitch,
            knee: if tread.knee == Vec3::ZERO { toes } else { knee },
        }
    };
    Stance {
        hips: draft.shift * unit + Vec3::Y * height,
        tilt: draft.tilt,
        trunk: draft.trunk + Vec3::X * body.stoop(),
        nod: draft.nod - Vec3::X * body.stoop() * 0.8,
        feet: [foot(draft.left, Flank::Left), foot(draft.right, Flank::Right)],
        arms: draft.arms,
        upright: if matches!(draft.base, Base::Legs) { 1.0 } else { 0.0 },
        seated: if matches!(draft.base, Base::Seat) { 1.0 } else { 0.0 },
    }
}

/// Everything between two stances; arms are blended where their joints are known.
pub(crate) fn blend(a: &Stance, b: &Stance, share: f32) -> Stance {
    let nearer = if share < 0.5 { a } else { b };
    let foot = |side: usize| blend_feet(&a.feet[side], &b.feet[side], share);
    Stance {
        hips: a.hips.lerp(b.hips, share),
        tilt: a.tilt.lerp(b.tilt, share),
        trunk: a.trunk.lerp(b.trunk, share),
        nod: a.nod.lerp(b.nod, share),
        feet: [foot(0), foot(1)],
        arms: nearer.arms,
        upright: a.upright + (b.upright - a.upright) * share,
        seated: a.seated + (b.seated - a.seated) * share,
    }
}

pub(crate) fn blend_feet(a: &Foot, b: &Foot, share: f32) -> Foot {
    let turn = (b.yaw - a.yaw + 180.0).rem_euclid(360.0) - 180.0;
    Foot {
        at: a.at.lerp(b.at, share),
        yaw: a.yaw + turn * share,
        pitch: a.pitch + (b.pitch - a.pitch) * share,
        knee: a.knee.lerp(b.knee, share),
    }
}

/// Sits, kneels, crouches or lies: it must get up before it walks.
pub(crate) fn is_low(pose: Pose) -> bool {
    !matches!(draft(pose).base, Base::Legs)
}

pub(crate) fn is_seated(pose: Pose) -> bool {
    matches!(draft(pose).base, Base::Seat)
}

/// How far a fall has gone: none is no part of one.
pub(crate) fn fallen(pose: Pose) -> Option<u8> {
    match pose {
        Pose::Buckle => Some(1),
        Pose::Knees => Some(2),
        Pose::Crawl => Some(3),
        Pose::Prone => Some(4),
        _ => None,
    }
}

/// What of a pose lasts through a walk: who reads goes on reading, who pointed lets the arm sink.
pub(crate) fn carried(pose: Pose) -> Pose {
    match pose {
        Pose::ArmsCrossed
        | Pose::HandsInPockets
        | Pose::Phone
        | Pose::Read
        | Pose::HandsUp
        | Pose::Carry
        | Pose::Push => pose,
        _ => Pose::Stand,
    }
}

fn draft(pose: Pose) -> Draft {
    match pose {
        Pose::Stand => upright::STAND,
        Pose::Contrapposto => upright::CONTRAPPOSTO,
        Pose::ArmsCrossed => upright::ARMS_CROSSED,
        Pose::HandsInPockets => upright::HANDS_IN_POCKETS,
        Pose::Talk => upright::TALK,
        Pose::Point => upright::POINT,
        Pose::Reach => upright::REACH,
        Pose::Phone => upright::PHONE,
        Pose::Read => upright::READ,
        Pose::HandsUp => upright::HANDS_UP,
        Pose::Think => upright::THINK,
        Pose::Embrace => upright::EMBRACE,
        Pose::OpenDoor => upright::OPEN_DOOR,
        Pose::Show => upright::SHOW,
        Pose::Push => working::PUSH,
        Pose::Carry => working::CARRY,
        Pose::Climb => working::CLIMB,
        Pose::Buckle => falling::BUCKLE,
        Pose::Knees => falling::KNEES,
        Pose::Crawl => falling::CRAWL,
        Pose::Prone => falling::PRONE,
        Pose::Ride => at_rest::RIDE,
        Pose::Sit => at_rest::SIT,
        Pose::SitLean => at_rest::SIT_LEAN,
        Pose::SitTalk => at_rest::SIT_TALK,
        Pose::Drive => at_rest::DRIVE,
        Pose::Kneel => at_rest::KNEEL,
        Pose::Crouch => at_rest::CROUCH,
        Pose::Lie => at_rest::LIE,
    }
}

/// Where a frame of reach takes its space from.
pub(crate) fn joint_of(frame: Frame, flank: Flank) -> Joint {
    match frame {
        Frame::Chest => Joint::UpperChest,
        Frame::Hips | Frame::Ground => Joint::Hips,
        Frame::Head => Joint::Head,
        Frame::Thigh => flank.leg()[0],
        Frame::Aim => flank.arm()[0],
    }
}
