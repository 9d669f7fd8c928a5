//! Words of music and what they ask for. Each word stands once; words of two are joined by `_`.

use super::super::lexicon::weight_of;
use super::super::{Groove, Instrument};

/// Brightness (-1 to 1), stir (0 to 1), words.
const MOODS: [(f32, f32, &str); 14] = [
    (
        -0.55,
        0.78,
        "tense tension suspense suspenseful thriller uneasy nervous anxious ominous menacing \
        threatening sinister dread dreadful stressful paranoid unsettling foreboding",
    ),
    (-0.75, 0.7, "horror scary creepy eerie haunted terrifying nightmare nightmarish disturbing"),
    (
        -0.6,
        0.2,
        "sad sadness melancholy melancholic mournful sorrowful grieving tragic tearful heartbroken gloomy \
        bleak desolate sombre somber funereal",
    ),
    (-0.35, 0.3, "dark darker brooding lonely cold mysterious mystery enigmatic moody serious"),
    (
        -0.05,
        0.25,
        "wistful nostalgic bittersweet longing pensive reflective contemplative thoughtful introspective \
        yearning",
    ),
    (
        0.3,
        0.08,
        "calm peaceful serene tranquil relaxing relaxed meditative dreamy floating sleepy still soothing \
        delicate ethereal airy",
    ),
    (
        0.5,
        0.3,
        "warm tender romantic love loving intimate cozy cosy sweet pastoral hopeful hope kind \
        heartfelt innocent",
    ),
    (
        0.75,
        0.65,
        "happy joyful joyous cheerful upbeat sunny playful quirky fun funny lighthearted light-hearted bright \
        optimistic whimsical bouncy merry carefree",
    ),
    (
        0.6,
        0.75,
        "uplifting inspiring inspirational triumphant heroic victorious glorious majestic proud soaring \
        celebratory noble",
    ),
    (
        0.2,
        0.8,
        "energetic exciting driving dynamic powerful adventurous adventure determined urgent relentless \
        propulsive lively",
    ),
    (
        -0.5,
        0.85,
        "aggressive angry furious violent brutal chase action battle fight frantic chaotic intense war",
    ),
    (0.1, 0.5, "curious sneaky groovy cool confident funky mischievous"),
    (0.1, 0.7, "dramatic grand sweeping passionate stirring"),
    (0.0, 0.35, "neutral plain ordinary corporate informative"),
];

/// Beats a minute, words.
const PACES: [(f32, &str); 7] = [
    (54.0, "largo grave very_slow"),
    (66.0, "slow slowly slower adagio lento ballad downtempo unhurried leisurely"),
    (84.0, "andante walking"),
    (100.0, "moderato medium mid-tempo midtempo moderate medium_tempo"),
    (132.0, "fast faster quick allegro brisk uptempo up-tempo rapid vivace speedy"),
    (160.0, "presto very_fast"),
    (118.0, "allegretto danceable"),
];

/// How much music, words.
const AMOUNTS: [(f32, &str); 5] = [
    (0.3, "sparse minimal minimalist bare simple thin understated subtle restrained"),
    (0.38, "soft quiet gentle hushed mellow low-key light"),
    (0.7, "full rich lush dense thick layered"),
    (0.8, "loud big strong bold heavy"),
    (0.92, "huge massive enormous thunderous bombastic monumental"),
];

const INSTRUMENTS: [(Instrument, &str); 11] = [
    (
        Instrument::Strings,
        "strings string violin violins viola violas cello cellos celli fiddle orchestra string_quartet \
        string_section contrabass staccato_strings",
    ),
    (Instrument::Piano, "piano pianos felt_piano keys keyboard grand_piano"),
    (
        Instrument::Synth,
        "synth synths synthesizer synthesiser synthesizers synthesisers electronics arpeggio arpeggios \
        arpeggiator arp rhodes electric_piano moog analog",
    ),
    (
        Instrument::Plucked,
        "guitar guitars acoustic_guitar harp harps pizzicato plucked plucks ukulele banjo mandolin lute \
        plucked_strings",
    ),
    (
        Instrument::Percussion,
        "drums drum percussion beat beats taiko taikos timpani kit drum_kit drum_machine snare toms \
        cymbals hi-hats",
    ),
    (Instrument::Pads, "pad pads drone drones texture textures atmosphere atmospheres soundscape"),
    (
        Instrument::Brass,
        "brass horn horns trumpet trumpets trombone trombones tuba french_horn french_horns fanfare",
    ),
    (
        Instrument::Woodwind,
        "woodwind woodwinds winds flute flutes clarinet clarinets oboe bassoon reed recorder",
    ),
    (
        Instrument::Bells,
        "bells bell glockenspiel celesta celeste music_box chimes vibraphone marimba xylophone glass",
    ),
    (Instrument::Bass, "bass bassline bass_line double_bass"),
    (Instrument::Melody, "melody melodies tune theme lead"),
];

/// A kind of music: what it is played on, how it feels, how fast it is and how its drums go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub mood: (f32, f32),
    pub instruments: &'static [Instrument],
    pub groove: Option<Groove>,
    pub pace: Option<f32>,
    /// Beats in a bar, all quarters.
    pub beats: Option<u32>,
}

