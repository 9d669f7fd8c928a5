//! Every colour of a picture: what things are painted, and the light they are seen in.
//!
//! Colours are sRGB values from 0 to 1, mixed as a painter mixes them. Paper and warm ink are the ground of it;
//! each character has one accent; a time of day tints them all.

use bevy_math::Vec3;
use maquette_document::Accent;
use maquette_figure::Paint;
use maquette_moment::Light;

use crate::light::Grade;

pub(crate) const PAPER: Vec3 = hex(0xec_e7_dc);
pub(crate) const INK: Vec3 = hex(0x23_20_1d);

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
        Self { tones, ink: grade.ink, haze: grade.haze, key: light.key, dim: grade.dim }
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
        self.ink.lerp(own * 0.3, 0.35)
    }
}

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
const ACCENT: [u32; 8] = [
    0xb0_5a_45, 0xcb_97_40, 0x4d_8f_8a, 0x86_59_7b, 0x7d_8b_50, 0x64_7a_92, 0xcb_86_87, 0xcd_b3_85,
];
const SKIN: &[u32] = &[0xea_d3_bd, 0xdd_bb_9a, 0xbf_91_6c, 0x8f_66_4c];
/// The last is for the old.
const HAIR: &[u32] = &[0x3a_32_2d, 0x5b_47_39, 0x2a_28_29, 0x8a_6a_48, 0xc9_c5_bd];
const SHIRT: &[u32] = &[0xe6_e0_d3, 0xc4_bf_b4, 0x9a_97_91, 0xd5_cc_bb];
const TROUSER: &[u32] = &[0x5a_58_57, 0x46_49_50, 0x7a_70_64, 0x3b_39_38];

/// What a paint is by day, before any light.
fn base(paint: Paint) -> Vec3 {
    hex(match paint {
        Paint::Skin => SKIN[0],
        Paint::Hair => HAIR[0],
        Paint::Shirt => SHIRT[0],
        Paint::Accent => ACCENT[0],
        Paint::AccentDark => 0x74_3b_2d,
        Paint::Trousers => TROUSER[0],
        Paint::Shoe => 0x39_35_33,
        Paint::Eye => 0x26_22_20,
        Paint::EyeWhite => 0xf3_ef_e7,
        Paint::Mouth => 0x5e_2f_2b,
        Paint::Lip => 0xb9_80_70,
        Paint::Strap => 0x6d_58_46,
        Paint::Wood => 0xb8_a2_86,
        Paint::WoodDark => 0x86_72_5d,
        Paint::Metal => 0xa9_ab_ac,
        Paint::MetalDark => 0x66_69_6c,
        Paint::Glass | Paint::Pane => 0xc7_d3_d4,
        Paint::Cloth => 0xb3_ab_9f,
        Paint::ClothDark => 0x83_7d_77,
        Paint::Leather => 0x8b_68_52,
        Paint::Rubber => 0x3d_3c_3b,
        Paint::Plaster => 0xd6_d0_c4,
        Paint::PlasterDark => 0xbb_b4_a8,
        Paint::Ceiling => 0xe0_db_d1,
        Paint::Floor => 0xb5_a8_97,
        Paint::FloorDark => 0x9d_91_82,
        Paint::Trim => 0xe4_de_d2,
        Paint::Ground => 0xbd_b2_9f,
        Paint::Grass => 0xa5_a9_84,
        Paint::Leaf => 0x87_94_6e,
        Paint::LeafDark => 0x68_76_59,
        Paint::Sand => 0xd8_cb_b0,
        Paint::Stone => 0xa8_a4_9c,
        Paint::StoneDark => 0x80_7d_78,
        Paint::Brick => 0xb1_89_78,
        Paint::BrickDark => 0x8d_6b_5f,
        Paint::Roof => 0x8a_79_71,
        Paint::Asphalt => 0x90_8e_8b,
        Paint::Kerb => 0xbf_bb_b3,
        Paint::Marking => 0xe0_dc_d2,
        Paint::Water => 0x8f_a6_ad,
        Paint::Foam => 0xe6_e9_e6,
        Paint::Sky => 0xc9_d3_d6,
        Paint::Distance => 0xa3_a9_a6,
        Paint::Horizon => 0xb9_bf_bf,
        Paint::Glow => 0xff_e2_a3,
        Paint::Paper => 0xec_e7_dc,
        Paint::Ink => 0x23_20_1d,
        Paint::White => 0xf2_ee_e6,
        Paint::Black => 0x2b_29_28,
    })
}
