//! Drums, by the groove that the words or the mood ask for; swells and low beats where the picture turns.

use super::super::chance::Chance;
use super::super::mood::Feel;
use super::super::plan::Bar;
use super::super::request::{Drums, Groove, Part};
use super::{Draft, Note, Sound, note};

/// Drums for bars that are stirred and have music enough, or wherever there is music if they are asked for.
pub(super) fn drums(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let always = draft.request.drums == Drums::Always;
    for (at, bar) in draft.plan.bars.iter().enumerate() {
        let stir = f64::from(bar.mood.arousal);
        let enough = if always { 0.2 } else { 0.45 };
        if bar.level < enough || (stir < 0.52 && !always) {
            continue;
        }
        let own = draft.chance(Part::Drums);
        let kit = Kit {
            bar,
            division: draft.division(),
            section: own.of("section").at(bar.section),
            chance: own.of("stroke").at(at),
            strength: 0.2 + 0.4 * bar.level + 0.2 * stir,
        };
        match draft.groove(bar) {
            Groove::Soft => kit.soft(notes),
            Groove::Cinematic => kit.cinematic(notes),
            Groove::Electronic => kit.electronic(notes),
            Groove::Rock => kit.rock(notes),
            Groove::Swing => kit.swing(notes),
            Groove::March => kit.march(notes),
        }
        let turns = draft.plan.bars.get(at + 1).is_none_or(|next| next.section != bar.section);
        if (at % 8 == 7 || turns) && 0.5 < bar.level && !matches!(draft.groove(bar), Groove::Soft) {
            kit.fill(notes);
        }
    }
}

/// The drums of one bar.
struct Kit<'a> {
    bar: &'a Bar,
    /// Eighths of a beat.
    division: usize,
    section: Chance,
    chance: Chance,
    strength: f64,
}

