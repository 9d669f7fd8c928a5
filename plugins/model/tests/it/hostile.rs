//! Files that try to break the reader.

use bevy_math::Vec3;
use maquette_document::{Figure, Pose};
use maquette_figure::{Acting, Body, posed};
use maquette_model::{Character, Model, footprints};
use proptest::prelude::*;

use crate::doll::Doll;

/// All that is done with a file that somebody hands in.
fn use_it(bytes: &[u8]) {
    let Ok(model) = Model::read(bytes, "hostile.glb".as_ref()) else { return };
    assert!(model.surfaces.iter().flat_map(|s| &s.positions).all(|p| p.is_finite()));
    footprints(&model, 1.0);
    let body = Body::of(&Figure::default());
    if let Ok(character) = Character::of(model) {
        let acting = Acting::held(&body, Pose::Sit, Vec3::ZERO, 0.0);
        character.worn(&body, false).posed(&posed(&body, &acting, None));
    }
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let body = Body::of(&Figure::default());
    let bytes = Doll::default().glb(&body);
    for length in (0..bytes.len()).step_by(97) {
        assert!(Model::read(&bytes[..length], "cut.glb".as_ref()).is_err(), "{length} bytes");
    }
}

proptest! {
    #[test]
    fn bytes_changed_at_random_break_nothing(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = Doll { rings: 2, ..Doll::default() }.glb(&Body::of(&Figure::default()));
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        use_it(&bytes);
    }

    #[test]
    fn numbers_changed_in_the_text_break_nothing(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..=9), 1..6),
    ) {
        let mut bytes = Doll { rings: 2, ..Doll::default() }.glb(&Body::of(&Figure::default()));
        let text = u32::from_le_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]) as usize;
        let digits: Vec<usize> = (20..20 + text).filter(|&at| bytes[at].is_ascii_digit()).collect();
        for (place, digit) in changes {
            bytes[digits[place.index(digits.len())]] = b'0' + digit;
        }
        use_it(&bytes);
    }
}
