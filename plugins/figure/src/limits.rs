//! How far joints go.
//!
//! Ranges of motion from the American Academy of Orthopaedic Surgeons' table ("Joint Motion: Method of Measuring
//! and Recording", 1965), rounded, the spine's shared out among the joints that stand for it.

use bevy_math::{Quat, Vec3};
use maquette_document::Bend;

use crate::ease::about;
use crate::skeleton::{Flank, Joint};

/// Degrees that a hand may turn a joint by, least and most, in the order of [`JointKey::turn`]: bow or bend, turn,
/// lean or lift.
///
/// [`JointKey::turn`]: maquette_document::JointKey::turn
pub fn joint_limits(bend: Bend) -> [[f32; 2]; 3] {
    use Bend as B;
    match bend {
        B::Waist => [[-15.0, 45.0], [-20.0, 20.0], [-20.0, 20.0]],
        B::Chest => [[-15.0, 35.0], [-25.0, 25.0], [-18.0, 18.0]],
        B::Neck => [[-30.0, 30.0], [-35.0, 35.0], [-25.0, 25.0]],
        B::Head => [[-30.0, 30.0], [-45.0, 45.0], [-20.0, 20.0]],
        B::LeftShoulder | B::RightShoulder => [[-60.0, 180.0], [-90.0, 70.0], [-45.0, 180.0]],
        B::LeftElbow | B::RightElbow => [[-150.0, MOST_BENT], [-85.0, 85.0], [0.0, 0.0]],
        B::LeftWrist | B::RightWrist => [[-70.0, 80.0], [-40.0, 40.0], [-20.0, 30.0]],
        B::LeftHip | B::RightHip => [[-30.0, 120.0], [-45.0, 45.0], [-30.0, 45.0]],
        B::LeftKnee | B::RightKnee => [[-140.0, MOST_BENT], [0.0, 0.0], [0.0, 0.0]],
        B::LeftAnkle | B::RightAnkle => [[-50.0, 20.0], [-20.0, 20.0], [-20.0, 30.0]],
    }
}

/// Degrees that an elbow or a knee bends at most.
pub(crate) const MOST_BENT: f32 = 150.0;
/// Degrees that an upper arm may stand off [`arm_axis`], and from which a hand gives up what lies behind the back.
pub(crate) const ARM_CONE: f32 = 112.0;
pub(crate) const ARM_GIVES_UP: [f32; 2] = [118.0, 150.0];
/// The same of an upper leg.
const LEG_CONE: f32 = 84.0;
/// Degrees that a hand stands off its forearm at most when it reaches for something.
pub(crate) const WRIST_CONE: f32 = 64.0;

/// The middle of where an upper arm goes, in the space of the chest.
pub(crate) fn arm_axis(flank: Flank) -> Vec3 {
    Vec3::new(0.45 * flank.sign(), -0.25, 0.857)
}

fn leg_axis(flank: Flank) -> Vec3 {
    Vec3::new(0.22 * flank.sign(), -0.62, 0.753)
}

/// `direction` (unit) brought to within `cone` degrees of `axis` (unit).
pub(crate) fn within_cone(direction: Vec3, axis: Vec3, cone: f32) -> Vec3 {
    let off = axis.angle_between(direction);
    let most = cone.to_radians();
    if off <= most {
        return direction;
    }
    let side = axis.cross(direction).normalize_or(axis.any_orthonormal_vector());
    Quat::from_axis_angle(side, most) * axis
}

/// The joint of the skeleton that a hand turns, and its side.
pub(crate) fn joint_of(bend: Bend) -> (Joint, Option<Flank>) {
    use Bend as B;
    use Joint as J;
    let (left, right) = (Some(Flank::Left), Some(Flank::Right));
    match bend {
        B::Waist => (J::Spine, None),
        B::Chest => (J::UpperChest, None),
        B::Neck => (J::Neck, None),
        B::Head => (J::Head, None),
        B::LeftShoulder => (J::LeftUpperArm, left),
        B::LeftElbow => (J::LeftLowerArm, left),
        B::LeftWrist => (J::LeftHand, left),
        B::LeftHip => (J::LeftUpperLeg, left),
        B::LeftKnee => (J::LeftLowerLeg, left),
        B::LeftAnkle => (J::LeftFoot, left),
        B::RightShoulder => (J::RightUpperArm, right),
        B::RightElbow => (J::RightLowerArm, right),
        B::RightWrist => (J::RightHand, right),
        B::RightHip => (J::RightUpperLeg, right),
        B::RightKnee => (J::RightLowerLeg, right),
        B::RightAnkle => (J::RightFoot, right),
    }
}

