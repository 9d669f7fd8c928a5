//! What was made once, by the key of its request: found again after a stop, or when the script changes.

use std::path::PathBuf;

use anyhow::{Context, Result};
use maquette_document::{Document, Manifest, Media};
use maquette_generate::{Artifact, Backend, Request, manifest_of};
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

/// A file that was made, in the media store, with the record of how.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) media: Media,
    pub(crate) manifest: Manifest,
    pub(crate) length: Flicks,
    pub(crate) mouth: String,
}

/// The notes of what was made for a film, beside its other things that can be made again.
pub(crate) struct Kept {
    folder: PathBuf,
}

impl Kept {
    pub(crate) fn of(document: &Document) -> Result<Self> {
        let folder = document.folder().join("proxy/made");
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("failed to make a folder: {folder:?}"))?;
        Ok(Self { folder })
    }

    /// What this request gave before, if its file is still whole where it was put.
    pub(crate) fn find(
        &self,
        document: &Document,
        backend: &dyn Backend,
        request: &Request,
    ) -> Option<Made> {
        let note = std::fs::read(self.path(backend, request)).ok()?;
        let made: Made = serde_json::from_slice(&note).ok()?;
        let file = std::fs::metadata(document.media().path_of(&made.media)).ok()?;
        (file.len() == u64::from(made.media.bytes)).then_some(made)
    }

    /// Puts what was made into the store, and a note of it beside.
    pub(crate) fn keep(
        &self,
        document: &Document,
        backend: &dyn Backend,
        request: &Request,
        artifact: &Artifact,
        mouth: String,
    ) -> Result<Made> {
        let file = artifact.file.as_ref().context("nothing was made")?;
        let name = format!("{}.{}", file.name, file.extension);
        let mut media = document.media().add_bytes(&file.bytes, &name)?;
        let length = artifact.length.unwrap_or_default();
        if file.extension == "wav" {
            let channels = if mouth.is_empty() { 2 } else { 1 };
            let samples = length.samples(maquette_sound::RATE);
            media.kind = maquette_document::MediaKind::Sound {
                samples,
                rate: maquette_sound::RATE,
                channels,
            };
        }
        let manifest = manifest_of(request, backend.name(), &backend.version(), artifact);
        let made = Made { media, manifest, length, mouth };
        let path = self.path(backend, request);
        let part = path.with_extension("part");
        std::fs::write(&part, serde_json::to_vec(&made)?)
            .and_then(|()| std::fs::rename(&part, &path))
            .with_context(|| format!("failed to write; is the disk full?: {path:?}"))?;
        Ok(made)
    }

    fn path(&self, backend: &dyn Backend, request: &Request) -> PathBuf {
        self.folder.join(format!("{}.json", request.key(backend.name(), &backend.version())))
    }
}
