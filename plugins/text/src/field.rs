//! The distance field of one glyph.

use bevy_math::Vec2;

use crate::outline::Piece;

/// Texels of a field, row by row from the top: how far the middle of each is from the outline. One half is on
/// it, more is inside; `range` texels lie between 0 and 1. Contours that overlap count as one shape.
pub(crate) fn field_of(outline: &[Piece], width: u32, height: u32, range: f32) -> Vec<u8> {
    let reach = range / 2.0;
    let mut squares = vec![reach * reach; (width * height) as usize];
    for piece in outline.iter().filter(|piece| is_rim(outline, piece)) {
        spread(&mut squares, [width, height], piece, reach);
    }
    let mut field = Vec::with_capacity(squares.len());
    for (row, squares) in squares.chunks(width.max(1) as usize).enumerate() {
        let crossings = crossings_of(outline, row as f32 + 0.5);
        let mut crossings = crossings.iter().peekable();
        let mut winding = 0;
        for (column, square) in squares.iter().enumerate() {
            while let Some((_, turn)) = crossings.next_if(|(x, _)| *x <= column as f32 + 0.5) {
                winding += turn;
            }
            let distance = if winding == 0 { -square.sqrt() } else { square.sqrt() };
            field.push(((distance / range + 0.5) * 255.0).round() as u8);
        }
    }
    field
}

/// Whether one side of a piece is inside and the other outside: else it lies within another contour.
fn is_rim(outline: &[Piece], piece: &Piece) -> bool {
    /// Texels to either side: little, but more than curves are off.
    const BESIDE: f32 = 0.02;
    let middle = (piece.from + piece.to) / 2.0;
    let side = (piece.to - piece.from).perp().normalize_or_zero() * BESIDE;
    let inside = |at: Vec2| {
        let right =
            outline.iter().filter_map(|piece| crossing(piece, at.y)).filter(|(x, _)| *x > at.x);
        right.map(|(_, turn)| turn).sum::<i32>() != 0
    };
    inside(middle + side) != inside(middle - side)
}

/// Where outlines cross a row, from the left, and which way they go.
fn crossings_of(outline: &[Piece], y: f32) -> Vec<(f32, i32)> {
    let mut crossings: Vec<_> = outline.iter().filter_map(|piece| crossing(piece, y)).collect();
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    crossings
}

fn crossing(piece: &Piece, y: f32) -> Option<(f32, i32)> {
    let Piece { from, to } = *piece;
    let crosses = (from.y <= y) != (to.y <= y);
    crosses.then(|| {
        let x = from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x);
        (x, if to.y > from.y { 1 } else { -1 })
    })
}

/// Notes the distance (squared) to a piece in all texels that it is nearest to, as far as it reaches.
fn spread(squares: &mut [f32], [width, height]: [u32; 2], piece: &Piece, reach: f32) {
    let min = (piece.from.min(piece.to) - reach).floor().max(Vec2::ZERO).as_uvec2();
    let max = (piece.from.max(piece.to) + reach).ceil().max(Vec2::ZERO).as_uvec2();
    let along = piece.to - piece.from;
    for y in min.y..max.y.min(height) {
        for x in min.x..max.x.min(width) {
            let away = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) - piece.from;
            let share = (away.dot(along) / along.length_squared()).clamp(0.0, 1.0);
            let square = (away - along * share).length_squared();
            let nearest = &mut squares[(y * width + x) as usize];
            *nearest = nearest.min(square);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square from corner to corner as pieces of half a texel.
    fn square(from: f32, to: f32) -> Vec<Piece> {
        let corners =
            [Vec2::new(from, from), Vec2::new(to, from), Vec2::new(to, to), Vec2::new(from, to)];
        let count = ((to - from) * 2.0) as u32;
        let side = |at: usize| {
            let (a, b) = (corners[at], corners[(at + 1) % 4]);
            let point = move |step: u32| a.lerp(b, step as f32 / count as f32);
            (0..count).map(move |step| Piece { from: point(step), to: point(step + 1) })
        };
        (0..4).flat_map(side).collect()
    }

    fn distance(field: &[u8], x: usize, y: usize) -> f32 {
        (f32::from(field[y * 24 + x]) / 255.0 - 0.5) * 8.0
    }

    #[test]
    fn texels_know_how_far_the_outline_is() {
        let field = field_of(&square(6.0, 18.0), 24, 24, 8.0);
        for (x, expected) in
            [(0, -4.0), (4, -1.5), (6, 0.5), (9, 3.5), (12, 4.0), (17, 0.5), (18, -0.5)]
        {
            assert!((distance(&field, x, 12) - expected).abs() < 0.05, "{x}");
        }
        assert!((distance(&field, 4, 4) + 1.5 * std::f32::consts::SQRT_2).abs() < 0.05);
    }

    #[test]
    fn contours_that_overlap_are_one_shape() {
        let mut outline = square(4.0, 14.0);
        outline.extend(square(8.0, 20.0));
        let field = field_of(&outline, 24, 24, 8.0);
        // On the hidden edge of each there is nothing to see.
        assert!(distance(&field, 11, 8) > 2.5);
        assert!(distance(&field, 13, 11) > 2.5);
        assert!((distance(&field, 4, 8) - 0.5).abs() < 0.05);
    }
}
