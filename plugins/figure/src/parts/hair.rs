//! Hair: a shell over the skull, from a hairline that goes round the head up to the crown.

use bevy_math::{Quat, Vec2, Vec3, ops};
use maquette_document::{Age, Hair, Hat};

use super::Parts;
use super::loft::table;
use crate::hash;
use crate::skeleton::Joint;
use crate::skull;
use crate::solid::{Paint, Solid};

/// Degrees from the nose round to the back of the head, and a height in shares of the head from the chin.
type Line = [(f32, f32)];

const CROPPED: &Line = &[
    (0.0, 0.80),
    (26.0, 0.795),
    (40.0, 0.75),
    (50.0, 0.70),
    (58.0, 0.60),
    (70.0, 0.46),
    (80.0, 0.42),
    (88.0, 0.52),
    (102.0, 0.50),
    (118.0, 0.25),
    (150.0, 0.14),
    (180.0, 0.12),
];
const THINNED: &Line = &[
    (0.0, 0.91),
    (40.0, 0.91),
    (60.0, 0.80),
    (72.0, 0.48),
    (80.0, 0.44),
    (90.0, 0.53),
    (104.0, 0.48),
    (120.0, 0.26),
    (180.0, 0.14),
];
const GATHERED: &Line = &[
    (0.0, 0.815),
    (20.0, 0.80),
    (44.0, 0.72),
    (60.0, 0.60),
    (76.0, 0.50),
    (84.0, 0.46),
    (96.0, 0.50),
    (118.0, 0.26),
    (180.0, 0.17),
];
const BOBBED: &Line = &[
    (0.0, 0.675),
    (34.0, 0.66),
    (45.0, 0.60),
    (52.0, 0.34),
    (60.0, 0.05),
    (90.0, 0.00),
    (130.0, 0.02),
    (180.0, 0.05),
];
const HANGING: &Line = &[
    (0.0, 0.83),
    (18.0, 0.81),
    (40.0, 0.68),
    (52.0, 0.38),
    (62.0, -0.06),
    (84.0, -0.18),
    (112.0, -0.32),
    (140.0, -0.60),
    (180.0, -0.68),
];
const CURLED: &Line = &[
    (0.0, 0.79),
    (30.0, 0.77),
    (50.0, 0.66),
    (64.0, 0.46),
    (84.0, 0.40),
    (110.0, 0.22),
    (180.0, 0.14),
];

/// A shell over the skull.
pub(super) struct Shell<'a> {
    pub(super) line: &'a Line,
    /// How far it stands off: by degrees from the nose (to the left above 0), and by height.
    pub(super) thick: &'a dyn Fn(f32, f32) -> f32,
    /// Below this height it hangs straight instead of following the skull.
    pub(super) hang: f32,
    pub(super) around: u32,
    pub(super) rows: u32,
    pub(super) paint: Paint,
}

impl Shell<'_> {
    /// In shares of the head, from the chin.
    pub(super) fn solid(&self) -> Solid {
        let inner = self.ring(&|_, end| (end.max(self.hang), -0.05));
        let mut rings = vec![inner, self.ring(&|_, end| (end, -0.03))];
        for row in 0..self.rows {
            let up = ops::sin(row as f32 / self.rows as f32 * std::f32::consts::FRAC_PI_2);
            rings.push(self.ring(&|degrees, end| {
                let y = end + (0.995 - end) * up;
                (y, (self.thick)(degrees, y))
            }));
        }
        let mean =
            [0.0, 90.0, 180.0, -90.0].map(|way| (self.thick)(way, 1.0)).iter().sum::<f32>() / 4.0;
        let top = Vec3::new(0.0, 1.0 + mean, -0.045);
        rings.push(vec![top; self.around as usize]);
        Solid::shell(&rings, self.paint, 80.0).creased(0.0)
    }

    fn ring(&self, at: &dyn Fn(f32, f32) -> (f32, f32)) -> Vec<Vec3> {
        let point = |k: u32| {
            let angle = -(k as f32 + 0.5) / self.around as f32 * std::f32::consts::TAU;
            let degrees = (270.0 - angle.to_degrees()).rem_euclid(360.0) - 180.0;
            let (y, off) = at(degrees, table(self.line, degrees.abs()));
            let skin = skull::skin_at(y.max(self.hang), angle);
            let middle = Vec3::new(0.0, 0.56, -0.03);
            let mut out = (skin - middle).normalize_or(Vec3::Y);
            if y < self.hang {
                out = out.with_y(0.0).normalize_or(Vec3::Z);
            }
            Vec3::new(skin.x, y, skin.z) + out * off
        };
        (0..self.around).map(point).collect()
    }
}

