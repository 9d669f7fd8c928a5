//! A script read scene by scene.

use std::collections::BTreeSet;
use std::ops::Range;

use maquette_document::{ParagraphKind, Setting, TimeOfDay, Weather};
use maquette_script::{Follows, Heading, ParsedParagraph, Script, Slug};

use super::cast::Cast;
use super::grammar::Memory;
use super::intercut::cut_between;
use super::lexicon::Verbs;
use super::people::{address, pieces_in};
use super::presence::{come_before_going, go_on, people_of};
use super::saying::source_of;
use super::scene::{Beat, SceneBreakdown, Source};
use super::telling::is_spoken;
use super::unclear::Why;
use super::weather::weather_in;

/// What the reading of a script found besides its scenes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The paragraph, what of it, and why.
    pub(crate) missed: Vec<(usize, String, Why)>,
    /// Sentences of action.
    pub(crate) sentences: usize,
}

/// The scenes of `script`; `told` learns what of them was not understood.
pub(crate) fn scenes(
    script: &Script,
    cast: &Cast,
    verbs: &'static Verbs,
    told: &mut Told,
) -> Vec<SceneBreakdown> {
    let mut scenes: Vec<SceneBreakdown> = Vec::new();
    let mut section = 0;
    let mut sections = 0;
    let mut start = 0;
    let paragraphs = &script.paragraphs;
    let heads = |index: usize| is_head(&paragraphs[index]);
    for index in 0..paragraphs.len() {
        let last = index + 1 == paragraphs.len();
        if paragraphs[index].kind == ParagraphKind::Section {
            sections += 1;
        }
        if last || heads(index + 1) {
            let scene =
                SceneReader { script, cast, verbs }.read(start..index + 1, &scenes, section, told);
            if scene.heading.is_some() || !scene.beats.is_empty() {
                scenes.push(scene);
            }
            start = index + 1;
            section = sections;
        }
    }
    cut_between(script, cast, &mut scenes, told);
    scenes
}

/// Whether a scene begins with it: a heading, or a minor slug that moves on in time.
fn is_head(paragraph: &ParsedParagraph) -> bool {
    match paragraph.kind {
        ParagraphKind::Heading => true,
        ParagraphKind::Action => Slug::of(&paragraph.text) == Some(Slug::Later),
        _ => false,
    }
}

/// What a heading, or a minor slug in its place, says.
fn said_by(text: &str) -> Heading {
    match Slug::of(text) {
        Some(Slug::Later) => Heading::parse(&format!("INT. - {text}")),
        Some(_) => Heading::default(),
        None => Heading::parse(text),
    }
}

/// What of a heading is not understood.
fn unclear(text: &str, heading: &Heading, before: Option<&SceneBreakdown>) -> Option<Why> {
    match Slug::of(text) {
        Some(Slug::Intercut) => Some(Why::Intercut),
        Some(_) if before.is_some() => None,
        _ => heading.place.is_empty().then_some(Why::NoPlace),
    }
}

/// Where a scene plays. A minor slug stays where the scene before was, or moves within it; "KITCHEN - LATER" after
/// "HOUSE - KITCHEN" is that kitchen.
fn place_of(heading: &Heading, slug: bool, earlier: &[SceneBreakdown]) -> (String, Setting) {
    let place = heading.place.to_uppercase();
    let Some(before) = earlier.last() else { return (place, heading.setting) };
    let near = slug || heading.follows != Follows::Unsaid;
    let setting = if slug { before.setting } else { heading.setting };
    if slug && place.is_empty() {
        return (before.place.clone(), setting);
    }
    let house = house_of(&before.place);
    let lately = earlier.iter().rev().take(LATELY).filter(|_| near);
    let known = lately.into_iter().find(|one| one.room == place && house_of(&one.place) == house);
    (known.map_or(place, |one| one.place.clone()), setting)
}

/// How many scenes back a room may be named with its house.
const LATELY: usize = 8;

/// The widest place that `place` names.
fn house_of(place: &str) -> String {
    Heading { place: place.to_owned(), ..Heading::default() }.main().to_owned()
}

pub(super) struct SceneReader<'a> {
    pub(super) script: &'a Script,
    pub(super) cast: &'a Cast,
    pub(super) verbs: &'static Verbs,
}

