//! A text in phrases of words, each with its place.

use super::super::mood::folded;

/// A word, in lower case and without accents, and where it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub word: String,
    pub start: usize,
    pub end: usize,
}

/// The words of each phrase. Phrases end at commas and the like, and at a full stop that ends a word.
pub(super) fn phrases(text: &str) -> Vec<Vec<Token>> {
    let mut all = vec![Vec::new()];
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let breaks = matches!(c, ',' | ';' | '!' | '?' | '(' | ')' | '"' | '\n' | '|' | '“' | '”');
        if !breaks && !c.is_whitespace() {
            start = start.or(Some(at));
            continue;
        }
        let mut stops = breaks;
        if let Some(from) = start.take() {
            let word = text[from..at].trim_end_matches(['.', ':', '-', '–', '—']);
            stops |= word.len() < at - from && text[from..at].ends_with('.');
            if word.is_empty() {
                stops = true;
            } else if let Some(phrase) = all.last_mut() {
                phrase.push(Token { word: folded(word), start: from, end: from + word.len() });
            }
        }
        if stops {
            all.push(Vec::new());
        }
    }
    all.retain(|phrase: &Vec<Token>| !phrase.is_empty());
    all
}
