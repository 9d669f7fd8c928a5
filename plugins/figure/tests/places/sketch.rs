use bevy_math::{Mat4, Vec2, Vec3, Vec4};
use maquette_document::Set;
use maquette_figure::*;

const FINE: u32 = 2;

pub(crate) struct Sketch {
    w: u32,
    h: u32,
    depth: Vec<f32>,
    colour: Vec<Vec3>,
    ink: Vec<f32>,
    normal: Vec<Vec3>,
    view: Mat4,
    clip: Mat4,
    eye: Vec3,
    region: [u32; 4],
    creases: Vec<Crease>,
}

impl Sketch {
    pub(crate) fn new(w: u32, h: u32) -> Self {
        let (w, h) = (w * FINE, h * FINE);
        let n = (w * h) as usize;
        Self { w, h, depth: vec![f32::INFINITY; n], colour: vec![Vec3::splat(0.9); n], ink: vec![0.0; n], normal: vec![Vec3::ZERO; n], view: Mat4::IDENTITY, clip: Mat4::IDENTITY, eye: Vec3::ZERO, region: [0; 4], creases: vec![] }
    }

    pub(crate) fn look(&mut self, [x, y, w, h]: [u32; 4], eye: Vec3, target: Vec3, focal: f32) {
        self.region = [x * FINE, y * FINE, w * FINE, h * FINE];
        let fov = 2.0 * (36.0 * h as f32 / w as f32 / 2.0 / focal).atan();
        self.view = Mat4::look_at_rh(eye, target, Vec3::Y);
        self.clip = Mat4::perspective_infinite_rh(fov, w as f32 / h as f32, 0.05);
        self.eye = eye;
        self.creases.clear();
        for j in 0..self.region[3] {
            for i in 0..self.region[2] {
                let k = ((j + self.region[1]) * self.w + i + self.region[0]) as usize;
                self.colour[k] = sky();
            }
        }
    }

    pub(crate) fn draw(&mut self, solid: &Solid, _: &[u8]) {
        for t in solid.indices.chunks_exact(3) {
            let v = [0, 1, 2].map(|k| solid.vertices[t[k] as usize]);
            let face = (v[1].position - v[0].position).cross(v[2].position - v[0].position);
            if face.dot(self.eye - v[0].position) <= 0.0 {
                continue;
            }
            let mut poly: Vec<(Vec3, Vec3)> = v.iter().map(|v| (self.view.transform_point3(v.position), v.normal)).collect();
            let mut out = vec![];
            for i in 0..poly.len() {
                let (a, b) = (poly[i], poly[(i + 1) % poly.len()]);
                let near = -0.06;
                if a.0.z < near { out.push(a); }
                if (a.0.z < near) != (b.0.z < near) {
                    let s = (near - a.0.z) / (b.0.z - a.0.z);
                    out.push((a.0.lerp(b.0, s), a.1.lerp(b.1, s)));
                }
            }
            poly = out;
            let ink = v[0].ink;
            for i in 1..poly.len().saturating_sub(1) {
                self.fill([poly[0], poly[i], poly[i + 1]], v[0].paint, ink);
            }
        }
        self.creases.extend(solid.creases.iter().filter(|c| {
            let m = (c.a + c.b) / 2.0;
            c.sides.iter().any(|n| n.dot(self.eye - m) > 0.0)
        }));
    }

    fn screen(&self, p: Vec3) -> Vec3 {
        let c: Vec4 = self.clip * p.extend(1.0);
        Vec3::new((c.x / c.w * 0.5 + 0.5) * self.region[2] as f32, (0.5 - c.y / c.w * 0.5) * self.region[3] as f32, -p.z)
    }

    fn fill(&mut self, v: [(Vec3, Vec3); 3], paint: Paint, ink: f32) {
        let s = v.map(|(p, _)| self.screen(p));
        let f = s.map(|p| p.truncate());
        let cross = |a: Vec2, b: Vec2, c: Vec2| (b - a).perp_dot(c - a);
        let area = cross(f[0], f[1], f[2]);
        if area.abs() < 1e-9 { return; }
        let lo = f[0].min(f[1]).min(f[2]).floor().max(Vec2::ZERO);
        let hi = f[0].max(f[1]).max(f[2]).ceil().min(Vec2::new(self.region[2] as f32 - 1.0, self.region[3] as f32 - 1.0));
        let mut y = lo.y as u32;
        while y as f32 <= hi.y {
            let mut x = lo.x as u32;
            while x as f32 <= hi.x {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                let a = cross(f[1], f[2], at) / area;
                let b = cross(f[2], f[0], at) / area;
                let c = 1.0 - a - b;
                if a >= 0.0 && b >= 0.0 && c >= 0.0 {
                    let d = depth_at(s, at);
                    let k = ((y + self.region[1]) * self.w + x + self.region[0]) as usize;
                    if d < self.depth[k] {
                        let n = (v[0].1 * a + v[1].1 * b + v[2].1 * c).normalize_or_zero();
                        self.depth[k] = d;
                        self.normal[k] = n;
                        self.ink[k] = ink;
                        let fog = (1.0 - (-(d - 12.0).max(0.0) / 160.0).exp()) * 0.85;
                        self.colour[k] = shade(paint, n).lerp(sky(), if matches!(paint, Paint::Distance | Paint::Horizon) { 0.0 } else { fog });
                    }
                }
                x += 1;
            }
            y += 1;
        }
    }

