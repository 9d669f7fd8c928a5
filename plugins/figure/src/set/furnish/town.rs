//! Streets, and what lies between houses and over them.

use maquette_document::{PieceKind as P, SetKind, Side};

use super::plan::Plan;

pub(crate) fn street(plan: &mut Plan) {
    plan.floor(SetKind::Street, 22.0, 0.0, 12.2);
    let half = plan.half();
    plan.doorway(Side::North, -0.12, 1.0, 2.25).doorway(Side::South, 0.35, 1.0, 2.25);
    plan.keep([0.0, half.y - 1.6], [3.6, 0.95]).keep([0.0, -half.y + 1.6], [3.6, 0.95]);
    for (k, x) in [-9.5, 0.0, 9.5].into_iter().enumerate() {
        let z = half.y - 2.15;
        plan.build(P::StreetLamp, [x - 1.5, 0.0, -z], 0.0, 1.0);
        plan.build(P::StreetLamp, [x + 3.4, 0.0, z], 180.0, 1.0);
        if k != 1 {
            plan.build(P::Car, [x * 0.86, -0.12, -(half.y - 2.6 - 1.15)], 90.0, 1.0);
        }
    }
    plan.build(P::Car, [7.2, -0.12, half.y - 2.6 - 1.15], -90.0, 1.0);
    plan.put(P::Bench, [-4.6, -half.y + 0.5], 0.0);
    plan.put(P::Post, [4.4, -half.y + 2.2], 0.0);
    plan.put(P::Post, [5.9, -half.y + 2.2], 0.0);
    plan.put(P::Crate, [-6.6, half.y - 0.45], 8.0);
    plan.put(P::Crate, [-7.3, half.y - 0.4], -5.0);
    plan.put(P::Barrel, [6.4, half.y - 0.45], 0.0);
    plan.put_scaled(P::Tree, [-6.4, -half.y + 2.1], 0.0, 0.75);
}

pub(crate) fn alley(plan: &mut Plan) {
    plan.floor(SetKind::Street, 15.0, 0.0, 4.2);
    let half = plan.half();
    plan.doorway(Side::North, 0.05, 0.95, 2.15).doorway(Side::South, -0.1, 0.95, 2.15);
    plan.keep([0.0, 0.1], [5.5, 0.85]);
    for (k, x) in [-4.6, -3.9, 3.2, 5.4].into_iter().enumerate() {
        let z = if k % 2 == 0 { -half.y + 0.35 } else { half.y - 0.35 };
        let turn = plan.between(-10.0, 10.0, 30 + k as u32);
        let index = plan.put(P::Crate, [x, z], turn);
        if k == 2 {
            plan.on(index, P::Crate, [0.03, 0.0], 12.0);
        }
    }
    plan.put(P::Barrel, [-2.8, -half.y + 0.4], 0.0);
    plan.put(P::Barrel, [4.1, half.y - 0.4], 0.0);
    plan.put(P::Vent, [6.2, -half.y + 0.5], 0.0);
    plan.put(P::Post, [-6.6, 0.0], 0.0);
    plan.build(P::StreetLamp, [-6.2, 0.0, half.y - 0.35], 180.0, 0.75);
    plan.build(P::StreetLamp, [6.8, 0.0, half.y - 0.35], 180.0, 0.75);
}

pub(crate) fn platform(plan: &mut Plan) {
    plan.floor(SetKind::Street, 22.0, 0.0, 6.4);
    let half = plan.half();
    plan.doorway(Side::North, 0.0, 1.4, 2.4);
    for share in [-0.5, -0.28, 0.28, 0.5] {
        plan.window(Side::North, share * 0.5, 1.2, 1.7, 0.9);
    }
    plan.keep([0.0, 0.3], [5.0, 1.1]);
    plan.put(P::Bench, [-3.6, -half.y + 0.4], 0.0);
    plan.put(P::Bench, [3.8, -half.y + 0.4], 0.0);
    plan.put(P::Crate, [6.0, -half.y + 0.6], 10.0);
    plan.put(P::Crate, [6.7, -half.y + 0.5], -8.0);
    plan.put(P::Barrel, [-6.4, -half.y + 0.5], 0.0);
    for x in [-9.0, 0.0, 9.0] {
        plan.build(P::StreetLamp, [x + 1.6, 0.0, half.y - 1.7], 180.0, 0.8);
    }
}

pub(crate) fn rooftop(plan: &mut Plan) {
    plan.floor(SetKind::Rooftop, 11.0, 0.0, 8.0);
    let half = plan.half();
    plan.keep([0.8, 0.8], [2.6, 1.8]);
    plan.put(P::Vent, [-half.x + 1.2, -half.y + 1.2], 0.0);
    plan.put_scaled(P::Vent, [-half.x + 2.5, -half.y + 1.0], 20.0, 0.8);
    plan.put(P::Vent, [half.x - 1.2, -half.y + 1.4], 45.0);
    plan.put(P::Crate, [half.x - 1.0, half.y - 1.0], 14.0);
    plan.put(P::Chair, [-half.x + 1.6, half.y - 1.5], 130.0);
    plan.put(P::Barrel, [-half.x + 0.8, half.y - 0.8], 0.0);
    plan.put(P::Steps, [half.x - 1.1, 0.2], -90.0);
    plan.put(P::Plant, [-half.x + 2.4, half.y - 0.7], 0.0);
    plan.put(P::Post, [-0.6, -half.y + 0.7], 0.0);
}
