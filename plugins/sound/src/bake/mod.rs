//! Whatever depends on all that is heard: ducking, evening out, loudness and limiting, worked out once for the
//! whole film and kept as gains over time.
//!
//! The film is rendered a few times from end to end, in blocks: memory does not grow with the sounds.

mod compress;
mod duck;
mod limit;
mod loudness;
mod passes;
mod report;

pub use report::{LineReport, MixReport};

use std::sync::atomic::AtomicBool;

use maquette_document::Bus;

use crate::level::{db_from_gain, gain_from_db};
use crate::meter::{CELL, gated};
use crate::mix::Equaliser;
use crate::{Curve, Envelope, Mix, MixPlan};

use loudness::Master;
use passes::{Heard, Work};

/// How near the loudness comes to what was asked for before it is let be, in LU.
const NEAR: f32 = 0.03;

/// The mix with its gains, and what it measures.
#[derive(Clone, Debug)]
pub struct Baked {
    pub mix: Mix,
    pub report: MixReport,
}

/// The work was called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mix was cancelled")]
pub struct Cancelled;

/// Masters a film as its plan says. `progress` gets shares from 0 to 1; setting `cancel` ends the work soon.
///
/// A film without sound is left as it is: silence has no loudness that could be raised.
///
/// # Errors
/// When it was cancelled.
pub fn bake(
    plan: &MixPlan,
    progress: &mut dyn FnMut(f32),
    cancel: &AtomicBool,
) -> Result<Baked, Cancelled> {
    let mut work = Work::new(progress, cancel, plan.length);
    let (balanced, speech) = balanced(plan, &mut work)?;
    let mut equaliser = Equaliser::new(&plan.mastering.equaliser);
    let heard = work.before_master(&balanced, &mut equaliser, 0.3)?;
    let mix = balanced.with_equaliser(equaliser);
    let Some(loudness) = gated(&heard.cells) else {
        (work.progress)(1.0);
        return Ok(Baked { mix, report: report::silent(plan) });
    };
    let baked = mastered(plan, mix, heard, loudness, &speech, &mut work)?;
    (work.progress)(1.0);
    Ok(baked)
}

/// The buses as they are to stand to one another, and where somebody speaks.
fn balanced(plan: &MixPlan, work: &mut Work<'_>) -> Result<(Mix, duck::Speech), Cancelled> {
    let aims = &plan.mastering;
    let mix = Mix::new(plan).with_width(aims.width);
    if aims.ducking.is_none() && aims.voices.is_none() {
        let dialogue = work.levels(&mix, &[Bus::Dialogue], 0.2)?.remove(0);
        return Ok((mix, duck::Speech::of(&dialogue)));
    }
    // The fader of the music says how far it is to be above or below its bed: so the bed is found without it.
    let unfaded = Mix::new(&plan.without_music_gain());
    let mut levels = work.levels(&unfaded, &[Bus::Dialogue, Bus::Music], 0.2)?;
    let (music, mut dialogue) =
        (levels.pop().unwrap_or_default(), levels.pop().unwrap_or_default());
    let mut evened = Envelope::UNITY;
    if let (Some(settings), Some(before)) = (&aims.voices, gated(&dialogue)) {
        let curve = compress::curve(&dialogue, before, settings);
        let down = compress::turned_down(&dialogue, &curve);
        // Evened out, but as loud as before.
        let makeup = before - gated(&down).unwrap_or(before);
        let gain = gain_from_db(makeup as f32);
        dialogue = down.into_iter().map(|cell| (f64::from(cell) * gain * gain) as f32).collect();
        evened = Envelope::new(gain, CELL as u32, curve);
    }
    let speech = duck::Speech::of(&dialogue);
    let ducked = aims.ducking.map(|aims| duck::music_gain(&speech, &music, aims));
    let mix = mix.with_dialogue(evened).with_music(ducked.unwrap_or(Envelope::UNITY));
    Ok((mix, speech))
}

/// Compresses, brings to loudness and limits.
fn mastered(
    plan: &MixPlan,
    mix: Mix,
    heard: Heard,
    loudness: f64,
    speech: &duck::Speech,
    work: &mut Work<'_>,
) -> Result<Baked, Cancelled> {
    let aims = &plan.mastering;
    let compressed = aims
        .compressor
        .map(|settings| compress::curve(&heard.cells, loudness, &settings))
        .unwrap_or_default();
    let Heard { cells, peaks, dialogue, music } = heard;
    let mut master = Master::new(aims, cells, peaks, compressed);
    if let Some(risky) = master.risky() {
        work.true_peaks(&mix, &mut master.peaks, risky, 0.2)?;
    }
    master.aim();
    let mut last = None;
    for round in 0..6 {
        let mix = mix.clone().with_master(master.envelope());
        let measures = work.measure(&mix, 0.15)?;
        let peak = db_from_gain(f64::from(measures.true_peak));
        let over = aims.ceiling.map_or(0.0, |ceiling| peak - ceiling);
        let wanted = aims.loudness.zip(measures.integrated);
        let short = master.room(wanted.map_or(0.0, |(aim, is)| aim - is));
        let measured = report::Measured { measures, dialogue: &dialogue, music: &music };
        last = Some(Baked { report: report::of(plan, &mix, speech, &measured, &master), mix });
        if over <= 0.0 && (short.abs() <= NEAR || round == 3) {
            break;
        }
        if over > 0.0 {
            master.ceiling -= over + 0.02;
        }
        if short.abs() > NEAR && round < 3 {
            master.gain += short;
        }
    }
    last.ok_or(Cancelled)
}

impl MixPlan {
    fn without_music_gain(&self) -> Self {
        let mut plan = self.clone();
        for track in plan.tracks.iter_mut().filter(|track| track.bus == Bus::Music) {
            (track.gain, track.volume) = (0.0, Curve::default());
        }
        for clip in &mut plan.clips {
            if self.tracks.get(clip.track).is_some_and(|track| track.bus == Bus::Music) {
                (clip.gain, clip.volume) = (0.0, Curve::default());
            }
        }
        plan
    }
}

#[cfg(test)]
mod chain;
#[cfg(test)]
mod tests;
