//! What a surface from outside is painted with: paper and ink know few colours.
//!
//! Its luminance decides, its hue only nudges toward what is as warm or as green; a character's own colour is the
//! accent of its figure.

use std::collections::BTreeMap;

use bevy_math::Vec3;
use maquette_figure::{Joint, Paint};
use maquette_model::Guise;

use crate::palette::base;

const OF_SETS: [Paint; 24] = [
    Paint::Black,
    Paint::Rubber,
    Paint::MetalDark,
    Paint::StoneDark,
    Paint::ClothDark,
    Paint::Asphalt,
    Paint::Stone,
    Paint::Metal,
    Paint::Kerb,
    Paint::Plaster,
    Paint::Ceiling,
    Paint::White,
    Paint::Strap,
    Paint::Leather,
    Paint::WoodDark,
    Paint::Wood,
    Paint::BrickDark,
    Paint::Brick,
    Paint::LeafDark,
    Paint::Leaf,
    Paint::Grass,
    Paint::Sand,
    Paint::Water,
    Paint::Glass,
];
const OF_FIGURES: [Paint; 14] = [
    Paint::Black,
    Paint::Rubber,
    Paint::MetalDark,
    Paint::StoneDark,
    Paint::Asphalt,
    Paint::Stone,
    Paint::Kerb,
    Paint::Plaster,
    Paint::White,
    Paint::Strap,
    Paint::Leather,
    Paint::WoodDark,
    Paint::Wood,
    Paint::Sand,
];
/// How much of a hue counts beside the luminance.
const HUE: f32 = 0.45;
/// How colourful a cloth is that carries the accent.
const BRIGHT: f32 = 0.22;

/// The paint of a thing in a set.
pub(crate) fn paint_of_thing(tint: Vec3) -> Paint {
    nearest(&OF_SETS, tint)
}

/// The paint of a part of a character; `mean` is the luminance of the whole surface, which folds are told from
/// dark cloth by.
pub(crate) fn paint_of_character(guise: Guise, tint: Vec3, part: Joint, mean: f32) -> Paint {
    let is_dark = luma(tint) < 0.5 * mean;
    match guise {
        Guise::Skin => Paint::Skin,
        Guise::Hair => Paint::Hair,
        Guise::Eye | Guise::Inside if luma(tint) > 0.5 => Paint::EyeWhite,
        Guise::Eye => Paint::Eye,
        Guise::Inside => Paint::Mouth,
        Guise::Shoe => Paint::Shoe,
        Guise::Top if is_dark => Paint::AccentDark,
        Guise::Top => Paint::Accent,
        Guise::Trousers => Paint::Trousers,
        Guise::Other if is_bare(part) && is_skin(tint) => Paint::Skin,
        Guise::Other if colour(tint) > BRIGHT && is_dark && !is_skin(tint) => Paint::AccentDark,
        Guise::Other if colour(tint) > BRIGHT && !is_skin(tint) => Paint::Accent,
        Guise::Other => nearest(&OF_FIGURES, tint),
    }
}

fn nearest(paints: &[Paint], tint: Vec3) -> Paint {
    let off = |paint: &Paint| {
        let own = base(*paint);
        let hue = |c: Vec3| Vec3::new(c.x - c.y, c.z - c.y, 0.0) * HUE;
        let lightness = luma(tint) - luma(own);
        lightness * lightness + (hue(tint) * 0.5 - hue(own)).length_squared()
    };
    let found = paints.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    found.copied().unwrap_or(Paint::Stone)
}

/// Of sRGB values, 0 to 1.
pub(crate) fn luma(tint: Vec3) -> f32 {
    tint.dot(Vec3::new(0.299, 0.587, 0.114))
}

fn colour(tint: Vec3) -> f32 {
    tint.max_element() - tint.min_element()
}

/// From orange to pink, neither grey nor bright: as people are.
fn is_skin(tint: Vec3) -> bool {
    let warm = tint.x > tint.y && tint.y >= tint.z * 0.92;
    let along = (tint.y - tint.z) / (tint.x - tint.z).max(1e-3);
    warm && (0.06..0.6).contains(&colour(tint))
        && (-0.1..0.75).contains(&along)
        && luma(tint) > 0.25
}

/// Where skin is seen on the dressed.
fn is_bare(part: Joint) -> bool {
    matches!(part, Joint::Head | Joint::Neck | Joint::LeftHand | Joint::RightHand)
}

/// Lets triangles that differ from most of their neighbours be as they are: a picture on a surface has specks, a
/// drawing has areas.
pub(crate) fn settle(points: &[Vec3], triangles: &[[u32; 3]], paints: &mut [Paint]) {
    let cell = |corner: u32| {
        let point = points[corner as usize] * 5000.0;
        point.round().to_array().map(|v| v as i32)
    };
    let mut sides: BTreeMap<[[i32; 3]; 2], Vec<usize>> = BTreeMap::new();
    for (face, triangle) in triangles.iter().enumerate() {
        for (a, b) in [(0, 1), (1, 2), (2, 0)] {
            let (a, b) = (cell(triangle[a]), cell(triangle[b]));
            sides.entry([a.min(b), a.max(b)]).or_default().push(face);
        }
    }
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); triangles.len()];
    for faces in sides.values().filter(|faces| faces.len() == 2) {
        around[faces[0]].push(faces[1]);
        around[faces[1]].push(faces[0]);
    }
    for _ in 0..4 {
        let before = paints.to_vec();
        for (face, near) in around.iter().enumerate() {
            let alike = |paint: Paint| near.iter().filter(|n| before[**n] == paint).count();
            let most = near.iter().map(|n| before[*n]).max_by_key(|paint| (alike(*paint), *paint));
            if let Some(most) = most.filter(|most| alike(*most) >= 2 && alike(before[face]) == 0) {
                paints[face] = most;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_things_are_light_and_leaves_are_green() {
        assert_eq!(paint_of_thing(Vec3::splat(0.96)), Paint::White);
        assert_eq!(paint_of_thing(Vec3::splat(0.1)), Paint::Black);
        let leaf = paint_of_thing(Vec3::new(0.2, 0.6, 0.15));
        assert!(matches!(leaf, Paint::Leaf | Paint::LeafDark | Paint::Grass), "{leaf:?}");
        let wood = paint_of_thing(Vec3::new(0.5, 0.33, 0.18));
        assert!(matches!(wood, Paint::Leather | Paint::WoodDark | Paint::Strap), "{wood:?}");
    }

    #[test]
    fn a_face_is_skin_and_a_red_coat_is_the_accent() {
        let face = Vec3::new(0.85, 0.65, 0.52);
        assert_eq!(paint_of_character(Guise::Other, face, Joint::Head, 0.5), Paint::Skin);
        let red = Vec3::new(0.7, 0.1, 0.15);
        assert_eq!(paint_of_character(Guise::Other, red, Joint::Chest, 0.3), Paint::Accent);
        let grey = paint_of_character(Guise::Other, Vec3::splat(0.5), Joint::Chest, 0.5);
        assert!(matches!(grey, Paint::Asphalt | Paint::StoneDark), "{grey:?}");
    }

    #[test]
    fn a_speck_takes_the_paint_of_its_neighbours() {
        let points = [Vec3::ZERO, Vec3::X, Vec3::Y, Vec3::ONE, Vec3::NEG_Y];
        let triangles = [[0, 1, 2], [1, 3, 2], [0, 4, 1]];
        let mut paints = [Paint::Black, Paint::White, Paint::White];
        settle(&points, &triangles, &mut paints);
        assert_eq!(paints, [Paint::White; 3]);
    }
}
