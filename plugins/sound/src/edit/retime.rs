//! A clip at another speed.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, Media, MediaKind, Retime, get};
use maquette_time::Flicks;

use super::clips::{clip_name, fitted, free_clip};
use super::{Refused, changed};
use crate::LONGEST_STRETCH;

/// Lets a clip be heard at another speed. It begins where it did, has the same part of its sound, and becomes as
/// long as that takes; its volume curve goes with the sound.
///
/// ```text
/// A8@2  ->  A4@1      at twice the speed
/// ```
///
/// # Errors
/// When it is locked, the speed cannot be heard, or the sound is too long to keep its pitch.
pub fn retime_clip(world: &World, id: Id, retime: Retime) -> Result<Vec<Edit>, Refused> {
    let clip = free_clip(world, id)?;
    let retime = Retime::new(retime.speed, retime.of, retime.keep_pitch).ok_or(Refused::Speed)?;
    let longest = Flicks::SECOND * LONGEST_STRETCH;
    let too_long = match get::<Media>(world, clip.media).map(|media| media.kind) {
        Some(MediaKind::Sound { samples, rate, .. }) => {
            longest < Flicks::from_samples(samples, rate)
        }
        _ => false,
    };
    if retime.keep_pitch && !retime.is_none() && too_long {
        return Err(Refused::TooLongToStretch { clip: clip_name(world, clip) });
    }
    let heard = |into: Flicks| retime.heard_from_medium(clip.medium_at(into));
    let skip = heard(Flicks::ZERO);
    let mut after = Clip { retime, skip, length: heard(clip.length) - skip, ..clip.clone() };
    for key in &mut after.volume {
        key.at = heard(key.at) - skip;
    }
    Ok(changed(id, clip, &fitted(after)))
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip};
    use super::*;

    #[test]
    fn a_clip_becomes_as_long_as_its_speed_makes_it() {
        let at = |speed: u16, of: u16| {
            let retime = Retime { speed, of, keep_pitch: true };
            move |world: &World| retime_clip(world, clip("A"), retime)
        };
        check(at(2, 1), "A8@2 B4", "A4@1 _4 B4");
        check(at(1, 2), "A8@2<1>9", "A16@4<1>9");
        check(at(4, 1), "A8<3>4", "A2<2>2");
        let speeds = "a speed goes from an eighth to eight times, as a ratio of numbers up to 2000";
        check(at(9, 1), "A8", speeds);
        check(at(0, 0), "A8", speeds);
    }
}
