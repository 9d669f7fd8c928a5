//! Rooms, and what one rides in.

use maquette_document::{PieceKind as P, SetKind, Side};

use super::Known;
use super::plan::Plan;

/// Tried first, for an interior.
pub(crate) const VEHICLES: &[Known] = &[
    Known {
        words: &[
            "car",
            "taxi",
            "cab",
            "truck",
            "van",
            "limousine",
            "limo",
            "voiture",
            "auto",
            "suv",
            "pickup",
            "police car",
            "cruiser",
        ],
        make: car,
    },
    Known {
        words: &[
            "train",
            "carriage",
            "compartment",
            "subway car",
            "tram",
            "bus",
            "coach",
            "plane",
            "airplane",
            "aeroplane",
            "wagon",
            "zug",
        ],
        make: carriage,
    },
    Known {
        words: &[
            "wheelhouse",
            "boat",
            "ship",
            "trawler",
            "bridge of",
            "cockpit",
            "ferry",
            "yacht",
            "bateau",
            "schiff",
            "boot",
        ],
        make: boat,
    },
];

/// Indoor words that, outside, mean a street.
pub(crate) const IN_TOWN: &[&str] = &[
    "bar",
    "pub",
    "cafe",
    "restaurant",
    "office",
    "shop",
    "store",
    "hotel",
    "hospital",
    "school",
    "police",
    "station",
    "apartment",
    "theatre",
    "theater",
    "cinema",
    "bank",
    "museum",
    "library",
    "city",
    "town",
    "market",
    "diner",
    "downtown",
    "building",
    "court",
    "courthouse",
    "bakery",
    "village",
];

/// The more particular first.
pub(crate) const ROOMS: &[Known] = &[
    Known {
        words: &["lamp room", "lantern room", "beacon", "light room", "salle de la lanterne"],
        make: lamp_room,
    },
    Known {
        words: &["kitchen", "galley", "pantry", "cuisine", "kueche", "kitchenette"],
        make: kitchen,
    },
    Known {
        words: &[
            "bedroom",
            "guest room",
            "hotel room",
            "motel room",
            "motel",
            "chambre",
            "schlafzimmer",
            "nursery",
            "dormitory",
            "bed room",
        ],
        make: bedroom,
    },
    Known {
        words: &[
            "corridor",
            "hallway",
            "passage",
            "passageway",
            "stairwell",
            "stair",
            "staircase",
            "couloir",
            "flur",
            "tunnel",
            "elevator",
            "lift",
            "escalier",
            "landing",
        ],
        make: corridor,
    },
    Known { words: &["cell", "interrogation", "interview room", "prison", "jail"], make: cell },
    Known {
        words: &["classroom", "class", "school", "lecture", "salle de classe", "klassenzimmer"],
        make: classroom,
    },
    Known {
        words: &["hospital", "ward", "clinic", "infirmary", "hopital", "krankenhaus", "sickbay"],
        make: ward,
    },
    Known { words: &["dining room", "salle a manger", "esszimmer", "mess"], make: dining_room },
    Known {
        words: &[
            "living room",
            "lounge",
            "sitting room",
            "parlour",
            "parlor",
            "salon",
            "wohnzimmer",
            "drawing room",
            "den",
            "front room",
        ],
        make: living_room,
    },
    Known {
        words: &["office", "study", "bureau", "buero", "newsroom", "headquarters", "studio"],
        make: office,
    },
    Known {
        words: &["bar", "pub", "tavern", "saloon", "kneipe", "inn", "nightclub", "club"],
        make: bar,
    },
    Known {
        words: &[
            "cafe",
            "restaurant",
            "diner",
            "bistro",
            "canteen",
            "cafeteria",
            "coffee shop",
            "tea room",
        ],
        make: cafe,
    },
    Known {
        words: &[
            "shop",
            "store",
            "bakery",
            "pharmacy",
            "supermarket",
            "boutique",
            "laden",
            "magasin",
            "post office",
            "bank",
        ],
        make: shop,
    },
    Known {
        words: &["library", "archive", "bookshop", "bookstore", "bibliotheque", "bibliothek"],
        make: library,
    },
    Known {
        words: &[
            "church",
            "chapel",
            "court",
            "courtroom",
            "theatre",
            "theater",
            "auditorium",
            "cathedral",
            "eglise",
            "kirche",
            "hall",
            "ballroom",
            "gymnasium",
            "lobby",
            "foyer",
        ],
        make: hall,
    },
    Known {
        words: &[
            "waiting room",
            "station",
            "terminal",
            "gare",
            "bahnhof",
            "airport",
            "police station",
        ],
        make: waiting_room,
    },
    Known {
        words: &[
            "warehouse",
            "garage",
            "barn",
            "workshop",
            "cellar",
            "basement",
            "attic",
            "shed",
            "boathouse",
            "factory",
            "storeroom",
            "store room",
            "keller",
            "grange",
            "scheune",
            "engine room",
        ],
        make: store,
    },
    Known {
        words: &["lab", "laboratory", "labor", "control room", "server room", "operations"],
        make: laboratory,
    },
    Known {
        words: &[
            "bathroom",
            "toilet",
            "washroom",
            "restroom",
            "shower",
            "salle de bain",
            "badezimmer",
        ],
        make: bathroom,
    },
    Known { words: &["lighthouse", "phare", "leuchtturm"], make: lamp_room },
    Known {
        words: &["cabin", "hut", "cottage", "shack", "tent", "cabane", "huette", "farmhouse"],
        make: cottage,
    },
    Known {
        words: &[
            "apartment",
            "flat",
            "house",
            "home",
            "loft",
            "mansion",
            "villa",
            "maison",
            "appartement",
            "wohnung",
            "haus",
        ],
        make: living_room,
    },
];

