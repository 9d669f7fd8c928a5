//! Horns: chords that swell where there is much music, and strokes with the drums.

use super::super::request::Part;
use super::{Draft, Note, note};

/// Below this the horns are silent.
const ENOUGH: f64 = 0.42;

pub(super) fn brass(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let Some(sound) = draft.palette.brass else { return };
    let chance = draft.chance(Part::Brass);
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let level = draft.level(harmony);
        if level < ENOUGH {
            continue;
        }
        let (voicing, chance) = (draft.voicings[at], chance.at(at));
        let beat = draft.beat(harmony);
        let strength = 0.32 + 0.5 * level;
        let mut add = |pitch: u8, from: f64, to: f64, strength: f64| {
            let (start, end) = (harmony.start + from * beat, harmony.start + to * beat);
            let chance = chance.at(usize::from(pitch)).at((from * 4.0) as usize);
            let end = end.min(harmony.end);
            notes.push(note(Part::Brass, sound, pitch, start, end, strength, chance));
        };
        let beats = (harmony.end - harmony.start) / beat;
        let voices = if 0.7 < level { 0..3 } else { 0..2 };
        let stabs = 0.72 < level && chance.of("stabs").happens(0.5) && !draft.is_last(harmony);
        for voice in voices {
            // An octave down the lowest carries the rest.
            let pitch =
                if voice == 0 { voicing[0].saturating_sub(12).max(40) } else { voicing[voice] };
            let pitch =
                if voice == 0 && pitch % 12 != voicing[0] % 12 { voicing[0] } else { pitch };
            if stabs {
                add(pitch, 0.0, 0.8, strength);
                add(pitch, 1.5, 1.9, strength * 0.8);
                add(pitch, 2.0, beats, strength * 0.9);
            } else {
                add(pitch, 0.0, beats - 0.1, strength);
            }
        }
    }
}
