//! Mouth shapes for animators: which of Rhubarb's nine a mouth has at any time, and the files that say so.
//!
//! The shapes and files are those of Rhubarb Lip Sync (its README, "Mouth shapes" and "Output formats"), so that
//! whatever reads its files reads these.

use std::fmt::Write;

use maquette_time::{Flicks, FrameRate};

use super::Phone;

/// What a mouth looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Closed, for P, B, M.
    A,
    /// A little open, teeth together: most consonants, and the vowels of "see" and "sit".
    B,
    /// Open: "bed", "bat".
    C,
    /// Wide open: "father", "my".
    D,
    /// A little round: "off", "bird", "book".
    E,
    /// Puckered: "you", "show", "way".
    F,
    /// Teeth on the lip: F, V.
    G,
    /// Tongue up behind the teeth: a long L.
    H,
    /// At rest.
    X,
}

/// A shape, and how long it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    pub shape: Shape,
    pub start: Flicks,
    pub length: Flicks,
}

/// The formats of Rhubarb's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeFormat {
    /// A time and a letter a line.
    Tsv,
    Json,
    Xml,
    /// Moho's switch data: frames, counted from 1.
    Dat {
        rate: FrameRate,
        names: ShapeNames,
    },
}

/// What shapes are called in Moho's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeNames {
    Letters,
    /// `MBP`, `etc`, `E`, `AI`, `O`, `U`, `FV`, `L`, `rest`.
    PrestonBlair,
}

impl Shape {
    pub fn letter(self) -> &'static str {
        NAMES[self as usize].0
    }

    pub fn preston_blair(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// How far the mouth is open: 0 shut, 15 wide.
    fn opening(self) -> f64 {
        NAMES[self as usize].2
    }
}

const NAMES: [(&str, &str, f64); 9] = [
    ("A", "MBP", 0.0),
    ("B", "etc", 4.0),
    ("C", "E", 9.0),
    ("D", "AI", 13.0),
    ("E", "O", 9.0),
    ("F", "U", 5.0),
    ("G", "FV", 2.0),
    ("H", "L", 7.0),
    ("X", "rest", 0.0),
];

/// The shapes of a mouth that says `phones`, without gaps; two that follow each other differ.
pub fn cues(phones: &[Phone]) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for phone in phones {
        let (first, second) = shapes_of(phone.name);
        let half = if second.is_some() { Flicks(phone.length.0 * 3 / 5) } else { phone.length };
        add(&mut cues, Cue { shape: first, start: phone.start, length: half });
        if let Some(shape) = second {
            add(&mut cues, Cue { shape, start: phone.start + half, length: phone.length - half });
        }
    }
    cues
}

/// Adds `cue`; what is too short to be seen is left out, unless without it a word looks wrong.
fn add(cues: &mut Vec<Cue>, cue: Cue) {
    let must_be_seen = matches!(cue.shape, Shape::A | Shape::F | Shape::G);
    match cues.last_mut() {
        Some(last) if last.shape == cue.shape || (cue.length < SEEN && !must_be_seen) => {
            last.length += cue.length
        }
        _ => cues.push(cue),
    }
}

/// 35 ms, less than a frame of film.
const SEEN: Flicks = Flicks(24_696_000);

/// The shape of a sound, and the one that it ends in, where that is another.
fn shapes_of(phone: &str) -> (Shape, Option<Shape>) {
    match phone {
        "SIL" => (Shape::X, None),
        "P" | "B" | "M" => (Shape::A, None),
        "F" | "V" => (Shape::G, None),
        "L" => (Shape::H, None),
        "W" | "UW" | "OW" => (Shape::F, None),
        "AA" => (Shape::D, None),
        "AE" | "EH" | "AH" => (Shape::C, None),
        "AO" | "ER" | "UH" => (Shape::E, None),
        "EY" => (Shape::C, Some(Shape::B)),
        "AY" => (Shape::D, Some(Shape::B)),
        "AW" => (Shape::D, Some(Shape::F)),
        "OY" => (Shape::E, Some(Shape::B)),
        _ => (Shape::B, None),
    }
}

