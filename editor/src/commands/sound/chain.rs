//! The chain of mastering as it is typed, and as it is told.

use clap::Args;
use maquette_document::{Band, BandKind, Compressor, Ducking, Mastering};

/// What is done to a sound as a whole. What is not said stays as the preset has it, or the film.
#[derive(Args, Debug, Default)]
pub(crate) struct Chain {
    /// A whole chain: film (-23 LUFS), web (-14), broadcast (-24), or raw, which changes nothing.
    #[arg(long, value_name = "NAME", value_parser = parse_preset)]
    preset: Option<Mastering>,
    /// Integrated loudness in LUFS, such as -16; or off.
    #[arg(long, value_name = "LUFS", allow_hyphen_values = true, value_parser = parse_loudness)]
    loudness: Option<Setting<f32>>,
    /// The highest true peak in dBTP, such as -1; or off.
    #[arg(long, value_name = "DBTP", allow_hyphen_values = true, value_parser = parse_ceiling)]
    ceiling: Option<Setting<f32>>,
    /// Up to eight bands: "low-cut 80, bell 3000 +2 q 1.4, high-shelf 9000 -3"; or off.
    #[arg(long, value_name = "BANDS", value_parser = parse_bands)]
    eq: Option<Setting<Bands>>,
    /// How wide the sides are: 0 mono, 1 as they are, up to 2.
    #[arg(long, value_name = "W", value_parser = parse_width)]
    width: Option<f32>,
    /// Even the whole out: "2:1 over 4 knee 6 attack 0.01 release 0.2"; or off. Over: LU above its loudness.
    #[arg(long, value_name = "HOW", value_parser = parse_compressor)]
    compress: Option<Setting<Compressor>>,
    /// Even the dialogue out, in the same words.
    #[arg(long, value_name = "HOW", value_parser = parse_compressor)]
    voices: Option<Setting<Compressor>>,
    /// Music under dialogue: "under 16 bed 8 attack 0.2 release 0.6", in LU and seconds; or off.
    #[arg(long, value_name = "HOW", value_parser = parse_ducking)]
    duck: Option<Setting<Ducking>>,
}

/// A value, or `off`.
#[derive(Clone, Debug, PartialEq)]
enum Setting<T> {
    Off,
    To(T),
}

/// Their number is held to what a film may have.
#[derive(Clone, Debug, PartialEq)]
struct Bands(Vec<Band>);

impl<T: Clone> Setting<T> {
    fn read(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Self, String> {
        if text.trim() == "off" { Ok(Self::Off) } else { read(text).map(Self::To) }
    }

    fn value(&self) -> Option<T> {
        match self {
            Self::Off => None,
            Self::To(value) => Some(value.clone()),
        }
    }
}

impl Chain {
    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.over(Mastering::film()) == Mastering::film()
            && self.over(Mastering::raw()) == Mastering::raw()
    }

    /// `base`, or the preset, with what was said otherwise.
    pub(crate) fn over(&self, base: Mastering) -> Mastering {
        let mut chain = self.preset.clone().unwrap_or(base);
        if let Some(loudness) = &self.loudness {
            chain.loudness = loudness.value();
        }
        if let Some(ceiling) = &self.ceiling {
            chain.ceiling = ceiling.value();
        }
        if let Some(eq) = &self.eq {
            chain.equaliser = eq.value().map_or_else(Vec::new, |bands| bands.0);
        }
        if let Some(compress) = &self.compress {
            chain.compressor = compress.value();
        }
        if let Some(voices) = &self.voices {
            chain.voices = voices.value();
        }
        if let Some(duck) = &self.duck {
            chain.ducking = duck.value();
        }
        chain.width = self.width.unwrap_or(chain.width);
        chain
    }
}

