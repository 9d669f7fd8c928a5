//! A motif of a few notes, said, varied and left alone again.

use super::super::chance::Chance;
use super::super::mood::Feel;
use super::super::plan::RATE;
use super::super::request::Part;
use super::{Draft, Harmony, Note, Sound, note};

/// Lengths in beats of a motif's notes; each fits in two bars of four and leaves room to breathe.
const RHYTHMS: [&[f64]; 8] = [
    &[1.5, 0.5, 2.0, 3.0],
    &[1.0, 1.0, 2.0, 3.0],
    &[3.0, 1.0, 3.0],
    &[2.0, 1.0, 1.0, 3.0],
    &[0.5, 0.5, 1.0, 2.0, 3.0],
    &[2.0, 2.0, 3.0],
    &[1.5, 0.5, 1.5, 0.5, 3.0],
    &[3.0, 0.5, 0.5, 3.0],
];
/// The same for two bars of three, or four of half as many.
const SHORT: [&[f64]; 6] = [
    &[2.0, 1.0, 2.0],
    &[1.0, 1.0, 1.0, 2.5],
    &[1.5, 0.5, 1.0, 2.0],
    &[3.0, 1.0, 1.5],
    &[2.0, 0.5, 0.5, 2.0],
    &[1.0, 2.0, 2.0],
];
/// Steps of the scale from a motif's first note.
const CONTOURS: [&[i32]; 9] = [
    &[0, 1, 2, 1, 0],
    &[0, 2, 1, 0, -1],
    &[0, -1, 1, 0, 2],
    &[0, 1, -1, 0, -2],
    &[0, 4, 3, 2, 0],
    &[0, -1, -2, -1, 0],
    &[0, 2, 4, 3, 2],
    &[0, 3, 2, 0, 1],
    &[0, 1, 4, 3, 1],
];
/// No motif goes lower or higher, but for the chord note next to it.
const LOWEST: u8 = 66;
const HIGHEST: u8 = 81;

/// The motif of a cue.
#[derive(Clone, Copy)]
struct Motif {
    rhythm: &'static [f64],
    contour: &'static [i32],
    /// Beats from one saying to the next.
    span: f64,
}

impl Motif {
    fn new(draft: &Draft<'_>, chance: Chance) -> Self {
        let bar = draft.beats();
        let span = if 6 <= bar { bar } else { bar * if bar == 2 { 4 } else { 2 } };
        let rhythm = chance.of("rhythm");
        Self {
            rhythm: if span < 7 { rhythm.pick(&SHORT) } else { rhythm.pick(&RHYTHMS) },
            contour: chance.of("contour").pick(&CONTOURS),
            span: span as f64,
        }
    }
}

pub(super) fn melody(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    if draft.palette.melody.is_none() {
        return;
    }
    let own = draft.chance(Part::Melody);
    // What answers the first motif has another shape.
    let motifs = [Motif::new(draft, own), Motif::new(draft, own.of("second"))];
    let mut before = 72;
    let mut at = 0;
    while at < draft.harmony.len() {
        let harmony = &draft.harmony[at];
        let end =
            draft.harmony[at..].iter().take_while(|other| other.phrase == harmony.phrase).count()
                + at;
        let (chance, motif) = (own.at(harmony.phrase), motifs[harmony.letter % 2]);
        if !draft.is_last(harmony) && speaks(draft, harmony) {
            let phrase = &draft.harmony[at..end];
            before = statement(draft, phrase, motif, chance, before, notes);
        }
        at = end;
    }
}

/// Whether this phrase has a melody.
pub(super) fn speaks(draft: &Draft<'_>, harmony: &Harmony) -> bool {
    let chance = draft.form.of("melody").at(harmony.phrase);
    let level = draft.level(harmony);
    let often = match draft.mood(harmony).feel() {
        Feel::Bright => 0.95,
        Feel::Warm | Feel::Wistful => 0.9,
        Feel::Sombre => 0.8,
        Feel::Tense => 0.65,
    };
    // The first phrase sets the scene, the second one speaks; then mostly every other.
    let turn = if harmony.phrase % 2 == 1 { 1.25 } else { 0.85 };
    let sure = (harmony.phrase == 1 && 0.4 < level) || 0.62 < level;
    0.3 < level && (sure || chance.of("speaks").happens(often * turn * (0.5 + 0.6 * level)))
}

