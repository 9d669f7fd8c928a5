//! Where a camera must stand for a size: lens first, then distance, then aim.

use bevy_math::{Vec2, Vec3, ops};
use maquette_camera::{Aim, View, aim_to_place};
use maquette_document::ShotSize;
use maquette_figure::Landmark;

use super::person::{Person, ahead};
use crate::tables::{HEAD_ROOM, LOOKING_ROOM, SizeRow, is_low, size_row};

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
            ..View::default()
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
    fn direction(self) -> Vec3 {
        let radians = self.down.to_radians();
        let flat = Vec3::new(self.toward.x, 0.0, self.toward.z).normalize_or(Vec3::Z);
        flat * ops::cos(radians) + Vec3::Y * ops::sin(radians)
    }
}

/// The camera that shows `person` in `size`, its eyes at `u` of the width.
pub(crate) fn frame_person(
    person: &Person,
    size: ShotSize,
    from: Bearing,
    u: f32,
    glass: Glass,
) -> Placed {
    let row = size_row(size);
    if is_low(person.pose) || from.down.abs() > 45.0 {
        // The span of the row, as it is projected, in the middle of what the row leaves.
        let top = (row.eyes_at - 0.09 * (row.lower_at - row.eyes_at)).max(0.04);
        let points = person.outline(row.lower);
        return frame_points(&points, Room::tall(top, row.lower_at.min(0.94)), from, glass);
    }
    let lower = person.landmark(row.lower);
    let eyes = person.eyes;
    let direction = from.direction();
    let eyes_at = eyes_line(person, row);
    let span = (eyes.y - lower.y).abs().max(0.05) / (row.lower_at - eyes_at);
    let mut distance = span * glass.focal / glass.gate.y;
    let mut placed = Placed { position: eyes, aim: Aim::default(), focal: glass.focal };
    for _ in 0..6 {
        placed.position = eyes + direction * distance.clamp(0.2, 400.0);
        placed.aim =
            aim_to_place(placed.position, eyes, Vec2::new(u, eyes_at), glass.focal, glass.gate);
        let Some(seen) = placed.view(glass.gate).project(lower) else {
            distance *= 1.5;
            continue;
        };
        let reached = (seen.uv.y - eyes_at) / (row.lower_at - eyes_at);
        distance *= reached.clamp(0.5, 2.0);
        if (reached - 1.0).abs() < 0.002 {
            break;
        }
    }
    placed
}

/// Where the eyes lie: as the row has them, or lower, so that from CU out a hat is whole.
fn eyes_line(person: &Person, row: &SizeRow) -> f32 {
    if row.size < ShotSize::Cu {
        return row.eyes_at;
    }
    let below = (person.eyes.y - person.landmark(row.lower).y).abs().max(0.05);
    let above = (person.crown.y - person.eyes.y).max(0.0) / below;
    let least = (HEAD_ROOM + above * row.lower_at) / (1.0 + above);
    row.eyes_at.max(least)
}

/// The camera at `position` that puts the eyes of `person` where `size` has them.
pub(crate) fn aim_at_person(
    position: Vec3,
    person: &Person,
    size: ShotSize,
    u: f32,
    glass: Glass,
) -> Placed {
    let at = Vec2::new(u, eyes_line(person, size_row(size)));
    let aim = aim_to_place(position, person.eyes, at, glass.focal, glass.gate);
    Placed { position, aim, focal: glass.focal }
}

/// Where a face lies in the width, so that there is room before it, for a camera that stands `toward`.
pub(crate) fn look_room(on: &Person, with: Option<&Person>, toward: Vec3, gate: Vec2) -> f32 {
    let facing = ahead(on.facing);
    let way = with.map_or(facing, |other| (other.eyes - on.eyes).with_y(0.0).normalize_or(facing));
    // Right in the picture, for a camera that looks back.
    let right = Vec3::Y.cross(toward);
    let across = way.dot(right);
    let aspect = gate.x / gate.y;
    // In a narrow picture looking room gives way to the figure's width.
    let room = (LOOKING_ROOM - 0.5) * ((aspect - 0.5) / 0.9).clamp(0.0, 1.0);
    0.5 - room * (across * 2.5).clamp(-1.0, 1.0)
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
