//! A set is read as it is.

use super::*;
use crate::seed::share;
use maquette_document::Setting;
use maquette_figure::{furnish, sight_blocked};

#[test]
fn what_hides_is_what_the_set_says() {
    for (place, setting) in [
        ("KITCHEN", Setting::Interior),
        ("LAMP ROOM", Setting::Interior),
        ("STREET", Setting::Exterior),
        ("HARBOUR", Setting::Exterior),
    ] {
        let set = furnish(place, setting, 3);
        let ground = Ground::new(Id::NONE, set.clone());
        let mut differ = 0_usize;
        for step in 0..2_000 {
            let chance = |what: &str| share(&["sight", &step.to_string(), what]);
            let point = |name: &str| {
                Vec3::new(
                    (chance(&format!("{name} x")) - 0.5) * (set.width + 3.0),
                    0.2 + 1.8 * chance(&format!("{name} y")),
                    (chance(&format!("{name} z")) - 0.5) * (set.depth + 3.0),
                )
            };
            let (from, to) = (point("from"), point("to"));
            differ += usize::from(ground.sight(from, to) == sight_blocked(&set, from, to));
        }
        assert!(differ <= 1, "{place}: {differ} of 2000");
    }
}

#[test]
fn a_way_leads_around_a_table() {
    let pieces = vec![maquette_document::Piece {
        kind: PieceKind::Table,
        at: Vec3::ZERO,
        turn: 0.0,
        scale: 1.0,
    }];
    let ground = Ground::new(
        Id::NONE,
        Set { width: 6.0, depth: 5.0, height: 2.6, pieces, ..Set::default() },
    );
    let (a, b) = (Vec3::new(0.0, 0.0, -1.5), Vec3::new(0.1, 0.0, 1.5));
    let way = ground.way(a, b);
    assert!(way.len() > 1 && way.last() == Some(&b));
    let mut last = a;
    for point in way {
        assert!(ground.is_clear_way(last, point, 0.2));
        last = point;
    }
}

#[test]
fn a_way_leads_up_a_stair_and_onto_no_platform_from_its_side() {
    let block = |x: f32, high: f32, wide: f32| maquette_document::Block {
        at: Vec3::new(x, 0.0, 0.0),
        size: Vec3::new(wide, high, 1.4),
        ..Default::default()
    };
    let boxes = vec![block(-1.0, 0.2, 0.4), block(-0.6, 0.4, 0.4), block(0.4, 0.6, 1.6)];
    let set = Set { width: 7.0, depth: 6.0, height: 3.0, boxes, ..Set::default() };
    let ground = Ground::new(Id::NONE, set);
    let top = ground.lift(Vec2::new(0.6, 0.0));
    assert!((top.y - 0.6).abs() < 1e-4);
    for (x, z) in [(-2.5, 0.0), (0.6, 2.0), (2.5, 0.2)] {
        let mut last = Vec3::new(x, 0.0, z);
        for point in ground.way(last, top) {
            assert!((point.y - last.y).abs() < 0.21, "from {x},{z}: {last} to {point}");
            last = point;
        }
        assert_eq!(last, top);
    }
}

#[test]
fn who_opens_a_door_stands_clear_of_its_leaf() {
    let mut doors = 0;
    for place in ["KITCHEN", "OFFICE", "BEDROOM", "HOTEL CORRIDOR", "BAR", "HALL"] {
        for seed in 0..12 {
            let ground = Ground::new(Id::NONE, furnish(place, Setting::Interior, seed));
            let Some((at, facing)) = ground.place_at(ThingKind::Door, &[], Vec3::ZERO) else {
                continue;
            };
            assert!(!ground.is_in_swing(at), "{place} {seed}: {at}");
            let door = ground.door_near(at).expect("there is one");
            let sill = door.inside.lerp(door.outside, 0.47);
            let off = crate::framing::person::facing_to(at, sill) - facing;
            assert!(crate::framing::person::wrapped(off).abs() < 60.0, "{place} {seed}: {off}");
            doors += 1;
        }
    }
    assert!(doors > 40, "{doors}");
}
