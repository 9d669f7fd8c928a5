//! Pictures on cards: decoded by us with limits, in every size that a smooth camera move needs.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageReader, Limits, RgbaImage};

/// A picture in memory, with all its smaller sizes. sRGB, premultiplied.
#[derive(Clone, PartialEq)]
pub struct Picture {
    key: u64,
    width: u32,
    height: u32,
    opaque: bool,
    /// Largest first, each half as wide and high as the one before.
    levels: Vec<Vec<u8>>,
}

/// Why a picture cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("the picture could not be read: {path:?}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("the file is neither PNG, JPEG nor WebP: {path:?}")]
    Unknown { path: PathBuf },
    #[error(
        "the picture is {width} × {height} pixels, more than can be shown; make it at most {side} on a side and \
         {pixels} million in all: {path:?}", side = Picture::LONGEST_SIDE, pixels = Picture::MOST_PIXELS / 1_000_000
    )]
    TooLarge { width: u32, height: u32, path: PathBuf },
    #[error("the picture is damaged or cut short; get it anew: {path:?}")]
    Damaged { path: PathBuf, source: image::ImageError },
}

impl Picture {
    /// Pixels of the longest side of a file that is read.
    pub const LONGEST_SIDE: u32 = 16_384;
    /// Pixels of a file that is read.
    pub const MOST_PIXELS: u64 = 134_000_000;
    /// Pixels of the longest side of what is kept: twice a 4K frame is halved.
    pub const LONGEST_KEPT: u32 = 4096;

    /// Reads a picture file, whatever its extension says.
    ///
    /// # Errors
    /// When it cannot be read, is no picture, is too large, or is damaged.
    pub fn read(path: &Path) -> Result<Self, PictureError> {
        let bytes = std::fs::read(path)
            .map_err(|source| PictureError::Read { path: path.to_owned(), source })?;
        Self::decode(&bytes, path)
    }

    /// As [`Picture::read`], of bytes that are here; `path` is for the message.
    ///
    /// # Errors
    /// When they are no picture, too large, or damaged.
    pub fn decode(bytes: &[u8], path: &Path) -> Result<Self, PictureError> {
        let open = || {
            ImageReader::new(Cursor::new(bytes))
                .with_guessed_format()
                .map_err(|source| PictureError::Read { path: path.to_owned(), source })
        };
        let damaged = |source| PictureError::Damaged { path: path.to_owned(), source };
        let mut sized = open()?;
        if sized.format().is_none() {
            return Err(PictureError::Unknown { path: path.to_owned() });
        }
        sized.no_limits();
        let (width, height) = sized.into_dimensions().map_err(damaged)?;
        let pixels = u64::from(width) * u64::from(height);
        if width.max(height) > Self::LONGEST_SIDE || pixels > Self::MOST_PIXELS {
            return Err(PictureError::TooLarge { width, height, path: path.to_owned() });
        }
        let mut reader = open()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(16 * Self::MOST_PIXELS);
        reader.limits(limits);
        let decoded = reader.decode().map_err(damaged)?;
        let key = blake3::hash(bytes);
        let mut first = [0; 8];
        first.copy_from_slice(&key.as_bytes()[..8]);
        Ok(Self::new(u64::from_le_bytes(first), decoded))
    }

    /// `key` names the picture: equal keys, equal pixels.
    pub fn new(key: u64, decoded: DynamicImage) -> Self {
        let mut pixels = decoded.into_rgba8();
        let opaque = pixels.pixels().all(|pixel| pixel.0[3] == 255);
        if !opaque {
            premultiply(&mut pixels);
        }
        let (mut width, mut height) = pixels.dimensions();
        let mut level = pixels.into_raw();
        while width.max(height) > Self::LONGEST_KEPT {
            (level, width, height) = halved(&level, width, height);
        }
        let mut levels = vec![level];
        let (mut w, mut h) = (width, height);
        while w > 1 || h > 1 {
            let last = levels.last().map(Vec::as_slice).unwrap_or_default();
            let (level, smaller_w, smaller_h) = halved(last, w, h);
            (w, h) = (smaller_w, smaller_h);
            levels.push(level);
        }
        Self { key, width, height, opaque, levels }
    }

    /// Pixels of what is kept.
    pub fn size(&self) -> [u32; 2] {
        [self.width, self.height]
    }

    /// Whether nothing shows through any of it.
    pub(crate) fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// Bytes of all its sizes.
    pub fn bytes(&self) -> usize {
        self.levels.iter().map(Vec::len).sum()
    }

    pub(crate) fn key(&self) -> u64 {
        self.key
    }

    /// RGBA rows of each size, largest first.
    pub(crate) fn levels(&self) -> &[Vec<u8>] {
        &self.levels
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture {} × {}", self.width, self.height)
    }
}

