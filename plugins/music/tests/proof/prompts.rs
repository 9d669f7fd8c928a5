//! A grammar of prompts: each number gives one, always the same.

use maquette_time::Flicks;

pub(crate) struct Prompt {
    pub words: String,
    pub tempo: f64,
    /// C as 0.
    pub tonic: usize,
    pub minor: bool,
    /// Of the key signature, flats counted round from 12.
    pub sharps: i8,
    pub compound: bool,
    pub length: Flicks,
    pub seed: u32,
}

const TONICS: [&str; 12] = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const MOODS: [&str; 14] = [
    "tense",
    "calm",
    "sad",
    "warm",
    "joyful",
    "dark",
    "heroic",
    "nostalgic",
    "driving",
    "mysterious",
    "tender",
    "playful",
    "aggressive",
    "hopeful",
];
const PLAYERS: [&str; 14] = [
    "strings",
    "piano",
    "synth",
    "guitar",
    "strings and piano",
    "brass and strings",
    "piano and drums",
    "harp",
    "synth and drums",
    "pads and bells",
    "orchestral",
    "guitar and drums",
    "music",
    "woodwinds and strings",
];
const TURNS: [&str; 6] =
    ["", ", build to 0:20", ", quiet until 0:12", ", ends softly", ", hit at 0:16", ", sparse"];

pub(crate) fn prompt(number: usize) -> Prompt {
    let mut state = number as u64 + 1;
    let mut below = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % most
    };
    for _ in 0..3 {
        below(2);
    }
    let (tempo, tonic, minor) = (60 + below(91), below(12), below(2) == 1);
    let (mood, players) = (MOODS[below(MOODS.len())], PLAYERS[below(PLAYERS.len())]);
    let meter = ["", "", "", "", ", 3/4", ", 6/8"][below(6)];
    let compound = meter.contains("6/8");
    // Dotted quarters do not go as fast.
    let tempo = if compound { 50 + tempo / 3 } else { tempo };
    let mode = if minor { "minor" } else { "major" };
    let words = format!(
        "{mood} {players}, {tempo} bpm, {} {mode}{meter}{}",
        TONICS[tonic],
        TURNS[below(TURNS.len())]
    );
    let major = if minor { (tonic + 3) % 12 } else { tonic };
    Prompt {
        words,
        tempo: tempo as f64,
        tonic,
        minor,
        sharps: (major * 7 % 12) as i8,
        compound,
        length: Flicks::SECOND * (30 + below(12) as i64),
        seed: number as u32,
    }
}
