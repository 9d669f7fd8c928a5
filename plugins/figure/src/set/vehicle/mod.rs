//! Inside a car, a wheelhouse, a railway carriage. The nose is at +z.

mod car;
mod road;

use bevy_math::{Quat, Vec3};
use maquette_document::{PieceKind, Set};

use self::car::car;
use self::road::road;
use crate::piece::parts::{slab, taper};
use crate::set::finish::Finish;
use crate::set::outlook::Outlook;
use crate::set::room::enclosed;
use crate::set::words::{says_any, words_of};
use crate::set::{SetPart, extent, has};
use crate::solid::{Paint, Solid};

/// Metres of a car's floor above the road.
const CLEAR: f32 = 0.3;

/// One who steers stands: the cabin is high, and has a wheel of its own.
pub(crate) fn is_boat(set: &Set) -> bool {
    extent(set).y >= 1.75 && has(set, PieceKind::Steering)
}

pub(crate) fn is_carriage(set: &Set) -> bool {
    extent(set).y >= 1.75 && !has(set, PieceKind::Steering)
}

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    if is_boat(set) {
        return boat(set);
    }
    if is_carriage(set) {
        return carriage(set);
    }
    let town = says_any(&words_of(&set.name), "taxi, cab, city, limo, limousine, police");
    let mut parts = car(set);
    parts.push(SetPart { solid: road(set, town), within: Vec::new() });
    parts
}

fn boat(set: &Set) -> Vec<SetPart> {
    let finish = Finish {
        wall: Paint::White,
        panel: Some(Paint::Wood),
        trim: Paint::WoodDark,
        floor: Paint::Floor,
        tiles: false,
        beams: false,
        curtains: false,
        outlook: Outlook::Sea,
        drop: 1.7,
    };
    let mut parts = enclosed(set, &finish);
    let z = extent(set).z / 2.0;
    // The foredeck, seen through the windows ahead.
    let wide = extent(set).x / 2.0;
    let outline = [(-wide, 0.0), (wide, 0.0), (wide * 0.85, 1.6), (0.0, 3.8), (-wide * 0.85, 1.6)];
    let outline = outline.map(|(x, y)| bevy_math::Vec2::new(x, y));
    let deck = Solid::prism(&outline, 0.5, Paint::Wood)
        .turned(Quat::from_rotation_x(std::f32::consts::FRAC_PI_2));
    let mut deck = deck.moved(Vec3::new(0.0, -0.1, z + 0.2)).inked(0.3).creased(0.5);
    for (x, out) in
        [(-wide * 0.95, 0.6), (wide * 0.95, 0.6), (-wide * 0.8, 1.9), (wide * 0.8, 1.9), (0.0, 3.7)]
    {
        deck.add(
            &taper(
                Vec3::new(x, 0.1, z + 0.2 + out),
                Vec3::new(x, 0.9, z + 0.2 + out),
                [0.02; 2],
                5,
                Paint::Metal,
            )
            .inked(0.2),
        );
    }
    parts.push(SetPart { solid: deck, within: Vec::new() });
    parts
}

fn carriage(set: &Set) -> Vec<SetPart> {
    let finish = Finish {
        wall: Paint::PlasterDark,
        panel: None,
        trim: Paint::WoodDark,
        floor: Paint::FloorDark,
        tiles: false,
        beams: false,
        curtains: false,
        outlook: Outlook::Land,
        drop: 1.3,
    };
    let mut parts = enclosed(set, &finish);
    let size = extent(set);
    let mut racks = Solid::default();
    for side in [-1.0, 1.0] {
        let x = side * (size.x / 2.0 - 0.2);
        for z in [-0.02, 0.04] {
            let at = x + side * z * 4.0;
            racks.add(&slab(
                [at - 0.015, 1.86, -size.z / 2.0 + 0.4],
                [at + 0.015, 1.89, size.z / 2.0 - 0.4],
                Paint::Metal,
            ));
        }
        racks.add(&slab(
            [side * 0.25 - 0.03, size.y - 0.03, -size.z / 2.0 + 0.3],
            [side * 0.25 + 0.03, size.y - 0.01, size.z / 2.0 - 0.3],
            Paint::Glow,
        ));
    }
    parts.push(SetPart { solid: racks.inked(0.0).creased(0.4), within: Vec::new() });
    parts
}
