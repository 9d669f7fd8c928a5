//! Ink: which edges of a mesh are drawn, how wide, and in what colour.
//!
//! An outline is an edge with one side turned away; a crease is a sharp edge with both in sight. Width follows
//! how large a metre is seen, so that near things are drawn with a broad pen and far ones with none, and it
//! varies a little by a hash of the place on the thing itself, so that it never crawls.

use bevy_math::{Affine3A, Vec3};

use crate::mesh::{Edge, Mesh, Part};
use crate::palette::{Palette, rgba};
use crate::stroke::{End, Lens, StrokeCorner};

/// How a kind of thing is inked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    /// Width against the usual.
    pub width: f32,
    /// 0 takes the colour of the thing itself, 1 is ink.
    pub strength: f32,
    /// How far what is drawn is dimmed, of 255.
    pub dim: u8,
    /// How round it is: 0 is all flat, 1 as limbs are.
    pub roundness: f32,
}

impl Pen {
    pub(crate) const FIGURE: Self = Self { width: 1.0, strength: 1.0, dim: 0, roundness: 1.0 };
    pub(crate) const SET: Self = Self { width: 0.68, strength: 0.7, dim: 0, roundness: 0.3 };
}

/// Everything that ink needs to know of a picture.
pub(crate) struct Inking<'a> {
    pub lens: Lens,
    pub palette: &'a Palette,
    /// Height of the picture over 720.
    pub scale: f32,
}

impl Inking<'_> {
    /// Inks all parts of `mesh` at their places.
    pub(crate) fn mesh(
        &self,
        mesh: &Mesh,
        places: &[Affine3A],
        pen: Pen,
        out: &mut Vec<StrokeCorner>,
    ) {
        for part in &mesh.parts {
            let place = places.get(part.place).copied().unwrap_or(Affine3A::IDENTITY);
            self.part(mesh, part, place, pen, out);
        }
    }

    fn in_sight(&self, part: &Part, place: Affine3A) -> bool {
        let scale = place.matrix3.x_axis.length().max(place.matrix3.y_axis.length());
        let middle = self.lens.clip(place.transform_point3(part.middle));
        // A ball of radius r at depth w spans at most this much of clip space on either side.
        let reach = part.radius * scale * (2.0 * self.lens.pixels_a_metre / self.lens.pixels.min_element() + 1.0);
        middle.w > -reach
            && middle.x.abs() < middle.w.abs() + reach
            && middle.y.abs() < middle.w.abs() + reach
    }

    /// Inks one part of `mesh` at its place, if it is in sight.
    pub(crate) fn part(
        &self,
        mesh: &Mesh,
        part: &Part,
        place: Affine3A,
        pen: Pen,
        out: &mut Vec<StrokeCorner>,
    ) {
        if !self.in_sight(part, place) {
            return;
        }
        let eye = place.inverse().transform_point3(self.lens.eye);
        let first = part.faces.start as u32;
        let faces = &mesh.faces[part.faces.clone()];
        let seen: Vec<bool> = faces.iter().map(|face| face.sees(eye)).collect();
        let sees = |face: u32| face != Edge::NONE && seen[(face - first) as usize];
        for edge in &mesh.edges[part.edges.clone()] {
            let [one, two] = edge.faces.map(sees);
            let alone = edge.faces[1] == Edge::NONE;
            let weight = match (one, two) {
                (false, false) if !alone => continue,
                (true, true) if edge.crease <= 0.0 => continue,
                (true, true) => Weight::crease(edge.crease),
                _ => Weight { width: 1.0, strength: edge.outline, is_crease: false },
            };
            let normal = match (one, two) {
                (true, _) => mesh.faces[edge.faces[0] as usize].normal(),
                (_, true) => mesh.faces[edge.faces[1] as usize].normal(),
                _ => Vec3::Y,
            };
            self.edge(mesh, edge, place, pen, weight, normal, out);
        }
    }

    fn edge(
        &self,
        mesh: &Mesh,
        edge: &Edge,
        place: Affine3A,
        pen: Pen,
        weight: Weight,
        normal: Vec3,
        out: &mut Vec<StrokeCorner>,
    ) {
        let ends = edge.ends.map(|end| mesh.ends[end as usize]);
        let clips = ends.map(|end| self.lens.clip(place.transform_point3(end)));
        let nearest = clips[0].w.min(clips[1].w).max(self.lens.near);
        let usual = self.width_at(nearest) * pen.width * weight.width;
        // Thinner than a pixel is drawn a pixel wide and paler.
        let pale = usual.clamp(0.0, 1.0);
        let strength = pen.strength * weight.strength * fade(self.lens.pixels_a_metre / nearest / self.scale);
        if weight.is_crease && strength * pale < 0.06 {
            return;
        }
        let facing = place.matrix3 * bevy_math::Vec3A::from(normal);
        let own = self.palette.seen(edge.tone, facing.normalize_or_zero().into(), pen.dim);
        let colour = own.lerp(self.palette.ink_over(own), strength);
        let colour = self.palette.haze.over(colour, nearest, 0.0);
        let alpha = if weight.is_crease { pale * strength.max(0.2) } else { pale.max(0.55) };
        let half = [0, 1].map(|side| 0.5 * (usual * unevenness(ends[side])).max(1.0) * self.scale.max(0.7));
        let [a, b] = [0, 1].map(|side| End { place: clips[side], half: half[side] });
        // Round things turn away from their outline: the inner half of a stroke must come before them.
        let inner = half[0] * nearest / self.lens.pixels_a_metre;
        let pull = 0.004 + nearest * 0.002 + pen.roundness * (inner * 0.1).sqrt();
        self.lens.stroke(a, b, pull, rgba(colour, alpha), out);
    }

    /// Pixels of a picture 720 high.
    fn width_at(&self, depth: f32) -> f32 {
        let pixels = self.lens.pixels_a_metre / depth / self.scale;
        WIDEST * (pixels / PIXELS_OF_WIDEST).sqrt().sqrt()
    }
}

/// Pixels of the pen where a metre fills [`PIXELS_OF_WIDEST`], in a picture 720 high.
const WIDEST: f32 = 3.1;
const PIXELS_OF_WIDEST: f32 = 2000.0;

/// What is left of ink where a metre fills so many pixels: all of it near, none far away.
fn fade(pixels: f32) -> f32 {
    ((pixels - 7.0) / 50.0).clamp(0.0, 1.0)
}

#[derive(Clone, Copy)]
struct Weight {
    width: f32,
    strength: f32,
    is_crease: bool,
}

impl Weight {
    fn crease(weight: f32) -> Self {
        Self { width: 0.62, strength: weight, is_crease: true }
    }
}

/// 0.8 to 1.2, by the place on the thing itself.
fn unevenness(place: Vec3) -> f32 {
    let cell = (place * 200.0).round();
    let mut bits = (cell.x as i32 as u32).wrapping_mul(0x9E37_79B9)
        ^ (cell.y as i32 as u32).wrapping_mul(0x85EB_CA6B)
        ^ (cell.z as i32 as u32).wrapping_mul(0xC2B2_AE35);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    bits ^= bits >> 12;
    0.8 + 0.4 * (bits & 0xFFFF) as f32 / 65536.0
}
