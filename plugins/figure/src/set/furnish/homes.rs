//! Rooms that people live in.

use maquette_document::{PieceKind as P, SetKind, Side};

use super::plan::Plan;

pub(crate) fn room(plan: &mut Plan, width: f32, depth: f32, height: f32) -> &mut Plan {
    plan.floor(SetKind::Room, width, height, depth)
}

/// The great lens in the middle, glass all around, the keeper's desk and radio, the head of the stairs.
pub(crate) fn lamp_room(plan: &mut Plan) {
    plan.floor(SetKind::Room, 5.6, 3.4, 5.6);
    let half = plan.half();
    let glass = 0.82 * half.x;
    plan.door(Side::South, 0.0);
    for side in [Side::North, Side::East, Side::West] {
        plan.window(side, 0.0, glass, 1.9, 0.85);
    }
    plan.build(P::Beacon, [0.0, 0.0, -0.35], 0.0, 1.0);
    let desk = plan.put(P::Desk, [half.x - 0.42, 0.1], -90.0);
    plan.on(desk, P::Radio, [-0.3, -0.12], 8.0).on(desk, P::Lantern, [0.48, -0.1], 0.0);
    plan.seat_at(desk);
    plan.put(P::Steps, [-half.x + 0.62, 0.35], 90.0);
    plan.put(P::Crate, [-1.35, -half.y + 0.85], 40.0);
}

pub(crate) fn kitchen(plan: &mut Plan) {
    room(plan, 4.8, 4.2, 2.5).keep([0.9, 0.5], [0.9, 1.1]);
    plan.door(Side::South, 0.6).window(Side::North, -0.25, 1.2, 1.05, 1.05);
    let counter = plan.against(P::Counter, Side::North, -1.0);
    let second = plan.against(P::Counter, Side::North, 0.2);
    plan.against(P::Stove, Side::North, 1.0);
    plan.against(P::Cupboard, Side::East, -0.35);
    let half = plan.half();
    plan.table(P::Table, [-half.x + 1.35, 0.55], 90.0, 4);
    plan.on(counter, P::Plant, [-0.7, -0.1], 0.0).on(second, P::Radio, [0.4, -0.12], 0.0);
    plan.against(P::Shelf, Side::West, -1.0);
    plan.window(Side::West, 0.35, 1.0, 1.2, 0.95).hang(Side::South, -0.4).hang(Side::East, 0.8);
}

pub(crate) fn living_room(plan: &mut Plan) {
    room(plan, 5.8, 4.8, 2.6).keep([1.1, 0.5], [1.2, 1.0]);
    plan.door(Side::East, 0.55).window(Side::North, 0.35, 1.6, 1.4, 0.75).window(
        Side::West,
        0.4,
        1.2,
        1.4,
        0.75,
    );
    let half = plan.half();
    plan.lay(P::Rug, [-0.95, 0.0, -0.25], 0.0, 1.0);
    plan.against(P::Sofa, Side::West, -0.3);
    plan.put(P::Armchair, [-0.4, -half.y + 0.75], 12.0);
    let low = plan.put_scaled(P::Table, [-half.x + 1.75, -0.55], 90.0, 0.6);
    plan.on(low, P::Lantern, [0.2, 0.0], 0.0);
    plan.put(P::Lamp, [-half.x + 0.4, -half.y + 0.4], 0.0);
    plan.against(P::Shelf, Side::North, 0.95);
    plan.against(P::Cupboard, Side::South, -0.5);
    plan.put(P::Plant, [half.x - 0.45, -half.y + 0.45], 0.0);
    let desk = plan.against(P::Desk, Side::South, 0.75);
    plan.on(desk, P::Telephone, [0.4, -0.05], 10.0);
    plan.hang(Side::West, -0.3).hang(Side::North, -0.55).hang(Side::East, -0.4);
}

pub(crate) fn dining_room(plan: &mut Plan) {
    room(plan, 5.4, 4.6, 2.7).keep([1.6, 1.2], [0.8, 0.8]);
    plan.door(Side::East, 0.6).window(Side::North, 0.0, 1.8, 1.5, 0.7);
    plan.table(P::Table, [-0.5, -0.1], 0.0, 6);
    plan.against(P::Cupboard, Side::West, 0.0);
    plan.against(P::Counter, Side::South, -0.6);
    plan.against(P::Lamp, Side::North, -0.95);
    plan.against(P::Plant, Side::North, 0.95);
    plan.hang(Side::East, -0.5).hang(Side::South, -0.5).hang(Side::West, 0.8);
}

