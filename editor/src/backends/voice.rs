//! An engine of speech as a maker of voices.

use std::sync::Arc;

use maquette_document::Voice;
use maquette_generate::{
    Artifact, Backend, Capabilities, Determinism, GenerateError, Inputs, Progress, Request,
    Settings, SettingsError,
};
use maquette_voice::{Engine, SpeakSettings, speak};
use serde::{Deserialize, Serialize};

use crate::told::{sound_of_request, source_of_engine};

/// How a line is ordered: the settings of a request of kind `voice`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct VoiceOrder {
    pub(crate) voice: Voice,
    pub(crate) sound: SpeakSettings,
    /// Of what the voice is made; nothing where the engine is all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) weights: String,
}

impl VoiceOrder {
    pub(crate) fn request(&self, text: &str) -> Result<Request, SettingsError> {
        Ok(Request { prompt: text.to_owned(), ..Request::new("voice", Settings::of(self)?) })
    }
}

/// The fact of an artifact that tells what could not be said as it is written.
pub(crate) fn fact_notice(artifact: &Artifact) -> Option<&str> {
    artifact.facts.get("notice").map(String::as_str)
}

/// The fact of an artifact that says how the mouth moves.
pub(crate) fn fact_mouth(artifact: &Artifact) -> String {
    artifact.facts.get("mouth").cloned().unwrap_or_default()
}

pub(crate) struct Speaker {
    engine: Arc<dyn Engine>,
}

impl Speaker {
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        Self { engine }
    }

    pub(crate) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }
}

impl Backend for Speaker {
    fn name(&self) -> &str {
        self.engine.name()
    }

    fn version(&self) -> String {
        format!("{} polish {}", self.engine.version(), maquette_voice::VERSION)
    }

    fn kinds(&self) -> &[&str] {
        &["voice"]
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            determinism: match self.engine.is_portable() {
                true => Determinism::Exact,
                false => Determinism::SameMachine,
            },
            longest: None,
            terms: self.engine.terms().into(),
        }
    }

    fn make(
        &self,
        request: &Request,
        _inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Artifact, GenerateError> {
        let order: VoiceOrder = request.settings.read()?;
        let failed = |why| GenerateError::Failed { name: self.name().to_owned(), why };
        let here = self.engine.weights(&order.voice).map_err(|fault| failed(chain(&fault)))?;
        if here != order.weights {
            let name = &order.voice.name;
            return Err(failed(format!("the files of the voice {name:?} are not what they were")));
        }
        let spoken =
            speak(&*self.engine, &order.voice, &request.prompt, &order.sound, progress.flag())
                .map_err(|fault| failed(chain(&fault)))?;
        let words: String = request.prompt.chars().take(40).collect();
        let (name, version) = (self.name(), self.version());
        let source = source_of_engine(name);
        let wav = sound_of_request(spoken.wav(), request, name, version, source);
        let mut artifact = Artifact::of_file(&words, "wav", wav);
        artifact.length = Some(spoken.length());
        artifact.facts.insert("mouth".into(), spoken.mouth());
        if let Some(notice) = spoken.notice {
            artifact.facts.insert("notice".into(), notice);
        }
        Ok(artifact)
    }
}

/// A fault with its causes, on one line.
fn chain(fault: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(fault.source(), |cause| cause.source());
    causes.fold(fault.to_string(), |told, cause| format!("{told}: {cause}"))
}
