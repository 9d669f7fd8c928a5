//! The set-ups that could show what a shot is about, the most usual first.

use bevy_math::{Vec2, Vec3};
use maquette_camera::{aim_at, aim_to_place};
use maquette_document::{Angle, PieceKind, ShotKind, ShotSize};
use maquette_figure::Landmark;

use super::Director;
use crate::framing::pair::{Twins, side_of, turned, twins};
use crate::framing::person::{Person, ahead, facing_to, wrapped};
use crate::framing::solve::{Bearing, Glass, Placed, Room, bounds, frame_person, frame_points, size_seen};
use crate::tables::{HIGH, LOOKING_ROOM, LOW, SINGLE_ANGLES, size_row, stepped};

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
    Doorway { door: usize },
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
    Person { bearing: Bearing, u: f32, focal: f32 },
    /// A list of points, in a part of the picture.
    Points { list: usize, room: Room, bearing: Bearing, focal: f32 },
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
    pub(super) fn tries(&mut self, setup: &Setup, people: &[Person]) -> Tries {
        let find = |p: usize| people.iter().find(|person| person.who == self.scene.people[p].who);
        let mut tries = match setup {
            Setup::Establish => self.establishing(people),
            Setup::Group { who, size, kind } => {
                let group: Vec<&Person> = who.iter().filter_map(|p| find(*p)).collect();
                self.group(&group, *size, *kind)
            }
            Setup::Over { on, over, size } => match (find(*on), find(*over)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (a.clone(), b.clone());
                    self.over(&a, &b, *size)
                }
                (Some(a), None) => self.single(a, None, *size, Angle::Eye, 0),
                _ => Tries::default(),
            },
            Setup::Single { on, with, size, angle, variant } => match find(*on) {
                Some(person) => self.single(person, with.and_then(find), *size, *angle, *variant),
                None => Tries::default(),
            },
            Setup::Hand { of } => find(*of).map_or_else(Tries::default, hand),
            Setup::Thing { piece, seen_by } => self.thing(*piece, seen_by.and_then(find)),
            Setup::Doorway { door } => self.doorway(*door),
            Setup::Sight { of, at } => find(*of).map_or_else(Tries::default, |person| sight(person, *at)),
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
    pub(super) fn place(&self, tries: &Tries, spec: &Spec) -> Candidate {
        let placed = match spec.how {
            How::Person { bearing, u, focal } => {
                frame_person(&tries.people[0], spec.size, bearing, u, self.glass(focal))
            }
            How::Points { list, room, bearing, focal } => {
                frame_points(&tries.points[list], room, bearing, self.glass(focal))
            }
            How::Placed(placed) => placed,
        };
        let view = placed.view(self.film.gate);
        let seen = tries.people.first().filter(|_| spec.measured).and_then(|one| size_seen(&view, one));
        let lost = if spec.worth { 0.5 * (MOST_WORTH - self.view_worth(&placed)) } else { 0.0 };
        let cost = spec.cost + lost.max(0.0);
        Candidate { placed, size: seen.unwrap_or(spec.size), angle: spec.angle, kind: spec.kind, cost }
    }

    /// The place from afar, or from a corner.
    fn establishing(&self, people: &[Person]) -> Tries {
        let ground = self.ground;
        let mut points: Vec<Vec3> = people.iter().flat_map(|person| person.outline(Landmark::Sole)).collect();
        let heart = if people.is_empty() {
            ground.heart()
        } else {
            people.iter().map(|person| person.at).sum::<Vec3>() / people.len() as f32
        };
        if points.is_empty() {
            points.extend([heart, heart + Vec3::Y * 1.75]);
        }
        let home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        // Inside all of the room that can be had; outside far enough for the place to be larger than people.
        let (lenses, shares, downs): (&[f32], &[f32], &[f32]) = if ground.is_interior() {
            (&[21.0, 24.0, 18.0], &[0.55, 0.65, 0.75], &[6.0, 12.0, 2.0])
        } else {
            (&[24.0, 21.0, 28.0], &[0.14, 0.2, 0.28, 0.4], &[5.0, 9.0, 2.0])
        };
        let landmark = self.landmark(&points);
        let mut tries = Tries { points: vec![points], people: people.to_vec(), specs: Vec::new() };
        if let Some(points) = landmark {
            tries.points.push(points);
            self.from_afar(&mut tries, home);
        }
        if ground.is_interior() {
            self.from_corners(&mut tries, heart);
        }
        for (rank, focal) in lenses.iter().enumerate() {
            for (far, share) in shares.iter().enumerate() {
                for (steep, down) in downs.iter().enumerate() {
                    for turn in [0.0, 25.0, -25.0, 50.0, -50.0, 80.0, -80.0_f32] {
                        let room = Room { left: 0.08, right: 0.92, top: 0.76 - share, bottom: 0.80 };
                        let bearing = Bearing { toward: turned(home, turn, 1.0), down: *down };
                        let cost = rank as f32 * 0.3 + far as f32 * 0.8 + steep as f32 * 0.25 + turn.abs() / 60.0;
                        let how = How::Points { list: 0, room, bearing, focal: *focal };
                        tries.push_wide(cost, ShotKind::Master, how, true);
                    }
                }
            }
        }
        tries
    }

    /// Cameras in the corners of a room, and in the middle of its walls, that look at the people.
    fn from_corners(&self, tries: &mut Tries, heart: Vec3) {
        let half = Vec2::new(self.ground.set.width, self.ground.set.depth) / 2.0;
        let toward_home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        for (x, z) in [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (0.3, 1.0), (-0.3, -1.0), (1.0, 0.3), (-1.0, -0.3)] {
            for inset in [0.4, 0.75, 1.1_f32] {
                for (rank, height) in [1.55, 1.9, 1.2].into_iter().enumerate() {
                    let at = (half - inset).max(Vec2::splat(0.2)) * Vec2::new(x, z);
                    let position = Vec3::new(at.x, height, at.y);
                    let home = (position - heart).with_y(0.0).normalize_or(Vec3::Z).dot(toward_home);
                    for (lens, focal) in [21.0, 24.0, 18.0].into_iter().enumerate() {
                        let target = heart + Vec3::Y * 1.05;
                        let aim = aim_to_place(position, target, Vec2::new(0.5, 0.52), focal, self.film.gate);
                        let cost = 1.4 - 1.2 * home + rank as f32 * 0.2 + lens as f32 * 0.3 + (inset - 0.4) * 0.6;
                        let how = How::Placed(Placed { position, aim, focal });
                        tries.push_wide(cost, ShotKind::Master, how, true);
                    }
                }
            }
        }
    }

    /// What a place outside is known by, with the people before it.
    fn landmark(&self, people: &[Vec3]) -> Option<Vec<Vec3>> {
        let rank = |kind: PieceKind| match kind {
            PieceKind::Tower => 3,
            PieceKind::House => 2,
            _ => 0,
        };
        if self.ground.is_interior() {
            return None;
        }
        let pieces = self.ground.set.pieces.iter().enumerate().filter(|(_, piece)| rank(piece.kind) > 0);
        let (index, _) = pieces.max_by(|a, b| {
            let near = |piece: &maquette_document::Piece| -piece.at.length();
            rank(a.1.kind).cmp(&rank(b.1.kind)).then(near(a.1).total_cmp(&near(b.1)))
        })?;
        Some(people.iter().copied().chain(self.ground.piece_points(index)).collect())
    }

    /// Cameras far enough off for a landmark, from all around.
    fn from_afar(&self, tries: &mut Tries, home: Vec3) {
        for (rank, focal) in [24.0, 21.0, 28.0, 18.0].into_iter().enumerate() {
            for step in 0..12 {
                let turn = 30.0 * (step as f32 / 2.0).ceil() * if step % 2 == 0 { 1.0 } else { -1.0 };
                for (steep, down) in [1.0, -4.0, 5.0_f32].into_iter().enumerate() {
                    let room = Room { left: 0.1, right: 0.9, top: 0.08, bottom: 0.86 };
                    let bearing = Bearing { toward: turned(home, turn, 1.0), down };
                    let cost = rank as f32 * 0.3 + turn.abs() / 120.0 + steep as f32 * 0.3 - 1.5;
                    let how = How::Points { list: 1, room, bearing, focal };
                    tries.push_wide(cost, ShotKind::Master, how, true);
                }
            }
        }
    }

    /// What of the place a view holds: landmarks, windows, doors, depth.
    fn view_worth(&self, placed: &Placed) -> f32 {
        let view = placed.view(self.film.gate);
        let holds = |at: Vec3| {
            view.project(at).is_some_and(|seen| {
                (0.02..=0.98).contains(&seen.uv.x) && (-0.1..=1.0).contains(&seen.uv.y) && seen.depth > 1.5
            })
        };
        let landmark = |kind: PieceKind| {
            matches!(kind, PieceKind::Tower | PieceKind::House | PieceKind::Boat | PieceKind::Pier | PieceKind::Car
                | PieceKind::Beacon | PieceKind::Table | PieceKind::RoundTable | PieceKind::Bed | PieceKind::Desk | PieceKind::Sofa)
        };
        let pieces = self.ground.set.pieces.iter().filter(|piece| landmark(piece.kind) && holds(piece.at + Vec3::Y)).count();
        let ways = self.ground.windows.iter().chain(&self.ground.doors).filter(|way| holds(way.outside + Vec3::Y * 1.3)).count();
        pieces.min(3) as f32 * 0.6 + ways.min(3) as f32 * 0.4
    }

    fn group(&self, group: &[&Person], size: ShotSize, kind: ShotKind) -> Tries {
        let mut tries = Tries::default();
        if group.is_empty() {
            return tries;
        }
        tries.people.push(group[0].clone());
        let heart = group.iter().map(|person| person.eyes).sum::<Vec3>() / group.len() as f32;
        let home = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        let base = match group {
            // Two: from across their line.
            [a, b] => {
                let line = (b.eyes - a.eyes).with_y(0.0).normalize_or(Vec3::X);
                let across = Vec3::new(-line.z, 0.0, line.x);
                if across.dot(home) < 0.0 { -across } else { across }
            }
            _ => home,
        };
        // Of two, one side is ours; more are seen from where their faces are.
        let all = [0.0, 15.0, -15.0, 30.0, -30.0, 45.0, -45.0, 65.0, -65.0, 90.0, -90.0, 120.0, -120.0_f32];
        let turns = if group.len() == 2 { &all[..7] } else { &all[..] };
        let row = size_row(size);
        let lenses = [(row.lens.0 + row.lens.1) / 2.0, row.lens.0, row.lens.0 * 0.8, row.lens.1];
        for (wider, size) in [size, stepped(size, 1), stepped(size, -1), stepped(size, 2)].into_iter().enumerate() {
            let lower = size_row(size).lower;
            tries.points.push(group.iter().flat_map(|person| person.outline(lower)).collect());
            let bottom = if lower == Landmark::Sole { 0.93 } else { 1.0 };
            // Loosely too, where the shot before had the same people tight.
            let rooms = [(0.09, 0.0), (0.27, 1.6)];
            for (rank, focal) in lenses.into_iter().enumerate() {
                for (turn, (margin, loose)) in turns.iter().flat_map(|turn| rooms.map(|room| (turn, room))) {
                    let room = Room { left: margin, right: 1.0 - margin, top: 0.11 + 0.5 * (margin - 0.09), bottom };
                    for (steep, down) in [0.0, 7.0, 14.0].into_iter().enumerate() {
                        let bearing = Bearing { toward: turned(base, *turn, 1.0), down };
                        let cost = wider as f32 * 0.9 + rank as f32 * 0.4 + turn.abs() / 40.0 + steep as f32 * 0.5 + loose;
                        tries.push_wide(cost, kind, How::Points { list: wider, room, bearing, focal }, false);
                    }
                }
            }
        }
        tries
    }

    /// Over a shoulder; where that cannot be, alone.
    fn over(&mut self, on: &Person, over: &Person, size: ShotSize) -> Tries {
        let mut tries = self.single(on, Some(over), size, Angle::Eye, 0);
        tries.specs.iter_mut().for_each(|spec| spec.cost += 2.0);
        for (rank, size) in [size, stepped(size, 1), stepped(size, -1)].into_iter().enumerate() {
            if let Some(twins) = self.twins_of(on, over, size) {
                let placed = twins.on[usize::from(on.who > over.who)];
                tries.push(rank as f32 * 1.2, size, Angle::Eye, ShotKind::Ots, How::Placed(placed));
            }
        }
        tries
    }

    /// The twins of a pair, once for as long as both stand still.
    fn twins_of(&mut self, a: &Person, b: &Person, size: ShotSize) -> Option<Twins> {
        let (a, b) = if a.who < b.who { (a, b) } else { (b, a) };
        let key = (a.who, b.who, size);
        let same = |(at_a, at_b, _): &&(Vec3, Vec3, Option<Twins>)| {
            at_a.distance(a.at) < 0.02 && at_b.distance(b.at) < 0.02
        };
        if let Some((_, _, twins)) = self.twins.get(&key).filter(same) {
            return *twins;
        }
        let side = side_of(a.eyes, b.eyes, self.home);
        let found = twins(a, b, size, side, self.film.gate);
        self.twins.insert(key, (a.at, b.at, found));
        found
    }

    fn single(&self, on: &Person, with: Option<&Person>, size: ShotSize, angle: Angle, variant: usize) -> Tries {
        let down = match angle {
            Angle::High => HIGH,
            Angle::Low => LOW,
            Angle::Bird => 65.0,
            Angle::Worm => -45.0,
            Angle::Eye | Angle::Dutch => 0.0,
        };
        let facing = ahead(on.facing);
        let axis = with.map_or(facing, |other| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing));
        let side = side_of(on.eyes, with.map_or(on.eyes + axis, |other| other.eyes), self.home);
        let alone = with.is_none();
        // Every second shot of one who is alone comes from the other side.
        let side = if alone && variant % 2 == 1 { -side } else { side };
        let sides: &[f32] = if alone { &[side, -side] } else { &[side] };
        let mut tries = Tries { people: vec![on.clone()], ..Tries::default() };
        for (off, size) in [size, stepped(size, -1), stepped(size, 1), stepped(size, 2)].into_iter().enumerate() {
            let row = size_row(size);
            let lenses = [(row.lens.0 + row.lens.1) / 2.0, row.lens.1, row.lens.0, row.lens.0 * 0.8];
            for (rank, focal) in lenses.into_iter().enumerate() {
                for (turn, degrees) in SINGLE_ANGLES.iter().enumerate() {
                    for (swap, side) in sides.iter().enumerate() {
                        let toward = turned(axis, *degrees, *side);
                        let u = self.look_room(on, with, toward);
                        // From a little higher the lower edge falls elsewhere, if it fell on a joint.
                        for (grow, more) in [0.0, 2.5, 5.0_f32].into_iter().enumerate() {
                            let bearing = Bearing { toward, down: down + more };
                            let cost = off as f32 * 2.2 + rank as f32 * 0.5 + turn as f32 * 0.22
                                + swap as f32 * 1.5 + grow as f32 * 0.35;
                            let how = How::Person { bearing, u, focal };
                            tries.push(cost, size, angle, ShotKind::Single, how);
                        }
                    }
                }
            }
        }
        tries
    }

    /// Where a face lies in the width, so that there is room before it.
    fn look_room(&self, on: &Person, with: Option<&Person>, toward: Vec3) -> f32 {
        let facing = ahead(on.facing);
        let way = with.map_or(facing, |other| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing));
        // Right in the picture, for a camera that stands `toward` and looks back.
        let right = Vec3::Y.cross(toward);
        let across = way.dot(right);
        let aspect = self.film.gate.x / self.film.gate.y;
        // In a narrow picture looking room gives way to the figure's width.
        let room = (LOOKING_ROOM - 0.5) * ((aspect - 0.5) / 0.9).clamp(0.0, 1.0);
        0.5 - room * (across * 2.5).clamp(-1.0, 1.0)
    }

    fn thing(&self, piece: usize, seen_by: Option<&Person>) -> Tries {
        let points = self.ground.piece_points(piece);
        let front = ahead(self.ground.set.pieces[piece].turn);
        let middle = points.iter().sum::<Vec3>() / points.len().max(1) as f32;
        let mut tries = Tries::default();
        if let Some(eye) = seen_by {
            for (rank, focal) in [50.0, 35.0, 65.0, 85.0, 28.0].into_iter().enumerate() {
                let placed = Placed { position: eye.eyes, aim: aim_at(eye.eyes, middle), focal };
                let fits = bounds(&placed.view(self.film.gate), &points).is_some_and(|(low, high)| {
                    low.min_element() > 0.03 && high.max_element() < 0.97 && (high - low).max_element() > 0.12
                });
                let cost = rank as f32 * 0.3 + if fits { 0.0 } else { 3.0 };
                tries.push(cost, ShotSize::Cu, Angle::Eye, ShotKind::Pov, How::Placed(placed));
            }
        }
        tries.points.push(points);
        let side = if front.dot(self.home - middle) < -0.5 { -1.0 } else { 1.0 };
        for (turn, degrees) in [25.0, -25.0, 0.0, 50.0, -50.0, 80.0, -80.0_f32].into_iter().enumerate() {
            for (lens, focal) in [50.0, 65.0, 35.0, 28.0].into_iter().enumerate() {
                for (steep, down) in [14.0, 4.0, 26.0].into_iter().enumerate() {
                    let room = Room { left: 0.2, right: 0.8, top: 0.2, bottom: 0.78 };
                    let bearing = Bearing { toward: turned(front * side, degrees, 1.0), down };
                    let cost = 1.0 + turn as f32 * 0.25 + lens as f32 * 0.4 + steep as f32 * 0.3;
                    let how = How::Points { list: 0, room, bearing, focal };
                    tries.push(cost, ShotSize::Cu, Angle::Eye, ShotKind::Insert, how);
                }
            }
        }
        tries
    }

    /// A door from inside.
    fn doorway(&self, door: usize) -> Tries {
        let mut tries = Tries::default();
        let Some(door) = self.ground.doors.get(door) else { return tries };
        let sill = door.inside.lerp(door.outside, 0.47);
        let across = turned(ahead(door.facing_in), 90.0, 1.0) * 0.5;
        tries.points.push(vec![sill + across, sill - across, sill + across + Vec3::Y * 2.1, sill - across + Vec3::Y * 2.1]);
        for (turn, degrees) in [20.0, -20.0, 35.0, -35.0, 0.0, 50.0, -50.0_f32].into_iter().enumerate() {
            for (lens, focal) in [40.0, 35.0, 50.0, 28.0].into_iter().enumerate() {
                let bearing = Bearing::level(turned(ahead(door.facing_in), degrees, 1.0));
                let room = Room { left: 0.2, right: 0.8, top: 0.12, bottom: 0.9 };
                let how = How::Points { list: 0, room, bearing, focal };
                tries.push(turn as f32 * 0.2 + lens as f32 * 0.4, ShotSize::Fs, Angle::Eye, ShotKind::Cutaway, how);
            }
        }
        tries
    }

    /// Another as somebody sees them.
    fn regard(&self, of: &Person, whom: &Person) -> Tries {
        let mut tries = Tries { people: vec![whom.clone()], ..Tries::default() };
        for (rank, focal) in [50.0, 40.0, 65.0, 35.0, 85.0].into_iter().enumerate() {
            let aim = aim_to_place(of.eyes, whom.eyes, Vec2::new(0.5, 0.32), focal, self.film.gate);
            let how = How::Placed(Placed { position: of.eyes, aim, focal });
            tries.push_wide(rank as f32 * 0.3, ShotKind::Pov, how, false);
        }
        tries
    }

    /// Both ends of a way, in depth where it can be had.
    fn way(&self, on: &Person, from: Vec3, to: Vec3, size: ShotSize) -> Tries {
        let tall = on.height + 0.05;
        let both = [from, to].into_iter().flat_map(|at| [at, at + Vec3::Y * tall]).collect();
        let line = (from - to).with_y(0.0).normalize_or(ahead(on.facing));
        let home = (self.home - (from + to) / 2.0).with_y(0.0).normalize_or(Vec3::Z);
        let mut tries = Tries { points: vec![both], people: vec![on.clone()], specs: Vec::new() };
        let row = size_row(size);
        for (rank, focal) in [row.lens.0, row.lens.1, row.lens.0 * 0.8, 21.0].into_iter().enumerate() {
            for turn in [28.0, -28.0, 50.0, -50.0, 12.0, -12.0, 75.0, -75.0, 150.0, -150.0, 120.0, -120.0_f32] {
                for (steep, down) in [0.0, 6.0].into_iter().enumerate() {
                    // Toward the camera: who comes, comes nearer; who goes is seen from behind.
                    let toward = turned(-line, turn, 1.0);
                    let room = Room { left: 0.12, right: 0.88, top: 0.12, bottom: 0.92 };
                    let from_behind = wrapped(facing_to(Vec3::ZERO, toward) - on.facing).abs() > 110.0;
                    let cost = 2.0 + rank as f32 * 0.4 + turn.abs() / 60.0 + steep as f32 * 0.3 - toward.dot(home)
                        + if from_behind { 0.8 } else { 0.0 };
                    let how = How::Points { list: 0, room, bearing: Bearing { toward, down }, focal };
                    tries.push_wide(cost, ShotKind::Single, how, false);
                }
            }
        }
        tries
    }
}

