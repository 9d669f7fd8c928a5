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
    /// What the phrase is made from: those with the same have the same chords.
    pub letter: usize,
}

/// The chords of a cue, in order, without a gap; the last is the one that rings out. A cue that is `settled`
/// stays in its key.
pub(crate) fn harmony(plan: &Plan, settled: bool, chance: Chance) -> Vec<Harmony> {
    let keys =
        if settled { vec![plan.key; plan.sections.len()] } else { keys(plan, chance.of("keys")) };
    let chance = chance.of("harmony");
    let mut writer = Writer { plan, settled, chance, phrase: 0, fresh: 0, all: Vec::new() };
    for number in 0..plan.sections.len() {
        let next = keys.get(number + 1).copied().unwrap_or(home(plan, &keys));
        writer.section(number, keys[number], next);
    }
    let Writer { phrase, mut all, .. } = writer;
    all.push(ending(plan, home(plan, &keys), phrase));
    soften_bass(&mut all, chance.of("bass"));
    all
}

struct Writer<'a> {
    plan: &'a Plan,
    settled: bool,
    chance: Chance,
    phrase: usize,
    /// The first letter that no section has used.
    fresh: usize,
    all: Vec<Harmony>,
}

impl Writer<'_> {
    /// The chords of a section, in phrases that return: A A B A.
    fn section(&mut self, number: usize, key: Key, next: Key) {
        let section = &self.plan.sections[number];
        let each = self.bars_each(number);
        let total = section.count.div_ceil(4 * each);
        // A section that turns away begins with something new.
        let first = if number == 0 || section.contrast < 0.3 { 0 } else { self.fresh };
        let mut bar = 0;
        for turn in 0..total {
            let letter = first + letter(turn, total);
            self.fresh = self.fresh.max(letter + 1);
            let feel = section.mood.feel();
            let chords = if self.settled {
                homely(key, feel, self.chance.at(letter))
            } else {
                fragment(key, feel, self.chance.at(letter))
            };
            for (place, chord) in chords.into_iter().enumerate() {
                if section.count <= bar {
                    break;
                }
                // What is left of an odd bar belongs to the last chord.
                let count = each.min(section.count - bar);
                let last = section.count <= bar + count && 0 < bar;
                let half = place == 3 && turn % 2 == 1 && !last;
                let here = Harmony {
                    chord: if half {
                        lead(key, feel, self.chance.at(letter).of("half"))
                    } else {
                        chord
                    },
                    start: self.plan.bars[section.first + bar].start,
                    end: self.plan.bars[section.first + bar + count - 1].end(),
                    bar: section.first + bar,
                    section: number,
                    phrase: self.phrase,
                    place,
                    letter,
                };
                if last {
                    self.lead_on(here, count, next, feel);
                } else {
                    self.all.push(here);
                }
                bar += count;
            }
            self.phrase += 1;
        }
    }

    /// The last chord of a section, and in its last bar what leads to the next.
    fn lead_on(&mut self, here: Harmony, count: usize, next: Key, feel: Feel) {
        let chord = lead(next, feel, self.chance.at(self.phrase).of("lead"));
        if count < 2 {
            self.all.push(Harmony { chord, ..here });
            return;
        }
        let to = here.bar + count - 1;
        let turn = self.plan.bars[to].start;
        self.all.push(Harmony { end: turn, ..here.clone() });
        self.all.push(Harmony { chord, start: turn, bar: to, ..here });
    }

    /// Bars of a chord: more where beats are few or fast, or where it is calm and there is room.
    fn bars_each(&self, number: usize) -> usize {
        let section = &self.plan.sections[number];
        let calm = 8 <= section.count && section.mood.arousal < 0.42;
        let bar = f64::from(self.plan.meter.beats) * section.beat / super::super::plan::RATE;
        let short = bar < 1.75 && 4 <= section.count;
        if (calm && bar < 3.6) || short { if short && calm { 4 } else { 2 } } else { 1 }
    }
}

/// Which of a section's materials its phrase `turn` of `total` is made from.
fn letter(turn: usize, total: usize) -> usize {
    match (total, turn) {
        (0..=2, _) => 0,
        (3, _) => turn / 2,
        (4..=6, _) => [0, 0, 1, 0, 1, 0][turn],
        // Longer ones go on to a third and come home.
        (_, _) if turn + 1 == total => 0,
        (_, _) => [0, 0, 1, 0, 2, 1][turn % 6],
    }
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
    let chord = clear(key, 0, colour);
    Harmony { chord, start, end, bar, section, phrase, place: 0, letter: 0 }
}

