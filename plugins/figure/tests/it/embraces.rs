//! The laws of two who hold each other.

use bevy_math::Vec3;
use maquette_document::{Figure, Pose};
use maquette_figure::*;

/// The two, arms about each other, as the moment poses them.
fn two(a: &Figure, b: &Figure) -> [Posed; 2] {
    let bodies = [Body::of(a), Body::of(b)];
    let step = embrace_step(&bodies[0], &bodies[1]);
    let apart = Vec3::new(-step.y, 0.0, step.x);
    let mut actings = [
        Acting::held(&bodies[0], Pose::Embrace, Vec3::ZERO, 0.0),
        Acting::held(&bodies[1], Pose::Embrace, apart, 180.0),
    ];
    let plain = [0, 1].map(|one| posed(&bodies[one], &actings[one], None));
    for one in [0, 1] {
        let other = 1 - one;
        let on = |landmark| Grasp::on(plain[other].contact(&bodies[other], landmark));
        actings[one].hands = [on(Landmark::SmallOfBack), on(Landmark::Back)];
    }
    [0, 1].map(|one| posed(&bodies[one], &actings[one], None))
}

/// How far the solids of the trunks go into each other: the deepest corner of one within the other's, along the way
/// between them, slice by slice.
fn depth(figures: [&Figure; 2], posed: &[Posed; 2]) -> f32 {
    let trunk = [Joint::Hips, Joint::Chest, Joint::UpperChest];
    let corners = |one: usize| -> Vec<Vec3> {
        body_parts(figures[one])
            .into_iter()
            .filter(|(joint, _)| trunk.contains(joint))
            .flat_map(|(joint, solid)| {
                let place = posed[one].joint(joint);
                let at = |vertex: &Vertex| place.transform_point3(vertex.position);
                solid.vertices.iter().map(at).collect::<Vec<_>>()
            })
            .collect()
    };
    let (a, b) = (corners(0), corners(1));
    let mut deepest = f32::MIN;
    for slice in 0..40 {
        let (low, high) = (slice as f32 * 0.05, slice as f32 * 0.05 + 0.05);
        // The middle of the trunks, where they meet.
        let within = |p: &&Vec3| low <= p.y && p.y < high && p.x.abs() < 0.09;
        let front = a.iter().filter(within).map(|p| p.z).fold(f32::MIN, f32::max);
        let back = b.iter().filter(within).map(|p| p.z).fold(f32::MAX, f32::min);
        if front > f32::MIN && back < f32::MAX {
            deepest = deepest.max(front - back);
        }
    }
    deepest
}

#[test]
fn who_embraces_is_close_but_not_inside_the_other() {
    for (a, b) in [(1.72, 1.72), (1.60, 1.85), (1.90, 1.55), (1.68, 1.50)] {
        for (c, d) in [(1.0, 1.0), (0.85, 1.0), (1.0, 1.3), (1.3, 1.3)] {
            let one = Figure { height: a, build: c, ..Figure::default() };
            let other = Figure { height: b, build: d, ..Figure::default() };
            let both = two(&one, &other);
            let depth = depth([&one, &other], &both);
            assert!((-0.10..0.06).contains(&depth), "{a} {c} and {b} {d}: {depth} m");
        }
    }
}

#[test]
fn the_heads_of_two_who_embrace_pass_each_other() {
    for (a, b) in [(1.72, 1.72), (1.60, 1.80), (1.66, 1.75)] {
        let one = Figure { height: a, ..Figure::default() };
        let other = Figure { height: b, ..Figure::default() };
        let both = two(&one, &other);
        let bodies = [Body::of(&one), Body::of(&other)];
        let heads = [0, 1].map(|at| {
            let crown = both[at].landmark(&bodies[at], Landmark::Crown);
            (crown + both[at].landmark(&bodies[at], Landmark::Chin)) / 2.0
        });
        let apart = heads[0].distance(heads[1]);
        assert!(apart > 0.15, "{a} and {b}: heads {apart} m apart");
    }
}

#[test]
fn the_hands_of_two_who_embrace_are_on_each_others_backs() {
    let one = Figure { height: 1.66, ..Figure::default() };
    let other = Figure { height: 1.82, ..Figure::default() };
    let both = two(&one, &other);
    let bodies = [Body::of(&one), Body::of(&other)];
    for at in [0, 1] {
        for (hand, place) in
            [(Landmark::RightHand, Landmark::Back), (Landmark::LeftHand, Landmark::SmallOfBack)]
        {
            let palm = both[at].contact(&bodies[at], hand).at;
            let back = both[1 - at].contact(&bodies[1 - at], place).at;
            assert!(palm.distance(back) < 0.06, "{hand:?}: {}", palm.distance(back));
        }
    }
}