/// What a hand holds, close.
fn hand(of: &Person) -> Tries {
    let at = of.hand + ahead(of.facing) * 0.05;
    let axes = [Vec3::X, Vec3::NEG_X, Vec3::Y, Vec3::NEG_Y, Vec3::Z, Vec3::NEG_Z];
    let points = axes.map(|axis| at + axis * 0.11).to_vec();
    let mut tries = Tries { points: vec![points], people: vec![of.clone()], specs: Vec::new() };
    over_own_shoulder(of, &mut tries, at);
    let turns = [20.0, -20.0, 45.0, -45.0, 70.0, -70.0, 0.0, 110.0, -110.0, 150.0, -150.0_f32];
    for (rank, down) in [32.0, 45.0, 20.0, 58.0, 8.0_f32].into_iter().enumerate() {
        for (turn, degrees) in turns.into_iter().enumerate() {
            for (lens, focal) in [85.0, 65.0, 50.0].into_iter().enumerate() {
                let room = Room { left: 0.2, right: 0.8, top: 0.27, bottom: 0.73 };
                let bearing = Bearing { toward: turned(ahead(of.facing), degrees, 1.0), down };
                let cost = rank as f32 * 0.3 + turn as f32 * 0.2 + lens as f32 * 0.3;
                let how = How::Points { list: 0, room, bearing, focal };
                tries.push(cost, ShotSize::Ecu, Angle::High, ShotKind::Insert, how);
            }
        }
    }
    tries
}

