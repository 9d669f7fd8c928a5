//! A clip once more.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};
use maquette_time::Flicks;

use super::Refused;
use super::clips::{placed_clip, within_film};

/// The same clip again under `new`, beginning at `to`, or where it ends.
///
/// ```text
/// A8@2  ->  A8@2 A8@2
/// ```
///
/// # Errors
/// When it or its track is locked, or the second would begin before the film.
pub fn duplicate_clip(
    world: &World,
    id: Id,
    new: Id,
    to: Option<Flicks>,
) -> Result<Vec<Edit>, Refused> {
    let (clip, span) = placed_clip(world, id)?;
    let to = to.unwrap_or(span.end());
    within_film(world, clip, to)?;
    let at = clip.at + (to - span.start);
    // A line is spoken once; what sounds again is no second line of the script.
    let again = Clip { at, line: Id::NONE, take: Id::NONE, ..clip.clone() };
    Ok(vec![Edit::create(new, &again), Edit::Place { id: new, after: Some(id) }])
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    #[test]
    fn the_same_is_heard_again() {
        let again = |to: Option<i64>| {
            move |world: &World| {
                duplicate_clip(world, clip("A"), Id::hashed(&["new"]), to.map(units))
            }
        };
        check(again(None), "_1 A8@2<1", "_1 A8@2<1 A8@2<1");
        check(again(Some(20)), "A8", "A8 _12 A8");
    }
}
