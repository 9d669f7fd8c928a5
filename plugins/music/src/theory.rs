//! Keys, scales and chords.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a cue is at home in: `D minor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key {
    /// Semitones above C, 0 to 11.
    tonic: u8,
    mode: Mode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Major,
    Minor,
    Dorian,
    Phrygian,
    Lydian,
    Mixolydian,
}

impl Mode {
    pub const ALL: [Self; 6] =
        [Self::Major, Self::Minor, Self::Dorian, Self::Phrygian, Self::Lydian, Self::Mixolydian];

    /// Whether the third above the tonic is minor.
    pub fn is_dark(self) -> bool {
        matches!(self, Self::Minor | Self::Dorian | Self::Phrygian)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Dorian => "dorian",
            Self::Phrygian => "phrygian",
            Self::Lydian => "lydian",
            Self::Mixolydian => "mixolydian",
        }
    }

    /// Reads `major`, `min`, `dorian`, `aeolian`.
    pub(crate) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "major" | "maj" | "ionian" | "dur" => Self::Major,
            "minor" | "min" | "aeolian" | "moll" => Self::Minor,
            "dorian" => Self::Dorian,
            "phrygian" => Self::Phrygian,
            "lydian" => Self::Lydian,
            "mixolydian" => Self::Mixolydian,
            _ => return None,
        })
    }

    /// Semitones of the tonic above that of the major key with the same notes.
    fn above_major(self) -> u8 {
        match self {
            Self::Major => 0,
            Self::Dorian => 2,
            Self::Phrygian => 4,
            Self::Lydian => 5,
            Self::Mixolydian => 7,
            Self::Minor => 9,
        }
    }
}

impl Key {
    /// `tonic` in semitones above any C.
    pub fn new(tonic: u8, mode: Mode) -> Self {
        Self { tonic: tonic % 12, mode }
    }

    pub fn tonic(self) -> u8 {
        self.tonic
    }

    pub fn mode(self) -> Mode {
        self.mode
    }

    /// The key `semitones` higher.
    pub(crate) fn up(self, semitones: u8) -> Self {
        Self::new(self.tonic + semitones % 12, self.mode)
    }

    /// The major key with the same notes.
    fn major(self) -> u8 {
        (self.tonic + 12 - self.mode.above_major()) % 12
    }

    /// The minor key with the notes of a bright one, the major key with those of a dark one.
    pub(crate) fn relative(self) -> Self {
        if self.mode.is_dark() {
            Self::new(self.major(), Mode::Major)
        } else {
            Self::new(self.major() + 9, Mode::Minor)
        }
    }

    /// Sharps of the key signature, flats below zero: -6 to 6.
    pub fn signature(self) -> i8 {
        let sharps = [0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5][usize::from(self.major())];
        if sharps == 6 && self.name().ends_with('b') { -6 } else { sharps }
    }

    fn name(self) -> &'static str {
        let names = if self.mode.is_dark() { DARK } else { BRIGHT };
        names[usize::from(self.tonic)]
    }

    fn steps(self) -> [u8; 7] {
        match self.mode {
            Mode::Major => [0, 2, 4, 5, 7, 9, 11],
            Mode::Minor => [0, 2, 3, 5, 7, 8, 10],
            Mode::Dorian => [0, 2, 3, 5, 7, 9, 10],
            Mode::Phrygian => [0, 1, 3, 5, 7, 8, 10],
            Mode::Lydian => [0, 2, 4, 6, 7, 9, 11],
            Mode::Mixolydian => [0, 2, 4, 5, 7, 9, 10],
        }
    }

    /// `degree`, or what stands in for it where its fifth is diminished.
    pub(crate) fn sound_degree(self, degree: usize) -> usize {
        let fifth = (12 + self.degree(degree + 4) - self.degree(degree)) % 12;
        match self.mode {
            _ if fifth != 6 => degree,
            Mode::Major => 4,
            Mode::Minor | Mode::Dorian => 3,
            Mode::Phrygian | Mode::Lydian => 1,
            Mode::Mixolydian => 6,
        }
    }

    /// The class of the note on `degree`, 0 for the tonic; above 6 it goes on in the next octave.
    pub(crate) fn degree(self, degree: usize) -> u8 {
        (self.tonic + self.steps()[degree % 7]) % 12
    }

    pub(crate) fn holds(self, pitch: u8) -> bool {
        (0..7).any(|degree| self.degree(degree) == pitch % 12)
    }

    /// The pitch of the scale `steps` above (or below) `pitch`, which is itself brought into the scale first.
    pub(crate) fn step(self, pitch: u8, steps: i32) -> u8 {
        let mut at = pitch;
        while !self.holds(at) {
            at = at.saturating_sub(1);
        }
        for _ in 0..steps.abs() {
            at = if steps < 0 { at.saturating_sub(1) } else { at + 1 };
            while !self.holds(at) {
                at = if steps < 0 { at.saturating_sub(1) } else { at + 1 };
            }
        }
        at
    }
}

const BRIGHT: [&str; 12] = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const DARK: [&str; 12] = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), self.mode.name())
    }
}

/// The text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a key: {0:?}; use C major, F# minor or Ebm")]
pub struct NotAKey(String);

impl FromStr for Key {
    type Err = NotAKey;