const fn style(
    mood: (f32, f32),
    instruments: &'static [Instrument],
    groove: Option<Groove>,
    pace: Option<f32>,
) -> Style {
    Style { mood, instruments, groove, pace, beats: None }
}

use Instrument::{Bass, Bells, Brass, Pads, Percussion, Piano, Plucked, Strings, Synth, Woodwind};

const STYLES: [(&str, Style); 18] = [
    (
        "cinematic orchestral symphonic score soundtrack filmic",
        style((0.0, 0.5), &[Strings, Brass, Piano], Some(Groove::Cinematic), None),
    ),
    (
        "epic trailer blockbuster",
        style((0.1, 0.8), &[Strings, Brass, Percussion], Some(Groove::Cinematic), Some(96.0)),
    ),
    (
        "ambient atmospheric new_age spacey space",
        style((0.1, 0.12), &[Pads, Bells], None, Some(64.0)),
    ),
    (
        "electronic edm techno house trance dance club dubstep",
        style((0.2, 0.75), &[Synth, Percussion, Bass], Some(Groove::Electronic), Some(124.0)),
    ),
    (
        "synthwave retrowave eighties 80s cyberpunk",
        style((-0.1, 0.65), &[Synth, Percussion, Bass], Some(Groove::Electronic), Some(104.0)),
    ),
    (
        "chiptune 8-bit videogame",
        style((0.5, 0.65), &[Synth], Some(Groove::Electronic), Some(132.0)),
    ),
    (
        "rock indie punk metal grunge",
        style((0.1, 0.75), &[Plucked, Bass, Percussion], Some(Groove::Rock), Some(120.0)),
    ),
    ("pop", style((0.5, 0.6), &[Piano, Synth, Bass, Percussion], Some(Groove::Rock), Some(108.0))),
    (
        "folk acoustic country americana bluegrass",
        style((0.35, 0.4), &[Plucked, Strings], None, Some(96.0)),
    ),
    (
        "western spaghetti_western",
        style((-0.2, 0.4), &[Plucked, Strings, Woodwind], None, Some(88.0)),
    ),
    (
        "jazz jazzy noir film_noir blues swing bebop",
        style((0.0, 0.4), &[Piano, Bass, Woodwind, Percussion], Some(Groove::Swing), Some(100.0)),
    ),
    (
        "lo-fi lofi chillhop chill hip-hop hip_hop trap",
        style((0.1, 0.35), &[Synth, Bass, Percussion], Some(Groove::Rock), Some(82.0)),
    ),
    ("classical chamber baroque", style((0.2, 0.4), &[Strings, Woodwind, Piano], None, None)),
    ("documentary underscore", style((0.1, 0.35), &[Piano, Strings], None, None)),
    ("comedy comic cartoon", style((0.65, 0.6), &[Plucked, Woodwind], None, Some(112.0))),
    (
        "march marching military parade",
        style((0.3, 0.6), &[Brass, Woodwind, Percussion], Some(Groove::March), Some(112.0)),
    ),
    ("waltz", Style { beats: Some(3), ..style((0.4, 0.4), &[], None, None) }),
    ("lullaby", Style { beats: Some(3), ..style((0.45, 0.1), &[Bells, Piano], None, Some(72.0)) }),
];

/// Words that say nothing by themselves.
const FILLERS: &str = "with and a an the of some music track cue piece song feel feeling mood moods style vibe vibes in at \
    to for then but please it that is like sounds sounding background kind sort very slightly quite rather bit more \
    little i want would instrumental where on be make me give something by into as section sections part parts";

fn holds(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|other| other == word)
}

pub(super) fn mood(word: &str) -> Option<(f32, f32)> {
    let music = MOODS.iter().find(|(.., words)| holds(words, word)).map(|(v, a, _)| (*v, *a));
    music.or_else(|| weight_of(word))
}

pub(super) fn pace(word: &str) -> Option<f32> {
    PACES.iter().find(|(_, words)| holds(words, word)).map(|(pace, _)| *pace)
}

pub(super) fn amount(word: &str) -> Option<f32> {
    AMOUNTS.iter().find(|(_, words)| holds(words, word)).map(|(amount, _)| *amount)
}

pub(super) fn instrument(word: &str) -> Option<Instrument> {
    INSTRUMENTS.iter().find(|(_, words)| holds(words, word)).map(|(instrument, _)| *instrument)
}

pub(super) fn style_of(word: &str) -> Option<Style> {
    STYLES.iter().find(|(words, _)| holds(words, word)).map(|(_, style)| *style)
}

pub(super) fn is_filler(word: &str) -> bool {
    holds(FILLERS, word)
}

/// Every word that has a meaning here.
#[cfg(test)]
pub(super) fn all_words() -> Vec<&'static str> {
    let tables = MOODS.iter().map(|row| row.2);
    let tables = tables.chain(PACES.iter().map(|row| row.1)).chain(AMOUNTS.iter().map(|row| row.1));
    let tables =
        tables.chain(INSTRUMENTS.iter().map(|row| row.1)).chain(STYLES.iter().map(|row| row.0));
    tables.flat_map(str::split_ascii_whitespace).collect()
}
