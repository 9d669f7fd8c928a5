//! What one rides in.

use maquette_document::{PieceKind as P, SetKind, Side};

use super::plan::Plan;

pub(crate) fn car(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 1.52, 1.22, 2.7);
    for (x, z) in [(0.38, 0.08), (-0.38, 0.08), (0.36, -0.85), (-0.36, -0.85)] {
        plan.build(P::Seat, [x, 0.0, z], 0.0, 0.92);
    }
}

pub(crate) fn carriage(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 2.8, 2.25, 11.0);
    plan.keep([0.0, 0.0], [0.32, 5.4]);
    plan.door(Side::North, 0.0).door(Side::South, 0.0);
    for share in [-0.72, -0.36, 0.0, 0.36, 0.72] {
        plan.window(Side::East, share, 1.35, 0.95, 0.85).window(
            Side::West,
            share,
            1.35,
            0.95,
            0.85,
        );
    }
    // Seats face each other in bays.
    for bay in 0..3 {
        let z = -3.4 + 3.4 * bay as f32;
        for x in [-1.13, -0.59, 0.59, 1.13] {
            plan.put(P::Seat, [x, z - 0.85], 0.0);
            plan.put(P::Seat, [x, z + 0.85], 180.0);
        }
    }
}

pub(crate) fn boat(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 2.7, 2.15, 3.4);
    plan.keep([0.0, 0.2], [0.75, 0.7]);
    plan.door(Side::North, 0.6);
    plan.window(Side::South, 0.0, 2.1, 0.9, 1.05);
    plan.window(Side::East, 0.2, 1.7, 0.8, 1.1).window(Side::West, 0.2, 1.7, 0.8, 1.1);
    plan.build(P::Steering, [0.0, 0.0, 1.2], 0.0, 1.0);
    let chest = plan.put(P::Crate, [-1.02, 1.3], 0.0);
    plan.on(chest, P::Radio, [0.0, 0.0], 140.0);
    plan.put(P::Bench, [-1.05, -0.75], 90.0);
    plan.put(P::Barrel, [1.0, -1.3], 0.0);
}
