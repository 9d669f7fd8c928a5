//! The mix in parts: a bus each, or a track each.

use maquette_document::Bus;

use crate::{Envelope, Mix, MixPlan};

/// A part of a mix: as long as the film, ducked as in it, without its loudness and limiter.
#[derive(Clone, Debug)]
pub struct Stem {
    pub part: StemPart,
    pub bus: Bus,
    mix: Mix,
}

/// What a stem is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StemPart {
    Bus,
    /// Which of the plan's tracks.
    Track(usize),
}

/// The buses on which something lies, in the order in which they are summed. `music` is the gain of the music
/// ([`Mix::music_gain`]).
pub fn bus_stems(plan: &MixPlan, music: &Envelope) -> Vec<Stem> {
    let of_bus =
        |bus| stem(plan, music, StemPart::Bus, bus, &|track| plan.tracks[track].bus == bus);
    [Bus::Dialogue, Bus::Music, Bus::Effects].into_iter().filter_map(of_bus).collect()
}

/// The tracks on which something lies, in their order.
pub fn track_stems(plan: &MixPlan, music: &Envelope) -> Vec<Stem> {
    let of_track =
        |n: usize| stem(plan, music, StemPart::Track(n), plan.tracks[n].bus, &|track| track == n);
    (0..plan.tracks.len()).filter_map(of_track).collect()
}

fn stem(
    plan: &MixPlan,
    music: &Envelope,
    part: StemPart,
    bus: Bus,
    is_in: &dyn Fn(usize) -> bool,
) -> Option<Stem> {
    let clips =
        plan.clips.iter().filter(|clip| clip.track < plan.tracks.len() && is_in(clip.track));
    let clips: Vec<_> = clips.cloned().collect();
    if clips.is_empty() {
        return None;
    }
    let mix = Mix::new(&MixPlan { clips, ..plan.clone() }).with_music(music.clone());
    Some(Stem { part, bus, mix })
}

impl Stem {
    /// Fills `out` with the samples from `start` on, left and right.
    pub fn render(&self, start: i64, out: &mut [[f32; 2]]) {
        self.mix.render(start, out);
    }

    /// Why a sound was silent where it was rendered until now.
    pub fn fault(&self) -> Option<&str> {
        self.mix.fault()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{MixClip, MixTrack, Pcm, RATE, Sound};

    fn plan() -> MixPlan {
        let wave = |k: usize| (0..30_000).map(|n| ((n * k) % 211) as f32 / 300.0 - 0.3).collect();
        let sound = |k| Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![wave(k)] }));
        let track = |bus, mute| MixTrack { bus, mute, gain: -3.0, ..MixTrack::default() };
        let clip = |track, start| MixClip {
            track,
            sound: sound(track + 3),
            start,
            length: 30_000,
            ..MixClip::default()
        };
        MixPlan {
            length: 50_000,
            tracks: vec![
                track(Bus::Dialogue, false),
                track(Bus::Effects, false),
                track(Bus::Music, false),
                track(Bus::Dialogue, true),
                track(Bus::Dialogue, false),
            ],
            clips: vec![
                clip(0, 0),
                clip(2, -400),
                clip(1, 9999),
                clip(3, 5),
                clip(0, 40_000),
                clip(4, 7),
            ],
            ..MixPlan::default()
        }
    }

    #[test]
    fn stems_sum_to_the_mix_before_it_is_mastered() {
        let plan = plan();
        let music = Envelope::new(0.7, 1000, vec![1.0, 0.5, 0.25]);
        let whole = Mix::new(&plan).with_music(music.clone());
        let mut expected = vec![[0.0; 2]; 50_000];
        whole.render(0, &mut expected);
        for (stems, count) in [(bus_stems(&plan, &music), 3), (track_stems(&plan, &music), 5)] {
            assert_eq!(stems.len(), count);
            let mut sum = vec![[0.0_f64; 2]; 50_000];
            for stem in &stems {
                let mut part = vec![[0.0; 2]; 50_000];
                stem.render(0, &mut part);
                for (sum, part) in sum.iter_mut().flatten().zip(part.iter().flatten()) {
                    *sum += f64::from(*part);
                }
            }
            let far = sum.iter().flatten().zip(expected.iter().flatten());
            let far = far.map(|(a, b)| (a - f64::from(*b)).abs()).fold(0.0, f64::max);
            assert!(far < 1e-6, "{far}");
        }
    }
}
