//! What lies under the rest: pad, strings, bass.

use super::super::mood::Feel;
use super::super::request::Part;
use super::{Draft, Note, Sound, Voicing, note};

/// Below this there is no music, only what rings on.
pub(super) const SILENT: f64 = 0.08;

/// Four voices, held; a voice that stays on its note is not struck again.
pub(super) fn pad(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let chance = draft.chance.of("pad");
    for voice in 0..4 {
        let mut at = 0;
        while at < draft.harmony.len() {
            let (first, level) = (&draft.harmony[at], draft.level(&draft.harmony[at]));
            let pitch = draft.voicings[at][voice];
            let mut until = at;
            while until + 1 < draft.harmony.len()
                && draft.voicings[until + 1][voice] == pitch
                && (draft.level(&draft.harmony[until + 1]) - level).abs() < 0.06
                && until - at < 3
            {
                until += 1;
            }
            if SILENT < level {
                let end = draft.harmony[until].end;
                // The middle voices carry; the outer ones lie back.
                let weight = [0.85, 1.0, 0.95, 0.8][voice];
                let strength = weight * (0.42 + 0.45 * level);
                notes.push(note(
                    Part::Pad,
                    Sound::Pad,
                    pitch,
                    first.start,
                    end,
                    strength,
                    chance.at(at).at(voice),
                ));
            }
            at = until + 1;
        }
    }
}

/// A high line or two where there is much music.
pub(super) fn strings(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let chance = draft.chance.of("strings");
    let mut before = 74;
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let (level, feel) = (draft.level(harmony), draft.mood(harmony).feel());
        let enough = match feel {
            Feel::Sombre => 0.44,
            Feel::Tense => 0.48,
            Feel::Warm | Feel::Wistful => 0.54,
            Feel::Bright => 0.6,
        };
        if level < enough {
            continue;
        }
        let voicing = draft.voicings[at];
        let strength = 0.3 + 0.55 * (level - enough + 0.1) / (1.1 - enough);
        let chance = chance.at(at);
        let add = |pitch: u8, strength: f64, voice: usize| {
            let chance = chance.at(voice);
            note(Part::Strings, Sound::Strings, pitch, harmony.start, harmony.end, strength, chance)
        };
        let line = line(voicing, before);
        before = line;
        notes.push(add(line, strength, 0));
        let second = high(voicing[1]);
        if 0.68 < level && 2 < line.abs_diff(second) {
            notes.push(add(second, strength * 0.8, 1));
        }
        if 0.85 < level && voicing[0] + 12 < 70 {
            notes.push(add(voicing[0] + 12, strength * 0.7, 2));
        }
    }
}

/// The next note of the high line: near the one before, but not the same.
fn line(voicing: Voicing, before: u8) -> u8 {
    let cost = |pitch: &u8| if *pitch == before { 6 } else { pitch.abs_diff(before) };
    voicing[1..].iter().map(|pitch| high(*pitch)).min_by_key(cost).unwrap_or(before)
}

/// An octave up, unless that would be shrill.
fn high(pitch: u8) -> u8 {
    if pitch + 12 <= 80 { pitch + 12 } else { pitch }
}

/// Roots, low and soft; a pulse where it is agitated.
pub(super) fn bass(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let chance = draft.chance.of("bass");
    let mut before = 41;
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let (level, mood, chance) = (draft.level(harmony), draft.mood(harmony), chance.at(at));
        let pitch = low(harmony.chord.bass, before);
        before = pitch;
        if level < 0.18 {
            continue;
        }
        let beat = draft.beat(harmony);
        let beats = libm::round((harmony.end - harmony.start) / beat) as usize;
        let strength = 0.4 + 0.45 * level;
        let add = |pitch: u8, from: f64, to: f64, strength: f64| {
            let (start, end) = (harmony.start + from * beat, harmony.start + to * beat);
            note(
                Part::Bass,
                Sound::Bass,
                pitch,
                start,
                end.min(harmony.end),
                strength,
                chance.at(from as usize),
            )
        };
        let pulse = mood.feel() == Feel::Tense && 0.5 < level;
        if draft.is_last(harmony) || beats < 4 || (mood.arousal < 0.45 && !pulse) {
            let end = (harmony.end - harmony.start) / beat;
            notes.push(add(pitch, 0.0, end, strength));
        } else if pulse {
            for eighth in 0..beats * 2 {
                let weight = [1.0, 0.5, 0.66, 0.5][eighth % 4];
                let from = eighth as f64 / 2.0;
                notes.push(add(pitch, from, from + 0.42, strength * weight));
            }
        } else {
            let fifth = harmony.chord.key.degree(harmony.chord.degree + 4);
            let root = harmony.chord.bass == harmony.chord.root();
            let other = if root { near(fifth, pitch) } else { pitch };
            let mut from = 0;
            while from < beats {
                let turn = from % 4 == 2 && chance.of("fifth").happens(0.5);
                let to = (from + 2).min(beats);
                notes.push(add(
                    if turn { other } else { pitch },
                    from as f64,
                    to as f64 - 0.06,
                    strength,
                ));
                from = to;
            }
        }
    }
}

/// The pitch of a class between 34 and 48: near the one before, and near the middle.
fn low(class: u8, before: u8) -> u8 {
    let fits = (34..=48_u8).filter(|pitch| pitch % 12 == class);
    fits.min_by_key(|pitch| (2 * pitch.abs_diff(before) + pitch.abs_diff(41), *pitch)).unwrap_or(41)
}

fn near(class: u8, pitch: u8) -> u8 {
    let fits = (pitch - 7..=pitch + 7).filter(|other| other % 12 == class && 33 <= *other);
    fits.min_by_key(|other| other.abs_diff(pitch)).unwrap_or(pitch)
}
