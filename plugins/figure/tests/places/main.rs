//! Pictures of furnished places, drawn into the folder that `MAQUETTE_PICTURES` names.

mod sketch;

use bevy_math::{Affine3A, Vec3};
use maquette_document::{Figure, Pose, PieceKind, Piece, Set, SetKind, Setting, Accent, Coat, Hair, Hold};
use maquette_figure::*;
use sketch::Sketch;

fn person(sketch: &mut Sketch, at: Vec3, facing: f32, pose: Pose, seat: f32, k: usize) {
    let figure = Figure {
        accent: [Accent::Brick, Accent::Teal, Accent::Ochre][k % 3],
        hair: [Hair::Short, Hair::Bun][k % 2],
        coat: [Coat::Jacket, Coat::Skirt][k % 2],
        ..Figure::default()
    };
    let body = Body::of(&figure);
    let mut acting = Acting::held(&body, pose, at, facing);
    acting.seat = seat;
    let hold = if k == 5 { Hold::Cup } else { Hold::Nothing };
    acting.hold = hold;
    let posed = posed(&body, &acting, None);
    for (joint, solid) in body_parts(&figure) {
        sketch.draw(&solid.placed(posed.joint(joint)), &[]);
    }
    sketch.draw(&hold_solid(hold).placed(posed.joint(Joint::RightHand)), &[]);
}

fn show(sketch: &mut Sketch, region: [u32; 4], set: &Set, eye: Vec3, target: Vec3, focal: f32, people: usize) {
    sketch.look(region, eye, target, focal);
    for part in set_parts(set) {
        if part.is_seen_from(eye) {
            sketch.draw(&part.solid, &[]);
        }
    }
    for index in 0..set.openings.len() {
        if let Some(leaf) = door_leaf(set, index) {
            if (eye - leaf.within.point).dot(leaf.within.inward) > 0.0 {
                let open = if index == 0 { 0.6 } else { 0.0 };
                sketch.draw(&leaf.solid.clone().placed(leaf.place(open)), &[]);
            }
        }
    }
    let floor = floor_of(set);
    if set.kind == SetKind::Vehicle {
        for (k, seat) in floor.seats.iter().take(people).enumerate() {
            let pose = if k == 0 && set.height < 1.6 { Pose::Drive } else { Pose::Sit };
            person(sketch, seat.at, seat.facing, pose, seat.height, k);
        }
    }
    if set.kind != SetKind::Vehicle || set.height > 1.7 {
        for (k, spot) in floor.spots.iter().take(people).enumerate() {
            person(sketch, spot.at, spot.facing, [Pose::Stand, Pose::Talk, Pose::Contrapposto][k % 3], 0.45, k);
        }
        if let Some(seat) = floor.seats.first() {
            if people > 2 {
                person(sketch, seat.at, seat.facing, Pose::Sit, seat.height, 4);
            }
        }
    }
    sketch.ink();
}

fn plan(sketch: &mut Sketch, region: [u32; 4], set: &Set) {
    sketch.plan(region, set);
}

