//! A track in another place among the tracks.

use bevy_ecs::world::World;
use maquette_document::{Edit, Id};

use super::Refused;
use super::clips::track_of;

/// Puts a track below another, or above all. What is heard stays.
///
/// # Errors
/// When one of them is not there.
pub fn move_track(world: &World, id: Id, below: Option<Id>) -> Result<Vec<Edit>, Refused> {
    track_of(world, id)?;
    if let Some(below) = below {
        track_of(world, below)?;
    }
    Ok(if below == Some(id) { Vec::new() } else { vec![Edit::Place { id, after: below }] })
}
