//! Text as pixels: what is drawn from the fields, held against the outlines themselves.

use bevy_math::Vec2;
use image::{GrayImage, Luma};
use maquette_text::{Align, Laid, TextRequest, Typesetter, Weight};
use proptest::prelude::*;
use ttf_parser::{Face, OutlineBuilder};

const FONT: &[u8] = include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf");

fn request(text: &str, size_px: f32, max_width_px: f32, max_lines: usize) -> TextRequest<'_> {
    TextRequest {
        text,
        size_px,
        max_width_px,
        max_lines,
        align: Align::Center,
        weight: Weight::Regular,
    }
}

/// White on black, with a rim of ten pixels.
fn draw(typesetter: &Typesetter, laid: &Laid) -> GrayImage {
    let size = laid.size.ceil() + 20.0;
    let mut picture = GrayImage::new(size.x as u32, size.y as u32);
    for quad in &laid.quads {
        let (min, max) = (quad.min + 10.0, quad.max + 10.0);
        for y in min.y.max(0.0) as u32..(max.y.ceil() as u32).min(picture.height()) {
            for x in min.x.max(0.0) as u32..(max.x.ceil() as u32).min(picture.width()) {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) - 10.0;
                let Luma([below]) = *picture.get_pixel(x, y);
                let inside = typesetter.atlas().coverage(quad, at) * 255.0;
                picture.put_pixel(x, y, Luma([below.max(inside.round() as u8)]));
            }
        }
    }
    picture
}

/// The edges of a glyph's outline as short lines, pixels, y down.
struct Edges {
    edges: Vec<(Vec2, Vec2)>,
    scale: f32,
    start: Vec2,
    at: Vec2,
}

impl Edges {
    fn pixel(&self, x: f32, y: f32) -> Vec2 {
        Vec2::new(x, -y) * self.scale
    }

    fn to(&mut self, to: Vec2) {
        self.edges.push((self.at, to));
        self.at = to;
    }
}

impl OutlineBuilder for Edges {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.pixel(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to(self.pixel(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.at, self.pixel(x1, y1), self.pixel(x, y));
        for step in 1..=16 {
            let t = step as f32 / 16.0;
            self.to(a.lerp(b, t).lerp(b.lerp(c, t), t));
        }
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.line_to(x, y);
    }

    fn close(&mut self) {
        if self.at != self.start {
            self.to(self.start);
        }
    }
}

/// How much of each pixel of a row lies inside the outline, by 8 × 8 points; `left` and `y` are the row's corner.
fn covered(edges: &[(Vec2, Vec2)], left: f32, y: f32, width: usize) -> Vec<f32> {
    let mut inside = vec![0.0; width];
    for line in 0..8 {
        let y = y + (line as f32 + 0.5) / 8.0;
        let crosses = edges.iter().filter(|(a, b)| (a.y <= y) != (b.y <= y));
        let mut turns: Vec<(f32, i32)> = crosses
            .map(|(a, b)| {
                (a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), if b.y > a.y { 1 } else { -1 })
            })
            .collect();
        turns.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut turns, mut winding) = (turns.into_iter().peekable(), 0);
        for point in 0..8 * width {
            let x = left + (point as f32 + 0.5) / 8.0;
            while let Some((_, turn)) = turns.next_if(|(at, _)| *at <= x) {
                winding += turn;
            }
            inside[point / 8] += if winding == 0 { 0.0 } else { 1.0 / 64.0 };
        }
    }
    inside
}

/// The mean difference from the true cover over the pixels of a letter's quad, and how many are off by half.
fn difference(letter: char, size: f32) -> (f32, usize) {
    let face = Face::parse(FONT, 0).expect("our own font");
    let scale = size / f32::from(face.units_per_em());
    let mut edges = Edges { edges: Vec::new(), scale, start: Vec2::ZERO, at: Vec2::ZERO };
    face.outline_glyph(face.glyph_index(letter).unwrap_or_default(), &mut edges);
    let mut typesetter = Typesetter::new();
    let laid = typesetter.lay_out(&request(&letter.to_string(), size, 4000.0, 1));
    let [quad] = laid.quads.as_slice() else { panic!("one letter, one quad") };
    let origin = Vec2::new(0.0, laid.lines[0].baseline);
    let (mut sum, mut wrong, mut count) = (0.0_f32, 0, 0);
    let (min, max) = (quad.min.floor(), quad.max.ceil());
    for y in min.y as i32..max.y as i32 {
        let row =
            covered(&edges.edges, min.x - origin.x, y as f32 - origin.y, (max.x - min.x) as usize);
        for (x, covered) in row.into_iter().enumerate() {
            let pixel = Vec2::new(min.x + x as f32, y as f32) + 0.5;
            let off = (typesetter.atlas().coverage(quad, pixel) - covered).abs();
            sum += off;
            wrong += usize::from(off > 0.5);
            count += 1;
        }
    }
    (sum / count as f32, wrong)
}

