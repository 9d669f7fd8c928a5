//! Making a thing again, and saying whether it is the same.

use std::fmt;

use maquette_document::Manifest;

use crate::backend::make_by;
use crate::{
    Artifact, Backend, Backends, Cancelled, Determinism, GenerateError, Inputs, Progress, Request,
    SettingsError, hash_of,
};

/// What came of making a thing again.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    pub verdict: Verdict,
    /// What was made this time; nothing when it was impossible.
    pub artifact: Option<Artifact>,
}

/// Whether what was made again is what was made before.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The same, to the byte.
    Identical,
    /// Not the same bytes, but as near as `within` in the measure `what`.
    Equivalent { within: f64, what: String },
    /// Something else.
    Different { because: Vec<Difference> },
    /// It could not be made.
    Impossible { because: String },
}

/// How near two things are.
#[derive(Clone, Debug, PartialEq)]
pub struct Closeness {
    pub within: f64,
    /// The measure and its unit: `dB of RMS`, `of 255 in any pixel`.
    pub what: String,
}

/// One reason why two makings of a thing may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    Kind {
        then: String,
        now: String,
    },
    Backend {
        then: String,
        now: String,
    },
    Version {
        then: String,
        now: String,
    },
    Prompt {
        then: String,
        now: String,
    },
    Seed {
        then: u32,
        now: u32,
    },
    Settings {
        then: String,
        now: String,
    },
    /// How many inputs changed, were added or taken away.
    Inputs {
        changed: usize,
    },
    /// The maker does not promise the same bytes.
    NotExact {
        determinism: Determinism,
    },
    /// All that is known is the same, and the maker promises the same bytes.
    Unknown,
}

/// Makes what `manifest` remembers again, by the backend that made it, and compares.
///
/// # Errors
/// Only when nobody waits for it any more; all else is a verdict.
pub fn replay(
    manifest: &Manifest,
    backends: &Backends,
    inputs: &dyn Inputs,
    progress: &Progress<'_>,
) -> Result<Replay, Cancelled> {
    let impossible =
        |because: String| Replay { verdict: Verdict::Impossible { because }, artifact: None };
    let Some(backend) = backends.named(&manifest.backend) else {
        return Ok(impossible(chain(&GenerateError::Missing { name: manifest.backend.clone() })));
    };
    let request = match Request::of(manifest) {
        Ok(request) => request,
        Err(fault) => return Ok(impossible(chain(&fault))),
    };
    match make_by(backend, &request, inputs, progress) {
        Ok(artifact) => {
            let verdict = verdict(manifest, backend, &request, inputs, &artifact);
            Ok(Replay { verdict, artifact: Some(artifact) })
        }
        Err(GenerateError::Cancelled) => Err(Cancelled),
        Err(fault) => Ok(impossible(chain(&fault))),
    }
}

/// What differs between how a thing was made and how it would be made now: nothing when it would be the same.
///
/// # Errors
/// When the settings of the manifest are no JSON.
pub fn differences(
    manifest: &Manifest,
    now: &Request,
    backend: &dyn Backend,
) -> Result<Vec<Difference>, SettingsError> {
    let then = Request::of(manifest)?;
    let mut all = Vec::new();
    let mut text = |then: &str, now: &str, kind: fn(String, String) -> Difference| {
        if then != now {
            all.push(kind(then.into(), now.into()));
        }
    };
    text(&then.kind, &now.kind, |then, now| Difference::Kind { then, now });
    text(&manifest.backend, backend.name(), |then, now| Difference::Backend { then, now });
    text(&manifest.version, &backend.version(), |then, now| Difference::Version { then, now });
    text(&then.prompt, &now.prompt, |then, now| Difference::Prompt { then, now });
    let (was, is) = (then.settings.as_str(), now.settings.as_str());
    text(was, is, |then, now| Difference::Settings { then, now });
    if then.seed != now.seed {
        all.push(Difference::Seed { then: then.seed, now: now.seed });
    }
    let longest = then.inputs.len().max(now.inputs.len());
    let changed = (0..longest).filter(|at| then.inputs.get(*at) != now.inputs.get(*at)).count();
    if changed > 0 {
        all.push(Difference::Inputs { changed });
    }
    Ok(all)
}

fn verdict(
    manifest: &Manifest,
    backend: &dyn Backend,
    request: &Request,
    inputs: &dyn Inputs,
    now: &Artifact,
) -> Verdict {
    if now.output() == manifest.output {
        return Verdict::Identical;
    }
    // The bytes made before may still be in the store, under the hash that the manifest remembers.
    let was = inputs.bytes(&manifest.output).ok().filter(|bytes| hash_of(bytes) == manifest.output);
    if let Some(near) = was.and_then(|was| backend.compare(&was, now)) {
        return Verdict::Equivalent { within: near.within, what: near.what };
    }
    let mut because = differences(manifest, request, backend).unwrap_or_default();
    let determinism = backend.capabilities().determinism;
    if determinism != Determinism::Exact {
        because.push(Difference::NotExact { determinism });
    }
    if because.is_empty() {
        because.push(Difference::Unknown);
    }
    Verdict::Different { because }
}

/// A fault and its causes on one line.
fn chain(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(fault) = cause {
        text = format!("{text}: {fault}");
        cause = fault.source();
    }
    text
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identical => f.write_str("identical"),
            Self::Equivalent { within, what } => write!(f, "equivalent within {within} {what}"),
            Self::Different { because } => {
                f.write_str("different, because ")?;
                for (place, reason) in because.iter().enumerate() {
                    let joint = if place == 0 { "" } else { "; " };
                    write!(f, "{joint}{reason}")?;
                }
                Ok(())
            }
            Self::Impossible { because } => write!(f, "impossible, because {because}"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { then, now } => write!(f, "it was {then} and is {now}"),
            Self::Backend { then, now } => write!(f, "{then} made it and {now} would now"),
            Self::Version { then, now } => write!(f, "the version was {then} and is {now}"),
            Self::Prompt { then, now } => {
                write!(f, "the words were {:?} and are {:?}", short(then), short(now))
            }
            Self::Seed { then, now } => write!(f, "the seed was {then} and is {now}"),
            Self::Settings { then, now } => {
                write!(f, "the settings were {} and are {}", short(then), short(now))
            }
            Self::Inputs { changed: 1 } => f.write_str("an input changed"),
            Self::Inputs { changed } => write!(f, "{changed} inputs changed"),
            Self::NotExact { determinism: Determinism::SameMachine } => {
                f.write_str("its maker gives the same bytes only on the same machine")
            }
            Self::NotExact { .. } => f.write_str("its maker does not give the same bytes twice"),
            Self::Unknown => f.write_str("of something that the manifest does not hold"),
        }
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
