//! English text to the sounds that it is read as.

mod dictionary;
mod letters;
mod number;
mod phoneme;
mod rules;
mod text;

pub(crate) use phoneme::{Phoneme, Sound, Stress};
pub(crate) use text::Break;

use text::{Token, tokens};

/// A word, or what is done between words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Spelled {
    Word(Word),
    Break(Break),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub text: String,
    pub sounds: Vec<Sound>,
    /// It carries no meaning of its own, and so no accent: `the`, `of`, `was`.
    pub is_function: bool,
}

/// The sounds of `text`, and how many letters of it have none here, such as those of other scripts.
pub(crate) fn spelled(text: &str) -> (Vec<Spelled>, usize) {
    let (mut all, mut lost) = (Vec::new(), 0);
    let tokens = tokens(text);
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Break(kind) => {
                if matches!(all.last(), Some(Spelled::Word(_))) {
                    all.push(Spelled::Break(*kind));
                }
            }
            Token::Letters(letters) => {
                let sounds = letters::spelled(letters.as_bytes());
                all.push(Spelled::Word(Word { text: letters.clone(), sounds, is_function: false }));
            }
            Token::Word(word) => {
                let next = tokens.get(place + 1);
                let sounds = said(word, next);
                if sounds.is_empty() {
                    lost += word.chars().filter(|c| c.is_alphabetic()).count();
                } else {
                    let is_function = is_function(word);
                    all.push(Spelled::Word(Word { text: word.clone(), sounds, is_function }));
                }
            }
        }
    }
    (all, lost)
}

/// How a word is said before `next`; small words weaken where another word follows.
fn said(word: &str, next: Option<&Token>) -> Vec<Sound> {
    let follows = match next {
        Some(Token::Word(word)) => dictionary::look_up(word).and_then(|said| said.first().copied()),
        Some(Token::Letters(letters)) => letters::spelled(letters.as_bytes()).first().copied(),
        _ => None,
    };
    let before_vowel = follows.is_some_and(|sound| sound.phoneme.is_vowel());
    let weak = match word {
        "the" | "to" if before_vowel => {
            if word == "the" {
                "DH IY0"
            } else {
                "T UW0"
            }
        }
        "the" => "DH AH0",
        "to" if follows.is_some() => "T AH0",
        _ => follows
            .and_then(|_| WEAK.iter().find(|(own, _)| *own == word))
            .map_or("", |(_, said)| said),
    };
    if !weak.is_empty() {
        return phoneme::sounds(weak);
    }
    dictionary::look_up(word).unwrap_or_else(|| rules::said(word))
}

fn is_function(word: &str) -> bool {
    FUNCTION.split_ascii_whitespace().any(|known| known == word)
}

/// How small words are said in passing.
const WEAK: [(&str, &str); 22] = [
    ("a", "AH0"),
    ("an", "AH0 N"),
    ("and", "AH0 N D"),
    ("of", "AH0 V"),
    ("for", "F ER0"),
    ("from", "F R AH0 M"),
    ("was", "W AH0 Z"),
    ("were", "W ER0"),
    ("are", "ER0"),
    ("as", "AH0 Z"),
    ("at", "AE0 T"),
    ("can", "K AE0 N"),
    ("had", "HH AE0 D"),
    ("has", "HH AE0 Z"),
    ("have", "HH AE0 V"),
    ("her", "HH ER0"),
    ("than", "DH AE0 N"),
    ("that", "DH AE0 T"),
    ("them", "DH EH0 M"),
    ("your", "Y AO0 R"),
    ("us", "AH0 S"),
    ("or", "AO0 R"),
];

const FUNCTION: &str = "a an the of to in on at by for from with and or but if as than that this these those is are was \
    were be been am 'm has had have do does did will would shall should can could may might must i you he she it we \
    they me him her us them my your his its our their i'm i'll i've i'd you're you'll you've he's she's it's we're \
    we'll we've they're they'll that's there's so into onto upon there o'clock";

#[cfg(test)]
mod tests {
    use super::phoneme::written;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let all = spelled(text).0.into_iter().map(|one| match one {
            Spelled::Word(word) => written(&word.sounds),
            Spelled::Break(kind) => format!("{kind:?}"),
        });
        assert_eq!(all.collect::<Vec<_>>().join(" / "), expected);
    }

    #[test]
    fn small_words_weaken_in_passing_and_not_at_the_end() {
        check("the lamp", "DH AX / L AE1 M P");
        check("the end of it", "DH IY / EH1 N D / AX V / IH1 T");
        check("What for?", "W AH1 T / F AO1 R / Question");
    }

    #[test]
    fn other_scripts_have_no_sounds_and_other_languages_have_some() {
        assert_eq!(spelled("日本語").1, 3);
        assert!(spelled("日本語").0.is_empty());
        let (french, lost) = spelled("Où est le phare, mon général ?");
        assert!(lost == 0 && french.len() > 6);
    }
}
