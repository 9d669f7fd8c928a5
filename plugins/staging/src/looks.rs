//! Casting: a mannequin for each character, told from the others by silhouette and by its one colour.

use maquette_document::{Accent, Age, Bag, Coat, Figure, Hair, Hat, Id, Voice};

use crate::breakdown::{Breakdown, Character, Sex};
use crate::seed::{number, share};

/// Looks that are tried for each character; the one least like all before it is taken.
const TRIES: u32 = 32;
/// How many of those who came before are looked at: beyond that a cast is a crowd.
const COMPARED: usize = 16;

/// The figures of the cast, in its order, with their voices.
pub fn cast_figures(breakdown: &Breakdown, seed: u32) -> Vec<(Id, Figure)> {
    let names: Vec<&str> = breakdown.cast.iter().map(|one| one.name.as_str()).collect();
    let voices = maquette_voice::cast(&names, &breakdown.language, seed, &[]);
    let mut figures: Vec<(Id, Figure)> = Vec::with_capacity(names.len());
    for (character, voice) in breakdown.cast.iter().zip(voices) {
        if let Some(known) = &character.known {
            figures
                .push((character.figure, Figure { name: character.name.clone(), ..known.clone() }));
            continue;
        }
        let voice = fitting(voice, character);
        let woman = match character.sex {
            Sex::Woman => true,
            Sex::Man => false,
            Sex::Unknown => voice.name.contains("+f"),
        };
        let earlier = &figures[figures.len().saturating_sub(COMPARED)..];
        let tries = (0..TRIES).map(|turn| look(character, woman, seed, turn));
        let mut best: Option<(f32, Figure)> = None;
        for figure in tries {
            let nearest = earlier.iter().map(|(_, other)| unlikeness(&figure, other));
            let distance = nearest.fold(f32::INFINITY, f32::min);
            if best.as_ref().is_none_or(|(most, _)| distance > *most) {
                best = Some((distance, figure));
            }
        }
        let Some((_, figure)) = best else { continue };
        figures.push((character.figure, Figure { voice, ..figure }));
    }
    figures
}

/// A voice that does not contradict what the script says of who speaks.
fn fitting(mut voice: Voice, character: &Character) -> Voice {
    let told = match character.sex {
        Sex::Woman => "+f",
        Sex::Man => "+m",
        Sex::Unknown => return voice,
    };
    let other = if told == "+f" { "+m" } else { "+f" };
    if let Some(at) = voice.name.find(other) {
        // Five variants stand in both lists.
        let variant = voice.name[at + 2..].parse::<u32>().unwrap_or(1) % 5 + 1;
        voice.name = format!("{}{told}{variant}", &voice.name[..at]);
    }
    match character.age {
        Age::Child => voice.pitch = voice.pitch.max(72),
        Age::Old => voice.pitch = voice.pitch.min(42),
        Age::Adult => {}
    }
    voice
}

