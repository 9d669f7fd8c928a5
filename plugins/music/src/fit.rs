//! How bars meet the places that the picture marks: the tempo, bent by 3 % at most, that meets most of them.

use super::chance::Chance;
use super::plan::RATE;
use super::request::{Ending, Move, MusicRequest, Shape, Spot, Tempo};

/// A place that the picture marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub at: f64,
    /// What it costs to pass it by.
    weight: f64,
    pub contrast: f64,
}

/// The head and all marks, in order, at least a second apart and not too near to either end.
pub(super) fn marks(request: &MusicRequest, length: f64) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    let mut before: Option<&Spot> = None;
    for spot in &request.spots {
        let contrast = before.map_or(0.5, |before| contrast(before, spot));
        all.push(Mark {
            at: spot.at.samples(48_000) as f64,
            weight: 2.0 + 4.0 * contrast,
            contrast,
        });
        before = Some(spot);
    }
    let hit = |at: &maquette_time::Flicks| Mark {
        at: at.samples(48_000) as f64,
        weight: 1.6,
        contrast: 0.35,
    };
    all.extend(request.hits.iter().map(hit));
    all.extend(request.moves.iter().flat_map(turns));
    all.sort_by(|a, b| a.at.total_cmp(&b.at).then(b.weight.total_cmp(&a.weight)));
    let mut marks = vec![Mark { at: 0.0, weight: 0.0, contrast: 0.5 }];
    for mark in all {
        let far = marks.last().is_none_or(|last| RATE <= mark.at - last.at);
        if far && mark.at + 2.0 * RATE < length && marks.len() < MOST_MARKS {
            marks.push(mark);
        }
    }
    marks
}

const MOST_MARKS: usize = 500;

/// The places of a move that are heard: what it leads to, and what it breaks off.
fn turns(moved: &Move) -> impl Iterator<Item = Mark> {
    let (head, end) = match moved.shape {
        Shape::Build | Shape::Quiet => (0.0, 5.0),
        Shape::Stop => (5.0, 3.0),
        Shape::Full => (5.0, 0.0),
        Shape::Fade => (1.0, 0.0),
    };
    let mark = |(at, weight): (maquette_time::Flicks, f64)| Mark {
        at: at.samples(48_000) as f64,
        weight,
        contrast: 0.6,
    };
    [(moved.from, head), (moved.to, end)].into_iter().filter(|(_, weight)| 0.0 < *weight).map(mark)
}

fn contrast(a: &Spot, b: &Spot) -> f64 {
    let feel = (a.mood.valence - b.mood.valence).abs() + (a.mood.arousal - b.mood.arousal).abs();
    f64::from(feel + (a.intensity - b.intensity).abs()).min(1.0)
}

/// From one mark to another, or to the last chord.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub from: usize,
    pub to: Option<usize>,
    pub beats: usize,
    /// Samples that the last beat is held for, so that the mark is met.
    pub held: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Path {
    cost: f64,
    pub steps: Vec<Step>,
}

/// The tempo that meets the marks best, and how.
pub(super) fn best(request: &MusicRequest, marks: &[Mark], length: f64) -> (f64, Path) {
    let wished = match request.tempo {
        Tempo::Free => natural_tempo(request),
        Tempo::About(tempo) | Tempo::Exact(tempo) => f64::from(tempo),
    };
    let (tries, slack) = match request.tempo {
        Tempo::Free => (9, 0.03),
        Tempo::About(_) => (0, 0.03),
        Tempo::Exact(_) => (0, 0.0),
    };
    let mut best: Option<(f64, Path)> = None;
    for offset in -tries..=tries {
        let tempo = wished * (1.0 + 0.01 * f64::from(offset));
        let grid = Grid { beat: 60.0 * RATE / tempo, slack, bar: usize::from(request.meter.beats) };
        let mut path = path(marks, length, grid, ring(request));
        path.cost += 0.05 * f64::from(offset).abs();
        if best.as_ref().is_none_or(|(_, other)| path.cost < other.cost) {
            best = Some((tempo, path));
        }
    }
    best.unwrap_or((wished, Path { cost: 0.0, steps: Vec::new() }))
}

/// Beats a minute that the mood of the whole asks for.
fn natural_tempo(request: &MusicRequest) -> f64 {
    let mood = request.mood;
    let sway = Chance::new(request.seed).of("tempo").sway() * 3.0;
    58.0 + 40.0 * f64::from(mood.arousal) + 6.0 * f64::from(mood.valence) + sway
}

/// Samples that the last chord rings at least.
fn ring(request: &MusicRequest) -> f64 {
    if request.ending == Ending::Hard { 2.2 * RATE } else { 4.2 * RATE }
}

