//! The rule-based director as a maker of staging.

use std::collections::BTreeMap;

use maquette_document::{Aspect, Id};
use maquette_generate::{
    Artifact, Backend, Capabilities, Determinism, GenerateError, Inputs, Progress, Request,
    Settings, SettingsError,
};
use maquette_staging::{
    Known, Settings as StageSettings, Staged, breakdown, breakdown_into, stage,
};
use maquette_time::{Flicks, FrameRate};
use serde::{Deserialize, Serialize};

/// Counts up when the same script would be staged otherwise.
const VERSION: &str = "2";

/// How a staging is ordered: the settings of a request of kind `staging`. Its one input is the script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StagingOrder {
    pub(crate) seed: u32,
    pub(crate) rate: FrameRate,
    pub(crate) aspect: Aspect,
    /// How long each line is spoken, by its paragraph.
    pub(crate) lengths: BTreeMap<Id, Flicks>,
    /// What the film that it is staged into has of the script already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) known: Option<Known>,
}

impl StagingOrder {
    pub(crate) fn request(&self, name: &str, script: &str) -> Result<Request, SettingsError> {
        Ok(Request {
            prompt: name.to_owned(),
            inputs: vec![script.to_owned()],
            seed: self.seed,
            ..Request::new("staging", Settings::of(self)?)
        })
    }

    /// Stages the script that `text` is.
    pub(crate) fn staged(&self, text: &str) -> Staged {
        let script = maquette_script::parse(text);
        let breakdown = match &self.known {
            Some(known) => breakdown_into(&script, self.seed, known),
            None => breakdown(&script, self.seed),
        };
        let settings = StageSettings { seed: self.seed, rate: self.rate, aspect: self.aspect };
        let length_of = |line: Id| self.lengths.get(&line).copied();
        stage(&script, text, &breakdown, &length_of, &settings)
    }
}

pub(crate) struct Director;

impl Backend for Director {
    fn name(&self) -> &str {
        "director"
    }

    fn version(&self) -> String {
        VERSION.into()
    }

    fn kinds(&self) -> &[&str] {
        &["staging"]
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            determinism: Determinism::Exact,
            longest: None,
            terms: "made by Maquette from your script by rules; yours".into(),
        }
    }

    fn make(
        &self,
        request: &Request,
        inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Artifact, GenerateError> {
        let order: StagingOrder = request.settings.read()?;
        let fault = |why: String| GenerateError::Failed { name: self.name().to_owned(), why };
        let script = request.inputs.first().ok_or_else(|| fault("no script was given".into()))?;
        let (text, _) = maquette_script::script_from(&inputs.bytes(script)?)
            .map_err(|e| fault(e.to_string()))?;
        progress.at(0.0, "staging")?;
        Ok(Artifact::of_edits(order.staged(&text).edits))
    }
}
