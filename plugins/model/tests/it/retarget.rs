//! Other people's characters do what the mannequin does.

use bevy_math::{Affine3A, Vec3};
use maquette_document::{Figure, Pose};
use maquette_figure::{Acting, Body, Posed, posed};
use maquette_model::{Character, Model};
use proptest::prelude::*;

use crate::doll::{self, Doll, Spelling};

const POSES: [Pose; 12] = [
    Pose::Stand,
    Pose::Contrapposto,
    Pose::ArmsCrossed,
    Pose::Talk,
    Pose::Point,
    Pose::Phone,
    Pose::Read,
    Pose::Sit,
    Pose::SitTalk,
    Pose::Kneel,
    Pose::Lie,
    Pose::HandsUp,
];

fn character(doll: &Doll, body: &Body) -> Character {
    let model = Model::read(&doll.glb(body), "doll.glb".as_ref()).expect("it is sound");
    Character::of(model).expect("it has its bones")
}

fn in_pose(body: &Body, pose: Pose, turn: f32) -> Posed {
    let acting = Acting::held(body, pose, Vec3::new(1.0, 0.0, -2.0), turn);
    posed(body, &acting, Some(Vec3::new(3.0, 1.2, 0.5)))
}

fn farthest(one: &[Vec3], other: &[Vec3]) -> f32 {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).map(|(a, b)| a.distance(*b)).fold(0.0, f32::max)
}

#[test]
fn a_character_of_our_own_bones_is_where_the_mannequin_is() {
    let body = Body::of(&Figure::default());
    let worn = character(&Doll { rings: 4, ..Doll::default() }, &body).worn(&body, true);
    let (corners, triangles) = doll::corners(&body, 4);
    for pose in POSES {
        let posed = in_pose(&body, pose, 40.0);
        let carried = |corner: u32| -> Vec3 {
            let corner = &corners[corner as usize];
            let place = |joint| {
                posed.joint(joint) * Affine3A::from_translation(-doll::hanging(&body, joint))
            };
            corner.carried.iter().map(|(j, w)| place(*j).transform_point3(corner.at) * *w).sum()
        };
        // Corners were parted by triangle to shade them.
        let expected: Vec<Vec3> = triangles.iter().flatten().map(|c| carried(*c)).collect();
        let off = farthest(&worn.posed(&posed).positions, &expected);
        assert!(off < 1e-4, "{pose:?}: {off} m");
    }
}

#[test]
fn arms_in_a_t_and_in_an_a_come_to_the_same() {
    let body = Body::of(&Figure::default());
    let worn = |arms: f32, armature: f32| {
        let doll = Doll { arms, armature, spelling: Spelling::Mixamo, ..Doll::default() };
        character(&doll, &body).worn(&body, false)
    };
    let (t, a, hung) = (worn(90.0, 0.01), worn(45.0, 1.0), worn(0.0, 1.0));
    for pose in POSES {
        let posed = in_pose(&body, pose, -75.0);
        let t = t.posed(&posed).positions;
        for other in [&a, &hung] {
            let off = farthest(&t, &other.posed(&posed).positions);
            assert!(off < 1e-3, "{pose:?}: {off} m");
        }
    }
}

#[test]
fn bones_are_found_however_they_are_spelled() {
    let body = Body::of(&Figure::default());
    for spelling in
        [Spelling::Humanoid, Spelling::Mixamo, Spelling::Vroid, Spelling::Unreal, Spelling::Rigify]
    {
        let character = character(&Doll { spelling, arms: 60.0, ..Doll::default() }, &body);
        let found = character.found();
        for joint in [
            maquette_figure::Joint::Hips,
            maquette_figure::Joint::Head,
            maquette_figure::Joint::LeftShoulder,
            maquette_figure::Joint::RightHand,
            maquette_figure::Joint::LeftToes,
        ] {
            assert!(found.iter().any(|(j, _)| *j == joint), "{spelling:?} {joint:?}: {found:?}");
        }
        assert!(character.notices().is_empty(), "{:?}", character.notices());
    }
}

#[test]
fn a_character_is_as_tall_as_its_figure() {
    for height in [1.2, 1.72, 2.0] {
        let body = Body::of(&Figure { height, ..Figure::default() });
        let adult = Body::of(&Figure::default());
        let rest = character(&Doll::default(), &adult).worn(&body, false).at_rest();
        let top = rest.positions.iter().map(|p| p.y).fold(0.0, f32::max);
        let low = rest.positions.iter().map(|p| p.y).fold(1.0, f32::min);
        assert!((top - height).abs() < 1e-3 && low.abs() < 1e-3, "{low} to {top}, not {height}");
    }
}

#[test]
fn long_legs_stand_on_the_ground_too() {
    let adult = Body::of(&Figure::default());
    let child = Body::of(&Figure { age: maquette_document::Age::Child, ..Figure::default() });
    let worn = character(&Doll::default(), &child).worn(&adult, false);
    for pose in [Pose::Stand, Pose::Contrapposto, Pose::Talk] {
        let skin = worn.posed(&in_pose(&adult, pose, 10.0));
        let low = skin.positions.iter().map(|p| p.y).fold(1.0, f32::min);
        assert!(low.abs() < 0.02, "{pose:?}: its lowest is at {low} m");
    }
}

#[test]
fn what_is_missing_is_named() {
    let body = Body::of(&Figure::default());
    let bytes = Doll::default().glb(&body);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("leftLowerArm"));
    let mut bytes = bytes;
    for name in ["leftLowerArm", "rightFoot\""] {
        let at = bytes.windows(name.len()).position(|w| w == name.as_bytes()).unwrap();
        bytes[at..at + 5].copy_from_slice(b"xxxxx");
    }
    let fault = Character::of(Model::read(&bytes, "doll.glb".as_ref()).unwrap()).unwrap_err();
    let said = fault.to_string();
    assert!(said.contains("leftLowerArm") && said.contains("rightFoot"), "{said}");
    assert!(!said.contains("Toes,") && !said.contains("rightHand"), "{said}");
}

proptest! {
    #[test]
    fn bones_keep_their_length_in_any_pose(
        poses in (0..POSES.len(), 0..POSES.len()),
        share in 0.0_f32..1.0,
        turn in -180.0_f32..180.0,
        height in 1.0_f32..2.1,
        arms in 0.0_f32..95.0,
    ) {
        let own = Body::of(&Figure::default());
        let body = Body::of(&Figure { height, ..Figure::default() });
        let worn = character(&Doll { arms, ..Doll::default() }, &own).worn(&body, false);
        let mut acting = Acting::held(&body, POSES[poses.0], Vec3::ZERO, turn);
        (acting.to, acting.share) = (POSES[poses.1], share);
        let (rest, skin) = (worn.at_rest(), worn.posed(&posed(&body, &acting, None)));
        prop_assert!(skin.positions.iter().chain(&skin.normals).all(|p| p.is_finite()));
        prop_assert!(skin.normals.iter().all(|n| (n.length() - 1.0).abs() < 1e-3));
        // Of two corners of a triangle that one bone carries the distance stays.
        let (corners, triangles) = doll::corners(&own, 4);
        for (place, triangle) in triangles.iter().enumerate() {
            let whole = triangle.iter().all(|c| {
                let first = &corners[triangle[0] as usize].carried[0];
                let this = &corners[*c as usize].carried;
                this.len() == 1 && this[0].0 == first.0
            });
            if whole {
                let side = |points: &[Vec3]| points[3 * place].distance(points[3 * place + 1]);
                prop_assert!((side(&rest.positions) - side(&skin.positions)).abs() < 1e-3);
            }
        }
    }
}
