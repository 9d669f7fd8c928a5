//! A set as the director sees it: where people can stand and walk, what hides what, where a camera has room.

mod doors;
mod leaves;
mod solid;
mod ways;

use bevy_math::{Quat, Vec2, Vec3, ops};
use leaves::Leaf;
use maquette_document::{Id, PieceKind, Set, SetKind};
use maquette_figure::{
    Approach, DoorSpot, Floor, SeatSpot, Standing, Swing, Treads, floor_of, obstacles, piece_door,
    piece_footprint, piece_size, swings, walls,
};
use solid::{Box3, Plane};

use crate::breakdown::{Relation, ThingKind};
use crate::dress::alike;
use crate::framing::person::ahead;
use crate::tables::ELBOW_ROOM;

/// Metres beyond a wall that is taken away for the camera that a camera may stand.
const WILD: f32 = 1.6;
/// Metres that a camera may stand off the floor of a place without walls.
const AFIELD: f32 = 70.0;

/// Metres from which on a thing is part of the distance.
const AFAR: f32 = 25.0;

/// What is seen behind something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backdrop {
    /// A piece or a box of the set.
    Thing(Standing),
    Wall,
    /// A door or window: the wall, and which of its holes.
    Hole(usize, usize),
    /// Sky, ground, the distance.
    Away,
}

#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) id: Id,
    pub(crate) set: Set,
    pub(crate) seats: Vec<SeatSpot>,
    pub(crate) doors: Vec<DoorSpot>,
    pub(crate) windows: Vec<DoorSpot>,
    floor: Floor,
    walls: Vec<Plane>,
    solids: Vec<Box3>,
    treads: Treads,
    swings: Vec<Swing>,
    leaves: Vec<Leaf>,
}

/// Metres between the side of a thing and the middle of who stands there.
const CLOSE: f32 = 0.42;

impl Ground {
    pub(crate) fn new(id: Id, set: Set) -> Self {
        let floor = floor_of(&set);
        let walls: Vec<Plane> = walls(&set).iter().map(Plane::of).collect();
        let solids = obstacles(&set).iter().map(|one| Box3::of(one, &set, &walls)).collect();
        Self {
            id,
            seats: floor.seats.clone(),
            doors: floor.doors.clone(),
            windows: floor.windows.clone(),
            floor,
            walls,
            solids,
            treads: Treads::of(&set),
            swings: swings(&set),
            leaves: Leaf::all(&set),
            set,
        }
    }

    /// A car: all of it is seats.
    pub(crate) fn is_car(&self) -> bool {
        self.set.kind == SetKind::Vehicle && self.set.height < 1.75
    }

    /// Everybody in it sits: a car, a carriage.
    pub(crate) fn is_seated(&self) -> bool {
        let steered = self.set.pieces.iter().any(|piece| piece.kind == PieceKind::Steering);
        self.set.kind == SetKind::Vehicle && (self.is_car() || !steered)
    }

    /// Where one who sits on a seat is: a body sits as high as a chair unless it is put lower or higher.
    pub(crate) fn sat_on(&self, seat: usize) -> Vec3 {
        let seat = &self.seats[seat];
        let off = seat.height - maquette_figure::SEAT;
        seat.at + Vec3::Y * if off.abs() > 0.05 { off } else { 0.0 }
    }

    pub(crate) fn is_interior(&self) -> bool {
        matches!(self.set.kind, SetKind::Room | SetKind::Corridor)
    }

    /// The middle of the free floor.
    pub(crate) fn heart(&self) -> Vec3 {
        self.lift(self.floor.free.middle)
    }

    /// Where a group may gather, the best first.
    pub(crate) fn hearts(&self) -> Vec<Vec3> {
        let mut hearts = vec![self.heart()];
        hearts.extend(self.floor.spots.iter().map(|spot| spot.at));
        let free = self.floor.free;
        for (x, z) in [(-0.5, 0.0), (0.5, 0.0), (0.0, -0.5), (0.0, 0.5), (-0.4, -0.4), (0.4, 0.4)] {
            hearts.push(self.lift(free.middle + free.half.min(Vec2::splat(4.0)) * Vec2::new(x, z)));
        }
        hearts
    }

