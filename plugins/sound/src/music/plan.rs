//! Where bars, sections and the last chord fall, so that music meets picture.

use super::chance::Chance;
use super::request::{MusicRequest, Spot, Tempo};
use super::{Key, Mode, Mood};

/// Samples a second.
pub(crate) const RATE: f64 = 48_000.0;

/// The frame of a cue: all places in samples from its head.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub length: i64,
    pub key: Key,
    /// The tempo that was aimed at; each section keeps within 3 % of it.
    pub tempo: f64,
    pub sections: Vec<Section>,
    pub bars: Vec<Bar>,
    /// Where the last chord begins; it rings to the end.
    pub last: f64,
}

/// A stretch of bars from one place that the picture marks to the next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Section {
    pub start: f64,
    /// Samples a beat.
    pub beat: f64,
    pub mood: Mood,
    /// Bars of it, as a range of [`Plan::bars`].
    pub first: usize,
    pub count: usize,
    /// How much the picture changes as it begins: 0 not at all, 1 entirely.
    pub contrast: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bar {
    pub start: f64,
    /// Samples a beat.
    pub beat: f64,
    /// 2 to 5; 4 but for the last of a section.
    pub beats: usize,
    pub section: usize,
    pub mood: Mood,
    /// How much music: 0 none to 1 all.
    pub level: f64,
}

impl Bar {
    /// The sample of a beat, whole or not, of this bar.
    pub(crate) fn at(&self, beat: f64) -> f64 {
        self.start + beat * self.beat
    }

    pub(crate) fn end(&self) -> f64 {
        self.at(self.beats as f64)
    }
}

/// Plans a cue; `request` has been made sane.
pub(crate) fn plan(request: &MusicRequest) -> Plan {
    let length = request.length.samples(48_000);
    let marks = marks(request, length as f64);
    let (tempo, path) = best(request, &marks, length as f64);
    let mut plan =
        Plan { length, key: key_of(request), tempo, sections: vec![], bars: vec![], last: 0.0 };
    for step in &path.steps {
        let start = marks[step.from].at;
        let end =
            step.to.map_or(start + step.beats as f64 * 60.0 * RATE / tempo, |to| marks[to].at);
        if step.beats > 0 {
            add_section(&mut plan, request, &marks[step.from], end, step.beats);
        }
        plan.last = end;
    }
    plan
}

/// A place that the picture marks.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: f64,
    /// What it costs to pass it by.
    weight: f64,
    contrast: f64,
}

/// The head and all marks, in order, at least a second apart and not too near to either end.
fn marks(request: &MusicRequest, length: f64) -> Vec<Mark> {
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
        weight: 1.2,
        contrast: 0.35,
    };
    all.extend(request.hits.iter().map(hit));
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

fn contrast(a: &Spot, b: &Spot) -> f64 {
    let feel = (a.mood.valence - b.mood.valence).abs() + (a.mood.arousal - b.mood.arousal).abs();
    f64::from(feel + (a.intensity - b.intensity).abs()).min(1.0)
}

/// From one mark to another, or to the last chord.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: usize,
    to: Option<usize>,
    beats: usize,
}

#[derive(Clone, Debug)]
struct Path {
    cost: f64,
    steps: Vec<Step>,
}

