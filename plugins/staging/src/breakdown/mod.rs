//! The script taken apart: scenes, who is in them, and what each paragraph says that can be staged.

mod cast;
mod deed;
mod grammar;
mod guess;
mod intercut;
mod language;
mod lexicon;
mod newcomers;
mod people;
mod presence;
mod pronouns;
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
pub use scene::{Action, Beat, Line, Present, SceneBreakdown, ScreenSide, Source, Speech};
pub use unclear::{NotUnderstood, Why};

use std::collections::BTreeMap;

use maquette_document::{Figure, Id, ParagraphKind, Set};
use maquette_script::Script;
use maquette_voice::Delivery;
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
    /// Sets that are there already, and stay as they are.
    pub sets: BTreeMap<Id, Set>,
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
    /// Sets that a hand has changed: they are played on as they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sets: BTreeMap<Id, Set>,
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
    pub delivery: Delivery,
    /// What stands in parentheses before it, in lower case.
    pub aside: String,
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
        sets: known.sets.clone(),
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
            lines.extend(speech.lines.iter().map(|line| (speech.who, line)));
        }
    }
    // Where places are told in turns, scenes are not.
    lines.sort_by_key(|(_, line)| line.paragraph);
    let spoken = lines.into_iter().map(|(who, line)| {
        let character = &breakdown.cast[who];
        SpokenLine {
            paragraph: breakdown.paragraphs[line.paragraph],
            figure: character.figure,
            character: character.name.clone(),
            text: line.text.clone(),
            language: breakdown.language.clone(),
            delivery: line.delivery,
            aside: line.aside.clone(),
        }
    });
    spoken.collect()
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
    use maquette_document::TimeOfDay;

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
    fn why_something_is_not_understood_is_told() {
        let found = told(
            "INT. KITCHEN\nTom frobnicates. The ombudsman shouts. Tom doesn't move. INTERCUT.\nINTERCUT - PHONE CALL\nTOM\n> Hm.\nEXT. - NIGHT\nTom runs.\n",
        );
        let why: Vec<String> = found.not_understood.iter().map(|one| one.why.to_string()).collect();
        assert_eq!(
            why,
            [
                "no verb that is known: “frobnicates”",
                "nobody known does it: “ombudsman”",
                "cuts between places: each line stays where its heading has it",
                "the heading names no place",
            ]
        );
        assert_eq!(found.sentences, 5);
    }

    #[test]
    fn what_only_shows_a_thing_is_understood() {
        let found = told(
            "INT. KITCHEN\nMara sits. Behind her, on the table, the two cups are clean and dry.\nMARA\n> Hm.\n",
        );
        assert_eq!(found.not_understood, []);
    }

    #[test]
    fn a_minor_slug_moves_on_in_time_and_keeps_its_place() {
        let found = told(
            "INT. HOUSE - KITCHEN - NIGHT\nMara sits.\nLATER\nMara sleeps.\nEXT. STREET - DAY\nMara walks.\nINT. HOUSE - HALL - CONTINUOUS\nMara waits.\nINT. KITCHEN - MOMENTS LATER\nMara eats.\nKITCHEN, LATER THAT NIGHT\nMara reads.\n",
        );
        let places: Vec<(&str, TimeOfDay)> =
            found.scenes.iter().map(|scene| (scene.place.as_str(), scene.time)).collect();
        assert_eq!(
            places,
            [
                ("HOUSE - KITCHEN", TimeOfDay::Night),
                ("HOUSE - KITCHEN", TimeOfDay::Night),
                ("STREET", TimeOfDay::Day),
                ("HOUSE - HALL", TimeOfDay::Day),
                ("HOUSE - KITCHEN", TimeOfDay::Day),
                ("HOUSE - KITCHEN", TimeOfDay::Night),
            ]
        );
        assert!(found.not_understood.is_empty(), "{:?}", found.not_understood);
    }

    #[test]
    fn who_is_there_stays_when_a_scene_goes_on() {
        let found = told(
            "INT. HALL - DAY\nMara and Tom wait. Tom leaves.\nMARA\n> So.\nINT. HALL - CONTINUOUS\nThe lamp flickers.\nINT. ATTIC - CONTINUOUS\nDust.\nINT. SHOP\nTOM\n> Hm.\n",
        );
        let names = |scene: usize| -> Vec<&str> {
            found.scenes[scene].people.iter().map(|one| found.cast[one.who].name.as_str()).collect()
        };
        assert_eq!(names(1), ["MARA"]);
        assert!(names(2).is_empty());
    }

    /// Each language keeps its bytes, who speaks is there, and the report says how it is staged.
    #[test]
    fn a_script_in_any_writing_is_staged_by_its_dialogue() {
        for (name, language, text) in [
            (
                "Russian",
                "ru",
                "INT. КУХНЯ - НОЧЬ\n\nМара садится за стол и открывает письмо.\n\n@МАРА\nОна не придёт сегодня.\n",
            ),
            (
                "Greek",
                "el",
                "INT. ΚΟΥΖΙΝΑ\n\nΗ Μάρα κάθεται στο τραπέζι.\n\n@ΜΑΡΑ\nΔεν θα έρθει σήμερα.\n",
            ),
            ("Arabic", "ar", "INT. مطبخ\n\nتجلس مارا على الطاولة.\n\n@مارا\nلن تأتي اليوم.\n"),
            ("Hebrew", "he", "INT. מטבח\n\nמרה יושבת ליד השולחן.\n\n@מרה\nהיא לא תבוא היום.\n"),
            (
                "Japanese",
                "ja",
                "INT. 台所\n\nマラはテーブルに座っている。\n\n@マラ\n彼女は今日来ない。\n",
            ),
            ("Chinese", "zh", "INT. 厨房\n\n玛拉坐在桌旁。\n\n@玛拉\n她今天不来。\n"),
            (
                "Korean",
                "ko",
                "INT. 부엌\n\n마라가 식탁에 앉는다.\n\n@마라\n그녀는 오늘 오지 않는다.\n",
            ),
        ] {
            let script = maquette_script::parse(text);
            assert_eq!(maquette_script::print(&script, text), text);
            let found = breakdown(&script, 7);
            assert_eq!((found.language.as_str(), found.scenes.len()), (language, 1), "{name}");
            assert_eq!(found.scenes[0].people.len(), 1, "{name}");
            assert_eq!(lines_to_speak(&found).len(), 1, "{name}");
            assert_eq!(found.notices, [format!("written in {name}: staged by its dialogue")]);
            assert!(found.not_understood.iter().all(|one| one.why == Why::Language(name)));
        }
    }

    /// Ten thousand people in a scene, and a paragraph of a megabyte: staged as far as is staged of one, and told.
    #[test]
    fn more_than_can_be_staged_is_capped_and_told() {
        let cues: String = (0..10_000).map(|n| format!("P{n} QUILL\n> I am here.\n")).collect();
        let found = told(&format!("INT. ARENA - DAY\n{cues}"));
        assert_eq!(found.scenes[0].people.len(), scene::MOST_PEOPLE);
        assert_eq!(found.cast.len(), cast::MOST);
        assert_eq!(
            found.notices[0],
            "10000 people: no more than 300 of them are told apart, the others are not staged"
        );
        assert_eq!(found.notices[1], "INT. ARENA - DAY: 10 of its 300 people are staged");
        let long = "Mara walks to the window. ".repeat(40_000);
        let found = told(&format!("INT. ARENA - DAY\n{long}\nMARA\n> Yes.\n"));
        assert!(found.not_understood.iter().any(|one| one.why == Why::TooMuch));
        assert_eq!(found.sentences, 40_000);
        let word = format!("INT. ARENA\n{}\n", "a".repeat(1_000_000));
        assert_eq!(told(&word).scenes.len(), 1);
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

    proptest::proptest! {
        /// Any words, in any order, are read without a panic, and all that is found stands in the cast.
        #[test]
        fn any_words_are_read(text in "((MARA|Tom|two GUARDS|the others|is|led|out|by|in|sits|doesn't|before|like|a|hands|her|door|LATER|INTERCUT|We see|,|\\.|:|\n|who|and|one|another|alone|no|山|é) ?){0,40}") {
            let found = told(&format!("INT. A - DAY\n{text}\nINT. B - CONTINUOUS\nMARA\n> a\nTOM\n> b\n"));
            for scene in &found.scenes {
                proptest::prop_assert!(scene.people.len() <= scene::MOST_PEOPLE);
                for beat in &scene.beats {
                    let Beat::Action(action) = beat else { continue };
                    for act in &action.acts {
                        proptest::prop_assert!(act.who.iter().chain(&act.whom).all(|one| *one < found.cast.len()));
                        proptest::prop_assert!(!act.who.is_empty() || act.subject.is_some() || act.deed == Deed::Ring
                            || act.deed == Deed::Shine || act.deed == Deed::Happen);
                    }
                }
            }
        }
    }
}
