//! Who speaks with which voice.

use maquette_document::{Age, Voice};

use super::language::{accents, primary};
use super::names::{Gender, person};

/// A voice for each of `names`, in their order, all told apart; `language` is the film's.
///
/// A voice is a hash of the name and `seed`: the cast may grow, and those before the newcomer keep theirs.
/// So do those in `kept`, who have one already, wherever the newcomer stands. Two names that are the same have the
/// same voice. More than about forty characters share voices.
pub fn cast(names: &[&str], language: &str, seed: u32, kept: &[(&str, Voice)]) -> Vec<Voice> {
    let mut known: Vec<(&str, Voice)> = kept.to_vec();
    let mut voices = Vec::with_capacity(names.len());
    for name in names {
        let held = known.iter().find(|(other, _)| other == name).map(|(_, voice)| voice.clone());
        let voice = held.unwrap_or_else(|| free(name, language, seed, &known));
        known.push((name, voice.clone()));
        voices.push(voice);
    }
    voices
}

/// The first voice on the list of `name` that nobody could take for another's.
fn free(name: &str, language: &str, seed: u32, known: &[(&str, Voice)]) -> Voice {
    let distinct =
        |least: u8, voice: &Voice| known.iter().all(|(_, other)| unlike(voice, other, least));
    // First a timbre of one's own, then at least a pitch far enough away.
    for least in [99, 14, 8] {
        let found = (0..48)
            .map(|turn| candidate(name, language, seed, turn))
            .find(|voice| distinct(least, voice));
        if let Some(voice) = found {
            return voice;
        }
    }
    candidate(name, language, seed, 0)
}

/// Whether two voices differ in timbre, or by `least` steps of pitch.
fn unlike(voice: &Voice, other: &Voice, least: u8) -> bool {
    timbre(voice) != timbre(other) || least <= voice.pitch.abs_diff(other.pitch)
}

fn timbre(voice: &Voice) -> &str {
    voice.name.split_once('+').map_or("", |(_, variant)| variant)
}

/// The voice that stands at `turn` on the list of `name`.
fn candidate(name: &str, language: &str, seed: u32, turn: u32) -> Voice {
    let who = person(name);
    let chance = |purpose: &str, count: usize| pick(seed, name, turn, purpose) as usize % count;
    // Who they are does not change with the turn: only how they sound.
    let by_name =
        if pick(seed, name, 0, "gender").is_multiple_of(2) { Gender::Woman } else { Gender::Man };
    let variants: &[&str] = match who.gender.unwrap_or(by_name) {
        Gender::Woman => &WOMEN,
        Gender::Man => &MEN,
    };
    let accents = accents(language);
    let accent = &accents[chance("accent", accents.len())];
    let variant = variants[chance("variant", variants.len())];
    let (pitch, speed) = match who.age {
        Age::Child => (78, 4),
        Age::Adult => (46, 0),
        Age::Old => (34, -18),
    };
    // A woman's variants stand high already; higher still they squeak.
    let spread = chance("pitch", 7) as i32 * 4 - 10;
    let pace = if primary(language) == "en" { 162 } else { 158 };
    let speed = pace + speed + chance("speed", 5) as i32 * 4 - 8;
    Voice {
        name: format!("{accent}+{variant}"),
        pitch: (pitch + spread).clamp(20, 95) as u8,
        speed: speed.clamp(120, 200) as u16,
    }
}

/// Variants that every espeak-ng has; those that croak (m5) or mumble (m8) are left out.
const WOMEN: [&str; 5] = ["f2", "f3", "f4", "f1", "f5"];
const MEN: [&str; 6] = ["m3", "m1", "m2", "m4", "m6", "m7"];

fn pick(seed: u32, name: &str, turn: u32, purpose: &str) -> u32 {
    let mut hasher = blake3::Hasher::new();
    for part in
        [&seed.to_le_bytes()[..], &turn.to_le_bytes(), purpose.as_bytes(), &[0], name.as_bytes()]
    {
        hasher.update(part);
    }
    let [a, b, c, d, ..] = *hasher.finalize().as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREW: [&str; 9] = [
        "MARA",
        "ELIAS",
        "OLD TOM",
        "GIRL",
        "VOICE ON THE RADIO",
        "JUNE",
        "HENRY",
        "NURSE",
        "CAPTAIN",
    ];

    #[test]
    fn everybody_sounds_like_nobody_else() {
        for seed in 0..50 {
            let voices = cast(&CREW, "en", seed, &[]);
            for (place, voice) in voices.iter().enumerate() {
                for other in &voices[..place] {
                    assert!(unlike(voice, other, 8), "{seed}: {voice:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn a_newcomer_at_the_end_changes_nobody() {
        for seed in 0..50 {
            let before = cast(&CREW, "en", seed, &[]);
            let names: Vec<&str> = CREW.iter().copied().chain(["SAILOR", "BOY"]).collect();
            assert_eq!(cast(&names, "en", seed, &[])[..CREW.len()], before);
        }
    }

    #[test]
    fn those_who_have_a_voice_keep_it_wherever_a_newcomer_stands() {
        let before = cast(&CREW, "fr", 7, &[]);
        let kept: Vec<_> = CREW.into_iter().zip(before.clone()).collect();
        let names: Vec<&str> = ["BOY"].into_iter().chain(CREW).collect();
        assert_eq!(cast(&names, "fr", 7, &kept)[1..], before);
    }

    #[test]
    fn a_woman_has_a_womans_voice_and_a_child_a_high_one() {
        for seed in 0..20 {
            let voices = cast(&CREW, "en", seed, &[]);
            assert!(timbre(&voices[0]).starts_with('f') && timbre(&voices[1]).starts_with('m'));
            assert!(voices[2].pitch < voices[3].pitch && voices[2].speed < voices[3].speed);
        }
    }

    #[test]
    fn the_voices_speak_the_language_of_the_film() {
        let check = |language: &str, start: &str| {
            assert!(
                cast(&CREW, language, 1, &[]).iter().all(|voice| voice.name.starts_with(start))
            );
        };
        check("en", "en");
        check("fr-CA", "fr+");
        check("de", "de+");
        check("zh", "cmn+");
        check("nonsense!", "en");
    }

    #[test]
    fn a_crowd_of_hundreds_is_cast_too() {
        let names: Vec<String> = (0..300).map(|n| format!("MAN {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(cast(&names, "en", 0, &[]).len(), 300);
    }
}
