//! The laws of hands that are on something, and of heads that look.

use bevy_math::{Quat, Vec3};
use maquette_document::{Age, Bend, Figure, Pose};
use maquette_figure::*;
use proptest::prelude::*;

const ARMS: [[Joint; 3]; 2] = [
    [Joint::LeftUpperArm, Joint::LeftLowerArm, Joint::LeftHand],
    [Joint::RightUpperArm, Joint::RightLowerArm, Joint::RightHand],
];
const PALMS: [Landmark; 2] = [Landmark::LeftHand, Landmark::RightHand];
/// Degrees that an elbow bends and an upper arm stands off straight ahead at most.
const MOST_BENT: f32 = 150.0;

fn place(posed: &Posed, joint: Joint) -> Vec3 {
    posed.joint(joint).translation.into()
}

fn bodies() -> Vec<Body> {
    let figure = |height, build, age| Figure { height, build, age, ..Figure::default() };
    vec![
        Body::of(&figure(1.72, 1.0, Age::Adult)),
        Body::of(&figure(0.95, 1.0, Age::Child)),
        Body::of(&figure(2.1, 1.3, Age::Adult)),
        Body::of(&figure(1.6, 0.8, Age::Old)),
    ]
}

fn on(body: &Body, pose: Pose, side: usize, at: Vec3) -> Posed {
    let mut acting = Acting::held(body, pose, Vec3::ZERO, 0.0);
    acting.hands[side] = Grasp::on(Contact { at, outward: Vec3::ZERO });
    posed(body, &acting, None)
}

fn bent(posed: &Posed, side: usize) -> f32 {
    let [upper, lower, hand] = ARMS[side].map(|joint| place(posed, joint));
    (lower - upper).angle_between(hand - lower).to_degrees()
}

fn flank(side: usize) -> f32 {
    if side == 0 { 1.0 } else { -1.0 }
}

/// The first of `steps` from 0 to 1 on which an arm or the chest goes over at once, and how far: where it goes fast,
/// it is looked at more closely.
fn jump(with: &dyn Fn(f32) -> Posed, steps: u32, side: usize) -> Option<(f32, f32)> {
    let joints = [Joint::UpperChest, ARMS[side][1], ARMS[side][2]];
    let moved = |a: &Posed, b: &Posed| {
        joints.iter().map(|joint| place(a, *joint).distance(place(b, *joint))).fold(0.0, f32::max)
    };
    let share = |step: f32| step / steps as f32;
    let mut before = with(0.0);
    for step in 0..steps {
        let now = with(share(step as f32 + 1.0));
        if moved(&before, &now) > 0.04 {
            let mut last = before.clone();
            for part in 1..=64 {
                let next = with(share(step as f32 + part as f32 / 64.0));
                let far = moved(&last, &next);
                if far > 0.02 {
                    return Some((share(step as f32), far));
                }
                last = next;
            }
        }
        before = now;
    }
    None
}

/// A place about a shoulder: degrees outward and up, and metres as a share of the arm.
fn about_shoulder(body: &Body, side: usize, out: f32, up: f32, far: f32) -> Vec3 {
    let free = posed(body, &Acting::held(body, Pose::Stand, Vec3::ZERO, 0.0), None);
    let [upper, lower, hand] = ARMS[side].map(|joint| place(&free, joint));
    let long = upper.distance(lower) + lower.distance(hand);
    let turn = Quat::from_rotation_y((out * flank(side)).to_radians())
        * Quat::from_rotation_x(-up.to_radians());
    upper + turn * Vec3::Z * long * far
}

