//! Head and face: what must read when it is ten pixels high.

use bevy_math::{Quat, Vec3, ops};

use super::Parts;
use super::loft::{band, patch};
use crate::body::face;
use crate::skeleton::{Flank, Joint};
use crate::skull::{self, face_at};
use crate::solid::{Paint, Solid};

/// Sides of the head.
const AROUND: u32 = 22;

impl Parts<'_> {
    pub(super) fn add_head(&mut self) {
        let head = self.body.head;
        let ring = |y: f32| -> Vec<Vec3> {
            let angle = |k: u32| -(k as f32) / AROUND as f32 * std::f32::consts::TAU;
            (0..AROUND).map(|k| face(skull::skin_at(y, angle(k))) * head).collect()
        };
        let rings: Vec<Vec<Vec3>> = skull::heights().map(ring).collect();
        let mut solid = Solid::skin(&rings, Paint::Skin, 75.0).creased(0.0);
        for flank in Flank::BOTH {
            let ear = Solid::ellipsoid(Vec3::new(0.026, 0.082, 0.050), 8, Paint::Skin)
                .turned(Quat::from_rotation_y(-0.35 * flank.sign()) * Quat::from_rotation_x(-0.15))
                .moved(Vec3::new(0.340 * flank.sign(), 0.455, -0.035));
            solid.add(&self.on_head(ear));
        }
        solid.add(&self.on_head(nose()));
        let lip = |along: f32, across: f32| {
            let x = (along - 0.5) * 0.060;
            let y = skull::MOUTH - 0.066 + across * 0.0045 - (x * 9.0) * (x * 9.0) * 0.01;
            face_at(x, y) + Vec3::Z * 0.006
        };
        solid.add(&self.on_head(band(4, Paint::Lip, &|along, across| lip(along, -across))));
        self.add(Joint::Head, &solid);
    }

    /// From shares of the head into the space of its joint.
    pub(super) fn on_head(&self, solid: Solid) -> Solid {
        solid.moved(face(Vec3::ZERO)).scaled(Vec3::splat(self.body.head))
    }

    /// A patch on the face, drawn in shares of the head, in the space of a joint of the face.
    fn on_joint(&self, joint: Joint, solid: Solid) -> Solid {
        self.on_head(solid).moved(-self.body.offset(joint))
    }

    pub(super) fn add_face(&mut self) {
        for flank in Flank::BOTH {
            let [eye, lid] = flank.eye();
            let sign = flank.sign();
            let white = self.on_joint(lid, almond(sign));
            let lash = self.on_joint(lid, lash(sign));
            let iris = self.on_joint(eye, iris(sign));
            self.add(lid, &white.with(&lash));
            self.add(eye, &iris);
            let brow = self.on_joint(Joint::Brow, brow(sign));
            self.add(Joint::Brow, &brow);
        }
        let mouth = self.on_joint(Joint::Jaw, mouth());
        self.add(Joint::Jaw, &mouth);
    }
}

/// Half the width of an eye, and how far its lids stand from its middle.
const EYE: f32 = 0.080;
const LIDS: [f32; 2] = [0.046, 0.033];

/// The upper and the lower lid at `along` -1 (toward the nose) to 1.
fn lids(along: f32) -> [f32; 2] {
    let open = ops::powf((1.0 - along * along).max(0.0), 0.62);
    // The outer corner lies a little higher.
    let tilt = 0.010 * along;
    [tilt + LIDS[0] * open, tilt - LIDS[1] * open]
}

fn eye_point(sign: f32, along: f32, y: f32, lift: f32) -> Vec3 {
    let point = face_at(sign * (skull::EYE.x + along * EYE), skull::EYE.y + y);
    // Drawn on the level of the eye: lids close over it without sinking in.
    let level = face_at(point.x, skull::EYE.y);
    Vec3::new(point.x, point.y, level.z + lift)
}

fn almond(sign: f32) -> Solid {
    ribbon(sign, 8, Paint::EyeWhite, &|along| {
        let [upper, lower] = lids(along);
        [eye_point(sign, along, lower, 0.010), eye_point(sign, along, upper, 0.010)]
    })
}

