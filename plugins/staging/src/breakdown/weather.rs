//! The weather that words speak of.

use maquette_document::Weather;

const WEATHERS: &[(Weather, &str)] = &[
    (
        Weather::Rain,
        "rain,raining,rains,rainy,storm,stormy,downpour,drizzle,thunderstorm,pluie,orage,tempête,regen,sturm,gewitter,lluvia,tormenta,pioggia,tempesta",
    ),
    (Weather::Fog, "fog,foggy,mist,misty,haze,hazy,brouillard,brume,nebel,niebla,nebbia"),
    (Weather::Snow, "snow,snowing,snows,snowy,blizzard,neige,schnee,nieve,neve"),
];

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

    #[test]
    fn weather_is_in_the_words() {
        assert_eq!(weather_in("Rain on the panes."), Some(Weather::Rain));
        assert_eq!(weather_in("A brainstorm."), None);
    }
}
