//! Our type: the two fonts that are part of the program.

use std::sync::Arc;

use cosmic_text::{Attrs, Family, FontSystem, fontdb};
use ttf_parser::Face;

use crate::Weight;

/// In the order of [`Weight`].
const FILES: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/OpenSans-Semibold.ttf"),
];

/// The font file of the regular weight, for panels that bring their own layout.
pub const REGULAR: &[u8] = FILES[0];

const FAMILY: &str = "Open Sans";

/// The fonts, for outlines.
pub(crate) fn faces() -> Vec<Face<'static>> {
    FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect()
}

/// The fonts, for shaping: ours and no others, in a language that does not depend on the machine.
pub(crate) struct Shaper {
    pub(crate) system: FontSystem,
    /// As the shaper names our fonts, in the order of [`Weight`].
    ids: Vec<fontdb::ID>,
}

impl Shaper {
    pub(crate) fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        let mut ids = Vec::new();
        for file in FILES {
            ids.extend(fonts.load_font_source(fontdb::Source::Binary(Arc::new(file))));
        }
        fonts.set_sans_serif_family(FAMILY);
        Self { system: FontSystem::new_with_locale_and_db("en-US".to_owned(), fonts), ids }
    }

    /// Which of our fonts it is, by its place.
    pub(crate) fn font_of(&self, id: fontdb::ID) -> Option<usize> {
        self.ids.iter().position(|ours| *ours == id)
    }
}

pub(crate) fn attributes(weight: Weight) -> Attrs<'static> {
    let weight = match weight {
        Weight::Regular => fontdb::Weight::NORMAL,
        Weight::Semibold => fontdb::Weight::SEMIBOLD,
    };
    Attrs::new().family(Family::Name(FAMILY)).weight(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fonts_are_there_and_found_by_their_weight() {
        assert_eq!(faces().len(), FILES.len());
        let shaper = Shaper::new();
        assert_eq!(shaper.ids.len(), FILES.len());
        for (at, weight) in [400, 600].into_iter().enumerate() {
            let face = shaper.system.db().face(shaper.ids[at]).unwrap();
            assert_eq!(face.weight.0, weight);
            assert!(face.families.iter().any(|(name, _)| name == FAMILY), "{face:?}");
        }
    }
}
