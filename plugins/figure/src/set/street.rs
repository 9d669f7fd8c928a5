//! Streets between houses, alleys, country roads, and the platforms of stations.
//!
//! They run along x. The pavements are level with 0; the roadway lies a kerb lower.

use bevy_math::{Vec2, Vec3};
use maquette_document::{OpeningKind, Set, Side};

use super::outlook::{Outlook, around, distance, spread, terrain};
use super::shell::{Hole, Wall, flat, lines, reveal, sheet, wall_of};
use super::words::{says_any, words_of};
use super::{SetPart, border, extent};
use crate::hash::{mix, unit};
use crate::piece::parts::{between, join, line, pick, slab};
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
        &[
            "platform",
            "quai de gare",
            "bahnsteig",
            "train station",
            "railway station",
            "station platform",
            "gare",
            "bahnhof",
        ],
    ) {
        Way::Platform
    } else if says_any(
        &words,
        &[
            "alley",
            "alleyway",
            "courtyard",
            "yard",
            "ruelle",
            "impasse",
            "hof",
            "backstreet",
            "passage",
        ],
    ) {
        Way::Alley
    } else if says_any(
        &words,
        &[
            "highway",
            "country road",
            "motorway",
            "desert road",
            "coast road",
            "dirt road",
            "route",
            "landstrasse",
            "lane",
            "roadside",
        ],
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

/// Houses shoulder to shoulder along a wall, in the wall's own space.
fn row(set: &Set, wall: &Wall, side: u32) -> Solid {
    let mut whole = Solid::default();
    let (length, act) = (wall.length(), extent(set).x / 2.0);
    let station = way(set) == Way::Platform;
    let mut x = 0.0;
    let mut k = side * 1000;
    while x < length - 1.0 {
        let wide = if station { length } else { house_width(set.seed, k, x, wall) };
        let middle = x + wide / 2.0 - length / 2.0;
        let near = middle.abs() < act + 9.0;
        let holes: Vec<Hole> =
            wall.holes.iter().filter(|h| h.to > x && h.from < x + wide).copied().collect();
        let house = House {
            from: x,
            wide,
            near,
            holes,
            seed: mix(set.seed, k, 21),
            station,
            alley: way(set) == Way::Alley,
        };
        whole.add(&house.solid());
        x += wide;
        k += 1;
    }
    whole
}

/// A house from `x` on; it ends where no door is cut in two.
fn house_width(seed: u32, k: u32, x: f32, wall: &Wall) -> f32 {
    let mut wide = between(5.2, 8.6, seed, k, 20);
    for hole in &wall.holes {
        let end = x + wide;
        if hole.from - 0.5 < end && end < hole.to + 0.5 {
            wide = hole.to + 0.8 - x;
        }
    }
    wide.min(wall.length() - x)
}

struct House {
    from: f32,
    wide: f32,
    near: bool,
    /// Doors that the set has in it.
    holes: Vec<Hole>,
    seed: u32,
    station: bool,
    alley: bool,
}

impl House {
    fn solid(&self) -> Solid {
        let chance = |purpose: u32| unit(self.seed, 0, purpose);
        let storeys = if self.station { 1 } else { 2 + pick(self.seed, 0, 1, 3) as u32 };
        let ground = if self.station { 4.2 } else { 3.4 };
        let high = ground + 2.9 * (storeys - 1) as f32 + 0.4;
        let paint =
            [Paint::Plaster, Paint::Brick, Paint::Stone, Paint::BrickDark, Paint::PlasterDark]
                [pick(self.seed, 0, 2, 5)];
        let shop = !self.alley && !self.station && self.holes.is_empty() && chance(3) < 0.4;
        let mut holes = self.holes.clone();
        holes.extend(self.windows(storeys, ground, shop));
        let door = self.door(&holes, shop);
        holes.extend(door);
        let local = |h: &Hole| Hole { from: h.from - self.from, to: h.to - self.from, ..*h };
        let holes: Vec<Hole> = holes.iter().map(local).collect();
        let mut whole = if self.near {
            sheet(self.wide, 0.0, high, &holes, paint).creased(0.55)
        } else {
            sheet(self.wide, 0.0, high, &[], paint).creased(0.4)
        };
        for hole in &holes {
            whole.add(&self.fitted(hole, paint));
        }
        whole.add(&self.roof(high, paint));
        if self.near {
            whole.add(
                &slab([0.0, ground - 0.12, -0.02], [self.wide, ground, 0.07], Paint::Trim)
                    .inked(0.0)
                    .creased(0.4),
            );
            if !shop {
                whole.add(
                    &slab([0.0, 0.0, -0.02], [self.wide, 0.35, 0.035], Paint::StoneDark)
                        .inked(0.0)
                        .creased(0.4)
                        .without(&holes),
                );
            }
        }
        if shop {
            whole.add(&self.shopfront(ground));
        }
        whole.moved(Vec3::X * self.from)
    }

    fn windows(&self, storeys: u32, ground: f32, shop: bool) -> Vec<Hole> {
        let columns = ((self.wide - 0.8) / 1.75).floor().max(1.0) as u32;
        let mut windows = Vec::new();
        for storey in 0..storeys {
            if storey == 0 && shop {
                continue;
            }
            let (sill, tall) = if storey == 0 {
                (1.0, 1.5)
            } else {
                (ground + 2.9 * (storey - 1) as f32 + 0.75, 1.55)
            };
            for column in 0..columns {
                let x = self.from + self.wide * (column as f32 + 0.5) / columns as f32;
                let hole = Hole {
                    kind: OpeningKind::Window,
                    from: x - 0.5,
                    to: x + 0.5,
                    sill,
                    top: sill + tall,
                    opening: None,
                };
                let clear = |h: &Hole| hole.to + 0.25 < h.from || h.to + 0.25 < hole.from;
                if storey > 0 || self.holes.iter().all(clear) {
                    windows.push(hole);
                }
            }
        }
        windows
    }

    /// A front door that is never opened, for a house that the set gave none; it takes the place of a window.
    fn door(&self, holes: &[Hole], shop: bool) -> Option<Hole> {
        if !self.holes.is_empty() || shop || self.station {
            return None;
        }
        let low: Vec<&Hole> = holes.iter().filter(|h| h.sill < 1.2).collect();
        let gap = low.windows(2).find(|pair| pair[1].from - pair[0].to > 1.3)?;
        let x = (gap[0].to + gap[1].from) / 2.0;
        Some(Hole {
            kind: OpeningKind::Door,
            from: x - 0.48,
            to: x + 0.48,
            sill: 0.0,
            top: 2.3,
            opening: None,
        })
    }

    fn fitted(&self, hole: &Hole, paint: Paint) -> Solid {
        let (l, r, s, t) = (hole.from, hole.to, hole.sill, hole.top);
        let quad = |x: [f32; 2], y: [f32; 2], z: f32, paint: Paint| {
            let points = [[x[0], y[0], z], [x[1], y[0], z], [x[1], y[1], z], [x[0], y[1], z]];
            flat(Solid::patch(&points.map(Vec3::from), paint)).creased(0.4)
        };
        let middle = (l + r) / 2.0;
        if !self.near {
            let paint = if hole.kind == OpeningKind::Door { Paint::WoodDark } else { Paint::Pane };
            return quad([l, r], [s, t], 0.012, paint);
        }
        let deep = 0.15;
        let mut whole = reveal(hole, deep, paint).creased(0.4);
        match (hole.kind, hole.opening) {
            (OpeningKind::Window, _) => {
                whole.add(&quad([l, r], [s, t], -deep, Paint::Pane));
                let z = [-deep, -deep + 0.035];
                for part in [
                    slab([middle - 0.025, s, z[0]], [middle + 0.025, t, z[1]], Paint::White),
                    slab(
                        [l, s + (t - s) * 0.58, z[0]],
                        [r, s + (t - s) * 0.58 + 0.045, z[1]],
                        Paint::White,
                    ),
                    slab([l - 0.08, s - 0.08, -0.02], [r + 0.08, s, 0.1], Paint::Stone),
                    slab([l - 0.06, t, -0.02], [r + 0.06, t + 0.16, 0.035], Paint::Stone),
                ] {
                    whole.add(&part.inked(0.0).creased(0.4));
                }
            }
            (OpeningKind::Door, None) => {
                whole.add(&quad([l, r], [s, t], -deep, Paint::WoodDark));
                whole.add(
                    &slab(
                        [l + 0.1, 1.1, -deep],
                        [r - 0.1, t - 0.12, -deep + 0.02],
                        Paint::WoodDark,
                    )
                    .inked(0.0)
                    .creased(0.4),
                );
                whole.add(
                    &slab([l + 0.1, 0.15, -deep], [r - 0.1, 0.95, -deep + 0.02], Paint::WoodDark)
                        .inked(0.0)
                        .creased(0.4),
                );
                whole.add(
                    &slab([l - 0.15, -0.02, -deep], [r + 0.15, 0.03, 0.3], Paint::Stone)
                        .inked(0.0)
                        .creased(0.5),
                );
            }
            (OpeningKind::Door, Some(_)) => {
                whole.add(&quad([l, r], [0.0, t], -1.2, Paint::Black));
                whole.add(&reveal(hole, 1.2, Paint::PlasterDark).creased(0.2));
                whole.add(
                    &slab([l - 0.12, t, -0.02], [r + 0.12, t + 0.2, 0.09], Paint::Stone)
                        .inked(0.0)
                        .creased(0.5),
                );
            }
        }
        whole
    }

    fn shopfront(&self, ground: f32) -> Solid {
        let (w, t) = (self.wide, ground - 0.75);
        let part = |low: [f32; 3], high: [f32; 3], paint: Paint| {
            slab(low, high, paint).inked(0.0).creased(0.5)
        };
        let door = w * 0.72;
        let mut whole = join([
            part([0.2, 0.0, -0.02], [door - 0.1, 0.45, 0.07], Paint::WoodDark),
            part([0.28, 0.45, -0.02], [door - 0.18, t, 0.04], Paint::Pane),
            part([door, 0.0, -0.02], [door + 0.95, 2.15, 0.05], Paint::WoodDark),
            part([door + 0.14, 0.75, 0.0], [door + 0.81, 2.02, 0.062], Paint::Pane),
            part(
                [0.1, t, -0.02],
                [w - 0.1, ground - 0.14, 0.13],
                [Paint::WoodDark, Paint::ClothDark][pick(self.seed, 0, 7, 2)],
            ),
            part([0.1, 0.0, -0.02], [0.2, t, 0.1], Paint::WoodDark),
            part([w - 0.2, 0.0, -0.02], [w - 0.1, t, 0.1], Paint::WoodDark),
        ]);
        for k in 1..3 {
            let x = 0.28 + (door - 0.46) * k as f32 / 3.0;
            whole.add(&part([x - 0.025, 0.45, 0.0], [x + 0.025, t, 0.07], Paint::WoodDark));
        }
        if pick(self.seed, 0, 8, 3) > 0 {
            let outline = [(0.0, t + 0.05), (1.15, t - 0.5), (1.15, t - 0.62), (0.0, t - 0.06)];
            let outline = outline.map(|(z, y)| Vec2::new(-z, y));
            let awning = Solid::prism(&outline, w - 0.5, Paint::Cloth)
                .turned(bevy_math::Quat::from_rotation_y(std::f32::consts::FRAC_PI_2));
            whole.add(&awning.moved(Vec3::new(w / 2.0, 0.0, 0.1)).inked(0.3).creased(0.5));
        }
        whole
    }

    /// The eaves, the slope behind them, and the sides that rise over lower neighbours.
    fn roof(&self, high: f32, paint: Paint) -> Solid {
        let (w, deep, rise) = (self.wide, 4.5, between(1.6, 2.8, self.seed, 0, 4));
        let quad = |p: [[f32; 3]; 4], paint: Paint| {
            flat(Solid::patch(&p.map(Vec3::from), paint)).creased(0.4)
        };
        let mut whole = slab([-0.04, high - 0.22, -0.1], [w + 0.04, high, 0.22], Paint::Trim)
            .inked(0.0)
            .creased(0.5);
        whole.add(&quad(
            [[0.0, high, 0.2], [w, high, 0.2], [w, high + rise, -deep], [0.0, high + rise, -deep]],
            Paint::Roof,
        ));
        whole.add(&quad(
            [[0.0, 3.0, 0.0], [0.0, high, 0.0], [0.0, high + rise, -deep], [0.0, 3.0, -deep]]
                .reversed(),
            paint,
        ));
        whole.add(&quad(
            [[w, 3.0, 0.0], [w, 3.0, -deep], [w, high + rise, -deep], [w, high, 0.0]],
            paint,
        ));
        if unit(self.seed, 0, 5) < 0.6 {
            let x = w * between(0.2, 0.8, self.seed, 0, 6);
            whole.add(
                &slab(
                    [x - 0.35, high + 0.4, -2.4],
                    [x + 0.35, high + rise + 1.0, -1.7],
                    Paint::Brick,
                )
                .inked(0.3)
                .creased(0.5),
            );
        }
        whole
    }
}

trait Reversed {
    fn reversed(self) -> Self;
}

impl Reversed for [[f32; 3]; 4] {
    fn reversed(mut self) -> Self {
        self.reverse();
        self
    }
}

impl Solid {
    /// None of it where a door goes through its foot.
    fn without(self, holes: &[Hole]) -> Self {
        if holes.iter().any(|hole| hole.kind == OpeningKind::Door) { Self::default() } else { self }
    }
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
    let roll = super::field::swell(x, z, set.seed);
    roll * (out / 30.0).min(1.0) * 4.0
}

fn platform(set: &Set) -> Solid {
    let size = extent(set);
    let (long, edge) = (size.x / 2.0 + BEYOND, size.z / 2.0);
    let mut whole = level([-long, long], [-edge, edge], 0.0, Paint::Stone);
    whole.add(
        &slab([-long, -PLATFORM - 0.2, edge - 0.02], [long, -0.12, edge - 0.01], Paint::StoneDark)
            .inked(0.0)
            .creased(0.3),
    );
    whole.add(
        &slab([-long, -0.12, edge - 0.3], [long, 0.004, edge + 0.06], Paint::Kerb)
            .inked(0.0)
            .creased(0.6),
    );
    whole.add(&level([-long, long], [edge - 0.75, edge - 0.65], 0.005, Paint::Marking));
    for k in 0..(size.x / 1.2) as u32 + 10 {
        let x = -size.x / 2.0 - 6.0 + 1.2 * k as f32;
        whole.creases.push(line([x, 0.001, -edge], [x, 0.001, edge - 0.3], Vec3::Y, 0.14));
    }
    whole.add(&level([-long, long], [edge, edge + 8.4], -PLATFORM - 0.1, Paint::Ground));
    for track in [edge + 1.9, edge + 5.8] {
        for rail in [track - 0.72, track + 0.72] {
            whole.add(
                &slab(
                    [-long, -PLATFORM - 0.06, rail - 0.035],
                    [long, -PLATFORM + 0.1, rail + 0.035],
                    Paint::Metal,
                )
                .inked(0.0)
                .creased(0.6),
            );
        }
        for k in 0..(2.0 * long / 0.75) as u32 {
            let x = -long + 0.75 * k as f32;
            if x.abs() < size.x / 2.0 + 16.0 {
                whole.add(
                    &slab(
                        [x, -PLATFORM - 0.1, track - 1.25],
                        [x + 0.25, -PLATFORM - 0.04, track + 1.25],
                        Paint::WoodDark,
                    )
                    .inked(0.0)
                    .creased(0.25),
                );
            }
        }
    }
    // Across the tracks: a second platform with a wall.
    whole.add(
        &slab([-long, -PLATFORM - 0.2, edge + 8.4], [long, 0.0, edge + 11.5], Paint::Stone)
            .inked(0.0)
            .creased(0.5),
    );
    whole.add(
        &slab([-long, 0.0, edge + 11.4], [long, 1.5, edge + 11.6], Paint::Brick)
            .inked(0.2)
            .creased(0.5),
    );
    // A canopy on brackets over the doors.
    let z = [-edge, (edge - 1.4).min(-edge + 4.2)];
    whole.add(
        &slab([-long, 3.5, z[0]], [long, 3.62, z[1]], Paint::WoodDark).inked(0.2).creased(0.5),
    );
    whole.add(
        &slab([-long, 3.3, z[1] - 0.03], [long, 3.7, z[1] + 0.03], Paint::White)
            .inked(0.2)
            .creased(0.5),
    );
    for k in 0..(size.x / 4.0) as u32 + 3 {
        let x = -size.x / 2.0 - 4.0 + 4.0 * k as f32;
        whole.add(
            &crate::piece::parts::beam([x, 2.5, z[0]], [x, 3.5, z[0] + 1.6], 0.1, Paint::MetalDark)
                .inked(0.2)
                .creased(0.4),
        );
    }
    whole
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