    /// The facing of who stands alone: toward the open side.
    pub(crate) fn front(&self) -> f32 {
        let eyes = self.heart() + Vec3::Y * 1.5;
        let best = (0..8).map(|step| 45.0 * step as f32).max_by(|a, b| {
            let room = |facing: f32| self.open(eyes, crate::framing::person::ahead(facing), 6.0);
            room(*a).total_cmp(&room(*b))
        });
        best.unwrap_or(0.0)
    }

    /// A place on the floor, at its height.
    pub(crate) fn lift(&self, at: Vec2) -> Vec3 {
        Vec3::new(at.x, self.treads.ground_at(&self.set, at), at.y)
    }

    pub(crate) fn lifted(&self, at: Vec3) -> Vec3 {
        self.lift(Vec2::new(at.x, at.z))
    }

    /// Whether one can stand at `at` with `room` metres around.
    pub(crate) fn is_free(&self, at: Vec3, room: f32) -> bool {
        let flat = Vec2::new(at.x, at.z);
        let rise = self.treads.rise(flat);
        self.is_within(flat, room.min(0.3))
            && self.solids.iter().all(|one| !one.stops(rise) || one.distance(flat) > room)
    }

    fn is_within(&self, at: Vec2, room: f32) -> bool {
        let half = Vec2::new(self.set.width, self.set.depth) / 2.0 - room;
        at.abs().cmple(half).all()
            && self.walls.iter().all(|wall| wall.depth(at) > room || !wall.faces(at))
    }

    /// The free place nearest to `at`, away from all of `taken`.
    pub(crate) fn free_near(&self, at: Vec3, taken: &[Vec3]) -> Vec3 {
        let apart = |place: &Vec3| taken.iter().all(|other| other.distance(*place) > 0.82);
        let clear = |place: &Vec3| self.can_stand(*place, ELBOW_ROOM) && apart(place);
        let mut radius = 0.0;
        while radius < 14.0 {
            let steps = if radius == 0.0 { 1 } else { 16 };
            for step in 0..steps {
                let angle = std::f32::consts::TAU * step as f32 / steps as f32;
                let place =
                    self.lifted(at + Vec3::new(ops::sin(angle), 0.0, ops::cos(angle)) * radius);
                if clear(&place) {
                    return place;
                }
            }
            radius += 0.3;
        }
        let mut spots = self.floor.spots.iter().map(|spot| spot.at);
        let spot = spots.find(|at| self.is_free(*at, ELBOW_ROOM) && apart(at));
        spot.unwrap_or_else(|| self.heart())
    }

    /// Where one stands to be at a thing, facing it: free of `taken`, nearest to `from`.
    pub(crate) fn place_at(
        &self,
        thing: ThingKind,
        taken: &[Vec3],
        from: Vec3,
    ) -> Option<(Vec3, f32)> {
        let clear = |at: Vec3| taken.iter().all(|other| other.distance(at) > 0.8);
        let nearest = |places: Vec<(Vec3, f32)>| {
            // A chair may stand where one would: then a step aside.
            let aside = |(at, facing): (Vec3, f32)| {
                let free = if self.can_stand(at, 0.2) && clear(at) {
                    at
                } else {
                    self.free_near(at, taken)
                };
                (free, facing)
            };
            let free = places.iter().copied().map(aside).filter(|(at, _)| clear(*at));
            let free =
                free.filter(|(at, _)| places.iter().any(|(wanted, _)| wanted.distance(*at) < 1.2));
            free.min_by(|a, b| a.0.distance(from).total_cmp(&b.0.distance(from)))
        };
        match thing {
            ThingKind::Door => {
                nearest(self.doors.iter().flat_map(|door| self.at_door(door)).collect())
            }
            ThingKind::Window | ThingKind::Distance => {
                nearest(self.beside_windows()).or_else(|| {
                    let before = |way: &DoorSpot| (way.inside, way.facing_in + 180.0);
                    nearest(self.windows.iter().map(before).collect())
                })
            }
            ThingKind::Piece(kind) => {
                let exact = self.floor.approaches.iter().any(|one| one.kind == kind);
                let fits =
                    |one: &&Approach| if exact { one.kind == kind } else { alike(one.kind, kind) };
                let found = self.floor.approaches.iter().filter(fits);
                nearest(found.map(|one: &Approach| (one.at, one.facing)).collect())
            }
            ThingKind::Prop(_) | ThingKind::Other => None,
        }
    }