#[test]
fn a_hand_comes_to_the_table_and_to_the_floor() {
    for (body, table) in bodies().into_iter().zip([0.74, 0.45, 0.74, 0.74]) {
        for (at, side) in [
            (Vec3::new(-0.15, table, 0.42), 1),
            (Vec3::new(-0.12, 0.06, 0.36), 1),
            (Vec3::new(0.2, 1.15 * body.height / 1.72, 0.55), 0),
        ] {
            let at = at * Vec3::new(1.0, 1.0, body.height / 1.72);
            let posed = on(&body, Pose::Stand, side, at);
            let off = posed.contact(&body, PALMS[side]).at.distance(at);
            assert!(off < 0.001, "{} m tall, {at}: {off} m off", body.height);
            let low = posed.soles(&body).iter().map(|sole| sole.y).fold(f32::MAX, f32::min);
            assert!(low > -0.012, "{} m tall, {at}: feet at {low}", body.height);
        }
    }
}

#[test]
fn what_is_out_of_reach_is_reached_toward() {
    let body = &bodies()[0];
    let at = Vec3::new(-0.3, 1.5, 4.0);
    let posed = on(body, Pose::Stand, 1, at);
    assert!(bent(&posed, 1) < 12.0);
    let [upper, _, hand] = ARMS[1].map(|joint| place(&posed, joint));
    assert!((hand - upper).angle_between(at - upper).to_degrees() < 8.0);
}

#[test]
fn a_hand_on_a_back_lies_flat_on_it() {
    let body = &bodies()[0];
    let other = posed(body, &Acting::held(body, Pose::Embrace, Vec3::Z * 0.30, 180.0), None);
    let mut acting = Acting::held(body, Pose::Embrace, Vec3::ZERO, 0.0);
    let back = other.contact(body, Landmark::Back);
    acting.hands[1] = Grasp::on(back);
    let posed = posed(body, &acting, None);
    let palm = posed.contact(body, Landmark::RightHand);
    assert!(palm.at.distance(back.at) < 0.02, "{}", palm.at.distance(back.at));
    assert!(palm.outward.dot(back.outward) < -0.6, "{}", palm.outward.dot(back.outward));
}

