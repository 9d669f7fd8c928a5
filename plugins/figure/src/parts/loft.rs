//! Shapes by level cuts, and patches that lie on them.

use bevy_math::{Vec3, ops};

use crate::solid::{Paint, Solid};

/// A level cut: half its width, and how far it reaches forward and back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) y: f32,
    pub(super) x: f32,
    pub(super) front: f32,
    pub(super) back: f32,
}

pub(super) const fn cut(y: f32, x: f32, front: f32, back: f32) -> Cut {
    Cut { y, x, front, back }
}

/// How square a cut of cloth or trunk is; 2 is an ellipse.
const SQUARE: f32 = 2.25;

impl Cut {
    pub(super) fn scaled(self, x: f32, z: f32) -> Self {
        Self { x: self.x * x, front: self.front * z, back: self.back * z, ..self }
    }

    pub(super) fn grown(self, by: f32) -> Self {
        Self { x: self.x + by, front: self.front + by, back: self.back + by, ..self }
    }

    /// The point of its rim in a direction: radians from +x toward +z.
    fn rim(self, angle: f32) -> Vec3 {
        let bend = |v: f32| ops::powf(v.abs(), 2.0 / SQUARE) * v.signum();
        let (sin, cos) = (bend(ops::sin(angle)), bend(ops::cos(angle)));
        Vec3::new(cos * self.x, self.y, sin * if sin > 0.0 { self.front } else { self.back })
    }

    fn ring(self, around: u32) -> Vec<Vec3> {
        (0..around).map(|k| self.rim(-(k as f32) / around as f32 * std::f32::consts::TAU)).collect()
    }
}

/// A closed shape over cuts from the bottom up, with flat ends, in shares of `unit`.
pub(super) fn loft(cuts: &[Cut], unit: f32, around: u32, paint: Paint) -> Solid {
    let rings: Vec<Vec<Vec3>> = cuts.iter().map(|cut| scaled(cut.ring(around), unit)).collect();
    Solid::skin(&rings, paint, 62.0)
}

fn scaled(mut ring: Vec<Vec3>, unit: f32) -> Vec<Vec3> {
    ring.iter_mut().for_each(|point| *point *= unit);
    ring
}

/// The cut at a height between others.
pub(super) fn cut_at(cuts: &[Cut], y: f32) -> Cut {
    let next = cuts.iter().position(|cut| cut.y >= y).unwrap_or(cuts.len() - 1).max(1);
    let (a, b) = (cuts[next - 1], cuts[next]);
    let share = ((y - a.y) / (b.y - a.y).max(1e-6)).clamp(0.0, 1.0);
    let mix = |from: f32, to: f32| from + (to - from) * share;
    cut(y, mix(a.x, b.x), mix(a.front, b.front), mix(a.back, b.back))
}

/// The front (or the back, for `side` -1) of a shape of cuts before the point (x, y).
pub(super) fn surface(cuts: &[Cut], x: f32, y: f32, side: f32) -> Vec3 {
    let cut = cut_at(cuts, y);
    let aside = (x.abs() / cut.x.max(1e-4)).min(0.985);
    let deep = ops::powf(1.0 - ops::powf(aside, SQUARE), 1.0 / SQUARE);
    Vec3::new(x, y, side * deep * if side > 0.0 { cut.front } else { cut.back })
}

/// An open patch: rows of points from the bottom up, each from its left end (seen from outside) to its right.
pub(super) fn patch(rows: &[Vec<Vec3>], paint: Paint) -> Solid {
    let wide = rows.first().map_or(0, Vec::len) as u32;
    let points: Vec<Vec3> = rows.iter().flatten().copied().collect();
    let mut faces = Vec::new();
    for row in 0..rows.len().saturating_sub(1) as u32 {
        for k in 0..wide.saturating_sub(1) {
            let at = row * wide + k;
            faces.push(vec![at, at + 1, at + 1 + wide, at + wide]);
        }
    }
    Solid::of_faces(&points, &faces, paint, 180.0).creased(0.0).inked(0.0)
}

/// A band that lies on something: `place(along, across)` for along 0 to 1 and across -1 to 1.
pub(super) fn band(steps: u32, paint: Paint, place: &dyn Fn(f32, f32) -> Vec3) -> Solid {
    let row = |k: u32| {
        let along = k as f32 / steps as f32;
        vec![place(along, -1.0), place(along, 1.0)]
    };
    let rows: Vec<Vec<Vec3>> = (0..=steps).map(row).collect();
    patch(&rows, paint)
}

/// A value read from a table of (place, value), straight between its rows.
pub(super) fn table(rows: &[(f32, f32)], at: f32) -> f32 {
    let Some(next) = rows.iter().position(|row| row.0 >= at) else {
        return rows.last().map_or(0.0, |row| row.1);
    };
    if next == 0 {
        return rows[0].1;
    }
    let (a, b) = (rows[next - 1], rows[next]);
    a.1 + (b.1 - a.1) * (at - a.0) / (b.0 - a.0).max(1e-6)
}