    /// As [`Self::place_at`], on the side of a piece that the script names; none where it names none, or there is no
    /// room on it. Before and beside it one faces as it does, and so one does behind it, over it.
    pub(crate) fn place_on_side(
        &self,
        thing: ThingKind,
        side: Relation,
        taken: &[Vec3],
        from: Vec3,
    ) -> Option<(Vec3, f32)> {
        let ThingKind::Piece(kind) = thing else { return None };
        let half = maquette_figure::piece_size(kind) / 2.0;
        let clear = |at: &Vec3| {
            self.can_stand(*at, 0.25) && taken.iter().all(|other| other.distance(*at) > 0.8)
        };
        let of_piece = |piece: &maquette_document::Piece| {
            let front = ahead(piece.turn);
            let aside = front.cross(Vec3::Y) * (half.x + CLOSE);
            let deep = front * (half.z + CLOSE);
            let ways = match side {
                Relation::Before => vec![deep],
                Relation::Behind => vec![-deep],
                Relation::Beside => vec![aside, -aside],
                _ => Vec::new(),
            };
            let floor = piece.at.with_y(0.0);
            ways.into_iter().map(|way| (self.lifted(floor + way), piece.turn)).collect::<Vec<_>>()
        };
        let pieces = self.set.pieces.iter().filter(|piece| piece.kind == kind);
        let spots = pieces.flat_map(of_piece).filter(|(at, _)| clear(at));
        spots.min_by(|a, b| a.0.distance(from).total_cmp(&b.0.distance(from)))
    }

    /// Metres from `at` to the nearest such thing.
    pub(crate) fn distance_to(&self, thing: ThingKind, at: Vec3) -> Option<f32> {
        let near = |points: Vec<Vec3>| points.iter().map(|p| p.distance(at)).min_by(f32::total_cmp);
        match thing {
            ThingKind::Door => near(self.doors.iter().map(|door| door.inside).collect()),
            ThingKind::Window | ThingKind::Distance => {
                near(self.windows.iter().map(|way| way.inside).collect())
            }
            ThingKind::Piece(kind) => near(
                self.set
                    .pieces
                    .iter()
                    .filter(|piece| piece.kind == kind)
                    .map(|piece| piece.at)
                    .collect(),
            ),
            ThingKind::Prop(_) | ThingKind::Other => None,
        }
    }

    /// The piece of a kind, or of one that does as well, that is nearest to `at`.
    pub(crate) fn piece_near(&self, kind: PieceKind, at: Vec3) -> Option<usize> {
        let nearest = |fits: &dyn Fn(PieceKind) -> bool| {
            let some = self.set.pieces.iter().enumerate().filter(|(_, piece)| fits(piece.kind));
            some.min_by(|a, b| a.1.at.distance(at).total_cmp(&b.1.at.distance(at)))
                .map(|(index, _)| index)
        };
        // The lamp of a place is its great one before a lantern on a desk.
        let great = |other| kind == PieceKind::Lamp && other == PieceKind::Beacon;
        nearest(&|other| other == kind)
            .or_else(|| nearest(&great))
            .or_else(|| nearest(&|other| alike(other, kind)))
    }

    /// The door of the building nearest to `at`: the middle of its sill, and where it faces.
    pub(crate) fn building_door(&self, at: Vec3) -> Option<(Vec3, f32)> {
        let doors = self.set.pieces.iter().filter_map(|piece| {
            let sill = piece_door(piece.kind)? * piece.scale;
            let turned = Quat::from_rotation_y(piece.turn.to_radians()) * sill;
            Some((piece.at + turned, piece.turn))
        });
        doors.min_by(|a, b| a.0.distance(at).total_cmp(&b.0.distance(at)))
    }

