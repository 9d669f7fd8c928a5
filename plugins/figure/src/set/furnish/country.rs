//! Land and shore.

use maquette_document::{PieceKind as P, SetKind};

use super::plan::Plan;
use crate::set::words::{says_any, words_of};

pub(crate) fn road(plan: &mut Plan) {
    plan.floor(SetKind::Street, 24.0, 0.0, 10.5);
    let half = plan.half();
    plan.keep([0.0, 0.0], [6.0, 4.4]);
    for k in 0..9 {
        let x = -14.4 + 2.4 * k as f32 + if k > 4 { 4.8 } else { 0.0 };
        plan.build(P::Fence, [x, 0.0, -half.y - 0.4], 0.0, 1.0);
    }
    plan.build(P::Car, [9.0, -0.02, 1.7], -90.0, 1.0);
    for x in [-9.0, -3.0, 3.0, 9.0] {
        plan.build(P::Post, [x, 0.0, half.y + 0.1], 0.0, 0.8);
    }
    trees(plan, 9, 13.0, 24.0);
    tufts(plan, 26, [half.x + 4.0, half.y + 3.0]);
    plan.put(P::Rock, [-6.2, half.y + 0.8], 30.0);
    plan.put(P::Bush, [4.2, -half.y - 1.8], 0.0);
    plan.put(P::Bush, [-7.6, -half.y - 1.6], 0.0);
}

pub(crate) fn beach(plan: &mut Plan) {
    plan.floor(SetKind::Shore, 16.0, 0.0, 11.0);
    let half = plan.half();
    plan.keep([0.0, 0.0], [4.2, 2.6]);
    plan.build(P::Boat, [6.4, -0.1, -1.2], 160.0, 1.0);
    for k in 0..5 {
        let at = [plan.between(-9.0, 9.0, 20 + k), plan.between(-half.y, half.y + 1.0, 30 + k)];
        let (turn, scale) = (360.0 * plan.chance(40 + k), plan.between(0.5, 1.3, 50 + k));
        plan.put_scaled(P::Rock, at, turn, scale);
    }
    for k in 0..5 {
        plan.build(P::Post, [-7.0, -0.15 * k as f32, -3.0 - 2.2 * k as f32], 0.0, 1.1);
    }
    plan.put(P::Crate, [4.0, 2.9], 25.0);
    for k in 0..20 {
        let at = [plan.between(-11.0, 11.0, 60 + k), half.y + plan.between(-0.6, 1.2, 80 + k)];
        plan.put_scaled(P::Grass, at, 40.0 * k as f32, plan.between(0.9, 1.5, 110 + k));
    }
}

pub(crate) fn cliff(plan: &mut Plan) {
    plan.floor(SetKind::Shore, 18.0, 0.0, 12.0);
    let half = plan.half();
    plan.keep([0.0, 0.2], [4.6, 2.6]);
    let tower = says_any(&words_of(plan.name()), "lighthouse, phare, leuchtturm, light");
    if tower {
        // Inland, over whoever stands before it; its door toward them.
        plan.build(P::Tower, [3.6, -0.1, half.y + 5.0], -162.0, 1.0);
        plan.build(P::House, [-9.0, 0.0, half.y + 6.5], 158.0, 0.85);
    }
    for k in 0..5 {
        let x = -9.0 + 2.4 * k as f32;
        plan.build(P::Fence, [x, 0.0, -half.y + 0.7], 0.0, 1.0);
    }
    for k in 0..6 {
        let at =
            [plan.between(-10.0, 10.0, 20 + k), plan.between(-half.y + 1.0, half.y + 2.0, 30 + k)];
        let (turn, scale) = (360.0 * plan.chance(40 + k), plan.between(0.4, 1.4, 50 + k));
        plan.put_scaled(P::Rock, at, turn, scale);
    }
    plan.put(P::Bench, [-5.6, -1.6], 170.0);
    plan.put(P::Bush, [6.2, 4.6], 0.0);
    plan.put(P::Bush, [-7.4, 3.4], 0.0);
    tufts(plan, 34, [half.x + 3.0, half.y + 1.5]);
}

pub(crate) fn quay(plan: &mut Plan) {
    plan.floor(SetKind::Shore, 20.0, 0.0, 9.0);
    let half = plan.half();
    plan.keep([0.0, 0.4], [4.6, 2.0]);
    for x in [-8.0, -2.7, 2.7, 8.0] {
        plan.build(P::Post, [x, 0.0, -half.y + 0.3], 0.0, 0.55);
    }
    plan.build(P::Boat, [-4.6, -1.75, -half.y - 1.5], 90.0, 1.0);
    plan.build(P::Boat, [5.4, -1.75, -half.y - 1.6], -86.0, 1.15);
    if says_any(&words_of(plan.name()), "pier, jetty") {
        plan.lay(P::Pier, [0.0, -0.895, -half.y - 4.95], 0.0, 1.0);
    } else {
        plan.lay(P::Pier, [13.0, -0.895, -half.y - 4.95], 0.0, 1.0);
    }
    for (k, at) in [[5.6, 2.6], [6.3, 2.7], [6.0, 3.3], [-6.2, -1.8]].into_iter().enumerate() {
        let turn = plan.between(-14.0, 14.0, 30 + k as u32);
        let index = plan.put(P::Crate, at, turn);
        if k == 1 {
            plan.on(index, P::Crate, [0.02, 0.0], 9.0);
        }
    }
    for at in [[-6.4, 3.0], [-7.1, 3.1], [-6.8, 2.4], [7.4, -2.6]] {
        plan.put(P::Barrel, at, 0.0);
    }
    for x in [-6.6, 6.6] {
        plan.build(P::StreetLamp, [x, 0.0, -half.y + 1.2], 0.0, 0.85);
    }
    plan.put(P::Bench, [2.4, half.y - 0.8], 180.0);
}

