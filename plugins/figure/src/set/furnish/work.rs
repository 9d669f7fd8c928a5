//! Rooms that people work in, and rooms that are open to all.

use maquette_document::{PieceKind as P, Side};

use super::homes::room;
use super::plan::Plan;

pub(crate) fn office(plan: &mut Plan) {
    room(plan, 5.0, 4.4, 2.7).keep([0.9, 1.2], [1.2, 0.6]);
    plan.door(Side::East, 0.65).window(Side::North, 0.0, 1.8, 1.4, 0.8);
    let half = plan.half();
    // Who works here has the window behind, and faces the door side.
    let desk = plan.put(P::Desk, [-0.3, -half.y + 1.45], 180.0);
    plan.seat_at(desk);
    plan.on(desk, P::Computer, [-0.35, 0.0], 0.0).on(desk, P::Telephone, [0.45, 0.1], -12.0);
    plan.put(P::Chair, [-0.7, -half.y + 2.35], 172.0);
    plan.put(P::Chair, [0.15, -half.y + 2.4], 188.0);
    plan.against(P::Shelf, Side::West, -0.3);
    plan.against(P::Shelf, Side::West, 0.2);
    plan.against(P::Cupboard, Side::East, -0.7);
    plan.put(P::Plant, [-half.x + 0.4, -half.y + 0.4], 0.0);
    plan.against(P::Armchair, Side::South, -0.8);
    plan.put(P::Lamp, [half.x - 0.4, -half.y + 0.4], 0.0);
    plan.hang(Side::West, 0.75).hang(Side::South, 0.1).hang(Side::South, 0.6);
}

pub(crate) fn bar(plan: &mut Plan) {
    room(plan, 8.4, 6.2, 3.0).keep([0.6, 0.35], [1.6, 0.9]);
    plan.doorway(Side::South, 0.75, 1.0, 2.1).window(Side::South, -0.35, 2.2, 1.6, 0.85);
    let half = plan.half();
    for k in 0..3 {
        let counter = plan.put(P::Counter, [-half.x + 1.6 + 1.86 * k as f32, -half.y + 1.6], 0.0);
        plan.on(counter, if k == 1 { P::Telephone } else { P::Lantern }, [0.5, 0.0], 0.0);
    }
    for k in 0..4 {
        plan.against(P::Shelf, Side::North, -0.85 + 0.25 * k as f32);
    }
    plan.against(P::Cupboard, Side::North, 0.4);
    plan.table(P::RoundTable, [-half.x + 1.2, half.y - 1.5], 20.0, 3);
    plan.table(P::RoundTable, [half.x - 1.2, -half.y + 2.6], 50.0, 3);
    plan.table(P::RoundTable, [-half.x + 3.4, half.y - 1.1], 0.0, 2);
    plan.put(P::Barrel, [half.x - 0.5, -half.y + 0.5], 0.0);
    plan.put(P::Barrel, [half.x - 1.15, -half.y + 0.45], 0.0);
    plan.put(P::Lamp, [-half.x + 0.35, half.y - 0.35], 0.0);
    plan.hang(Side::West, 0.1).hang(Side::East, 0.5).hang(Side::West, 0.6);
}

pub(crate) fn cafe(plan: &mut Plan) {
    room(plan, 7.6, 5.8, 3.0).keep([0.2, 0.2], [1.0, 1.2]);
    plan.doorway(Side::South, 0.1, 1.0, 2.1);
    plan.window(Side::South, -0.75, 2.1, 1.9, 0.6).window(Side::South, 0.9, 2.1, 1.9, 0.6);
    let half = plan.half();
    let first = plan.put(P::Counter, [-1.0, -half.y + 1.45], 0.0);
    let second = plan.put(P::Counter, [0.85, -half.y + 1.45], 0.0);
    plan.on(first, P::Radio, [-0.5, 0.0], 0.0).on(second, P::Plant, [0.55, 0.0], 0.0);
    plan.against(P::Shelf, Side::North, -0.4);
    plan.against(P::Shelf, Side::North, 0.3);
    plan.against(P::Cupboard, Side::North, -0.05);
    plan.table(P::RoundTable, [-half.x + 1.25, half.y - 1.3], 30.0, 3);
    plan.table(P::RoundTable, [half.x - 1.25, half.y - 1.35], 60.0, 3);
    plan.table(P::RoundTable, [-half.x + 1.0, -half.y + 2.2], 0.0, 2);
    plan.table(P::RoundTable, [half.x - 1.0, -half.y + 2.2], 90.0, 2);
    plan.put(P::Plant, [half.x - 0.4, -half.y + 0.4], 0.0);
    plan.hang(Side::East, -0.2).hang(Side::West, -0.2).hang(Side::West, 0.3);
}

