//! What lies on surfaces and in the air: dark where things stand, light through windows, lamps at night.

use bevy_math::{Vec2, Vec3};
use maquette_document::{OpeningKind, PieceKind, Set, TimeOfDay, Weather};
use maquette_figure::{Joint, Obstacle, Posed, Standing, Wall, obstacles, piece_place, piece_size};
use maquette_moment::Light;

use crate::drawing::MarkCorner;
use crate::palette::{hex, rgba};
use crate::shadow::OVER_GROUND;

/// Marks of a picture, as they are gathered.
#[derive(Default)]
pub(crate) struct Marks {
    pub corners: Vec<MarkCorner>,
}

impl Marks {
    fn triangle(&mut self, corners: [(Vec3, Vec2); 3], colour: [u8; 4]) {
        self.corners.extend(corners.map(|(position, from_middle)| MarkCorner {
            position: position.to_array(),
            from_middle: from_middle.to_array(),
            colour,
        }));
    }

    fn quad(&mut self, corners: [(Vec3, Vec2); 4], colour: [u8; 4]) {
        let [a, b, c, d] = corners;
        self.triangle([a, b, c], colour);
        self.triangle([a, c, d], colour);
    }

    /// A round mark that fades toward its border, spanned by two half axes.
    pub(crate) fn round(&mut self, middle: Vec3, x: Vec3, y: Vec3, colour: [u8; 4]) {
        let corner = |u: f32, v: f32| (middle + x * u + y * v, Vec2::new(u, v));
        let corners = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
        self.quad(corners, colour);
    }

    /// A flat convex shape whose border fades outward over `soft` metres.
    fn shape(&mut self, outline: &[Vec3], soft: f32, colour: [u8; 4]) {
        if outline.len() < 3 {
            return;
        }
        let middle = outline.iter().sum::<Vec3>() / outline.len() as f32;
        let wider = |p: Vec3| p + (p - middle).normalize_or_zero() * soft;
        for (index, &a) in outline.iter().enumerate() {
            let b = outline[(index + 1) % outline.len()];
            self.triangle([(middle, Vec2::ZERO), (a, Vec2::ZERO), (b, Vec2::ZERO)], colour);
            let corners =
                [(a, Vec2::ZERO), (wider(a), Vec2::X), (wider(b), Vec2::X), (b, Vec2::ZERO)];
            self.quad(corners, colour);
        }
    }

    /// Dark under feet, and under hips that are low.
    pub(crate) fn under_figure(&mut self, posed: &Posed, ground: f32, ink: Vec3) {
        let low: [(Joint, f32, f32); 3] = [
            (Joint::LeftFoot, 0.17, 0.42),
            (Joint::RightFoot, 0.17, 0.42),
            (Joint::Hips, 0.34, 0.36),
        ];
        for (joint, reach, most) in low {
            let place = posed.joint(joint);
            let at = Vec3::from(place.translation);
            let lift: f32 = (at.y - ground - 0.08).max(0.0);
            let strength = most * (1.0 - lift / 0.35).max(0.0);
            if strength > 0.0 {
                let facing = Vec3::from(place.matrix3.z_axis).with_y(0.0).normalize_or(Vec3::Z);
                let middle = Vec3::new(at.x, ground + OVER_GROUND, at.z) + facing * 0.05;
                let side = Vec3::new(facing.z, 0.0, -facing.x);
                self.round(
                    middle,
                    side * reach * 0.72,
                    facing * reach,
                    premultiplied(ink, strength),
                );
            }
        }
    }

