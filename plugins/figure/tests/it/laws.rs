//! What holds for every body in every pose at every time.

use bevy_math::Vec3;
use maquette_document::{Age, Figure, Gait, Gaze, Key, Pose};
use maquette_figure::*;
use maquette_time::Flicks;
use proptest::prelude::*;

use crate::sheets::{POSES, cast, key};

const FRAME: f64 = 1.0 / 24.0;
const FEET: [[Joint; 2]; 2] =
    [[Joint::LeftFoot, Joint::LeftToes], [Joint::RightFoot, Joint::RightToes]];

fn is_low(pose: Pose) -> bool {
    use Pose as P;
    matches!(
        pose,
        P::Sit
            | P::SitLean
            | P::SitTalk
            | P::Drive
            | P::Ride
            | P::Kneel
            | P::Crouch
            | P::Lie
            | P::Knees
            | P::Crawl
            | P::Prone
    )
}

/// Both soles are on the ground.
fn stands(pose: Pose) -> bool {
    use Pose as P;
    !matches!(pose, P::Lie | P::Drive | P::Ride | P::Climb | P::Prone)
}

fn place(posed: &Posed, joint: Joint) -> Vec3 {
    posed.joint(joint).translation.into()
}

fn at(keys: &[Key], seconds: f64, body: &Body) -> Posed {
    posed(body, &acting_at(keys, Flicks::from_seconds(seconds), body), None)
}

/// Everything that the tests of time go through: turning, walking round a corner, stopping, sitting, running.
fn day() -> Vec<Key> {
    let v = Vec3::new;
    vec![
        key(0.0, v(0.0, 0.0, 0.0), 180.0, Pose::ArmsCrossed, Gait::Stay),
        key(1.5, v(0.0, 0.0, 0.0), 150.0, Pose::Talk, Gait::Walk),
        key(5.0, v(0.0, 0.0, 3.0), 0.0, Pose::Stand, Gait::Walk),
        key(8.0, v(3.0, 0.0, 3.5), 90.0, Pose::Stand, Gait::Stay),
        key(9.5, v(3.0, 0.0, 3.5), -80.0, Pose::Contrapposto, Gait::Stay),
        key(10.5, v(3.0, 0.0, 3.5), -80.0, Pose::Phone, Gait::Walk),
        key(13.0, v(3.3, 0.0, 2.9), -80.0, Pose::Phone, Gait::Walk),
        key(18.0, v(0.0, 0.0, 1.0), 90.0, Pose::Sit, Gait::Stay),
        key(20.0, v(0.0, 0.0, 1.0), 90.0, Pose::SitLean, Gait::Run),
        key(26.0, v(0.0, 0.0, -9.0), 180.0, Pose::Crouch, Gait::Stay),
        key(27.5, v(0.0, 0.0, -9.0), 180.0, Pose::Kneel, Gait::Stay),
        key(30.0, v(0.0, 0.0, -9.0), 180.0, Pose::Lie, Gait::Stay),
        key(32.5, v(0.0, 0.0, -9.0), 100.0, Pose::HandsUp, Gait::Stay),
    ]
}

#[test]
fn bones_keep_their_length() {
    for figure in cast() {
        let body = Body::of(&figure);
        let check = |posed: &Posed, what: &str| {
            for joint in &Joint::ALL[1..Joint::LeftLid as usize] {
                let moves = [Joint::Jaw, Joint::LeftEye, Joint::RightEye].contains(joint);
                let Some(parent) = joint.parent().filter(|_| !moves) else { continue };
                let long = place(posed, *joint).distance(place(posed, parent));
                let off = (long - body.offset(*joint).length()).abs();
                assert!(off < 2e-4, "{what}: {joint:?} is {off} m off");
            }
        };
        for pose in POSES {
            let acting = Acting::held(&body, pose, Vec3::new(3.0, 0.2, -2.0), 70.0);
            check(&posed(&body, &acting, Some(Vec3::new(9.0, 2.0, 1.0))), &format!("{pose:?}"));
        }
        for frame in 0..700 {
            check(&at(&day(), f64::from(frame) * FRAME, &body), &format!("frame {frame}"));
        }
    }
}

