//! Models from outside: each read once, and kept while the film is open.

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maquette_document::Id;
use maquette_model::{Character, Model, ModelError};

use crate::scenery::Loading;

/// Things read from files, by the medium that each is in.
pub(crate) struct Stock<T> {
    read: fn(&Path) -> Result<T, ModelError>,
    kept: BTreeMap<Id, State<T>>,
}

enum State<T> {
    Here(Arc<T>),
    Coming(Receiver<Result<T, ModelError>>),
    /// It was told why.
    Missing,
}

/// Characters and things that are kept.
const KEPT: usize = 64;

impl<T: Send + 'static> Stock<T> {
    /// What is in a medium; none while it is read elsewhere, or when that failed.
    ///
    /// # Errors
    /// When it cannot be read, and is to be read now.
    pub(crate) fn get(
        &mut self,
        media: Id,
        path: impl FnOnce() -> PathBuf,
        loading: Loading,
    ) -> Result<Option<Arc<T>>, ModelError> {
        if self.kept.len() >= KEPT && !self.kept.contains_key(&media) {
            self.kept.clear();
        }
        if !self.kept.contains_key(&media) {
            let state = match loading {
                Loading::Now => State::Here(Arc::new((self.read)(&path())?)),
                Loading::Elsewhere => self.send_for(path()),
            };
            self.kept.insert(media, state);
        }
        self.come();
        Ok(match self.kept.get(&media) {
            Some(State::Here(thing)) => Some(thing.clone()),
            Some(State::Coming(_) | State::Missing) | None => None,
        })
    }

    /// Takes in what was read meanwhile. Says whether something was.
    pub(crate) fn come(&mut self) -> bool {
        let mut came = false;
        for state in self.kept.values_mut() {
            let State::Coming(coming) = state else { continue };
            let read = match coming.try_recv() {
                Ok(read) => read,
                Err(TryRecvError::Empty) => continue,
                Err(TryRecvError::Disconnected) => {
                    *state = State::Missing;
                    continue;
                }
            };
            came = true;
            *state = match read {
                Ok(thing) => State::Here(Arc::new(thing)),
                Err(error) => {
                    tracing::warn!("a model is not shown: {}", told(&error));
                    State::Missing
                }
            };
        }
        came
    }

    fn send_for(&self, path: PathBuf) -> State<T> {
        let (sender, coming) = bounded(1);
        let read = self.read;
        let reading = std::thread::Builder::new().name("model".into()).spawn(move || {
            // Nobody waits for it any more where this fails.
            sender.send(read(&path)).is_ok()
        });
        match reading {
            Ok(_) => State::Coming(coming),
            Err(error) => {
                tracing::warn!("a model cannot be read: {error}");
                State::Missing
            }
        }
    }
}

fn told(error: &ModelError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// Those who take the place of mannequins.
pub(crate) fn characters() -> Stock<Character> {
    let read = |path: &Path| {
        let model = read(path)?;
        Character::of(model).map_err(|source| ModelError::Faulty { path: path.to_owned(), source })
    };
    Stock { read, kept: BTreeMap::new() }
}

/// Things that stand in sets.
pub(crate) fn things() -> Stock<Model> {
    Stock { read, kept: BTreeMap::new() }
}

fn read(path: &Path) -> Result<Model, ModelError> {
    let bytes =
        std::fs::read(path).map_err(|source| ModelError::Read { path: path.to_owned(), source })?;
    Model::read(&bytes, path)
}
