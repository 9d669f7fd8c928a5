//! Strokes of the pen: lines with round ends and soft borders, placed where they are seen.
//!
//! Ink, rain, snow, stars and clouds are all strokes. Their borders fade over a pixel, so that they need no
//! multisampling, and they cover the stair-steps of what they outline.

use std::ops::Range;

use bevy_math::{Mat4, Vec2, Vec3, Vec4};

/// A corner of a stroke as the GPU takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct StrokeCorner {
    /// In clip space, already divided.
    pub position: [f32; 3],
    /// Pixels along the stroke, and across it.
    pub on: [f32; 2],
    /// Its length and half its width, in pixels.
    pub size: [f32; 2],
    pub colour: [u8; 4],
}

/// Strokes in the order in which they are laid, in three layers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strokes {
    pub corners: Vec<StrokeCorner>,
    /// Behind everything, on the sky.
    pub sky: Range<u32>,
    pub ink: Range<u32>,
    /// Before everything.
    pub weather: Range<u32>,
}

impl Strokes {
    /// Strokes laid so far.
    pub(crate) fn count(&self) -> u32 {
        self.corners.len() as u32 / 4
    }
}

/// One end of a stroke.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    /// In clip space, not divided.
    pub place: Vec4,
    /// Half the width, in pixels.
    pub half: f32,
}

/// What turns places into pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lens {
    pub clip_from_world: Mat4,
    pub eye: Vec3,
    /// The nearest that is seen, in metres.
    pub near: f32,
    /// Of the picture.
    pub pixels: Vec2,
    /// Pixels that a metre covers, one metre before the lens.
    pub pixels_a_metre: f32,
}

impl Lens {
    pub(crate) fn clip(&self, point: Vec3) -> Vec4 {
        self.clip_from_world * point.extend(1.0)
    }

    /// Pixels from the middle of the picture, y up.
    pub(crate) fn pixel(&self, clip: Vec4) -> Vec2 {
        Vec2::new(clip.x, clip.y) / clip.w * self.pixels * 0.5
    }

    /// Lays a stroke from `a` to `b`, both pulled `pull` metres toward the lens.
    pub(crate) fn stroke(
        &self,
        mut a: End,
        mut b: End,
        pull: f32,
        colour: [u8; 4],
        out: &mut Vec<StrokeCorner>,
    ) {
        if !self.trim(&mut a, &mut b) {
            return;
        }
        let (from, to) = (self.pixel(a.place), self.pixel(b.place));
        let span = to - from;
        let length = span.length();
        let along = if length > 1e-4 { span / length } else { Vec2::X };
        let across = along.perp();
        let depth = |w: f32| (self.near / (w - pull).max(self.near)).min(1.0);
        let ends = [(from, -1.0, a.half, depth(a.place.w)), (to, 1.0, b.half, depth(b.place.w))];
        for (place, beyond, half, depth) in ends {
            let reach = half + 1.0;
            for side in [-1.0_f32, 1.0] {
                let at =
                    (place + along * beyond * reach + across * side * reach) / self.pixels * 2.0;
                let far = if beyond < 0.0 { -reach } else { length + reach };
                out.push(StrokeCorner {
                    position: [at.x, at.y, depth],
                    on: [far, side * reach],
                    size: [length, half],
                    colour,
                });
            }
        }
    }

    /// Lays a dot on the sky, behind everything.
    pub(crate) fn dot_on_sky(
        &self,
        way: Vec3,
        half: f32,
        colour: [u8; 4],
        out: &mut Vec<StrokeCorner>,
    ) {
        if let Some(place) = self.on_sky(way) {
            let first = out.len();
            self.stroke(End { place, half }, End { place, half }, 0.0, colour, out);
            out[first..].iter_mut().for_each(|corner| corner.position[2] = 0.0);
        }
    }

