//! The engines that are here, and which of them a voice is of.

use std::sync::{Arc, OnceLock};

use maquette_voice::{Embedded, Engine, Espeak, Kokoro, Piper, VoiceError, voice_folders};

use super::Speaker;
use crate::cli::VoiceEngine;
use crate::console::note;

/// Who speaks the lines of a film: one engine for all voices, but for those that name theirs: `piper:amy`.
pub(crate) struct Speakers {
    usual: Speaker,
    /// Looked for when a voice first names one.
    all: OnceLock<Vec<Speaker>>,
}

impl Speakers {
    /// With `usual` for the voices that name no engine.
    pub(crate) fn of(usual: Arc<dyn Engine>) -> Self {
        Self { usual: Speaker::new(usual), all: OnceLock::new() }
    }

    /// Who speaks with a voice of this name, and what the engine calls it; nobody where the engine that it names
    /// is not here.
    pub(crate) fn of_voice<'a>(&self, name: &'a str) -> Option<(&Speaker, &'a str)> {
        match split(name) {
            (None, name) => Some((&self.usual, name)),
            (Some(engine), name) => {
                let all =
                    self.all.get_or_init(|| engines().into_iter().map(Speaker::new).collect());
                let own = all.iter().find(|one| is_called(one.engine(), engine));
                own.map(|speaker| (speaker, name))
            }
        }
    }
}

/// All engines that work on this machine, the usual one first.
pub(crate) fn engines() -> Vec<Arc<dyn Engine>> {
    let mut engines: Vec<Arc<dyn Engine>> = Vec::new();
    // Without espeak-ng nobody tells networks the sounds of a line.
    if let Ok(espeak) = Espeak::probe() {
        engines.push(Arc::new(espeak.clone()));
        for found in networks(&espeak) {
            match found {
                Ok(engine) => engines.push(engine),
                Err(fault) => note(&fault.to_string()),
            }
        }
    }
    engines.push(Arc::new(Embedded));
    engines
}

/// The engines whose voices are networks, as far as some were found.
pub(crate) fn networks(espeak: &Espeak) -> Vec<Result<Arc<dyn Engine>, VoiceError>> {
    let folders = voice_folders();
    let mut found: Vec<Result<Arc<dyn Engine>, VoiceError>> = Vec::new();
    if let Some(piper) = Piper::find(&folders, espeak.clone()) {
        found.push(Ok(Arc::new(piper)));
    }
    match Kokoro::find(&folders, espeak.clone()) {
        Ok(Some(kokoro)) => found.push(Ok(Arc::new(kokoro))),
        Ok(None) => {}
        Err(fault) => found.push(Err(fault)),
    }
    found
}

/// The engine that the name of a voice names, and the rest: `piper` and `amy` of `piper:amy`.
pub(crate) fn split(name: &str) -> (Option<&str>, &str) {
    match name.split_once(':') {
        Some((engine, voice)) if engine.chars().all(|c| c.is_ascii_alphabetic()) => {
            (Some(engine), voice)
        }
        _ => (None, name),
    }
}

/// Whether an engine is meant by a word: `espeak` is espeak-ng.
pub(crate) fn is_called(engine: &dyn Engine, word: &str) -> bool {
    let name = engine.name();
    name.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// The engine for the voices that name none, nobody where all is to be silent; and why it is not the one that was
/// asked for, where that is not here.
pub(crate) fn usual(engine: VoiceEngine) -> Option<(Arc<dyn Engine>, Option<String>)> {
    match engine {
        VoiceEngine::Silent => None,
        VoiceEngine::Embedded => Some((Arc::new(Embedded), None)),
        VoiceEngine::Espeak => Some(match Espeak::probe() {
            Ok(engine) => (Arc::new(engine), None),
            Err(why) => (Arc::new(Embedded), Some(why.to_string())),
        }),
    }
}
