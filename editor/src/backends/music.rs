//! Our own composer as a maker of music.

use maquette_generate::{
    Artifact, Backend, Capabilities, Determinism, GenerateError, Inputs, Progress, Request, Settings,
    SettingsError,
};
use maquette_sound::music::{self, MusicRequest};
use maquette_time::Flicks;

/// Counts up when the same request would sound otherwise.
const VERSION: &str = "1";

pub(crate) struct Composer;

impl Composer {
    pub(crate) fn request(order: &MusicRequest) -> Result<Request, SettingsError> {
        let prompt = "a bed for the film".to_owned();
        Ok(Request { prompt, seed: order.seed, ..Request::new("music", Settings::of(order)?) })
    }
}

impl Backend for Composer {
    fn name(&self) -> &str {
        "composer"
    }

    fn version(&self) -> String {
        VERSION.into()
    }

    fn kinds(&self) -> &[&str] {
        &["music"]
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            determinism: Determinism::Exact,
            longest: Some(Flicks::SECOND * 6 * 3600),
            terms: "made by Maquette from nothing but rules; yours".into(),
        }
    }

    fn make(
        &self,
        request: &Request,
        _inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Artifact, GenerateError> {
        let order: MusicRequest = request.settings.read()?;
        let fault = |why: String| GenerateError::Failed { name: self.name().to_owned(), why };
        let cue = music::compose(&order).map_err(|error| fault(error.to_string()))?;
        let bytes = cue.wav(&mut |share| progress.at(share, "music").is_ok());
        let bytes = bytes.ok_or(GenerateError::Cancelled)?;
        let mut artifact = Artifact::of_file("music", "wav", bytes);
        artifact.length = Some(order.length);
        artifact.facts.insert("tempo".into(), format!("{:.2}", cue.tempo()));
        artifact.facts.insert("key".into(), cue.key().to_string());
        Ok(artifact)
    }
}
