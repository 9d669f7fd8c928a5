//! The makers that are built in, as generation knows them: voice, music, staging.

mod director;
mod music;
mod speakers;
mod voice;

pub(crate) use director::{Director, StagingOrder};
pub(crate) use music::Composer;
pub(crate) use speakers::{Speakers, engines, is_called, networks, split, usual};
pub(crate) use voice::{Speaker, VoiceOrder, fact_mouth, fact_notice};

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::world::World;
use maquette_document::{Manifest, Media, MediaStore, all};
use maquette_generate::{Backends, InputError, Inputs};

/// All makers that can work on this machine.
pub(crate) fn all_backends() -> Backends {
    let mut backends = Backends::default();
    for engine in engines() {
        backends.register(Arc::new(Speaker::new(engine)));
    }
    backends.register(Arc::new(Composer));
    backends.register(Arc::new(Director));
    backends
}

/// What a manifest is of, for people.
pub(crate) fn label(manifest: &Manifest) -> String {
    let words: String = manifest.prompt.chars().take(60).collect();
    format!("{} by {}: {words}", manifest.kind, manifest.backend)
}

/// The inputs of generation out of a film's media store.
pub(crate) struct StoredInputs<'a> {
    store: &'a MediaStore,
    media: BTreeMap<String, Media>,
}

impl<'a> StoredInputs<'a> {
    pub(crate) fn of(store: &'a MediaStore, world: &World) -> Self {
        let media = all::<Media>(world);
        Self { store, media: media.into_iter().map(|(_, m)| (m.hash.clone(), m.clone())).collect() }
    }
}

impl Inputs for StoredInputs<'_> {
    fn bytes(&self, hash: &str) -> Result<Arc<[u8]>, InputError> {
        let media =
            self.media.get(hash).ok_or_else(|| InputError::Missing { hash: hash.to_owned() })?;
        match std::fs::read(self.store.path_of(media)) {
            Ok(bytes) => Ok(bytes.into()),
            Err(source) => Err(InputError::Read { hash: hash.to_owned(), source }),
        }
    }
}
