//! Boxes that a hand put in a set: what is seen of them, what they bar, and which of them are steps.

use bevy_math::{Affine3A, Quat, Vec2, Vec3};
use maquette_document::{Block, BlockPaint, Set};

use super::floor::bare_ground;
use super::obstacle::Footprint;
use crate::solid::{Paint, Solid};

/// More boxes than a set may have.
pub const BOXES: usize = 200;
/// Metres that one steps up at once.
pub const STEP: f32 = 0.205;

/// Metres of the largest box, and how far off one may stand.
const LARGEST: f32 = 100.0;
const FARTHEST: f32 = 1000.0;
/// Metres of the shorter side of what can be stood on.
const FOOTHOLD: f32 = 0.2;
const EDGE: f32 = 0.5;

/// The boxes of a set that can be built, with their places in it.
pub(crate) fn boxes(set: &Set) -> impl Iterator<Item = (usize, &Block)> {
    let sound = |block: &Block| {
        let numbers = block.at.is_finite() && block.size.is_finite() && block.turn.is_finite();
        numbers
            && block.size.cmpgt(Vec3::ZERO).all()
            && block.size.cmple(Vec3::splat(LARGEST)).all()
            && block.at.abs().cmple(Vec3::splat(FARTHEST)).all()
    };
    set.boxes.iter().take(BOXES).enumerate().filter(move |(_, block)| sound(block))
}

/// The ground that a box covers.
pub fn block_footprint(block: &Block) -> Footprint {
    Footprint {
        middle: Vec2::new(block.at.x, block.at.z),
        half: Vec2::new(block.size.x, block.size.z) / 2.0,
        turn: block.turn,
    }
}

/// What is full of a box, around its gap: the ground that each part covers, its foot and its top.
pub fn block_parts(block: &Block) -> Vec<(Footprint, f32, f32)> {
    let whole = block_footprint(block);
    let (foot, head) = (block.at.y, block.at.y + block.size.y);
    let Some([from, to, sill, top]) = hole_of(block) else { return vec![(whole, foot, head)] };
    let width = block.size.x;
    let [x, _] = whole.axes();
    let between = |from: f32, to: f32| Footprint {
        middle: whole.middle + x * ((from + to - width) / 2.0),
        half: Vec2::new((to - from) / 2.0, whole.half.y),
        turn: whole.turn,
    };
    let parts = [
        (between(0.0, from), foot, head),
        (between(to, width), foot, head),
        (between(from, to), foot, foot + sill),
        (between(from, to), foot + top, head),
    ];
    parts.into_iter().filter(|(part, low, high)| part.half.x > 1e-3 && high - low > 1e-3).collect()
}

/// The gap of a box as it can be cut: from, to (from its left end), sill, top.
fn hole_of(block: &Block) -> Option<[f32; 4]> {
    let gap = block.gap?;
    let middle = block.size.x / 2.0 + gap.along;
    let (from, to) = (middle - gap.width / 2.0, middle + gap.width / 2.0);
    let hole = [
        from.max(0.0),
        to.min(block.size.x),
        gap.sill.max(0.0),
        (gap.sill.max(0.0) + gap.height).min(block.size.y),
    ];
    let open = hole.iter().all(|value| value.is_finite())
        && hole[1] - hole[0] > 0.02
        && hole[3] - hole[2] > 0.02;
    open.then_some(hole)
}

/// A box in world space.
pub(crate) fn block_solid(block: &Block) -> Solid {
    let paint = match block.paint {
        BlockPaint::Plaster => Paint::Plaster,
        BlockPaint::Wood => Paint::Wood,
        BlockPaint::DarkWood => Paint::WoodDark,
        BlockPaint::Stone => Paint::Stone,
        BlockPaint::Brick => Paint::Brick,
        BlockPaint::Metal => Paint::Metal,
        BlockPaint::Cloth => Paint::Cloth,
    };
    let solid = pierced(block.size, hole_of(block), paint);
    let turn = Quat::from_rotation_y(block.turn.to_radians());
    solid.creased(EDGE).inked(EDGE).placed(Affine3A::from_rotation_translation(turn, block.at))
}

