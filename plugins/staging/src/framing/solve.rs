//! Where a camera must stand for a size: lens first, then distance, then aim.

use bevy_math::{Vec2, Vec3, ops};
use maquette_camera::{Aim, View, aim_to_place};
use maquette_document::{Pose, ShotSize};
use maquette_figure::Landmark;

use super::person::Person;
use crate::tables::{
    FLOOR_ROOM, HEAD_ROOM, JOINT_ROOM, LOOKING_ROOM_FROM, STEEP, STEEPER, SizeRow, is_low,
    is_seated, size_row,
};

/// Lens and gate, in millimetres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glass {
    pub(crate) focal: f32,
    pub(crate) gate: Vec2,
}

/// A camera that frames what was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) position: Vec3,
    pub(crate) aim: Aim,
    pub(crate) focal: f32,
}

impl Placed {
    pub(crate) fn view(&self, gate: Vec2) -> View {
        View {
            position: self.position,
            rotation: self.aim.rotation(),
            focal: self.focal,
            gate,
            shift: Vec2::ZERO,
        }
    }
}

/// From where a subject is seen: a level direction from it to the camera, and degrees that the camera looks
/// down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bearing {
    pub(crate) toward: Vec3,
    pub(crate) down: f32,
}

impl Bearing {
    pub(crate) fn level(toward: Vec3) -> Self {
        Self { toward, down: 0.0 }
    }

    /// From the subject to the camera, of length one.
    pub(crate) fn direction(self) -> Vec3 {
        let radians = self.down.to_radians();
        let flat = Vec3::new(self.toward.x, 0.0, self.toward.z).normalize_or(Vec3::Z);
        flat * ops::cos(radians) + Vec3::Y * ops::sin(radians)
    }
}

/// The camera that shows `person` in `size`, its eyes at `u` of the width, rolled by degrees to its left shoulder.
pub(crate) fn frame_person(
    person: &Person,
    size: ShotSize,
    from: Bearing,
    roll: f32,
    u: f32,
    glass: Glass,
) -> Placed {
    let row = size_row(size);
    if person.pose == Pose::Lie {
        // The span of the row lies across: it fills what the row leaves.
        let mut points = person.outline(row.lower);
        points.extend(person.skull);
        let room = Room::tall(row.head_room.max(0.04), row.lower_at.min(0.94));
        return frame_points(&points, room, from, glass);
    }
    let mut fit = Fit { person, row, top: top_for(person, row, from), roll, u, glass };
    let mut plain = fit.placed(from.direction(), row.lower_at);
    let narrow = glass.gate.x / glass.gate.y < LOOKING_ROOM_FROM.0;
    if narrow && size >= ShotSize::Cu && from.down.abs() < STEEPER {
        // No room before the face: the head is in the middle, as far as the eyes do not go to the edge for it.
        for _ in 0..3 {
            let off = 0.5 - middle_of_head(&plain.view(glass.gate), person).unwrap_or(0.5);
            fit.u = (fit.u + off).clamp(0.2, 0.8);
            plain = fit.placed(from.direction(), row.lower_at);
        }
    }
    if fit.cuts_no_joint(&plain) {
        return plain;
    }
    fit.beside_joints(from).unwrap_or(plain)
}

/// The camera that has the eyes and the lower edge where the row has them, whatever the pose, the angle and the
/// joints.
pub(crate) fn frame_eyes(
    person: &Person,
    size: ShotSize,
    from: Bearing,
    u: f32,
    glass: Glass,
) -> Placed {
    let row = size_row(size);
    Fit { person, row, top: Top::Eyes, roll: 0.0, u, glass }.placed(from.direction(), row.lower_at)
}

/// What lies where the row has it, above the landmark of the lower edge.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Top {
    /// The eyes, at least so far down that hair and hat are whole from CU out.
    Eyes,
    /// The highest of the head as it is seen: the span is kept, not the line of the eyes.
    Head,
}

