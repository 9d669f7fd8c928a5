//! All glyphs of our type as distance fields in one picture.

use bevy_math::Vec2;
use ttf_parser::{Face, GlyphId};

use crate::GlyphQuad;
use crate::field::field_of;
use crate::outline::outline_of;

/// Distance fields of glyphs, side by side. Every glyph of our type has its place from the start; its texels
/// are made when it is first needed. So a picture never depends on what was set before it.
///
/// To draw a [`GlyphQuad`], sample linearly, without levels, and take the share of the pixel that is inside:
///
/// ```wgsl
/// let distance = textureSample(atlas, linear, uv).r - 0.5;
/// let inside = saturate(distance * pixels + 0.5);
/// ```
///
/// `pixels` is how many pixels of the screen the field's whole range spans: [`Atlas::RANGE`] × size in pixels /
/// [`Atlas::EM`], at least 1; a quad knows it ([`GlyphQuad::pixel_range`]). In perspective it is
/// `RANGE * sqrt(2.0) / length(fwidth(uv * size of the atlas))`. An outline of up to half the range ends where
/// the field is 0.5 - its width in pixels / `pixels`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Atlas {
    pub width: u32,
    pub height: u32,
    /// One byte a texel (R8, linear), rows from the top: 0 is far outside, 255 far inside.
    pub pixels: Vec<u8>,
    /// Grows when texels are added: then it is time to upload.
    pub version: u64,
}

impl Atlas {
    /// Texels of an em.
    pub const EM: u32 = 64;

    /// Texels from a field's 0 to its 1.
    pub const RANGE: u32 = 8;

    /// How much of a pixel a glyph covers, 0 to 1: what a painter without a graphics card draws with. `at` is
    /// the middle of the pixel, in the space of the quad; outside of the quad all is 0.
    pub fn coverage(&self, quad: &GlyphQuad, at: Vec2) -> f32 {
        if at.cmplt(quad.min).any() || at.cmpgt(quad.max).any() || self.pixels.is_empty() {
            return 0.0;
        }
        let share = (at - quad.min) / (quad.max - quad.min);
        let uv = quad.uv_min + (quad.uv_max - quad.uv_min) * share;
        let field = self.sample(uv * Vec2::new(self.width as f32, self.height as f32));
        ((field - 0.5) * quad.pixel_range(self) + 0.5).clamp(0.0, 1.0)
    }

    /// The field at a place, in texels from the top left corner, mixed from the four texels around it.
    fn sample(&self, at: Vec2) -> f32 {
        let corner = (at - 0.5).floor();
        let mix = at - 0.5 - corner;
        let texel = |dx: f32, dy: f32| {
            let x = (corner.x + dx).clamp(0.0, self.width as f32 - 1.0) as usize;
            let y = (corner.y + dy).clamp(0.0, self.height as f32 - 1.0) as usize;
            f32::from(self.pixels[y * self.width as usize + x]) / 255.0
        };
        let top = texel(0.0, 0.0) * (1.0 - mix.x) + texel(1.0, 0.0) * mix.x;
        let bottom = texel(0.0, 1.0) * (1.0 - mix.x) + texel(1.0, 1.0) * mix.x;
        top * (1.0 - mix.y) + bottom * mix.y
    }
}

impl GlyphQuad {
    /// How many pixels the range of the field spans where this quad is drawn as it is; at least 1.
    pub fn pixel_range(&self, atlas: &Atlas) -> f32 {
        let texels = (self.uv_max.x - self.uv_min.x) * atlas.width as f32;
        let pixels = self.max.x - self.min.x;
        (Atlas::RANGE as f32 * pixels / texels.max(f32::EPSILON)).max(1.0)
    }
}

/// The fonts and the atlas of their glyphs.
pub(crate) struct Glyphs {
    pub(crate) atlas: Atlas,
    faces: Vec<Face<'static>>,
    /// By font, then by glyph; none where a glyph draws nothing.
    slots: Vec<Vec<Option<Slot>>>,
}

/// Where a glyph's field is. Texels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    /// Its left upper corner, from the glyph's origin, y down.
    left: i32,
    top: i32,
    filled: bool,
}

/// Texels around a glyph: the half of the range that lies outside, and one that sampling may touch.
const RIM: i32 = Atlas::RANGE as i32 / 2 + 1;

/// Texels: what every graphics card holds.
const WIDTH: u32 = 2048;

impl Glyphs {
    pub(crate) fn new(faces: Vec<Face<'static>>) -> Self {
        let mut slots: Vec<Vec<Option<Slot>>> = faces.iter().map(slots_of).collect();
        let height = pack(&mut slots);
        let pixels = vec![0; (WIDTH * height) as usize];
        Self { atlas: Atlas { width: WIDTH, height, pixels, version: 0 }, faces, slots }
    }

    /// The quad of a glyph whose origin is at `origin` on the picture; none if it draws nothing. Its field is
    /// made if it is not yet there.
    pub(crate) fn quad(
        &mut self,
        font: usize,
        glyph: u16,
        origin: Vec2,
        size_px: f32,
    ) -> Option<GlyphQuad> {
        let slot = self.slots.get_mut(font)?.get_mut(usize::from(glyph))?.as_mut()?;
        if !slot.filled {
            slot.filled = true;
            let face = &self.faces[font];
            let outline = outline_of(face, GlyphId(glyph), texels_a_unit(face), slot.corner());
            let field = field_of(&outline, slot.width, slot.height, Atlas::RANGE as f32);
            put(&mut self.atlas, slot, &field);
        }
        // Half a texel in, so that no neighbour is mixed in.
        let size = Vec2::new(slot.width as f32, slot.height as f32) - 1.0;
        let pixels = size_px / Atlas::EM as f32;
        let min = origin + (slot.corner() + 0.5) * pixels;
        let uv_min = Vec2::new(slot.x as f32, slot.y as f32) + 0.5;
        let all = Vec2::new(self.atlas.width as f32, self.atlas.height as f32);
        Some(GlyphQuad {
            min,
            max: min + size * pixels,
            uv_min: uv_min / all,
            uv_max: (uv_min + size) / all,
        })
    }
}