#[test]
fn places() {
    let Ok(folder) = std::env::var("MAQUETTE_PICTURES") else { return };
    let wanted = std::env::var("PLACES").unwrap_or_default();
    for place in wanted.split(';').filter(|p| !p.is_empty()) {
        let mut words = place.split('|');
        let name = words.next().unwrap_or("");
        let setting = if words.next() == Some("ext") { Setting::Exterior } else { Setting::Interior };
        let seed: u32 = words.next().and_then(|w| w.parse().ok()).unwrap_or(5);
        let set = furnish(name, setting, seed);
        let free = floor_of(&set).free;
        let mid = Vec3::new(free.middle.x, 0.0, free.middle.y);
        let (w, d) = (set.width, set.depth);
        let inside = matches!(set.kind, SetKind::Room | SetKind::Corridor);
        let mut sketch = Sketch::new(1280, 720);
        let (a, b, c) = if set.kind == SetKind::Vehicle {
            if set.height < 1.6 {
                ((Vec3::new(-0.1, 0.95, 2.3), Vec3::new(0.0, 0.85, 0.0), 32.0), (Vec3::new(-1.9, 0.95, 0.5), Vec3::new(0.2, 0.8, 0.1), 35.0), (Vec3::new(-0.3, 0.95, -1.0), Vec3::new(0.15, 0.75, 1.0), 24.0))
            } else {
                ((Vec3::new(0.2, 1.6, -d * 0.45), Vec3::new(0.0, 1.3, 1.0), 24.0), (Vec3::new(-w * 1.2, 1.5, 0.3), Vec3::new(0.2, 1.3, 0.0), 30.0), (Vec3::new(0.1, 1.5, d * 0.47), Vec3::new(0.0, 1.2, -1.0), 28.0))
            }
        } else if inside {
            (
                (Vec3::new(w * 0.43, 1.55, d * 0.43), Vec3::new(-w * 0.12, 1.0, -d * 0.1), 24.0),
                (Vec3::new(mid.x - 0.6, 1.5, d * 0.5 + 2.2), Vec3::new(mid.x * 0.5, 1.15, -d * 0.1), 35.0),
                (Vec3::new(-w * 0.44, 2.0, -d * 0.42), Vec3::new(w * 0.1, 0.9, d * 0.15), 24.0),
            )
        } else {
            (
                (mid + Vec3::new(w * 0.3, 1.6, d * 0.62), mid + Vec3::new(-1.0, 1.3, -2.0), 28.0),
                (mid + Vec3::new(-7.5, 1.5, 0.9), mid + Vec3::new(4.0, 1.4, 0.0), 35.0),
                (mid + Vec3::new(4.5, 3.2, -d * 0.7), mid + Vec3::new(-1.0, 1.3, 1.0), 28.0),
            )
        };
        show(&mut sketch, [0, 0, 640, 360], &set, a.0, a.1, a.2, 3);
        show(&mut sketch, [640, 0, 640, 360], &set, b.0, b.1, b.2, 2);
        show(&mut sketch, [0, 360, 640, 360], &set, c.0, c.1, c.2, 2);
        plan(&mut sketch, [640, 360, 640, 360], &set);
        sketch.save(&format!("{folder}/{}-{seed}.png", name.replace([' ', '/', '\''], "_")));
    }
}

#[test]
fn pieces() {
    let Ok(folder) = std::env::var("MAQUETTE_PICTURES") else { return };
    let kinds = [
        PieceKind::Chair, PieceKind::Armchair, PieceKind::Bench, PieceKind::Sofa, PieceKind::Table, PieceKind::Desk,
        PieceKind::RoundTable, PieceKind::Bed, PieceKind::Counter, PieceKind::Shelf, PieceKind::Cupboard, PieceKind::Stove,
        PieceKind::Lamp, PieceKind::Lantern, PieceKind::Beacon, PieceKind::Radio, PieceKind::Telephone, PieceKind::Computer,
        PieceKind::Crate, PieceKind::Barrel, PieceKind::Plant, PieceKind::Picture, PieceKind::Rug, PieceKind::Tree,
        PieceKind::Bush, PieceKind::Rock, PieceKind::Grass, PieceKind::Fence, PieceKind::Post, PieceKind::StreetLamp,
        PieceKind::Car, PieceKind::House, PieceKind::Tower, PieceKind::Boat, PieceKind::Pier, PieceKind::Rail,
        PieceKind::Vent, PieceKind::Steps, PieceKind::Steering, PieceKind::Seat,
    ];
    let mut sketch = Sketch::new(1600, 1000);
    for (k, kind) in kinds.into_iter().enumerate() {
        let size = piece_size(kind);
        let reach = size.length();
        let (x, y) = (k as u32 % 8 * 200, k as u32 / 8 * 200);
        let middle = Vec3::Y * size.y / 2.0;
        let piece = Piece { kind, at: Vec3::ZERO, turn: 0.0, scale: 1.0 };
        sketch.look([x, y, 200, 200], middle + Vec3::new(0.55, 0.42, 0.8) * reach * 1.6, middle, 40.0);
        sketch.draw(&piece_solid(kind, 0x3_0003).placed(piece_place(&piece)), &[]);
        sketch.ink();
    }
    sketch.save(&format!("{folder}/pieces.png"));
    let _: Affine3A = Affine3A::IDENTITY;
}