/// A line for each thing that a chain does.
pub(crate) fn told(chain: &Mastering) -> Vec<String> {
    let mut lines = Vec::new();
    let name = Mastering::presets().into_iter().find(|(_, preset)| preset == chain);
    lines.push(format!("preset      {}", name.map_or("of its own", |(name, _)| name)));
    let of = |value: Option<f32>, unit: &str| {
        value.map_or_else(|| "as it is mixed".to_owned(), |value| format!("{value:.1} {unit}"))
    };
    lines.push(format!("loudness    {}", of(chain.loudness, "LUFS")));
    lines.push(format!("ceiling     {}", of(chain.ceiling, "dBTP")));
    if let Some(Ducking { bed, under, attack, release }) = chain.ducking {
        lines.push(format!(
            "music       {bed} LU under the dialogue, {under} under a line, down in {attack} s, up in {release} s"
        ));
    }
    let compressor = |what: &str, settings: Option<Compressor>| {
        settings.map(|Compressor { threshold, ratio, knee, attack, release }| {
            format!(
                "{what:<11} {ratio}:1 from {threshold} LU over the loudness, knee {knee}, {attack} s down, {release} s up"
            )
        })
    };
    lines.extend(compressor("voices", chain.voices));
    for Band { kind, hertz, gain, q } in &chain.equaliser {
        let kind = BANDS.iter().find(|(_, one)| one == kind).map_or("band", |(name, _)| name);
        lines.push(format!("equaliser   {kind} {hertz} Hz, {gain:+} dB, q {q}"));
    }
    if chain.width != 1.0 {
        lines.push(format!("width       {}", chain.width));
    }
    lines.extend(compressor("compressor", chain.compressor));
    lines
}

const BANDS: [(&str, BandKind); 5] = [
    ("low-cut", BandKind::LowCut),
    ("high-cut", BandKind::HighCut),
    ("low-shelf", BandKind::LowShelf),
    ("high-shelf", BandKind::HighShelf),
    ("bell", BandKind::Bell),
];

fn parse_preset(text: &str) -> Result<Mastering, String> {
    let found = Mastering::presets().into_iter().find(|(name, _)| *name == text);
    let names = || Mastering::presets().map(|(name, _)| name).join(", ");
    found.map(|(_, preset)| preset).ok_or_else(|| format!("there is {}", names()))
}

/// A number from `low` to `high`.
fn number(text: &str, low: f32, high: f32) -> Result<f32, String> {
    match text.trim().parse::<f32>() {
        Ok(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(format!("{text:?} is not a number from {low} to {high}")),
    }
}

fn parse_loudness(text: &str) -> Result<Setting<f32>, String> {
    Setting::read(text, |text| number(text, -70.0, 0.0))
}

fn parse_ceiling(text: &str) -> Result<Setting<f32>, String> {
    Setting::read(text, |text| number(text, -60.0, 0.0))
}

fn parse_width(text: &str) -> Result<f32, String> {
    number(text, 0.0, 2.0)
}

fn parse_bands(text: &str) -> Result<Setting<Bands>, String> {
    Setting::read(text, |text| {
        let bands = text.split(',').map(parse_band).collect::<Result<Vec<Band>, String>>()?;
        let most = Mastering::MOST_BANDS;
        if bands.len() <= most { Ok(Bands(bands)) } else { Err(format!("there may be {most}")) }
    })
}

fn parse_band(text: &str) -> Result<Band, String> {
    let example = || format!("{:?} is no band; such as: bell 3000 +2 q 1.4", text.trim());
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let (_, kind) = BANDS.into_iter().find(|(band, _)| *band == name).ok_or_else(|| {
        format!("{}; there is {}", example(), BANDS.map(|(name, _)| name).join(", "))
    })?;
    let hertz = number(words.next().ok_or_else(example)?, 10.0, 20_000.0)?;
    let mut band = Band { kind, hertz, ..Band::default() };
    let mut next = words.next();
    if let Some(gain) = next.filter(|word| *word != "q") {
        band.gain = number(gain, -24.0, 24.0)?;
        next = words.next();
    }
    match (next, words.next(), words.next()) {
        (None, ..) => Ok(band),
        (Some("q"), Some(q), None) => Ok(Band { q: number(q, 0.1, 10.0)?, ..band }),
        _ => Err(example()),
    }
}

/// Calls `set` with each name and what follows it.
fn each_pair(
    words: &str,
    mut set: impl FnMut(&str, &str) -> Result<(), String>,
) -> Result<(), String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    for pair in words.chunks(2) {
        let [name, value] = pair else {
            return Err(format!("{:?} needs a number after it", pair.join(" ")));
        };
        set(name, value)?;
    }
    Ok(())
}