impl Slot {
    fn corner(&self) -> Vec2 {
        Vec2::new(self.left as f32, self.top as f32)
    }
}

fn texels_a_unit(face: &Face) -> f32 {
    Atlas::EM as f32 / f32::from(face.units_per_em().max(1))
}

/// The room that each glyph of a font needs, not yet placed.
fn slots_of(face: &Face<'static>) -> Vec<Option<Slot>> {
    let scale = texels_a_unit(face);
    let before = |units: i16| (f32::from(units) * scale).floor() as i32 - RIM;
    let behind = |units: i16| (f32::from(units) * scale).ceil() as i32 + RIM;
    let slot_of = |glyph: u16| {
        let bounds = face.glyph_bounding_box(GlyphId(glyph))?;
        let (left, right) = (before(bounds.x_min), behind(bounds.x_max));
        let (top, bottom) = (-behind(bounds.y_max), -before(bounds.y_min));
        let width = (right - left).clamp(0, WIDTH as i32) as u32;
        Some(Slot {
            x: 0,
            y: 0,
            width,
            height: (bottom - top).max(0) as u32,
            left,
            top,
            filled: false,
        })
    };
    (0..face.number_of_glyphs()).map(slot_of).collect()
}

/// Places all slots on shelves, the highest first; gives the height that they take.
fn pack(slots: &mut [Vec<Option<Slot>>]) -> u32 {
    let mut all: Vec<&mut Slot> = slots.iter_mut().flatten().flatten().collect();
    all.sort_by_key(|slot| std::cmp::Reverse(slot.height));
    let (mut x, mut y, mut shelf) = (0, 0, 0);
    for slot in all {
        if x + slot.width > WIDTH {
            (x, y) = (0, y + shelf);
            shelf = 0;
        }
        (slot.x, slot.y) = (x, y);
        x += slot.width;
        shelf = shelf.max(slot.height);
    }
    (y + shelf).max(1)
}

fn put(atlas: &mut Atlas, slot: &Slot, field: &[u8]) {
    for (at, row) in field.chunks(slot.width.max(1) as usize).enumerate() {
        let start = (slot.y as usize + at) * atlas.width as usize + slot.x as usize;
        if let Some(target) = atlas.pixels.get_mut(start..start + row.len()) {
            target.copy_from_slice(row);
        }
    }
    atlas.version += 1;
}

#[cfg(test)]
mod tests {
    use crate::fonts::faces;

    use super::*;

    #[test]
    fn every_glyph_has_a_place_of_its_own() {
        let glyphs = Glyphs::new(faces());
        let mut taken = vec![false; (glyphs.atlas.width * glyphs.atlas.height) as usize];
        for slot in glyphs.slots.iter().flatten().flatten() {
            for y in slot.y..slot.y + slot.height {
                for x in slot.x..slot.x + slot.width {
                    let place = &mut taken[(y * glyphs.atlas.width + x) as usize];
                    assert!(!*place);
                    *place = true;
                }
            }
        }
        assert!(glyphs.atlas.height <= 4096, "{}", glyphs.atlas.height);
    }

    #[test]
    fn a_field_does_not_depend_on_what_was_made_before_it() {
        let quad_of = |order: &[u16]| {
            let mut glyphs = Glyphs::new(faces());
            let quads: Vec<_> =
                order.iter().map(|glyph| glyphs.quad(0, *glyph, Vec2::ZERO, 30.0)).collect();
            (quads[quads.len() - 1], glyphs.atlas)
        };
        let (one, first) = quad_of(&[40, 50, 60]);
        let (other, second) = quad_of(&[50, 40, 60]);
        assert_eq!(one, other);
        assert_eq!(first.pixels, second.pixels);
        assert_eq!(first.version, 3);
    }

    /// The middle of a stem is inside, beside it is outside, at every size.
    #[test]
    fn a_stem_is_covered_and_the_space_beside_it_is_not() {
        let faces = faces();
        let glyph = faces[0].glyph_index('I').unwrap();
        let bounds = faces[0].glyph_bounding_box(glyph).unwrap();
        let mut glyphs = Glyphs::new(faces);
        for size in [12.0, 30.0, 90.0, 400.0] {
            let unit = size / 2048.0;
            let quad = glyphs.quad(0, glyph.0, Vec2::ZERO, size).unwrap();
            let x = (f32::from(bounds.x_min) + f32::from(bounds.x_max)) / 2.0 * unit;
            let y = -f32::from(bounds.y_max) / 2.0 * unit;
            assert!(glyphs.atlas.coverage(&quad, Vec2::new(x, y)) > 0.85, "{size}");
            let beside = f32::from(bounds.x_max) * unit + 1.0;
            assert_eq!(glyphs.atlas.coverage(&quad, Vec2::new(beside, y)), 0.0, "{size}");
            let edge = f32::from(bounds.x_max) * unit;
            let half = glyphs.atlas.coverage(&quad, Vec2::new(edge, y));
            assert!((half - 0.5).abs() < 0.15, "{size}: {half}");
        }
    }
}