pub(crate) fn cell(plan: &mut Plan) {
    room(plan, 4.8, 4.4, 2.7).keep([1.0, 1.1], [0.9, 0.7]);
    plan.door(Side::South, 0.6).window(Side::North, 0.3, 1.0, 0.6, 1.75);
    plan.table(P::Table, [-0.35, -0.25], 90.0, 2);
    let half = plan.half();
    plan.put(P::Chair, [half.x - 0.45, -half.y + 0.5], -60.0);
    plan.against(P::Bench, Side::West, -0.1);
    plan.hang(Side::East, 0.3);
}

pub(crate) fn classroom(plan: &mut Plan) {
    room(plan, 7.6, 6.4, 3.0).keep([0.3, -1.0], [2.2, 0.5]);
    plan.door(Side::East, -0.75);
    for share in [-0.6, 0.0, 0.6] {
        plan.window(Side::West, share, 1.3, 1.6, 0.9);
    }
    let half = plan.half();
    let desk = plan.put(P::Desk, [half.x - 2.2, -half.y + 1.1], 180.0);
    plan.seat_at(desk);
    for row in 0..2 {
        for column in 0..3 {
            let at = [-half.x + 1.5 + 2.3 * column as f32, 0.35 + 1.5 * row as f32];
            let table = plan.put(P::Table, at, 0.0);
            plan.seat_at(table);
        }
    }
    plan.against(P::Cupboard, Side::North, -0.9);
    plan.hang(Side::North, -0.1).hang(Side::North, 0.35).hang(Side::East, 0.3);
}

pub(crate) fn ward(plan: &mut Plan) {
    room(plan, 6.6, 5.0, 2.8).keep([0.4, 1.3], [2.0, 0.8]);
    plan.door(Side::East, 0.6).window(Side::North, -0.5, 1.2, 1.4, 0.9).window(
        Side::North,
        0.5,
        1.2,
        1.4,
        0.9,
    );
    plan.against(P::Bed, Side::North, -0.75);
    plan.against(P::Bed, Side::North, 0.4);
    let half = plan.half();
    plan.put(P::Chair, [-0.35, -half.y + 0.8], -100.0);
    plan.against(P::Cupboard, Side::West, 0.6);
    plan.against(P::Lamp, Side::North, 1.0);
    plan.against(P::Counter, Side::South, -0.6);
    plan.hang(Side::West, -0.4);
}

pub(crate) fn shop(plan: &mut Plan) {
    room(plan, 6.6, 5.2, 2.9).keep([0.4, 0.9], [1.6, 0.9]);
    plan.doorway(Side::South, 0.55, 1.0, 2.1).window(Side::South, -0.6, 2.4, 1.9, 0.6);
    let half = plan.half();
    for k in 0..2 {
        let counter = plan.put(P::Counter, [-half.x + 1.5 + 1.86 * k as f32, -half.y + 1.5], 0.0);
        plan.on(
            counter,
            if k == 0 { P::Telephone } else { P::Computer },
            [0.4, 0.0],
            if k == 0 { 0.0 } else { 180.0 },
        );
    }
    for k in 0..5 {
        plan.against(P::Shelf, Side::North, -0.9 + 0.4 * k as f32);
    }
    plan.against(P::Shelf, Side::East, -0.3);
    plan.against(P::Shelf, Side::East, 0.15);
    plan.against(P::Shelf, Side::West, 0.2);
    plan.against(P::Crate, Side::West, 0.75);
    plan.put(P::Barrel, [-half.x + 0.5, half.y - 1.7], 0.0);
}

pub(crate) fn library(plan: &mut Plan) {
    room(plan, 6.8, 5.4, 3.2).keep([1.1, 0.9], [1.2, 0.8]);
    plan.door(Side::East, 0.65).window(Side::North, 0.3, 1.3, 1.8, 0.85);
    for side in [Side::North, Side::West, Side::South, Side::East] {
        for k in 0..5 {
            plan.against(P::Shelf, side, -0.9 + 0.42 * k as f32);
        }
    }
    let table = plan.table(P::Table, [-0.9, -0.3], 0.0, 3);
    plan.on(table, P::Lantern, [0.1, 0.0], 0.0);
    let half = plan.half();
    plan.put(P::Armchair, [half.x - 1.2, -half.y + 1.2], -30.0);
    plan.put(P::Lamp, [half.x - 0.6, -half.y + 0.75], 0.0);
    plan.lay(P::Rug, [-0.9, 0.0, -0.3], 0.0, 1.1);
}