fn premultiply(pixels: &mut RgbaImage) {
    for pixel in pixels.pixels_mut() {
        let [r, g, b, a] = pixel.0.map(u32::from);
        let times = |value: u32| ((value * a + 127) / 255) as u8;
        pixel.0 = [times(r), times(g), times(b), a as u8];
    }
}

/// Half as wide and high, at least one: each pixel the mean of the light of four.
fn halved(pixels: &[u8], width: u32, height: u32) -> (Vec<u8>, u32, u32) {
    let (w, h) = ((width / 2).max(1), (height / 2).max(1));
    let (light, shown) = (light_of_value(), value_of_light());
    let row = width as usize * 4;
    let mut out = Vec::with_capacity((w * h) as usize * 4);
    for y in 0..h as usize {
        let below = (2 * y + 1).min(height as usize - 1);
        let (upper, lower) = (&pixels[2 * y * row..][..row], &pixels[below * row..][..row]);
        for x in 0..w as usize {
            let left = 2 * x * 4;
            let right = (2 * x + 1).min(width as usize - 1) * 4;
            let mean = |channel: usize| {
                let at = [
                    upper[left + channel],
                    upper[right + channel],
                    lower[left + channel],
                    lower[right + channel],
                ];
                let sum: u32 = at.iter().map(|&value| u32::from(light[value as usize])).sum();
                shown[(sum / 4) as usize >> 4]
            };
            let alpha = [upper[left + 3], upper[right + 3], lower[left + 3], lower[right + 3]];
            let alpha = (alpha.iter().map(|&value| u32::from(value)).sum::<u32>() + 2) / 4;
            out.extend([mean(0), mean(1), mean(2), alpha as u8]);
        }
    }
    (out, w, h)
}

/// 16 bits of light of each sRGB value.
fn light_of_value() -> &'static [u16; 256] {
    static TABLE: std::sync::OnceLock<[u16; 256]> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        std::array::from_fn(|value| {
            let shown = value as f32 / 255.0;
            let light = if shown <= 0.040_45 {
                shown / 12.92
            } else {
                bevy_math::ops::powf((shown + 0.055) / 1.055, 2.4)
            };
            (light * 65535.0 + 0.5) as u16
        })
    })
}

/// The sRGB value of each 12 bits of light.
fn value_of_light() -> &'static [u8; 4096] {
    static TABLE: std::sync::OnceLock<[u8; 4096]> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let light = light_of_value();
        let mut value = 0;
        std::array::from_fn(|step| {
            let wanted = (step as u32 * 16 + 8) as u16;
            while value < 255 && light[value + 1] <= wanted {
                value += 1;
            }
            let over = wanted.saturating_sub(light[value]);
            let under = light[(value + 1).min(255)].saturating_sub(wanted);
            if under < over { (value + 1).min(255) as u8 } else { value as u8 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let pixels = RgbaImage::from_fn(width, height, |x, y| Rgba([x as u8, y as u8, 128, 255]));
        pixels.write_to(&mut bytes, ImageFormat::Png).expect("memory takes it");
        bytes.into_inner()
    }

    fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
        Picture::decode(bytes, Path::new("boards/a.png"))
    }

    #[test]
    fn a_picture_has_all_its_sizes_down_to_one_pixel() {
        let picture = decode(&png(20, 6)).expect("a picture");
        assert_eq!(picture.size(), [20, 6]);
        assert_eq!(picture.levels().iter().map(Vec::len).collect::<Vec<_>>(), [480, 120, 20, 8, 4]);
    }

    #[test]
    fn a_picture_cut_short_is_damaged() {
        let bytes = png(64, 64);
        let cut = decode(&bytes[..bytes.len() / 2]);
        assert!(matches!(cut, Err(PictureError::Damaged { .. })), "{cut:?}");
    }

    #[test]
    fn what_is_no_picture_is_unknown() {
        assert!(matches!(decode(b"%PDF-1.7 and so on"), Err(PictureError::Unknown { .. })));
    }

    #[test]
    fn a_picture_too_large_is_refused_before_it_is_decoded() {
        let mut bytes = png(8, 8);
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let mut crc = !0_u32;
        for &byte in &bytes[12..29] {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
        let refused = decode(&bytes);
        assert!(
            matches!(refused, Err(PictureError::TooLarge { width: 60_000, .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn halving_keeps_a_flat_colour_as_it_is() {
        for value in 0..=255_u8 {
            let flat: Vec<u8> = [value, value, value, 255].repeat(16);
            let (half, ..) = halved(&flat, 4, 4);
            assert!(half[0].abs_diff(value) <= u8::from(value < 16), "{value} became {}", half[0]);
        }
    }
}
