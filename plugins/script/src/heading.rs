//! A scene heading: inside or outside, where, and when.

use maquette_document::{Setting, TimeOfDay};

use crate::places::{Follows, follows, is_flashback, parts, year_in};
use crate::times::{TimeWords, time_words, words};

/// What a scene heading says. Nothing is lost: words of time that are not understood stay in `words` or in
/// `place`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// As it says; a forced heading that does not say is outside if its place is one that lies outside.
    pub setting: Setting,
    /// It asks for a view of the place itself (`EST.`).
    pub establishing: bool,
    /// As written: `HOUSE - KITCHEN`. Empty if the heading names none.
    pub place: String,
    pub time: Option<TimeOfDay>,
    /// It goes on from the scene before, without time between: `CONTINUOUS`, `SAME TIME`.
    pub continuous: bool,
    /// The words of time as written: `LATER THAT NIGHT`.
    pub words: String,
    /// How it follows the scene before.
    pub follows: Follows,
    /// It tells of an earlier time.
    pub flashback: bool,
    /// The year that it names.
    pub year: Option<u16>,
}

impl Heading {
    /// Reads the text of a heading: no scene number, no dot that forces it.
    pub fn parse(text: &str) -> Self {
        let prefix = prefix_of(text).or_else(|| spelled_prefix_of(text));
        let rest = prefix.as_ref().map_or(text, |prefix| &text[prefix.length..]);
        let rest = rest
            .trim_start_matches(|char| matches!(char, '.' | ':' | '/') || is_dash_or_blank(char));
        let parted_at_once = prefix.is_some() && ends_with_dash(&text[..text.len() - rest.len()]);
        let (place, found) = split_time(rest, parted_at_once);
        let TimeWords { time, continuous } = found.unwrap_or_default();
        let outside = || words(place).iter().any(|word| OUTSIDE.contains(&word.as_str()));
        let guess = if outside() { Setting::Exterior } else { Setting::Interior };
        Self {
            setting: prefix.as_ref().map_or(guess, |prefix| prefix.setting),
            establishing: prefix.is_some_and(|prefix| prefix.establishing),
            place: trimmed(place).to_owned(),
            time,
            continuous,
            follows: follows(&rest[place.len()..], continuous),
            flashback: is_flashback(text),
            year: year_in(text),
            words: trimmed(&rest[place.len()..]).to_owned(),
        }
    }

    /// The widest place that it names: the house of `HOUSE - KITCHEN`.
    pub fn main(&self) -> &str {
        parts(&self.place).first().copied().unwrap_or_default()
    }

    /// The narrowest place that it names, which is a set of its own: the kitchen of `HOUSE - KITCHEN`.
    pub fn room(&self) -> &str {
        parts(&self.place).last().copied().unwrap_or_default()
    }
}

/// How a heading begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Prefix {
    pub(crate) setting: Setting,
    pub(crate) establishing: bool,
    /// Bytes, without what parts it from the place.
    length: usize,
}

/// The prefixes of the syntax, the longer of two that begin alike first.
const PREFIXES: [(&str, Setting); 14] = [
    ("INT./EXT", Setting::Both),
    ("INT/EXT", Setting::Both),
    ("INT. / EXT", Setting::Both),
    ("INT / EXT", Setting::Both),
    ("EXT./INT", Setting::Both),
    ("EXT/INT", Setting::Both),
    ("EXT. / INT", Setting::Both),
    ("EXT / INT", Setting::Both),
    ("I./E", Setting::Both),
    ("I/E", Setting::Both),
    ("E/I", Setting::Both),
    ("INT", Setting::Interior),
    ("EXT", Setting::Exterior),
    ("EST", Setting::Exterior),
];

/// How forced headings may spell it out.
const SPELLED: [(&str, Setting); 12] = [
    ("INNEN/AUSSEN", Setting::Both),
    ("INNEN/AUßEN", Setting::Both),
    ("INTERIOR", Setting::Interior),
    ("EXTERIOR", Setting::Exterior),
    ("INTÉRIEUR", Setting::Interior),
    ("EXTÉRIEUR", Setting::Exterior),
    ("INNEN", Setting::Interior),
    ("AUSSEN", Setting::Exterior),
    ("AUßEN", Setting::Exterior),
    ("INTERNO", Setting::Interior),
    ("ESTERNO", Setting::Exterior),
    ("ESTABLISHING", Setting::Exterior),
];

/// What makes a line a heading: a prefix of the syntax, then a dot or a blank. `EST` with a blank has to be in
/// capitals: *Est* begins a French sentence.
pub(crate) fn prefix_of(line: &str) -> Option<Prefix> {
    let (name, setting) = *PREFIXES.iter().find(|(name, _)| begins(line, name))?;
    let after = line[name.len()..].chars().next()?;
    let establishing = name == "EST";
    let takes_blank = !establishing || line.starts_with(name);
    let parted = after == '.' || (after.is_whitespace() && takes_blank);
    parted.then_some(Prefix { setting, establishing, length: name.len() })
}

