//! What lies under the rest: pad, strings, bass.

use super::super::Instrument;
use super::super::mood::Feel;
use super::super::request::{Groove, Part};
use super::{Draft, Note, Sound, Voicing, note};

/// Below this there is no music, only what rings on.
pub(super) const SILENT: f64 = 0.08;

/// Four voices, held; a voice that stays on its note is not struck again.
pub(super) fn pad(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let Some(sound) = draft.palette.pad else { return };
    let chance = draft.chance(Part::Pad);
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
                    sound,
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
    let Some(sound) = draft.palette.strings else { return };
    let asked = draft.request.instruments.wanted.contains(&Instrument::Strings);
    let chance = draft.chance(Part::Strings);
    let mut before = 74;
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let (level, feel) = (draft.level(harmony), draft.mood(harmony).feel());
        let enough = match feel {
            Feel::Sombre => 0.44,
            Feel::Tense => 0.48,
            Feel::Warm | Feel::Wistful => 0.54,
            Feel::Bright => 0.6,
        };
        let enough = if asked { enough - 0.16 } else { enough };
        if level < enough {
            continue;
        }
        let voicing = draft.voicings[at];
        let strength = 0.3 + 0.55 * (level - enough + 0.1) / (1.1 - enough);
        let chance = chance.at(at);
        let add = |pitch: u8, strength: f64, voice: usize| {
            let chance = chance.at(voice);
            note(Part::Strings, sound, pitch, harmony.start, harmony.end, strength, chance)
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

/// Roots, low and soft; a pulse where it is agitated, steps to the next root where there is time.
pub(super) fn bass(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let Some(sound) = draft.palette.bass else { return };
    let mut before = 41;
    for (at, harmony) in draft.harmony.iter().enumerate() {
        let pitch = low(harmony.chord.bass, before);
        before = pitch;
        let level = draft.level(harmony);
        if level < 0.18 {
            continue;
        }
        let beat = draft.beat(harmony);
        let line = Line { draft, at, sound, pitch, beats: (harmony.end - harmony.start) / beat };
        match gait(draft, at, line.beats) {
            Gait::Held => line.held(notes),
            Gait::Pulse => line.pulse(notes),
            Gait::Steps => line.steps(notes),
        }
    }
}

#[derive(Clone, Copy)]
enum Gait {
    Held,
    /// Every eighth.
    Pulse,
    /// Root and fifth, and a step that leads on.
    Steps,
}

fn gait(draft: &Draft<'_>, at: usize, beats: f64) -> Gait {
    let (harmony, mood) = (&draft.harmony[at], draft.mood(&draft.harmony[at]));
    let driven = matches!(draft.groove_at(harmony), Some(Groove::Electronic | Groove::Rock));
    let stirred = mood.feel() == Feel::Tense || (driven && 0.45 < mood.arousal);
    if draft.is_last(harmony) || beats < 2.0 {
        Gait::Held
    } else if stirred && 0.42 < draft.level(harmony) {
        Gait::Pulse
    } else if mood.arousal < 0.4 && !draft.paced() {
        Gait::Held
    } else {
        Gait::Steps
    }
}

/// The bass of one chord.
struct Line<'a> {
    draft: &'a Draft<'a>,
    at: usize,
    sound: Sound,
    pitch: u8,
    beats: f64,
}

impl Line<'_> {
    /// From a beat of the chord to another.
    fn note(&self, pitch: u8, from: f64, to: f64, weight: f64) -> Note {
        let harmony = &self.draft.harmony[self.at];
        let beat = self.draft.beat(harmony);
        let strength = (0.4 + 0.45 * self.draft.level(harmony)) * weight;
        let (start, end) = (harmony.start + from * beat, harmony.start + to * beat);
        let chance = self.draft.chance(Part::Bass).at(self.at).at((from * 6.0) as usize);
        note(Part::Bass, self.sound, pitch, start, end.min(harmony.end), strength, chance)
    }

    fn held(&self, notes: &mut Vec<Note>) {
        // A plucked or struck string dies away: it is struck again.
        let dies = matches!(self.sound, Sound::Felt | Sound::Pluck);
        let each = if dies { self.draft.beats() as f64 } else { self.beats };
        let mut from = 0.0;
        while from < self.beats - 0.5 && 0.0 < each {
            notes.push(self.note(self.pitch, from, (from + each).min(self.beats), 1.0));
            from += each;
        }
    }

    fn pulse(&self, notes: &mut Vec<Note>) {
        let (division, bar) = (self.draft.division(), self.draft.beats() * self.draft.division());
        let each = 1.0 / division as f64;
        let section = self.draft.harmony[self.at].letter;
        let leaps = self.draft.chance(Part::Bass).of("leaps").at(section).happens(0.5);
        for step in 0..libm::round(self.beats * division as f64) as usize {
            let (place, from) = (step % bar, step as f64 * each);
            let weight = match place {
                0 => 1.0,
                place if place.is_multiple_of(division) => 0.78,
                _ => 0.5,
            };
            let up = leaps && place + 1 == bar && self.pitch <= 43;
            let pitch = if up { self.pitch + 12 } else { self.pitch };
            notes.push(self.note(pitch, from, from + each * 0.84, weight));
        }
    }

    fn steps(&self, notes: &mut Vec<Note>) {
        let harmony = &self.draft.harmony[self.at];
        let chance = self.draft.chance(Part::Bass).of("steps").at(self.at);
        let fifth = harmony.chord.key.degree(harmony.chord.degree + 4);
        let root = harmony.chord.bass == harmony.chord.root();
        let other = if root { near(fifth, self.pitch) } else { self.pitch };
        let (bar, beats) = (self.draft.beats(), libm::round(self.beats) as usize);
        let each = if bar <= 3 { bar } else { 2 };
        let mut from = 0;
        while from < beats {
            let to = (from + each).min(beats);
            let (last, turn) = (beats <= to, from % bar != 0 && chance.at(from).happens(0.6));
            let pitch = if turn { other } else { self.pitch };
            // The last beat steps towards the next root.
            let lead =
                self.lead().filter(|_| last && 1 < to - from && chance.of("lead").happens(0.55));
            let until = if lead.is_some() { to - 1 } else { to };
            notes.push(self.note(
                pitch,
                from as f64,
                until as f64 - 0.06,
                if turn { 0.85 } else { 1.0 },
            ));
            if let Some(lead) = lead {
                notes.push(self.note(lead, until as f64, to as f64 - 0.06, 0.75));
            }
            from = to;
        }
    }

    /// A note of the scale next to the root of the next chord, between here and there.
    fn lead(&self) -> Option<u8> {
        let (here, next) = (&self.draft.harmony[self.at], self.draft.harmony.get(self.at + 1)?);
        let to = low(next.chord.bass, self.pitch);
        if to == self.pitch || here.chord.key != next.chord.key {
            return None;
        }
        let lead = here.chord.key.step(to, if to < self.pitch { 1 } else { -1 });
        (34..=52).contains(&lead).then_some(lead)
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