fn room(plan: &mut Plan, width: f32, depth: f32, height: f32) -> &mut Plan {
    plan.floor(SetKind::Room, width, height, depth)
}

/// The great lens in the middle, glass all around, the keeper's desk and radio, the head of the stairs.
fn lamp_room(plan: &mut Plan) {
    plan.floor(SetKind::Room, 5.6, 3.4, 5.6);
    let half = plan.half();
    let glass = 0.82 * half.x;
    plan.door(Side::South, 0.0);
    for side in [Side::North, Side::East, Side::West] {
        plan.window(side, 0.0, glass, 1.9, 0.85);
    }
    plan.build(P::Beacon, [0.0, 0.0, -0.35], 0.0, 1.0);
    let desk = plan.put(P::Desk, [half.x - 0.42, 0.1], -90.0);
    plan.on(desk, P::Radio, [-0.3, -0.12], 8.0).on(desk, P::Lantern, [0.48, -0.1], 0.0);
    plan.seat_at(desk);
    plan.put(P::Steps, [-half.x + 0.62, 0.35], 90.0);
    plan.put(P::Crate, [-1.35, -half.y + 0.85], 40.0);
}

fn kitchen(plan: &mut Plan) {
    room(plan, 4.8, 4.2, 2.5).keep([0.9, 0.5], [0.9, 1.1]);
    plan.door(Side::South, 0.6).window(Side::North, -0.25, 1.2, 1.05, 1.05);
    let counter = plan.against(P::Counter, Side::North, -1.0);
    let second = plan.against(P::Counter, Side::North, 0.2);
    plan.against(P::Stove, Side::North, 1.0);
    plan.against(P::Cupboard, Side::East, -0.35);
    let half = plan.half();
    plan.table(P::Table, [-half.x + 1.35, 0.55], 90.0, 4);
    plan.on(counter, P::Plant, [-0.7, -0.1], 0.0).on(second, P::Radio, [0.4, -0.12], 0.0);
    plan.against(P::Shelf, Side::West, -1.0);
    plan.window(Side::West, 0.35, 1.0, 1.2, 0.95).hang(Side::South, -0.4).hang(Side::East, 0.8);
}

