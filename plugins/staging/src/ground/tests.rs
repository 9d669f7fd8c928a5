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