fn parse_compressor(text: &str) -> Result<Setting<Compressor>, String> {
    Setting::read(text, |text| {
        let (ratio, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let ratio = ratio.strip_suffix(":1").unwrap_or(ratio);
        let mut made = Compressor { ratio: number(ratio, 1.0, 100.0)?, ..Compressor::default() };
        each_pair(rest, |name, value| {
            match name {
                "over" => made.threshold = number(value, -40.0, 40.0)?,
                "knee" => made.knee = number(value, 0.0, 40.0)?,
                "attack" => made.attack = number(value, 0.001, 10.0)?,
                "release" => made.release = number(value, 0.001, 10.0)?,
                _ => return Err(format!("{name:?} is not over, knee, attack or release")),
            }
            Ok(())
        })?;
        Ok(made)
    })
}

fn parse_ducking(text: &str) -> Result<Setting<Ducking>, String> {
    Setting::read(text, |text| {
        let mut made = Ducking::default();
        each_pair(text, |name, value| {
            match name {
                "under" => made.under = number(value, 0.0, 60.0)?,
                "bed" => made.bed = number(value, -24.0, 60.0)?,
                "attack" => made.attack = number(value, 0.01, 10.0)?,
                "release" => made.release = number(value, 0.01, 10.0)?,
                _ => return Err(format!("{name:?} is not under, bed, attack or release")),
            }
            Ok(())
        })?;
        Ok(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_as_they_are_written() {
        let band = |kind, hertz, gain, q| Band { kind, hertz, gain, q };
        let expected = vec![
            band(BandKind::LowCut, 80.0, 0.0, 0.71),
            band(BandKind::Bell, 3000.0, 2.0, 1.4),
            band(BandKind::HighShelf, 9000.0, -3.0, 0.71),
        ];
        let read = parse_bands("low-cut 80, bell 3000 +2 q 1.4, high-shelf 9000 -3");
        assert_eq!(read, Ok(Setting::To(Bands(expected))));
        assert_eq!(parse_bands("off"), Ok(Setting::Off));
        let wrong =
            ["", "bell", "bell 5", "bell 100 99", "notch 100", "bell 100 1 q", "bell 100 1 w 2"];
        for text in wrong.into_iter().chain(["bell 100 1,".repeat(9).as_str()]) {
            assert!(parse_bands(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_chain_is_its_preset_with_what_was_said_otherwise() {
        let chain = Chain {
            preset: Some(Mastering::web()),
            loudness: Some(Setting::To(-16.0)),
            compress: Some(parse_compressor("4:1 over 6 release 0.3").unwrap()),
            duck: Some(Setting::Off),
            ..Chain::default()
        };
        let made = chain.over(Mastering::film());
        let compressor = made.compressor.unwrap();
        assert_eq!((made.loudness, made.ducking), (Some(-16.0), None));
        assert_eq!((compressor.ratio, compressor.threshold, compressor.release), (4.0, 6.0, 0.3));
        assert_eq!(made.equaliser, Mastering::web().equaliser);
        assert!(!chain.is_empty() && Chain::default().is_empty());
        assert!(parse_compressor("0.5").is_err() && parse_compressor("2 over").is_err());
        assert!(parse_ducking("under 12 depth 3").is_err() && parse_preset("loud").is_err());
    }
}