/// A chord of `degree` that grates nowhere: plain where its colour would.
fn clear(key: Key, degree: usize, colour: Colour) -> Chord {
    let degree = key.sound_degree(degree);
    let above = |steps: usize| (12 + key.degree(degree + steps) - key.degree(degree)) % 12;
    let clear = match colour {
        Colour::Ninth | Colour::Second => above(1) == 2,
        Colour::Fourth => above(3) == 5 && above(2) != 3,
        Colour::Plain | Colour::Seventh => true,
    };
    Chord::new(key, degree, if clear { colour } else { Colour::Plain })
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
        let side = match (plan.key.mode().is_dark(), section.mood.valence) {
            (true, valence) if 0.22 < valence => plan.key.relative(),
            (false, valence) if valence < -0.22 => plan.key.relative(),
            _ => plan.key,
        };
        keys.push(side.up(shift));
    }
    keys
}

/// Two minutes.
const LONG: f64 = 120.0 * super::super::plan::RATE;

/// Four chords that leave no doubt of their key: for one that was asked for.
fn homely(key: Key, feel: Feel, chance: Chance) -> [Chord; 4] {
    let choices: &[[usize; 4]] = match (key.mode().is_dark(), feel) {
        (true, Feel::Tense) => &[[0, 0, 3, 4], [0, 0, 5, 4], [0, 3, 0, 4]],
        (true, Feel::Sombre) => &[[0, 3, 0, 4], [0, 5, 3, 4], [0, 4, 0, 3]],
        (true, _) => &[[0, 5, 3, 4], [0, 3, 4, 0], [0, 4, 0, 3], [0, 6, 5, 4]],
        (false, Feel::Tense | Feel::Sombre) => &[[0, 5, 0, 4], [0, 3, 0, 4], [0, 0, 3, 4]],
        (false, _) => &[[0, 3, 4, 0], [0, 5, 3, 4], [0, 3, 0, 4], [0, 4, 0, 3], [0, 1, 4, 0]],
    };
    let degrees = chance.of("chords").pick(choices);
    std::array::from_fn(|place| {
        let degree = degrees[place];
        let colour = colour(degree, feel, chance.of("colour").at(place));
        let colour = if degree == 4 && colour == Colour::Seventh { Colour::Plain } else { colour };
        let chord = clear(key, degree, colour);
        if chord.degree == 4 { chord.leading() } else { chord }
    })
}

/// Four chords that belong together.
fn fragment(key: Key, feel: Feel, chance: Chance) -> [Chord; 4] {
    let side = if key.mode().is_dark() { Mode::Minor } else { Mode::Major };
    let choices: &[[usize; 4]] = match (side, feel) {
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
        (_, Feel::Warm) => &[[0, 5, 2, 6], [5, 2, 0, 6], [2, 6, 0, 5], [0, 2, 5, 2]],
        (_, Feel::Bright) => &[[0, 5, 2, 6], [5, 6, 0, 0], [0, 6, 5, 6], [2, 6, 5, 6]],
        (_, Feel::Wistful) => {
            &[[0, 5, 2, 6], [0, 2, 6, 3], [5, 6, 0, 2], [0, 3, 5, 2], [0, 4, 5, 3]]
        }
        (_, Feel::Sombre) => {
            &[[0, 5, 3, 0], [0, 3, 5, 4], [0, 6, 5, 4], [0, 4, 5, 3], [0, 3, 0, 5]]
        }
        (_, Feel::Tense) => &[[0, 0, 5, 5], [0, 5, 0, 3], [0, 3, 5, 0], [0, 0, 3, 5]],
    };
    let degrees = chance.of("chords").pick(choices);
    std::array::from_fn(|place| {
        let chance = chance.of("colour").at(place);
        clear(key, degrees[place], colour(degrees[place], feel, chance))
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
    chance.pick(choices)
}

/// The chord that leads into `next`.
fn lead(next: Key, feel: Feel, chance: Chance) -> Chord {
    if next.mode().is_dark() {
        // A fifth with its leading note, but where that would be too plain.
        let (degree, colour) = match feel {
            Feel::Tense => {
                chance.pick(&[(4, Colour::Plain), (4, Colour::Plain), (5, Colour::Plain)])
            }
            _ => chance.pick(&[(4, Colour::Seventh), (4, Colour::Plain), (6, Colour::Plain)]),
        };
        let chord = clear(next, degree, colour);
        return if chord.degree == 4 { chord.leading() } else { chord };
    }
    let (degree, colour) = match feel {
        Feel::Sombre | Feel::Wistful => {
            chance.pick(&[(3, Colour::Ninth), (4, Colour::Fourth), (4, Colour::Plain)])
        }
        _ => chance.pick(&[(4, Colour::Fourth), (4, Colour::Plain), (4, Colour::Seventh)]),
    };
    clear(next, degree, colour)
}

/// Puts a third in the bass where that makes a line of it.
fn soften_bass(all: &mut [Harmony], chance: Chance) {
    for at in 1..all.len().saturating_sub(1) {
        let (before, after) = (all[at - 1].chord.bass, all[at + 1].chord.root());
        let here = all[at].chord;
        let third = (here.key.degree(here.degree + 2) + u8::from(here.raised)) % 12;
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
        let harmony = harmony(&plan, false, Chance::new(seed));
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
