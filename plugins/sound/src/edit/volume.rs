//! The keys of a volume curve.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id, Track, VolumeKey};
use maquette_time::Flicks;

use super::clips::{free_track, placed_clip};
use super::set_clip::known_gain;
use super::{Refused, changed};

/// Keys of one curve at the most.
const MOST_KEYS: usize = 10_000;

/// Whose volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeOf {
    Clip(Id),
    Track(Id),
}

/// Puts a key, with its place in the film, into a curve; one in the same place gives way.
///
/// # Errors
/// When the clip or track is locked, or the gain cannot be.
pub fn put_volume_key(world: &World, of: VolumeOf, key: VolumeKey) -> Result<Vec<Edit>, Refused> {
    known_gain(key.gain)?;
    with_keys(world, of, |keys| {
        keys.retain(|other| other.at != key.at);
        if MOST_KEYS <= keys.len() {
            return Err(Refused::TooManyKeys { most: MOST_KEYS });
        }
        keys.push(key);
        Ok(())
    })
}

/// Moves a key in time and in volume; one that was there already gives way.
///
/// # Errors
/// When there is none, its owner is locked, or the gain cannot be.
pub fn move_volume_key(
    world: &World,
    of: VolumeOf,
    from: Flicks,
    to: VolumeKey,
) -> Result<Vec<Edit>, Refused> {
    known_gain(to.gain)?;
    with_keys(world, of, |keys| {
        if !keys.iter().any(|key| key.at == from) {
            return Err(Refused::NoKey { at: from });
        }
        keys.retain(|key| key.at != from && key.at != to.at);
        keys.push(to);
        Ok(())
    })
}

/// Takes a key out of a curve.
///
/// # Errors
/// When there is none, or its owner is locked.
pub fn remove_volume_key(world: &World, of: VolumeOf, at: Flicks) -> Result<Vec<Edit>, Refused> {
    with_keys(world, of, |keys| {
        let before = keys.len();
        keys.retain(|key| key.at != at);
        if keys.len() == before { Err(Refused::NoKey { at }) } else { Ok(()) }
    })
}

/// The edits when `change` is done to keys that have their places in the film.
fn with_keys(
    world: &World,
    of: VolumeOf,
    change: impl FnOnce(&mut Vec<VolumeKey>) -> Result<(), Refused>,
) -> Result<Vec<Edit>, Refused> {
    let changed_keys = |keys: &[VolumeKey], head: Flicks| {
        let moved = |key: &VolumeKey, by: i64| VolumeKey {
            at: Flicks(key.at.0.saturating_add(by)),
            ..*key
        };
        let mut keys: Vec<VolumeKey> = keys.iter().map(|key| moved(key, head.0)).collect();
        change(&mut keys)?;
        keys.sort_by_key(|key| key.at);
        Ok(keys.iter().map(|key| moved(key, -head.0)).collect())
    };
    match of {
        VolumeOf::Clip(id) => {
            let (clip, span) = placed_clip(world, id)?;
            let volume = changed_keys(&clip.volume, span.start)?;
            Ok(changed(id, clip, &Clip { volume, ..clip.clone() }))
        }
        VolumeOf::Track(id) => {
            let track = free_track(world, id)?;
            let volume = changed_keys(&track.volume, Flicks::ZERO)?;
            Ok(changed(id, track, &Track { volume, ..track.clone() }))
        }
    }
}

#[cfg(test)]
mod tests {
    use maquette_document::{Glide, get};

    use super::super::notation::{clip, done, film, track, units};
    use super::*;

    fn key(at: i64, gain: f32) -> VolumeKey {
        VolumeKey { at: units(at), gain, glide: Glide::Straight }
    }

    #[test]
    fn keys_are_put_moved_and_taken_out_by_their_place_in_the_film() {
        let of = VolumeOf::Clip(clip("A"));
        let (mut edits, mut world) = film("_3 A8");
        let keys = |world: &World| get::<Clip>(world, clip("A")).unwrap().volume.clone();
        let mut act = |made: &dyn Fn(&World) -> Result<Vec<Edit>, Refused>| {
            edits.extend(made(&world).unwrap());
            world = done(&edits);
            keys(&world)
        };
        assert_eq!(act(&|w| put_volume_key(w, of, key(5, -6.0))), [key(2, -6.0)]);
        act(&|w| put_volume_key(w, of, key(4, -3.0)));
        assert_eq!(act(&|w| put_volume_key(w, of, key(5, 1.0))), [key(1, -3.0), key(2, 1.0)]);
        let moved = act(&|w| move_volume_key(w, of, units(4), key(9, 0.0)));
        assert_eq!(moved, [key(2, 1.0), key(6, 0.0)]);
        assert_eq!(act(&|w| remove_volume_key(w, of, units(9))), [key(2, 1.0)]);
        let none = remove_volume_key(&world, of, units(9));
        assert_eq!(none.unwrap_err().to_string(), "there is no key of volume at 9 s");
        let loud = put_volume_key(&world, VolumeOf::Track(track(0)), key(1, f32::NAN));
        assert_eq!(loud, Err(Refused::Gain));
        let of_track = put_volume_key(&world, VolumeOf::Track(track(0)), key(7, -1.0)).unwrap();
        assert_eq!(of_track, [Edit::set(track(0), "volume", &vec![key(7, -1.0)])]);
    }
}
