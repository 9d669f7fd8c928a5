//! A clip is taken out.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};

use super::clips::{clips_of_track, free_clip, placed_clip};
use super::{Refused, changed};

/// Takes a clip out, and leaves a gap.
///
/// ```text
/// A8 B4 C2  ->  A8 _4 C2
/// ```
///
/// # Errors
/// When it or its track is locked.
pub fn delete_clip(world: &World, id: Id) -> Result<Vec<Edit>, Refused> {
    free_clip(world, id)?;
    Ok(vec![Edit::Delete { id }])
}

/// Takes a clip out, and closes the gap: what begins at its end or later on its track comes so much earlier.
///
/// ```text
/// A8 B4 _1 C2  ->  A8 _1 C2
/// ```
///
/// # Errors
/// When it, its track, or a clip that would move is locked.
pub fn ripple_delete(world: &World, id: Id) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    let mut edits = vec![Edit::Delete { id }];
    for (later, at, lies) in clips_of_track(world, clip.track) {
        if later == id || lies.start < span.end() {
            continue;
        }
        free_clip(world, later)?;
        edits.extend(changed(later, at, &Clip { at: at.at - span.length, ..at.clone() }));
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip};
    use super::*;

    #[test]
    fn a_clip_goes_and_leaves_a_gap_or_none() {
        let gone = |world: &World| delete_clip(world, clip("B"));
        check(gone, "A8 B4 C2", "A8 _4 C2");
        check(gone, "A8 B4!", "B is locked; unlock it first");
        let closed = |world: &World| ripple_delete(world, clip("B"));
        check(closed, "A8 B4 _1 C2 / _20 D3", "A8 _1 C2 / _20 D3");
        check(closed, "A8 B4 -1 C2", "A8 _3 C2");
        check(closed, "A8 B4 C2!", "C is locked; unlock it first");
    }
}
