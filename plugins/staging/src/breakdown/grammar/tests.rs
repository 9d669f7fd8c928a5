use super::*;
use crate::breakdown::tests::script;
use crate::breakdown::words::sentences;

/// Acts as `who:Deed(what,…)→whom`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let names = script("MARA\n> a\nTOM\n> b\nLENA\n> c\nOLD KEEPER\n> d\n");
    let verbs = Verbs::in_language("en");
    let cast = Cast::of(&names, verbs);
    let reader = Reader { cast: &cast, verbs };
    let mut memory = Memory::default();
    let mut acts = Vec::new();
    for (index, tokens) in sentences(text).iter().enumerate() {
        acts.extend(reader.read(tokens, index, &mut memory).acts);
    }
    let name = |index: &usize| cast.characters[*index].name.chars().next().unwrap().to_string();
    let list = |who: &[usize]| who.iter().map(name).collect::<String>();
    let told: Vec<String> = acts
        .iter()
        .map(|act| {
            let who = act.subject.as_ref().map_or(list(&act.who), |thing| thing.name.clone());
            let what: Vec<&str> = act.what.iter().map(|thing| thing.name.as_str()).collect();
            let mut told = format!("{who}:{:?}", act.deed);
            if !what.is_empty() {
                told += &format!("({})", what.join(","));
            }
            if !act.whom.is_empty() {
                told += &format!(">{}", list(&act.whom));
            }
            told
        })
        .collect();
    assert_eq!(told.join(" "), expected, "{text}");
}

#[test]
fn who_does_what_to_whom() {
    check("Mara walks to the window.", "M:Walk(window)");
    check("Mara hands Tom the letter.", "M:Give(letter)>T");
    check("Tom sits at the table and reads the book.", "T:Sit(table) T:Read(book)");
    check("Mara and Tom sit.", "MT:Sit");
    check("Tom enters. He looks at Mara.", "T:Enter T:Look>M");
    check("She turns as Tom enters.", "T:Enter");
    check("Mara stands by the window, looking out to sea.", "M:Wait(window) M:Look(sea)");
    check("The phone RINGS. Mara answers it.", "phone:Ring M:Phone(phone)");
    check("The door opens. Lena runs in.", "door:OpenDoor L:Enter");
    check("Tom opens the door and leaves.", "T:OpenDoor(door) T:Exit");
    check("Mara's hands shake.", "M:ShakeHead");
    check("At the window, Mara picks the letter up.", "M:PickUp(window,letter)");
    check("Mara wants to sit.", "");
    check("The old keeper kneels.", "O:Kneel");
    check("They embrace.", "");
    check("Mara and Tom wait. They embrace.", "MT:Wait MT:Embrace");
    check("A photo of Tom lies on the desk.", "photo:Lie(desk)");
    check("The lights flicker.", "lights:Shine");
    check("In the middle stands a small IRON BOX.", "iron box:Wait");
    check("On the table lies a LETTER.", "letter:Lie(table)");
    check("Mara walks to the door with a lantern.", "M:Walk(door)");
    check("Mara sits and leaves the other end free.", "M:Sit");
    check("Tom leaves the room.", "T:Exit(room)");
}
