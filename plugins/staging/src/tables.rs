//! The figures of the craft, each in one place.

use maquette_document::{Angle, Pose, ShotSize};
use maquette_figure::Landmark;

/// How a size frames a standing figure seen level. Shares are of the frame's height, from the top.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SizeRow {
    pub(crate) size: ShotSize,
    /// What lies near the frame's lower edge, and where it lies.
    pub(crate) lower: Landmark,
    pub(crate) lower_at: f32,
    /// Where the eyes lie.
    pub(crate) eyes_at: f32,
    /// Where that leaves the top of the head of an adult without a hat; above the frame where hair is cut.
    pub(crate) head_room: f32,
    /// Millimetres on full frame, shortest and longest.
    pub(crate) lens: (f32, f32),
}

const fn row(
    size: ShotSize,
    lower: Landmark,
    lower_at: f32,
    eyes_at: f32,
    head_room: f32,
    lens: (f32, f32),
) -> SizeRow {
    SizeRow { size, lower, lower_at, eyes_at, head_room, lens }
}

/// From tightest to widest. An ECU holds eyes and nose: the chin lies below its edge. From WS on, what counts
/// is the figure's share of the height: 0.58, 0.32, 0.12.
const SIZES: [SizeRow; 11] = [
    row(ShotSize::Ecu, Landmark::Chin, 1.22, 0.45, -0.40, (100.0, 100.0)),
    row(ShotSize::Vcu, Landmark::Chin, 0.97, 0.42, -0.19, (85.0, 100.0)),
    row(ShotSize::Cu, Landmark::Collar, 1.0, 0.36, 0.02, (65.0, 85.0)),
    row(ShotSize::Mcu, Landmark::Chest, 1.0, 0.31, 0.07, (50.0, 65.0)),
    row(ShotSize::Ms, Landmark::Waist, 1.0, 0.23, 0.073, (40.0, 50.0)),
    row(ShotSize::Cowboy, Landmark::MidThigh, 1.0, 0.20, 0.09, (35.0, 40.0)),
    row(ShotSize::Mls, Landmark::Shin, 1.0, 0.175, 0.096, (32.0, 35.0)),
    row(ShotSize::Fs, Landmark::Sole, 0.96, 0.14, 0.076, (28.0, 35.0)),
    row(ShotSize::Ws, Landmark::Sole, 0.86, 0.32, 0.278, (24.0, 28.0)),
    row(ShotSize::Vws, Landmark::Sole, 0.82, 0.521, 0.498, (21.0, 24.0)),
    row(ShotSize::Ews, Landmark::Sole, 0.76, 0.648, 0.639, (18.0, 21.0)),
];

pub(crate) fn size_row(size: ShotSize) -> &'static SizeRow {
    &SIZES[size as usize]
}

/// `size`, `steps` tighter (below 0) or wider, as far as sizes go.
pub(crate) fn stepped(size: ShotSize, steps: i32) -> ShotSize {
    let index = (size as i32 + steps).clamp(0, SIZES.len() as i32 - 1);
    SIZES[index as usize].size
}

/// The least share of the height above hair and hat, from CU out.
pub(crate) const HEAD_ROOM: f32 = 0.02;

/// Shares of the height about the lower edge in which no joint lies, and by which the edge moves at most for it.
pub(crate) const JOINT_ROOM: f32 = 0.017;

/// Degrees that a camera at an angle looks down at the eyes, and rolls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AngleRow {
    pub(crate) down: f32,
    pub(crate) roll: f32,
}

/// Metres above the floor that a camera lies at least.
pub(crate) const FLOOR_ROOM: f32 = 0.12;

/// Degrees up or down from which a size keeps the span of the body as it is seen, not the line of the eyes.
pub(crate) const STEEP: f32 = 10.0;
/// Degrees from which an angle is a bird's or a worm's.
pub(crate) const STEEPER: f32 = 40.0;

pub(crate) fn angle_row(angle: Angle) -> AngleRow {
    let (down, roll) = match angle {
        Angle::Eye => (0.0, 0.0),
        Angle::High => (20.0, 0.0),
        Angle::Low => (-20.0, 0.0),
        Angle::Bird => (65.0, 0.0),
        Angle::Worm => (-45.0, 0.0),
        Angle::Dutch => (0.0, 10.0),
    };
    AngleRow { down, roll }
}

/// How many sizes lie from one to the other.
pub(crate) fn steps_between(a: ShotSize, b: ShotSize) -> i32 {
    (a as i32 - b as i32).abs()
}

/// A cut between sizes of the same subject needs this many steps, or this turn in degrees.
pub(crate) const JUMP_STEPS: i32 = 2;
pub(crate) const JUMP_DEGREES: f32 = 30.0;

