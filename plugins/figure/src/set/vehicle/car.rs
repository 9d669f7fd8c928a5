//! Inside a car.

use bevy_math::{Quat, Vec3};
use maquette_document::Set;

use crate::piece::parts::{beam, hoop, join, slab, soft, taper, turned};
use crate::set::shell::flat;
use crate::set::{Border, SetPart, extent};
use crate::solid::{Paint, Solid};

pub(crate) fn car(set: &Set) -> Vec<SetPart> {
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
    let hub = Vec3::new(drive, belt + 0.01, front - 0.68);
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