    /// Lays a stroke of the brush on the sky between two directions: thin where it is set down and lifted,
    /// broad in its middle.
    pub(crate) fn brush_on_sky(
        &self,
        ways: [Vec3; 2],
        half: f32,
        colour: [u8; 4],
        out: &mut Vec<StrokeCorner>,
    ) {
        let [Some(a), Some(b)] = ways.map(|way| self.on_sky(way)) else { return };
        let (from, to) = (self.pixel(a), self.pixel(b));
        let length = (to - from).length();
        if length < 1.0 {
            return;
        }
        let (along, thin) = ((to - from) / length, 0.3);
        let mut across = |at: f32, half: f32| {
            for side in [-1.0_f32, 1.0] {
                let reach = half + 1.0;
                let place = (from + along * at + along.perp() * side * reach) / self.pixels * 2.0;
                let position = [place.x, place.y, 0.0];
                let (on, size) = ([at, side * reach], [length, half]);
                out.push(StrokeCorner { position, on, size, colour });
            }
        };
        for (at, half) in [(0.0, thin), (length * 0.4, half), (length * 0.4, half), (length, thin)]
        {
            across(at, half);
        }
    }

    /// Where a direction is seen, if it is before the lens.
    fn on_sky(&self, way: Vec3) -> Option<Vec4> {
        let place = self.clip_from_world * way.extend(0.0);
        (place.w > 0.02).then(|| Vec4::new(place.x, place.y, 0.0, place.w))
    }

    /// Cuts off what lies behind the lens; false when nothing is left in sight.
    fn trim(&self, a: &mut End, b: &mut End) -> bool {
        let nearest = self.near * 1.01;
        if a.place.w < nearest && b.place.w < nearest {
            return false;
        }
        let (p, q) = (a.place, b.place);
        let beyond = |f: fn(Vec4) -> f32| f(p) > p.w.abs() * 1.05 && f(q) > q.w.abs() * 1.05;
        if beyond(|v| v.x) || beyond(|v| -v.x) || beyond(|v| v.y) || beyond(|v| -v.y) {
            return false;
        }
        if p.w < nearest {
            let share = (nearest - q.w) / (p.w - q.w);
            *a = End { place: q.lerp(p, share), half: b.half + (a.half - b.half) * share };
        } else if q.w < nearest {
            let share = (nearest - p.w) / (q.w - p.w);
            *b = End { place: p.lerp(q, share), half: a.half + (b.half - a.half) * share };
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lens() -> Lens {
        let near = 0.1;
        let clip_from_world = Mat4::from_cols(
            Vec4::new(1.0, 0.0, 0.0, 0.0),
            Vec4::new(0.0, 1.0, 0.0, 0.0),
            Vec4::new(0.0, 0.0, 0.0, -1.0),
            Vec4::new(0.0, 0.0, near, 0.0),
        );
        let pixels = Vec2::splat(100.0);
        Lens { clip_from_world, eye: Vec3::ZERO, near, pixels, pixels_a_metre: 50.0 }
    }

    fn laid(a: Vec3, b: Vec3) -> Vec<StrokeCorner> {
        let (lens, mut out) = (lens(), Vec::new());
        let end = |point| End { place: lens.clip(point), half: 1.0 };
        lens.stroke(end(a), end(b), 0.0, [0, 0, 0, 255], &mut out);
        out
    }

    #[test]
    fn a_stroke_reaches_a_pixel_past_its_ends() {
        let corners = laid(Vec3::new(-1.0, 0.0, -2.0), Vec3::new(1.0, 0.0, -2.0));
        assert_eq!(corners.len(), 4);
        let left = corners.iter().map(|corner| corner.position[0]).fold(f32::MAX, f32::min);
        assert!((left - (-0.5 - 2.0 * 2.0 / 100.0)).abs() < 1e-5, "{left}");
        assert!(corners.iter().all(|corner| (corner.position[2] - 0.05).abs() < 1e-6));
    }

    #[test]
    fn what_is_behind_the_lens_or_beside_the_picture_is_not_laid() {
        assert!(laid(Vec3::new(0.0, 0.0, 1.0), Vec3::new(0.0, 1.0, 2.0)).is_empty());
        assert!(laid(Vec3::new(9.0, 0.0, -2.0), Vec3::new(9.0, 1.0, -2.0)).is_empty());
    }

    #[test]
    fn a_stroke_that_passes_the_lens_is_cut_before_it() {
        let corners = laid(Vec3::new(0.0, 0.0, 1.0), Vec3::new(0.0, 0.1, -2.0));
        assert_eq!(corners.len(), 4);
        assert!(corners.iter().all(|corner| corner.position.iter().all(|value| value.is_finite())));
    }
}