/// The tempo that meets the marks best, and how.
fn best(request: &MusicRequest, marks: &[Mark], length: f64) -> (f64, Path) {
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
        let mut path = path(marks, length, 60.0 * RATE / tempo, slack);
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

/// The cheapest way from the head to the last chord, over the marks that can be met.
fn path(marks: &[Mark], length: f64, beat: f64, slack: f64) -> Path {
    // The cheapest way to each mark: its cost and the step that led there.
    let mut ways: Vec<Option<(f64, Step)>> =
        vec![Some((0.0, Step { from: 0, to: Some(0), beats: 0 }))];
    for to in 1..marks.len() {
        let mut way: Option<(f64, Step)> = None;
        let mut passed = 0.0;
        for from in (0..to).rev() {
            if let (Some((before, _)), Some((cost, beats))) =
                (ways[from], span(marks[to].at - marks[from].at, beat, slack))
            {
                let cost = before + cost + passed;
                if way.is_none_or(|(other, _)| cost < other) {
                    way = Some((cost, Step { from, to: Some(to), beats }));
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
            let (cost, beats) = tail(length - marks[from].at, beat);
            let cost = before + cost + passed;
            if end.is_none_or(|(other, _)| cost < other) {
                end = Some((cost, Step { from, to: None, beats }));
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

/// What it costs to fill `length` with whole beats, and how many; nothing when that bends the tempo too far.
fn span(length: f64, beat: f64, slack: f64) -> Option<(f64, usize)> {
    let about = length / beat;
    let low = (about * (1.0 - slack) - 1e-6).ceil().max(2.0) as usize;
    let high = (about * (1.0 + slack) + 1e-6).floor() as usize;
    let cost = |beats: usize| {
        let bend = if slack > 0.0 { (about / beats as f64 - 1.0) / slack } else { 0.0 };
        // A bar of two is a breath; odd bars limp.
        bend * bend + [0.0, 2.2, 0.7, 1.8][beats % 4]
    };
    // Beyond a few beats more there is always a better one.
    (low..=high.min(low + 64)).map(|beats| (cost(beats), beats)).min_by(|a, b| a.0.total_cmp(&b.0))
}

/// What it costs to come to rest over `length`, and the beats before the last chord.
fn tail(length: f64, beat: f64) -> (f64, usize) {
    let ring = (4.0 * beat).max(4.2 * RATE);
    let beats = ((length - ring) / beat).floor();
    if beats < 2.0 {
        // Only the chord itself, as long as it may be.
        return (if length < ring { 1.5 } else { 0.3 }, 0);
    }
    let beats = beats as usize;
    let whole = beats - beats % 2;
    // Bars are whole; the chord rings a little longer instead.
    if beats % 4 < 2 { (0.0, beats - beats % 4) } else { (0.25, whole) }
}

fn add_section(plan: &mut Plan, request: &MusicRequest, mark: &Mark, end: f64, beats: usize) {
    let (start, first, section) = (mark.at, plan.bars.len(), plan.sections.len());
    let beat = (end - start) / beats as f64;
    let mut done = 0;
    while done < beats {
        let left = beats - done;
        // 5 is one bar; 6 a bar and a breath of 2; 7 a bar and one of 3.
        let count = if left == 5 || left < 4 { left } else { 4 };
        let (mood, level) = asked(request, start + (done as f64 + 1.0) * beat);
        let at = start + done as f64 * beat;
        plan.bars.push(Bar { start: at, beat, beats: count, section, mood, level });
        done += count;
    }
    let count = plan.bars.len() - first;
    let mood = plan.bars[first].mood;
    plan.sections.push(Section { start, beat, mood, first, count, contrast: mark.contrast });
}

/// What the picture asks for at a sample.
pub(crate) fn asked(request: &MusicRequest, at: f64) -> (Mood, f64) {
    let begun = request.spots.iter().rev().find(|spot| spot.at.samples(48_000) as f64 <= at);
    begun.map_or((request.mood, 0.5), |spot| (spot.mood, f64::from(spot.intensity)))
}

/// The key asked for, or one that suits the mood and lies well.
fn key_of(request: &MusicRequest) -> Key {
    request.key.unwrap_or_else(|| {
        let chance = Chance::new(request.seed).of("key");
        let bright = f64::from(request.mood.valence) + 0.12 * chance.of("mode").sway();
        let mode = if bright < 0.06 { Mode::Minor } else { Mode::Major };
        // Keys whose tonic lies well for a low voice and a middle piano.
        let tonic = match mode {
            Mode::Major => chance.pick(&[0, 2, 3, 5, 7, 8, 10]),
            Mode::Minor => chance.pick(&[0, 2, 4, 5, 7, 9, 11]),
        };
        Key::new(tonic, mode)
    })
}

#[cfg(test)]
mod tests {
    use maquette_time::Flicks;

    use super::*;

    fn scenes(places: &[f64], seconds: f64, tempo: Tempo) -> MusicRequest {
        let spot = |(n, at): (usize, &f64)| {
            let valence = if n.is_multiple_of(2) { 0.4 } else { -0.4 };
            Spot {
                at: Flicks::from_seconds(*at),
                mood: Mood { valence, arousal: 0.4 },
                intensity: 0.5,
            }
        };
        let spots = places.iter().enumerate().map(spot).collect();
        MusicRequest {
            length: Flicks::from_seconds(seconds),
            spots,
            tempo,
            ..MusicRequest::default()
        }
    }

    #[test]
    fn bars_follow_one_another_without_a_gap() {
        let plan = plan(&scenes(&[0.0, 13.2, 31.7, 44.0, 61.5], 90.0, Tempo::Free));
        for pair in plan.bars.windows(2) {
            assert!((pair[0].end() - pair[1].start).abs() < 1e-3);
        }
        assert!((plan.bars.last().unwrap().end() - plan.last).abs() < 1e-3);
        let ring = (plan.length as f64 - plan.last) / RATE;
        assert!((4.2..10.0).contains(&ring), "{ring} s");
    }

    #[test]
    fn the_tempo_keeps_within_three_in_a_hundred() {
        for seed in 0..40 {
            let places: Vec<f64> =
                (0..8).map(|n| f64::from(n) * 9.7 + f64::from(seed) * 0.13).collect();
            let request =
                MusicRequest { seed: seed as u32, ..scenes(&places, 95.0, Tempo::About(72.0)) };
            let plan = plan(&request);
            for bar in &plan.bars {
                let bent = (60.0 * RATE / bar.beat / 72.0 - 1.0).abs();
                assert!(bent < 0.0301, "{bent}");
            }
        }
    }

    #[test]
    fn an_exact_tempo_is_exact() {
        let plan = plan(&scenes(&[0.0, 13.2, 31.7], 60.0, Tempo::Exact(90.0)));
        assert!(plan.bars.iter().all(|bar| (bar.beat - 32_000.0).abs() < 1e-6));
    }

    #[test]
    fn most_scenes_begin_with_a_bar() {
        let (mut met, mut all) = (0, 0);
        for seed in 0..30_u32 {
            let at = |n: u32| f64::from(n * 14) + f64::from((n * 37 + seed * 17) % 50) / 10.0;
            let places: Vec<f64> = (1..7).map(at).collect();
            let plan = plan(&MusicRequest { seed, ..scenes(&places, 110.0, Tempo::Free) });
            all += places.len();
            let begins =
                |at: &&f64| plan.bars.iter().any(|bar| (bar.start - **at * RATE).abs() < 1.0);
            met += places.iter().filter(begins).count();
        }
        assert!(met * 10 >= all * 9, "{met} of {all}");
    }

    #[test]
    fn the_shortest_cue_is_one_chord() {
        let plan = plan(&scenes(&[0.0], 1.0, Tempo::Free));
        assert!(plan.bars.is_empty() && plan.last == 0.0);
    }

    #[test]
    fn two_hours_of_scenes_are_planned() {
        let places: Vec<f64> = (0..160).map(|n| f64::from(n) * 44.7).collect();
        let plan = plan(&scenes(&places, 7_200.0, Tempo::Free));
        assert!(plan.sections.len() > 100);
    }
}
