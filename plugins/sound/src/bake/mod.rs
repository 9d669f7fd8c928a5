//! Whatever depends on all that is heard: ducking, loudness and limiting, worked out once for the whole film
//! and kept as gains over time.
//!
//! The film is rendered a few times from end to end, in blocks: memory does not grow with the sounds.

mod duck;
mod limit;
mod report;

pub use report::{LineReport, MixReport};

use std::sync::atomic::{AtomicBool, Ordering};

use maquette_document::Bus;

use crate::level::{db_from_gain, gain_from_db};
use crate::meter::{CELL, Cells, KFilter, Loudness, LoudnessMeter, PeakMeter};
use crate::{Curve, Envelope, Mix, MixPlan};

/// Samples between two looks at whether to stop: 0.1 s of film.
const BLOCK: usize = 4800;

/// The most that a quiet film is raised by, in decibels: beyond that it is noise that would be heard.
const MOST_RAISE: f32 = 30.0;

/// How near the loudness comes to what was asked for before it is let be, in LU.
const NEAR: f32 = 0.05;

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

/// Balances, ducks, brings to loudness and limits. `progress` gets shares from 0 to 1; setting `cancel` ends
/// the work soon.
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
    let mut work = Work { progress, cancel, length: plan.length.max(0), done: 0.0 };
    let aims = plan.mastering;
    // The fader of the music says how far it is to be above or below its bed: so the bed is found without it.
    let (dialogue, music) = work.levels(&Mix::new(&plan.without_music_gain()), 0.15)?;
    let speech = duck::Speech::of(&dialogue);
    let ducked = Mix::new(plan).with_music(duck::music_gain(&speech, &music, aims));
    let (before, cells) = work.before_master(&ducked, 0.2)?;
    let Some(loudness) = before.integrated else {
        let report = report::silent(plan);
        (work.progress)(1.0);
        return Ok(Baked { mix: ducked, report });
    };
    let mut gain = (aims.loudness - loudness).min(MOST_RAISE);
    let mut ceiling = aims.ceiling - limit::MARGIN;
    let mut peaks = cells;
    // A little more than is needed now, since the gain may rise again for what the limiter takes.
    let risky = gain_from_db(ceiling - gain - 4.0) as f32;
    work.true_peaks(&ducked, &mut peaks, risky, 0.25)?;
    let mut last = None;
    for round in 0..6 {
        let curve = limit::curve(&peaks, gain_from_db(ceiling - gain) as f32);
        let reduction = curve.iter().copied().fold(1.0, f32::min);
        let master = Envelope::new(gain_from_db(gain), limit::STEP as u32, curve);
        let mix = ducked.clone().with_master(master);
        let measured = work.measure(&mix, 0.1)?;
        let peak = db_from_gain(f64::from(measured.peak));
        let short = aims.loudness - measured.loudness.integrated.unwrap_or(aims.loudness);
        let over = peak - aims.ceiling;
        let report =
            report::of(plan, &mix, &speech, &measured, gain, db_from_gain(f64::from(reduction)));
        last = Some(Baked { mix, report });
        let raise = short.clamp(-3.0, (MOST_RAISE - gain).clamp(0.0, 3.0 / 2.0));
        if over <= 0.0 && (raise.abs() <= NEAR || round == 2) {
            break;
        }
        if over > 0.0 {
            ceiling -= over + 0.02;
        }
        if raise.abs() > NEAR && round < 2 {
            gain += raise;
        }
    }
    (work.progress)(1.0);
    last.ok_or(Cancelled)
}

/// What a finished mix measures.
struct Measured {
    loudness: Loudness,
    peak: f32,
    dialogue: Cells,
    music: Cells,
}

/// The passes, with how far they are.
struct Work<'a> {
    progress: &'a mut dyn FnMut(f32),
    cancel: &'a AtomicBool,
    length: i64,
    done: f32,
}

