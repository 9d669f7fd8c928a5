//! What the name of a place asks for.

use maquette_document::{SetKind, Setting, Weather};

const WEATHERS: &[(Weather, &str)] = &[
    (Weather::Rain, "rain,raining,rains,rainy,storm,stormy,downpour,drizzle,thunderstorm,pluie,orage,tempête,regen,sturm,gewitter,lluvia,tormenta,pioggia,tempesta"),
    (Weather::Fog, "fog,foggy,mist,misty,haze,hazy,brouillard,brume,nebel,niebla,nebbia"),
    (Weather::Snow, "snow,snowing,snows,snowy,blizzard,neige,schnee,nieve,neve"),
];

/// The kind of set that the place asks for.
pub(crate) fn set_kind(setting: Setting, place: &str) -> SetKind {
    let words: Vec<String> = place.split(|l: char| !l.is_alphanumeric()).map(str::to_lowercase).collect();
    let has = |list: &str| words.iter().any(|word| super::lexicon::is_in(list, word));
    let inside = setting != Setting::Exterior;
    if has("car,taxi,cab,truck,bus,van,lorry,train,carriage,compartment,ambulance,cockpit,voiture,auto,coche,wagon,submarine")
        && inside
        && !has("station,stop,depot,wash,shop,park,dealer,factory,dealership,garage")
    {
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
    use maquette_script::Heading;

    #[test]
    fn a_place_asks_for_its_kind_of_set() {
        for (text, kind) in [
            ("INT. CAR - DAY", SetKind::Vehicle),
            ("INT. BUS STATION - DAY", SetKind::Room),
            ("INT. HOTEL CORRIDOR", SetKind::Corridor),
            ("EXT. LIGHTHOUSE - NIGHT", SetKind::Shore),
            ("EXT. ROOFTOP", SetKind::Rooftop),
            ("EXT. MARKET SQUARE", SetKind::Street),
            ("EXT. MEADOW", SetKind::Field),
            ("INT. KITCHEN", SetKind::Room),
        ] {
            let heading = Heading::parse(text);
            assert_eq!(set_kind(heading.setting, &heading.place), kind, "{text}");
        }
    }

    #[test]
    fn weather_is_in_the_words() {
        assert_eq!(weather_in("Rain on the panes."), Some(Weather::Rain));
        assert_eq!(weather_in("A brainstorm."), None);
    }
}
