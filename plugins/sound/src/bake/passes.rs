//! Rendering the film from end to end, block by block, to find out about it.

use std::sync::atomic::{AtomicBool, Ordering};

use maquette_document::Bus;

use super::{Cancelled, limit};
use crate::meter::{CELL, Cells, KFilter};
use crate::mix::{BUSES, Equaliser, add};
use crate::{Measures, Meter, Mix, RATE};

/// Samples between two looks at whether to stop: 0.1 s of film.
const BLOCK: usize = 4800;

/// What goes into the master.
pub(super) struct Heard {
    /// Its weighted energy, and the highest sample of each cell of the limiter.
    pub(super) cells: Cells,
    pub(super) peaks: Vec<f32>,
    /// Weighted energy of dialogue and music in it.
    pub(super) dialogue: Cells,
    pub(super) music: Cells,
}

/// The passes, with how far they are.
pub(super) struct Work<'a> {
    pub(super) progress: &'a mut dyn FnMut(f32),
    cancel: &'a AtomicBool,
    length: i64,
    done: f32,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        progress: &'a mut dyn FnMut(f32),
        cancel: &'a AtomicBool,
        length: i64,
    ) -> Self {
        Self { progress, cancel, length: length.max(0), done: 0.0 }
    }

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

    /// Weighted energy of some buses, cell by cell.
    pub(super) fn levels(
        &mut self,
        mix: &Mix,
        buses: &[Bus],
        share: f32,
    ) -> Result<Vec<Cells>, Cancelled> {
        let mut sums = vec![[0.0; 2]; BLOCK];
        let mut levels = vec![Level::default(); buses.len()];
        self.pass(share, |start, length| {
            for (bus, level) in buses.iter().zip(&mut levels) {
                let heard = mix.bus(*bus, start, &mut sums[..length]);
                level.add(&sums[..length], heard);
            }
        })?;
        Ok(levels.into_iter().map(|level| level.cells).collect())
    }

    /// What goes into the master; the equaliser learns the mix on the way.
    pub(super) fn before_master(
        &mut self,
        mix: &Mix,
        equaliser: &mut Equaliser,
        share: f32,
    ) -> Result<Heard, Cancelled> {
        let mut levels = [const { None }; BUSES.len()].map(|_: Option<()>| Level::default());
        let mut whole = Level::default();
        let mut peaks = Vec::with_capacity(self.length as usize / limit::STEP + 1);
        let (mut bus_sum, mut sum) = (vec![[0.0; 2]; BLOCK], vec![[0.0; 2]; BLOCK]);
        let mut learning = equaliser.learn();
        self.pass(share, |start, length| {
            let (bus_sum, sum) = (&mut bus_sum[..length], &mut sum[..length]);
            sum.fill([0.0; 2]);
            for (bus, level) in BUSES.into_iter().zip(&mut levels) {
                let heard = mix.bus(bus, start, bus_sum);
                if heard {
                    add(sum, bus_sum);
                }
                if bus != Bus::Effects {
                    level.add(bus_sum, heard);
                }
            }
            learning.filter(sum);
            mix.widen(sum);
            whole.add(sum, true);
            let highest = |cell: &[[f64; 2]]| {
                cell.iter().flatten().fold(0.0_f64, |most, x| most.max(x.abs())) as f32
            };
            peaks.extend(sum.chunks(limit::STEP).map(highest));
        })?;
        let [dialogue, music, _] = levels.map(|level| level.cells);
        Ok(Heard { cells: whole.cells, peaks, dialogue, music })
    }

    /// Raises the peaks of cells to their true ones where those may be above `risky`.
    pub(super) fn true_peaks(
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
    pub(super) fn measure(&mut self, mix: &Mix, share: f32) -> Result<Measures, Cancelled> {
        let mut meter = Meter::new(RATE, 2);
        let mut frames = vec![[0.0; 2]; BLOCK];
        self.pass(share, |start, length| {
            mix.render(start, &mut frames[..length]);
            meter.add_stereo(&frames[..length]);
        })?;
        Ok(meter.measures())
    }
}

/// Weighted energy as it is rendered.
#[derive(Clone, Default)]
struct Level {
    filter: KFilter,
    cells: Cells,
}

impl Level {
    fn add(&mut self, sums: &[[f64; 2]], heard: bool) {
        for chunk in sums.chunks(CELL) {
            let silent = !heard && self.filter.is_at_rest();
            self.cells.push(if silent { 0.0 } else { self.filter.mean_square(chunk) });
        }
    }
}