impl Parts<'_> {
    pub(super) fn add_hair(&mut self) {
        let hat = self.figure.hat != Hat::None;
        // A parting on one side or the other.
        let part = if hash::unit(self.body.seed, 0, 21) < 0.5 { 1.0 } else { -1.0 };
        // Under a hat hair lies close.
        let pressed = |thick: f32, y: f32| if hat && y > 0.64 { thick.min(0.028) } else { thick };
        let short = |degrees: f32, y: f32| pressed(cropped(degrees * part, y), y);
        let smooth = |degrees: f32, y: f32| {
            let parted = 0.014 * (1.0 - (degrees.abs() / 26.0)).clamp(0.0, 1.0);
            pressed(0.030 + 0.018 * y.max(0.0) - parted * ((y - 0.5) * 2.0).clamp(0.0, 1.0), y)
        };
        let full = |degrees: f32, y: f32| {
            let flare = 0.050 * ((0.5 - y) / 0.5).clamp(0.0, 1.0) * (degrees.abs() / 90.0).min(1.0);
            pressed(0.062 + flare * 0.8, y)
        };
        let long = |degrees: f32, y: f32| {
            let behind = ((degrees.abs() - 60.0) / 90.0).clamp(0.0, 1.0);
            let fall = 0.05 * ((0.45 - y) / 0.9).clamp(0.0, 1.0) * behind;
            let parted = 0.022 * (1.0 - ((degrees * part - 14.0).abs() / 16.0)).max(0.0);
            pressed(0.054 + fall - parted, y)
        };
        let curly = |degrees: f32, y: f32| pressed(curls(degrees, y), y);
        let paint = Paint::Hair;
        let fewer: u32 = if hat { 1 } else { 0 };
        let shell = |line, thick, hang, around, rows| {
            Shell { line, thick, hang, around, rows: rows - fewer, paint }.solid()
        };
        let line = if self.figure.age == Age::Old && !hat { THINNED } else { CROPPED };
        let hair = match self.figure.hair {
            Hair::Bald => return,
            Hair::Short => shell(line, &short, -1.0, 26, 6),
            Hair::Bob => shell(BOBBED, &full, 0.60, 28, 7),
            Hair::Long => shell(HANGING, &long, 0.58, 28, 7),
            Hair::Bun => shell(GATHERED, &smooth, -1.0, 24, 5).with(&bun(hat)),
            Hair::Ponytail => shell(GATHERED, &smooth, -1.0, 24, 5).with(&tail(part)),
            Hair::Curly => shell(CURLED, &curly, 0.30, 32, 10),
        };
        let hair = if self.figure.hair == Hair::Curly { hair } else { combed(hair) };
        let hair = self.on_head(hair);
        self.add(Joint::Head, &hair);
    }
}

/// Hair that lies in strands: its normals lean to one side and the other round the head, so that light falls on it in
/// locks. Its shape stays.
fn combed(mut hair: Solid) -> Solid {
    for vertex in &mut hair.vertices {
        let out =
            (vertex.position - Vec3::new(0.0, vertex.position.y, -0.05)).normalize_or(Vec3::Z);
        let degrees = ops::atan2(out.x, out.z).to_degrees();
        let lock = ops::sin(degrees * LOCKS + 1.3 * ops::sin(vertex.position.y * 4.0));
        // On the crown there is no round.
        let low = ((0.98 - vertex.position.y) / 0.25).clamp(0.0, 1.0);
        let aside = Vec3::Y.cross(out) * (LEAN * lock * low);
        vertex.normal = (vertex.normal + aside).normalize_or(vertex.normal);
    }
    hair
}

/// Radians of a lock's wave a degree round the head: eleven locks in all; and how far its sides lean.
const LOCKS: f32 = 11.0 * std::f32::consts::TAU / 360.0;
const LEAN: f32 = 0.75;

/// Short hair, brushed up and away from a parting on the left.
fn cropped(degrees: f32, y: f32) -> f32 {
    let high = ((y - 0.70) / 0.22).clamp(0.0, 1.0);
    let before = (1.0 - (degrees + 12.0).abs() / 70.0).clamp(0.0, 1.0);
    let parting = 0.040 * (1.0 - ((degrees - 34.0).abs() / 15.0)).max(0.0) * high;
    let crown = 1.0 - ((y - 0.93) / 0.07).clamp(0.0, 1.0);
    let tuft = 0.008 * ops::sin(degrees * 0.21) * high * crown;
    0.024
        + 0.044 * ((y - 0.40) / 0.5).clamp(0.0, 1.0)
        + (0.062 * before * high - parting) * (0.25 + 0.75 * crown)
        + tuft
}

/// Lumps all over, each row set off against the next.
fn curls(degrees: f32, y: f32) -> f32 {
    let row = y * 6.5;
    let set_off = if (row.floor() as i32).rem_euclid(2) == 0 { 0.0 } else { 0.5 };
    let around = ops::cos((degrees / 40.0 + set_off) * std::f32::consts::TAU);
    let within = ops::sin((row - row.floor()) * std::f32::consts::PI);
    0.128 + within * (0.030 + 0.034 * around)
}

fn bun(hat: bool) -> Solid {
    let at = if hat { Vec3::new(0.0, 0.42, -0.56) } else { Vec3::new(0.0, 1.02, -0.36) };
    Solid::ellipsoid(Vec3::new(0.170, 0.140, 0.155), 12, Paint::Hair).moved(at)
}

/// A tail that leaves the back of the head and falls, a little to one side.
fn tail(side: f32) -> Solid {
    let path = [
        (0.66, -0.44, 0.055),
        (0.72, -0.53, 0.075),
        (0.66, -0.64, 0.100),
        (0.47, -0.71, 0.120),
        (0.20, -0.70, 0.120),
        (-0.06, -0.66, 0.085),
        (-0.22, -0.62, 0.025),
    ];
    let ring = |at: usize| {
        let (y, z, thick) = path[at];
        let before = path[at.saturating_sub(1)];
        let after = path[(at + 1).min(path.len() - 1)];
        let along = Vec3::new(0.0, before.0 - after.0, before.1 - after.1).normalize_or(Vec3::Y);
        let turn = Quat::from_rotation_arc(Vec3::Y, along);
        let middle = Vec3::new(side * 0.07 * at as f32 / 6.0, y, z);
        let ring = crate::forms::ring(Vec3::ZERO, Vec2::new(thick, thick * 0.85), 10);
        ring.into_iter().map(|point| middle + turn * point).collect::<Vec<Vec3>>()
    };
    let rings: Vec<Vec<Vec3>> = (0..path.len()).rev().map(ring).collect();
    Solid::skin(&rings, Paint::Hair, 80.0).creased(0.0)
}
