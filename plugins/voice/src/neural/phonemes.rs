//! A line as sentences of sounds, by espeak-ng as a program.

use std::sync::atomic::AtomicBool;

use super::super::{Espeak, VoiceError};

/// The sounds of one sentence, its commas and its end among them, a symbol a character.
pub(super) type Sentence = String;

/// The sentences of `words` in the sounds that espeak-ng's `voice` has for them.
///
/// espeak-ng tells no punctuation, and a network lives by it: so each clause is asked for by itself, and its mark
/// put behind it.
pub(super) fn sentences(
    espeak: &Espeak,
    voice: &str,
    words: &str,
    cancel: &AtomicBool,
) -> Result<Vec<Sentence>, VoiceError> {
    let mut sentences: Vec<Sentence> = vec![String::new()];
    for (text, mark) in clauses(words) {
        let sounds = plain(&espeak.sounds(voice, &text, cancel)?);
        let Some(sentence) = sentences.last_mut().filter(|_| !sounds.is_empty()) else { continue };
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(&sounds);
        sentence.extend(mark);
        if mark.is_none_or(|mark| matches!(mark, '.' | '!' | '?')) {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(sentences)
}

/// The clauses of a line, each with the mark that ends it; none at the end of the line.
fn clauses(words: &str) -> Vec<(String, Option<char>)> {
    let mut clauses = Vec::new();
    let mut clause = String::new();
    let mut sounds = false;
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        sounds = match c {
            '[' => true,
            ']' => false,
            _ => sounds,
        };
        let mark = match c {
            '.' | '。' => Some('.'),
            '!' | '！' => Some('!'),
            '?' | '？' => Some('?'),
            ',' | '、' | '，' => Some(','),
            ';' | ':' => Some(c),
            _ => None,
        };
        let ends = rest.peek().is_none_or(|next| next.is_whitespace() || !next.is_ascii());
        match mark.filter(|_| ends && !sounds) {
            Some('.') if is_short(&clause) => clause.push(c),
            Some(mark) if clause.chars().any(char::is_alphanumeric) => {
                let whole = std::mem::take(&mut clause);
                // Of three dots, one ends it.
                clauses.push((whole.trim().trim_end_matches('.').to_owned(), Some(mark)));
            }
            Some(_) => {}
            None => clause.push(c),
        }
    }
    if clause.chars().any(char::is_alphanumeric) {
        clauses.push((clause.trim().to_owned(), None));
    }
    clauses
}

/// Whether a dot after it is of an abbreviation.
fn is_short(clause: &str) -> bool {
    let word = clause.rsplit(char::is_whitespace).next().unwrap_or_default();
    [
        "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Capt", "Lt", "Sgt", "Mme", "Mlle", "Hr", "Fr",
        "Sr", "Sra",
    ]
    .contains(&word)
}

/// What espeak-ng printed as one line of single symbols: without marks of a change of language, such as `(en)`, and
/// with accents apart from their letters, as Piper's lists have them.
fn plain(printed: &str) -> String {
    let mut plain = String::with_capacity(printed.len());
    let mut aside = false;
    for c in printed.chars() {
        match c {
            '(' => aside = true,
            ')' => aside = false,
            _ if aside => {}
            '\u{361}' | '\u{200d}' | '_' => {}
            c if c.is_whitespace() => {
                if !plain.is_empty() && !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            'ç' => plain.push_str("c\u{327}"),
            'ã' => plain.push_str("a\u{303}"),
            'ẽ' => plain.push_str("e\u{303}"),
            'ĩ' => plain.push_str("i\u{303}"),
            'õ' => plain.push_str("o\u{303}"),
            'ũ' => plain.push_str("u\u{303}"),
            c => plain.push(c),
        }
    }
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[(&str, Option<char>)]) {
        let told = clauses(words);
        let told: Vec<(&str, Option<char>)> =
            told.iter().map(|(text, mark)| (text.as_str(), *mark)).collect();
        assert_eq!(told, expected, "{words}");
    }

    #[test]
    fn a_line_falls_into_clauses_at_its_marks() {
        check(
            "Wait, is it you? Yes.",
            &[("Wait", Some(',')), ("is it you", Some('?')), ("Yes", Some('.'))],
        );
        check(
            "No... Mr. Smith has 3.5 left",
            &[("No", Some('.')), ("Mr. Smith has 3.5 left", None)],
        );
        check("[[nˈɛl.a]], go!", &[("[[nˈɛl.a]]", Some(',')), ("go", Some('!'))]);
        check("...", &[]);
    }

    #[test]
    fn what_is_printed_becomes_single_symbols() {
        assert_eq!(plain("ðə lˈaɪt\n (fr)ʒɑ̃(en) ç\n"), "ðə lˈaɪt ʒɑ̃ c\u{327}");
    }

    #[test]
    fn sentences_are_told_as_sounds_with_their_marks() {
        let Ok(espeak) = Espeak::probe() else { return };
        let told =
            sentences(&espeak, "en-us", "Yes, the [[nˈɛl]]. No?", &AtomicBool::new(false)).unwrap();
        assert_eq!(told.len(), 2);
        assert!(told[0].contains(", ") && told[0].ends_with("nˈɛl."), "{told:?}");
        assert!(told[1].ends_with('?'), "{told:?}");
    }
}
