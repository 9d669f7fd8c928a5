//! What one line says that it is: marks that force an element, cues, transitions, scene numbers.

use crate::emphasis::plain;
use crate::slugs::Slug;

/// An element that a mark at the head of a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `===`
    PageBreak,
    /// `= `
    Synopsis,
    /// `#` to `######`, by how many.
    Section(u8),
    /// `~`
    Lyrics,
    /// `!`
    Action,
    /// `@`
    Character,
    /// `> … <`
    Centered,
    /// `>`
    Transition,
    /// `.`
    Heading,
}

/// The mark of a line, and what it marks; the line has no blanks around it.
pub(crate) fn mark_of(line: &str) -> Option<(Mark, &str)> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    match first {
        '=' if line.len() >= 3 && line.bytes().all(|byte| byte == b'=') => {
            Some((Mark::PageBreak, ""))
        }
        '=' => Some((Mark::Synopsis, rest)),
        '#' => {
            let name = line.trim_start_matches('#');
            let depth = (line.len() - name.len()).min(6) as u8;
            Some((Mark::Section(depth), name))
        }
        '~' => Some((Mark::Lyrics, rest)),
        '!' => Some((Mark::Action, rest)),
        '@' if !rest.is_empty() => Some((Mark::Character, rest)),
        '>' => match rest.strip_suffix('<') {
            Some(middle) => Some((Mark::Centered, middle)),
            None if rest.is_empty() => None,
            None => Some((Mark::Transition, rest)),
        },
        '.' if rest.chars().next().is_some_and(char::is_alphanumeric) => {
            Some((Mark::Heading, rest))
        }
        _ => None,
    }
}

/// Who speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cue {
    /// As written: `McCLOUD (V.O.)`.
    pub(crate) text: String,
    /// Upper case, without extensions.
    pub(crate) name: String,
    /// Without parentheses.
    pub(crate) extension: String,
    pub(crate) dual: bool,
}

