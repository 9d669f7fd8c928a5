//! Ink: which edges of a mesh are drawn, how wide, and in what colour.
//!
//! An outline is an edge with one side turned away; a crease is a sharp edge with both in sight. Width follows
//! how large a metre is seen, so that near things are drawn with a broad pen and far ones with none, and it
//! varies a little by a hash of the place on the thing itself, so that it never crawls.

use bevy_math::{Affine3A, Vec2, Vec3, Vec3A, Vec4};

use crate::chain::{self, Line};
use crate::mesh::{Edge, Mesh, Part};
use crate::palette::{Palette, rgba};
use crate::stroke::{Lens, StrokeCorner};

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
    /// Whether borders without ink are softened: they are where it stands before something else.
    pub softens: bool,
}

impl Pen {
    pub(crate) const FIGURE: Self =
        Self { width: 1.0, strength: 1.0, dim: 0, roundness: 1.0, softens: false };
    pub(crate) const SET: Self =
        Self { width: 0.68, strength: 0.7, dim: 0, roundness: 0.3, softens: true };
}

/// Everything that ink needs to know of a picture.
pub(crate) struct Inking<'a> {
    pub lens: Lens,
    pub palette: &'a Palette,
    /// Height of the picture over 720.
    pub scale: f32,
}

impl Inking<'_> {
    /// Inks one part of `mesh` at its place; `facing` says which of its faces look toward the eye.
    pub(crate) fn part(
        &self,
        mesh: &Mesh,
        part: &Part,
        place: Affine3A,
        facing: &[bool],
        pen: Pen,
        out: &mut Vec<StrokeCorner>,
    ) {
        let faces = &mesh.faces[part.faces.clone()];
        let side = |face: u32| {
            let index = (face != Edge::NONE).then(|| face as usize - part.faces.start)?;
            facing[index].then(|| &faces[index])
        };
        let mut lines = Vec::new();
        for edge in &mesh.edges[part.edges.clone()] {
            let sides = edge.faces.map(side);
            let weight = match sides {
                [None, None] => continue,
                [Some(_), Some(_)] if edge.crease <= 0.0 => continue,
                [Some(_), Some(_)] => {
                    Weight { width: 0.62, strength: edge.crease, is_crease: true }
                }
                _ => Weight { width: 1.0, strength: edge.outline, is_crease: false },
            };
            if weight.strength > 0.02 || pen.softens {
                let ends = edge.ends.map(|end| mesh.ends[end as usize]);
                let facing = sides.into_iter().flatten().next().map_or(Vec3::Y, |face| face.normal);
                lines.extend(self.line(edge, ends, place, pen, weight, facing));
            }
        }
        chain::lay(&self.lens, &lines, part.ends.start as u32, part.ends.len(), out);
    }

    /// Whether any of a part may be seen in the picture.
    pub(crate) fn is_in_sight(&self, part: &Part, place: Affine3A) -> bool {
        let columns = place.matrix3;
        let scale =
            columns.x_axis.length().max(columns.y_axis.length()).max(columns.z_axis.length());
        let radius = part.radius * scale;
        let middle = self.lens.clip(place.transform_point3(part.middle));
        // A ball passes a border of the picture within its radius, as the border leans.
        let reach = |pixels: f32| {
            let lean = 2.0 * self.lens.pixels_a_metre / pixels;
            radius * (1.0 + lean * lean).sqrt()
        };
        middle.w > -radius
            && middle.x.abs() < middle.w + reach(self.lens.pixels.x)
            && middle.y.abs() < middle.w + reach(self.lens.pixels.y)
    }

    fn line(
        &self,
        edge: &Edge,
        ends: [Vec3; 2],
        place: Affine3A,
        pen: Pen,
        weight: Weight,
        facing: Vec3,
    ) -> Option<Line> {
        let clips = ends.map(|end| self.lens.clip(place.transform_point3(end)));
        let nearest = clips[0].w.min(clips[1].w).max(self.lens.near);
        if self.is_speck(clips, nearest, weight.is_crease) {
            return None;
        }
        let usual = self.width_at(nearest) * pen.width * weight.width;
        // Thinner than a pixel is drawn a pixel wide and paler.
        let pale = usual.clamp(0.0, 1.0);
        let left = match self.palette.is_negative {
            true => 1.0,
            false => fade(self.lens.pixels_a_metre / nearest / self.scale),
        };
        let strength = pen.strength * weight.strength * left;
        if weight.is_crease && strength * pale < 0.08 {
            return None;
        }
        let (colour, alpha) = if weight.is_crease {
            // What it lies on shows through.
            (self.palette.ink, pale * strength)
        } else {
            let facing = (place.matrix3 * Vec3A::from(facing)).normalize_or_zero();
            let own = self.palette.seen(edge.tone, facing.into(), pen.dim);
            (own.lerp(self.palette.ink_over(own), strength), pale.max(0.55))
        };
        let colour = self.palette.haze.over(colour, nearest, 0.0);
        let scale = self.scale.max(0.7);
        let halves = ends.map(|end| 0.5 * (usual * unevenness(end)).max(1.0) * scale);
        // Round things turn away from their outline: the inner half of a stroke must come before them.
        let inner = halves[0] * nearest / self.lens.pixels_a_metre;
        let round = if weight.is_crease { 0.0 } else { pen.roundness * (inner * 0.06).sqrt() };
        let pull = 0.0015 + nearest * 0.0012 + round;
        Some(Line { ends: edge.ends, clips, halves, pull, colour: rgba(colour, alpha) })
    }

    /// Too short to be missed: its neighbours reach over it.
    fn is_speck(&self, [a, b]: [Vec4; 2], nearest: f32, is_crease: bool) -> bool {
        let across = Vec2::new(a.x - b.x, a.y - b.y).length() * self.lens.pixels.x * 0.5 / nearest;
        across < if is_crease { 1.6 } else { 0.3 } * self.scale
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