/// One way to look, by hash of the name and `turn`.
fn look(character: &Character, woman: bool, seed: u32, turn: u32) -> Figure {
    let place = (seed.to_string(), turn.to_string());
    let pick = |purpose: &str| share(&["look", &place.0, &character.name, purpose, &place.1]);
    let one_of = |purpose: &str, count: usize| {
        number(&["look", &place.0, &character.name, purpose, &place.1]) as usize % count
    };
    let middle = match (character.age, woman) {
        (Age::Child, _) => 1.26,
        (Age::Adult, true) => 1.67,
        (Age::Adult, false) => 1.79,
        (Age::Old, true) => 1.60,
        (Age::Old, false) => 1.72,
    };
    let hairs: &[Hair] = match (character.age, woman) {
        (Age::Old, true) => &[Hair::Bun, Hair::Curly, Hair::Bob],
        (Age::Old, false) => &[Hair::Bald, Hair::Short, Hair::Curly],
        (_, true) => &[Hair::Bob, Hair::Long, Hair::Bun, Hair::Ponytail, Hair::Curly],
        (_, false) => &[Hair::Short, Hair::Curly, Hair::Bald, Hair::Short],
    };
    let hats: &[Hat] = &[Hat::None, Hat::None, Hat::None, Hat::Cap, Hat::Beanie, Hat::Brim];
    let coats: &[Coat] = match (character.age, woman) {
        (Age::Child, _) => &[Coat::None, Coat::Jacket],
        (_, true) => &[Coat::None, Coat::Skirt, Coat::Long, Coat::Jacket],
        (_, false) => &[Coat::None, Coat::Jacket, Coat::Long],
    };
    let bags: &[Bag] =
        if character.age == Age::Child { &[Bag::None, Bag::Backpack] } else { &[Bag::None] };
    let wears = character.wears;
    Figure {
        name: character.name.clone(),
        height: middle + (pick("height") - 0.5) * 0.20,
        build: 0.84 + pick("build") * 0.38,
        age: character.age,
        hair: wears.hair.unwrap_or_else(|| hairs[one_of("hair", hairs.len())]),
        hat: wears.hat.unwrap_or_else(|| hats[one_of("hat", hats.len())]),
        coat: wears.coat.unwrap_or_else(|| coats[one_of("coat", coats.len())]),
        bag: wears.bag.unwrap_or_else(|| bags[one_of("bag", bags.len())]),
        accent: ACCENTS[one_of("accent", ACCENTS.len())],
        voice: Voice::default(),
        ..Figure::default()
    }
}

const ACCENTS: [Accent; 8] = [
    Accent::Brick,
    Accent::Teal,
    Accent::Ochre,
    Accent::Plum,
    Accent::Moss,
    Accent::Slate,
    Accent::Rose,
    Accent::Sand,
];

/// How well two figures are told apart at the size of a thumbnail: colour first, then the head, then the rest.
fn unlikeness(a: &Figure, b: &Figure) -> f32 {
    let differ = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
    differ(a.accent != b.accent, 4.0)
        + differ((a.hair, a.hat) != (b.hair, b.hat), 1.5)
        + differ(a.hair != b.hair, 1.0)
        + differ(a.hat != b.hat, 0.5)
        + differ(a.coat != b.coat, 1.0)
        + differ(a.bag != b.bag, 0.3)
        + ((a.height - b.height).abs() * 6.0).min(1.2)
        + ((a.build - b.build).abs() * 3.0).min(0.8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::{breakdown, tests::script};

    fn cast(text: &str, seed: u32) -> Vec<Figure> {
        let found = breakdown(&script(text), seed);
        cast_figures(&found, seed).into_iter().map(|(_, figure)| figure).collect()
    }

    const CREW: &str = "MARA\n> a\nTOM\n> b\nOLD PETE\n> c\nLENA\n> d\nHANS\n> e\nRUTH\n> f\n";

    #[test]
    fn leading_characters_share_no_colour_and_no_head() {
        for seed in 0..40 {
            let figures = cast(CREW, seed);
            for (index, one) in figures.iter().enumerate() {
                for other in &figures[..index] {
                    assert_ne!(
                        one.accent, other.accent,
                        "seed {seed}: {} {}",
                        one.name, other.name
                    );
                    assert_ne!(
                        (one.hair, one.hat, one.coat),
                        (other.hair, other.hat, other.coat),
                        "seed {seed}: {} {}",
                        one.name,
                        other.name
                    );
                }
            }
        }
    }

    #[test]
    fn who_comes_later_changes_nobody() {
        let before = cast(CREW, 3);
        assert_eq!(cast(&format!("{CREW}NINA\n> g\n"), 3)[..before.len()], before);
    }

    #[test]
    fn the_script_says_what_somebody_wears() {
        let figures =
            cast("Mara waits, a satchel on her shoulder, in a red cap.\nMARA\n> Hm.\n", 1);
        assert_eq!((figures[0].bag, figures[0].hat), (Bag::Satchel, Hat::Cap));
        assert!(figures[0].voice.name.contains("+f"));
    }
}
