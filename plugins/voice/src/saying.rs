//! Words that voices would say wrongly, and how they are said: a film's list.

/// How a word is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Spelled otherwise: `nel` for `Nell`.
    Spelled(String),
    /// In sounds of the International Phonetic Alphabet.
    Sounds(String),
}

/// Why a word cannot be on the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SayingError {
    #[error("write WORD=RESPELLING or WORD=/IPA/, such as Nell=nel or Nell=/nɛl/: {text:?}")]
    Form { text: String },
    #[error("{what} is too long, {characters} characters; the most is {most}")]
    TooLong { what: &'static str, characters: usize, most: usize },
    #[error("{symbol:?} is no sound of the phonetic alphabet that voices here know: {text:?}")]
    Sound { symbol: char, text: String },
    #[error("the list has {count} words; the most is {MOST}")]
    TooMany { count: usize },
}

/// The most words on a list.
pub const MOST: usize = 2_000;
const LONGEST: usize = 60;

/// A word and how it is said, out of `Nell=nel` or `Nell=/nɛl/`.
///
/// # Errors
/// When it has another form, is too long, or has sounds that nobody knows.
pub fn parse(text: &str) -> Result<(String, String), SayingError> {
    let fault = || SayingError::Form { text: text.chars().take(80).collect() };
    let (word, said) = text.split_once('=').ok_or_else(fault)?;
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.trim();
    for (what, text) in [("the word", word.as_str()), ("what it is said as", said)] {
        let characters = text.chars().count();
        if LONGEST < characters {
            return Err(SayingError::TooLong { what, characters, most: LONGEST });
        }
    }
    let is_word = word.chars().next().is_some_and(char::is_alphanumeric)
        && word.chars().last().is_some_and(char::is_alphanumeric);
    if !is_word || !said.chars().any(char::is_alphanumeric) {
        return Err(fault());
    }
    if let Said::Sounds(sounds) = of(said) {
        super::ipa::mnemonics(&sounds)
            .map_err(|symbol| SayingError::Sound { symbol, text: said.to_owned() })?;
    }
    Ok((word, said.to_owned()))
}

/// A list as a file has it: one a line, `#` before a remark.
///
/// # Errors
/// When a line is none, or there are too many.
pub fn parse_list(text: &str) -> Result<Vec<(String, String)>, SayingError> {
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let list: Vec<_> = lines.map(parse).collect::<Result<_, _>>()?;
    if MOST < list.len() {
        return Err(SayingError::TooMany { count: list.len() });
    }
    Ok(list)
}

/// What stands on the right of a list.
pub fn of(said: &str) -> Said {
    let inner = said.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    match inner {
        Some(sounds) if !sounds.trim().is_empty() => Said::Sounds(sounds.trim().to_owned()),
        _ => Said::Spelled(said.to_owned()),
    }
}

/// Those of a list that change how `text` is said. Only they count for it: another name on the list makes no line
/// anew that does not speak of it.
pub fn said_in(text: &str, list: &[(String, String)]) -> Vec<(String, String)> {
    let folded = Folded::of(text);
    list.iter().filter(|(word, _)| !places(&folded, word).is_empty()).cloned().collect()
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    AsWritten(String),
    Said(Said),
}

/// `text` with the words of `list` as they are said. Words count whole, whatever their case, also before a
/// clitic (`Nell's`); the longest wins, and what is put in is not looked through again.
pub(crate) fn stretches(text: &str, list: &[(String, String)]) -> Vec<Stretch> {
    let folded = Folded::of(text);
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (at, (word, _)) in list.iter().enumerate().take(MOST) {
        found.extend(places(&folded, word).into_iter().map(|(from, to)| (from, to, at)));
    }
    // From the head on, the longest first; of two that are the same, the later on the list.
    found.sort_by_key(|(from, to, at)| (*from, usize::MAX - to, usize::MAX - at));
    let (mut stretches, mut done) = (Vec::new(), 0);
    for (from, to, at) in found {
        if from < done {
            continue;
        }
        if done < from {
            stretches.push(Stretch::AsWritten(text[done..from].to_owned()));
        }
        stretches.push(Stretch::Said(of(&list[at].1)));
        done = to;
    }
    if done < text.len() {
        stretches.push(Stretch::AsWritten(text[done..].to_owned()));
    }
    stretches
}

/// A text in lower case, each character with the bytes that it stands for.
struct Folded {
    characters: Vec<(char, usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let one = |(at, c): (usize, char)| {
            let end = at + c.len_utf8();
            let plain = if c == '’' { '\'' } else { c };
            plain.to_lowercase().map(move |lower| (lower, at, end))
        };
        Self { characters: text.char_indices().flat_map(one).collect() }
    }

