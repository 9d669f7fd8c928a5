//! A track is taken out, with its clips.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, all};

use super::Refused;
use super::clips::{free_clip, free_track};

/// Takes a track and all of its clips out of the film.
///
/// # Errors
/// When it, or a clip on it, is locked.
pub fn remove_track(world: &World, id: Id) -> Result<Vec<Edit>, Refused> {
    free_track(world, id)?;
    let mut edits = Vec::new();
    for (clip, _) in all::<Clip>(world).into_iter().filter(|(_, clip)| clip.track == id) {
        free_clip(world, clip)?;
        edits.push(Edit::Delete { id: clip });
    }
    edits.push(Edit::Delete { id });
    Ok(edits)
}
