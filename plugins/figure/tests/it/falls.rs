//! The laws of falling down, and of every pose in every body.

use bevy_math::Vec3;
use maquette_document::{Age, Coat, Figure, Gait, Key, Pose};
use maquette_figure::*;
use maquette_time::Flicks;

use crate::sheets::key;

/// Everyone between the smallest and the tallest.
fn everybody() -> Vec<Figure> {
    let mut all = Vec::new();
    for height in [0.9, 1.2, 1.5, 1.72, 2.1] {
        for build in [0.75, 1.0, 1.35] {
            for age in [Age::Child, Age::Adult, Age::Old] {
                all.push(Figure { height, build, age, coat: Coat::None, ..Figure::default() });
            }
        }
    }
    all
}

pub(crate) fn fall() -> Vec<Key> {
    let stage = |at, pose| key(at, Vec3::ZERO, 0.0, pose, Gait::Stay);
    vec![
        stage(0.0, Pose::Stand),
        stage(0.45, Pose::Buckle),
        stage(0.80, Pose::Knees),
        stage(1.15, Pose::Crawl),
        stage(1.60, Pose::Prone),
    ]
}

/// The lowest corner of each of some parts.
fn lowest(figure: &Figure, posed: &Posed) -> Vec<(Joint, f32)> {
    let low = |(joint, solid): (Joint, Solid)| {
        let place = posed.joint(joint);
        let heights = solid.vertices.iter().map(|vertex| place.transform_point3(vertex.position).y);
        (joint, heights.fold(f32::INFINITY, f32::min))
    };
    body_parts(figure).into_iter().map(low).collect()
}

fn is_hand_or_foot(joint: Joint) -> bool {
    use Joint as J;
    matches!(
        joint,
        J::LeftHand
            | J::RightHand
            | J::LeftFingers
            | J::RightFingers
            | J::LeftIndex
            | J::RightIndex
            | J::LeftFoot
            | J::RightFoot
            | J::LeftToes
            | J::RightToes
    )
}

#[test]
fn who_falls_goes_down_over_the_floor_not_through_it() {
    for figure in everybody().iter().step_by(4) {
        let body = Body::of(figure);
        let mut before: Option<Posed> = None;
        for frame in 0..=50 {
            let time = Flicks::from_seconds(f64::from(frame) / 24.0);
            let posed = posed(&body, &acting_at(&fall(), time, &body), None);
            for (joint, low) in lowest(figure, &posed) {
                let most = if is_hand_or_foot(joint) { 0.016 } else { 0.05 };
                assert!(
                    low > -most * body.height / 1.72,
                    "{} m {:?} frame {frame}: {joint:?} at {low}",
                    figure.height,
                    figure.age,
                );
            }
            let hips = |posed: &Posed| Vec3::from(posed.joint(Joint::Hips).translation);
            if let Some(before) = &before {
                let fell = hips(before).distance(hips(&posed)) * 24.0;
                assert!(fell < 3.2, "hips go {fell} m/s at frame {frame}");
            }
            before = Some(posed);
        }
    }
}

#[test]
fn every_pose_of_every_body_is_whole_and_on_the_ground() {
    for figure in everybody() {
        let body = Body::of(&figure);
        for pose in Pose::ALL {
            let posed = posed(&body, &Acting::held(&body, pose, Vec3::ZERO, 0.0), None);
            assert!(posed.joints.iter().all(|joint| joint.is_finite()));
            let seated = matches!(
                pose,
                Pose::Sit | Pose::SitLean | Pose::SitTalk | Pose::Drive | Pose::Ride
            );
            for (joint, low) in lowest(&figure, &posed).into_iter().filter(|_| !seated) {
                let most = if is_hand_or_foot(joint) { 0.02 } else { 0.06 };
                assert!(
                    low > -most * body.height / 1.72,
                    "{} m {} {:?} {pose:?}: {joint:?} at {low}",
                    figure.height,
                    figure.build,
                    figure.age,
                );
            }
        }
    }
}

#[test]
fn no_hand_lies_inside_its_own_trunk() {
    for figure in everybody() {
        let body = Body::of(&figure);
        for pose in Pose::ALL {
            let posed = posed(&body, &Acting::held(&body, pose, Vec3::ZERO, 0.0), None);
            for hand in [Joint::LeftHand, Joint::RightHand] {
                let at = Vec3::from(posed.joint(hand).translation);
                for trunk in [Joint::Chest, Joint::UpperChest] {
                    let local = posed.joint(trunk).inverse().transform_point3(at);
                    // A slim core: what of a wrist may not be inside of.
                    let unit = body.offset(Joint::Hips).y / 0.53;
                    let core = (local / (Vec3::new(0.058, 0.05, 0.030) * unit)).length();
                    assert!(
                        core > 1.0,
                        "{} m {} {:?} {pose:?}: {hand:?} in {trunk:?}, {core}",
                        figure.height,
                        figure.build,
                        figure.age,
                    );
                }
            }
        }
    }
}
