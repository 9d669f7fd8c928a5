//! The script taken apart: scenes, who is in them, and what each paragraph says that can be staged.

mod cast;
mod deed;
mod grammar;
mod guess;
mod language;
mod lexicon;
mod newcomers;
mod people;
mod presence;
mod reading;
mod saying;
mod scene;
mod telling;
mod unclear;
mod weather;
mod words;

#[cfg(test)]
mod corpus;

pub use cast::{Character, Sex, Wears};
pub use deed::{Deed, Thing, ThingKind};
pub use grammar::{Act, Place, PlaceOf, Relation};
pub use scene::{Action, Beat, Line, Present, SceneBreakdown, Source, Speech};
pub use unclear::{NotUnderstood, Why};

use std::collections::BTreeMap;

use maquette_document::{Figure, Id, ParagraphKind};
use maquette_script::Script;
use serde::{Deserialize, Serialize};

use crate::paragraph_ids;
use cast::Cast;
use lexicon::Verbs;

/// A script, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// As a tag such as `en`.
    pub language: String,
    pub cast: Vec<Character>,
    pub scenes: Vec<SceneBreakdown>,
    /// One a paragraph of the script.
    pub paragraphs: Vec<Id>,
    /// Sentences of action, and headings, in which something was not found to stage.
    pub not_understood: Vec<NotUnderstood>,
    /// Sentences of action, all of them.
    pub sentences: usize,
    /// What holds for the script as a whole: its language, and more people than are staged.
    pub notices: Vec<String>,
}

/// What a script shares with the film that it is staged into.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The identity of each paragraph, in order.
    pub paragraphs: Vec<Id>,
    /// Who plays a character, by its name in upper case.
    pub figures: BTreeMap<String, (Id, Figure)>,
}

/// A paragraph to be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenLine {
    pub paragraph: Id,
    pub figure: Id,
    /// In upper case.
    pub character: String,
    pub text: String,
    /// As a tag such as `en`.
    pub language: String,
}

/// Takes the script of a new film apart; `seed` is the film's.
pub fn breakdown(script: &Script, seed: u32) -> Breakdown {
    let paragraphs = paragraph_ids(script, seed);
    breakdown_into(script, seed, &Known { paragraphs, ..Known::default() })
}

/// Takes apart a script that has paragraphs and figures in common with a film. A paragraph without an identity
/// in `known` has none.
pub fn breakdown_into(script: &Script, seed: u32, known: &Known) -> Breakdown {
    let texts = script.paragraphs.iter().filter(|paragraph| is_told(paragraph.kind));
    let language = language::language_of(texts.map(|paragraph| paragraph.text.as_str()));
    let verbs = Verbs::in_language(language);
    let mut cast = Cast::of(script, verbs);
    for character in &mut cast.characters {
        let figure = known.figures.get(&character.name);
        character.figure = figure.map_or_else(|| figure_id(seed, &character.name), |one| one.0);
        character.known = figure.map(|one| one.1.clone());
    }
    let mut paragraphs = known.paragraphs.clone();
    paragraphs.resize(script.paragraphs.len(), Id::NONE);
    let mut told = reading::Told::default();
    let scenes = reading::scenes(script, &cast, verbs, &mut told);
    let foreign = language::unread(language);
    let not_understood = told.missed.into_iter().map(|(paragraph, text, why)| {
        let why = match (foreign, why) {
            (Some(name), Why::NoVerb | Why::Nobody | Why::Stranger(_)) => Why::Language(name),
            (_, why) => why,
        };
        NotUnderstood { paragraph: paragraphs[paragraph], text, why }
    });
    Breakdown {
        not_understood: not_understood.collect(),
        sentences: told.sentences,
        notices: notices(foreign, cast.left_out(), &scenes),
        language: language.into(),
        cast: cast.characters,
        scenes,
        paragraphs,
    }
}

fn notices(foreign: Option<&str>, left_out: usize, scenes: &[SceneBreakdown]) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(name) = foreign {
        notices.push(format!("written in {name}: staged by its dialogue"));
    }
    if left_out > 0 {
        notices.push(format!(
            "{} people: no more than {} of them are told apart, the others are not staged",
            left_out + cast::MOST,
            cast::MOST
        ));
    }
    for scene in scenes.iter().filter(|scene| scene.left_out > 0) {
        let people = scene.people.len() + scene.left_out;
        let name = if scene.text.is_empty() { "a scene" } else { &scene.text };
        notices.push(format!("{name}: {} of its {people} people are staged", scene.people.len()));
    }
    notices
}

