//! Scripts made up by hash: any place, any people, any doings.

use crate::seed::number;

const PLACES: &[&str] = &[
    "INT. KITCHEN - DAY",
    "INT. OFFICE - NIGHT",
    "INT. BEDROOM - DAWN",
    "INT. HOTEL CORRIDOR - NIGHT",
    "INT. BAR - NIGHT",
    "INT. LIGHTHOUSE - LAMP ROOM - NIGHT",
    "INT. LIVING ROOM - DAY",
    "INT. DINING ROOM - EVENING",
    "EXT. STREET - DAY",
    "EXT. HARBOUR - DUSK",
    "EXT. FIELD - DAY",
    "EXT. FOREST - NIGHT",
    "EXT. BEACH - DAY",
    "EXT. ROOFTOP - NIGHT",
    "EXT. PARK - DAY",
    "INT. STATION - NIGHT",
    "INT. SOMEWHERE ODD - DAY",
    "EXT. COTTAGE - DAWN",
    "INT. CAR - NIGHT",
    "INT. TRAIN CARRIAGE - DAY",
];
const NAMES: &[&str] = &["MARA", "TOM", "LENA", "HANS", "RUTH", "OLD PETE"];
const DOINGS: &[&str] = &[
    "{a} walks to the window.",
    "{a} sits down.",
    "{a} looks at {b}.",
    "{a} hands {b} a LETTER.",
    "{a} opens the door.",
    "{a} leaves.",
    "{a} enters.",
    "{a} picks up a book and reads.",
    "{a} turns to {b}.",
    "{a} stands up and walks to {b}.",
    "The phone RINGS.",
    "{a} answers the phone.",
    "{a} and {b} embrace.",
    "{a} kneels.",
    "{a} runs to {b}.",
    "Silence.",
    "{a} points at the door.",
    "{a} smiles.",
    "{a} looks out of the window.",
    "{a} falls.",
    "{a} drinks.",
    "A long, grey light over everything.",
    "{a} sits at the table. {b} stands by the window.",
    "{a} thinks.",
    "{a} walks away from {b}, then stops.",
];
const LINES: &[&str] = &[
    "Yes.",
    "No.",
    "Where were you?",
    "I waited for you all night and nobody came, not even the dog.",
    "There was a time when I would have asked why, and you would have told me, and we would both have believed it, more or less, until the morning came and the boats went out again.",
    "Stop!",
    "You said that before.",
    "And the letter?",
    "Nothing that matters any more.",
];

pub(crate) fn script(seed: u32, scenes: u32) -> String {
    let mut text = String::new();
    for scene in 0..scenes {
        let pick = |what: &str, count: usize| {
            number(&["random", &seed.to_string(), &scene.to_string(), what]) as usize % count
        };
        text.push_str(PLACES[pick("place", PLACES.len())]);
        text.push_str("\n\n");
        let people = 1 + pick("people", 5);
        let first = pick("first", NAMES.len());
        let name = |n: usize| NAMES[(first + n) % NAMES.len()];
        for beat in 0..4 + pick("beats", 9) {
            let which = |what: &str, count: usize| pick(&format!("{beat} {what}"), count);
            let a = which("a", people);
            let b = if people > 1 { (a + 1 + which("b", people - 1)) % people } else { a };
            if which("kind", 5) < 2 {
                let doing = DOINGS[which("doing", DOINGS.len())];
                let proper = |n: usize| {
                    name(n)
                        .split(' ')
                        .map(|w| format!("{}{}", &w[..1], w[1..].to_lowercase()))
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                text.push_str(&doing.replace("{a}", &proper(a)).replace("{b}", &proper(b)));
            } else {
                text.push_str(name(a));
                text.push('\n');
                if which("beat", 6) == 0 {
                    text.push_str("(beat)\n");
                }
                text.push_str(LINES[which("line", LINES.len())]);
            }
            text.push_str("\n\n");
        }
    }
    text
}
