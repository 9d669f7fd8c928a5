//! A clip in another place, or on another track.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};
use maquette_time::Flicks;

use super::clips::{free_track, placed_clip, within_film};
use super::{Refused, changed};

/// Lets a clip begin at `to`, on `track`. It goes on going with its shot, or with the film.
///
/// ```text
/// A8 B4  ->  _8 B4 A8
/// ```
///
/// # Errors
/// When it or one of the tracks is locked, or it would begin before the film.
pub fn move_clip(world: &World, id: Id, to: Flicks, track: Id) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    free_track(world, track)?;
    within_film(world, clip, to)?;
    let at = clip.at + (to - span.start);
    Ok(changed(id, clip, &Clip { at, track, ..clip.clone() }))
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, track, units};
    use super::*;

    #[test]
    fn a_clip_moves_along_and_across() {
        let to = |to: i64, on: usize| {
            move |world: &World| move_clip(world, clip("A"), units(to), track(on))
        };
        check(to(12, 0), "A8 B4", "_8 B4 A8");
        check(to(10, 0), "A8 B4", "_8 B4 -2 A8");
        check(to(3, 1), "A8@2 B4 / C2", "_8 B4 / C2 _1 A8@2");
        check(to(-1, 0), "A8", "A would begin before the film");
        check(to(3, 1), "A8 / ! C2", "the track 2 is locked; unlock it first");
    }
}
