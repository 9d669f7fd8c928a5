//! Pictures on surfaces, as no more than the colours of their parts.

use std::io::Cursor;

use bevy_math::{Vec2, Vec3};
use image::imageops::FilterType;
use image::{ImageReader, Limits};

/// Pixels of a side of what is kept: enough to tell a sleeve from a hand.
const SIDE: u32 = 128;
/// Pixels of a side of a picture that is read.
const LONGEST_SIDE: u32 = 8_192;
const MOST_BYTES: u64 = 512 << 20;

/// The colours of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Texture {
    width: u32,
    height: u32,
    colours: Vec<Vec3>,
}

impl Texture {
    /// Reads a picture; none when it is too large, damaged or of a kind that is not known.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE);
        limits.max_image_height = Some(LONGEST_SIDE);
        limits.max_alloc = Some(MOST_BYTES);
        reader.limits(limits);
        let picture = reader.decode().ok()?.into_rgb8();
        let (width, height) = (picture.width().min(SIDE), picture.height().min(SIDE));
        let small = image::imageops::resize(&picture, width, height, FilterType::Triangle);
        let colours = small.pixels().map(|p| Vec3::from(p.0.map(f32::from)) / 255.0).collect();
        Some(Self { width, height, colours })
    }

    /// The colour at a place of the picture, which is repeated beyond its borders: sRGB, 0 to 1.
    pub(crate) fn at(&self, uv: Vec2) -> Vec3 {
        let step = |value: f32, of: u32| {
            let share = value - value.floor();
            ((share * of as f32) as u32).min(of.saturating_sub(1))
        };
        let (x, y) = (step(uv.x, self.width), step(uv.y, self.height));
        self.colours.get((y * self.width + x) as usize).copied().unwrap_or(Vec3::ONE)
    }
}

/// A share of light as the sRGB value that shows it.
pub(crate) fn srgb_from_light(light: Vec3) -> Vec3 {
    Vec3::from(light.to_array().map(|light| {
        let light = light.clamp(0.0, 1.0);
        if light <= 0.003_130_8 {
            light * 12.92
        } else {
            1.055 * bevy_math::ops::powf(light, 1.0 / 2.4) - 0.055
        }
    }))
}

/// The share of light that an sRGB value shows.
pub(crate) fn light_from_srgb(value: Vec3) -> Vec3 {
    Vec3::from(value.to_array().map(|value| {
        let value = value.clamp(0.0, 1.0);
        if value <= 0.040_45 {
            value / 12.92
        } else {
            bevy_math::ops::powf((value + 0.055) / 1.055, 2.4)
        }
    }))
}
