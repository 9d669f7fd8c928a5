//! What a scene heading says: inside or outside, where, when, in which weather.

use maquette_document::{SetKind, Setting, TimeOfDay, Weather};

/// A heading, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub setting: Setting,
    /// In upper case: `LAMP ROOM`.
    pub place: String,
    /// None where the heading does not say, or says that time goes on.
    pub time: Option<TimeOfDay>,
    /// `CONTINUOUS`, `SAME`, `MOMENTS LATER`: it goes on from the scene before.
    pub continues: bool,
    pub weather: Option<Weather>,
}

const INSIDE: &[&str] = &["INT", "INNEN", "INTÉRIEUR", "INTERIEUR", "INTERIOR", "INTERNO", "I"];
const OUTSIDE: &[&str] =
    &["EXT", "EST", "AUSSEN", "AUßEN", "EXTÉRIEUR", "EXTERIEUR", "EXTERIOR", "ESTERNO", "E"];

const TIMES: &[(TimeOfDay, &str)] = &[
    (TimeOfDay::Dawn, "DAWN,SUNRISE,DAYBREAK,FIRST LIGHT,EARLY MORNING,AUBE,MORGENDÄMMERUNG,AMANECER,ALBA"),
    (TimeOfDay::Dusk, "DUSK,SUNSET,TWILIGHT,EVENING,MAGIC HOUR,GOLDEN HOUR,CRÉPUSCULE,SOIR,ABEND,DÄMMERUNG,ATARDECER,TRAMONTO,SERA"),
    (TimeOfDay::Night, "NIGHT,MIDNIGHT,NUIT,NACHT,NOCHE,NOTTE,NOITE,NATT,NOC"),
    (TimeOfDay::Day, "DAY,MORNING,NOON,AFTERNOON,MIDDAY,JOUR,MATIN,MIDI,APRÈS-MIDI,TAG,MORGEN,MITTAG,NACHMITTAG,DÍA,DIA,MAÑANA,TARDE,GIORNO,MATTINA,DAG,DZIEŃ"),
];

const GOES_ON: &str =
    "CONTINUOUS,CONT'D,CONTINUING,SAME,SAME TIME,MOMENTS LATER,LATER,MEANWHILE,CONTINU,SUITE,PLUS TARD,SPÄTER,MÁS TARDE,DOPO,WEITER";

const WEATHERS: &[(Weather, &str)] = &[
    (Weather::Rain, "rain,raining,rains,rainy,storm,stormy,downpour,drizzle,thunderstorm,pluie,orage,tempête,regen,sturm,gewitter,lluvia,tormenta,pioggia,tempesta"),
    (Weather::Fog, "fog,foggy,mist,misty,haze,hazy,brouillard,brume,nebel,niebla,nebbia"),
    (Weather::Snow, "snow,snowing,snows,snowy,blizzard,neige,schnee,nieve,neve"),
];

impl Heading {
    pub(crate) fn read(text: &str) -> Self {
        let upper = text.trim().trim_start_matches('.').to_uppercase();
        let (setting, rest) = setting_of(&upper);
        let mut parts: Vec<&str> = rest
            .split([',', '–', '—'])
            .flat_map(|part| part.split(" - "))
            .map(|part| part.trim().trim_matches(['-', '.', '(', ')']).trim())
            .filter(|part| !part.is_empty())
            .collect();
        let mut heading =
            Self { setting: setting.unwrap_or(Setting::Interior), place: String::new(), time: None, continues: false, weather: None };
        // A place may be called "NIGHT CLUB": only parts after the first are times, unless there is one alone.
        let mut index = parts.len();
        while index > 1 {
            index -= 1;
            if heading.take_time(parts[index]) {
                parts.remove(index);
            }
        }
        heading.weather = weather_in(text);
        heading.place = parts.join(", ").chars().take(80).collect();
        if setting.is_none() && outdoors(&heading.place) {
            heading.setting = Setting::Exterior;
        }
        heading
    }

    fn take_time(&mut self, part: &str) -> bool {
        let time = TIMES.iter().find(|(_, words)| {
            words.split(',').any(|word| {
                part == word || part.split(' ').any(|single| single == word)
            })
        });
        if let Some((time, _)) = time {
            self.time = Some(*time);
            return true;
        }
        if GOES_ON.split(',').any(|word| part == word) {
            self.continues = true;
            return true;
        }
        weather_in(part).is_some()
    }

    /// The kind of set that the place asks for.
    pub(crate) fn set_kind(&self) -> SetKind {
        let words: Vec<String> = self.place.split(|l: char| !l.is_alphanumeric()).map(str::to_lowercase).collect();
        let has = |list: &str| words.iter().any(|word| super::lexicon::is_in(list, word));
        let inside = self.setting != Setting::Exterior;
        if has("car,taxi,cab,truck,bus,van,lorry,train,carriage,compartment,ambulance,cockpit,voiture,auto,coche,wagon,submarine") && inside {
            return SetKind::Vehicle;
        }
        if inside {
            let narrow = has("corridor,hallway,hall,passage,tunnel,stairwell,staircase,stairs,landing,aisle,couloir,flur,gang,pasillo,corridoio");
            return if narrow { SetKind::Corridor } else { SetKind::Room };
        }
        if has("roof,rooftop,terrace,balcony,toit,dach,azotea,tetto,gallery,deck") {
            return SetKind::Rooftop;
        }
        if has("shore,beach,sea,coast,cliff,cliffs,pier,harbour,harbor,dock,docks,quay,wharf,lighthouse,rocks,jetty,bay,island,seaside,plage,port,phare,strand,ufer,hafen,küste,leuchtturm,klippe,playa,puerto,faro,spiaggia,porto,lake,river,riverbank,boat,ship") {
            return SetKind::Shore;
        }
        if has("street,road,alley,square,market,town,city,sidewalk,pavement,avenue,lane,crossing,intersection,parking,lot,station,platform,village,courtyard,rue,place,ville,marché,straße,strasse,gasse,platz,stadt,markt,calle,plaza,ciudad,strada,via,piazza,bridge,shop,café,cafe,bar,house,building,church,school,hospital,hotel,office,driveway,yard,porch") {
            return SetKind::Street;
        }
        SetKind::Field
    }
}

