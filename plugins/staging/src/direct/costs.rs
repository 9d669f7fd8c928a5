//! What makes one camera less good than another, when neither breaks a rule.

use super::Director;
use crate::breakdown::ScreenSide;
use crate::framing::person::Person;
use crate::framing::silhouette::Silhouette;
use crate::ground::Backdrop;
use crate::shot::Shown;
use bevy_math::{Vec2, Vec3};
use maquette_document::{PieceKind, ShotKind, ShotSize};
use maquette_figure::Standing;

/// What it costs to see the place end where a wall was taken away.
pub(super) fn edges_of_the_place(director: &Director, shown: &Shown) -> f32 {
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 0.5), (1.0, 0.5), (0.0, 0.95), (1.0, 0.95)];
    let rays = corners.map(|(u, v)| shown.view.ray(Vec2::new(u, v)));
    let beyond = !director.ground.is_inside(shown.view.position);
    4.0 * director.ground.leaks(shown.view.position, &rays) as f32 + if beyond { 0.8 } else { 0.0 }
}

/// What it costs that subjects stand before one another.
pub(super) fn overlaps(shown: &Shown) -> f32 {
    let mut cost = 0.0;
    let heads: Vec<(f32, f32)> = shown
        .subjects
        .iter()
        .filter_map(|who| shown.person(*who))
        .filter_map(|one| {
            let seen = shown.view.project(one.eyes)?;
            Some((seen.uv.x, one.head_radius * shown.view.focal / seen.depth / shown.view.gate.x))
        })
        .collect();
    for (index, (at, wide)) in heads.iter().enumerate() {
        for (other, broad) in &heads[..index] {
            let room = (wide + broad) * 1.5;
            cost += 5.0 * (1.0 - (at - other).abs() / room).max(0.0);
        }
    }
    cost
}

/// What it costs that a thing hides the shoulders of a subject, or the lower half of one that is shown whole.
pub(super) fn covered(director: &Director, shown: &Shown) -> f32 {
    let mut cost = 0.0;
    if matches!(shown.kind, ShotKind::Single | ShotKind::Two | ShotKind::Ots) {
        let from = shown.view.position;
        let people = || shown.people.iter().map(|one| one.at);
        for person in shown.subjects.iter().filter_map(|who| shown.person(*who)) {
            let hidden = person.shoulders.iter().filter(|at| !director.ground.sight(from, **at));
            cost += 2.0 * hidden.count() as f32;
            // Half a body beside the leaf of a door is as bad as none.
            let by_door = |at: &Vec3| director.ground.door_hides(from, *at, people());
            cost += if person.shoulders.iter().any(by_door) { INSTEAD } else { 0.0 };
        }
    }
    if shown.size < ShotSize::Cowboy || matches!(shown.kind, ShotKind::Insert | ShotKind::Cutaway) {
        return cost;
    }
    for person in shown.subjects.iter().filter_map(|who| shown.person(*who)) {
        let points = [(person.hips, 1.2), (person.feet[0], 0.4), (person.feet[1], 0.4)];
        for (point, weight) in points {
            if !director.ground.sight(shown.view.position, point) {
                cost += weight;
            }
        }
    }
    cost
}

/// What it costs that a master shows people without their heads, or not at all.
pub(super) fn headless(shown: &Shown) -> f32 {
    if shown.kind != ShotKind::Master {
        return 0.0;
    }
    let seen = |person: &Person| {
        let whole = [person.eyes, person.crown].map(|point| shown.view.project(point));
        whole.iter().all(|at| {
            at.is_some_and(|at| {
                (0.03..=0.97).contains(&at.uv.x) && (0.02..=0.97).contains(&at.uv.y)
            })
        })
    };
    shown.people.iter().filter(|person| !seen(person)).count() as f32 * 4.0
}

/// The cosine between where a face looks and the camera from which on it is a back.
const BACK: f32 = -0.2;
/// What makes another set-up worth a look; see `instead_of`.
const INSTEAD: f32 = 55.0;

/// What it costs to see subjects from behind: most for the first.
pub(super) fn backs(shown: &Shown) -> f32 {
    if matches!(shown.kind, ShotKind::Insert | ShotKind::Cutaway) {
        return 0.0;
    }
    let mut cost = 0.0;
    // Over a shoulder the back of who listens is seen, not another face.
    let over = shown.partner.filter(|_| shown.kind == ShotKind::Ots);
    if let Some(listens) = over.and_then(|who| shown.person(who)) {
        let to_us = (shown.view.position - listens.eyes).with_y(0.0).normalize_or_zero();
        cost += 6.0 * listens.look().dot(to_us).max(0.0);
    }
    for (index, who) in shown.subjects.iter().enumerate() {
        let Some(person) = shown.person(*who) else { continue };
        let to_us = (shown.view.position - person.eyes).with_y(0.0).normalize_or_zero();
        // From more than 60° off the face the far eye is lost first, then the face.
        let open = person.look().dot(to_us);
        let lost = 1.6 * (0.5 - open).max(0.0) + 4.0 * (-open).max(0.0);
        // The back of a head is no picture of who speaks: others can be cut to.
        let back = matches!(shown.kind, ShotKind::Single | ShotKind::Ots)
            && open < BACK
            && !shown.walkers.contains(&person.who);
        cost += if index == 0 { lost } else { 0.3 * lost };
        cost += if back { INSTEAD } else { 0.0 };
    }
    cost
}

/// The least share of a look that goes across the picture, where two who are far apart are to face one another.
const ACROSS: f32 = 0.35;

