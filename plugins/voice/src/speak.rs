//! One line, spoken.

use std::sync::atomic::AtomicBool;

use maquette_document::Voice;
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use super::polish::polished;
use super::saying::{Said, of as said_as, said_in};
use super::shapes::openness;
use super::upsample::at_48k;
use super::wording::{MOST_CHARACTERS, wording_with};
use super::{Delivery, Engine, MOST_PAUSE, Phone, VoiceError, estimate, mouth};
use maquette_sound::{Depth, Pcm, RATE, write_wav};

/// How a spoken line is to sound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpeakSettings {
    /// Loudness of the line in LUFS, its pauses left out; -60 to -6.
    pub level: f32,
    /// How much of a small room is heard: 0 none, 1 much.
    pub room: f32,
    /// How much the edge is taken off the voice: 0 as it is, 1 dull.
    pub warmth: f32,
    /// Silence before the first word; up to ten seconds.
    #[serde(skip_serializing_if = "is_none")]
    pub pause: Flicks,
    /// Breath without voice, where the engine can.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub whisper: bool,
    /// Words that are said otherwise than they are spelled: see [`crate::saying`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<(String, String)>,
}

fn is_none(pause: &Flicks) -> bool {
    *pause == Flicks::ZERO
}

impl SpeakSettings {
    /// For a line of `text` that is delivered so; of the words of `says`, those that are in it.
    pub fn of(text: &str, delivery: Delivery, says: &[(String, String)]) -> Self {
        let usual = Self::default();
        Self {
            level: usual.level + f32::from(delivery.gain),
            pause: delivery.pause,
            whisper: delivery.whisper,
            says: said_in(text, says),
            ..usual
        }
    }
}

impl Default for SpeakSettings {
    fn default() -> Self {
        Self {
            level: -23.0,
            room: 0.22,
            warmth: 0.8,
            pause: Flicks::ZERO,
            whisper: false,
            says: Vec::new(),
        }
    }
}

/// A spoken line: mono at 48 kHz, with 40 ms before its first sound and 160 ms after its last.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    pub samples: Vec<f32>,
    /// What is said when, from the first sample to the last; empty where the engine does not tell.
    pub phones: Vec<Phone>,
    /// What could not be said as it is written, for people.
    pub notice: Option<String>,
}

impl Spoken {
    pub fn length(&self) -> Flicks {
        Flicks::from_samples(self.samples.len() as i64, 48_000)
    }

    /// As a file: 16-bit WAV.
    pub fn wav(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let sound = Pcm { rate: RATE, channels: vec![self.samples.clone()] };
        // Memory takes whatever is written to it.
        let written = write_wav(&mut bytes, &sound, Depth::I16).is_ok();
        debug_assert!(written);
        bytes
    }

    /// How far the mouth opens, a hex digit for each 40 ms.
    pub fn mouth(&self) -> String {
        if self.phones.is_empty() {
            return mouth(&self.samples);
        }
        openness(&self.phones, self.samples.len().div_ceil(1_920))
    }
}

/// Has `text` spoken by `voice`. The same engine, voice, text and settings give the same samples.
///
/// A line without a letter or a digit, such as `...`, is a beat of silence. `cancel` stops it within
/// milliseconds.
///
/// # Errors
/// When espeak-ng does not speak, takes too long, or the line is longer than 20,000 characters.
pub fn speak(
    engine: &dyn Engine,
    voice: &Voice,
    text: &str,
    settings: &SpeakSettings,
    cancel: &AtomicBool,
) -> Result<Spoken, VoiceError> {
    let characters = text.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(VoiceError::TooLong { characters, most: MOST_CHARACTERS });
    }
    let pause = settings.pause.clamp(Flicks::ZERO, MOST_PAUSE).samples(48_000);
    let (says, unsaid) = sayable(engine, &settings.says);
    let told = |notice: Option<String>| match (notice, &unsaid) {
        (Some(notice), Some(unsaid)) => Some(format!("{notice}; {unsaid}")),
        (notice, unsaid) => notice.or_else(|| unsaid.clone()),
    };
    let silence = |notice| {
        let length = estimate(text, voice.speed, &voice.name).samples(48_000) + pause;
        let samples = vec![0.0; usize::try_from(length).unwrap_or_default()];
        Spoken { samples, phones: Vec::new(), notice: told(notice) }
    };
    let words = wording_with(text, &says);
    if !words.chars().any(char::is_alphanumeric) {
        return Ok(silence(None));
    }
    let whispering = settings.whisper.then(|| engine.whispering(voice));
    let heard = engine.say(whispering.as_ref().unwrap_or(voice), &words, cancel)?;
    if heard.samples.is_empty() {
        return Ok(silence(heard.notice));
    }
    let unknown = || VoiceError::Refused {
        engine: engine.name().into(),
        why: format!("its sound has {} samples a second", heard.rate),
    };
    let raw = at_48k(&heard).ok_or_else(unknown)?;
    let Some((line, cut)) = polished(&raw, settings) else {
        return Ok(silence(heard.notice));
    };
    let mut samples = vec![0.0; usize::try_from(pause).unwrap_or_default()];
    samples.extend(line);
    let length = Flicks::from_samples(samples.len() as i64, 48_000);
    let phones = moved(&heard.phones, Flicks::from_samples(cut - pause, 48_000), length);
    Ok(Spoken { samples, phones, notice: told(heard.notice) })
}

