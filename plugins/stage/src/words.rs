//! Where words stand on the picture: captions, titles, notes, what is burnt into the corners.

use std::sync::Arc;

use bevy_math::{Vec2, Vec3};
use maquette_document::TextStyle;
use maquette_moment::{LetterBox, Moment};
use maquette_text::{Align, Laid, TextRequest, Typesetter, Weight};

use crate::lettering::{Atlas, Lettering};
use crate::palette::{INK, PAPER, rgba};

/// Sets words, and keeps the letters that were needed so far.
pub(crate) struct Words {
    typesetter: Typesetter,
    atlas: Option<Arc<Atlas>>,
    /// Parts this atlas from that of another.
    number: u64,
}

/// Height of a caption's letters, as a share of the picture's height.
const CAPTION: f32 = 1.0 / 24.0;
/// Where the lowest line of a caption ends.
const CAPTION_FOOT: f32 = 0.955;
const BURN_IN: f32 = 1.0 / 38.0;
const NOTE: f32 = 1.0 / 30.0;
const TITLE: f32 = 1.0 / 11.0;
const TITLE_REST: f32 = 1.0 / 24.0;

impl Words {
    pub(crate) fn new(number: u64) -> Self {
        Self { typesetter: Typesetter::new(), atlas: None, number }
    }

    /// All words of a moment, in a frame whose picture lies at `picture`.
    pub(crate) fn of(&mut self, moment: &Moment, picture: LetterBox) -> Lettering {
        let mut out = Lettering::default();
        let place = Place::of(picture);
        for text in &moment.texts {
            match text.style {
                TextStyle::Caption if moment.burn_ins.captions => {
                    self.caption(&text.body, place, &mut out);
                }
                TextStyle::Caption => {}
                TextStyle::Title => self.title(&text.body, place, &mut out),
                TextStyle::Note => self.note(&text.body, place, &mut out),
            }
        }
        let shown =
            [(&moment.burn_ins.shot, Align::Left), (&moment.burn_ins.timecode, Align::Right)];
        for (body, align) in shown {
            if let Some(body) = body {
                self.burn_in(body, align, place, &mut out);
            }
        }
        if !out.letters.is_empty() {
            out.atlas = Some(self.atlas());
        }
        out
    }

    fn caption(&mut self, body: &str, place: Place, out: &mut Lettering) {
        let size = place.size.y * CAPTION;
        let laid = self.typesetter.lay_out(&TextRequest {
            text: body,
            size_px: size,
            max_width_px: place.size.x * 0.82,
            max_lines: 2,
            align: Align::Center,
            weight: Weight::Semibold,
        });
        let at = Vec2::new(
            place.corner.x + (place.size.x - laid.size.x) / 2.0,
            place.corner.y + place.size.y * CAPTION_FOOT - laid.size.y,
        );
        // Lines share a plate each, so that a short one hides no more than it must.
        for line in &laid.lines {
            let pad = Vec2::new(size * 0.42, size * 0.04);
            let (from, span) = (at + line.min - pad, line.max - line.min + pad * 2.0);
            out.plate(from.into(), span.into(), size * 0.22, rgba(INK, 0.62));
        }
        self.lay(&laid, at, PAPER, out);
    }

    fn title(&mut self, body: &str, place: Place, out: &mut Lettering) {
        out.plate(place.corner.into(), place.size.into(), 0.0, rgba(PAPER, 1.0));
        let (head, rest) = body.split_once('\n').unwrap_or((body, ""));
        let set = |typesetter: &mut Typesetter, text, share: f32, lines, weight| {
            typesetter.lay_out(&TextRequest {
                text,
                size_px: place.size.y * share,
                max_width_px: place.size.x * 0.8,
                max_lines: lines,
                align: Align::Center,
                weight,
            })
        };
        let head = set(&mut self.typesetter, head, TITLE, 3, Weight::Semibold);
        let rest = set(&mut self.typesetter, rest, TITLE_REST, 8, Weight::Regular);
        let gap = if rest.lines.is_empty() { 0.0 } else { place.size.y * 0.03 };
        let height = head.size.y + gap + rest.size.y;
        let mut y = place.corner.y + (place.size.y * 0.94 - height) / 2.0;
        for laid in [&head, &rest] {
            let x = place.corner.x + (place.size.x - laid.size.x) / 2.0;
            self.lay(laid, Vec2::new(x, y), INK, out);
            y += laid.size.y + gap;
        }
    }

    fn note(&mut self, body: &str, place: Place, out: &mut Lettering) {
        let size = place.size.y * NOTE;
        let laid = self.typesetter.lay_out(&TextRequest {
            text: body,
            size_px: size,
            max_width_px: place.size.x * 0.36,
            max_lines: 4,
            align: Align::Left,
            weight: Weight::Regular,
        });
        let at = place.corner + Vec2::new(place.size.x * 0.035, place.size.y * 0.12);
        let pad = Vec2::splat(size * 0.45);
        out.plate((at - pad).into(), (laid.size + pad * 2.0).into(), size * 0.2, rgba(PAPER, 0.86));
        self.lay(&laid, at, INK, out);
    }

    fn burn_in(&mut self, body: &str, align: Align, place: Place, out: &mut Lettering) {
        let size = (place.size.y * BURN_IN).max(9.0);
        let laid = self.typesetter.lay_out(&TextRequest {
            text: body,
            size_px: size,
            max_width_px: place.size.x * 0.45,
            max_lines: 1,
            align,
            weight: Weight::Regular,
        });
        let margin = place.size.y * 0.03;
        let x = match align {
            Align::Right => place.corner.x + place.size.x - margin - laid.size.x,
            Align::Left | Align::Center => place.corner.x + margin,
        };
        let at = Vec2::new(x, place.corner.y + margin);
        let pad = Vec2::new(size * 0.35, size * 0.1);
        let span = laid.size + pad * 2.0;
        out.plate((at - pad).into(), span.into(), size * 0.2, rgba(INK, 0.42));
        self.lay(&laid, at, PAPER, out);
    }

    fn lay(&self, laid: &Laid, at: Vec2, colour: Vec3, out: &mut Lettering) {
        let atlas = self.typesetter.atlas();
        for quad in &laid.quads {
            let (min, max) = (at + quad.min, at + quad.max);
            out.letter(
                [min.x, min.y, max.x, max.y],
                [quad.uv_min.x, quad.uv_min.y, quad.uv_max.x, quad.uv_max.y],
                quad.pixel_range(atlas),
                rgba(colour, 1.0),
            );
        }
    }

    /// The letters as they are now; the same allocation until there are more.
    fn atlas(&mut self) -> Arc<Atlas> {
        let atlas = self.typesetter.atlas();
        let version = (self.number, atlas.version);
        match &self.atlas {
            Some(kept) if kept.version == version => kept.clone(),
            _ => {
                let (width, height) = (atlas.width, atlas.height);
                let pixels = [atlas.pixels.clone()];
                let copy = Arc::new(Atlas { version, width, height, pixels });
                self.atlas = Some(copy.clone());
                copy
            }
        }
    }
}

/// The picture in its frame, in pixels.
#[derive(Clone, Copy)]
struct Place {
    corner: Vec2,
    size: Vec2,
}

impl Place {
    fn of(picture: LetterBox) -> Self {
        Self {
            corner: Vec2::new(picture.x as f32, picture.y as f32),
            size: Vec2::new(picture.width as f32, picture.height as f32),
        }
    }
}