/// The motif at the head of the phrase, answered two bars later, and so again in a long one. Gives its last
/// note.
fn statement(
    draft: &Draft<'_>,
    phrase: &[Harmony],
    motif: Motif,
    chance: Chance,
    before: u8,
    notes: &mut Vec<Note>,
) -> u8 {
    let beat = draft.beat(&phrase[0]);
    let start = phrase[0].start;
    let beats = (phrase[phrase.len() - 1].end - start) / beat;
    let upside_down = chance.of("turn").happens(0.25);
    let mut last = before;
    for turn in 0..4 {
        let from = turn as f64 * motif.span;
        let room = beats - from;
        // An answer needs two bars; none is sure but the first.
        let skipped = [0.0, 0.25, 0.2, 0.45][turn];
        if room < motif.span / 2.0 || (0 < turn && room < motif.span - 1.0) {
            break;
        }
        if chance.of("skip").at(turn).happens(skipped) {
            continue;
        }
        let line =
            Line { beat, start, from, turned: upside_down && turn == 2, answer: turn % 2 == 1 };
        last = line.play(draft, phrase, motif, chance.at(turn), last, notes);
    }
    last
}

/// One saying of the motif.
struct Line {
    beat: f64,
    /// Of the phrase, in samples.
    start: f64,
    /// Beats from the start of the phrase.
    from: f64,
    turned: bool,
    /// Starts off the beat and is a note shorter.
    answer: bool,
}

impl Line {
    fn play(
        &self,
        draft: &Draft<'_>,
        phrase: &[Harmony],
        motif: Motif,
        chance: Chance,
        before: u8,
        notes: &mut Vec<Note>,
    ) -> u8 {
        let count = motif.rhythm.len() - usize::from(self.answer && 3 < motif.rhythm.len());
        let mut at = self.from + if self.answer { 1.0 } else { 0.0 };
        let mut first = None;
        let mut last = before;
        for place in 0..count {
            let lasts = motif.rhythm[place];
            let sample = self.start + self.swung(draft, at) * self.beat;
            let Some(harmony) = phrase.iter().find(|harmony| sample + 1.0 < harmony.end) else {
                break;
            };
            if phrase[phrase.len() - 1].end <= sample + 0.4 * self.beat {
                break;
            }
            let strong = lasts >= 1.5 || (at % 2.0).abs() < 1e-9 || place + 1 == count;
            let pitch = match first {
                None => harmony.chord.nearest(self.room(motif, before)),
                Some(first) => {
                    let steps = motif.contour[place % motif.contour.len()]
                        * if self.turned { -1 } else { 1 };
                    let pitch = harmony.chord.key.step(first, steps);
                    if strong || grates(pitch, harmony) {
                        harmony.chord.nearest(pitch)
                    } else {
                        pitch
                    }
                }
            };
            first = first.or(Some(pitch));
            last = pitch;
            let chance = chance.at(place);
            let level = draft.level(harmony);
            let start = sample + 0.014 * RATE * chance.of("late").share();
            // A long note may ring over, but not into a chord that it does not belong to.
            let end = (sample + lasts * self.beat).min(harmony.end.max(start + 0.4 * self.beat));
            let strength = (0.36 + 0.4 * level) * if strong { 1.0 } else { 0.82 };
            notes.push(note(
                Part::Melody,
                sound(draft, harmony),
                pitch,
                start,
                end,
                strength,
                chance,
            ));
            at += lasts;
        }
        last
    }

    /// A place in beats; its half falls on the last of three eighths where a beat has three.
    fn swung(&self, draft: &Draft<'_>, at: f64) -> f64 {
        let (whole, part) = (libm::floor(at), at - libm::floor(at));
        if draft.division() == 3 && 0.4 < part { whole + 2.0 / 3.0 } else { at }
    }

    /// The pitch nearest to `before` from which the whole motif stays in range.
    fn room(&self, motif: Motif, before: u8) -> u8 {
        let side = if self.turned { -1 } else { 1 };
        let steps = || motif.contour.iter().map(|steps| steps * side);
        let (down, up) = (steps().min().unwrap_or(0), steps().max().unwrap_or(0));
        // A step of the scale is two semitones at most.
        let (low, high) = (i32::from(LOWEST) - 2 * down, i32::from(HIGHEST) - 2 * up);
        i32::from(before).clamp(low.min(high), high) as u8
    }
}

/// What the melody is played on: one thing all through, but for glass where it grows tense.
fn sound(draft: &Draft<'_>, harmony: &Harmony) -> Sound {
    let sound = draft.palette.melody.unwrap_or(Sound::Felt);
    let tense = draft.mood(harmony).feel() == Feel::Tense && !draft.palette.settled;
    if tense { Sound::Glass } else { sound }
}

/// Whether a pitch lies a semitone from a note of the chord.
fn grates(pitch: u8, harmony: &Harmony) -> bool {
    !harmony.chord.has(pitch) && (harmony.chord.has(pitch + 1) || harmony.chord.has(pitch - 1))
}