/// How far the mouth opens, a hex digit for each 40 ms, as [`mouth`](super::mouth) gives it.
pub(crate) fn openness(phones: &[Phone], steps: usize) -> String {
    let cues = cues(phones);
    let digit = |place: usize| {
        let start = Flicks(super::MOUTH_STEP.0 * place as i64);
        let end = start + super::MOUTH_STEP;
        let from = cues.partition_point(|cue| cue.start + cue.length <= start);
        let inside = cues[from..].iter().take_while(|cue| cue.start < end);
        let mut open = 0.0;
        for cue in inside {
            let shared = (cue.start + cue.length).min(end) - cue.start.max(start);
            let share = shared.0 as f64 / super::MOUTH_STEP.0 as f64;
            // Lips that meet are seen, however short.
            if cue.shape == Shape::A && 0.3 < share {
                return '0';
            }
            open += cue.shape.opening() * share;
        }
        char::from_digit(libm::round(open) as u32, 16).unwrap_or('f')
    };
    (0..steps).map(digit).collect()
}

/// `cues` as a file; `sound` is the name of the sound that they go with.
pub fn shape_file(cues: &[Cue], format: ShapeFormat, sound: &str) -> String {
    let end = cues.last().map_or(Flicks::ZERO, |cue| cue.start + cue.length);
    let mut file = String::new();
    let mut line = |text: String| {
        file.push_str(&text);
        file.push('\n');
    };
    let time = |time: Flicks| format!("{:.2}", time.seconds());
    match format {
        ShapeFormat::Tsv => {
            cues.iter()
                .for_each(|cue| line(format!("{}\t{}", time(cue.start), cue.shape.letter())));
            line(format!("{}\tX", time(end)));
        }
        ShapeFormat::Json => {
            line("{\n  \"metadata\": {".into());
            line(format!(
                "    \"soundFile\": \"{}\",\n    \"duration\": {}\n  }},",
                json(sound),
                time(end)
            ));
            line("  \"mouthCues\": [".into());
            for (place, cue) in cues.iter().enumerate() {
                let (start, stop, comma) = (
                    time(cue.start),
                    time(cue.start + cue.length),
                    if place + 1 < cues.len() { "," } else { "" },
                );
                line(format!(
                    "    {{ \"start\": {start}, \"end\": {stop}, \"value\": \"{}\" }}{comma}",
                    cue.shape.letter()
                ));
            }
            line("  ]\n}".into());
        }
        ShapeFormat::Xml => {
            line(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rhubarbResult>\n  <metadata>".into(),
            );
            line(format!(
                "    <soundFile>{}</soundFile>\n    <duration>{}</duration>\n  </metadata>\n  <mouthCues>",
                xml(sound),
                time(end)
            ));
            for cue in cues {
                let (start, stop) = (time(cue.start), time(cue.start + cue.length));
                line(format!(
                    "    <mouthCue start=\"{start}\" end=\"{stop}\">{}</mouthCue>",
                    cue.shape.letter()
                ));
            }
            line("  </mouthCues>\n</rhubarbResult>".into());
        }
        ShapeFormat::Dat { rate, names } => file = switches(cues, end, rate, names),
    }
    file
}

/// Moho's switch data, up to `end`: what falls on a frame that is taken is left out.
fn switches(cues: &[Cue], end: Flicks, rate: FrameRate, names: ShapeNames) -> String {
    let name = |shape: Shape| match names {
        ShapeNames::Letters => shape.letter(),
        ShapeNames::PrestonBlair => shape.preston_blair(),
    };
    let mut lines = vec!["MohoSwitch1".to_owned()];
    let mut last = 0;
    for cue in cues {
        let frame = rate.frame_at(cue.start).0 + 1;
        if frame != last {
            lines.push(format!("{frame} {}", name(cue.shape)));
            last = frame;
        }
    }
    let frame = (rate.frame_at(end).0 + 1).max(last + 1);
    lines.push(format!("{frame} {}\n", name(Shape::X)));
    lines.join("\n")
}

