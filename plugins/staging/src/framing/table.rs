//! The table of sizes, measured: every size at every angle, in every aspect, through its lenses, on all kinds of
//! people, by projecting the landmarks.
//!
//! `cargo test -p maquette_staging --lib framing::table -- --nocapture` prints the worst of each.

use std::collections::BTreeMap;

use bevy_math::{Vec2, Vec3};
use maquette_camera::{View, gate};
use maquette_document::{Age, Angle, Figure, Hair, Hat, Pose, Sensor, ShotSize};
use maquette_figure::{Acting, Body, body_parts, posed};

use super::looking::{falling, look_across, look_room};
use super::pair::turned;
use super::person::{Person, ahead};
use super::solve::{
    Bearing, Glass, bounds, frame_eyes, frame_person, highest, lowest, middle_of_head,
};
use super::tests::ALL;
use crate::tables::{FLOOR_ROOM, HEAD_ROOM, angle_row, is_seated, size_row};
use crate::tests::stand::person_as;

const ANGLES: [Angle; 6] =
    [Angle::Eye, Angle::High, Angle::Low, Angle::Bird, Angle::Worm, Angle::Dutch];
pub(super) const ASPECTS: [f32; 7] = [1.0, 4.0 / 3.0, 16.0 / 9.0, 1.85, 2.0, 2.39, 9.0 / 16.0];
const LENSES: [f32; 12] =
    [18.0, 21.0, 24.0, 28.0, 35.0, 40.0, 50.0, 65.0, 85.0, 100.0, 135.0, 180.0];
/// Degrees from where they face to the camera.
const FACINGS: [f32; 4] = [0.0, 45.0, -45.0, 90.0];
/// What counts as where it should be, as a share of the frame's height.
const NEAR: f32 = 0.02;

const LOWER: &str = "lower edge";
const SHARE: &str = "share of figure";
const JOINT: &str = "joint";
/// Not as steep as the angle is, for the floor is in the way.
const FLOOR: &str = "floor";
const NO_EYES: &str = "no eyes to be seen";

/// One framing of the table.
#[derive(Clone, Copy)]
struct Case<'a> {
    size: ShotSize,
    angle: Angle,
    aspect: f32,
    focal: f32,
    name: &'static str,
    person: &'a Person,
    facing: f32,
}

/// What the picture has, as shares of the frame's height, but for degrees and metres.
#[derive(Clone, Copy, Debug)]
struct Measured {
    /// How far the landmark of the lower edge is from its place.
    lower: f32,
    /// How far the eyes, or where the span counts the top of the head, are from theirs.
    upper: f32,
    /// The top of hair and hat, from the top of the frame.
    head_room: f32,
    /// The figure, from top to sole.
    figure: f32,
    /// Where the eyes lie in the width, or in a narrow picture the head, and where they should.
    eyes_x: f32,
    wanted_x: f32,
    /// Of the width, before the face; and how far it looks aside.
    before: f32,
    across: f32,
    /// From the lower edge to the nearest joint.
    joint: f32,
    /// Degrees that the camera looks down at the eyes, and that the horizon is tilted.
    down: f32,
    roll: f32,
    /// Metres of the camera above the floor.
    floor: f32,
}

