//! What is likely to be written next: names, places, times, extensions, transitions.

use std::collections::BTreeMap;

use maquette_document::ParagraphKind as Kind;

use super::Manuscript;
use crate::heading::Heading;

impl<K: Copy + Eq> Manuscript<K> {
    /// Names that a cue at paragraph `at` may begin with `typed`: who spoke before the last speaker of the scene,
    /// others of the scene, the rest of the cast by how much they say, and last the one who has just spoken.
    pub fn suggest_characters(&self, at: usize, typed: &str) -> Vec<String> {
        let at = at.min(self.entries.len());
        let before = self.entries[..at].iter().rev();
        let of_scene = before.take_while(|entry| entry.paragraph.kind != Kind::Heading);
        let mut recent: Vec<&str> = Vec::new();
        for entry in of_scene.filter(|entry| entry.paragraph.kind == Kind::Character) {
            let name = entry.paragraph.character.as_str();
            if !recent.contains(&name) {
                recent.push(name);
            }
        }
        let last = (!recent.is_empty()).then(|| recent.remove(0));
        let cues = self.of_kind(Kind::Character, at).map(|cue| cue.character.clone());
        let others = by_frequency(cues);
        let mut names: Vec<String> = recent.iter().map(|name| (*name).to_owned()).collect();
        names.extend(
            others
                .into_iter()
                .filter(|name| !recent.contains(&name.as_str()) && last != Some(name)),
        );
        names.extend(last.map(str::to_owned));
        begin_with(names, typed)
    }

    /// Places that a heading may name, by how often they are.
    pub fn suggest_places(&self, at: usize, typed: &str) -> Vec<String> {
        let places = self
            .of_kind(Kind::Heading, at)
            .map(|one| Heading::parse(&one.text).place.to_uppercase());
        begin_with(by_frequency(places), typed)
    }

    /// Words of time that a heading may end with: those that were used, by how often, then the usual ones.
    pub fn suggest_times(&self, at: usize, typed: &str) -> Vec<String> {
        const USUAL: [&str; 8] =
            ["DAY", "NIGHT", "MORNING", "EVENING", "DAWN", "DUSK", "CONTINUOUS", "LATER"];
        let times = self
            .of_kind(Kind::Heading, at)
            .map(|one| Heading::parse(&one.text).words.to_uppercase());
        begin_with(with_usual(by_frequency(times), &USUAL), typed)
    }

    /// What a cue may have in parentheses, without them.
    pub fn suggest_extensions(&self, at: usize, typed: &str) -> Vec<String> {
        const USUAL: [&str; 4] = ["V.O.", "O.S.", "CONT'D", "PRE-LAP"];
        let extensions = self.of_kind(Kind::Character, at).map(|one| one.extension.clone());
        begin_with(with_usual(by_frequency(extensions), &USUAL), typed)
    }

    pub fn suggest_transitions(&self, at: usize, typed: &str) -> Vec<String> {
        const USUAL: [&str; 6] =
            ["CUT TO:", "DISSOLVE TO:", "SMASH CUT TO:", "MATCH CUT TO:", "FADE TO:", "FADE OUT."];
        let transitions = self.of_kind(Kind::Transition, at).map(|one| one.text.clone());
        begin_with(with_usual(by_frequency(transitions), &USUAL), typed)
    }

    /// Paragraphs of a kind, without the one that is being written.
    fn of_kind(&self, kind: Kind, but: usize) -> impl Iterator<Item = &crate::ParsedParagraph> {
        let entries = self.entries.iter().enumerate();
        let others = entries.filter(move |(at, entry)| *at != but && entry.paragraph.kind == kind);
        others.map(|(_, entry)| &*entry.paragraph)
    }
}

/// Each once, the most frequent first, then as they were first written.
fn by_frequency(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, word) in words.enumerate().filter(|(_, word)| !word.is_empty()) {
        counts.entry(word).or_insert((0, at)).0 += 1;
    }
    let mut words: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    words.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    words.into_iter().map(|(word, _)| word).collect()
}

fn with_usual(mut words: Vec<String>, usual: &[&str]) -> Vec<String> {
    let more: Vec<String> = usual
        .iter()
        .filter(|word| !words.iter().any(|known| known == *word))
        .map(|word| (*word).to_owned())
        .collect();
    words.extend(more);
    words
}

fn begin_with(words: Vec<String>, typed: &str) -> Vec<String> {
    let typed = typed.trim_start().to_uppercase();
    words.into_iter().filter(|word| word.to_uppercase().starts_with(&typed)).collect()
}