fn living_room(plan: &mut Plan) {
    room(plan, 5.8, 4.8, 2.6).keep([1.1, 0.5], [1.2, 1.0]);
    plan.door(Side::East, 0.55).window(Side::North, 0.35, 1.6, 1.4, 0.75).window(
        Side::West,
        0.4,
        1.2,
        1.4,
        0.75,
    );
    let half = plan.half();
    plan.lay(P::Rug, [-0.95, 0.0, -0.25], 0.0, 1.0);
    plan.against(P::Sofa, Side::West, -0.3);
    plan.put(P::Armchair, [-0.4, -half.y + 0.75], 12.0);
    let low = plan.put_scaled(P::Table, [-half.x + 1.75, -0.55], 90.0, 0.6);
    plan.on(low, P::Lantern, [0.2, 0.0], 0.0);
    plan.put(P::Lamp, [-half.x + 0.4, -half.y + 0.4], 0.0);
    plan.against(P::Shelf, Side::North, 0.95);
    plan.against(P::Cupboard, Side::South, -0.5);
    plan.put(P::Plant, [half.x - 0.45, -half.y + 0.45], 0.0);
    let desk = plan.against(P::Desk, Side::South, 0.75);
    plan.on(desk, P::Telephone, [0.4, -0.05], 10.0);
    plan.hang(Side::West, -0.3).hang(Side::North, -0.55).hang(Side::East, -0.4);
}

fn office(plan: &mut Plan) {
    room(plan, 5.0, 4.4, 2.7).keep([0.9, 1.2], [1.2, 0.6]);
    plan.door(Side::East, 0.65).window(Side::North, 0.0, 1.8, 1.4, 0.8);
    let half = plan.half();
    // Who works here has the window behind, and faces the door side.
    let desk = plan.put(P::Desk, [-0.3, -half.y + 1.45], 180.0);
    plan.seat_at(desk);
    plan.on(desk, P::Computer, [-0.35, 0.0], 0.0).on(desk, P::Telephone, [0.45, 0.1], -12.0);
    plan.put(P::Chair, [-0.7, -half.y + 2.35], 172.0);
    plan.put(P::Chair, [0.15, -half.y + 2.4], 188.0);
    plan.against(P::Shelf, Side::West, -0.3);
    plan.against(P::Shelf, Side::West, 0.2);
    plan.against(P::Cupboard, Side::East, -0.7);
    plan.put(P::Plant, [-half.x + 0.4, -half.y + 0.4], 0.0);
    plan.against(P::Armchair, Side::South, -0.8);
    plan.put(P::Lamp, [half.x - 0.4, -half.y + 0.4], 0.0);
    plan.hang(Side::West, 0.75).hang(Side::South, 0.1).hang(Side::South, 0.6);
}

fn bedroom(plan: &mut Plan) {
    room(plan, 4.8, 4.2, 2.5).keep([1.1, 0.7], [0.9, 0.9]);
    plan.door(Side::South, 0.65).window(Side::East, -0.25, 1.3, 1.3, 0.85);
    plan.against(P::Bed, Side::North, -0.45);
    plan.against(P::Lamp, Side::North, 0.28);
    plan.against(P::Cupboard, Side::West, 0.75);
    let desk = plan.against(P::Desk, Side::North, 1.0);
    plan.seat_at(desk);
    plan.on(desk, P::Telephone, [-0.4, -0.1], 0.0);
    plan.lay(P::Rug, [0.2, 0.0, 0.75], 0.0, 0.85);
    plan.against(P::Armchair, Side::South, -0.65);
    plan.hang(Side::North, -0.45).hang(Side::East, 0.85).hang(Side::West, -0.1);
}

fn bar(plan: &mut Plan) {
    room(plan, 8.4, 6.2, 3.0).keep([0.6, 0.35], [1.6, 0.9]);
    plan.doorway(Side::South, 0.75, 1.0, 2.1).window(Side::South, -0.35, 2.2, 1.6, 0.85);
    let half = plan.half();
    for k in 0..3 {
        let counter = plan.put(P::Counter, [-half.x + 1.6 + 1.86 * k as f32, -half.y + 1.6], 0.0);
        plan.on(counter, if k == 1 { P::Telephone } else { P::Lantern }, [0.5, 0.0], 0.0);
    }
    for k in 0..4 {
        plan.against(P::Shelf, Side::North, -0.85 + 0.25 * k as f32);
    }
    plan.against(P::Cupboard, Side::North, 0.4);
    plan.table(P::RoundTable, [-half.x + 1.2, half.y - 1.5], 20.0, 3);
    plan.table(P::RoundTable, [half.x - 1.2, -half.y + 2.6], 50.0, 3);
    plan.table(P::RoundTable, [-half.x + 3.4, half.y - 1.1], 0.0, 2);
    plan.put(P::Barrel, [half.x - 0.5, -half.y + 0.5], 0.0);
    plan.put(P::Barrel, [half.x - 1.15, -half.y + 0.45], 0.0);
    plan.put(P::Lamp, [-half.x + 0.35, half.y - 0.35], 0.0);
    plan.hang(Side::West, 0.1).hang(Side::East, 0.5).hang(Side::West, 0.6);
}