impl Case<'_> {
    fn view(&self) -> View {
        let glass = Glass { focal: self.focal, gate: gate(Sensor::default(), self.aspect) };
        let toward = turned(ahead(self.person.facing), self.facing, 1.0);
        let row = angle_row(self.angle);
        let across = look_across(self.person, None, toward);
        let bearing = Bearing { toward, down: row.down };
        let (roll, u) = (falling(row.roll, across), look_room(across, glass.gate));
        frame_person(self.person, self.size, bearing, roll, u, glass).view(glass.gate)
    }

    /// Whether the span of the body counts, not the line of the eyes.
    fn by_span(&self) -> bool {
        let level = matches!(self.angle, Angle::Eye | Angle::Dutch);
        let whole = self.size >= ShotSize::Fs;
        self.size >= ShotSize::Cu && (!level || whole || is_seated(self.person.pose))
    }

    fn measured(&self) -> Measured {
        let (view, person, row) = (self.view(), self.person, size_row(self.size));
        let y = |point: Vec3| view.project(point).map_or(f32::INFINITY, |seen| seen.uv.y);
        let eyes = view.project(person.eyes).map_or(Vec2::INFINITY, |seen| seen.uv);
        let top = highest(&view, person).unwrap_or(f32::INFINITY);
        let lower = lowest(&view, person, row.lower).unwrap_or(f32::INFINITY);
        let upper = if self.by_span() { top - row.head_room } else { eyes.y - row.eyes_at };
        let sole = person.soles.map(y).into_iter().fold(lower, f32::max);
        let toward = turned(ahead(person.facing), self.facing, 1.0);
        let across = look_across(person, None, toward);
        let joints = person.joints.iter().filter_map(|joint| view.project(*joint));
        let joints = joints.filter(|seen| (0.0..=1.0).contains(&seen.uv.x));
        let to = view.position - person.eyes;
        let steep = matches!(self.angle, Angle::Bird | Angle::Worm);
        let narrow = self.aspect < 0.6 && self.size >= ShotSize::Cu && !steep;
        Measured {
            lower: lower - row.lower_at,
            upper,
            head_room: top,
            figure: sole - top,
            eyes_x: if narrow { middle_of_head(&view, person).unwrap_or(9.0) } else { eyes.x },
            wanted_x: if narrow { 0.5 } else { look_room(across, view.gate) },
            before: if across > 0.0 { 1.0 - eyes.x } else { eyes.x },
            across,
            joint: joints.map(|seen| (seen.uv.y - 1.0).abs()).fold(1.0, f32::min),
            down: to.y.atan2(to.with_y(0.0).length()).to_degrees(),
            roll: view.right().y.asin().to_degrees(),
            floor: view.position.y - person.at.y,
        }
    }

    /// A hat, or the large head of a child, pushes the eyes down until it is whole, and no further.
    fn is_pushed(&self, is: &Measured) -> bool {
        !self.by_span()
            && self.size >= ShotSize::Cu
            && is.upper > 0.0
            && (is.head_room - HEAD_ROOM).abs() < 0.005
    }

    /// What is not as directing has it.
    fn faults(&self, is: &Measured) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let mut must = |holds: bool, fault| {
            if !holds {
                faults.push(fault);
            }
        };
        must(is.lower.abs() <= NEAR, LOWER);
        // In a narrow picture it is the head that is in the middle, before a tilt that clears a joint.
        let near = if self.aspect < 0.6 { 0.06 } else { 0.004 };
        let at_edge = (is.before - 0.2).abs() < 0.01;
        must((is.eyes_x - is.wanted_x).abs() < near || at_edge, "eyes across");
        must(is.upper.abs() <= NEAR || self.is_pushed(is), "eyes or top");
        must(self.size < ShotSize::Cu || is.head_room >= HEAD_ROOM - 0.005, "head-room");
        let shares = match self.size {
            ShotSize::Fs => 0.86..=0.90,
            ShotSize::Ws => 0.50..=0.65,
            ShotSize::Vws => 0.25..=0.40,
            ShotSize::Ews => 0.05..=0.15,
            _ => f32::MIN..=f32::INFINITY,
        };
        must(shares.contains(&is.figure), SHARE);
        let looks_aside = is.across.abs() > 0.3 && self.aspect > 0.6;
        must(!looks_aside || (0.55..=0.65).contains(&is.before), "looking room");
        let is_cut = (ShotSize::Cu..=ShotSize::Mls).contains(&self.size);
        must(!is_cut || is.joint >= 0.0155, JOINT);
        let (low, high) = match self.angle {
            Angle::Eye | Angle::Dutch => (-3.0, 3.0),
            Angle::High => (15.0, 25.0),
            Angle::Low => (-25.0, -15.0),
            Angle::Bird => (60.0, 90.0),
            Angle::Worm => (-90.0, -40.0),
        };
        let on_the_floor = is.floor < FLOOR_ROOM + 0.01 && is.down < -3.0;
        must((low..=high).contains(&is.down) || on_the_floor, "angle");
        must((low..=high).contains(&is.down), FLOOR);
        let rolls = if self.angle == Angle::Dutch { 8.0..=15.0 } else { 0.0..=0.01 };
        must(rolls.contains(&is.roll.abs()), "horizon");
        must(is.floor >= 0.10, "under the floor");
        // Brow and chin hide eyes that are seen so steeply.
        must(self.size >= ShotSize::Cu || is.down.abs() < 60.0, NO_EYES);
        faults
    }
}

