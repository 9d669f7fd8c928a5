//! Words of time, in the languages that people write scripts in.

use maquette_document::TimeOfDay;

use Word::{Filler, Moment, Same, Time};

/// What words of time say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TimeWords {
    pub(crate) time: Option<TimeOfDay>,
    pub(crate) continuous: bool,
}

impl TimeWords {
    /// This, and what it leaves open from words behind it.
    pub(crate) fn or(self, behind: Option<Self>) -> Self {
        let behind = behind.unwrap_or_default();
        Self { time: self.time.or(behind.time), continuous: self.continuous || behind.continuous }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Time(TimeOfDay),
    /// The time of the scene before, without a gap.
    Same,
    /// Some other time, or weather: `LATER`, `FLASHBACK`, `RAIN`.
    Moment,
    /// Says nothing alone: `THAT`, `EARLY`.
    Filler,
}

/// What a part of a heading says of time; nothing if it is not about time. `strictly`: each word has to be.
pub(crate) fn time_words(part: &str, strictly: bool) -> Option<TimeWords> {
    let words = words(part);
    let known: Vec<Option<Word>> = words.iter().map(|word| word_of(word)).collect();
    let phrase = words.join(" ");
    let named = PHRASES.iter().find(|(name, _)| phrase.contains(name)).map(|(_, word)| *word);
    let says = |word: &Option<Word>| matches!(word, Some(Time(_) | Same | Moment));
    let all = known.iter().all(Option::is_some) && (named.is_some() || known.iter().any(says));
    let ends = matches!(known.last(), Some(Some(Time(_) | Same)));
    if !(all || (ends && !strictly)) {
        return None;
    }
    let first = known.iter().flatten().find(|word| matches!(word, Time(_))).copied();
    let time = match named.or(first) {
        Some(Time(time)) => Some(time),
        _ => None,
    };
    let continuous = known.iter().flatten().any(|word| *word == Same);
    Some(TimeWords { time, continuous })
}

/// The words of a text, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Upper case, without accents: capitals are often written so.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars().flat_map(char::to_uppercase) {
        match char {
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => folded.push('A'),
            'Ç' | 'Ć' | 'Č' => folded.push('C'),
            'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => folded.push('E'),
            'Ì'..='Ï' | 'Ī' => folded.push('I'),
            'Ñ' | 'Ń' | 'Ň' => folded.push('N'),
            'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => folded.push('O'),
            'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => folded.push('U'),
            'Ý' | 'Ÿ' => folded.push('Y'),
            'Æ' => folded.push_str("AE"),
            'Œ' => folded.push_str("OE"),
            'ẞ' => folded.push_str("SS"),
            // Accents that stand apart from their letter.
            '\u{300}'..='\u{36f}' => {}
            _ => folded.push(char),
        }
    }
    folded
}

fn word_of(word: &str) -> Option<Word> {
    let time = TIMES.iter().find(|(_, words)| words.contains(&word)).map(|(time, _)| Time(*time));
    let other = || OTHERS.iter().find(|(_, words)| words.contains(&word)).map(|(other, _)| *other);
    time.or_else(other).or_else(|| number_of(word))
}

/// Years are moments, other numbers go with what is beside them: `3 DAYS LATER`.
fn number_of(word: &str) -> Option<Word> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(if word.len() == 4 { Moment } else { Filler })
}

/// Words that together mean another time than each alone.
const PHRASES: [(&str, Word); 17] = [
    ("EARLY MORNING", Time(TimeOfDay::Dawn)),
    ("FIRST LIGHT", Time(TimeOfDay::Dawn)),
    ("PETIT MATIN", Time(TimeOfDay::Dawn)),
    ("FRUHER MORGEN", Time(TimeOfDay::Dawn)),
    ("FRUHMORGENS", Time(TimeOfDay::Dawn)),
    ("PRIMERA LUZ", Time(TimeOfDay::Dawn)),
    ("PRIMA LUCE", Time(TimeOfDay::Dawn)),
    ("LAST LIGHT", Time(TimeOfDay::Dusk)),
    ("MAGIC HOUR", Time(TimeOfDay::Dusk)),
    ("GOLDEN HOUR", Time(TimeOfDay::Dusk)),
    ("BLUE HOUR", Time(TimeOfDay::Dusk)),
    ("HEURE DOREE", Time(TimeOfDay::Dusk)),
    ("HEURE BLEUE", Time(TimeOfDay::Dusk)),
    ("LATE EVENING", Time(TimeOfDay::Night)),
    ("DAY FOR NIGHT", Time(TimeOfDay::Night)),
    ("MAS TARDE", Moment),
    ("MAIS TARDE", Moment),
];

