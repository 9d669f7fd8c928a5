//! A line of text as the words and breaks that are read aloud.

use super::number::{cardinal, digits, ordinal, year};

/// What is read next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A word in lower case.
    Word(String),
    /// Letters named one by one.
    Letters(String),
    Break(Break),
}

/// What a voice does between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    Comma,
    Ellipsis,
    Stop,
    Exclamation,
    Question,
}

/// What is read of `text`, in order; never two breaks side by side, and none at the head.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for word in text.split_whitespace() {
        read(word, &mut tokens);
    }
    tokens
}

fn read(word: &str, tokens: &mut Vec<Token>) {
    let begins = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '\'' | '$' | '£' | '€' | '+' | '-' | '&' | '%' | '@' | '=' | '°')
    };
    let core = word.trim_start_matches(|c: char| !begins(c));
    // An apostrophe before a word is an opening quote, unless letters were left out.
    let core = if is_cut_short(core) { core } else { core.trim_start_matches('\'') };
    let end = core.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '%' | '°' | '&' | '+' | '@' | '=' | '$' | '£' | '€')
    });
    let after = &core[end.len()..];
    let lower = end.to_lowercase();
    let abbreviation = abbreviation(&lower, after);
    if let Some(words) = abbreviation {
        tokens.extend(words.split(' ').map(|word| Token::Word(word.into())));
    } else if is_initials(end, after) {
        tokens.push(Token::Letters(lower.replace('.', "")));
    } else {
        spoken(end, after, tokens);
    }
    let dotted = after.starts_with('.') && (abbreviation.is_some() || is_initials(end, after));
    let after = if dotted { &after[1..] } else { after };
    let found = break_of(after).or_else(|| end.is_empty().then(|| break_of(word)).flatten());
    match (found, tokens.last_mut()) {
        (Some(found), Some(Token::Break(last))) => *last = found.max(*last),
        (Some(found), Some(_)) => tokens.push(Token::Break(found)),
        _ => {}
    }
}

fn is_cut_short(word: &str) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(lower, "'em" | "'cause" | "'til" | "'tis" | "'twas" | "'bout" | "'round")
}

fn break_of(marks: &str) -> Option<Break> {
    let has = |mark: char| marks.contains(mark);
    if has('?') || has('？') {
        Some(Break::Question)
    } else if has('!') {
        Some(Break::Exclamation)
    } else if marks.contains("...") || has('…') {
        Some(Break::Ellipsis)
    } else if has('.') || has('。') {
        Some(Break::Stop)
    } else if has(',') || has(';') || has(':') || has(')') || has('(') || marks == "-" {
        Some(Break::Comma)
    } else {
        None
    }
}

/// What a short form stands for.
fn abbreviation(lower: &str, after: &str) -> Option<&'static str> {
    let (_, long, dot) = SHORT.iter().find(|(short, ..)| *short == lower)?;
    (!dot || after.starts_with('.')).then_some(*long)
}

/// The short form, the long one, and whether it is one only with a dot.
const SHORT: [(&str, &str, bool); 25] = [
    ("mr", "mister", false),
    ("mrs", "missus", false),
    ("ms", "miz", false),
    ("dr", "doctor", false),
    ("st", "saint", true),
    ("prof", "professor", true),
    ("sgt", "sergeant", false),
    ("capt", "captain", true),
    ("lt", "lieutenant", false),
    ("col", "colonel", true),
    ("gen", "general", true),
    ("rev", "reverend", true),
    ("jr", "junior", false),
    ("sr", "senior", true),
    ("vs", "versus", false),
    ("etc", "et cetera", false),
    ("dept", "department", true),
    ("approx", "approximately", true),
    ("&", "and", false),
    ("+", "plus", false),
    ("=", "equals", false),
    ("%", "percent", false),
    ("@", "at", false),
    ("e.g", "for example", false),
    ("i.e", "that is", false),
];

