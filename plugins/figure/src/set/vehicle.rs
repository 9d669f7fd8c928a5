//! Inside a car, a wheelhouse, a railway carriage. The nose is at +z.

use bevy_math::{Quat, Vec3};
use maquette_document::{PieceKind, Set};

use super::outlook::{Outlook, around, distance, spread, terrain};
use super::room::{Finish, enclosed};
use super::shell::flat;
use super::words::{says_any, words_of};
use super::{Border, SetPart, extent, has};
use crate::hash::mix;
use crate::piece::parts::{beam, between, hoop, join, lump, scatter, slab, soft, taper, turned};
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
    let town =
        says_any(&words_of(&set.name), &["taxi", "cab", "city", "limo", "limousine", "police"]);
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

/// The road ahead and behind, along z, with what passes beside it.
fn road(set: &Set, town: bool) -> Solid {
    let y = -CLEAR;
    // The car keeps to the right of the line: to its left lies +x.
    let level = |x: [f32; 2], z: [f32; 2], y: f32, paint: Paint| {
        let points = [[x[0], y, z[0]], [x[0], y, z[1]], [x[1], y, z[1]], [x[1], y, z[0]]];
        flat(Solid::patch(&points.map(Vec3::from), paint)).creased(0.0)
    };
    let mut whole = level([-1.9, 5.1], [-300.0, 300.0], y, Paint::Asphalt);
    for k in 0..50 {
        let z = -220.0 + 9.0 * k as f32;
        whole.add(&level([1.54, 1.66], [z, z + 3.0], y + 0.01, Paint::Marking));
    }
    for x in [-1.65, 4.75] {
        whole.add(&level([x, x + 0.12], [-300.0, 300.0], y + 0.01, Paint::Marking));
    }
    if town {
        return whole.with(&around(Outlook::Town, CLEAR + 0.03, set.seed)).with(&lamps(set));
    }
    let rise = |x: f32, z: f32| {
        let out = ((x - 1.6).abs() - 6.0).max(0.0);
        y - 0.03 + super::field::swell(x, z, set.seed) * (out / 40.0).min(1.0) * 5.0
    };
    let zs = spread(-300.0, 300.0, 30);
    whole.add(&terrain(
        &[-260.0, -120.0, -60.0, -34.0, -18.0, -9.0, -4.4, -1.9],
        &zs,
        rise,
        |_, _| true,
        Paint::Grass,
    ));
    whole.add(&terrain(
        &[5.1, 7.6, 12.0, 21.0, 37.0, 63.0, 120.0, 260.0],
        &zs,
        rise,
        |_, _| true,
        Paint::Grass,
    ));
    for k in 0..34 {
        let seed = mix(set.seed, k, 81);
        let side = if k % 2 == 0 { -1.0 } else { 1.0 };
        let x = 1.6 + side * between(8.0, 34.0, seed, 0, 1);
        let z = -90.0 + 5.4 * k as f32 + between(-2.0, 2.0, seed, 0, 2);
        let high = between(4.0, 8.0, seed, 0, 3);
        let crown = lump(
            Vec3::new(high * 0.3, high * 0.36, high * 0.3),
            8,
            0.16,
            scatter(seed, 0, 4),
            [Paint::Leaf, Paint::LeafDark][k as usize / 2 % 2],
            180.0,
        );
        let trunk = taper(Vec3::ZERO, Vec3::Y * high * 0.5, [0.2, 0.13], 5, Paint::WoodDark);
        whole.add(
            &trunk
                .with(&crown.moved(Vec3::Y * high * 0.66))
                .moved(Vec3::new(x, rise(x, z) - 0.1, z))
                .inked(0.4),
        );
    }
    for k in 0..24 {
        let z = -60.0 + 5.0 * k as f32;
        for x in [-2.6, 5.8] {
            whole.add(
                &slab([x - 0.05, y, z - 0.05], [x + 0.05, y + 0.9, z + 0.05], Paint::White)
                    .inked(0.2)
                    .creased(0.3),
            );
        }
    }
    whole.with(&distance(Outlook::Land, CLEAR, set.seed))
}

