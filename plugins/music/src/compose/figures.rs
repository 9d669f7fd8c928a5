//! Figures: broken chords, few and far between, more where there is more music; repeated notes on short bows.

use super::super::chance::Chance;
use super::super::mood::Feel;
use super::super::plan::RATE;
use super::super::request::Part;
use super::beds::SILENT;
use super::melody::speaks;
use super::{Draft, Note, Sound, Voicing, note};

/// A note of a figure: in which eighth of the bar, and on which tone of the chord. 4 is the root below.
type Touch = (usize, usize);

const SPARSE: [&[Touch]; 6] = [
    &[(0, 4), (3, 2)],
    &[(0, 1), (4, 3)],
    &[(0, 3)],
    &[(2, 2), (5, 3)],
    &[(0, 4), (2, 1), (5, 2)],
    &[(1, 3), (4, 2)],
];
const MIDDLE: [&[Touch]; 6] = [
    &[(0, 4), (2, 1), (4, 2), (6, 3)],
    &[(0, 4), (3, 2), (5, 3), (6, 1)],
    &[(0, 1), (2, 2), (3, 3), (6, 2)],
    &[(0, 4), (1, 1), (3, 3), (5, 2)],
    &[(0, 2), (3, 1), (4, 3), (7, 2)],
    &[(0, 4), (2, 2), (3, 1), (4, 3), (6, 2)],
];
const BUSY: [&[Touch]; 4] = [
    &[(0, 4), (1, 1), (2, 2), (3, 3), (4, 1), (5, 2), (6, 3), (7, 2)],
    &[(0, 4), (1, 2), (2, 1), (3, 3), (4, 4), (5, 2), (6, 1), (7, 3)],
    &[(0, 1), (1, 3), (2, 2), (3, 3), (4, 1), (5, 3), (6, 2), (7, 3)],
    &[(0, 4), (2, 2), (3, 3), (4, 1), (6, 2), (7, 3)],
];

/// Repeated notes: mostly the lowest of the chord's four, with a turn to another.
const DRIVEN: [&[Touch]; 5] = [
    &[(0, 0), (1, 0), (2, 0), (3, 1), (4, 0), (5, 0), (6, 2), (7, 1)],
    &[(0, 0), (1, 1), (2, 0), (3, 1), (4, 0), (5, 2), (6, 0), (7, 1)],
    &[(0, 1), (1, 0), (2, 0), (3, 1), (4, 0), (5, 0), (6, 1), (7, 0)],
    &[(0, 0), (1, 1), (2, 2), (3, 1), (4, 0), (5, 1), (6, 2), (7, 3)],
    &[(0, 0), (2, 0), (3, 0), (4, 1), (6, 0), (7, 2)],
];

pub(super) fn figures(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    if draft.palette.figures.is_none() {
        return;
    }
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let level = draft.level(harmony);
        if level < SILENT + 0.06 {
            continue;
        }
        if draft.is_last(harmony) {
            last_chord(draft, at, level, notes);
            continue;
        }
        let phrase = draft.chance(Part::Figures).at(harmony.letter);
        // Now and then it keeps silent for half a phrase, but never at the very start.
        let half = draft.chance(Part::Figures).of("rest").at(harmony.phrase).at(harmony.place / 2);
        if 0 < harmony.phrase && !draft.paced() && half.happens(rests(draft, at)) {
            continue;
        }
        figure(draft, at, level, phrase, notes);
    }
}

/// How often a phrase passes without the piano: more where there is a melody to listen to.
fn rests(draft: &Draft<'_>, at: usize) -> f64 {
    let harmony = &draft.harmony[at];
    let often = match draft.mood(harmony).feel() {
        Feel::Bright | Feel::Warm => 0.12,
        Feel::Wistful => 0.2,
        Feel::Sombre | Feel::Tense => 0.3,
    };
    if speaks(draft, harmony) { often * 1.4 } else { often * 0.4 }
}

