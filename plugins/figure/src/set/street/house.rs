//! Houses shoulder to shoulder.

use bevy_math::{Vec2, Vec3};
use maquette_document::{OpeningKind, Set};

use super::{Way, way};
use crate::hash::{mix, unit};
use crate::piece::parts::{between, join, pick, slab};
use crate::set::extent;
use crate::set::shell::{Hole, Wall, flat, reveal, sheet};
use crate::solid::{Paint, Solid};

/// Houses shoulder to shoulder along a wall, in the wall's own space.
pub(crate) fn row(set: &Set, wall: &Wall, side: u32) -> Solid {
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
            let paint =
                if hole.kind != OpeningKind::Window { Paint::WoodDark } else { Paint::Pane };
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
            (OpeningKind::Door | OpeningKind::Arch, None) => {
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
            (OpeningKind::Door | OpeningKind::Arch, Some(_)) => {
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
        if holes.iter().any(|hole| hole.kind != OpeningKind::Window) {
            Self::default()
        } else {
            self
        }
    }
}
