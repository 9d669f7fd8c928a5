//! A small painter for looking at solids: z-buffer, two tones, ink where depth, facing or paint break.

use std::path::PathBuf;

use bevy_math::{Affine3A, Mat4, Vec3, Vec4Swizzles};
use image::{Rgb, RgbImage};
use maquette_document::Accent;
use maquette_figure::{Paint, Solid};

/// Pixels a sample is divided into, each way.
const FINE: u32 = 2;

#[derive(Clone, Copy)]
struct Pixel {
    depth: f32,
    normal: Vec3,
    colour: Vec3,
}

/// A picture under the brush.
pub(crate) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<Pixel>,
    view: Mat4,
    clip: Mat4,
    region: [u32; 4],
    accent: Accent,
}

const PAPER: Vec3 = Vec3::new(0.925, 0.906, 0.863);
const INK: Vec3 = Vec3::new(0.137, 0.125, 0.114);

impl Canvas {
    pub(crate) fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width * FINE, height * FINE);
        let blank = Pixel { depth: f32::INFINITY, normal: Vec3::ZERO, colour: PAPER };
        let pixels = vec![blank; (width * height) as usize];
        let accent = Accent::Brick;
        Self {
            width,
            height,
            pixels,
            view: Mat4::IDENTITY,
            clip: Mat4::IDENTITY,
            region: [0; 4],
            accent,
        }
    }

    /// Looks from `eye` at `target` through a lens `fov` degrees high, into a part of the canvas.
    pub(crate) fn look(&mut self, [x, y, w, h]: [u32; 4], eye: Vec3, target: Vec3, fov: f32) {
        self.region = [x * FINE, y * FINE, w * FINE, h * FINE];
        self.view = Mat4::look_at_rh(eye, target, Vec3::Y);
        self.clip = Mat4::perspective_infinite_rh(fov.to_radians(), w as f32 / h as f32, 0.05);
    }

    pub(crate) fn accent(&mut self, accent: Accent) {
        self.accent = accent;
    }

    pub(crate) fn draw(&mut self, solid: &Solid, place: Affine3A) {
        let normals = place.matrix3.inverse().transpose();
        let world: Vec<Vec3> =
            solid.vertices.iter().map(|vertex| place.transform_point3(vertex.position)).collect();
        for triangle in solid.indices.chunks_exact(3) {
            let corner = [0, 1, 2].map(|k| triangle[k] as usize);
            let normal = corner.map(|k| (normals * solid.vertices[k].normal).normalize_or_zero());
            let points = corner.map(|k| world[k]);
            self.fill(points, normal, solid.vertices[corner[0]].paint);
        }
    }

    fn fill(&mut self, points: [Vec3; 3], normals: [Vec3; 3], paint: Paint) {
        let [left, top, wide, high] = self.region;
        let seen = points.map(|point| self.view.transform_point3(point));
        if seen.iter().any(|point| point.z > -0.06) {
            return;
        }
        let screen = seen.map(|point| {
            let clip = self.clip * point.extend(1.0);
            let at = clip.xyz() / clip.w;
            ((at.x * 0.5 + 0.5) * wide as f32, (0.5 - at.y * 0.5) * high as f32, -point.z)
        });
        let cross = |a: (f32, f32), b: (f32, f32), c: (f32, f32)| {
            (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
        };
        let flat = screen.map(|p| (p.0, p.1));
        let area = cross(flat[0], flat[1], flat[2]);
        if area >= 0.0 {
            return; // Seen from behind.
        }
        let bound = |pick: fn(&(f32, f32)) -> f32, most: u32| {
            let low = flat.iter().map(pick).fold(f32::INFINITY, f32::min).floor().max(0.0);
            let high = flat.iter().map(pick).fold(0.0, f32::max).ceil().min(most as f32 - 1.0);
            (low as u32, high as u32)
        };
        let ((x0, x1), (y0, y1)) = (bound(|p| p.0, wide), bound(|p| p.1, high));
        for y in y0..=y1 {
            for x in x0..=x1 {
                let at = (x as f32 + 0.5, y as f32 + 0.5);
                let a = cross(flat[1], flat[2], at) / area;
                let b = cross(flat[2], flat[0], at) / area;
                let c = 1.0 - a - b;
                if a < 0.0 || b < 0.0 || c < 0.0 {
                    continue;
                }
                let depth = 1.0 / (a / screen[0].2 + b / screen[1].2 + c / screen[2].2);
                let normal = (normals[0] * a + normals[1] * b + normals[2] * c).normalize_or_zero();
                let pixel = &mut self.pixels[((y + top) * self.width + x + left) as usize];
                if depth < pixel.depth {
                    let colour = shade(paint, self.accent, normal);
                    *pixel = Pixel { depth, normal, colour };
                }
            }
        }
    }

    /// Inks the edges and saves the picture where `MAQUETTE_PICTURES` says.
    pub(crate) fn save(&self, folder: &std::path::Path, name: &str) {
        let mut picture = RgbImage::new(self.width / FINE, self.height / FINE);
        for (x, y, out) in picture.enumerate_pixels_mut() {
            let mut sum = Vec3::ZERO;
            for k in 0..FINE * FINE {
                sum += self.inked(x * FINE + k % FINE, y * FINE + k / FINE);
            }
            let mean = sum / (FINE * FINE) as f32 * 255.0;
            *out = Rgb([mean.x as u8, mean.y as u8, mean.z as u8]);
        }
        let path: PathBuf = folder.join(format!("{name}.png"));
        picture.save(&path).expect("the folder of pictures can be written");
    }

    fn inked(&self, x: u32, y: u32) -> Vec3 {
        let here = self.pixels[(y * self.width + x) as usize];
        let mut ink: f32 = 0.0;
        for (dx, dy) in [(1_i32, 0_i32), (0, 1), (-1, 0), (0, -1), (2, 0), (0, 2)] {
            let (nx, ny) = (x as i32 + dx, y as i32 + dy);
            if nx < 0 || ny < 0 || nx >= self.width as i32 || ny >= self.height as i32 {
                continue;
            }
            let there = self.pixels[(ny as u32 * self.width + nx as u32) as usize];
            if there.depth > here.depth * 1.012 + 0.006 {
                ink = ink.max(1.0);
            } else if here.depth.is_finite()
                && there.depth.is_finite()
                && here.normal.dot(there.normal) < 0.45
            {
                ink = ink.max(0.35);
            }
        }
        here.colour.lerp(INK, ink)
    }
}

