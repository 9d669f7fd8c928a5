//! Words on the picture as quads: letters from a field of distances, and plates behind them.

use std::sync::Arc;

/// A corner of a letter or of a plate as the GPU takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct LetterCorner {
    /// Pixels from the top left of the frame.
    pub position: [f32; 2],
    /// In the atlas, 0 to 1; for a plate pixels from its middle.
    pub on: [f32; 2],
    /// See `shaders/lettering.wgsl`.
    pub size: [f32; 3],
    pub colour: [u8; 4],
}

/// All words of a frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lettering {
    /// Four corners each.
    pub plates: Vec<LetterCorner>,
    pub letters: Vec<LetterCorner>,
    pub atlas: Option<Arc<Atlas>>,
}

/// The outlines of letters as distances: half is on the outline.
#[derive(Debug)]
pub(crate) struct Atlas {
    /// Whose it is, and how often it grew: other pixels, another pair.
    pub version: (u64, u64),
    pub width: u32,
    pub height: u32,
    /// One byte a pixel; all there is, in its one size.
    pub pixels: [Vec<u8>; 1],
}

impl Lettering {
    /// A plate with round corners.
    pub(crate) fn plate(&mut self, from: [f32; 2], size: [f32; 2], radius: f32, colour: [u8; 4]) {
        let half = [size[0] / 2.0, size[1] / 2.0];
        let middle = [from[0] + half[0], from[1] + half[1]];
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let on = [x * (half[0] + 1.0), y * (half[1] + 1.0)];
            self.plates.push(LetterCorner {
                position: [middle[0] + on[0], middle[1] + on[1]],
                on,
                size: [half[0], half[1], radius],
                colour,
            });
        }
    }

    /// A letter: where it lies in pixels, where in the atlas, and how many pixels the range of distances spans.
    pub(crate) fn letter(
        &mut self,
        place: [f32; 4],
        on_atlas: [f32; 4],
        range: f32,
        colour: [u8; 4],
    ) {
        for (x, y) in [(0, 1), (2, 1), (0, 3), (2, 3)] {
            self.letters.push(LetterCorner {
                position: [place[x], place[y]],
                on: [on_atlas[x], on_atlas[y]],
                size: [range.max(1.0), 0.0, 0.0],
                colour,
            });
        }
    }
}
