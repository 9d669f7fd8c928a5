//! The parts of a heading's place, and how its time follows the scene before.

use crate::slugs::LATER;
use crate::times::words;

/// How a scene follows the one before in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follows {
    /// The heading does not say.
    #[default]
    Unsaid,
    /// Without time between: `CONTINUOUS`.
    AtOnce,
    /// At the same time: `SAME`.
    Meanwhile,
    /// `MOMENTS LATER`
    Soon,
    /// `LATER`, `THREE DAYS LATER`
    Later,
}

/// What the words of time of a heading say of the scene before.
pub(crate) fn follows(time: &str, continuous: bool) -> Follows {
    let words = words(time);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let later = has(&LATER)
        || words.windows(2).any(|two| two == ["MAS", "TARDE"] || two == ["MAIS", "TARDE"]);
    if has(&["MOMENT", "MOMENTS", "INSTANT", "INSTANTS", "SECONDS"]) && (later || words.len() > 1) {
        Follows::Soon
    } else if later {
        Follows::Later
    } else if has(&["SAME", "SIMULTANEOUS", "MEME", "MISMO", "STESSO", "GLEICHE"]) {
        Follows::Meanwhile
    } else if continuous {
        Follows::AtOnce
    } else {
        Follows::Unsaid
    }
}

/// Whether a heading tells of an earlier time: `(FLASHBACK)`.
pub(crate) fn is_flashback(text: &str) -> bool {
    words(text).iter().any(|word| {
        matches!(word.as_str(), "FLASHBACK" | "RUCKBLENDE" | "RUECKBLENDE" | "ANALEPSE")
    })
}

/// The year that a heading names, of four digits, `1000..=2999`.
pub(crate) fn year_in(text: &str) -> Option<u16> {
    let digits =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() == 4);
    digits.filter_map(|word| word.parse().ok()).find(|year| (1000..3000).contains(year))
}

/// The places within one another that `place` names, the widest first, without what brackets add:
/// `HOUSE - KITCHEN` and `PARK / BENCH` are two each.
pub(crate) fn parts(place: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, letter) in place.char_indices() {
        let apart = match letter {
            '–' | '—' | '/' => true,
            '-' => place[..at].ends_with(' ') || place[at + 1..].starts_with(' '),
            _ => false,
        };
        if apart {
            parts.push(&place[from..at]);
            from = at + letter.len_utf8();
        }
    }
    parts.push(&place[from..]);
    let bare = |part: &'_ str| {
        part.find('(').map_or(part.len(), |at| if at == 0 { part.len() } else { at })
    };
    parts
        .into_iter()
        .map(|part| part[..bare(part)].trim())
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Heading;

    #[track_caller]
    fn check(text: &str, main: &str, room: &str, follows: Follows) {
        let heading = Heading::parse(text);
        assert_eq!(
            (heading.main(), heading.room(), heading.follows),
            (main, room, follows),
            "{text}"
        );
    }

    #[test]
    fn a_place_has_a_main_place_and_a_room() {
        check(
            "INT. HARGREAVE HOUSE - KITCHEN - NIGHT",
            "HARGREAVE HOUSE",
            "KITCHEN",
            Follows::Unsaid,
        );
        check("EXT. PARK / BENCH - DAY", "PARK", "BENCH", Follows::Unsaid);
        check("INT. CAR (MOVING) - DAY", "CAR", "CAR", Follows::Unsaid);
        check("INT. HALL - CONTINUOUS", "HALL", "HALL", Follows::AtOnce);
        check("INT. HALL - SAME", "HALL", "HALL", Follows::Meanwhile);
        check("INT. HALL - MOMENTS LATER", "HALL", "HALL", Follows::Soon);
        check("INT. HALL - THREE DAYS LATER", "HALL", "HALL", Follows::Later);
        check("INT. COCINA - MÁS TARDE", "COCINA", "COCINA", Follows::Later);
        check("INT. SALLE - PLUS TARD", "SALLE", "SALLE", Follows::Later);
        check("EXT. CO-OP - DAY", "CO-OP", "CO-OP", Follows::Unsaid);
        check("EXT. - NIGHT", "", "", Follows::Unsaid);
    }

    #[test]
    fn a_flashback_and_a_year_are_told() {
        let heading = Heading::parse("INT. SCHOOL - DAY (FLASHBACK)");
        assert!(heading.flashback);
        assert_eq!(heading.year, None);
        assert_eq!(Heading::parse("EXT. BERLIN - DAY - 1987").year, Some(1987));
        assert_eq!(Heading::parse("EXT. BERLIN (1945) - NIGHT").year, Some(1945));
        assert!(!Heading::parse("INT. SCHOOL - DAY").flashback);
    }

    proptest::proptest! {
        /// Whatever a heading says, its parts are words of it.
        #[test]
        fn the_parts_of_any_heading_stand_in_it(text in "[A-Z ./()–,12é山-]{0,40}|.{0,40}") {
            let heading = Heading::parse(&text);
            proptest::prop_assert!(text.contains(heading.main()) && text.contains(heading.room()));
            crate::Slug::of(&text);
        }
    }
}
