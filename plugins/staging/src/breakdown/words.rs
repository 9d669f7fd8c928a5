//! Words of a sentence, and the form that a dictionary lists them by.

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    /// The first letter only.
    Capital,
    /// All letters, two at least.
    Upper,
}

/// A word or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// In lower case, without a possessive `'s`.
    pub(crate) word: String,
    pub(crate) case: Case,
    /// Ended with `'s` or `'`.
    pub(crate) possessive: bool,
    /// A mark: `,` `;` `:` `.` `(` `)` or `-` for a dash.
    pub(crate) mark: bool,
}

/// Sentences longer than this are cut, so that no text takes more than its share of time.
const MOST_WORDS: usize = 120;

/// The sentences of a text as words and marks.
pub(crate) fn sentences(text: &str) -> Vec<Vec<Token>> {
    let mut done = Vec::new();
    let mut now: Vec<Token> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_alphanumeric() {
            let mut end = start + letter.len_utf8();
            while let Some(&(at, next)) = letters.peek() {
                let joins = matches!(next, '\'' | '’' | '-' | '.')
                    && text[at + next.len_utf8()..]
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric)
                    && (next != '.' || end - start == 1);
                if !next.is_alphanumeric() && !joins {
                    break;
                }
                end = at + next.len_utf8();
                letters.next();
            }
            now.push(token(&text[start..end]));
        } else if matches!(letter, '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？') {
            if !ends_a_title(&now, letter) && !now.is_empty() {
                done.push(std::mem::take(&mut now));
            }
        } else if let Some(mark) = mark_of(letter) {
            let doubled = mark == "-" && letter == '-' && letters.peek().is_none_or(|l| l.1 != '-');
            if !doubled {
                now.push(Token {
                    word: mark.into(),
                    case: Case::Lower,
                    possessive: false,
                    mark: true,
                });
            }
        }
        if now.len() >= MOST_WORDS {
            done.push(std::mem::take(&mut now));
        }
    }
    if !now.is_empty() {
        done.push(now);
    }
    done
}

/// `Mrs.` and `Dr.` end no sentence.
fn ends_a_title(now: &[Token], letter: char) -> bool {
    let title =
        |word: &str| matches!(word, "mr" | "mrs" | "ms" | "dr" | "st" | "sgt" | "lt" | "capt");
    letter == '.' && now.last().is_some_and(|last| title(&last.word))
}

fn mark_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        ',' | '、' => ",",
        ';' => ";",
        ':' => ":",
        '(' => "(",
        ')' => ")",
        '-' | '–' | '—' => "-",
        _ => return None,
    })
}

fn token(raw: &str) -> Token {
    let folded = raw.replace('’', "'");
    let (stem, possessive) = match folded.strip_suffix("'s").or_else(|| folded.strip_suffix("'S")) {
        Some(stem) => (stem, true),
        None => (folded.as_str(), false),
    };
    let mut letters = stem.chars().filter(|letter| letter.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest: Vec<bool> = letters.map(char::is_uppercase).collect();
    let case = match (first, !rest.is_empty() && rest.iter().all(|upper| *upper)) {
        (true, true) => Case::Upper,
        (true, false) => Case::Capital,
        (false, _) => Case::Lower,
    };
    Token { word: stem.to_lowercase(), case, possessive, mark: false }
}

/// The forms that a dictionary may list `word` by, the likeliest first: `carries` by `carry`.
pub(crate) fn lemmas(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if let Some((_, lemma)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        forms.push((*lemma).to_owned());
    }
    // French elides: "s'arrête", "l'homme".
    if let Some((_, rest)) = word.split_once('\'').filter(|(head, _)| head.chars().count() <= 2) {
        forms.push(rest.to_owned());
    }
    if let Some(stem) = word.strip_suffix("ies") {
        forms.push(format!("{stem}y"));
        forms.push(format!("{stem}ie"));
    }
    if let Some(stem) = word.strip_suffix("es") {
        forms.push(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix('s') {
        forms.push(stem.to_owned());
    }
    for ending in ["ing", "ed"] {
        if let Some(stem) = word.strip_suffix(ending) {
            forms.push(stem.to_owned());
            forms.push(format!("{stem}e"));
            let mut letters = stem.chars().rev();
            if letters.next().is_some_and(|last| letters.next() == Some(last)) {
                let mut single = stem.to_owned();
                single.pop();
                forms.push(single);
            }
        }
    }
    forms
}

const IRREGULAR: &[(&str, &str)] = &[
    ("sat", "sit"),
    ("seated", "sit"),
    ("asleep", "sleep"),
    ("stood", "stand"),
    ("lying", "lie"),
    ("lay", "lie"),
    ("ran", "run"),
    ("went", "go"),
    ("goes", "go"),
    ("gone", "go"),
    ("came", "come"),
    ("took", "take"),
    ("gave", "give"),
    ("held", "hold"),
    ("fell", "fall"),
    ("rose", "rise"),
    ("knelt", "kneel"),
    ("left", "leave"),
    ("lit", "light"),
    ("put", "put"),
    ("threw", "throw"),
    ("dying", "die"),
    ("shook", "shake"),
    ("woke", "wake"),
    ("rang", "ring"),
    ("shot", "shoot"),
    ("thrown", "throw"),
    ("taken", "take"),
    ("given", "give"),
    ("struck", "strike"),
    ("caught", "catch"),
    ("seen", "see"),
    ("found", "find"),
    ("led", "lead"),
    ("driven", "drive"),
    ("beaten", "beat"),
    ("brought", "bring"),
    ("hung", "hang"),
    ("torn", "tear"),
    ("broke", "break"),
    ("broken", "break"),
    ("swung", "swing"),
    ("spun", "spin"),
    ("slid", "slide"),
    ("crept", "creep"),
    ("wept", "weep"),
    ("said", "say"),
    ("saw", "see"),
    ("drew", "draw"),
    ("drove", "drive"),
    ("drank", "drink"),
    ("ate", "eat"),
    ("wrote", "write"),
    ("spoke", "speak"),
    ("bit", "bite"),
    ("hid", "hide"),
    ("has", "have"),
    ("does", "do"),
    ("dove", "dive"),
    ("leapt", "leap"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read: Vec<String> = sentences(text)
            .iter()
            .map(|s| s.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(read.join(" | "), expected);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check("Mara sits. Tom -- wet -- enters!", "mara sits | tom - wet - enters");
        check("Mrs. Hale waits... then goes", "mrs hale waits | then goes");
        check("She's at the café, Tom’s café.", "she at the café , tom café");
        check("", "");
        check("At 5.30 he stands-up", "at 5.30 he stands-up");
    }

    #[test]
    fn a_word_is_found_by_its_dictionary_form() {
        for (word, lemma) in [
            ("carries", "carry"),
            ("sitting", "sit"),
            ("lies", "lie"),
            ("crosses", "cross"),
            ("taking", "take"),
            ("sat", "sit"),
        ] {
            assert!(lemmas(word).iter().any(|form| form == lemma), "{word}");
        }
    }
}
