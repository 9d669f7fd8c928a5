//! Text layout and distance-field glyphs.
