//! Where the joints of the figures are seen: the eighteen that pose models know, in OpenPose's order.
//!
//! Names and order are those of OpenPose's COCO model (`POSE_COCO_BODY_PARTS` in its `poseParameters.cpp`): the
//! keypoints of COCO, and a neck between the shoulders. Left and right are the figure's own.

use bevy_ecs::world::World;
use bevy_math::{Vec2, Vec3};
use maquette_camera::View;
use maquette_document::{Figure, Id, get};
use maquette_figure::{Body, Joint, Posed};
use maquette_moment::{FigureMoment, Moment};

use crate::scenery::is_titled;
use crate::survey::Survey;

pub const JOINT_NAMES: [&str; 18] = [
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "right_hip",
    "right_knee",
    "right_ankle",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_eye",
    "left_eye",
    "right_ear",
    "left_ear",
];
const NOSE: usize = 0;
const NECK: usize = 1;
const RIGHT_EYE: usize = 14;
const LEFT_EYE: usize = 15;
const RIGHT_EAR: usize = 16;
const LEFT_EAR: usize = 17;

/// A figure as pose models see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenFigure {
    pub id: Id,
    /// In the order of [`JOINT_NAMES`]; none behind the lens.
    pub joints: [Option<SeenJoint>; 18],
}

/// Where a joint is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeenJoint {
    /// Pixels from the top left of the frame.
    pub at: Vec2,
    /// Before the lens, along its axis.
    pub metres: f32,
    pub sight: Sight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Beyond the borders of the picture.
    Outside,
    /// Behind something, or on the far side of its own head.
    Hidden,
    Seen,
}

/// All figures of a moment, in document order; `survey` is of the same moment. None while a title is shown.
pub fn seen_figures(world: &World, moment: &Moment, survey: &Survey) -> Vec<SeenFigure> {
    if is_titled(moment) {
        return Vec::new();
    }
    let seen = |figure: &FigureMoment| {
        let body = Body::of(get::<Figure>(world, figure.id)?);
        let joints = seen_joints(&body, &figure.posed, &moment.view, survey);
        Some(SeenFigure { id: figure.id, joints })
    };
    moment.figures.iter().filter_map(seen).collect()
}

/// What of its own body may be before a joint, in metres: cloth, and half of what is between two limbs.
const FLESH: f32 = 0.15;
/// How much nearer than that something is which hides it.
const GAP: f32 = 0.2;
/// Between which joints there is body: what one part of it may be before another, an arm before the trunk.
const PARTS: [[usize; 2]; 13] = [
    [NOSE, NECK],
    [NECK, 2],
    [NECK, 5],
    [2, 3],
    [3, 4],
    [5, 6],
    [6, 7],
    [NECK, 8],
    [NECK, 11],
    [8, 9],
    [9, 10],
    [11, 12],
    [12, 13],
];

fn seen_joints(
    body: &Body,
    posed: &Posed,
    view: &View,
    survey: &Survey,
) -> [Option<SeenJoint>; 18] {
    let places = places(body, posed);
    let projected = places.map(|place| view.project(place));
    let picture = survey.picture();
    let (corner, size) = (
        Vec2::new(picture.x as f32, picture.y as f32),
        Vec2::new(picture.width as f32, picture.height as f32),
    );
    let pixels_a_metre = view.focal / view.gate.y * size.y;
    let on_frame = projected.map(|seen| seen.map(|seen| (corner + seen.uv * size, seen.depth)));
    // The nearest that its own body may be where a joint is seen.
    let own = |at: Vec2, metres: f32| {
        PARTS.iter().fold(metres, |near, &[a, b]| {
            let (Some((a, near_a)), Some((b, near_b))) = (on_frame[a], on_frame[b]) else {
                return near;
            };
            let span = b - a;
            let along = ((at - a).dot(span) / span.length_squared().max(1e-6)).clamp(0.0, 1.0);
            let depth = near_a + (near_b - near_a) * along;
            let reach = FLESH * pixels_a_metre / depth;
            if at.distance(a + span * along) < reach { near.min(depth) } else { near }
        })
    };
    let mut joints = [None; 18];
    for (index, joint) in joints.iter_mut().enumerate() {
        let (Some(seen), Some((at, metres))) = (projected[index], on_frame[index]) else {
            continue;
        };
        let inside = seen.uv.cmpge(Vec2::ZERO).all() && seen.uv.cmplt(Vec2::ONE).all();
        let toward = (view.position - places[index]).normalize_or_zero();
        let before = |surface: f32| surface < own(at, metres) - FLESH - GAP;
        let hidden = is_turned_away(index, posed, toward)
            || survey.at_uv(seen.uv).is_some_and(|there| before(there.metres));
        let sight = match (inside, hidden) {
            (false, _) => Sight::Outside,
            (true, true) => Sight::Hidden,
            (true, false) => Sight::Seen,
        };
        *joint = Some(SeenJoint { at, metres, sight });
    }
    joints
}

/// Whether a point of the face is on the far side of the head, for somebody `toward` whom it may look.
fn is_turned_away(index: usize, posed: &Posed, toward: Vec3) -> bool {
    let head = posed.joint(Joint::Head);
    let (left, ahead) = (Vec3::from(head.matrix3.x_axis), Vec3::from(head.matrix3.z_axis));
    let (outward, least) = match index {
        NOSE => (ahead, -0.2),
        RIGHT_EYE => (ahead * 0.8 - left * 0.6, 0.0),
        LEFT_EYE => (ahead * 0.8 + left * 0.6, 0.0),
        RIGHT_EAR => (-left, -0.3),
        LEFT_EAR => (left, -0.3),
        _ => return false,
    };
    outward.dot(toward) < least
}

/// Where the joints are in the world.
fn places(body: &Body, posed: &Posed) -> [Vec3; 18] {
    use Joint as J;
    let at = |joint: Joint| Vec3::from(posed.joint(joint).translation);
    // Shares of the head from its joint, as `figure` builds faces.
    let on_head = |x: f32, y: f32, z: f32| {
        posed.joint(J::Head).transform_point3(Vec3::new(x, y, z) * body.head)
    };
    [
        on_head(0.0, 0.26, 0.54),
        (at(J::LeftUpperArm) + at(J::RightUpperArm)) / 2.0,
        at(J::RightUpperArm),
        at(J::RightLowerArm),
        at(J::RightHand),
        at(J::LeftUpperArm),
        at(J::LeftLowerArm),
        at(J::LeftHand),
        at(J::RightUpperLeg),
        at(J::RightLowerLeg),
        at(J::RightFoot),
        at(J::LeftUpperLeg),
        at(J::LeftLowerLeg),
        at(J::LeftFoot),
        at(J::RightEye),
        at(J::LeftEye),
        on_head(-0.34, 0.355, -0.015),
        on_head(0.34, 0.355, -0.015),
    ]
}
