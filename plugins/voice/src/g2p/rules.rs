//! How a word is said that nobody knows, by its letters.
//!
//! Rules in the manner of Elovitz, Johnson, McHugh and Shore, *Automatic translation of English text to phonetics
//! by means of letter-to-sound rules* (NRL Report 7948, 1976): the first that fits the letters at a place, and what
//! stands left and right of them, says them and moves on. In the contexts `_` is the border of the word, `V` a
//! vowel letter, `C` a consonant letter, `E` one of e, i, y; anything else is itself.

use super::phoneme::{Phoneme, Sound, Stress, sounds};

/// How `word`, lower case, is said. Letters with accents are taken without them, what is no letter is left out.
pub(crate) fn said(word: &str) -> Vec<Sound> {
    let letters: Vec<u8> = word.chars().take(MOST_LETTERS).flat_map(plain).collect();
    let mut said = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let rule = RULES.iter().find(|(left, own, right, _)| {
            letters[at..].starts_with(own.as_bytes())
                && fits(right.bytes(), |n| letters.get(at + own.len() + n).copied())
                && fits(left.bytes().rev(), |n| at.checked_sub(n + 1).map(|place| letters[place]))
        });
        let (length, sound) = rule.map_or((1, ""), |(_, own, _, sound)| (own.len(), *sound));
        said.extend(sounds(sound));
        at += length;
    }
    if !said.iter().any(|sound| sound.phoneme.is_vowel()) {
        return super::letters::spelled(&letters);
    }
    stressed(said, &letters)
}

const MOST_LETTERS: usize = 60;

/// A letter without its accent.
fn plain(c: char) -> impl Iterator<Item = u8> {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'œ' => "e",
        'ì'..='ï' | 'ī' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ő' | 'ō' => "o",
        'ù'..='ü' | 'ů' | 'ű' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        'š' | 'ś' => "sh",
        'ž' | 'ż' | 'ź' => "z",
        'ł' => "l",
        'ř' => "r",
        'đ' | 'ð' => "d",
        'þ' => "th",
        c if c.is_ascii_lowercase() => return [Some(c as u8), None].into_iter().flatten(),
        _ => "",
    };
    let mut bytes = plain.bytes();
    [bytes.next(), bytes.next()].into_iter().flatten()
}