/// What it costs that who speaks to another place looks to the wrong side of the picture: over the cut the two would
/// not face one another.
pub(super) fn wrong_way(director: &Director, shown: &Shown) -> f32 {
    let Some(toward) = director.scene.toward.filter(|_| shown.kind == ShotKind::Single) else {
        return 0.0;
    };
    let Some(one) = shown.subject().filter(|_| shown.walkers.is_empty()) else { return 0.0 };
    let across = one.look().dot(shown.view.right());
    let right = match toward {
        ScreenSide::Right => across,
        ScreenSide::Left => -across,
    };
    12.0 * (ACROSS - right).max(0.0)
}

/// What it costs that somebody whom the shot is not about is cut by its edge, or stands large before it.
pub(super) fn bystanders(shown: &Shown) -> f32 {
    if shown.kind == ShotKind::Master {
        return 0.0;
    }
    let behind_at = shown.subject().and_then(|one| shown.view.project(one.eyes));
    let subject = behind_at.map_or(5.0, |seen| seen.depth);
    let own = shown.subject().and_then(|one| Silhouette::of(&shown.view, one));
    let mut cost = 0.0;
    for person in shown.bystanders() {
        let Some(seen) = Silhouette::of(&shown.view, person) else { continue };
        let (width, near) = (seen.width(), seen.depth < subject);
        cost += match (seen.has_head(), near) {
            // A hand or a sleeve that belongs to nobody is as bad as a large back.
            (false, true) => 2.5 + 8.0 * width,
            (false, false) => 2.0 + 3.0 * width,
            (true, true) => 0.4 + 14.0 * (width - 0.05).max(0.0),
            (true, false) => 0.4,
        };
        // Two heads that touch are one shape.
        cost += match &own {
            Some(own) if touch(&own.head, &seen.head) => 1.6,
            _ => 0.0,
        };
    }
    cost
}

/// Whether two heads come nearer than half of the smaller one's width.
fn touch(a: &[f32; 4], b: &[f32; 4]) -> bool {
    let room = 0.5 * (a[1] - a[0]).min(b[1] - b[0]);
    a[0] < b[1] + room && b[0] < a[1] + room && a[2] < b[3] && b[2] < a[3]
}

/// What it costs that a thing is right behind a head: as much as its edge beside it.
const GROWS: f32 = 1.3;

/// What it costs that the edge of a door, a window or a picture, or a lamp, grows out of a head.
pub(super) fn tangents(director: &Director, shown: &Shown) -> f32 {
    if matches!(shown.kind, ShotKind::Insert | ShotKind::Cutaway | ShotKind::Master) {
        return 0.0;
    }
    let mut cost = 0.0;
    for (index, person) in shown.subjects.iter().filter_map(|who| shown.person(*who)).enumerate() {
        let head = person.crown.midpoint(person.chin);
        let Some(seen) = shown.view.project(head) else { continue };
        let right = shown.view.right() * person.head_radius;
        let top = person.crown + Vec3::Y * 0.08;
        let beside = [-1.3, 1.3, -2.0, 2.0].map(|wide| head + right * wide);
        let behind = |at: Vec3| {
            let ray = (at - shown.view.position).normalize_or_zero();
            director.ground.seen_along(shown.view.position, ray, seen.depth + 0.1)
        };
        let ([left, right, far_left, far_right], above) = (beside.map(behind), behind(top));
        let grows = [left, right, far_left, far_right, above].iter().any(|one| {
            use PieceKind as P;
            let Backdrop::Thing(Standing::Piece(kind, _)) = one else { return false };
            matches!(kind, P::Lamp | P::StreetLamp | P::Post | P::Plant | P::Picture | P::Tree)
        });
        let mut own = if left == right { 0.0 } else { 1.3 };
        own += if above == left || above == right { 0.0 } else { 0.9 };
        own += if grows { GROWS } else { 0.0 };
        cost += if index == 0 { own } else { own * 0.4 };
    }
    cost
}

/// What it costs that who looks out sees a wall.
pub(super) fn walled_in(director: &Director, shown: &Shown) -> f32 {
    if shown.kind != ShotKind::Pov || !shown.subjects.is_empty() || shown.size != ShotSize::Ews {
        return 0.0;
    }
    let places = [(0.5, 0.5), (0.3, 0.5), (0.7, 0.5), (0.5, 0.25), (0.5, 0.75)];
    let walls = places.iter().filter(|(u, v)| {
        let ray = shown.view.ray(Vec2::new(*u, *v));
        director.ground.seen_along(shown.view.position, ray, 0.0) == Backdrop::Wall
    });
    0.9 * walls.count() as f32
}

/// What it costs that things stand large before who is shown.
pub(super) fn clutter(director: &Director, shown: &Shown) -> f32 {
    if shown.size < ShotSize::Mls
        || matches!(shown.kind, ShotKind::Insert | ShotKind::Cutaway | ShotKind::Pov)
    {
        return 0.0;
    }
    let depths = shown.subjects.iter().filter_map(|who| shown.person(*who));
    let depths = depths.filter_map(|one| shown.view.project(one.chest)).map(|seen| seen.depth);
    let nearest = depths.fold(f32::INFINITY, f32::min);
    if !nearest.is_finite() {
        return 0.0;
    }
    let places = [
        (0.07, 0.5),
        (0.35, 0.5),
        (0.65, 0.5),
        (0.93, 0.5),
        (0.07, 0.8),
        (0.35, 0.8),
        (0.65, 0.8),
        (0.93, 0.8),
    ];
    let blocked = places.iter().filter(|(u, v)| {
        let ray = shown.view.ray(Vec2::new(*u, *v));
        director.ground.met_within(shown.view.position, ray, 0.7 * nearest)
    });
    0.6 * blocked.count() as f32
}
