//! What is asked for.

use std::fmt;

use maquette_document::Manifest;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// All that a maker is told. The same request to the same version of a backend should make the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is to be made: `staging`, `voice`, `music`.
    pub kind: String,
    /// The words: a line to speak, a wish for music, a scene.
    pub prompt: String,
    /// blake3 of each input in hexadecimal, in the order that the backend expects.
    pub inputs: Vec<String>,
    pub settings: Settings,
    pub seed: u32,
}

impl Request {
    /// A request without words, inputs or seed.
    pub fn new(kind: &str, settings: Settings) -> Self {
        Self { kind: kind.into(), prompt: String::new(), inputs: Vec::new(), settings, seed: 0 }
    }

    /// The request that `manifest` remembers.
    ///
    /// # Errors
    /// When its settings are no JSON.
    pub fn of(manifest: &Manifest) -> Result<Self, SettingsError> {
        Ok(Self {
            kind: manifest.kind.clone(),
            prompt: manifest.prompt.clone(),
            inputs: manifest.inputs.clone(),
            settings: Settings::remembered(&manifest.settings)?,
            seed: manifest.seed,
        })
    }

    /// A name for what comes out, in hexadecimal: equal only if all that goes in is. What was made under it
    /// need not be made again.
    pub fn key(&self, backend: &str, version: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for text in [backend, version, &self.kind, &self.prompt, self.settings.as_str()] {
            part(text.as_bytes());
        }
        part(&self.seed.to_le_bytes());
        for input in &self.inputs {
            part(input.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// How it is to be made: JSON with sorted keys, so that equal settings are equal bytes.
///
/// Lengths belong in whole flicks and shares in `f32`: both come back exactly from JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings(String);

impl Settings {
    /// # Errors
    /// When `value` has no form in JSON, such as a map whose keys are not text.
    pub fn of<T: Serialize>(value: &T) -> Result<Self, SettingsError> {
        let value =
            serde_json::to_value(value).map_err(|source| SettingsError::Write { source })?;
        Ok(Self(sorted(value).to_string()))
    }

    /// Settings as a manifest holds them, kept to the byte.
    ///
    /// # Errors
    /// When `text` is no JSON.
    pub fn remembered(text: &str) -> Result<Self, SettingsError> {
        let fault = |source| SettingsError::Read { source, text: text.chars().take(80).collect() };
        serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(fault)?;
        Ok(Self(text.to_owned()))
    }

    /// The settings as the type that they were made of.
    ///
    /// # Errors
    /// When they are of another shape: made by a newer studio, or by another backend.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, SettingsError> {
        let fault =
            |source| SettingsError::Read { source, text: self.0.chars().take(80).collect() };
        serde_json::from_str(&self.0).map_err(fault)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self("{}".into())
    }
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why settings could not be written down or read back.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the settings cannot be written as JSON")]
    Write { source: serde_json::Error },
    #[error("the settings cannot be read; they may be of another version: {text}")]
    Read { source: serde_json::Error, text: String },
}

/// `value` with the keys of every object in order, whatever map `serde_json` was built with.
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> =
                fields.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(Map::from_iter(fields))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Wish {
        tempo: f32,
        length: i64,
        name: String,
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value = serde_json::json!({"b": [{"z": 1, "a": 2}], "a": {"d": 1, "c": 2}});
        let settings = Settings::of(&value).unwrap();
        assert_eq!(settings.as_str(), r#"{"a":{"c":2,"d":1},"b":[{"a":2,"z":1}]}"#);
    }

    #[test]
    fn what_is_no_json_is_refused_and_what_is_of_another_shape_too() {
        assert!(Settings::remembered("{").is_err());
        assert!(Settings::remembered("").is_err());
        assert!(Settings::remembered("{}").unwrap().read::<Wish>().is_err());
    }

    #[test]
    fn the_key_changes_with_each_part_of_a_request() {
        let base = Request::new("voice", Settings::default());
        let mut others = vec![base.key("b", "2"), base.key("c", "1"), base.key("b1", "")];
        others.push(Request { prompt: "x".into(), ..base.clone() }.key("b", "1"));
        others.push(Request { seed: 1, ..base.clone() }.key("b", "1"));
        others.push(Request { inputs: vec!["ab".into()], ..base.clone() }.key("b", "1"));
        others.push(Request { inputs: vec!["a".into(), "b".into()], ..base.clone() }.key("b", "1"));
        others.push(base.key("b", "1"));
        let count = others.len();
        others.sort();
        others.dedup();
        assert_eq!(others.len(), count);
    }

    proptest! {
        #[test]
        fn settings_come_back_as_they_went(tempo in any::<f32>(), length: i64, name in ".{0,20}") {
            prop_assume!(tempo.is_finite());
            let wish = Wish { tempo, length, name };
            let settings = Settings::of(&wish).unwrap();
            prop_assert_eq!(settings.read::<Wish>().unwrap(), wish);
            prop_assert_eq!(Settings::remembered(settings.as_str()).unwrap(), settings);
        }
    }
}
