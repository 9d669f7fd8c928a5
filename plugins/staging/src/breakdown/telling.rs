//! What a paragraph of action tells.

use std::collections::BTreeSet;

use maquette_script::{ParsedParagraph, Slug};

use super::grammar::{Memory, Reader, Sentence};
use super::lexicon;
use super::reading::{SceneReader, Told};
use super::scene::{Action, Beat};
use super::unclear::Why;
use super::weather::weather_in;
use super::words::{Token, sentences};

/// Of one paragraph of action no more is staged than this.
const MOST_SENTENCES: usize = 200;
const MOST_ACTS: usize = 40;

impl SceneReader<'_> {
    pub(super) fn action(
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
        let slug = Slug::of(text);
        // A slug says nothing that is done; a shot covers it all the same.
        let text = if matches!(slug, None | Some(Slug::Insert)) { text } else { "" };
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
            insert: false,
            reads: Vec::new(),
            read_text: Vec::new(),
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
    let shown = !said.things.is_empty() && !said.somebody;
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

pub(super) fn is_spoken(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
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
