//! A clip goes with a shot, or with the film.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, Timeline};

use super::clips::{head_of, placed_clip};
use super::{Refused, changed};

/// Lets a clip go with a shot: wherever that goes, the clip comes along. It stays where it is now.
///
/// # Errors
/// When it is locked, or the shot is not in the film.
pub fn glue_to_shot(world: &World, id: Id, shot: Id) -> Result<Vec<Edit>, Refused> {
    let timeline = world.get_resource::<Timeline>();
    timeline.and_then(|timeline| timeline.of(shot)).ok_or(Refused::NoShot)?;
    glued(world, id, shot)
}

/// Lets a clip go with the film: shots come and go, and it stays where it is now.
///
/// # Errors
/// When it is locked.
pub fn glue_to_film(world: &World, id: Id) -> Result<Vec<Edit>, Refused> {
    glued(world, id, Id::NONE)
}

fn glued(world: &World, id: Id, shot: Id) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    let at = span.start - head_of(world, shot).ok_or(Refused::NoShot)?;
    Ok(changed(id, clip, &Clip { shot, at, ..clip.clone() }))
}