pub(crate) fn bedroom(plan: &mut Plan) {
    room(plan, 4.8, 4.2, 2.5).keep([1.1, 0.7], [0.9, 0.9]);
    plan.door(Side::South, 0.65).window(Side::East, -0.25, 1.3, 1.3, 0.85);
    plan.against(P::Bed, Side::North, -0.45);
    plan.against(P::Lamp, Side::North, 0.28);
    plan.against(P::Cupboard, Side::West, 0.75);
    let desk = plan.against(P::Desk, Side::North, 1.0);
    plan.seat_at(desk);
    plan.on(desk, P::Telephone, [-0.4, -0.1], 0.0);
    plan.lay(P::Rug, [0.2, 0.0, 0.75], 0.0, 0.85);
    plan.against(P::Armchair, Side::South, -0.65);
    plan.hang(Side::North, -0.45).hang(Side::East, 0.85).hang(Side::West, -0.1);
}

pub(crate) fn bathroom(plan: &mut Plan) {
    room(plan, 3.2, 2.8, 2.5).keep([0.4, 0.5], [0.8, 0.6]);
    plan.door(Side::South, 0.5).window(Side::West, 0.2, 0.7, 0.8, 1.4);
    plan.against(P::Counter, Side::North, -0.3);
    plan.hang(Side::North, -0.3);
    plan.against(P::Shelf, Side::East, -0.8);
}

pub(crate) fn cottage(plan: &mut Plan) {
    room(plan, 5.2, 4.4, 2.4).keep([0.9, 0.9], [1.0, 0.8]);
    plan.door(Side::South, 0.55).window(Side::North, 0.1, 1.0, 1.0, 1.0).window(
        Side::East,
        -0.3,
        0.9,
        1.0,
        1.0,
    );
    plan.against(P::Stove, Side::North, -0.95);
    plan.against(P::Bed, Side::West, 0.8);
    plan.against(P::Shelf, Side::North, 0.85);
    let table = plan.table(P::Table, [-0.1, -0.75], 0.0, 2);
    plan.on(table, P::Lantern, [0.3, 0.1], 0.0);
    plan.against(P::Armchair, Side::East, 0.55);
    plan.lay(P::Rug, [0.5, 0.0, 0.75], 0.0, 0.85);
    plan.against(P::Barrel, Side::South, -0.1);
    plan.hang(Side::East, 0.9).hang(Side::West, -0.6);
}

pub(crate) fn corridor(plan: &mut Plan) {
    plan.floor(SetKind::Corridor, 2.3, 2.7, 10.5);
    plan.keep([0.35, 0.0], [0.6, 4.6]);
    plan.window(Side::North, 0.0, 1.2, 1.5, 0.8);
    plan.door(Side::East, -0.45).door(Side::West, 0.1).door(Side::East, 0.6).door(Side::South, 0.0);
    plan.against(P::Bench, Side::West, -0.35);
    plan.against(P::Plant, Side::West, -0.95);
    plan.against(P::Lamp, Side::West, 0.45);
    plan.hang(Side::West, -0.35).hang(Side::East, 0.05).hang(Side::West, 0.75);
}

/// A room of no known use.
pub(crate) fn plain(plan: &mut Plan) {
    room(plan, 5.2, 4.4, 2.6).keep([0.8, 0.8], [1.3, 0.8]);
    plan.door(Side::East, 0.55).window(Side::North, -0.1, 1.4, 1.3, 0.85);
    let table = plan.table(P::Table, [-1.0, -0.55], 90.0, 2);
    plan.on(table, P::Lantern, [0.3, 0.1], 0.0);
    plan.against(P::Shelf, Side::West, -0.8);
    plan.against(P::Cupboard, Side::North, 0.9);
    plan.against(P::Armchair, Side::South, -0.8);
    let half = plan.half();
    plan.put(P::Lamp, [-half.x + 0.35, half.y - 0.35], 0.0);
    plan.put(P::Plant, [half.x - 0.4, half.y - 0.4], 0.0);
    plan.hang(Side::West, 0.3).hang(Side::South, 0.2).hang(Side::East, -0.5);
}