    fn at(&self, place: usize) -> Option<char> {
        self.characters.get(place).map(|(c, ..)| *c)
    }

    fn is_word(&self, place: Option<usize>) -> bool {
        place.and_then(|place| self.at(place)).is_some_and(char::is_alphanumeric)
    }
}

/// Where `word` stands in a text as a whole word, in bytes of the text.
fn places(text: &Folded, word: &str) -> Vec<(usize, usize)> {
    let word: Vec<char> = Folded::of(word).characters.into_iter().map(|(c, ..)| c).collect();
    let mut places = Vec::new();
    if word.is_empty() || text.characters.len() < word.len() {
        return places;
    }
    for from in 0..=text.characters.len() - word.len() {
        let to = from + word.len();
        let same = text.characters[from..to].iter().zip(&word).all(|((c, ..), asked)| c == asked);
        if same && starts(text, from) && ends(text, to) {
            places.push((text.characters[from].1, text.characters[to - 1].2));
        }
    }
    places
}

/// Nothing of a word is before: neither a letter, nor one with an apostrophe, such as the O of O'Nell.
fn starts(text: &Folded, from: usize) -> bool {
    let before = from.checked_sub(1);
    let joined =
        before.and_then(|at| text.at(at)) == Some('\'') && text.is_word(from.checked_sub(2));
    !text.is_word(before) && !joined
}

/// Nothing of a word comes after but a clitic: `'s`, `'ll`.
fn ends(text: &Folded, to: usize) -> bool {
    if text.is_word(Some(to)) {
        return false;
    }
    let tail = (to + 1..).take_while(|at| text.is_word(Some(*at))).count();
    text.at(to) != Some('\'') || tail <= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(word, said)| ((*word).to_owned(), (*said).to_owned())).collect()
    }

    fn said(text: &str, pairs: &[(&str, &str)]) -> String {
        let parts = stretches(text, &list(pairs)).into_iter().map(|stretch| match stretch {
            Stretch::AsWritten(text) | Stretch::Said(Said::Spelled(text)) => text,
            Stretch::Said(Said::Sounds(sounds)) => format!("<{sounds}>"),
        });
        parts.collect()
    }

    #[test]
    fn only_whole_words_are_said_otherwise() {
        let nell = [("Nell", "nel")];
        assert_eq!(said("Nell, nell and NELL.", &nell), "nel, nel and nel.");
        assert_eq!(said("Nellie knelled Nell-Ann.", &nell), "Nellie knelled nel-Ann.");
        assert_eq!(said("Nell's boat. Nell’ll come.", &nell), "nel's boat. nel’ll come.");
        assert_eq!(said("O'Nell and Nell'arte", &nell), "O'Nell and Nell'arte");
        assert_eq!(said("Élise", &[("élise", "aileez")]), "aileez");
    }

    #[test]
    fn the_longest_wins_and_nothing_is_said_twice() {
        let pairs = [("Saint", "sunt"), ("Saint John", "sinjun"), ("sinjun", "no")];
        assert_eq!(said("Saint John, Saint Mary", &pairs), "sinjun, sunt Mary");
        assert_eq!(said("Nell", &[("Nell", "a"), ("nell", "b")]), "b");
        assert_eq!(said("Siân", &[("Siân", "/ʃɑːn/")]), "<ʃɑːn>");
    }

    #[test]
    fn a_list_is_read_and_what_is_none_refused() {
        let text = "# names\nNell = nel\n\nSiân=/ʃɑːn/\n";
        assert_eq!(parse_list(text).unwrap(), list(&[("Nell", "nel"), ("Siân", "/ʃɑːn/")]));
        for text in ["Nell", "=nel", "Nell=", "Nell=//", "-v=x", "Nell=/n%l/"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&format!("a={}", "b".repeat(61))).is_err());
    }

    #[test]
    fn only_words_that_are_there_count() {
        let pairs = list(&[("Nell", "nel"), ("Tom", "tomm")]);
        assert_eq!(said_in("Nell is here.", &pairs), pairs[..1]);
    }

    proptest! {
        #[test]
        fn what_is_not_on_the_list_stays_to_the_letter(text in "\\PC{0,60}", word in "[a-zé]{1,8}") {
            prop_assume!(!text.contains('§'));
            let before = said(&text, &[(word.as_str(), "§")]);
            // Taken back, it is the text again but for case.
            prop_assert_eq!(before.replace('§', &word).to_lowercase(), text.to_lowercase());
        }

        #[test]
        fn nothing_inside_a_word_is_touched(head in "[a-z]{1,5}", word in "[a-z]{1,5}", tail in "[a-z]{0,5}") {
            let inside = format!("{head}{word}{tail}");
            prop_assume!(inside != word);
            prop_assert_eq!(said(&inside, &[(word.as_str(), "§")]), inside);
        }
    }
}