/// Over one's own shoulder, for what is hidden from before.
fn over_own_shoulder(of: &Person, tries: &mut Tries, at: Vec3) {
    let ahead = ahead(of.facing);
    for side in [1.0, -1.0_f32] {
        let aside = turned(ahead, 90.0, side);
        for (rank, (out, up, back)) in [(0.3, 0.12, 0.02), (0.36, 0.25, 0.1), (0.22, 0.4, -0.15)].into_iter().enumerate() {
            let position = of.eyes + aside * out + Vec3::Y * up - ahead * back;
            let how = How::Placed(Placed { position, aim: aim_at(position, at), focal: 50.0 });
            tries.push(2.6 + rank as f32 * 0.3, ShotSize::Ecu, Angle::High, ShotKind::Insert, how);
        }
    }
}

/// From somebody's eyes toward a place.
fn sight(of: &Person, at: Vec3) -> Tries {
    let mut tries = Tries { people: vec![of.clone()], ..Tries::default() };
    for (rank, focal) in [35.0, 28.0, 50.0].into_iter().enumerate() {
        for (turn, degrees) in [0.0, 12.0, -12.0, 30.0, -30.0_f32].into_iter().enumerate() {
            let way = turned(at - of.eyes, degrees, 1.0);
            // Past the window frame rather than from behind it.
            for (step, forward) in [0.0, 0.25, 0.5].into_iter().enumerate() {
                let position = of.eyes + way.with_y(0.0).normalize_or(Vec3::Z) * forward;
                let placed = Placed { position, aim: aim_at(position, of.eyes + way), focal };
                let cost = rank as f32 * 0.3 + turn as f32 * 0.5 + step as f32 * 0.2;
                tries.push(cost, ShotSize::Ews, Angle::Eye, ShotKind::Pov, How::Placed(placed));
            }
        }
    }
    tries
}
