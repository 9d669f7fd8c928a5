//! Every colour of a picture: what things are painted, and the light they are seen in.
//!
//! Colours are sRGB values from 0 to 1, mixed as a painter mixes them. Paper and warm ink are the ground of it;
//! each character has one accent; a time of day tints them all.

use bevy_math::Vec3;
use maquette_document::Accent;
use maquette_figure::Paint;
use maquette_moment::Light;

use crate::light::Grade;

pub(crate) const PAPER: Vec3 = hex(0xece7dc);
pub(crate) const INK: Vec3 = hex(0x23201d);

/// How many tones a picture has, as in `shaders/stage.wgsl`.
pub(crate) const TONES: usize = 176;
const FIGURE: u8 = 64;
const ACCENTS: u8 = 128;
const SKINS: u8 = 144;
const HAIRS: u8 = 149;
const SHIRTS: u8 = 155;
const TROUSERS: u8 = 160;

const _: () = assert!(Paint::ALL.len() <= FIGURE as usize);

/// A thing in light and in shade, as the GPU takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct Tone {
    /// Last: how much of the way to it the second of the two bands already goes.
    pub light: [f32; 4],
    /// Last: how little haze takes hold of it.
    pub shade: [f32; 4],
}

/// All tones of a picture, and what lies between them and the lens.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    pub tones: [Tone; TONES],
    pub ink: Vec3,
    pub haze: Haze,
    key: Vec3,
    pub dim: Vec3,
    /// Whether it is for ink alone, which then does not fade with distance.
    pub is_negative: bool,
}

/// How distance takes colour away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Haze {
    pub colour: Vec3,
    /// The most of it that anything takes on.
    pub most: f32,
    /// Metres to where it starts.
    pub start: f32,
    /// Metres from there to its half.
    pub half: f32,
}

impl Haze {
    /// `colour` as it is seen at `depth` metres; `spared` is how little haze takes hold of it.
    pub(crate) fn over(&self, colour: Vec3, depth: f32, spared: f32) -> Vec3 {
        let past = (depth - self.start).max(0.0);
        colour.lerp(self.colour, self.most * (1.0 - spared) * past / (past + self.half))
    }
}

/// Which paints a figure's own variants stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wardrobe {
    pub accent: Accent,
    /// Each an index into its row of variants, wrapped.
    pub skin: u8,
    pub hair: u8,
    pub shirt: u8,
    pub trousers: u8,
}

impl Wardrobe {
    /// The tone of `paint` on a figure that wears this.
    pub(crate) fn tone_of(self, paint: Paint) -> u8 {
        match paint {
            Paint::Accent => ACCENTS + 2 * (self.accent as u8 % 8),
            Paint::AccentDark => ACCENTS + 2 * (self.accent as u8 % 8) + 1,
            Paint::Skin => SKINS + self.skin % SKIN.len() as u8,
            Paint::Hair => HAIRS + self.hair % HAIR.len() as u8,
            Paint::Shirt => SHIRTS + self.shirt % SHIRT.len() as u8,
            Paint::Trousers => TROUSERS + self.trousers % TROUSER.len() as u8,
            other => FIGURE + other as u8,
        }
    }
}

/// The tone of `paint` on a set.
pub(crate) fn tone_of_set(paint: Paint) -> u8 {
    paint as u8
}

impl Palette {
    pub(crate) fn of(light: &Light) -> Self {
        let grade = Grade::of(light);
        let mut tones = [Tone::default(); TONES];
        for (index, &paint) in Paint::ALL.iter().enumerate() {
            tones[index] = grade.set_tone(paint, base(paint));
            tones[index + FIGURE as usize] = grade.figure_tone(paint, base(paint));
        }
        for (index, &colour) in ACCENT.iter().enumerate() {
            let place = ACCENTS as usize + 2 * index;
            tones[place] = grade.figure_tone(Paint::Accent, hex(colour));
            tones[place + 1] = grade.figure_tone(Paint::AccentDark, hex(colour) * 0.66);
        }
        let rows = [(SKINS, SKIN, Paint::Skin), (HAIRS, HAIR, Paint::Hair)];
        let more = [(SHIRTS, SHIRT, Paint::Shirt), (TROUSERS, TROUSER, Paint::Trousers)];
        for (first, row, paint) in rows.into_iter().chain(more) {
            for (index, &colour) in row.iter().enumerate() {
                tones[first as usize + index] = grade.figure_tone(paint, hex(colour));
            }
        }
        let (ink, haze, key, dim) = (grade.ink, grade.haze, light.key, grade.dim);
        Self { tones, ink, haze, key, dim, is_negative: false }
    }

    /// White ink on black things, in clear air: what is left is the ink alone. In the picture distance takes it
    /// away, and tone tells what stands there; without tone it must stay.
    pub(crate) fn negative(light: &Light) -> Self {
        let haze = Haze { colour: Vec3::ZERO, most: 0.0, start: 0.0, half: 1.0 };
        // White still where it takes on black.
        let ink = Vec3::splat(1.0 / (1.0 - OWN));
        let (tones, dim) = ([Tone::default(); TONES], Vec3::ONE);
        Self { tones, ink, haze, key: light.key, dim, is_negative: true }
    }