    /// Dark where the things of a set stand.
    pub(crate) fn under_pieces(&mut self, set: &Set, ink: Vec3) {
        for piece in &set.pieces {
            let lies = matches!(
                piece.kind,
                PieceKind::Rug | PieceKind::Picture | PieceKind::Grass | PieceKind::Pier
            );
            if lies || piece.at.y.abs() > 0.05 {
                continue;
            }
            let place = piece_place(piece);
            let size = piece_size(piece.kind);
            let trunk: f32 = if piece.kind == PieceKind::Tree { 0.1 } else { 0.5 };
            let corner = |x: f32, z: f32| {
                let at =
                    place.transform_point3(Vec3::new(size.x * x * trunk, 0.0, size.z * z * trunk));
                at.with_y(OVER_GROUND)
            };
            let outline =
                [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
            let soft = (0.1 * size.max_element() * trunk).clamp(0.06, 0.6);
            self.shape(&outline, soft, premultiplied(ink, 0.24));
        }
    }

    /// Dark where boxes stand on the floor.
    pub(crate) fn under_boxes(&mut self, set: &Set, ink: Vec3) {
        for block in set.boxes.iter().take(maquette_figure::BOXES) {
            for (foot, low, _) in maquette_figure::block_parts(block) {
                if low.abs() > 0.05 || !low.is_finite() {
                    continue;
                }
                let outline = foot.corners().map(|at| Vec3::new(at.x, OVER_GROUND, at.y));
                let soft = (0.2 * foot.half.max_element()).clamp(0.05, 0.3);
                self.shape(&outline, soft, premultiplied(ink, 0.24));
            }
        }
    }

    /// Dark where what came from outside stands on the ground.
    pub(crate) fn under_models(&mut self, set: &Set, ink: Vec3) {
        let from_outside = |one: &&Obstacle| matches!(one.of, Standing::Model(_));
        for one in obstacles(set).iter().filter(from_outside).filter(|one| one.low.abs() < 0.05) {
            let outline = one.footprint.corners().map(|at| Vec3::new(at.x, OVER_GROUND, at.y));
            let soft = (0.1 * one.footprint.half.max_element()).clamp(0.06, 0.6);
            self.shape(&outline, soft, premultiplied(ink, 0.24));
        }
    }

    /// Light that falls through the windows of a room, on its floor and on its walls.
    pub(crate) fn through_windows(&mut self, walls: &[Wall], light: &Light) {
        let Some((colour, strength, fall)) = window_light(light) else { return };
        for wall in walls {
            let inward = Vec3::new(wall.inward.x, 0.0, wall.inward.y);
            let along = (wall.b - wall.a).normalize_or_zero();
            let along = Vec3::new(along.x, 0.0, along.y);
            let way = inward + along * 0.38 - Vec3::Y * fall;
            for hole in wall.holes.iter().filter(|hole| hole.kind == OpeningKind::Window) {
                let left = Vec3::new(wall.a.x, 0.0, wall.a.y) + along * hole.from;
                let (width, height) = (hole.to - hole.from, hole.top - hole.sill);
                // Bars part the window in two by two.
                for (u, v) in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)] {
                    let corner = |du: f32, dv: f32| {
                        let (u, v) = (u + 0.03 + du * 0.44, v + 0.03 + dv * 0.44);
                        left + along * (u * width) + Vec3::Y * (hole.sill + v * height)
                    };
                    let pane =
                        [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
                    self.thrown(&pane, way, walls, premultiplied(colour, strength));
                }
            }
        }
    }

    /// A pane of light on each surface that it reaches.
    fn thrown(&mut self, pane: &[Vec3; 4], way: Vec3, walls: &[Wall], colour: [u8; 4]) {
        let mut planes = vec![(Vec3::Y * OVER_GROUND, Vec3::Y)];
        planes.extend(walls.iter().map(|wall| {
            let inward = Vec3::new(wall.inward.x, 0.0, wall.inward.y);
            (Vec3::new(wall.a.x, 0.0, wall.a.y) + inward * 0.012, inward)
        }));
        for (index, &(point, normal)) in planes.iter().enumerate() {
            let fall = way.dot(normal);
            if fall > -1e-3 {
                continue;
            }
            let mut shape: Vec<Vec3> = pane
                .iter()
                .map(|&corner| corner + way * ((point - corner).dot(normal) / fall))
                .collect();
            for (other, &(border, inward)) in planes.iter().enumerate() {
                if other != index {
                    clip(&mut shape, border, inward);
                }
            }
            self.shape(&shape, 0.025, colour);
        }
    }