/// `turn` of a joint from its parent with what a hand lays over it, in degrees, within what the joint can do.
pub(crate) fn turned_by_hand(turn: Quat, bend: Bend, by: Vec3) -> Quat {
    use Bend as B;
    let known = |value: f32, [least, most]: [f32; 2]| {
        if value.is_finite() { value.clamp(least, most) } else { 0.0 }
    };
    let [bow, side, lean] = joint_limits(bend);
    let by = Vec3::new(known(by.x, bow), known(by.y, side), known(by.z, lean));
    let (_, flank) = joint_of(bend);
    let Some(flank) = flank else { return crate::pose::quat(by) * turn };
    let sign = flank.sign();
    let inward = about(Vec3::Y, -sign * by.y);
    match bend {
        B::LeftElbow | B::RightElbow => {
            let bent = (-hinge(turn) + by.x).clamp(0.0, MOST_BENT);
            about(Vec3::X, -bent) * inward
        }
        B::LeftKnee | B::RightKnee => about(Vec3::X, (hinge(turn) + by.x).clamp(0.0, MOST_BENT)),
        // A hand bends toward its palm, and leans toward its thumb.
        B::LeftWrist | B::RightWrist => {
            about(Vec3::Z, -sign * by.x) * about(Vec3::X, -by.z) * inward * turn
        }
        _ => {
            let all = about(Vec3::Z, sign * by.z) * about(Vec3::X, -by.x) * inward * turn;
            let (axis, cone) = match bend {
                B::LeftShoulder | B::RightShoulder => (arm_axis(flank), ARM_CONE),
                B::LeftHip | B::RightHip => (leg_axis(flank), LEG_CONE),
                _ => return all,
            };
            let down = all * Vec3::NEG_Y;
            Quat::from_rotation_arc(down, within_cone(down, axis, cone)) * all
        }
    }
}

/// Degrees about +x of a turn of a hinge.
fn hinge(turn: Quat) -> f32 {
    let half = bevy_math::ops::atan2(turn.x, turn.w).to_degrees();
    crate::ease::turn_between(0.0, half * 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_joint_may_stay_as_it_is() {
        for bend in Bend::ALL {
            for [least, most] in joint_limits(bend) {
                assert!(least <= 0.0 && 0.0 <= most, "{bend:?}");
            }
            let still = turned_by_hand(Quat::IDENTITY, bend, Vec3::ZERO);
            assert!(still.angle_between(Quat::IDENTITY) < 1e-3 || bend_is_ball(bend), "{bend:?}");
        }
    }

    fn bend_is_ball(bend: Bend) -> bool {
        matches!(bend, Bend::LeftShoulder | Bend::RightShoulder | Bend::LeftHip | Bend::RightHip)
    }

    proptest! {
        #[test]
        fn no_hand_bends_an_elbow_or_a_knee_backward_or_too_far(
            bent in 0.0_f32..150.0,
            by in -720.0_f32..720.0,
            other in -720.0_f32..720.0,
        ) {
            for (bend, way) in [(Bend::LeftElbow, -1.0), (Bend::RightElbow, -1.0), (Bend::LeftKnee, 1.0)] {
                let turn = about(Vec3::X, way * bent);
                let turned = turned_by_hand(turn, bend, Vec3::new(by, 0.0, other));
                let now = hinge(turned) * way;
                prop_assert!((-0.1..=MOST_BENT + 0.1).contains(&now), "{bend:?}: {now}");
            }
        }

        #[test]
        fn no_hand_turns_an_arm_or_a_leg_out_of_its_cone(
            x in -720.0_f32..720.0,
            y in -720.0_f32..720.0,
            z in -720.0_f32..720.0,
        ) {
            for (bend, axis, cone) in [
                (Bend::LeftShoulder, arm_axis(Flank::Left), ARM_CONE),
                (Bend::RightShoulder, arm_axis(Flank::Right), ARM_CONE),
                (Bend::RightHip, leg_axis(Flank::Right), LEG_CONE),
            ] {
                let turned = turned_by_hand(Quat::IDENTITY, bend, Vec3::new(x, y, z));
                let off = axis.angle_between(turned * Vec3::NEG_Y).to_degrees();
                prop_assert!(off < cone + 0.1, "{bend:?}: {off}");
            }
        }
    }
}
