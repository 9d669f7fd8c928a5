//! Ink: which edges of a mesh are drawn, how wide, and in what colour.
//!
//! An outline is an edge with one side turned away; a crease is a sharp edge with both in sight. Width follows
//! how large a metre is seen, so that near things are drawn with a broad pen and far ones with none, and it
//! varies a little by a hash of the place on the thing itself, so that it never crawls.

use bevy_math::{Affine3A, Vec3};

use crate::mesh::{Edge, Mesh, Part};
use crate::palette::{Haze, Palette};
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
}

impl Pen {
    pub(crate) const FIGURE: Self = Self { width: 1.0, strength: 1.0, dim: 0 };
    pub(crate) const SET: Self = Self { width: 0.68, strength: 0.7, dim: 0 };
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
        let mut seen = Vec::new();
        for part in &mesh.parts {
            let place = places.get(part.place).copied().unwrap_or(Affine3A::IDENTITY);
            if self.in_sight(part, place) {
                self.part(mesh, part, place, pen, &mut seen, out);
            }
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

    fn part(
        &self,
        mesh: &Mesh,
        part: &Part,
        place: Affine3A,
        pen: Pen,
        seen: &mut Vec<bool>,
        out: &mut Vec<StrokeCorner>,
    ) {
        let eye = place.inverse().transform_point3(self.lens.eye);
        let first = part.faces.start as u32;
        seen.clear();
        seen.extend(mesh.faces[part.faces.clone()].iter().map(|face| face.sees(eye)));
        let sees = |face: u32| face != Edge::NONE && seen[(face - first) as usize];
        for edge in &mesh.edges[part.edges.clone()] {
            let [one, two] = edge.faces.map(sees);
            let alone = edge.faces[1] == Edge::NONE;
            let weight = match (one, two) {
                _ if edge.faces[0] == Edge::NONE => Weight::crease(edge.crease),
                (false, false) if !alone => continue,
                (true, true) if edge.crease <= 0.0 => continue,
                (true, true) => Weight::crease(edge.crease),
                _ => Weight { width: 1.0, strength: edge.outline },
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
        let pull = 0.006 + nearest * 0.0025;
        self.lens.stroke(a, b, pull, rgba(colour, alpha), out);
    }

    /// Pixels of a picture 720 high.
    fn width_at(&self, depth: f32) -> f32 {
        let pixels = self.lens.pixels_a_metre / depth / self.scale;
        3.1 * bevy_math::ops::powf(pixels / 2000.0, 0.27)
    }
}

#[derive(Clone, Copy)]
struct Weight {
    width: f32,
    strength: f32,
    is_crease: bool,
}