/// The lowest point of each foot.
fn soles(figure: &Figure, posed: &Posed) -> [f32; 2] {
    let parts = body_parts(figure);
    FEET.map(|joints| {
        let of_foot = parts.iter().filter(|(joint, _)| joints.contains(joint));
        let heights = of_foot.flat_map(|(joint, solid)| {
            let place = posed.joint(*joint);
            solid.vertices.iter().map(move |vertex| place.transform_point3(vertex.position).y)
        });
        heights.fold(f32::INFINITY, f32::min)
    })
}

#[test]
fn who_stands_has_both_feet_on_the_ground() {
    for figure in cast() {
        let body = Body::of(&figure);
        for pose in POSES.into_iter().filter(|pose| stands(*pose)) {
            let floor = 0.3;
            let acting = Acting::held(&body, pose, Vec3::Y * floor, 30.0);
            let short = figure.age == Age::Child && is_low(pose);
            for sole in soles(&figure, &posed(&body, &acting, None)) {
                let off = sole - floor;
                assert!(off > -0.01 && (short || off < 0.01), "{} {pose:?}: {off}", figure.name);
            }
        }
    }
}

#[test]
fn who_walks_neither_floats_nor_sinks() {
    for figure in cast().iter().take(5) {
        let body = Body::of(figure);
        for (gait, far) in [(Gait::Walk, 5.0), (Gait::Run, 12.0)] {
            let start = key(0.0, Vec3::ZERO, 20.0, Pose::Stand, gait);
            let keys = [start, key(4.0, Vec3::Z * far, 0.0, Pose::Stand, Gait::Stay)];
            for frame in 0..110 {
                let low = soles(figure, &at(&keys, f64::from(frame) * FRAME, &body));
                let low = low[0].min(low[1]);
                let most = if gait == Gait::Run { 0.09 } else { 0.015 };
                assert!(low > -0.015 && low < most, "{} {gait:?} {frame}: {low}", figure.name);
            }
        }
    }
}

#[test]
fn who_sits_touches_the_seat() {
    for figure in cast() {
        let body = Body::of(&figure);
        for pose in [Pose::Sit, Pose::SitLean, Pose::SitTalk, Pose::Drive] {
            let posed = posed(&body, &Acting::held(&body, pose, Vec3::ZERO, 0.0), None);
            let parts = body_parts(&figure);
            let (_, pelvis) =
                parts.iter().find(|(joint, _)| *joint == Joint::Hips).expect("a pelvis");
            let hips = posed.joint(Joint::Hips);
            let on_seat =
                pelvis.vertices.iter().map(|vertex| hips.transform_point3(vertex.position));
            let low =
                on_seat.filter(|point| point.z < 0.1).map(|p| p.y).fold(f32::INFINITY, f32::min);
            assert!((low - SEAT).abs() < 0.035, "{} {pose:?}: {}", figure.name, low - SEAT);
        }
    }
}

#[test]
fn a_planted_foot_does_not_slide() {
    for figure in cast() {
        let body = Body::of(&figure);
        let start = key(0.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Walk);
        let keys = [
            start,
            key(4.0, Vec3::Z * 5.0, 0.0, Pose::Stand, Gait::Walk),
            key(7.0, Vec3::new(2.5, 0.0, 7.0), 0.0, Pose::Phone, Gait::Stay),
        ];
        for [_, toes] in FEET {
            let mut planted: Option<Vec3> = None;
            for frame in 0..190 {
                let ball = place(&at(&keys, f64::from(frame) * FRAME, &body), toes);
                let down = ball.y
                    < body.offset(toes).y + body.offset(toes).y.abs() + 0.013 * body.height / 1.72;
                planted = if down { planted.or(Some(ball)) } else { None };
                let slid = planted.map_or(0.0, |from| from.with_y(0.0).distance(ball.with_y(0.0)));
                assert!(slid < 0.02, "{} {toes:?} frame {frame}: {slid}", figure.name);
            }
        }
    }
}