    /// Light in the air about lamps that burn, toward an eye, and on the ground under them.
    pub(crate) fn about_lamps(&mut self, set: &Set, light: &Light, eye: Vec3, on_ground: bool) {
        let lit = match light.time {
            TimeOfDay::Night => 1.0,
            TimeOfDay::Dusk | TimeOfDay::Dawn => 0.55,
            TimeOfDay::Day => return,
        };
        for piece in &set.pieces {
            let Some((height, reach, ground_reach)) = lamp(piece.kind) else { continue };
            let place = piece_place(piece);
            let at = place.transform_point3(Vec3::Y * height);
            if on_ground {
                let foot = at.with_y(OVER_GROUND);
                let (x, y) = (Vec3::X * ground_reach, Vec3::Z * ground_reach);
                self.round(foot, x, y, glow(0.26 * lit));
                continue;
            }
            let toward = eye - at;
            let distance = toward.length();
            let pull = (reach * 0.6).min(distance * 0.4);
            let seen = (distance - pull) / distance.max(0.01);
            let toward = toward / distance.max(0.01);
            let side = Vec3::Y.cross(toward).normalize_or(Vec3::X) * reach * seen;
            let up = toward.cross(side);
            self.round(at + toward * pull, side, up, glow(0.34 * lit));
        }
    }
}

/// Light that is added: it covers nothing.
fn glow(strength: f32) -> [u8; 4] {
    let [r, g, b, _] = rgba(hex(0xffc46e) * strength, 0.0);
    [r, g, b, 0]
}

fn premultiplied(colour: Vec3, alpha: f32) -> [u8; 4] {
    rgba(colour * alpha, alpha)
}

/// Metres to its flame, how far it glows in the air, and how far it lights the ground.
fn lamp(kind: PieceKind) -> Option<(f32, f32, f32)> {
    match kind {
        PieceKind::Lamp => Some((1.42, 1.1, 1.9)),
        PieceKind::Lantern => Some((0.15, 0.75, 1.1)),
        PieceKind::StreetLamp => Some((4.9, 2.2, 4.2)),
        PieceKind::Beacon => Some((1.78, 2.2, 3.0)),
        PieceKind::Computer => Some((0.25, 0.5, 0.0)),
        _ => None,
    }
}

/// The colour of the light at the windows, its strength, and how steeply it falls.
fn window_light(light: &Light) -> Option<(Vec3, f32, f32)> {
    if !light.interior {
        return None;
    }
    let (colour, strength, fall) = match light.time {
        TimeOfDay::Dawn => (hex(0xffe6d6), 0.40, 0.62),
        TimeOfDay::Day => (hex(0xfffaea), 0.52, 1.05),
        TimeOfDay::Dusk => (hex(0xffc884), 0.50, 0.55),
        TimeOfDay::Night => (hex(0x8fa8d8), 0.22, 0.95),
    };
    let cloud = if light.weather == Weather::Clear { 1.0 } else { 0.35 };
    Some((colour, strength * cloud, fall))
}

/// Cuts off what lies outside of a plane.
fn clip(shape: &mut Vec<Vec3>, border: Vec3, inward: Vec3) {
    let depth = |point: Vec3| (point - border).dot(inward);
    let mut kept = Vec::with_capacity(shape.len() + 1);
    for (index, &a) in shape.iter().enumerate() {
        let b = shape[(index + 1) % shape.len()];
        let (da, db) = (depth(a), depth(b));
        if da >= 0.0 {
            kept.push(a);
        }
        if (da < 0.0) != (db < 0.0) {
            kept.push(a.lerp(b, da / (da - db)));
        }
    }
    *shape = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_through_a_window_stays_in_the_room() {
        let wall = |a: (f32, f32), b: (f32, f32), inward: (f32, f32)| Wall {
            a: a.into(),
            b: b.into(),
            height: 2.6,
            inward: inward.into(),
            holes: Vec::new(),
        };
        let mut walls = [
            wall((-2.0, -2.0), (2.0, -2.0), (0.0, 1.0)),
            wall((2.0, -2.0), (2.0, 2.0), (-1.0, 0.0)),
            wall((2.0, 2.0), (-2.0, 2.0), (0.0, -1.0)),
            wall((-2.0, 2.0), (-2.0, -2.0), (1.0, 0.0)),
        ];
        let (from, to, sill, top) = (1.0, 2.0, 0.9, 2.1);
        let kind = OpeningKind::Window;
        walls[0].holes.push(maquette_figure::Hole { kind, from, to, sill, top, opening: None });
        let light =
            Light { time: TimeOfDay::Day, weather: Weather::Clear, interior: true, key: Vec3::Y };
        let mut marks = Marks::default();
        marks.through_windows(&walls, &light);
        assert!(!marks.corners.is_empty());
        for corner in &marks.corners {
            let [x, y, z] = corner.position;
            assert!(x.abs() < 2.05 && z.abs() < 2.05 && (-0.03..2.65).contains(&y), "{x} {y} {z}");
        }
    }
}
