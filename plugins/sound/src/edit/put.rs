//! A sound is laid on a track.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, Media, get};
use maquette_time::Flicks;

use super::Refused;
use super::clips::{clip_name, free_track, heard_length, within_film};

/// What is laid where.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Put {
    pub track: Id,
    pub media: Id,
    pub at: Flicks,
    /// Left out at the head of the medium.
    pub skip: Flicks,
    /// None for all that there is.
    pub length: Option<Flicks>,
}

/// Lays a sound on a track, as a clip under `new` that goes with the film.
///
/// ```text
/// A8  ->  A8 B4
/// ```
///
/// # Errors
/// When the track is locked, or the sound has no such part.
pub fn put_clip(world: &World, new: Id, put: Put) -> Result<Vec<Edit>, Refused> {
    free_track(world, put.track)?;
    get::<Media>(world, put.media).ok_or(Refused::NoSound)?;
    let Put { track, media, at, skip, .. } = put;
    let clip = Clip { track, media, at, skip, ..Clip::default() };
    within_film(world, &clip, at)?;
    let all = heard_length(world, &clip).ok_or(Refused::NoSound)?;
    let left = all - skip;
    let length = put.length.unwrap_or(left);
    let clip_name = || clip_name(world, &clip);
    if length <= Flicks::ZERO || left <= Flicks::ZERO {
        return Err(Refused::NothingLeft { clip: clip_name(), from: Flicks::ZERO, to: all });
    }
    if skip < Flicks::ZERO {
        return Err(Refused::SoundBegins { clip: clip_name(), left: Flicks::ZERO });
    }
    if left < length {
        return Err(Refused::SoundEnds { clip: clip_name(), left });
    }
    Ok(vec![Edit::create(new, &Clip { length, ..clip })])
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, medium, track, units};
    use super::*;

    #[test]
    fn a_sound_is_laid_where_the_hand_is() {
        let put = |at: i64, skip: i64, length: i64| {
            move |world: &World| {
                let (track, media) = (track(0), medium());
                let length = Some(units(length));
                put_clip(
                    world,
                    Id::hashed(&["new"]),
                    Put { track, media, at: units(at), skip: units(skip), length },
                )
            }
        };
        check(put(8, 3, 4), "A8", "A8 ?4@3");
        check(put(0, 0, 100), "", "?100");
        check(put(0, 90, 20), "", "the sound of noise.wav has no more than 10 s after it");
        check(put(-1, 0, 2), "", "noise.wav would begin before the film");
    }
}
