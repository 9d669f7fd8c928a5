//! The lines of a script, spoken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::{Result, bail};
use maquette_document::{Document, Id, Voice};
use maquette_generate::{Backend, GenerateError, Held, Progress, Request};
use maquette_staging::SpokenLine;
use maquette_time::Flicks;
use maquette_voice::{MOUTH_STEP, SpeakSettings, VoiceError, estimate, mouth_of_words};

use super::kept::{Kept, Made};
use crate::backends::{Speaker, Speakers, VoiceOrder, fact_mouth, fact_notice, usual};
use crate::cli::VoiceEngine;
use crate::console::note;

/// Who speaks by an engine that was asked for: the embedded voice, and why, where it is not there.
pub(crate) fn speaker_of(engine: VoiceEngine) -> Option<Speakers> {
    let (engine, why) = usual(engine)?;
    if let Some(why) = why {
        note(&format!("{why}; the embedded voice, a robot, speaks instead"));
    }
    Some(Speakers::of(engine))
}

/// A line as it will be heard.
#[derive(Clone, Debug)]
pub(crate) struct Voiced {
    pub(crate) length: Flicks,
    pub(crate) mouth: String,
    /// None where nobody speaks it: silence as long as it would have been.
    pub(crate) made: Option<Made>,
}

/// Has every line spoken, several at once; those spoken before are taken from the store. Without `speakers`
/// each is silence of its estimated length, and so is a line whose voice is not here.
///
/// # Errors
/// When a line cannot be spoken or kept, or `cancel` was set: what was spoken until then is kept.
pub(crate) fn speak_lines(
    document: &Document,
    lines: &[SpokenLine],
    voices: &BTreeMap<Id, Voice>,
    says: &[(String, String)],
    speakers: Option<&Speakers>,
    cancel: &AtomicBool,
    progress: &(dyn Fn(i64, i64) + Sync),
) -> Result<BTreeMap<Id, Voiced>> {
    let silent = Voice::default();
    let voice_of = |line: &SpokenLine| voices.get(&line.figure).unwrap_or(&silent);
    let Some(speakers) = speakers else {
        return Ok(lines
            .iter()
            .map(|line| (line.paragraph, unspoken(line, voice_of(line))))
            .collect());
    };
    let kept = Kept::of(document)?;
    let (missing, told) = (Mutex::default(), Mutex::default());
    let room =
        Room { document, speakers, says, kept: &kept, missing: &missing, cancel, told: &told };
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Mutex<BTreeMap<Id, Result<Voiced>>> = Mutex::default();
    let work = || {
        while let Some(line) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            let voiced = room.speak(line, voice_of(line));
            if let Ok(mut results) = results.lock() {
                results.insert(line.paragraph, voiced);
            }
            progress(done.fetch_add(1, Ordering::Relaxed) as i64 + 1, lines.len() as i64);
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    if cancel.load(Ordering::Relaxed) {
        bail!("stopped; the lines that were spoken are kept, and the next run goes on from there");
    }
    for name in missing.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        note(&format!(
            "the voice {name} is not here; its lines are silence of their estimated length"
        ));
    }
    let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.into_iter().map(|(line, voiced)| Ok((line, voiced?))).collect()
}

/// Where lines are spoken, and what is kept of them.
struct Room<'a> {
    document: &'a Document,
    speakers: &'a Speakers,
    /// Words that are said otherwise than they are spelled.
    says: &'a [(String, String)],
    kept: &'a Kept,
    /// Voices that nobody here has.
    missing: &'a Mutex<BTreeSet<String>>,
    cancel: &'a AtomicBool,
    /// What was told of lines that could not be said as they are written.
    told: &'a Mutex<BTreeSet<String>>,
}

impl Room<'_> {
    fn speak(&self, line: &SpokenLine, voice: &Voice) -> Result<Voiced> {
        let missing = || {
            if let Ok(mut missing) = self.missing.lock() {
                missing.insert(voice.name.clone());
            }
            Ok(unspoken(line, voice))
        };
        let Some((speaker, name)) = self.speakers.of_voice(&voice.name) else { return missing() };
        let said = Voice { name: name.to_owned(), ..line.delivery.voice(voice) };
        let weights = match speaker.engine().weights(&said) {
            Ok(weights) => weights,
            Err(VoiceError::NoVoice { .. }) => return missing(),
            Err(fault) => return Err(fault.into()),
        };
        let sound = SpeakSettings::of(&line.text, line.delivery, self.says);
        let request = VoiceOrder { voice: said, sound, weights }.request(&line.text)?;
        let made = match self.kept.find(self.document, speaker, &request) {
            Some(made) => made,
            None => self.make(speaker, &request)?,
        };
        Ok(Voiced { length: made.length, mouth: made.mouth.clone(), made: Some(made) })
    }

    fn make(&self, speaker: &Speaker, request: &Request) -> Result<Made, anyhow::Error> {
        let quiet = |_: f32, _: &str| {};
        let progress = Progress::new(self.cancel, &quiet);
        let artifact = speaker.make(request, &Held::default(), &progress);
        let artifact = artifact.map_err(|fault: GenerateError| {
            let words: String = request.prompt.chars().take(60).collect();
            let more = if words.len() < request.prompt.len() { "…" } else { "" };
            anyhow::Error::new(fault)
                .context(format!("a line could not be spoken: “{words}{more}”"))
        })?;
        let mouth = fact_mouth(&artifact);
        if let Some(notice) = fact_notice(&artifact)
            && let Ok(mut told) = self.told.lock()
            && told.insert(notice.to_owned())
        {
            note(notice);
        }
        self.kept.keep(self.document, speaker, request, &artifact, mouth)
    }
}

fn unspoken(line: &SpokenLine, voice: &Voice) -> Voiced {
    let speed = line.delivery.words_a_minute(voice.speed);
    let length = estimate(&line.text, speed, &line.language);
    let shut = (line.delivery.pause.0 / MOUTH_STEP.0).clamp(0, 1_000) as usize;
    let mouth = "0".repeat(shut) + mouth_of_words(&line.text, &line.language, length).as_str();
    Voiced { length: length + line.delivery.pause, mouth, made: None }
}