fn cafe(plan: &mut Plan) {
    room(plan, 7.6, 5.8, 3.0).keep([0.2, 0.2], [1.0, 1.2]);
    plan.doorway(Side::South, 0.1, 1.0, 2.1);
    plan.window(Side::South, -0.75, 2.1, 1.9, 0.6).window(Side::South, 0.9, 2.1, 1.9, 0.6);
    let half = plan.half();
    let first = plan.put(P::Counter, [-1.0, -half.y + 1.45], 0.0);
    let second = plan.put(P::Counter, [0.85, -half.y + 1.45], 0.0);
    plan.on(first, P::Radio, [-0.5, 0.0], 0.0).on(second, P::Plant, [0.55, 0.0], 0.0);
    plan.against(P::Shelf, Side::North, -0.4);
    plan.against(P::Shelf, Side::North, 0.3);
    plan.against(P::Cupboard, Side::North, -0.05);
    plan.table(P::RoundTable, [-half.x + 1.25, half.y - 1.3], 30.0, 3);
    plan.table(P::RoundTable, [half.x - 1.25, half.y - 1.35], 60.0, 3);
    plan.table(P::RoundTable, [-half.x + 1.0, -half.y + 2.2], 0.0, 2);
    plan.table(P::RoundTable, [half.x - 1.0, -half.y + 2.2], 90.0, 2);
    plan.put(P::Plant, [half.x - 0.4, -half.y + 0.4], 0.0);
    plan.hang(Side::East, -0.2).hang(Side::West, -0.2).hang(Side::West, 0.3);
}

fn dining_room(plan: &mut Plan) {
    room(plan, 5.4, 4.6, 2.7).keep([1.6, 1.2], [0.8, 0.8]);
    plan.door(Side::East, 0.6).window(Side::North, 0.0, 1.8, 1.5, 0.7);
    plan.table(P::Table, [-0.5, -0.1], 0.0, 6);
    plan.against(P::Cupboard, Side::West, 0.0);
    plan.against(P::Counter, Side::South, -0.6);
    plan.against(P::Lamp, Side::North, -0.95);
    plan.against(P::Plant, Side::North, 0.95);
    plan.hang(Side::East, -0.5).hang(Side::South, -0.5).hang(Side::West, 0.8);
}

fn cell(plan: &mut Plan) {
    room(plan, 4.8, 4.4, 2.7).keep([1.0, 1.1], [0.9, 0.7]);
    plan.door(Side::South, 0.6).window(Side::North, 0.3, 1.0, 0.6, 1.75);
    plan.table(P::Table, [-0.35, -0.25], 90.0, 2);
    let half = plan.half();
    plan.put(P::Chair, [half.x - 0.45, -half.y + 0.5], -60.0);
    plan.against(P::Bench, Side::West, -0.1);
    plan.hang(Side::East, 0.3);
}

fn classroom(plan: &mut Plan) {
    room(plan, 7.6, 6.4, 3.0).keep([0.3, -1.35], [2.2, 0.55]);
    plan.door(Side::East, -0.75);
    for share in [-0.6, 0.0, 0.6] {
        plan.window(Side::West, share, 1.3, 1.6, 0.9);
    }
    let half = plan.half();
    let desk = plan.put(P::Desk, [half.x - 2.2, -half.y + 1.2], 180.0);
    plan.seat_at(desk);
    for row in 0..2 {
        for column in 0..3 {
            let at = [-half.x + 1.5 + 2.3 * column as f32, 0.35 + 1.5 * row as f32];
            let table = plan.put(P::Table, at, 0.0);
            plan.seat_at(table);
        }
    }
    plan.against(P::Cupboard, Side::North, -0.9);
    plan.hang(Side::North, -0.1).hang(Side::North, 0.35).hang(Side::East, 0.3);
}

