//! Which instrument plays which part.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::chance::Chance;
use super::compose::Sound;
use super::mood::Feel;

/// What people ask for, or do not want to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instrument {
    Strings,
    Piano,
    Synth,
    Plucked,
    Percussion,
    Pads,
    Brass,
    Woodwind,
    Bells,
    /// Any bass.
    Bass,
    /// Any melody.
    Melody,
}

impl Instrument {
    pub fn name(self) -> &'static str {
        match self {
            Self::Strings => "strings",
            Self::Piano => "piano",
            Self::Synth => "synth",
            Self::Plucked => "plucked strings",
            Self::Percussion => "drums",
            Self::Pads => "pads",
            Self::Brass => "brass",
            Self::Woodwind => "woodwind",
            Self::Bells => "bells",
            Self::Bass => "bass",
            Self::Melody => "melody",
        }
    }

    /// Whether it may carry a piece; the others are found in any.
    fn leads(self) -> bool {
        !matches!(self, Self::Percussion | Self::Bass | Self::Melody)
    }

    /// What a sound belongs to.
    fn of(sound: Sound) -> Self {
        match sound {
            Sound::Pad => Self::Pads,
            Sound::Strings | Sound::Violin | Sound::Spiccato => Self::Strings,
            Sound::Bass => Self::Bass,
            Sound::Felt => Self::Piano,
            Sound::Glass => Self::Bells,
            Sound::Reed => Self::Woodwind,
            Sound::Pluck => Self::Plucked,
            Sound::Saw | Sound::Lead | Sound::Arp | Sound::SynthBass | Sound::Electric => {
                Self::Synth
            }
            Sound::Horn => Self::Brass,
            Sound::Skin
            | Sound::Wood
            | Sound::Brush
            | Sound::Swell
            | Sound::Boom
            | Sound::Kick
            | Sound::Snare
            | Sound::Hat
            | Sound::Tom => Self::Percussion,
        }
    }
}

/// What is asked for and what is not wanted; nothing asked for is a small orchestra with a piano.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Instruments {
    pub wanted: BTreeSet<Instrument>,
    pub unwanted: BTreeSet<Instrument>,
}

/// The sound of each part; a part without one is silent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Palette {
    pub pad: Option<Sound>,
    pub strings: Option<Sound>,
    pub brass: Option<Sound>,
    pub bass: Option<Sound>,
    pub figures: Option<Sound>,
    pub melody: Option<Sound>,
    /// Whether the melody is played on what was asked for, and so on nothing else where it is tense.
    pub settled: bool,
    pub drums: bool,
}

impl Palette {
    pub(crate) fn of(asked: &Instruments, feel: Feel, chance: Chance) -> Self {
        let leads: Vec<Instrument> =
            asked.wanted.iter().copied().filter(|instrument| instrument.leads()).collect();
        let only_drums = leads.is_empty()
            && asked.wanted.contains(&Instrument::Percussion)
            && !asked.wanted.contains(&Instrument::Melody)
            && asked.unwanted.contains(&Instrument::Melody);
        let mut palette = if leads.is_empty() {
            Self::orchestra(feel, chance)
        } else {
            Self::ensemble(&leads, feel, chance)
        };
        let without = |sound: Option<Sound>, instead: &[Sound]| {
            let wanted = |sound: &Sound| !asked.unwanted.contains(&Instrument::of(*sound));
            sound.filter(wanted).or_else(|| sound.and(instead.iter().copied().find(wanted)))
        };
        palette.pad = without(palette.pad, &[Sound::Strings, Sound::Pad]);
        palette.strings = without(palette.strings, &[]);
        palette.brass = without(palette.brass, &[]);
        palette.bass = without(palette.bass, &[Sound::Bass]);
        palette.figures = without(palette.figures, &[Sound::Pluck, Sound::Glass]);
        palette.melody = without(palette.melody, &[Sound::Felt, Sound::Reed, Sound::Pluck]);
        if asked.unwanted.contains(&Instrument::Bass) {
            palette.bass = None;
        }
        if asked.unwanted.contains(&Instrument::Melody) {
            palette.melody = None;
        }
        palette.drums = !asked.unwanted.contains(&Instrument::Percussion);
        if only_drums {
            palette = Self { drums: palette.drums, ..Self::NONE };
        }
        palette
    }

    const NONE: Self = Self {
        pad: None,
        strings: None,
        brass: None,
        bass: None,
        figures: None,
        melody: None,
        settled: true,
        drums: true,
    };

    fn orchestra(feel: Feel, chance: Chance) -> Self {
        let melody = match feel {
            Feel::Warm | Feel::Bright | Feel::Wistful => {
                chance.pick(&[Sound::Felt, Sound::Reed, Sound::Violin])
            }
            Feel::Sombre | Feel::Tense => chance.pick(&[Sound::Reed, Sound::Felt, Sound::Glass]),
        };
        Self {
            pad: Some(Sound::Pad),
            strings: Some(Sound::Strings),
            bass: Some(Sound::Bass),
            figures: Some(Sound::Felt),
            melody: Some(melody),
            settled: false,
            ..Self::NONE
        }
    }

    /// From what was asked for and nothing else, but for a bass.
    fn ensemble(leads: &[Instrument], feel: Feel, chance: Chance) -> Self {
        let first = |choices: &[(Instrument, Sound)]| {
            choices.iter().find(|(instrument, _)| leads.contains(instrument)).map(|(_, s)| *s)
        };
        use Instrument::{Bells, Brass, Pads, Piano, Plucked, Strings, Synth, Woodwind};
        let pad = first(&[(Pads, Sound::Pad), (Strings, Sound::Strings), (Synth, Sound::Saw)])
            .or(first(&[(Brass, Sound::Horn), (Woodwind, Sound::Reed)]));
        let bass = first(&[
            (Synth, Sound::SynthBass),
            (Strings, Sound::Strings),
            (Brass, Sound::Horn),
            (Piano, Sound::Felt),
            (Plucked, Sound::Pluck),
        ]);
        let figures = first(&[
            (Piano, Sound::Felt),
            (Plucked, Sound::Pluck),
            (
                Synth,
                if matches!(feel, Feel::Warm | Feel::Sombre) {
                    Sound::Electric
                } else {
                    Sound::Arp
                },
            ),
            (Bells, Sound::Glass),
            (Strings, Sound::Spiccato),
            (Pads, Sound::Glass),
            (Brass, Sound::Horn),
            (Woodwind, Sound::Reed),
        ]);
        let melodies: Vec<Sound> = [
            (Woodwind, Sound::Reed),
            (Strings, Sound::Violin),
            (Brass, Sound::Horn),
            (Synth, Sound::Lead),
            (Piano, Sound::Felt),
            (Plucked, Sound::Pluck),
            (Bells, Sound::Glass),
            (Pads, Sound::Glass),
        ]
        .into_iter()
        .filter(|(instrument, _)| leads.contains(instrument))
        .map(|(_, sound)| sound)
        .collect();
        Self {
            pad,
            strings: leads.contains(&Strings).then_some(Sound::Strings),
            brass: leads.contains(&Brass).then_some(Sound::Horn),
            bass: bass.or(Some(Sound::Bass)),
            figures,
            melody: (!melodies.is_empty()).then(|| chance.pick(&melodies)),
            ..Self::NONE
        }
    }
}