/// The cue that a line is: a name in capitals with extensions in parentheses, `^` behind it for one who
/// speaks at the same time. A name that was forced may be in any case.
pub(crate) fn cue_of(line: &str, forced: bool) -> Option<Cue> {
    let line = line.trim();
    let (line, dual) = match line.strip_suffix('^') {
        Some(line) => (line, true),
        None => (line, false),
    };
    let text = plain(line);
    let (name, extensions) = match text.find('(') {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let name = name.trim();
    let (extension, other) = in_parentheses(extensions);
    let capitals = is_upper(name) && other.is_empty();
    if name.is_empty() || !(forced || capitals) {
        return None;
    }
    Some(Cue { name: name.to_uppercase(), extension, dual, text })
}

/// What is in parentheses, joined by `, `, and what is outside of them.
fn in_parentheses(text: &str) -> (String, String) {
    let (mut inside, mut outside) = (String::new(), String::new());
    for part in text.split('(') {
        let (within, after) = part.split_once(')').unwrap_or((part, ""));
        if !within.trim().is_empty() {
            inside.push_str(if inside.is_empty() { "" } else { ", " });
            inside.push_str(within.trim());
        }
        outside.push_str(after.trim());
    }
    (inside, outside)
}

/// Has capitals and nothing that could be one. Scripts without capitals, as Japanese, have to force.
fn is_upper(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// Whether a line with nothing before and after it is a transition: `CUT TO:`. A blank behind the colon makes
/// it action.
pub(crate) fn is_transition(line: &str) -> bool {
    line.ends_with("TO:") && !line.contains(char::is_lowercase)
}

/// Whether words that are action to Fountain only tell the editor what to do: `FADE IN:`, `FONDU AU NOIR.`,
/// `INTERCUT - KITCHEN / STREET`, `BACK TO SCENE`.
pub fn is_editing_order(text: &str) -> bool {
    const ORDERS: [&str; 25] = [
        "FADE IN",
        "FADE OUT",
        "FADE UP",
        "FADE TO BLACK",
        "FADE TO WHITE",
        "FADE FROM BLACK",
        "CUT TO BLACK",
        "SMASH CUT",
        "HARD CUT",
        "JUMP CUT",
        "MATCH CUT",
        "DISSOLVE",
        "CROSS FADE",
        "CROSSFADE",
        "IRIS IN",
        "IRIS OUT",
        "WIPE",
        "BLACKOUT",
        "FONDU AU NOIR",
        "OUVERTURE AU NOIR",
        "FERMETURE AU NOIR",
        "AUFBLENDE",
        "ABBLENDE",
        "FUNDIDO A NEGRO",
        "DISSOLVENZA IN NERO",
    ];
    let words = text.trim().trim_end_matches(['.', ':', ' ']);
    let slug = || matches!(Slug::of(text), Some(Slug::Back | Slug::Intercut));
    ORDERS.contains(&words) || is_transition(text.trim()) || slug()
}

/// A heading without the number that may close it, and that number: `INT. HOUSE #1A#`.
pub(crate) fn split_number(line: &str) -> (&str, Option<&str>) {
    let numbered = || {
        let inner = line.trim_end().strip_suffix('#')?;
        let (heading, number) = inner.rsplit_once('#')?;
        let is_number = !number.is_empty()
            && number.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '.'));
        is_number.then_some((heading, Some(number)))
    };
    numbered().unwrap_or((line, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_cue(line: &str, forced: bool, expected: Option<(&str, &str, bool)>) {
        let cue = cue_of(line, forced);
        let cue = cue.as_ref().map(|cue| (cue.name.as_str(), cue.extension.as_str(), cue.dual));
        assert_eq!(cue, expected, "{line}");
    }

    #[test]
    fn a_name_in_capitals_is_a_cue() {
        check_cue("STEEL", false, Some(("STEEL", "", false)));
        check_cue("HANS (on the radio)", false, Some(("HANS", "on the radio", false)));
        check_cue("MOM (O. S.) (CONT'D) ^", false, Some(("MOM", "O. S., CONT'D", true)));
        check_cue("R2D2", false, Some(("R2D2", "", false)));
        check_cue("ÉLOÏSE", false, Some(("ÉLOÏSE", "", false)));
        check_cue("**BOY #2**", false, Some(("BOY #2", "", false)));
        check_cue("HANS (on the", false, Some(("HANS", "on the", false)));
    }

    #[test]
    fn what_is_not_in_capitals_has_to_be_forced() {
        check_cue("McCLOUD", false, None);
        check_cue("McCLOUD (v.o.)", true, Some(("MCCLOUD", "v.o.", false)));
        check_cue("23", false, None);
        check_cue("山田", false, None);
        check_cue("山田", true, Some(("山田", "", false)));
        check_cue("(WHISPERS)", false, None);
        check_cue("MARA (40) enters.", false, None);
        check_cue("^", false, None);
    }

    #[test]
    fn marks_are_read_by_their_first_sign() {
        assert_eq!(mark_of("===="), Some((Mark::PageBreak, "")));
        assert_eq!(mark_of("== what"), Some((Mark::Synopsis, "= what")));
        assert_eq!(mark_of("## Act"), Some((Mark::Section(2), " Act")));
        assert_eq!(mark_of("> THE END <"), Some((Mark::Centered, " THE END ")));
        assert_eq!(mark_of("> Burn to white."), Some((Mark::Transition, " Burn to white.")));
        assert_eq!(mark_of(".SNIPER SCOPE POV"), Some((Mark::Heading, "SNIPER SCOPE POV")));
        assert_eq!(mark_of("...where"), None);
        assert_eq!(mark_of(">"), None);
        assert_eq!(mark_of("@"), None);
        assert_eq!(mark_of(""), None);
    }

    #[test]
    fn scene_numbers_come_in_many_forms() {
        for number in ["1", "1A", "1a", "A1", "I-1-A", "1-A-1.", "1.", "110A", "9.z"] {
            let line = format!("INT. HOUSE - DAY #{number}#");
            assert_eq!(split_number(&line), ("INT. HOUSE - DAY ", Some(number)));
        }
        assert_eq!(split_number("INT. HOUSE ##"), ("INT. HOUSE ##", None));
        assert_eq!(split_number("INT. ROOM #3"), ("INT. ROOM #3", None));
        assert_eq!(split_number("INT. #a b#"), ("INT. #a b#", None));
    }

    #[test]
    fn orders_to_the_editor_are_known() {
        for order in [
            "FADE IN:",
            "FADE OUT.",
            "CUT TO:",
            "FONDU AU NOIR.",
            "INTERCUT WITH:",
            "BACK TO SCENE",
        ] {
            assert!(is_editing_order(order), "{order}");
        }
        assert!(!is_editing_order("The light fades out."));
    }
}