fn ward(plan: &mut Plan) {
    room(plan, 6.6, 5.0, 2.8).keep([0.4, 1.3], [2.0, 0.8]);
    plan.door(Side::East, 0.6).window(Side::North, -0.5, 1.2, 1.4, 0.9).window(
        Side::North,
        0.5,
        1.2,
        1.4,
        0.9,
    );
    plan.against(P::Bed, Side::North, -0.75);
    plan.against(P::Bed, Side::North, 0.4);
    let half = plan.half();
    plan.put(P::Chair, [-0.35, -half.y + 0.8], -100.0);
    plan.against(P::Cupboard, Side::West, 0.6);
    plan.against(P::Lamp, Side::North, 1.0);
    plan.against(P::Counter, Side::South, -0.6);
    plan.hang(Side::West, -0.4);
}

fn shop(plan: &mut Plan) {
    room(plan, 6.6, 5.2, 2.9).keep([0.4, 0.9], [1.6, 0.9]);
    plan.doorway(Side::South, 0.55, 1.0, 2.1).window(Side::South, -0.6, 2.4, 1.9, 0.6);
    let half = plan.half();
    for k in 0..2 {
        let counter = plan.put(P::Counter, [-half.x + 1.5 + 1.86 * k as f32, -half.y + 1.5], 0.0);
        plan.on(
            counter,
            if k == 0 { P::Telephone } else { P::Computer },
            [0.4, 0.0],
            if k == 0 { 0.0 } else { 180.0 },
        );
    }
    for k in 0..5 {
        plan.against(P::Shelf, Side::North, -0.9 + 0.4 * k as f32);
    }
    plan.against(P::Shelf, Side::East, -0.3);
    plan.against(P::Shelf, Side::East, 0.15);
    plan.against(P::Shelf, Side::West, 0.2);
    plan.against(P::Crate, Side::West, 0.75);
    plan.put(P::Barrel, [-half.x + 0.5, half.y - 1.7], 0.0);
}

fn library(plan: &mut Plan) {
    room(plan, 6.8, 5.4, 3.2).keep([1.1, 0.9], [1.2, 0.8]);
    plan.door(Side::East, 0.65).window(Side::North, 0.3, 1.3, 1.8, 0.85);
    for side in [Side::North, Side::West, Side::South, Side::East] {
        for k in 0..5 {
            plan.against(P::Shelf, side, -0.9 + 0.42 * k as f32);
        }
    }
    let table = plan.table(P::Table, [-0.9, -0.3], 0.0, 3);
    plan.on(table, P::Lantern, [0.1, 0.0], 0.0);
    let half = plan.half();
    plan.put(P::Armchair, [half.x - 1.2, -half.y + 1.2], -30.0);
    plan.put(P::Lamp, [half.x - 0.6, -half.y + 0.75], 0.0);
    plan.lay(P::Rug, [-0.9, 0.0, -0.3], 0.0, 1.1);
}

fn hall(plan: &mut Plan) {
    room(plan, 9.6, 9.0, 4.2).keep([0.0, 0.9], [0.9, 2.7]).keep([0.0, -2.1], [2.2, 0.7]);
    plan.doorway(Side::South, 0.0, 1.5, 2.4);
    for share in [-0.65, 0.0, 0.65] {
        plan.window(Side::East, share, 1.1, 2.2, 1.3).window(Side::West, share, 1.1, 2.2, 1.3);
    }
    let half = plan.half();
    plan.put(P::Table, [0.0, -half.y + 1.1], 0.0);
    plan.put(P::Lamp, [-1.6, -half.y + 0.8], 0.0);
    plan.put(P::Lamp, [1.6, -half.y + 0.8], 0.0);
    for row in 0..4 {
        for x in [-3.32, -1.76, 1.76, 3.32] {
            plan.put(P::Bench, [x, -0.9 + 1.15 * row as f32], 180.0);
        }
    }
    plan.hang(Side::North, -0.5).hang(Side::North, 0.5);
}