fn top_for(person: &Person, row: &SizeRow, from: Bearing) -> Top {
    let upright = !is_low(person.pose) && !is_seated(person.pose);
    let whole = row.size >= ShotSize::Fs;
    // Where hair is cut, the eyes are what the picture is of.
    let tight = row.size < ShotSize::Cu;
    if tight || upright && !whole && from.down.abs() < STEEP { Top::Eyes } else { Top::Head }
}

/// A person to be framed: all but from where, and where the lower edge lies.
struct Fit<'a> {
    person: &'a Person,
    row: &'a SizeRow,
    top: Top,
    roll: f32,
    u: f32,
    glass: Glass,
}

impl Fit<'_> {
    /// The camera in a direction from the eyes, as far as puts the lower landmark at `lower_at`.
    fn placed(&self, direction: Vec3, lower_at: f32) -> Placed {
        let Self { person, row, glass, .. } = self;
        let (eyes, lower) = (person.eyes, person.landmark(row.lower));
        let span = (eyes.y - lower.y).abs().max(0.05) / (row.lower_at - row.eyes_at);
        let usual = span * glass.focal / glass.gate.y;
        let least = (0.24 * usual * direction.with_y(0.0).length()).max(0.2);
        let mut distance = usual;
        let mut v = row.eyes_at;
        let mut placed = Placed { position: eyes, aim: Aim::default(), focal: glass.focal };
        for round in 0..24 {
            // From nearer a body folds up in the picture in more than one way.
            distance = distance.clamp(least, 400.0);
            let position = self.above_the_floor(eyes + direction * distance);
            placed.position = position;
            placed.aim = aim_rolled(position, eyes, Vec2::new(self.u, v), self.roll, *glass);
            let view = placed.view(glass.gate);
            let (Some(bottom), Some(top)) =
                (lowest(&view, person, row.lower), highest(&view, person))
            else {
                distance *= 1.5;
                continue;
            };
            // What is at `at` is to be at `wanted`.
            let pushed =
                self.top == Top::Eyes && self.is_whole() && v + HEAD_ROOM - top > row.eyes_at;
            let (at, wanted) = match self.top {
                Top::Eyes if pushed => (top, HEAD_ROOM),
                Top::Eyes => (v, row.eyes_at),
                Top::Head => (top, row.head_room),
            };
            let reached = (bottom - at) / (lower_at - wanted);
            let moved = wanted - at;
            if (reached - 1.0).abs() < 0.001 && moved.abs() < 0.0005 {
                break;
            }
            // Slower, where it goes to and fro.
            let step = if round < 6 { 1.0 } else { 0.6 };
            distance *= 1.0 + step * (reached.clamp(0.7, 1.4) - 1.0);
            v = (v + moved).clamp(-0.5, 1.5);
        }
        placed
    }

    /// A place as far from the eyes, on the floor if it was below.
    fn above_the_floor(&self, position: Vec3) -> Vec3 {
        let (eyes, floor) = (self.person.eyes, self.person.at.y.min(0.0) + FLOOR_ROOM);
        if position.y >= floor {
            return position;
        }
        let far = position.distance(eyes);
        let level = ops::sqrt((far * far - (eyes.y - floor) * (eyes.y - floor)).max(0.0));
        (eyes + (position - eyes).with_y(0.0).normalize_or(Vec3::Z) * level).with_y(floor)
    }

    /// Shares of the height by which the joints in the width of the picture lie below its lower edge.
    fn joints(&self, placed: &Placed) -> impl Iterator<Item = f32> {
        let view = placed.view(self.glass.gate);
        let seen = self.person.joints.iter().filter_map(move |joint| view.project(*joint));
        seen.filter(|seen| (0.0..=1.0).contains(&seen.uv.x)).map(|seen| seen.uv.y - 1.0)
    }

    fn cuts_no_joint(&self, placed: &Placed) -> bool {
        let between = self.row.lower_at < 1.0 || self.row.lower == Landmark::Chin;
        between || self.joints(placed).all(|below| below.abs() >= JOINT_ROOM)
    }

    /// A camera whose lower edge lies a little higher or lower on the body, or that looks a little more or less
    /// down, so that the edge cuts no joint.
    fn beside_joints(&self, from: Bearing) -> Option<Placed> {
        let tilts: &[f32] = match from.down.abs() {
            down if down < STEEP => &[0.0, 1.5, -1.5, 2.9, -2.9],
            down if down < STEEPER => &[0.0, 1.5, -1.5, 2.9, -2.9, 4.8, -4.8],
            _ => &[0.0, 1.5, -1.5, 2.9, -2.9, 4.8, -4.8, 7.0, 9.0, 12.0],
        };
        for tilt in tilts {
            let down = from.down + tilt * from.down.signum();
            let direction = Bearing { down, ..from }.direction();
            let plain = self.placed(direction, self.row.lower_at);
            if self.cuts_no_joint(&plain) {
                return Some(plain);
            }
            let joints: Vec<f32> = self.joints(&plain).collect();
            let steps = (1..13_i8).map(|step| if step % 2 == 0 { step / -2 } else { step / 2 + 1 });
            let found = steps
                .map(|step| f32::from(step) * 0.003)
                .filter(|moved| joints.iter().all(|below| (below + moved).abs() >= JOINT_ROOM))
                .take(3)
                .map(|moved| self.placed(direction, self.row.lower_at + moved))
                .find(|placed| self.cuts_no_joint(placed));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether no hair is cut.
    fn is_whole(&self) -> bool {
        self.row.size >= ShotSize::Cu
    }
}

/// The highest of hair and hat in the picture.
pub(crate) fn highest(view: &View, person: &Person) -> Option<f32> {
    person
        .skull
        .iter()
        .try_fold(f32::INFINITY, |least, point| Some(least.min(view.project(*point)?.uv.y)))
}

/// The middle of the head in the width of the picture.
pub(crate) fn middle_of_head(view: &View, person: &Person) -> Option<f32> {
    bounds(view, &person.skull).map(|(low, high)| (low.x + high.x) / 2.0)
}

/// The lowest in the picture of what a size ends with.
pub(crate) fn lowest(view: &View, person: &Person, lower: Landmark) -> Option<f32> {
    let mark = [person.landmark(lower)];
    // Toes toward the camera are lower in the picture than the heel that is lower in the world.
    let points = if lower == Landmark::Sole { &person.soles[..] } else { &mark[..] };
    points
        .iter()
        .try_fold(f32::NEG_INFINITY, |most, point| Some(most.max(view.project(*point)?.uv.y)))
}

/// The angles that put `target` at `uv` of a picture whose camera is rolled.
pub(crate) fn aim_rolled(position: Vec3, target: Vec3, uv: Vec2, roll: f32, glass: Glass) -> Aim {
    // Where it lies before the camera is rolled: pictures have y down.
    let (sin, cos) = (ops::sin(roll.to_radians()), ops::cos(roll.to_radians()));
    let at = (uv - 0.5) * glass.gate;
    let before = Vec2::new(at.x * cos + at.y * sin, at.y * cos - at.x * sin) / glass.gate + 0.5;
    Aim { roll, ..aim_to_place(position, target, before, glass.focal, glass.gate) }
}

/// The camera at `position` that puts the eyes of `person` where `size` has them.
pub(crate) fn aim_at_person(
    position: Vec3,
    person: &Person,
    size: ShotSize,
    u: f32,
    glass: Glass,
) -> Placed {
    let row = size_row(size);
    let fit = Fit { person, row, top: Top::Eyes, roll: 0.0, u, glass };
    let mut v = row.eyes_at;
    let mut placed = Placed { position, aim: Aim::default(), focal: glass.focal };
    for _ in 0..4 {
        placed.aim = aim_to_place(position, person.eyes, Vec2::new(u, v), glass.focal, glass.gate);
        let Some(top) = highest(&placed.view(glass.gate), person) else { break };
        v = if fit.is_whole() { (v + HEAD_ROOM - top).max(row.eyes_at) } else { row.eyes_at };
    }
    placed
}

/// The part of the picture that points must lie in, as shares from the top left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

impl Room {
    pub(crate) fn tall(top: f32, bottom: f32) -> Self {
        Self { left: 0.06, right: 0.94, top, bottom }
    }
}

/// The camera that fits `points` into `room`, as large as they go.
pub(crate) fn frame_points(points: &[Vec3], room: Room, from: Bearing, glass: Glass) -> Placed {
    let count = points.len().max(1) as f32;
    let middle = points.iter().sum::<Vec3>() / count;
    let radius = points.iter().map(|point| point.distance(middle)).fold(0.05, f32::max);
    let direction = from.direction();
    let mut distance = radius * 2.2 * glass.focal / glass.gate.y;
    let mut at = Vec2::new((room.left + room.right) / 2.0, (room.top + room.bottom) / 2.0);
    let mut placed = Placed { position: middle, aim: Aim::default(), focal: glass.focal };
    for _ in 0..10 {
        placed.position = middle + direction * distance.clamp(0.2, 400.0);
        placed.aim = aim_to_place(placed.position, middle, at, glass.focal, glass.gate);
        let Some((low, high)) = bounds(&placed.view(glass.gate), points) else {
            distance *= 1.6;
            continue;
        };
        let wide = (high.x - low.x) / (room.right - room.left);
        let tall = (high.y - low.y) / (room.bottom - room.top);
        let scale = wide.max(tall).clamp(0.5, 2.0);
        distance *= scale;
        let wanted = Vec2::new((room.left + room.right) / 2.0, (room.top + room.bottom) / 2.0);
        let mut shift = wanted - (low + high) / 2.0;
        if wide > tall {
            // Fitted by width: the head-room stays, and what is over goes below.
            shift.y = room.top - low.y;
        }
        at = (at + shift).clamp(Vec2::splat(-0.5), Vec2::splat(1.5));
        if (scale - 1.0).abs() < 0.004 && shift.abs().max_element() < 0.003 {
            break;
        }
    }
    placed
}

/// The smallest and largest place in the picture of points that all lie before the lens.
pub(crate) fn bounds(view: &View, points: &[Vec3]) -> Option<(Vec2, Vec2)> {
    let mut low = Vec2::INFINITY;
    let mut high = Vec2::NEG_INFINITY;
    for point in points {
        let seen = view.project(*point)?;
        low = low.min(seen.uv);
        high = high.max(seen.uv);
    }
    Some((low, high))
}

/// The size in which `view` really shows `person`: by the lowest landmark that is in the picture, and, where
/// all of the body is, by its share of the height.
pub(crate) fn size_seen(view: &View, person: &Person) -> Option<ShotSize> {
    let height_of =
        |landmark: Landmark| view.project(person.landmark(landmark)).map(|seen| seen.uv.y);
    let (crown, sole) = (height_of(Landmark::Crown)?, height_of(Landmark::Sole)?);
    let crown_to_sole = sole - crown;
    if sole <= 1.0 {
        let tall = crown_to_sole.abs();
        return Some(match tall {
            _ if tall > 0.70 => ShotSize::Fs,
            _ if tall > 0.42 => ShotSize::Ws,
            _ if tall > 0.20 => ShotSize::Vws,
            _ => ShotSize::Ews,
        });
    }
    const LOWER: [(Landmark, ShotSize); 6] = [
        (Landmark::Shin, ShotSize::Mls),
        (Landmark::MidThigh, ShotSize::Cowboy),
        (Landmark::Waist, ShotSize::Ms),
        (Landmark::Chest, ShotSize::Mcu),
        (Landmark::Collar, ShotSize::Cu),
        (Landmark::Chin, ShotSize::Vcu),
    ];
    let lowest =
        LOWER.iter().find(|(landmark, _)| height_of(*landmark).is_some_and(|at| at <= 1.02));
    Some(lowest.map_or(ShotSize::Ecu, |(_, size)| *size))
}