    pub(crate) fn ink(&mut self) {
        let ink = Vec3::new(0.137, 0.125, 0.114);
        let creases = std::mem::take(&mut self.creases);
        for c in &creases {
            let (mut a, mut b) = (self.view.transform_point3(c.a), self.view.transform_point3(c.b));
            let near = -0.08;
            if a.z > near && b.z > near { continue; }
            if a.z > near { a = a.lerp(b, (near - a.z) / (b.z - a.z)); }
            if b.z > near { b = b.lerp(a, (near - b.z) / (a.z - b.z)); }
            let (p, q) = (self.screen(a), self.screen(b));
            let n = ((q - p).truncate().abs().max_element() as u32).clamp(1, 4000);
            let length = (q - p).truncate().length();
            if !length.is_finite() || length > 20000.0 { continue; }
            for i in 0..=n {
                let t = i as f32 / n as f32;
                let d = 1.0 / ((1.0 - t) / p.z + t / q.z);
                let at = p.truncate().lerp(q.truncate(), t);
                let half = if d < 6.0 { 1 } else { 0 };
                for (dx, dy) in [(0, 0), (half, 0), (0, half)] {
                    let (x, y) = (at.x as i32 + dx, at.y as i32 + dy);
                    if x < 0 || y < 0 || x >= self.region[2] as i32 || y >= self.region[3] as i32 { continue; }
                    let k = ((y as u32 + self.region[1]) * self.w + x as u32 + self.region[0]) as usize;
                    if d < self.depth[k] * 1.004 + 0.004 {
                        let weight = (c.weight * (1.0 / (1.0 + d / 14.0))).min(1.0);
                        let mix = weight * 0.55;
                        let have = self.colour[k];
                        self.colour[k] = have.lerp(ink, mix);
                    }
                }
            }
        }
        let [rx, ry, rw, rh] = self.region;
        let mut edge = vec![];
        for y in 1..rh - 1 {
            for x in 1..rw - 1 {
                let at = |x: u32, y: u32| ((y + ry) * self.w + x + rx) as usize;
                let k = at(x, y);
                let mut e: f32 = 0.0;
                for n in [at(x + 1, y), at(x, y + 1), at(x - 1, y), at(x, y - 1)] {
                    let (d, o) = (self.depth[k], self.depth[n]);
                    if d.is_finite() && o > d * 1.03 + 0.02 {
                        e = e.max(self.ink[k].max(0.15) * (1.0 / (1.0 + d / 16.0)));
                    }
                }
                if e > 0.0 { edge.push((k, e)); }
            }
        }
        for (k, e) in edge { self.colour[k] = self.colour[k].lerp(ink, (e * 1.2).min(1.0)); }
    }

    pub(crate) fn plan(&mut self, [x, y, w, h]: [u32; 4], set: &Set) {
        self.region = [x * FINE, y * FINE, w * FINE, h * FINE];
        let scale = (self.region[2] as f32 / (set.width + 8.0)).min(self.region[3] as f32 / (set.depth + 6.0));
        let mid = Vec2::new(self.region[2] as f32, self.region[3] as f32) / 2.0;
        let floor = floor_of(set);
        let all = obstacles(set);
        let walls = walls(set);
        for j in 0..self.region[3] {
            for i in 0..self.region[2] {
                let p = (Vec2::new(i as f32, j as f32) - mid) / scale;
                let mut c = Vec3::splat(0.95);
                if p.x.abs() < set.width / 2.0 && p.y.abs() < set.depth / 2.0 { c = Vec3::splat(0.85); }
                if floor.free.contains(p) { c = Vec3::new(0.8, 0.95, 0.8); }
                for o in &all {
                    if o.footprint.contains(p) { c = if o.bars_the_way() { Vec3::new(0.6, 0.45, 0.3) } else { c * 0.85 }; }
                }
                for s in &floor.spots { if p.distance(Vec2::new(s.at.x, s.at.z)) < 0.15 { c = Vec3::new(0.2, 0.2, 0.9); } }
                for s in &floor.seats { if p.distance(Vec2::new(s.at.x, s.at.z)) < 0.12 { c = Vec3::new(0.9, 0.2, 0.9); } }
                for s in &floor.approaches { if p.distance(Vec2::new(s.at.x, s.at.z)) < 0.08 { c = Vec3::new(0.0, 0.6, 0.0); } }
                for s in &floor.doors { if p.distance(Vec2::new(s.inside.x, s.inside.z)) < 0.15 { c = Vec3::new(0.9, 0.1, 0.1); } }
                for wall in &walls {
                    let along = (wall.b - wall.a).normalize();
                    let off = p - wall.a;
                    let (u, v) = (off.dot(along), off.dot(wall.inward));
                    if (0.0..wall.length()).contains(&u) && (-0.15..0.0).contains(&v) {
                        c = if wall.holes.iter().any(|h| (h.from..h.to).contains(&u)) { Vec3::new(0.5, 0.7, 0.9) } else { Vec3::splat(0.2) };
                    }
                }
                let k = ((j + self.region[1]) * self.w + i + self.region[0]) as usize;
                self.colour[k] = c;
            }
        }
    }

