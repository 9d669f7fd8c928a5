//! Streets between houses, alleys, country roads, and the platforms of stations.
//!
//! They run along x. The pavements are level with 0; the roadway lies a kerb lower.

mod house;
mod platform;

use bevy_math::Vec3;
use maquette_document::{Set, Side};

use self::house::row;
use self::platform::platform;
use crate::piece::parts::{line, slab};
use crate::set::outlook::{Outlook, around, distance, spread, terrain};
use crate::set::shell::{Wall, flat, lines, wall_of};
use crate::set::words::{says_any, words_of};
use crate::set::{SetPart, border, extent};
use crate::solid::{Paint, Solid};

/// Metres.
pub(crate) const KERB: f32 = 0.12;

const ROADWAY: f32 = 7.0;

/// Of a platform above its track.
const PLATFORM: f32 = 0.95;

/// How far a street goes on beyond where people act.
const BEYOND: f32 = 34.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Town,
    /// No pavement, no traffic.
    Alley,
    Country,
    Platform,
}

pub(crate) fn way(set: &Set) -> Way {
    let words = words_of(&set.name);
    if says_any(
        &words,
        "platform, quai de gare, bahnsteig, train station, railway station, station platform, \
         gare, bahnhof",
    ) {
        Way::Platform
    } else if says_any(
        &words,
        "alley, alleyway, courtyard, yard, ruelle, impasse, hof, backstreet, passage",
    ) {
        Way::Alley
    } else if says_any(
        &words,
        "highway, country road, motorway, desert road, coast road, dirt road, route, \
         landstrasse, lane, roadside",
    ) {
        Way::Country
    } else {
        Way::Town
    }
}

/// Half the width of the roadway; 0 where there is none.
pub(crate) fn half_roadway(set: &Set) -> f32 {
    let depth = extent(set).z;
    match way(set) {
        Way::Town if depth >= 7.0 => ROADWAY.min(depth - 3.0) / 2.0,
        Way::Country => ROADWAY.min(depth) / 2.0,
        Way::Town | Way::Alley | Way::Platform => 0.0,
    }
}

/// The lines of house fronts, with the set's doors in them.
pub(crate) fn fronts(set: &Set) -> Vec<Wall> {
    let size = extent(set);
    let sides: &[Side] = match way(set) {
        Way::Town | Way::Alley => &[Side::North, Side::South],
        Way::Platform => &[Side::North],
        Way::Country => &[],
    };
    sides.iter().map(|side| wall_of(set, *side, size.x / 2.0 + BEYOND, size.z / 2.0, 6.0)).collect()
}

pub(crate) fn parts(set: &Set) -> Vec<SetPart> {
    let whole = |solid| SetPart { solid, within: Vec::new() };
    let mut parts = match way(set) {
        Way::Town | Way::Alley => vec![whole(pavements(set)), whole(around_town(set))],
        Way::Country => vec![whole(country(set))],
        Way::Platform => vec![whole(platform(set)), whole(around_land(set))],
    };
    for (index, wall) in fronts(set).iter().enumerate() {
        let solid = row(set, wall, index as u32).placed(wall.frame());
        parts.push(SetPart { solid, within: vec![border(wall)] });
    }
    parts
}

fn around_town(set: &Set) -> Solid {
    around(Outlook::Town, KERB + 0.5, set.seed)
}

fn around_land(set: &Set) -> Solid {
    around(Outlook::Land, PLATFORM + 0.25, set.seed)
}

/// A level rectangle seen from above.
fn level(x: [f32; 2], z: [f32; 2], y: f32, paint: Paint) -> Solid {
    let points = [[x[0], y, z[0]], [x[0], y, z[1]], [x[1], y, z[1]], [x[1], y, z[0]]];
    flat(Solid::patch(&points.map(Vec3::from), paint)).creased(0.0)
}