/// Degrees off the line: over a shoulder, single, master.
pub(crate) const OTS_ANGLES: (f32, f32) = (15.0, 35.0);
/// The share of the width at which the face lies over a shoulder, from the side of the shoulder, as a start; how much
/// of the ear's head is in the picture at least; the share of the rise from one's eyes to the other's with which the
/// camera looks down or up, and the most of it, in degrees.
pub(crate) const OTS_FACE: f32 = 0.62;
pub(crate) const OTS_EAR: f32 = 0.04;
/// The most of the height that a head in front takes: a larger one is a dark block without a shoulder.
pub(crate) const OTS_HEAD: f32 = 0.66;
pub(crate) const OTS_RISE: f32 = 0.9;
pub(crate) const OTS_STEEPEST: f32 = 24.0;
/// Degrees by which who talks in a two-shot looks to our side of a profile.
pub(crate) const OPEN: f32 = 37.0;
/// Millimetres of the longest lens that people are seen through.
pub(crate) const LONGEST: f32 = 135.0;
/// Where the eyes lie of who is seen through another's eyes.
pub(crate) const POV_EYES: f32 = 0.32;
pub(crate) const SINGLE_ANGLES: [f32; 7] = [30.0, 24.0, 36.0, 20.0, 42.0, 50.0, 60.0];
/// The share of the width that a shoulder in front takes.
pub(crate) const SHOULDER_SHARE: (f32, f32) = (0.25, 1.0 / 3.0);
/// Where a face is looked at: the share of the width that lies before it.
pub(crate) const LOOKING_ROOM: f32 = 0.58;
/// A picture this narrow has none, and one this wide all of it: width over height.
pub(crate) const LOOKING_ROOM_FROM: (f32, f32) = (0.6, 0.95);

/// Seconds.
pub(crate) mod seconds {
    /// A cut comes this long before the line.
    pub(crate) const LEAD: (f32, f32) = (0.20, 0.30);
    /// What is left of a shot when its line is over; with the lead of the next, 0.25 to 0.5 lie between lines.
    pub(crate) const TAIL: (f32, f32) = (0.05, 0.20);
    /// The same after a question: 0.4 to 0.7.
    pub(crate) const TAIL_OF_QUESTION: (f32, f32) = (0.20, 0.40);
    /// After the last line before action, or of the scene.
    pub(crate) const LAST_TAIL: f32 = 0.60;
    /// `(beat)` between two lines of a speech.
    pub(crate) const BEAT: f32 = 1.0;
    /// Between two paragraphs of a speech without one.
    pub(crate) const BREATH: f32 = 0.30;
    pub(crate) const SILENCE: f32 = 2.2;
    pub(crate) const ESTABLISHING: (f32, f32) = (2.6, 3.6);
    /// What is not said is read: seconds a word, and before the first.
    pub(crate) const WORD: f32 = 0.28;
    pub(crate) const READING: f32 = 0.9;
    pub(crate) const INSERT: f32 = 1.4;
    /// Of a reaction inside a long line.
    pub(crate) const REACTION: (f32, f32) = (1.6, 2.2);
    /// A line longer than this is cut away from in its middle.
    pub(crate) const LONG_LINE: f32 = 6.0;
    /// The empty place after an exit.
    pub(crate) const EMPTY: f32 = 0.6;
    /// Nothing lasts less; held still without words, nothing lasts more.
    pub(crate) const SHORTEST: f32 = 0.75;
    pub(crate) const LONGEST_STILL: f32 = 8.0;
    /// A camera is still this long at both ends of a move.
    pub(crate) const STILL: f32 = 0.4;
    pub(crate) const TITLE: f32 = 3.0;
    /// From standing to sitting and back, and other changes of pose.
    pub(crate) const POSE: f32 = 1.0;
    pub(crate) const TURN: f32 = 0.5;
}

/// Metres a second.
pub(crate) const WALK: f32 = 1.3;
pub(crate) const RUN: f32 = 3.0;

/// Metres between two who talk, and between one and a thing used.
pub(crate) const PERSONAL: f32 = 1.15;
pub(crate) const SOCIAL: f32 = 1.6;
/// Metres of free floor that one who stands takes, from the middle.
pub(crate) const ELBOW_ROOM: f32 = 0.32;
/// Metres that a camera keeps from walls and things.
pub(crate) const CAMERA_ROOM: f32 = 0.18;

pub(crate) fn is_seated(pose: Pose) -> bool {
    matches!(pose, Pose::Sit | Pose::SitLean | Pose::SitTalk | Pose::Drive | Pose::Ride)
}

/// Has a hand free to lift to the eyes what it holds.
pub(crate) fn can_show(pose: Pose) -> bool {
    !is_seated(pose) && !is_low(pose) && !matches!(pose, Pose::Read | Pose::Phone | Pose::Embrace)
}

/// Kneeling, crouching, lying: the body is not as the table of sizes has it.
pub(crate) fn is_low(pose: Pose) -> bool {
    matches!(pose, Pose::Kneel | Pose::Crouch | Pose::Lie | Pose::Knees | Pose::Crawl | Pose::Prone)
}