    /// Reads `C major`, `f# minor`, `Ebm`, `D dorian`, `A`.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let fault = || NotAKey(text.chars().take(40).collect());
        let mut letters = text.trim().chars();
        let place = letters.next().and_then(|c| "C D EF G A B".find(c.to_ascii_uppercase()));
        let letter = place.filter(|at| at % 12 == *at).ok_or_else(fault)? as u8;
        let rest = letters.as_str();
        let (sign, mode) = match rest.chars().next() {
            Some('#' | '♯') => (1, rest.trim_start_matches(['#', '♯'])),
            Some('b' | '♭') => (11, rest.trim_start_matches(['b', '♭'])),
            _ => (0, rest),
        };
        let mode = match mode.trim().trim_start_matches('-').trim() {
            "" | "M" => Mode::Major,
            "m" => Mode::Minor,
            word => Mode::read(&word.to_lowercase()).ok_or_else(fault)?,
        };
        Ok(Self::new(letter + sign, mode))
    }
}

impl TryFrom<String> for Key {
    type Error = NotAKey;
    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

/// What is laid on a triad, or put in place of its third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Plain,
    /// The ninth.
    Ninth,
    Seventh,
    /// The second for the third: open.
    Second,
    /// The fourth for the third: it wants to go on.
    Fourth,
}

/// A chord on a degree of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chord {
    pub key: Key,
    /// 0 for the tonic.
    pub degree: usize,
    pub colour: Colour,
    /// Class of the lowest note.
    pub bass: u8,
    /// With the third a semitone higher: the fifth degree of a minor key that leads home.
    pub raised: bool,
}

impl Chord {
    pub(crate) fn new(key: Key, degree: usize, colour: Colour) -> Self {
        Self { key, degree, colour, bass: key.degree(degree), raised: false }
    }

    /// With a leading note, where the chord is minor.
    pub(crate) fn leading(self) -> Self {
        let third = (12 + self.key.degree(self.degree + 2) - self.root()) % 12;
        Self { raised: third == 3, ..self }
    }

    pub(crate) fn root(self) -> u8 {
        self.key.degree(self.degree)
    }

    /// Classes of its notes, those that must be heard first: the first three always.
    pub(crate) fn tones(self) -> Vec<u8> {
        let lift = |above: usize| u8::from(self.raised && above == 2);
        let at = |above: usize| (self.key.degree(self.degree + above) + lift(above)) % 12;
        match self.colour {
            Colour::Plain => vec![at(0), at(2), at(4)],
            Colour::Ninth => vec![at(0), at(2), at(1), at(4)],
            Colour::Seventh => vec![at(0), at(2), at(6), at(4)],
            Colour::Second => vec![at(0), at(1), at(4)],
            Colour::Fourth => vec![at(0), at(3), at(4)],
        }
    }

    pub(crate) fn has(self, pitch: u8) -> bool {
        self.tones().contains(&(pitch % 12))
    }

    /// The pitch of the chord that lies nearest to `pitch`, the lower of two.
    pub(crate) fn nearest(self, pitch: u8) -> u8 {
        let near = (0..7).flat_map(|far: u8| [pitch.saturating_sub(far), pitch + far]);
        near.into_iter().find(|at| self.has(*at)).unwrap_or(pitch)
    }
}

/// Hertz of a pitch counted as MIDI does: 69 is the A of 440.
pub(crate) fn hertz(pitch: f64) -> f64 {
    440.0 * libm::exp2((pitch - 69.0) / 12.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_musicians_write_them() {
        for (text, expected) in [
            ("C major", "C major"),
            ("a minor", "A minor"),
            ("F#m", "F# minor"),
            ("Bb", "Bb major"),
            ("Ebm", "Eb minor"),
            ("b minor", "B minor"),
            ("Cb", "B major"),
            ("c# Dorian", "C# dorian"),
            ("ab", "Ab major"),
            ("Ab minor", "G# minor"),
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), expected, "{text}");
        }
        for text in ["", "H", "C darian", " ", "9", "é minor", "C##x"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_key_reads_as_it_prints() {
        for tonic in 0..12 {
            for mode in Mode::ALL {
                let key = Key::new(tonic, mode);
                assert_eq!(key.to_string().parse::<Key>().unwrap(), key);
                assert!((0..7).all(|degree| key.relative().holds(key.degree(degree))));
                assert_eq!(
                    Key::new(key.major(), Mode::Major).signature().rem_euclid(12),
                    key.signature().rem_euclid(12)
                );
            }
        }
    }

    #[test]
    fn chords_hold_the_notes_of_their_names() {
        let minor = Key::new(9, Mode::Minor);
        let mut tones = Chord::new(minor, 5, Colour::Seventh).tones();
        tones.sort_unstable();
        assert_eq!(tones, [0, 4, 5, 9], "F A C E");
        assert_eq!(Chord::new(minor, 0, Colour::Plain).nearest(65), 64);
    }

    #[test]
    fn steps_stay_in_the_scale() {
        let key = Key::new(0, Mode::Major);
        assert_eq!(
            [key.step(60, 1), key.step(60, 2), key.step(60, -1), key.step(61, 1)],
            [62, 64, 59, 62]
        );
    }
}