fn setting_of(upper: &str) -> (Option<Setting>, &str) {
    let end = upper
        .char_indices()
        .find(|(_, letter)| !letter.is_alphabetic() && !matches!(letter, '.' | '/'))
        .map_or(upper.len(), |(at, _)| at);
    let (prefix, rest) = upper.split_at(end);
    let words: Vec<&str> = prefix.split(['.', '/']).filter(|word| !word.is_empty()).collect();
    let inside = words.iter().any(|word| INSIDE.contains(word));
    let outside = words.iter().any(|word| OUTSIDE.contains(word));
    let all = words.iter().all(|word| INSIDE.contains(word) || OUTSIDE.contains(word));
    match (inside, outside, all && !words.is_empty()) {
        (true, true, true) => (Some(Setting::Both), rest),
        (true, false, true) => (Some(Setting::Interior), rest),
        (false, true, true) => (Some(Setting::Exterior), rest),
        // "INT.KITCHEN": no space after the point.
        _ => match upper.split_once('.') {
            Some((first, rest)) if INSIDE.contains(&first) => (Some(Setting::Interior), rest),
            Some((first, rest)) if OUTSIDE.contains(&first) => (Some(Setting::Exterior), rest),
            _ => (None, upper),
        },
    }
}

/// A forced heading without a setting: is its place under the sky?
fn outdoors(place: &str) -> bool {
    let words = "STREET,ROAD,FIELD,BEACH,SHORE,FOREST,WOODS,PARK,GARDEN,HILL,SEA,CLIFF,ROOF,ROOFTOP,DESERT,HARBOUR,HARBOR,SQUARE,MEADOW";
    place.split(|l: char| !l.is_alphanumeric()).any(|word| words.split(',').any(|known| known == word))
}

/// The weather that a text speaks of, if any.
pub(crate) fn weather_in(text: &str) -> Option<Weather> {
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let lower = word.to_lowercase();
        for (weather, words) in WEATHERS {
            if super::lexicon::is_in(words, &lower) {
                return Some(*weather);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, setting: Setting, place: &str, time: Option<TimeOfDay>, continues: bool) {
        let read = Heading::read(text);
        assert_eq!(
            (read.setting, read.place.as_str(), read.time, read.continues),
            (setting, place, time, continues),
            "{text}"
        );
    }

    #[test]
    fn a_heading_gives_setting_place_and_time() {
        use Setting::{Both, Exterior, Interior};
        check("INT. LAMP ROOM - NIGHT", Interior, "LAMP ROOM", Some(TimeOfDay::Night), false);
        check("EXT. CLIFF PATH – DAWN", Exterior, "CLIFF PATH", Some(TimeOfDay::Dawn), false);
        check("INT./EXT. CAR - DAY - CONTINUOUS", Both, "CAR", Some(TimeOfDay::Day), true);
        check("INT. NIGHT CLUB - LATER", Interior, "NIGHT CLUB", None, true);
        check("I/E HOUSE - LATE AFTERNOON", Both, "HOUSE", Some(TimeOfDay::Day), false);
        check("INT. KITCHEN", Interior, "KITCHEN", None, false);
        check("INT.KITCHEN - NUIT", Interior, "KITCHEN", Some(TimeOfDay::Night), false);
        check("EST. HARBOUR - SUNSET", Exterior, "HARBOUR", Some(TimeOfDay::Dusk), false);
        check("INNEN. KÜCHE - TAG", Interior, "KÜCHE", Some(TimeOfDay::Day), false);
        check("THE FOREST", Exterior, "THE FOREST", None, false);
        check("", Interior, "", None, false);
    }

    #[test]
    fn a_place_asks_for_its_kind_of_set() {
        for (text, kind) in [
            ("INT. CAR - DAY", SetKind::Vehicle),
            ("INT. HOTEL CORRIDOR", SetKind::Corridor),
            ("EXT. LIGHTHOUSE - NIGHT", SetKind::Shore),
            ("EXT. ROOFTOP", SetKind::Rooftop),
            ("EXT. MARKET SQUARE", SetKind::Street),
            ("EXT. MEADOW", SetKind::Field),
            ("INT. KITCHEN", SetKind::Room),
        ] {
            assert_eq!(Heading::read(text).set_kind(), kind, "{text}");
        }
    }

    #[test]
    fn weather_is_in_the_words() {
        assert_eq!(weather_in("Rain on the panes."), Some(Weather::Rain));
        assert_eq!(weather_in("A brainstorm."), None);
    }
}
