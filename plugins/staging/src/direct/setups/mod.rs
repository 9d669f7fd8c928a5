//! The set-ups that could show what a shot is about, the most usual first.

mod details;
mod people;
mod wide;

use bevy_math::Vec3;
use details::{doorway, hand, sight};
use maquette_document::{Angle, ShotKind, ShotSize};

use crate::direct::Director;
use crate::framing::person::Person;
use crate::framing::solve::{Bearing, Glass, Placed, Room, frame_person, frame_points, size_seen};

/// What a shot is to show. People are places in the scene's list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Setup {
    /// The place, and who is in it.
    Establish,
    /// Several, from the side of the cameras.
    Group { who: Vec<usize>, size: ShotSize, kind: ShotKind },
    /// One over another's shoulder.
    Over { on: usize, over: usize, size: ShotSize },
    /// One alone; `variant` goes round to other angles.
    Single { on: usize, with: Option<usize>, size: ShotSize, angle: Angle, variant: usize },
    /// What a hand holds.
    Hand { of: usize },
    /// A piece of the set, maybe as somebody sees it.
    Thing { piece: usize, seen_by: Option<usize> },
    /// A door that opens.
    /// The middle of its sill, and the direction in which it is seen to open, in degrees.
    Doorway { sill: Vec3, facing: f32 },
    /// A place, as somebody sees it.
    Sight { of: usize, at: Vec3 },
    /// Another person, as somebody sees them.
    Regard { of: usize, whom: usize },
    /// All of a way that somebody goes: where from and where to.
    Way { on: usize, from: Vec3, to: Vec3, size: ShotSize },
}

/// A camera that could take a shot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) placed: Placed,
    pub(crate) size: ShotSize,
    pub(crate) angle: Angle,
    pub(crate) kind: ShotKind,
    /// How much less usual it is than the first.
    pub(crate) cost: f32,
}

/// Cameras that could take a shot, not yet placed: only those that are looked at are worked out.
#[derive(Default)]
pub(crate) struct Tries {
    points: Vec<Vec<Vec3>>,
    people: Vec<Person>,
    pub(crate) specs: Vec<Spec>,
}

/// How a camera is to be placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) cost: f32,
    size: ShotSize,
    angle: Angle,
    kind: ShotKind,
    how: How,
    /// The size is what is seen of the first person.
    measured: bool,
    /// What else of the place it holds counts.
    worth: bool,
}

#[derive(Clone, Copy, Debug)]
enum How {
    /// The first person, in the size, at `u` of the width.
    Person {
        bearing: Bearing,
        /// Degrees to the left shoulder.
        roll: f32,
        u: f32,
        focal: f32,
    },
    /// A list of points, in a part of the picture.
    Points {
        list: usize,
        room: Room,
        bearing: Bearing,
        focal: f32,
    },
    Placed(Placed),
}

impl Tries {
    fn push(&mut self, cost: f32, size: ShotSize, angle: Angle, kind: ShotKind, how: How) {
        self.specs.push(Spec { cost, size, angle, kind, how, measured: false, worth: false });
    }

    fn push_wide(&mut self, cost: f32, kind: ShotKind, how: How, worth: bool) {
        let (size, angle) = (ShotSize::Ws, Angle::Eye);
        self.specs.push(Spec { cost, size, angle, kind, how, measured: true, worth });
    }
}

/// Who a set-up is about, and whom that one talks to: places in the scene's list.
pub(crate) fn subjects_of(setup: &Setup, here: &[usize]) -> (Vec<usize>, Option<usize>) {
    match setup {
        Setup::Establish | Setup::Doorway { .. } => (Vec::new(), None),
        Setup::Group { who, .. } => (who.clone(), who.get(1).copied()),
        Setup::Over { on, over, .. } => (vec![*on], Some(*over)),
        Setup::Single { on, with, .. } => (vec![*on], with.filter(|with| here.contains(with))),
        Setup::Hand { of } => (vec![*of], None),
        Setup::Thing { seen_by, .. } => (Vec::new(), *seen_by),
        Setup::Sight { of, .. } => (Vec::new(), Some(*of)),
        Setup::Regard { of, whom } => (vec![*whom], Some(*of)),
        Setup::Way { on, .. } => (vec![*on], None),
    }
}

/// The most that a view of the place is worth; see [`Director::view_worth`].
const MOST_WORTH: f32 = 3.0;

impl Director<'_> {
    /// The cameras for a set-up, with everyone standing as `people` do; the most usual first.
    pub(in crate::direct) fn tries(&mut self, setup: &Setup, people: &[Person]) -> Tries {
        // In a car nothing below the waist can be seen.
        let most = if self.ground.is_car() { ShotSize::Ms } else { ShotSize::Ews };
        let find = |p: usize| people.iter().find(|person| person.who == self.scene.people[p].who);
        let mut tries = match setup {
            Setup::Establish => self.establishing(people),
            Setup::Group { who, size, kind } => {
                let group: Vec<&Person> = who.iter().filter_map(|p| find(*p)).collect();
                self.group(&group, (*size).min(most), *kind)
            }
            Setup::Over { on, over, size } => match (find(*on), find(*over)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (a.clone(), b.clone());
                    self.over(&a, &b, (*size).min(most))
                }
                (Some(a), None) => self.single(a, None, (*size).min(most), Angle::Eye, 0),
                _ => Tries::default(),
            },
            Setup::Single { on, with, size, angle, variant } => match find(*on) {
                Some(person) => {
                    self.single(person, with.and_then(find), (*size).min(most), *angle, *variant)
                }
                None => Tries::default(),
            },
            Setup::Hand { of } => find(*of).map_or_else(Tries::default, hand),
            Setup::Thing { piece, seen_by } => self.thing(*piece, seen_by.and_then(find)),
            Setup::Doorway { sill, facing } => doorway(*sill, *facing),
            Setup::Sight { of, at } => {
                find(*of).map_or_else(Tries::default, |person| sight(person, *at))
            }
            Setup::Regard { of, whom } => match (find(*of), find(*whom)) {
                (Some(a), Some(b)) => self.regard(a, b),
                _ => Tries::default(),
            },
            Setup::Way { on, from, to, size } => {
                find(*on).map_or_else(Tries::default, |person| self.way(person, *from, *to, *size))
            }
        };
        tries.specs.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        tries
    }

    fn glass(&self, focal: f32) -> Glass {
        Glass { focal, gate: self.film.gate }
    }

    /// Works out where the camera of a spec stands.
    pub(in crate::direct) fn place(&self, tries: &Tries, spec: &Spec) -> Candidate {
        let placed = match spec.how {
            How::Person { bearing, roll, u, focal } => {
                frame_person(&tries.people[0], spec.size, bearing, roll, u, self.glass(focal))
            }
            How::Points { list, room, bearing, focal } => {
                frame_points(&tries.points[list], room, bearing, self.glass(focal))
            }
            How::Placed(placed) => placed,
        };
        let view = placed.view(self.film.gate);
        let seen =
            tries.people.first().filter(|_| spec.measured).and_then(|one| size_seen(&view, one));
        // A place is seen wide, and with what it is known by.
        let lost = if spec.worth {
            let tight = seen.map_or(0, |size| (ShotSize::Ws as i32 - size as i32).max(0));
            0.5 * (MOST_WORTH - self.view_worth(&placed)) + 0.8 * tight as f32
        } else {
            0.0
        };
        let cost = spec.cost + lost.max(0.0);
        Candidate {
            placed,
            size: seen.unwrap_or(spec.size),
            angle: spec.angle,
            kind: spec.kind,
            cost,
        }
    }
}
