//! From a plan to notes.

mod beds;
mod drums;
mod figures;
mod harmony;
mod melody;
mod voicing;

use harmony::{Harmony, harmony};
use voicing::{Voicing, voice_all};

use super::chance::Chance;
use super::plan::{Bar, Plan};
use super::request::{Drums, MusicRequest, Part};

/// Something to be played: where it begins and ends, how high and how loud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// Samples from the head of the cue.
    pub start: i64,
    /// Samples until it is let go; it then dies away.
    pub length: i64,
    /// As MIDI counts. For drums, which one: see [`Sound`].
    pub pitch: u8,
    /// 0 to 1.
    pub strength: f32,
    pub part: Part,
    pub sound: Sound,
    /// What else may vary in how it is played.
    pub(crate) chance: Chance,
}

/// What a note is played on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    Pad,
    Strings,
    Bass,
    Felt,
    Glass,
    Reed,
    /// A low, soft drum.
    Skin,
    /// A wooden tick.
    Wood,
    /// Brushed noise.
    Brush,
    /// Air that rises until the note ends.
    Swell,
    /// A very low beat that one feels more than hears.
    Boom,
}

/// All that the parts are written from.
pub(crate) struct Draft<'a> {
    pub plan: &'a Plan,
    pub harmony: &'a [Harmony],
    pub voicings: &'a [Voicing],
    pub chance: Chance,
}

impl Draft<'_> {
    /// What the picture asks for where a chord begins; the last chord is as the bar before it.
    fn bar(&self, harmony: &Harmony) -> Option<&Bar> {
        self.plan.bars.get(harmony.bar).or(self.plan.bars.last())
    }

    fn level(&self, harmony: &Harmony) -> f64 {
        self.bar(harmony).map_or(0.5, |bar| arched(bar.level, harmony))
    }

    fn mood(&self, harmony: &Harmony) -> super::Mood {
        self.bar(harmony).map(|bar| bar.mood).unwrap_or_default()
    }

    /// Samples a beat where a chord begins.
    fn beat(&self, harmony: &Harmony) -> f64 {
        self.bar(harmony).map_or(super::plan::RATE * 60.0 / self.plan.tempo, |bar| bar.beat)
    }

    fn is_last(&self, harmony: &Harmony) -> bool {
        self.plan.bars.len() <= harmony.bar
    }
}

/// A level that swells and falls a little over the four chords of a phrase.
fn arched(level: f64, harmony: &Harmony) -> f64 {
    let arch = [0.94, 1.0, 1.06, 0.98][harmony.place % 4];
    (level * arch).clamp(0.0, 1.0)
}

/// The notes of a cue, in order of time, and its chords.
pub(crate) fn compose(request: &MusicRequest, plan: &Plan) -> (Vec<Note>, Vec<Harmony>) {
    let chance = Chance::new(request.seed);
    let harmony = harmony(plan, chance);
    let chords: Vec<_> = harmony.iter().map(|harmony| harmony.chord).collect();
    let voicings = voice_all(&chords);
    let draft = Draft { plan, harmony: &harmony, voicings: &voicings, chance };
    let mut notes = Vec::new();
    beds::pad(&draft, &mut notes);
    beds::strings(&draft, &mut notes);
    beds::bass(&draft, &mut notes);
    figures::keys(&draft, &mut notes);
    melody::melody(&draft, &mut notes);
    drums::swells(&draft, &mut notes);
    if request.drums == Drums::AsFits {
        drums::drums(&draft, &mut notes);
    }
    notes.retain(|note| 0 < note.length && 0 <= note.start && note.start < plan.length);
    notes.sort_by_key(|note| (note.start, note.part, note.sound, note.pitch));
    (notes, harmony)
}

/// A note from one sample to another, neither of which need be whole.
fn note(
    part: Part,
    sound: Sound,
    pitch: u8,
    start: f64,
    end: f64,
    strength: f64,
    chance: Chance,
) -> Note {
    let (start, end) = (libm::round(start) as i64, libm::round(end) as i64);
    let strength = strength.clamp(0.0, 1.0) as f32;
    Note { start, length: end - start, pitch, strength, part, sound, chance }
}
