//! Where bars, sections and the last chord fall, so that music meets picture.

use std::fmt;

use maquette_time::Flicks;

use super::chance::Chance;
use super::fit::{Mark, Step, best, marks};
use super::moves::level_at;
use super::request::{Meter, MusicRequest};
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
    pub meter: Meter,
    /// What was done so that music and picture meet, in order.
    pub fitted: Vec<Fitted>,
}

/// How a place that the picture marks is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fitted {
    /// A section begins on it, at this tempo in beats a minute.
    Met { at: Flicks, tempo: f64 },
    /// A section begins on it; the bar before has this many beats.
    OddBar { at: Flicks, beats: usize },
    /// A section begins on it; the beat before is held for this long.
    Held { at: Flicks, length: Flicks },
    /// It falls within a bar.
    Passed { at: Flicks },
}

impl fmt::Display for Fitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Met { at, tempo } => {
                write!(f, "{}: a section begins, at {tempo:.2} beats a minute", clock(*at))
            }
            Self::OddBar { at, beats } => {
                write!(f, "{}: a section begins, after a bar of {beats}", clock(*at))
            }
            Self::Held { at, length } => {
                write!(
                    f,
                    "{}: a section begins, after a beat held {:.2} s longer",
                    clock(*at),
                    length.seconds()
                )
            }
            Self::Passed { at } => write!(f, "{}: passed within a bar", clock(*at)),
        }
    }
}

/// `0:12.5`, for people.
pub(crate) fn clock(at: Flicks) -> String {
    let tenths = libm::round(at.seconds() * 100.0) as i64;
    let (minutes, seconds) = (tenths / 6_000, (tenths % 6_000) as f64 / 100.0);
    let whole = format!("{minutes}:{:0>5.2}", seconds);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
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
    /// As the meter has it, but for the last of a section: 2 to 8.
    pub beats: usize,
    /// Samples that its last beat is held for beyond its length.
    pub held: f64,
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
        self.at(self.beats as f64) + self.held
    }
}

/// Plans a cue; `request` has been made sane.
pub(crate) fn plan(request: &MusicRequest) -> Plan {
    let length = request.length.samples(48_000);
    let marks = marks(request, length as f64);
    let (tempo, path) = best(request, &marks, length as f64);
    let mut plan = Plan {
        length,
        key: key_of(request),
        tempo,
        sections: vec![],
        bars: vec![],
        last: 0.0,
        meter: request.meter,
        fitted: vec![],
    };
    let mut met = 0;
    for step in &path.steps {
        let start = marks[step.from].at;
        let end =
            step.to.map_or(start + step.beats as f64 * 60.0 * RATE / tempo, |to| marks[to].at);
        if step.beats > 0 {
            add_section(&mut plan, request, &marks[step.from], end, *step);
        }
        let passed = met + 1..step.to.unwrap_or(marks.len());
        plan.fitted.extend(marks[passed].iter().map(|mark| Fitted::Passed { at: flicks(mark.at) }));
        if let Some(to) = step.to.filter(|to| 0 < *to) {
            plan.fitted.push(fitted(&plan, flicks(marks[to].at), *step));
            met = to;
        } else {
            met = met.max(step.from);
        }
        plan.last = end;
    }
    plan
}

fn flicks(sample: f64) -> Flicks {
    Flicks::from_samples(libm::round(sample) as i64, 48_000)
}

fn fitted(plan: &Plan, at: Flicks, step: Step) -> Fitted {
    let beats = plan.bars.last().map_or(0, |bar| bar.beats);
    let tempo = plan.sections.last().map_or(plan.tempo, |section| 60.0 * RATE / section.beat);
    if 0.0 < step.held {
        Fitted::Held { at, length: flicks(step.held) }
    } else if beats != usize::from(plan.meter.beats) {
        Fitted::OddBar { at, beats }
    } else {
        Fitted::Met { at, tempo }
    }
}

fn add_section(plan: &mut Plan, request: &MusicRequest, mark: &Mark, end: f64, step: Step) {
    let (start, first, section) = (mark.at, plan.bars.len(), plan.sections.len());
    let (beats, whole) = (step.beats, usize::from(plan.meter.beats));
    let beat = (end - step.held - start) / beats as f64;
    let mut done = 0;
    while done < beats {
        let left = beats - done;
        // One beat too many makes the bar longer; more of them are a bar of their own.
        let count = if left == whole + 1 || left < whole { left } else { whole };
        let (mood, level) = asked(request, start + (done as f64 + 1.0) * beat);
        let at = start + done as f64 * beat;
        let held = if count == left { step.held } else { 0.0 };
        plan.bars.push(Bar { start: at, beat, beats: count, held, section, mood, level });
        done += count;
    }
    let count = plan.bars.len() - first;
    let mood = plan.bars[first].mood;
    plan.sections.push(Section { start, beat, mood, first, count, contrast: mark.contrast });
}

/// What the picture asks for at a sample.
pub(crate) fn asked(request: &MusicRequest, at: f64) -> (Mood, f64) {
    let begun = request.spots.iter().rev().find(|spot| spot.at.samples(48_000) as f64 <= at);
    let (mood, level) = begun.map_or_else(
        || (request.mood, arc(request, at)),
        |spot| (spot.mood, f64::from(spot.intensity)),
    );
    (mood, level_at(request, level, at))
}

/// How much music there is where nobody says: it begins with less, has most after two thirds, and comes down.
fn arc(request: &MusicRequest, at: f64) -> f64 {
    let length = request.length.samples(48_000) as f64;
    let level = f64::from(request.intensity);
    if length < 16.0 * RATE {
        return level;
    }
    let share = at / length;
    let rise = if share < 0.68 { share / 0.68 } else { 1.0 - (share - 0.68) / 0.32 };
    let low = if share < 0.68 { 0.72 } else { 0.8 };
    level * (low + (1.28 - low) * rise)
}

/// The key asked for, or one that suits the mood and lies well.
fn key_of(request: &MusicRequest) -> Key {
    request.key.unwrap_or_else(|| {
        let chance = Chance::new(request.seed).of("key");
        let bright = f64::from(request.mood.valence) + 0.12 * chance.of("mode").sway();
        let mode = if bright < 0.06 { Mode::Minor } else { Mode::Major };
        // Keys whose tonic lies well for a low voice and a middle piano.
        Key::new(lying_well(mode, chance), mode)
    })
}

/// A tonic that lies well in a mode.
pub(crate) fn lying_well(mode: Mode, chance: Chance) -> u8 {
    if mode.is_dark() {
        chance.pick(&[0, 2, 4, 5, 7, 9, 11])
    } else {
        chance.pick(&[0, 2, 3, 5, 7, 8, 10])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Spot, Tempo};
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