/// Those words of a list that the engine can say so, and what to tell of the others.
fn sayable(
    engine: &dyn Engine,
    says: &[(String, String)],
) -> (Vec<(String, String)>, Option<String>) {
    let can = |said: &str| engine.takes_sounds() || matches!(said_as(said), Said::Spelled(_));
    let (sayable, not): (Vec<_>, Vec<_>) = says.iter().cloned().partition(|(_, said)| can(said));
    let words: Vec<&str> = not.iter().map(|(word, _)| word.as_str()).collect();
    let told = format!("{} takes no sounds, so it spells out {}", engine.name(), words.join(", "));
    (sayable, (!words.is_empty()).then_some(told))
}

/// `phones` in a line of `length` that starts `cut` later than the sound they were told of, gaps filled with
/// silence.
fn moved(phones: &[Phone], cut: Flicks, length: Flicks) -> Vec<Phone> {
    let mut moved: Vec<Phone> = Vec::with_capacity(phones.len() + 2);
    if phones.is_empty() {
        return moved;
    }
    let silence = |start, end: Flicks| Phone { name: "SIL", start, length: end - start };
    let mut at = Flicks(0);
    for phone in phones {
        let start = (phone.start - cut).clamp(at, length);
        let end = (phone.start + phone.length - cut).clamp(start, length);
        if at < start {
            moved.push(silence(at, start));
        }
        if start < end {
            moved.push(Phone { start, length: end - start, ..*phone });
        }
        at = end;
    }
    if at < length {
        moved.push(silence(at, length));
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::Espeak;
    use super::*;

    const LINE: &str = "You said the lamp would hold until the boat was in.";
    static NEVER: AtomicBool = AtomicBool::new(false);

    /// The engine, or a word that it is missing here.
    fn engine() -> Option<Espeak> {
        match Espeak::probe() {
            Ok(engine) => Some(engine),
            Err(fault) => {
                tracing::warn!("not tested: {fault}");
                None
            }
        }
    }

    fn said(engine: &Espeak, name: &str, text: &str) -> Result<Spoken, VoiceError> {
        let voice = Voice { name: name.into(), ..Voice::default() };
        speak(engine, &voice, text, &SpeakSettings::default(), &NEVER)
    }

    #[test]
    fn a_line_spoken_twice_is_the_same_to_the_byte() {
        let Some(engine) = engine() else { return };
        let first = said(&engine, "en-gb+f2", LINE).unwrap();
        let again = said(&engine, "en-gb+f2", LINE).unwrap();
        assert_eq!(first.wav(), again.wav());
        assert!((2.0..5.0).contains(&first.length().seconds()));
        assert_eq!(first.mouth().len(), first.samples.len().div_ceil(1_920));
    }

    #[test]
    fn a_line_is_delivered_as_it_is_asked() {
        let Some(engine) = engine() else { return };
        let voice = Voice { name: "en+m3".into(), ..Voice::default() };
        let says =
            [("lamp".to_owned(), "/flˈuːt/".to_owned()), ("other".to_owned(), "x".to_owned())];
        let said = |aside: &str, pause: i64, says: &[(String, String)]| {
            let mut delivery = Delivery::asked(aside).unwrap_or_default();
            delivery.pause = Flicks::SECOND * pause;
            let settings = SpeakSettings::of(LINE, delivery, says);
            speak(&engine, &delivery.voice(&voice), LINE, &settings, &NEVER).unwrap()
        };
        let plain = said("", 0, &[]);
        let late = said("", 1, &[]);
        assert_eq!(late.samples[48_000..], plain.samples);
        assert!(late.samples[..48_000].iter().all(|sample| *sample == 0.0));
        assert!(late.mouth().starts_with(&"0".repeat(25)));
        assert!(said("(slowly)", 0, &[]).length().seconds() > plain.length().seconds() * 1.15);
        assert!(said("(fast)", 0, &[]).length().seconds() < plain.length().seconds() * 0.9);
        let level = |line: &Spoken| super::super::loudness(&line.samples).unwrap();
        let shout = level(&said("(loudly)", 0, &[])) - level(&plain);
        assert!((3.0..5.0).contains(&shout), "{shout}");
        assert!(said("(whispering)", 0, &[]) != said("(quietly)", 0, &[]));
        assert!(said("", 0, &says) != plain);
        assert!(said("", 0, &says[1..]) == plain);
    }

    #[test]
    fn what_is_not_asked_for_leaves_the_order_of_a_line_as_it_was() {
        let settings =
            SpeakSettings::of("Hello.", Delivery::default(), &[("Nell".into(), "nel".into())]);
        assert_eq!(settings, SpeakSettings::default());
        let text = serde_json::to_string(&settings).unwrap();
        assert!(
            !text.contains("says") && !text.contains("pause") && !text.contains("whisper"),
            "{text}"
        );
    }

    #[test]
    fn phones_move_with_their_sound_and_leave_no_gap() {
        let phone =
            |name, start, length| Phone { name, start: Flicks(start), length: Flicks(length) };
        let told = [phone("SIL", 0, 10), phone("AE", 10, 5), phone("T", 20, 5)];
        let later = [
            phone("SIL", 0, 7),
            phone("AE", 7, 5),
            phone("SIL", 12, 5),
            phone("T", 17, 5),
            phone("SIL", 22, 8),
        ];
        assert_eq!(moved(&told, Flicks(3), Flicks(30)), later);
        assert_eq!(
            moved(&told, Flicks(12), Flicks(9)),
            [phone("AE", 0, 3), phone("SIL", 3, 5), phone("T", 8, 1)]
        );
        assert_eq!(moved(&[], Flicks(3), Flicks(30)), []);
    }

    #[test]
    fn all_voices_come_out_equally_loud_and_none_clips() {
        let Some(engine) = engine() else { return };
        for variant in ["f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m4", "m6", "m7", "m8"] {
            let line = said(&engine, &format!("en-gb+{variant}"), LINE).unwrap();
            let level = super::super::loudness(&line.samples).unwrap();
            let peak = line.samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
            assert!((level + 23.0).abs() < 0.6, "{variant}: {level} LUFS");
            assert!(peak < 0.86, "{variant}: {peak}");
        }
    }

    #[test]
    fn every_voice_is_another_voice() {
        let Some(engine) = engine() else { return };
        let names: Vec<String> = (0..7).map(|n| format!("PERSON {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for language in ["en", "en-GB", "fr-FR", "de", "es", "it", "pt-BR", "pt-PT", "ru", "zh"] {
            let voices = super::super::cast(&names, language, 1, &[]);
            // At one pitch and speed, so that only the timbre tells them apart.
            let spoken =
                voices.iter().map(|voice| said(&engine, &voice.name, "la la").unwrap().samples);
            let spoken: Vec<_> = spoken.collect();
            for (at, line) in spoken.iter().enumerate() {
                for (other, before) in spoken[..at].iter().enumerate() {
                    let same = voices[at].name == voices[other].name;
                    assert!(
                        same || line != before,
                        "{} and {}",
                        voices[at].name,
                        voices[other].name
                    );
                }
            }
        }
    }

    #[test]
    fn text_is_never_an_option_a_tag_or_a_phoneme() {
        let Some(engine) = engine() else { return };
        for text in
            ["-v --version", "<b>hello</b>", "[[h@l'oU]]", "\u{1}50P hello", "$(id) `ls`", "--"]
        {
            let line = said(&engine, "en", text).unwrap();
            assert!(line.length() < Flicks::SECOND * 8, "{text}");
        }
    }

    #[test]
    fn a_line_without_words_is_a_beat() {
        let Some(engine) = engine() else { return };
        let beat = said(&engine, "en", "...").unwrap();
        assert!(beat.samples.iter().all(|sample| *sample == 0.0) && beat.samples.len() > 20_000);
    }

    #[test]
    fn a_voice_that_is_not_there_and_a_line_without_end_are_errors() {
        let Some(engine) = engine() else { return };
        assert!(matches!(said(&engine, "zz+f2", LINE), Err(VoiceError::NoVoice { .. })));
        let endless = "word ".repeat(5_000);
        assert!(matches!(said(&engine, "en", &endless), Err(VoiceError::TooLong { .. })));
    }

    #[test]
    fn an_estimate_is_near_what_is_spoken() {
        let Some(engine) = engine() else { return };
        let lines = [
            ("en-gb", LINE),
            (
                "en-gb",
                "I have been keeping this light for thirty-one years, and I have never let it go out.",
            ),
            ("en-gb", "Wait. Listen. Do you hear that?"),
            (
                "fr",
                "Je garde ce phare depuis trente et un ans, et jamais je ne l'ai laissé s'éteindre.",
            ),
            ("de", "Der Sturm kommt von Nordosten, wir haben eine Stunde, vielleicht weniger."),
            ("es", "La tormenta viene del noreste; tenemos una hora, quizá menos."),
            ("ru", "Я храню этот маяк тридцать один год, и он ни разу не погас."),
        ];
        for (language, text) in lines {
            let spoken = said(&engine, language, text).unwrap().length().seconds();
            let guess = estimate(text, Voice::default().speed, language).seconds();
            assert!(
                (guess / spoken - 1.0).abs() < 0.25,
                "{language}: {guess:.2} s for {spoken:.2} s"
            );
        }
    }
}