fn lash(sign: f32) -> Solid {
    ribbon(sign, 8, Paint::Eye, &|along| {
        let along = along * 1.06 + 0.05;
        let [upper, _] = lids(along.clamp(-1.0, 1.0));
        let thick = 0.016 + 0.010 * along;
        [eye_point(sign, along, upper - 0.005, 0.020), eye_point(sign, along, upper + thick, 0.018)]
    })
}

fn iris(sign: f32) -> Solid {
    let middle = eye_point(sign, 0.0, 0.004, 0.016);
    let point = |k: u32| {
        let angle = k as f32 / 12.0 * std::f32::consts::TAU;
        let (x, y) = (0.036 * ops::cos(angle), 0.040 * ops::sin(angle));
        let slope = skull::slope_at(skull::EYE.x * sign, skull::EYE.y);
        middle + Vec3::new(x, y, x * slope)
    };
    let points: Vec<Vec3> = (0..12).map(point).collect();
    Solid::patch(&points, Paint::Eye).creased(0.0).inked(0.0)
}

fn brow(sign: f32) -> Solid {
    ribbon(sign, 6, Paint::Eye, &|along| {
        let x = 0.148 + along * 0.092;
        let arch = 0.016 * (1.0 - along * along) + 0.006 * along;
        let thick = 0.030 - 0.012 * (along * 0.5 + 0.5);
        let at = |y: f32| face_at(sign * x, skull::BROW + arch + y) + Vec3::Z * 0.014;
        [at(0.0), at(thick)]
    })
}

/// Open as wide as it goes; closing it flattens it onto its upper edge.
fn mouth() -> Solid {
    let half = 0.098;
    let row = |share: f32| {
        let point = |k: u32| {
            let along = k as f32 / 10.0 * 2.0 - 1.0;
            let round = ops::powf((1.0 - along * along).max(0.0), 0.55);
            let bow = 0.010 * (1.0 - (along * 2.2).abs()).max(-0.6);
            let y = skull::MOUTH + bow - share * (0.016 + 0.104 * round);
            let level = face_at(along * half, skull::MOUTH);
            Vec3::new(along * half, y, level.z + 0.012)
        };
        (0..=10).map(point).collect::<Vec<Vec3>>()
    };
    patch(&[row(1.0), row(0.5), row(0.0)], Paint::Mouth)
}

/// A strip of (lower, upper) edges from the nose outward; mirrored for the right so that both face out.
fn ribbon(sign: f32, steps: u32, paint: Paint, edges: &dyn Fn(f32) -> [Vec3; 2]) -> Solid {
    let mut columns: Vec<[Vec3; 2]> =
        (0..=steps).map(|k| edges(k as f32 / steps as f32 * 2.0 - 1.0)).collect();
    if sign < 0.0 {
        columns.reverse();
    }
    let row = |side: usize| columns.iter().map(|column| column[side]).collect::<Vec<Vec3>>();
    patch(&[row(0), row(1)], paint)
}

/// A wedge from the brow to the tip, with a flat underside.
fn nose() -> Solid {
    let on = |x: f32, y: f32, out: f32| face_at(x, y) + Vec3::Z * out;
    let points = [
        on(0.0, 0.545, 0.012),
        on(0.0, 0.362, 0.106),
        on(0.0, 0.3175, 0.086),
        on(0.0, 0.292, 0.004),
        on(0.070, 0.322, 0.012),
        on(0.036, 0.545, -0.006),
        on(0.046, 0.400, -0.004),
        on(0.030, 0.345, 0.078),
        on(-0.070, 0.322, 0.012),
        on(-0.036, 0.545, -0.006),
        on(-0.046, 0.400, -0.004),
        on(-0.030, 0.345, 0.078),
    ];
    let left = [vec![0, 1, 6, 5], vec![1, 7, 6], vec![7, 4, 6], vec![1, 2, 7], vec![2, 3, 4, 7]];
    let flip = |face: &Vec<u32>| {
        let other = |k: &u32| if (4..8).contains(k) { k + 4 } else { *k };
        face.iter().rev().map(other).collect::<Vec<u32>>()
    };
    let faces: Vec<Vec<u32>> = left.iter().cloned().chain(left.iter().map(flip)).collect();
    Solid::of_faces(&points, &faces, Paint::Skin, 38.0).creased(0.0).inked(0.35)
}
