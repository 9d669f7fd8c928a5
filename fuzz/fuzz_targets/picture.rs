//! Any bytes are a picture with all its sizes, or an error.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;

// The one file, for the crate around it brings a renderer that takes long to build with sanitizers.
#[allow(dead_code)]
#[path = "../../plugins/stage/src/picture.rs"]
mod picture;

use picture::{Picture, PictureError};

fuzz_target!(|bytes: &[u8]| {
    // A large one is right, but slow; that the largest are refused is tested elsewhere.
    let size = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let size = size.ok().and_then(|reader| reader.into_dimensions().ok());
    if size.is_some_and(|(width, height)| 1_000_000 < u64::from(width) * u64::from(height)) {
        return;
    }
    match Picture::decode(bytes, Path::new("picture")) {
        Ok(picture) => {
            let [width, height] = picture.size();
            assert!((1..=Picture::LONGEST_KEPT).contains(&width.max(height)));
            assert!(4 * width as usize * height as usize <= picture.bytes());
        }
        Err(error) => assert!(!matches!(error, PictureError::Read { .. }), "{error}"),
    }
});