fn spelled_prefix_of(line: &str) -> Option<Prefix> {
    let (name, setting) = *SPELLED.iter().find(|(name, _)| begins(line, name))?;
    let after = line[name.len()..].chars().next();
    let ends = after.is_none_or(|char| !char.is_alphanumeric());
    let establishing = name == "ESTABLISHING";
    ends.then_some(Prefix { setting, establishing, length: name.len() })
}

/// Whether `line` begins with `name` in any case.
fn begins(line: &str, name: &str) -> bool {
    line.get(..name.len()).is_some_and(|head| head == name || head.eq_ignore_ascii_case(name))
}

/// The place, and what the words behind it say of time. Without such words all is place.
fn split_time(rest: &str, parted_at_once: bool) -> (&str, Option<TimeWords>) {
    let mut place = rest;
    let mut found: Option<TimeWords> = None;
    loop {
        let at = last_separator(place);
        if at.is_none() && !parted_at_once {
            break;
        }
        let Some(time) = time_words(&place[at.unwrap_or(0)..], false) else { break };
        found = Some(time.or(found));
        place = &place[..at.unwrap_or(0)];
        if at.is_none() {
            break;
        }
    }
    if found.is_some() {
        return (place, found);
    }
    // Other signs part a time from its place only if it is nothing but a time: `KITCHEN, NIGHT`.
    match rest.rfind([',', '.', '(', ';', '/']) {
        Some(at) if at > 0 => match time_words(&rest[at..], true) {
            Some(time) => (&rest[..at], Some(time)),
            None => (rest, None),
        },
        _ => (rest, None),
    }
}

/// Where the last dash between words is: a hyphen needs a blank beside it, longer ones part by themselves.
fn last_separator(text: &str) -> Option<usize> {
    let is_separator = |at: usize, dash: char| match dash {
        '–' | '—' => true,
        '-' => {
            let before = text[..at].ends_with([' ', '\t', '-']);
            before || text[at + 1..].starts_with([' ', '\t', '-'])
        }
        _ => false,
    };
    let found = text.char_indices().rev().find(|(at, dash)| is_separator(*at, *dash));
    found.map(|(at, _)| at)
}

fn is_dash_or_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '-' | '–' | '—')
}

fn trimmed(text: &str) -> &str {
    let is_rim =
        |char| is_dash_or_blank(char) || matches!(char, ',' | '.' | '(' | ')' | ';' | '/' | ':');
    // Dots and brackets that belong to a place (`DR. NO'S ROOM (1962)`) stay: only what is not closed goes.
    let text = text.trim_start_matches(is_rim);
    let text = text
        .trim_end_matches(|char| is_dash_or_blank(char) || matches!(char, ',' | ';' | '/' | ':'));
    match text.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner.trim_end(),
        _ => text,
    }
}

fn ends_with_dash(text: &str) -> bool {
    text.trim_end().ends_with(['-', '–', '—'])
}

