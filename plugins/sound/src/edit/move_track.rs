//! A track in another place among the tracks.

use bevy_ecs::world::World;
use maquette_document::{Edit, Id, Track, all};

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
    let order: Vec<Id> = all::<Track>(world).into_iter().map(|(track, _)| track).collect();
    let above = order.iter().take_while(|track| **track != id).last().copied();
    let stays = below == Some(id) || below == above;
    Ok(if stays { Vec::new() } else { vec![Edit::Place { id, after: below }] })
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, track};
    use super::*;

    #[test]
    fn a_track_goes_below_another_or_above_all() {
        let below = |below: Option<usize>| {
            move |world: &World| move_track(world, track(1), below.map(track))
        };
        check(below(None), "A1 / B2 / C3", "B2 / A1 / C3");
        check(below(Some(2)), "A1 / B2 / C3", "A1 / C3 / B2");
        check(below(Some(0)), "A1 / B2 / C3", "A1 / B2 / C3");
        check(below(Some(9)), "A1 / B2", "the track is not there any more");
    }
}
