//! A glyph's outline as short straight pieces.

use bevy_math::Vec2;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// A straight piece of an outline, in the direction that it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) from: Vec2,
    pub(crate) to: Vec2,
}

/// No piece is longer, in texels.
const LONGEST: f32 = 0.5;

/// A curve is cut into no more.
const MOST: f32 = 64.0;

/// The outline of a glyph in texels, y down, `scale` texels a font unit, moved so that `corner` (texels from the
/// glyph's origin, y down) becomes 0. Curves are off by less than a hundredth of a texel.
pub(crate) fn outline_of(face: &Face, glyph: GlyphId, scale: f32, corner: Vec2) -> Vec<Piece> {
    let mut pen = Pen { pieces: Vec::new(), scale, corner, start: Vec2::ZERO, at: Vec2::ZERO };
    // A glyph without an outline leaves no pieces.
    face.outline_glyph(glyph, &mut pen);
    pen.close();
    pen.pieces
}

struct Pen {
    pieces: Vec<Piece>,
    scale: f32,
    corner: Vec2,
    /// Of the contour.
    start: Vec2,
    at: Vec2,
}

impl Pen {
    fn texel(&self, x: f32, y: f32) -> Vec2 {
        Vec2::new(x, -y) * self.scale - self.corner
    }

    /// Draws a curve of about this length as pieces.
    fn draw(&mut self, length: f32, curve: impl Fn(f32) -> Vec2) {
        let count = (length / LONGEST).ceil().clamp(1.0, MOST);
        for step in 1..=count as u32 {
            let to = curve(step as f32 / count);
            if to != self.at {
                self.pieces.push(Piece { from: self.at, to });
                self.at = to;
            }
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.texel(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (a, b) = (self.at, self.texel(x, y));
        self.draw(a.distance(b), |t| a.lerp(b, t));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.at, self.texel(x1, y1), self.texel(x, y));
        let length = a.distance(b) + b.distance(c);
        self.draw(length, |t| a.lerp(b, t).lerp(b.lerp(c, t), t));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, c, d) = (self.at, self.texel(x1, y1), self.texel(x2, y2), self.texel(x, y));
        let length = a.distance(b) + b.distance(c) + c.distance(d);
        self.draw(length, |t| {
            let (ab, bc, cd) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
            ab.lerp(bc, t).lerp(bc.lerp(cd, t), t)
        });
    }

    /// Fonts may leave the last line of a contour out.
    fn close(&mut self) {
        let (a, b) = (self.at, self.start);
        self.draw(a.distance(b), |t| a.lerp(b, t));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contours_are_closed_and_pieces_short() {
        let face = &crate::fonts::faces()[0];
        let glyph = face.glyph_index('B').unwrap();
        let pieces = outline_of(face, glyph, 64.0 / 2048.0, Vec2::ZERO);
        assert!(pieces.len() > 300);
        let round: Vec2 = pieces.iter().map(|piece| piece.to - piece.from).sum();
        assert!(round.length() < 0.01);
        assert!(pieces.iter().all(|piece| piece.from.distance(piece.to) < 2.0 * LONGEST));
    }
}
