//! Where everyone is when a scene begins: in depth, facing one another, clear of walls and things.

use bevy_math::{Quat, Vec3};
use maquette_document::{PieceKind, Pose};

use super::acting::Stance;
use crate::breakdown::{Act, Action, Beat, Deed, Relation, SceneBreakdown, ThingKind};
use crate::framing::person::{ahead, facing_to, wrapped};
use crate::ground::Ground;
use crate::seed::share;
use crate::tables::{ELBOW_ROOM, PERSONAL, SOCIAL};

/// How a scene begins.
#[derive(Clone, Debug)]
pub(crate) struct Arrangement {
    /// One for each of the scene's people.
    pub(crate) stances: Vec<Stance>,
    /// About where the cameras stand: all set-ups stay on its side of each line.
    pub(crate) home: Vec3,
}

/// What somebody's first act asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Wish {
    pose: Option<Pose>,
    seated: bool,
    /// A thing to be at, and on which side of it.
    at: Option<ThingKind>,
    side: Option<Relation>,
    /// For somebody who is not there.
    waits: bool,
}

/// Arranges the people of `scene` on `ground`; `key` names the place for what is left to chance.
pub(crate) fn arrange(scene: &SceneBreakdown, ground: &Ground, key: &str) -> Arrangement {
    let count = scene.people.len();
    let mut stances = vec![Stance::away(); count];
    let wishes: Vec<Wish> = scene.people.iter().map(|one| wish_of(scene, one.who)).collect();
    let waiting: Vec<usize> = (0..count).filter(|p| !scene.people[*p].enters).collect();
    let aboard = ground.is_seated();
    let (seated, others): (Vec<usize>, Vec<usize>) =
        waiting.iter().partition(|p| aboard || wishes[**p].seated);
    let mut seated = seated;
    seated.sort_by_key(|p| wishes[*p].pose != Some(Pose::Drive));
    seat(&seated, &wishes, ground, &mut stances);
    let (tied, free): (Vec<usize>, Vec<usize>) =
        others.iter().partition(|p| wishes[**p].at.is_some());
    for p in tied {
        let spot = wishes[p].at.and_then(|thing| {
            let others = taken(&stances, p);
            let side = wishes[p].side;
            side.and_then(|side| ground.place_on_side(thing, side, &others, Vec3::ZERO))
                .or_else(|| ground.place_at(thing, &others, Vec3::ZERO))
        });
        if let Some((at, facing)) = spot {
            // Who stands in the door looks in.
            let facing =
                if wishes[p].at == Some(ThingKind::Door) { facing + 180.0 } else { facing };
            stances[p] = Stance {
                pose: wishes[p].pose.unwrap_or(Pose::Stand),
                ..Stance::standing(at, facing)
            };
        }
    }
    let unplaced: Vec<usize> =
        others.iter().copied().filter(|p| free.contains(p) || !stances[*p].here).collect();
    stand(&unplaced, &wishes, ground, way_cost(scene), key, &mut stances);
    for p in unplaced.iter().filter(|p| wishes[**p].waits) {
        if let Some(door) = ground.door_near(stances[*p].at) {
            stances[*p].facing = facing_to(stances[*p].at, door.inside);
        }
    }
    let home = home_of(&stances, ground, key);
    open_up(&mut stances, home);
    Arrangement { stances, home }
}

/// What it costs to stand in the way of who comes and goes: nothing where nobody does.
fn way_cost(scene: &SceneBreakdown) -> f32 {
    let goes = |beat: &Beat| match beat {
        Beat::Action(action) => {
            action.acts.iter().any(|act| matches!(act.deed, Deed::Enter | Deed::Exit))
        }
        _ => false,
    };
    let comes = scene.people.iter().any(|one| one.enters) || scene.beats.iter().any(goes);
    if comes { 0.9 } else { 0.0 }
}

