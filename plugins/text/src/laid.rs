//! What is asked of the typesetter, and what it gives. Pixels, y down, from the top left of the block.

use bevy_math::Vec2;

/// Words to be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRequest<'a> {
    /// `\n` breaks a line.
    pub text: &'a str,
    /// Pixels of an em, held to 1 to 2,000: a capital is about 0.71 of it high.
    pub size_px: f32,
    /// Lines are broken so that none is wider.
    pub max_width_px: f32,
    /// At least 1; what does not fit is left out, and an ellipsis says so.
    pub max_lines: usize,
    pub align: Align,
    pub weight: Weight,
}

/// How lines stand to one another: the block is as wide as its widest line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    #[default]
    Regular,
    Semibold,
}

/// Words that were set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// As wide as the widest line, as high as all lines. Glyphs may reach over it a little.
    pub size: Vec2,
    /// One a glyph that shows, in the order of lines.
    pub quads: Vec<GlyphQuad>,
    pub lines: Vec<Line>,
    /// Not all of the text is there.
    pub elided: bool,
    /// Characters that our type lacks, each once, in their own order: a box stands in their place.
    pub missing: Vec<char>,
}

/// A rectangle of the picture that shows a rectangle of the atlas. Fields reach around their glyph, so that
/// neighbours overlap: they are blended, never drawn over one another as if opaque.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlyphQuad {
    pub min: Vec2,
    pub max: Vec2,
    /// Shares of the atlas, 0 to 1, y down.
    pub uv_min: Vec2,
    pub uv_max: Vec2,
}

/// A line of what was set.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    /// Its box, as high as a line: what a quiet backing covers.
    pub min: Vec2,
    pub max: Vec2,
    /// Where its letters stand.
    pub baseline: f32,
}