    /// Whether nothing of the set hides `to` from an eye at `from`.
    pub(crate) fn sight(&self, from: Vec3, to: Vec3) -> bool {
        let by_wall = self.walls.iter().any(|wall| wall.hides(from, to));
        !by_wall
            && self.solids.iter().all(|one| {
                let taken = one.with.iter().any(|wall| self.walls[*wall].depth(flat(from)) <= 0.0);
                taken || !one.hides(from, to)
            })
    }

    /// Whether a door that stands open for one of those at `people` hides `to` from an eye at `from`.
    pub(crate) fn door_hides(
        &self,
        from: Vec3,
        to: Vec3,
        people: impl Iterator<Item = Vec3> + Clone,
    ) -> bool {
        let open = self.leaves.iter().filter(|leaf| people.clone().any(|at| leaf.opens_for(at)));
        open.into_iter().any(|leaf| leaf.hides(from, to))
    }

    /// What is first seen from `from` along `ray`, of length one, beyond `near` metres.
    pub(crate) fn seen_along(&self, from: Vec3, ray: Vec3, near: f32) -> Backdrop {
        let mut found = (AFAR, Backdrop::Away);
        let mut take = |far: f32, what: Backdrop| {
            if far > near && far < found.0 {
                found = (far, what);
            }
        };
        for (index, wall) in self.walls.iter().enumerate() {
            match wall.met(from, ray) {
                Some((far, Some(hole))) => take(far, Backdrop::Hole(index, hole)),
                Some((far, None)) => take(far, Backdrop::Wall),
                None => {}
            }
        }
        for one in &self.solids {
            let taken = one.with.iter().any(|wall| self.walls[*wall].depth(flat(from)) <= 0.0);
            if !taken && let Some(far) = one.met(from, ray) {
                take(far, Backdrop::Thing(one.of));
            }
        }
        found.1
    }

    /// Whether a thing is met from `from` along `ray`, of length one, within `most` metres.
    pub(crate) fn met_within(&self, from: Vec3, ray: Vec3, most: f32) -> bool {
        self.solids.iter().any(|one| {
            let taken = one.with.iter().any(|wall| self.walls[*wall].depth(flat(from)) <= 0.0);
            !taken && one.met(from, ray).is_some_and(|far| far < most)
        })
    }

    /// Metres that are open from `from` in a level direction, up to `most`.
    pub(crate) fn open(&self, from: Vec3, toward: Vec3, most: f32) -> f32 {
        let step = 0.25;
        let mut reached = step;
        while reached < most {
            let at = from + toward * reached;
            if !self.is_air(at, 0.1)
                || self.walls.iter().any(|wall| wall.faces(flat(at)) && wall.depth(flat(at)) < 0.1)
            {
                return (reached - step).max(0.0);
            }
            reached += step;
        }
        most
    }

    /// What stands behind a scene that looks along `toward`: windows are light, doors are for coming in.
    pub(crate) fn light_behind(&self, from: Vec3, toward: Vec3) -> f32 {
        let sees = |at: Vec3| (at - from).with_y(0.0).normalize_or(Vec3::X).dot(toward) > 0.75;
        let windows = self.windows.iter().filter(|way| sees(way.outside)).count().min(2) as f32;
        let doors = self
            .doors
            .iter()
            .filter(|door| door.opening.is_some() && sees(door.outside))
            .count()
            .min(1) as f32;
        // What is seen before a window is dark; before a door it is not.
        0.15 * windows + 0.6 * doors
    }

    /// Whether a point lies in no thing, `room` metres clear.
    pub(crate) fn is_air(&self, at: Vec3, room: f32) -> bool {
        // Ground that rises higher than this would be a wall.
        let over = at.y > 1.3 || at.y > self.treads.ground_at(&self.set, flat(at)) + 0.05;
        over && self.solids.iter().all(|one| !one.holds(at, room))
    }

