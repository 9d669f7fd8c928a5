//! Drums where it is agitated; swells and low beats where the picture turns.

use super::super::mood::Feel;
use super::super::request::Part;
use super::{Draft, Note, Sound, note};

/// Soft drums for bars that are stirred and have music enough.
pub(super) fn drums(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    for (at, bar) in draft.plan.bars.iter().enumerate() {
        let stir = f64::from(bar.mood.arousal);
        if stir < 0.52 || bar.level < 0.45 {
            continue;
        }
        let section = draft.chance.of("drums").at(bar.section);
        let chance = draft.chance.of("stroke").at(at);
        let strength = 0.2 + 0.4 * bar.level + 0.2 * stir;
        let add = |sound: Sound, beat: f64, strength: f64| {
            let (start, end) = (bar.at(beat), bar.at(beat + 0.5));
            note(
                Part::Drums,
                sound,
                60,
                start,
                end,
                strength,
                chance.of("hit").at((beat * 4.0) as usize),
            )
        };
        let tense = bar.mood.feel() == Feel::Tense;
        notes.push(add(Sound::Skin, 0.0, strength));
        // Now and then a second stroke before the middle of the bar.
        let second = if tense { section.pick(&[1.5, 2.5]) } else { 2.0 };
        if second < bar.beats as f64 && 0.5 < bar.level {
            notes.push(add(Sound::Skin, second, strength * 0.62));
        }
        let steps = if tense { 5 } else { 3 };
        for eighth in 0..bar.beats * 2 {
            // Spread as evenly as whole eighths allow.
            let falls = (eighth * steps) % 8 < steps;
            let sound = if tense { Sound::Wood } else { Sound::Brush };
            if falls && 0.5 < bar.level && !chance.of("leave").at(eighth).happens(0.12) {
                let weight = if eighth.is_multiple_of(4) { 1.0 } else { 0.7 };
                notes.push(add(sound, eighth as f64 / 2.0, strength * 0.55 * weight));
            }
        }
    }
}

/// Air that rises into a turn of the picture, and a low beat on it.
pub(super) fn swells(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    for section in draft.plan.sections.iter().skip(1) {
        let (before, here) = (&draft.plan.bars[section.first - 1], &draft.plan.bars[section.first]);
        let chance = draft.chance.of("swell").at(section.first);
        let rise = here.level - before.level;
        if section.contrast < 0.3 || here.level < 0.3 || rise < -0.2 {
            continue;
        }
        let strength = (0.25 + 0.5 * section.contrast) * here.level;
        let start = section.start - (before.beats as f64 * before.beat).min(3.0 * 48_000.0);
        notes.push(note(Part::Drums, Sound::Swell, 60, start, section.start, strength, chance));
        if 0.5 < section.contrast || here.mood.feel() == Feel::Tense {
            let end = section.start + 2.0 * here.beat;
            notes.push(note(
                Part::Drums,
                Sound::Boom,
                36,
                section.start,
                end,
                strength,
                chance.of("boom"),
            ));
        }
    }
}