fn lamps(set: &Set) -> Solid {
    let mut whole = Solid::default();
    for k in 0..20 {
        let seed = mix(set.seed, k, 82);
        let z = -76.0 + 8.0 * k as f32;
        for side in [-1.0, 1.0] {
            let x = 1.6 + side * 9.0;
            let (wide, high) =
                (between(6.5, 7.9, seed, 0, 1), between(6.0, 14.0, seed, side as i32 as u32, 2));
            let paint = [Paint::Brick, Paint::PlasterDark, Paint::Stone, Paint::BrickDark]
                [mix(seed, side as i32 as u32, 3) as usize % 4];
            let (a, b) = if side < 0.0 { (x - 8.0, x) } else { (x, x + 8.0) };
            whole.add(&slab([a, -CLEAR, z], [b, high, z + wide], paint).inked(0.2).creased(0.4));
            for pane in 0..3 {
                for row in 0..2 {
                    let (pz, py) = (z + 0.7 + 2.2 * pane as f32, 1.0 + 3.0 * row as f32);
                    whole.add(
                        &slab([x - 0.02, py, pz], [x + 0.02, py + 1.4, pz + 1.0], Paint::Pane)
                            .inked(0.0)
                            .creased(0.3),
                    );
                }
            }
        }
    }
    whole
}

fn car(set: &Set) -> Vec<SetPart> {
    let size = extent(set);
    let (x, z, top) = (size.x / 2.0, size.z / 2.0, size.y);
    let belt = (top * 0.63).min(0.8);
    let plain = |solid| SetPart { solid, within: Vec::new() };
    let floor = [[-x, 0.0, -z], [-x, 0.0, z], [x, 0.0, z], [x, 0.0, -z]].map(Vec3::from);
    let mut parts = vec![
        plain(flat(Solid::patch(&floor, Paint::ClothDark)).creased(0.3)),
        plain(dashboard(x, z, belt)),
    ];
    for side in [-1.0, 1.0] {
        let within = vec![Border { point: Vec3::X * side * x, inward: Vec3::X * -side }];
        parts.push(SetPart { solid: side_of(side, x, z, belt, top), within });
    }
    // The roof, its lining down; and the back, under its window.
    let lining = [
        [-x * 0.82, top, -z * 0.72],
        [x * 0.82, top, -z * 0.72],
        [x * 0.8, top, z * 0.32],
        [-x * 0.8, top, z * 0.32],
    ];
    let roof = flat(Solid::patch(&lining.map(Vec3::from), Paint::Cloth)).creased(0.5);
    parts.push(SetPart {
        solid: roof,
        within: vec![Border { point: Vec3::Y * top, inward: Vec3::NEG_Y }],
    });
    let back = slab([-x, 0.0, -z - 0.02], [x, belt, -z + 0.12], Paint::ClothDark).with(&slab(
        [-x * 0.95, belt, -z - 0.3],
        [x * 0.95, belt + 0.02, -z + 0.12],
        Paint::ClothDark,
    ));
    let within = vec![Border { point: Vec3::NEG_Z * z, inward: Vec3::Z }];
    parts.push(SetPart { solid: back.inked(0.2).creased(0.5), within });
    parts
}