/// The paragraphs to be spoken, in order, so that they can be timed before the film is staged.
pub fn lines_to_speak(breakdown: &Breakdown) -> Vec<SpokenLine> {
    let mut lines = Vec::new();
    for scene in &breakdown.scenes {
        for beat in &scene.beats {
            let Beat::Speech(speech) = beat else { continue };
            let character = &breakdown.cast[speech.who];
            lines.extend(speech.lines.iter().map(|line| SpokenLine {
                paragraph: breakdown.paragraphs[line.paragraph],
                figure: character.figure,
                character: character.name.clone(),
                text: line.text.clone(),
                language: breakdown.language.clone(),
            }));
        }
    }
    lines
}

/// The identity of the figure that plays `name`.
pub(crate) fn figure_id(seed: u32, name: &str) -> Id {
    Id::hashed(&["figure", &seed.to_string(), &name.to_uppercase()])
}

fn is_told(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Action | ParagraphKind::Dialogue)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A script from short lines: `NAME` and `> what is said` below it; all else as in Fountain.
    pub(crate) fn script(text: &str) -> Script {
        let fountain: String = text
            .lines()
            .map(|line| match line.strip_prefix("> ") {
                Some(said) => format!("\n{said}"),
                None => format!("\n\n{line}"),
            })
            .collect();
        maquette_script::parse(&format!("{}\n", fountain.trim_start()))
    }

    fn told(text: &str) -> Breakdown {
        breakdown(&script(text), 7)
    }

    #[test]
    fn a_scene_knows_who_is_in_it_and_who_comes_later() {
        let found = told(
            "INT. KITCHEN - NIGHT\nMara sits at the table.\nMARA\n> Who is it?\nTom enters.\nTOM\n> Me.\nLENA (V.O.)\n> And I.\n",
        );
        let names: Vec<(&str, bool)> = found.scenes[0]
            .people
            .iter()
            .map(|one| (found.cast[one.who].name.as_str(), one.enters))
            .collect();
        assert_eq!(names, [("MARA", false), ("TOM", true)]);
    }

    #[test]
    fn a_beat_between_lines_is_kept_in_the_speech() {
        let found = told(
            "INT. KITCHEN\nMARA\n> Yes.\n> (beat)\n> No.\n> (to Tom)\n> Never?\nTOM\n> Ever.\n",
        );
        let Beat::Speech(speech) = &found.scenes[0].beats[0] else { panic!("a speech") };
        let read: Vec<(&str, bool)> =
            speech.lines.iter().map(|line| (line.text.as_str(), line.after_beat)).collect();
        assert_eq!(read, [("Yes.", false), ("No.", true), ("Never?", false)]);
        assert_eq!(speech.to.map(|to| found.cast[to].name.as_str()), Some("TOM"));
    }

    #[test]
    fn what_says_nothing_to_stage_is_listed() {
        let found = told(
            "INT. KITCHEN\nMara sits. It was ever thus.\nTom frobnicates wildly.\nTOM\n> Hm.\nMARA\n> Hm.\n",
        );
        let texts: Vec<&str> = found.not_understood.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["It was ever thus", "Tom frobnicates wildly"]);
    }

    #[test]
    fn a_paragraph_keeps_its_identity_when_a_line_is_put_in_before_it() {
        let before = told("INT. KITCHEN\nMara sits.\nMARA\n> Yes.\nTOM\n> Yes.\n");
        let after = told("INT. KITCHEN\nMara sits.\nMARA\n> Well.\nMARA\n> Yes.\nTOM\n> Yes.\n");
        assert!(before.paragraphs.iter().all(|id| after.paragraphs.contains(id)));
    }

    #[test]
    fn a_script_without_headings_or_words_to_know_is_still_scenes() {
        assert_eq!(told("Xyzzy plugh frotz.").scenes.len(), 1);
        assert_eq!(told("").scenes.len(), 0);
        assert_eq!(told("FADE IN:\nINT. A\nINT. B\n").scenes.len(), 2);
    }
}