/// `J.`, `U.S.`, `a.m.`
fn is_initials(word: &str, after: &str) -> bool {
    let single = word.len() == 1
        && after.starts_with('.')
        && !after.starts_with("..")
        && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    let parts: Vec<&str> = word.split('.').collect();
    single
        || (1 < parts.len()
            && parts
                .iter()
                .all(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic())))
}

fn spoken(word: &str, after: &str, tokens: &mut Vec<Token>) {
    if word.contains(|c: char| c.is_ascii_digit()) {
        return numbered(word, tokens);
    }
    for part in word
        .split(['-', '/', '+', '&', '@', '=', '.', '!', '?', ','])
        .filter(|part| !part.is_empty())
    {
        let lower = part.to_lowercase();
        let capitals = 1 < part.len() && part.chars().all(|c| c.is_ascii_uppercase());
        if capitals && (SPELLED.contains(&lower.as_str()) || !super::dictionary::has(&lower)) {
            tokens.push(Token::Letters(lower));
        } else if part.chars().any(char::is_alphanumeric) {
            tokens.push(Token::Word(lower));
        }
    }
    if word.is_empty() && after.is_empty() {
        return;
    }
    tokens.extend(word.chars().filter_map(|c| sign(c).map(|name| Token::Word(name.into()))));
}

/// Short words that are letters where they are written in capitals.
const SPELLED: [&str; 4] = ["us", "it", "id", "pa"];

fn sign(c: char) -> Option<&'static str> {
    match c {
        '%' => Some("percent"),
        '°' => Some("degrees"),
        '@' => Some("at"),
        '&' => Some("and"),
        '=' => Some("equals"),
        '$' => Some("dollars"),
        '£' => Some("pounds"),
        '€' => Some("euros"),
        _ => None,
    }
}

/// A word with figures in it: `3rd`, `10:30`, `$5.20`, `1984`, `20%`, `-4`, `B12`.
fn numbered(word: &str, tokens: &mut Vec<Token>) {
    let plain: String = word.replace(',', "");
    if let Some((hours, minutes)) = clock(&plain) {
        return say(
            tokens,
            &match minutes {
                0 if hours <= 12 && hours != 0 => format!("{} o'clock", cardinal(hours).join(" ")),
                0 => format!("{} hundred hours", cardinal(hours).join(" ")),
                1..10 => {
                    format!("{} oh {}", cardinal(hours).join(" "), cardinal(minutes).join(" "))
                }
                _ => format!("{} {}", cardinal(hours).join(" "), cardinal(minutes).join(" ")),
            },
        );
    }
    if let Some(said) = money(&plain) {
        return say(tokens, &said);
    }
    let mut rest = plain.as_str();
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let figures: &str = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
        if figures.is_empty() {
            let letters = &rest[..rest
                .char_indices()
                .find(|(_, c)| !c.is_alphabetic() && *c != '\'')
                .map_or(rest.len(), |(at, _)| at)];
            match letters.chars().count() {
                0 => {
                    let minus = first == '-' && before == ' ';
                    say(tokens, if minus { "minus" } else { sign(first).unwrap_or_default() });
                    rest = &rest[first.len_utf8()..];
                }
                1 if letters.is_ascii() => {
                    tokens.push(Token::Letters(letters.to_lowercase()));
                    rest = &rest[letters.len()..];
                }
                _ => {
                    tokens.push(Token::Word(letters.to_lowercase()));
                    rest = &rest[letters.len()..];
                }
            }
            before = first;
            continue;
        }
        let after = &rest[figures.len()..];
        let (said, taken) = number(figures, after, before);
        say(tokens, &said);
        rest = &rest[taken..];
        before = '0';
    }
}

fn say(tokens: &mut Vec<Token>, said: &str) {
    tokens.extend(said.split_ascii_whitespace().map(|word| Token::Word(word.into())));
}

