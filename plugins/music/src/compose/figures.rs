//! What the piano plays: broken chords, few and far between, more where there is more music.

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

pub(super) fn keys(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let level = draft.level(harmony);
        if level < SILENT + 0.06 {
            continue;
        }
        if draft.is_last(harmony) {
            last_chord(draft, at, level, notes);
            continue;
        }
        let phrase = draft.chance.of("keys").at(harmony.phrase);
        // Now and then it keeps silent for half a phrase, but never at the very start.
        let half = phrase.of("rest").at(harmony.place / 2);
        if 0 < harmony.phrase && half.happens(rests(draft, at)) {
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
    let harmony = &draft.harmony[at];
    let mood = draft.mood(harmony);
    let drive = 0.6 * level + 0.55 * f64::from(mood.arousal);
    let pattern = match drive {
        drive if drive < 0.44 => phrase.of("figure").pick(&SPARSE),
        drive if drive < 0.74 => phrase.of("figure").pick(&MIDDLE),
        _ => phrase.of("figure").pick(&BUSY),
    };
    let lifted = phrase.of("lift").happens(match mood.feel() {
        Feel::Bright => 0.75,
        Feel::Warm => 0.45,
        _ => 0.15,
    });
    let half = draft.beat(harmony) / 2.0;
    let eighths = libm::round((harmony.end - harmony.start) / half) as usize;
    let chance = draft.chance.of("touch").at(at);
    for bar in 0..eighths.div_ceil(8) {
        for (place, (eighth, tone)) in pattern.iter().enumerate() {
            let eighth = bar * 8 + eighth;
            let chance = chance.at(bar).at(place);
            // A second bar on the same chord says less than the first.
            let drop = if bar % 2 == 1 { 0.35 } else { 0.1 };
            if eighths <= eighth || (0 < place && chance.of("drop").happens(drop)) {
                continue;
            }
            let pitch = tone_of(draft, at, *tone);
            let pitch =
                if lifted && 0 < *tone && *tone < 4 && pitch < 72 { pitch + 12 } else { pitch };
            let late = 0.012 * RATE * chance.of("late").share();
            let start = harmony.start + eighth as f64 * half + late;
            let accent = if eighth.is_multiple_of(8) {
                1.0
            } else if eighth.is_multiple_of(4) {
                0.9
            } else {
                0.78
            };
            let strength =
                (0.28 + 0.42 * level) * accent * (1.0 + 0.1 * chance.of("strength").sway());
            let end = harmony.end.max(start + half);
            notes.push(note(Part::Keys, Sound::Felt, pitch, start, end, strength, chance));
        }
    }
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
    let chance = draft.chance.of("last");
    for (place, tone) in [4, 0, 1, 2, 3].into_iter().enumerate() {
        let start = harmony.start + place as f64 * 0.055 * RATE;
        let strength = (0.34 + 0.3 * level) * (1.0 - 0.05 * place as f64);
        let pitch = tone_of(draft, at, tone);
        notes.push(note(
            Part::Keys,
            Sound::Felt,
            pitch,
            start,
            harmony.end,
            strength,
            chance.at(place),
        ));
    }
}