fn figure(draft: &Draft<'_>, at: usize, level: f64, phrase: Chance, notes: &mut Vec<Note>) {
    let (harmony, sound) = (&draft.harmony[at], draft.palette.figures.unwrap_or(Sound::Felt));
    let pattern = pattern(draft, at, level, phrase);
    let lifted = lifted(draft, at, phrase);
    let division = draft.division();
    let (eighth, bar) = (draft.beat(harmony) / division as f64, draft.beats() * division);
    let count = libm::round((harmony.end - harmony.start) / eighth) as usize;
    let chance = draft.chance(Part::Figures).of("touch").at(at);
    let short = matches!(sound, Sound::Spiccato | Sound::Arp);
    for number in 0..count.div_ceil(bar) {
        // Bars of more than eight eighths begin the pattern again.
        let touches = pattern.iter().chain(pattern.iter()).enumerate();
        for (place, (step, tone)) in touches {
            let step = if pattern.len() <= place { step + 8 } else { *step };
            let chance = chance.at(number).at(place);
            // A second bar on the same chord says less than the first.
            let drop = if short {
                0.04
            } else if number % 2 == 1 {
                0.3
            } else {
                0.1
            };
            let place = number * bar + step;
            let on_beat = step.is_multiple_of(division);
            let dropped =
                0 < step && !(on_beat && draft.paced()) && chance.of("drop").happens(drop);
            if bar <= step || count <= place || dropped {
                continue;
            }
            let pitch = tone_of(draft, at, *tone);
            let lift = lifted && (0 < *tone || short) && *tone < 4 && pitch < 72;
            let pitch = if lift { pitch + 12 } else { pitch };
            let late = if short { 0.003 } else { 0.012 } * RATE * chance.of("late").share();
            let start = harmony.start + place as f64 * eighth + late;
            let accent = match step {
                0 => 1.0,
                _ if on_beat => 0.9,
                _ => 0.74,
            };
            let strength =
                (0.28 + 0.42 * level) * accent * (1.0 + 0.1 * chance.of("strength").sway());
            let end = if short { start + eighth * 0.8 } else { harmony.end.max(start + eighth) };
            notes.push(note(Part::Figures, sound, pitch, start, end, strength, chance));
        }
    }
}

/// What of the patterns a phrase has.
fn pattern(draft: &Draft<'_>, at: usize, level: f64, phrase: Chance) -> &'static [Touch] {
    let mood = draft.mood(&draft.harmony[at]);
    let drive = 0.6 * level + 0.55 * f64::from(mood.arousal);
    let short = matches!(draft.palette.figures, Some(Sound::Spiccato | Sound::Arp));
    // A beat that was asked for is to be heard.
    let drive = if draft.paced() { drive.max(0.45) } else { drive };
    let chance = phrase.of("figure");
    match drive {
        drive if short && 0.5 < drive => chance.pick(&DRIVEN),
        drive if drive < 0.44 => chance.pick(&SPARSE),
        drive if drive < 0.74 => chance.pick(&MIDDLE),
        _ => chance.pick(&BUSY),
    }
}

/// Whether a phrase is an octave higher.
fn lifted(draft: &Draft<'_>, at: usize, phrase: Chance) -> bool {
    phrase.of("lift").happens(match draft.mood(&draft.harmony[at]).feel() {
        Feel::Bright => 0.75,
        Feel::Warm => 0.45,
        _ => 0.15,
    })
}

/// The pitch of a tone of the chord as the piano plays it.
fn tone_of(draft: &Draft<'_>, at: usize, tone: usize) -> u8 {
    let voicing: Voicing = draft.voicings[at];
    if let Some(pitch) = voicing.get(tone) {
        return *pitch;
    }
    let root = draft.harmony[at].chord.root();
    (46..=57_u8).find(|pitch| pitch % 12 == root).unwrap_or(50)
}

/// The whole chord, rolled from below, once.
fn last_chord(draft: &Draft<'_>, at: usize, level: f64, notes: &mut Vec<Note>) {
    let harmony = &draft.harmony[at];
    let chance = draft.chance(Part::Figures).of("last");
    let sound = draft.palette.figures.unwrap_or(Sound::Felt);
    for (place, tone) in [4, 0, 1, 2, 3].into_iter().enumerate() {
        let start = harmony.start + place as f64 * 0.055 * RATE;
        let strength = (0.34 + 0.3 * level) * (1.0 - 0.05 * place as f64);
        let pitch = tone_of(draft, at, tone);
        notes.push(note(
            Part::Figures,
            sound,
            pitch,
            start,
            harmony.end,
            strength,
            chance.at(place),
        ));
    }
}