pub(crate) fn hall(plan: &mut Plan) {
    room(plan, 9.6, 9.0, 4.2).keep([0.0, 0.9], [0.9, 2.7]).keep([0.0, -1.9], [2.2, 0.6]);
    plan.doorway(Side::South, 0.0, 1.5, 2.4);
    for share in [-0.65, 0.0, 0.65] {
        plan.window(Side::East, share, 1.1, 2.2, 1.3).window(Side::West, share, 1.1, 2.2, 1.3);
    }
    let half = plan.half();
    plan.put(P::Table, [0.0, -half.y + 1.1], 0.0);
    plan.put(P::Lamp, [-1.6, -half.y + 0.8], 0.0);
    plan.put(P::Lamp, [1.6, -half.y + 0.8], 0.0);
    for row in 0..4 {
        for x in [-3.32, -1.76, 1.76, 3.32] {
            plan.put(P::Bench, [x, -0.9 + 1.15 * row as f32], 180.0);
        }
    }
    plan.hang(Side::North, -0.5).hang(Side::North, 0.5);
}

pub(crate) fn waiting_room(plan: &mut Plan) {
    room(plan, 7.4, 5.4, 3.4).keep([0.3, 0.6], [1.8, 0.9]);
    plan.doorway(Side::South, 0.5, 1.1, 2.1).door(Side::North, 0.75);
    plan.window(Side::South, -0.5, 1.8, 1.7, 0.9);
    for share in [-0.75, 0.1] {
        plan.against(P::Bench, Side::North, share);
    }
    plan.against(P::Bench, Side::West, 0.3);
    let counter = plan.against(P::Counter, Side::East, 0.0);
    plan.on(counter, P::Telephone, [0.4, 0.0], 0.0);
    plan.against(P::Plant, Side::West, -1.0);
    let half = plan.half();
    plan.put(P::Crate, [-half.x + 1.6, half.y - 0.6], 12.0);
    plan.hang(Side::North, 0.1).hang(Side::West, -0.3).hang(Side::North, -0.7);
}

pub(crate) fn store(plan: &mut Plan) {
    room(plan, 7.0, 6.0, 3.6).keep([0.4, 0.7], [1.6, 1.2]);
    plan.doorway(Side::South, 0.4, 1.6, 2.4).window(Side::North, 0.3, 1.2, 0.8, 2.0);
    let half = plan.half();
    plan.against(P::Shelf, Side::West, -0.6);
    plan.against(P::Shelf, Side::West, -0.15);
    let table = plan.against(P::Table, Side::North, 0.35);
    plan.on(table, P::Lantern, [0.45, 0.0], 0.0);
    let crates = [
        [-half.x + 0.5, half.y - 0.5],
        [-half.x + 1.2, half.y - 0.55],
        [half.x - 0.5, -half.y + 0.45],
        [half.x - 0.55, -half.y + 1.1],
    ];
    for (k, at) in crates.into_iter().enumerate() {
        let turn = plan.between(-12.0, 12.0, 40 + k as u32);
        let index = plan.put(P::Crate, at, turn);
        if k % 2 == 0 {
            plan.on(index, P::Crate, [0.02, 0.01], 14.0);
        }
    }
    plan.put(P::Barrel, [half.x - 0.45, half.y - 0.5], 0.0);
    plan.put(P::Barrel, [half.x - 1.1, half.y - 0.45], 0.0);
    plan.put(P::Barrel, [-half.x + 1.5, -half.y + 0.5], 0.0);
    plan.put(P::Chair, [-0.6, -half.y + 1.2], 150.0);
}

pub(crate) fn laboratory(plan: &mut Plan) {
    room(plan, 6.4, 5.0, 2.8).keep([0.9, 0.9], [1.4, 0.8]);
    plan.door(Side::East, 0.6).window(Side::West, 0.0, 1.8, 1.2, 1.0);
    for share in [-0.8, 0.0, 0.8] {
        let counter = plan.against(P::Counter, Side::North, share);
        plan.on(counter, P::Computer, [0.1, 0.0], 0.0);
    }
    let desk = plan.put(P::Desk, [-1.75, 0.2], 90.0);
    plan.on(desk, P::Computer, [0.0, -0.05], 0.0).on(desk, P::Telephone, [0.5, 0.0], 0.0);
    plan.seat_at(desk);
    plan.against(P::Cupboard, Side::South, -0.7);
    plan.against(P::Shelf, Side::South, -0.2);
    plan.hang(Side::East, -0.4);
}
