//! The names of letters.

use super::phoneme::{Sound, sounds};

/// `letters`, one by one, by name.
pub(crate) fn spelled(letters: &[u8]) -> Vec<Sound> {
    letters.iter().flat_map(|letter| sounds(name(*letter))).collect()
}

fn name(letter: u8) -> &'static str {
    let place = letter.to_ascii_lowercase().wrapping_sub(b'a');
    NAMES.get(usize::from(place)).copied().unwrap_or_default()
}

const NAMES: [&str; 26] = [
    "EY1",
    "B IY1",
    "S IY1",
    "D IY1",
    "IY1",
    "EH1 F",
    "JH IY1",
    "EY1 CH",
    "AY1",
    "JH EY1",
    "K EY1",
    "EH1 L",
    "EH1 M",
    "EH1 N",
    "OW1",
    "P IY1",
    "K Y UW1",
    "AA1 R",
    "EH1 S",
    "T IY1",
    "Y UW1",
    "V IY1",
    "D AH1 B AH0 L Y UW0",
    "EH1 K S",
    "W AY1",
    "Z IY1",
];