/// Places that lie outside, folded.
const OUTSIDE: [&str; 61] = [
    "STREET", "ROAD", "FIELD", "FIELDS", "FOREST", "WOODS", "BEACH", "SHORE", "COAST", "SEA",
    "OCEAN", "LAKE", "RIVER", "ROOF", "ROOFTOP", "GARDEN", "PARK", "YARD", "ALLEY", "SQUARE",
    "BRIDGE", "HILL", "MOUNTAIN", "DESERT", "HARBOUR", "HARBOR", "PIER", "RUE", "ROUTE", "PLAGE",
    "CHAMP", "CHAMPS", "FORET", "MER", "JARDIN", "QUAI", "PLACE", "TOIT", "STRASSE", "FELD",
    "STRAND", "WALD", "MEER", "GARTEN", "DACH", "HAFEN", "CALLE", "PLAYA", "CAMPO", "BOSQUE",
    "MAR", "TEJADO", "PUERTO", "STRADA", "SPIAGGIA", "BOSCO", "MARE", "GIARDINO", "TETTO", "PORTO",
    "PIAZZA",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, setting: Setting, place: &str, time: Option<TimeOfDay>, words: &str) {
        let heading = Heading::parse(text);
        let read = (heading.setting, heading.place.as_str(), heading.time, heading.words.as_str());
        assert_eq!(read, (setting, place, time, words), "{text}");
    }

    use Setting::{Both, Exterior, Interior};
    use TimeOfDay::{Dawn, Day, Dusk, Night};

    #[test]
    fn a_heading_is_setting_place_and_time() {
        check("INT. LAMP ROOM - NIGHT", Interior, "LAMP ROOM", Some(Night), "NIGHT");
        check("EXT SHORE — DAWN", Exterior, "SHORE", Some(Dawn), "DAWN");
        check("int./ext. car – moving - day", Both, "car – moving", Some(Day), "day");
        check("I/E. TRUCK - DUSK", Both, "TRUCK", Some(Dusk), "DUSK");
        check(
            "INT. HOUSE - KITCHEN - LATER THAT NIGHT",
            Interior,
            "HOUSE - KITCHEN",
            Some(Night),
            "LATER THAT NIGHT",
        );
        check("INT. CO-OP-DAY", Interior, "CO-OP-DAY", None, "");
        check("INT. CO-OP -DAY", Interior, "CO-OP", Some(Day), "DAY");
        check("EXT. NIGHT CLUB", Exterior, "NIGHT CLUB", None, "");
        check("INT. HOTEL - NIGHT CLUB", Interior, "HOTEL - NIGHT CLUB", None, "");
        check("INT. HOUSE", Interior, "HOUSE", None, "");
        check("INT. KITCHEN, NIGHT", Interior, "KITCHEN", Some(Night), "NIGHT");
        check("INT. KITCHEN (NIGHT)", Interior, "KITCHEN", Some(Night), "NIGHT");
        check(
            "EXT. DR. NO'S ISLAND (1962) - DAY",
            Exterior,
            "DR. NO'S ISLAND (1962)",
            Some(Day),
            "DAY",
        );
    }

    #[test]
    fn times_are_read_in_many_languages() {
        for (text, time) in [
            ("INT. GARE - JOUR", Day),
            ("INT. GARE – NUIT", Night),
            ("EXT. QUAI - AUBE", Dawn),
            ("EXT. QUAI - CRÉPUSCULE", Dusk),
            ("EXT. QUAI - CREPUSCULE", Dusk),
            ("INT. GARE - SOIR", Dusk),
            ("INT. GARE - MATIN", Day),
            ("INT. GARE - PETIT MATIN", Dawn),
            ("INT. GARE - APRÈS-MIDI", Day),
            ("EXT. QUAI - LEVER DU JOUR", Dawn),
            ("EXT. QUAI - COUCHER DE SOLEIL", Dusk),
            ("INT. KÜCHE - TAG", Day),
            ("INT. KÜCHE - NACHT", Night),
            ("INT. KÜCHE - MORGEN", Day),
            ("INT. KÜCHE - ABEND", Dusk),
            ("EXT. FELD - MORGENDÄMMERUNG", Dawn),
            ("INT. COCINA - DÍA", Day),
            ("INT. COCINA - NOCHE", Night),
            ("EXT. CAMPO - AMANECER", Dawn),
            ("EXT. CAMPO - ATARDECER", Dusk),
            ("INT. CUCINA - GIORNO", Day),
            ("INT. CUCINA - NOTTE", Night),
            ("INT. CUCINA - SERA", Dusk),
            ("EXT. MARE - ALBA", Dawn),
            ("EXT. MARE - TRAMONTO", Dusk),
            ("EXT. SHORE - EARLY MORNING", Dawn),
            ("EXT. SHORE - CHRISTMAS NIGHT", Night),
            ("EXT. SHORE - MAGIC HOUR", Dusk),
            ("EXT. SHORE - CRE\u{301}PUSCULE", Dusk),
        ] {
            assert_eq!(Heading::parse(text).time, Some(time), "{text}");
        }
    }

    #[test]
    fn what_goes_on_says_so() {
        let heading = Heading::parse("INT. HALL - NIGHT - CONTINUOUS");
        assert!(heading.continuous);
        assert_eq!((heading.time, heading.place.as_str()), (Some(Night), "HALL"));
        assert_eq!(heading.words, "NIGHT - CONTINUOUS");
        assert!(Heading::parse("INT. HALL - SAME TIME").continuous);
        assert!(Heading::parse("INT. COULOIR - CONTINU").continuous);
        let later = Heading::parse("INT. HALL - MOMENTS LATER");
        assert!(!later.continuous && later.time.is_none() && later.place == "HALL");
        assert_eq!(Heading::parse("INT. COCINA - MÁS TARDE").time, None);
    }

    #[test]
    fn a_forced_heading_is_read_as_far_as_it_goes() {
        check("SNIPER SCOPE POV", Interior, "SNIPER SCOPE POV", None, "");
        check("THE BEACH - NIGHT", Exterior, "THE BEACH", Some(Night), "NIGHT");
        check("INNEN – KÜCHE – TAG", Interior, "KÜCHE", Some(Day), "TAG");
        check("AUSSEN - NACHT", Exterior, "", Some(Night), "NACHT");
        check("", Interior, "", None, "");
        check("EXT. - ", Exterior, "", None, "");
    }

    #[test]
    fn prefixes_need_a_dot_or_a_blank() {
        for line in ["INT. A", "ext a", "EST. A", "Int./Ext. A", "I/E A", "EST A", "INT. / EXT. A"]
        {
            assert!(prefix_of(line).is_some(), "{line}");
        }
        for line in
            ["ESTABLISHING A", "INTERIOR A", "EXTREME", "Est ce vrai", "INT", "", "été", "IN"]
        {
            assert!(prefix_of(line).is_none(), "{line}");
        }
        assert!(Heading::parse("EST. CITY - DAY").establishing);
    }
}
