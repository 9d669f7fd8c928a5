//! A clip as loud as it shall be.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Id};

use super::clips::{clip_name, free_clip};
use super::{Refused, changed};
use crate::{MOST_GAIN, SILENCE};

/// Gives a clip the gain that brings it to `target` LUFS, when all that is heard of it measures `loudness` LUFS
/// at a gain of 0 dB.
///
/// # Errors
/// When it is locked, has no loudness, or cannot be raised so far.
pub fn normalise_clip(
    world: &World,
    id: Id,
    loudness: Option<f32>,
    target: f32,
) -> Result<Vec<Edit>, Refused> {
    let clip = free_clip(world, id)?;
    if !(-70.0..=0.0).contains(&target) {
        return Err(Refused::Loudness);
    }
    let loudness = loudness.filter(|loudness| loudness.is_finite());
    let loudness = loudness.ok_or_else(|| Refused::Silent { clip: clip_name(world, clip) })?;
    // A hundredth of a decibel is less than anybody hears, and a gain that a person can read.
    let gain = ((target - loudness) * 100.0).round() / 100.0;
    if !(SILENCE..=MOST_GAIN).contains(&gain) {
        return Err(Refused::Gain);
    }
    Ok(changed(id, clip, &Clip { gain, ..clip.clone() }))
}

#[cfg(test)]
mod tests {
    use maquette_document::Edit;

    use super::super::notation::{clip, film};
    use super::*;

    #[test]
    fn the_gain_is_what_is_missing() {
        let (_, world) = film("A8 B4!");
        let done = normalise_clip(&world, clip("A"), Some(-31.504), -23.0);
        assert_eq!(done, Ok(vec![Edit::set(clip("A"), "gain", &8.5_f32)]));
        let refused = |name, loudness, target| {
            normalise_clip(&world, clip(name), loudness, target).unwrap_err().to_string()
        };
        assert!(refused("A", None, -23.0).contains("too quiet"));
        assert!(refused("A", Some(-69.0), -16.0).contains("36 dB"));
        assert!(refused("A", Some(-20.0), f32::NAN).contains("LUFS"));
        assert!(refused("B", Some(-20.0), -23.0).contains("locked"));
    }
}