#[test]
fn a_joint_is_turned_by_hand_and_no_farther_than_it_goes() {
    let body = &bodies()[0];
    let with = |by: f32| {
        let mut acting = Acting::held(body, Pose::Stand, Vec3::ZERO, 0.0);
        acting.turns = vec![(Bend::LeftElbow, Vec3::X * by)];
        bent(&posed(body, &acting, None), 0)
    };
    assert!((with(40.0) - with(0.0) - 40.0).abs() < 0.5);
    assert!((with(900.0) - MOST_BENT).abs() < 0.5);
    assert!(with(-900.0) < 0.5);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_palm_is_on_what_it_can_reach(
        who in 0..4_usize, side in 0..2_usize,
        out in -25.0_f32..80.0, up in -65.0_f32..75.0, far in 0.55_f32..1.0,
    ) {
        let body = &bodies()[who];
        let at = about_shoulder(body, side, out, up, far);
        let posed = on(body, Pose::Stand, side, at);
        let off = posed.contact(body, PALMS[side]).at.distance(at);
        prop_assert!(off < 0.001, "{off} m off");
    }

    #[test]
    fn an_arm_bends_as_arms_do_wherever_it_is_sent(
        who in 0..4_usize, side in 0..2_usize, low in any::<bool>(),
        x in -3.0_f32..3.0, y in -1.0_f32..3.0, z in -3.0_f32..3.0, near in 0.1_f32..1.0,
    ) {
        let body = &bodies()[who];
        let pose = if low { Pose::Sit } else { Pose::Stand };
        let posed = on(body, pose, side, Vec3::new(x, y, z) * near);
        prop_assert!(posed.joints.iter().all(|joint| joint.is_finite()));
        let elbow = bent(&posed, side);
        prop_assert!((0.0..=MOST_BENT + 0.5).contains(&elbow), "the elbow bends {elbow}");
        let free = Acting::held(body, pose, Vec3::ZERO, 0.0);
        let soles = maquette_figure::posed(body, &free, None).soles(body);
        for (sole, own) in posed.soles(body).iter().zip(soles) {
            prop_assert!(sole.y > own.y.min(0.0) - 0.012, "a foot sinks to {}", sole.y);
        }
    }

    #[test]
    fn an_upper_arm_goes_no_farther_behind_than_shoulders_let_it(
        who in 0..4_usize, side in 0..2_usize,
        out in -30.0_f32..85.0, up in -80.0_f32..85.0, far in 0.3_f32..2.5,
    ) {
        let body = &bodies()[who];
        let posed = on(body, Pose::Stand, side, about_shoulder(body, side, out, up, far));
        let [upper, lower, _] = ARMS[side].map(|joint| place(&posed, joint));
        let chest = Quat::from_mat3a(&posed.joint(Joint::UpperChest).matrix3);
        let arm = (chest.inverse() * (lower - upper)).normalize();
        // Not across the back: an upper arm goes no farther behind than sixty degrees.
        prop_assert!(arm.z > -0.95, "the upper arm goes to {arm}");
    }

    #[test]
    fn a_hand_follows_without_a_jump(
        who in 0..4_usize, side in 0..2_usize,
        from in (-30.0_f32..100.0, -70.0_f32..80.0, 0.4_f32..2.0),
        to in (-30.0_f32..100.0, -70.0_f32..80.0, 0.4_f32..2.0),
    ) {
        let body = &bodies()[who];
        let a = about_shoulder(body, side, from.0, from.1, from.2);
        let b = about_shoulder(body, side, to.0, to.1, to.2);
        let steps = (a.distance(b) / 0.004).ceil() as u32 + 1;
        let with = |share: f32| on(body, Pose::Stand, side, a.lerp(b, share));
        let jump = jump(&with, steps, side);
        prop_assert!(jump.is_none(), "{jump:?}");
    }

    #[test]
    fn a_hand_goes_over_from_its_pose_without_a_jump(
        side in 0..2_usize, pose in 0..Pose::ALL.len(),
        out in -30.0_f32..100.0, up in -70.0_f32..80.0, far in 0.5_f32..1.3,
    ) {
        let body = &bodies()[0];
        let at = about_shoulder(body, side, out, up, far);
        let with = |share: f32| {
            let mut acting = Acting::held(body, Pose::ALL[pose], Vec3::ZERO, 0.0);
            let to = Some(Contact { at, outward: Vec3::ZERO });
            acting.hands[side] = Grasp { from: None, to, share };
            posed(body, &acting, None)
        };
        let jump = jump(&with, 200, side);
        prop_assert!(jump.is_none(), "{:?}: {jump:?}", Pose::ALL[pose]);
    }

    #[test]
    fn a_head_turns_no_farther_than_heads_do(
        who in 0..4_usize, pose in 0..Pose::ALL.len(),
        x in -4.0_f32..4.0, y in -2.0_f32..5.0, z in -4.0_f32..4.0,
    ) {
        let body = &bodies()[who];
        let acting = Acting::held(body, Pose::ALL[pose], Vec3::ZERO, 0.0);
        let plain = posed(body, &acting, None);
        let looks = posed(body, &acting, Some(Vec3::new(x, y, z)));
        let turn = |posed: &Posed, joint: Joint| Quat::from_mat3a(&posed.joint(joint).matrix3);
        let of = |posed: &Posed, a: Joint, b: Joint| turn(posed, a).inverse() * turn(posed, b);
        // What it looks at adds this to its pose: the chest a third of the turn at most, the neck and head the rest.
        let chest = of(&looks, Joint::Hips, Joint::UpperChest)
            .angle_between(of(&plain, Joint::Hips, Joint::UpperChest))
            .to_degrees();
        prop_assert!(chest < 25.0, "the chest turns {chest}");
        let head = of(&looks, Joint::UpperChest, Joint::Head);
        let head = head.angle_between(Quat::IDENTITY).to_degrees();
        prop_assert!(head < 80.0, "the head turns {head}");
        let eyes = looks.gaze.angle_between(turn(&looks, Joint::Head) * Vec3::Z).to_degrees();
        prop_assert!(eyes < 41.0, "the eyes turn {eyes}");
    }
}