fn waiting_room(plan: &mut Plan) {
    room(plan, 7.4, 5.4, 3.4).keep([0.3, 0.6], [1.8, 0.9]);
    plan.doorway(Side::South, 0.5, 1.1, 2.1).door(Side::North, 0.75);
    plan.window(Side::South, -0.5, 1.8, 1.7, 0.9);
    for share in [-0.75, 0.1] {
        plan.against(P::Bench, Side::North, share);
    }
    plan.against(P::Bench, Side::West, 0.3);
    let counter = plan.against(P::Counter, Side::East, 0.0);
    plan.on(counter, P::Telephone, [0.4, 0.0], 0.0);
    plan.against(P::Plant, Side::West, -1.0);
    let half = plan.half();
    plan.put(P::Crate, [-half.x + 1.6, half.y - 0.6], 12.0);
    plan.hang(Side::North, 0.1).hang(Side::West, -0.3).hang(Side::North, -0.7);
}

fn store(plan: &mut Plan) {
    room(plan, 7.0, 6.0, 3.6).keep([0.4, 0.7], [1.6, 1.2]);
    plan.doorway(Side::South, 0.4, 1.6, 2.4).window(Side::North, 0.3, 1.2, 0.8, 2.0);
    let half = plan.half();
    plan.against(P::Shelf, Side::West, -0.6);
    plan.against(P::Shelf, Side::West, -0.15);
    let table = plan.against(P::Table, Side::North, 0.35);
    plan.on(table, P::Lantern, [0.45, 0.0], 0.0);
    let crates = [
        [-half.x + 0.5, half.y - 0.5],
        [-half.x + 1.2, half.y - 0.55],
        [half.x - 0.5, -half.y + 0.45],
        [half.x - 0.55, -half.y + 1.1],
    ];
    for (k, at) in crates.into_iter().enumerate() {
        let turn = plan.between(-12.0, 12.0, 40 + k as u32);
        let index = plan.put(P::Crate, at, turn);
        if k % 2 == 0 {
            plan.on(index, P::Crate, [0.02, 0.01], 14.0);
        }
    }
    plan.put(P::Barrel, [half.x - 0.45, half.y - 0.5], 0.0);
    plan.put(P::Barrel, [half.x - 1.1, half.y - 0.45], 0.0);
    plan.put(P::Barrel, [-half.x + 1.5, -half.y + 0.5], 0.0);
    plan.put(P::Chair, [-0.6, -half.y + 1.2], 150.0);
}

fn laboratory(plan: &mut Plan) {
    room(plan, 6.4, 5.0, 2.8).keep([0.9, 0.9], [1.4, 0.8]);
    plan.door(Side::East, 0.6).window(Side::West, 0.0, 1.8, 1.2, 1.0);
    for share in [-0.8, 0.0, 0.8] {
        let counter = plan.against(P::Counter, Side::North, share);
        plan.on(counter, P::Computer, [0.1, 0.0], 0.0);
    }
    let desk = plan.put(P::Desk, [-1.75, 0.2], 90.0);
    plan.on(desk, P::Computer, [0.0, -0.05], 0.0).on(desk, P::Telephone, [0.5, 0.0], 0.0);
    plan.seat_at(desk);
    plan.against(P::Cupboard, Side::South, -0.7);
    plan.against(P::Shelf, Side::South, -0.2);
    plan.hang(Side::East, -0.4);
}

fn bathroom(plan: &mut Plan) {
    room(plan, 3.2, 2.8, 2.5).keep([0.4, 0.5], [0.8, 0.6]);
    plan.door(Side::South, 0.5).window(Side::West, 0.2, 0.7, 0.8, 1.4);
    plan.against(P::Counter, Side::North, -0.3);
    plan.hang(Side::North, -0.3);
    plan.against(P::Shelf, Side::East, -0.8);
}

