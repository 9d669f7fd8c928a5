//! Which chord sounds when.

use super::super::chance::Chance;
use super::super::mood::Feel;
use super::super::plan::Plan;
use super::super::theory::{Chord, Colour};
use super::super::{Key, Mode};

/// A chord over a stretch of one bar or several.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Harmony {
    pub chord: Chord,
    /// Samples.
    pub start: f64,
    pub end: f64,
    /// The bar in which it begins, and that bar's section.
    pub bar: usize,
    pub section: usize,
    /// The phrase of four chords that it is of, counted through the cue, and its place in it.
    pub phrase: usize,
    pub place: usize,
}

/// The chords of a cue, in order, without a gap; the last is the one that rings out.
pub(crate) fn harmony(plan: &Plan, chance: Chance) -> Vec<Harmony> {
    let keys = keys(plan, chance.of("keys"));
    let chance = chance.of("harmony");
    let mut all: Vec<Harmony> = Vec::new();
    let mut phrase = 0;
    for (number, section) in plan.sections.iter().enumerate() {
        let (key, next) =
            (keys[number], keys.get(number + 1).copied().unwrap_or(home(plan, &keys)));
        let slow = 8 <= section.count && section.mood.arousal < 0.42;
        let each = if slow { 2 } else { 1 };
        let mut bar = 0;
        while bar < section.count {
            let chance = chance.at(phrase);
            let chords = fragment(key, section.mood.feel(), chance);
            for (place, chord) in chords.into_iter().enumerate() {
                if section.count <= bar {
                    break;
                }
                // What is left of an odd bar belongs to the last chord.
                let count = each.min(section.count - bar);
                let last = section.count <= bar + count;
                let (from, to) = (section.first + bar, section.first + bar + count - 1);
                let (start, end) = (plan.bars[from].start, plan.bars[to].end());
                let add = |chord, start, end| Harmony {
                    chord,
                    start,
                    end,
                    bar: from,
                    section: number,
                    phrase,
                    place,
                };
                if last && 0 < bar {
                    let lead = lead(next, section.mood.feel(), chance.of("lead"));
                    // Two bars: the chord, then what leads on.
                    if count == 2 {
                        all.push(add(chord, start, plan.bars[to].start));
                        all.push(Harmony { bar: to, ..add(lead, plan.bars[to].start, end) });
                    } else {
                        all.push(add(lead, start, end));
                    }
                } else {
                    all.push(add(chord, start, end));
                }
                bar += count;
            }
            phrase += 1;
        }
    }
    all.push(ending(plan, home(plan, &keys), phrase));
    soften_bass(&mut all, chance.of("bass"));
    all
}

/// The chord that rings out, on the tonic.
fn ending(plan: &Plan, key: Key, phrase: usize) -> Harmony {
    let feel = plan.bars.last().map_or(Feel::Wistful, |bar| bar.mood.feel());
    let colour = match feel {
        Feel::Warm | Feel::Bright => Colour::Ninth,
        Feel::Wistful => Colour::Second,
        Feel::Sombre | Feel::Tense => Colour::Plain,
    };
    let section = plan.sections.len().saturating_sub(1);
    let bar = plan.bars.len();
    let (start, end) = (plan.last, plan.length as f64);
    Harmony { chord: Chord::new(key, 0, colour), start, end, bar, section, phrase, place: 0 }
}

/// The key in which the cue ends.
fn home(plan: &Plan, keys: &[Key]) -> Key {
    keys.last().copied().unwrap_or(plan.key)
}

/// The key of each section: the same notes, seen from their bright or their dark side; in a long cue now and
/// then a fifth away, and home again for the end.
fn keys(plan: &Plan, chance: Chance) -> Vec<Key> {
    let (mut shift, mut since) = (0, 0.0);
    let mut keys = Vec::with_capacity(plan.sections.len());
    for (number, section) in plan.sections.iter().enumerate() {
        let left = plan.length as f64 - section.start;
        if LONG <= section.start - since && 0.25 <= section.contrast {
            shift = (shift + chance.at(number).pick(&[5, 7])) % 12;
            since = section.start;
        }
        if left < LONG * 0.6 || number + 1 == plan.sections.len() {
            shift = 0;
        }
        let side = match (plan.key.mode(), section.mood.valence) {
            (Mode::Minor, valence) if 0.22 < valence => plan.key.relative(),
            (Mode::Major, valence) if valence < -0.22 => plan.key.relative(),
            _ => plan.key,
        };
        keys.push(side.up(shift));
    }
    keys
}

