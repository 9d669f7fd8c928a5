//! The seam that makers fill, and the table of those at hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy_ecs::prelude::Resource;
use maquette_document::Manifest;
use maquette_time::Flicks;

use crate::{Artifact, Closeness, InputError, Inputs, Request, SettingsError, manifest_of};

/// Something that makes what is asked for.
pub trait Backend: Send + Sync {
    /// As manifests call it; never changes.
    fn name(&self) -> &str;

    /// Of the maker itself and of whatever program or weights it runs. Changes whenever the same request may
    /// give something else.
    fn version(&self) -> String;

    /// What it can make: `staging`, `voice`, `music`.
    fn kinds(&self) -> &[&str];

    fn capabilities(&self) -> Capabilities;

    /// Makes what is asked for; asks `progress` at least every 100 ms whether it is still wanted.
    ///
    /// # Errors
    /// When it cannot be made.
    fn make(
        &self,
        request: &Request,
        inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Artifact, GenerateError>;

    /// How near `now` is to the bytes made before, for a maker that does not give the same bytes each time.
    /// Nothing when it is not the same thing, or cannot be told.
    fn compare(&self, _was: &[u8], _now: &Artifact) -> Option<Closeness> {
        None
    }
}

/// What to expect of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub determinism: Determinism,
    /// The longest thing that it makes.
    pub longest: Option<Flicks>,
    /// Under which terms its work may be used, for people.
    pub terms: String,
}

/// How the same request comes out a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Determinism {
    /// The same bytes on any machine.
    Exact,
    /// The same bytes on the same machine with the same programs and drivers.
    SameMachine,
    /// Something alike, if the service still has it.
    BestEffort,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error("cancelled")]
    Cancelled,
    #[error("nothing here makes {kind}; set up a backend for it")]
    NoBackend { kind: String },
    #[error("the backend {name} is not here; set it up or choose another")]
    Missing { name: String },
    #[error("{name} cannot run: {why}")]
    Unavailable { name: String, why: String },
    #[error("an input cannot be used")]
    Input(#[from] InputError),
    #[error("the settings cannot be used")]
    Settings(#[from] SettingsError),
    #[error("{name} made nothing")]
    Empty { name: String },
    #[error("{name} failed: {why}")]
    Failed { name: String, why: String },
}

/// Nobody waits for it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl From<Cancelled> for GenerateError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Where a maker says how far it is and learns whether to go on.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    cancelled: &'a AtomicBool,
    report: &'a (dyn Fn(f32, &str) + Sync),
}

impl<'a> Progress<'a> {
    /// `report` is called with a share from 0 to 1 and what is being done.
    pub fn new(cancelled: &'a AtomicBool, report: &'a (dyn Fn(f32, &str) + Sync)) -> Self {
        Self { cancelled, report }
    }

    /// Tells nobody, and is never cancelled.
    pub fn quiet() -> Progress<'static> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Progress { cancelled: &NEVER, report: &|_, _| {} }
    }

    /// Says that `share` (0 to 1) is done and `what` is next.
    ///
    /// # Errors
    /// When nobody waits for it any more.
    pub fn at(&self, share: f32, what: &str) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            return Err(Cancelled);
        }
        (self.report)(share.clamp(0.0, 1.0), what);
        Ok(())
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// For programs and workers that watch the flag themselves.
    pub fn flag(&self) -> &'a AtomicBool {
        self.cancelled
    }
}

/// The makers at hand, in the order of preference in which they were registered.
#[derive(Resource, Clone, Default)]
pub struct Backends(Vec<Arc<dyn Backend>>);

/// A thing and how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub artifact: Artifact,
    pub manifest: Manifest,
}

impl Backends {
    /// Adds `backend`, in the place of one of the same name if there is one.
    pub fn register(&mut self, backend: Arc<dyn Backend>) {
        match self.0.iter_mut().find(|known| known.name() == backend.name()) {
            Some(known) => *known = backend,
            None => self.0.push(backend),
        }
    }

    pub fn all(&self) -> impl Iterator<Item = &dyn Backend> {
        self.0.iter().map(AsRef::as_ref)
    }

    pub fn named(&self, name: &str) -> Option<&dyn Backend> {
        self.all().find(|backend| backend.name() == name)
    }

    /// The preferred maker of `kind`.
    pub fn for_kind(&self, kind: &str) -> Option<&dyn Backend> {
        self.all().find(|backend| backend.kinds().contains(&kind))
    }

    /// Makes what is asked for by the preferred maker of its kind.
    ///
    /// # Errors
    /// When nobody makes its kind, or the maker cannot.
    pub fn make(
        &self,
        request: &Request,
        inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Made, GenerateError> {
        let missing = || GenerateError::NoBackend { kind: request.kind.clone() };
        let backend = self.for_kind(&request.kind).ok_or_else(missing)?;
        let artifact = make_by(backend, request, inputs, progress)?;
        let manifest = manifest_of(request, backend.name(), &backend.version(), &artifact);
        Ok(Made { artifact, manifest })
    }
}

/// What `backend` makes, which is something.
pub(crate) fn make_by(
    backend: &dyn Backend,
    request: &Request,
    inputs: &dyn Inputs,
    progress: &Progress<'_>,
) -> Result<Artifact, GenerateError> {
    for hash in &request.inputs {
        crate::inputs::checked(inputs, hash)?;
    }
    let artifact = backend.make(request, inputs, progress)?;
    if progress.is_cancelled() {
        return Err(GenerateError::Cancelled);
    }
    if artifact.is_empty() {
        return Err(GenerateError::Empty { name: backend.name().into() });
    }
    Ok(artifact)
}
