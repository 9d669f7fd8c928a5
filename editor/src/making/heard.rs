//! What a film has to hear, and so what a change of it makes anew.

use bevy_ecs::world::World;
use maquette_document::{Clip, Manifest, all};
use maquette_voice::{Embedded, Engine};

use crate::cli::VoiceEngine;

pub(crate) struct Heard {
    /// Who speaks it.
    pub(crate) engine: VoiceEngine,
    /// Music is under it.
    pub(crate) music: bool,
}

impl Heard {
    pub(crate) fn of(world: &World) -> Self {
        let clips = all::<Clip>(world);
        let is_heard = |kind: fn(&Clip) -> bool| {
            clips.iter().any(|(_, clip)| kind(clip) && !clip.media.is_none())
        };
        let is_embedded = all::<Manifest>(world)
            .iter()
            .any(|(_, one)| one.kind == "voice" && one.backend == Embedded.name());
        let engine = match is_heard(|clip| !clip.line.is_none()) {
            true if is_embedded => VoiceEngine::Embedded,
            true => VoiceEngine::Espeak,
            false => VoiceEngine::Silent,
        };
        Self { engine, music: is_heard(|clip| clip.line.is_none() && !clip.take.is_none()) }
    }
}