    pub(crate) fn save(&self, path: &str) {
        let mut picture = image::RgbImage::new(self.w / FINE, self.h / FINE);
        for (x, y, out) in picture.enumerate_pixels_mut() {
            let mut sum = Vec3::ZERO;
            for k in 0..FINE * FINE {
                sum += self.colour[((y * FINE + k / FINE) * self.w + x * FINE + k % FINE) as usize];
            }
            let m = sum / (FINE * FINE) as f32 * 255.0;
            *out = image::Rgb([m.x as u8, m.y as u8, m.z as u8]);
        }
        picture.save(path).expect("saved");
    }
}

fn depth_at(s: [Vec3; 3], at: Vec2) -> f32 {
    let p = s.map(|p| (p.x as f64, p.y as f64, 1.0 / p.z as f64));
    let cr = |a: (f64, f64, f64), b: (f64, f64, f64), c: (f64, f64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let area = cr(p[0], p[1], (p[2].0, p[2].1));
    let q = (at.x as f64, at.y as f64);
    let (a, b) = (cr(p[1], p[2], q) / area, cr(p[2], p[0], q) / area);
    let c = 1.0 - a - b;
    (1.0 / (a * p[0].2 + b * p[1].2 + c * p[2].2)) as f32
}

fn sky() -> Vec3 {
    Vec3::new(0.925, 0.906, 0.863)
}

fn shade(paint: Paint, n: Vec3) -> Vec3 {
    let lit = n.dot(Vec3::new(0.45, 0.75, 0.5).normalize());
    let flat = matches!(paint, Paint::Distance | Paint::Horizon | Paint::Glow | Paint::Foam);
    let tone = if flat || lit > 0.25 { 1.0 } else if lit > -0.3 { 0.86 } else { 0.74 };
    base(paint) * tone
}

fn base(paint: Paint) -> Vec3 {
    let c = |r: u32| Vec3::new((r >> 16) as f32, ((r >> 8) & 255) as f32, (r & 255) as f32) / 255.0;
    c(match paint {
        Paint::Skin => 0xe2c8b0,
        Paint::Hair => 0x4a443e,
        Paint::Shirt => 0xe8e2d6,
        Paint::Accent => 0xa85a44,
        Paint::AccentDark => 0x7a4434,
        Paint::Trousers => 0x5c5852,
        Paint::Shoe => 0x3a3632,
        Paint::Eye | Paint::Ink | Paint::Black => 0x2b2724,
        Paint::Wood => 0xb09a7c,
        Paint::WoodDark => 0x7d6a55,
        Paint::Metal => 0xa8a8a4,
        Paint::MetalDark => 0x63625f,
        Paint::Glass => 0xb9c4c4,
        Paint::Cloth => 0xb8ab98,
        Paint::ClothDark => 0x7f776c,
        Paint::Leather => 0x86705c,
        Paint::Rubber => 0x44413e,
        Paint::Plaster => 0xd8d1c3,
        Paint::PlasterDark => 0xb5ad9f,
        Paint::Ceiling => 0xe4ded2,
        Paint::Floor => 0xbcab92,
        Paint::FloorDark => 0x99907f,
        Paint::Trim => 0xece6da,
        Paint::Ground => 0xb0a48e,
        Paint::Grass => 0xa6a884,
        Paint::Leaf => 0x8d9470,
        Paint::LeafDark => 0x6d7558,
        Paint::Sand => 0xd6c8a8,
        Paint::Stone => 0xb7b0a3,
        Paint::StoneDark => 0x8e887d,
        Paint::Brick => 0xa98572,
        Paint::BrickDark => 0x866858,
        Paint::Roof => 0x7c6f68,
        Paint::Asphalt => 0x8b8884,
        Paint::Kerb => 0xc4beb2,
        Paint::Marking => 0xe6e0d4,
        Paint::Water => 0x9fb0b2,
        Paint::Foam | Paint::White | Paint::EyeWhite => 0xefebe2,
        Paint::Distance => 0xa8ab9e,
        Paint::Horizon => 0xc4c3ba,
        Paint::Glow => 0xf6dfa4,
        Paint::Pane => 0x7f8b8e,
        Paint::Paper => 0xf2ecde,
        _ => 0xb0a898,
    })
}