#[test]
fn nothing_jumps() {
    let fine = 1.0 / 240.0;
    for figure in cast().iter().skip(2).take(3) {
        let body = Body::of(figure);
        let keys = day();
        let mut before = at(&keys, -0.5, &body);
        for step in 0..(34.5 / fine) as i32 {
            let time = -0.5 + f64::from(step) * fine;
            let now = at(&keys, time, &body);
            for joint in Joint::ALL {
                let moved = place(&before, *joint).distance(place(&now, *joint));
                // Eleven metres a second: a foot of one who runs.
                assert!(
                    moved < 11.0 * fine as f32,
                    "{} {joint:?} at {time:.3}: {moved}",
                    figure.name
                );
                let turned =
                    before.joint(*joint).matrix3.x_axis.dot(now.joint(*joint).matrix3.x_axis);
                assert!(
                    turned > 0.94 || turned.is_nan(),
                    "{} {joint:?} at {time:.3} flips",
                    figure.name
                );
            }
            before = now;
        }
    }
}

#[test]
fn who_walks_is_where_the_key_says_when_it_says() {
    let body = Body::of(&Figure::default());
    for key in day() {
        let acting = acting_at(&day(), key.at, &body);
        let off = acting.position.distance(key.position);
        assert!(off < 0.02 || key.gait == Gait::Walk && off < 0.3, "{:?}: {off}", key.at.seconds());
    }
}

#[test]
fn the_same_state_gives_the_same_body() {
    let body = Body::of(&cast()[3]);
    for frame in [3, 77, 200, 431] {
        let seconds = f64::from(frame) * FRAME;
        assert_eq!(at(&day(), seconds, &body), at(&day(), seconds, &body));
    }
    let mut acting = Acting::held(&body, Pose::Stand, Vec3::ZERO, 0.0);
    let still = posed(&body, &acting, None);
    acting.alive = Some(Flicks::from_seconds(7.7));
    let alive = posed(&body, &acting, None);
    assert_ne!(still, alive);
    for joint in Joint::ALL {
        let moved = place(&still, *joint).distance(place(&alive, *joint));
        assert!(moved < 0.025, "life moves {joint:?} by {moved}");
    }
}

#[test]
fn eyes_meet_what_they_look_at() {
    for figure in cast() {
        let body = Body::of(&figure);
        for pose in [Pose::Stand, Pose::Contrapposto, Pose::Sit, Pose::Read, Pose::Phone] {
            let acting = Acting::held(&body, pose, Vec3::ZERO, 0.0);
            for turn in [-85.0_f32, -60.0, -20.0, 0.0, 35.0, 70.0, 85.0] {
                let way = Vec3::new(turn.to_radians().sin(), 0.1, turn.to_radians().cos());
                let target = Vec3::Y * 1.3 + way * 2.5;
                let posed = posed(&body, &acting, Some(target));
                let eyes = posed.eyes(&body);
                let off = posed.gaze.angle_between(target - eyes).to_degrees();
                assert!(off < 2.0, "{} {pose:?} {turn}: {off}", figure.name);
                let head = posed.joint(Joint::Head).matrix3.z_axis;
                let yaw = head.x.atan2(head.z).to_degrees();
                assert!(yaw.abs() < 82.0, "{} {pose:?} turns its head {yaw}", figure.name);
            }
        }
    }
}

#[test]
fn a_gaze_that_goes_round_behind_does_not_snap() {
    let body = Body::of(&Figure::default());
    let acting = Acting::held(&body, Pose::Stand, Vec3::ZERO, 0.0);
    let look = |degrees: f32| {
        let way = Vec3::new(degrees.to_radians().sin(), 0.0, degrees.to_radians().cos());
        posed(&body, &acting, Some(way * 2.0 + Vec3::Y * 1.6))
    };
    for degrees in 0..720 {
        let (a, b) = (look(degrees as f32 * 0.5), look((degrees + 1) as f32 * 0.5));
        assert!(
            a.gaze.angle_between(b.gaze).to_degrees() < 4.0,
            "at {} degrees",
            degrees as f32 * 0.5
        );
    }
}

#[test]
fn landmarks_come_in_order_from_the_crown_down() {
    for figure in cast() {
        let body = Body::of(&figure);
        for pose in POSES.into_iter().filter(|pose| !is_low(*pose)) {
            let posed = posed(&body, &Acting::held(&body, pose, Vec3::ZERO, 0.0), None);
            let heights = Landmark::HEIGHTS.map(|landmark| posed.landmark(&body, landmark).y);
            assert!(heights.windows(2).all(|pair| pair[0] > pair[1]), "{} {pose:?}", figure.name);
            assert!(heights[8].abs() < 0.012);
            if pose == Pose::Stand && figure.age == Age::Adult {
                assert!(
                    (heights[0] - figure.height).abs() < 0.03,
                    "{}: {}",
                    figure.name,
                    heights[0]
                );
                assert!((heights[1] - body.eye_height()).abs() < 0.03);
            }
        }
    }
}