fn cast() -> Vec<(&'static str, Person)> {
    let adult = Figure::default();
    let child = Figure { height: 1.2, age: Age::Child, ..Figure::default() };
    let tall = Figure { height: 1.95, build: 1.2, ..Figure::default() };
    let woman = Figure { height: 1.64, hair: Hair::Bun, ..Figure::default() };
    let old = Figure { height: 1.68, age: Age::Old, hat: Hat::Brim, ..Figure::default() };
    let stand =
        |name, figure: &Figure, pose| (name, person_as(0, figure.clone(), 0.3, -0.2, 20.0, pose));
    vec![
        stand("standing", &adult, Pose::Stand),
        stand("talking", &adult, Pose::Talk),
        stand("arms crossed", &woman, Pose::ArmsCrossed),
        stand("old, in a hat", &old, Pose::Contrapposto),
        stand("child", &child, Pose::Stand),
        stand("tall", &tall, Pose::Stand),
        stand("seated", &adult, Pose::Sit),
        stand("seated, talking", &woman, Pose::SitTalk),
        stand("seated child", &child, Pose::Sit),
    ]
}

/// The usual lenses of a size, and a step to either side.
fn lenses(size: ShotSize) -> Vec<f32> {
    let (short, long) = size_row(size).lens;
    let below = LENSES.iter().rev().find(|lens| **lens < short);
    let above = LENSES.iter().find(|lens| **lens > long);
    let mut all: Vec<f32> = below.into_iter().chain(above).copied().chain([short, long]).collect();
    all.sort_by(f32::total_cmp);
    all.dedup();
    all
}

fn each(mut visit: impl FnMut(&Case)) {
    let cast = cast();
    for size in ALL {
        for (angle, aspect) in
            ANGLES.iter().flat_map(|angle| ASPECTS.map(|aspect| (*angle, aspect)))
        {
            for focal in lenses(size) {
                for (name, person) in &cast {
                    for facing in FACINGS {
                        visit(&Case { size, angle, aspect, focal, name, person, facing });
                    }
                }
            }
        }
    }
}

/// A fault that cannot be helped.
struct Exempt {
    fault: &'static str,
    angle: Angle,
    sizes: &'static [ShotSize],
    /// How many framings of each size have it at most; with none, all of them do.
    most: Option<usize>,
    why: &'static str,
}

