//! From a plan to notes.

mod beds;
mod brass;
mod drums;
mod figures;
mod harmony;
mod melody;
mod voicing;

use harmony::{Harmony, harmony};
use voicing::{Voicing, voice_all};

use super::chance::Chance;
use super::mood::Feel;
use super::palette::Palette;
use super::plan::{Bar, Plan, RATE};
use super::request::{Drums, Ending, Groove, MusicRequest, Part, Tempo};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sound {
    Pad,
    Strings,
    /// One bow, with vibrato.
    Violin,
    /// Many short bows.
    Spiccato,
    Bass,
    Felt,
    /// A plucked string.
    Pluck,
    Glass,
    Reed,
    Horn,
    /// A synthesiser, held.
    Saw,
    /// A synthesiser, one voice.
    Lead,
    /// A synthesiser, short.
    Arp,
    SynthBass,
    /// An electric piano.
    Electric,
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
    Kick,
    Snare,
    Hat,
    /// A large drum; `pitch` says how large.
    Tom,
}

/// Four chords that belong together, and what they are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub section: usize,
    /// `A`, `B`, …: phrases of one letter have the same chords.
    pub letter: char,
}

/// All that the parts are written from.
pub(crate) struct Draft<'a> {
    pub request: &'a MusicRequest,
    pub plan: &'a Plan,
    pub harmony: &'a [Harmony],
    pub voicings: &'a [Voicing],
    pub palette: Palette,
    /// What parts agree on; no part's own.
    pub form: Chance,
}

impl Draft<'_> {
    /// The chance of one part, which no other part sees.
    fn chance(&self, part: Part) -> Chance {
        let chance = Chance::new(self.request.seed).of(part.name());
        match self.request.vary.get(&part) {
            None | Some(0) => chance,
            Some(other) => chance.of("vary").at(*other as usize),
        }
    }

    /// Eighths of a beat: two, or three where the meter is of threes.
    fn division(&self) -> usize {
        self.plan.meter.division()
    }

    /// Beats of a whole bar.
    fn beats(&self) -> usize {
        usize::from(self.plan.meter.beats)
    }

    /// Whether a tempo was asked for, so that the beat is to be heard.
    fn paced(&self) -> bool {
        !matches!(self.request.tempo, Tempo::Free)
    }

    fn groove_at(&self, harmony: &Harmony) -> Option<Groove> {
        self.bar(harmony).map(|bar| self.groove(bar))
    }

    /// How drums are played in a bar.
    fn groove(&self, bar: &Bar) -> Groove {
        self.request.groove.unwrap_or(match bar.mood.feel() {
            Feel::Tense if 0.6 < bar.level => Groove::Cinematic,
            _ => Groove::Soft,
        })
    }

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

/// The notes of a cue, in order of time, and its phrases.
pub(crate) fn compose(request: &MusicRequest, plan: &Plan) -> (Vec<Note>, Vec<Phrase>) {
    let form = Chance::new(request.seed);
    let harmony = harmony(plan, request.key.is_some(), form);
    let chords: Vec<_> = harmony.iter().map(|harmony| harmony.chord).collect();
    let voicings = voice_all(&chords);
    let feel = plan.bars.first().map_or(request.mood.feel(), |bar| bar.mood.feel());
    let palette = Palette::of(&request.instruments, feel, form.of("palette"));
    let draft = Draft { request, plan, harmony: &harmony, voicings: &voicings, palette, form };
    let mut notes = Vec::new();
    beds::pad(&draft, &mut notes);
    beds::strings(&draft, &mut notes);
    brass::brass(&draft, &mut notes);
    beds::bass(&draft, &mut notes);
    figures::figures(&draft, &mut notes);
    melody::melody(&draft, &mut notes);
    if palette.drums && request.drums != Drums::Never {
        drums::drums(&draft, &mut notes);
    }
    if palette.drums {
        drums::swells(&draft, &mut notes);
    }
    hits(&draft, &mut notes);
    for note in &mut notes {
        finish(&draft, note);
    }
    notes.retain(|note| 0 < note.length && 0 <= note.start && note.start < plan.length);
    notes.sort_by_key(|note| (note.start, note.part, note.sound, note.pitch));
    (notes, phrases(&harmony, plan))
}

fn phrases(harmony: &[Harmony], plan: &Plan) -> Vec<Phrase> {
    let mut all: Vec<Phrase> = Vec::new();
    let mut before = None;
    for chord in harmony.iter().filter(|chord| chord.bar < plan.bars.len()) {
        if before != Some(chord.phrase) {
            let letter = char::from(b'A' + (chord.letter % 26) as u8);
            all.push(Phrase { section: chord.section, letter });
            before = Some(chord.phrase);
        }
    }
    all
}

/// Louder with the level of the bar, and short where the end is.
fn finish(draft: &Draft<'_>, note: &mut Note) {
    let next = draft.plan.bars.partition_point(|bar| bar.start <= note.start as f64 + 2_400.0);
    let bar = next.checked_sub(1).and_then(|at| draft.plan.bars.get(at));
    let level = bar.map_or(0.5, |bar| bar.level);
    note.strength = (note.strength * (0.62 + 0.7 * level) as f32).min(1.0);
    let last = draft.plan.last as i64;
    if draft.request.ending == Ending::Hard && last - 480 <= note.start {
        note.length = note.length.min((0.55 * RATE) as i64);
        note.strength = (note.strength * 1.3).min(1.0);
    }
}

/// A stroke on each place that is asked for, wherever beats fall.
fn hits(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    for (number, at) in draft.request.hits.iter().enumerate() {
        let at = at.samples(48_000) as f64;
        let chord = draft.harmony.partition_point(|harmony| harmony.start <= at + 1.0);
        let Some(place) = chord.checked_sub(1) else { continue };
        let (harmony, voicing) = (&draft.harmony[place], draft.voicings[place]);
        let end = at + 1.1 * RATE;
        let root = (38..=49_u8).find(|pitch| pitch % 12 == harmony.chord.bass).unwrap_or(40);
        let mut add = |part: Part, sound: Sound, pitch: u8, strength: f64| {
            let chance = draft.chance(part).of("hit").at(number).at(usize::from(pitch));
            notes.push(note(part, sound, pitch, at, end, strength, chance));
        };
        if draft.palette.drums && draft.request.drums != Drums::Never {
            add(Part::Drums, Sound::Boom, 36, 0.6);
            add(Part::Drums, Sound::Tom, 45, 0.6);
        }
        if let Some(sound) = draft.palette.bass {
            add(Part::Bass, sound, root, 0.7);
        }
        for (part, sound) in
            [(Part::Brass, draft.palette.brass), (Part::Figures, draft.palette.figures)]
        {
            for pitch in sound.map(|_| voicing).into_iter().flatten() {
                add(part, sound.unwrap_or(Sound::Felt), pitch, 0.55);
            }
        }
    }
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
