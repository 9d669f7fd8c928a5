//! A clip comes out of silence, and goes back into it.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, FadeCurve, Id};
use maquette_time::Flicks;

use super::clips::{clip_name, free_clip};
use super::{Refused, changed};

/// How long and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fade {
    pub length: Flicks,
    pub curve: FadeCurve,
}

/// Fades a clip in; a length of zero takes the fade away.
///
/// ```text
/// A8  ->  A8<2
/// ```
///
/// # Errors
/// When it is locked, or its fades would meet.
pub fn fade_in(world: &World, id: Id, fade: Fade) -> Result<Vec<Edit>, Refused> {
    let clip = free_clip(world, id)?;
    let (fade_in, fade_in_curve) = (fade.length, fade.curve);
    faded(world, id, clip, Clip { fade_in, fade_in_curve, ..clip.clone() })
}

/// Fades a clip out; a length of zero takes the fade away.
///
/// ```text
/// A8  ->  A8>2
/// ```
///
/// # Errors
/// When it is locked, or its fades would meet.
pub fn fade_out(world: &World, id: Id, fade: Fade) -> Result<Vec<Edit>, Refused> {
    let clip = free_clip(world, id)?;
    let (fade_out, fade_out_curve) = (fade.length, fade.curve);
    faded(world, id, clip, Clip { fade_out, fade_out_curve, ..clip.clone() })
}

fn faded(world: &World, id: Id, before: &Clip, after: Clip) -> Result<Vec<Edit>, Refused> {
    let fades = Flicks(after.fade_in.0.saturating_add(after.fade_out.0));
    let length = after.length;
    if after.fade_in < Flicks::ZERO || after.fade_out < Flicks::ZERO || length < fades {
        return Err(Refused::FadesTooLong { clip: clip_name(world, before), fades, length });
    }
    Ok(changed(id, before, &after))
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    #[test]
    fn fades_come_and_go_and_do_not_meet() {
        let fade = |length: i64| Fade { length: units(length), curve: FadeCurve::Linear };
        let into = |length: i64| move |world: &World| fade_in(world, clip("A"), fade(length));
        let out = |length: i64| move |world: &World| fade_out(world, clip("A"), fade(length));
        check(into(2), "A8", "A8<2");
        check(out(3), "A8<2", "A8<2>3");
        check(out(0), "A8<2>3", "A8<2");
        check(into(6), "A8>3", "fades of 9 s do not fit into A, which is 8 s long");
    }
}
