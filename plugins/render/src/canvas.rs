//! A sheet of paper to draw on without a GPU: contact sheets and plans.

use image::{Rgb, RgbImage};
use maquette_text::{Align, TextRequest, Typesetter, Weight};
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, Stroke,
    Transform,
};

/// sRGB.
pub type Ink = [u8; 3];

/// Paper and its pens. Pixels from the top left, y down.
pub struct Canvas {
    pixels: Pixmap,
    type_: Typesetter,
}

impl Canvas {
    /// Widest and highest sheet, in pixels.
    pub const LARGEST: u32 = 16_384;

    /// A sheet of `paper`; sizes are held to 1 to [`Canvas::LARGEST`].
    pub fn new(width: u32, height: u32, paper: Ink) -> Option<Self> {
        let size = |pixels: u32| pixels.clamp(1, Self::LARGEST);
        let mut pixels = Pixmap::new(size(width), size(height))?;
        pixels.fill(tiny_skia::Color::from_rgba8(paper[0], paper[1], paper[2], 255));
        Some(Self { pixels, type_: Typesetter::new() })
    }

    pub fn fill(&mut self, outline: &[[f32; 2]], ink: Ink, opacity: f32) {
        if let Some(path) = path_through(outline, true) {
            let paint = paint(ink, opacity);
            self.pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    pub fn rect(&mut self, min: [f32; 2], size: [f32; 2], ink: Ink) {
        let [x, y] = min;
        let [w, h] = size;
        self.fill(&[[x, y], [x + w, y], [x + w, y + h], [x, y + h]], ink, 1.0);
    }

    /// A stroke through `points`, closed into a loop or not.
    pub fn line(&mut self, points: &[[f32; 2]], closed: bool, width: f32, ink: Ink) {
        if let Some(path) = path_through(points, closed) {
            let stroke = Stroke {
                width,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let paint = paint(ink, 1.0);
            self.pixels.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
    }

    /// A dashed stroke between two points.
    pub fn dashed(&mut self, from: [f32; 2], to: [f32; 2], width: f32, ink: Ink) {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let dashes = ((dx * dx + dy * dy).sqrt() / (width * 7.0)).ceil().clamp(1.0, 2_000.0);
        for dash in 0..dashes as u32 {
            let at = |share: f32| [from[0] + dx * share, from[1] + dy * share];
            let start = dash as f32 / dashes;
            self.line(&[at(start), at(start + 0.6 / dashes)], false, width, ink);
        }
    }

    pub fn disc(&mut self, middle: [f32; 2], radius: f32, ink: Ink) {
        if let Some(path) = PathBuilder::from_circle(middle[0], middle[1], radius.max(0.1)) {
            let paint = paint(ink, 1.0);
            self.pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    /// Sets text with its top left at `at`; gives the size that it took. What does not fit ends in an ellipsis.
    pub fn text(
        &mut self,
        text: &str,
        at: [f32; 2],
        size: f32,
        max_width: f32,
        lines: usize,
        ink: Ink,
    ) -> [f32; 2] {
        let laid = self.type_.lay_out(&TextRequest {
            text,
            size_px: size,
            max_width_px: max_width,
            max_lines: lines,
            align: Align::Left,
            weight: Weight::Regular,
        });
        let (width, height) = (self.pixels.width(), self.pixels.height());
        for quad in &laid.quads {
            let (min, max) =
                (quad.min + bevy_math::Vec2::from(at), quad.max + bevy_math::Vec2::from(at));
            let xs = min.x.floor().max(0.0) as u32..(max.x.ceil().max(0.0) as u32).min(width);
            for y in min.y.floor().max(0.0) as u32..(max.y.ceil().max(0.0) as u32).min(height) {
                for x in xs.clone() {
                    let pixel = bevy_math::Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                    let cover =
                        self.type_.atlas().coverage(quad, pixel - bevy_math::Vec2::from(at));
                    if 0.0 < cover {
                        self.blend(x, y, ink, cover);
                    }
                }
            }
        }
        laid.size.to_array()
    }

    /// Lays a picture over the sheet, its top left at `at`.
    pub fn picture(&mut self, picture: &RgbImage, at: [u32; 2]) {
        for (x, y, Rgb(ink)) in picture.enumerate_pixels() {
            if at[0] + x < self.pixels.width() && at[1] + y < self.pixels.height() {
                self.blend(at[0] + x, at[1] + y, *ink, 1.0);
            }
        }
    }

    /// What was drawn.
    pub fn into_image(self) -> RgbImage {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        RgbImage::from_fn(width, height, |x, y| {
            let pixel = self.pixels.pixels()[(y * width + x) as usize];
            Rgb([pixel.red(), pixel.green(), pixel.blue()])
        })
    }

    /// The sheet is opaque everywhere, so that premultiplied is plain.
    fn blend(&mut self, x: u32, y: u32, ink: Ink, cover: f32) {
        let index = (y * self.pixels.width() + x) as usize;
        let below = self.pixels.pixels()[index];
        let mix = |over: u8, under: u8| {
            (f32::from(under) + (f32::from(over) - f32::from(under)) * cover.min(1.0)).round() as u8
        };
        let (r, g, b) =
            (mix(ink[0], below.red()), mix(ink[1], below.green()), mix(ink[2], below.blue()));
        if let Some(pixel) = PremultipliedColorU8::from_rgba(r, g, b, 255) {
            self.pixels.pixels_mut()[index] = pixel;
        }
    }
}

fn paint(ink: Ink, opacity: f32) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(ink[0], ink[1], ink[2], (opacity.clamp(0.0, 1.0) * 255.0) as u8);
    paint
}

fn path_through(points: &[[f32; 2]], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (index, point) in points.iter().enumerate() {
        if index == 0 { path.move_to(point[0], point[1]) } else { path.line_to(point[0], point[1]) }
    }
    if closed {
        path.close();
    }
    path.finish()
}