/// All that is exempt. A row that no longer has its fault fails the test.
const EXEMPT: &[Exempt] = {
    use ShotSize as S;
    const fn all(
        fault: &'static str,
        angle: Angle,
        sizes: &'static [ShotSize],
        why: &'static str,
    ) -> Exempt {
        Exempt { fault, angle, sizes, most: None, why }
    }
    const fn some(
        fault: &'static str,
        angle: Angle,
        sizes: &'static [ShotSize],
        most: usize,
        why: &'static str,
    ) -> Exempt {
        Exempt { fault, angle, sizes, most: Some(most), why }
    }
    const LIES: &str = "the camera lies on the floor, and looks up as steeply as that lets it";
    &[
        all(NO_EYES, Angle::Bird, &[S::Ecu, S::Vcu], "brow and hair hide the eyes"),
        some(LOWER, Angle::Bird, &[S::Ecu, S::Vcu], 460, "no lens stands so near above a head"),
        all(FLOOR, Angle::Low, &[S::Ews], "so far off the floor is less than 15° below the eyes"),
        all(FLOOR, Angle::Worm, &[S::Ws, S::Vws, S::Ews], "40° below the eyes is under the floor"),
        some(FLOOR, Angle::Low, &[S::Ws], 101, LIES),
        some(FLOOR, Angle::Low, &[S::Vws], 643, LIES),
        some(FLOOR, Angle::Worm, &[S::Vcu], 3, LIES),
        some(FLOOR, Angle::Worm, &[S::Cu], 18, LIES),
        some(FLOOR, Angle::Worm, &[S::Mcu], 70, LIES),
        some(FLOOR, Angle::Worm, &[S::Ms], 212, LIES),
        some(FLOOR, Angle::Worm, &[S::Cowboy], 352, LIES),
        some(FLOOR, Angle::Worm, &[S::Mls], 757, LIES),
        some(FLOOR, Angle::Worm, &[S::Fs], 942, LIES),
        some(JOINT, Angle::High, &[S::Ms], 2, "an elbow to either side of the edge of a child"),
        some(JOINT, Angle::Bird, &[S::Mls], 28, "from above shins, knees and ankles lie together"),
        some(JOINT, Angle::Worm, &[S::Ms, S::Cowboy], 7, "on the floor it cannot look up less"),
        some(LOWER, Angle::Bird, &[S::Fs], 1, "a seated child through 24 mm, off by 0.03"),
        some(SHARE, Angle::Bird, &[S::Fs], 1, "the same"),
    ]
};

/// Faults of a size at an angle, each with how often it was found; and the worst that was measured.
#[derive(Default)]
struct Cell {
    framings: usize,
    faults: BTreeMap<&'static str, usize>,
    lower: f32,
    upper: f32,
    pushed: f32,
    looking: f32,
    low: f32,
    high: f32,
}

#[test]
fn every_size_lands_on_its_definition_but_for_those_that_cannot() {
    let mut cells: BTreeMap<(ShotSize, usize), Cell> = BTreeMap::new();
    each(|case| {
        let is = case.measured();
        let angle = ANGLES.iter().position(|one| *one == case.angle).unwrap();
        let cell = cells.entry((case.size, angle)).or_default();
        cell.framings += 1;
        cell.lower = cell.lower.max(is.lower.abs());
        if case.is_pushed(&is) {
            cell.pushed = cell.pushed.max(is.upper);
        } else {
            cell.upper = cell.upper.max(is.upper.abs());
        }
        cell.low = if cell.framings == 1 { is.down } else { cell.low.min(is.down) };
        cell.high = if cell.framings == 1 { is.down } else { cell.high.max(is.down) };
        if is.across.abs() > 0.3 && case.aspect > 0.6 {
            cell.looking = cell.looking.max((is.before - 0.6).abs());
        }
        for fault in case.faults(&is) {
            *cell.faults.entry(fault).or_default() += 1;
            if !EXEMPT.iter().any(|row| row.is_for(fault, case.size, case.angle)) {
                panic!(
                    "{} {:?} {:.2}:1, {} mm, {} at {}°: {fault}: {is:?}",
                    case.size, case.angle, case.aspect, case.focal, case.name, case.facing
                );
            }
        }
    });
    println!("size   angle  count lower  upper  pushed  looking room  degrees down");
    for ((size, angle), cell) in &cells {
        println!(
            "{:6} {:6} {:5} {:.3}  {:.3}  {:.3}   0.6 +- {:.2}   {:5.1} to {:5.1}  {:?}",
            size.to_string(),
            format!("{:?}", ANGLES[*angle]),
            cell.framings,
            cell.lower,
            cell.upper,
            cell.pushed,
            cell.looking,
            cell.low,
            cell.high,
            cell.faults
        );
    }
    for row in EXEMPT {
        let angle = ANGLES.iter().position(|one| *one == row.angle).unwrap();
        for size in row.sizes {
            let cell = &cells[&(*size, angle)];
            let found = cell.faults.get(row.fault).copied().unwrap_or(0);
            let told = format!("{size} {:?}, {}: {}", row.angle, row.fault, row.why);
            match row.most {
                None => assert_eq!(found, cell.framings, "not all need be exempt: {told}"),
                Some(most) => assert!((1..=most).contains(&found), "{found} are exempt: {told}"),
            }
        }
    }
}

