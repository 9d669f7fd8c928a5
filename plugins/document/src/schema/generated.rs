//! What was made, from what, and the files that the film is made of.

use bevy_ecs::component::Component;
use serde::{Deserialize, Serialize};

use crate::Id;

/// One alternative of a shot, a line or a cue.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Take {
    /// The shot or clip that it is a take of.
    pub of: Id,
    pub number: u32,
    pub manifest: Id,
    /// [`Id::NONE`] when the take is edits, not a file.
    pub media: Id,
    pub accepted: bool,
    /// The camera script that it is, where it is a set-up.
    pub script: String,
    /// What it is good for.
    pub why: String,
}

/// All that it takes to make a take again.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// What was asked for: `staging`, `voice`, `music`.
    pub kind: String,
    pub backend: String,
    /// Of the backend, with whatever program it runs.
    pub version: String,
    pub prompt: String,
    pub seed: u32,
    /// JSON with sorted keys.
    pub settings: String,
    /// blake3 of each input, in hexadecimal.
    pub inputs: Vec<String>,
    /// blake3 of what came out, in hexadecimal.
    pub output: String,
}

/// A file in the media store, named by its content.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    /// blake3 of its bytes, in hexadecimal.
    pub hash: String,
    /// What it was called outside.
    pub name: String,
    /// Lower case, without the dot.
    pub extension: String,
    pub bytes: u32,
    pub kind: MediaKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    #[default]
    Other,
    Picture {
        width: u32,
        height: u32,
    },
    Sound {
        samples: i64,
        rate: u32,
        channels: u16,
    },
}
