//! The places that are known, by their words.

use super::plan::Plan;
use super::{country, homes, rides, town, work};

/// A kind of place.
pub(crate) struct Known {
    /// Words and phrases for it, parted by commas.
    pub words: &'static str,
    pub make: fn(&mut Plan),
}

/// Tried first, for an interior.
pub(crate) const VEHICLES: &[Known] = &[
    Known {
        words: "car, taxi, cab, truck, van, limousine, limo, voiture, auto, suv, pickup, police car, \
         cruiser",
        make: rides::car,
    },
    Known {
        words: "train, carriage, compartment, subway car, tram, bus, coach, plane, airplane, \
         aeroplane, wagon, zug",
        make: rides::carriage,
    },
    Known {
        words: "wheelhouse, boat, ship, trawler, bridge of, cockpit, ferry, yacht, bateau, schiff, \
         boot",
        make: rides::boat,
    },
];

/// Where no one rides, though it is named for what is ridden in.
pub(crate) const NOT_RIDDEN: &str = "station, waiting room, car park, bus stop, galley, engine room, \
     boathouse, garage, terminal, airport, car wash, shop, showroom";

/// The more particular first.
pub(crate) const ROOMS: &[Known] = &[
    Known {
        words: "lamp room, lantern room, beacon, light room, salle de la lanterne",
        make: homes::lamp_room,
    },
    Known { words: "kitchen, galley, pantry, cuisine, kueche, kitchenette", make: homes::kitchen },
    Known {
        words: "bedroom, guest room, hotel room, motel room, motel, chambre, schlafzimmer, nursery, \
         dormitory, bed room",
        make: homes::bedroom,
    },
    Known {
        words: "corridor, hallway, passage, passageway, stairwell, stair, staircase, couloir, flur, \
         tunnel, elevator, lift, escalier, landing",
        make: homes::corridor,
    },
    Known { words: "cell, interrogation, interview room, prison, jail", make: work::cell },
    Known {
        words: "classroom, class, school, lecture, salle de classe, klassenzimmer",
        make: work::classroom,
    },
    Known {
        words: "hospital, ward, clinic, infirmary, hopital, krankenhaus, sickbay",
        make: work::ward,
    },
    Known { words: "dining room, salle a manger, esszimmer, mess", make: homes::dining_room },
    Known {
        words: "living room, lounge, sitting room, parlour, parlor, salon, wohnzimmer, drawing room, \
         den, front room",
        make: homes::living_room,
    },
    Known {
        words: "office, study, bureau, buero, newsroom, headquarters, studio",
        make: work::office,
    },
    Known { words: "bar, pub, tavern, saloon, kneipe, inn, nightclub, club", make: work::bar },
    Known {
        words: "cafe, restaurant, diner, bistro, canteen, cafeteria, coffee shop, tea room",
        make: work::cafe,
    },
    Known {
        words: "shop, store, bakery, pharmacy, supermarket, boutique, laden, magasin, post office, \
         bank",
        make: work::shop,
    },
    Known {
        words: "library, archive, bookshop, bookstore, bibliotheque, bibliothek",
        make: work::library,
    },
    Known {
        words: "church, chapel, court, courtroom, theatre, theater, auditorium, cathedral, eglise, \
         kirche, hall, ballroom, gymnasium, lobby, foyer",
        make: work::hall,
    },
    Known {
        words: "waiting room, station, terminal, gare, bahnhof, airport, police station",
        make: work::waiting_room,
    },
    Known {
        words: "warehouse, garage, barn, workshop, cellar, basement, attic, shed, boathouse, factory, \
         storeroom, store room, keller, grange, scheune, engine room",
        make: work::store,
    },
    Known {
        words: "lab, laboratory, labor, control room, server room, operations",
        make: work::laboratory,
    },
    Known {
        words: "bathroom, toilet, washroom, restroom, shower, salle de bain, badezimmer",
        make: homes::bathroom,
    },
    Known { words: "lighthouse, phare, leuchtturm", make: homes::lamp_room },
    Known {
        words: "cabin, hut, cottage, shack, tent, cabane, huette, farmhouse",
        make: homes::cottage,
    },
    Known {
        words: "apartment, flat, house, home, loft, mansion, villa, maison, appartement, wohnung, haus",
        make: homes::living_room,
    },
];

/// The more particular first.
pub(crate) const PLACES: &[Known] = &[
    Known {
        words: "rooftop, roof, terrace, balcony, toit, dach, gallery, helipad, fire escape",
        make: town::rooftop,
    },
    Known {
        words: "train station, railway station, platform, bahnsteig, quai de gare, gare, bahnhof, \
         station platform",
        make: town::platform,
    },
    Known {
        words: "pier, jetty, harbour, harbor, quay, dock, port, marina, wharf, hafen, quai, boat, \
         ship, ferry, canal, embankment",
        make: country::quay,
    },
    Known {
        words: "cliff, clifftop, falaise, klippe, headland, bluff, lighthouse, phare, leuchtturm",
        make: country::cliff,
    },
    Known {
        words: "beach, shore, sea, coast, ocean, plage, strand, bay, island, cove, lake, river",
        make: country::beach,
    },
    Known {
        words: "forest, wood, jungle, foret, bois, wald, grove, orchard",
        make: country::forest,
    },
    Known { words: "alley, alleyway, courtyard, ruelle, impasse, backstreet", make: town::alley },
    Known {
        words: "highway, country road, motorway, coast road, dirt road, desert road, roadside, lane, \
         route, landstrasse",
        make: country::road,
    },
    Known { words: "park, playground, cemetery, graveyard, parc, friedhof", make: country::park },
    Known {
        words: "garden, yard, backyard, farm, farmhouse, farmyard, cottage, cabin, house, villa, \
         mansion, jardin, garten, porch, driveway, hut, barn, maison, haus",
        make: country::before_a_house,
    },
    Known {
        words: "street, road, avenue, square, market, city, town, village, rue, strasse, platz, \
         sidewalk, pavement, bus stop, parking lot, crossroad, bridge, car, taxi, shop, bar, \
         pub, cafe, hotel",
        make: town::street,
    },
    Known {
        words: "field, meadow, hill, hillside, moor, desert, mountain, plain, path, prairie, champ, \
         feld, wiese, valley, battlefield, campsite, camp",
        make: country::field,
    },
];

/// Indoor words that, outside, mean a street.
pub(crate) const IN_TOWN: &str = "bar, pub, cafe, restaurant, office, shop, store, hotel, hospital, school, police, \
         station, apartment, theatre, theater, cinema, bank, museum, library, city, town, \
         market, diner, downtown, building, court, courthouse, bakery, village";
