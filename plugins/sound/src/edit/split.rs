//! A clip becomes two.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};
use maquette_time::Flicks;

use super::clips::{clip_name, fitted, placed_clip, with_head};
use super::{Refused, changed};

/// Cuts a clip in two; the second part comes under `new`. Nothing else is heard than before.
///
/// ```text
/// A8  ->  A3 A5@3
/// ```
///
/// Of a spoken line the first part stays the line: drafts and timing go by that one.
///
/// # Errors
/// When it is locked, or `at` is not inside of it.
pub fn split(world: &World, id: Id, at: Flicks, new: Id) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    let into = at - span.start;
    if into <= Flicks::ZERO || span.length <= into {
        let (from, to) = (span.start, span.end());
        return Err(Refused::NotInside { clip: clip_name(world, clip), at, from, to });
    }
    let first = fitted(Clip { length: into, fade_out: Flicks::ZERO, ..clip.clone() });
    let second = fitted(Clip {
        fade_in: Flicks::ZERO,
        line: Id::NONE,
        take: Id::NONE,
        ..with_head(world, clip, into)?
    });
    let mut edits = changed(id, clip, &first);
    edits.push(Edit::create(new, &second));
    // Sounds are summed in the order of the film: in its place, the sum stays the same to the last bit.
    edits.push(Edit::Place { id: new, after: Some(id) });
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    fn split_a(at: i64) -> impl Fn(&World) -> Result<Vec<Edit>, Refused> {
        move |world| split(world, clip("A"), units(at), Id::hashed(&["new"]))
    }

    #[test]
    fn a_split_leaves_both_parts_where_they_were() {
        check(split_a(3), "A8", "A3 A5@3");
        check(split_a(5), "_2 A8@10 B4", "_2 A3@10 A5@13 B4");
        check(split_a(5), "A8<1>2", "A5<1 A3@5>2");
    }

    #[test]
    fn there_is_no_split_where_there_is_no_clip() {
        check(split_a(8), "A8", "8 s is not inside A, which lies from 0 s to 8 s");
        check(split_a(0), "A8", "0 s is not inside A, which lies from 0 s to 8 s");
        check(split_a(3), "A8!", "A is locked; unlock it first");
        check(split_a(3), "! A8", "the track 1 is locked; unlock it first");
    }
}