/// Folded. English, French, German, Spanish, Italian, Portuguese, Dutch.
#[rustfmt::skip]
const TIMES: [(TimeOfDay, &[&str]); 4] = [
    (TimeOfDay::Dawn, &[
        "DAWN", "SUNRISE", "DAYBREAK", "SUNUP", "PREDAWN",
        "AUBE", "AURORE", "LEVER",
        "MORGENGRAUEN", "MORGENDAMMERUNG", "MORGENDAEMMERUNG", "SONNENAUFGANG",
        "AMANECER", "MADRUGADA", "ALBA", "ALBOR",
        "AMANHECER", "OCHTENDGLOREN", "ZONSOPGANG",
    ]),
    (TimeOfDay::Day, &[
        "DAY", "DAYTIME", "DAYLIGHT", "MORNING", "MIDMORNING", "NOON", "MIDDAY", "AFTERNOON", "MIDAFTERNOON",
        "JOUR", "JOURNEE", "MATIN", "MATINEE", "MIDI",
        "TAG", "TAGS", "MORGEN", "MORGENS", "VORMITTAG", "MITTAG", "NACHMITTAG",
        "DIA", "MANANA", "TARDE", "MEDIODIA",
        "GIORNO", "MATTINA", "MATTINO", "POMERIGGIO", "MEZZOGIORNO",
        "MANHA", "DAG", "OCHTEND", "MIDDAG",
    ]),
    (TimeOfDay::Dusk, &[
        "DUSK", "SUNSET", "TWILIGHT", "EVENING", "NIGHTFALL", "SUNDOWN",
        "CREPUSCULE", "SOIR", "SOIREE", "COUCHER", "TOMBEE",
        "DAMMERUNG", "DAEMMERUNG", "ABENDDAMMERUNG", "ABENDDAEMMERUNG", "ABEND", "ABENDS", "SONNENUNTERGANG",
        "ATARDECER", "ANOCHECER", "CREPUSCULO", "PUESTA", "OCASO",
        "TRAMONTO", "CREPUSCOLO", "SERA", "IMBRUNIRE",
        "ENTARDECER", "ANOITECER", "AVOND", "SCHEMERING", "ZONSONDERGANG",
    ]),
    (TimeOfDay::Night, &[
        "NIGHT", "NIGHTTIME", "MIDNIGHT",
        "NUIT", "MINUIT",
        "NACHT", "NACHTS", "MITTERNACHT",
        "NOCHE", "MEDIANOCHE",
        "NOTTE", "MEZZANOTTE",
        "NOITE", "MIDDERNACHT",
    ]),
];

#[rustfmt::skip]
const OTHERS: [(Word, &[&str]); 3] = [
    (Same, &[
        "CONTINUOUS", "CONTINUED", "CONT", "SAME", "SIMULTANEOUS",
        "CONTINU", "SUITE", "MEME",
        "FORTLAUFEND", "DURCHGEHEND", "FORTSETZUNG",
        "CONTINUO", "CONTINUA", "CONTINUACION", "MISMO", "STESSO",
    ]),
    (Moment, &[
        "LATER", "MOMENT", "MOMENTS", "FLASHBACK", "FLASHFORWARD", "PRESENT", "PAST", "FUTURE", "DREAM", "TIME",
        "RAIN", "RAINING", "SNOW", "SNOWING", "FOG", "STORM",
        "TARD", "INSTANT", "INSTANTS", "RETOUR", "PLUIE", "NEIGE", "BROUILLARD", "ORAGE",
        "SPATER", "SPAETER", "RUCKBLENDE", "REGEN", "SCHNEE", "NEBEL", "STURM",
        "DESPUES", "LLUVIA", "NIEVE", "NIEBLA", "TARDI", "DOPO", "PIOGGIA", "NEVE", "NEBBIA",
    ]),
    (Filler, &[
        "THE", "THAT", "THIS", "A", "AN", "AND", "OF", "IN", "AT", "TO", "FOR", "INTO", "S", "D", "T", "ON",
        "EARLY", "LATE", "MID", "NEXT", "FOLLOWING", "LAST", "FIRST", "BEFORE", "AFTER", "JUST", "FEW", "SOME",
        "ONE", "TWO", "THREE", "PRE", "DEAD", "LIGHT", "HOUR", "HOURS", "MINUTES", "SECONDS", "DAYS", "WEEKS",
        "WEEK", "MONTHS", "YEARS", "YEAR", "MAGIC", "GOLDEN", "BLUE", "SEQUENCE",
        "L", "LE", "LA", "LES", "DE", "DU", "DES", "UN", "UNE", "ET", "AU", "EN", "PLUS", "PETIT", "PETITE",
        "DEBUT", "FIN", "TOT", "APRES", "AVANT", "PLEIN", "PLEINE", "QUELQUES", "SOLEIL", "HEURE", "HEURES",
        "TEMPS", "LENDEMAIN", "JOURS", "DOREE", "BLEUE", "CONTINUE",
        "DER", "DIE", "DAS", "AM", "IM", "FRUHER", "FRUH", "SPATE", "NACHSTER", "NACHSTEN", "EINIGE",
        "STUNDEN", "TAGE", "WOCHEN", "ETWAS", "ZEIT", "GLEICHE", "FRUHMORGENS",
        "EL", "LOS", "DEL", "POR", "MAS", "POCO", "SIGUIENTE", "SOL", "PRIMERA", "LUZ",
        "IL", "LO", "DI", "PRIMA", "LUCE", "TARDO", "PIU", "SEGUENTE", "ORE", "MAIS",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_it_does_not_know() {
        assert_eq!(folded("Père Noël, Straße, 山"), "PERE NOEL, STRASSE, 山");
    }

    #[test]
    fn every_word_is_folded_and_stands_once() {
        let times = TIMES.iter().flat_map(|(_, words)| words.iter());
        let mut words: Vec<_> =
            times.chain(OTHERS.iter().flat_map(|(_, words)| words.iter())).collect();
        for word in &words {
            assert_eq!(folded(word), **word);
        }
        let count = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