fn fits(pattern: impl Iterator<Item = u8>, letter: impl Fn(usize) -> Option<u8>) -> bool {
    pattern.enumerate().all(|(n, wanted)| match (wanted, letter(n)) {
        (b'_', found) => found.is_none(),
        (_, None) => false,
        (b'V', Some(found)) => is_vowel(found),
        (b'C', Some(found)) => !is_vowel(found),
        (b'E', Some(found)) => matches!(found, b'e' | b'i' | b'y'),
        (own, Some(found)) => own == found,
    })
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Puts the stress where English mostly has it, and weakens the vowels that lost it.
fn stressed(mut said: Vec<Sound>, letters: &[u8]) -> Vec<Sound> {
    let vowels: Vec<usize> = (0..said.len()).filter(|at| said[*at].phoneme.is_vowel()).collect();
    let ends = |with: &[&str]| with.iter().any(|end| letters.ends_with(end.as_bytes()));
    let last = vowels.len().saturating_sub(1);
    let heavy = |place: usize| {
        let (from, to) = (vowels[place], vowels.get(place + 1).copied().unwrap_or(said.len()));
        2 < to - from
            || !matches!(
                said[from].phoneme,
                Phoneme::Ax | Phoneme::Ih | Phoneme::Eh | Phoneme::Ae | Phoneme::Aa | Phoneme::Ah
            )
    };
    let main = match vowels.len() {
        0 | 1 => 0,
        _ if ends(&["tion", "sion", "cian", "ic", "ics", "ical"]) => {
            last.saturating_sub(1 + usize::from(ends(&["ical"])))
        }
        _ if ends(&["ity", "ety", "ify", "ian", "ial", "ious", "eous", "graphy", "logy"]) => {
            last.saturating_sub(2)
        }
        _ if ends(&["ee", "eer", "ette", "esque", "oon"]) => last,
        2 => 0,
        _ if heavy(last - 1) => last - 1,
        _ => last - 2,
    };
    for (place, at) in vowels.iter().enumerate() {
        let sound = &mut said[*at];
        if place == main {
            sound.stress = Stress::Primary;
            if sound.phoneme == Phoneme::Ax {
                sound.phoneme = Phoneme::Ah;
            }
        } else if place + 2 == main || place == main + 2 && place != last {
            sound.stress = Stress::Secondary;
        } else if place != 0 || main == 1 {
            sound.phoneme = match sound.phoneme {
                Phoneme::Ae | Phoneme::Ah | Phoneme::Aa => Phoneme::Ax,
                Phoneme::Eh => Phoneme::Ih,
                other => other,
            };
        }
    }
    said
}

/// Left, letters, right, sounds.
const RULES: &[(&str, &str, &str, &str)] = &[
    // a
    ("_", "a", "_", "AH0"),
    ("", "augh", "", "AO"),
    ("", "au", "", "AO"),
    ("", "aw", "", "AO"),
    ("", "air", "", "EH R"),
    ("", "are", "_", "EH R"),
    ("", "ai", "", "EY"),
    ("", "ay", "", "EY"),
    ("", "arr", "V", "AE R"),
    ("w", "ar", "", "AO R"),
    ("", "ar", "C", "AA R"),
    ("", "ar", "_", "AA R"),
    ("", "ae", "", "IY"),
    ("", "age", "_", "IH JH"),
    ("", "ation", "", "EY SH AH0 N"),
    ("", "able", "_", "AH0 B AH0 L"),
    ("", "alk", "", "AO K"),
    ("", "all", "_", "AO L"),
    ("", "al", "_", "AH0 L"),
    ("w", "a", "s", "AA"),
    ("w", "a", "t", "AA"),
    ("w", "a", "n", "AA"),
    ("", "a", "nge", "EY"),
    ("", "a", "ste", "EY"),
    ("", "a", "CE", "EY"),
    ("", "a", "Ca", "EY"),
    ("", "a", "_", "AH0"),
    ("", "a", "", "AE"),
    // b, c
    ("m", "b", "_", ""),
    ("", "bb", "", "B"),
    ("", "b", "", "B"),
    ("", "cch", "", "K"),
    ("s", "ch", "", "K"),
    ("", "ch", "C", "K"),
    ("", "ch", "", "CH"),
    ("", "ck", "", "K"),
    ("s", "c", "E", ""),
    ("", "cious", "", "SH AH0 S"),
    ("", "cia", "", "SH AH0"),
    ("", "cc", "E", "K S"),
    ("", "cc", "", "K"),
    ("", "c", "E", "S"),
    ("", "c", "", "K"),
    // d
    ("", "dge", "", "JH"),
    ("", "dd", "", "D"),
    ("", "d", "", "D"),
    // e
    ("", "eau", "", "OW"),
    ("", "eer", "", "IH R"),
    ("", "ee", "", "IY"),
    ("", "ear", "C", "ER"),
    ("", "ear", "", "IH R"),
    ("", "ead", "", "EH D"),
    ("", "ea", "", "IY"),
    ("", "eigh", "", "EY"),
    ("c", "ei", "", "IY"),
    ("", "ei", "", "EY"),
    ("", "eur", "", "ER"),
    ("", "eu", "", "UW"),
    ("", "ew", "", "UW"),
    ("C", "ey", "_", "IY"),
    ("", "ey", "", "EY"),
    ("", "err", "V", "EH R"),
    ("", "er", "V", "EH R"),
    ("", "er", "", "ER"),
    ("C", "e", "_", ""),
    ("C", "es", "_", "Z"),
    ("t", "ed", "_", "IH D"),
    ("d", "ed", "_", "IH D"),
    ("C", "ed", "_", "D"),
    ("l", "ely", "_", "L IY"),
    ("", "e", "ly_", ""),
    ("", "e", "ment_", ""),
    ("", "e", "ness_", ""),
    ("", "e", "ful_", ""),
    ("", "e", "CE_", "EH"),
    ("V", "e", "_", "IY"),
    ("_C", "e", "_", "IY"),
    ("", "e", "", "EH"),
    // f, g
    ("", "ff", "", "F"),
    ("", "f", "", "F"),
    ("_", "gn", "", "N"),
    ("", "gn", "_", "N"),
    ("_", "gh", "", "G"),
    ("", "gh", "", ""),
    ("", "gg", "", "G"),
    ("", "gu", "E", "G"),
    ("_", "g", "i", "G"),
    ("_", "g", "et", "G"),
    ("", "ge", "_", "JH"),
    ("n", "g", "_", ""),
    ("", "g", "E", "JH"),
    ("", "g", "", "G"),
    // h
    ("V", "h", "C", ""),
    ("V", "h", "_", ""),
    ("C", "h", "", ""),
    ("", "h", "", "HH"),
    // i
    ("", "igh", "", "AY"),
    ("", "ign", "_", "AY N"),
    ("", "ique", "_", "IY K"),
    ("", "ier", "_", "IY ER"),
    ("C", "ied", "_", "IY D"),
    ("C", "ies", "_", "IY Z"),
    ("", "ie", "_", "IY"),
    ("", "ie", "", "IY"),
    ("", "ing", "_", "IH NG"),
    ("", "ir", "V", "AY R"),
    ("", "ir", "", "ER"),
    ("", "i", "nd_", "AY"),
    ("", "i", "ld_", "AY"),
    ("", "io", "", "IY OW"),
    ("", "ia", "", "IY AH0"),
    ("", "i", "Ce_", "AY"),
    ("", "i", "Ced_", "AY"),
    ("_C", "i", "CE", "AY"),
    ("", "i", "_", "IY"),
    ("", "i", "", "IH"),
    // j, k, l, m
    ("", "j", "", "JH"),
    ("_", "kn", "", "N"),
    ("", "kh", "", "K"),
    ("", "k", "", "K"),
    ("C", "le", "_", "AH0 L"),
    ("", "ll", "", "L"),
    ("", "l", "", "L"),
    ("", "mm", "", "M"),
    ("", "m", "", "M"),
    // n
    ("", "ng", "_", "NG"),
    ("", "ng", "E", "N JH"),
    ("", "ng", "", "NG G"),
    ("", "nk", "", "NG K"),
    ("", "nn", "", "N"),
    ("", "n", "", "N"),
    // o
    ("", "ough", "t", "AO"),
    ("", "ough", "", "OW"),
    ("", "ould", "", "UH D"),
    ("", "ous", "_", "AH0 S"),
    ("", "our", "", "AO R"),
    ("", "ou", "", "AW"),
    ("", "ook", "", "UH K"),
    ("", "oor", "", "AO R"),
    ("", "oo", "", "UW"),
    ("", "oi", "", "OY"),
    ("", "oy", "", "OY"),
    ("", "oa", "", "OW"),
    ("", "oe", "", "OW"),
    ("", "ow", "_", "OW"),
    ("", "ow", "", "AW"),
    ("", "or", "", "AO R"),
    ("", "o", "ld", "OW"),
    ("", "o", "st_", "OW"),
    ("", "o", "CE", "OW"),
    ("", "o", "Ca", "OW"),
    ("", "o", "_", "OW"),
    ("", "on", "_", "AH0 N"),
    ("", "o", "", "AA"),
    // p, q, r
    ("_", "ps", "", "S"),
    ("_", "pn", "", "N"),
    ("", "ph", "", "F"),
    ("", "pp", "", "P"),
    ("", "p", "", "P"),
    ("", "que", "_", "K"),
    ("", "qu", "", "K W"),
    ("", "q", "", "K"),
    ("_", "rh", "", "R"),
    ("", "rr", "", "R"),
    ("", "r", "", "R"),
    // s
    ("", "sch", "", "SH"),
    ("", "shch", "", "SH CH"),
    ("", "sh", "", "SH"),
    ("V", "sion", "", "ZH AH0 N"),
    ("", "ssion", "", "SH AH0 N"),
    ("", "sion", "", "SH AH0 N"),
    ("V", "sure", "", "ZH ER"),
    ("", "ss", "", "S"),
    ("V", "s", "V", "Z"),
    ("V", "sm", "_", "Z AH0 M"),
    ("b", "s", "_", "Z"),
    ("d", "s", "_", "Z"),
    ("g", "s", "_", "Z"),
    ("n", "s", "_", "Z"),
    ("l", "s", "_", "Z"),
    ("r", "s", "_", "Z"),
    ("m", "s", "_", "Z"),
    ("", "s", "", "S"),
    // t
    ("", "tch", "", "CH"),
    ("", "tion", "", "SH AH0 N"),
    ("", "tious", "", "SH AH0 S"),
    ("", "tia", "", "SH AH0"),
    ("", "ture", "_", "CH ER"),
    ("", "th", "E", "TH"),
    ("", "th", "", "TH"),
    ("", "tt", "", "T"),
    ("", "t", "", "T"),
    // u
    ("q", "u", "", "W"),
    ("", "ur", "V", "UH R"),
    ("", "ur", "", "ER"),
    ("", "ui", "", "UW"),
    ("", "ue", "_", "UW"),
    ("_", "u", "CV", "Y UW"),
    ("r", "u", "CV", "UW"),
    ("l", "u", "CV", "UW"),
    ("", "u", "CV", "Y UW"),
    ("", "uy", "", "AY"),
    ("", "u", "_", "UW"),
    ("", "u", "", "AH"),
    // v to z
    ("", "v", "", "V"),
    ("_", "wr", "", "R"),
    ("", "who", "", "HH UW"),
    ("", "wh", "", "W"),
    ("V", "w", "C", ""),
    ("V", "w", "_", ""),
    ("", "w", "", "W"),
    ("_", "x", "", "Z"),
    ("", "x", "", "K S"),
    ("_", "y", "V", "Y"),
    ("V", "y", "V", "Y"),
    ("_C", "y", "_", "AY"),
    ("", "y", "_", "IY"),
    ("", "y", "Ce", "AY"),
    ("", "y", "", "IH"),
    ("", "zz", "", "Z"),
    ("", "z", "", "Z"),
];

#[cfg(test)]
mod tests {
    use super::super::phoneme::written;
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        assert_eq!(written(&said(word)), expected, "{word}");
    }

    #[test]
    fn letters_are_said_by_what_stands_about_them() {
        check("blate", "B L EY1 T");
        check("blat", "B L AE1 T");
        check("glight", "G L AY1 T");
        check("phren", "F R EH1 N");
        check("quim", "K W IH1 M");
        check("strotion", "S T R OW1 SH AX N");
        check("morag", "M AO1 R AX G");
    }

    #[test]
    fn letters_without_a_vowel_are_named() {
        check("xkcd", "EH1 K S K EY1 S IY1 D IY1");
    }

    #[test]
    fn accents_do_not_make_a_letter_silent() {
        assert_eq!(said("forêt"), said("foret"));
        assert!(said("日本").is_empty());
    }
}
