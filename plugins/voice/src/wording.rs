//! A line of a script as it is to be read aloud.

use super::saying::{Said, Stretch, stretches};

/// About half an hour of talk.
pub(crate) const MOST_CHARACTERS: usize = 20_000;

/// `text` with the words of `says` as they are said ([`super::saying`]), sounds among them between `[[` and `]]`.
pub(crate) fn wording_with(text: &str, says: &[(String, String)]) -> String {
    let part = |stretch: Stretch| match stretch {
        Stretch::AsWritten(text) => text,
        Stretch::Said(Said::Spelled(text)) => wording(&text),
        // A list that was checked has no other sounds; of one that was not, brackets would break the line.
        Stretch::Said(Said::Sounds(sounds)) => {
            format!("[[{}]]", sounds.replace(['[', ']'], ""))
        }
    };
    stretches(&wording(text), says).into_iter().map(part).collect()
}

/// `text` without what the engine would take for an order or spell out: markup, control codes, shouted
/// words.
pub(crate) fn wording(text: &str) -> String {
    let dashed = text.replace("--", "—");
    let mut plain = String::with_capacity(dashed.len());
    for c in dashed.chars() {
        match c {
            '—' | '–' => plain.push_str(", "),
            '’' | 'ʼ' => plain.push('\''),
            '…' => plain.push_str("..."),
            c if c.is_control() || is_markup(c) => plain.push(' '),
            c => plain.push(c),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    // One word in capitals may be an abbreviation; several are a shout.
    let shout = words.iter().filter(|word| is_shouted(word) && 1 < letters(word)).count() > 1;
    let read = words.iter().map(|word| {
        let lower = is_shouted(word) && 1 < letters(word) && (shout || !may_be_letters(word));
        if lower { word.to_lowercase() } else { (*word).to_owned() }
    });
    read.collect::<Vec<_>>().join(" ").replace(" ,", ",").trim_matches([',', ' ']).to_owned()
}

fn is_markup(c: char) -> bool {
    matches!(
        c,
        '[' | ']' | '<' | '>' | '{' | '}' | '|' | '\\' | '`' | '^' | '~' | '*' | '_' | '#' | '"'
    )
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_shouted(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| c.is_uppercase())
}

/// Whether a lone word in capitals is more likely an abbreviation than a stressed word.
fn may_be_letters(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    plain.chars().count() <= 4 && !STRESSED.contains(&plain.as_str())
}

/// Short words that people write in capitals to stress them.
const STRESSED: [&str; 48] = [
    "IT", "IS", "IN", "ON", "NO", "YES", "NOT", "NOW", "YOU", "ME", "MY", "HE", "SHE", "WE",
    "THEY", "HIM", "HER", "THE", "AND", "BUT", "ALL", "ANY", "OUT", "OFF", "UP", "DO", "DID", "GO",
    "RUN", "STOP", "HELP", "THIS", "THAT", "THEM", "WHO", "WHY", "HOW", "WHAT", "BE", "AM", "ARE",
    "WAS", "NON", "OUI", "NEIN", "JA", "SI", "TU",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(wording(text), expected);
    }

    #[test]
    fn words_stay_as_they_are_written() {
        check("Tu m’avais dit — non ?", "Tu m'avais dit, non ?");
        check("  two \n lines ", "two lines");
        check("Don't. I mean it...", "Don't. I mean it...");
    }

    #[test]
    fn shouts_are_words_and_abbreviations_letters() {
        check("STOP IT", "stop it");
        check("Give it to me NOW!", "Give it to me now!");
        check("the FBI agent", "the FBI agent");
        check("I SAID NO", "I said no");
        check("ABSOLUTELY", "absolutely");
    }

    #[test]
    fn words_of_the_list_are_said_as_it_says() {
        let says =
            [("Nell".to_owned(), "nel".to_owned()), ("Siân".to_owned(), "/ʃˈɑːn/".to_owned())];
        assert_eq!(wording_with("NELL, COME HERE.", &says), "nel, come here.");
        assert_eq!(wording_with("Siân's *here* [[x]]", &says), "[[ʃˈɑːn]]'s here x");
        assert_eq!(wording_with("Nelly", &says), "Nelly");
    }

    #[test]
    fn orders_to_the_engine_are_only_words() {
        check("[[h@l'oU]] <b>x</b>", "h@l'oU b x /b");
        check("a\u{1}50Pb", "a 50Pb");
        check("--", "");
    }
}
