//! What makes one camera less good than another, when neither breaks a rule.

use super::Director;
use crate::framing::person::{Person, ahead};
use crate::shot::Shown;
use bevy_math::Vec2;
use maquette_document::{ShotKind, ShotSize};

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
            let room = (wide + broad) * 1.3;
            cost += 2.5 * (1.0 - (at - other).abs() / room).max(0.0);
        }
    }
    cost
}

/// What it costs that a thing hides the lower half of a subject that is shown whole.
pub(super) fn covered(director: &Director, shown: &Shown) -> f32 {
    let mut cost = 0.0;
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

/// What it costs to see subjects from behind: most for the first.
pub(super) fn backs(shown: &Shown) -> f32 {
    if matches!(shown.kind, ShotKind::Insert | ShotKind::Cutaway) {
        return 0.0;
    }
    let mut cost = 0.0;
    for (index, who) in shown.subjects.iter().enumerate() {
        let Some(person) = shown.person(*who) else { continue };
        let look = (person.eyes - person.crown.midpoint(person.chin))
            .with_y(0.0)
            .normalize_or(ahead(person.facing));
        let to_us = (shown.view.position - person.eyes).with_y(0.0).normalize_or_zero();
        let off = look.dot(to_us);
        if off < -0.15 {
            cost += if index == 0 { 4.0 } else { 1.2 } * -off;
        }
    }
    cost
}

/// Small costs: upright lines behind a head, and a body at the edge of the picture.
pub(super) fn tangents(shown: &Shown) -> f32 {
    let mut cost = 0.0;
    for person in &shown.people {
        if shown.subjects.contains(&person.who)
            || shown.kind == ShotKind::Ots && Some(person.who) == shown.partner
        {
            continue;
        }
        let Some(seen) = shown.view.project(person.eyes) else { continue };
        match shown.kind {
            ShotKind::Single => cost += 6.0 * bulk(shown, person),
            ShotKind::Pov => cost += 8.0 * bulk(shown, person),
            _ => {}
        }
        let near_edge = (-0.04..=0.04).contains(&seen.uv.x) || (0.96..=1.04).contains(&seen.uv.x);
        let in_height = (0.0..=1.0).contains(&seen.uv.y);
        if near_edge && in_height && seen.depth < 6.0 {
            cost += 0.8;
        }
        let Some(subject) = shown.subject().and_then(|one| shown.view.project(one.eyes)) else {
            continue;
        };
        if (seen.uv.x - subject.uv.x).abs() < 0.05 && in_height && seen.depth > 0.2 {
            cost += 1.0;
        }
    }
    cost
}

/// The share of the width that somebody takes who stands before the subject.
pub(super) fn bulk(shown: &Shown, person: &Person) -> f32 {
    let subject = shown.subject().and_then(|one| shown.view.project(one.eyes));
    let Some(seen) = shown.view.project(person.chest) else { return 0.0 };
    if subject.is_some_and(|subject| seen.depth > subject.depth)
        || Some(person.who) == shown.partner && shown.kind == ShotKind::Pov
    {
        return 0.0;
    }
    let half = 0.24 * shown.view.focal / seen.depth / shown.view.gate.x;
    let covered = (seen.uv.x + half).min(1.0) - (seen.uv.x - half).max(0.0);
    (covered - 0.06).max(0.0)
}