impl Work<'_> {
    /// Calls `each` for block after block, with its start and its length.
    fn pass(&mut self, share: f32, mut each: impl FnMut(i64, usize)) -> Result<(), Cancelled> {
        let from = self.done;
        for start in (0..self.length).step_by(BLOCK) {
            if self.cancel.load(Ordering::Relaxed) {
                return Err(Cancelled);
            }
            each(start, (self.length - start).min(BLOCK as i64) as usize);
            (self.progress)((from + share * start as f32 / self.length as f32).min(0.99));
        }
        self.done += share;
        Ok(())
    }

    /// Weighted energy of dialogue and music, cell by cell.
    fn levels(&mut self, mix: &Mix, share: f32) -> Result<(Cells, Cells), Cancelled> {
        let mut sums = vec![[0.0; 2]; BLOCK];
        let (mut dialogue, mut music) = (BusCells::new(Bus::Dialogue), BusCells::new(Bus::Music));
        self.pass(share, |start, length| {
            dialogue.add(mix, start, &mut sums[..length]);
            music.add(mix, start, &mut sums[..length]);
        })?;
        Ok((dialogue.cells, music.cells))
    }

    /// Loudness before mastering, and the highest sample of each cell of the limiter.
    fn before_master(&mut self, mix: &Mix, share: f32) -> Result<(Loudness, Vec<f32>), Cancelled> {
        let mut meter = LoudnessMeter::new();
        let mut peaks = Vec::with_capacity(self.length as usize / limit::STEP + 1);
        let (mut sums, mut frames) = (vec![[0.0; 2]; BLOCK], vec![[0.0; 2]; BLOCK]);
        self.pass(share, |start, length| {
            mix.before_master(start, &mut sums[..length]);
            for (frame, sum) in frames.iter_mut().zip(&sums[..length]) {
                *frame = sum.map(|sample| sample as f32);
            }
            let frames = &frames[..length];
            meter.add(frames);
            let highest = |cell: &[[f32; 2]]| {
                cell.iter().flatten().fold(0.0_f32, |most, x| most.max(x.abs()))
            };
            peaks.extend(frames.chunks(limit::STEP).map(highest));
        })?;
        Ok((meter.loudness(), peaks))
    }

    /// Raises the peaks of cells to their true ones where those may be above `risky`.
    fn true_peaks(
        &mut self,
        mix: &Mix,
        peaks: &mut [f32],
        risky: f32,
        share: f32,
    ) -> Result<(), Cancelled> {
        let mut window = limit::Window::new();
        self.pass(share, |start, length| {
            let first = start as usize / limit::STEP;
            let cells = length.div_ceil(limit::STEP);
            let cells = first..(first + cells).min(peaks.len());
            window.true_peaks(mix, start, &mut peaks[cells], risky);
        })
    }

    /// The finished mix, measured like any other sound.
    fn measure(&mut self, mix: &Mix, share: f32) -> Result<Measured, Cancelled> {
        let (mut meter, mut peaks) = (LoudnessMeter::new(), PeakMeter::new());
        let (mut dialogue, mut music) = (BusCells::new(Bus::Dialogue), BusCells::new(Bus::Music));
        let (mut sums, mut frames) = (vec![[0.0; 2]; BLOCK], vec![[0.0; 2]; BLOCK]);
        self.pass(share, |start, length| {
            mix.render(start, &mut frames[..length]);
            meter.add(&frames[..length]);
            peaks.add(&frames[..length]);
            dialogue.add(mix, start, &mut sums[..length]);
            music.add(mix, start, &mut sums[..length]);
        })?;
        let loudness = meter.loudness();
        Ok(Measured { loudness, peak: peaks.peak(), dialogue: dialogue.cells, music: music.cells })
    }
}

/// Weighted energy of one bus as it is rendered.
struct BusCells {
    bus: Bus,
    filter: KFilter,
    cells: Cells,
}

impl BusCells {
    fn new(bus: Bus) -> Self {
        Self { bus, filter: KFilter::default(), cells: Vec::new() }
    }

    fn add(&mut self, mix: &Mix, start: i64, sums: &mut [[f64; 2]]) {
        for (n, chunk) in sums.chunks_mut(CELL).enumerate() {
            let heard = mix.bus(self.bus, start + (n * CELL) as i64, chunk);
            let silent = !heard && self.filter.is_at_rest();
            self.cells.push(if silent { 0.0 } else { self.filter.mean_square(chunk) });
        }
    }
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
mod tests;