fn cottage(plan: &mut Plan) {
    room(plan, 5.2, 4.4, 2.4).keep([0.9, 0.9], [1.0, 0.8]);
    plan.door(Side::South, 0.55).window(Side::North, 0.1, 1.0, 1.0, 1.0).window(
        Side::East,
        -0.3,
        0.9,
        1.0,
        1.0,
    );
    plan.against(P::Stove, Side::North, -0.95);
    plan.against(P::Bed, Side::West, 0.8);
    plan.against(P::Shelf, Side::North, 0.85);
    let table = plan.table(P::Table, [-0.1, -0.75], 0.0, 2);
    plan.on(table, P::Lantern, [0.3, 0.1], 0.0);
    plan.against(P::Armchair, Side::East, 0.55);
    plan.lay(P::Rug, [0.5, 0.0, 0.75], 0.0, 0.85);
    plan.against(P::Barrel, Side::South, -0.1);
    plan.hang(Side::East, 0.9).hang(Side::West, -0.6);
}

fn corridor(plan: &mut Plan) {
    plan.floor(SetKind::Corridor, 2.3, 2.7, 10.5);
    plan.keep([0.35, 0.0], [0.6, 4.6]);
    plan.window(Side::North, 0.0, 1.2, 1.5, 0.8);
    plan.door(Side::East, -0.45).door(Side::West, 0.1).door(Side::East, 0.6).door(Side::South, 0.0);
    plan.against(P::Bench, Side::West, -0.35);
    plan.against(P::Plant, Side::West, -0.95);
    plan.against(P::Lamp, Side::West, 0.45);
    plan.hang(Side::West, -0.35).hang(Side::East, 0.05).hang(Side::West, 0.75);
}

fn car(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 1.52, 1.22, 2.7);
    for (x, z) in [(0.38, 0.08), (-0.38, 0.08), (0.36, -0.85), (-0.36, -0.85)] {
        plan.build(P::Seat, [x, 0.0, z], 0.0, 0.92);
    }
}

fn carriage(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 2.8, 2.25, 11.0);
    plan.keep([0.0, 0.0], [0.32, 5.4]);
    plan.door(Side::North, 0.0).door(Side::South, 0.0);
    for share in [-0.72, -0.36, 0.0, 0.36, 0.72] {
        plan.window(Side::East, share, 1.35, 0.95, 0.85).window(
            Side::West,
            share,
            1.35,
            0.95,
            0.85,
        );
    }
    // Seats face each other in bays.
    for bay in 0..3 {
        let z = -3.4 + 3.4 * bay as f32;
        for x in [-1.13, -0.59, 0.59, 1.13] {
            plan.put(P::Seat, [x, z - 0.85], 0.0);
            plan.put(P::Seat, [x, z + 0.85], 180.0);
        }
    }
}

fn boat(plan: &mut Plan) {
    plan.floor(SetKind::Vehicle, 2.7, 2.15, 3.4);
    plan.keep([0.0, 0.2], [0.75, 0.7]);
    plan.door(Side::North, 0.6);
    plan.window(Side::South, 0.0, 2.1, 0.9, 1.05);
    plan.window(Side::East, 0.2, 1.7, 0.8, 1.1).window(Side::West, 0.2, 1.7, 0.8, 1.1);
    plan.build(P::Steering, [0.0, 0.0, 1.2], 0.0, 1.0);
    let chest = plan.put(P::Crate, [-1.02, 1.3], 0.0);
    plan.on(chest, P::Radio, [0.0, 0.0], 140.0);
    plan.put(P::Bench, [-1.05, -0.75], 90.0);
    plan.put(P::Barrel, [1.0, -1.3], 0.0);
}

/// A room of no known use.
pub(crate) fn plain(plan: &mut Plan) {
    room(plan, 5.2, 4.4, 2.6).keep([0.8, 0.8], [1.3, 0.8]);
    plan.door(Side::East, 0.55).window(Side::North, -0.1, 1.4, 1.3, 0.85);
    let table = plan.table(P::Table, [-1.0, -0.55], 90.0, 2);
    plan.on(table, P::Lantern, [0.3, 0.1], 0.0);
    plan.against(P::Shelf, Side::West, -0.8);
    plan.against(P::Cupboard, Side::North, 0.9);
    plan.against(P::Armchair, Side::South, -0.8);
    let half = plan.half();
    plan.put(P::Lamp, [-half.x + 0.35, half.y - 0.35], 0.0);
    plan.put(P::Plant, [half.x - 0.4, half.y - 0.4], 0.0);
    plan.hang(Side::West, 0.3).hang(Side::South, 0.2).hang(Side::East, -0.5);
}