pub(crate) fn forest(plan: &mut Plan) {
    plan.floor(SetKind::Field, 14.0, 0.0, 11.0);
    plan.keep([0.0, 0.3], [3.4, 2.3]);
    grown(plan, 12, [5.4, 9.5], [1.35, 1.75]);
    let half = plan.half();
    for k in 0..6 {
        let at = [plan.between(-half.x, half.x, 20 + k), plan.between(-half.y, half.y, 30 + k)];
        plan.put_scaled(
            if k % 2 == 0 { P::Bush } else { P::Rock },
            at,
            360.0 * plan.chance(40 + k),
            plan.between(0.6, 1.2, 50 + k),
        );
    }
    tufts(plan, 24, [half.x + 1.0, half.y + 1.0]);
}

pub(crate) fn park(plan: &mut Plan) {
    plan.floor(SetKind::Field, 16.0, 0.0, 12.0);
    plan.keep([0.0, 0.4], [3.8, 2.4]);
    let half = plan.half();
    plan.put(P::Bench, [-1.0, -half.y + 2.2], 0.0);
    plan.put(P::Bench, [4.6, -0.6], -80.0);
    plan.build(P::StreetLamp, [-3.2, 0.0, -half.y + 2.0], 0.0, 0.75);
    plan.build(P::StreetLamp, [5.6, 0.0, 2.4], 180.0, 0.75);
    for k in 0..8 {
        plan.build(P::Fence, [-8.4 + 2.4 * k as f32, 0.0, -half.y - 1.6], 0.0, 1.0);
    }
    trees(plan, 9, 6.0, 12.0);
    for k in 0..5 {
        let at = [plan.between(-9.0, 9.0, 20 + k), -half.y - 0.6 + 0.4 * plan.chance(30 + k)];
        plan.put_scaled(P::Bush, at, 0.0, plan.between(0.8, 1.3, 40 + k));
    }
    tufts(plan, 16, [half.x, half.y]);
}

/// Someone's house, its garden and gate.
pub(crate) fn before_a_house(plan: &mut Plan) {
    plan.floor(SetKind::Field, 16.0, 0.0, 11.0);
    let half = plan.half();
    plan.keep([0.0, 0.8], [3.8, 2.0]).keep([0.0, -half.y + 1.5], [0.9, 1.5]);
    plan.build(P::House, [0.0, 0.0, -half.y - 3.1], 0.0, 1.0);
    for k in 0..3 {
        let out = 2.2 + 2.4 * k as f32;
        for side in [-1.0, 1.0] {
            plan.build(P::Fence, [side * out, 0.0, half.y - 0.6], 0.0, 1.0);
        }
    }
    plan.put(P::Bush, [-3.4, -half.y + 1.5], 0.0);
    plan.put(P::Bush, [3.2, -half.y + 1.4], 0.0);
    plan.put(P::Bench, [-5.0, -half.y + 1.8], 20.0);
    plan.put(P::Barrel, [4.7, -half.y + 1.2], 0.0);
    trees(plan, 7, 7.5, 13.0);
    tufts(plan, 20, [half.x, half.y]);
}

pub(crate) fn field(plan: &mut Plan) {
    plan.floor(SetKind::Field, 18.0, 0.0, 13.0);
    let half = plan.half();
    plan.keep([0.0, 0.2], [4.6, 2.8]);
    for k in 0..8 {
        plan.build(P::Fence, [-9.0 + 2.4 * k as f32, 0.0, -half.y - 0.6], 0.0, 1.0);
    }
    plan.put_scaled(P::Tree, [-6.2, -half.y + 2.2], 0.0, 1.15);
    trees(plan, 5, 9.5, 13.0);
    for k in 0..4 {
        let at = [plan.between(-8.0, 8.0, 20 + k), plan.between(-half.y + 1.0, half.y, 30 + k)];
        plan.put_scaled(P::Rock, at, 360.0 * plan.chance(40 + k), plan.between(0.4, 1.0, 50 + k));
    }
    tufts(plan, 44, [half.x, half.y]);
}

/// Grass about a rectangle that stays clear.
fn tufts(plan: &mut Plan, count: u32, reach: [f32; 2]) {
    for k in 0..count {
        let at = [
            plan.between(-reach[0], reach[0], 200 + k),
            plan.between(-reach[1], reach[1], 300 + k),
        ];
        let scale = plan.between(0.7, 1.4, 400 + k);
        plan.put_scaled(P::Grass, at, 360.0 * plan.chance(500 + k), scale);
    }
}

/// Trees about a rectangle that stays clear.
fn trees(plan: &mut Plan, count: u32, near: f32, far: f32) {
    grown(plan, count, [near, far], [0.8, 1.25]);
}

/// Trees of these scales, so many metres from the middle.
fn grown(plan: &mut Plan, count: u32, [near, far]: [f32; 2], [small, tall]: [f32; 2]) {
    for k in 0..count {
        let turn = (k as f32 + 0.8 * plan.chance(600 + k)) / count as f32 * core::f32::consts::TAU;
        let out = plan.between(near, far, 700 + k);
        let at = [out * bevy_math::ops::cos(turn), out * 0.8 * bevy_math::ops::sin(turn)];
        let scale = plan.between(small, tall, 800 + k);
        plan.put_scaled(P::Tree, at, 360.0 * plan.chance(900 + k), scale);
    }
}