/// The words of `figures`, and how many bytes of them and what follows are said by them.
fn number(figures: &str, after: &str, before: char) -> (String, usize) {
    let value = figures.parse::<u64>().ok();
    let suffix = after.get(..2).unwrap_or_default().to_lowercase();
    match value {
        Some(value) if matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") => {
            (ordinal(value).join(" "), figures.len() + 2)
        }
        Some(value) if after == "s" || after == "'s" => {
            let mut said = if figures.len() == 4 { year(value) } else { cardinal(value) }.join(" ");
            said = match said.strip_suffix('y') {
                Some(tens) => format!("{tens}ies"),
                None => format!("{said}s"),
            };
            (said, figures.len() + after.len())
        }
        _ if before == '.'
            || (figures.starts_with('0') && 1 < figures.len())
            || value.is_none()
            || 15 < figures.len() =>
        {
            (digits(figures).join(" "), figures.len())
        }
        Some(value) => {
            let point =
                after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit());
            let words = if figures.len() == 4 && !point { year(value) } else { cardinal(value) };
            let mut said = words.join(" ");
            let mut taken = figures.len();
            if point {
                let decimals =
                    &after[1..][..after[1..].bytes().take_while(u8::is_ascii_digit).count()];
                said = format!("{said} point {}", digits(decimals).join(" "));
                taken += 1 + decimals.len();
            }
            (said, taken)
        }
        None => (digits(figures).join(" "), figures.len()),
    }
}

fn clock(word: &str) -> Option<(u64, u64)> {
    let (hours, minutes) = word.split_once(':')?;
    let (hours, minutes) =
        (hours.parse().ok()?, (minutes.len() == 2).then(|| minutes.parse().ok())??);
    (hours < 25 && minutes < 60).then_some((hours, minutes))
}

fn money(word: &str) -> Option<String> {
    let (one, many, cents) = match word.chars().next()? {
        '$' => ("dollar", "dollars", "cents"),
        '£' => ("pound", "pounds", "pence"),
        '€' => ("euro", "euros", "cents"),
        _ => return None,
    };
    let amount = &word[word.chars().next()?.len_utf8()..];
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let whole: u64 = whole.parse().ok()?;
    let mut said = format!("{} {}", cardinal(whole).join(" "), if whole == 1 { one } else { many });
    if !part.is_empty() {
        let part: u64 = (part.len() == 2).then(|| part.parse().ok())??;
        if part != 0 {
            said = format!("{said} {} {cents}", cardinal(part).join(" "));
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = tokens(text).into_iter().map(|token| match token {
            Token::Word(word) => word,
            Token::Letters(letters) => letters.to_uppercase(),
            Token::Break(Break::Comma) => ",".into(),
            Token::Break(Break::Ellipsis) => "...".into(),
            Token::Break(Break::Stop) => ".".into(),
            Token::Break(Break::Exclamation) => "!".into(),
            Token::Break(Break::Question) => "?".into(),
        });
        assert_eq!(read.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn words_and_breaks_are_told_apart() {
        check("Wait. Listen, do you hear that?", "wait . listen , do you hear that ?");
        check("'Don't!' (he said)...", "don't ! he said ...");
        check("Well... no", "well ... no");
        check("tell 'em, the keeper's boat", "tell 'em , the keeper's boat");
        check("a well-known man", "a well known man");
    }

    #[test]
    fn short_forms_are_read_out_and_their_dot_is_no_stop() {
        check("Mr. Brown and Dr. Lee", "mister brown and doctor lee");
        check("J. R. Smith of the U.S. at 5 a.m.", "J R smith of the US at five AM");
        check("the RSPB man", "the RSPB man");
        check("St. John", "saint john");
    }

    #[test]
    fn numbers_money_and_times_are_read_out() {
        check("10:30", "ten thirty");
        check("9:00, 9:05", "nine o'clock , nine oh five");
        check("$5.20 or £1", "five dollars twenty cents or one pound");
        check("the 3rd of 1,000", "the third of one thousand");
        check("In 1984, 3.14", "in nineteen eighty four , three point one four");
        check("20% of -4", "twenty percent of minus four");
        check("the 1980s", "the nineteen eighties");
        check("B12 007", "B twelve zero zero seven");
        check("31", "thirty one");
    }

    #[test]
    fn marks_alone_are_no_words() {
        check("... - -- ?!", "");
        check("yes - no", "yes , no");
    }
}
