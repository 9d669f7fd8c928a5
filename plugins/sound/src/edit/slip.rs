//! Another part of a sound in the same place.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};
use maquette_time::Flicks;

use super::clips::{clip_name, free_clip, heard_length};
use super::{Refused, changed};

/// Moves the sound under its clip: what was heard `by` later is heard now. Place, length and fades stay.
///
/// ```text
/// A8@3 B4  ->  A8@5 B4
/// ```
///
/// # Errors
/// When it is locked, or the sound has no such part.
pub fn slip(world: &World, id: Id, by: Flicks) -> Result<Vec<Edit>, Refused> {
    let clip = free_clip(world, id)?;
    let name = || clip_name(world, clip);
    let skip = Flicks(clip.skip.0.saturating_add(by.0));
    if skip < Flicks::ZERO {
        return Err(Refused::SoundBegins { clip: name(), left: clip.skip });
    }
    let left = heard_length(world, clip).map(|all| all - clip.skip - clip.length);
    match left {
        Some(left) if left.max(Flicks::ZERO) < by => {
            Err(Refused::SoundEnds { clip: name(), left: left.max(Flicks::ZERO) })
        }
        _ => Ok(changed(id, clip, &Clip { skip, ..clip.clone() })),
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    #[test]
    fn the_sound_moves_under_its_clip() {
        let by = |by: i64| move |world: &World| slip(world, clip("A"), units(by));
        check(by(2), "A8@3 B4", "A8@5 B4");
        check(by(-3), "A8@3<1>2", "A8<1>2");
        check(by(-4), "A8@3", "the sound of A has no more than 3 s before it");
        check(by(90), "A8@3", "the sound of A has no more than 89 s after it");
    }
}