impl Exempt {
    fn is_for(&self, fault: &str, size: ShotSize, angle: Angle) -> bool {
        self.fault == fault && self.angle == angle && self.sizes.contains(&size)
    }
}

/// Who lies is framed by the span as it is seen: it fills the room that the row leaves, across or upright.
#[test]
fn who_lies_fills_the_picture_with_the_span_of_the_size() {
    let person = person_as(0, Figure::default(), 0.0, 0.0, 0.0, Pose::Lie);
    for (size, aspect) in [ShotSize::Cu, ShotSize::Ms, ShotSize::Mls, ShotSize::Fs]
        .iter()
        .flat_map(|size| ASPECTS.map(|aspect| (*size, aspect)))
    {
        let row = size_row(size);
        for (focal, down) in
            lenses(size).into_iter().flat_map(|focal| [10.0, 20.0, 65.0].map(|down| (focal, down)))
        {
            let glass = Glass { focal, gate: gate(Sensor::default(), aspect) };
            let from = Bearing { toward: Vec3::X, down };
            let view = frame_person(&person, size, from, 0.0, 0.5, glass).view(glass.gate);
            let mut points = person.outline(row.lower);
            points.extend(person.skull);
            let (low, high) = bounds(&view, &points).unwrap();
            let wide = (high.x - low.x) / 0.88;
            let tall = (high.y - low.y) / (row.lower_at.min(0.94) - row.head_room.max(0.04));
            let told = format!("{size} {aspect:.2} {focal} {down}: {low} to {high}");
            assert!((wide.max(tall) - 1.0).abs() < NEAR, "{told}");
            assert!(low.min_element() > 0.0 && high.max_element() < 1.0, "{told}");
        }
    }
}

/// What the table says of head-room is what the eyes leave of it on an adult.
#[test]
fn the_head_room_of_a_row_is_that_of_an_adult() {
    let person = person_as(0, Figure::default(), 0.0, 0.0, 0.0, Pose::Stand);
    for size in ALL {
        let row = size_row(size);
        let glass = Glass { focal: row.lens.1, gate: gate(Sensor::default(), 16.0 / 9.0) };
        let view =
            frame_eyes(&person, size, Bearing::level(ahead(0.0)), 0.5, glass).view(glass.gate);
        let top = view.project(person.crown).unwrap().uv.y;
        assert!((top - row.head_room).abs() < NEAR, "{size}: {top}");
    }
}

/// The crown that frames are measured by is where hair or hat is highest.
#[test]
fn the_crown_is_the_top_of_hair_and_hat() {
    let hairs =
        [Hair::Bald, Hair::Short, Hair::Bob, Hair::Long, Hair::Bun, Hair::Ponytail, Hair::Curly];
    let hats = [Hat::None, Hat::Cap, Hat::Beanie, Hat::Brim];
    for (hair, hat) in hairs.iter().flat_map(|hair| hats.map(|hat| (*hair, hat))) {
        let figure = Figure { hair, hat, ..Figure::default() };
        let person = person_as(0, figure.clone(), 0.0, 0.0, 0.0, Pose::Stand);
        let body = Body::of(&figure);
        let acting = Acting::held(&body, Pose::Stand, Vec3::ZERO, 0.0);
        let posed = posed(&body, &acting, None);
        let top = body_parts(&figure)
            .into_iter()
            .flat_map(|(joint, solid)| {
                let place = posed.joint(joint);
                solid.vertices.into_iter().map(move |one| place.transform_point3(one.position).y)
            })
            .fold(0.0, f32::max);
        let off = person.crown.y - top;
        assert!((-0.004..0.03).contains(&off), "{hair:?} {hat:?}: {off}");
    }
}