/// The first act of `who`, if it tells how they are rather than what they do.
fn wish_of(scene: &SceneBreakdown, who: usize) -> Wish {
    let mut wish = Wish::default();
    let Some(act) = first_act(scene, who) else { return wish };
    let mut named = act.goal().into_iter().chain(&act.what);
    let thing = named.find(|thing| !matches!(thing.what, ThingKind::Prop(_) | ThingKind::Other));
    match act.deed {
        Deed::Sit => wish.seated = true,
        Deed::Lie | Deed::Sleep => wish.pose = Some(Pose::Lie),
        Deed::Kneel => wish.pose = Some(Pose::Kneel),
        Deed::Crouch => wish.pose = Some(Pose::Crouch),
        Deed::Drive => (wish.seated, wish.pose) = (true, Some(Pose::Drive)),
        Deed::Read | Deed::Write | Deed::Work | Deed::Drink => {
            wish.seated = act.what.iter().any(|thing| {
                matches!(
                    thing.what,
                    ThingKind::Piece(PieceKind::Table | PieceKind::Desk | PieceKind::Chair)
                )
            });
        }
        Deed::Wait if thing.is_none() && act.whom.is_empty() => wish.waits = true,
        Deed::Wait | Deed::StandUp | Deed::Lean | Deed::Look | Deed::Think => {}
        _ => return wish,
    }
    wish.at = thing
        .map(|thing| thing.what)
        .filter(|kind| *kind != ThingKind::Distance || act.deed == Deed::Look);
    wish.side = act.place.as_ref().map(|place| place.relation);
    if act.deed == Deed::Look {
        // Who looks out is at the window; who looks at a thing may be anywhere.
        wish.at = wish.at.filter(|kind| matches!(kind, ThingKind::Window | ThingKind::Distance));
    }
    wish
}

/// The first act of `who`, when it stands in one of the scene's first beats.
fn first_act(scene: &SceneBreakdown, who: usize) -> Option<&Act> {
    let actions = scene.beats.iter().filter_map(|beat| match beat {
        Beat::Action(action) => Some(action),
        _ => None,
    });
    actions.flat_map(|action: &Action| &action.acts).find(|act| act.who.contains(&who))
}

/// Seats those who sit: the first where the script has it, each next near the others and facing them.
fn seat(people: &[usize], wishes: &[Wish], ground: &Ground, stances: &mut [Stance]) {
    for p in people {
        let placed: Vec<Stance> = stances.iter().filter(|one| one.here).copied().collect();
        let wanted = wishes[*p].at;
        let Some(index) = best_seat(ground, &placed, wanted) else { continue };
        let seat = &ground.seats[index];
        let drives = ground.is_car() && placed.is_empty();
        stances[*p] = Stance {
            pose: if drives { Pose::Drive } else { Pose::Sit },
            seat: Some(index),
            ..Stance::standing(ground.sat_on(index), seat.facing)
        };
    }
}

/// The free seat that suits best.
pub(crate) fn best_seat(
    ground: &Ground,
    placed: &[Stance],
    wanted: Option<ThingKind>,
) -> Option<usize> {
    let free = (0..ground.seats.len()).filter(|index| {
        let at = ground.seats[*index].at;
        placed.iter().all(|one| one.seat != Some(*index) && one.at.distance(at) > 0.45)
    });
    if ground.is_car() {
        // The driver, who sits in front on the left, then beside, then behind.
        let order = |index: &usize| ground.seats[*index].at.z * 2.0 + ground.seats[*index].at.x;
        return free.max_by(|a, b| order(a).total_cmp(&order(b)));
    }
    let cost = |index: &usize| {
        let seat = &ground.seats[*index];
        let near_thing =
            wanted.map_or(0.0, |thing| ground.distance_to(thing, seat.at).unwrap_or(0.0));
        let company: f32 = placed
            .iter()
            .map(|one| {
                let apart = (one.at.distance(seat.at) - 1.3).abs();
                let off = wrapped(facing_to(seat.at, one.at) - seat.facing).abs() / 90.0;
                apart + off
            })
            .sum();
        near_thing * 2.0 + company + seat.at.length() * 0.05
    };
    free.min_by(|a, b| cost(a).total_cmp(&cost(b)))
}

