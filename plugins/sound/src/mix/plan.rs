//! What is to be mixed, as plain values.

use std::sync::Arc;

use maquette_document::{Bus, FadeCurve, Id, Mastering};

use super::Curve;
use crate::Sound;

/// All that is heard in a film, and how it is to be mastered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MixPlan {
    /// Samples of the whole film, at 48 kHz.
    pub length: i64,
    pub tracks: Vec<MixTrack>,
    /// Summed in this order.
    pub clips: Vec<MixClip>,
    /// Clips whose sound is not there.
    pub missing: Vec<Id>,
    pub mastering: Mastering,
}

/// A lane of sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MixTrack {
    pub bus: Bus,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right; added to that of the clip.
    pub pan: f32,
    pub mute: bool,
    pub solo: bool,
    /// Over the film, on top of `gain`.
    pub volume: Curve,
}

/// A stretch of a sound, in samples at 48 kHz.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MixClip {
    pub id: Id,
    /// Which of the plan's tracks it lies on.
    pub track: usize,
    pub sound: Arc<Sound>,
    /// Where it begins; before 0 its head is not heard.
    pub start: i64,
    /// Left out at the head of the sound.
    pub skip: i64,
    pub length: i64,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub fade_in: i64,
    pub fade_out: i64,
    pub fade_in_curve: FadeCurve,
    pub fade_out_curve: FadeCurve,
    /// Over the film, on top of `gain`.
    pub volume: Curve,
}

impl MixPlan {
    /// The hash of all that the mix depends on: equal keys, equal samples. The sounds are part of it.
    pub fn key(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"mix 2");
        hasher.update(&self.length.to_le_bytes());
        // Numbers are printed so that they read back the same: so no setting that there will ever be is forgotten.
        hasher.update(format!("{:?}", self.mastering).as_bytes());
        for track in &self.tracks {
            hasher.update(&[track.bus as u8, u8::from(track.mute), u8::from(track.solo)]);
            floats(&mut hasher, &[track.gain, track.pan]);
            track.volume.hash(&mut hasher);
        }
        let mut seen: Vec<(*const Sound, [u8; 32])> = Vec::new();
        for clip in &self.clips {
            hasher.update(&(clip.track as u64).to_le_bytes());
            for place in [clip.start, clip.skip, clip.length, clip.fade_in, clip.fade_out] {
                hasher.update(&place.to_le_bytes());
            }
            floats(&mut hasher, &[clip.gain, clip.pan]);
            hasher.update(&[clip.fade_in_curve as u8, clip.fade_out_curve as u8]);
            clip.volume.hash(&mut hasher);
            let place = Arc::as_ptr(&clip.sound);
            let known = seen.iter().find(|(sound, _)| *sound == place).map(|(_, hash)| *hash);
            let hash = known.unwrap_or_else(|| {
                let hash = clip.sound.content();
                seen.push((place, hash));
                hash
            });
            hasher.update(&hash);
        }
        *hasher.finalize().as_bytes()
    }
}

fn floats(hasher: &mut blake3::Hasher, floats: &[f32]) {
    for float in floats {
        hasher.update(&float.to_bits().to_le_bytes());
    }
}
