//! How long a line takes to say, where nobody is there to say it.

use maquette_time::Flicks;

use super::language::primary;
use super::polish::{HEAD, TAIL};

/// The length of `text` spoken at `speed` words a minute in `language` (a tag, or the name of a voice), with
/// the handles of a spoken line. Never shorter than half a second, never longer than half an hour.
///
/// Fitted to espeak-ng in English, French, German and Spanish: within a tenth on average.
pub fn estimate(text: &str, speed: u16, language: &str) -> Flicks {
    let pieces = pieces(text, language);
    let handles = Flicks::from_samples((HEAD + TAIL) as i64, 48_000);
    if !pieces.iter().any(|piece| matches!(piece, Piece::Syllable(_))) {
        return Flicks::SECOND;
    }
    let pace = 165.0 / f64::from(speed.clamp(80, 450));
    let total: f64 = pieces.iter().map(|piece| piece.seconds()).sum();
    let spoken = (total + rhythm(&primary(language)).start) * pace;
    Flicks::from_seconds(spoken.clamp(0.3, 1_800.0)) + handles
}

/// A stretch of a line, in seconds at 165 words a minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece {
    Syllable(f64),
    Pause(f64),
}

impl Piece {
    pub(crate) fn seconds(self) -> f64 {
        match self {
            Self::Syllable(seconds) | Self::Pause(seconds) => seconds,
        }
    }
}

/// What is said of `text`, in order. Only its first 20,000 characters count.
pub(crate) fn pieces(text: &str, language: &str) -> Vec<Piece> {
    let (tongue, text) = (primary(language), super::wording::wording(&head(text)));
    let rhythm = rhythm(&tongue);
    let mut pieces = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let (syllables, letters) = measure(word, &tongue);
        let each = rhythm.syllable + rhythm.letter * letters / syllables.max(1) as f64;
        pieces.extend(std::iter::repeat_n(Piece::Syllable(each), syllables));
        if words.peek().is_some() {
            pieces.extend(pause(word, rhythm).map(Piece::Pause));
        }
    }
    pieces
}

/// Seconds that each part of speech takes.
#[derive(Clone, Copy)]
struct Rhythm {
    syllable: f64,
    letter: f64,
    comma: f64,
    stop: f64,
    start: f64,
}

fn rhythm(tongue: &str) -> Rhythm {
    let of = |syllable, letter, comma, stop, start| Rhythm { syllable, letter, comma, stop, start };
    match tongue {
        "en" => of(0.004, 0.066, 0.187, 0.383, 0.104),
        "fr" => of(0.078, 0.028, 0.325, 0.359, 0.055),
        "de" => of(0.051, 0.037, 0.391, 0.481, 0.238),
        "es" | "it" | "pt" => of(0.081, 0.028, 0.301, 0.480, 0.057),
        _ => of(0.110, 0.022, 0.320, 0.430, 0.100),
    }
}

fn pause(word: &str, rhythm: Rhythm) -> Option<f64> {
    match word.trim_end_matches(['"', '\'', ')', '»', '”']).chars().next_back()? {
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' => Some(rhythm.stop),
        ',' | ';' | ':' | '、' | '，' | '،' => Some(rhythm.comma),
        _ => None,
    }
}

fn head(text: &str) -> String {
    text.chars().take(super::wording::MOST_CHARACTERS).collect()
}

/// Syllables and letters of one word; figures count as the words that they are read as.
fn measure(word: &str, tongue: &str) -> (usize, f64) {
    let folded: Vec<char> = word.chars().filter_map(fold).collect();
    let figures = folded.iter().filter(|c| c.is_numeric()).count();
    let letters = folded.iter().filter(|c| c.is_alphabetic()).count();
    let whole = folded.iter().filter(|c| is_syllable(**c)).count();
    let mut groups = 0;
    let mut in_vowel = false;
    for c in &folded {
        let vowel = is_vowel(*c);
        // In Cyrillic and Greek two vowels side by side are two syllables.
        groups += usize::from(vowel && !(in_vowel && c.is_ascii()));
        in_vowel = vowel;
    }
    let groups = groups.saturating_sub(usize::from(1 < groups && ends_mute(&folded, tongue)));
    // Scripts that write no vowels have about one to two consonants.
    let spoken = if groups + whole == 0 { letters.div_ceil(2) } else { groups + whole };
    (
        spoken + figures * 3 / 2 + figures % 2,
        letters as f64 + whole as f64 * 2.0 + figures as f64 * 5.0,
    )
}

/// A letter without its accent, lower case; nothing for what is not read.
fn fold(c: char) -> Option<char> {
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => Some('a'),
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'æ' | 'œ' => Some('e'),
        'ì'..='ï' | 'ī' => Some('i'),
        'ò'..='ö' | 'ø' | 'ő' | 'ō' => Some('o'),
        'ù'..='ü' | 'ů' | 'ű' | 'ū' => Some('u'),
        'ý' | 'ÿ' => Some('y'),
        _ => c.is_alphanumeric().then_some(c),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
        || "аеёиоуыэюяіїєαεηιουωάέήίόύώ".contains(c)
        || matches!(c, '\u{902}'..='\u{94c}')
}

/// Whether the letter is a syllable by itself: Han, kana, Hangul.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether the last vowel is written and not said.
fn ends_mute(word: &[char], tongue: &str) -> bool {
    match (tongue, word) {
        ("en", [.., before, 'e']) => !is_vowel(*before) && !matches!(before, 'l'),
        ("en", [.., before, 'e', 'd']) => !matches!(before, 't' | 'd'),
        ("en", [.., before, 'e', 's']) => !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
        ("fr", [.., 'e'] | [.., 'e', 's'] | [.., 'e', 'n', 't']) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn syllables(language: &str, word: &str, expected: usize) {
        assert_eq!(measure(word, language).0, expected, "{word}");
    }

    #[test]
    fn syllables_are_counted_about_as_they_are_said() {
        syllables("en", "lighthouse", 2);
        syllables("en", "lamp", 1);
        syllables("en", "believed", 2);
        syllables("en", "administration", 5);
        syllables("fr", "lampe", 1);
        syllables("de", "Schlüssel", 2);
        syllables("es", "tormenta", 3);
        syllables("ru", "маяк", 2);
        syllables("ja", "とうだい", 4);
        syllables("ko", "등대", 2);
        syllables("en", "42", 3);
    }

    #[test]
    fn more_words_and_slower_speech_take_longer() {
        let short = estimate("Who is there?", 165, "en");
        assert!(short < estimate("Who is there at this time of the night?", 165, "en"));
        assert!(short < estimate("Who is there?", 120, "en"));
        assert!(short < estimate("Who? Is there?", 165, "en"));
    }

    #[test]
    fn nothing_said_is_a_beat_and_no_line_is_endless() {
        assert_eq!(estimate("", 165, "en"), Flicks::SECOND);
        assert_eq!(estimate("...", 165, "en"), Flicks::SECOND);
        assert!(estimate(&"word ".repeat(1_000_000), 0, "") <= Flicks::SECOND * 1_801);
        assert!(estimate("I", u16::MAX, "") >= Flicks::SECOND / 2);
    }
}