/// A box about its foot with a hole through it along z: as a grid of cells, one of which is left out.
fn pierced(size: Vec3, hole: Option<[f32; 4]>, paint: Paint) -> Solid {
    let [from, to, sill, top] = hole.unwrap_or_default();
    let (xs, ys) = (cuts([0.0, from, to, size.x]), cuts([0.0, sill, top, size.y]));
    let (wide, tall) = (xs.len() - 1, ys.len() - 1);
    let full = |i: usize, j: usize| {
        let middle = Vec2::new(xs[i] + xs[i + 1], ys[j] + ys[j + 1]) / 2.0;
        let open = (from..to).contains(&middle.x) && (sill..top).contains(&middle.y);
        hole.is_none() || !open
    };
    let points: Vec<Vec3> = [size.z / 2.0, -size.z / 2.0]
        .iter()
        .flat_map(|z| ys.iter().map(move |y| (*y, *z)))
        .flat_map(|(y, z)| xs.iter().map(move |x| Vec3::new(x - size.x / 2.0, y, z)))
        .collect();
    let at = |i: usize, j: usize, k: usize| ((k * (tall + 1) + j) * (wide + 1) + i) as u32;
    let mut faces = Vec::new();
    for j in 0..tall {
        for i in (0..wide).filter(|i| full(*i, j)) {
            let corner = |di: usize, dj: usize, k: usize| at(i + di, j + dj, k);
            let [fl, fr, bl, br] = [[0, 0], [1, 0], [0, 1], [1, 1]]
                .map(|[di, k]| move |dj: usize| at(i + di, j + dj, k));
            faces.push(vec![fl(0), fr(0), fr(1), fl(1)]);
            faces.push(vec![br(0), bl(0), bl(1), br(1)]);
            if i == 0 || !full(i - 1, j) {
                faces.push(vec![bl(0), fl(0), fl(1), bl(1)]);
            }
            if i + 1 == wide || !full(i + 1, j) {
                faces.push(vec![fr(0), br(0), br(1), fr(1)]);
            }
            if j + 1 == tall || !full(i, j + 1) {
                faces.push(vec![
                    corner(0, 1, 0),
                    corner(1, 1, 0),
                    corner(1, 1, 1),
                    corner(0, 1, 1),
                ]);
            }
            if j == 0 || !full(i, j - 1) {
                faces.push(vec![
                    corner(0, 0, 1),
                    corner(1, 0, 1),
                    corner(1, 0, 0),
                    corner(0, 0, 0),
                ]);
            }
        }
    }
    Solid::of_faces(&points, &faces, paint, 30.0)
}

fn cuts(values: [f32; 4]) -> Vec<f32> {
    let mut cuts = values.to_vec();
    cuts.sort_by(f32::total_cmp);
    cuts.dedup_by(|a, b| (*a - *b).abs() < 1e-4);
    cuts
}

/// The boxes that people stand on: low ones, and those that lie a step above one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treads {
    steps: Vec<Tread>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Tread {
    /// Its place in the set's boxes.
    index: usize,
    footprint: Footprint,
    top: f32,
    /// Metres above the ground at its middle.
    rise: f32,
}

impl Treads {
    pub fn of(set: &Set) -> Self {
        let mut open: Vec<Tread> = boxes(set)
            .filter(|(_, block)| block.solid && block.gap.is_none())
            .filter(|(_, block)| block.size.x.min(block.size.z) > FOOTHOLD)
            .map(|(index, block)| {
                let footprint = block_footprint(block);
                let top = block.at.y + block.size.y;
                Tread { index, footprint, top, rise: top - bare_ground(set, footprint.middle) }
            })
            .filter(|tread| tread.rise > 0.0)
            .collect();
        let mut steps: Vec<Tread> = Vec::new();
        take(&mut open, &mut steps, |tread| tread.rise <= STEP);
        let mut next = 0;
        while let Some(below) = steps.get(next).copied() {
            let near = below.footprint.grown(0.08);
            take(&mut open, &mut steps, |tread| {
                (-1e-3..=STEP).contains(&(tread.rise - below.rise))
                    && near.overlaps(&tread.footprint)
            });
            next += 1;
        }
        Self { steps }
    }

    /// Metres that one who stands at a point stands above the ground.
    pub fn rise(&self, at: Vec2) -> f32 {
        let under = self.steps.iter().filter(|tread| tread.footprint.contains(at));
        under.map(|tread| tread.rise).fold(0.0, f32::max)
    }

    /// The height of what people stand on.
    pub fn ground_at(&self, set: &Set, at: Vec2) -> f32 {
        let under = self.steps.iter().filter(|tread| tread.footprint.contains(at));
        under.map(|tread| tread.top).fold(bare_ground(set, at), f32::max)
    }

    /// Metres that a box lies above the ground, if people stand on it; its place is in the set's boxes.
    pub fn rise_of(&self, index: usize) -> Option<f32> {
        self.steps.iter().find(|tread| tread.index == index).map(|tread| tread.rise)
    }

    /// The ground that each covers.
    pub fn footprints(&self) -> impl Iterator<Item = Footprint> {
        self.steps.iter().map(|tread| tread.footprint)
    }
}

/// Moves those that `fits` from one list to the end of the other, in order.
fn take(from: &mut Vec<Tread>, to: &mut Vec<Tread>, fits: impl Fn(&Tread) -> bool) {
    to.extend(from.iter().copied().filter(&fits));
    from.retain(|tread| !fits(tread));
}

#[cfg(test)]
mod tests {
    use super::super::obstacle::{obstacles, sight_blocked};
    use super::super::{floor_of, ground_at, set_parts};
    use super::*;
    use maquette_document::Gap;

