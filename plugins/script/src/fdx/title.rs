//! The title page: keys and values in Fountain, paragraphs by their place in Final Draft.

use super::Raw;
use super::elements::{Elements, joined};
use crate::emphasis::Words;

/// What stands together on a title page, between blank lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) centered: bool,
    pub(super) right: bool,
    pub(super) words: Words,
}

/// Reads the title page into keys and values.
pub(super) fn title_page(raws: &[Raw], elements: &mut Elements) {
    let mut groups: Vec<Group> = Vec::new();
    let mut open = false;
    for raw in raws {
        let words = elements.title_lines(raw);
        if words.text.is_empty() {
            open = false;
            continue;
        }
        let is = |alignment: &str| raw.alignment.eq_ignore_ascii_case(alignment);
        let (centered, right) = (is("Center"), is("Right"));
        match groups.last_mut() {
            Some(last) if open && (last.centered, last.right) == (centered, right) => {
                last.words = joined(&[std::mem::take(&mut last.words), words], '\n');
            }
            _ => groups.push(Group { centered, right, words }),
        }
        open = true;
    }
    for (key, mut words) in keyed(groups) {
        // A blank line would end the title page.
        if words.text.contains("\n\n") {
            let lines = words.text.split('\n').filter(|line| !line.is_empty());
            words = Words { text: lines.collect::<Vec<_>>().join("\n"), emphasis: Vec::new() };
        }
        elements.title(&key, words);
    }
}

/// What each group is. What is centred is the title, how it is credited, to whom, and after what, in this order;
/// other groups say what they are (`Draft date: May`), or are where to write to.
pub(super) fn keyed(groups: Vec<Group>) -> Vec<(String, Words)> {
    let mut keyed: Vec<(String, Words)> = Vec::new();
    let mut next = 0;
    for Group { centered, right, mut words } in groups {
        let key = if centered {
            let is_credit = credits(&words.text);
            // The author may stand without a word before the name.
            next += usize::from(next == 1 && !is_credit);
            let key = ["Title", "Credit", "Author", "Source"].get(next).copied().unwrap_or("Notes");
            next += 1;
            key.to_owned()
        } else if let Some((key, length)) = key_of(&words.text) {
            let end = words.text.len();
            words.keep(length..end);
            key
        } else if right && words.text.contains(|char: char| char.is_ascii_digit()) {
            "Draft date".to_owned()
        } else {
            "Contact".to_owned()
        };
        keyed.push((key, words));
    }
    keyed
}

/// Whether words say how somebody is credited.
fn credits(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "by",
        "written",
        "screenplay",
        "story",
        "directed",
        "teleplay",
        "par",
        "von",
        "di",
        "por",
        "de",
        "scénario",
    ];
    let text = text.to_lowercase();
    text.split(|char: char| !char.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// The key at the head of a text, and how long it is with its colon.
fn key_of(text: &str) -> Option<(String, usize)> {
    let line = text.split('\n').next()?;
    let (key, _) = line.split_once(':')?;
    let is_key = key.starts_with(char::is_alphabetic)
        && key.split_whitespace().count() <= 3
        && key.len() <= 40
        && !key.contains(['@', '/', '*', '_']);
    let rest = &text[key.len() + 1..];
    let length = text.len() - rest.trim_start().len();
    is_key.then(|| (key.trim_end().to_owned(), length))
}
