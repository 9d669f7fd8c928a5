//! What was made.

use std::collections::BTreeMap;

use maquette_document::{Edit, Manifest};
use maquette_time::Flicks;

use crate::Request;
use crate::request::sorted;

/// What a maker gives: a file, edits to the film, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Artifact {
    pub file: Option<File>,
    /// What the film becomes by it, in order.
    pub edits: Vec<Edit>,
    /// How long it lasts, for what is heard or moves.
    pub length: Option<Flicks>,
    /// What else is known of it, by name: follows from the rest, and is no part of its hash.
    pub facts: BTreeMap<String, String>,
}

/// Bytes that become a medium of the film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    pub bytes: Vec<u8>,
    /// For people, without extension.
    pub name: String,
    /// Lower case, without the dot.
    pub extension: String,
}

impl Artifact {
    /// A file and nothing else.
    pub fn of_file(name: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let file = File { bytes, name: name.into(), extension: extension.into() };
        Self { file: Some(file), ..Self::default() }
    }

    /// Edits and nothing else.
    pub fn of_edits(edits: Vec<Edit>) -> Self {
        Self { edits, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.file.is_none() && self.edits.is_empty()
    }

    /// blake3 in hexadecimal: of the bytes where it is only a file (so that it equals the hash of the medium),
    /// of the edits as JSON with sorted keys where it is only edits, of both hashes where it is both.
    pub fn output(&self) -> String {
        match (&self.file, self.edits.is_empty()) {
            (Some(file), true) => hash_of(&file.bytes),
            (None, _) => hash_of(&self.edit_bytes()),
            (Some(file), false) => hash_of(
                format!("{} {}", hash_of(&file.bytes), hash_of(&self.edit_bytes())).as_bytes(),
            ),
        }
    }

    fn edit_bytes(&self) -> Vec<u8> {
        let value = serde_json::to_value(&self.edits).unwrap_or_default();
        sorted(value).to_string().into_bytes()
    }
}

/// The record of how `artifact` was made: all that it takes to make it again.
pub fn manifest_of(
    request: &Request,
    backend: &str,
    version: &str,
    artifact: &Artifact,
) -> Manifest {
    Manifest {
        kind: request.kind.clone(),
        backend: backend.into(),
        version: version.into(),
        prompt: request.prompt.clone(),
        seed: request.seed,
        settings: request.settings.as_str().into(),
        inputs: request.inputs.clone(),
        output: artifact.output(),
    }
}

/// blake3 in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use maquette_document::{Film, Id};

    use super::*;

    #[test]
    fn a_file_alone_has_the_hash_of_its_bytes() {
        assert_eq!(Artifact::of_file("a", "wav", vec![1, 2, 3]).output(), hash_of(&[1, 2, 3]));
    }

    #[test]
    fn facts_and_names_do_not_change_the_hash_but_edits_do() {
        let file = Artifact::of_file("a", "wav", vec![1]);
        let mut told = Artifact::of_file("b", "wav", vec![1]);
        told.facts.insert("words".into(), "3".into());
        assert_eq!(told.output(), file.output());
        told.edits.push(Edit::create(Id::FILM, &Film::default()));
        assert_ne!(told.output(), file.output());
        let edits = Artifact::of_edits(told.edits.clone());
        assert_ne!(edits.output(), told.output());
    }

    #[test]
    fn a_manifest_gives_its_request_back() {
        let settings = crate::Settings::of(&("calm", 62)).unwrap();
        let request = Request {
            prompt: "a line".into(),
            inputs: vec![hash_of(b"in")],
            seed: 9,
            ..Request::new("voice", settings)
        };
        let manifest = manifest_of(&request, "toy", "1", &Artifact::of_file("a", "wav", vec![1]));
        assert_eq!(Request::of(&manifest).unwrap(), request);
    }
}