    fn block(at: [f32; 3], size: [f32; 3]) -> Block {
        Block { at: at.into(), size: size.into(), ..Block::default() }
    }

    fn room(boxes: Vec<Block>) -> Set {
        Set { width: 6.0, depth: 5.0, height: 2.6, boxes, ..Set::default() }
    }

    /// A stair of three steps along +x, and a platform at its head.
    fn stair() -> Set {
        let step = |k: u32| {
            let high = 0.2 * (k + 1) as f32;
            block([-1.0 + 0.3 * k as f32, 0.0, 0.0], [0.3, high, 1.2])
        };
        let mut boxes: Vec<Block> = (0..3).map(step).collect();
        boxes.insert(0, block([0.55, 0.0, 0.0], [1.6, 0.6, 1.2]));
        room(boxes)
    }

    #[test]
    fn a_box_with_a_way_through_it_is_as_full_as_it_looks() {
        let gap = Gap { along: 0.3, width: 0.9, height: 2.0, sill: 0.0 };
        for gap in [None, Some(gap), Some(Gap { sill: 0.8, height: 0.7, ..gap })] {
            let wall = Block { gap, turn: 30.0, ..block([1.0, 0.0, 0.5], [3.0, 2.6, 0.12]) };
            let hole = gap.map_or(0.0, |gap| gap.width * gap.height * 0.12);
            let wanted = 3.0 * 2.6 * 0.12 - hole;
            let drawn = block_solid(&wall).volume();
            assert!((drawn - wanted).abs() < 1e-3, "{gap:?}: {drawn} not {wanted}");
            let parts: f32 = block_parts(&wall)
                .iter()
                .map(|(foot, low, high)| 4.0 * foot.half.x * foot.half.y * (high - low))
                .sum();
            assert!((parts - wanted).abs() < 1e-3, "{gap:?}: {parts} not {wanted}");
        }
    }

    #[test]
    fn a_wall_in_a_room_hides_what_is_behind_it_but_not_through_its_door() {
        let gap = Some(Gap { along: 0.8, width: 0.9, height: 2.1, sill: 0.0 });
        let set = room(vec![Block { gap, ..block([0.0, 0.0, 0.0], [4.0, 2.6, 0.1]) }]);
        let look = |x: f32| sight_blocked(&set, Vec3::new(x, 1.6, -1.5), Vec3::new(x, 1.6, 1.5));
        assert!(look(-0.5) && !look(0.8));
        let bars = |x: f32| {
            let mut all = obstacles(&set).into_iter().filter(|one| one.bars_the_way());
            all.any(|one| one.footprint.contains(Vec2::new(x, 0.0)))
        };
        assert!(bars(-0.5) && !bars(0.8));
    }

    #[test]
    fn a_stair_is_walked_on_and_a_bar_of_the_same_height_is_not() {
        let set = stair();
        for (x, high) in [(-1.6, 0.0), (-1.0, 0.2), (-0.7, 0.4), (-0.4, 0.6), (1.0, 0.6)] {
            assert!((ground_at(&set, Vec2::new(x, 0.0)) - high).abs() < 1e-4, "at {x}");
        }
        assert!(obstacles(&set).iter().all(|one| !one.bars_the_way()));
        let bar = room(vec![block([0.0, 0.0, 0.0], [1.6, 0.6, 1.2])]);
        assert_eq!(ground_at(&bar, Vec2::ZERO), 0.0);
        assert!(obstacles(&bar)[0].bars_the_way());
    }

    #[test]
    fn nobody_is_placed_half_in_a_platform() {
        let set = stair();
        let treads = Treads::of(&set);
        for spot in floor_of(&set).spots {
            let at = Vec2::new(spot.at.x, spot.at.z);
            for one in obstacles(&set) {
                let beside = one.bars_from(treads.rise(at)) && one.footprint.distance(at) < 0.25;
                assert!(!beside, "{spot:?} in {one:?}");
            }
        }
    }

    #[test]
    fn boxes_that_cannot_be_are_not_there() {
        let mut boxes = vec![
            block([f32::NAN, 0.0, 0.0], [1.0; 3]),
            block([0.0; 3], [f32::INFINITY, 1.0, 1.0]),
            block([0.0; 3], [-1.0, 1.0, 1.0]),
            block([0.0; 3], [1e9, 1.0, 1.0]),
            Block { turn: f32::NAN, ..block([0.0; 3], [1.0; 3]) },
        ];
        let bare = set_parts(&room(Vec::new()));
        assert_eq!(set_parts(&room(boxes.clone())), bare);
        boxes = (0..10_000).map(|k| block([0.0, 0.01 * k as f32, 0.0], [0.1; 3])).collect();
        assert_eq!(obstacles(&room(boxes)).len(), BOXES);
    }
}