impl Kit<'_> {
    fn add(&self, notes: &mut Vec<Note>, sound: Sound, pitch: u8, beat: f64, weight: f64) {
        if self.bar.beats as f64 <= beat {
            return;
        }
        let chance = self.chance.at((beat * 12.0) as usize).of("hit");
        let (start, end) = (self.bar.at(beat), self.bar.at(beat + 0.5));
        let weight = weight * (1.0 + 0.08 * chance.sway());
        notes.push(note(Part::Drums, sound, pitch, start, end, self.strength * weight, chance));
    }

    fn each_eighth(&self) -> impl Iterator<Item = (usize, f64)> {
        let division = self.division;
        (0..self.bar.beats * division).map(move |step| (step, step as f64 / division as f64))
    }

    fn soft(&self, notes: &mut Vec<Note>) {
        let tense = self.bar.mood.feel() == Feel::Tense;
        self.add(notes, Sound::Skin, 60, 0.0, 1.0);
        // Now and then a second stroke before the middle of the bar.
        let second = if tense { self.section.pick(&[1.5, 2.5]) } else { 2.0 };
        if 0.5 < self.bar.level && self.bar.beats != 3 {
            self.add(notes, Sound::Skin, 60, second, 0.62);
        }
        let steps = if tense { 5 } else { 3 };
        for (step, beat) in self.each_eighth() {
            // Spread as evenly as whole eighths allow.
            let falls = (step * steps) % 8 < steps || step.is_multiple_of(self.division);
            let sound = if tense { Sound::Wood } else { Sound::Brush };
            if falls && 0.4 < self.bar.level && !self.chance.of("leave").at(step).happens(0.08) {
                let weight = if step.is_multiple_of(self.division) { 0.6 } else { 0.38 };
                self.add(notes, sound, 60, beat, weight);
            }
        }
    }

    fn cinematic(&self, notes: &mut Vec<Note>) {
        const PATTERNS: [&[(f64, f64)]; 4] = [
            &[(0.0, 1.0), (1.5, 0.6), (2.0, 0.75), (3.0, 0.7), (3.5, 0.6)],
            &[(0.0, 1.0), (0.5, 0.5), (1.0, 0.7), (2.0, 0.9), (3.0, 0.65), (3.5, 0.7)],
            &[(0.0, 1.0), (1.0, 0.6), (2.0, 0.85), (2.5, 0.55), (3.0, 0.7)],
            &[(0.0, 1.0), (0.5, 0.6), (1.5, 0.75), (2.0, 0.6), (3.0, 0.8)],
        ];
        self.add(notes, Sound::Boom, 36, 0.0, 0.7);
        let pattern = self.section.of("pattern").pick(&PATTERNS);
        for (place, (beat, weight)) in pattern.iter().enumerate() {
            let large =
                if place == 0 { 41 } else { self.section.of("drum").at(place).pick(&[45, 47, 50]) };
            let swung = if self.division == 3 && beat.fract() > 0.4 {
                beat.floor() + 2.0 / 3.0
            } else {
                *beat
            };
            self.add(notes, Sound::Tom, large, swung, *weight);
        }
        if 0.6 < self.bar.level {
            for (step, beat) in self.each_eighth() {
                let weight = if step.is_multiple_of(self.division) { 0.5 } else { 0.3 };
                self.add(notes, Sound::Wood, 60, beat, weight);
            }
        }
    }

    fn electronic(&self, notes: &mut Vec<Note>) {
        for beat in 0..self.bar.beats {
            self.add(notes, Sound::Kick, 60, beat as f64, if beat == 0 { 1.0 } else { 0.85 });
            if 0.45 < self.bar.level && self.backbeat(beat) {
                self.add(notes, Sound::Snare, 60, beat as f64, 0.7);
            }
        }
        self.hats(notes, 0.4);
    }

    fn rock(&self, notes: &mut Vec<Note>) {
        self.add(notes, Sound::Kick, 60, 0.0, 1.0);
        if 3 < self.bar.beats {
            self.add(notes, Sound::Kick, 60, 2.0, 0.85);
            let pickup = self.section.of("pickup").pick(&[1.5, 2.5, 3.5]);
            if self.division == 2 && 0.5 < self.bar.level {
                self.add(notes, Sound::Kick, 60, pickup, 0.6);
            }
        }
        for beat in (0..self.bar.beats).filter(|beat| self.backbeat(*beat)) {
            self.add(notes, Sound::Snare, 60, beat as f64, 0.85);
        }
        self.hats(notes, 0.5);
    }

    fn swing(&self, notes: &mut Vec<Note>) {
        self.add(notes, Sound::Skin, 60, 0.0, 0.5);
        for beat in 0..self.bar.beats {
            self.add(notes, Sound::Hat, 60, beat as f64, 0.45);
            if self.backbeat(beat) {
                self.add(notes, Sound::Brush, 60, beat as f64, 0.9);
                // The long and the short.
                self.add(notes, Sound::Hat, 60, beat as f64 + 2.0 / 3.0, 0.3);
            }
        }
    }

    fn march(&self, notes: &mut Vec<Note>) {
        self.add(notes, Sound::Kick, 60, 0.0, 0.8);
        for (step, beat) in self.each_eighth() {
            let on = step.is_multiple_of(self.division);
            if on || self.section.of("roll").at(step).happens(0.5) {
                self.add(notes, Sound::Snare, 60, beat, if on { 0.6 } else { 0.35 });
            }
        }
    }

    /// Whether a beat is one that the snare falls on: the second and fourth; of three, the last.
    fn backbeat(&self, beat: usize) -> bool {
        if self.bar.beats == 3 { beat == 2 } else { beat % 2 == 1 }
    }

    fn hats(&self, notes: &mut Vec<Note>, weight: f64) {
        if self.bar.level < 0.35 {
            return;
        }
        for (step, beat) in self.each_eighth() {
            let on = step.is_multiple_of(self.division);
            if on || 0.5 < self.bar.level {
                self.add(notes, Sound::Hat, 60, beat, if on { weight } else { weight * 0.7 });
            }
        }
    }

    /// Large drums downward over the last beat.
    fn fill(&self, notes: &mut Vec<Note>) {
        let (first, division) = ((self.bar.beats - 1) as f64, 2 * self.division);
        for step in 0..division {
            let pitch = [52, 50, 47, 45, 43, 41][step % 6];
            let beat = first + step as f64 / division as f64;
            self.add(notes, Sound::Tom, pitch, beat, 0.45 + 0.06 * step as f64);
        }
    }
}

/// Air that rises into a turn of the picture, and a low beat on it.
pub(super) fn swells(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    for section in draft.plan.sections.iter().skip(1) {
        let (before, here) = (&draft.plan.bars[section.first - 1], &draft.plan.bars[section.first]);
        let chance = draft.chance(Part::Drums).of("swell").at(section.first);
        let rise = here.level - before.level;
        if section.contrast < 0.3 || here.level < 0.3 || rise < -0.2 || before.level < 0.1 {
            continue;
        }
        let strength = (0.25 + 0.5 * section.contrast) * here.level;
        let start = section.start - (before.beats as f64 * before.beat).min(3.0 * 48_000.0);
        notes.push(note(Part::Drums, Sound::Swell, 60, start, section.start, strength, chance));
        if 0.5 < section.contrast || here.mood.feel() == Feel::Tense {
            let end = section.start + 2.0 * here.beat;
            let chance = chance.of("boom");
            notes.push(note(Part::Drums, Sound::Boom, 36, section.start, end, strength, chance));
        }
    }
}