    /// Whether a point lies in a thing that nobody sits on: below a table top, in a cupboard.
    pub(crate) fn buries(&self, at: Vec3) -> bool {
        let seats = |one: &Box3| one.kind.and_then(maquette_figure::piece_seat).is_some();
        self.solids.iter().any(|one| !seats(one) && one.holds(at, 0.0))
    }

    /// Whether a camera can stand at `at`: not in a wall or thing, under the ceiling, not too far off.
    pub(crate) fn camera_fits(&self, at: Vec3, room: f32) -> bool {
        let reach = if self.walls.is_empty() { AFIELD } else { WILD };
        let half = Vec2::new(self.set.width, self.set.depth) / 2.0 + reach;
        let over_floor =
            flat(at).abs().cmple(Vec2::new(self.set.width, self.set.depth) / 2.0).all();
        let roofed = self.set.height > 0.0 && over_floor && self.is_inside(at);
        let under = !roofed || at.y < self.set.height - 0.05;
        let in_wall = self.walls.iter().any(|wall| {
            wall.faces(flat(at)) && wall.depth(flat(at)).abs() < 0.14 && at.y < wall.height
        });
        flat(at).abs().cmple(half).all() && under && !in_wall && self.is_air(at, room)
    }

    /// How many of the lines of sight along the edges of a picture from outside a wall pass beside the wall
    /// that was taken away: there the place is seen to end.
    pub(crate) fn leaks(&self, from: Vec3, rays: &[Vec3]) -> usize {
        let outside: Vec<&Plane> =
            self.walls.iter().filter(|wall| wall.depth(flat(from)) <= 0.0).collect();
        if outside.is_empty() {
            return 0;
        }
        let leaks = |ray: &Vec3| {
            outside.iter().any(|wall| {
                let (depth, speed) = (wall.depth(flat(from)), flat(*ray).dot(wall.inward));
                if speed <= 1e-4 {
                    return true;
                }
                let at = from + *ray * (-depth / speed);
                let along = (flat(at) - wall.a).dot(wall.along);
                !(0.0..=wall.length).contains(&along) || !(-0.05..=wall.height).contains(&at.y)
            })
        };
        rays.iter().filter(|ray| leaks(ray)).count()
    }

    /// Whether a point lies inside all walls.
    pub(crate) fn is_inside(&self, at: Vec3) -> bool {
        self.walls.iter().all(|wall| wall.depth(flat(at)) > 0.0)
    }

    /// The corners of the box that a piece fills.
    pub(crate) fn piece_points(&self, piece: usize) -> Vec<Vec3> {
        let placed = &self.set.pieces[piece];
        let size = piece_size(placed.kind) * placed.scale;
        let foot = piece_footprint(placed);
        let floor = placed.at.y;
        foot.corners()
            .iter()
            .flat_map(|corner| [floor, floor + size.y].map(|y| Vec3::new(corner.x, y, corner.y)))
            .collect()
    }
}

/// What stands in a scene, for a picture of its plan: corners on the ground and whether it bars the way.
impl Ground {
    pub(crate) fn plan_pieces(&self) -> Vec<(Option<PieceKind>, [Vec2; 4])> {
        let mut seen = Vec::new();
        let mut pieces = Vec::new();
        for one in &self.solids {
            // Of a box all parts are drawn but the one above its door.
            let over = one.kind.is_none() && one.low > 1.2;
            if over || one.kind.is_some() && seen.contains(&one.of) {
                continue;
            }
            seen.push(one.of);
            pieces.push((one.kind, one.corners()));
        }
        pieces
    }

    pub(crate) fn plan_walls(&self) -> Vec<(Vec2, Vec2, Vec<(f32, f32, bool)>)> {
        self.walls
            .iter()
            .map(|wall| {
                let holes = wall
                    .holes
                    .iter()
                    .map(|[from, to, sill, _]| (*from, *to, *sill < 0.2))
                    .collect();
                (wall.a, wall.a + wall.along * wall.length, holes)
            })
            .collect()
    }
}

pub(crate) fn flat(at: Vec3) -> Vec2 {
    Vec2::new(at.x, at.z)
}

#[cfg(test)]
mod tests;
