//! Scenes and their beats.

use std::collections::BTreeSet;

use super::people::{address, pieces_in};
use super::presence::{come_before_going, go_on, people_of};
use maquette_document::{ParagraphKind, PieceKind, Setting, TimeOfDay, Weather};
use maquette_script::{Heading, ParsedParagraph, Script};

use super::cast::Cast;
use super::deed::Thing;
use super::grammar::{Act, Memory, Reader, Sentence};
use super::unclear::Why;
use super::lexicon::{self, Verbs};
use super::weather::weather_in;
use super::words::{Token, sentences};

/// More people than this are not staged in one scene.
pub(crate) const MOST_PEOPLE: usize = 10;

/// Of one paragraph of action no more is staged than this.
const MOST_SENTENCES: usize = 200;
const MOST_ACTS: usize = 40;

/// A scene heading and what follows it, up to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneBreakdown {
    /// The paragraph of the heading; none for what stands before the first one.
    pub heading: Option<usize>,
    /// As written.
    pub text: String,
    /// The script's own number, or nothing.
    pub number: String,
    /// Which of the script's sections it stands in, counted from 0.
    pub sequence: usize,
    pub place: String,
    pub setting: Setting,
    pub time: TimeOfDay,
    pub weather: Weather,
    /// It goes on from the scene before.
    pub continues: bool,
    /// In the order in which the scene names them.
    pub people: Vec<Present>,
    /// How many more people than those there are.
    pub left_out: usize,
    pub beats: Vec<Beat>,
    /// Furniture that the action speaks of, each once.
    pub pieces: Vec<PieceKind>,
}

/// Somebody who is seen in a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Into the cast.
    pub who: usize,
    /// Comes in while it plays.
    pub enters: bool,
    /// Is not there any more when it ends.
    pub leaves: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Beat {
    Action(Action),
    Speech(Speech),
    /// Words that the picture shows: centred text, `SUPER:`.
    Title {
        paragraph: usize,
        text: String,
    },
}

impl Beat {
    /// Its first paragraph.
    pub fn paragraph(&self) -> usize {
        match self {
            Self::Action(action) => action.paragraph,
            Self::Speech(speech) => speech.lines.first().map_or(speech.cue, |line| line.paragraph),
            Self::Title { paragraph, .. } => *paragraph,
        }
    }
}

/// A paragraph of action.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub paragraph: usize,
    pub words: usize,
    pub acts: Vec<Act>,
    /// All who are named.
    pub people: Vec<usize>,
    /// All things that are named.
    pub things: Vec<Thing>,
    /// Who is named as somebody new: "a WAITER".
    pub new: Vec<usize>,
    /// Who is left alone at its end, if it tells.
    pub alone: Vec<usize>,
    /// "Silence.", "A long beat."
    pub silence: bool,
}

/// What one character says without another between.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// The paragraph of the cue, or of the line where there is none.
    pub cue: usize,
    /// Into the cast.
    pub who: usize,
    pub from: Source,
    pub lines: Vec<Line>,
    /// At the same time as the speech before.
    pub dual: bool,
    /// Into a telephone.
    pub phone: bool,
    /// Whom it is said to, if anybody.
    pub to: Option<usize>,
}

/// Where a voice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Here,
    /// From outside the picture.
    Off,
    /// From no place in the scene: told over it, or through a wire.
    Over,
}

/// A paragraph that is spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub paragraph: usize,
    pub text: String,
    /// `(beat)` stands before it.
    pub after_beat: bool,
    pub question: bool,
}

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
    let heads = |index: usize| paragraphs[index].kind == ParagraphKind::Heading;
    for index in 0..paragraphs.len() {
        let last = index + 1 == paragraphs.len();
        if paragraphs[index].kind == ParagraphKind::Section {
            sections += 1;
        }
        if last || heads(index + 1) {
            let before = scenes.last();
            let scene =
                SceneReader { script, cast, verbs }.read(start..index + 1, before, section, told);
            if scene.heading.is_some() || !scene.beats.is_empty() {
                scenes.push(scene);
            }
            start = index + 1;
            section = sections;
        }
    }
    scenes
}

struct SceneReader<'a> {
    script: &'a Script,
    cast: &'a Cast,
    verbs: &'static Verbs,
}