fn shade(paint: Paint, accent: Accent, normal: Vec3) -> Vec3 {
    let light = Vec3::new(0.5, 0.75, 0.6).normalize();
    let lit = normal.dot(light);
    let tone = if lit > 0.18 {
        1.0
    } else if lit > -0.25 {
        0.80
    } else {
        0.66
    };
    base(paint, accent) * tone
}

fn base(paint: Paint, accent: Accent) -> Vec3 {
    let grey = |v: f32| Vec3::new(v, v * 0.98, v * 0.94);
    let own = match accent {
        Accent::Brick => Vec3::new(0.66, 0.33, 0.25),
        Accent::Ochre => Vec3::new(0.76, 0.57, 0.27),
        Accent::Teal => Vec3::new(0.25, 0.47, 0.46),
        Accent::Plum => Vec3::new(0.45, 0.29, 0.42),
        Accent::Moss => Vec3::new(0.44, 0.49, 0.29),
        Accent::Slate => Vec3::new(0.36, 0.42, 0.50),
        Accent::Rose => Vec3::new(0.74, 0.49, 0.49),
        Accent::Sand => Vec3::new(0.76, 0.68, 0.53),
    };
    match paint {
        Paint::Skin => Vec3::new(0.93, 0.85, 0.76),
        Paint::Hair => grey(0.30),
        Paint::Shirt | Paint::EyeWhite | Paint::Paper => grey(0.96),
        Paint::Accent => own,
        Paint::AccentDark => own * 0.68,
        Paint::Trousers => grey(0.50),
        Paint::Shoe => grey(0.24),
        Paint::Eye => grey(0.13),
        Paint::Mouth => Vec3::new(0.34, 0.16, 0.15),
        Paint::Lip => Vec3::new(0.78, 0.66, 0.58),
        Paint::Strap => grey(0.36),
        Paint::Leather => grey(0.46),
        _ => grey(0.7),
    }
}