#[test]
fn a_figure_is_light_enough_to_draw_six_at_once() {
    for figure in cast() {
        let parts = body_parts(&figure);
        let count: usize = parts.iter().map(|(_, solid)| solid.triangles()).sum();
        assert!((2000..5500).contains(&count), "{}: {count} triangles", figure.name);
        for (joint, solid) in parts {
            let sound = |v: Vec3| v.is_finite() && v.length() < 3.0;
            assert!(solid.vertices.iter().all(|vertex| sound(vertex.position)), "{joint:?}");
        }
    }
}

#[test]
fn a_glance_goes_over_without_a_jump() {
    let body = Body::of(&Figure::default());
    let mut keys = vec![
        key(0.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
        key(1.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
        key(2.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
    ];
    keys[1].gaze = Gaze::Point(Vec3::new(2.0, 1.5, 0.4));
    keys[2].gaze = Gaze::Point(Vec3::new(-2.0, 1.0, 0.4));
    let mut before: Option<Vec3> = None;
    for frame in 0..60 {
        let acting = acting_at(&keys, Flicks::from_seconds(f64::from(frame) * FRAME), &body);
        let eyes = posed(&body, &acting, None).eyes(&body);
        let gaze = posed(&body, &acting, acting.glance.point(eyes, &|_| None)).gaze;
        let turned = before.map_or(0.0, |before| before.angle_between(gaze).to_degrees());
        assert!(turned < 40.0, "frame {frame}: {turned}");
        before = Some(gaze);
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let number = prop_oneof![4 => -20.0_f32..20.0, 1 => Just(f32::NAN), 1 => Just(1e20_f32)];
    let position = (number.clone(), number.clone(), number.clone());
    (-5_i64..30, position, number, 0..POSES.len(), 0..3_usize).prop_map(
        |(at, (x, y, z), facing, pose, gait)| {
            let gait = [Gait::Stay, Gait::Walk, Gait::Run][gait];
            key(at as f64, Vec3::new(x, y, z), facing, POSES[pose], gait)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_break_it(keys in proptest::collection::vec(any_key(), 0..6), seconds in -9.0..40.0_f64) {
        let body = Body::of(&Figure { height: f32::NAN, build: -3.0, ..Figure::default() });
        let posed = at(&keys, seconds, &body);
        prop_assert_eq!(posed.joints.len(), JOINTS);
    }
}

/// Eyes jump, and the head follows: at each instant of a glance they are at least as far on the way, and they are
/// there while the head has hardly set out.
#[test]
fn eyes_lead_and_the_head_follows() {
    let body = Body::of(&Figure::default());
    let looks = |seconds: f64, x: f32| {
        let mut key = key(seconds, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay);
        key.gaze = Gaze::Point(Vec3::new(x, 1.6, 3.0));
        key
    };
    let keys = [looks(0.0, 1.2), looks(1.0, -1.2)];
    let mut head_late = 0;
    for frame in 0..=60 {
        let time = Flicks::from_seconds(f64::from(frame) / 60.0);
        let mut acting = acting_at(&keys, time, &body);
        let own = posed(&body, &acting, None).landmark(&body, Landmark::Eyes);
        acting.sight = acting.glance.sight(own, &|_| None);
        let looks = posed(&body, &acting, acting.glance.point(own, &|_| None));
        let head = looks.joint(Joint::Head).transform_vector3(Vec3::Z);
        // The right of the figure is -x.
        assert!(
            looks.gaze.x <= head.x + 0.09,
            "frame {frame}: eyes {} head {}",
            looks.gaze.x,
            head.x
        );
        head_late += u32::from(looks.gaze.x < -0.1 && head.x > 0.1);
        assert!(acting.glance.eyes >= acting.glance.share);
    }
    assert!(head_late >= 4, "eyes were ahead for {head_late} frames");
}
