//! Our own composer as a maker of music.

use maquette_generate::{
    Artifact, Backend, Capabilities, Determinism, GenerateError, Inputs, Progress, Request,
    Settings, SettingsError,
};
use maquette_music::{self, Cue, MusicRequest};
use maquette_sound::{Depth, RATE, SourceType, WavSpec, WavWriter};
use maquette_time::Flicks;

use crate::told::sound_of_request;

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
        maquette_music::VERSION.to_string()
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
        let cue = Cue::compose(&order).map_err(|error| fault(error.to_string()))?;
        let bytes =
            wav_of(&cue, progress)?.ok_or_else(|| fault("it could not be written".into()))?;
        let (name, version) = (self.name(), self.version());
        let bytes = sound_of_request(bytes, request, name, version, SourceType::AlgorithmicMedia);
        let mut artifact = Artifact::of_file("music", "wav", bytes);
        artifact.length = Some(order.length);
        artifact.facts.insert("tempo".into(), format!("{:.2}", cue.tempo()));
        artifact.facts.insert("key".into(), cue.key().to_string());
        Ok(artifact)
    }
}

/// The cue as a 16-bit WAV; none if it cannot be written.
fn wav_of(cue: &Cue, progress: &Progress<'_>) -> Result<Option<Vec<u8>>, GenerateError> {
    let frames = cue.samples() as u64;
    let spec = WavSpec { rate: RATE, channels: 2, depth: Depth::I16, frames };
    let Ok(mut wav) = WavWriter::new(Vec::with_capacity(frames as usize * 4 + 64), spec) else {
        return Ok(None);
    };
    let mut player = cue.player();
    let mut block = vec![[0.0; 2]; RATE as usize];
    let mut done = 0;
    loop {
        let filled = player.fill(&mut block);
        if filled == 0 {
            return Ok(wav.finish().ok());
        }
        if wav.write(block[..filled].as_flattened()).is_err() {
            return Ok(None);
        }
        done += filled;
        progress.at(done as f32 / frames.max(1) as f32, "music")?;
    }
}
