//! The places of a body that frames are cut by.

use bevy_math::Vec3;
use maquette_document::Landmark;

use crate::acting::Contact;
use crate::body::{ANKLE, BALL, Body, HEEL, LOWER_LEG, NOD, TOE, UPPER_LEG, face};
use crate::posed::{Posed, palm_of};
use crate::skeleton::{Flank, Joint};
use crate::skull;

impl Posed {
    /// Where a landmark is in the world; of what there are two of, the middle between them.
    pub fn landmark(&self, body: &Body, landmark: Landmark) -> Vec3 {
        let on = |joint: Joint, offset: Vec3| self.joint(joint).transform_point3(offset);
        let both = |at: &dyn Fn(Flank) -> Vec3| (at(Flank::Left) + at(Flank::Right)) / 2.0;
        let unit = body.unit;
        match landmark {
            Landmark::Crown => on(Joint::Head, Vec3::Y * (1.0 - NOD) * body.head),
            Landmark::Eyes => {
                let eye = skull::face_at(skull::EYE.x, skull::EYE.y).with_x(0.0);
                on(Joint::Head, face(eye) * body.head)
            }
            Landmark::Chin => on(Joint::Head, face(skull::face_at(0.0, 0.01)) * body.head),
            Landmark::Collar => on(Joint::UpperChest, Vec3::new(0.0, 0.062, 0.045) * unit),
            Landmark::Chest => on(Joint::UpperChest, Vec3::new(0.0, -0.010, 0.060) * unit),
            Landmark::Waist => on(Joint::Hips, Vec3::new(0.0, 0.045, 0.050) * unit),
            Landmark::MidThigh => {
                both(&|flank| on(flank.leg()[0], Vec3::NEG_Y * UPPER_LEG * 0.5 * unit))
            }
            Landmark::Shin => {
                both(&|flank| on(flank.leg()[1], Vec3::NEG_Y * LOWER_LEG * 0.45 * unit))
            }
            Landmark::Sole => {
                let soles = self.soles(body).into_iter();
                soles.min_by(|a, b| a.y.total_cmp(&b.y)).unwrap_or_default()
            }
            Landmark::LeftHand => on(Joint::LeftHand, Vec3::ZERO),
            Landmark::RightHand => on(Joint::RightHand, Vec3::ZERO),
            Landmark::LeftShoulder => on(Joint::LeftUpperArm, Vec3::Y * 0.027 * unit),
            Landmark::RightShoulder => on(Joint::RightUpperArm, Vec3::Y * 0.027 * unit),
            Landmark::Back => {
                on(Joint::UpperChest, Vec3::new(0.0, 0.012, -0.061 * body.girth.trunk) * unit)
            }
            Landmark::SmallOfBack => {
                on(Joint::Chest, Vec3::new(0.0, 0.030, -0.050 * body.girth.waist) * unit)
            }
        }
    }

    /// Where a palm lies on a landmark, and which way is off the body there.
    pub fn contact(&self, body: &Body, landmark: Landmark) -> Contact {
        let turned =
            |joint: Joint, way: Vec3| self.joint(joint).transform_vector3(way).normalize_or(way);
        let palm = |flank: Flank| {
            let hand = flank.arm()[3];
            let at = self.joint(hand).transform_point3(palm_of(body, flank));
            Contact { at, outward: turned(hand, Vec3::NEG_X * flank.sign()) }
        };
        let outward = match landmark {
            Landmark::LeftHand => return palm(Flank::Left),
            Landmark::RightHand => return palm(Flank::Right),
            Landmark::Crown => turned(Joint::Head, Vec3::Y),
            Landmark::Eyes | Landmark::Chin => turned(Joint::Head, Vec3::Z),
            Landmark::LeftShoulder => turned(Joint::UpperChest, Vec3::new(0.4, 0.92, 0.0)),
            Landmark::RightShoulder => turned(Joint::UpperChest, Vec3::new(-0.4, 0.92, 0.0)),
            Landmark::Back => turned(Joint::UpperChest, Vec3::NEG_Z),
            Landmark::SmallOfBack => turned(Joint::Chest, Vec3::NEG_Z),
            Landmark::Collar | Landmark::Chest => turned(Joint::UpperChest, Vec3::Z),
            Landmark::Waist | Landmark::MidThigh | Landmark::Shin | Landmark::Sole => {
                turned(Joint::Hips, Vec3::Z)
            }
        };
        Contact { at: self.landmark(body, landmark), outward }
    }

    /// Under both feet: below the ankle, heel, ball and tip, first of the left.
    pub fn soles(&self, body: &Body) -> [Vec3; 8] {
        let of = |flank: Flank| {
            let [_, _, foot, toes] = flank.leg();
            let on = |joint: Joint, y: f32, z: f32| {
                self.joint(joint).transform_point3(Vec3::new(0.0, y, z) * body.unit)
            };
            [
                on(foot, -ANKLE, 0.0),
                on(foot, -ANKLE, -HEEL),
                on(foot, -ANKLE, BALL),
                on(toes, -ANKLE * 0.28, TOE - BALL),
            ]
        };
        let ([a, b, c, d], [e, f, g, h]) = (of(Flank::Left), of(Flank::Right));
        [a, b, c, d, e, f, g, h]
    }

    /// Between the eyes.
    pub fn eyes(&self, body: &Body) -> Vec3 {
        self.landmark(body, Landmark::Eyes)
    }
}