/// Places those who stand: about those who are placed already, or in a formation of their own.
fn stand(
    people: &[usize],
    wishes: &[Wish],
    ground: &Ground,
    way_cost: f32,
    key: &str,
    stances: &mut [Stance],
) {
    if people.is_empty() {
        return;
    }
    let pose = |p: usize| match wishes[p].pose {
        Some(Pose::Lie) => Pose::Lie,
        Some(pose) => pose,
        None => Pose::Stand,
    };
    if stances.iter().any(|one| one.here) {
        for p in people {
            let others: Vec<Stance> = stances.iter().filter(|one| one.here).copied().collect();
            let at = beside(&others, ground, key);
            stances[*p] =
                Stance { pose: pose(*p), ..Stance::standing(at, facing_to(at, middle(&others))) };
        }
        return;
    }
    let places = formation(people.len(), ground, way_cost, key);
    let heart = places.iter().sum::<Vec3>() / places.len().max(1) as f32;
    for (index, p) in people.iter().enumerate() {
        let at = places[index];
        let facing = if places.len() == 1 { ground.front() } else { facing_to(at, heart) };
        stances[*p] = Stance { pose: pose(*p), ..Stance::standing(at, facing) };
    }
}

/// Free places for `count` people who face one another: a pair, a triangle, a ring.
fn formation(count: usize, ground: &Ground, way_cost: f32, key: &str) -> Vec<Vec3> {
    let radius = match count {
        0 | 1 => 0.0,
        2 => PERSONAL / 2.0,
        3 => 0.78,
        4 => 1.0,
        more => 0.30 * more as f32,
    };
    let ring = |heart: Vec3, turn: f32, scale: f32| -> Vec<Vec3> {
        (0..count)
            .map(|index| {
                let angle = (turn + 360.0 * index as f32 / count as f32).to_radians();
                heart + Quat::from_rotation_y(angle) * Vec3::X * radius * scale
            })
            .collect()
    };
    for scale in [1.0, 0.8, 0.65] {
        let mut best: Option<(f32, Vec<Vec3>)> = None;
        for heart in ground.hearts() {
            for step in 0..8 {
                let turn = 22.5 * step as f32 + 11.25 * share(&["formation", key, "turn"]);
                let places = ring(heart, turn, scale);
                if !places.iter().all(|at| ground.can_stand(*at, ELBOW_ROOM + 0.08)) {
                    continue;
                }
                let across = Quat::from_rotation_y(turn.to_radians()) * Vec3::Z;
                let open = ground.open(heart + Vec3::Y * 1.5, across, 4.0).max(ground.open(
                    heart + Vec3::Y * 1.5,
                    -across,
                    4.0,
                ));
                let chance =
                    share(&["formation", key, &format!("{:.1} {:.1} {step}", heart.x, heart.z)]);
                let barring = places.iter().filter(|at| ground.is_in_the_way(**at)).count();
                let score = open - 0.35 * heart.distance(ground.heart()) + 0.4 * chance
                    - way_cost * barring as f32;
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, places));
                }
            }
        }
        if let Some((_, places)) = best {
            return places;
        }
    }
    // Too full a place: wherever there is room at all, each where the others are not.
    let mut places: Vec<Vec3> = Vec::new();
    for _ in 0..count {
        let at = ground.free_near(ground.heart(), &places);
        places.push(at);
    }
    places
}

/// A free place near people who are there: in talking distance, before them, not in a row with them.
pub(crate) fn beside(others: &[Stance], ground: &Ground, key: &str) -> Vec3 {
    let heart = middle(others);
    let mut best: Option<(f32, Vec3)> = None;
    for step in 0..16 {
        for distance in [PERSONAL, SOCIAL, 2.2, 0.95, 3.0] {
            let toward = Quat::from_rotation_y((22.5 * step as f32).to_radians()) * Vec3::Z;
            let at = heart + toward * distance;
            let near = others.iter().map(|one| one.at.distance(at)).fold(f32::INFINITY, f32::min);
            if near < 0.85 || !ground.can_stand(at, ELBOW_ROOM) {
                continue;
            }
            let faces: f32 = others
                .iter()
                .map(|one| wrapped(facing_to(one.at, at) - one.facing).abs() / 180.0)
                .sum::<f32>()
                / others.len().max(1) as f32;
            let sight =
                others.iter().all(|one| ground.sight(one.at + Vec3::Y * 1.3, at + Vec3::Y * 1.5));
            let cost = (near - 1.25).abs()
                + faces * 1.2
                + if sight { 0.0 } else { 3.0 }
                + if ground.is_in_the_way(at) { 1.0 } else { 0.0 }
                + 0.2 * share(&["beside", key, &step.to_string()]);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, at));
            }
        }
    }
    let placed: Vec<Vec3> = others.iter().map(|one| one.at).collect();
    best.map_or_else(|| ground.free_near(heart, &placed), |(_, at)| at)
}