    /// The colour in which a surface that faces `normal` is seen, before haze; the bands of `stage.wgsl`.
    pub(crate) fn seen(&self, tone: u8, normal: Vec3, dim: u8) -> Vec3 {
        let tone = &self.tones[usize::from(tone) % TONES];
        let lit = normal.dot(self.key);
        let band = tone.light[3];
        let toward = f32::from(lit > -0.12) * band + f32::from(lit > 0.38) * (1.0 - band);
        let colour = rgb(tone.shade).lerp(rgb(tone.light), toward);
        colour.lerp(colour * self.dim, f32::from(dim) / 255.0)
    }

    /// Ink on a thing: it takes a little of the thing's colour.
    pub(crate) fn ink_over(&self, own: Vec3) -> Vec3 {
        self.ink.lerp(own * 0.3, OWN)
    }
}

/// How much of a thing's colour is in its ink.
const OWN: f32 = 0.35;

fn rgb(colour: [f32; 4]) -> Vec3 {
    Vec3::new(colour[0], colour[1], colour[2])
}

/// A colour written as 0xRRGGBB.
pub(crate) const fn hex(colour: u32) -> Vec3 {
    Vec3::new(
        ((colour >> 16) & 255) as f32 / 255.0,
        ((colour >> 8) & 255) as f32 / 255.0,
        (colour & 255) as f32 / 255.0,
    )
}

pub(crate) fn rgba(colour: Vec3, alpha: f32) -> [u8; 4] {
    let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    [byte(colour.x), byte(colour.y), byte(colour.z), byte(alpha)]
}

/// As the accents stand in the document: brick, ochre, teal, plum, moss, slate, rose, sand.
const ACCENT: [u32; 8] =
    [0xb05a45, 0xcb9740, 0x4d8f8a, 0x86597b, 0x7d8b50, 0x647a92, 0xcb8687, 0xcdb385];
const SKIN: &[u32] = &[0xead3bd, 0xddbb9a, 0xbf916c, 0x8f664c];
/// The last is for the old.
const HAIR: &[u32] = &[0x3a322d, 0x5b4739, 0x2a2829, 0x8a6a48, 0xc9c5bd];
const SHIRT: &[u32] = &[0xe6e0d3, 0xc4bfb4, 0x9a9791, 0xd5ccbb];
const TROUSER: &[u32] = &[0x5a5857, 0x464950, 0x7a7064, 0x3b3938];

/// How far a tone is dimmed in a dark foreground, of 255: hair is dark enough by itself, and would lose its shape.
pub(crate) fn dimmed(tone: u8, dim: u8) -> u8 {
    if (HAIRS..HAIRS + HAIR.len() as u8).contains(&tone) { dim / 4 } else { dim }
}

/// What a paint is by day, before any light.
pub(crate) fn base(paint: Paint) -> Vec3 {
    hex(match paint {
        Paint::Skin => SKIN[0],
        Paint::Hair => HAIR[0],
        Paint::Shirt => SHIRT[0],
        Paint::Accent => ACCENT[0],
        Paint::AccentDark => 0x743b2d,
        Paint::Trousers => TROUSER[0],
        Paint::Shoe => 0x393533,
        Paint::Eye => 0x262220,
        Paint::EyeWhite => 0xf3efe7,
        Paint::Mouth => 0x5e2f2b,
        Paint::Lip => 0xb98070,
        Paint::Strap => 0x6d5846,
        Paint::Wood => 0xb8a286,
        Paint::WoodDark => 0x86725d,
        Paint::Metal => 0xa9abac,
        Paint::MetalDark => 0x66696c,
        Paint::Glass | Paint::Pane => 0xc7d3d4,
        Paint::Cloth => 0xb3ab9f,
        Paint::ClothDark => 0x837d77,
        Paint::Leather => 0x8b6852,
        Paint::Rubber => 0x3d3c3b,
        Paint::Plaster => 0xd6d0c4,
        Paint::PlasterDark => 0xbbb4a8,
        Paint::Ceiling => 0xe0dbd1,
        Paint::Floor => 0xb5a897,
        Paint::FloorDark => 0x9d9182,
        Paint::Trim => 0xe4ded2,
        Paint::Ground => 0xbdb29f,
        Paint::Grass => 0xa5a984,
        Paint::Leaf => 0x87946e,
        Paint::LeafDark => 0x687659,
        Paint::Sand => 0xd8cbb0,
        Paint::Stone => 0xa8a49c,
        Paint::StoneDark => 0x807d78,
        Paint::Brick => 0xb18978,
        Paint::BrickDark => 0x8d6b5f,
        Paint::Roof => 0x8a7971,
        Paint::Asphalt => 0x908e8b,
        Paint::Kerb => 0xbfbbb3,
        Paint::Marking => 0xe0dcd2,
        Paint::Water => 0x8fa6ad,
        Paint::Foam => 0xe6e9e6,
        Paint::Sky => 0xc9d3d6,
        Paint::Distance => 0xa3a9a6,
        Paint::Horizon => 0xb9bfbf,
        Paint::Glow => 0xffe2a3,
        Paint::Paper => 0xece7dc,
        Paint::Ink => 0x23201d,
        Paint::White => 0xf2eee6,
        Paint::Black => 0x2b2928,
    })
}
