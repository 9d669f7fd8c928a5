//! One end of a clip moves; what is heard of it stays where it is.

use bevy_ecs::world::World;
use maquette_document::{Edit, Id};
use maquette_time::Flicks;

use super::clips::{clip_name, placed_clip, with_head, with_tail, within_film};
use super::{Refused, changed};

/// Lets a clip begin at `to`.
///
/// ```text
/// A8 B4  ->  _2 A6@2 B4
/// ```
///
/// # Errors
/// When it is locked, nothing would be left, or the sound does not reach back so far.
pub fn trim_start(world: &World, id: Id, to: Flicks) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    within_film(world, clip, to)?;
    if span.end() <= to {
        let (from, to) = (span.start, span.end());
        return Err(Refused::NothingLeft { clip: clip_name(world, clip), from, to });
    }
    Ok(changed(id, clip, &with_head(world, clip, to - span.start)?))
}

/// Lets a clip end at `to`.
///
/// ```text
/// A8 B4  ->  A6 _2 B4
/// ```
///
/// # Errors
/// When it is locked, nothing would be left, or the sound does not go on so far.
pub fn trim_end(world: &World, id: Id, to: Flicks) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    if to <= span.start {
        let (from, to) = (span.start, span.end());
        return Err(Refused::NothingLeft { clip: clip_name(world, clip), from, to });
    }
    Ok(changed(id, clip, &with_tail(world, clip, to - span.end())?))
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    #[test]
    fn an_end_moves_and_the_sound_stays() {
        let end = |to: i64| move |world: &World| trim_end(world, clip("A"), units(to));
        check(end(6), "A8 B4", "A6 _2 B4");
        check(end(9), "A8 B4", "A9 -1 B4");
        check(end(2), "A8>3", "A2>2");
        check(end(0), "A8", "nothing would be left of A, which lies from 0 s to 8 s");
        check(end(11), "A8@90", "the sound of A has no more than 2 s after it");
    }

    #[test]
    fn a_head_moves_and_the_sound_stays() {
        let start = |to: i64| move |world: &World| trim_start(world, clip("A"), units(to));
        check(start(2), "A8 B4", "_2 A6@2 B4");
        check(start(1), "_3 A8@5", "_1 A10@3");
        check(start(8), "A8", "nothing would be left of A, which lies from 0 s to 8 s");
        check(start(1), "_4 A8@2", "the sound of A has no more than 2 s before it");
        check(start(2), "A8!", "A is locked; unlock it first");
    }
}
