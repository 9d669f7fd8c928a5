//! Sounds of the International Phonetic Alphabet, in the letters that espeak-ng takes between `[[` and `]]`.
//!
//! Those letters are told in espeak-ng's own `docs/phonemes.md`. A voice leaves out what its language does not have.

/// `sounds` in espeak-ng's letters.
///
/// # Errors
/// The first symbol that is none of the alphabet, or that espeak-ng has no letter for.
pub(crate) fn mnemonics(sounds: &str) -> Result<String, char> {
    let mut rest = sounds;
    let mut letters = String::with_capacity(sounds.len());
    while let Some(next) = rest.chars().next() {
        let known = TABLE.iter().filter(|(symbol, _)| rest.starts_with(symbol));
        let (symbol, letter) = known.max_by_key(|(symbol, _)| symbol.len()).ok_or(next)?;
        letters.push_str(letter);
        rest = &rest[symbol.len()..];
    }
    Ok(letters)
}

/// `words` with the sounds between `[[` and `]]` in espeak-ng's letters. Sounds that it has no letter for are left
/// out.
pub(crate) fn lettered(words: &str) -> String {
    let (mut lettered, mut rest) = (String::with_capacity(words.len()), words);
    while let Some((before, inside)) = rest.split_once("[[") {
        let (sounds, after) = inside.split_once("]]").unwrap_or((inside, ""));
        lettered.push_str(before);
        if let Ok(letters) = mnemonics(sounds) {
            lettered.push_str(&format!("[[{letters}]]"));
        }
        rest = after;
    }
    lettered.push_str(rest);
    lettered
}

/// The longest symbol counts. A syllable's dot, a tie and a space are silent.
const TABLE: [(&str, &str); 86] = [
    ("ˈ", "'"),
    ("'", "'"),
    ("ˌ", ","),
    ("ː", ":"),
    (":", ":"),
    (".", ""),
    ("\u{361}", ""),
    (" ", "||"),
    ("p", "p"),
    ("b", "b"),
    ("t", "t"),
    ("d", "d"),
    ("k", "k"),
    ("ɡ", "g"),
    ("g", "g"),
    ("f", "f"),
    ("v", "v"),
    ("θ", "T"),
    ("ð", "D"),
    ("s", "s"),
    ("z", "z"),
    ("ʃ", "S"),
    ("ʒ", "Z"),
    ("h", "h"),
    ("m", "m"),
    ("n", "n"),
    ("ŋ", "N"),
    ("l", "l"),
    ("ɹ", "r"),
    ("r", "r"),
    ("ʁ", "r"),
    ("ɾ", "**"),
    ("j", "j"),
    ("w", "w"),
    ("x", "x"),
    ("ç", "C"),
    ("ɣ", "Q"),
    ("ʔ", "?"),
    ("ɲ", "n^"),
    ("ʎ", "l^"),
    ("tʃ", "tS"),
    ("dʒ", "dZ"),
    ("t\u{361}ʃ", "tS"),
    ("d\u{361}ʒ", "dZ"),
    ("ts", "ts"),
    ("i", "i"),
    ("iː", "i:"),
    ("ɪ", "I"),
    ("e", "e"),
    ("eː", "e:"),
    ("ɛ", "E"),
    ("ɛː", "E:"),
    ("a", "a"),
    ("æ", "a"),
    ("aː", "a:"),
    ("ɑ", "A:"),
    ("ɑː", "A:"),
    ("ɒ", "0"),
    ("ɔ", "O"),
    ("ɔː", "O:"),
    ("o", "o"),
    ("oː", "o:"),
    ("ʊ", "U"),
    ("u", "u"),
    ("uː", "u:"),
    ("ʌ", "V"),
    ("ɐ", "a#"),
    ("ə", "@"),
    ("ɚ", "3"),
    ("ɜ", "3:"),
    ("ɜː", "3:"),
    ("ɝ", "3:"),
    ("y", "y"),
    ("yː", "y:"),
    ("ø", "Y"),
    ("œ", "W"),
    ("ɑ̃", "A~"),
    ("ɛ̃", "E~"),
    ("ɔ̃", "O~"),
    ("aɪ", "aI"),
    ("eɪ", "eI"),
    ("ɔɪ", "OI"),
    ("aʊ", "aU"),
    ("oʊ", "oU"),
    ("əʊ", "oU"),
    ("eə", "e@"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sounds: &str, expected: Result<&str, char>) {
        assert_eq!(mnemonics(sounds), expected.map(str::to_owned), "{sounds}");
    }

    #[test]
    fn sounds_become_letters_and_the_longest_symbol_counts() {
        check("nˈɛl", Ok("n'El"));
        check("ʃˈɑːn", Ok("S'A:n"));
        check("tʃˈɪld", Ok("tS'Ild"));
        check("lˈaɪt", Ok("l'aIt"));
        check("bɔ̃ʒˈuʁ", Ok("bO~Z'ur"));
        check("n%l", Err('%'));
        check("h]]", Err(']'));
    }

    #[test]
    fn only_what_stands_between_brackets_is_lettered() {
        assert_eq!(
            lettered("Ask [[nˈɛl]]'s man, or [[ʃˈɑːn]]."),
            "Ask [[n'El]]'s man, or [[S'A:n]]."
        );
        assert_eq!(lettered("no sounds"), "no sounds");
        assert_eq!(lettered("[[%]] a [["), " a [[]]");
    }

    #[test]
    fn each_symbol_is_told_once() {
        for (at, (symbol, _)) in TABLE.iter().enumerate() {
            assert!(TABLE[..at].iter().all(|(other, _)| other != symbol), "{symbol}");
        }
    }
}
