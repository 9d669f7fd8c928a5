//! Minor slugs: short lines in capitals that move the scene on without being a heading to Fountain.

use crate::heading::prefix_of;
use crate::times::{time_words, words};

/// What a minor slug says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slug {
    /// `LATER`, `KITCHEN, LATER`, `MOMENTS LATER`: the same or a near place, some time after.
    Later,
    /// `INSERT - LETTER`
    Insert,
    /// `BACK TO SCENE`, `END FLASHBACK`
    Back,
    /// `INTERCUT - PHONE CALL`
    Intercut,
    /// `MONTAGE`, `SERIES OF SHOTS`
    Montage,
}

/// Longer than this is a sentence, in characters.
const LONGEST: usize = 80;

impl Slug {
    /// Reads a line of action; nothing if it is none, or not in capitals.
    ///
    /// ```
    /// use maquette_script::Slug;
    /// assert_eq!(Slug::of("KITCHEN, LATER"), Some(Slug::Later));
    /// assert_eq!(Slug::of("Later, he sleeps."), None);
    /// ```
    pub fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        let short = line.len() <= 4 * LONGEST && line.chars().count() <= LONGEST;
        let heading = prefix_of(line).is_some();
        if !short || heading || line.contains(char::is_lowercase) || line.lines().count() != 1 {
            return None;
        }
        let words = words(line);
        let said: Vec<&str> = words.iter().map(String::as_str).collect();
        match said[..] {
            ["INSERT", ..] => Some(Self::Insert),
            ["BACK", "TO", "SCENE" | "PRESENT" | "SHOT"]
            | ["BACK", "TO", "THE", "PRESENT"]
            | ["END", "INTERCUT" | "MONTAGE" | "FLASHBACK" | "INSERT"]
            | ["END", "OF", "INTERCUT" | "MONTAGE" | "FLASHBACK" | "INSERT"]
            | ["END", "SERIES", "OF", "SHOTS"] => Some(Self::Back),
            ["INTERCUT", ..] => Some(Self::Intercut),
            ["MONTAGE", ..] | ["SERIES", "OF", "SHOTS", ..] | ["BEGIN", "MONTAGE", ..] => {
                Some(Self::Montage)
            }
            _ if says_later(line) => Some(Self::Later),
            _ => None,
        }
    }
}

/// Whether the line, or what follows its last comma or dash, is nothing but `LATER` in some form.
fn says_later(line: &str) -> bool {
    let line = line.trim_end_matches(['.', ':', ' ']);
    let is_later = |part: &str| {
        let later = words(part).iter().any(|word| LATER.contains(&word.as_str()));
        later && time_words(part, true).is_some()
    };
    let tail = line.rfind([',', '-', '–', '—']).map(|at| &line[at..]);
    is_later(line) || tail.is_some_and(is_later)
}

/// Words for "later", folded.
pub(crate) const LATER: [&str; 7] =
    ["LATER", "TARD", "SPATER", "SPAETER", "DESPUES", "TARDI", "DOPO"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_slugs_are_told_from_action() {
        for (line, slug) in [
            ("LATER", Some(Slug::Later)),
            ("LATER.", Some(Slug::Later)),
            ("MOMENTS LATER", Some(Slug::Later)),
            ("LATER THAT NIGHT", Some(Slug::Later)),
            ("KITCHEN, LATER", Some(Slug::Later)),
            ("PLUS TARD", Some(Slug::Later)),
            ("THREE YEARS LATER", Some(Slug::Later)),
            ("INSERT - THE LETTER", Some(Slug::Insert)),
            ("BACK TO SCENE", Some(Slug::Back)),
            ("END FLASHBACK.", Some(Slug::Back)),
            ("INTERCUT - PHONE CONVERSATION", Some(Slug::Intercut)),
            ("MONTAGE - MARA TRAINS", Some(Slug::Montage)),
            ("SERIES OF SHOTS:", Some(Slug::Montage)),
            ("INT. KITCHEN - LATER", None),
            ("Later.", None),
            ("BOOM!", None),
            ("SEE YOU LATER", None),
            ("THE DOOR SLAMS.", None),
            ("", None),
            ("あとで", None),
        ] {
            assert_eq!(Slug::of(line), slug, "{line}");
        }
    }
}
