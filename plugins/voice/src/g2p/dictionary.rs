//! How words are said that are known, and words made of known ones.
//!
//! The words are the 18,000 commonest of the CMU Pronouncing Dictionary (`assets/cmudict.txt`, its licence beside
//! it), sorted by byte; a few that are said otherwise in running talk are in [`OWN`].

use super::phoneme::{Phoneme, Sound, Stress, sounds};

const WORDS: &str = include_str!("../../assets/cmudict.txt");

/// How `word`, lower case, is said; nothing where neither it nor what it is made of is known.
pub(crate) fn look_up(word: &str) -> Option<Vec<Sound>> {
    exact(word)
        .or_else(|| british(word))
        .or_else(|| ending(word))
        .or_else(|| beginning(word))
        .or_else(|| compound(word))
}

/// Whether the dictionary has `word` itself.
pub(crate) fn has(word: &str) -> bool {
    exact(word).is_some()
}

fn exact(word: &str) -> Option<Vec<Sound>> {
    if let Some((_, said)) = OWN.iter().find(|(own, _)| *own == word) {
        return Some(sounds(said));
    }
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start =
            WORDS.as_bytes()[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let (line, _) = WORDS.get(start..)?.split_once('\n')?;
        let (known, said) = line.split_once(' ')?;
        match known.as_bytes().cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(sounds(said)),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// `offence` as `offense`, `colour` as `color`, `realise` as `realize`.
fn british(word: &str) -> Option<Vec<Sound>> {
    const PAIRS: [(&str, &str); 9] = [
        ("our", "or"),
        ("ise", "ize"),
        ("isi", "izi"),
        ("yse", "yze"),
        ("ence", "ense"),
        ("tre", "ter"),
        ("ogue", "og"),
        ("lled", "led"),
        ("lling", "ling"),
    ];
    PAIRS.iter().find_map(|(here, there)| {
        let at = word.rfind(here)?;
        exact(&format!("{}{there}{}", &word[..at], &word[at + here.len()..]))
    })
}

/// A known word with an ending: `keeper's`, `kneels`, `crouches`, `betrothed`.
fn ending(word: &str) -> Option<Vec<Sound>> {
    let known =
        |stem: &str| (2 <= stem.len()).then(|| exact(stem).or_else(|| compound(stem))).flatten();
    // The stem as it was before the ending: as it is, with its e back, single again, or with its y back.
    let stem = |cut: &str| {
        let undoubled = || {
            let mut ends = cut.bytes().rev();
            (ends.next() == ends.next())
                .then(|| known(cut.get(..cut.len().wrapping_sub(1))?))
                .flatten()
        };
        let with_y = || known(&format!("{}y", cut.strip_suffix('i')?));
        known(cut).or_else(|| known(&format!("{cut}e"))).or_else(undoubled).or_else(with_y)
    };
    if let Some(owner) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
        return look_up_owner(owner).map(hissed);
    }
    if let Some(cut) = word.strip_suffix("es").or_else(|| word.strip_suffix('s'))
        && !word.ends_with("ss")
        && let Some(said) = word.strip_suffix('s').and_then(known).or_else(|| stem(cut))
    {
        return Some(hissed(said));
    }
    if let Some(said) = word.strip_suffix("ed").and_then(stem) {
        return Some(past(said));
    }
    ENDINGS.iter().find_map(|(letters, said)| {
        let mut whole = stem(word.strip_suffix(letters)?)?;
        whole.extend(sounds(said));
        Some(whole)
    })
}

fn look_up_owner(owner: &str) -> Option<Vec<Sound>> {
    exact(owner).or_else(|| compound(owner)).or_else(|| Some(super::rules::said(owner)))
}

/// A known word behind `un`, `re` and the like.
fn beginning(word: &str) -> Option<Vec<Sound>> {
    BEGINNINGS.iter().find_map(|(letters, said)| {
        let rest = word.strip_prefix(letters).filter(|rest| 3 <= rest.len())?;
        let mut whole = sounds(said);
        whole.extend(exact(rest).or_else(|| ending(rest))?);
        Some(whole)
    })
}

/// Two known words in one: `lighthouse`, `gooseflesh`. The second is stressed less.
fn compound(word: &str) -> Option<Vec<Sound>> {
    if !word.is_ascii() || 24 < word.len() {
        return None;
    }
    (3..word.len().saturating_sub(2)).rev().find_map(|at| {
        let mut whole = exact(&word[..at])?;
        let second = exact(&word[at..])?;
        if [&whole, &second].iter().any(|part| !part.iter().any(|sound| sound.phoneme.is_vowel())) {
            return None;
        }
        whole.extend(second.into_iter().map(|sound| Sound {
            stress: if sound.stress == Stress::Primary { Stress::Secondary } else { sound.stress },
            ..sound
        }));
        Some(whole)
    })
}

/// With the s of the plural, of an owner, of he and she.
fn hissed(mut said: Vec<Sound>) -> Vec<Sound> {
    let Some(last) = said.last() else { return said };
    said.extend(sounds(match last.phoneme {
        Phoneme::S | Phoneme::Z | Phoneme::Sh | Phoneme::Zh | Phoneme::Ch | Phoneme::Jh => "IH0 Z",
        Phoneme::P | Phoneme::T | Phoneme::K | Phoneme::F | Phoneme::Th => "S",
        _ => "Z",
    }));
    said
}

fn past(mut said: Vec<Sound>) -> Vec<Sound> {
    let Some(last) = said.last() else { return said };
    said.extend(sounds(match last.phoneme {
        Phoneme::T | Phoneme::D => "IH0 D",
        voiced if voiced.is_voiced() => "D",
        _ => "T",
    }));
    said
}

const ENDINGS: [(&str, &str); 14] = [
    ("ing", "IH0 NG"),
    ("in'", "IH0 N"),
    ("ers", "ER0 Z"),
    ("er", "ER0"),
    ("est", "IH0 S T"),
    ("ly", "L IY0"),
    ("ness", "N AH0 S"),
    ("less", "L AH0 S"),
    ("ful", "F AH0 L"),
    ("ish", "IH0 SH"),
    ("able", "AH0 B AH0 L"),
    ("ment", "M AH0 N T"),
    ("y", "IY0"),
    ("n't", "AH0 N T"),
];

const BEGINNINGS: [(&str, &str); 9] = [
    ("un", "AH2 N"),
    ("re", "R IY0"),
    ("dis", "D IH0 S"),
    ("mis", "M IH0 S"),
    ("over", "OW2 V ER0"),
    ("under", "AH2 N D ER0"),
    ("non", "N AA2 N"),
    ("pre", "P R IY0"),
    ("out", "AW2 T"),
];

/// Said otherwise than the dictionary has it, or not in it.
const OWN: [(&str, &str); 46] = [
    ("a", "AH0"),
    ("i", "AY1"),
    ("i'm", "AY1 M"),
    ("o", "OW1"),
    ("the", "DH AH0"),
    ("of", "AH1 V"),
    ("live", "L IH1 V"),
    ("wind", "W IH1 N D"),
    ("read", "R IY1 D"),
    ("close", "K L OW1 Z"),
    ("lead", "L IY1 D"),
    ("use", "Y UW1 Z"),
    ("minute", "M IH1 N AH0 T"),
    ("minutes", "M IH1 N AH0 T S"),
    ("tear", "T IH1 R"),
    ("bow", "B AW1"),
    ("row", "R OW1"),
    ("does", "D AH1 Z"),
    ("what", "W AH1 T"),
    ("aeroplane", "EH1 R AH0 P L EY2 N"),
    ("waistcoat", "W EY1 S K OW2 T"),
    ("maquette", "M AE0 K EH1 T"),
    ("whoa", "W OW1"),
    ("hmm", "HH AH1 M"),
    ("hm", "HH AH1 M"),
    ("mm", "M AH1 M"),
    ("mmm", "M AH1 M"),
    ("shh", "SH IH1"),
    ("sh", "SH IH1"),
    ("psst", "P IH1 S T"),
    ("ugh", "AH1 G"),
    ("aye", "AY1"),
    ("ah", "AA1"),
    ("aah", "AA1"),
    ("oh", "OW1"),
    ("ooh", "UW1"),
    ("uh", "AH1"),
    ("um", "AH1 M"),
    ("er", "ER1"),
    ("eh", "EH1"),
    ("ay", "AY1"),
    ("ow", "AW1"),
    ("wasna", "W AH1 Z N AH0"),
    ("wouldna", "W UH1 D N AH0"),
    ("y'all", "Y AO1 L"),
    ("ma'am", "M AE1 M"),
];

#[cfg(test)]
mod tests {
    use super::super::phoneme::written;
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        assert_eq!(look_up(word).map(|said| written(&said)).as_deref(), Some(expected), "{word}");
    }

    #[test]
    fn every_word_of_the_dictionary_is_found_and_has_sounds() {
        let mut count = 0;
        for line in WORDS.lines() {
            let word = line.split_once(' ').unwrap().0;
            assert!(!exact(word).unwrap().is_empty(), "{word}");
            count += 1;
        }
        assert_eq!(count, 18_000);
        assert_eq!(exact("zzzz"), None);
        assert_eq!(exact(""), None);
    }

    #[test]
    fn known_words_take_endings_beginnings_and_one_another() {
        check("keeper's", "K IY1 P ER Z");
        check("keepers", "K IY1 P ER Z");
        check("crouches", "K R AW1 CH IH Z");
        check("gooseflesh", "G UW1 S F L EH2 SH");
        check("offence", "AX F EH1 N S");
        check("unlocks", "AX N L AA1 K S");
        check("flopped", "F L AA1 P T");
    }

    #[test]
    fn nonsense_is_not_known() {
        for word in ["xqzt", "blorptang", "日本", "'", "''", "s", "ed"] {
            assert!(look_up(word).is_none_or(|said| said.len() < 60), "{word}");
        }
    }
}