/// What beats are laid on.
#[derive(Clone, Copy)]
struct Grid {
    /// Samples a beat, and the share by which it may be bent; unbent, it may be held.
    beat: f64,
    slack: f64,
    /// Beats a bar.
    bar: usize,
}

/// The cheapest way from the head to the last chord, over the marks that can be met.
fn path(marks: &[Mark], length: f64, grid: Grid, ring: f64) -> Path {
    // The cheapest way to each mark: its cost and the step that led there.
    let none = Step { from: 0, to: Some(0), beats: 0, held: 0.0 };
    let mut ways: Vec<Option<(f64, Step)>> = vec![Some((0.0, none))];
    for to in 1..marks.len() {
        let mut way: Option<(f64, Step)> = None;
        let mut passed = 0.0;
        for from in (0..to).rev() {
            if let (Some((before, _)), Some((cost, beats, held))) =
                (ways[from], grid.span(marks[to].at - marks[from].at))
            {
                let cost = before + cost + passed;
                if way.is_none_or(|(other, _)| cost < other) {
                    way = Some((cost, Step { from, to: Some(to), beats, held }));
                }
            }
            passed += marks[from].weight;
        }
        ways.push(way);
    }
    let mut end: Option<(f64, Step)> = None;
    let mut passed = 0.0;
    for from in (0..marks.len()).rev() {
        if let Some((before, _)) = ways[from] {
            let (cost, beats) = grid.tail(length - marks[from].at, ring);
            let cost = before + cost + passed;
            if end.is_none_or(|(other, _)| cost < other) {
                end = Some((cost, Step { from, to: None, beats, held: 0.0 }));
            }
        }
        passed += marks[from].weight;
    }
    walk_back(&ways, end)
}

fn walk_back(ways: &[Option<(f64, Step)>], end: Option<(f64, Step)>) -> Path {
    let Some((cost, last)) = end else { return Path { cost: f64::MAX, steps: Vec::new() } };
    let mut steps = vec![last];
    let mut at = last.from;
    while let (true, Some((_, step))) = (0 < at, ways[at]) {
        steps.push(step);
        at = step.from;
    }
    steps.reverse();
    Path { cost, steps }
}

impl Grid {
    /// What it costs to fill `length` with whole beats, how many, and how long the last is held; nothing when
    /// that bends the tempo too far.
    fn span(self, length: f64) -> Option<(f64, usize, f64)> {
        let about = length / self.beat;
        if self.slack <= 0.0 {
            let beats = libm::floor(about + 1e-6);
            let held = (length - beats * self.beat).max(0.0);
            let held = if held < 1.0 { 0.0 } else { held };
            let cost = self.limps(beats as usize) + if held > 0.0 { 2.0 } else { 0.0 };
            return (2.0 <= beats).then_some((cost, beats as usize, held));
        }
        let low = libm::ceil(about * (1.0 - self.slack) - 1e-6).max(2.0) as usize;
        let high = libm::floor(about * (1.0 + self.slack) + 1e-6) as usize;
        let cost = |beats: usize| {
            let bend = (about / beats as f64 - 1.0) / self.slack;
            bend * bend + self.limps(beats)
        };
        // Beyond a few beats more there is always a better one.
        (low..=high.min(low + 64))
            .map(|beats| (cost(beats), beats, 0.0))
            .min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// A bar of half the beats is a breath; odd bars limp.
    fn limps(self, beats: usize) -> f64 {
        match beats % self.bar {
            0 => 0.0,
            left if 2 * left == self.bar => 0.7,
            left if left + 1 == self.bar => 1.8,
            _ => 2.2,
        }
    }

    /// What it costs to come to rest over `length`, and the beats before the last chord.
    fn tail(self, length: f64, ring: f64) -> (f64, usize) {
        let ring = (4.0 * self.beat).min(2.0 * ring).max(ring);
        let beats = libm::floor((length - ring) / self.beat);
        if beats < 2.0 {
            // Only the chord itself, as long as it may be.
            return (if length < ring { 1.5 } else { 0.3 }, 0);
        }
        let beats = beats as usize;
        let (left, half) = (beats % self.bar, self.bar / 2);
        // Bars are whole; the chord rings a little longer instead.
        if self.bar < 4 || !self.bar.is_multiple_of(2) || left < half || beats < self.bar {
            let whole = if beats < self.bar { beats - beats % 2 } else { beats - left };
            (if beats < self.bar { 0.25 } else { 0.0 }, whole)
        } else {
            (0.25, beats - left + half)
        }
    }
}
