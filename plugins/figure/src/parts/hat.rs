//! Hats.

use bevy_math::{Vec3, ops};
use maquette_document::Hat;

use super::Parts;
use super::hair::Shell;
use crate::skeleton::Joint;
use crate::skull;
use crate::solid::{Paint, Solid};

/// Sides of a round hat.
const AROUND: u32 = 22;

impl Parts<'_> {
    pub(super) fn add_hat(&mut self) {
        let hat = match self.figure.hat {
            Hat::None => return,
            Hat::Cap => cap(),
            Hat::Brim => brim(),
            Hat::Beanie => beanie(),
        };
        let hat = self.on_head(hat);
        self.add(Joint::Head, &hat);
    }
}

/// A level ring round the head at the height of `y`, `off` away from it, lifted by `lift(angle)`.
fn round(y: f32, off: f32, lift: &dyn Fn(f32) -> f32) -> Vec<Vec3> {
    let point = |k: u32| {
        let angle = -(k as f32) / AROUND as f32 * std::f32::consts::TAU;
        let skin = skull::skin_at(y, angle);
        let out = (skin - Vec3::new(0.0, y, -0.03)).normalize_or(Vec3::Z);
        skin + out * off + Vec3::Y * lift(angle)
    };
    (0..AROUND).map(point).collect()
}

/// Higher over the face than over the neck, by so much.
fn slant(by: f32) -> impl Fn(f32) -> f32 {
    move |angle: f32| by * ops::sin(angle)
}

fn cap() -> Solid {
    let line = [(0.0, 0.745), (60.0, 0.70), (110.0, 0.60), (180.0, 0.52)];
    let bowl = Shell {
        line: &line,
        thick: &|_, y: f32| 0.045 + 0.030 * ((y - 0.6) / 0.3).clamp(0.0, 1.0),
        hang: -1.0,
        around: AROUND,
        rows: 5,
        paint: Paint::AccentDark,
    };
    bowl.solid().with(&visor())
}

/// The peak of a cap, before the brow.
fn visor() -> Solid {
    let edge = |along: f32, out: f32, y: f32| {
        let x = along * (0.33 + 0.03 * out);
        let round = (1.0 - along * along * 0.92).max(0.0).sqrt();
        let z = 0.12 + round * (0.34 + 0.34 * out);
        Vec3::new(x, 0.765 - 0.07 * out - 0.075 * along * along + y, z)
    };
    let steps = 10;
    let row = |out: f32, y: f32| {
        (0..=steps)
            .map(move |k| edge(k as f32 / steps as f32 * 2.0 - 1.0, out, y))
            .collect::<Vec<Vec3>>()
    };
    let (inner, outer) = (row(0.0, 0.0), row(1.0, 0.0));
    let (under_in, under_out) = (row(0.0, -0.022), row(1.0, -0.022));
    // A closed loop of the four edges at each place along the peak.
    let rings: Vec<Vec<Vec3>> =
        (0..=steps as usize).map(|k| vec![inner[k], under_in[k], under_out[k], outer[k]]).collect();
    Solid::skin(&rings, Paint::AccentDark, 40.0)
}

fn brim() -> Solid {
    let lift = slant(0.045);
    let pinch = |angle: f32, by: f32| lift(angle) + by * ops::cos(angle).abs() - by * 0.6;
    // The crown tapers from the band up, dented along its middle.
    let crown = [
        round(0.70, 0.050, &lift),
        round(0.78, 0.070, &lift),
        round(0.80, 0.072, &|angle| lift(angle) + 0.10),
        round(0.80, 0.052, &|angle| lift(angle) + 0.22),
        round(0.84, 0.020, &|angle| lift(angle) + 0.30),
        round(0.90, -0.030, &|angle| pinch(angle, 0.05) + 0.27),
        round(0.97, -0.050, &|angle| lift(angle) + 0.155),
        vec![Vec3::new(0.0, 1.115, -0.03); AROUND as usize],
    ];
    let crown = Solid::shell(&crown, Paint::AccentDark, 50.0).creased(0.0);
    let curl = |off: f32| {
        move |angle: f32| {
            slant(0.045)(angle)
                + off * (0.05 * ops::cos(angle).abs() - 0.055 * ops::sin(angle).max(0.0))
        }
    };
    let rim = |y: f32, off: f32, share: f32, up: f32| {
        let curl = curl(share);
        round(y, off, &move |angle| curl(angle) + up)
    };
    let plate = [
        rim(0.74, 0.02, 0.0, 0.005),
        rim(0.74, 0.26, 1.0, -0.002),
        rim(0.74, 0.27, 1.0, 0.010),
        rim(0.74, 0.26, 1.0, 0.022),
        rim(0.74, 0.02, 0.0, 0.030),
    ];
    let plate = Solid::shell(&plate, Paint::AccentDark, 60.0);
    let ribbon = [
        round(0.765, 0.076, &lift),
        round(0.765, 0.082, &lift),
        round(0.80, 0.080, &|angle| lift(angle) + 0.055),
        round(0.80, 0.070, &|angle| lift(angle) + 0.060),
    ];
    crown.with(&plate.creased(0.0)).with(&Solid::shell(&ribbon, Paint::Strap, 60.0).creased(0.0))
}

fn beanie() -> Solid {
    let line = [(0.0, 0.715), (60.0, 0.66), (100.0, 0.58), (180.0, 0.46)];
    let bowl = Shell {
        line: &line,
        thick: &|_, y: f32| 0.060 + 0.075 * ((y - 0.72) / 0.28).clamp(0.0, 1.0),
        hang: -1.0,
        around: AROUND,
        rows: 5,
        paint: Paint::Accent,
    };
    let line = [(0.0, 0.70), (60.0, 0.64), (100.0, 0.56), (180.0, 0.44)];
    let height = |y: f32, end: f32| y + end;
    let edge = |off: f32, up: f32| {
        let point = |k: u32| {
            let angle = -(k as f32 + 0.5) / AROUND as f32 * std::f32::consts::TAU;
            let degrees = (90.0 - angle.to_degrees()).rem_euclid(360.0);
            let y = height(up, super::loft::table(&line, degrees.min(360.0 - degrees)));
            let skin = skull::skin_at(y, angle);
            skin + (skin - Vec3::new(0.0, y, -0.03)).normalize_or(Vec3::Z) * off
        };
        (0..AROUND).map(point).collect::<Vec<Vec3>>()
    };
    let fold = [
        edge(0.03, 0.0),
        edge(0.078, 0.0),
        edge(0.092, 0.03),
        edge(0.092, 0.11),
        edge(0.072, 0.135),
        edge(0.03, 0.135),
    ];
    let fold = Solid::shell(&fold, Paint::AccentDark, 50.0).creased(0.0);
    bowl.solid().with(&fold)
}