/// Two minutes.
const LONG: f64 = 120.0 * super::super::plan::RATE;

/// Four chords that belong together.
fn fragment(key: Key, feel: Feel, chance: Chance) -> [Chord; 4] {
    let choices: &[[usize; 4]] = match (key.mode(), feel) {
        (Mode::Major, Feel::Warm) => {
            &[[0, 3, 0, 4], [0, 5, 3, 0], [0, 2, 3, 0], [0, 3, 5, 3], [3, 0, 3, 4], [0, 4, 5, 3]]
        }
        (Mode::Major, Feel::Bright) => {
            &[[0, 4, 3, 4], [0, 3, 4, 3], [0, 5, 3, 4], [3, 4, 5, 0], [0, 1, 3, 4]]
        }
        (Mode::Major, Feel::Wistful) => {
            &[[3, 0, 5, 4], [5, 3, 0, 4], [0, 2, 5, 3], [0, 5, 1, 3], [3, 5, 0, 4]]
        }
        (Mode::Major, Feel::Sombre) => &[[5, 3, 0, 2], [5, 2, 3, 0], [1, 5, 3, 0], [5, 3, 1, 2]],
        (Mode::Major, Feel::Tense) => &[[5, 5, 3, 2], [1, 1, 5, 5], [5, 3, 5, 1]],
        (Mode::Minor, Feel::Warm) => &[[0, 5, 2, 6], [5, 2, 0, 6], [2, 6, 0, 5], [0, 2, 5, 2]],
        (Mode::Minor, Feel::Bright) => &[[0, 5, 2, 6], [5, 6, 0, 0], [0, 6, 5, 6], [2, 6, 5, 6]],
        (Mode::Minor, Feel::Wistful) => {
            &[[0, 5, 2, 6], [0, 2, 6, 3], [5, 6, 0, 2], [0, 3, 5, 2], [0, 4, 5, 3]]
        }
        (Mode::Minor, Feel::Sombre) => {
            &[[0, 5, 3, 0], [0, 3, 5, 4], [0, 6, 5, 4], [0, 4, 5, 3], [0, 3, 0, 5]]
        }
        (Mode::Minor, Feel::Tense) => &[[0, 0, 5, 5], [0, 5, 0, 3], [0, 3, 5, 0], [0, 0, 3, 5]],
    };
    let degrees = chance.of("chords").pick(choices);
    std::array::from_fn(|place| {
        let chance = chance.of("colour").at(place);
        Chord::new(key, degrees[place], colour(degrees[place], feel, chance))
    })
}

/// What a chord of `degree` is coloured with.
fn colour(degree: usize, feel: Feel, chance: Chance) -> Colour {
    let choices: &[Colour] = match (feel, degree) {
        (Feel::Tense, 0) => &[Colour::Second, Colour::Plain, Colour::Ninth],
        (Feel::Tense, _) => &[Colour::Plain, Colour::Second],
        (Feel::Bright, 4) => &[Colour::Fourth, Colour::Plain],
        (Feel::Bright, _) => &[Colour::Plain, Colour::Ninth, Colour::Plain],
        (Feel::Warm, 4) => &[Colour::Fourth, Colour::Plain, Colour::Second],
        (_, 2 | 4) => &[Colour::Plain, Colour::Seventh],
        (Feel::Sombre, _) => &[Colour::Plain, Colour::Plain, Colour::Seventh, Colour::Ninth],
        (Feel::Warm | Feel::Wistful, _) => {
            &[Colour::Ninth, Colour::Seventh, Colour::Plain, Colour::Second]
        }
    };
    let chosen = chance.pick(choices);
    if is_clear(degree, chosen) { chosen } else { Colour::Plain }
}