fn pavements(set: &Set) -> Solid {
    let size = extent(set);
    let (long, half, road) = (size.x / 2.0 + BEYOND, size.z / 2.0, half_roadway(set));
    if road == 0.0 {
        let mut whole = level([-long, long], [-half, half], 0.0, Paint::Stone);
        // Setts: a gutter in the middle, joints across.
        whole.add(&lines(vec![line([-long, 0.001, 0.0], [long, 0.001, 0.0], Vec3::Y, 0.4)]));
        for k in 0..(size.x / 0.8) as u32 {
            let x = -size.x / 2.0 + 0.8 * k as f32;
            whole.creases.push(line([x, 0.001, -half], [x, 0.001, half], Vec3::Y, 0.12));
        }
        return whole;
    }
    let mut whole = level([-long, long], [-road, road], -KERB, Paint::Asphalt);
    for side in [-1.0, 1.0_f32] {
        let (kerb, edge) = (side * road, side * half);
        let (a, b) = (kerb.min(edge), kerb.max(edge));
        whole.add(&level([-long, long], [a, b], 0.0, Paint::Stone));
        let stone = side * (road + 0.16);
        let (a, b) = (kerb.min(stone), kerb.max(stone));
        whole.add(
            &slab([-long, -KERB - 0.05, a], [long, 0.005, b], Paint::Kerb).inked(0.0).creased(0.6),
        );
        for k in 0..(size.x / 0.9) as u32 + 14 {
            let x = -size.x / 2.0 - 6.0 + 0.9 * k as f32;
            whole.creases.push(line([x, 0.001, stone], [x, 0.001, edge], Vec3::Y, 0.14));
        }
        let row = side * (road + half) / 2.0;
        whole.creases.push(line([-long, 0.001, row], [long, 0.001, row], Vec3::Y, 0.12));
    }
    let dashes = (2.0 * long / 4.5) as u32;
    for k in 0..dashes {
        let x = -long + 4.5 * k as f32;
        whole.add(&level([x, x + 2.0], [-0.06, 0.06], -KERB + 0.006, Paint::Marking));
    }
    whole
}

fn country(set: &Set) -> Solid {
    let size = extent(set);
    let road = half_roadway(set);
    let rise = |x: f32, z: f32| land(set, x, z);
    let mut whole = level([-160.0, 160.0], [-road, road], -0.02, Paint::Asphalt);
    let xs = spread(-160.0, 160.0, 32);
    for side in [-1.0, 1.0_f32] {
        let mut zs: Vec<f32> =
            [road, road + 1.2, size.z / 2.0 + 3.0, 16.0, 24.0, 38.0, 60.0, 110.0, 170.0]
                .iter()
                .map(|z| side * z.max(road))
                .collect();
        zs.sort_by(f32::total_cmp);
        zs.dedup();
        whole.add(&terrain(&xs, &zs, rise, |_, _| true, Paint::Grass));
        whole.add(&level(
            [-160.0, 160.0],
            [side * (road - 0.35), side * (road - 0.23)].sorted(),
            -0.012,
            Paint::Marking,
        ));
    }
    for k in 0..36 {
        let x = -160.0 + 9.0 * k as f32;
        whole.add(&level([x, x + 3.0], [-0.06, 0.06], -0.012, Paint::Marking));
    }
    whole.with(&distance(Outlook::Land, 0.0, set.seed))
}

trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for [f32; 2] {
    fn sorted(self) -> Self {
        [self[0].min(self[1]), self[0].max(self[1])]
    }
}

/// The land beside a country road: level where people act, rolling beyond.
fn land(set: &Set, x: f32, z: f32) -> f32 {
    let out = (z.abs() - extent(set).z / 2.0 - 2.0).max(0.0);
    if z.abs() <= half_roadway(set) + 0.01 {
        return -0.02;
    }
    let roll = crate::set::field::swell(x, z, set.seed);
    roll * (out / 30.0).min(1.0) * 4.0
}

/// The height of the ground people stand on.
pub(crate) fn ground(set: &Set, x: f32, z: f32) -> f32 {
    match way(set) {
        Way::Town if z.abs() < half_roadway(set) => -KERB,
        Way::Country => land(set, x, z),
        Way::Platform if z > extent(set).z / 2.0 => -PLATFORM,
        Way::Town | Way::Alley | Way::Platform => 0.0,
    }
}