fn json(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => safe.extend(['\\', c]),
            c if c.is_control() => {
                // A string takes whatever is written to it.
                let _written = write!(safe, "\\u{:04x}", u32::from(c)).is_ok();
            }
            c => safe.push(c),
        }
    }
    safe
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Phones of 100 ms each.
    fn said(names: &[&'static str]) -> Vec<Phone> {
        let length = Flicks::SECOND / 10;
        let one = |(place, name): (usize, &&'static str)| Phone {
            name,
            start: length * place as i64,
            length,
        };
        names.iter().enumerate().map(one).collect()
    }

    fn letters(cues: &[Cue]) -> String {
        cues.iter().map(|cue| cue.shape.letter()).collect()
    }

    #[test]
    fn lips_meet_teeth_bite_and_diphthongs_move() {
        assert_eq!(
            letters(&cues(&said(&["SIL", "M", "AY", "L", "AW", "F", "S", "IY", "SIL"]))),
            "XADBHDFGBX"
        );
    }

    #[test]
    fn cues_leave_no_gap_and_never_repeat() {
        let phones = said(&["SIL", "T", "S", "AA", "P", "EH", "T", "SIL"]);
        let cues = cues(&phones);
        let mut at = Flicks::ZERO;
        for pair in cues.windows(2) {
            assert_ne!(pair[0].shape, pair[1].shape);
        }
        for cue in &cues {
            assert_eq!(cue.start, at);
            at += cue.length;
        }
        assert_eq!(at, Flicks::SECOND / 10 * 8);
    }

    #[test]
    fn files_are_written_as_rhubarb_writes_them() {
        let cues = cues(&said(&["SIL", "M", "AA", "SIL"]));
        assert_eq!(
            shape_file(&cues, ShapeFormat::Tsv, "hi.wav"),
            "0.00\tX\n0.10\tA\n0.20\tD\n0.30\tX\n0.40\tX\n"
        );
        assert_eq!(
            shape_file(&cues[..2], ShapeFormat::Json, "a \"b\".wav"),
            "{\n  \"metadata\": {\n    \"soundFile\": \"a \\\"b\\\".wav\",\n    \"duration\": 0.20\n  },\n  \"mouthCues\": [\n    { \"start\": 0.00, \"end\": 0.10, \"value\": \"X\" },\n    { \"start\": 0.10, \"end\": 0.20, \"value\": \"A\" }\n  ]\n}\n"
        );
        assert_eq!(
            shape_file(&cues[..1], ShapeFormat::Xml, "a&b.wav"),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rhubarbResult>\n  <metadata>\n    <soundFile>a&amp;b.wav</soundFile>\n    <duration>0.10</duration>\n  </metadata>\n  <mouthCues>\n    <mouthCue start=\"0.00\" end=\"0.10\">X</mouthCue>\n  </mouthCues>\n</rhubarbResult>\n"
        );
        let dat = |names| shape_file(&cues, ShapeFormat::Dat { rate: FrameRate::FILM, names }, "");
        assert_eq!(dat(ShapeNames::Letters), "MohoSwitch1\n1 X\n3 A\n5 D\n8 X\n10 X\n");
        assert_eq!(
            dat(ShapeNames::PrestonBlair),
            "MohoSwitch1\n1 rest\n3 MBP\n5 AI\n8 rest\n10 rest\n"
        );
        assert_eq!(shape_file(&[], ShapeFormat::Tsv, ""), "0.00\tX\n");
    }

    #[test]
    fn a_mouth_is_wide_in_a_vowel_and_shut_where_lips_meet() {
        assert_eq!(openness(&said(&["SIL", "AA", "M", "AA"]), 10), "007dd000dd");
        assert_eq!(openness(&[], 3), "000");
    }
}