impl SceneReader<'_> {
    fn read(
        &self,
        range: std::ops::Range<usize>,
        before: Option<&SceneBreakdown>,
        sequence: usize,
        told: &mut Told,
    ) -> SceneBreakdown {
        let paragraphs = &self.script.paragraphs;
        let first = range.clone().find(|index| paragraphs[*index].kind == ParagraphKind::Heading);
        let text = first.map_or("", |index| paragraphs[index].text.as_str());
        let number = first.and_then(|index| paragraphs[index].number.clone()).unwrap_or_default();
        let heading = Heading::parse(text);
        let mut memory = Memory { speakers: self.speakers(range.clone()), ..Memory::default() };
        let beats = self.beats(range.clone(), &mut memory, told);
        let told = range.filter(|index| paragraphs[*index].kind == ParagraphKind::Action).take(2);
        let weather = weather_in(text)
            .or_else(|| told.into_iter().find_map(|index| weather_in(&paragraphs[index].text)));
        let goes_on =
            before.filter(|_| heading.continuous || (first.is_some() && heading.time.is_none()));
        let mut scene = SceneBreakdown {
            heading: first,
            text: text.to_owned(),
            number,
            sequence,
            setting: heading.setting,
            time: heading
                .time
                .unwrap_or_else(|| goes_on.map_or(TimeOfDay::Day, |before| before.time)),
            weather: weather
                .unwrap_or_else(|| goes_on.map_or(Weather::Clear, |before| before.weather)),
            continues: heading.continuous,
            place: heading.place.to_uppercase(),
            people: Vec::new(),
            left_out: 0,
            pieces: pieces_in(&beats),
            beats,
        };
        come_before_going(&mut scene.beats);
        (scene.people, scene.left_out) = people_of(&scene.beats);
        if let Some(before) = before.filter(|_| heading.continuous) {
            go_on(&mut scene, before);
        }
        address(&mut scene);
        scene
    }

    fn speakers(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let told = &self.script.paragraphs[range];
        let from = |source: Source| {
            let lines = told.iter().filter(|one| one.kind == ParagraphKind::Dialogue);
            lines.filter(move |one| source_of(&one.extension) == source)
        };
        // Who is heard from outside first comes later.
        let outside: BTreeSet<&str> =
            told.iter().filter(|one| source_of(&one.extension) == Source::Off).map(|one| one.character.as_str()).collect();
        let mut seen = BTreeSet::new();
        from(Source::Here)
            .filter(|one| !outside.contains(one.character.as_str()) && seen.insert(one.character.as_str()))
            .filter_map(|one| self.who(&one.character))
            .collect()
    }

    fn who(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_uppercase();
        self.cast.characters.iter().position(|one| one.name == name)
    }

    fn beats(
        &self,
        range: std::ops::Range<usize>,
        memory: &mut Memory,
        told: &mut Told,
    ) -> Vec<Beat> {
        let mut beats = Vec::new();
        let mut cue: Option<usize> = None;
        let mut after_beat = false;
        let mut aside = String::new();
        for index in range {
            let paragraph = &self.script.paragraphs[index];
            match paragraph.kind {
                ParagraphKind::Character => cue = Some(index),
                ParagraphKind::Parenthetical => {
                    let said = paragraph.text.to_lowercase();
                    after_beat |= is_pause(&said);
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
                    beats.extend(self.action(index, memory, told));
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

    fn speak(
        &self,
        index: usize,
        cue: Option<usize>,
        after_beat: bool,
        aside: &str,
        beats: &mut Vec<Beat>,
        memory: &mut Memory,
    ) {
        let paragraph = &self.script.paragraphs[index];
        let Some(who) = self.who(&paragraph.character) else { return };
        let line = Line {
            paragraph: index,
            text: paragraph.text.clone(),
            after_beat,
            question: paragraph
                .text
                .trim_end()
                .trim_end_matches(['"', '”', '»', ')'])
                .ends_with(['?', '？']),
        };
        let to = self.addressed(aside, &paragraph.text, who);
        let phone = aside.contains("phone")
            || aside.contains("radio")
            || aside.contains("téléphone")
            || aside.contains("telefon");
        memory.mentioned.retain(|one| *one != who);
        memory.mentioned.push(who);
        // A new cue is a new speech, even of the same character.
        if let (None, Some(Beat::Speech(speech))) = (cue, beats.last_mut())
            && speech.who == who
        {
            speech.lines.push(line);
            speech.to = to.or(speech.to);
            speech.phone |= phone;
            return;
        }
        beats.push(Beat::Speech(Speech {
            cue: cue.unwrap_or(index),
            who,
            from: source_of(&paragraph.extension),
            lines: vec![line],
            dual: paragraph.dual && matches!(beats.last(), Some(Beat::Speech(_))),
            phone,
            to,
        }));
    }

    /// Whom a line is said to, where the script tells: `(to Tom)`, or a name at its head or end.
    fn addressed(&self, aside: &str, text: &str, who: usize) -> Option<usize> {
        let named = |tokens: &[Token], at: usize| {
            self.cast.named(tokens, at).map(|(one, _)| one).filter(|one| *one != who)
        };
        if let Some(rest) = aside.split("to ").nth(1) {
            // A parenthetical is written small: let its first word count as a name.
            let rest = rest.trim_start_matches(['(', ' ']);
            let raised: String = rest
                .chars()
                .take(1)
                .flat_map(char::to_uppercase)
                .chain(rest.chars().skip(1))
                .collect();
            let tokens: Vec<Token> = sentences(&raised).into_iter().flatten().collect();
            if let Some(one) = tokens.first().and_then(|_| named(&tokens, 0)) {
                return Some(one);
            }
        }
        let said = sentences(text);
        let head = said.first().filter(|tokens| tokens.get(1).is_none_or(|next| next.mark));
        let tail = said.last().filter(|t| t.len() > 1 && t[t.len() - 2].mark);
        head.and_then(|tokens| named(tokens, 0))
            .or_else(|| tail.and_then(|t| named(t, t.len() - 1)))
    }

    fn action(
        &self,
        index: usize,
        memory: &mut Memory,
        told: &mut Told,
    ) -> Option<Beat> {
        let paragraph: &ParsedParagraph = &self.script.paragraphs[index];
        let text = paragraph.text.trim();
        if !is_spoken(text) || maquette_script::is_editing_order(text) {
            return None;
        }
        if let Some(title) = ["SUPER:", "TITLE:", "TITLE CARD:", "CHYRON:"]
            .iter()
            .find_map(|mark| text.strip_prefix(mark))
        {
            return Some(Beat::Title {
                paragraph: index,
                text: title.trim().trim_matches(['"', '“', '”']).to_owned(),
            });
        }
        let reader = Reader { cast: self.cast, verbs: self.verbs };
        let mut action = Action {
            paragraph: index,
            words: text.split_whitespace().count(),
            acts: Vec::new(),
            people: Vec::new(),
            things: Vec::new(),
            new: Vec::new(),
            alone: Vec::new(),
            silence: is_silence(text),
        };
        let all = sentences(text);
        let mut miss = |number: usize, why: Why| {
            told.missed.push((index, sentence_text(text, number), why));
        };
        for (number, tokens) in all.iter().take(MOST_SENTENCES).enumerate() {
            let said = reader.read(tokens, number, memory);
            let room = MOST_ACTS.saturating_sub(action.acts.len());
            let full = said.acts.len() > room;
            let silent = action.silence || weather_in_tokens(tokens);
            if let Some(why) = why_not(&said, tokens).filter(|_| !silent) {
                miss(number, why);
            } else if full && room > 0 {
                miss(number, Why::TooMuch);
            }
            action.acts.extend(said.acts.into_iter().take(room));
            action.people.extend(said.people);
            action.things.extend(said.things);
            action.new.extend(said.new);
            if !said.alone.is_empty() {
                action.alone = said.alone;
            }
        }
        if all.len() > MOST_SENTENCES {
            miss(MOST_SENTENCES, Why::TooMuch);
        }
        told.sentences += all.len();
        for act in &action.acts {
            action.people.extend(&act.who);
            action.people.extend(&act.whom);
        }
        let mut seen = BTreeSet::new();
        action.people.retain(|one| seen.insert(*one));
        Some(Beat::Action(action))
    }
}

/// Why a sentence cannot be staged, or not all of it.
fn why_not(said: &Sentence, tokens: &[Token]) -> Option<Why> {
    if let Some(verb) = said.unknown.first() {
        return Some(Why::UnknownVerb(verb.clone()));
    }
    if let Some(who) = said.strangers.first() {
        return Some(Why::Stranger(who.clone()));
    }
    // A thing alone is shown; what is not done needs nothing.
    let shown = !said.things.is_empty() && said.people.is_empty();
    let words = tokens.iter().filter(|token| !token.mark).count();
    if !said.acts.is_empty() || shown || said.withheld || !said.alone.is_empty() || words < 2 {
        return None;
    }
    Some(if said.people.is_empty() && said.deeds > 0 { Why::Nobody } else { Why::NoVerb })
}

fn weather_in_tokens(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| weather_in(&token.word).is_some())
}

/// The words of sentence `number`, as near as they can be cut from the text.
fn sentence_text(text: &str, number: usize) -> String {
    let mut parts = text
        .split_inclusive(['.', '!', '?', '…', '\n'])
        .map(|part| part.trim().trim_end_matches(['.', '!', '?', '…']).to_owned());
    let mut told = parts.by_ref().filter(|part| is_spoken(part));
    told.nth(number).unwrap_or_else(|| text.to_owned()).chars().take(120).collect()
}

fn is_spoken(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_pause(text: &str) -> bool {
    ["beat", "pause", "silence", "temps", "pausa", "un temps"].iter().any(|word| {
        text.split(|letter: char| !letter.is_alphabetic()).any(|spoken| spoken == *word)
    }) || text == "(...)"
}

fn is_silence(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|l: char| !l.is_alphanumeric()).to_lowercase())
        .collect();
    words.len() <= 4
        && words.iter().any(|word| {
            lexicon::is_in(
                "silence,beat,pause,stillness,stille,silencio,silenzio,temps,quiet",
                word,
            )
        })
}

fn source_of(extension: &str) -> Source {
    let letters: String =
        extension.to_uppercase().chars().filter(|l| l.is_alphanumeric() || *l == ' ').collect();
    let has = |word: &str| letters.split(' ').any(|one| one == word);
    if has("VO")
        || has("VOIX")
        || has("PHONE")
        || has("RADIO")
        || has("FILTERED")
        || has("FILTER")
        || has("INTERCOM")
        || letters.contains("VOICE")
    {
        if letters.contains("INTO") { Source::Here } else { Source::Over }
    } else if has("OS") || has("OC") || has("OFF") {
        Source::Off
    } else {
        Source::Here
    }
}