impl SceneReader<'_> {
    fn read(
        &self,
        range: Range<usize>,
        earlier: &[SceneBreakdown],
        sequence: usize,
        told: &mut Told,
    ) -> SceneBreakdown {
        let before = earlier.last();
        let paragraphs = &self.script.paragraphs;
        let first = range.clone().find(|index| is_head(&paragraphs[*index]));
        let text = first.map_or("", |index| paragraphs[index].text.as_str());
        let number = first.and_then(|index| paragraphs[index].number.clone()).unwrap_or_default();
        let heading = said_by(text);
        if let Some(index) = first {
            told.missed
                .extend(unclear(text, &heading, before).map(|why| (index, text.to_owned(), why)));
        }
        let mut memory = Memory { speakers: self.speakers(range.clone()), ..Memory::default() };
        let beats = self.beats(range.clone(), &mut memory, told);
        let told = range.filter(|index| paragraphs[*index].kind == ParagraphKind::Action).take(2);
        let weather = weather_in(text)
            .or_else(|| told.into_iter().find_map(|index| weather_in(&paragraphs[index].text)));
        let goes_on =
            before.filter(|_| heading.continuous || (first.is_some() && heading.time.is_none()));
        let (place, setting) = place_of(&heading, Slug::of(text).is_some(), earlier);
        let mut scene = SceneBreakdown {
            heading: first,
            text: text.to_owned(),
            number,
            sequence,
            setting,
            time: heading
                .time
                .unwrap_or_else(|| goes_on.map_or(TimeOfDay::Day, |before| before.time)),
            weather: weather
                .unwrap_or_else(|| goes_on.map_or(Weather::Clear, |before| before.weather)),
            continues: heading.continuous,
            place,
            flashback: heading.flashback,
            follows: heading.follows,
            year: heading.year,
            room: String::new(),
            people: Vec::new(),
            left_out: 0,
            pieces: pieces_in(&beats),
            beats,
            crossed: Vec::new(),
            toward: None,
        };
        scene.room = Heading { place: scene.place.clone(), ..Heading::default() }.room().to_owned();
        come_before_going(&mut scene.beats);
        (scene.people, scene.left_out) = people_of(&scene.beats);
        if let Some(before) = before.filter(|_| heading.continuous) {
            go_on(&mut scene, before);
        }
        address(&mut scene);
        scene
    }

    fn speakers(&self, range: Range<usize>) -> Vec<usize> {
        let told = &self.script.paragraphs[range];
        let from = |source: Source| {
            let lines = told.iter().filter(|one| one.kind == ParagraphKind::Dialogue);
            lines.filter(move |one| source_of(&one.extension) == source)
        };
        // Who is heard from outside first comes later.
        let outside: BTreeSet<&str> = told
            .iter()
            .filter(|one| source_of(&one.extension) == Source::Off)
            .map(|one| one.character.as_str())
            .collect();
        let mut seen = BTreeSet::new();
        from(Source::Here)
            .filter(|one| {
                !outside.contains(one.character.as_str()) && seen.insert(one.character.as_str())
            })
            .filter_map(|one| self.who(&one.character))
            .collect()
    }

    pub(super) fn who(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_uppercase();
        self.cast.characters.iter().position(|one| one.name == name)
    }

    fn inserts(&self, index: usize) -> bool {
        Slug::of(&self.script.paragraphs[index].text) == Some(Slug::Insert)
    }

    /// What stands on a thing that is inserted, of the paragraphs that follow: all up to `BACK TO SCENE`, or else what is
    /// in quotation marks.
    fn read_on(&self, after: Range<usize>) -> Vec<usize> {
        use ParagraphKind::{Action, Centered};
        let slug = |index: &usize| Slug::of(&self.script.paragraphs[*index].text);
        let told = |index: &usize| {
            matches!(self.script.paragraphs[*index].kind, Action | Centered)
                && !is_head(&self.script.paragraphs[*index])
        };
        let run: Vec<usize> = after.take_while(told).collect();
        if let Some(end) = run.iter().position(|index| slug(index) == Some(Slug::Back)) {
            return run[..end].to_vec();
        }
        let quoted = |index: &&usize| {
            self.script.paragraphs[**index].text.trim_start().starts_with(['"', '“', '„', '«', '‘'])
        };
        run.iter().take_while(quoted).copied().collect()
    }

    fn beats(&self, range: Range<usize>, memory: &mut Memory, told: &mut Told) -> Vec<Beat> {
        let mut beats = Vec::new();
        let mut cue: Option<usize> = None;
        let mut after_beat = false;
        let mut aside = String::new();
        let mut read: Vec<usize> = Vec::new();
        for index in range.clone() {
            let paragraph = &self.script.paragraphs[index];
            if read.contains(&index) {
                continue;
            }
            match paragraph.kind {
                ParagraphKind::Character => cue = Some(index),
                ParagraphKind::Parenthetical => {
                    let said = paragraph.text.to_lowercase();
                    after_beat |= maquette_voice::asks_for_pause(&said);
                    aside.push_str(&said);
                }
                ParagraphKind::Dialogue | ParagraphKind::Lyrics
                    if !paragraph.character.trim().is_empty() && is_spoken(&paragraph.text) =>
                {
                    let pause = std::mem::take(&mut after_beat);
                    self.speak(index, cue.take(), pause, &aside, &mut beats, memory);
                    aside.clear();
                }
                ParagraphKind::Action | ParagraphKind::Dialogue | ParagraphKind::Lyrics => {
                    (cue, after_beat) = (None, false);
                    aside.clear();
                    let mut beat = self.action(index, memory, told);
                    if let Some(Beat::Action(action)) =
                        beat.as_mut().filter(|_| self.inserts(index))
                    {
                        read = self.read_on(index + 1..range.end);
                        (action.insert, action.reads) = (true, read.clone());
                        let texts = read.iter().map(|at| self.script.paragraphs[*at].text.clone());
                        action.read_text = texts.collect();
                        let words = |text: &String| text.split_whitespace().count();
                        action.words = action.read_text.iter().map(words).sum();
                    }
                    beats.extend(beat);
                }
                ParagraphKind::Centered if is_spoken(&paragraph.text) => {
                    cue = None;
                    beats.push(Beat::Title { paragraph: index, text: paragraph.text.clone() });
                }
                _ => {}
            }
        }
        beats
    }
}