/// Where cameras stand: across the line of those who face one another, with room before them and depth and
/// light behind.
pub(crate) fn home_of(stances: &[Stance], ground: &Ground, key: &str) -> Vec3 {
    let here: Vec<&Stance> = stances.iter().filter(|one| one.here).collect();
    let heart = if here.is_empty() {
        ground.heart()
    } else {
        here.iter().map(|one| one.at).sum::<Vec3>() / here.len() as f32
    };
    let eyes = heart + Vec3::Y * 1.4;
    let mut best = (f32::NEG_INFINITY, Vec3::Z);
    for step in 0..24 {
        let toward = Quat::from_rotation_y((15.0 * step as f32).to_radians()) * Vec3::Z;
        let before = ground.open(eyes, toward, 4.5);
        let behind = ground.open(eyes, -toward, 8.0);
        let mut score = before.min(3.5) + 0.25 * behind + ground.light_behind(eyes, -toward);
        for one in &here {
            let off = wrapped(facing_to(one.at, one.at + toward) - one.facing).abs();
            // A face turned from us by more than a profile is lost.
            score += if off < 100.0 { 1.2 } else { -1.5 } + if off < 60.0 { 0.4 } else { 0.0 };
            score += 0.3 * ground.light_on(one.at, one.facing, toward);
        }
        if let [a, b] = here[..] {
            let line = (b.at - a.at).normalize_or(Vec3::X);
            score += 2.5 * (1.0 - line.dot(toward).abs());
        }
        // Nobody stands before another.
        for (index, one) in here.iter().enumerate() {
            for other in &here[..index] {
                let apart = other.at - one.at;
                let across = (apart - toward * apart.dot(toward)).with_y(0.0).length();
                score -= 2.0 * (1.0 - across / 0.5).max(0.0);
            }
        }
        score += 0.2 * share(&["home", key, &step.to_string()]);
        if score > best.0 {
            best = (score, toward);
        }
    }
    let room = ground.open(eyes, best.1, 4.0).max(1.2);
    Vec3::new(heart.x, 0.0, heart.z) + best.1 * room
}

/// Opens those who stand toward the camera: a body shows three quarters, the eyes stay on the other.
fn open_up(stances: &mut [Stance], home: Vec3) {
    for stance in stances.iter_mut().filter(|one| one.here && one.pose == Pose::Stand) {
        stance.facing = opened(stance.facing, stance.at, home);
    }
}

/// `facing` turned up to 20° toward `home`.
pub(crate) fn opened(facing: f32, at: Vec3, home: Vec3) -> f32 {
    let by = wrapped(facing_to(at, home) - facing);
    facing + by.clamp(-20.0, 20.0)
}

/// Where `p` stands to speak with, or reach, the one at `to`: before them, on the near side.
pub(crate) fn approach(
    from: Vec3,
    to: &Stance,
    others: &[Vec3],
    distance: f32,
    ground: &Ground,
) -> Vec3 {
    let way = (from - to.at).normalize_or(ahead(to.facing));
    let mut best: Option<(f32, Vec3)> = None;
    for step in -6..=6_i32 {
        let toward = Quat::from_rotation_y((15.0 * step as f32).to_radians())
            * Vec3::new(way.x, 0.0, way.z).normalize_or(Vec3::Z);
        let at = to.at + toward * distance;
        if !ground.can_stand(at, ELBOW_ROOM) || others.iter().any(|other| other.distance(at) < 0.75)
        {
            continue;
        }
        let behind = (wrapped(facing_to(to.at, at) - to.facing).abs() - 70.0).max(0.0) / 60.0;
        let cost = step.abs() as f32 * 0.15 + behind;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, at));
        }
    }
    let mut taken: Vec<Vec3> = others.to_vec();
    taken.push(to.at);
    best.map_or_else(|| ground.free_near(to.at + way * distance, &taken), |(_, at)| at)
}

/// Where all others stand.
pub(crate) fn taken(stances: &[Stance], but: usize) -> Vec<Vec3> {
    stances
        .iter()
        .enumerate()
        .filter(|(p, one)| *p != but && one.here)
        .map(|(_, one)| one.at)
        .collect()
}

fn middle(stances: &[Stance]) -> Vec3 {
    stances.iter().map(|one| one.at).sum::<Vec3>() / stances.len().max(1) as f32
}
