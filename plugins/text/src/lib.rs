//! Text layout and distance-field glyphs.
//!
//! Owns how words become shapes on a picture: [`Typesetter`] breaks and places them in our own type, and keeps
//! an [`Atlas`] of glyphs as distance fields, from which any painter draws them sharp at any size, on a
//! graphics card or without one. What it gives depends on what it is asked and on nothing else: no system
//! fonts, and every glyph has its place in the atlas from the start.
//!
//! It does not know where on a picture text goes, in which colour, or when: that is the painter's.
//!
//! ```
//! use maquette_text::{Align, TextRequest, Typesetter, Weight};
//!
//! let mut typesetter = Typesetter::new();
//! let laid = typesetter.lay_out(&TextRequest {
//!     text: "She was never on your screen.",
//!     size_px: 30.0,
//!     max_width_px: 300.0,
//!     max_lines: 2,
//!     align: Align::Center,
//!     weight: Weight::Regular,
//! });
//! assert_eq!(laid.lines.len(), 2);
//! assert!(!laid.elided && laid.size.x <= 300.0);
//! ```

mod laid;
mod typesetter;

mod atlas;
mod breaks;
mod field;
mod fonts;
mod outline;

pub use atlas::Atlas;
pub use fonts::REGULAR;
pub use laid::{Align, GlyphQuad, Laid, Line, TextRequest, Weight};
pub use typesetter::Typesetter;
