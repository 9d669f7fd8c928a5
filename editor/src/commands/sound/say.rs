//! `sound say`: a line spoken into a file.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_document::{Direction, Voice};
use maquette_time::{Flicks, FrameRate, parse_length};
use maquette_voice::{
    Delivery, Engine, MOST_PAUSE, SpeakSettings, Spoken, asks_for_pause, saying, speak, understood,
};
use serde_json::json;

use crate::backends::{engines, is_called, split};
use crate::cli::Manner;
use crate::console::{Outcome, note, say, stop};

/// What `(beat)` before the words waits for.
const BEAT: Flicks = Flicks(Flicks::SECOND.0);

#[derive(Args, Debug)]
pub(crate) struct Say {
    /// The words; a parenthetical before them directs them: "(whispering) Who is there?".
    #[arg(required_unless_present = "list_voices")]
    text: Option<String>,
    /// The engine and its voice, such as espeak:en-gb+f3 or piper:amy [default: the first engine's English].
    #[arg(long, value_name = "VOICE")]
    voice: Option<String>,
    /// The WAV to write.
    #[arg(short, long, value_name = "F.wav", required_unless_present = "list_voices")]
    out: Option<PathBuf>,
    /// Words a minute, 80 to 450.
    #[arg(long, default_value_t = 165, value_parser = clap::value_parser!(u16).range(80..=450))]
    speed: u16,
    /// So much higher or lower than the voice's own pitch, -50 to 50.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = clap::value_parser!(i8).range(-50..=50))]
    pitch: Option<i8>,
    #[command(flatten)]
    manner: Manner,
    /// How a word is to be said: spelled otherwise, or in sounds between slashes.
    #[arg(long, value_name = "WORD=SAID")]
    say: Vec<String>,
    /// Say which voices there are.
    #[arg(long)]
    list_voices: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Say) -> Result<Outcome> {
    let engines = engines();
    if words.list_voices {
        return list(&engines, words.json);
    }
    let (Some(text), Some(out)) = (&words.text, &words.out) else {
        bail!("give the words to say and a file to write: \"Hello.\" -o hello.wav");
    };
    let (engine, voice) = chosen(&engines, words)?;
    let (aside, text) = parenthetical(text);
    let delivery = Delivery::asked(aside).unwrap_or_default();
    let beat = if asks_for_pause(aside) { BEAT } else { Flicks::ZERO };
    let delivery = Delivery { pause: beat, ..delivery }.directed(&by_hand(words)?);
    let says = words.say.iter().map(|one| saying::parse(one)).collect::<Result<Vec<_>, _>>()?;
    let settings = SpeakSettings::of(text, delivery, &says);
    let spoken = speak(engine, &delivery.voice(&voice), text, &settings, stop())
        .with_context(|| format!("{:?} could not say it", voice.name))?;
    std::fs::write(out, spoken.wav()).with_context(|| format!("failed to write: {out:?}"))?;
    tell(words, engine, &voice, (aside, delivery), &spoken)
}

/// The engine and the voice that are asked for.
fn chosen<'a>(engines: &'a [Arc<dyn Engine>], words: &Say) -> Result<(&'a dyn Engine, Voice)> {
    let asked = words.voice.as_deref().unwrap_or("en");
    let (word, name) = match split(asked) {
        // The name of an engine alone is its English.
        (None, name) if engines.iter().any(|engine| is_called(&**engine, name)) => {
            (Some(name), "en")
        }
        parts => parts,
    };
    let engine = match word {
        Some(word) => engines.iter().find(|engine| is_called(&***engine, word)),
        None => engines.first(),
    };
    let Some(engine) = engine else {
        let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
        let there = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        bail!("there is no engine here that speaks {asked:?}; there are: {there}");
    };
    let voice = Voice { name: name.to_owned(), speed: words.speed, ..Voice::default() };
    Ok((&**engine, voice))
}

fn by_hand(words: &Say) -> Result<Direction> {
    let manner = &words.manner;
    let pause = manner.pause.as_deref().map(|text| parse_length(text, FrameRate::FILM)).transpose();
    let pause = pause.context("--pause is no length; use 0.5s or 12f")?;
    if pause.is_some_and(|pause| !(Flicks::ZERO..=MOST_PAUSE).contains(&pause)) {
        bail!("a line can wait for {} s at most", MOST_PAUSE.seconds());
    }
    Ok(Direction {
        pace: manner.pace,
        pitch: words.pitch,
        gain: manner.volume,
        pause,
        whisper: manner.whisper,
    })
}

/// What stands in parentheses before the words, and the words.
fn parenthetical(text: &str) -> (&str, &str) {
    let text = text.trim();
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inside.map_or(("", text), |(aside, words)| (aside, words.trim_start()))
}

fn tell(
    words: &Say,
    engine: &dyn Engine,
    voice: &Voice,
    (aside, delivery): (&str, Delivery),
    spoken: &Spoken,
) -> Result<Outcome> {
    let file = words.out.as_deref().unwrap_or_else(|| "".as_ref()).display().to_string();
    if words.json {
        let phones: Vec<_> = spoken
            .phones
            .iter()
            .map(|one| json!({"sound": one.name, "start": one.start.seconds(), "seconds": one.length.seconds()}))
            .collect();
        say(&serde_json::to_string_pretty(&json!({
            "file": file, "engine": engine.name(), "version": engine.version(), "voice": voice.name,
            "seconds": spoken.length().seconds(), "understood": understood(aside),
            "pace": f64::from(delivery.pace) / 100.0, "pitch": delivery.pitch, "volume": delivery.gain,
            "pause": delivery.pause.seconds(), "whisper": delivery.whisper, "mouth": spoken.mouth(),
            "sounds": phones, "notice": spoken.notice,
        }))?);
        return Ok(Outcome::Done);
    }
    spoken.notice.iter().for_each(|notice| note(notice));
    if !aside.is_empty() && understood(aside).is_empty() {
        note(&format!("({aside}) says nothing of how it is said"));
    }
    say(&format!(
        "wrote {file}: {:.2} s by {} {}",
        spoken.length().seconds(),
        engine.name(),
        voice.name
    ));
    Ok(Outcome::Done)
}

fn list(engines: &[Arc<dyn Engine>], as_json: bool) -> Result<Outcome> {
    let word =
        |engine: &Arc<dyn Engine>| engine.name().split('-').next().unwrap_or_default().to_owned();
    if as_json {
        let told: Vec<_> = engines
            .iter()
            .map(|one| json!({"engine": one.name(), "version": one.version(), "terms": one.terms(),
                "voices": one.voices().iter().map(|name| format!("{}:{name}", word(one))).collect::<Vec<_>>()}))
            .collect();
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    for engine in engines {
        let voices = engine.voices();
        say(&format!("{} {}: {} voices", engine.name(), engine.version(), voices.len()));
        for name in voices {
            say(&format!("  {}:{name}", word(engine)));
        }
    }
    if engines.is_empty() {
        note("nobody here can speak; install espeak-ng, or see docs/voices.md");
    }
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parenthetical_stands_before_the_words() {
        assert_eq!(parenthetical("(softly) Come in."), ("softly", "Come in."));
        assert_eq!(parenthetical("Come in (softly)."), ("", "Come in (softly)."));
        assert_eq!(parenthetical("(softly"), ("", "(softly"));
    }
}