/// Whether no note of the colour lies a semitone over the root, in either mode.
fn is_clear(degree: usize, colour: Colour) -> bool {
    match colour {
        Colour::Ninth | Colour::Second => !matches!(degree, 1 | 2 | 4 | 6),
        Colour::Fourth => degree != 3 && degree != 5,
        Colour::Plain | Colour::Seventh => true,
    }
}

/// The chord that leads into `next`.
fn lead(next: Key, feel: Feel, chance: Chance) -> Chord {
    let (degree, colour) = match (next.mode(), feel) {
        (Mode::Major, Feel::Sombre | Feel::Wistful) => {
            chance.pick(&[(3, Colour::Ninth), (4, Colour::Fourth)])
        }
        (Mode::Major, _) => {
            chance.pick(&[(4, Colour::Fourth), (4, Colour::Plain), (3, Colour::Ninth)])
        }
        (Mode::Minor, Feel::Tense) => chance.pick(&[(5, Colour::Plain), (6, Colour::Plain)]),
        (Mode::Minor, _) => {
            chance.pick(&[(6, Colour::Plain), (4, Colour::Seventh), (3, Colour::Plain)])
        }
    };
    Chord::new(next, degree, colour)
}

/// Puts a third in the bass where that makes a line of it.
fn soften_bass(all: &mut [Harmony], chance: Chance) {
    for at in 1..all.len().saturating_sub(1) {
        let (before, after) = (all[at - 1].chord.bass, all[at + 1].chord.root());
        let here = all[at].chord;
        let third = here.key.degree(here.degree + 2);
        let close = |a: u8, b: u8| matches!((12 + a - b) % 12, 1 | 2 | 10 | 11);
        let starts = all[at].section != all[at - 1].section;
        let open = matches!(here.colour, Colour::Second | Colour::Fourth | Colour::Seventh);
        if !starts
            && !open
            && close(before, third)
            && close(third, after)
            && chance.at(at).happens(0.8)
        {
            all[at].chord.bass = third;
        }
    }
}

#[cfg(test)]
mod tests {
    use maquette_time::Flicks;

    use super::super::super::plan::plan;
    use super::super::super::{Mood, MusicRequest, Spot};
    use super::*;

    fn composed(seed: u32, valence: f32, arousal: f32) -> (Plan, Vec<Harmony>) {
        let mood = Mood { valence, arousal };
        let spot = |n: i64| Spot {
            at: Flicks::SECOND * 17 * n,
            mood: Mood { valence: valence * (1.0 - 0.5 * (n % 2) as f32), arousal },
            intensity: 0.5,
        };
        let spots = (0..5).map(spot).collect();
        let request = MusicRequest {
            length: Flicks::SECOND * 90,
            mood,
            seed,
            spots,
            ..MusicRequest::default()
        };
        let plan = plan(&request);
        let harmony = harmony(&plan, Chance::new(seed));
        (plan, harmony)
    }

    #[test]
    fn chords_fill_the_cue_and_the_last_is_the_tonic() {
        for seed in 0..60 {
            let (plan, harmony) =
                composed(seed, 0.5 - seed as f32 / 60.0, 0.3 + seed as f32 / 150.0);
            assert_eq!(harmony[0].start, 0.0);
            for pair in harmony.windows(2) {
                assert!((pair[0].end - pair[1].start).abs() < 1e-3, "{seed}");
            }
            let last = harmony.last().unwrap();
            assert_eq!((last.chord.degree, last.end), (0, plan.length as f64));
        }
    }

    #[test]
    fn no_chord_holds_a_diminished_fifth_over_its_root() {
        for seed in 0..60 {
            for Harmony { chord, .. } in composed(seed, 0.6 - seed as f32 / 40.0, 0.5).1 {
                let fifth = chord.key.degree(chord.degree + 4);
                assert_ne!((12 + fifth - chord.root()) % 12, 6, "{chord:?}");
            }
        }
    }
}
