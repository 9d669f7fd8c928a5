//! What the name of a place says.

/// The words of a place in lower case, accents folded: `L'Été au café` is `l ete au cafe`.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in name.chars().take(400).flat_map(char::to_lowercase) {
        match folded(letter) {
            Some(plain) => word.push_str(plain),
            None if letter.is_alphanumeric() => word.push(letter),
            None => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

fn folded(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ä' | 'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        'ß' => "ss",
        _ => return None,
    })
}

/// Whether a name says `phrase`, which is words of lower case, or one with an `s` at its end.
pub(crate) fn says(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len().max(1)).any(|found| {
        found.iter().zip(&phrase).all(|(a, b)| a == b || a.strip_suffix('s') == Some(b))
    })
}

/// Whether a name says any of some phrases, which are parted by commas.
pub(crate) fn says_any(words: &[String], phrases: &str) -> bool {
    phrases.split(',').any(|phrase| says(words, phrase.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lower_case_without_accents_or_marks() {
        assert_eq!(words_of("CAFÉ DE L'ÎLE - Küche"), ["cafe", "de", "l", "ile", "kueche"]);
        assert_eq!(words_of("— …"), Vec::<String>::new());
    }

    #[test]
    fn a_phrase_is_found_as_whole_words() {
        let words = words_of("LIGHTHOUSE - LAMP ROOM (STAIRS)");
        assert!(says(&words, "lamp room") && says(&words, "stair") && says(&words, "lighthouse"));
        assert!(!says(&words, "house") && !says(&words, "room lamp"));
    }
}
