//! Joins lines that run on into one another, where nobody sees the difference: fewer strokes to draw.

use bevy_math::{Vec2, Vec4};

use crate::stroke::{End, Lens, StrokeCorner};

/// A line between two places of a mesh, as it is seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Which places; lines that share one meet there.
    pub ends: [u32; 2],
    pub clips: [Vec4; 2],
    /// Half the width at each end, in pixels.
    pub halves: [f32; 2],
    /// Metres toward the lens by which it is pulled.
    pub pull: f32,
    pub colour: [u8; 4],
}

/// How far in pixels a joined stroke may pass beside the places that it leaves out.
const BESIDE: f32 = 0.35;

/// Lays `lines`, whose places are numbered from `first` to before `first + places`.
pub(crate) fn lay(
    lens: &Lens,
    lines: &[Line],
    first: u32,
    places: usize,
    out: &mut Vec<StrokeCorner>,
) {
    let mut meetings = vec![Meeting::default(); places];
    for (index, line) in (0_u32..).zip(lines) {
        for end in line.ends {
            meetings[(end - first) as usize].add(index);
        }
    }
    let mut walk = Walk { lens, lines, first, meetings, laid: vec![false; lines.len()], out };
    // From loose ends first, so that a chain is not begun in its middle; then what is left, which is round.
    for (index, line) in lines.iter().enumerate() {
        let ends = line.ends;
        if let Some(side) = (0..2).find(|&side| walk.meeting(ends[side]).count != 2) {
            walk.chain(index, side);
        }
    }
    for index in 0..lines.len() {
        walk.chain(index, 0);
    }
}

/// The lines at one place.
#[derive(Clone, Copy, Default)]
struct Meeting {
    count: u32,
    lines: [u32; 2],
}

impl Meeting {
    fn add(&mut self, line: u32) {
        if let Some(slot) = self.lines.get_mut(self.count as usize) {
            *slot = line;
        }
        self.count += 1;
    }
}

struct Walk<'a> {
    lens: &'a Lens,
    lines: &'a [Line],
    first: u32,
    meetings: Vec<Meeting>,
    laid: Vec<bool>,
    out: &'a mut Vec<StrokeCorner>,
}

impl Walk<'_> {
    fn meeting(&self, end: u32) -> Meeting {
        self.meetings[(end - self.first) as usize]
    }

    /// Lays the chain that starts with the end `side` of a line.
    fn chain(&mut self, mut index: usize, mut side: usize) {
        if self.laid[index] {
            return;
        }
        self.laid[index] = true;
        let mut stroke = Stretch::new(&self.lines[index], side);
        loop {
            let line = &self.lines[index];
            let meeting = self.meeting(line.ends[1 - side]);
            let next =
                meeting.lines.into_iter().map(|line| line as usize).find(|&other| other != index);
            let Some(next) = next.filter(|&next| meeting.count == 2 && !self.laid[next]) else {
                break;
            };
            let next_side = usize::from(self.lines[next].ends[0] != line.ends[1 - side]);
            self.laid[next] = true;
            let further = &self.lines[next];
            if !stroke.extend(self.lens, further, next_side) {
                stroke.lay(self.lens, self.out);
                stroke = Stretch::new(further, next_side);
            }
            (index, side) = (next, next_side);
        }
        stroke.lay(self.lens, self.out);
    }
}

/// A stroke while it grows.
struct Stretch {
    from: (Vec4, f32),
    to: (Vec4, f32),
    pull: f32,
    colour: [u8; 4],
    /// Places between its ends: pixels, metres before the lens.
    between: Vec<(Vec2, f32)>,
}

impl Stretch {
    fn new(line: &Line, side: usize) -> Self {
        let end = |side: usize| (line.clips[side], line.halves[side]);
        let between = Vec::new();
        Self { from: end(side), to: end(1 - side), pull: line.pull, colour: line.colour, between }
    }

    /// Runs on along `line`, from its end `side`; false if it would be seen that it does.
    fn extend(&mut self, lens: &Lens, line: &Line, side: usize) -> bool {
        let to = (line.clips[1 - side], line.halves[1 - side]);
        let alike = self.colour.iter().zip(line.colour).all(|(a, b)| a.abs_diff(b) < 20);
        if !alike || self.from.0.w < lens.near || self.to.0.w < lens.near || to.0.w < lens.near {
            return false;
        }
        let (a, b) = (lens.pixel(self.from.0), lens.pixel(to.0));
        let span = b - a;
        let length = span.length();
        if length < 1e-3 {
            return false;
        }
        let way = span / length;
        let passed = (lens.pixel(self.to.0), self.to.0.w);
        let near_enough = |&(place, depth): &(Vec2, f32)| {
            let (along, beside) = ((place - a).dot(way), (place - a).perp_dot(way));
            let share = along / length;
            // Depth runs as one over the distance, straight across the picture.
            let straight = 1.0 / (1.0 / self.from.0.w * (1.0 - share) + share / to.0.w);
            (0.0..=1.0).contains(&share)
                && beside.abs() < BESIDE
                && (straight - depth).abs() < self.pull * 0.5
        };
        if self.between.len() >= 24
            || !near_enough(&passed)
            || !self.between.iter().all(near_enough)
        {
            return false;
        }
        self.between.push(passed);
        self.to = to;
        self.pull = self.pull.max(line.pull);
        true
    }

    fn lay(&self, lens: &Lens, out: &mut Vec<StrokeCorner>) {
        let end = |(place, half)| End { place, half };
        lens.stroke(end(self.from), end(self.to), self.pull, self.colour, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_math::{Mat4, Vec3};

    fn lens() -> Lens {
        let clip_from_world =
            Mat4::from_cols(Vec4::X, Vec4::Y, Vec4::new(0.0, 0.0, 0.0, -1.0), Vec4::Z * 0.1);
        let pixels = Vec2::splat(200.0);
        Lens { clip_from_world, eye: Vec3::ZERO, near: 0.1, pixels, pixels_a_metre: 100.0 }
    }

    /// Strokes laid for a way through `points`, two metres before the lens.
    fn strokes(points: &[(f32, f32)], closed: bool) -> usize {
        let lens = lens();
        let clip = |(x, y): (f32, f32)| lens.clip(Vec3::new(x, y, -2.0));
        let count = points.len();
        let lines: Vec<Line> = (0..if closed { count } else { count - 1 })
            .map(|index| {
                let next = (index + 1) % count;
                Line {
                    ends: [7 + index as u32, 7 + next as u32],
                    clips: [clip(points[index]), clip(points[next])],
                    halves: [1.0; 2],
                    pull: 0.01,
                    colour: [0, 0, 0, 255],
                }
            })
            .collect();
        let mut out = Vec::new();
        lay(&lens, &lines, 7, count, &mut out);
        out.len() / 4
    }

    #[test]
    fn a_straight_way_is_one_stroke() {
        assert_eq!(strokes(&[(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.7, 0.0)], false), 1);
    }

    #[test]
    fn a_corner_stays() {
        assert_eq!(strokes(&[(0.0, 0.0), (0.3, 0.0), (0.3, 0.3)], false), 2);
        assert_eq!(strokes(&[(0.0, 0.0), (0.3, 0.0), (0.3, 0.3), (0.0, 0.3)], true), 4);
    }

    #[test]
    fn a_way_back_over_itself_stays() {
        assert_eq!(strokes(&[(0.0, 0.0), (0.5, 0.0), (0.2, 0.0)], false), 2);
    }
}