#[track_caller]
fn check(letter: char, size: f32, wrong_at_most: usize) {
    let (mean, wrong) = difference(letter, size);
    assert!(mean < 0.5 / size + 0.002, "{letter} at {size}: mean {mean}");
    assert!(wrong <= wrong_at_most, "{letter} at {size}: {wrong} pixels");
}

#[test]
fn letters_are_drawn_as_their_outlines_are() {
    for letter in ('!'..='~').chain("éàçœßŁ…“”—«»€".chars()) {
        check(letter, 16.0, 0);
        check(letter, 30.0, 0);
        check(letter, 90.0, 2);
    }
}

/// Only their very corners are round: a few pixels for each of the forty-odd corners of a hash.
#[test]
fn large_letters_are_drawn_as_their_outlines_are() {
    for letter in "#ç4Ma".chars() {
        check(letter, 300.0, 100);
    }
}

#[test]
fn a_sentence_reads_at_thirty_and_at_ninety_pixels() {
    let mut typesetter = Typesetter::new();
    for (size, width) in [(18.0, 500.0), (30.0, 700.0), (90.0, 2000.0)] {
        let text = "“She was never on your screen,” he said – in the café, 24 °C & rain. \
                    Où ? À Łódź; AVATAR, fjord…";
        let laid = typesetter.lay_out(&request(text, size, width, 3));
        assert!(!laid.elided && laid.missing.is_empty());
        let picture = draw(&typesetter, &laid);
        let ink = picture.pixels().filter(|pixel| pixel.0[0] > 127).count() as f32;
        let letters = text.chars().filter(|letter| !letter.is_whitespace()).count() as f32;
        let share = ink / (letters * size * size);
        assert!((0.06..0.12).contains(&share), "{share} of an em is ink");
        if let Ok(folder) = std::env::var("MAQUETTE_PICTURES") {
            picture.save(format!("{folder}/text-{size}.png")).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_at_any_size_is_set_within_its_lines(
        text in prop_oneof![any::<String>(), "[ a-zA-Zéß\n\u{200f}\u{5d0}灯👍🏽,.!?-]{0,200}"],
        size in prop_oneof![1.0_f32..200.0, Just(f32::NAN), Just(f32::INFINITY), Just(-1.0)],
        width in prop_oneof![1.0_f32..2000.0, Just(f32::NAN), Just(f32::INFINITY), Just(0.0)],
        lines in 0_usize..4,
    ) {
        let mut typesetter = Typesetter::new();
        let laid = typesetter.lay_out(&request(&text, size, width, lines));
        prop_assert!(laid.lines.len() <= lines.max(1));
        prop_assert!(laid.quads.iter().all(|quad| quad.min.is_finite() && quad.max.is_finite()));
        let held = |uv: Vec2| uv == uv.clamp(Vec2::ZERO, Vec2::ONE);
        prop_assert!(laid.quads.iter().all(|quad| held(quad.uv_min) && held(quad.uv_max)));
        typesetter.paginate(&request(&text, size, width, lines));
    }

    #[test]
    fn pages_joined_are_the_words(text in "([a-zA-Zé,.!?]{1,12} ){0,60}", width in 60.0_f32..900.0) {
        let mut typesetter = Typesetter::new();
        let pages = typesetter.paginate(&request(&text, 30.0, width, 2));
        let letters = |text: &str| text.replace(' ', "");
        prop_assert_eq!(letters(&pages.concat()), letters(&text));
        for page in &pages {
            prop_assert!(!typesetter.lay_out(&request(page, 30.0, width, 2)).elided, "{}", page);
        }
    }
}