fn side_of(side: f32, x: f32, z: f32, belt: f32, top: f32) -> Solid {
    let at = |v: f32| side * v;
    let span = |a: f32, b: f32| [a.min(b), a.max(b)];
    let [a, b] = span(at(x - 0.05), at(x));
    let mut parts = vec![slab([a, 0.0, -z], [b, belt, z], Paint::ClothDark)];
    let [a, b] = span(at(x - 0.09), at(x - 0.02));
    parts.push(soft([a, belt - 0.06, -z], [b, belt + 0.015, z], 0.02, Paint::Leather));
    for door in [-0.75, 0.25] {
        let [a, b] = span(at(x - 0.13), at(x - 0.04));
        parts.push(soft([a, 0.42, door], [b, 0.5, door + 0.55], 0.02, Paint::Leather));
        let [a, b] = span(at(x - 0.075), at(x - 0.05));
        parts.push(slab([a, belt - 0.16, door + 0.5], [b, belt - 0.13, door + 0.64], Paint::Metal));
    }
    let posts = [
        ([x - 0.02, belt, z * 0.86], [x * 0.82, top, z * 0.32]),
        ([x - 0.02, belt, -0.16], [x * 0.83, top, -0.2]),
        ([x - 0.02, belt, -z * 0.86], [x * 0.83, top, -z * 0.6]),
    ];
    for (low, high) in posts {
        parts.push(beam(
            [at(low[0]), low[1], low[2]],
            [at(high[0]), high[1], high[2]],
            0.06,
            Paint::Cloth,
        ));
    }
    parts.push(beam(
        [at(x * 0.82), top, z * 0.32],
        [at(x * 0.83), top, -z * 0.7],
        0.06,
        Paint::Cloth,
    ));
    join(parts).inked(0.3).creased(0.5)
}

/// Dashboard, wheel, mirror, and the bonnet beyond the windscreen.
fn dashboard(x: f32, z: f32, belt: f32) -> Solid {
    let front = z * 0.86;
    let drive = x * 0.5;
    let mut parts = vec![
        soft(
            [-x + 0.03, belt - 0.34, front - 0.32],
            [x - 0.03, belt + 0.0, front + 0.1],
            0.05,
            Paint::ClothDark,
        ),
        slab([-x + 0.03, 0.0, front - 0.1], [x - 0.03, belt - 0.2, front + 0.1], Paint::Black),
        soft(
            [drive - 0.2, belt - 0.05, front - 0.34],
            [drive + 0.2, belt + 0.07, front - 0.12],
            0.04,
            Paint::ClothDark,
        ),
        slab(
            [drive - 0.15, belt - 0.03, front - 0.346],
            [drive + 0.15, belt + 0.04, front - 0.338],
            Paint::Glow,
        ),
        slab([-0.12, belt - 0.24, front - 0.335], [0.12, belt - 0.06, front - 0.322], Paint::Black),
        slab([-0.09, belt - 0.16, front - 0.342], [0.09, belt - 0.09, front - 0.33], Paint::Glow),
        soft([-0.13, 0.0, -0.55], [0.13, 0.34, front - 0.35], 0.03, Paint::Leather),
        taper(
            Vec3::new(0.0, 0.34, 0.38),
            Vec3::new(0.0, 0.5, 0.4),
            [0.012, 0.022],
            8,
            Paint::Black,
        ),
        // The bonnet.
        soft(
            [-x * 0.98, belt - 0.5, front + 0.1],
            [x * 0.98, belt - 0.06, front + 1.25],
            0.1,
            Paint::Metal,
        ),
        soft(
            [-0.11, belt + 0.37, front - 0.36],
            [0.11, belt + 0.44, front - 0.32],
            0.015,
            Paint::Black,
        ),
    ];
    // Its plane leans away at the top; the column runs forward and down.
    let tilt = Quat::from_rotation_x(0.42 - std::f32::consts::FRAC_PI_2);
    let hub = Vec3::new(drive, belt + 0.01, front - 0.64);
    parts.push(hoop(0.185, 0.016, 18, Paint::Black).turned(tilt).moved(hub));
    parts.push(turned(&[[0.06, -0.02], [0.05, 0.02]], 10, Paint::Black).turned(tilt).moved(hub));
    for turn in [0.0, 180.0, 270.0_f32] {
        let out = tilt * Quat::from_rotation_y(turn.to_radians()) * Vec3::X;
        parts.push(taper(hub + out * 0.04, hub + out * 0.18, [0.02, 0.014], 5, Paint::Black));
    }
    let column = tilt * Vec3::Y;
    parts.push(taper(hub, hub - column * 0.34, [0.035; 2], 8, Paint::Black));
    join(parts).inked(0.4).creased(0.5)
}
