//! The table of sizes, measured: every size at every angle, in every aspect, through its lenses, on all kinds of
//! people, by projecting the landmarks.
//!
//! `cargo test -p maquette_staging --lib framing::table -- --nocapture` prints the worst of each.

use std::collections::BTreeMap;

use bevy_math::{Vec2, Vec3};
use maquette_camera::{View, gate};
use maquette_document::{Age, Angle, Figure, Hair, Hat, Pose, Sensor, ShotSize};

use super::looking::{falling, look_across, look_room};
use super::pair::turned;
use super::person::{Person, ahead};
use super::solve::{Bearing, Glass, bounds, frame_rolled, highest, lowest};
use super::tests::ALL;
use crate::tables::{FLOOR_ROOM, HEAD_ROOM, angle_row, is_seated, size_row};
use crate::tests::stand::person_as;

const ANGLES: [Angle; 6] =
    [Angle::Eye, Angle::High, Angle::Low, Angle::Bird, Angle::Worm, Angle::Dutch];
const ASPECTS: [f32; 7] = [1.0, 4.0 / 3.0, 16.0 / 9.0, 1.85, 2.0, 2.39, 9.0 / 16.0];
const LENSES: [f32; 12] =
    [18.0, 21.0, 24.0, 28.0, 35.0, 40.0, 50.0, 65.0, 85.0, 100.0, 135.0, 180.0];
/// Degrees from where they face to the camera.
const FACINGS: [f32; 4] = [0.0, 45.0, -45.0, 90.0];
/// What counts as where it should be, as a share of the frame's height.
const NEAR: f32 = 0.02;

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
        frame_rolled(self.person, self.size, bearing, roll, u, glass).view(glass.gate)
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
        Measured {
            lower: lower - row.lower_at,
            upper,
            head_room: top,
            figure: sole - top,
            before: if across > 0.0 { 1.0 - eyes.x } else { eyes.x },
            across,
            joint: joints.map(|seen| (seen.uv.y - 1.0).abs()).fold(1.0, f32::min),
            down: to.y.atan2(to.with_y(0.0).length()).to_degrees(),
            roll: view.right().y.asin().to_degrees(),
            floor: view.position.y - person.at.y,
        }
    }

    /// What is not as directing has it.
    fn faults(&self, is: &Measured) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let mut must = |holds: bool, fault| {
            if !holds {
                faults.push(fault);
            }
        };
        must(is.lower.abs() <= NEAR, "lower edge");
        // A hat, or the large head of a child, pushes the eyes down until it is whole.
        let pushed = is.upper > 0.0 && (is.head_room - HEAD_ROOM).abs() < 0.005;
        must(is.upper.abs() <= NEAR || !self.by_span() && pushed, "eyes or top");
        must(self.size < ShotSize::Cu || is.head_room >= HEAD_ROOM - 0.005, "head-room");
        let shares = match self.size {
            ShotSize::Fs => 0.86..=0.90,
            ShotSize::Ws => 0.50..=0.65,
            ShotSize::Vws => 0.25..=0.40,
            ShotSize::Ews => 0.05..=0.15,
            _ => f32::MIN..=f32::INFINITY,
        };
        must(shares.contains(&is.figure), "share of figure");
        let looks_aside = is.across.abs() > 0.3 && self.aspect > 0.6;
        must(!looks_aside || (0.55..=0.65).contains(&is.before), "looking room");
        let is_cut = (ShotSize::Cu..=ShotSize::Mls).contains(&self.size);
        must(!is_cut || is.joint >= 0.0155, "joint");
        let (low, high) = match self.angle {
            Angle::Eye | Angle::Dutch => (-3.0, 3.0),
            Angle::High => (15.0, 25.0),
            Angle::Low => (-25.0, -15.0),
            Angle::Bird => (60.0, 90.0),
            Angle::Worm => (-90.0, -40.0),
        };
        let on_the_floor = is.floor < FLOOR_ROOM + 0.01 && is.down < -3.0;
        must((low..=high).contains(&is.down) || on_the_floor, "angle");
        must((low..=high).contains(&is.down), "floor");
        let rolls = if self.angle == Angle::Dutch { 8.0..=15.0 } else { 0.0..=0.01 };
        must(rolls.contains(&is.roll.abs()), "horizon");
        must(is.floor >= 0.10, "under the floor");
        // Brow and chin hide eyes that are seen so steeply.
        must(self.size >= ShotSize::Cu || is.down.abs() < 60.0, "no eyes to be seen");
        faults
    }
}

fn cast() -> Vec<(&'static str, Person)> {
    let adult = Figure::default();
    let child = Figure { height: 1.2, age: Age::Child, ..Figure::default() };
    let tall = Figure { height: 1.95, build: 1.2, ..Figure::default() };
    let woman = Figure { height: 1.64, hair: Hair::Bun, ..Figure::default() };
    let old = Figure { height: 1.68, age: Age::Old, hat: Hat::Brim, ..Figure::default() };
    let stand = |name, figure: &Figure, pose| {
        (name, person_as(0, figure.clone(), 0.3, -0.2, 20.0, pose))
    };
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
        for (angle, aspect) in ANGLES.iter().flat_map(|angle| ASPECTS.map(|aspect| (*angle, aspect))) {
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

#[test]
fn every_size_lands_on_its_definition_but_for_those_that_cannot() {
    let mut worst: BTreeMap<(usize, usize), ([f32; 4], usize, usize)> = BTreeMap::new();
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    let (mut count, mut bad) = (0, Vec::new());
    each(|case| {
        count += 1;
        let is = case.measured();
        let faults = case.faults(&is);
        let key = (case.size as usize, ANGLES.iter().position(|one| *one == case.angle).unwrap());
        let (most, all, failed) = worst.entry(key).or_default();
        *all += 1;
        let looks = if is.across.abs() > 0.3 && case.aspect > 0.6 { (is.before - 0.6).abs() } else { 0.0 };
        for (most, now) in most.iter_mut().zip([is.lower.abs(), is.upper.abs(), if case.size < ShotSize::Cu { 0.0 } else { HEAD_ROOM - is.head_room }, looks]) {
            *most = most.max(now);
        }
        if !faults.is_empty() {
            *failed += 1;
            *broken.entry(format!("{} {:?} {faults:?} {}", case.size, case.angle, case.name)).or_default() += 1;
            bad.push(format!("{} {:?} {:.2} {} {} {} {faults:?} {is:?}", case.size, case.angle, case.aspect, case.focal, case.name, case.facing));
        }
    });
    for ((size, angle), (most, all, failed)) in &worst {
        println!("{:6} {:5} {most:.3?} {failed}/{all}", ALL[*size].to_string(), format!("{:?}", ANGLES[*angle]));
    }
    for (what, times) in &broken {
        println!("{times:4} {what}");
    }
    println!("{} of {count}", bad.len());
    if let Some(path) = std::env::var_os("MAQUETTE_BAD") { std::fs::write(path, bad.join("\n")).unwrap(); }
    let _ = bounds;
}
