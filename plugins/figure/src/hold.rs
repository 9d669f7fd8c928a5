//! What a hand holds.

use std::f32::consts::FRAC_PI_2;

use bevy_math::{Quat, Vec3};
use maquette_document::Hold;

use crate::piece::parts::{hoop, join, line, slab, soft, taper, turned};
use crate::solid::{Paint, Solid};

/// The middle of a closed right hand, in the space of the hand.
pub(crate) const GRIP: Vec3 = Vec3::new(0.035, -0.085, 0.015);

/// A thing in the space of the right hand (see the crate's head); empty for [`Hold::Nothing`].
///
/// A cup stands upright where the forearm is level; a bottle hangs from an arm that does; a telephone lies along
/// the palm, a torch shines along the fingers; paper, a book and a box reach over to the other hand.
pub fn hold_solid(hold: Hold) -> Solid {
    let solid = match hold {
        Hold::Nothing => Solid::default(),
        Hold::Phone => phone(),
        Hold::Paper => page(0.105, 0.148, Paint::Paper),
        Hold::Book => book(),
        Hold::Cup => cup(),
        Hold::Key => key(),
        Hold::Torch => torch(),
        Hold::Bottle => bottle(),
        Hold::Box => soft([0.0, -0.14, -0.16], [0.4, 0.14, 0.12], 0.006, Paint::Wood),
    };
    let mut solid = solid.moved(GRIP);
    solid.vertices.iter_mut().for_each(|vertex| vertex.ink *= 0.7);
    solid.creases.iter_mut().for_each(|crease| crease.weight *= 0.6);
    solid
}

fn phone() -> Solid {
    soft([0.0, -0.075, -0.036], [0.012, 0.075, 0.036], 0.004, Paint::Black).with(&slab(
        [0.012, -0.066, -0.031],
        [0.0135, 0.066, 0.031],
        Paint::Glow,
    ))
}

/// What is read faces the eyes of one whose forearms reach forward: back along the arm, and up by the thumb.
fn to_the_eyes(flat: Solid) -> Solid {
    // Made upright in x and y, facing +z; its head then leans away over the thumb.
    flat.turned(Quat::from_rotation_x(-0.9)).moved(Vec3::new(0.1, 0.01, 0.04))
}

fn page(half: f32, high: f32, paint: Paint) -> Solid {
    let mut sheet = slab([-half, -0.05, -0.001], [half, 2.0 * high - 0.05, 0.001], paint);
    for k in 0..9 {
        let y = -0.02 + (2.0 * high - 0.06) * k as f32 / 9.0;
        let right = if k % 4 == 0 { half * 0.3 } else { half * 0.8 };
        sheet.creases.push(line([-half * 0.8, y, 0.0012], [right, y, 0.0012], Vec3::Z, 0.35));
    }
    to_the_eyes(sheet)
}

fn book() -> Solid {
    let leaf = |side: f32| {
        let (a, b) = (0.0_f32.min(side * 0.14), 0.0_f32.max(side * 0.14));
        let pages = slab([a, -0.05, -0.008], [b, 0.15, 0.008], Paint::Paper);
        let cover =
            slab([a - 0.004, -0.055, -0.013], [b + 0.004, 0.155, -0.008], Paint::AccentDark);
        let mut leaf = pages.with(&cover.painted(Paint::Leather));
        for k in 0..8 {
            let y = -0.03 + 0.021 * k as f32;
            leaf.creases.push(line([a + 0.02, y, 0.0085], [b - 0.02, y, 0.0085], Vec3::Z, 0.3));
        }
        leaf.turned(Quat::from_rotation_y(-side * 0.35))
    };
    to_the_eyes(leaf(1.0).with(&leaf(-1.0)))
}

fn cup() -> Solid {
    let mug = turned(&[[0.034, -0.045], [0.038, -0.04], [0.04, 0.05]], 12, Paint::White)
        .with(&turned(&[[0.034, 0.0505], [0.034, 0.0515]], 12, Paint::WoodDark));
    let ear = hoop(0.022, 0.006, 8, Paint::White).turned(Quat::from_rotation_x(FRAC_PI_2));
    let mug = mug.with(&ear.moved(Vec3::new(-0.045, 0.0, 0.0)));
    // Upright is along the thumb.
    mug.turned(Quat::from_rotation_x(FRAC_PI_2)).moved(Vec3::new(0.03, 0.0, 0.0))
}

fn key() -> Solid {
    let bow = hoop(0.021, 0.0055, 10, Paint::Metal).turned(Quat::from_rotation_z(FRAC_PI_2));
    join([
        bow.moved(Vec3::new(0.0, -0.022, 0.024)),
        taper(
            Vec3::new(0.0, -0.04, 0.024),
            Vec3::new(0.0, -0.135, 0.024),
            [0.0065; 2],
            5,
            Paint::Metal,
        ),
        slab([-0.004, -0.135, 0.024], [0.004, -0.108, 0.052], Paint::Metal),
    ])
}

fn torch() -> Solid {
    let down = Quat::from_rotation_x(std::f32::consts::PI);
    join([
        turned(&[[0.018, -0.07], [0.018, 0.09], [0.03, 0.12], [0.03, 0.15]], 10, Paint::MetalDark),
        turned(&[[0.026, 0.15], [0.026, 0.152]], 10, Paint::Glow),
    ])
    .turned(down)
}

fn bottle() -> Solid {
    let glass = turned(
        &[
            [0.036, -0.26],
            [0.038, -0.25],
            [0.038, -0.1],
            [0.014, -0.04],
            [0.013, 0.04],
            [0.016, 0.05],
        ],
        12,
        Paint::LeafDark,
    );
    glass.with(&turned(&[[0.0385, -0.21], [0.0385, -0.13]], 12, Paint::Paper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_held_is_small_and_near_the_hand() {
        let all = [
            Hold::Phone,
            Hold::Paper,
            Hold::Book,
            Hold::Cup,
            Hold::Key,
            Hold::Torch,
            Hold::Bottle,
            Hold::Box,
        ];
        for hold in all {
            let (low, high) = hold_solid(hold).bounds();
            assert!((high - low).max_element() < 0.45, "{hold:?} is {}", high - low);
            let gap = (GRIP - GRIP.clamp(low, high)).length();
            assert!(gap < 0.05, "{hold:?} is {gap} m from the grip");
        }
        assert_eq!(hold_solid(Hold::Nothing), Solid::default());
    }
}
